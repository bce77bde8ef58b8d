"""Cells that are shaded one by one, without rules between them: their sides part text as rules do.

So office programs paint banded tables: heads and every second row have a ground a cell. The rows between two of them
are cells, too, with the same columns, and so is one at either end to which a rule at the side of the table goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.line import Box

#: Cells of a row, and rows of a table that are shaded, at least.
_LEAST_CELLS: Final = 3
_LEAST_ROWS: Final = 2
#: Grounds that touch, and edges that are the same, are no further apart, points.
_NEAR: Final = 2.6
#: What is lower or narrower is a rule or a mark, points.
_LEAST_SIDE: Final = 5.0
#: A row that isn't shaded is at most so many times as high as the highest that is.
_TALLER: Final = 2.0
#: More rows than a page has are a drawing.
_MOST_ROWS: Final = 220


@dataclass(frozen=True, slots=True)
class _Row:
    """Cells side by side: their top and bottom, and the edges of the columns, rising, points."""

    top: float
    bottom: float
    edges: tuple[float, ...]

    def in_common(self, other: _Row) -> tuple[float, ...]:
        """Edges that both have."""
        return tuple(edge for edge in self.edges if any(abs(edge - one) <= _NEAR for one in other.edges))

    def is_like(self, other: _Row) -> bool:
        """Whether both have the same sides, and most columns in common."""
        same = self.in_common(other)
        has_sides = abs(self.edges[0] - other.edges[0]) <= _NEAR and abs(self.edges[-1] - other.edges[-1]) <= _NEAR
        return has_sides and len(same) > 2 and 2 * len(same) > max(len(self.edges), len(other.edges))


def shaded_walls(fills: NDArray[np.float32], rules: NDArray[np.float32]) -> NDArray[np.float32]:
    """The sides of cells that are shaded one by one, as rules are given; none on a page without such tables.

    Args:
        fills, rules: ``Page.fills`` and ``Page.rules``.
    """
    walls: list[Box] = []
    for table in _tables(_rows(fills)) if len(fills) >= _LEAST_CELLS * _LEAST_ROWS else ():
        for row in _with_others(table, rules):
            walls += [(row.edges[0], at, row.edges[-1], at) for at in (row.top, row.bottom)]
            walls += [(edge, row.top, edge, row.bottom) for edge in row.edges]
    return np.array(walls, np.float32).reshape(-1, 4)


def _rows(fills: NDArray[np.float32]) -> list[_Row]:
    """Grounds that touch side by side and are as high, from the top."""
    left, top, right, bottom = fills.T
    large = fills[(right - left >= _LEAST_SIDE) & (bottom - top >= _LEAST_SIDE)]
    _, heights, counts = np.unique(np.round(large[:, 1::2]), axis=0, return_inverse=True, return_counts=True)
    large = large[counts[heights.ravel()] >= _LEAST_CELLS]
    rows = []
    boxes = sorted({(round(box[1]), round(box[3]), *box) for box in large.tolist()})
    for _, of_height in groupby(boxes, key=itemgetter(0, 1)):
        cells: list[tuple[float, ...]] = []
        for _, _, *cell in [*of_height, (0, 0, np.inf, 0.0, np.inf, 0.0)]:
            if cells and abs(cell[0] - cells[-1][2]) > _NEAR:
                if len(cells) >= _LEAST_CELLS:
                    middles = ((one[2] + other[0]) / 2 for one, other in pairwise(cells))
                    rows.append(_Row(cells[0][1], cells[0][3], (cells[0][0], *middles, cells[-1][2])))
                cells = []
            cells.append(tuple(cell))
    return rows


def _tables(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Rows below each other that have columns in common, no further apart than a row is high."""
    tables: list[list[_Row]] = []
    for row in rows if len(rows) <= _MOST_ROWS else ():
        for table in tables:
            highest = max(other.bottom - other.top for other in (*table, row))
            white = row.top - table[-1].bottom
            if table[-1].is_like(row) and -_NEAR <= white <= _TALLER * highest:
                table.append(row)
                break
        else:
            tables.append([row])
    return [table for table in tables if len(table) >= _LEAST_ROWS]


def _with_others(table: Sequence[_Row], rules: NDArray[np.float32]) -> list[_Row]:
    """The rows of a table, those between them that aren't shaded, and those at its ends; none where no rule at its
    sides says where it ends: below the last ground there may be a row more."""
    first, last = table[0], table[-1]
    rows = list(table)
    for above, below in pairwise(table):
        if below.top - above.bottom > _LEAST_SIDE:
            rows.append(_Row(above.bottom, below.top, above.in_common(below)))
    highest = max(row.bottom - row.top for row in rows)
    left, top, right, bottom = rules.T
    at_side = (np.abs(left - first.edges[0]) <= _NEAR) | (np.abs(left - first.edges[-1]) <= _NEAR)
    beside = rules[at_side & (right - left <= _NEAR) & (top <= last.top) & (bottom >= last.bottom - _NEAR)]
    if not len(beside):
        return []
    start, end = float(beside[:, 1].min()), float(beside[:, 3].max())
    if _LEAST_SIDE < first.top - start <= _TALLER * highest:
        rows.append(replace(first, top=start, bottom=first.top))
    if _LEAST_SIDE < end - last.bottom <= _TALLER * highest:
        rows.append(replace(last, top=last.bottom, bottom=end))
    return rows
