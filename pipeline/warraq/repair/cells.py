"""The rows of a block cut into cells, all at once: letters, each with its silent glyphs, and the spaces between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.record import dataclass
from warraq.repair.frame import Floats, Indices, Rows

#: The glyph of a cell that is a word space.
SPACE_CELL: Final = -1
#: The number of a cell, and whether its character is the mirror image of what is painted.
OrderedCell = tuple[int, bool]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The cells of all rows of a block, row after row, each row left to right.

    Attributes:
        glyph: base of each cell, an index into the page's columns; ``SPACE_CELL`` for a word space.
        bounds: first cell of each row, and the end of the last: one more than there are rows. A row whose glyphs are
            all silent has no cells.
        spaces, widths: the cells that are spaces, rising, and the width of each in points.
        silent, before: kashidas and other silent glyphs, and the cell just before which, left of it, each is painted;
            those cells rise.
    """

    glyph: Indices
    bounds: list[int]
    spaces: Indices
    widths: Floats
    silent: Indices
    before: Indices

    def codes(self, rows: Indices) -> Indices:
        """The row of each cell in the table of codes; -1 for a space, which is the last of the columns.

        Args:
            rows: row of each glyph of the page.
        """
        return np.append(rows, SPACE_CELL)[self.glyph]

    def silent_before(self, cell: int) -> list[int]:
        """The silent glyphs painted just before a cell."""
        first, end = np.searchsorted(self.before, (cell, cell + 1)).tolist()
        return self.silent[first:end].tolist()


def split_rows(rows: Rows, letter: NDArray[np.bool_]) -> Cells:
    """The cells of a rows. Silent glyphs have none: they only held the gap shut.

    Args:
        letter: whether each glyph of the page is a letter; the others in the rows are silent.
    """
    places = np.flatnonzero(letter[rows.glyphs])
    row_of = np.searchsorted(rows.starts, places, side="right") - 1
    parted = np.cumsum(rows.breaks)
    spaced = np.zeros(len(places), dtype=bool)
    spaced[1:] = (row_of[1:] == row_of[:-1]) & (parted[places[1:]] > parted[places[:-1]])
    cell = np.arange(len(places)) + np.cumsum(spaced)
    glyph = np.full(len(places) + int(spaced.sum()), SPACE_CELL, dtype=np.intp)
    glyph[cell] = rows.glyphs[places]
    # Where silent glyphs stand between, the first break after the letter before is the space.
    before = places[np.flatnonzero(spaced) - 1]
    widths = rows.gaps[np.flatnonzero(rows.breaks)[parted[before]]]
    count = len(rows.starts)
    counts = np.bincount(row_of, minlength=count) + np.bincount(row_of[spaced], minlength=count)
    return Cells(
        glyph,
        [0, *np.cumsum(counts).tolist()],
        cell[spaced] - 1,
        widths,
        *_silent(rows, places, row_of, cell),
    )


def _silent(rows: Rows, places: Indices, row_of: Indices, cell: Indices) -> tuple[Indices, Indices]:
    """The glyphs between each letter and the one before it in its row, and the cell of that letter.

    Args:
        places: of the letters in the rows; ``row_of`` and ``cell`` are the row and the cell of each.
    """
    mute = np.ones(len(rows.glyphs), dtype=bool)
    mute[places] = False
    silent = np.flatnonzero(mute)
    following = np.searchsorted(places, silent)
    row = np.searchsorted(rows.starts, silent, side="right") - 1
    here = np.append(row_of, -1)[following] == row
    return rows.glyphs[silent[here]], cell[following[here]]


@dataclass(frozen=True, slots=True, eq=False)
class LogicalCells:
    """The cells of a block in logical order, row after row.

    Attributes:
        cell: number of each in ``Cells``.
        mirrored: its character is the mirror image of what is painted.
        bounds: first of each row, and the end of the last: those of ``Cells``.
        verified: for each row, whether UAX #9 confirms its order.
        rtl: for each row, whether it belongs to a right-to-left paragraph.
    """

    cell: Indices
    mirrored: NDArray[np.bool_]
    bounds: list[int]
    verified: list[bool]
    rtl: list[bool]

    def words(self, row: int, cells: Cells) -> Iterator[list[OrderedCell]]:
        """The words of a row."""
        part: list[OrderedCell] = []
        places = slice(self.bounds[row], self.bounds[row + 1])
        for cell, mirrored in zip(self.cell[places].tolist(), self.mirrored[places].tolist(), strict=True):
            if cells.glyph[cell] != SPACE_CELL:
                part.append((cell, mirrored))
            elif part:
                yield part
                part = []
        if part:
            yield part
