"""The geometry of a page, compiled: glyphs to lines, white to word spaces, marks to their bases, on arrays.

It follows ``baselines``, ``ties``, ``gutters``, ``spaces``, ``gaps`` and ``attach`` rule by rule, with every sum in the
order in which NumPy makes it, so that both find the same to the bit. Before lines that have to be put together of
pieces or cut at gutters it stops; ``geometry_compiled`` lets those modules find the lines of such a page, and goes on
from there. It allocates nothing and raises nothing, so that its object code runs without Numba
(:mod:`pipeline.object_code`).
"""

from __future__ import annotations

import math
from typing import Final

from pipeline.compiled import lean_njit
from pipeline.extract import doubled
from pipeline.object_code import ObjectCode
from pipeline.repair import attach, baselines, gaps, gutters, spaces, ties
from pipeline.repair.codes import LETTER, MARK, SILENT, SPACE

#: What is asked for: everything; what is made of rows that are there already; whether a glyph may be painted twice;
#: the lines alone.
FIND, GIVEN, DOUBLES, ALONE = range(4)
#: Why the kernel stopped: at the end; before lines that it leaves to Python, none of which are found yet, or which are
#: found but have to be cut; at a place or size that is no number, or a space without a width, which NumPy reads; or at
#: two glyphs of which ``doubled`` has to say whether they are one painted twice.
END, PIECES, GUTTERS, PLAIN, NEAR = range(5)

#: Rows of the integers that it works on, each with a place for every glyph of the page. The first are results: glyphs
#: of the lines, where each line begins and ends, whether a word parts before a glyph, the marks and their bases.
GLYPHS, STARTS, BREAKS, LISTED, BASES, _ORDER, _SPARE, _LINE, _RANK, _NEXT, _PAINTED, INTEGERS = range(12)
#: Rows of the floats: white before each glyph of the lines, place of each mark along its base; the others are its own.
GAPS, ALONG, _SIZE, _RELATIVE, _BEFORE, _LEFT, _RIGHT, _CENTRE, _OFFSET, FLOATS = range(10)
#: Bands and middles of bases, once the shifts of marks and the white between glyphs have been looked at.
_BAND: Final = _OFFSET
_MIDDLE: Final = _RELATIVE
#: Places of the counts: lines, their glyphs, and marks.
LINES, MEMBERS, MARKS, COUNTS = range(4)

#: What a code is, as flags.
ARABIC, TO_NEXT, TO_LAST, ENDS, IS_LAM, IS_ALEF = (1 << bit for bit in range(6))

#: So many are sorted one by one before they are merged.
_RUN: Final = 12
#: Two glyphs that start in the same place; one of them has no advance.
_TIED, _NARROW = 1, 2
#: A space is painted in a gap; kerning has closed that one.
_SPACED, _KERNED = 1, 2
#: White from which kerning hasn't closed a gap, however quotients are rounded, in units of the font size.
_ALL_BUT_CLOSED: Final = gaps.WITH_SPACE_GLYPH + 0.01
#: Glyphs that are looked at one by one for the next space, before all are searched.
_NEXT_WORD: Final = 16
#: Glyphs that are so much less apart than those of a step are none, however quotients are rounded.
_NO_STEP: Final = baselines.RAISED_WITHIN - 0.01
#: Bands of a page that have a bit each, less one.
_BANDS: Final = 63
#: Sums and products of a few numbers are rounded by less than this.
_A_LITTLE_LESS: Final = 1 - 1e-9


@lean_njit(error_model="numpy")
def _sort(order, spare, first, last, keys):  # type: ignore[no-untyped-def]
    """Sort ``order[first:last]`` by the ``keys`` of what is in it; those of the same key stay as they are."""
    # What falls, as the stream of Arabic does from left to right, is turned; most often all is in order then.
    begin, rises = first, True
    while begin < last:
        end = begin + 1
        while end < last and keys[order[end]] < keys[order[end - 1]]:
            end += 1
        for step in range((end - begin) >> 1):
            low, high = begin + step, end - 1 - step
            order[low], order[high] = order[high], order[low]
        rises &= begin == first or keys[order[begin - 1]] <= keys[order[begin]]
        begin = end
    if rises:
        return
    for start in range(first, last, _RUN):
        for at in range(start + 1, min(start + _RUN, last)):
            item, to = order[at], at
            while to > start and keys[order[to - 1]] > keys[item]:
                order[to] = order[to - 1]
                to -= 1
            order[to] = item
    width = _RUN
    while width < last - first:
        for start in range(first, last - width, 2 * width):
            middle = start + width
            end = min(middle + width, last)
            if keys[order[middle - 1]] <= keys[order[middle]]:
                continue
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
        width *= 2


@lean_njit(error_model="numpy")
def _first_from(order, first, last, keys, least):  # type: ignore[no-untyped-def]
    """Place of the first of a sorted ``order[first:last]`` whose key is at least ``least``."""
    low, high = first, last
    while low < high:
        middle = (low + high) >> 1
        if keys[order[middle]] < least:
            low = middle + 1
        else:
            high = middle
    return low


@lean_njit(error_model="numpy")
def _is_step(one, other, left, right, down, size):  # type: ignore[no-untyped-def]
    """Two neighbours in the stream may be a step of a cascade that is higher than pieces of a line are apart."""
    unit = min(size[one], size[other])
    fall, white = abs(down[other] - down[one]) / unit, max(left[one] - right[other], left[other] - right[one]) / unit
    return baselines.RAISED_WITHIN <= fall < baselines.STEEPEST and white < baselines.MEET[1]


@lean_njit(error_model="numpy")
def _find_lines(ints, floats, bases, left, right, down, size):  # type: ignore[no-untyped-def]
    """The lines of the first ``bases`` glyphs of the order, as ``baselines.find_lines`` finds them; then each sorted.

    Most lines are pieces of the stream of one baseline, and pieces are few: they are sorted, not glyphs.
    Returns the number of lines; -1 where some of them may be made of several pieces.
    """
    order, starts, glyphs, following = ints[_ORDER], ints[STARTS], ints[GLYPHS], ints[_NEXT]
    begins, line, falling, height = ints[_LINE], ints[_PAINTED], ints[_RANK], floats[_RELATIVE]
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
    _sort(falling, ints[_SPARE], 0, pieces, height)
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
        _sort(glyphs, ints[_SPARE], starts[number], starts[number + 1], left)
    return count


@lean_njit(error_model="numpy")
def _settle(ints, count, row, traits, left, right, size):  # type: ignore[no-untyped-def]
    """Put letters that start in the same place in order, as ``ties`` does."""
    glyphs, starts, tied = ints[GLYPHS], ints[STARTS], ints[_SPARE]
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
def _measure_white(ints, floats, count, left, right):  # type: ignore[no-untyped-def]
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
def _may_have_gutters(ints, floats, count, left, right, size):  # type: ignore[no-untyped-def]
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


@lean_njit(error_model="numpy")
def _widest_step(order, first, last, keys, low, high, least, otherwise):  # type: ignore[no-untyped-def]
    """``gaps._widest_step`` of the keys of ``order[first:last]``, which is sorted; ``low`` before, ``high`` behind it.

    Either is left out where it is 0.
    """
    count, widest, found = 0, -1.0, 0.0
    before = 0.0
    for at in range(first - 1, last + 1):
        value = low if at < first else high if at == last else keys[order[at]]
        if (at < first or at == last) and value == 0.0:
            continue
        if count and value / before > widest:
            widest, found = value / before, before * value
        before = value
        count += 1
    if count < 2 or widest < least:
        return otherwise
    return math.sqrt(found)


@lean_njit(error_model="numpy")
def _step_of_page(order, count, keys):  # type: ignore[no-untyped-def]
    """``gaps._step_of_page`` of the values of ``keys`` that ``order`` lists, which is sorted by them."""
    widest, found = 0.0, 0.0
    ratio, product, first, before = 0.0, 0.0, 0, gaps.NEVER
    for at in range(count + 1):
        value = keys[order[at]] if at < count else math.inf
        if value / before >= gaps.STEP_OF_PAGE:
            if ratio > widest and at - first >= gaps.LEAST_SPACES * count:
                widest, found = ratio, product
            ratio, product, first = value / before, before * value, at
        before = value
    return math.sqrt(found) if widest else gaps.ALWAYS


@lean_njit(error_model="numpy")
def _page_threshold(ints, floats, count, size, row, traits):  # type: ignore[no-untyped-def]
    """``gaps.page_threshold``."""
    glyphs, starts, order = ints[GLYPHS], ints[STARTS], ints[_ORDER]
    white, relative = floats[GAPS], floats[_RELATIVE]
    for number in range(count):
        for at in range(starts[number] + 1, starts[number + 1]):
            relative[at] = white[at] / size[glyphs[at]]
    for wanted in (ARABIC, 0):
        inner, spaces_of_all, every = 0, 0, 0
        for number in range(count):
            for at in range(starts[number] + 1, starts[number + 1]):
                if traits[row[glyphs[at - 1]]] & traits[row[glyphs[at]]] & wanted == wanted:
                    every += 1
                    if gaps.NEVER < relative[at] < gaps.ALWAYS:
                        order[inner] = at
                        inner += 1
        if inner < gaps.ENOUGH_ON_PAGE:
            continue
        _sort(order, ints[_SPARE], 0, inner, relative)
        least = _step_of_page(order, inner, relative)
        for number in range(count):
            for at in range(starts[number] + 1, starts[number + 1]):
                if traits[row[glyphs[at - 1]]] & traits[row[glyphs[at]]] & wanted == wanted:
                    spaces_of_all += relative[at] > least
        return least if spaces_of_all / every < gaps.MOST_SPACES else gaps.ALWAYS
    return gaps.ALWAYS


@lean_njit(error_model="numpy")
def _see_between(ints, floats, listed, marks, count, left, right, down, size, row, traits):  # type: ignore[no-untyped-def]
    """The glyphs that stand in gaps, as in ``spaces.Between``: the ``listed`` first of the list, sorted down the page.

    Spaces are painted there, or kerning has closed the gap; marks fill a part of it.
    """
    glyphs, starts, order, spare, which = ints[GLYPHS], ints[STARTS], ints[_ORDER], ints[_SPARE], ints[LISTED]
    painted, white, size_at, before = ints[_PAINTED], floats[GAPS], floats[_SIZE], floats[_BEFORE]
    for number in range(count):
        first, last = starts[number], starts[number + 1]
        length = last - first
        largest, baseline, lowest = size[glyphs[first]], down[glyphs[first]], down[glyphs[first]]
        rises, edge = True, left[glyphs[first]]
        for at in range(first, last):
            glyph = glyphs[at]
            largest = max(largest, size[glyph])
            baseline, lowest = min(baseline, down[glyph]), max(lowest, down[glyph])
            order[at] = glyph
            rises &= edge <= left[glyph]
            edge = left[glyph]
        if lowest > baseline:
            _sort(order, spare, first, last, down)
            baseline = down[order[first + length // 2]]
        reach = spaces.SPACE_NEAR * largest
        begin = _first_from(which, 0, listed, down, baseline - reach)
        end = _first_from(which, 0, listed, down, baseline + reach)
        low, high, last_middle = 0, length, 0.0
        for at in range(begin, end):
            glyph = which[at]
            middle = (left[glyph] + right[glyph]) / 2
            steps = 0
            if rises and at > begin:
                # The next of the stream is a word further.
                while low < length and left[glyphs[first + low]] <= middle and steps < _NEXT_WORD:
                    low, steps = low + 1, steps + 1
                while low > 0 and left[glyphs[first + low - 1]] > middle and steps < _NEXT_WORD:
                    low, steps = low - 1, steps + 1
            if not rises or at == begin or steps == _NEXT_WORD:
                # As NumPy searches: a row that ties have put in order needn't be sorted to the last point.
                if rises or at == begin:
                    low, high = 0, length
                elif last_middle <= middle:
                    high = length
                else:
                    low, high = 0, min(high + 1, length)
                while low < high:
                    probe = low + ((high - low) >> 1)
                    if left[glyphs[first + probe]] <= middle:
                        low = probe + 1
                    else:
                        high = probe
            last_middle = middle
            place = first + low
            behind = place - 1
            # Most calls are spared by what is seen at a glance.
            if (
                not marks
                and behind > first
                and min(glyphs[behind], glyphs[behind - 1]) < glyph < max(glyphs[behind], glyphs[behind - 1])
                and traits[row[glyphs[behind]]] & traits[row[glyphs[behind - 1]]] & ARABIC
            ):
                _see_kerned(painted, behind, glyph, glyphs, white, size_at, left, right, size)
            if not first < place < last:
                continue
            if not marks:
                if abs(white[place]) < _ALL_BUT_CLOSED * size_at[place]:
                    _see_kerned(painted, place, glyph, glyphs, white, size_at, left, right, size)
                # Or it is under the letter before the white, and ends there.
                if right[glyph] > left[glyphs[place]] - white[place]:
                    painted[place] |= _SPACED
                continue
            edge = left[glyphs[place]]
            inside = min(right[glyph], edge) - max(left[glyph], edge - before[place])
            if inside > 0:
                white[place] = max(0.0, white[place] - inside) / 2


@lean_njit(error_model="numpy")
def _see_kerned(painted, place, space, glyphs, white, size_at, left, right, size):  # type: ignore[no-untyped-def]
    """Note a gap in which ``space`` stands though kerning has closed it."""
    relative = white[place] / size_at[place]
    if painted[place] & _KERNED == 0 and _is_kerned(
        space, glyphs[place - 1], glyphs[place], relative, left, right, size
    ):
        painted[place] |= _KERNED


@lean_njit(error_model="numpy")
def _is_kerned(space, one, other, relative, left, right, size):  # type: ignore[no-untyped-def]
    """``spaces.Between._kerned``: whether a space stands where kerning has all but closed the gap of two glyphs."""
    if not -gaps.WITH_SPACE_GLYPH < relative <= gaps.WITH_SPACE_GLYPH:
        return False
    if not min(one, other) < space < max(one, other) or abs(one - other) > spaces.STREAM_NEAR:
        return False
    unit = size[space]
    near = spaces.TOUCHING * unit
    return (
        right[space] - left[space] > spaces.SPACE_LEAST * unit
        and left[one] < left[space] - near
        and right[other] > right[space] + near
        and min(abs(left[other] - right[space]), abs(left[space] - right[one])) < near
    )


@lean_njit(error_model="numpy")
def _find_run_breaks(ints, count, row_count):  # type: ignore[no-untyped-def]
    """``gaps.run_breaks``, as 0 or 1."""
    glyphs, starts, line, rank, following = ints[GLYPHS], ints[STARTS], ints[_LINE], ints[_RANK], ints[_NEXT]
    breaks = ints[BREAKS]
    for glyph in range(row_count):
        line[glyph] = -1
    any_mixed = False
    for number in range(count):
        mixed = False
        breaks[starts[number]] = 0
        for at in range(starts[number] + 1, starts[number + 1]):
            breaks[at] = 0
            mixed |= abs(glyphs[at] - glyphs[at - 1]) > 2
        following[number] = 0 if mixed else -1
        any_mixed |= mixed
        if mixed:
            for at in range(starts[number], starts[number + 1]):
                line[glyphs[at]] = number
    if not any_mixed:
        return
    for glyph in range(row_count):
        if line[glyph] >= 0:
            rank[glyph] = following[line[glyph]]
            following[line[glyph]] += 1
    for number in range(count):
        if following[number] >= 0:
            for at in range(starts[number] + 1, starts[number + 1]):
                breaks[at] = abs(rank[glyphs[at]] - rank[glyphs[at - 1]]) > 1


@lean_njit(error_model="numpy")
def _quantile(order, first, count, keys, share):  # type: ignore[no-untyped-def]
    """``gaps._quantiles`` of one group."""
    return keys[order[first + int(share * count)]] if count > 0 else 0.0


@lean_njit(error_model="numpy")
def _thresholds(ints, floats, first, last, elsewhere):  # type: ignore[no-untyped-def]
    """``gaps.thresholds`` of one row."""
    order, spare, painted, relative = ints[_ORDER], ints[_SPARE], ints[_PAINTED], floats[_RELATIVE]
    others, with_glyph, wide, closed, joined, narrow = 0, 0, 0, 0, 0, 0
    for at in range(first + 1, last):
        # Without a branch, which nobody foresees: the place of the other kind is written over.
        with_one = painted[at] != 0
        order[first + others], order[last - 1 - with_glyph] = at, at
        wide += relative[at] > gaps.USUAL
        closed += with_one & (relative[at] <= gaps.WITH_SPACE_GLYPH)
        joined += (not with_one) & (relative[at] <= gaps.NEVER)
        narrow += (not with_one) & (gaps.SPREAD * relative[at] <= gaps.LEAST)
        with_glyph += with_one
        others += not with_one
    begin = last - with_glyph
    # Most lines need no more of these quantiles than on which side of a limit they are, which counting tells.
    letter_spaced = joined <= int(gaps.NARROW_SHARE * others) and others > 0 and others + with_glyph >= gaps.ENOUGH
    if with_glyph and (letter_spaced or with_glyph >= gaps.MOSTLY_PAINTED * wide):
        spread = 0.0
        if narrow <= int(gaps.WIDE_SHARE * others):
            _sort(order, spare, first, first + others, relative)
            spread = gaps.SPREAD * _quantile(order, first, others, relative, gaps.WIDE_SHARE)
        _sort(order, spare, begin, last, relative)
        narrowest = _quantile(order, begin + closed, with_glyph - closed, relative, 0.0)
        between_words = _quantile(order, begin + closed, with_glyph - closed, relative, 0.5)
        least = max(gaps.LEAST, min(gaps.WITHOUT_SPACE_GLYPH, gaps.OF_NARROWEST * narrowest))
        inside = max(max(least, gaps.OF_USUAL_SPACE * between_words), spread)
        of_letters = max(inside, min(gaps.WIDEST_KERNING, gaps.OF_USUAL_BETWEEN_LETTERS * between_words))
        return of_letters, inside, max(gaps.LEAST, spread)
    usual = 0.0
    if letter_spaced:
        _sort(order, spare, first, first + others, relative)
        usual = _quantile(order, first, others, relative, gaps.USUAL_SHARE)
    low, high = (gaps.OF_USUAL * usual, math.inf) if letter_spaced else (gaps.NEVER, gaps.ALWAYS)
    inner = 0
    for at in range(first + 1, last):
        if low < relative[at] < high:
            order[first + inner] = at
            inner += 1
    _sort(order, spare, first, first + inner, relative)
    if letter_spaced:
        found = _widest_step(
            order, first, first + inner, relative, 0.0, 0.0, gaps.STEP_OF_SPACED, gaps.SPACED_OUT * usual
        )
    elif inner < 2:
        found = min(gaps.USUAL, elsewhere)
    else:
        step = _widest_step(order, first, first + inner, relative, low, high, gaps.STEP_OF_LINE, gaps.USUAL)
        found = min(elsewhere, step)
    return found, found, found


@lean_njit(error_model="numpy")
def _find_breaks(ints, floats, count, elsewhere, row, traits):  # type: ignore[no-untyped-def]
    """Where words part, as ``spaces.Between.rows`` says: ``BREAKS``, which holds those of the runs before."""
    glyphs, starts, breaks, painted = ints[GLYPHS], ints[STARTS], ints[BREAKS], ints[_PAINTED]
    white, size_at, relative, joined = floats[GAPS], floats[_SIZE], floats[_RELATIVE], ints[_SPARE]
    for at in range(starts[count]):
        relative[at] = white[at] / max(size_at[at], 1e-6)
    for number in range(count):
        first, last = starts[number], starts[number + 1]
        of_letters, inside, between = _thresholds(ints, floats, first, last, elsewhere)
        for at in range(first + 1, last):
            letters = traits[row[glyphs[at - 1]]] & traits[row[glyphs[at]]] & ARABIC
            parts = relative[at] > (between if breaks[at] else of_letters if letters else inside)
            parts |= painted[at] != 0 and relative[at] > gaps.WITH_SPACE_GLYPH
            breaks[at] = parts or painted[at] & _KERNED != 0
    spaced = False
    for number in range(count):
        for at in range(starts[number] + 1, starts[number + 1]):
            before, after = traits[row[glyphs[at]]], traits[row[glyphs[at - 1]]]
            width = relative[at] if size_at[at] >= 1e-6 else white[at] / size_at[at]
            # Without branches: which letter joins the next, nobody foresees.
            join = (before & TO_NEXT != 0) & (after & TO_LAST != 0) & (width < spaces.MOST_STRETCH)
            last = (before & ENDS != 0) & (after & ARABIC != 0) & (width > spaces.AFTER_LAST)
            joined[at], breaks[at] = join, ((breaks[at] != 0) | last) & (not join)
            spaced |= join & (width > gaps.WITH_SPACE_GLYPH)
    if not spaced:
        return
    for number in range(count):
        least, narrowest, widest = math.inf, math.inf, -math.inf
        for at in range(starts[number] + 1, starts[number + 1]):
            width = white[at] / size_at[at]
            least = min(least, width)
            if joined[at]:
                narrowest, widest = min(narrowest, width), max(widest, width)
        if widest > -math.inf and least > gaps.WITH_SPACE_GLYPH and narrowest > spaces.ALIKE * widest:
            for at in range(starts[number] + 1, starts[number + 1]):
                if not painted[at] and white[at] / size_at[at] < widest / spaces.ALIKE:
                    breaks[at] = 0


@lean_njit(error_model="numpy")
def _median(values, count, order, spare):  # type: ignore[no-untyped-def]
    """``arrays.median`` of the first ``count`` values."""
    for at in range(count):
        order[at] = at
    _sort(order, spare, 0, count, values)
    return (values[order[(count - 1) // 2]] + values[order[count // 2]]) / 2


@lean_njit(error_model="numpy")
def _partner_in_stream(ints, floats, marks, bases, size):  # type: ignore[no-untyped-def]
    """``attach._stream_partner``: -1 or 1 where it is the base before or after each mark, else 0; and the shift.

    Expects the base that follows each mark in ``_NEXT``.
    """
    order, spare, following, which = ints[_ORDER], ints[_SPARE], ints[_NEXT], ints[LISTED]
    left, right, centre, offset = floats[_LEFT], floats[_RIGHT], floats[_CENTRE], floats[_OFFSET]
    if marks < attach.ENOUGH:
        return 0, 0.0
    before, after, shift_before, shift_after = 0.0, 0.0, 0.0, 0.0
    for turn in range(2):
        for mark in range(marks):
            base = min(following[mark], bases - 1) if turn else max(following[mark] - 1, 0)
            offset[mark] = (centre[mark] - (left[base] + right[base]) / 2) / size[which[mark]]
        shift = _median(offset, marks, order, spare)
        for mark in range(marks):
            offset[mark] = abs(offset[mark] - shift)
        scatter = _median(offset, marks, order, spare)
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


@lean_njit(error_model="numpy")
def _attach(ints, floats, marks, bases, high, origin, down, size):  # type: ignore[no-untyped-def]
    """``attach.attach_marks``: the base of each mark, -1 where there is none near, and its place along it.

    Args:
        high: how high a band of the page is.
        ints, floats: ``LISTED`` has the marks, ``_RANK`` the bases; ``_LEFT``, ``_RIGHT`` and ``_CENTRE`` their ink.
    """
    order, following, which, of_base = ints[_ORDER], ints[_NEXT], ints[LISTED], ints[_RANK]
    left, right, centre, band, middle = floats[_LEFT], floats[_RIGHT], floats[_CENTRE], floats[_BAND], floats[_MIDDLE]
    if bases == 0:
        for mark in range(marks):
            ints[BASES, mark] = -1
        return
    partner = ints[_LINE]
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
        if partner[mark] >= 0:
            best = partner[mark]
            least = _cost(best, glyph, place, floats, of_base, down, unit) - attach.PARTNER
        for step in range(-1, 2):
            start = _first_from(order, 0, bases, band, own + step)
            end = _first_from(order, start, bases, band, own + step + 1)
            for at in range(_first_from(order, start, end, middle, place - far), end):
                base = order[at]
                if middle[base] > place + far:
                    break
                outside = max(max(left[base] - place, place - right[base]), 0.0)
                if base == partner[mark] or outside * _A_LITTLE_LESS > least * unit:
                    continue
                cost = _cost(base, glyph, place, floats, of_base, down, unit)
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
    order, spare, of_base = ints[_ORDER], ints[_SPARE], ints[_RANK]
    left, right, band, middle = floats[_LEFT], floats[_RIGHT], floats[_BAND], floats[_MIDDLE]
    widest = 0.0
    for base in range(bases):
        order[base], band[base] = base, math.floor(down[of_base[base]] / high)
        middle[base] = (left[base] + right[base]) / 2
        widest = max(widest, right[base] - left[base])
    # The stream has most bands in their order, and each from one side to the other; the whole page it hasn't.
    _sort(order, spare, 0, bases, band)
    first = 0
    for end in range(1, bases + 1):
        if end == bases or band[order[end]] != band[order[first]]:
            _sort(order, spare, first, end, middle)
            first = end
    return widest


@lean_njit(error_model="numpy")
def _cost(base, glyph, place, floats, of_base, down, unit):  # type: ignore[no-untyped-def]
    """``attach._cost`` of the mark ``glyph`` at ``place``; ``unit`` is its size."""
    left, right = floats[_LEFT, base], floats[_RIGHT, base]
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
def read_page(  # type: ignore[no-untyped-def]
    x, y, height, advance, left, right, down, size, chosen, row, kind, traits, ink, ints, floats, counts, asked
):
    """Lines, word breaks and marks of the ``chosen`` glyphs of a page; returns why it stopped, and 0.

    Args:
        x, y, height, advance: of each glyph of the page, as in ``Page``, which calls its height its size.
        left, right, down, size: of each, as in ``frame.Frame``; nothing looks at them for doubles.
        chosen: glyphs, rising.
        row: of each glyph of the page, in the columns of codes.
        kind, traits, ink: of each code; the ink is that of ``CodeTable``, two columns.
        ints, floats: what it works on and writes to, see above.
        counts: written to; of given rows read.
        asked: DOUBLES, FIND, ALONE or GIVEN: ``GLYPHS``, ``STARTS`` with the end of the last line, and ``counts`` are
            there.
    """
    if asked == DOUBLES:
        return (
            NEAR if doubled.may_be_doubled(ints[_ORDER], ints[_NEXT], x, y, height, advance, chosen, row) else END
        ), 0
    order, which, painted = ints[_ORDER], ints[LISTED], ints[_PAINTED]
    bases, listed, marks, placed, spaced = 0, 0, 0, True, True
    for at in range(chosen.size):
        glyph = chosen[at]
        what = kind[row[glyph]]
        placed &= (left[glyph] >= -math.inf) & (right[glyph] - left[glyph] < math.inf) & (size[glyph] < math.inf)
        spaced &= (what != SPACE) | (right[glyph] > left[glyph])
        # Written in any case, and counted if it is one: branches would take longer.
        order[bases], which[listed], ints[BASES, marks] = glyph, glyph, glyph
        bases += (what == LETTER) | (what == SILENT)
        listed += what == SPACE
        marks += what == MARK
    if not (placed and spaced):
        return PLAIN, 0
    if asked in (FIND, ALONE):
        count = _find_lines(ints, floats, bases, left, right, down, size) if bases else 0
        if count < 0:
            return PIECES, 0
        if not bases:
            ints[STARTS, 0] = 0
        _settle(ints, count, row, traits, left, right, size)
        counts[LINES], counts[MEMBERS] = count, bases
        _measure_white(ints, floats, count, left, right)
        if _may_have_gutters(ints, floats, count, left, right, size):
            return GUTTERS, 0
        if asked == ALONE:
            return END, 0
    else:
        count = counts[LINES]
        _measure_white(ints, floats, count, left, right)
    members = counts[MEMBERS]
    elsewhere = gaps.ALWAYS
    if listed < count and count >= spaces.ENOUGH_LINES:
        elsewhere = _page_threshold(ints, floats, count, size, row, traits)
    for at in range(members):
        unit = size[ints[GLYPHS, at]]
        floats[_SIZE, at] = max(unit, size[ints[GLYPHS, at - 1]]) if at else unit
        painted[at] = 0
    if members and listed:
        _sort(which, ints[_SPARE], 0, listed, down)
        _see_between(ints, floats, listed, False, count, left, right, down, size, row, traits)
    wide = 0
    for mark in range(marks):
        glyph = ints[BASES, mark]
        if right[glyph] - left[glyph] > spaces.MARK_WITH_ROOM * size[glyph]:
            which[wide] = glyph
            wide += 1
    if members and wide:
        for at in range(members):
            floats[_BEFORE, at] = floats[GAPS, at]
        _sort(which, ints[_SPARE], 0, wide, down)
        _see_between(ints, floats, wide, True, count, left, right, down, size, row, traits)
    if members:
        _find_run_breaks(ints, count, row.size)
        _find_breaks(ints, floats, count, elsewhere, row, traits)
    counts[MARKS] = marks
    if not marks:
        return END, 0
    high = _high_of_bands(ints, marks, size)
    reached, marks, bases = _reached(ints, marks, down, high), 0, 0
    last, after_mark = -1, False
    for at in range(chosen.size):
        glyph = chosen[at]
        what = kind[row[glyph]]
        if what == MARK:
            which[marks] = glyph
            start, end = _ink_of(glyph, row[glyph], left, right, advance, size, ink)
            floats[_CENTRE, marks] = (start + end) / 2
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
            ints[_RANK, bases], floats[_LEFT, bases], floats[_RIGHT, bases] = glyph, start, end
            bases, last = bases + 1, -1
    _attach(ints, floats, marks, bases, high, left, down, size)
    return END, 0


#: ``read_page`` without Numba.
CODE: Final = ObjectCode(
    __name__,
    "read_page",
    (
        ("float32", 1), ("float32", 1), ("float32", 1), ("float32", 1), ("float64", 1), ("float64", 1), ("float64", 1),
        ("float64", 1), ("int64", 1), ("int64", 1), ("uint8", 1), ("uint8", 1), ("float64", 2), ("int64", 2),
        ("float64", 2), ("int64", 1),
    ),
    sources=(
        "pipeline.extract.doubled", "pipeline.repair.attach", "pipeline.repair.baselines", "pipeline.repair.codes",
        "pipeline.repair.gaps", "pipeline.repair.gutters", "pipeline.repair.spaces", "pipeline.repair.ties",
    ),
)  # fmt: skip
