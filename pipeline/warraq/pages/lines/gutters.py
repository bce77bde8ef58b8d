"""Columns side by side share baselines. A wide gap that several lines in a row have in the same place cuts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.pages.lines.baselines import Placed, wide_white
from warraq.pages.lines.frame import Floats, Indices, Lines

#: A gap narrower than this is never a gutter, and what the gaps of all its lines share is at least that wide, in units
#: of the font size.
_NARROWEST: Final = 1.2
_SHARED: Final = 0.5
#: ... but a line that runs up to a gutter may leave less of it: more than its spaces.
_LEFT: Final = 0.8
#: Lines in a row that must show the gap.
_LEAST_LINES: Final = 4
#: Text on both sides must be this wide in those lines, in units of the font size: a label is no column.
_LEAST_WIDTH: Final = 6.0
#: A line that is at least this share of the widest fills its column; at least this share of the lines of prose do.
_FULL: Final = 0.75
_SHARE_FULL: Final = 0.6
#: ... or this share of them, and so many at least, reach its edge, give or take a letter: justified text with headings.
_SHARE_WHOLE: Final = 0.3
_LEAST_WHOLE: Final = 3
#: ... and the shorter of two columns has this share of the lines of the longer one.
_SHARE_PAIRED: Final = 0.5
#: A text beside its translation: this share of its lines is in the script of its side, and at least so many lines on
#: each side, and this share of all, have none beside them. Rows of a glossary keep step.
_SHARE_SCRIPT: Final = 0.9
_LEAST_ALONE: Final = 2
_SHARE_ALONE: Final = 0.1


@dataclass(frozen=True, slots=True)
class _Gap:
    """A wide gap of a line: its edges, the number of the glyph after it, and whether a gutter may begin with it."""

    line: int
    start: float
    end: float
    index: int
    unit: float
    wide_sides: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines that leave a gutter.

    Attributes:
        members: the gaps of those that stand on both sides of it.
        alone: numbers of those that stand on its left alone, and on its right.
    """

    members: list[_Gap]
    alone: tuple[list[int], list[int]]

    def are_columns(self, spans: Sequence[tuple[float, float]]) -> bool:
        """Whether columns of text stand beside each other; ``spans``: where each line begins and ends."""
        sides = (
            [gap.start - spans[gap.line][0] for gap in self.members] + [_width(spans[line]) for line in self.alone[0]],
            [spans[gap.line][1] - gap.end for gap in self.members] + [_width(spans[line]) for line in self.alone[1]],
        )
        return self._is_paired() and all(_is_prose(side, self.members[0].unit) for side in sides)

    def are_two_texts(self, has_arabic: Callable[[int, slice], bool]) -> bool:
        """Whether a text stands beside its translation: Arabic on one side alone, in lines that don't keep step.

        ``has_arabic``: whether some glyphs of a line hold an Arabic letter.
        """
        lines = len(self.members) + sum(map(len, self.alone))
        if not self._is_paired() or min(map(len, self.alone)) < max(_LEAST_ALONE, _SHARE_ALONE * lines):
            return False
        whole = slice(None)
        left = [has_arabic(gap.line, slice(gap.index)) for gap in self.members]
        left += [has_arabic(line, whole) for line in self.alone[0]]
        right = [has_arabic(gap.line, slice(gap.index, None)) for gap in self.members]
        right += [has_arabic(line, whole) for line in self.alone[1]]
        fewer, more = sorted((sum(left) / len(left), sum(right) / len(right)))
        return fewer <= 1 - _SHARE_SCRIPT and more >= _SHARE_SCRIPT

    def _is_paired(self) -> bool:
        fewer, more = sorted(len(self.members) + len(side) for side in self.alone)
        paired = sum(gap.wide_sides for gap in self.members) + min(map(len, self.alone))
        return paired >= _LEAST_LINES and fewer >= _SHARE_PAIRED * more


def cut_at_gutters(lines: Lines, placed: Placed, is_arabic: Callable[[Indices], NDArray[np.bool_]]) -> Lines:
    """The lines, those that cross a gutter cut in two. ``is_arabic``: which of some glyphs are Arabic letters."""
    gappy, may_be_gutters = wide_white(placed, lines, _NARROWEST, _LEAST_WIDTH)
    if may_be_gutters < _LEAST_LINES:  # as on most pages
        return lines
    frame, rows = placed.frame, lines.apart()
    left, right = frame.left, frame.right
    wide: list[list[_Gap]] = [[] for _ in rows]
    for number in gappy:
        wide[number] = _wide_gaps(number, rows[number], left, right, frame.size, _NARROWEST)
    if sum(gap.wide_sides for line in wide for gap in line) < _LEAST_LINES:
        return lines
    spans = [(float(left[row[0]]), float(right[row].max())) for row in rows]

    def has_arabic(line: int, glyphs: slice) -> bool:
        return bool(is_arabic(rows[line][glyphs]).any())

    narrow: list[list[_Gap]] = []
    cuts: dict[int, set[int]] = {}
    for first in range(len(rows)):
        for gap in wide[first]:
            if not gap.wide_sides or gap.index in cuts.get(first, ()):
                continue
            gaps, run = wide, _run(first, gap, wide, spans)
            if not run.are_columns(spans):
                narrow = narrow or [_wide_gaps(n, row, left, right, frame.size, _LEFT) for n, row in enumerate(rows)]
                gaps, run = narrow, _run(first, gap, narrow, spans)
                if not run.are_two_texts(has_arabic):
                    continue
            for member in [*run.members, *_above(run.members, gaps, spans)]:
                cuts.setdefault(member.line, set()).add(member.index)
    pieces: list[Indices] = []
    for number, row in enumerate(rows):
        pieces.extend(piece for piece in np.split(row, sorted(cuts.get(number, ()))) if piece.size)
    return Lines.of(pieces)


def _wide_gaps(number: int, row: Indices, left: Floats, right: Floats, size: Floats, least: float) -> list[_Gap]:
    """The gaps of a line that are wider than ``least``, in units of the font size."""
    edge = np.maximum.accumulate(right[row])
    start_of = left[row]
    unit = sorted(size[row].tolist())[len(row) // 2]
    gaps = []
    for index in np.flatnonzero(start_of[1:] - edge[:-1] > least * unit).tolist():
        start, end = float(edge[index]), float(start_of[index + 1])
        narrower = min(start - float(start_of[0]), float(edge[-1]) - end)
        gaps.append(_Gap(number, start, end, index + 1, unit, narrower > _LEAST_WIDTH * unit))
    return gaps


def _run(first: int, gap: _Gap, gaps: Sequence[list[_Gap]], spans: Sequence[tuple[float, float]]) -> _Run:
    """The lines of one gutter from line ``first`` down.

    Lines of columns that don't share baselines lie on one side; one that leaves nothing of the gutter ends it.
    """
    start, end = gap.start, gap.end
    run = _Run([gap], ([], []))
    for number in range(first + 1, len(gaps)):
        shared = [
            other for other in gaps[number] if min(end, other.end) - max(start, other.start) > _SHARED * other.unit
        ]
        left, right = spans[number]
        if shared:
            run.members.append(shared[0])
            start, end = max(start, shared[0].start), min(end, shared[0].end)
        elif left < start and right < end - _SHARED * gap.unit:
            run.alone[0].append(number)
            start = max(start, right)
        elif right > end and left > start + _SHARED * gap.unit:
            run.alone[1].append(number)
            end = min(end, left)
        else:
            break
    return run


def _width(span: tuple[float, float]) -> float:
    return span[1] - span[0]


def _above(members: Sequence[_Gap], gaps: Sequence[list[_Gap]], spans: Sequence[tuple[float, float]]) -> list[_Gap]:
    """Gaps of the same gutter in the lines above: headings over the columns are too short to begin a run."""
    chain: list[_Gap] = []
    start, end = max(member.start for member in members), min(member.end for member in members)
    for number in range(members[0].line - 1, -1, -1):
        shared = [
            other for other in gaps[number] if min(end, other.end) - max(start, other.start) > _SHARED * other.unit
        ]
        left, right = spans[number]
        if shared:
            chain.append(shared[0])
        elif right > start + _SHARED * members[0].unit and left < end - _SHARED * members[0].unit:
            break
    return chain


def _is_prose(widths: Sequence[float], unit: float) -> bool:
    """Most lines fill the column, or a good part of them to its very edge: the cells of a table rarely do, and a table
    is read row by row."""
    widest = max(widths)
    full = sum(width >= _FULL * widest for width in widths)
    whole = sum(width >= widest - unit for width in widths)
    return full >= _SHARE_FULL * len(widths) or whole >= max(_LEAST_WHOLE, _SHARE_WHOLE * len(widths))
