"""Lines and blocks: text in logical order with its place on the page and what is known of its certainty."""

from __future__ import annotations

from dataclasses import dataclass

#: left, top, right, bottom; PDF points from the top left of the displayed page.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """One word (or number, or symbol) between spaces.

    Attributes:
        text: restored text, logical order, NFC, no tatweel.
        original: what the file claimed at this place.
        confidence: calibrated probability that ``text`` is right, 0..1.
        box: its place; None for a text dump.
        alternatives: other readings with their probability, best first.
    """

    text: str
    original: str
    confidence: float = 1.0
    box: Box | None = None
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in logical order. ``text`` is the words joined by single spaces.

    Attributes:
        page: 1-based page number.
        words: in logical order.
        box: None for a text dump.
        size: font size of most of its glyphs, points (0 for a dump).
        bold: most of its letters are in a bold font.
        gap_before: white space above it in units of the usual line distance (0 = set solid, as inside a paragraph).
        indent: distance of its right edge from the right margin of the column, points (for a dump 0).
        rtl: the paragraph direction found for it.
    """

    page: int
    words: tuple[Word, ...]
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    gap_before: float = 0.0
    indent: float = 0.0
    rtl: bool = True

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def original(self) -> str:
        return " ".join(word.original for word in self.words)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: a paragraph, a heading, a list item, or a piece of page furniture.

    Attributes:
        role: ``body``, ``header``, ``footer`` or ``footnote``.
        lines: in reading order; they may come from several pages.
        centered: both edges are about equally far from the column's margins.
    """

    role: str
    lines: tuple[Line, ...]
    centered: bool = False

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for line in self.lines for word in line.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def original(self) -> str:
        return " ".join(word.original for word in self.words)

    @property
    def bold(self) -> bool:
        return bool(self.lines) and self.lines[0].bold

    @property
    def page(self) -> int:
        return self.lines[0].page
