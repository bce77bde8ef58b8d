"""Grids of painted rules: the cells of ruled tables, frames round text; and what they and grounds part.

Lines of text never run from one cell into the next, so the cells are known before the lines are read; the layout makes
tables and boxes of them.
"""

from __future__ import annotations

import math
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from warraq.model.line import Box
from warraq.pages.lines.frame import Places
from warraq.pages.lines.regions.shaded import shaded_walls

Floats = NDArray[np.float64]
_Value = TypeVar("_Value")

#: Rules nearer than this are one, and touch each other, points. Borders drawn cell by cell leave such gaps.
_NEAR: Final = 2.6
#: A piece of a rule shorter than this ends nowhere: dots and ticks.
_SHORTEST: Final = 4.0
#: A wall stands where this share of a cell's side is painted.
_WALL: Final = 0.6
#: A rule between columns is at least this tall, points.
_TALL: Final = 60.0
_MOST_SIDES: Final = 8
#: White between glyphs and a rule, in units of the font size; two in one line stand as little above each other.
_WHITE: Final = 0.1
#: Grids that fill this share of the page are its border.
_PAGE: Final = 0.8
#: Cells with sides shorter than this are the white between double rules, points.
_LEAST_SIDE: Final = 5.0
#: A grid with more lines of rules is a drawing (graph paper); so is one whose rules run through the middle half of more
#: than this share of the pieces of text on it.
_MOST_EDGES: Final = 220
_WRITTEN_OVER: Final = 0.05


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: rows and columns of the grid that it takes (first, end), and its box. Columns count from the left."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells between rules that hang together.

    Attributes:
        x, y: edges of columns and rows, rising, points.
        cells: from the top, each row from the left.
        cell_at: index into ``cells`` for each column and row; -1 outside.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    cells: tuple[GridCell, ...]
    cell_at: NDArray[np.int32]

    @property
    def box(self) -> Box:
        return self.x[0], self.y[0], self.x[-1], self.y[-1]

    def cell_of(self, x: Floats, y: Floats) -> NDArray[np.int32]:
        """Index of the cell in which each point lies, -1 outside the grid."""
        column = np.searchsorted(np.asarray(self.x), x) - 1
        row = np.searchsorted(np.asarray(self.y), y) - 1
        inside = (column >= 0) & (column < len(self.x) - 1) & (row >= 0) & (row < len(self.y) - 1)
        cells = np.full(len(x), -1, dtype=np.int32)
        cells[inside] = self.cell_at[row[inside], column[inside]]
        return cells


@dataclass(frozen=True, slots=True)
class _Segment:
    """A rule: its place across, and from where to where it runs."""

    at: float
    start: float
    end: float


_AT, _START = attrgetter("at"), attrgetter("start")


def find_grids(rules: NDArray[np.float32], fills: NDArray[np.float32], width: float, height: float) -> list[Grid]:
    """The grids of a page, from the top.

    Args:
        rules, fills: ``Page.rules`` and ``Page.fills``.
        width, height: of the page, points.
    """
    walls = shaded_walls(fills, rules)
    if len(walls):
        rules = np.concatenate((rules, walls))
    if len(rules) < 4:
        return []
    vertical, level = [], []
    for left, top, right, bottom in sorted(set(map(tuple, rules.tolist()))):
        if bottom - top > right - left:
            vertical.append(_Segment((left + right) / 2, top, bottom))
        else:
            level.append(_Segment((top + bottom) / 2, left, right))
    vertical, level = _joined(vertical), _joined(level)
    grids = []
    for verticals, levels in _components(vertical, level):
        grid = _grid(verticals, levels)
        if grid is not None and not _is_page_border(grid, width, height):
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.y[0], grid.x[0]))


def parting(grids: Sequence[Grid], texts: Places) -> list[Grid]:
    """The grids whose rules part ``texts``, glyphs or lines: not those that are written over, as squared paper is."""
    return [grid for grid in grids if not _is_written_over(grid, texts)]


def _is_written_over(grid: Grid, texts: Places) -> bool:
    middle, quarter = (texts.left + texts.right) / 2, (texts.right - texts.left) / 4
    begins, ends = (grid.cell_of(middle + side * quarter, texts.middle) for side in (-1, 1))
    inside = (begins >= 0) & (ends >= 0)
    return bool(np.count_nonzero(inside & (begins != ends)) > _WRITTEN_OVER * np.count_nonzero(inside))


def column_rules(rules: NDArray[np.float32], grids: Sequence[Grid], glyphs: Places) -> list[Box]:
    """Upright rules that belong to no grid and are as tall as several lines: text of both sides is apart.

    Those of a chart, which run through its numbers, part nothing.
    """
    left, top, right, bottom = rules.astype(np.float64).T
    upright = (bottom - top > right - left) & (right - left <= _NEAR)
    if not upright.any():
        return []
    boxes = sorted(set(map(tuple, rules[upright].tolist())))
    columns = []
    for rule in _joined([_Segment((left + right) / 2, top, bottom) for left, top, right, bottom in boxes]):
        inside = any(
            any(abs(edge - rule.at) <= _LEAST_SIDE for edge in grid.x)
            and grid.y[0] - _NEAR <= rule.start
            and rule.end <= grid.y[-1] + _NEAR
            for grid in grids
        )
        if rule.end - rule.start >= _TALL and not inside and not _runs_through(rule, glyphs):
            columns.append((rule.at, rule.start, rule.at, rule.end))
    return columns


def _runs_through(rule: _Segment, glyphs: Places) -> bool:
    """Whether an upright rule crosses a glyph, or there is no white between two where it stands."""
    level = (glyphs.middle > rule.start) & (glyphs.middle < rule.end)
    left, right = glyphs.left[level] - rule.at, glyphs.right[level] - rule.at
    middle, white = glyphs.middle[level], _WHITE * glyphs.size[level]
    if ((left < -white) & (right > white)).any():
        return True
    before, after = np.abs(right) <= white, np.abs(left) <= white
    apart = np.abs(middle[before][:, None] - middle[after])
    return bool((apart < white[before][:, None]).any())


def _joined(pieces: Sequence[_Segment]) -> list[_Segment]:
    """Pieces in one line that touch, as one rule."""
    joined: list[_Segment] = []
    for line in _clusters(pieces, _AT):
        place = statistics.median(map(_AT, line))
        first: float | None = None
        last = 0.0
        for piece in sorted(line, key=_START):
            if first is None or piece.start > last + _NEAR:
                if first is not None and last - first >= _SHORTEST:
                    joined.append(_Segment(place, first, last))
                first, last = piece.start, piece.end
            else:
                last = max(last, piece.end)
        if first is not None and last - first >= _SHORTEST:
            joined.append(_Segment(place, first, last))
    return joined


def _clusters(values: Iterable[_Value], place: Callable[[_Value], float]) -> list[list[_Value]]:
    """Values whose places stand together, from the first place on."""
    clusters: list[list[_Value]] = []
    before = -math.inf
    for value in sorted(values, key=place):
        at = place(value)
        if at - before > _NEAR:
            clusters.append([])
        clusters[-1].append(value)
        before = at
    return clusters


def _components(vertical: Sequence[_Segment], level: Sequence[_Segment]) -> list[tuple[list[_Segment], list[_Segment]]]:
    """Verticals and levels that touch each other, directly or through others."""
    parent = list(range(len(vertical) + len(level)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    at = [segment.at for segment in level]  # rising
    for number, segment in enumerate(vertical):
        for other in range(bisect_left(at, segment.start - _NEAR), bisect_right(at, segment.end + _NEAR)):
            if level[other].start <= segment.at + _NEAR and level[other].end >= segment.at - _NEAR:
                parent[root(len(vertical) + other)] = root(number)
    groups: dict[int, tuple[list[_Segment], list[_Segment]]] = {}
    for number, segment in enumerate(vertical):
        groups.setdefault(root(number), ([], []))[0].append(segment)
    for number, segment in enumerate(level):
        groups.setdefault(root(len(vertical) + number), ([], []))[1].append(segment)
    return [group for group in groups.values() if group[0] and len(group[1]) > 1]


def _grid(verticals: list[_Segment], levels: list[_Segment]) -> Grid | None:
    """The cells of one component. Where it is open at its sides, the ends of the level rules close it."""
    sides = [min(segment.start for segment in levels), max(segment.end for segment in levels)]
    x = _edges([segment.at for segment in verticals] + sides)
    y = _edges([segment.at for segment in levels])
    if len(x) < 2 or len(y) < 2 or len(x) + len(y) > _MOST_EDGES:
        return None
    upright = _walls(verticals, x, y)
    for row_of_walls in upright:
        row_of_walls[0] = row_of_walls[-1] = True
    flat = _walls(levels, y, x)
    rows, columns = len(y) - 1, len(x) - 1
    label = [[-1] * columns for _ in range(rows)]
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if label[row][column] < 0:
                end_row, end_column = _extent(row, column, upright, flat, label)
                for taken in label[row:end_row]:
                    taken[column:end_column] = [len(cells)] * (end_column - column)
                box = (x[column], y[row], x[end_column], y[end_row])
                cells.append(GridCell((row, end_row), (column, end_column), box))
    return Grid(tuple(x), tuple(y), tuple(cells), np.array(label, dtype=np.int32))


def _edges(values: list[float]) -> list[float]:
    edges = [statistics.median(line) for line in _clusters(values, float)]
    kept: list[float] = []
    for edge in edges:
        if not kept or edge - kept[-1] >= _LEAST_SIDE:
            kept.append(edge)
    return kept


def _walls(segments: list[_Segment], across: list[float], along: list[float]) -> list[list[bool]]:
    """For each stretch along, whether a wall stands at each place across."""
    covered = [[0.0] * len(across) for _ in along[1:]]
    for segment in segments:
        near = _nearest(across, segment.at)  # within _LEAST_SIDE, or an outer edge, where a wall stands anyway
        first = max(bisect_right(along, segment.start) - 1, 0)
        for stretch in range(first, min(bisect_left(along, segment.end), len(covered))):
            covered[stretch][near] += min(along[stretch + 1], segment.end) - max(along[stretch], segment.start)
    return [
        [painted >= _WALL * (last - first) for painted in row]
        for row, (first, last) in zip(covered, pairwise(along), strict=True)
    ]


def _nearest(places: Sequence[float], at: float) -> int:
    """Index of the place nearest to ``at``, the first of two; ``places`` are rising."""
    after = bisect_left(places, at)
    return min(range(max(after - 1, 0), min(after + 1, len(places))), key=lambda place: abs(places[place] - at))


def _extent(
    row: int, column: int, upright: list[list[bool]], flat: list[list[bool]], label: list[list[int]]
) -> tuple[int, int]:
    """End row and end column of the cell whose first corner this is: on to the next walls."""
    rows, columns = len(label), len(label[0])
    end_column = column + 1
    while end_column < columns and not upright[row][end_column] and label[row][end_column] < 0:
        end_column += 1
    end_row = row + 1  # What is taken below is taken in this row too: cells are rectangles, found row by row.
    while end_row < rows and not any(wall[end_row] for wall in flat[column:end_column]):
        end_row += 1
    return end_row, end_column


def _is_page_border(grid: Grid, width: float, height: float) -> bool:
    """A frame round the whole page parts nothing."""
    left, top, right, bottom = grid.box
    return len(grid.cells) == 1 and (right - left) * (bottom - top) > _PAGE * 0.7 * width * height


@dataclass(frozen=True, slots=True)
class Fences:
    """What no line of text crosses.

    Attributes:
        grids: of painted rules.
        between: rules between columns (``column_rules``); points beside one on different sides are apart.
        grounds: of another colour, with text on them.
    """

    grids: Sequence[Grid]
    between: Sequence[Box]
    grounds: Sequence[Box] = ()


def by_cell(fences: Fences, x: Floats, y: Floats) -> list[NDArray[np.intp]]:
    """Indices of the points outside all grids, then of those in each cell; empty groups are left out.

    A point in a grid inside a grid belongs to the inner one, and so it is with grounds.

    Args:
        x, y: of each point.
    """
    cell_of = np.zeros(len(x), dtype=np.int64)
    first = 1
    for grid in sorted(fences.grids, key=lambda grid: -_area(grid.box)):
        cell = grid.cell_of(x, y)
        inside = cell >= 0
        cell_of[inside] = first + cell[inside]
        first += len(grid.cells)
    ground_of = np.zeros(len(x), dtype=np.int64)
    for number, (left, top, right, bottom) in enumerate(sorted(fences.grounds, key=lambda box: -_area(box)), start=1):
        ground_of[(x > left) & (x < right) & (y > top) & (y < bottom)] = number
    group = cell_of * (len(fences.grounds) + 1) + ground_of
    for rule, top, _, bottom in fences.between[:_MOST_SIDES]:
        side = ((y > top) & (y < bottom)) * (1 + (x < rule))
        group = 3 * group + side
    order = np.argsort(group, kind="stable")
    return [part for part in np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if part.size]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
