"""The cells of rows: letters, each with its silent glyphs, and the spaces between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.pages.lines.frame import Floats, Indices

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
        first_silent: of each cell the first of its silent glyphs, if it has any.
    """

    glyph: Indices
    bounds: list[int]
    spaces: Indices
    widths: Floats
    silent: Indices
    before: Indices
    first_silent: Indices

    def codes(self, rows: Indices) -> Indices:
        """The row of each cell in the table of codes; -1 for a space, which is the last of the columns.

        Args:
            rows: row of each glyph of the page.
        """
        return np.append(rows, SPACE_CELL)[self.glyph]


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
