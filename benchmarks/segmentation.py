"""Time of segmentation and of each export, milliseconds of processor time a page, as a Markdown table.

    python -m benchmarks.segmentation FOLDER_OR_FILE... [--runs N]

Blocks are made once; then ``segment`` and the writers are timed, least of ``--runs``. The last line is over all pages.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from warraq.config import DEFAULT
from warraq.emit.formats.forms import FORMS
from warraq.errors import WarraqError
from warraq.layout import build_blocks
from warraq.model.document import Document, Source
from warraq.model.line import Block
from warraq.pages import read_lines
from warraq.run import _decipher_pdf
from warraq.segment import segment


def blocks_of(path: Path) -> tuple[list[Block], int]:
    """The blocks of a PDF and its number of pages."""
    deciphered = _decipher_pdf(path, DEFAULT, lambda stage, done, total: None)
    extraction = deciphered.extraction
    lines, *_ = read_lines(extraction, deciphered.maps, DEFAULT)
    sizes = [(page.number, page.width, page.height) for page in extraction.pages]
    rules = {page.number: page.rules for page in extraction.pages}
    return build_blocks(lines, sizes, DEFAULT, rules=rules), len(extraction.pages)


def least(act: Callable[[], object], runs: int) -> float:
    """Milliseconds of processor time of the fastest of ``runs``."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        act()
        times.append(time.process_time() - start)
    return 1000 * min(times)


def row(path: Path, runs: int) -> tuple[int, list[float]]:
    """Pages, and milliseconds of segmentation and of each export."""
    blocks, pages = blocks_of(path)
    source = Source(file=path.name, sha256="0" * 64, pages=pages, engine="benchmark")

    def read() -> Document:
        return segment(blocks, source=source)

    document = read()
    return pages, [least(read, runs), *(least(partial(form.write, document), runs) for form in FORMS.values())]


def files(places: Sequence[Path]) -> Iterator[Path]:
    """The PDFs among ``places`` and in the folders among them."""
    for place in places:
        yield from sorted(place.glob("*.pdf")) if place.is_dir() else [place]


def main() -> None:
    parser = argparse.ArgumentParser(description="Time segmentation and exports.")
    parser.add_argument("places", type=Path, nargs="+", metavar="FOLDER_OR_FILE")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    print(f"| file | pages | segment | {' | '.join(FORMS)} |")
    print(f"|{'---|' * (len(FORMS) + 3)}")
    pages, total = 0, [0.0] * (len(FORMS) + 1)
    for path in files(arguments.places):
        try:
            count, times = row(path, arguments.runs)
        except WarraqError as error:
            print(f"| {path.name} | – | {error.message} |")
            continue
        pages, total = pages + count, [sum(pair) for pair in zip(total, times, strict=True)]
        print(f"| {path.name} | {count} | {' | '.join(f'{taken / count:.1f}' for taken in times)} |", flush=True)
    print(f"| all | {pages} | {' | '.join(f'{taken / max(pages, 1):.1f}' for taken in total)} |")


if __name__ == "__main__":
    main()
