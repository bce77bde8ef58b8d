"""Word spaces, from the white between painted glyphs."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.repair.frame import Floats, Indices

#: White that is always a word space, and white that never is one, in units of the font size.
ALWAYS: Final = 0.33
NO_THRESHOLD: Final = ALWAYS
NEVER: Final = 0.06
#: Without other signs; measured on running text of the open faces.
USUAL: Final = 0.14
#: Where words are parted by space glyphs, white without one is a space from here on; where some of those are narrower,
#: from nine tenths of them on, but not below the least (producers that round positions leave white between letters).
WITHOUT_SPACE_GLYPH: Final = 0.12
LEAST: Final = 0.1
#: Between two Arabic letters that are neighbours in the stream it is one only if it is so much wider than the usual
#: white with a space glyph, or wider than any kerning: Beiruti sets a yeh 0.12 em from the reh before it, Gulzar an
#: alef 0.15 from a kaf; their spaces are 0.13 and 0.12 wide.
OF_USUAL_BETWEEN_LETTERS: Final = 1.5
WIDEST_KERNING: Final = 0.2
#: Gaps that a line must have to show that it is letter-spaced.
ENOUGH: Final = 6
#: ... and the white of a page that is wide enough to be a space but needn't be.
ENOUGH_ON_PAGE: Final = 12
#: ... and the share of it that is about as wide as the narrowest spaces are: less is kerning.
LEAST_SPACES: Final = 0.1
#: ... and the share of the gaps of running text that can be spaces.
MOST_SPACES: Final = 0.35
#: Where a page is set tightly, letters that stand beside each other are no farther apart than this, its spaces no
#: narrower than the other, and hardly any white (this share of the spaces) is between them. They are this share of the
#: gaps at least: words are not ten letters long. What parts words then, in units of the font size. (Alkalami by TeX has
#: 0.001 and 0.05.)
BESIDE: Final = 0.02
NARROWEST: Final = 0.045
STRAY: Final = 0.02
#: In a line of such a page words part at white that is wider than this share of its usual white: less is kerning.
OF_TIGHT: Final = 0.7
FEWEST_SPACES: Final = 0.1
TIGHT: Final = 0.03
#: The widest step between sorted widths of white tells letters from words from this ratio on: on a whole page, in a
#: letter-spaced line, in another line.
STEP_OF_PAGE: Final = 1.3
STEP_OF_SPACED: Final = 1.35
STEP_OF_LINE: Final = 1.6
#: Shares of a line's white below which that lies which is quite narrow, usual and quite wide between letters.
NARROW_SHARE: Final = 0.15
USUAL_SHARE: Final = 0.4
WIDE_SHARE: Final = 0.8
#: Word spaces are wider than quite wide white by this factor; than white with a space glyph, the narrowest and the
#: usual, they are at most so much narrower; and where nothing else tells, so much wider than the usual white.
SPREAD: Final = 1.7
OF_NARROWEST: Final = 0.9
OF_USUAL_SPACE: Final = 0.7
SPACED_OUT: Final = 2.5
#: White from this share of the usual on is looked at in a letter-spaced line.
OF_USUAL: Final = 0.9
#: Of the wide white of a line, the share that must have a space glyph if those are to be believed.
MOSTLY_PAINTED: Final = 0.5
#: White that a painted space glyph must leave to count.
WITH_SPACE_GLYPH: Final = 0.05


def white(left: Floats, right: Floats, starts: Indices) -> Floats:
    """White before each glyph of some rows, points: from the rightmost edge so far to its left edge; 0 at the start.

    Args:
        left, right: extents, row after row, in each row sorted by ``left``.
        starts: where each row begins.
    """
    edge = right
    bounds = np.append(starts, len(right))
    behind = np.flatnonzero(right[1:] < right[:-1]) + 1
    if behind.size:
        edge = right.copy()
        row = np.searchsorted(starts, behind, side="right") - 1
        for number in dict.fromkeys(row[behind > starts[row]].tolist()):
            part = edge[bounds[number] : bounds[number + 1]]
            np.maximum.accumulate(part, out=part)
    gaps = np.zeros(len(left))
    gaps[1:] = left[1:] - edge[:-1]
    gaps[starts] = 0.0
    return gaps


def run_breaks(glyphs: Indices, starts: Indices, inner: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether each glyph and the one before it in its row are no neighbours in the stream, but for spaces and marks.

    Args:
        glyphs: their places in the stream, row after row.
        starts: where each row begins.
        inner: whether each has one before it in its row.
    """
    found = np.zeros(len(glyphs), dtype=bool)
    found[1:] = (np.abs(np.diff(glyphs)) > 2) & inner[1:]
    mixed = np.logical_or.reduceat(found, starts)
    if mixed.any():
        row = np.cumsum(~inner) - 1
        rank = np.empty(len(glyphs), dtype=np.intp)
        rank[np.lexsort((glyphs, row))] = np.arange(len(glyphs))
        found[1:] = (np.abs(np.diff(rank)) > 1) & inner[1:] & mixed[row[1:]]
    return found


def word_breaks(
    gaps: Floats,
    size: Floats,
    space_glyph: NDArray[np.bool_],
    starts: Indices,
    run_break: NDArray[np.bool_],
    letters: NDArray[np.bool_],
    elsewhere: float = ALWAYS,
    no_room: NDArray[np.bool_] | None = None,
) -> NDArray[np.bool_]:
    """Which gaps of some rows are word spaces; those before the first glyphs of the rows mean nothing.

    A space glyph is believed where it leaves white; else the threshold lies in the widest empty stretch of the line's
    own distribution of gaps, so that letter-spaced and tightly set lines are split alike.

    Args:
        gaps: white before each glyph, points, row after row.
        size: font size at each gap, points.
        space_glyph: a space glyph was painted inside the gap.
        starts: where each row begins.
        run_break: the glyphs beside the gap are no neighbours in the stream. Cairo drops the space glyph where runs of
            different direction meet, so that less white is enough there.
        letters: the glyphs beside the gap are both Arabic letters.
        elsewhere: the threshold of the page, where it draws no space glyphs; units of the font size.
        no_room: the glyph behind the gap has no advance. Where it is painted inside the next one, as a hamza in its
            alef, a page that is set tightly has no white before it.
    """
    relative = gaps / np.maximum(size, 1e-6)
    lengths = np.diff(np.append(starts, len(gaps)))
    between_letters, inside, between_runs = (
        np.repeat(values, lengths) for values in thresholds(relative, space_glyph, starts, elsewhere)
    )
    least = np.where(run_break, between_runs, np.where(letters, between_letters, inside))
    width = relative
    if elsewhere == TIGHT and no_room is not None:
        behind = np.minimum(np.append(relative[1:], 0.0), 0.0)
        behind[np.append(starts[1:], len(gaps)) - 1] = 0.0
        width = relative + np.where(no_room, behind, 0.0)
    return (width > least) | (space_glyph & (relative > WITH_SPACE_GLYPH))


def page_threshold(relative: NDArray[np.float64], arabic: NDArray[np.bool_]) -> float:
    """The white above which words part on a page without space glyphs, from the white of all its lines.

    The narrow spaces of some faces are told from the white between letters by many lines, not by one. Where enough of
    it is between Arabic letters, what formulas have between theirs tells nothing.

    >>> page_threshold(np.array([0.0] * 40 + [0.05] * 12), np.ones(52, dtype=np.bool_)) == TIGHT
    True

    Args:
        relative: in units of the font size.
        arabic: whether each is between two letters of the script.
    """
    if _is_tight(relative[arabic]):
        return TIGHT
    for chosen in (relative[arabic], relative):
        inner = chosen[(chosen > NEVER) & (chosen < ALWAYS)]
        if inner.size >= ENOUGH_ON_PAGE:
            relative = chosen
            break
    else:
        return ALWAYS
    least = _step_of_page(inner)
    return least if (relative > least).mean() < MOST_SPACES else ALWAYS


def _is_tight(relative: NDArray[np.float64]) -> bool:
    """Whether the spaces between Arabic letters are hardly any white, and there is none between the others.

    It must not fire where kerning leaves white between some letters, nor where wider white makes words of usual length.
    """
    spaces, every = int((relative >= NARROWEST).sum()), relative.size
    return (
        spaces >= ENOUGH_ON_PAGE
        and FEWEST_SPACES * every <= spaces < MOST_SPACES * every
        and int((relative > USUAL).sum()) < FEWEST_SPACES * every
        and int(((relative > BESIDE) & (relative < NARROWEST)).sum()) <= STRAY * spaces
    )


def _step_of_page(values: NDArray[np.float64]) -> float:
    """As ``_widest_step`` above ``NEVER``, of the steps with enough values between them and the next one."""
    ordered = np.append(NEVER, np.sort(values))
    ratios = ordered[1:] / ordered[:-1]
    steps = np.flatnonzero(ratios >= STEP_OF_PAGE)
    steps = steps[np.diff(np.append(steps, values.size)) >= LEAST_SPACES * values.size]
    if not steps.size:
        return ALWAYS
    widest = int(steps[np.argmax(ratios[steps])])
    return float(np.sqrt(ordered[widest] * ordered[widest + 1]))


def thresholds(
    relative: Floats, space_glyph: NDArray[np.bool_], starts: Indices, elsewhere: float = ALWAYS
) -> tuple[Floats, Floats, Floats]:
    """The white above which words part in each row, in units of the font size.

    Between two Arabic letters of a run, elsewhere inside one, and between two runs.

    Args:
        relative: white before each glyph in these units, row after row; that before the first of a row means nothing.
        space_glyph, starts, elsewhere: as for ``word_breaks``.
    """
    count = len(starts)
    inner = np.ones(len(relative), dtype=np.bool_)
    inner[starts] = False
    row = np.repeat(np.arange(count), np.diff(np.append(starts, len(relative))))[inner]
    gap, painted = relative[inner], space_glyph[inner]
    # Of each row the gaps without a space glyph and those with one, each sorted.
    group = (2 * row + painted).astype(np.uint16 if count < 1 << 15 else np.intp)
    by_width = np.argsort(gap, kind="stable")
    ordered = np.append(gap[by_width[np.argsort(group[by_width], kind="stable")]], 0.0)
    sizes = np.bincount(group, minlength=2 * count).reshape(count, 2)
    others, with_glyph = sizes.T
    first = (np.cumsum(sizes) - sizes.ravel()).reshape(count, 2)
    usual = _quantiles(ordered, first[:, 0], others, USUAL_SHARE)
    spaced_out = (_quantiles(ordered, first[:, 0], others, NARROW_SHARE) > NEVER) & (others + with_glyph >= ENOUGH)
    wide = np.bincount(row[gap > USUAL], minlength=count)
    # Spaces are painted as glyphs here: white without one has to be about as wide, and wider than between letters.
    closed = np.bincount(row[painted & (gap <= WITH_SPACE_GLYPH)], minlength=count)
    narrowest, between_words = (
        _quantiles(ordered, first[:, 1] + closed, with_glyph - closed, share) for share in (0.0, 0.5)
    )
    spread = SPREAD * _quantiles(ordered, first[:, 0], others, WIDE_SHARE)
    least = np.maximum(LEAST, np.minimum(WITHOUT_SPACE_GLYPH, OF_NARROWEST * narrowest))
    inside, between = np.maximum(np.maximum(least, OF_USUAL_SPACE * between_words), spread), np.maximum(LEAST, spread)
    of_letters = np.maximum(inside, np.minimum(WIDEST_KERNING, OF_USUAL_BETWEEN_LETTERS * between_words))
    ends = np.append(starts[1:], len(relative))
    for number in np.flatnonzero((with_glyph == 0) | ~(spaced_out | (with_glyph >= MOSTLY_PAINTED * wide))).tolist():
        white_of_row = relative[starts[number] + 1 : ends[number]]
        spacing = float(usual[number]) if spaced_out[number] else None
        of_letters[number] = inside[number] = between[number] = _by_white(white_of_row, spacing, elsewhere)
    return of_letters, inside, between


def _by_white(relative: Floats, spacing: float | None, elsewhere: float) -> float:
    """The white above which the words of a row part that draws no space glyphs.

    Args:
        spacing: the usual white between its letters, if it is letter-spaced.
    """
    if spacing is not None:
        return _widest_step(relative[relative > OF_USUAL * spacing], STEP_OF_SPACED, SPACED_OUT * spacing)
    if elsewhere == TIGHT:
        spaces = np.sort(relative[relative >= NARROWEST])
        return max(TIGHT, OF_TIGHT * float(spaces[(spaces.size - 1) // 2])) if spaces.size else TIGHT
    inner = relative[(relative > NEVER) & (relative < ALWAYS)]
    if inner.size < 2:
        return min(USUAL, elsewhere)
    return min(elsewhere, _widest_step(np.concatenate([[NEVER], inner, [ALWAYS]]), STEP_OF_LINE, USUAL))


def _widest_step(values: NDArray[np.float64], least: float, otherwise: float) -> float:
    """The middle of the widest step between sorted values, as a ratio; ``otherwise`` where none is ``least`` wide."""
    ordered = np.sort(values)
    if ordered.size < 2:
        return otherwise
    ratios = ordered[1:] / ordered[:-1]
    widest = int(np.argmax(ratios))
    if ratios[widest] < least:
        return otherwise
    return float(np.sqrt(ordered[widest] * ordered[widest + 1]))


def _quantiles(ordered: Floats, first: Indices, sizes: Indices, share: float) -> Floats:
    """The value below which ``share`` of the values of each group lie; 0 where there are none.

    Args:
        ordered: group after group, each sorted, and one value more at the end.
        first, sizes: where each group begins, and how many it has.
    """
    found: Floats = np.where(sizes > 0, ordered[first + (share * sizes).astype(np.intp)], 0.0)
    return found
