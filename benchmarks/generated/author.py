"""What a page says: words, headings and choices of one seed and kind."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import cycle

from benchmarks.corpus.text import Writer, slots
from benchmarks.generated.look import Look
from benchmarks.generated.sheet import CAPTION, HEADING, Figure, Text


class Author:
    """The same seed and kind say the same."""

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
