"""Columns side by side share baselines. A wide gap that several lines in a row have in the same place cuts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from warraq.pages.lines.baselines import Placed, wide_white
from warraq.pages.lines.frame import Floats, Indices, Lines

#: A gap narrower than this is never a gutter, and what the gaps of all its lines share is at least that wide, in units
#: of the font size.
_NARROWEST: Final = 1.2
_SHARED: Final = 0.5
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


@dataclass(frozen=True, slots=True)
class _Gap:
    """A wide gap of a line: its edges, the number of the glyph after it, and whether it may be a gutter."""

    line: int
    start: float
    end: float
    index: int
    unit: float
    wide_sides: bool


def cut_at_gutters(lines: Lines, placed: Placed) -> Lines:
    """The lines, those that cross a gutter cut in two."""
    gappy, may_be_gutters = wide_white(placed, lines, _NARROWEST, _LEAST_WIDTH)
    if may_be_gutters < _LEAST_LINES:  # as on most pages
        return lines
    frame, rows = placed.frame, lines.apart()
    left, right = frame.left, frame.right
    gaps: list[list[_Gap]] = [[] for _ in rows]
    for number in gappy:
        gaps[number] = _wide_gaps(number, rows[number], left, right, frame.size)
    if sum(gap.wide_sides for line in gaps for gap in line) < _LEAST_LINES:
        return lines
    spans = [(float(left[row[0]]), float(right[row].max())) for row in rows]
    cuts: dict[int, set[int]] = {}
    for first in range(len(rows)):
        for gap in gaps[first]:
            if gap.wide_sides and gap.index not in cuts.get(first, ()):
                members = _run(first, gap, gaps, spans)
                for member in [*members, *_above(members, gaps, spans)]:
                    cuts.setdefault(member.line, set()).add(member.index)
    pieces: list[Indices] = []
    for number, row in enumerate(rows):
        pieces.extend(piece for piece in np.split(row, sorted(cuts.get(number, ()))) if piece.size)
    return Lines.of(pieces)


def _wide_gaps(number: int, row: Indices, left: Floats, right: Floats, size: Floats) -> list[_Gap]:
    edge = np.maximum.accumulate(right[row])
    start_of = left[row]
    unit = sorted(size[row].tolist())[len(row) // 2]
    found = []
    for index in np.flatnonzero(start_of[1:] - edge[:-1] > _NARROWEST * unit).tolist():
        start, end = float(edge[index]), float(start_of[index + 1])
        narrower = min(start - float(start_of[0]), float(edge[-1]) - end)
        found.append(_Gap(number, start, end, index + 1, unit, narrower > _LEAST_WIDTH * unit))
    return found


def _run(first: int, gap: _Gap, gaps: Sequence[list[_Gap]], spans: Sequence[tuple[float, float]]) -> list[_Gap]:
    """The gaps of one gutter from line ``first`` down; none where text doesn't stand on both sides of it.

    Lines of columns that don't share baselines lie wholly on one side; one that runs across ends the gutter.
    """
    start, end = gap.start, gap.end
    members = [gap]
    alone: tuple[list[float], list[float]] = ([], [])
    for number in range(first + 1, len(gaps)):
        shared = [
            other for other in gaps[number] if min(end, other.end) - max(start, other.start) > _SHARED * other.unit
        ]
        left, right = spans[number]
        if shared:
            members.append(shared[0])
            start, end = max(start, shared[0].start), min(end, shared[0].end)
        elif right <= start + _SHARED * gap.unit:
            alone[0].append(right - left)
        elif left >= end - _SHARED * gap.unit:
            alone[1].append(right - left)
        else:
            break
    sides = (
        [member.start - spans[member.line][0] for member in members] + alone[0],
        [spans[member.line][1] - member.end for member in members] + alone[1],
    )
    fewer, more = sorted(map(len, sides))
    paired = sum(member.wide_sides for member in members) + min(map(len, alone))
    if paired < _LEAST_LINES or fewer < _SHARE_PAIRED * more:
        return []
    return members if all(_is_prose(side, gap.unit) for side in sides) else []


def _above(members: Sequence[_Gap], gaps: Sequence[list[_Gap]], spans: Sequence[tuple[float, float]]) -> list[_Gap]:
    """Gaps of the same gutter in the lines above: headings over the columns are too short to begin a run."""
    found: list[_Gap] = []
    if not members:
        return found
    start, end = max(member.start for member in members), min(member.end for member in members)
    for number in range(members[0].line - 1, -1, -1):
        shared = [
            other for other in gaps[number] if min(end, other.end) - max(start, other.start) > _SHARED * other.unit
        ]
        left, right = spans[number]
        if shared:
            found.append(shared[0])
        elif right > start + _SHARED * members[0].unit and left < end - _SHARED * members[0].unit:
            break
    return found


def _is_prose(widths: Sequence[float], unit: float) -> bool:
    """Most lines fill the column, or a good part of them to its very edge: the cells of a table rarely do, and a table
    is read row by row."""
    widest = max(widths)
    full = sum(width >= _FULL * widest for width in widths)
    whole = sum(width >= widest - unit for width in widths)
    return full >= _SHARE_FULL * len(widths) or whole >= max(_LEAST_WHOLE, _SHARE_WHOLE * len(widths))
