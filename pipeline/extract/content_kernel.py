"""The content reader's inner loop, compiled: what most operators of most pages do, on arrays.

It follows ``content.ContentReader`` and ``paths.PathReader`` operator by operator, and stops before whatever it can't
do alone: a font that it hasn't met, a form, a span with ActualText, an inline image, rare syntax. Python does that one
operation and the loop goes on behind it. The loop is one long function because a call in it costs as much as what most
operators do. It allocates nothing and raises nothing, so that its object code runs without Numba
(:mod:`pipeline.object_code`).
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from pipeline.compiled import lean_njit
from pipeline.extract.paint import INEXACT, MOST_AREAS, OPAQUE, SHEER, SOLID, SOMEHOW, TRANSPARENT, UNKNOWN
from pipeline.extract.paths import LEVEL, MOST_POINTS, MOST_RULES
from pipeline.model.glyph import ARTIFACT, INVISIBLE, RECOGNISED, RULE_THICKNESS
from pipeline.object_code import ObjectCode

#: Why the loop stopped: at the end; before an operation for Python; before one for which an array is too short; before
#: a /Tf whose font isn't known; or for good, because something is nested deeper than real files nest it.
END, PYTHON, ROOM, FONT, DEEP = range(5)

#: Places in the state of floats: matrices, spacing, the rest of the text state, paint, and the box of the current path.
CTM, LINE, ALONG, SIZE, CHAR_SPACE, WORD_SPACE, SCALE, LEADING, RISE = 0, 6, 12, 13, 14, 15, 16, 17, 18
CLIP, LIGHT, ALPHA, WIDTH, BOX, FLOATS = 19, 23, 24, 25, 26, 30
#: Places in the state of integers. DONE is the number of rules that the page has already, AREAS_DONE that of areas.
MODE, FONT_NUMBER, FLAGS, SAVED, MARKS, GLYPHS, RUNS, RULES, IMAGES, NAME_START, NAME_END, POINTS, SUBPATHS, DONE = (
    range(14)
)
MIXED, CLIPPING, AREAS, AREAS_DONE, INTEGERS = range(14, 19)
#: Columns of a font's row: bytes a code (0: only Python can cut its strings), word space at code 32, first width, and
#: how many codes have a width of their own; behind those stands that of all others.
UNIT, SPACED, WIDTHS, OWN_WIDTHS = range(4)
#: Columns of a run: glyphs, font, flags; and origin x, y, direction x, y, the other axis, size, sign, clip, shade.
RUN_COLUMNS, FRAME_COLUMNS = 3, 13
#: Columns of a saved graphics state.
SAVED_COLUMNS: Final = 22

MAX_SAVED: Final = 512
MAX_MARKS: Final = 64
MOST_OPERANDS: Final = 64
MOST_ITEMS: Final = 4096
_OC: Final = np.frombuffer(b"OC", np.uint8)
_ARTIFACT_NAME: Final = np.frombuffer(b"Artifact", np.uint8)
NUMBER, _STRING, _NAME, _ARRAY, _DICT = range(1, 6)

#: Classes of bytes: 0 regular, 1 white space, 2 delimiter.
_CLASS: Final = np.zeros(256, np.uint8)
#: Powers of ten, and integers up to this one, are exact; a quotient of two of them is rounded once.
_POWERS: Final = np.array([float(f"1e{power}") for power in range(23)])
_EXACT: Final = 1 << 53
_CLASS[[0, 9, 10, 12, 13, 32]] = 1
_CLASS[[ord(c) for c in "()<>[]{}/%"]] = 2


def _op(name: bytes) -> int:
    return int.from_bytes(name, "big")


_q, _Q, _cm, _Tf, _Tc, _Tw, _Tz, _TL = map(_op, (b"q", b"Q", b"cm", b"Tf", b"Tc", b"Tw", b"Tz", b"TL"))
_Ts, _Tr, _BT, _Tm, _Td, _TD, _Tstar = map(_op, (b"Ts", b"Tr", b"BT", b"Tm", b"Td", b"TD", b"T*"))
_Tj, _TJ, _BDC, _BMC, _EMC = map(_op, (b"Tj", b"TJ", b"BDC", b"BMC", b"EMC"))
_gs, _Do, _BI, _sh, _quote, _double = map(_op, (b"gs", b"Do", b"BI", b"sh", b"'", b'"'))
_m, _l, _re, _h, _c, _v, _y, _n = map(_op, (b"m", b"l", b"re", b"h", b"c", b"v", b"y", b"n"))
_f, _F, _fstar, _S, _s = map(_op, (b"f", b"F", b"f*", b"S", b"s"))
_B, _Bstar, _b, _bstar = map(_op, (b"B", b"B*", b"b", b"b*"))
_W, _Wstar, _w, _g, _rg, _k, _cs, _sc, _scn = map(_op, (b"W", b"W*", b"w", b"g", b"rg", b"k", b"cs", b"sc", b"scn"))
_true, _false, _null = map(_op, (b"true", b"false", b"null"))


@lean_njit()
def _number(data, at, end):  # type: ignore[no-untyped-def]
    """(found, value) of the number that the token data[at:end] is, or begins with.

    ``found`` is 0 for none, 2 where more than one operation would be needed to round it as Python does.
    """
    negative = data[at] == 45
    while at < end and (data[at] == 43 or data[at] == 45):
        at += 1
    mantissa, scale, digits, kept = np.int64(0), 0, 0, 0
    point = False
    while at < end:
        c = data[at]
        if c == 46 and not point:
            point = True
        elif 48 <= c <= 57:
            digits += 1
            if kept < 18:
                mantissa = mantissa * 10 + (c - 48)
                if mantissa:
                    kept += 1
                if point:
                    scale += 1
            elif not point:
                scale -= 1
        else:
            break
        at += 1
    value = float(mantissa)
    if scale > 0:
        value = value / _POWERS[min(scale, 22)]
    found = 0 if digits == 0 else 2 if mantissa > _EXACT or scale < 0 or scale > 22 else 1
    return found, -value if negative else value


@lean_njit()
def _string(data, at, buffer, used):  # type: ignore[no-untyped-def]
    """A literal string whose opening parenthesis is before ``at``: (end, used) with its bytes in buffer[used:]."""
    depth, n = 1, data.size
    while at < n:
        c = data[at]
        at += 1
        if c == 92:
            if at >= n:
                break
            c = data[at]
            at += 1
            if 48 <= c <= 55:
                value, more = c - 48, 0
                while more < 2 and at < n and 48 <= data[at] <= 55:
                    value = value * 8 + data[at] - 48
                    at += 1
                    more += 1
                c = value & 0xFF
            elif c == 13 or c == 10:
                if c == 13 and at < n and data[at] == 10:
                    at += 1
                continue
            elif c == 110:
                c = 10
            elif c == 114:
                c = 13
            elif c == 116:
                c = 9
            elif c == 98:
                c = 8
            elif c == 102:
                c = 12
        elif c == 40:
            depth += 1
        elif c == 41:
            depth -= 1
            if depth == 0:
                break
        elif c == 13:
            if at < n and data[at] == 10:
                at += 1
            c = 10
        buffer[used] = c
        used += 1
    return at, used


@lean_njit()
def _hex(data, at, buffer, used):  # type: ignore[no-untyped-def]
    """A hexadecimal string whose bracket is before ``at``: (end, used); end -1 where it isn't plain."""
    high, half = 0, False
    n = data.size
    while at < n:
        c = data[at]
        at += 1
        if c == 62:
            if half:
                buffer[used] = high << 4
                used += 1
            return at, used
        if 48 <= c <= 57:
            digit = c - 48
        elif 65 <= c <= 70:
            digit = c - 55
        elif 97 <= c <= 102:
            digit = c - 87
        else:
            return -1, used
        if half:
            buffer[used] = high << 4 | digit
            used += 1
        high, half = digit, not half
    return -1, used


@lean_njit()
def _begins_word(data, at):  # type: ignore[no-untyped-def]
    """A word that is no name begins at ``at``, or a quote: an operator, it may be, which ends a dictionary."""
    c = data[at]
    return (c >= 65 or c == 34 or c == 39) and data[at - 1] != 47 and _CLASS[c] == 0 and _CLASS[data[at - 1]] > 0


@lean_njit()
def _dictionary(data, at):  # type: ignore[no-untyped-def]
    """End of a dictionary that opens before ``at``; -1 where it is nested, or says something of ActualText."""
    n, arrays = data.size, 0
    while at < n - 1:
        c = data[at]
        if c == 62 and data[at + 1] == 62:
            return -1 if arrays else at + 2
        if c == 40:  # a plain string, such as that of /Lang
            at += 1
            while at < n and data[at] != 41:
                if data[at] == 40 or data[at] == 92:
                    return -1
                at += 1
        elif c == 91:
            arrays += 1
        elif c == 93:
            if arrays == 0:
                return -1
            arrays -= 1
        # Names with escapes and comments could hide what is looked for.
        elif c in (60, 35, 37) or _begins_word(data, at):
            return -1
        if c == 47 and at + 2 < n and data[at + 1] == 65 and data[at + 2] == 99:
            return -1
        at += 1
    return -1


@lean_njit()
def _same(data, start, end, word):  # type: ignore[no-untyped-def]
    if end - start != word.size:
        return False
    for i in range(word.size):  # noqa: SIM110 - Numba compiles no generators
        if data[start + i] != word[i]:
            return False
    return True


@lean_njit()
def _known_font(data, start, end, names, spans):  # type: ignore[no-untyped-def]
    for row in range(spans.shape[0]):
        low, high = spans[row, 0], spans[row, 1]
        if _same(data, start, end, names[low:high]):
            return spans[row, 2]
    return -1


@lean_njit()
def _concat(f, at, a, b, c, d, e, g):  # type: ignore[no-untyped-def]
    """The matrix at f[at:], after the matrix given."""
    p, q, r, s, t, u = f[at], f[at + 1], f[at + 2], f[at + 3], f[at + 4], f[at + 5]
    f[at], f[at + 1] = a * p + b * r, a * q + b * s
    f[at + 2], f[at + 3] = c * p + d * r, c * q + d * s
    f[at + 4], f[at + 5] = e * p + g * r + t, e * q + g * s + u


@lean_njit()
def _move(f, x, y):  # type: ignore[no-untyped-def]
    f[LINE + 4], f[LINE + 5] = (
        x * f[LINE] + y * f[LINE + 2] + f[LINE + 4],
        x * f[LINE + 1] + y * f[LINE + 3] + f[LINE + 5],
    )
    f[ALONG] = 0.0


@lean_njit()
def _show(f, k, buffer, start, end, origin, font, widths, codes, along, advances):  # type: ignore[no-untyped-def]
    """The glyphs of one string."""
    unit, char_space = f[SIZE] * f[SCALE] / 1000, f[CHAR_SPACE] * f[SCALE]
    word_space = f[WORD_SPACE] * f[SCALE] if font[SPACED] else 0.0
    step, first, own = font[UNIT], font[WIDTHS], font[OWN_WIDTHS]
    count, place = k[GLYPHS], f[ALONG]
    for at in range(start, end - step + 1, step):
        code = np.int64(buffer[at])
        if step == 2:
            code = code << 8 | buffer[at + 1]
        advance = widths[first + min(code, own)] * unit
        codes[count] = code
        along[count] = place - origin
        advances[count] = advance
        count += 1
        place += advance + char_space
        if code == 32:
            place += word_space
    k[GLYPHS], f[ALONG] = count, place


@lean_njit()
def _close_run(f, k, before, origin, runs, frames):  # type: ignore[no-untyped-def]
    """All glyphs since ``before`` are one run."""
    if k[GLYPHS] == before:
        return
    row = k[RUNS]
    p, q, r, s, t, u = f[CTM], f[CTM + 1], f[CTM + 2], f[CTM + 3], f[CTM + 4], f[CTM + 5]
    la, lb, lc, ld, le, lf = f[LINE], f[LINE + 1], f[LINE + 2], f[LINE + 3], f[LINE + 4], f[LINE + 5]
    a, b, c, d = la * p + lb * r, la * q + lb * s, lc * p + ld * r, lc * q + ld * s
    e, g = le * p + lf * r + t, le * q + lf * s + u
    rise = f[RISE]
    runs[row, 0] = k[GLYPHS] - before
    runs[row, 1] = k[FONT_NUMBER]
    flags = k[FLAGS]
    if k[MODE] == 3:
        flags |= INVISIBLE if flags & INVISIBLE else INVISIBLE | RECOGNISED
    runs[row, 2] = flags
    frames[row, 0] = a * origin + c * rise + e
    frames[row, 1] = b * origin + d * rise + g
    frames[row, 2], frames[row, 3], frames[row, 4], frames[row, 5] = a, b, c, d
    frames[row, 6] = f[SIZE]
    frames[row, 7] = -1.0 if f[SIZE] * f[SCALE] < 0 else 1.0
    for i in range(4):
        frames[row, 8 + i] = f[CLIP + i]
    shade = 0.0
    if k[MODE] == 0 and (f[ALPHA] <= SHEER or not k[MIXED] & ~INEXACT):
        shade = TRANSPARENT if f[ALPHA] <= SHEER else 1.0 - (1.0 - max(f[LIGHT], 0.0)) * f[ALPHA]
    frames[row, 12] = shade
    k[RUNS] = row + 1


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


@lean_njit()
def _text_state(op, f, k, value):  # type: ignore[no-untyped-def]
    """A text state operator of one number; False where ``op`` is none."""
    if op == _Tc:
        f[CHAR_SPACE] = value
    elif op == _Tw:
        f[WORD_SPACE] = value
    elif op == _Tz:
        f[SCALE] = value / 100
    elif op == _TL:
        f[LEADING] = value
    elif op == _Ts:
        f[RISE] = value
    elif op == _w:
        f[WIDTH] = value
    elif op == _Tr:
        k[MODE] = np.int64(value)
    else:
        return False
    return True


@lean_njit()
def _save(f, k, saved):  # type: ignore[no-untyped-def]
    row = k[SAVED]
    if row < MAX_SAVED:
        for i in range(6):  # a slice may have to be copied, and the copy allocated
            saved[row, i], saved[row, 6 + i] = f[i], f[SIZE + i]
        saved[row, 12], saved[row, 13], saved[row, 21] = k[MODE], k[FONT_NUMBER], k[MIXED]
        for i in range(7):
            saved[row, 14 + i] = f[CLIP + i]
        k[SAVED] = row + 1


@lean_njit()
def _restore(f, k, saved):  # type: ignore[no-untyped-def]
    row = k[SAVED] - 1
    if row >= 0:
        for i in range(6):
            f[i], f[SIZE + i] = saved[row, i], saved[row, 6 + i]
        k[MODE], k[FONT_NUMBER] = np.int64(saved[row, 12]), np.int64(saved[row, 13])
        k[MIXED] = np.int64(saved[row, 21])
        for i in range(7):
            f[CLIP + i] = saved[row, 14 + i]
        k[SAVED] = row


@lean_njit()
def run(  # type: ignore[no-untyped-def]
    data, f, k, saved, marks, names, spans, fonts, widths, codes, along, advances, runs, frames, rules, areas, px, py,
    starts, buffer, kinds, values, begins, ends, items, shifts, at,
):  # fmt: skip
    """Do operations from data[at] on. (why it stopped, where the operation begins that was not done).

    Where ``at`` is negative it is one path operator: -at is the operator << 8 | number of operands, which are in
    ``kinds`` and ``values``.

    Args:
        data: the content, bytes.
        f, k: the state, see the constants; changed.
        saved: saved graphics states, [MAX_SAVED, SAVED_COLUMNS].
        marks: open marked-content sequences, [MAX_MARKS, 2]: flags before, number of its ActualText or -1.
        names, spans: names of fonts and, for each, its begin and end in ``names`` and its row in ``fonts``.
        fonts, widths: see the constants; advance widths in thousandths, font after font.
        codes, along, advances: columns of glyphs; runs, frames: of runs; rules, areas: of those. All are written.
        px, py, starts: points of the current path, and whether a subpath begins with them.
        buffer: for the bytes of strings; as long as the data.
        kinds, values, begins, ends: for the operands of one operation, [MOST_OPERANDS].
        items, shifts: for the elements of its arrays, [MOST_ITEMS, 3] and [MOST_ITEMS].
    """
    n = data.size
    if at < 0:
        op = np.int64(-at >> 8)
        if op == _q:
            _save(f, k, saved)
        elif op == _Q:
            _restore(f, k, saved)
        else:
            path(op, f, k, -at & 0xFF, kinds, values, px, py, starts, rules, areas)
        return PYTHON, 0
    for i in range(MOST_OPERANDS):
        kinds[i] = begins[i] = ends[i] = 0
        values[i] = 0.0
    begin, count, used, item_count = at, 0, 0, 0
    in_array = False
    while True:
        while at < n and _CLASS[data[at]] == 1:
            at += 1
        if at >= n:
            return END, n
        if count == 0 and not in_array:
            begin, used, item_count = at, 0, 0
        if count >= MOST_OPERANDS or item_count >= MOST_ITEMS:
            return PYTHON, begin
        c = data[at]
        kind, value, low, high = 0, 0.0, 0, 0
        if _CLASS[c] == 0:
            end = at + 1
            while end < n and _CLASS[data[end]] == 0:
                end += 1
            if not (65 <= c <= 90 or 97 <= c <= 122 or c == 39 or c == 34):
                found, value = _number(data, at, end)
                if found == 2:
                    return PYTHON, begin
                at = end
                if not found:
                    continue
                kind = NUMBER
            else:
                op, plain = np.int64(0), end - at <= 10
                for i in range(at, end):
                    d = data[i]
                    if i > at and not (48 <= d <= 57 or 65 <= d <= 90 or 97 <= d <= 122 or d == 42):
                        plain = False
                    if i - at < 7:
                        op = op << 8 | d
                if not plain:
                    at = end
                    continue
                if in_array or op in (_true, _false, _null):
                    return PYTHON, begin
                at = end
                last = kinds[count - 1] if count else 0
                numbers = 0
                while numbers < count and kinds[count - 1 - numbers] == NUMBER:
                    numbers += 1
                if op == _q:
                    _save(f, k, saved)
                elif op == _Q:
                    _restore(f, k, saved)
                elif op == _BT:
                    for i in range(6):
                        f[LINE + i] = 0.0
                    f[LINE] = f[LINE + 3] = 1.0
                    f[ALONG] = 0.0
                elif op in (_Tj, _TJ):
                    if last == _STRING or (op == _TJ and last == _ARRAY):
                        font = k[FONT_NUMBER]
                        if font < 0 or fonts[font, UNIT] == 0:
                            return PYTHON, begin
                        if codes.size - k[GLYPHS] < used or runs.shape[0] - k[RUNS] < 1:
                            return ROOM, begin
                        before, origin = k[GLYPHS], f[ALONG]
                        if last == _STRING:
                            _show(
                                f, k, buffer, begins[count - 1], ends[count - 1], origin, fonts[font], widths,
                                codes, along, advances,
                            )  # fmt: skip
                        else:
                            for i in range(begins[count - 1], ends[count - 1]):
                                if items[i, 0] == _STRING:
                                    _show(
                                        f, k, buffer, items[i, 1], items[i, 2], origin, fonts[font], widths,
                                        codes, along, advances,
                                    )  # fmt: skip
                                else:
                                    f[ALONG] -= shifts[i] * (f[SIZE] * f[SCALE] / 1000)
                        _close_run(f, k, before, origin, runs, frames)
                    elif count:
                        return PYTHON, begin
                elif op in (_Td, _TD):
                    if numbers < 2:
                        return PYTHON, begin
                    if op == _TD:
                        f[LEADING] = -values[count - 1]
                    _move(f, values[count - 2], values[count - 1])
                elif op == _Tstar:
                    _move(f, 0.0, -f[LEADING])
                elif op in (_Tm, _cm):
                    if numbers < 6:
                        return PYTHON, begin
                    v = values[count - 6 : count]
                    if op == _Tm:
                        for i in range(6):
                            f[LINE + i] = v[i]
                        f[ALONG] = 0.0
                    else:
                        _concat(f, CTM, v[0], v[1], v[2], v[3], v[4], v[5])
                elif op == _Tf:
                    if count < 2 or last != NUMBER or kinds[count - 2] != _NAME:
                        return PYTHON, begin
                    font = _known_font(data, begins[count - 2], ends[count - 2], names, spans)
                    if font < 0:
                        k[NAME_START], k[NAME_END] = begins[count - 2], ends[count - 2]
                        return FONT, begin
                    f[SIZE], k[FONT_NUMBER] = values[count - 1], font
                elif op in (_BDC, _BMC):
                    simple = count >= 1 and kinds[0] == _NAME and not _same(data, begins[0], ends[0], _OC)
                    simple = simple and count == 2 and kinds[1] == _DICT if op == _BDC else simple and count == 1
                    for i in range(begins[0], ends[0]):
                        if data[i] == 35:
                            simple = False
                    if simple and op == _BDC and _same(data, begins[0], ends[0], _ARTIFACT_NAME):
                        # A header, a footer or a watermark, it may be.
                        for i in range(begins[1], ends[1] - 1):
                            if data[i] == 47 and data[i + 1] in (70, 72, 87):
                                simple = False
                    if not simple:
                        return PYTHON, begin
                    row = k[MARKS]
                    if row >= MAX_MARKS:
                        return DEEP, begin
                    marks[row, 0], marks[row, 1] = k[FLAGS], -1
                    k[MARKS] = row + 1
                    if _same(data, begins[0], ends[0], _ARTIFACT_NAME):
                        k[FLAGS] |= ARTIFACT
                elif op == _EMC:
                    row = k[MARKS] - 1
                    if row >= 0:
                        if marks[row, 1] >= 0:
                            return PYTHON, begin
                        k[FLAGS], k[MARKS] = marks[row, 0], row
                elif op in (_gs, _Do, _BI, _sh, _quote, _double):
                    return PYTHON, begin
                elif op in (_g, _rg, _k):
                    if numbers < (1 if op == _g else 3 if op == _rg else 4):
                        return PYTHON, begin
                    if op == _g:
                        light = values[count - 1]
                    elif op == _rg:
                        light = 0.3 * values[count - 3] + 0.59 * values[count - 2] + 0.11 * values[count - 1]
                    else:
                        ink = 0.3 * values[count - 4] + 0.59 * values[count - 3] + 0.11 * values[count - 2]
                        light = (1.0 - values[count - 1]) * (1.0 - ink)
                    f[LIGHT] = min(max(light, 0.0), 1.0)
                elif op in (_cs, _sc, _scn):
                    f[LIGHT] = UNKNOWN
                elif op == _Tr and numbers >= 1 and values[count - 1] >= 4:
                    return DEEP, begin  # letters that clip are left to Python
                elif numbers >= 1 and _text_state(op, f, k, values[count - 1]):
                    pass
                else:
                    path(op, f, k, count, kinds, values, px, py, starts, rules, areas)
                count = 0
                continue
        elif c == 40:
            low = used
            at, used = _string(data, at + 1, buffer, used)
            kind, high = _STRING, used
        elif c == 60:
            if at + 1 < n and data[at + 1] == 60:
                if in_array:
                    return PYTHON, begin
                low, at = at, _dictionary(data, at + 2)
                if at < 0:
                    return PYTHON, begin
                kind, high = _DICT, at
            else:
                low = used
                at, used = _hex(data, at + 1, buffer, used)
                if at < 0:
                    return PYTHON, begin
                kind, high = _STRING, used
        elif c == 47:
            end = at + 1
            while end < n and _CLASS[data[end]] == 0:
                end += 1
            if in_array:
                return PYTHON, begin
            kind, low, high = _NAME, at + 1, end
            at = end
        elif c == 91:
            if in_array:
                return PYTHON, begin
            in_array = True
            at += 1
            begins[count] = item_count
            continue
        elif c == 93:
            at += 1
            if not in_array:
                continue
            in_array = False
            kinds[count], ends[count] = _ARRAY, item_count
            count += 1
            continue
        elif c == 37:
            while at < n and data[at] != 10 and data[at] != 13:
                at += 1
            continue
        else:
            return PYTHON, begin
        if in_array:
            items[item_count, 0], items[item_count, 1], items[item_count, 2] = kind, low, high
            shifts[item_count] = value
            item_count += 1
        else:
            kinds[count], values[count], begins[count], ends[count] = kind, value, low, high
            count += 1


#: ``run`` without Numba.
CODE: Final = ObjectCode(
    __name__,
    "run",
    (
        ("uint8", 1), ("float64", 1), ("int64", 1), ("float64", 2), ("int64", 2), ("uint8", 1), ("int64", 2),
        ("int64", 2), ("float64", 1), ("uint32", 1), ("float64", 1), ("float64", 1), ("int64", 2), ("float64", 2),
        ("float64", 2), ("float64", 2), ("float64", 1), ("float64", 1), ("boolean", 1), ("uint8", 1), ("int64", 1),
        ("float64", 1), ("int64", 1), ("int64", 1), ("int64", 2), ("float64", 1),
    ),
    sources=("pipeline.extract.paint", "pipeline.extract.paths", "pipeline.model.glyph"),
)  # fmt: skip
