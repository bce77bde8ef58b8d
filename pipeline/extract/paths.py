"""The straight lines that a page paints: frames of tables, rules above footnotes and between columns.

Only what a layout can use is kept (``Page.rules``): strokes along the page's edges, the sides of stroked rectangles,
and filled rectangles so thin that they are lines; word processors draw the frames of cells as such. Colours and clips
aren't followed.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final

from pipeline.model.glyph import RULE_THICKNESS

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

#: A path of more points is a drawing, and a page with more rules too.
MOST_POINTS: Final = 400
MOST_RULES: Final = 20_000
#: A stroke this much off the level is level, points.
LEVEL: Final = 0.5


class PathReader:
    """Follows the path operators of a content stream (ISO 32000-2, 8.5) and writes rules into ``rules``.

    Args:
        rules: left, bottom, right, top of each rule in user space, one after another.
        ctm: gives the current transformation matrix.
        painted: called for each path that is painted.
    """

    def __init__(self, rules: array[float], ctm: Callable[[], Matrix], painted: Callable[[], None]) -> None:
        self._rules = rules
        self._ctm = ctm
        self._painted = painted
        self._subpaths: list[list[Point]] = []
        self._points = 0

    def resume(self, subpaths: list[list[Point]], points: int) -> None:
        """Go on with a path that another reader has begun."""
        self._subpaths, self._points = subpaths, points

    def operators(self) -> dict[bytes, Callable[[list[Any]], None]]:
        """Operator -> what it does with its operands."""
        fill, stroke, both = self._paint(True, False), self._paint(False, True), self._paint(True, True)
        return {
            b"m": self._move,
            b"l": self._line,
            b"re": self._rectangle,
            b"h": self._close,
            b"c": self._curve,
            b"v": self._curve,
            b"y": self._curve,
            b"n": self._forget,
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
        self._subpaths.append([(float(operands[-2]), float(operands[-1]))])
        self._points += 1

    def _line(self, operands: list[Any]) -> None:
        self._points += 1
        if self._points <= MOST_POINTS:
            self._subpaths[-1].append((float(operands[-2]), float(operands[-1])))

    def _rectangle(self, operands: list[Any]) -> None:
        x, y, width, height = (float(value) for value in operands[-4:])
        self._points += 4
        if self._points <= MOST_POINTS:
            right, top = x + width, y + height
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

    def _curve(self, operands: list[Any]) -> None:
        # A path with a curve is a drawing.
        self._points = MOST_POINTS + 1

    def _forget(self, operands: list[Any]) -> None:
        self._subpaths, self._points = [], 0

    def _paint(self, fill: bool, stroke: bool) -> Callable[[list[Any]], None]:
        def paint(operands: list[Any]) -> None:
            self._painted()
            if self._points <= MOST_POINTS and len(self._rules) < 4 * MOST_RULES:
                for subpath in self._subpaths:
                    self._add(_transformed(subpath, self._ctm()), fill, stroke)
            self._forget(operands)

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


def _transformed(points: list[Point], ctm: Matrix) -> list[Point]:
    a, b, c, d, e, f = ctm
    return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
