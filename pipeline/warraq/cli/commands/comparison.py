"""``warraq diff``: documents against true ones."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from warraq.cli.exit_codes import WORSE
from warraq.cli.terminal import to_stdout
from warraq.errors import UsageError

if TYPE_CHECKING:
    from warraq.emit.report.compare import Comparison
    from warraq.model.document import Document


def diff_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("golden", type=Path, help="the true document (JSON), or a folder of them")
    parser.add_argument("got", type=Path, help="the document to measure, or the folder that holds the same names")
    parser.add_argument("--floors", type=Path, help="JSON of floors: exit 1 only where a measure is worse than there")
    parser.add_argument(
        "--limit", type=int, default=60, metavar="N", help="differences to show of each document (default: %(default)s)"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="figures only, no words")
    parser.add_argument(
        "--versions", action="store_true", help="two versions of a document, paragraph by paragraph; PDFs will do"
    )
    parser.add_argument(
        "--json", dest="as_json", action="store_true", help="with --versions: a JSON object a paragraph"
    )


def diff(golden: Path, got: Path, floors: Path | None, limit: int, quiet: bool, versions: bool, as_json: bool) -> int:
    """Compare documents word by word and structure by structure, with CER, WER and structure F1.

    With --versions: which paragraphs of a document were changed, renumbered, moved, added and taken out.

    Examples:
      warraq diff --versions draft.pdf adopted.pdf
      warraq diff fixtures/golden/report.pdf.json out/report.pdf.json
      warraq diff fixtures/golden out --floors fixtures/golden/baseline.json
    """
    from warraq.emit.report.floors import read_floors

    if versions:
        return _show_versions(golden, got, as_json=as_json)
    known = read_floors(floors) if floors else None
    worse = False
    with to_stdout():
        for true, candidate in _pairs(golden, got):
            worse |= _diff_one(true, candidate, known, 0 if quiet else limit)
    return WORSE if worse else 0


def _show_versions(old: Path, new: Path, *, as_json: bool) -> int:
    """Print what became of each paragraph; exit code 1 where anything differs."""
    from warraq.emit.report.versions import readable, revisions, to_jsonl

    report = revisions(_document(old), _document(new))
    with to_stdout() as stream:
        stream.writelines((to_jsonl(report),) if as_json else (f"{line}\n" for line in readable(report)))
    return WORSE if any(revision.status != "same" for revision in report) else 0


def _document(path: Path) -> Document:
    """A document that ``extract`` wrote, or that it makes of a PDF or text now."""
    from warraq import run
    from warraq.emit.formats.json import read_document

    return read_document(path) if path.suffix.lower() == ".json" else run.extract(path)


def _pairs(golden: Path, got: Path) -> Iterator[tuple[Path, Path]]:
    """The files to compare; in a folder the documents are the files named ``NAME.ENDING.json``."""
    if not golden.is_dir():
        yield golden, got
        return
    names = sorted(path.name for path in golden.glob("*.*.json"))
    if not names:
        raise UsageError("there are no documents in it", where=str(golden), help="Run `make golden` first.")
    for name in names:
        yield golden / name, got / name


def _diff_one(golden: Path, got: Path, known: dict[str, dict[str, float]] | None, limit: int) -> bool:
    """Print the comparison of two files; True where it is worse than its floors (or, without floors, not equal)."""
    from rich.console import Console

    from warraq.emit.formats.json import read_document
    from warraq.emit.report.compare import coloured, compare, structure_differences
    from warraq.emit.report.floors import regressions

    true, candidate = read_document(golden), read_document(got)
    comparison = compare(true, candidate)
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{got}[/bold]  {_figures(comparison)}")
    if limit:
        for line in structure_differences(true, candidate):
            console.print(line, style="red" if line.startswith("-") else "green", markup=False)
        console.print(coloured(true, candidate, limit=limit))
    if known is None:
        return comparison.wer_raw > 0 or comparison.structure_f1 < 1
    worse = regressions(known.get(golden.name.removesuffix(".json"), {}), comparison)
    for sentence in worse:
        console.print(f"worse: {sentence}", style="bold red")
    return bool(worse)


def _figures(comparison: Comparison) -> str:
    return (
        f"CER {comparison.cer:.2%} · WER {comparison.wer:.2%} ({comparison.wer_raw:.2%} with harakat)"
        f" · numbers {comparison.numbers_exact:.2%}"
        f" · structure F1 {comparison.structure_f1:.4f} (with text {comparison.structure_text_f1:.4f})"
        f" · wrong words not flagged {comparison.unflagged} of {comparison.words}"
    )
