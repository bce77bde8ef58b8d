"""Outlines as pictures, compiled: curves to lines, lines to the share of ink in each pixel, pixels to cells and parts.

An outline is filled where it winds, as FreeType's smooth rasterizer does it: the signed area that each line leaves in
the pixels of a row is summed from left to right.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.compiled import njit

CELL: Final = 4
#: Bits of an outline's tag that tell a point on the curve from the control point of a cubic one (FT_CURVE_TAG).
_ON, _CUBIC, _KIND = 1, 2, 3
#: A curve is drawn by so many lines at most, and by as many as keep it this near (share of the outline's larger side).
MOST_LINES: Final = 16
NEAR: Final = 1 / 640
#: A pixel (0..1) from which on it counts as ink where parts and holes are counted.
HALF_INKED: Final = 0.5
#: Pixels that a part and a hole have at least.
LEAST_PART: Final = 6
LEAST_HOLE: Final = 4
#: More of a kind are not told apart.
MOST_PARTS: Final = 4
_KERNEL = (0.06, 0.24, 0.4, 0.24, 0.06)


@njit(cache=True)
def lines_of(points, tags, ends):  # type: ignore[no-untyped-def]
    """The closed contours of an outline as lines, float64[n, 4] (from x, y to x, y), in the units of ``points``.

    ``points`` int64[n, 2], ``tags`` uint8[n] and ``ends`` (last point of each contour) as FreeType gives them: conic
    control points follow each other with a point on the curve half-way between, cubic ones come in twos.
    """
    found = np.empty((points.shape[0] * MOST_LINES + len(ends), 4))
    side = max(points[:, 0].max() - points[:, 0].min(), points[:, 1].max() - points[:, 1].min())
    near = max(NEAR * side, 1e-9)
    count, first = 0, 0
    for last in ends:
        if last - first < 2:
            first = last + 1
            continue
        i, stop = first, last
        if tags[first] & _KIND == _ON:
            x, y = float(points[first, 0]), float(points[first, 1])
            i = first + 1
        elif tags[last] & _KIND == _ON:
            x, y = float(points[last, 0]), float(points[last, 1])
            stop = last - 1
        else:
            x, y = (points[first, 0] + points[last, 0]) / 2, (points[first, 1] + points[last, 1]) / 2
        begin_x, begin_y = x, y
        while i <= stop:
            kind = tags[i] & _KIND
            ax, ay = float(points[i, 0]), float(points[i, 1])
            bx, by, end_x, end_y, bend = ax, ay, begin_x, begin_y, 0.0
            if kind == _ON:
                end_x, end_y = ax, ay
                i += 1
            elif kind == _CUBIC:
                if i < stop:
                    bx, by = float(points[i + 1, 0]), float(points[i + 1, 1])
                if i + 2 <= stop:
                    end_x, end_y = float(points[i + 2, 0]), float(points[i + 2, 1])
                bend = max(
                    abs(x - 2 * ax + bx), abs(y - 2 * ay + by), abs(ax - 2 * bx + end_x), abs(ay - 2 * by + end_y)
                )
                i += 3
            else:
                if i < stop:
                    end_x, end_y = float(points[i + 1, 0]), float(points[i + 1, 1])
                    if tags[i + 1] & _KIND == _ON:
                        i += 1
                    else:
                        end_x, end_y = (ax + end_x) / 2, (ay + end_y) / 2
                bend = max(abs(x - 2 * ax + end_x), abs(y - 2 * ay + end_y)) / 3
                # The same curve with two control points: each two thirds of the way from an end to the one.
                bx, by = end_x + (ax - end_x) * 2 / 3, end_y + (ay - end_y) * 2 / 3
                ax, ay = x + (ax - x) * 2 / 3, y + (ay - y) * 2 / 3
                i += 1
            # A cubic curve is off its chord by 3/4 of its second differences at most, and by 1/n^2 of that in n parts.
            steps = min(MOST_LINES, max(1, math.ceil(math.sqrt(0.75 * bend / near))))
            from_x, from_y = x, y
            for step in range(1, steps + 1):
                t = step / steps
                u = 1 - t
                to_x = u * u * u * from_x + 3 * u * u * t * ax + 3 * u * t * t * bx + t * t * t * end_x
                to_y = u * u * u * from_y + 3 * u * u * t * ay + 3 * u * t * t * by + t * t * t * end_y
                if kind == _ON:
                    to_x, to_y = end_x, end_y
                found[count, 0], found[count, 1], found[count, 2], found[count, 3] = x, y, to_x, to_y
                count += 1
                x, y = to_x, to_y
        found[count, 0], found[count, 1], found[count, 2], found[count, 3] = x, y, begin_x, begin_y
        count += 1
        first = last + 1
    return found[:count].copy()


class Inked(NamedTuple):
    """Rows and columns of a picture beyond which there is no ink."""

    top: int
    bottom: int
    left: int
    right: int


class Placed(NamedTuple):
    """Clusters of glyphs as the pictures are painted from.

    Attributes:
        lines: float64[m, 4], those of all glyphs, as ``lines_of`` gives them.
        begins: int64[glyphs + 1], where those of each begin.
        parts: int64[k, 3], glyph, and how far it is moved (x, y).
        clusters: int64[n + 1], where the parts of each begin.
        boxes: int64[n, 4], left, bottom, right and top of each.
    """

    lines: NDArray[np.float64]
    begins: NDArray[np.int64]
    parts: NDArray[np.int64]
    clusters: NDArray[np.int64]
    boxes: NDArray[np.int64]


@njit(cache=True)
def zoomed(placed, margin, pixels):  # type: ignore[no-untyped-def]
    """Each cluster as large as the square lets it be, less the ``margin`` (pixels): cells, float32[n, cells], topology,
    int64[n, 4]."""
    count = placed.boxes.shape[0]
    found, counted = np.empty((count, (pixels // CELL) ** 2), np.float32), np.empty((count, 4), np.int64)
    for k in range(count):
        left, bottom, right, top = placed.boxes[k]
        scale = (pixels - margin) / max(right - left, top - bottom, 1)
        image, inked = _picture(placed, k, scale, (left + right) / 2, (bottom + top) / 2, pixels / 2, pixels)
        found[k] = cells(image, inked).ravel()
        counted[k] = topology(image, inked)
    return found, counted


@njit(cache=True)
def on_baseline(placed, scale, row, pixels):  # type: ignore[no-untyped-def]
    """Cells of each cluster, its baseline on ``row`` and its middle on the middle column, float32[n, cells]."""
    found = np.empty((placed.boxes.shape[0], (pixels // CELL) ** 2), np.float32)
    for k in range(found.shape[0]):
        middle = (placed.boxes[k, 0] + placed.boxes[k, 2]) / 2
        image, inked = _picture(placed, k, scale, middle, 0.0, row, pixels)
        found[k] = cells(image, inked).ravel()
    return found


@njit(cache=True)
def _picture(placed, cluster, scale, x, y, row, pixels):  # type: ignore[no-untyped-def]
    """A cluster in a square, as ``paint`` gives it; ``x``, ``y`` (font units) land on the middle column and on ``row``.

    Origins of glyphs are set on whole pixels, as the atlas was painted.
    """
    image, inked = np.zeros((0, 0), np.float32), Inked(0, 0, 0, 0)
    first = placed.clusters[cluster]
    for k in range(first, placed.clusters[cluster + 1]):
        glyph, right, up = placed.parts[k]
        left = np.rint(pixels / 2 + (right - x) * scale)
        base = np.rint(row - (up - y) * scale)
        lines = placed.lines[placed.begins[glyph] : placed.begins[glyph + 1]]
        part, its = paint(lines, scale, left, base, pixels)
        if k == first:
            image, inked = part, its
            continue
        for line in range(its.top, its.bottom):
            for column in range(its.left, its.right):
                image[line, column] = max(image[line, column], part[line, column])
        inked = Inked(
            min(inked.top, its.top),
            max(inked.bottom, its.bottom),
            min(inked.left, its.left),
            max(inked.right, its.right),
        )
    return image, inked


@njit(cache=True)
def paint(lines, scale, left, base, pixels):  # type: ignore[no-untyped-def]
    """Share of ink in each pixel of a square, float32[pixels, pixels + 2], the top row first, and where there is any.

    The origin of ``lines`` lies ``left`` pixels from the left edge and ``base`` from the upper one. What lies outside
    isn't painted; the last two columns are empty.
    """
    # The ink that begins in a pixel: its own share less that of the pixel before it. Two columns more take what ends.
    image = np.zeros((pixels, pixels + 2), np.float32)
    least, most, low, high = float(pixels), 0.0, pixels, 0  # columns and rows that lines cross
    for k in range(lines.shape[0]):
        x0, y0 = left + scale * lines[k, 0], base - scale * lines[k, 1]
        x1, y1 = left + scale * lines[k, 2], base - scale * lines[k, 3]
        if y0 == y1:
            continue
        way = 1.0
        if y0 > y1:
            way, x0, y0, x1, y1 = -1.0, x1, y1, x0, y0
        if y1 <= 0 or y0 >= pixels:
            continue
        slope = (x1 - x0) / (y1 - y0)
        x = x0 if y0 >= 0 else x0 - y0 * slope
        top = max(y0, 0.0)
        first, past = int(top), min(pixels, int(np.ceil(y1)))
        least, most = min(least, x0, x1), max(most, x0, x1)
        low, high = min(low, first), max(high, past)
        for row in range(first, past):
            bottom = min(row + 1.0, y1)
            onward = x + slope * (bottom - top)
            _cover(image[row], min(x, onward), max(x, onward), way * (bottom - top), pixels)
            x, top = onward, bottom
    inked = Inked(low, high, int(max(least, 0.0)), int(min(most + 1, pixels)))
    for row in range(low, high):
        ink = 0.0
        for column in range(inked.left, inked.right):
            ink += image[row, column]
            image[row, column] = min(abs(ink), 1.0)
        image[row, : inked.left] = image[row, inked.right :] = 0  # what ended, and what rounding left
    return image, inked


@njit(cache=True, inline="always")
def _cover(begins, left, right, high, pixels):  # type: ignore[no-untyped-def]
    """Add the ink to the right of a line that falls by ``high`` within a row, from ``left`` to ``right``."""
    if right <= 0.0:
        begins[0] += high
        return
    if left >= pixels:
        return
    first, past = int(max(left, 0.0)), int(np.ceil(right))
    if left >= 0.0 and past <= first + 1:
        share = (left + right) / 2 - first
        begins[first] += high * (1 - share)
        begins[first + 1] += high * share
        return
    width = right - left
    begun = max(0.0, -left) / width  # what of the fall lies to the left of the pixel: its ink fills the pixel
    for column in range(first, min(past, pixels)):
        a, b = max(left, float(column)), min(right, column + 1.0)
        share = begun + (b - a) / width * (column + 1 - (a + b) / 2)
        begins[column] += high * share
        begins[column + 1] -= high * share
        begun += (b - a) / width
    if past <= pixels:
        begins[past] += high


@njit(cache=True)
def cells(image, inked):  # type: ignore[no-untyped-def]
    """Means of ``CELL`` x ``CELL`` pixels, blurred over the cells: float32[cells, cells], 0..1.

    In double precision, in one order: processors don't show.
    """
    size = image.shape[0] // CELL
    top, bottom, left, right = inked.top // CELL, -(-inked.bottom // CELL), inked.left // CELL, -(-inked.right // CELL)
    means, across = np.zeros((size, size)), np.zeros((size, size))
    result = np.zeros((size, size), np.float32)
    for y in range(top, bottom):
        for x in range(left, right):
            total = 0.0
            for row in range(CELL * y, CELL * y + CELL):
                for column in range(CELL * x, CELL * x + CELL):
                    total += image[row, column]
            means[y, x] = total
    for k in range(-2, 3):
        for y in range(top, bottom):
            for x in range(max(0, left - k), min(size, right - k)):
                across[y, x] += _KERNEL[k + 2] * means[y, x + k]
    left, right = max(0, left - 2), min(size, right + 2)
    for y in range(max(0, top - 2), min(size, bottom + 2)):
        means[y, left:right] = 0.0
        for k in range(max(-2, -y), min(3, size - y)):
            for x in range(left, right):
                means[y, x] += _KERNEL[k + 2] * across[y + k, x]
        for x in range(left, right):
            result[y, x] = means[y, x] / (CELL * CELL)
    return result


@njit(cache=True)
def topology(image, inked):  # type: ignore[no-untyped-def]
    """Parts of ink, holes, and parts wholly above and below the middle of the largest; ``MOST_PARTS`` of each at most.

    Pixels of a kind belong together where their sides touch: runs of them in a row with those in the row above. The
    last two columns of ``image`` aren't looked at.
    """
    rows, columns = image.shape[0], image.shape[1] - 2
    low, high = max(0, inked.top - 1), min(rows, inked.bottom + 1)
    room = max(1, (high - low) * columns)
    begin, end, area = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int64)
    ink, edge = np.empty(room, np.bool_), np.empty(room, np.bool_)
    top, bottom = np.empty(room, np.int32), np.empty(room, np.int32)
    same = np.empty(room, np.int32)  # run -> an older run of the same part, or itself
    count, above, below = 0, 0, 0  # runs so far; the row above is from run to run
    for row in range(low, high):
        first, column = count, 0
        while column < columns:
            begin[count], ink[count] = column, image[row, column] >= HALF_INKED
            column += 1
            while column < columns and (image[row, column] >= HALF_INKED) == ink[count]:
                column += 1
            end[count], area[count], same[count] = column, column - begin[count], count
            top[count] = bottom[count] = row
            edge[count] = row in (0, rows - 1) or begin[count] == 0 or column == columns
            while above < below and end[above] <= begin[count]:
                above += 1
            for run in range(above, below):
                if begin[run] >= column:
                    break
                if ink[run] == ink[count]:
                    one, other = _root(same, run), _root(same, count)
                    same[max(one, other)] = min(one, other)
            count += 1
        above, below = first, count
    for run in range(count):
        part = same[run] = same[same[run]]  # the run that it points to is older and points to the oldest already
        if part != run:
            area[part] += area[run]
            edge[part] |= edge[run]
            bottom[part] = max(bottom[part], bottom[run])
    body, most = -1, 0
    for run in range(count):
        if same[run] == run and ink[run] and area[run] > most:
            body, most = run, area[run]
    parts, holes, over, under = 0, 0, 0, 0
    for run in range(count):
        if same[run] != run:
            continue
        if ink[run] and area[run] >= LEAST_PART:
            parts += 1
            if run != body and top[run] + bottom[run] < top[body] + bottom[body]:
                over += 1
            elif run != body:
                under += 1
        elif not ink[run] and area[run] >= LEAST_HOLE and not edge[run]:
            holes += 1
    return min(parts, MOST_PARTS), min(holes, MOST_PARTS), min(over, MOST_PARTS), min(under, MOST_PARTS)


@njit(cache=True, inline="always")
def _root(same, run):  # type: ignore[no-untyped-def]
    """The oldest run of the part that ``run`` is of."""
    while same[run] != run:
        run = same[run]
    return run
