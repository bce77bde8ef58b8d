"""White between the glyphs of lines, compiled: where words part, as ``gaps`` and ``spaces`` say."""

from __future__ import annotations

import math
from typing import Final

from warraq.compiled import lean_njit
from warraq.repair import gaps, spaces
from warraq.repair.geometry_arrays import (
    ARABIC,
    BASES,
    BEFORE,
    BREAKS,
    ENDS,
    GAPS,
    GLYPHS,
    LINE,
    LISTED,
    NEXT,
    ORDER,
    PAINTED,
    RANK,
    RELATIVE,
    SIZE,
    SPARE,
    STARTS,
    TO_LAST,
    TO_NEXT,
)
from warraq.repair.sort_kernel import first_from, sort

#: A space is painted in a gap; kerning has closed that one.
_SPACED, _KERNED = 1, 2
#: White from which kerning hasn't closed a gap, however quotients are rounded, in units of the font size.
_ALL_BUT_CLOSED: Final = spaces.LEFT_OF_SPACE + 0.01
#: Glyphs that are looked at one by one for the next space, before all are searched.
_NEXT_WORD: Final = 16


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
def _is_tight(glyphs, starts, relative, count, row, traits):  # type: ignore[no-untyped-def]
    """``gaps._is_tight`` of the white between Arabic letters."""
    every, narrow, wide, between = 0, 0, 0, 0
    for number in range(count):
        for at in range(starts[number] + 1, starts[number + 1]):
            if traits[row[glyphs[at - 1]]] & traits[row[glyphs[at]]] & ARABIC:
                every += 1
                narrow += relative[at] >= gaps.NARROWEST
                wide += relative[at] > gaps.USUAL
                between += (relative[at] > gaps.BESIDE) & (relative[at] < gaps.NARROWEST)
    enough = (narrow >= gaps.ENOUGH_ON_PAGE) & (gaps.FEWEST_SPACES * every <= narrow)
    clear = (wide < gaps.FEWEST_SPACES * every) & (between <= gaps.STRAY * narrow)
    return enough & clear & (narrow < gaps.MOST_SPACES * every)


@lean_njit(error_model="numpy")
def _page_threshold(ints, floats, count, size, row, traits):  # type: ignore[no-untyped-def]
    """``gaps.page_threshold``."""
    glyphs, starts, order = ints[GLYPHS], ints[STARTS], ints[ORDER]
    white, relative = floats[GAPS], floats[RELATIVE]
    for number in range(count):
        for at in range(starts[number] + 1, starts[number + 1]):
            relative[at] = white[at] / size[glyphs[at]]
    if _is_tight(glyphs, starts, relative, count, row, traits):
        return gaps.TIGHT
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
        sort(order, ints[SPARE], 0, inner, relative)
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
    glyphs, starts, order, spare, which = ints[GLYPHS], ints[STARTS], ints[ORDER], ints[SPARE], ints[LISTED]
    painted, white, size_at, before = ints[PAINTED], floats[GAPS], floats[SIZE], floats[BEFORE]
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
            sort(order, spare, first, last, down)
            baseline = down[order[first + length // 2]]
        reach = spaces.SPACE_NEAR * largest
        begin = first_from(which, 0, listed, down, baseline - reach)
        end = first_from(which, 0, listed, down, baseline + reach)
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
        space, glyphs[place - 1], glyphs[place], white[place], relative, left, right, size
    ):
        painted[place] |= _KERNED


@lean_njit(error_model="numpy")
def _is_kerned(space, one, other, white, relative, left, right, size):  # type: ignore[no-untyped-def]
    """``spaces.Between._kerned``: whether a space stands where kerning has all but closed the gap of two glyphs."""
    if not -gaps.WITH_SPACE_GLYPH < relative <= spaces.LEFT_OF_SPACE:
        return False
    if not min(one, other) < space < max(one, other) or abs(one - other) > spaces.STREAM_NEAR:
        return False
    unit = size[space]
    near = spaces.TOUCHING * unit
    return (
        right[space] - left[space] > spaces.SPACE_LEAST * unit
        and left[one] < left[space] - near
        and right[other] > right[space] + near
        and min(abs(left[other] - right[space]), abs(left[space] - (left[other] - white))) < near
    )


@lean_njit(error_model="numpy")
def _find_run_breaks(ints, count, row_count):  # type: ignore[no-untyped-def]
    """``gaps.run_breaks``, as 0 or 1."""
    glyphs, starts, line, rank, following = ints[GLYPHS], ints[STARTS], ints[LINE], ints[RANK], ints[NEXT]
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
    order, spare, painted, relative = ints[ORDER], ints[SPARE], ints[PAINTED], floats[RELATIVE]
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
            sort(order, spare, first, first + others, relative)
            spread = gaps.SPREAD * _quantile(order, first, others, relative, gaps.WIDE_SHARE)
        sort(order, spare, begin, last, relative)
        narrowest = _quantile(order, begin + closed, with_glyph - closed, relative, 0.0)
        between_words = _quantile(order, begin + closed, with_glyph - closed, relative, 0.5)
        least = max(gaps.LEAST, min(gaps.WITHOUT_SPACE_GLYPH, gaps.OF_NARROWEST * narrowest))
        inside = max(max(least, gaps.OF_USUAL_SPACE * between_words), spread)
        of_letters = max(inside, min(gaps.WIDEST_KERNING, gaps.OF_USUAL_BETWEEN_LETTERS * between_words))
        return of_letters, inside, max(gaps.LEAST, spread)
    usual = 0.0
    if letter_spaced:
        sort(order, spare, first, first + others, relative)
        usual = _quantile(order, first, others, relative, gaps.USUAL_SHARE)
    tight = elsewhere == gaps.TIGHT and not letter_spaced
    low, high = (gaps.OF_USUAL * usual, math.inf) if letter_spaced else (gaps.NEVER, gaps.ALWAYS)
    inner = 0
    for at in range(first + 1, last):
        if relative[at] >= gaps.NARROWEST if tight else low < relative[at] < high:
            order[first + inner] = at
            inner += 1
    sort(order, spare, first, first + inner, relative)
    if letter_spaced:
        found = _widest_step(
            order, first, first + inner, relative, 0.0, 0.0, gaps.STEP_OF_SPACED, gaps.SPACED_OUT * usual
        )
    elif tight:
        found = max(gaps.TIGHT, gaps.OF_TIGHT * relative[order[first + (inner - 1) // 2]]) if inner else gaps.TIGHT
    elif inner < 2:
        found = min(gaps.USUAL, elsewhere)
    else:
        step = _widest_step(order, first, first + inner, relative, low, high, gaps.STEP_OF_LINE, gaps.USUAL)
        found = min(elsewhere, step)
    return found, found, found


@lean_njit(error_model="numpy")
def _find_breaks(ints, floats, count, elsewhere, left, right, row, traits):  # type: ignore[no-untyped-def]
    """Where words part, as ``spaces.Between.rows`` says: ``BREAKS``, which holds those of the runs before."""
    glyphs, starts, breaks, painted = ints[GLYPHS], ints[STARTS], ints[BREAKS], ints[PAINTED]
    white, size_at, relative, joined = floats[GAPS], floats[SIZE], floats[RELATIVE], ints[SPARE]
    for at in range(starts[count]):
        relative[at] = white[at] / max(size_at[at], 1e-6)
    for number in range(count):
        first, last = starts[number], starts[number + 1]
        of_letters, inside, between = _thresholds(ints, floats, first, last, elsewhere)
        for at in range(first + 1, last):
            letters = traits[row[glyphs[at - 1]]] & traits[row[glyphs[at]]] & ARABIC
            width = relative[at]
            if elsewhere == gaps.TIGHT and right[glyphs[at]] <= left[glyphs[at]] and at + 1 < last:
                width += min(relative[at + 1], 0.0)
            parts = width > (between if breaks[at] else of_letters if letters else inside)
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
def part_words(  # type: ignore[no-untyped-def]
    ints, floats, listed, marks, count, members, left, right, down, size, row, traits
):
    """Where words part, as ``spaces`` finds it: ``BREAKS`` of the ``members`` glyphs of ``count`` lines.

    Args:
        listed: spaces of the page, which are in ``LISTED``; they are sorted, and written over.
        marks: of the page, which are in ``BASES``.
    """
    which, painted = ints[LISTED], ints[PAINTED]
    elsewhere = gaps.ALWAYS
    if listed < count and count >= spaces.ENOUGH_LINES:
        elsewhere = _page_threshold(ints, floats, count, size, row, traits)
    for at in range(members):
        unit = size[ints[GLYPHS, at]]
        floats[SIZE, at] = max(unit, size[ints[GLYPHS, at - 1]]) if at else unit
        painted[at] = 0
    if members and listed:
        sort(which, ints[SPARE], 0, listed, down)
        _see_between(ints, floats, listed, False, count, left, right, down, size, row, traits)
    wide = 0
    for mark in range(marks):
        glyph = ints[BASES, mark]
        if right[glyph] - left[glyph] > spaces.MARK_WITH_ROOM * size[glyph]:
            which[wide] = glyph
            wide += 1
    if members and wide:
        for at in range(members):
            floats[BEFORE, at] = floats[GAPS, at]
        sort(which, ints[SPARE], 0, wide, down)
        _see_between(ints, floats, wide, True, count, left, right, down, size, row, traits)
    if members:
        _find_run_breaks(ints, count, row.size)
        _find_breaks(ints, floats, count, elsewhere, left, right, row, traits)
