"""What extractors make of real PDFs that read well, and what is left of that after warraq has mended the copied text.

    python -m benchmarks.copied_real FOLDER [--pages 4]

The truth is what warraq reads of the PDF itself, of those files that it doesn't ask to review. Lost: words and numbers
that are nowhere in the text, and pairs of neighbours that aren't, which tells of order too; mean and median over files.
Harakat folded, digits as one script.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import pikepdf

from benchmarks.copied_out import EXTRACTORS
from benchmarks.markdown import table_head, table_row
from benchmarks.reading import printed_text_of, read
from warraq import repair_text
from warraq.language.tokens import fold_marks

PAGES: Final = 4
#: Files with fewer words say little.
LEAST_WORDS: Final = 150
_TOKEN: Final = re.compile(r"[\u0620-\u063a\u0641-\u064a\u066e-\u06d3]+|\d+")


@dataclass(frozen=True, slots=True)
class Lost:
    """Shares of the true words, and of their pairs, that a text lacks."""

    words: float
    pairs: float


def tokens_of(text: str) -> list[str]:
    """Words and numbers of ``text``, plain letters and ASCII digits."""
    plain = fold_marks(unicodedata.normalize("NFKC", text))
    return _TOKEN.findall("".join(str(unicodedata.decimal(c, c)) for c in plain))


def lost(true: str, copied: str) -> Lost:
    """What of ``true`` isn't in ``copied``."""
    one, other = tokens_of(true), tokens_of(copied)
    missing = (Counter(one) - Counter(other)).total()
    apart = (Counter(pairwise(one)) - Counter(pairwise(other))).total()
    return Lost(missing / max(1, len(one)), apart / max(1, len(one) - 1))


def first_pages(path: Path, pages: int, folder: Path) -> Path:
    """A copy of the PDF with its first ``pages``."""
    copy = folder / "pages.pdf"
    with pikepdf.open(path) as pdf:
        while len(pdf.pages) > pages:
            del pdf.pages[-1]
        pdf.save(copy)
    return copy


def measured(path: Path, pages: int) -> dict[str, tuple[Lost, Lost]]:
    """Extractor -> what its text lacks as it stands and mended; nothing for a file that says too little."""
    with tempfile.TemporaryDirectory(prefix="warraq-copied-") as folder:
        try:
            copy = first_pages(path, pages, Path(folder))
        except pikepdf.PdfError:
            return {}
        of_copy = read(copy)
        if of_copy.reading is None or of_copy.needs_review or len(of_copy.words) < LEAST_WORDS:
            return {}
        true = printed_text_of(of_copy.reading.document)
        texts = {name: extract(copy) for name, extract in EXTRACTORS.items()}
    return {name: (lost(true, text), lost(true, repair_text(text))) for name, text in texts.items()}


def lines(files: list[tuple[str, dict[str, tuple[Lost, Lost]]]]) -> Iterator[str]:
    """A row an extractor."""
    yield from table_head("by", "files", "words lost", "mended", "pairs lost", "mended", "median", "mended")
    for name in EXTRACTORS:
        rows = [losses[name] for _, losses in files if name in losses]
        if not rows:
            continue
        words = [[one.words for one in rows_of] for rows_of in zip(*rows, strict=True)]
        pairs = [[one.pairs for one in rows_of] for rows_of in zip(*rows, strict=True)]
        shares = (*map(statistics.mean, words), *map(statistics.mean, pairs), *map(statistics.median, pairs))
        yield table_row(name, str(len(rows)), *(f"{share:.1%}" for share in shares))


def results(folder: Path, pages: int = PAGES) -> Iterator[tuple[str, dict[str, tuple[Lost, Lost]]]]:
    """Name and measure of each PDF in a folder; progress goes to stderr."""
    for path in sorted(folder.rglob("*.pdf")):
        losses = measured(path, pages)
        shown = "; ".join(f"{name} {before.pairs:.0%} -> {after.pairs:.0%}" for name, (before, after) in losses.items())
        print(f"{path.stem}: {shown or 'left out'}", file=sys.stderr, flush=True)
        yield path.stem, losses


def main() -> None:
    parser = argparse.ArgumentParser(description="What extractors lose of real PDFs, and what of it is mended.")
    parser.add_argument("folder", type=Path, help="PDFs that others made")
    parser.add_argument("--pages", type=int, default=PAGES, help="of each file (default: %(default)s)")
    given = parser.parse_args()
    for line in lines(list(results(given.folder, given.pages))):
        print(line)


if __name__ == "__main__":
    main()
