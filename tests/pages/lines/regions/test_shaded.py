"""Cells that are shaded one by one: their sides are walls, those of the rows between them too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from warraq.pages.lines.regions.ruled import find_grids
from warraq.pages.lines.regions.shaded import shaded_walls

Box = tuple[float, float, float, float]
PAGE = (595.0, 842.0)
EDGES = (60.0, 100.0, 160.0, 300.0)
#: A head and every second row below it, and the rule at the left side down to the end of the last row.
STRIPES = [(50.0, 70.0), (110.0, 150.0)]
SIDE = (60.0, 50.0, 60.0, 180.0)


def boxes(*given: Box) -> NDArray[np.float32]:
    return np.array(given, dtype=np.float32).reshape(-1, 4)


def cells(rows: Sequence[tuple[float, float]], edges: Sequence[float] = EDGES, apart: float = 0.1) -> list[Box]:
    """A ground a cell."""
    return [(left, top, right - apart, bottom) for top, bottom in rows for left, right in pairwise(edges)]


def test_banded_rows_and_those_between_them_are_cells() -> None:
    (grid,) = find_grids(boxes(SIDE), boxes(*cells(STRIPES)), *PAGE)
    assert [round(edge) for edge in grid.x] == [60, 100, 160, 300]
    assert [round(edge) for edge in grid.y] == [50, 70, 110, 150, 180]
    assert len(grid.cells) == 12


def test_a_row_above_the_first_ground_is_one_where_the_side_begins_there() -> None:
    (grid,) = find_grids(boxes((300.0, 30.0, 300.0, 150.0)), boxes(*cells(STRIPES)), *PAGE)
    assert [round(edge) for edge in grid.y] == [30, 50, 70, 110, 150]


def test_a_cell_that_reaches_over_columns_keeps_doing_so() -> None:
    head = cells([(50.0, 70.0)], (60.0, 100.0, 300.0)) + cells([(50.0, 70.0)], (300.0, 400.0))
    rows = cells([(70.0, 90.0), (90.0, 110.0)], (*EDGES, 400.0))
    (grid,) = find_grids(boxes((60.0, 50.0, 60.0, 110.0)), boxes(*head, *rows), *PAGE)
    assert [cell.columns for cell in grid.cells if cell.rows == (0, 1)] == [(0, 1), (1, 3), (3, 4)]


def test_grounds_with_no_rule_at_their_side_are_no_grid() -> None:
    """Below the last there may be a row more: white parts the cells of such tables."""
    assert len(shaded_walls(boxes(*cells(STRIPES)), boxes())) == 0
    assert len(shaded_walls(boxes(*cells(STRIPES)), boxes((60.0, 50.0, 60.0, 70.0)))) == 0


def test_the_heads_of_two_tables_are_no_rows_of_one() -> None:
    far = cells([(50.0, 70.0), (300.0, 320.0)])
    assert len(shaded_walls(boxes(*far), boxes((60.0, 50.0, 60.0, 320.0)))) == 0


def test_the_parts_of_bars_are_no_cells() -> None:
    """Stacked bars begin and end at the same sides, and their parts are as long as their numbers say."""
    bars = cells([(50.0, 70.0)], (60.0, 90.0, 200.0, 300.0)) + cells([(80.0, 100.0)], (60.0, 130.0, 260.0, 300.0))
    assert len(shaded_walls(boxes(*bars), boxes((60.0, 40.0, 60.0, 120.0)))) == 0


def test_two_grounds_side_by_side_and_cards_apart_are_no_cells() -> None:
    assert len(shaded_walls(boxes(*cells(STRIPES, (60.0, 100.0, 300.0))), boxes(SIDE))) == 0
    assert len(shaded_walls(boxes(*cells(STRIPES, apart=12.0)), boxes(SIDE))) == 0


def test_a_drawing_of_thousands_of_grounds_is_no_table() -> None:
    drawing = cells([(float(top), top + 6.0) for top in range(0, 6000, 7)], (60.0, 70.0, 80.0, 90.0))
    assert len(shaded_walls(boxes(*drawing), boxes((60.0, 0.0, 60.0, 6000.0)))) == 0
