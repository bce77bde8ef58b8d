# cython: boundscheck=True
"""Outlines as pictures, compiled: curves to lines, lines to the share of ink in each pixel, pixels to cells and parts.

An outline is filled where it winds, as FreeType's smooth rasterizer does it: the signed area that each line leaves in
the pixels of a row is summed from left to right.
"""

from __future__ import annotations

from typing import Final

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.errors import DamagedPdf

if not cython.compiled:
    from numpy import ceil, rint, sqrt

CELL: Final = 4
_CELL = CELL
#: Bits of an outline's tag that tell a point on the curve from the control point of a cubic one (FT_CURVE_TAG).
_ON, _CUBIC, _KIND = 1, 2, 3
#: A curve is drawn by so many lines at most, and by as many as keep it this near (share of the outline's larger side).
_MOST_LINES = 16
_NEAR = 1 / 640.0
#: A pixel (0..1) from which on it counts as ink where parts and holes are counted.
_HALF_INKED = 0.5
#: Pixels that a part and a hole have at least.
_LEAST_PART, _LEAST_HOLE = 6, 4
#: More of a kind are not told apart.
_MOST_PARTS = 4
#: How a cell is blurred: what the cells two and one before it give, what stays, and what those behind it give.
_BLUR = np.array([0.06, 0.24, 0.4, 0.24, 0.06])
#: What is known of a run of pixels of a kind: where it begins and ends, how many pixels its part has, whether it is
#: ink, whether its part touches the edge, the part's upmost and lowest row, and an older run of the part, or itself.
_BEGIN, _END, _AREA, _INK, _EDGE, _TOP, _BOTTOM, _SAME = range(8)
_FIELDS: Final = 8


def lines_of(points: NDArray[np.int64], tags: NDArray[np.uint8], ends: NDArray[np.int64]) -> NDArray[np.float64]:
    """The closed contours of an outline as lines, float64[n, 4] (from x, y to x, y), in the units of ``points``.

    ``points`` int64[n, 2], ``tags`` uint8[n] and ``ends`` (last point of each contour) as FreeType gives them: conic
    control points follow each other with a point on the curve half-way between, cubic ones come in twos.

    Raises DamagedPdf where a contour has points that there aren't.
    """
    segments = np.empty((len(points) * _MOST_LINES + len(ends), 4))
    try:
        count = _trace(points, tags, ends, segments)
    except IndexError as error:
        raise DamagedPdf("an outline has contours behind its last point") from error
    return segments[:count].copy()


class Pen:
    """Where an outline is traced: the place ``x``, ``y``, from there the points of control ``a`` and ``b`` of a curve
    that ends at ``end``, how far it bends, and the lines ``segments`` so far, ``count`` of them."""

    def __init__(self, segments: NDArray[np.float64]) -> None:
        self.segments = segments
        self.count = 0
        self.x = 0.0
        self.y = 0.0
        self.ax = 0.0
        self.ay = 0.0
        self.bx = 0.0
        self.by = 0.0
        self.end_x = 0.0
        self.end_y = 0.0
        self.bend = 0.0


def _trace(
    points: NDArray[np.int64], tags: NDArray[np.uint8], ends: NDArray[np.int64], segments: NDArray[np.float64]
) -> int:
    """Write the lines to ``segments``; returns how many."""
    near = max(_NEAR * _side(points), 1e-9)
    pen = Pen(segments)
    first = 0
    for contour in range(ends.shape[0]):
        last = ends[contour]
        if last - first < 2:
            first = last + 1
            continue
        i = first
        stop = last
        if tags[first] & _KIND == _ON:
            pen.x = points[first, 0]
            pen.y = points[first, 1]
            i = first + 1
        elif tags[last] & _KIND == _ON:
            pen.x = points[last, 0]
            pen.y = points[last, 1]
            stop = last - 1
        else:
            pen.x = (points[first, 0] + points[last, 0]) / 2.0
            pen.y = (points[first, 1] + points[last, 1]) / 2.0
        begin_x = pen.x
        begin_y = pen.y
        while i <= stop:
            kind = tags[i] & _KIND
            pen.end_x = begin_x
            pen.end_y = begin_y
            i = _read_piece(pen, points, tags, i, stop)
            _draw(pen, kind == _ON, near)
        _add_line(pen, begin_x, begin_y)
        first = last + 1
    return pen.count


def _read_piece(pen: Pen, points: NDArray[np.int64], tags: NDArray[np.uint8], i: int, stop: int) -> int:
    """Read the line or curve whose first point behind the pen is ``i``, as a cubic one; which point is the next.

    It ends where the pen says where the contour has no more points.
    """
    x = pen.x
    y = pen.y
    ax = points[i, 0]
    ay = points[i, 1]
    bx = ax
    by = ay
    end_x = pen.end_x
    end_y = pen.end_y
    bend = 0.0
    if tags[i] & _KIND == _ON:
        end_x = ax
        end_y = ay
        i += 1
    elif tags[i] & _KIND == _CUBIC:
        if i < stop:
            bx = points[i + 1, 0]
            by = points[i + 1, 1]
        if i + 2 <= stop:
            end_x = points[i + 2, 0]
            end_y = points[i + 2, 1]
        bend = max(abs(x - 2 * ax + bx), abs(y - 2 * ay + by), abs(ax - 2 * bx + end_x), abs(ay - 2 * by + end_y))
        i += 3
    else:
        if i < stop:
            end_x = points[i + 1, 0]
            end_y = points[i + 1, 1]
            if tags[i + 1] & _KIND == _ON:
                i += 1
            else:
                end_x = (ax + end_x) / 2
                end_y = (ay + end_y) / 2
        bend = max(abs(x - 2 * ax + end_x), abs(y - 2 * ay + end_y)) / 3
        # The same curve with two control points: each two thirds of the way from an end to the one.
        bx = end_x + (ax - end_x) * 2 / 3
        by = end_y + (ay - end_y) * 2 / 3
        ax = x + (ax - x) * 2 / 3
        ay = y + (ay - y) * 2 / 3
        i += 1
    pen.ax = ax
    pen.ay = ay
    pen.bx = bx
    pen.by = by
    pen.end_x = end_x
    pen.end_y = end_y
    pen.bend = bend
    return i


def _draw(pen: Pen, straight: bool, near: float) -> None:
    """Add the lines that come ``near`` what the pen has read, and move it to its end."""
    # A cubic curve is off its chord by 3/4 of its second differences at most, and by 1/n^2 of that in n parts.
    parts = min(_MOST_LINES, max(1.0, ceil(sqrt(0.75 * pen.bend / near))))
    x = pen.x
    y = pen.y
    for step in range(1, int(parts) + 1):
        t = step / parts
        u = 1 - t
        to_x = u * u * u * x + 3 * u * u * t * pen.ax + 3 * u * t * t * pen.bx + t * t * t * pen.end_x
        to_y = u * u * u * y + 3 * u * u * t * pen.ay + 3 * u * t * t * pen.by + t * t * t * pen.end_y
        if straight:
            to_x = pen.end_x
            to_y = pen.end_y
        _add_line(pen, to_x, to_y)


def _add_line(pen: Pen, x: float, y: float) -> None:
    """Add the line to a place, and move the pen there."""
    pen.segments[pen.count, 0] = pen.x
    pen.segments[pen.count, 1] = pen.y
    pen.segments[pen.count, 2] = x
    pen.segments[pen.count, 3] = y
    pen.count += 1
    pen.x = x
    pen.y = y


def _side(points: NDArray[np.int64]) -> int:
    """The larger side of the box that ``points`` fill."""
    left = points[0, 0]
    right = left
    bottom = points[0, 1]
    top = bottom
    for i in range(points.shape[0]):
        left = min(left, points[i, 0])
        right = max(right, points[i, 0])
        bottom = min(bottom, points[i, 1])
        top = max(top, points[i, 1])
    return max(right - left, top - bottom)


class Placed:
    """Clusters of glyphs as pictures are painted from.

    Args:
        lines: float64[m, 4], those of all glyphs, as ``lines_of`` gives them.
        begins: int64[glyphs + 1], where those of each begin.
        parts: int64[k, 3], glyph, and how far it is moved (x, y).
        clusters: int64[n + 1], where the parts of each begin.
        boxes: int64[n, 4], left, bottom, right and top of each.
    """

    def __init__(
        self,
        lines: NDArray[np.float64],
        begins: NDArray[np.int64],
        parts: NDArray[np.int64],
        clusters: NDArray[np.int64],
        boxes: NDArray[np.int64],
    ) -> None:
        self.lines = lines
        self.begins = begins
        self.parts = parts
        self.clusters = clusters
        self.boxes = boxes


class Picture:
    """A square that is painted.

    Attributes:
        ink: float32[pixels, pixels + 2], the share of ink in each pixel, the top row first; the last two columns are
            empty.
        top, bottom, left, right: rows and columns beyond which there is none.
    """

    def __init__(self, pixels: int) -> None:
        self.ink = np.zeros((pixels, pixels + 2), np.float32)
        self.top = pixels
        self.bottom = 0
        self.left = pixels
        self.right = 0


def zoomed(placed: Placed, margin: int, pixels: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Each cluster as large as the square lets it be, less the ``margin`` (pixels): cells, float32[n, cells], topology,
    int64[n, 4]."""
    whole = Picture(pixels)
    part = Picture(pixels)
    count = placed.boxes.shape[0]
    rasters = np.empty((count, (pixels // CELL) ** 2), np.float32)
    counted = np.empty((count, 4), np.int64)
    for k in range(count):
        left = placed.boxes[k, 0]
        bottom = placed.boxes[k, 1]
        right = placed.boxes[k, 2]
        top = placed.boxes[k, 3]
        side = max(right - left, top - bottom, 1)
        scale = (pixels - margin) / side
        _paint_cluster(placed, k, scale, (left + right) / 2.0, (bottom + top) / 2.0, pixels / 2.0, whole, part)
        rasters[k] = cells(whole).ravel()
        counted[k] = topology(whole)
        _clear(whole)
    return rasters, counted


def on_baseline(placed: Placed, scale: float, row: float, pixels: int) -> NDArray[np.float32]:
    """Cells of each cluster, its baseline on ``row`` and its middle on the middle column, float32[n, cells]."""
    whole = Picture(pixels)
    part = Picture(pixels)
    count = placed.boxes.shape[0]
    rasters = np.empty((count, (pixels // CELL) ** 2), np.float32)
    for k in range(count):
        middle = (placed.boxes[k, 0] + placed.boxes[k, 2]) / 2.0
        _paint_cluster(placed, k, scale, middle, 0.0, row, whole, part)
        rasters[k] = cells(whole).ravel()
        _clear(whole)
    return rasters


def _paint_cluster(
    placed: Placed, cluster: int, scale: float, x: float, y: float, row: float, whole: Picture, part: Picture
) -> None:
    """Paint a cluster; ``x``, ``y`` (font units) land on the middle column and on ``row``.

    Origins of glyphs are set on whole pixels, as the atlas was painted. ``whole`` is empty at first, ``part`` always.
    """
    middle = whole.ink.shape[0] / 2.0
    first = placed.clusters[cluster]
    for k in range(first, placed.clusters[cluster + 1]):
        glyph = placed.parts[k, 0]
        left = rint(middle + (placed.parts[k, 1] - x) * scale)
        base = rint(row - (placed.parts[k, 2] - y) * scale)
        picture = whole if k == first else part
        paint(picture, placed.lines, placed.begins[glyph], placed.begins[glyph + 1], scale, left, base)
        if k > first:
            _lay_over(whole, part)
            _clear(part)


@cython.boundscheck(False)
def _lay_over(whole: Picture, part: Picture) -> None:
    for row in range(part.top, part.bottom):
        for column in range(part.left, part.right):
            whole.ink[row, column] = max(whole.ink[row, column], part.ink[row, column])
    whole.top = min(whole.top, part.top)
    whole.bottom = max(whole.bottom, part.bottom)
    whole.left = min(whole.left, part.left)
    whole.right = max(whole.right, part.right)


@cython.boundscheck(False)
def _clear(picture: Picture) -> None:
    for row in range(picture.top, picture.bottom):
        for column in range(picture.left, picture.right):
            picture.ink[row, column] = 0


def paint(
    picture: Picture, lines: NDArray[np.float64], begin: int, end: int, scale: float, left: float, base: float
) -> None:
    """Paint what ``lines`` from ``begin`` to ``end`` enclose into an empty square.

    Their origin lies ``left`` pixels from the left edge and ``base`` from the upper one. What lies outside isn't
    painted.
    """
    # At first the ink that begins in a pixel: its own share less that of the pixel before it. The last two columns take
    # what ends at the edge.
    pixels = picture.ink.shape[0]
    size = pixels * 1.0
    least = size  # columns that lines cross, and rows
    most = 0.0
    picture.top = pixels
    picture.bottom = 0
    for k in range(begin, end):
        x0 = left + scale * lines[k, 0]
        y0 = base - scale * lines[k, 1]
        x1 = left + scale * lines[k, 2]
        y1 = base - scale * lines[k, 3]
        if y0 == y1:
            continue
        way = 1.0
        if y0 > y1:
            way = -1.0
            x0, x1 = x1, x0
            y0, y1 = y1, y0
        if y1 <= 0 or y0 >= size:
            continue
        slope = (x1 - x0) / (y1 - y0)
        x = x0 if y0 >= 0 else x0 - y0 * slope
        upper = max(y0, 0.0)
        first = int(upper)
        past = int(min(size, ceil(y1)))
        least = min(least, x0, x1)
        most = max(most, x0, x1)
        picture.top = min(picture.top, first)
        picture.bottom = max(picture.bottom, past)
        for row in range(first, past):
            lower = min(row + 1.0, y1)
            onward = x + slope * (lower - upper)
            _cover(picture, row, min(x, onward), max(x, onward), way * (lower - upper))
            x = onward
            upper = lower
    picture.left = int(max(least, 0.0))
    picture.right = int(min(most + 1, size))
    _sum_up(picture)


def _cover(picture: Picture, row: int, left: float, right: float, high: float) -> None:
    """Add the ink to the right of a line that falls by ``high`` within a row, from ``left`` to ``right``."""
    pixels = picture.ink.shape[0]
    first = int(max(left, 0.0))
    past = int(ceil(right))
    if right <= 0.0:
        picture.ink[row, 0] += high
    elif left >= 0.0 and past <= first + 1 and first < pixels:
        share = (left + right) / 2 - first
        picture.ink[row, first] += high * (1 - share)
        picture.ink[row, first + 1] += high * share
    elif first < pixels:
        width = right - left
        begun = max(0.0, -left) / width  # what of the fall lies to the left of the pixel: its ink fills the pixel
        for column in range(first, min(past, pixels)):
            a = max(left, column * 1.0)
            b = min(right, column + 1.0)
            share = begun + (b - a) / width * (column + 1 - (a + b) / 2)
            picture.ink[row, column] += high * share
            picture.ink[row, column + 1] -= high * share
            begun += (b - a) / width
        if past <= pixels:
            picture.ink[row, past] += high


@cython.boundscheck(False)
def _sum_up(picture: Picture) -> None:
    """Make the ink in each pixel of that which begins there."""
    for row in range(picture.top, picture.bottom):
        total = 0.0
        for column in range(picture.left, picture.right):
            total += picture.ink[row, column]
            picture.ink[row, column] = min(abs(total), 1.0)
        for column in range(picture.left):  # what ended, and what rounding left
            picture.ink[row, column] = 0
        for column in range(picture.right, picture.ink.shape[1]):
            picture.ink[row, column] = 0


def cells(picture: Picture) -> NDArray[np.float32]:
    """Means of ``CELL`` x ``CELL`` pixels, blurred over the cells: float32[cells, cells], 0..1.

    In double precision, in one order: processors don't show.
    """
    size = picture.ink.shape[0] // CELL
    result = np.zeros((size, size), np.float32)
    _blur(picture, np.zeros((size, size)), np.zeros((size, size)), result)
    return result


@cython.boundscheck(False)
def _blur(
    picture: Picture, means: NDArray[np.float64], across: NDArray[np.float64], result: NDArray[np.float32]
) -> None:
    """``cells``; ``means`` and ``across`` are 0 at first."""
    size = means.shape[0]
    top = picture.top // _CELL
    bottom = (picture.bottom + _CELL - 1) // _CELL
    left = picture.left // _CELL
    right = (picture.right + _CELL - 1) // _CELL
    for y in range(top, bottom):
        for x in range(left, right):
            total = 0.0
            for row in range(_CELL * y, _CELL * y + _CELL):
                for column in range(_CELL * x, _CELL * x + _CELL):
                    total += picture.ink[row, column]
            means[y, x] = total
    for k in range(-2, 3):
        share = _BLUR[k + 2]
        for y in range(top, bottom):
            for x in range(max(0, left - k), min(size, right - k)):
                across[y, x] += share * means[y, x + k]
    left = max(0, left - 2)
    right = min(size, right + 2)
    for y in range(max(0, top - 2), min(size, bottom + 2)):
        for x in range(left, right):
            means[y, x] = 0.0
        for k in range(max(-2, -y), min(3, size - y)):
            share = _BLUR[k + 2]
            for x in range(left, right):
                means[y, x] += share * across[y + k, x]
        for x in range(left, right):
            result[y, x] = means[y, x] / (_CELL * _CELL)


def topology(picture: Picture) -> tuple[int, int, int, int]:
    """Parts of ink, holes, and parts wholly above and below the middle of the largest; ``_MOST_PARTS`` of each at most.

    Pixels of a kind belong together where their sides touch: runs of them in a row with those in the row above.
    """
    columns = picture.ink.shape[0]
    rows = max(0, picture.bottom - picture.top) + 2
    runs = np.empty((rows * columns, _FIELDS), np.int32)
    return _counted(runs, _joined_runs(picture, runs))


@cython.boundscheck(False)
def _joined_runs(picture: Picture, runs: NDArray[np.int32]) -> int:
    """Write the runs of pixels to ``runs`` [most, _FIELDS], each with an older one of the same part, or itself; returns
    how many."""
    rows = picture.ink.shape[0]
    count = 0
    above = 0  # the row above is from run to run
    below = 0
    for row in range(max(0, picture.top - 1), min(rows, picture.bottom + 1)):
        first = count
        column = 0
        while column < rows:
            ink = picture.ink[row, column] >= _HALF_INKED
            begin = column
            column += 1
            while column < rows and (picture.ink[row, column] >= _HALF_INKED) == ink:
                column += 1
            runs[count, _BEGIN] = begin
            runs[count, _END] = column
            runs[count, _AREA] = column - begin
            runs[count, _INK] = ink
            runs[count, _EDGE] = row == 0 or row == rows - 1 or begin == 0 or column == rows
            runs[count, _TOP] = row
            runs[count, _BOTTOM] = row
            runs[count, _SAME] = count
            while above < below and runs[above, _END] <= begin:
                above += 1
            for run in range(above, below):
                if runs[run, _BEGIN] >= column:
                    break
                if runs[run, _INK] == ink:
                    one = _root(runs, run)
                    other = _root(runs, count)
                    runs[max(one, other), _SAME] = min(one, other)
            count += 1
        above = first
        below = count
    return count


@cython.boundscheck(False)
def _root(runs: NDArray[np.int32], run: int) -> int:
    """The oldest run of the part that ``run`` is of."""
    while runs[run, _SAME] != run:
        run = runs[run, _SAME]
    return run


@cython.boundscheck(False)
def _counted(runs: NDArray[np.int32], count: int) -> tuple[int, int, int, int]:
    """``topology``, from the first ``count`` runs."""
    for run in range(count):
        # The run that it points to is older and points to the oldest already.
        part = runs[runs[run, _SAME], _SAME]
        runs[run, _SAME] = part
        if part != run:
            runs[part, _AREA] += runs[run, _AREA]
            runs[part, _EDGE] |= runs[run, _EDGE]
            runs[part, _BOTTOM] = max(runs[part, _BOTTOM], runs[run, _BOTTOM])
    body = -1
    most = 0
    for run in range(count):
        if runs[run, _SAME] == run and runs[run, _INK] and runs[run, _AREA] > most:
            body = run
            most = runs[run, _AREA]
    parts = 0
    holes = 0
    over = 0
    under = 0
    for run in range(count):
        if runs[run, _SAME] != run:
            continue
        if runs[run, _INK] and runs[run, _AREA] >= _LEAST_PART:
            parts += 1
            if run != body and runs[run, _TOP] + runs[run, _BOTTOM] < runs[body, _TOP] + runs[body, _BOTTOM]:
                over += 1
            elif run != body:
                under += 1
        elif not runs[run, _INK] and runs[run, _AREA] >= _LEAST_HOLE and not runs[run, _EDGE]:
            holes += 1
    return min(parts, _MOST_PARTS), min(holes, _MOST_PARTS), min(over, _MOST_PARTS), min(under, _MOST_PARTS)
