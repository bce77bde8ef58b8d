"""Symbols, numbers and addresses that lines break in two, by every producer: how many come out whole.

    python -m benchmarks.wrapped [--producers NAME...] [--face NAME] [--show]

Each is set in paragraphs of rising length, so that it stands at the end of a line, across it, and at the start of the
next. It counts where the document's text has it in one piece.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.corpus.page import Block, Face, faces
from benchmarks.corpus.producers import PRODUCERS, available, render, suits
from warraq import extract

WHOLE: Final = (
    "A/RES/55/25",
    "CTOC/COP/WG.7/2020/1/Rev.1",
    "(A/C.3/75/L.12/Rev.1)",
    "E/CN.15/2020/L.5/Rev.1",
    "https://www.unodc.org/unodc/en/organized-crime/index.html",
    "info@example-site.org",
    "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}\u064a\u0644\u0648\u0644/\u0633\u0628\u062a\u0645\u0628\u0631",
    "2018-2019",
    "COVID-19",
    "non-governmental",
)
#: Any words: only the places of the lines' ends depend on them.
WORDS: Final = ["وقرر", "الفريق", "العامل", "في", "دورته", "أن", "يواصل", "النظر", "في", "مسألة", "تعزيز", "التعاون"]
LENGTHS: Final = range(8, 30, 2)
AFTER: Final = 6


def paragraphs(whole: str) -> list[str]:
    """Paragraphs of rising length with ``whole`` near their end, the same in every run."""
    source = random.Random(whole)
    return [
        " ".join([*source.choices(WORDS, k=length), whole, *source.choices(WORDS, k=AFTER)]) + "." for length in LENGTHS
    ]


def words_found(producer: str, face: Face, whole: str) -> int:
    """In how many of its paragraphs ``whole`` comes out in one piece."""
    with TemporaryDirectory(prefix="wrapped-") as folder:
        path = Path(folder) / "wrapped.pdf"
        render(producer, [Block(text) for text in paragraphs(whole)], face, path)
        document = extract(path)
    return sum(node.content.count(whole) for node in document.walk())


def rows(producers: Sequence[str], face: Face, show: bool) -> Iterator[str]:
    """The table, line by line."""
    yield "| producer | in one piece |"
    yield "|---|---|"
    for producer in producers:
        if suits(producer, face):
            counts = {whole: words_found(producer, face, whole) for whole in WHOLE}
            yield f"| {producer} | {sum(counts.values())} of {len(WHOLE) * len(LENGTHS)} |"
            if show:
                yield from (f"    {whole}: {n}" for whole, n in counts.items() if n < len(LENGTHS))


def main() -> None:
    parser = argparse.ArgumentParser(description="Symbols and addresses over two lines, as a Markdown table.")
    parser.add_argument("--producers", nargs="*", choices=list(PRODUCERS), default=available())
    parser.add_argument("--face", default="amiri")
    parser.add_argument("--show", action="store_true", help="list what comes out in two pieces")
    given = parser.parse_args()
    (face,) = faces([given.face])
    for line in rows(given.producers, face, given.show):
        print(line, flush=True)


if __name__ == "__main__":
    main()
