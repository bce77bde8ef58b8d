"""The paths that a page paints: rules for the layout, and where a path hides text or shows it.

Of rules only what a layout can use is kept (``Page.rules``): strokes along the page's edges, the sides of stroked
rectangles, and filled rectangles so thin that they are lines; word processors draw the frames of cells as such. Of
every other path it is the box that counts: as an area that is painted, or as the clipping path.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any, Final

from warraq.model.glyph import RULE_THICKNESS

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
#: left, bottom, right, top
Box = tuple[float, float, float, float]

#: A path of more points is a drawing, and a page with more rules too.
MOST_POINTS: Final = 400
MOST_RULES: Final = 20_000
#: A stroke this much off the level is level, points.
LEVEL: Final = 0.5
#: What an image fills.
UNIT_SQUARE: Final[Box] = (0.0, 0.0, 1.0, 1.0)
#: Box of a path without points.
NO_BOX: Final[Box] = (math.inf, math.inf, -math.inf, -math.inf)


class PathReader:
    """Follows the path operators of a content stream (ISO 32000-2, 8.5) and writes rules into ``rules``.

    Args:
        rules: left, bottom, right, top of each rule in user space, one after another.
        ctm: gives the current transformation matrix.
        painted: called for each path that is painted, with its box, whether it is a rectangle along the page's edges,
            and whether it is filled and stroked.
        clip: called for each path that becomes a clipping path, with its box and whether it is such a rectangle.
    """

    def __init__(
        self,
        rules: array[float],
        ctm: Callable[[], Matrix],
        painted: Callable[[Box, bool, bool, bool], None],
        clip: Callable[[Box, bool], None],
    ) -> None:
        self._rules = rules
        self._ctm = ctm
        self._painted = painted
        self._clip = clip
        self._subpaths: list[list[Point]] = []
        self._points = 0
        self._box = NO_BOX  # before the matrix
        self._clipping = False

    def resume(self, subpaths: list[list[Point]], points: int, box: Box, clipping: bool) -> None:
        """Go on with a path that another reader has begun."""
        self._subpaths, self._points, self._box, self._clipping = subpaths, points, box, clipping

    def operators(self) -> dict[bytes, Callable[[list[Any]], None]]:
        """Operator -> what it does with its operands."""
        fill, stroke, both = self._paint(True, False), self._paint(False, True), self._paint(True, True)
        return {
            b"m": self._move,
            b"l": self._line,
            b"re": self._rectangle,
            b"h": self._close,
            b"c": partial(self._curve, 6),
            b"v": partial(self._curve, 4),
            b"y": partial(self._curve, 4),
            b"W": self._begin_clip,
            b"W*": self._begin_clip,
            b"n": self._end,
            b"f": fill,
            b"F": fill,
            b"f*": fill,
            b"S": stroke,
            b"s": self._closing(stroke),
            b"B": both,
            b"B*": both,
            b"b": self._closing(both),
            b"b*": self._closing(both),
        }

    def _move(self, operands: list[Any]) -> None:
        x, y = float(operands[-2]), float(operands[-1])
        self._subpaths.append([(x, y)])
        self._points += 1
        self._reach(x, y)

    def _reach(self, x: float, y: float) -> None:
        left, bottom, right, top = self._box
        self._box = min(left, x), min(bottom, y), max(right, x), max(top, y)

    def _line(self, operands: list[Any]) -> None:
        self._points += 1
        self._reach(float(operands[-2]), float(operands[-1]))
        if self._points <= MOST_POINTS:
            self._subpaths[-1].append((float(operands[-2]), float(operands[-1])))

    def _rectangle(self, operands: list[Any]) -> None:
        x, y, width, height = (float(value) for value in operands[-4:])
        self._points += 4
        right, top = x + width, y + height
        self._reach(x, y)
        self._reach(right, top)
        if self._points <= MOST_POINTS:
            self._subpaths.append([(x, y), (right, y), (right, top), (x, top), (x, y)])

    def _close(self, operands: list[Any]) -> None:
        points = self._subpaths[-1]
        if points[-1] != points[0]:
            points.append(points[0])

    def _closing(self, paint: Callable[[list[Any]], None]) -> Callable[[list[Any]], None]:
        def close_and_paint(operands: list[Any]) -> None:
            if self._subpaths:
                self._close(operands)
            paint(operands)

        return close_and_paint

    def _curve(self, count: int, operands: list[Any]) -> None:
        # A path with a curve is a drawing; it lies within its control points.
        self._points = MOST_POINTS + 1
        numbers = operands[-count:]
        if len(numbers) == count and all(isinstance(number, (int, float)) for number in numbers):
            for x, y in zip(numbers[::2], numbers[1::2], strict=True):
                self._reach(float(x), float(y))

    def _begin_clip(self, operands: list[Any]) -> None:
        self._clipping = True

    def _end(self, operands: list[Any]) -> None:
        """The end of a path, painted or not: only now it clips (ISO 32000-2, 8.5.4)."""
        if self._clipping and self._box[0] <= self._box[2]:
            self._clip(transformed_box(self._box, self._ctm()), self._is_rectangle())
        self._subpaths, self._points, self._box, self._clipping = [], 0, NO_BOX, False

    def _is_rectangle(self) -> bool:
        """The path is one rectangle along the edges of the page."""
        return len(self._subpaths) == 1 and along_edges(self._subpaths[0], self._points) and is_level(self._ctm())

    def _paint(self, fill: bool, stroke: bool) -> Callable[[list[Any]], None]:
        def paint(operands: list[Any]) -> None:
            self._painted(transformed_box(self._box, self._ctm()), self._is_rectangle(), fill, stroke)
            if self._points <= MOST_POINTS and len(self._rules) < 4 * MOST_RULES:
                for subpath in self._subpaths:
                    self._add(_transformed(subpath, self._ctm()), fill, stroke)
            self._end(operands)

        return paint

    def _add(self, points: list[Point], fill: bool, stroke: bool) -> None:
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        bottom, top = min(y for _, y in points), max(y for _, y in points)
        if min(right - left, top - bottom) <= RULE_THICKNESS:
            # A line, or a rectangle as thin as one, however it is painted.
            if stroke or len(points) > 3:
                self._rules.extend((left, bottom, right, top))
        elif stroke:
            for (x0, y0), (x1, y1) in pairwise(points):
                if min(abs(x1 - x0), abs(y1 - y0)) <= LEVEL:
                    self._rules.extend((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def along_edges(points: list[Point], count: int) -> bool:
    """Whether the points of a path, ``count`` in all, are the corners of a level rectangle."""
    if count > MOST_POINTS or len(points) not in (4, 5):
        return False
    return all(x0 == x1 or y0 == y1 for (x0, y0), (x1, y1) in pairwise([*points, points[0]]))


def is_level(ctm: Matrix) -> bool:
    """Whether the matrix keeps rectangles along the page's edges."""
    a, b, c, d, _, _ = ctm
    return (b == 0 and c == 0) or (a == 0 and d == 0)


def transformed_box(box: Box, ctm: Matrix) -> Box:
    """The box of a box after the matrix; without points it has none."""
    left, bottom, right, top = box
    if left > right:
        return box
    corners = _transformed([(left, bottom), (right, bottom), (right, top), (left, top)], ctm)
    return (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )


def _transformed(points: list[Point], ctm: Matrix) -> list[Point]:
    a, b, c, d, e, f = ctm
    return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
