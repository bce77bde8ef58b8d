"""Tables of which only the columns of numbers are ruled: the names of their rows stand beside the rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from warraq.layout.place import WORD, placed
from warraq.layout.tables.white_tables import is_number
from warraq.model.line import Line
from warraq.pages.lines.regions.bands import GUTTER, Extent, merged
from warraq.pages.lines.regions.ruled import Grid, GridCell

#: This share of what stands between the rules is numbers, and this share of its rows has names beside it.
_NUMBERS: Final = 0.6
_NAMED: Final = 0.8
_LEAST_ROWS: Final = 3
#: So many names stand in a row; others name several. Names may stick out of the height of their row, points.
_FIT: Final = 0.7
_OUT: Final = 2.0


def with_names(grid: Grid, inside: Sequence[Line], lines: Sequence[Line]) -> tuple[Grid, list[Line]] | None:
    """The grid with columns for the names that stand beside its rows, and these; None where it has no such.

    Args:
        grid: of rules.
        inside: the lines in it.
        lines: of the page.
    """
    numbers = [line for line in inside if is_number(line.text)]
    if len(grid.y) - 1 < _LEAST_ROWS or len(numbers) < _NUMBERS * len(inside):
        return None
    within = {id(line) for line in inside}
    names = [line for line in lines if id(line) not in within and grid.y[0] < _middle(line) < grid.y[-1]]
    rows = [bisect_right(grid.y, _middle(line)) - 1 for line in names]
    numbered = {bisect_right(grid.y, _middle(line)) - 1 for line in numbers}
    if not numbered or len(numbered & set(rows)) < _NAMED * len(numbered):
        return None
    fitting = [
        grid.y[row] - _OUT <= placed(line)[1] and placed(line)[3] <= grid.y[row + 1] + _OUT
        for line, row in zip(names, rows, strict=True)
    ]
    if sum(fitting) < _FIT * len(names):
        return None
    if not any(WORD.search(line.text) for line in names):
        return None
    size = max(line.size for line in names)
    spans = merged(sorted(placed(line)[::2] for line in names), GUTTER * size)
    left, right = ([span for span in spans if _is_left(span, grid) == side] for side in (True, False))
    return _extended(grid, left, right), names


def _is_left(span: Extent, grid: Grid) -> bool:
    return sum(span) < grid.x[0] + grid.x[-1]


def _middle(line: Line) -> float:
    return (placed(line)[1] + placed(line)[3]) / 2


def _extended(grid: Grid, left: Sequence[Extent], right: Sequence[Extent]) -> Grid:
    """The grid with a cell for each row in columns at its sides."""
    before = [left[0][0], *(_between(*pair) for pair in pairwise(left))] if left else []
    after = [*(_between(*pair) for pair in pairwise(right)), right[-1][1]] if right else []
    x = (*before, *grid.x, *after)
    cells = [
        GridCell(cell.rows, (cell.columns[0] + len(left), cell.columns[1] + len(left)), cell.box) for cell in grid.cells
    ]
    rows, columns = len(grid.y) - 1, len(x) - 1
    cell_at = np.full((rows, columns), -1, dtype=np.int32)
    cell_at[:, len(left) : columns - len(right)] = grid.cell_at
    for column in (*range(len(left)), *range(columns - len(right), columns)):
        for row in range(rows):
            cell_at[row, column] = len(cells)
            box = (x[column], grid.y[row], x[column + 1], grid.y[row + 1])
            cells.append(GridCell((row, row + 1), (column, column + 1), box))
    return Grid(x, grid.y, tuple(cells), cell_at)


def _between(one: Extent, other: Extent) -> float:
    return (one[1] + other[0]) / 2
