"""The rows of a block cut into cells, all at once: letters, each with its silent glyphs, and the spaces between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.codes import CodeColumns
from pipeline.repair.frame import Indices, Rows
from pipeline.repair.order import Order

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
        spaces: the cells that are spaces, rising, each with its width in points.
        silent: cell -> kashidas and other silent glyphs painted just before it, left of it.
    """

    glyph: Indices
    bounds: list[int]
    spaces: list[tuple[int, float]]
    silent: dict[int, list[int]]

    def painted(self, columns: CodeColumns, rows: Indices) -> str:
        """One character a cell.

        Args:
            rows: row of each glyph of the page in the table of codes.
        """
        row = np.append(rows, len(columns.character) - 1)[self.glyph]
        return "".join(columns.character[row].tolist())


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
        list(zip((cell[spaced] - 1).tolist(), widths.tolist(), strict=True)),
        _silent(rows, places, cell) if len(places) < len(rows.glyphs) else {},
    )


def _silent(rows: Rows, places: Indices, cell: Indices) -> dict[int, list[int]]:
    """The glyphs between each letter and the one before it in its row."""
    first = rows.starts[np.searchsorted(rows.starts, places, side="right") - 1]
    first[1:] = np.maximum(first[1:], places[:-1] + 1)
    return {int(cell[i]): rows.glyphs[first[i] : places[i]].tolist() for i in np.flatnonzero(first < places).tolist()}


@dataclass(frozen=True, slots=True, eq=False)
class LogicalCells:
    """The cells of a block in logical order, row after row.

    Attributes:
        cell: number of each in ``Cells``.
        mirrored: its character is the mirror image of what is painted.
        bounds: first of each row, and the end of the last: those of ``Cells``.
        verified: for each row, whether UAX #9 confirms its order.
    """

    cell: Indices
    mirrored: NDArray[np.bool_]
    bounds: list[int]
    verified: list[bool]

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


def in_logical_order(cells: Cells, orders: Sequence[Order]) -> LogicalCells:
    """The cells by the orders of their rows."""
    order: list[int] = []
    mirrored = np.zeros(len(cells.glyph), dtype=bool)
    for first, found in zip(cells.bounds, orders, strict=False):
        order += [first + index for index in found.indices]
        if found.mirrored:
            mirrored[[first + index for index in found.mirrored]] = True
    cell = np.array(order, dtype=np.intp)
    return LogicalCells(cell, mirrored[cell], cells.bounds, [found.verified for found in orders])
