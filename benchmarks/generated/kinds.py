"""The kinds of page without tables: columns, boxes, cards, captions, headings at the side and at the margin."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Final

from benchmarks.corpus.text import Writer, slots
from benchmarks.generated.look import Look
from benchmarks.generated.sheet import CAPTION, HEADING, Columns, Figure, Part, Sheet, Text


class Author:
    """What a page says: text, headings and choices of one seed and kind."""

    def __init__(self, seed: int, kind: str, look: Look) -> None:
        self.seed, self.look = seed, look
        self.chance = random.Random(f"{kind} {seed}")
        #: The digits are those of the seed, the words those of the kind.
        self.writer = Writer(3 * self.chance.randrange(10**6) + seed % 3)
        self._decks: dict[str, Iterator[str]] = {}

    def paragraph(self, low: int = 2, high: int = 3) -> Text:
        return Text(" ".join(self.writer.sentence() for _ in range(self.chance.randint(low, high))))

    def paragraphs(self, count: int, low: int = 2, high: int = 3) -> tuple[Text, ...]:
        return tuple(self.paragraph(low, high) for _ in range(count))

    def heading(self, level: int = 1) -> Text:
        return Text(self.writer.heading(), HEADING, level)

    def figure(self, height: float) -> Figure:
        return Figure(height, tuple(round(self.chance.uniform(0.2, 0.95), 2) for _ in range(self.chance.randint(4, 7))))

    def caption(self, number: int) -> Text:
        return Text(self.writer.digits(f"الشكل {number}: {self.slot('measure')} في {self.slot('country')}"), CAPTION)

    def slot(self, name: str) -> str:
        """One of the stock's words for a slot; none comes again before all have come."""
        if name not in self._decks:
            stock = slots()[name]
            self._decks[name] = cycle(self.chance.sample(stock, len(stock)))
        return next(self._decks[name])


def captions(author: Author) -> Sheet:
    """One column with pictures and what stands below or above them."""
    above = author.seed % 2 == 1
    parts: list[Part] = [author.heading()]
    for number in (1, 2):
        parts += author.paragraphs(2)
        picture: list[Part] = [author.figure(author.chance.choice((80.0, 110.0))), author.caption(number)]
        parts += reversed(picture) if above else picture
    parts += author.paragraphs(1)
    return Sheet("captions", "above" if above else "below", tuple(parts))


def _columns(author: Author, count: int, sections: int) -> Columns:
    parts: list[Part] = []
    for _ in range(sections):
        parts += [author.heading(2), *author.paragraphs(3)]
    return Columns(tuple(parts), count, author.look.gap)


def two_columns(author: Author) -> Sheet:
    """Two columns below a heading over both."""
    return Sheet("two columns", f"gap {author.look.gap:.0f}", (author.heading(), _columns(author, 2, 3)))


def three_columns(author: Author) -> Sheet:
    """Three columns below a heading over all."""
    return Sheet("three columns", f"gap {author.look.gap:.0f}", (author.heading(), _columns(author, 3, 3)))


KINDS: Final[dict[str, Callable[[Author], Sheet]]] = {
    "captions": captions,
    "two columns": two_columns,
    "three columns": three_columns,
}
