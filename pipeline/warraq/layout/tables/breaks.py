"""Where a table without rules ends and another begins below it, though white goes on between the same columns."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

from warraq.layout.rows import Row
from warraq.pages.lines.regions.bands import Extent

#: Between so many rows at least, of which so many on each side are asked, ...
_LEAST_ROWS: Final = 2
_MOST_ROWS: Final = 3
#: ... where white is so many times as wide as is usual on both sides, no less than so much of the font size ...
_WIDER: Final = 1.25
_LEAST_WHITE: Final = 0.3
#: ... and edges are further apart than this, points.
_SAME_EDGE: Final = 2.0

#: Left edge, right edge, twice the middle.
EDGES: Final[tuple[Callable[[Extent], float], ...]] = (itemgetter(0), itemgetter(1), sum)


def breaks(rows: Sequence[Row], columns: Sequence[Extent]) -> list[int]:
    """Numbers of the rows before which columns end and others begin, with 0 and the number of all.

    White is wider there, and no column has the same edges or middles above and below. Where the rows below leave the
    first or the last column empty, as totals below the items of a bill do, one column with others is enough.

    Args:
        rows: of one band.
        columns: its columns.
    """
    whites = [below.top - row.bottom for row, below in pairwise(rows)]
    for number in sorted(range(_LEAST_ROWS, len(rows) - _LEAST_ROWS + 1), key=lambda number: -whites[number - 1]):
        usual = max(statistics.median(whites[: number - 1]), statistics.median(whites[number:]))
        if whites[number - 1] <= _WIDER * max(usual, _LEAST_WHITE * rows[number].size):
            continue
        if _edges_end(rows[max(number - _MOST_ROWS, 0) : number], rows[number : number + _MOST_ROWS], columns):
            below = breaks(rows[number:], columns)
            return [*breaks(rows[:number], columns)[:-1], *(number + further for further in below)]
    return [0, len(rows)]


def _edges_end(above: Sequence[Row], below: Sequence[Row], columns: Sequence[Extent]) -> bool:
    """Whether no column of two groups of rows has the same left edges, right edges or middles in both; or whether one
    hasn't and those below leave out the first or the last."""
    both = [(_inside(above, column), _inside(below, column)) for column in columns]
    known = [pair for pair in both if min(map(len, pair)) >= _LEAST_ROWS]
    same = [any(_same_edge(edge, *pair) for edge in EDGES) for pair in known]
    if all(same):
        return False
    return not any(same) or any(len(pair[0]) >= len(above) and not pair[1] for pair in (both[0], both[-1]))


def _inside(rows: Sequence[Row], column: Extent) -> list[Extent]:
    left, right = column
    return [span for row in rows for span in row.spans if left <= span[0] and span[1] <= right]


def _same_edge(edge: Callable[[Extent], float], above: Sequence[Extent], below: Sequence[Extent]) -> bool:
    """Whether half of the spans above and half of those below have the same edge."""
    place = statistics.median_low(map(edge, below))
    return all(2 * sum(abs(edge(one) - place) <= _SAME_EDGE for one in group) >= len(group) for group in (above, below))
