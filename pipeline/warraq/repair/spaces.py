"""Where the words of a painted line part: by space glyphs, by white, and by the forms of its letters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.record import dataclass
from warraq.repair.frame import Floats, Frame, Indices, Rows
from warraq.repair.gaps import ALWAYS, NO_THRESHOLD, WITH_SPACE_GLYPH, page_threshold, run_breaks, white, word_breaks

#: A space glyph belongs to a line whose baseline is this near, in units of the font size.
SPACE_NEAR: Final = 0.5
#: A mark with an advance above this takes room in the line, in units of the font size.
MARK_WITH_ROOM: Final = 0.1
#: A space that kerning has closed: its own width at least, the white that is left of it and its distance from the glyph
#: that it was set beside at most, in units of the font size; and how far apart in the stream the two letters are, with
#: their marks.
SPACE_LEAST: Final = 0.11
LEFT_OF_SPACE: Final = 0.2
TOUCHING: Final = 0.02
STREAM_NEAR: Final = 6
#: Spaces without a width part all words of a page if they are most of its spaces and this share of its glyphs.
NO_WIDTH_SHARE: Final = 0.08
#: ... and white without one then parts what are neighbours in the stream only from here on, in units of the font size:
#: fpdf2 leaves white before a stop of another face.
NO_SPACE_IN_STREAM: Final = 1.0
#: Lines that tell the width of a page's spaces.
ENOUGH_LINES: Final = 3
#: White that is a space after a letter that can't go on, in units of the font size.
AFTER_LAST: Final = 0.03
#: White between letters of a letter-spaced line is alike from this share of the widest on.
ALIKE: Final = 0.85
#: White that a kashida drawn as a path may fill, in units of the font size.
MOST_STRETCH: Final = 4.0


@dataclass(frozen=True, slots=True)
class Joins:
    """What the form of each glyph of a page says of its neighbours.

    Attributes:
        arabic: it is a letter of the script.
        to_next: it is joined to the letter on its left.
        to_last: it is joined to the letter on its right.
        ends: no letter follows it in its word.
        known: any of that is known of any of them.
    """

    arabic: NDArray[np.bool_]
    to_next: NDArray[np.bool_]
    to_last: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    known: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """The rows of a block before it is known where their words part: as in ``Rows``, with the font size at each gap."""

    glyphs: Indices
    starts: Indices
    ends: Indices
    gaps: Floats
    size: Floats


class Between:
    """The glyphs that stand between letters: spaces, and marks that take room of their own. Sorted down the page."""

    def __init__(self, frame: Frame, spaces: Indices, marks: Indices, joins: Joins) -> None:
        self.frame = frame
        self.joins = joins
        self.threshold = NO_THRESHOLD
        self.spaces = self._sorted(spaces)
        without_width = np.count_nonzero(self._without_width(spaces))
        self.no_white = 2 * without_width > len(spaces) and without_width > NO_WIDTH_SHARE * len(frame.left)
        wide = frame.right[marks] - frame.left[marks] > MARK_WITH_ROOM * frame.size[marks]
        self.marks = self._sorted(marks[wide])

    def _sorted(self, glyphs: Indices) -> Indices:
        return glyphs[np.argsort(self.frame.down[glyphs], kind="stable")]

    def rows(self, lines: Sequence[Indices]) -> Rows:
        """The lines of a block, each sorted left to right, with what parts their glyphs."""
        frame = self.frame
        if not lines:
            none = np.zeros(0, dtype=np.intp)
            return Rows(none, none, np.zeros(0, dtype=np.bool_), np.zeros(0))
        glyphs, lengths = np.concatenate(lines), np.array([len(line) for line in lines], dtype=np.intp)
        ends = np.cumsum(lengths)
        starts = ends - lengths
        inner = np.ones(len(glyphs), dtype=bool)
        inner[starts] = False
        gaps = white(frame.left[glyphs], frame.right[glyphs], starts)
        size = frame.size[glyphs]
        letters = self.joins.arabic[glyphs]
        both = letters & np.concatenate([letters[:1], letters[:-1]])
        if len(self.spaces) < len(lines) >= ENOUGH_LINES:
            # Few spaces are painted: all lines together tell how wide one is.
            self.threshold = page_threshold((gaps / size)[inner], both[inner])
        size[1:] = np.maximum(size[1:], size[:-1])
        placed = _Placed(glyphs, starts, ends, gaps, size)
        painted = np.zeros(len(glyphs), dtype=bool)
        places, spaces, row = self._near(self.spaces, placed)
        inside = (places > starts[row]) & (places < ends[row])
        no_width = self._without_width(spaces)
        # One that ends before the white begins is under the letter there: Typst leaves that of a line's end so.
        in_white = np.zeros(len(places), dtype=bool)
        behind = places[inside]
        in_white[inside] = frame.right[spaces[inside]] > frame.left[glyphs[behind]] - gaps[behind]
        painted[places[in_white & ~no_width]] = True
        # Kerning may draw a letter over all of the space before it, whose middle then lies behind the letter's edge.
        under = (letters[places - 1] & letters[np.maximum(places - 2, 0)]) | no_width
        under &= places - 1 > starts[row]
        # A final letter that takes no room starts where the letter before it and the space without a width do.
        under_two = no_width & (places - 2 > starts[row])
        doubtful = (
            np.concatenate([places[inside], places[under] - 1, places[under_two] - 2]),
            np.concatenate([spaces[inside], spaces[under], spaces[under_two]]),
        )
        kerned = self._kerned(*doubtful, placed)
        painted[kerned] = True
        if self.marks.size:
            self._let_marks_in(placed)
        apart = run_breaks(glyphs, starts, inner)
        no_room = frame.right[glyphs] <= frame.left[glyphs]
        breaks = word_breaks(gaps, size, painted, starts, apart, both, self.threshold, no_room)
        breaks[kerned] = True
        if self.no_white:
            breaks &= painted | (gaps > np.where(apart, ALWAYS, NO_SPACE_IN_STREAM) * size)
        if self.joins.known:
            relative = gaps[1:] / size[1:]
            joined = self._joined(glyphs, relative)
            breaks[1:] = (breaks[1:] | self._ended(glyphs, relative)) & ~joined
            if (relative[joined] > WITH_SPACE_GLYPH).any():
                breaks[1:] &= painted[1:] | ~_letter_spaced(relative, joined, starts)
        return Rows(glyphs, starts, breaks & inner, gaps)

    def _let_marks_in(self, placed: _Placed) -> None:
        """Take from the white what marks fill of it: letter-spaced, a mark stands beside its letter.

        Its width and the white on both sides of it are no word space.
        """
        frame, gaps = self.frame, placed.gaps
        places, marks, row = self._near(self.marks, placed)
        inside = (places > placed.starts[row]) & (places < placed.ends[row])
        places, marks = places[inside], marks[inside]
        ends = frame.left[placed.glyphs[places]]
        # A mark over its letter takes no room from the white beside it.
        inside = np.minimum(frame.right[marks], ends) - np.maximum(frame.left[marks], ends - gaps[places])
        for place, width in zip(places[inside > 0].tolist(), inside[inside > 0].tolist(), strict=True):
            gaps[place] = max(0.0, gaps[place] - width) / 2

    def _ended(self, glyphs: Indices, relative: Floats) -> NDArray[np.bool_]:
        """Gaps after a last letter: LuaTeX draws no spaces, and kerning leaves little white between some words."""
        joins, before, after = self.joins, glyphs[1:], glyphs[:-1]
        return joins.ends[before] & joins.arabic[after] & (relative > AFTER_LAST)

    def _joined(self, glyphs: Indices, relative: Floats) -> NDArray[np.bool_]:
        """Gaps between letters whose forms join them: they are of one word."""
        joins, before, after = self.joins, glyphs[1:], glyphs[:-1]
        return joins.to_next[before] & joins.to_last[after] & (relative < MOST_STRETCH)

    def _kerned(self, places: Indices, spaces: Indices, placed: _Placed) -> Indices:
        """The gaps that kerning has all but closed: the stream has the space between their two glyphs, at one of them.

        A space that is laid under letters, or a word's kashida, isn't there. One without a width is wherever the stream
        has it, beside a number where it touches one of the two.
        """
        frame = self.frame
        relative = placed.gaps[places] / placed.size[places]
        no_width = self._without_width(spaces)
        doubtful = ((relative <= LEFT_OF_SPACE) & (relative > -WITH_SPACE_GLYPH)) | no_width
        if not doubtful.any():
            return places[:0]
        places, spaces, no_width = places[doubtful], spaces[doubtful], no_width[doubtful]
        edge = frame.left[placed.glyphs[places]] - placed.gaps[places]  # of all letters before the white
        left, right = placed.glyphs[places - 1], placed.glyphs[places]
        size = frame.size[spaces]
        between = (np.minimum(left, right) < spaces) & (spaces < np.maximum(left, right))
        between &= np.abs(left - right) <= STREAM_NEAR
        apart = np.minimum(np.abs(frame.left[right] - frame.right[spaces]), np.abs(frame.left[spaces] - edge))
        wide = frame.right[spaces] - frame.left[spaces] > SPACE_LEAST * size
        # It begins inside neither: Typst leaves the space of a line's end under the stop.
        clear = (frame.left[left] < frame.left[spaces] - TOUCHING * size) & (
            frame.right[right] > frame.right[spaces] + TOUCHING * size
        )
        touching = apart < TOUCHING * size
        # Numbers are a run of their own in the stream, which has the space before a letter beside the number after it.
        mixed = self.joins.arabic[left] != self.joins.arabic[right]
        return places[np.where(no_width, between & ~mixed | mixed & touching, between & wide & clear & touching)]

    def _without_width(self, spaces: Indices) -> NDArray[np.bool_]:
        """Spaces of a face that gives its space no width: only the stream tells between which glyphs they stand."""
        return self.frame.right[spaces] <= self.frame.left[spaces]

    def _near(self, glyphs: Indices, placed: _Placed) -> tuple[Indices, Indices, Indices]:
        """The place of the first glyph of a row behind the middle of one of ``glyphs``, that one, and the row: by rows.

        The place is that of the gap in which the middle lies, or a row's first or end where it lies in none.

        Args:
            glyphs: sorted down the page.
        """
        frame = self.frame
        left, down = frame.left[placed.glyphs], frame.down[placed.glyphs]
        middles = (frame.left[glyphs] + frame.right[glyphs]) / 2
        reach = SPACE_NEAR * np.maximum.reduceat(frame.size[placed.glyphs], placed.starts)
        bounds = list(zip(placed.starts.tolist(), placed.ends.tolist(), strict=True))
        baseline = np.minimum.reduceat(down, placed.starts)
        for uneven in np.flatnonzero(np.maximum.reduceat(down, placed.starts) > baseline).tolist():
            start, end = bounds[uneven]
            baseline[uneven] = sorted(down[start:end].tolist())[(end - start) // 2]
        first = np.searchsorted(frame.down[glyphs], baseline - reach)
        last = np.searchsorted(frame.down[glyphs], baseline + reach)
        found = [
            start + left[start:end].searchsorted(middles[low:high], side="right")
            for (start, end), low, high in zip(bounds, first.tolist(), last.tolist(), strict=True)
        ]
        places, near = np.concatenate(found), np.concatenate([glyphs[a:b] for a, b in zip(first, last, strict=True)])
        return places, near, np.repeat(np.arange(len(bounds)), last - first)


def _letter_spaced(relative: Floats, joined: NDArray[np.bool_], starts: Indices) -> NDArray[np.bool_]:
    """Gaps that are no wider than those between joined letters, in rows where the latter are all alike.

    A kashida that is drawn as a path leaves such white too, but not between all of a row's letters: some joined or not
    are close.

    Args:
        relative, joined: of each gap but the first; ``starts``: where each row begins, among the glyphs.
    """
    spaced = np.zeros(len(relative), dtype=np.bool_)
    bounds = np.append(starts, len(relative) + 1)
    for start, end in pairwise(bounds.tolist()):
        row = slice(start, end - 1)
        between = relative[row][joined[row]]
        if between.size and relative[row].min() > WITH_SPACE_GLYPH and between.min() > ALIKE * between.max():
            spaced[row] = relative[row] < between.max() / ALIKE
    return spaced
