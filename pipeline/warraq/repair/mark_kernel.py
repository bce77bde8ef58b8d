"""The marks of a page and the bases that they belong to, compiled, as ``attach`` finds them."""

from __future__ import annotations

import math
from typing import Final

from warraq.compiled import lean_njit
from warraq.repair import attach
from warraq.repair.codes import LETTER, MARK
from warraq.repair.geometry_arrays import (
    ALONG,
    BASES,
    CENTRE,
    LEFT,
    LINE,
    LISTED,
    NEXT,
    OFFSET,
    ORDER,
    RANK,
    RELATIVE,
    RIGHT,
    SPARE,
)
from warraq.repair.sort_kernel import first_from, median, sort

#: Bands and middles of bases, once the shifts of marks and the white between glyphs have been looked at.
_BAND: Final = OFFSET
_MIDDLE: Final = RELATIVE
#: Bands of a page that have a bit each, less one.
_BANDS: Final = 63
#: Sums and products of a few numbers are rounded by less than this.
_A_LITTLE_LESS: Final = 1 - 1e-9


@lean_njit(error_model="numpy")
def _partner_in_stream(ints, floats, marks, bases, size):  # type: ignore[no-untyped-def]
    """``attach._stream_partner``: -1 or 1 where it is the base before or after each mark, else 0; and the shift.

    Expects the base that follows each mark in ``NEXT``.
    """
    order, spare, following, which = ints[ORDER], ints[SPARE], ints[NEXT], ints[LISTED]
    left, right, centre, offset = floats[LEFT], floats[RIGHT], floats[CENTRE], floats[OFFSET]
    if marks < attach.ENOUGH:
        return 0, 0.0
    before, after, shift_before, shift_after = 0.0, 0.0, 0.0, 0.0
    for turn in range(2):
        for mark in range(marks):
            base = min(following[mark], bases - 1) if turn else max(following[mark] - 1, 0)
            offset[mark] = (centre[mark] - (left[base] + right[base]) / 2) / size[which[mark]]
        shift = median(offset, marks, order, spare)
        for mark in range(marks):
            offset[mark] = abs(offset[mark] - shift)
        scatter = median(offset, marks, order, spare)
        if turn:
            after, shift_after = scatter, shift
        else:
            before, shift_before = scatter, shift
    later = after < before
    scatter, other = (after, before) if later else (before, after)
    shift, other_shift = (shift_after, shift_before) if later else (shift_before, shift_after)
    if scatter > attach.SCATTER or (other > attach.SCATTER and 2 * scatter > other):
        away, other_away = scatter + abs(shift), other + abs(other_shift)
        if away > other_away:
            away, other_away, later, scatter = other_away, away, not later, other
        known = away < attach.NEARER * other_away and scatter < attach.LOOSE
        return (1 if later else -1) if known else 0, 0.0
    if other <= attach.SCATTER and abs(other_shift) < abs(shift):
        shift, later = other_shift, not later
    return (1 if later else -1), (shift if abs(shift) > attach.SLANT else 0.0)


@lean_njit(error_model="numpy", inline="always")
def _right_neighbour(after, bases, left, right):  # type: ignore[no-untyped-def]
    """``attach._right_neighbour`` of a mark that the base ``after`` follows."""
    one, other = max(after - 1, 0), min(after, bases - 1)
    return one if left[one] + right[one] > left[other] + right[other] else other


@lean_njit(error_model="numpy")
def _attach(ints, floats, marks, bases, high, origin, down, size):  # type: ignore[no-untyped-def]
    """``attach.attach_marks``: the base of each mark, -1 where there is none near, and its place along it.

    Args:
        high: how high a band of the page is.
        ints, floats: ``LISTED`` has the marks, ``RANK`` the bases; ``LEFT``, ``RIGHT`` and ``CENTRE`` their ink.
    """
    order, following, which, of_base = ints[ORDER], ints[NEXT], ints[LISTED], ints[RANK]
    left, right, centre, band, middle = floats[LEFT], floats[RIGHT], floats[CENTRE], floats[_BAND], floats[_MIDDLE]
    if bases == 0:
        for mark in range(marks):
            ints[BASES, mark] = -1
        return
    partner = ints[LINE]
    after, at_the_pen = 0, True
    for mark in range(marks):
        glyph = which[mark]
        while after < bases and of_base[after] < glyph:
            after += 1
        following[mark], partner[mark] = after, -1
        near = attach.AT_THE_PEN * size[glyph]
        for base in (min(after, bases - 1), max(after - 1, 0)):
            if abs(left[base] - origin[glyph]) < near:
                partner[mark] = base
        at_the_pen &= partner[mark] >= 0
    if at_the_pen:
        for mark in range(marks):
            centre[mark] = (left[partner[mark]] + right[partner[mark]]) / 2
    else:
        side, shift = _partner_in_stream(ints, floats, marks, bases, size)
        for mark in range(marks):
            after = following[mark]
            partner[mark] = min(after, bases - 1) if side > 0 else max(after - 1, 0) if side < 0 else -1
            centre[mark] -= shift * size[which[mark]]
    widest = _order_by_bands(ints, floats, bases, down, high)
    for mark in range(marks):
        glyph = which[mark]
        unit, place = size[glyph], centre[mark]
        reach = attach.TOO_FAR * unit + attach.ROUNDING
        far = min(reach + widest / 2, reach / attach.OFF_THE_MIDDLE)
        own = math.floor(down[glyph] / high)
        best, least = -1, math.inf
        neighbour = _right_neighbour(following[mark], bases, left, right)
        if partner[mark] >= 0:
            best = partner[mark]
            least = _cost(best, glyph, place, floats, of_base, down, unit) - attach.PARTNER
            least -= attach.READ_FIRST if best == neighbour else 0.0
        for step in range(-1, 2):
            start = first_from(order, 0, bases, band, own + step)
            end = first_from(order, start, bases, band, own + step + 1)
            for at in range(first_from(order, start, end, middle, place - far), end):
                base = order[at]
                if middle[base] > place + far:
                    break
                outside = max(max(left[base] - place, place - right[base]), 0.0)
                saved = attach.READ_FIRST if base == neighbour else 0.0
                if base == partner[mark] or outside * _A_LITTLE_LESS > (least + saved) * unit:
                    continue
                cost = _cost(base, glyph, place, floats, of_base, down, unit) - saved
                if cost < least or (cost == least and base < best):
                    best, least = base, cost
        if least > attach.TOO_FAR:
            best = -1
        ints[BASES, mark] = of_base[best] if best >= 0 else -1
        if best >= 0:
            floats[ALONG, mark] = (right[best] - place) / max(right[best] - left[best], attach.NARROWEST)


@lean_njit(error_model="numpy")
def _order_by_bands(ints, floats, bases, down, high):  # type: ignore[no-untyped-def]
    """Order bases as ``attach._in_reach`` does: by bands, and in each by their middles; writes both by base.

    Returns how wide the widest base is.
    """
    order, spare, of_base = ints[ORDER], ints[SPARE], ints[RANK]
    left, right, band, middle = floats[LEFT], floats[RIGHT], floats[_BAND], floats[_MIDDLE]
    widest = 0.0
    for base in range(bases):
        order[base], band[base] = base, math.floor(down[of_base[base]] / high)
        middle[base] = (left[base] + right[base]) / 2
        widest = max(widest, right[base] - left[base])
    # The stream has most bands in their order, and each from one side to the other; the whole page it hasn't.
    sort(order, spare, 0, bases, band)
    first = 0
    for end in range(1, bases + 1):
        if end == bases or band[order[end]] != band[order[first]]:
            sort(order, spare, first, end, middle)
            first = end
    return widest


@lean_njit(error_model="numpy")
def _cost(base, glyph, place, floats, of_base, down, unit):  # type: ignore[no-untyped-def]
    """``attach._cost`` of the mark ``glyph`` at ``place``; ``unit`` is its size."""
    left, right = floats[LEFT, base], floats[RIGHT, base]
    apart = abs(down[of_base[base]] - down[glyph])
    if apart > attach.TOO_FAR * unit:
        return math.inf
    outside = max(max(left - place, place - right), 0.0)
    middle = abs((left + right) / 2 - place)
    cost = (outside + attach.OFF_THE_MIDDLE * middle + attach.LOWER * apart) / unit
    beside = abs(of_base[base] - glyph)
    if beside > attach.HALF_NEIGHBOUR:
        cost += attach.NOT_NEIGHBOUR
    elif beside > 1:
        cost += attach.NOT_NEIGHBOUR / 2
    return cost


@lean_njit(error_model="numpy")
def _ink_of(glyph, code, left, right, advance, size, ink):  # type: ignore[no-untyped-def]
    """Left and right edge of the ink of a glyph, those of its advance where nobody knows."""
    start, end = left[glyph], right[glyph]
    if not math.isnan(ink[code, 0]):
        pen = end if advance[glyph] < 0 else start
        start, end = pen + ink[code, 0] * size[glyph], pen + ink[code, 1] * size[glyph]
    return start, end


@lean_njit(error_model="numpy")
def _high_of_bands(ints, marks, size):  # type: ignore[no-untyped-def]
    """How high a band of the page is, of which a mark reaches its own and those beside it. ``BASES`` has the marks."""
    high = 0.0
    for mark in range(marks):
        high = max(high, attach.TOO_FAR * size[ints[BASES, mark]])
    return high + 2 * attach.ROUNDING


@lean_njit(error_model="numpy")
def _reached(ints, marks, down, high):  # type: ignore[no-untyped-def]
    """The bands that marks reach, a bit each; those beyond the last bit share it with others."""
    reached = 0
    for mark in range(marks):
        own = math.floor(down[ints[BASES, mark]] / high)
        for step in range(-1, 2):
            reached |= 1 << ((own + step) & _BANDS)
    return reached


@lean_njit(error_model="numpy")
def read_marks(  # type: ignore[no-untyped-def]
    ints, floats, marks, left, right, down, size, advance, chosen, row, kind, ink
):
    """The marks of the page in ``LISTED``, in the order of the stream, each with its base and its place along it.

    Args:
        marks: there are so many, which are in ``BASES``; written over.
    """
    which = ints[LISTED]
    high = _high_of_bands(ints, marks, size)
    reached = _reached(ints, marks, down, high)
    marks, bases = 0, 0  # counted anew
    last, after_mark = -1, False
    for at in range(chosen.size):
        glyph = chosen[at]
        what = kind[row[glyph]]
        if what == MARK:
            which[marks] = glyph
            start, end = _ink_of(glyph, row[glyph], left, right, advance, size, ink)
            floats[CENTRE, marks] = (start + end) / 2
            marks, after_mark = marks + 1, True
            glyph = last
        elif what == LETTER and not after_mark and not reached >> (math.floor(down[glyph] / high) & _BANDS) & 1:
            last = glyph
            continue
        else:
            after_mark &= what != LETTER
        if glyph >= 0 and kind[row[glyph]] == LETTER:
            # It may be near a mark, or it stands beside one in the stream.
            start, end = _ink_of(glyph, row[glyph], left, right, advance, size, ink)
            ints[RANK, bases], floats[LEFT, bases], floats[RIGHT, bases] = glyph, start, end
            bases, last = bases + 1, -1
    _attach(ints, floats, marks, bases, high, left, down, size)
