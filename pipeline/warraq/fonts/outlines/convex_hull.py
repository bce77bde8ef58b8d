"""How much of its convex hull a contour fills: nearly all where it is a dot, much less where it is a shadda."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

Point = tuple[float, float]


def hull_area(points: Iterable[Point]) -> float:
    """Area of the convex hull of ``points``; 0 where they lie on one line.

    Andrew's monotone chain (Information Processing Letters 9, 1979).

    >>> hull_area([(0, 0), (4, 0), (1, 1), (0, 4)])
    8.0
    """
    ordered = sorted(set(points))
    corners = [*_half(ordered)[:-1], *_half(ordered[::-1])[:-1]]
    return sum(a[0] * b[1] - a[1] * b[0] for a, b in pairwise([*corners, *corners[:1]])) / 2


def _half(points: Sequence[Point]) -> list[Point]:
    """The lower half of the hull of points that go from left to right; of those that go to the left the upper one."""
    hull: list[Point] = []
    for point in points:
        while len(hull) > 1 and _turn(hull[-2], hull[-1], point) <= 0:
            hull.pop()
        hull.append(point)
    return hull


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
