"""Lines and blocks: text in logical order with its place on the page and what is known of its certainty."""

from __future__ import annotations

from dataclasses import dataclass, field

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
        mark: footnote mark that hangs on the word, as printed (``1``, ``(1)``, ``*``); it is not part of ``text``.
        note: ``Block.note`` of the footnote that the mark belongs to; empty before the layout has linked it.
        cut: it ends its line, and its last letter is drawn joined to one more.
        joined: it begins its line, and its first letter is drawn joined to one before.
    """

    text: str
    original: str
    confidence: float = 1.0
    box: Box | None = None
    alternatives: tuple[tuple[str, float], ...] = ()
    mark: str = ""
    note: str = ""
    cut: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in logical order.

    Attributes:
        page: 1-based page number.
        words: in logical order.
        box: None for a text dump.
        size: font size of most of its glyphs, points (0 for a dump).
        bold: most of its letters are in a bold font.
        gap_before: white space above it in units of the usual line distance (0 = set solid, as inside a paragraph).
        indent: distance of its right edge from the right margin of the column, points (for a dump 0).
        rtl: the paragraph direction found for it.
        across: it is painted across the other lines of its page: a watermark, a stamp.
        text: the words joined by single spaces; kept, because every stage after this asks for it many times.
    """

    page: int
    words: tuple[Word, ...]
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    gap_before: float = 0.0
    indent: float = 0.0
    rtl: bool = True
    across: bool = False
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join([word.text for word in self.words]))

    @property
    def original(self) -> str:
        return " ".join(word.original for word in self.words)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    Attributes:
        row, column: of its first corner, from 0; columns count in reading order, so 0 is the rightmost of an Arabic
            table.
        rows, columns: how many it spans.
        lines: its text in reading order; a cell of a table over two pages may have lines of both.
        header: it names a column.
    """

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    lines: tuple[Line, ...] = ()
    header: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table block, row by row, each row in reading order. Empty cells are there, without lines.

    Attributes:
        rows, columns: size of the grid.
        cells: together they cover the grid once.
        ruled: its cells are parted by painted rules, not only by white.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    ruled: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: a paragraph, a heading, a list item, a table, or a piece of page furniture.

    Roles:
        ``body``: running text. ``annex``: the heading that opens an annex ("Annex II"); its text follows as body.
        ``box``: a paragraph inside a frame. ``toc``: an entry of a table of contents.
        ``table``: ``table`` has its cells; ``lines`` are the lines of all cells in reading order.
        ``footnote``: opens with its mark. ``header``, ``footer``: furniture.

    Attributes:
        role: one of these.
        lines: in reading order; they may come from several pages.
        centered: both edges are about equally far from the column's margins.
        table: of a table block.
        note: key of a footnote block, unique in the document; ``Word.note`` of its mark in the text is the same.
        target: page that an entry of a table of contents points to, as printed; it and the leader are not in ``lines``.
        group: blocks inside the same frame have the same number, from 1; 0 outside.
    """

    role: str
    lines: tuple[Line, ...]
    centered: bool = False
    table: Table | None = None
    note: str = ""
    target: str = ""
    group: int = 0

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
