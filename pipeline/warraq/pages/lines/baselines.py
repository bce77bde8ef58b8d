"""Glyphs to lines: the bands of baselines that they stand in, and each line from left to right.

Letters of a line that start in the same place: faces that draw lam-alef as two glyphs (Noto Naskh Arabic) give one of
them no advance, so that both start at the same point. Faces that set an alef over the tail of the letter before it let
both start at one point too (PakType Naskh), or the alef a little within the letter (Simplified Arabic). One that starts
where the other ends stands behind it, however narrow they are (Vibes). Producers that round positions may even paint
them the wrong way round. Their places don't tell; the stream does, once its direction there is known.
"""

from __future__ import annotations

from typing import Final

import cython
import numpy as np

from warraq.pages.codes.codes import ARABIC, IS_ALEF, IS_LAM, LATIN, CodeColumns
from warraq.pages.lines.frame import Floats, Frame, Indices, Lines
from warraq.pages.lines.pieces import RAISED_WITHIN, ROUNDING, SMALLER, lines_of_bands

if not cython.compiled:
    from math import inf

#: Baselines further apart than this are different ones, in units of the font size.
_SAME_BASELINE: Final = 0.12
#: ... or than this, if that is more: small print wavers too; points.
_LEAST_APART: Final = 0.3
#: Letters that cascade follow each other in the stream and meet: how far the one may be kerned over the other, and the
#: white between their advances, which tails reach over, in units of the font size.
_KERNED: Final = -0.8
_MEET: Final = 0.08
#: Words of Nastaliq end on the baseline; a letter stands up to so much above the one on its left, in units of the font
#: size.
_STEEPEST: Final = 0.95
#: A baseline on which so many glyphs stand, of the most on one that the word touches, is no step of the cascade.
_MANY: Final = 0.5

#: Letters whose left edges are nearer than this start in the same place, in units of the font size ...
_SAME_PLACE: Final = 0.08
#: ... if it is an alef that ends within the other, or if one of them has less advance than this.
_NO_ADVANCE: Final = 0.1
#: What positions that are rounded may be off by, in units of the font size.
_ROUNDED: Final = 0.02
#: The next letter of the stream, if it belongs to the same run, is at most this far away, in units of the font size.
_NEAR: Final = 3.0
#: Two glyphs that start in the same place; one of them has no advance.
_TIED, _NARROW = 1, 2

#: So many are sorted one by one before they are merged.
_RUN: Final = 12


class Placed:
    """What a page shows in one direction of writing, as compiled code looks at it.

    Attributes:
        frame: the page in that direction.
        left, right, down, size: of each glyph of the page, as in ``Frame``.
        row: of each glyph of the page, in the table of codes.
        kind, traits, ink_left, ink_right: of each code, as in ``CodeTable`` and ``CodeColumns``.
    """

    def __init__(self, frame: Frame, row: Indices, columns: CodeColumns) -> None:
        self.frame = frame
        self.left, self.right, self.down, self.size = frame.left, frame.right, frame.down, frame.size
        self.row, self.kind, self.traits = row, columns.codes.kind, columns.traits
        self.ink_left, self.ink_right = columns.codes.ink_left, columns.codes.ink_right


def sort(order: Indices, spare: Indices, first: int, last: int, keys: Floats) -> None:
    """Sort ``order[first:last]`` by the ``keys`` of what is in it; those of the same key stay as they are."""
    # What falls, as the stream of Arabic does from left to right, is turned; most often all is in order then.
    begin, rises = first, True
    while begin < last:
        end = begin + 1
        while end < last and keys[order[end]] < keys[order[end - 1]]:
            end += 1
        low, high = begin, end - 1
        while low < high:
            order[low], order[high] = order[high], order[low]
            low, high = low + 1, high - 1
        if begin > first and not keys[order[begin - 1]] <= keys[order[begin]]:
            rises = False
        begin = end
    if rises:
        return
    start = first
    while start < last:
        for at in range(start + 1, min(start + _RUN, last)):
            item, to = order[at], at
            while to > start and keys[order[to - 1]] > keys[item]:
                order[to] = order[to - 1]
                to -= 1
            order[to] = item
        start += _RUN
    width = _RUN
    while width < last - first:
        start = first
        while start < last - width:
            middle, end = start + width, min(start + 2 * width, last)
            if keys[order[middle - 1]] > keys[order[middle]]:
                _merge(order, spare, start, middle, end, keys)
            start += 2 * width
        width *= 2


def _merge(order: Indices, spare: Indices, start: int, middle: int, end: int, keys: Floats) -> None:
    """Merge ``order[start:middle]`` and ``order[middle:end]``, each of which is sorted."""
    for at in range(start, middle):
        spare[at] = order[at]
    left, right, to = start, middle, start
    while left < middle:
        if right < end and keys[order[right]] < keys[spare[left]]:
            order[to] = order[right]
            right += 1
        else:
            order[to] = spare[left]
            left += 1
        to += 1


def first_from(order: Indices, first: int, last: int, keys: Floats, least: float) -> int:
    """Place of the first of a sorted ``order[first:last]`` whose key is at least ``least``."""
    low, high = first, last
    while low < high:
        middle = (low + high) >> 1
        if keys[order[middle]] < least:
            low = middle + 1
        else:
            high = middle
    return low


def first_beyond(order: Indices, first: int, last: int, keys: Floats, most: float) -> int:
    """Place of the first of a sorted ``order[first:last]`` whose key is more than ``most``."""
    low, high = first, last
    while low < high:
        middle = (low + high) >> 1
        if keys[order[middle]] <= most:
            low = middle + 1
        else:
            high = middle
    return low


def find_lines(placed: Placed, bases: Indices) -> Lines:
    """The lines of some glyphs from the top, each from left to right.

    Args:
        bases: those that take a place in a line, in the order of the stream.
    """
    level, line, baselines, near = find_bands(placed, bases)
    count = len(baselines)
    if near:
        left, right, size = [column[bases] for column in (placed.frame.left, placed.frame.right, placed.frame.size)]
        latin = (np.asarray(placed.traits)[np.asarray(placed.row)[bases]] & LATIN) != 0
        number = lines_of_bands(level, line, baselines, left, right, size, latin)
        line, count = number[line], int(number.max()) + 1
    return _ordered(placed, bases, line, count)


def find_bands(placed: Placed, bases: Indices) -> tuple[Floats, Indices, Floats, bool]:
    """Where each glyph stands, once words that cascade are straightened; the band of each; the baseline of each band.

    Also whether some bands are so near that they may be pieces of one line.

    Args:
        bases: glyphs that take a place in a line, in the order of the stream.
    """
    count = len(bases)
    level, baselines = np.empty(count), np.empty(count)
    band, begins, order, spare = np.empty((4, count + 1), np.intp)
    pieces = Pieces(begins, order, spare, np.empty(count))
    bands, near = _find_bands(placed, bases, level, band, baselines, pieces)
    return level, band[:count], baselines[:bands], near


class Pieces:
    """The pieces of the stream of one baseline: first glyph of each (``begins``), the ``order`` of the pieces by their
    ``height``, and room to sort them (``spare``)."""

    def __init__(self, begins: Indices, order: Indices, spare: Indices, height: Floats) -> None:
        self.begins = begins
        self.order = order
        self.spare = spare
        self.height = height


def _find_bands(
    placed: Placed, bases: Indices, level: Floats, band: Indices, baselines: Floats, parts: Pieces
) -> tuple[int, bool]:
    """``find_bands``; returns how many there are, and whether any are near.

    Most lines are pieces of the stream of one baseline, and pieces are few: they are sorted, not glyphs. ``level``,
    ``band`` and ``baselines`` are written to.
    """
    largest = 0.0
    for at in range(len(bases)):
        level[at] = placed.down[bases[at]]
        largest = max(largest, placed.size[bases[at]])
    pieces = _cut_pieces(level, parts.begins)
    if _straighten(placed, bases, level, parts.begins, pieces, parts.order, parts.spare, parts.height):
        pieces = _cut_pieces(level, parts.begins)
    for at in range(pieces):
        parts.order[at], parts.height[at] = at, level[parts.begins[at]]
    sort(parts.order, parts.spare, 0, pieces, parts.height)
    apart = RAISED_WITHIN * largest + ROUNDING
    count, start, end, first, near = 0, 0, 0, 0, False
    for at in range(1, pieces + 1):
        piece = parts.order[at - 1]
        for member in range(parts.begins[piece], parts.begins[piece + 1]):
            band[member] = count
        end += parts.begins[piece + 1] - parts.begins[piece]
        if at < pieces:
            one, other = bases[parts.begins[piece + 1] - 1], bases[parts.begins[parts.order[at]]]
            limit = max(_SAME_BASELINE * min(placed.size[one], placed.size[other]), _LEAST_APART)
            if not parts.height[parts.order[at]] - parts.height[piece] > limit:
                continue
        baselines[count] = _middle(parts.order, first, at, parts.begins, end - start, parts.height)
        if count and not baselines[count] - baselines[count - 1] > apart:
            near = True
        count, start, first = count + 1, end, at
    return count, near


def _cut_pieces(level: Floats, begins: Indices) -> int:
    """Write where each piece of one level begins, and the end of the last; returns how many there are."""
    pieces = 0
    for at in range(len(level)):
        if at == 0 or level[at] != level[at - 1]:
            begins[pieces] = at
            pieces += 1
    begins[pieces] = len(level)
    return pieces


def _middle(order: Indices, first: int, last: int, begins: Indices, length: int, height: Floats) -> float:
    """The median of where the glyphs of the pieces ``order[first:last]`` stand, ``length`` of them, sorted."""
    middle, passed = length // 2, 0
    place, before = 0.0, 0.0
    for at in range(first, last):
        piece = order[at]
        end = passed + begins[piece + 1] - begins[piece]
        if passed <= middle - 1 < end:
            before = height[piece]
        if passed <= middle < end:
            place = height[piece]
        passed = end
    return place if length % 2 else (before + place) / 2


def _straighten(
    placed: Placed,
    bases: Indices,
    level: Floats,
    begins: Indices,
    pieces: int,
    order: Indices,
    spare: Indices,
    height: Floats,
) -> bool:
    """Give letters of a word that cascade the same ``level``, the lowest on which many glyphs stand; tells of any.

    "Many" are about as many as on any that the word touches.

    Args:
        begins: where each of the ``pieces`` of one level begins, and the end of the last.
        order, spare, height: to work on.
    """
    count, ranked = len(bases), False
    for turn in range(2):
        back, end = turn == 1, 0  # painted in the order of reading, or from the left end of a word
        for piece in range(1, pieces):
            at = begins[piece]
            if at < end or not _meet(placed, bases[at - 1], bases[at], back):
                continue
            first, end = at - 1, at + 1
            while first > 0 and _meet(placed, bases[first - 1], bases[first], back):
                first -= 1
            while end < count and _meet(placed, bases[end - 1], bases[end], back):
                end += 1
            highest, lowest = placed.down[bases[first]], placed.down[bases[first]]
            for member in range(first, end):
                highest = min(highest, placed.down[bases[member]])
                lowest = max(lowest, placed.down[bases[member]])
            if not lowest - highest > max(_SAME_BASELINE * placed.size[bases[first]], _LEAST_APART):
                continue
            if not ranked:
                for member in range(count):
                    order[member], height[member] = member, placed.down[bases[member]]
                sort(order, spare, 0, count, height)
                ranked = True
            most = _count_standing(placed, bases, first, end, order, spare, height)
            begin = first
            for member in range(first + 1, end + 1):
                if member < end and not _changes_line(placed, bases, member, max(most, 2 * (end - first)), spare):
                    continue
                lowest = -inf
                for one in range(begin, member):
                    if spare[one] >= _MANY * most:
                        lowest = max(lowest, height[one])
                for one in range(begin, member):
                    level[one] = lowest
                begin = member
    return ranked


def _meet(placed: Placed, one: int, other: int, back: bool) -> bool:
    """Whether two neighbours in the stream are of a word that may cascade; ``back``: painted from its left end."""
    if not placed.traits[placed.row[one]] & placed.traits[placed.row[other]] & ARABIC:
        return False
    unit = min(placed.size[one], placed.size[other])
    white = placed.left[one] - placed.right[other] if back else placed.left[other] - placed.right[one]
    if not _KERNED < white / unit < _MEET or (placed.left[other] < placed.left[one]) != back:
        return False
    if not unit > SMALLER * max(placed.size[one], placed.size[other]):
        return False
    fall = (placed.down[other] - placed.down[one]) / unit
    return abs(fall) < RAISED_WITHIN or ((fall > 0) == back and abs(fall) < _STEEPEST)


def _count_standing(
    placed: Placed, bases: Indices, first: int, end: int, order: Indices, standing: Indices, height: Floats
) -> int:
    """Write how many glyphs stand on the baseline of each of ``bases[first:end]``; returns the most.

    Args:
        order: of all bases by ``height``, their places.
        standing: written to.
    """
    most = 0
    for member in range(first, end):
        step = _SAME_BASELINE * placed.size[bases[member]] / 2
        standing[member] = first_beyond(order, 0, len(bases), height, height[member] + step)
        standing[member] -= first_from(order, 0, len(bases), height, height[member] - step)
        most = max(most, standing[member])
    return most


def _changes_line(placed: Placed, bases: Indices, member: int, most: int, standing: Indices) -> bool:
    """Whether a line ends before the glyph: it begins below the end of the one before, and both baselines have many
    glyphs, by ``most``: those on any of the word, or twice its own. In Nastaliq what is on so steep a step is above the
    baseline."""
    one, other = bases[member - 1], bases[member]
    fall = abs(placed.down[other] - placed.down[one]) / min(placed.size[one], placed.size[other])
    return fall >= RAISED_WITHIN and min(standing[member - 1], standing[member]) >= _MANY * most


def _ordered(placed: Placed, bases: Indices, line: Indices, count: int) -> Lines:
    """The ``count`` lines of ``bases``, each from left to right.

    Args:
        line: number of the line of each.
    """
    glyphs, spare = np.empty((2, len(bases)), np.intp)
    bounds = np.zeros(count + 1, np.intp)
    _order_lines(placed, bases, line, glyphs, bounds, spare)
    return Lines(glyphs, bounds)


def _order_lines(
    placed: Placed, bases: Indices, line: Indices, glyphs: Indices, bounds: Indices, spare: Indices
) -> None:
    """``order_lines``, written to ``glyphs`` and ``bounds``, which is all 0."""
    lines = len(bounds) - 1
    for at in range(len(bases)):
        bounds[line[at] + 1] += 1
    for number in range(lines):
        bounds[number + 1] += bounds[number]
    # Those that start in the same place in the order of the stream.
    for at in range(len(bases)):
        glyphs[bounds[line[at]]] = bases[at]
        bounds[line[at]] += 1
    for number in range(lines, 0, -1):
        bounds[number] = bounds[number - 1]
    bounds[0] = 0
    for number in range(lines):
        sort(glyphs, spare, bounds[number], bounds[number + 1], placed.left)
    if _may_tie(placed, glyphs):
        for number in range(lines):
            _settle(placed, glyphs, bounds[number], bounds[number + 1], spare)


def _may_tie(placed: Placed, glyphs: Indices) -> bool:
    """Whether any of ``glyphs`` may start in the same place as the one before it."""
    for at in range(len(glyphs)):
        glyph = glyphs[at]
        if _width(placed, glyph) < _NO_ADVANCE * placed.size[glyph]:
            return True
        if at > 0 and abs(placed.left[glyph] - placed.left[glyphs[at - 1]]) < _SAME_PLACE * placed.size[glyph]:
            return True
    return False


def _settle(placed: Placed, glyphs: Indices, first: int, last: int, tied: Indices) -> None:
    """Put the letters of the line ``glyphs[first:last]`` that start in the same place in order."""
    for at in range(first, last - 1):
        one, other = glyphs[at], glyphs[at + 1]
        width_of_one, apart = _width(placed, one), placed.left[other] - placed.left[one]
        narrow = min(width_of_one, _width(placed, other)) < _NO_ADVANCE * min(placed.size[one], placed.size[other])
        within = placed.right[other] < placed.right[one] and placed.traits[placed.row[other]] & IS_ALEF != 0
        rounded = _ROUNDED * placed.size[one]
        behind = width_of_one > rounded and abs(apart - width_of_one) <= rounded
        tied[at] = 0
        if apart < (_SAME_PLACE if narrow or within else _ROUNDED) * placed.size[one] and not behind:
            tied[at] = _NARROW if narrow else _TIED
    for at in range(first, last - 1):
        if not tied[at]:
            continue
        one, other = glyphs[at], glyphs[at + 1]
        of_one, of_other = placed.traits[placed.row[one]], placed.traits[placed.row[other]]
        if tied[at] == _NARROW and (of_one | of_other) & IS_LAM and (of_one | of_other) & IS_ALEF:
            swapped = of_one & IS_LAM != 0
            lam, alef = (one, other) if swapped else (other, one)
            # A lam over the letter behind it starts where the alef of the article does.
            bare = _width(placed, lam) < _NO_ADVANCE * placed.size[lam]
            if bare and _width(placed, alef) >= _NO_ADVANCE * placed.size[alef]:
                swapped = _stands_left(placed, lam, alef, glyphs, first, last) != swapped
        else:
            swapped = _stands_left(placed, other, one, glyphs, first, last)
        if swapped:
            glyphs[at], glyphs[at + 1] = other, one


def _width(placed: Placed, glyph: int) -> float:
    return placed.right[glyph] - placed.left[glyph]


def _stands_left(placed: Placed, glyph: int, other: int, glyphs: Indices, first: int, last: int) -> bool:
    """``glyph`` stands left of ``other``, by the direction of the stream around them in ``glyphs[first:last]``.

    Where the steps to and from them disagree, the shorter one tells: from word to word a stream may run the other way.
    """
    earlier, later = min(glyph, other), max(glyph, other)
    before, after = -1, -1
    for at in range(first, last):
        member = glyphs[at]
        if earlier < member < later:
            return False
        if member < earlier:
            before = max(before, member)
        elif member > later and (after < 0 or member < after):
            after = member
    to, on = 0.0, 0.0
    if before >= 0:
        to = _step(placed.left[earlier] - placed.left[before], placed.size[glyph])
    if after >= 0:
        on = _step(placed.left[after] - placed.left[later], placed.size[glyph])
    step = on if to == 0 or 0 < abs(on) < abs(to) else to
    return step != 0 and (step < 0) == (glyph == later)


def _step(step: float, unit: float) -> float:
    """A step of the stream in units of the font size, 0 where it tells nothing of the direction."""
    return step / unit if _SAME_PLACE < abs(step / unit) < _NEAR else 0.0


def white(placed: Placed, lines: Lines) -> Floats:
    """White before each glyph of the lines, points: from the rightmost edge so far to its left edge; 0 at the start."""
    result = np.empty(len(lines.glyphs))
    _measure_white(placed, lines.glyphs, lines.bounds, result)
    return result


def _measure_white(placed: Placed, glyphs: Indices, bounds: Indices, result: Floats) -> None:
    for number in range(len(bounds) - 1):
        first = bounds[number]
        result[first], edge = 0.0, placed.right[glyphs[first]]
        for at in range(first + 1, bounds[number + 1]):
            result[at] = placed.left[glyphs[at]] - edge
            edge = max(edge, placed.right[glyphs[at]])
