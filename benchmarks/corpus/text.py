"""Arabic text in the manner of resolutions, reports and laws, of any length, from a seed; or from a folder of texts.

    python -m benchmarks.corpus.text [--seed N] [--characters N] [--texts FOLDER]

The stock (``data/sentences.txt``, ``data/slots.tsv``) was written for this benchmark: no sentence of it is in what the
language model was trained on. Numbers, dates, ranges, document symbols and labels are made here.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Final

from benchmarks.corpus.page import HEADING, PARAGRAPH, Block

DATA: Final = Path(__file__).parent / "data"
#: Characters that fill an A4 page of 12 pt text, about.
PER_PAGE: Final = 2000
#: One document in so many has Arabic-Indic digits.
INDIC_EVERY: Final = 3
_INDIC: Final = str.maketrans("0123456789", "".join(chr(0x0660 + digit) for digit in range(10)))
#: The slot of what stands behind a number in place of the sign.
PER_CENT: Final = "per_cent"
_SLOT: Final = re.compile(r"\{(\w+)\}")
#: Lengths of a paragraph of a folder's texts that are taken, characters.
_TAKEN: Final = range(60, 900)


@cache
def sentences() -> tuple[str, ...]:
    """The templates."""
    rows = (DATA / "sentences.txt").read_text("utf-8").splitlines()
    return tuple(row for row in rows if row and not row.startswith("#"))


@cache
def slots() -> dict[str, tuple[str, ...]]:
    """Slot -> what may stand there."""
    texts_of: defaultdict[str, list[str]] = defaultdict(list)
    for row in (DATA / "slots.tsv").read_text("utf-8").splitlines():
        name, text = row.split("\t")
        texts_of[name].append(text)
    return {name: tuple(texts) for name, texts in texts_of.items()}


@dataclass(frozen=True, slots=True)
class Stock:
    """What texts are made of.

    Attributes:
        sentences: templates.
        slots: slot -> what may stand there.
        digits: code point of a western digit -> that of the digit of the script.
        indic_every: one document in so many has those digits.
    """

    sentences: tuple[str, ...]
    slots: Mapping[str, tuple[str, ...]]
    digits: Mapping[int, int] = field(default_factory=lambda: _INDIC)
    indic_every: int = INDIC_EVERY


class Writer:
    """One document's worth of choices; the same seed writes the same text. ``stock``: ours, where none is given."""

    def __init__(self, seed: int, stock: Stock | None = None) -> None:
        self._chance = random.Random(f"corpus {seed}")
        self._stock = stock or Stock(sentences(), slots())
        self._indic = seed % self._stock.indic_every == self._stock.indic_every - 1
        self._decks: dict[str, Iterator[str]] = {}
        self._made: dict[str, Callable[[], str]] = {
            "n": lambda: str(self._chance.randint(2, 48)),
            "int": self._integer,
            "year": lambda: str(self._chance.randint(1961, 2031)),
            "range": self._range,
            "percent": self._percent,
            "decimal": lambda: f"{self._chance.randint(0, 99)}.{self._chance.randint(1, 9)}",
            "date": self._date,
        }

    def sentence(self) -> str:
        """The next sentence; none comes again before all have come."""
        return self._filled(self._next("", self._stock.sentences))

    def heading(self) -> str:
        """A heading without its label."""
        return self._next("heading", self._stock.slots["heading"])

    def count(self, low: int, high: int) -> int:
        """A number between the two, both in."""
        return self._chance.randint(low, high)

    def digits(self, text: str) -> str:
        """``text`` with the digits of this document."""
        return text.translate(self._stock.digits) if self._indic else text

    def _filled(self, template: str) -> str:
        return _SLOT.sub(lambda slot: self._slot(slot[1]), template)

    def _slot(self, name: str) -> str:
        if name in self._made:
            return self.digits(self._made[name]())
        return self._next(name, self._stock.slots[name])

    def _next(self, name: str, stock: Sequence[str]) -> str:
        if name not in self._decks:
            self._decks[name] = cycle(self._chance.sample(stock, len(stock)))
        return next(self._decks[name])

    def _integer(self) -> str:
        number = self._chance.choice((self._chance.randint(12, 999), self._chance.randint(1_000, 950_000)))
        return f"{number:,}" if self._chance.random() < 0.5 else str(number)

    def _range(self) -> str:
        start = self._chance.randint(1995, 2024)
        return f"{start}-{start + self._chance.randint(1, 9)}"

    def _percent(self) -> str:
        number = self._chance.choice((str(self._chance.randint(2, 99)), f"{self._chance.randint(1, 60)}.5"))
        return f"{number}%" if self._chance.random() < 0.5 else f"{number} {self._stock.slots[PER_CENT][0]}"

    def _date(self) -> str:
        day, year = self._chance.randint(1, 28), self._chance.randint(1975, 2026)
        if self._chance.random() < 0.25:
            return f"{day}/{self._chance.randint(1, 12)}/{year}"
        return f"{day} {self._next('month', self._stock.slots['month'])} {year}"


def document(seed: int, characters: int, texts: Path | None = None) -> list[Block]:
    """Blocks with at least so many characters: headings, numbered paragraphs, articles and lists.

    Args:
        seed: the same seed gives the same blocks.
        characters: length of the text.
        texts: take paragraphs from the ``*.txt`` files of this folder instead of our own sentences.
    """
    writer = Writer(seed)
    body = _lines_of(texts, seed) if texts is not None else None
    blocks: list[Block] = []
    for block in _blocks(writer, body):
        blocks.append(block)
        characters -= len(block.text)
        if characters <= 0:
            return blocks
    return blocks


def pages(seed: int, count: int, texts: Path | None = None) -> list[Block]:
    """Text that fills about ``count`` pages."""
    return document(seed, count * PER_PAGE, texts)


def _blocks(writer: Writer, body: Iterator[str] | None) -> Iterator[Block]:
    number = 0
    articles = writer.count(0, 2) == 0
    for ordinal in cycle(_ORDINALS):
        yield Block(f"{ordinal}- {writer.heading()}", HEADING)
        for _ in range(writer.count(3, 6)):
            number += 1
            label = writer.digits(f"المادة {number}: " if articles else f"{number}- ")
            text = (
                next(body, "") if body is not None else " ".join(writer.sentence() for _ in range(writer.count(1, 4)))
            )
            if not text:
                return
            yield Block(label + text, PARAGRAPH)
            if body is None and writer.count(0, 4) == 0:
                for letter in _ITEMS[: writer.count(2, 4)]:
                    yield Block(f"({letter}) {writer.sentence()}", PARAGRAPH)


_UNITS: Final = ("أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا")
_TEENS: Final = ("حادي", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع")
_ORDINALS: Final = (*_UNITS, *(f"{unit} عشر" for unit in _TEENS))
_ITEMS: Final = ("أ", "ب", "ج", "د")


def _lines_of(folder: Path, seed: int) -> Iterator[str]:
    """Paragraphs of the folder's texts in a random order. Raises FileNotFoundError where there is none."""
    every_line = [
        unicodedata.normalize("NFC", " ".join(line.split()))
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
    ]
    taken = [line for line in every_line if len(line) in _TAKEN]
    if not taken:
        raise FileNotFoundError(f"no paragraphs of {_TAKEN.start} to {_TAKEN.stop} characters in {folder}/*.txt")
    random.Random(f"texts {seed}").shuffle(taken)
    return iter(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description="Print a text, a block a line.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--characters", type=int, default=PER_PAGE)
    parser.add_argument("--texts", type=Path, help="folder of *.txt files to take paragraphs from")
    arguments = parser.parse_args()
    for block in document(arguments.seed, arguments.characters, arguments.texts):
        print(block.text)


if __name__ == "__main__":
    main()
