"""Grids of rules: cells, spans, gaps, frames, rules between columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from warraq.pages.lines.frame import Places
from warraq.pages.lines.regions.ruled import Fences, by_cell, column_rules, find_grids, parting

Rule = tuple[float, float, float, float]
PAGE = (595.0, 842.0)
NOTHING = np.zeros((0, 4), np.float32)


def rules(*lines: Rule) -> NDArray[np.float32]:
    return np.array(lines, dtype=np.float32).reshape(-1, 4)


def mesh(x: Sequence[float], y: Sequence[float]) -> list[Rule]:
    """Rules that run through from edge to edge."""
    return [(x[0], at, x[-1], at) for at in y] + [(at, y[0], at, y[-1]) for at in x]


def test_crossing_rules_make_cells() -> None:
    (grid,) = find_grids(rules(*mesh((100, 200, 300), (50, 80, 110))), NOTHING, *PAGE)
    assert (grid.x, grid.y) == ((100, 200, 300), (50, 80, 110))
    assert [cell.box for cell in grid.cells] == [
        (100, 50, 200, 80),
        (200, 50, 300, 80),
        (100, 80, 200, 110),
        (200, 80, 300, 110),
    ]


def test_borders_drawn_cell_by_cell_with_small_gaps_are_one_grid() -> None:
    sides = []
    for left in (100.0, 201.0):
        for top in (50.0, 81.0):
            right, bottom = left + 100, top + 30
            sides += [(left, top, right, top), (left, bottom, right, bottom)]
            sides += [(left, top, left, bottom), (right, top, right, bottom)]
    (grid,) = find_grids(rules(*sides), NOTHING, *PAGE)
    assert len(grid.cells) == 4


def test_open_sides_are_closed_by_the_ends_of_the_level_rules() -> None:
    levels = [(100.0, y, 300.0, y) for y in (50.0, 80.0, 110.0)]
    (grid,) = find_grids(rules(*levels, (200, 50, 200, 110)), NOTHING, *PAGE)
    assert len(grid.cells) == 4


def test_a_rule_that_stops_short_leaves_a_span() -> None:
    lines = [*mesh((100, 300), (50, 80, 110)), (200.0, 80.0, 200.0, 110.0)]
    (grid,) = find_grids(rules(*lines), NOTHING, *PAGE)
    assert [(cell.rows, cell.columns) for cell in grid.cells] == [((0, 1), (0, 2)), ((1, 2), (0, 1)), ((1, 2), (1, 2))]


def test_underlines_and_single_rules_make_no_grid() -> None:
    assert find_grids(rules((100, 50, 200, 50), (100, 90, 160, 90), (100, 130, 300, 130)), NOTHING, *PAGE) == []
    assert find_grids(rules(), NOTHING, *PAGE) == []


@pytest.mark.parametrize(("pitch", "parts"), [(4.0, 0), (14.0, 0), (28.0, 0), (90.0, 1)])
def test_squared_paper_parts_nothing_that_is_written_over_it(pitch: float, parts: int) -> None:
    squares = mesh([100.0 + pitch * n for n in range(int(360 / pitch) + 1)], [50.0, 50.0 + pitch, 400.0])
    left = np.arange(101.0, 455.0, 6.0)
    text = Places(left, left + 6.0, np.full(left.size, 150.0), np.full(left.size, 12.0))
    grids = find_grids(rules(*squares), NOTHING, *PAGE)
    assert len(grids) == 1
    assert len(parting(grids, text)) == parts


def test_a_border_round_the_page_is_none() -> None:
    assert find_grids(rules(*mesh((20, 575), (20, 820))), NOTHING, *PAGE) == []


def places(*glyphs: tuple[float, float, float]) -> Places:
    """Glyphs of ten points at (left, right, height)."""
    left, right, middle = np.array(glyphs, np.float64).reshape(-1, 3).T
    return Places(left, right, middle, np.full(len(glyphs), 10.0))


@pytest.mark.parametrize(
    ("glyphs", "parts"),
    [
        ([(290, 294, 300), (300, 306, 300)], True),
        ([(290, 296.5, 300), (297.5, 306, 300)], False),
        ([(290, 296.5, 300), (297.5, 306, 340)], True),
        ([(290, 303, 300)], False),
        ([(290, 303, 50)], True),
    ],
    ids=["beside", "a number on it", "in other lines", "a glyph on it", "above it"],
)
def test_a_rule_through_a_number_of_a_chart_parts_nothing(
    glyphs: list[tuple[float, float, float]], parts: bool
) -> None:
    assert bool(column_rules(rules((297, 100, 297, 780)), [], places(*glyphs))) is parts


def test_a_tall_rule_by_itself_parts_columns_even_inside_a_border() -> None:
    lines = rules(*mesh((20, 575), (20, 60, 820)), (297, 100, 297, 780))
    grids = find_grids(lines, NOTHING, *PAGE)
    between = column_rules(lines, grids, places())
    assert (297.0, 100.0, 297.0, 780.0) in between
    groups = by_cell(
        Fences(grids, between), np.array([100.0, 400.0, 100.0, 300.0]), np.array([300.0, 300.0, 500.0, 40.0])
    )
    assert sorted(group.tolist() for group in groups) == [[0, 2], [1], [3]]


def test_a_point_in_a_table_inside_a_frame_belongs_to_the_table() -> None:
    lines = rules(*mesh((50, 500), (50, 400)), *mesh((100, 200, 300), (100, 150, 200)))
    grids = find_grids(lines, NOTHING, *PAGE)
    groups = by_cell(Fences(grids, []), np.array([150.0, 250.0, 60.0]), np.array([120.0, 120.0, 60.0]))
    assert sorted(group.tolist() for group in groups) == [[0], [1], [2]]


@pytest.mark.parametrize("apart", [(200.0, 0.0), (0.0, 100.0)], ids=["beside", "below"])
def test_tables_that_do_not_touch_are_grids_of_their_own(apart: tuple[float, float]) -> None:
    x, y = (100.0, 150.0, 200.0), (50.0, 80.0, 110.0)
    others = mesh([at + apart[0] for at in x], [at + apart[1] for at in y])
    grids = find_grids(rules(*mesh(x, y), *others), NOTHING, *PAGE)
    assert [grid.box for grid in grids] == [(100, 50, 200, 110), tuple(np.array((100, 50, 200, 110)) + apart * 2)]
    assert [len(grid.cells) for grid in grids] == [4, 4]


def test_a_rule_between_two_edges_is_a_wall_at_the_first_of_them() -> None:
    levels = [(60.0, y, 160.0, y) for y in (50.0, 80.0, 110.0)]
    walls = [(60.0, 50.0, 60.0, 110.0), (100.0, 80.0, 100.0, 110.0), (109.0, 80.0, 109.0, 110.0)]
    (grid,) = find_grids(rules(*levels, *walls, (104.5, 50.0, 104.5, 80.0)), NOTHING, *PAGE)
    assert grid.x == (60, 100, 109, 160)
    assert [cell.columns for cell in grid.cells] == [(0, 1), (1, 3), (0, 1), (1, 2), (2, 3)]


def test_a_cell_ends_at_one_that_reaches_down_beside_it_though_no_wall_is_between() -> None:
    lines = [(100.0, 50.0, 300.0, 50.0), (100.0, 80.0, 200.0, 80.0), (100.0, 110.0, 300.0, 110.0)]
    walls = [(100.0, 50.0, 100.0, 110.0), (200.0, 50.0, 200.0, 80.0), (300.0, 50.0, 300.0, 110.0)]
    (grid,) = find_grids(rules(*lines, *walls), NOTHING, *PAGE)
    assert [(cell.rows, cell.columns) for cell in grid.cells] == [((0, 1), (0, 1)), ((0, 2), (1, 2)), ((1, 2), (0, 1))]
