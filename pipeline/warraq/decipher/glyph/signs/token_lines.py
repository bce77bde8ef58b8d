"""Lines of glyphs and the tokens that they are cut into: the loops of :mod:`warraq.decipher.glyph.signs.tokens`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.parameters import SAME_BASELINE
from warraq.decipher.glyph.parameters import TokenLines as P

if not cython.compiled:
    from math import inf

    from numpy import rint

    from warraq.language.lookup import mix

if TYPE_CHECKING:
    from warraq.decipher.glyph.signs.tokens import Ink

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Bools = NDArray[np.bool_]

_SET_APART = P.SET_APART
_ALIKE_SHARE = P.ALIKE_SHARE
_ALIKE_WITHIN = P.ALIKE_WITHIN
_APART_LEAST = P.APART_LEAST
_APART_MOST = P.APART_MOST
_LOW = P.LOW
_ASIDE = P.ASIDE
_REACH = P.REACH
_STEPS = 20.0
_KERNED = P.KERNED
_MULTIPLIER = 0x9E3779B97F4A7C15
_ALL = 0xFFFFFFFFFFFFFFFF


def numbered(signs: Ints, sizes: Ints) -> tuple[Ints, Ints, Ints]:
    """Which of the distinct tokens each is, as they come; the place of the first of each, and how many there are."""
    room = 1
    while room < 2 * sizes.size:
        room *= 2
    slots, hashed = np.full(room, -1, np.int64), np.empty(sizes.size, np.uint64)
    number, first, counts = np.empty_like(sizes), np.empty_like(sizes), np.zeros_like(sizes)
    made = _number(signs, sizes, slots, hashed, number, first, counts)
    return number, first[:made].copy(), counts[:made].copy()


def _number(
    signs: Ints, sizes: Ints, slots: Ints, hashed: NDArray[np.uint64], number: Ints, first: Ints, counts: Ints
) -> int:
    """Write what ``numbered`` gives, and return how many tokens are distinct; ``slots`` come full of -1."""
    made, place, last = 0, 0, slots.shape[0] - 1
    for token in range(sizes.shape[0]):
        polynomial, power = 0, 1
        for _ in range(sizes[token]):
            power = power * _MULTIPLIER & _ALL
            polynomial = polynomial + (signs[place] + 1) * power & _ALL
            place += 1
        slot = mix(polynomial) & last
        while slots[slot] >= 0 and hashed[slots[slot]] != polynomial:
            slot = (slot + 1) & last
        if slots[slot] < 0:
            slots[slot], hashed[made], first[made] = made, polynomial, token
            made += 1
        number[token] = slots[slot]
        counts[number[token]] += 1
    return made


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Glyphs of a page that share a baseline direction.

    Attributes:
        along, down: float64, places along and across the baseline.
        symbol: their signs.
        base, marks: places of those that are bases, and of those that are marks.
        painted: places [marks, 2] of the bases that are painted last before each mark and first behind it; -1 for none.
    """

    along: Floats
    down: Floats
    symbol: Ints
    base: Ints
    marks: Ints
    painted: Ints


class Glyphs:
    """Glyphs as lines are made of them: places, font sizes and signs."""

    def __init__(self, along: Floats, down: Floats, size: Floats, symbol: Ints) -> None:
        self.along = along
        self.down = down
        self.size = size
        self.symbol = symbol


class InkBoxes:
    """``Ink``, as the loops take it."""

    def __init__(self, blank: Bools, left: Singles, bottom: Singles, right: Singles, top: Singles) -> None:
        self.blank = blank
        self.left = left
        self.bottom = bottom
        self.right = right
        self.top = top


class Lines:
    """Lines of bases: their rows in ``order``, line by line, each line from its highest row to its lowest; where each
    begins; and how high each stands, and from where to where."""

    def __init__(self, order: Ints, bounds: Ints) -> None:
        count = len(bounds) - 1
        self.order = order
        self.bounds = bounds
        self.height = np.empty(count)
        self.left = np.full(count, np.inf)
        self.right = np.full(count, -np.inf)


class Marks:
    """The ``rows`` of marks, the bases ``painted`` beside them, and their ``owners``, the rows of their bases, -1 where
    a line has none."""

    def __init__(self, rows: Ints, painted: Ints, owners: Ints) -> None:
        self.rows = rows
        self.painted = painted
        self.owners = owners


class Sides:
    """How often a mark sat below and above its base, by sign."""

    def __init__(self, below: Ints, above: Ints) -> None:
        self.below = below
        self.above = above


class Owned:
    """The rows of ``marks`` that have a base, those of their ``owners``, and the way through the marks of each base:
    ``first`` by row, -1 for none, and ``following`` by mark."""

    def __init__(self, marks: Ints, owners: Ints, rows: int) -> None:
        self.marks = marks
        self.owners = owners
        self.first = np.full(rows, -1, np.int64)
        self.following = np.empty(len(marks), np.int64)


class CutTokens:
    """The tokens of some lines: their signs one behind the other, how many each has, and whether the one before is
    beside it."""

    def __init__(self, signs: Ints, sizes: Ints, beside: Bools) -> None:
        self.signs = signs
        self.sizes = sizes
        self.beside = beside


class SortRoom:
    """Room to sort rows in: a key by row (``place``), and ``spare`` rows."""

    def __init__(self, place: Floats, spare: Ints) -> None:
        self.place = place
        self.spare = spare


def placed(x: Singles, y: Singles, rows: Ints, numbers: Ints, turn: tuple[float, float] | None, ink: Ink) -> Placed:
    """The glyphs ``rows`` of a page, numbered anew.

    ``turn``: cosine and sine of the angle by which they are turned; None of 0 degrees.
    """
    along, down = x[rows].astype(np.float64), y[rows].astype(np.float64)
    if turn is not None:
        cosine, sine = turn
        along, down = along * cosine - down * sine, along * sine + down * cosine
    symbol = numbers[rows]
    base, marks = np.empty(rows.size, np.int64), np.empty(rows.size, np.int64)
    painted = np.full((rows.size, 2), -1, np.int64)
    made = _part(symbol, ink.blank, ink.mark, base, marks, painted)
    return Placed(along, down, symbol, base[: rows.size - made].copy(), marks[:made].copy(), painted[:made].copy())


def _part(symbol: Ints, blank: Bools, mark: Bools, base: Ints, marks: Ints, painted: Ints) -> int:
    """Write which glyphs are bases and which are marks, and the bases that are painted beside each; returns how many
    marks there are. ``painted`` comes full of -1."""
    bases, made, waiting, last = 0, 0, 0, -1
    for k in range(symbol.shape[0]):
        if mark[symbol[k]]:
            marks[made], painted[made, 0] = k, last
            made += 1
            continue
        base[bases] = k
        bases += 1
        if not blank[symbol[k]]:
            last = k
            for m in range(waiting, made):
                painted[m, 1] = k
            waiting = made
    return made


def lines(
    order: Ints, places: Placed, size: Singles, advance: Singles, ink: Ink, sides: Sides
) -> tuple[Ints, Floats, Floats, Ints, Ints, Ints]:
    """Rows and gaps of the lines as ``from_left`` gives them, the gaps between ink, and where lines begin; rows of the
    marks that have a base, and of their bases. Counts the ``sides`` of marks.

    ``order``: rows of the bases from the highest to the lowest.
    """
    em, wide = size.astype(np.float64), np.abs(advance).astype(np.float64)
    along, down, symbol = places.along, places.down, places.symbol
    bounds = np.empty(order.size + 1, np.int64)
    count = _part_lines(order, down, em, bounds)
    bounds = bounds[: count + 1].copy()
    marks, owners = places.marks, np.full(places.marks.size, -1, np.int64)
    boxes = InkBoxes(ink.blank, ink.left, ink.bottom, ink.right, ink.top)
    parted, glyphs = Lines(order, bounds), Glyphs(along, down, em, symbol)
    _find_owners(Marks(marks, places.painted, owners), parted, glyphs, boxes, sides)
    row, gaps = from_left(order, bounds, along, wide, em, ink.blank[symbol])
    blank = ink.blank[symbol[row]]
    _close(gaps, blank, bounds, np.empty(row.size, np.int64), np.empty(row.size, np.int64))
    return row, gaps, gaps[~(blank[1:] | blank[:-1])], bounds, marks[owners >= 0], owners[owners >= 0]


def _part_lines(order: Ints, down: Floats, size: Floats, bounds: Ints) -> int:
    """Write where lines begin, and the end of the last; returns how many there are."""
    bounds[0], count = 0, 1
    for k in range(1, order.shape[0]):
        if down[order[k]] - down[order[k - 1]] > SAME_BASELINE * max(size[order[k]], 1.0):
            bounds[count] = k
            count += 1
    bounds[count] = order.shape[0]
    return count


def _close(gaps: Floats, blank: Bools, bounds: Ints, between: Ints, spare: Ints) -> None:
    """Take the white from the ``gaps`` of lines whose letters are set apart; ``blank``: of the glyphs beside them."""
    for line in range(bounds.shape[0] - 1):
        wide, count = 0, 0
        for k in range(bounds[line], bounds[line + 1] - 1):
            if not (blank[k] or blank[k + 1]):
                between[count] = k
                count += 1
                wide += gaps[k] > _APART_LEAST
        if wide < _SET_APART:
            continue
        _sort(between, 0, count, gaps, spare)
        usual, alike = gaps[between[count // 2]], 0
        for k in range(count):
            alike += abs(gaps[between[k]] - usual) <= _ALIKE_WITHIN
        if _APART_LEAST < usual < _APART_MOST and alike >= _ALIKE_SHARE * count:
            for k in range(count):
                gaps[between[k]] -= usual


def from_left(
    order: Ints, bounds: Ints, along: Floats, advance: Floats, size: Floats, blank: Bools
) -> tuple[Ints, Floats]:
    """The rows of each line from left to right, and the white before each but the first (font sizes); 0 between lines.

    Where two stand in one place, they go the way that most of the line goes. A blank (by row) without an advance stands
    between the two that the stream has it between, though kerning sets the one on its right a little over it.
    """
    rows, gaps = order.copy(), np.zeros(order.size - 1)
    room = SortRoom(np.empty(along.size), np.empty(order.size, np.int64))
    _from_left(rows, bounds, along, advance, size, blank, room, gaps)
    return rows, gaps


def _from_left(
    rows: Ints, bounds: Ints, along: Floats, advance: Floats, size: Floats, blank: Bools, room: SortRoom, gaps: Floats
) -> None:
    for line in range(bounds.shape[0] - 1):
        begin, end = bounds[line], bounds[line + 1]
        for k in range(begin, end):
            room.place[rows[k]] = rows[k]
        _sort(rows, begin, end, room.place, room.spare)
        forth = 0
        for k in range(begin + 1, end):
            step = along[rows[k]] - along[rows[k - 1]]
            if step > 0:
                forth += 1
            elif step < 0:
                forth -= 1
        if forth < 0:
            for k in range((end - begin) // 2):
                rows[begin + k], rows[end - 1 - k] = rows[end - 1 - k], rows[begin + k]
        for k in range(begin, end):
            room.place[rows[k]] = rint(along[rows[k]] * _STEPS)
        for k in range(begin + 1, end - 1):
            row = rows[k]
            if blank[row] and advance[row] == 0:
                right = max(along[rows[k - 1]], along[rows[k + 1]])
                if right < along[row] < right + _KERNED * size[row]:
                    room.place[row] = rint(right * _STEPS)
        _sort(rows, begin, end, room.place, room.spare)
        past = -inf
        for k in range(begin, end):
            row = rows[k]
            if k > begin:
                gaps[k - 1] = (along[row] - past) / max(size[row], 1e-6)
            past = max(past, along[row] + advance[row])


def _sort(rows: Ints, begin: int, end: int, key: Floats, spare: Ints) -> None:
    """Sort ``rows[begin:end]`` by their keys, of equal ones the first first: runs are merged, from single ones on."""
    k = begin + 1
    while k < end and key[rows[k]] >= key[rows[k - 1]]:
        k += 1
    width = 1 if k < end else end - begin
    while width < end - begin:
        left = begin
        while left < end:
            middle, right = min(left + width, end), min(left + 2 * width, end)
            one, other = left, middle
            for k in range(left, right):
                if one < middle and (other == right or key[rows[one]] <= key[rows[other]]):
                    spare[k] = rows[one]
                    one += 1
                else:
                    spare[k] = rows[other]
                    other += 1
            left = right
        for k in range(begin, end):
            rows[k] = spare[k]
        width *= 2


def cut(
    row: Ints, gaps: Floats, gap: float, bounds: Ints, symbol: Ints, blank: Bools, marks: Ints, owners: Ints
) -> tuple[Ints, Ints, Bools]:
    """Signs of the tokens from right to left, line by line, how many each has, and whether the one before is beside it.

    Tokens end at blanks (by sign) and at gaps wider than ``gap``. ``row`` and ``gaps`` as ``from_left`` gives them;
    ``bounds``: where lines begin. Each base goes with the ``marks`` (rows) whose ``owners`` (rows) it is, as they come.
    """
    most = row.size + marks.size
    signs, sizes, beside = np.empty(most, np.int64), np.zeros(most, np.int64), np.zeros(most, np.bool_)
    made, owned = CutTokens(signs, sizes, beside), Owned(marks, owners, symbol.size)
    tokens = _cut(row, gaps, gap, bounds, symbol, blank, owned, made)
    return signs[: sizes.sum()].copy(), sizes[:tokens].copy(), beside[:tokens].copy()


def _cut(
    row: Ints, gaps: Floats, gap: float, bounds: Ints, symbol: Ints, blank: Bools, owned: Owned, made: CutTokens
) -> int:
    """Write what ``cut`` gives, and return how many tokens there are."""
    for k in range(owned.marks.shape[0] - 1, -1, -1):
        owned.following[k] = owned.first[owned.owners[k]]
        owned.first[owned.owners[k]] = k
    signs, tokens, last = 0, 0, -1
    for line in range(bounds.shape[0] - 1):
        ended = True
        for k in range(bounds[line + 1] - 1, bounds[line] - 1, -1):
            base = row[k]
            if not blank[symbol[base]]:
                if ended:
                    made.beside[tokens] = line == last
                    tokens, last = tokens + 1, line
                made.signs[signs] = symbol[base]
                signs += 1
                made.sizes[tokens - 1] += 1
                mark = owned.first[base]
                while mark >= 0:
                    made.signs[signs] = symbol[owned.marks[mark]]
                    signs += 1
                    made.sizes[tokens - 1] += 1
                    mark = owned.following[mark]
            ended = blank[symbol[base]] or (k > bounds[line] and gaps[k - 1] > gap)
    return tokens


def _away(height: float, down: float, middle: float, left: float, right: float) -> float:
    """How far a mark is from a line, points; much farther where it lies beside it."""
    return abs(height - down) + (50.0 if middle < left or middle > right else 0.0)


def _measure(lines: Lines, glyphs: Glyphs) -> None:
    """Write how high each line stands, and from where to where."""
    for n in range(lines.bounds.shape[0] - 1):
        begin, end = lines.bounds[n], lines.bounds[n + 1]
        low, high = lines.order[(begin + end - 1) // 2], lines.order[(begin + end) // 2]
        lines.height[n] = (glyphs.down[low] + glyphs.down[high]) / 2
        for k in range(begin, end):
            row = lines.order[k]
            lines.left[n] = min(lines.left[n], glyphs.along[row] - 2)
            lines.right[n] = max(lines.right[n], glyphs.along[row] + glyphs.size[row] + 2)


def _base_in_line(
    n: int, marks: Marks, m: int, middle: float, lines: Lines, glyphs: Glyphs, ink: InkBoxes
) -> tuple[int, float]:
    """The row of the base in line ``n`` that the middle of mark ``m`` is nearest to, -1 for none; and how far it is
    beside it, points."""
    mark = marks.rows[m]
    least, owner = inf, -1
    for k in range(lines.bounds[n], lines.bounds[n + 1]):
        row = lines.order[k]
        base = glyphs.symbol[row]
        if ink.blank[base]:
            continue
        near = glyphs.along[row] + min(ink.left[base], 0.0) * glyphs.size[row]
        far = glyphs.along[row] + ink.right[base] * glyphs.size[row]
        beside = max(near - middle, middle - far, 0.0) + 0.01 * abs(middle - (near + far) / 2)
        if row != marks.painted[m, 0] and row != marks.painted[m, 1]:
            beside += _ASIDE * glyphs.size[mark]
        if beside < least:
            owner, least = row, beside
    return owner, least


def _find_owners(marks: Marks, lines: Lines, glyphs: Glyphs, ink: InkBoxes, sides: Sides) -> None:
    """Write the row of each mark's base, under or over the middle of its ink, to its owners; -1 stays where its line
    has none. Counts its side.

    Of two lines that a mark may belong to, it is that to whose letter its ink is nearer: faces set hamza above alef as
    far from its baseline as from that of the line above.
    """
    count = lines.bounds.shape[0] - 1
    _measure(lines, glyphs)
    for m in range(marks.rows.shape[0]):
        mark = marks.rows[m]
        s = glyphs.symbol[mark]
        size, down = glyphs.size[mark], glyphs.down[mark]
        middle = glyphs.along[mark] + (ink.left[s] + ink.right[s]) / 2 * size
        nearest = inf
        for n in range(count):
            nearest = min(nearest, _away(lines.height[n], down, middle, lines.left[n], lines.right[n]))
        lowest = inf
        for n in range(count):
            away = _away(lines.height[n], down, middle, lines.left[n], lines.right[n])
            if away > max(nearest, _REACH * size):
                continue
            owner, least = _base_in_line(n, marks, m, middle, lines, glyphs, ink)
            if owner < 0:
                continue
            base = glyphs.symbol[owner]
            over = (ink.bottom[s] * size - down) - (ink.top[base] * glyphs.size[owner] - glyphs.down[owner])
            under = (ink.bottom[base] * glyphs.size[owner] - glyphs.down[owner]) - (ink.top[s] * size - down)
            cost = least + max(over, under, 0.0)
            if cost < lowest or (cost == lowest and away == nearest):
                marks.owners[m], lowest = owner, cost
        if marks.owners[m] >= 0:
            _count_side(s, mark, marks.owners[m], glyphs, ink, sides)


def _count_side(s: int, mark: int, owner: int, glyphs: Glyphs, ink: InkBoxes, sides: Sides) -> None:
    """Count whether a mark of sign ``s`` sits below its base, or above it."""
    base = glyphs.symbol[owner]
    away = (glyphs.down[owner] - glyphs.down[mark]) / max(glyphs.size[mark], 1.0)
    high = away + (ink.bottom[s] + ink.top[s]) / 2
    if high < min((ink.bottom[base] + ink.top[base]) / 2, _LOW):
        sides.below[s] += 1
    else:
        sides.above[s] += 1
