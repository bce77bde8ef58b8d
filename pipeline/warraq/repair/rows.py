"""The rows of a block cut into cells and words, by columns: what ``row_compiled`` does faster."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from warraq.model.glyph import Page
from warraq.model.line import Box
from warraq.model.record import dataclass
from warraq.repair.arrange import Block
from warraq.repair.cells import Cells, LogicalCells, split_rows
from warraq.repair.codes import LETTER, CodeColumns
from warraq.repair.frame import Floats, Indices
from warraq.repair.row_order import Told, tell
from warraq.repair.words import BlockColumns, WordParts, part_words

#: Of a row the least and largest size of its letters, the usual one (NaN: they don't tell at a glance), how far its
#: baselines are apart, the widest white between two letters (infinite where a place is no number), and whether most of
#: it is bold.
Looks = tuple[float, float, float, float, float, bool]
#: The words of a block; and of each row, whether its first letter has a form that joins to one before, and its last
#: letter one that joins to one after.
Parted = tuple[WordParts, list[bool], list[bool]]


@dataclass(frozen=True, slots=True, eq=False)
class CutRows:
    """The rows of a block, cut into cells.

    Attributes:
        told: what tells in which order each row is.
        boxes, looks: of each row.
    """

    cells: Cells
    told: Told
    boxes: list[Box]
    looks: list[Looks]


class PlainRowCutter:
    """Cuts one block after the other of a document."""

    def __init__(
        self, columns: CodeColumns, bold: NDArray[np.bool_], texts: Sequence[str], claims: Sequence[str]
    ) -> None:
        """
        Args:
            columns: of the table of codes.
            bold: of each font.
            texts: what each piece stands for, by its number.
            claims: those of the document, and last that of no claim.
        """
        self._columns, self._bold, self._texts, self._claims = columns, bold, texts, claims
        self._numbers: dict[bytes, int] = {}

    def cut(self, page: Page, block: Block, row: Indices, claim: NDArray[np.int32]) -> CutRows:
        """The rows of ``block``.

        Args:
            row, claim: of each glyph of the page: its row in the table of codes, and what the file says of it.
        """
        cells = split_rows(block.rows, self._columns.codes.kind[row] == LETTER)
        columns = BlockColumns(block, cells, row, claim)
        return CutRows(
            cells,
            tell(columns, self._columns),
            block.frame.boxes(columns.sides(block.rows.glyphs, block.rows.starts)),
            self._looks(page, columns),
        )

    def words(self, page: Page, columns: BlockColumns, logical: LogicalCells) -> Parted:
        """The words of the block that was cut last, whose cells are in logical order by now."""
        self._parts = part_words(columns, logical, self._columns, len(self._claims), self._numbers)
        return self._parts, *self._joined_beyond(columns, logical)

    def spell(self, words: Sequence[int]) -> tuple[list[str], list[str]]:
        """What each of ``words`` of the block that was cut last says by its pieces, and what the file says of it."""
        parts = [self._parts.part(word) for word in words]
        return (
            ["".join([self._texts[piece] for piece in self._parts.pieces[part].tolist()]) for part in parts],
            ["".join([self._claims[claim] for claim in self._parts.claims[part].tolist()]) for part in parts],
        )

    def _looks(self, page: Page, columns: BlockColumns) -> list[Looks]:
        cells, frame = columns.cells, columns.block.frame
        letters = np.flatnonzero(cells.glyph >= 0)
        glyphs = cells.glyph[letters]
        bounds = np.searchsorted(letters, cells.bounds)
        filled = np.flatnonzero(np.diff(bounds))
        looks: list[Looks] = [(np.inf, -np.inf, np.nan, -np.inf, 0.0, False)] * (len(bounds) - 1)
        if not filled.size:
            return looks
        sizes, starts, down = frame.size[glyphs], bounds[filled], frame.down[glyphs]
        least, most = np.minimum.reduceat(sizes, starts), np.maximum.reduceat(sizes, starts)
        usual = np.where(
            least == most, least, _only_size(sizes, self._columns.codes.arabic[columns.row[glyphs]], starts)
        )
        spread = np.maximum.reduceat(down, starts) - np.minimum.reduceat(down, starts)
        white = [_widest_white(frame.left[row], frame.right[row]) for row in np.split(glyphs, starts[1:])]
        heavy = np.add.reduceat(self._bold[page.font[glyphs]], starts, dtype=np.intp)
        bold = 2 * heavy > np.diff(bounds)[filled]
        measured = (column.tolist() for column in (least, most, usual, spread))
        for place, look in zip(filled.tolist(), zip(*measured, white, bold.tolist(), strict=True), strict=True):
            looks[place] = look
        return looks

    def _joined_beyond(self, columns: BlockColumns, logical: LogicalCells) -> tuple[list[bool], list[bool]]:
        codes, bounds = self._columns.codes, np.array(logical.bounds)
        filled = bounds[1:] > bounds[:-1]
        if not filled.any() or not (codes.to_next.any() or codes.to_last.any()):
            return [False] * len(filled), [False] * len(filled)
        ends = np.minimum(np.column_stack([bounds[:-1], bounds[1:] - 1]), len(logical.cell) - 1)
        glyphs = columns.cells.glyph[logical.cell[ends]]
        rows = columns.row[np.maximum(glyphs, 0)]
        letter = codes.arabic[rows] & (glyphs >= 0) & filled[:, None]
        joined, cut = codes.to_last[rows[:, 0]] & letter[:, 0], codes.to_next[rows[:, 1]] & letter[:, 1]
        return joined.tolist(), cut.tolist()


def _widest_white(left: Floats, right: Floats) -> float:
    """Widest white between the letters of a row, which stand from left to right."""
    if not (left <= right).all():
        return math.inf
    return float((left[1:] - np.maximum.accumulate(right)[:-1]).max(initial=0.0))


def _only_size(sizes: Floats, arabic: NDArray[np.bool_], starts: Indices) -> Floats:
    """The size of the Arabic letters of each row; NaN where they are of several sizes, or there are none."""
    least = np.minimum.reduceat(np.where(arabic, sizes, np.inf), starts)
    most = np.maximum.reduceat(np.where(arabic, sizes, -np.inf), starts)
    return np.where(least == most, least, np.nan)
