"""Paths of content streams, compiled: the rules and areas that they paint, and how they clip.

It follows ``paths.PathReader``, ``paint.fill_area`` and what ``content.ContentReader`` does with paths. ``f`` and ``k``
are the state (``content_arrays``), ``px`` and ``py`` the points of the current path; ``starts`` says of each whether a
subpath begins with it.
"""

from __future__ import annotations

import math

import numpy as np

from warraq.compiled import lean_njit
from warraq.extract.content_arrays import (
    ALPHA,
    AREAS,
    AREAS_DONE,
    BOX,
    CLIP,
    CLIPPING,
    CTM,
    DONE,
    FLAGS,
    GLYPHS,
    IMAGES,
    LIGHT,
    MIXED,
    NUMBER,
    POINTS,
    RULES,
    SUBPATHS,
    WIDTH,
    number_of,
)
from warraq.extract.paint import INEXACT, MOST_AREAS, OPAQUE, SHEER, SOLID, SOMEHOW, UNKNOWN
from warraq.extract.paths import LEVEL, MOST_POINTS, MOST_RULES
from warraq.model.glyph import INVISIBLE, RULE_THICKNESS

_m, _l, _re, _h, _c, _v, _y, _n = map(number_of, (b"m", b"l", b"re", b"h", b"c", b"v", b"y", b"n"))
_f, _F, _fstar, _S, _s = map(number_of, (b"f", b"F", b"f*", b"S", b"s"))
_B, _Bstar, _b, _bstar, _W, _Wstar = map(number_of, (b"B", b"B*", b"b", b"b*", b"W", b"W*"))


@lean_njit()
def _point(k, px, py, x, y):  # type: ignore[no-untyped-def]
    """Another point of the last subpath; k[SUBPATHS] counts the points that are kept."""
    at = k[SUBPATHS]
    if at < px.size:
        px[at], py[at] = x, y
        k[SUBPATHS] = at + 1
    else:
        k[POINTS] = MOST_POINTS + 1  # a drawing


@lean_njit()
def _close(k, px, py, starts):  # type: ignore[no-untyped-def]
    """A line back to where the last subpath begins, unless it ends there."""
    at = k[SUBPATHS]
    if 0 < at < px.size:
        low = at - 1
        while not starts[low]:
            low -= 1
        if px[at - 1] != px[low] or py[at - 1] != py[low]:
            starts[at] = False
            _point(k, px, py, px[low], py[low])


@lean_njit()
def _reach(f, x, y):  # type: ignore[no-untyped-def]
    """The box of the path takes in a point."""
    f[BOX], f[BOX + 1] = min(f[BOX], x), min(f[BOX + 1], y)
    f[BOX + 2], f[BOX + 3] = max(f[BOX + 2], x), max(f[BOX + 3], y)


@lean_njit()
def _user_box(f):  # type: ignore[no-untyped-def]
    """The box of the path in user space; see ``paths.transformed_box``."""
    left, bottom, right, top = f[BOX], f[BOX + 1], f[BOX + 2], f[BOX + 3]
    if left > right:
        return left, bottom, right, top
    a, b, c, d, e, g = f[CTM], f[CTM + 1], f[CTM + 2], f[CTM + 3], f[CTM + 4], f[CTM + 5]
    x0, x1 = a * left + c * bottom + e, a * right + c * bottom + e
    x2, x3 = a * right + c * top + e, a * left + c * top + e
    y0, y1 = b * left + d * bottom + g, b * right + d * bottom + g
    y2, y3 = b * right + d * top + g, b * left + d * top + g
    return (
        min(min(x0, x1), min(x2, x3)),
        min(min(y0, y1), min(y2, y3)),
        max(max(x0, x1), max(x2, x3)),
        max(max(y0, y1), max(y2, y3)),
    )


@lean_njit()
def _is_rectangle(f, k, px, py, starts):  # type: ignore[no-untyped-def]
    """See ``paths.PathReader``: the points are those before the matrix."""
    n = k[SUBPATHS]
    if k[POINTS] > MOST_POINTS or (n != 4 and n != 5):
        return False
    for i in range(1, n):
        if starts[i]:
            return False
    if px[0] == px[2] or py[0] == py[2] or px[1] == px[3] or py[1] == py[3]:
        return False
    for i in range(n):
        j = i + 1 if i + 1 < n else 0
        if px[i] != px[j] and py[i] != py[j]:
            return False
    return (f[CTM + 1] == 0 and f[CTM + 2] == 0) or (f[CTM] == 0 and f[CTM + 3] == 0)


@lean_njit()
def _area(f, k, areas, rectangle, fill, left, bottom, right, top):  # type: ignore[no-untyped-def]
    """The area of a path that is painted; see ``content.ContentReader`` and ``paint.fill_area``."""
    if left > right or k[FLAGS] & INVISIBLE or k[AREAS_DONE] + k[AREAS] >= MOST_AREAS:
        return
    kind, shade = SOMEHOW, UNKNOWN
    if not fill:
        width = f[WIDTH] * math.sqrt(abs(f[CTM] * f[CTM + 3] - f[CTM + 1] * f[CTM + 2]))
        if not width > RULE_THICKNESS:
            return
        left, bottom, right, top = left - width / 2, bottom - width / 2, right + width / 2, top + width / 2
    left, bottom = max(left, f[CLIP]), max(bottom, f[CLIP + 1])
    right, top = min(right, f[CLIP + 2]), min(top, f[CLIP + 3])
    if fill:
        if min(right - left, top - bottom) <= RULE_THICKNESS or f[ALPHA] <= SHEER:
            return
        if rectangle and k[MIXED] == 0 and f[ALPHA] >= OPAQUE and f[LIGHT] >= 0:
            kind = SOLID
        shade = UNKNOWN if f[LIGHT] < 0 else 1.0 - (1.0 - f[LIGHT]) * f[ALPHA]
    row = k[AREAS]
    areas[row, 0], areas[row, 1], areas[row, 2], areas[row, 3] = left, bottom, right, top
    areas[row, 4], areas[row, 5], areas[row, 6] = kind, shade, k[GLYPHS]
    k[AREAS] = row + 1


@lean_njit()
def _end_path(f, k, left, bottom, right, top, rectangle):  # type: ignore[no-untyped-def]
    """Clip by the path where that was asked for, and begin a new one."""
    if k[CLIPPING] and left <= right:
        f[CLIP], f[CLIP + 1] = max(f[CLIP], left), max(f[CLIP + 1], bottom)
        f[CLIP + 2], f[CLIP + 3] = min(f[CLIP + 2], right), min(f[CLIP + 3], top)
        if not rectangle:
            k[MIXED] |= INEXACT
    k[POINTS] = k[SUBPATHS] = k[CLIPPING] = 0
    f[BOX] = f[BOX + 1] = np.inf
    f[BOX + 2] = f[BOX + 3] = -np.inf


@lean_njit()
def _rule(k, rules, x0, y0, x1, y1):  # type: ignore[no-untyped-def]
    row = k[RULES]
    rules[row, 0], rules[row, 1], rules[row, 2], rules[row, 3] = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    k[RULES] = row + 1


@lean_njit()
def _paint(f, k, px, py, starts, rules, areas, fill, stroke):  # type: ignore[no-untyped-def]
    """The rules and the area of the current path; see ``paths.PathReader``."""
    n = k[SUBPATHS]
    box_left, box_bottom, box_right, box_top = _user_box(f)
    rectangle = _is_rectangle(f, k, px, py, starts)
    _area(f, k, areas, rectangle, fill, box_left, box_bottom, box_right, box_top)
    if k[POINTS] <= MOST_POINTS and k[DONE] + k[RULES] < MOST_RULES:
        a, b, c, d, e, g = f[CTM], f[CTM + 1], f[CTM + 2], f[CTM + 3], f[CTM + 4], f[CTM + 5]
        low = 0
        while low < n:
            high = low + 1
            while high < n and not starts[high]:
                high += 1
            left, right, bottom, top = np.inf, -np.inf, np.inf, -np.inf
            for i in range(low, high):
                x, y = a * px[i] + c * py[i] + e, b * px[i] + d * py[i] + g
                px[i], py[i] = x, y
                left, right, bottom, top = min(left, x), max(right, x), min(bottom, y), max(top, y)
            if min(right - left, top - bottom) <= RULE_THICKNESS:
                if stroke or high - low > 3:
                    _rule(k, rules, left, bottom, right, top)
            elif stroke:
                for i in range(low, high - 1):
                    if min(abs(px[i + 1] - px[i]), abs(py[i + 1] - py[i])) <= LEVEL:
                        _rule(k, rules, px[i], py[i], px[i + 1], py[i + 1])
            low = high
    _end_path(f, k, box_left, box_bottom, box_right, box_top, rectangle)
    k[IMAGES] += 1


@lean_njit()
def path(op, f, k, count, kinds, values, px, py, starts, rules, areas):  # type: ignore[no-untyped-def]
    """A path operator; False where ``op`` is none."""
    if op == _m:
        if count >= 2 and kinds[count - 1] == NUMBER and kinds[count - 2] == NUMBER:
            if k[SUBPATHS] < px.size:
                starts[k[SUBPATHS]] = True
            _point(k, px, py, values[count - 2], values[count - 1])
            k[POINTS] += 1
            _reach(f, values[count - 2], values[count - 1])
    elif op == _l:
        k[POINTS] += 1
        sound = count >= 2 and kinds[count - 1] == NUMBER and kinds[count - 2] == NUMBER
        if sound:
            _reach(f, values[count - 2], values[count - 1])
        if sound and k[POINTS] <= MOST_POINTS and 0 < k[SUBPATHS] < px.size:
            starts[k[SUBPATHS]] = False
            _point(k, px, py, values[count - 2], values[count - 1])
    elif op == _re:
        numbers = 0
        while numbers < min(count, 4) and kinds[count - 1 - numbers] == NUMBER:
            numbers += 1
        if numbers == 4:
            k[POINTS] += 4
            x, y = values[count - 4], values[count - 3]
            right, top = x + values[count - 2], y + values[count - 1]
            _reach(f, x, y)
            _reach(f, right, top)
            if k[POINTS] <= MOST_POINTS and k[SUBPATHS] + 5 <= px.size:
                at = k[SUBPATHS]
                for i in range(5):
                    starts[at + i] = i == 0
                px[at], px[at + 1], px[at + 2], px[at + 3], px[at + 4] = x, right, right, x, x
                py[at], py[at + 1], py[at + 2], py[at + 3], py[at + 4] = y, y, top, top, y
                k[SUBPATHS] = at + 5
    elif op == _h:
        _close(k, px, py, starts)
    elif op in (_c, _v, _y):
        k[POINTS] = MOST_POINTS + 1
        needed, numbers = 6 if op == _c else 4, 0
        while numbers < min(count, needed) and kinds[count - 1 - numbers] == NUMBER:
            numbers += 1
        if numbers == needed:
            for i in range(count - needed, count, 2):
                _reach(f, values[i], values[i + 1])
    elif op in (_W, _Wstar):
        k[CLIPPING] = 1
    elif op == _n:
        left, bottom, right, top = _user_box(f)
        _end_path(f, k, left, bottom, right, top, k[CLIPPING] and _is_rectangle(f, k, px, py, starts))
    elif op in (_f, _F, _fstar):
        _paint(f, k, px, py, starts, rules, areas, True, False)
    elif op in (_S, _s, _B, _Bstar, _b, _bstar):
        if op in (_s, _b, _bstar):
            _close(k, px, py, starts)
        _paint(f, k, px, py, starts, rules, areas, op not in (_S, _s), True)
    else:
        return False
    return True
