"""Marks to their bases, by place."""

from __future__ import annotations

from typing import Final

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.pages.codes.codes import LETTER, MARK
from warraq.pages.lines.baselines import Placed
from warraq.pages.lines.frame import Floats, Indices

if not cython.compiled:
    from math import floor, inf, isnan

    from warraq.pages.lines.baselines import first_from, sort

#: Cost of a base that is not the mark's neighbour in the stream, in units of the font size.
_NOT_NEIGHBOUR: Final = 0.12
#: ... half of it for one that is so near: other marks stand between.
_HALF_NEIGHBOUR: Final = 3
#: Weight of the distance of the baselines: marks are raised and lowered, but the next line is further off still.
_LOWER: Final = 0.35
#: Weight of the distance of the middles: of two bases that a mark lies over it belongs to the one it is centred on.
_OFF_THE_MIDDLE: Final = 0.02
#: Advantage of the right one of its neighbours in the stream, in units of the font size: where a lam-alef leans over
#: the next letter, its mark stands between both. Whichever way a line is painted, a mark stands beside its base in the
#: stream, and what is read next stands to the left.
_READ_FIRST: Final = 0.03
#: Advantage of the base at the mark's usual side in the stream, in units of the font size.
_PARTNER: Final = 0.4
#: A mark this near to an edge is drawn there, in units of the font size.
_AT_THE_PEN: Final = 0.005
#: Marks that show that usual side, at least, and how much their place over it may scatter (median, font sizes).
_ENOUGH: Final = 8
_SCATTER: Final = 0.08
#: Where they scatter more, or about as much over either, those on one side are so much nearer to the middle of their
#: base (place and scatter together, share of the other side's): Mirza and Katibeh 0.55 to 0.65. They may scatter so far
#: (median, font sizes); where the stream says nothing they scatter by several.
_NEARER: Final = 0.7
_LOOSE: Final = 0.15
#: Marks shifted by more than this against the middle of their bases belong to a slanted face, in font sizes.
_SLANT: Final = 0.1
#: A mark further from every base than this belongs to none, in units of the font size.
_TOO_FAR: Final = 1.2
#: The ink of a base is taken to be at least so wide, points.
_NARROWEST: Final = 1e-6
#: What sums of places on a page are exact to, points.
_ROUNDING: Final = 1e-6
#: Bands of a page that have a bit each, less one.
_BITS: Final = 63
#: Sums and products of a few numbers are rounded by less than this.
_A_LITTLE_LESS: Final = 1 - 1e-9


class Marks:
    """Marks in the order of the stream.

    Attributes:
        stream: place in the stream.
        centre: middle of the ink along the line, points; corrected for a slant once bases were found.
        origin: where it is drawn from along the line, down: its baseline, size: font size, points.
        base: the base that is found, its place among the bases; -1 where none is near.
        after: the base that follows in the stream; partner: that at the mark's usual side, -1 for none.
        offset: to work on.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.centre, self.origin, self.down, self.size, self.offset = np.empty((5, count))
        self.stream, self.base, self.after, self.partner = np.empty((4, count), np.intp)


class Bases:
    """Letters that marks may belong to, in the order of the stream.

    Attributes:
        stream: place in the stream.
        left, right: extent of the ink along the line, down: the baseline, points.
        band: of the page, each as high as the largest mark reaches; middle: of the ink.
        order: by band, and in each band by middle, from left to right.
        spare: to work on.
    """

    def __init__(self, count: int, marks: int) -> None:
        self.count = count
        self.left, self.right, self.down, self.band, self.middle = np.empty((5, count))
        self.stream = np.empty(count, np.intp)
        self.order, self.spare = np.empty((2, max(count, marks)), np.intp)


def read_marks(
    placed: Placed, glyphs: Indices, marks: Indices, advance: NDArray[np.float32]
) -> tuple[list[int], list[int], list[float]]:
    """Marks, the base of each (-1: none is near), and its place along that (0 right edge, 1 left edge).

    Args:
        glyphs: of the page or a part of it, in the order of the stream; ``marks`` those that are marks.
        advance: of each glyph of the page.
    """
    hung, bases = Marks(len(marks)), Bases(len(glyphs) - len(marks), len(marks))
    _collect(placed, glyphs, marks, advance, hung, bases)
    _attach(hung, bases)
    along = np.zeros(len(marks))
    base = np.full(len(marks), -1, np.intp)
    _tell(hung, bases, base, along)
    return marks.tolist(), base.tolist(), along.tolist()


def attach_marks(marks: Marks, bases: Bases) -> None:
    """Find the base of each mark, by place, and correct the middles of the marks for a slant.

    The distance is how far the middle of the mark's ink lies outside the base's box, plus the distance of the
    baselines; a base drawn just before or after the mark is preferred. Where the marks keep the same place over the
    base on one side of them in the stream, that side counts more: slanted and cascading faces set marks beside their
    letters.
    """
    _attach(marks, bases)


def _collect(
    placed: Placed,
    glyphs: Indices,
    which: Indices,
    advance: NDArray[np.float32],
    marks: Marks,
    bases: Bases,
) -> None:
    """Write the marks, and the letters that may be their bases: near a mark, or beside one in the stream."""
    for mark in range(len(which)):
        glyph = which[mark]
        start, end = _ink_of(placed, glyph, advance[glyph])
        marks.stream[mark], marks.centre[mark], marks.origin[mark] = glyph, (start + end) / 2, placed.left[glyph]
        marks.down[mark], marks.size[mark] = placed.down[glyph], placed.size[glyph]
    high = _high_of_bands(marks)
    reached, one = 0, cython.cast(cython.ulonglong, 1)
    for mark in range(len(which)):
        level = _band(marks.down[mark], high)
        for band in range(level - 1, level + 2):
            reached |= one << (band & _BITS)
    count, last, after_mark = 0, -1, False
    for at in range(len(glyphs)):
        glyph = glyphs[at]
        kind = placed.kind[placed.row[glyph]]
        if kind == MARK:
            after_mark, glyph = True, last
        elif kind == LETTER and not after_mark and not (reached >> (_band(placed.down[glyph], high) & _BITS)) & 1:
            last = glyph
            continue
        elif kind == LETTER:
            after_mark = False
        if glyph >= 0 and placed.kind[placed.row[glyph]] == LETTER:
            start, end = _ink_of(placed, glyph, advance[glyph])
            bases.stream[count], bases.left[count], bases.right[count] = glyph, start, end
            bases.down[count] = placed.down[glyph]
            count, last = count + 1, -1
    bases.count = count


def _ink_of(placed: Placed, glyph: int, advance: float) -> tuple[float, float]:
    """Left and right edge of the ink of a glyph, those of its advance where nobody knows."""
    code, unit = placed.row[glyph], placed.size[glyph]
    if isnan(placed.ink_left[code]):
        return placed.left[glyph], placed.right[glyph]
    pen = placed.right[glyph] if advance < 0 else placed.left[glyph]
    return pen + placed.ink_left[code] * unit, pen + placed.ink_right[code] * unit


def _high_of_bands(marks: Marks) -> float:
    """How high a band of the page is, of which a mark reaches its own and those beside it."""
    high = 0.0
    for mark in range(marks.count):
        high = max(high, _TOO_FAR * marks.size[mark])
    return high + 2 * _ROUNDING


def _band(down: float, high: float) -> int:
    return cython.cast(cython.longlong, floor(down / high))


def _tell(marks: Marks, bases: Bases, base: Indices, along: Floats) -> None:
    """Write the base of each mark that has one, and its place along that."""
    for mark in range(marks.count):
        bearer = marks.base[mark]
        if bearer >= 0:
            base[mark] = bases.stream[bearer]
            wide = max(bases.right[bearer] - bases.left[bearer], _NARROWEST)
            along[mark] = (bases.right[bearer] - marks.centre[mark]) / wide


def _attach(marks: Marks, bases: Bases) -> None:
    """``attach_marks``."""
    for mark in range(marks.count):
        marks.base[mark] = -1
    if bases.count == 0:
        return
    _find_partners(marks, bases)
    high = _high_of_bands(marks)
    widest = _order_by_bands(bases, high)
    for mark in range(marks.count):
        reach = _TOO_FAR * marks.size[mark] + _ROUNDING
        # A base whose middle is too far off costs too much, however wide it is.
        far = min(reach + widest / 2, reach / _OFF_THE_MIDDLE)
        _find_base(marks, bases, mark, _band(marks.down[mark], high), far)


def _find_partners(marks: Marks, bases: Bases) -> None:
    """Write the base that follows each mark, and the one at its usual side in the stream, if it has any.

    Where every mark is drawn at the left edge of a neighbour in the stream, the producer didn't place them (ReportLab):
    the pen was there after the letter.
    """
    after, at_the_pen = 0, True
    for mark in range(marks.count):
        while after < bases.count and bases.stream[after] < marks.stream[mark]:
            after += 1
        marks.after[mark], marks.partner[mark] = after, -1
        before, behind = max(after - 1, 0), min(after, bases.count - 1)
        near = _AT_THE_PEN * marks.size[mark]
        if abs(bases.left[before] - marks.origin[mark]) < near:
            marks.partner[mark] = before
        elif abs(bases.left[behind] - marks.origin[mark]) < near:
            marks.partner[mark] = behind
        else:
            at_the_pen = False
    if at_the_pen:
        for mark in range(marks.count):
            partner = marks.partner[mark]
            marks.centre[mark] = (bases.left[partner] + bases.right[partner]) / 2
        return
    side, shift = _usual_side(marks, bases)
    for mark in range(marks.count):
        marks.partner[mark] = _beside(marks, bases, mark, side) if side else -1
        marks.centre[mark] -= shift * marks.size[mark]


def _beside(marks: Marks, bases: Bases, mark: int, side: int) -> int:
    """The base before a mark in the stream, -1, or the one after it, 1; at the ends of the stream both are the same."""
    return min(marks.after[mark], bases.count - 1) if side > 0 else max(marks.after[mark] - 1, 0)


def _usual_side(marks: Marks, bases: Bases) -> tuple[int, float]:
    """-1 or 1 where marks keep their place over the base before each of them in the stream, or the one after it.

    0 else. Also the usual shift of the marks against the middle of that base, in units of the font size: a slant.
    """
    if marks.count < _ENOUGH:
        return 0, 0.0
    side = -1
    scatter, shift = _scatter(marks, bases, -1)
    other, other_shift = _scatter(marks, bases, 1)
    if other < scatter:
        side, scatter, other, shift, other_shift = 1, other, scatter, other_shift, shift
    if scatter > _SCATTER or (other > _SCATTER and 2 * scatter > other):
        away, other_away = scatter + abs(shift), other + abs(other_shift)
        if away > other_away:
            away, other_away, side, scatter = other_away, away, -side, other
        return side if away < _NEARER * other_away and scatter < _LOOSE else 0, 0.0
    if other <= _SCATTER and abs(other_shift) < abs(shift):
        # All letters of a monospaced face are equally wide: the nearer one.
        side, shift = -side, other_shift
    return side, shift if abs(shift) > _SLANT else 0.0


def _scatter(marks: Marks, bases: Bases, side: int) -> tuple[float, float]:
    """How much the places of the marks scatter over the bases on one side, and where they usually are (font sizes)."""
    for mark in range(marks.count):
        base = _beside(marks, bases, mark, side)
        marks.offset[mark] = (marks.centre[mark] - (bases.left[base] + bases.right[base]) / 2) / marks.size[mark]
    shift = _median(marks.offset, marks.count, bases.order, bases.spare)
    for mark in range(marks.count):
        marks.offset[mark] = abs(marks.offset[mark] - shift)
    return _median(marks.offset, marks.count, bases.order, bases.spare), shift


def _median(values: Floats, count: int, order: Indices, spare: Indices) -> float:
    for at in range(count):
        order[at] = at
    sort(order, spare, 0, count, values)
    return (values[order[(count - 1) // 2]] + values[order[count // 2]]) / 2


def _order_by_bands(bases: Bases, high: float) -> float:
    """Put bases in order by the bands that they stand in, and by their middles; returns how wide the widest is.

    So a mark looks at a piece of three bands, however many bases there are in a line or in a column.
    """
    widest, first = 0.0, 0
    for base in range(bases.count):
        bases.order[base], bases.band[base] = base, _band(bases.down[base], high)
        bases.middle[base] = (bases.left[base] + bases.right[base]) / 2
        widest = max(widest, bases.right[base] - bases.left[base])
    # The stream has most bands in their order, and each from one side to the other; the whole page it hasn't.
    sort(bases.order, bases.spare, 0, bases.count, bases.band)
    for end in range(1, bases.count + 1):
        if end == bases.count or bases.band[bases.order[end]] != bases.band[bases.order[first]]:
            sort(bases.order, bases.spare, first, end, bases.middle)
            first = end
    return widest


def _find_base(marks: Marks, bases: Bases, mark: int, level: int, far: float) -> None:
    """Write the cheapest base of a mark; of equal ones the first in the stream.

    Args:
        own: band of the mark.
        far: a base whose middle is farther from the mark's is too far off.
    """
    place, unit, partner = marks.centre[mark], marks.size[mark], marks.partner[mark]
    before, behind = _beside(marks, bases, mark, -1), _beside(marks, bases, mark, 1)
    right = before if bases.left[before] + bases.right[before] > bases.left[behind] + bases.right[behind] else behind
    best, least = -1, inf
    if partner >= 0:
        best, least = partner, _cost(marks, bases, mark, partner) - _PARTNER
        if partner == right:
            least -= _READ_FIRST
    end = first_from(bases.order, 0, bases.count, bases.band, level - 1)
    for band in range(level - 1, level + 2):
        start = end
        end = first_from(bases.order, start, bases.count, bases.band, band + 1)
        for at in range(first_from(bases.order, start, end, bases.middle, place - far), end):
            base = bases.order[at]
            if bases.middle[base] > place + far:
                break
            outside = max(max(bases.left[base] - place, place - bases.right[base]), 0.0)
            saved = _READ_FIRST if base == right else 0.0
            if base == partner or outside * _A_LITTLE_LESS > (least + saved) * unit:
                continue
            cost = _cost(marks, bases, mark, base) - saved
            if cost < least or (cost == least and base < best):
                best, least = base, cost
    if least <= _TOO_FAR:
        marks.base[mark] = best


def _cost(marks: Marks, bases: Bases, mark: int, base: int) -> float:
    """What a mark's place over ``base`` costs, in units of the font size; infinite on another line."""
    left, right, place, unit = bases.left[base], bases.right[base], marks.centre[mark], marks.size[mark]
    apart = abs(bases.down[base] - marks.down[mark])
    if apart > _TOO_FAR * unit:
        return inf
    outside = max(max(left - place, place - right), 0.0)
    cost = (outside + _OFF_THE_MIDDLE * abs((left + right) / 2 - place) + _LOWER * apart) / unit
    beside = max(bases.stream[base], marks.stream[mark]) - min(bases.stream[base], marks.stream[mark])
    if beside > _HALF_NEIGHBOUR:
        cost += _NOT_NEIGHBOUR
    elif beside > 1:
        cost += _NOT_NEIGHBOUR / 2
    return cost
