"""Where the words of painted lines part: by space glyphs, by the white between glyphs, and by the forms of letters."""

from __future__ import annotations

from typing import Final

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.pages.codes.codes import ARABIC, ENDS, TO_LAST, TO_NEXT
from warraq.pages.lines.baselines import Placed, white
from warraq.pages.lines.frame import Floats, Indices, Lines, Rows
from warraq.pages.lines.kernings import NEVER

if not cython.compiled:
    from math import inf, sqrt

    from warraq.pages.lines.baselines import first_from, sort

#: White that is always a word space, in units of the font size; what never is one is ``NEVER``.
ALWAYS: Final = 0.33
#: Without other signs; measured on running text of the open faces.
_USUAL: Final = 0.14
#: Where words are parted by space glyphs, white without one is a space from here on; where some of those are narrower,
#: from nine tenths of them on, but not below the least (producers that round positions leave white between letters).
_WITHOUT_SPACE_GLYPH: Final = 0.12
_LEAST: Final = 0.1
#: Between two Arabic letters that are neighbours in the stream it is one only if it is so much wider than the usual
#: white with a space glyph, or wider than any kerning: Beiruti sets a yeh 0.12 em from the reh before it, Gulzar an
#: alef 0.15 from a kaf; their spaces are 0.13 and 0.12 wide.
_OF_USUAL_BETWEEN_LETTERS: Final = 1.5
_WIDEST_KERNING: Final = 0.2
#: Lines that tell the width of a page's spaces.
_ENOUGH_LINES: Final = 3
#: Gaps that a line must have to show that it is letter-spaced.
_ENOUGH: Final = 6
#: ... and the white of a page that is wide enough to be a space but needn't be.
_ENOUGH_ON_PAGE: Final = 12
#: ... and the share of it that is about as wide as the narrowest spaces are: less is kerning.
_LEAST_SPACES: Final = 0.1
#: ... and the share of the gaps of running text that can be spaces.
_MOST_SPACES: Final = 0.35
#: Where a page is set tightly, letters that stand beside each other are no farther apart than this, its spaces no
#: narrower than the other, and hardly any white (this share of the spaces) is between them. They are this share of the
#: gaps at least: words are not ten letters long. What parts words then, in units of the font size. (Alkalami by TeX has
#: 0.001 and 0.05.)
_BESIDE: Final = 0.02
_NARROWEST: Final = 0.045
_STRAY: Final = 0.02
_FEWEST_SPACES: Final = 0.1
TIGHT: Final = 0.03
#: In a line of such a page words part at white that is wider than this share of its usual white: less is kerning.
_OF_TIGHT: Final = 0.7
#: The widest step between sorted widths of white tells letters from words from this ratio on: on a whole page, in a
#: letter-spaced line, in another line.
_STEP_OF_PAGE: Final = 1.3
_STEP_OF_SPACED: Final = 1.35
_STEP_OF_LINE: Final = 1.6
#: Shares of a line's white below which that lies which is quite narrow, usual and quite wide between letters.
_NARROW_SHARE: Final = 0.15
_USUAL_SHARE: Final = 0.4
_WIDE_SHARE: Final = 0.8
#: Word spaces are wider than quite wide white by this factor; than white with a space glyph, the narrowest and the
#: usual, they are at most so much narrower; and where nothing else tells, so much wider than the usual white.
_SPREAD: Final = 1.7
_OF_NARROWEST: Final = 0.9
_OF_USUAL_SPACE: Final = 0.7
_SPACED_OUT: Final = 2.5
#: White from this share of the usual on is looked at in a letter-spaced line.
_OF_USUAL: Final = 0.9
#: Of the wide white of a line, the share that must have a space glyph if those are to be believed.
_MOSTLY_PAINTED: Final = 0.5
#: White that a painted space glyph must leave to count.
_WITH_SPACE_GLYPH: Final = 0.05

#: A space glyph belongs to a line whose baseline is this near, in units of the font size.
_SPACE_NEAR: Final = 0.5
#: A mark with an advance above this takes room in the line, in units of the font size.
_MARK_WITH_ROOM: Final = 0.1
#: A space that kerning has closed: its own width at least, the white that is left of it and its distance from the glyph
#: that it was set beside at most, in units of the font size; and how far apart in the stream the two letters are, with
#: their marks.
_SPACE_LEAST: Final = 0.11
_LEFT_OF_SPACE: Final = 0.2
_TOUCHING: Final = 0.02
_STREAM_NEAR: Final = 6
#: Spaces without a width part all words of a page if they are most of its spaces and this share of its glyphs.
_NO_WIDTH_SHARE: Final = 0.08
#: ... and white without one then parts what are neighbours in the stream only from here on, in units of the font size:
#: fpdf2 leaves white before a stop of another face.
_NO_SPACE_IN_STREAM: Final = 1.0
#: White that is a space after a letter that can't go on, in units of the font size: LuaTeX draws no spaces, and kerning
#: leaves little white between some words.
_AFTER_LAST: Final = 0.03
#: White between letters of a letter-spaced line is alike from this share of the widest on.
_ALIKE: Final = 0.85
#: White that a kashida drawn as a path may fill, in units of the font size.
_MOST_STRETCH: Final = 4.0

#: A space is painted in a gap; kerning has closed that one.
_SPACED, _CLOSED = 1, 2
#: Glyphs that are looked at one by one for the next space, before all are searched.
_NEXT_WORD: Final = 16
#: What sizes are taken to be at least, points.
_SMALLEST: Final = 1e-6


class Gaps:
    """The gaps before the glyphs of some lines; that before the first of a line means nothing.

    Attributes:
        glyphs, bounds: the lines.
        white: points; before: what it was before marks took their part of it.
        size: the larger font size of the two glyphs, points; relative: white in units of a size.
        painted: whether a space stands there, and whether kerning has closed it.
        breaks: whether words part there.
        order, spare, numbers: to work on.
    """

    def __init__(self, placed: Placed, lines: Lines, gaps: Floats, breaks: NDArray[np.bool_]) -> None:
        self.glyphs, self.bounds, self.white, self.breaks = lines.glyphs, lines.bounds, gaps, breaks
        self.before, self.size, self.relative = np.empty((3, len(gaps)))
        self.painted = np.zeros(len(gaps), np.uint8)
        self.order, self.spare, self.numbers = np.empty((3, len(placed.frame.left) + 1), np.intp)


def part_words(placed: Placed, lines: Lines, spaces: Indices, marks: Indices) -> Rows:
    """The lines of a page with what parts their glyphs.

    Args:
        spaces, marks: the glyphs that stand between letters: marks may take room of their own.
    """
    gaps, breaks = white(placed, lines), np.zeros(len(lines.glyphs), np.bool_)
    if len(gaps):
        _part_words(placed, Gaps(placed, lines, gaps, breaks), spaces.copy(), marks.copy())
    return Rows(lines.glyphs, lines.starts, breaks, gaps)


def page_threshold(relative: Floats, arabic: NDArray[np.bool_]) -> float:
    """The white above which words part on a page without space glyphs, from the white of all its lines.

    The narrow spaces of some faces are told from the white between letters by many lines, not by one. Where enough of
    it is between Arabic letters, what formulas have between theirs tells nothing.

    >>> page_threshold(np.array([0.0] * 40 + [0.05] * 12), np.ones(52, dtype=np.bool_))
    0.03

    Args:
        relative: in units of the font size.
        arabic: whether each is between two letters of the script.
    """
    order, spare = np.empty((2, len(relative)), np.intp)
    return _page_threshold(relative, arabic, len(relative), order, spare)


def _part_words(placed: Placed, gaps: Gaps, spaces: Indices, marks: Indices) -> None:
    """Find where words part: ``gaps.breaks``; ``spaces`` and ``marks`` are sorted."""
    lines, elsewhere = len(gaps.bounds) - 1, ALWAYS
    if len(spaces) < lines and lines >= _ENOUGH_LINES:
        # Few spaces are painted: all lines together tell how wide one is.
        elsewhere = _threshold_of_lines(placed, gaps)
    for at in range(len(gaps.glyphs)):
        gaps.painted[at] = 0
        gaps.size[at] = placed.size[gaps.glyphs[at]]
        if at > 0:
            gaps.size[at] = max(gaps.size[at], placed.size[gaps.glyphs[at - 1]])
    without_width, wide = 0, 0
    for at in range(len(spaces)):
        without_width += _has_no_width(placed, spaces[at])
    no_white = 2 * without_width > len(spaces) and without_width > _NO_WIDTH_SHARE * len(placed.left)
    if len(spaces):
        sort(spaces, gaps.spare, 0, len(spaces), placed.down)
        _see_between(placed, gaps, spaces, len(spaces), False)
    for at in range(len(marks)):
        if placed.right[marks[at]] - placed.left[marks[at]] > _MARK_WITH_ROOM * placed.size[marks[at]]:
            marks[wide] = marks[at]
            wide += 1
    if wide:
        for at in range(len(gaps.glyphs)):
            gaps.before[at] = gaps.white[at]
        sort(marks, gaps.spare, 0, wide, placed.down)
        _see_between(placed, gaps, marks, wide, True)
    _part_runs(gaps, len(placed.left))
    _part_by_white(placed, gaps, elsewhere, no_white)
    _part_by_forms(placed, gaps)


def _has_no_width(placed: Placed, space: int) -> bool:
    """A space of a face that gives it no width: only the stream tells between which glyphs it stands."""
    return placed.right[space] <= placed.left[space]


def _both_arabic(placed: Placed, one: int, other: int) -> bool:
    return placed.traits[placed.row[one]] & placed.traits[placed.row[other]] & ARABIC != 0


def _threshold_of_lines(placed: Placed, gaps: Gaps) -> float:
    """``page_threshold`` of the white inside all lines, each in units of the size of the glyph behind it."""
    count = 0
    for number in range(len(gaps.bounds) - 1):
        for at in range(gaps.bounds[number] + 1, gaps.bounds[number + 1]):
            glyph = gaps.glyphs[at]
            gaps.relative[count] = gaps.white[at] / placed.size[glyph]
            gaps.painted[count] = _both_arabic(placed, gaps.glyphs[at - 1], glyph)
            count += 1
    return _page_threshold(gaps.relative, gaps.painted, count, gaps.order, gaps.spare)


def _page_threshold(
    relative: Floats, arabic: NDArray[np.uint8] | NDArray[np.bool_], count: int, order: Indices, spare: Indices
) -> float:
    """``page_threshold`` of the first ``count``."""
    if _is_tight(relative, arabic, count):
        return TIGHT
    for any_letters in range(2):
        inner, every, wider = 0, 0, 0
        for at in range(count):
            if arabic[at] or any_letters:
                every += 1
                if NEVER < relative[at] < ALWAYS:
                    order[inner] = at
                    inner += 1
        if inner < _ENOUGH_ON_PAGE:
            continue
        sort(order, spare, 0, inner, relative)
        least = _step_of_page(order, inner, relative)
        for at in range(count):
            if (arabic[at] or any_letters) and relative[at] > least:
                wider += 1
        return least if 1.0 * wider / every < _MOST_SPACES else ALWAYS
    return ALWAYS


def _is_tight(relative: Floats, arabic: NDArray[np.uint8] | NDArray[np.bool_], count: int) -> bool:
    """Whether the spaces between Arabic letters are hardly any white, and there is none between the others.

    It must not fire where kerning leaves white between some letters, nor where wider white makes words of usual length.
    """
    every, spaces, wide, between = 0, 0, 0, 0
    for at in range(count):
        if arabic[at]:
            every += 1
            spaces += relative[at] >= _NARROWEST
            wide += relative[at] > _USUAL
            between += _BESIDE < relative[at] < _NARROWEST
    return (
        spaces >= _ENOUGH_ON_PAGE
        and _FEWEST_SPACES * every <= spaces < _MOST_SPACES * every
        and wide < _FEWEST_SPACES * every
        and between <= _STRAY * spaces
    )


def _step_of_page(order: Indices, count: int, relative: Floats) -> float:
    """As ``_widest_step`` above ``NEVER``, of the steps with enough values between them and the next one.

    Args:
        order: places of the ``count`` values, which are sorted.
    """
    widest, step = 0.0, 0.0
    ratio, product, first, before = 0.0, 0.0, 0, NEVER
    for at in range(count + 1):
        value = relative[order[at]] if at < count else inf
        if value / before >= _STEP_OF_PAGE:
            if ratio > widest and at - first >= _LEAST_SPACES * count:
                widest, step = ratio, product
            ratio, product, first = value / before, before * value, at
        before = value
    return sqrt(step) if widest > 0 else ALWAYS


def _see_between(placed: Placed, gaps: Gaps, which: Indices, count: int, marks: bool) -> None:
    """Look at the glyphs that stand in gaps: spaces, or ``marks``, which fill a part of them.

    Args:
        which: glyphs, the first ``count``, sorted down the page.
    """
    for number in range(len(gaps.bounds) - 1):
        first, last = gaps.bounds[number], gaps.bounds[number + 1]
        length, rises, edge = last - first, True, placed.left[gaps.glyphs[first]]
        baseline, lowest = placed.down[gaps.glyphs[first]], placed.down[gaps.glyphs[first]]
        largest = placed.size[gaps.glyphs[first]]
        for at in range(first, last):
            glyph = gaps.glyphs[at]
            gaps.order[at] = glyph
            largest = max(largest, placed.size[glyph])
            baseline, lowest = min(baseline, placed.down[glyph]), max(lowest, placed.down[glyph])
            rises = rises and edge <= placed.left[glyph]
            edge = placed.left[glyph]
        if lowest > baseline:
            sort(gaps.order, gaps.spare, first, last, placed.down)
            baseline = placed.down[gaps.order[first + length // 2]]
        begin = first_from(which, 0, count, placed.down, baseline - _SPACE_NEAR * largest)
        end = first_from(which, begin, count, placed.down, baseline + _SPACE_NEAR * largest)
        low, high, last_middle = 0, length, 0.0
        for at in range(begin, end):
            glyph = which[at]
            middle = (placed.left[glyph] + placed.right[glyph]) / 2
            steps = 0
            if rises and at > begin:
                # The next of the stream is a word further.
                while low < length and placed.left[gaps.glyphs[first + low]] <= middle and steps < _NEXT_WORD:
                    low, steps = low + 1, steps + 1
                while low > 0 and placed.left[gaps.glyphs[first + low - 1]] > middle and steps < _NEXT_WORD:
                    low, steps = low - 1, steps + 1
            if not rises or at == begin or steps == _NEXT_WORD:
                # A row that ties have put in order needn't be sorted to the last point: as NumPy searches it.
                if rises or at == begin:
                    low, high = 0, length
                elif last_middle <= middle:
                    high = length
                else:
                    low, high = 0, min(high + 1, length)
                while low < high:
                    probe = low + ((high - low) >> 1)
                    if placed.left[gaps.glyphs[first + probe]] <= middle:
                        low = probe + 1
                    else:
                        high = probe
            last_middle = middle
            if not marks:
                _see_space(placed, gaps, first, last, first + low, glyph)
            elif 0 < low < length:
                _let_mark_in(placed, gaps, first + low, glyph)


def _let_mark_in(placed: Placed, gaps: Gaps, at: int, mark: int) -> None:
    """Take from the white what a mark fills of it: letter-spaced, a mark stands beside its letter.

    Its width and the white on both sides of it are no word space. A mark over its letter takes no room from the white
    beside it.
    """
    end = placed.left[gaps.glyphs[at]]
    inside = min(placed.right[mark], end) - max(placed.left[mark], end - gaps.before[at])
    if inside > 0:
        gaps.white[at] = max(0.0, gaps.white[at] - inside) / 2


def _see_space(placed: Placed, gaps: Gaps, first: int, last: int, place: int, space: int) -> None:
    """Note where ``space`` parts the line ``first:last``; the glyph at ``place`` is the first behind its middle."""
    if _has_no_width(placed, space):
        # A final letter that takes no room starts where the letter before it and the space without a width do.
        for at in range(max(place - 2, first + 1), min(place, last - 1) + 1):
            if _is_beside(placed, gaps, at, space):
                gaps.painted[at] |= _CLOSED
        return
    # Kerning may draw a letter over all of the space before it, whose middle then lies behind the letter's edge.
    under = place - 1 > first and _both_arabic(placed, gaps.glyphs[place - 2], gaps.glyphs[place - 1])
    if under and _is_closed(placed, gaps, place - 1, space):
        gaps.painted[place - 1] |= _CLOSED
    if first < place < last:
        if _is_closed(placed, gaps, place, space):
            gaps.painted[place] |= _CLOSED
        # One that ends before the white begins is under the letter there: Typst leaves that of a line's end so.
        if placed.right[space] > placed.left[gaps.glyphs[place]] - gaps.white[place]:
            gaps.painted[place] |= _SPACED


def _is_closed(placed: Placed, gaps: Gaps, at: int, space: int) -> bool:
    """Whether kerning has all but closed a gap: the stream has ``space`` between its two glyphs, at one of them.

    A space that is laid under letters, or a word's kashida, isn't there.
    """
    if not _is_between(gaps, at, space):
        return False
    relative, unit = gaps.white[at] / gaps.size[at], placed.size[space]
    if not -_WITH_SPACE_GLYPH < relative <= _LEFT_OF_SPACE:
        return False
    if not placed.right[space] - placed.left[space] > _SPACE_LEAST * unit:
        return False
    # It begins inside neither: Typst leaves the space of a line's end under the stop.
    near = _TOUCHING * unit
    if not placed.left[gaps.glyphs[at - 1]] < placed.left[space] - near:
        return False
    return placed.right[gaps.glyphs[at]] > placed.right[space] + near and _touches(placed, gaps, at, space)


def _is_between(gaps: Gaps, at: int, space: int) -> bool:
    """Whether the stream has ``space`` between the two glyphs of a gap, which are near each other."""
    one, other = gaps.glyphs[at - 1], gaps.glyphs[at]
    return min(one, other) < space < max(one, other) and _apart(one, other) <= _STREAM_NEAR


def _apart(one: int, other: int) -> int:
    return max(one, other) - min(one, other)


def _touches(placed: Placed, gaps: Gaps, at: int, space: int) -> bool:
    """Whether ``space`` begins where the letters before a gap end, or ends where the one behind it begins."""
    edge = placed.left[gaps.glyphs[at]]
    apart = min(abs(edge - placed.right[space]), abs(placed.left[space] - (edge - gaps.white[at])))
    return apart < _TOUCHING * placed.size[space]


def _is_beside(placed: Placed, gaps: Gaps, at: int, space: int) -> bool:
    """Whether ``space``, which has no width, parts the glyphs of a gap: it is wherever the stream has it.

    Numbers are a run of their own in the stream, which has the space before a letter beside the number after it: there
    it touches one of the two.
    """
    one, other = placed.traits[placed.row[gaps.glyphs[at - 1]]], placed.traits[placed.row[gaps.glyphs[at]]]
    if (one & ARABIC) != (other & ARABIC):
        return _touches(placed, gaps, at, space)
    return _is_between(gaps, at, space)


def _part_runs(gaps: Gaps, glyphs_of_page: int) -> None:
    """Write to ``breaks`` whether each glyph and the one before it are no neighbours in the stream, but for what is no
    letter, and what is of other lines."""
    lines, any_mixed = len(gaps.bounds) - 1, False
    line, rank = gaps.order, gaps.spare
    for number in range(lines):
        mixed = False
        for at in range(gaps.bounds[number] + 1, gaps.bounds[number + 1]):
            mixed = mixed or _apart(gaps.glyphs[at - 1], gaps.glyphs[at]) > 2
        gaps.numbers[number] = 0 if mixed else -1
        any_mixed = any_mixed or mixed
    if not any_mixed:
        return
    for glyph in range(glyphs_of_page):
        line[glyph] = -1
    for number in range(lines):
        if gaps.numbers[number] == 0:
            for at in range(gaps.bounds[number], gaps.bounds[number + 1]):
                line[gaps.glyphs[at]] = number
    for glyph in range(glyphs_of_page):
        if line[glyph] >= 0:
            rank[glyph] = gaps.numbers[line[glyph]]
            gaps.numbers[line[glyph]] += 1
    for number in range(lines):
        if gaps.numbers[number] > 0:
            for at in range(gaps.bounds[number] + 1, gaps.bounds[number + 1]):
                gaps.breaks[at] = _apart(rank[gaps.glyphs[at - 1]], rank[gaps.glyphs[at]]) > 1


def _part_by_white(placed: Placed, gaps: Gaps, elsewhere: float, no_white: bool) -> None:
    """Find which gaps are word spaces: ``breaks``, which holds those of the runs before.

    A space glyph is believed where it leaves white; else the threshold lies in the widest empty stretch of the line's
    own distribution of gaps, so that letter-spaced and tightly set lines are split alike. Between runs less is enough:
    Cairo drops the space glyph where runs of different direction meet.

    Args:
        elsewhere: the threshold of the page, where it draws no space glyphs; units of the font size.
        no_white: spaces have no width, and white parts no words.
    """
    for at in range(len(gaps.glyphs)):
        gaps.relative[at] = gaps.white[at] / max(gaps.size[at], _SMALLEST)
    for number in range(len(gaps.bounds) - 1):
        first, last = gaps.bounds[number], gaps.bounds[number + 1]
        of_letters, inside, between = _thresholds(gaps, first, last, elsewhere)
        for at in range(first + 1, last):
            one, glyph, width = gaps.glyphs[at - 1], gaps.glyphs[at], gaps.relative[at]
            if elsewhere == TIGHT and at + 1 < last and placed.right[glyph] <= placed.left[glyph]:
                # Where it is painted inside the next one, as a hamza in its alef, it has no white before it.
                width += min(gaps.relative[at + 1], 0.0)
            least = of_letters if _both_arabic(placed, one, glyph) else inside
            parts = width > (between if gaps.breaks[at] else least)
            parts = parts or (gaps.painted[at] != 0 and gaps.relative[at] > _WITH_SPACE_GLYPH)
            parts = parts or gaps.painted[at] & _CLOSED != 0
            if no_white and not gaps.painted[at]:
                least = ALWAYS if gaps.breaks[at] else _NO_SPACE_IN_STREAM
                parts = parts and gaps.white[at] > least * gaps.size[at]
            gaps.breaks[at] = parts


def _thresholds(gaps: Gaps, first: int, last: int, elsewhere: float) -> tuple[float, float, float]:
    """The white above which words part in a line, in units of the font size.

    Between two Arabic letters of a run, elsewhere inside one, and between two runs.
    """
    order, relative = gaps.order, gaps.relative
    others, with_glyph, wide, closed, joined, narrow = 0, 0, 0, 0, 0, 0
    for at in range(first + 1, last):
        # Without a branch, which nobody foresees: the place of the other kind is written over.
        painted = gaps.painted[at] != 0
        order[first + others], order[last - 1 - with_glyph] = at, at
        wide += relative[at] > _USUAL
        closed += painted & (relative[at] <= _WITH_SPACE_GLYPH)
        joined += (not painted) & (relative[at] <= NEVER)
        narrow += (not painted) & (_SPREAD * relative[at] <= _LEAST)
        with_glyph += painted
        others += not painted
    begin = last - with_glyph
    # Most lines need no more of these quantiles than on which side of a limit they are, which counting tells.
    letter_spaced = joined <= cython.cast(cython.Py_ssize_t, _NARROW_SHARE * others) and others > 0
    letter_spaced = letter_spaced and others + with_glyph >= _ENOUGH
    if with_glyph and (letter_spaced or with_glyph >= _MOSTLY_PAINTED * wide):
        # Spaces are painted as glyphs here: white without one has to be about as wide, and wider than between letters.
        spread = 0.0
        if narrow <= cython.cast(cython.Py_ssize_t, _WIDE_SHARE * others):
            sort(order, gaps.spare, first, first + others, relative)
            spread = _SPREAD * _quantile(order, first, others, relative, _WIDE_SHARE)
            if not letter_spaced:  # the one wide gap of a short line is that between a label and its value
                spread = min(spread, ALWAYS)
        sort(order, gaps.spare, begin, last, relative)
        narrowest = _quantile(order, begin + closed, with_glyph - closed, relative, 0.0)
        between_words = _quantile(order, begin + closed, with_glyph - closed, relative, 0.5)
        least = max(_LEAST, min(_WITHOUT_SPACE_GLYPH, _OF_NARROWEST * narrowest))
        inside = max(max(least, _OF_USUAL_SPACE * between_words), spread)
        of_letters = max(inside, min(_WIDEST_KERNING, _OF_USUAL_BETWEEN_LETTERS * between_words))
        return of_letters, inside, max(_LEAST, spread)
    usual = 0.0
    if letter_spaced:
        sort(order, gaps.spare, first, first + others, relative)
        usual = _quantile(order, first, others, relative, _USUAL_SHARE)
    step = _by_white(gaps, first, last, elsewhere, letter_spaced, usual)
    return step, step, step


def _by_white(gaps: Gaps, first: int, last: int, elsewhere: float, letter_spaced: bool, usual: float) -> float:
    """The white above which the words of a line part that draws no space glyphs.

    Args:
        usual: the usual white between its letters, if it is ``letter_spaced``.
    """
    order, relative = gaps.order, gaps.relative
    tight = elsewhere == TIGHT and not letter_spaced
    low, high = NEVER, ALWAYS
    if letter_spaced:
        low, high = _OF_USUAL * usual, inf
    inner = 0
    for at in range(first + 1, last):
        if relative[at] >= _NARROWEST if tight else low < relative[at] < high:
            order[first + inner] = at
            inner += 1
    sort(order, gaps.spare, first, first + inner, relative)
    if letter_spaced:
        return _widest_step(order, first, first + inner, relative, 0.0, 0.0, _STEP_OF_SPACED, _SPACED_OUT * usual)
    if tight:
        return max(TIGHT, _OF_TIGHT * relative[order[first + (inner - 1) // 2]]) if inner else TIGHT
    if inner < 2:
        return min(_USUAL, elsewhere)
    return min(elsewhere, _widest_step(order, first, first + inner, relative, low, high, _STEP_OF_LINE, _USUAL))


def _widest_step(
    order: Indices, first: int, last: int, keys: Floats, low: float, high: float, least: float, otherwise: float
) -> float:
    """The middle of the widest step between sorted values, as a ratio; ``otherwise`` where none is ``least`` wide.

    Args:
        order: places of the values, from ``first`` to ``last``, which are sorted by their ``keys``.
        low, high: one more before them and behind them; none where it is 0.
    """
    count, widest, step = 0, -1.0, 0.0
    before = 0.0
    for at in range(first - 1, last + 1):
        value = low if at < first else high if at == last else keys[order[at]]
        if (at < first or at == last) and value == 0.0:
            continue
        if count and value / before > widest:
            widest, step = value / before, before * value
        before = value
        count += 1
    if count < 2 or widest < least:
        return otherwise
    return sqrt(step)


def _quantile(order: Indices, first: int, count: int, keys: Floats, share: float) -> float:
    """The value below which ``share`` of some sorted values lie; 0 where there are none."""
    if count <= 0:
        return 0.0
    return keys[order[first + cython.cast(cython.Py_ssize_t, share * count)]]


def _part_by_forms(placed: Placed, gaps: Gaps) -> None:
    """Letters whose forms join them are of one word, whatever white is between them; after a last one a word begins."""
    joined, spaced = gaps.numbers, False
    for number in range(len(gaps.bounds) - 1):
        for at in range(gaps.bounds[number] + 1, gaps.bounds[number + 1]):
            before = placed.traits[placed.row[gaps.glyphs[at]]]
            after = placed.traits[placed.row[gaps.glyphs[at - 1]]]
            width = gaps.relative[at] if gaps.size[at] >= _SMALLEST else gaps.white[at] / gaps.size[at]
            # Without branches: which letter joins the next, nobody foresees.
            join = (before & TO_NEXT != 0) & (after & TO_LAST != 0) & (width < _MOST_STRETCH)
            ended = (before & ENDS != 0) & (after & ARABIC != 0) & (width > _AFTER_LAST)
            joined[at] = join
            gaps.breaks[at] = ((gaps.breaks[at] != 0) | ended) & (not join)
            spaced = spaced | (join & (width > _WITH_SPACE_GLYPH))
    if not spaced:
        return
    # Letter-spaced: gaps that are no wider than those between joined letters, in lines where the latter are all alike.
    # A kashida that is drawn as a path leaves such white too, but not between all of a line's letters: some joined or
    # not are close.
    for number in range(len(gaps.bounds) - 1):
        first, last = gaps.bounds[number] + 1, gaps.bounds[number + 1]
        least, narrowest, widest = inf, inf, -inf
        for at in range(first, last):
            width = gaps.white[at] / gaps.size[at]
            least = min(least, width)
            if joined[at]:
                narrowest, widest = min(narrowest, width), max(widest, width)
        if widest > -inf and least > _WITH_SPACE_GLYPH and narrowest > _ALIKE * widest:
            for at in range(first, last):
                if not gaps.painted[at] and gaps.white[at] / gaps.size[at] < widest / _ALIKE:
                    gaps.breaks[at] = False
