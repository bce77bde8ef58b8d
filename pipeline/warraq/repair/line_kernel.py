"""The lines of a page, compiled: as ``baselines``, ``ties``, ``gaps.white`` and ``gutters`` find and look at them."""

from __future__ import annotations

from typing import Final

from warraq.compiled import lean_njit
from warraq.repair import baselines, gutters, ties
from warraq.repair.geometry_arrays import (
    GAPS,
    GLYPHS,
    IS_ALEF,
    IS_LAM,
    LINE,
    NEXT,
    ORDER,
    PAINTED,
    RANK,
    RELATIVE,
    SPARE,
    STARTS,
)
from warraq.repair.sort_kernel import sort

#: Two glyphs that start in the same place; one of them has no advance.
_TIED, _NARROW = 1, 2
#: Glyphs that are so much less apart than those of a step are none, however quotients are rounded.
_NO_STEP: Final = baselines.RAISED_WITHIN - 0.01


@lean_njit(error_model="numpy")
def _is_step(one, other, left, right, down, size):  # type: ignore[no-untyped-def]
    """Two neighbours in the stream may be a step of a cascade that is higher than pieces of a line are apart."""
    unit = min(size[one], size[other])
    fall, white = abs(down[other] - down[one]) / unit, max(left[one] - right[other], left[other] - right[one]) / unit
    return baselines.RAISED_WITHIN <= fall < baselines.STEEPEST and white < baselines.MEET[1]


@lean_njit(error_model="numpy")
def find_lines(ints, floats, bases, left, right, down, size):  # type: ignore[no-untyped-def]
    """The lines of the first ``bases`` glyphs of the order, as ``baselines.find_lines`` finds them; then each sorted.

    Most lines are pieces of the stream of one baseline, and pieces are few: they are sorted, not glyphs.
    Returns the number of lines; -1 where some of them may be made of several pieces.
    """
    order, starts, glyphs, following = ints[ORDER], ints[STARTS], ints[GLYPHS], ints[NEXT]
    begins, line, falling, height = ints[LINE], ints[PAINTED], ints[RANK], floats[RELATIVE]
    largest, before, pieces = 0.0, order[0], 0
    for at in range(bases):
        glyph = order[at]
        largest = max(largest, size[glyph])
        fall = abs(down[glyph] - down[before])
        if at == 0 or fall:
            # To call for each glyph would take longer than all else here.
            near = fall < _NO_STEP * min(size[before], size[glyph])
            if not near and _is_step(before, glyph, left, right, down, size):
                return -1
            begins[pieces], height[pieces], falling[pieces] = at, down[glyph], pieces
            pieces += 1
        before = glyph
    begins[pieces] = bases
    sort(falling, ints[SPARE], 0, pieces, height)
    apart = baselines.RAISED_WITHIN * largest + baselines.ROUNDING
    count, start, end, first, before_place = 0, 0, 0, 0, 0.0
    for at in range(1, pieces + 1):
        piece = falling[at - 1]
        line[piece] = count
        end += begins[piece + 1] - begins[piece]
        if at < pieces:
            one, other = order[begins[piece + 1] - 1], order[begins[falling[at]]]
            limit = baselines.SAME_BASELINE * min(size[one], size[other])
            if not down[other] - down[one] > max(limit, baselines.LEAST_APART):
                continue
        # The middle glyph of the line, and the one before it.
        middle, place, other_place = (start + end) // 2, 0.0, 0.0
        passed = start
        for member in range(first, at):
            piece = falling[member]
            length = begins[piece + 1] - begins[piece]
            if passed <= middle - 1 < passed + length:
                other_place = height[piece]
            if passed <= middle < passed + length:
                place = height[piece]
            passed += length
        if (end - start) % 2 == 0:
            place = (other_place + place) / 2
        if count and not place - before_place > apart:
            return -1
        starts[count] = following[count] = start
        count, start, first, before_place = count + 1, end, at, place
    # In each line from left to right; those that start in the same place in the order of the stream.
    for piece in range(pieces):
        to = following[line[piece]]
        for at in range(begins[piece], begins[piece + 1]):
            glyphs[to] = order[at]
            to += 1
        following[line[piece]] = to
    starts[count] = bases
    for number in range(count):
        sort(glyphs, ints[SPARE], starts[number], starts[number + 1], left)
    return count


@lean_njit(error_model="numpy")
def settle(ints, count, row, traits, left, right, size):  # type: ignore[no-untyped-def]
    """Put letters that start in the same place in order, as ``ties`` does."""
    glyphs, starts, tied = ints[GLYPHS], ints[STARTS], ints[SPARE]
    may_tie = False
    for at in range(starts[count]):
        glyph = glyphs[at]
        may_tie |= right[glyph] - left[glyph] < ties.NO_ADVANCE * size[glyph]
        may_tie |= at > 0 and abs(left[glyph] - left[glyphs[at - 1]]) < ties.SAME_PLACE * size[glyph]
    if not may_tie:
        return
    for number in range(count):
        first, last = starts[number], starts[number + 1]
        for at in range(first, last - 1):
            one, other = glyphs[at], glyphs[at + 1]
            width = min(right[one] - left[one], right[other] - left[other])
            narrow = width < ties.NO_ADVANCE * min(size[one], size[other])
            within = right[other] < right[one] and traits[row[other]] & IS_ALEF != 0
            near = ties.SAME_PLACE if narrow or within else ties.ROUNDED
            apart, own = left[other] - left[one], right[one] - left[one]
            rounded = ties.ROUNDED * size[one]
            behind = own > rounded and abs(apart - own) <= rounded
            tied[at] = (_NARROW if narrow else _TIED) if apart < near * size[one] and not behind else 0
        for at in range(first, last - 1):
            if not tied[at]:
                continue
            one, other = glyphs[at], glyphs[at + 1]
            of_one, of_other = traits[row[one]], traits[row[other]]
            either = of_one | of_other
            if tied[at] == _NARROW and either & IS_LAM and either & IS_ALEF:
                swapped = of_one & IS_LAM != 0
                lam, alef = (one, other) if swapped else (other, one)
                bare = right[lam] - left[lam] < ties.NO_ADVANCE * size[lam]
                if bare and right[alef] - left[alef] >= ties.NO_ADVANCE * size[alef]:
                    lam_left = _stands_left(lam, alef, glyphs, first, last, left, size)
                    swapped = lam_left != swapped
            else:
                swapped = _stands_left(other, one, glyphs, first, last, left, size)
            if swapped:
                glyphs[at], glyphs[at + 1] = other, one


@lean_njit(error_model="numpy")
def _stands_left(glyph, other, glyphs, first, last, left, size):  # type: ignore[no-untyped-def]
    """``ties._stands_left``: the stream is that of the line ``glyphs[first:last]``."""
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
    leftwards = 0
    if before >= 0:
        step = (left[earlier] - left[before]) / size[glyph]
        if ties.SAME_PLACE < abs(step) < ties.NEAR:
            leftwards += 1 if step < 0 else -1
    if after >= 0:
        step = (left[after] - left[later]) / size[glyph]
        if ties.SAME_PLACE < abs(step) < ties.NEAR:
            leftwards += 1 if step < 0 else -1
    return leftwards != 0 and (leftwards > 0) == (glyph == later)


@lean_njit(error_model="numpy")
def measure_white(ints, floats, count, left, right):  # type: ignore[no-untyped-def]
    """``gaps.white`` of each glyph of the lines."""
    glyphs, starts, white = ints[GLYPHS], ints[STARTS], floats[GAPS]
    for number in range(count):
        white[starts[number]] = 0.0
        edge = right[glyphs[starts[number]]]
        for at in range(starts[number] + 1, starts[number + 1]):
            glyph = glyphs[at]
            white[at] = left[glyph] - edge
            edge = max(edge, right[glyph])


@lean_njit(error_model="numpy")
def may_have_gutters(ints, floats, count, left, right, size):  # type: ignore[no-untyped-def]
    """Whether ``gutters`` may find any, by the gaps that have text on both sides."""
    glyphs, starts, white = ints[GLYPHS], ints[STARTS], floats[GAPS]
    found = 0
    for number in range(count):
        first, last = starts[number], starts[number + 1]
        smallest, end, widest = size[glyphs[first]], right[glyphs[first]], 0.0
        for at in range(first, last):
            smallest, end = min(smallest, size[glyphs[at]]), max(end, right[glyphs[at]])
            widest = max(widest, white[at])
        if not widest > gutters.NARROWEST * smallest:
            continue
        start, least = left[glyphs[first]], gutters.LEAST_WIDTH * smallest - gutters.ROUNDING
        for at in range(first + 1, last):
            if white[at] > gutters.NARROWEST * smallest:
                place = left[glyphs[at]]
                found += min(place - white[at] - start, end - place) > least
    return found >= gutters.LEAST_LINES
