"""What is left where the PDF is gone: dumps as extractors write them of a file with a wrong map, restored.

    python -m benchmarks.copied_out [--files FILE.pdf TRUTH.tsv ...]

Each extractor has habits of its own: runs of spaces, which may be letters, become one; lines are written as they look;
ligatures are turned round; signs stand as they look. The facsimiles of the report are read by each (without the PDF, a
dump has no shapes to go by), beside the text layer that the report came with. Words alone, harakat folded, page
furniture left out. ``in any order``: words of the true text that are nowhere.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pypdfium2
from rapidfuzz.distance import Levenshtein

from benchmarks.markdown import table_head, table_row
from benchmarks.scores import Doubt, in_place
from benchmarks.structure_golden import FIXTURES
from benchmarks.text_channel import TRUTH, WORD
from benchmarks.truth import read_truth
from warraq import extract
from warraq.emit.report.compare import fold_marks
from warraq.model.document import Document

FILES: Final = tuple(FIXTURES / "pdf" / f"ctoc-cop-wg7-2020-4{kind}.pdf" for kind in ("", "-word"))
SOURCE: Final = FIXTURES / "text" / "ctoc-cop-wg7-2020-4.txt"
_NOTE: Final = re.compile(r"\[\^\d+\]")


def pdftotext(path: Path) -> str:
    """poppler's, in the order of reading."""
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode("utf-8")


def pdfium(path: Path) -> str:
    """pypdfium2: what Chrome copies."""
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def mupdf(path: Path) -> str:
    """PyMuPDF, in the order of the file."""
    import pymupdf

    with pymupdf.open(path) as document:
        return "\n".join(page.get_text() for page in document)


def pdfplumber(path: Path) -> str:
    """pdfplumber, which knows no direction."""
    import pdfplumber as tool

    with tool.open(path) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


EXTRACTORS: Final[dict[str, Callable[[Path], str]]] = {
    "PyMuPDF": mupdf,
    "pdfplumber": pdfplumber,
    "pdfium": pdfium,
    "pdftotext": pdftotext,
}


@dataclass(frozen=True, slots=True)
class Restored:
    """A dump and what was read of it.

    Attributes:
        before, wer: word error rate of the dump as it stands, and of what is read.
        missing: share of the true words that are nowhere in it.
        doubt: its words with their confidence.
    """

    before: float
    wer: float
    missing: float
    doubt: Doubt


def true_words(path: Path) -> list[str]:
    """The words of a true text, without page furniture and marks of footnotes."""
    rows = (row for row in read_truth(path) if row.kind != "header")
    return [word for row in rows for word in WORD.findall(fold_marks(_NOTE.sub("", row.text)))]


def words_of(document: Document) -> list[tuple[str, bool]]:
    """The words of a document, each with whether it is listed as uncertain."""
    words = []
    for node in document.walk():
        listed = {word.index for word in node.uncertain}
        for number, word in enumerate(node.content.split()):
            words += [(part, number in listed) for part in WORD.findall(fold_marks(word))]
    return words


def restored(dump: str, true: list[str]) -> Restored:
    """Read a dump and hold it against the true words."""
    with tempfile.TemporaryDirectory(prefix="warraq-copied-") as folder:
        path = Path(folder, "dump.txt")
        path.write_text(dump, encoding="utf-8")
        read = words_of(extract(path))
    words = [word for word, _ in read]
    missing = (Counter(true) - Counter(words)).total()
    doubt = Doubt([0.0 if listed else 1.0 for _, listed in read], list(in_place(true, words)))
    before = Levenshtein.distance(true, WORD.findall(fold_marks(dump)))
    size = len(true)
    return Restored(before / size, Levenshtein.distance(true, words) / size, missing / size, doubt)


def lines(files: list[tuple[Path, Path]], source: Path | None = SOURCE) -> Iterator[str]:
    """A row a file and extractor; ``source``: a dump that was found, first."""
    yield from table_head(
        "file", "by", "WER as it stands", "WER", "in any order", "listed", "wrong, not listed / 1,000"
    )
    if source is not None:
        yield _row(source.name, "unknown", restored(source.read_text("utf-8"), true_words(TRUTH)))
    for path, truth in files:
        for name, extractor in EXTRACTORS.items():
            yield _row(path.name, name, restored(extractor(path), true_words(truth)))


def _row(name: str, by: str, restored: Restored) -> str:
    shares = (
        f"{share:.1%}" for share in (restored.before, restored.wer, restored.missing, restored.doubt.flagged(0.5))
    )
    return table_row(name, by, *shares, f"{restored.doubt.unflagged(0.5):.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Dumps as extractors write them of files with a wrong map, restored.")
    parser.add_argument("--files", nargs="+", type=Path, metavar="FILE", help="PDFs, each followed by its true text")
    given = parser.parse_args()
    if given.files and len(given.files) % 2:
        parser.error("each PDF is followed by its true text")
    pairs = list(zip(given.files[::2], given.files[1::2], strict=True)) if given.files else [(f, TRUTH) for f in FILES]
    for line in lines(pairs, None if given.files else SOURCE):
        print(line, flush=True)


if __name__ == "__main__":
    main()
