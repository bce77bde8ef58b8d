"""The content reader's inner loop, compiled: what most operators of most pages do, on arrays.

It follows ``content.ContentReader`` and ``paths.PathReader`` operator by operator, and stops before whatever it can't
do alone: a font that it hasn't met, a form, a span with ActualText, an inline image, rare syntax. Python does that one
operation and the loop goes on behind it. The loop is one long function because a call in it costs as much as what most
operators do. It allocates nothing and raises nothing, so that its object code runs without Numba
(:mod:`warraq.object_code`).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from warraq.compiled import lean_njit
from warraq.extract.content_arrays import (
    ALONG,
    ALPHA,
    ARRAY,
    CHAR_SPACE,
    CLIP,
    CTM,
    DEEP,
    DICT,
    END,
    FLAGS,
    FONT,
    FONT_NUMBER,
    GLYPHS,
    LEADING,
    LIGHT,
    LINE,
    MARKS,
    MAX_MARKS,
    MAX_SAVED,
    MIXED,
    MODE,
    MOST_ITEMS,
    MOST_OPERANDS,
    NAME,
    NAME_END,
    NAME_START,
    NUMBER,
    OWN_WIDTHS,
    PYTHON,
    RISE,
    ROOM,
    RUNS,
    SAVED,
    SCALE,
    SIZE,
    SPACED,
    STRING,
    UNIT,
    WIDTH,
    WIDTHS,
    WORD_SPACE,
    number_of,
)
from warraq.extract.paint import INEXACT, SHEER, TRANSPARENT, UNKNOWN
from warraq.extract.path_kernel import path
from warraq.extract.token_kernel import CLASS, dictionary, hexadecimal, number, same, string
from warraq.model.glyph import ARTIFACT, INVISIBLE, RECOGNISED
from warraq.object_code import ObjectCode

_OC: Final = np.frombuffer(b"OC", np.uint8)
_ARTIFACT_NAME: Final = np.frombuffer(b"Artifact", np.uint8)

_q, _Q, _cm, _Tf, _Tc, _Tw, _Tz, _TL = map(number_of, (b"q", b"Q", b"cm", b"Tf", b"Tc", b"Tw", b"Tz", b"TL"))
_Ts, _Tr, _BT, _Tm, _Td, _TD, _Tstar = map(number_of, (b"Ts", b"Tr", b"BT", b"Tm", b"Td", b"TD", b"T*"))
_Tj, _TJ, _BDC, _BMC, _EMC = map(number_of, (b"Tj", b"TJ", b"BDC", b"BMC", b"EMC"))
_gs, _Do, _BI, _sh, _quote, _double = map(number_of, (b"gs", b"Do", b"BI", b"sh", b"'", b'"'))
_w, _g, _rg, _k, _cs, _sc, _scn = map(number_of, (b"w", b"g", b"rg", b"k", b"cs", b"sc", b"scn"))
_true, _false, _null = map(number_of, (b"true", b"false", b"null"))


@lean_njit()
def _known_font(data, start, end, names, spans):  # type: ignore[no-untyped-def]
    for row in range(spans.shape[0]):
        low, high = spans[row, 0], spans[row, 1]
        if same(data, start, end, names[low:high]):
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
        f, k: the state, see ``content_arrays``; changed.
        saved: saved graphics states, [MAX_SAVED, SAVED_COLUMNS].
        marks: open marked-content sequences, [MAX_MARKS, 2]: flags before, number of its ActualText or -1.
        names, spans: names of fonts and, for each, its begin and end in ``names`` and its row in ``fonts``.
        fonts, widths: see there; advance widths in thousandths, font after font.
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
        while at < n and CLASS[data[at]] == 1:
            at += 1
        if at >= n:
            return END, n
        if count == 0 and not in_array:
            begin, used, item_count = at, 0, 0
        if count >= MOST_OPERANDS or item_count >= MOST_ITEMS:
            return PYTHON, begin
        c = data[at]
        kind, value, low, high = 0, 0.0, 0, 0
        if CLASS[c] == 0:
            end = at + 1
            while end < n and CLASS[data[end]] == 0:
                end += 1
            if not (65 <= c <= 90 or 97 <= c <= 122 or c == 39 or c == 34):
                found, value = number(data, at, end)
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
                    if last == STRING or (op == _TJ and last == ARRAY):
                        font = k[FONT_NUMBER]
                        if font < 0 or fonts[font, UNIT] == 0:
                            return PYTHON, begin
                        if codes.size - k[GLYPHS] < used or runs.shape[0] - k[RUNS] < 1:
                            return ROOM, begin
                        before, origin = k[GLYPHS], f[ALONG]
                        if last == STRING:
                            _show(
                                f, k, buffer, begins[count - 1], ends[count - 1], origin, fonts[font], widths,
                                codes, along, advances,
                            )  # fmt: skip
                        else:
                            for i in range(begins[count - 1], ends[count - 1]):
                                if items[i, 0] == STRING:
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
                    if count < 2 or last != NUMBER or kinds[count - 2] != NAME:
                        return PYTHON, begin
                    font = _known_font(data, begins[count - 2], ends[count - 2], names, spans)
                    if font < 0:
                        k[NAME_START], k[NAME_END] = begins[count - 2], ends[count - 2]
                        return FONT, begin
                    f[SIZE], k[FONT_NUMBER] = values[count - 1], font
                elif op in (_BDC, _BMC):
                    simple = count >= 1 and kinds[0] == NAME and not same(data, begins[0], ends[0], _OC)
                    simple = simple and count == 2 and kinds[1] == DICT if op == _BDC else simple and count == 1
                    for i in range(begins[0], ends[0]):
                        if data[i] == 35:
                            simple = False
                    if simple and op == _BDC and same(data, begins[0], ends[0], _ARTIFACT_NAME):
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
                    if same(data, begins[0], ends[0], _ARTIFACT_NAME):
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
            at, used = string(data, at + 1, buffer, used)
            kind, high = STRING, used
        elif c == 60:
            if at + 1 < n and data[at + 1] == 60:
                if in_array:
                    return PYTHON, begin
                low, at = at, dictionary(data, at + 2)
                if at < 0:
                    return PYTHON, begin
                kind, high = DICT, at
            else:
                low = used
                at, used = hexadecimal(data, at + 1, buffer, used)
                if at < 0:
                    return PYTHON, begin
                kind, high = STRING, used
        elif c == 47:
            end = at + 1
            while end < n and CLASS[data[end]] == 0:
                end += 1
            if in_array:
                return PYTHON, begin
            kind, low, high = NAME, at + 1, end
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
            kinds[count], ends[count] = ARRAY, item_count
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
    sources=(
        "warraq.extract.content_arrays", "warraq.extract.paint", "warraq.extract.path_kernel",
        "warraq.extract.paths", "warraq.extract.token_kernel", "warraq.model.glyph",
    ),
)  # fmt: skip
