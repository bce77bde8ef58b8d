"""Lines and blocks: text in logical order with its place on the page and what is known of its certainty."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import attrgetter
from typing import Final, overload

from warraq.model.document import RegionKind

#: Boxes are rounded to one of so many parts of a point.
_PARTS: Final = 100
_TEXT, _MARK = attrgetter("text"), attrgetter("mark")
#: The edges of one box as bytes, and how many those are.
_DOUBLES: Final = struct.Struct("4d")
BOX: Final = _DOUBLES.size
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


class PlacedWords(Sequence[Word]):
    """The words of a line: what they are, which other lines may share, and where each stands.

    Most stages ask for one or the other; a word that has both is made when it is looked at. In all else they are the
    tuple of words that a line has.
    """

    __slots__ = ("_boxes", "_made", "_marked", "text", "unplaced", "white")

    def __init__(self, unplaced: Sequence[Word], boxes: bytes | Sequence[Box | None], white: float = math.inf) -> None:
        """
        Args:
            unplaced: the words without their places.
            boxes: their places; as bytes the edges of one after the other, double precision.
            white: no two neighbours are further apart, points; infinite where nobody knows.
        """
        self.unplaced = tuple(unplaced)
        self._boxes = boxes
        self._made: tuple[Word, ...] | None = None
        self._marked: bool | None = None
        self.text = " ".join(map(_TEXT, unplaced))
        self.white = white

    @property
    def boxes(self) -> Sequence[Box | None]:
        """Where each of them stands."""
        boxes = self._boxes
        return self._edges(boxes) if isinstance(boxes, bytes) else boxes

    @property
    def marked(self) -> bool:
        """Whether a footnote mark hangs on one of them."""
        if self._marked is None:
            self._marked = _any_marked(self.unplaced)
        return self._marked

    def box(self, index: int) -> Box | None:
        """Where one of them stands."""
        boxes = self._boxes
        if not isinstance(boxes, bytes):
            return boxes[index]
        length = len(boxes) // len(self.unplaced)
        start = length * (index if index >= 0 else len(self.unplaced) + index)
        if length == BOX:
            left, top, right, bottom = _DOUBLES.unpack_from(boxes, start)
            return left, top, right, bottom
        return self._edges(boxes[start : start + length])[0]

    def _edges(self, boxes: bytes) -> list[Box]:
        return list(_DOUBLES.iter_unpack(boxes))

    def __len__(self) -> int:
        return len(self.unplaced)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, index: int | slice) -> Word | tuple[Word, ...]:
        if self._made is None and not isinstance(index, slice):
            return _placed(self.unplaced[index], self.box(index))
        return self._words()[index]

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words())

    def __eq__(self, other: object) -> bool:
        return self._words() == (other._words() if isinstance(other, PlacedWords) else other)

    def __hash__(self) -> int:
        return hash(self._words())

    def _words(self) -> tuple[Word, ...]:
        if self._made is None:
            self._made = self.unpacked()
        return self._made

    def unpacked(self) -> tuple[Word, ...]:
        """The words, made anew."""
        return tuple(map(_placed, self.unplaced, self.boxes))

    def moved(self, move: Callable[[Box], Box]) -> PlacedWords:
        """The words elsewhere, as far apart as they are."""
        return PlacedWords(self.unplaced, [box and move(box) for box in self.boxes], self.white)


class PackedWords(PlacedWords):
    """The words of a line of a long document: shared with all that are the same but for their place, and their places.

    A word takes some 25 bytes instead of 300, and is made anew when it is looked at; the last lines that were looked at
    are kept.
    """

    __slots__ = ()

    def __init__(self, words: Sequence[Word], known: dict[Word, Word]) -> None:
        """``known`` has the words without a place that all lines of a document share."""
        if isinstance(words, PlacedWords):
            likes, boxes = words.unplaced, words.boxes
        else:
            likes, boxes = tuple([replace(word, box=None) for word in words]), [word.box for word in words]
        white = words.white if isinstance(words, PlacedWords) else math.inf
        super().__init__([known.setdefault(like, like) for like in likes], _packed_boxes(boxes), white)

    def _edges(self, boxes: bytes) -> list[Box]:
        edges = [part / _PARTS for part in struct.unpack(f"{len(boxes) // 4}i", boxes)]
        return list(zip(edges[::4], edges[1::4], edges[2::4], edges[3::4], strict=True))

    def moved(self, move: Callable[[Box], Box]) -> PackedWords:
        return PackedWords(super().moved(move), {})

    def _words(self) -> tuple[Word, ...]:
        return _unpacked(_Held(self))


def _any_marked(words: Sequence[Word]) -> bool:
    return any(map(_MARK, words))


def _placed(like: Word, box: Box | None) -> Word:
    return Word(
        like.text, like.original, like.confidence, box, like.alternatives, like.mark, like.note, like.cut, like.joined
    )


class _Held:
    """Packed words by their identity."""

    __slots__ = ("words",)

    def __init__(self, words: PackedWords) -> None:
        self.words = words

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.words is other.words

    def __hash__(self) -> int:
        return id(self.words)


@lru_cache(maxsize=256)
def _unpacked(held: _Held) -> tuple[Word, ...]:
    return held.words.unpacked()


def _packed_boxes(boxes: Sequence[Box | None]) -> bytes | Sequence[Box | None]:
    """Edges in hundredths of a point, which is what they are rounded to; the boxes themselves where one is not."""
    edges = [edge for box in boxes if box is not None for edge in box]
    if len(edges) != 4 * len(boxes) or not all(map(math.isfinite, edges)):
        return boxes
    parts = [round(edge * _PARTS) for edge in edges]
    # Minus zero is printed otherwise than zero.
    if any(
        part / _PARTS != edge or abs(part) >= 1 << 31 or (part == 0 and math.copysign(1, edge) < 0)
        for part, edge in zip(parts, edges, strict=True)
    ):
        return boxes
    return struct.pack(f"{len(parts)}i", *parts)


def packed(line: Line, known: dict[Word, Word]) -> Line:
    """``line`` with its words packed; see ``PackedWords``."""
    return replace(line, words=PackedWords(line.words, known))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in logical order.

    Attributes:
        page: 1-based page number.
        words: in logical order; those of a PDF are ``PlacedWords``, of a long one packed.
        box: None for a text dump.
        size: font size of most of its glyphs, points (0 for a dump).
        bold: most of its letters are in a bold font.
        gap_before: white space above it in units of the usual line distance (0 = set solid, as inside a paragraph).
        indent: distance of its right edge from the right margin of the column, points (for a dump 0).
        rtl: the paragraph direction found for it.
        across: it is painted across the other lines of its page: a watermark, a stamp.
        running: the file marks it as a running header or footer.
        hidden: the page holds it and doesn't show it.
        in_cells: its words stand in cells far apart, as in the masthead of a form: a row, not a line of a text.
        painted: number of the first of its glyphs that its page paints, of a dump that of its line in the file, from 0;
            -1 where nobody knows. What is cut from a line has that of all of it.
        text: the words joined by single spaces; kept, because every stage after this asks for it many times.
    """

    page: int
    words: Sequence[Word]
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    gap_before: float = 0.0
    indent: float = 0.0
    rtl: bool = True
    across: bool = False
    running: bool = False
    hidden: bool = False
    in_cells: bool = False
    painted: int = field(default=-1, repr=False, compare=False)
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = self.words
        text = words.text if isinstance(words, PlacedWords) else " ".join([word.text for word in words])
        object.__setattr__(self, "text", text)

    @property
    def unplaced(self) -> Sequence[Word]:
        """The words where nobody asks for their boxes: those of a PDF have none here, and cost nothing."""
        words: Sequence[Word] = self.words
        return words.unplaced if isinstance(words, PlacedWords) else words

    @property
    def boxes(self) -> Sequence[Box | None]:
        """Where each of the words stands."""
        words: Sequence[Word] = self.words
        return words.boxes if isinstance(words, PlacedWords) else [word.box for word in words]

    def box_of(self, number: int) -> Box | None:
        """Where one of the words stands; -1 is the last."""
        words: Sequence[Word] = self.words
        return words.box(number) if isinstance(words, PlacedWords) else words[number].box

    @property
    def white(self) -> float:
        """No two neighbouring words are further apart, points; infinite where nobody knows."""
        words: Sequence[Word] = self.words
        return words.white if isinstance(words, PlacedWords) else math.inf

    @property
    def marked(self) -> bool:
        """Whether a footnote mark hangs on one of the words; asked for again and again, it is looked up once."""
        words: Sequence[Word] = self.words
        return words.marked if isinstance(words, PlacedWords) else _any_marked(words)

    @property
    def original(self) -> str:
        return " ".join([word.original for word in self.unplaced])

    def with_words(self, words: Sequence[Word], box: Box | None) -> Line:
        """The line with other words and their place; ``dataclasses.replace`` takes four times as long."""
        return Line(
            self.page,
            words,
            box,
            self.size,
            self.bold,
            self.gap_before,
            self.indent,
            self.rtl,
            self.across,
            self.running,
            self.hidden,
            self.in_cells,
            self.painted,
        )

    def at(self, gap_before: float, indent: float) -> Line:
        """The line in its column; ``dataclasses.replace`` takes four times as long, and each line is put there."""
        return Line(
            self.page,
            self.words,
            self.box,
            self.size,
            self.bold,
            gap_before,
            indent,
            self.rtl,
            self.across,
            self.running,
            self.hidden,
            self.in_cells,
            self.painted,
        )


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page whose lines are read one after the other, before those of the next part.

    Attributes:
        page: its number.
        kind: what it is.
        box: round all of its lines, and of a table round its rules.
    """

    page: int
    kind: RegionKind
    box: Box


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
        doubtful: its first column may as well be at the other side.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    ruled: bool
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: a paragraph, a heading, a list item, a table, or a piece of page furniture.

    Roles:
        ``body``: running text. ``annex``: the heading that opens an annex ("Annex II"); its text follows as body.
        ``box``: a paragraph inside a frame. ``toc``: an entry of a table of contents.
        ``table``: ``table`` has its cells; ``lines`` are the lines of all cells in reading order.
        ``footnote``: opens with its mark. ``header``, ``footer``: furniture. ``hidden``: what the page doesn't show.
        ``bookmark``: an entry of the document's outline; it stands on no page, and its indent is its depth.

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
        return " ".join([line.text for line in self.lines if line.words])

    @property
    def original(self) -> str:
        return " ".join([line.original for line in self.lines if line.words])

    @property
    def bold(self) -> bool:
        return bool(self.lines) and self.lines[0].bold

    @property
    def page(self) -> int:
        return self.lines[0].page
