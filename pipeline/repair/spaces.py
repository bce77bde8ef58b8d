"""Where the words of a painted line part: by space glyphs, by white, and by the forms of its letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.frame import Floats, Frame, Indices, Row
from pipeline.repair.gaps import NO_THRESHOLD, WITH_SPACE_GLYPH, page_threshold, white, word_breaks

#: A space glyph belongs to a line whose baseline is this near, in units of the font size.
_SPACE_NEAR: Final = 0.5
#: A mark with an advance above this takes room in the line, in units of the font size.
_MARK_WITH_ROOM: Final = 0.1
#: A space that kerning has closed: its own width at least, its distance from the glyph that it was set beside at most,
#: in units of the font size; and how far apart in the stream the two letters are, with their marks.
_SPACE_LEAST: Final = 0.12
_TOUCHING: Final = 0.02
_STREAM_NEAR: Final = 6
#: Lines that tell the width of a page's spaces.
_ENOUGH_LINES: Final = 3
#: White that is a space after a letter that can't go on, in units of the font size.
_AFTER_LAST: Final = 0.03
#: White that a kashida drawn as a path may fill, in units of the font size.
_MOST_STRETCH: Final = 4.0


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


class Between:
    """The glyphs that stand between letters: spaces, and marks that take room of their own. Sorted down the page."""

    def __init__(self, frame: Frame, spaces: Indices, marks: Indices, joins: Joins) -> None:
        self.frame = frame
        self.joins = joins
        self.threshold = NO_THRESHOLD
        self.spaces = self._sorted(spaces)
        wide = frame.right[marks] - frame.left[marks] > _MARK_WITH_ROOM * frame.size[marks]
        self.marks = self._sorted(marks[wide])

    def look_at(self, lines: Sequence[Indices]) -> None:
        """Learn from all lines how wide a space is, where few of them have a space glyph."""
        if len(self.spaces) < len(lines) >= _ENOUGH_LINES:
            frame = self.frame
            gaps = [white(frame.left[line], frame.right[line]) / frame.size[line[1:]] for line in lines]
            self.threshold = page_threshold(np.concatenate(gaps)) if gaps else self.threshold

    def _sorted(self, glyphs: Indices) -> Indices:
        return glyphs[np.argsort(self.frame.down[glyphs], kind="stable")]

    def row(self, line: Indices) -> Row:
        """The row of a line of letters and silent glyphs."""
        frame = self.frame
        size = frame.size[line]
        gaps = white(frame.left[line], frame.right[line])
        painted = np.zeros(len(gaps), dtype=bool)
        places, spaces = self._inside(self.spaces, line)
        painted[places] = True
        kerned = self._kerned(places, spaces, line, gaps / np.maximum(size[1:], size[:-1]))
        if self.marks.size:
            # Letter-spaced, a mark stands beside its letter: its width and the white on both sides are no word space.
            places, marks = self._inside(self.marks, line)
            ends = frame.left[line[1:]]
            starts = ends - gaps
            for place, mark in zip(places.tolist(), marks.tolist(), strict=True):
                # A mark over its letter takes no room from the white beside it.
                inside = min(frame.right[mark], ends[place]) - max(frame.left[mark], starts[place])
                if inside > 0:
                    gaps[place] = max(0.0, gaps[place] - inside) / 2
        size = np.maximum(size[1:], size[:-1])
        step = np.abs(line[1:] - line[:-1])
        # Beside each other in the stream, but for spaces and marks.
        run_break = np.abs(np.diff(np.argsort(np.argsort(line)))) > 1 if (step > 2).any() else None
        breaks = word_breaks(gaps, size, painted, run_break, self.threshold)
        breaks[kerned] = True
        return Row(line, self._joined(breaks, line, gaps / size), gaps)

    def _joined(self, breaks: NDArray[np.bool_], line: Indices, relative: Floats) -> NDArray[np.bool_]:
        """``breaks`` as the forms of the letters want it: what is joined is one word, and after a last letter it ends.

        LuaTeX draws no spaces, and kerning leaves little white between some words.
        """
        joins, before, after = self.joins, line[1:], line[:-1]
        if not joins.known:
            return breaks
        ended = joins.ends[before] & joins.arabic[after] & (relative > _AFTER_LAST)
        joined = joins.to_next[before] & joins.to_last[after] & (relative < _MOST_STRETCH)
        return (breaks | ended) & ~joined

    def _kerned(self, places: Indices, spaces: Indices, line: Indices, relative: Floats) -> Indices:
        """The gaps that kerning has all but closed: the stream has the space between their two glyphs, at one of them.

        A space that is laid under letters, or a word's kashida, isn't there.
        """
        frame = self.frame
        doubtful = (relative[places] <= WITH_SPACE_GLYPH) & (relative[places] > -WITH_SPACE_GLYPH)
        if not doubtful.any():
            return places[:0]
        places, spaces = places[doubtful], spaces[doubtful]
        left, right = line[places], line[places + 1]
        size = frame.size[spaces]
        between = (np.minimum(left, right) < spaces) & (spaces < np.maximum(left, right))
        between &= np.abs(left - right) <= _STREAM_NEAR
        apart = np.minimum(
            np.abs(frame.left[right] - frame.right[spaces]), np.abs(frame.left[spaces] - frame.right[left])
        )
        wide = frame.right[spaces] - frame.left[spaces] > _SPACE_LEAST * size
        # It begins inside neither: Typst leaves the space of a line's end under the stop.
        clear = (frame.left[left] < frame.left[spaces] - _TOUCHING * size) & (
            frame.right[right] > frame.right[spaces] + _TOUCHING * size
        )
        return places[between & wide & clear & (apart < _TOUCHING * size)]

    def _inside(self, glyphs: Indices, line: Indices) -> tuple[Indices, Indices]:
        """Numbers of the gaps of the line in which the middle of one of ``glyphs`` lies, and those glyphs."""
        frame = self.frame
        left, down = frame.left[line], frame.down[glyphs]
        baseline = sorted(frame.down[line].tolist())[len(line) // 2]
        reach = _SPACE_NEAR * float(frame.size[line].max())
        first, last = np.searchsorted(down, (baseline - reach, baseline + reach))
        near = glyphs[first:last]
        places = np.searchsorted(left, (frame.left[near] + frame.right[near]) / 2, side="right") - 1
        inside = (places >= 0) & (places < len(line) - 1)
        return places[inside], near[inside]
