"""Accuracy on every fixture that has a golden document, as a Markdown table.

    python -m benchmarks.accuracy [FIXTURE...]
    python -m benchmarks.accuracy --matrix [--full]     generated files, see ``benchmarks.matrix``
    python -m benchmarks.accuracy --ablation            see ``benchmarks.ablation``
    python -m benchmarks.accuracy --real FOLDER         see ``benchmarks.real``

Rates are on NFC text with white space collapsed, in document order. ``WER`` folds harakat; ``with harakat`` doesn't.
The calibration error is that of the words of dumps; that of PDFs is told by the matrix.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import ablation, matrix, peers, real
from benchmarks.markdown import table_head, table_row
from benchmarks.scores import Doubt, right_words
from benchmarks.structure_golden import FIXTURES, golden_path, sources
from benchmarks.text_measures import logical, plain
from warraq.decipher.text.channel import restore
from warraq.emit.formats.json import read_document
from warraq.emit.formats.printed import measured_text
from warraq.emit.report.compare import character_error_rate, compare, numbers_exact, word_error_rate
from warraq.errors import WarraqError
from warraq.model.document import Document
from warraq.run import extract

COLUMNS = (
    "fixture",
    "by",
    "CER",
    "WER",
    "with harakat",
    "numbers exact",
    "structure F1",
    "wrong, not flagged",
    "flagged",
    "calibration error",
)


def rows(fixture: Path) -> Iterator[tuple[str, ...]]:
    """One row for each way to read the fixture."""
    golden = read_document(golden_path(fixture))
    ways = {"as it stands": plain} if fixture.suffix != ".pdf" else {"pdfplumber": plain, "pdfplumber + bidi": logical}
    for name, way in ways.items():
        yield (fixture.name, name, *text_figures(golden, way(fixture)), "–", "all of them", "–", "–")
    try:
        document = extract(fixture)
    except WarraqError as error:
        yield (fixture.name, "warraq", f"failed: {error}", *("",) * 7)
        return
    comparison = compare(golden, document)
    yield (
        fixture.name,
        "**warraq**",
        *text_figures(golden, measured_text(document)),
        f"{comparison.structure_f1:.4f}",
        f"{comparison.unflagged} of {comparison.words}",
        str(comparison.flagged),
        calibration_of_dump(fixture, golden) if fixture.suffix == ".txt" else "–",
    )


def calibration_of_dump(fixture: Path, golden: Document) -> str:
    """Expected calibration error of the words of a dump: how far their confidence is from the share that is right."""
    restored = restore(fixture.read_text("utf-8"))
    words = [word for block in restored.blocks if block.role == "body" for word in block.words]
    doubt = Doubt()
    doubt.add([word.confidence for word in words], right_words(measured_text(golden), [word.text for word in words]))
    return f"{doubt.calibration_error():.3f}"


def text_figures(golden: Document, text: str) -> tuple[str, ...]:
    """CER, WER, WER with harakat, exact numbers, as they are printed."""
    true = measured_text(golden)
    return (
        f"{character_error_rate(true, text):.2%}",
        f"{word_error_rate(true, text):.2%}",
        f"{word_error_rate(true, text, fold=False):.2%}",
        f"{numbers_exact(true, text):.1%}",
    )


def lines(fixtures: Sequence[Path] = ()) -> Iterator[str]:
    """The table, line by line, each as soon as it is known; without ``fixtures``, all that have a golden document."""
    yield from table_head(*COLUMNS)
    for fixture in fixtures or [FIXTURES / name for name in sources()]:
        if fixture.exists() and golden_path(fixture).exists():
            for row in rows(fixture):
                yield table_row(*row)


def matrix_lines(each: int, only: str, with_peers: bool, ocr: bool) -> Iterator[str]:
    """The tables of generated files; progress goes to stderr."""
    yield f"Peers: {peers.versions()}."
    yield ""
    results = []
    for result in matrix.run(each, only, with_peers, ocr):
        print(f"{result.ours.cer:8.2%}  {result.read.seconds:5.1f} s  {result.case.name}", file=sys.stderr, flush=True)
        results.append(result)
    yield from matrix.tables(results)


def main() -> None:
    parser = argparse.ArgumentParser(description="Accuracy as Markdown tables: on the fixtures, or on generated files.")
    parser.add_argument("fixtures", nargs="*", type=Path, help="default: all that have a golden document")
    parser.add_argument("--matrix", action="store_true", help="generated files: every producer, face and damage")
    parser.add_argument("--full", action="store_true", help="six files a cell of the matrix instead of one")
    parser.add_argument("--sample", action="store_true", help="one file a cell (the default)")
    parser.add_argument(
        "--only",
        default="",
        metavar="NAME",
        help="of --matrix only the groups (rows of its table: 'no map, tables gone'), of --real only the files whose "
        "name holds this",
    )
    parser.add_argument("--no-peers", action="store_true", help="warraq alone")
    parser.add_argument("--ocr", action="store_true", help="Tesseract too, on a sample (seconds a page)")
    parser.add_argument("--ablation", action="store_true", help="generated files without one kind of evidence each")
    parser.add_argument("--real", type=Path, metavar="FOLDER", help="PDFs of your own, with a manifest and truths")
    given = parser.parse_args()
    each = matrix.FULL if given.full else matrix.SAMPLE
    if given.matrix:
        table = matrix_lines(each, given.only, not given.no_peers, given.ocr)
    elif given.ablation:
        table = ablation.lines()
    elif given.real:
        table = real.lines(given.real, given.only, not given.no_peers)
    else:
        table = lines(given.fixtures)
    for row in table:
        print(row, flush=True)


if __name__ == "__main__":
    main()
