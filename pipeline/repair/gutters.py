"""Columns side by side share baselines. A wide gap that several lines in a row have in the same place cuts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

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
#: ... and columns of prose have lines on both sides nearly all the way down.
_SHARE_PAIRED: Final = 0.75


@dataclass(frozen=True, slots=True)
class _Gap:
    """A wide gap of a line: its edges, the number of the glyph after it, and whether it may be a gutter."""

    line: int
    start: float
    end: float
    index: int
    unit: float
    wide_sides: bool


def cut_at_gutters(rows: Sequence[Indices], left: Floats, right: Floats, size: Floats) -> list[Indices]:
    """The rows, those that cross a gutter cut in two.

    Args:
        rows: glyph indices of each line, sorted left to right; the lines from top to bottom.
        left, right, size: extents and font size of every glyph of the page.
    """
    gaps = [_wide_gaps(number, row, left, right, size) for number, row in enumerate(rows)]
    if sum(gap.wide_sides for line in gaps for gap in line) < _LEAST_LINES:
        return list(rows)
    spans = [(float(left[row[0]]), float(right[row].max())) if row.size else (0.0, 0.0) for row in rows]
    cuts: dict[int, set[int]] = {}
    for first in range(len(rows)):
        for gap in gaps[first]:
            if gap.wide_sides and gap.index not in cuts.get(first, ()):
                for member in _run(first, gap, gaps, spans):
                    cuts.setdefault(member.line, set()).add(member.index)
    pieces: list[Indices] = []
    for number, row in enumerate(rows):
        pieces.extend(piece for piece in np.split(row, sorted(cuts.get(number, ()))) if piece.size)
    return pieces


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
    """The gaps of one gutter from line ``first`` down; none where too few lines show it.

    A line that lies wholly on one side is passed over; one that runs across ends the gutter.
    """
    start, end = gap.start, gap.end
    members = [gap]
    for number in range(first + 1, len(gaps)):
        shared = [
            other for other in gaps[number] if min(end, other.end) - max(start, other.start) > _SHARED * other.unit
        ]
        if shared:
            members.append(shared[0])
            start, end = max(start, shared[0].start), min(end, shared[0].end)
        elif spans[number][0] < end - _SHARED * gap.unit and spans[number][1] > start + _SHARED * gap.unit:
            break
    lines = members[-1].line - members[0].line + 1
    if sum(member.wide_sides for member in members) < _LEAST_LINES or len(members) < _SHARE_PAIRED * lines:
        return []
    sides = (
        [member.start - spans[member.line][0] for member in members],
        [spans[member.line][1] - member.end for member in members],
    )
    return members if all(map(_is_prose, sides)) else []


def _is_prose(widths: Sequence[float]) -> bool:
    """Most lines fill the column: the cells of a table rarely do, and a table is read row by row."""
    full = _FULL * max(widths)
    return sum(width >= full for width in widths) >= _SHARE_FULL * len(widths)
