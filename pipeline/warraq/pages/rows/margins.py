"""Where lines begin: ragged text shows by its straight edge on which side its lines start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from warraq.pages.lines.arrange import Block
from warraq.pages.lines.frame import Indices

#: Edges nearer than this are the same, in units of the font size.
_SAME_EDGE: Final = 0.35
#: So many lines on one edge make it a margin.
_LEAST_LINES: Final = 3
#: A line of the other direction begins at least this far inside the margin, in units of the font size: further than
#: any first line is indented.
_INSIDE: Final = 8.0
#: Edges of lines of one paragraph are nearer than this, its first line's indent included, in units of the font size.
_FIRST_LINE: Final = 4.0
#: ... of a Latin one, its hanging label included; baselines of its lines are no further apart than this, and its sizes
#: alike but for such a share.
_HANGING: Final = 2.5
_NEXT_LINE: Final = 1.8
_SAME_SIZE: Final = 0.8
#: One edge of two lines is ragged where it differs by so much more than the other, in units of the font size.
_RAGGED: Final = 4.0
#: The side of a line that fills its column, and of one among Latin lines that begin on the left.
FULL: Final = 2
AMONG_LATIN: Final = -2


def sides_of(block: Block, rtl: bool, columns: Sequence[Indices] = ()) -> list[int]:
    """For each row: 1 if it begins at the margin of its direction and ends short of the other, -1 the other way, FULL
    if it reaches from one to the other as several do, or 0.

    Args:
        rtl: the direction: lines begin on the right.
        columns: rows that have margins of their own; the rest have those of the page.
    """
    frame, rows = block.frame, block.rows
    first = rows.glyphs[rows.starts]
    lefts, size = frame.left[first], frame.size[first]
    rights = np.maximum.reduceat(frame.right[rows.glyphs], rows.starts)
    starts, ends = (-rights, lefts) if rtl else (lefts, -rights)
    sides = _sides(starts.tolist(), ends.tolist(), size.tolist())
    for column in columns:
        of_column = _sides(starts[column].tolist(), ends[column].tolist(), size[column].tolist())
        for row, side in zip(column.tolist(), of_column, strict=True):
            sides[row] = side
    return sides


def _sides(starts: Sequence[float], ends: Sequence[float], size: Sequence[float]) -> list[int]:
    margin, other = _margin(starts, _SAME_EDGE * min(size, default=0.0)), min(ends, default=0.0)
    if margin is None:
        return [0] * len(starts)
    at_end = [end - other < _SAME_EDGE * unit for end, unit in zip(ends, size, strict=True)]
    justified = sum(at_end) >= _LEAST_LINES
    return [
        (FULL if justified and ends_there else 1)
        if abs(start - margin) < _SAME_EDGE * unit
        else -int(ends_there and start - margin > _INSIDE * unit)
        for start, ends_there, unit in zip(starts, at_end, size, strict=True)
    ]


def room_of(block: Block, rtl: bool, below: Sequence[int], columns: Sequence[Indices] = ()) -> list[float]:
    """For each row, the white between its end and the margin where lines end, in units of the font size; infinite where
    the row below doesn't begin on the same edge or stands far off.

    Args:
        rtl: lines begin on the right.
        below: the row below each; the number of rows where there is none.
        columns: as of ``sides_of``.
    """
    frame, rows = block.frame, block.rows
    first = rows.glyphs[rows.starts]
    lefts, size = frame.left[first], frame.size[first]
    rights = np.maximum.reduceat(frame.right[rows.glyphs], rows.starts)
    starts, ends = (-rights, lefts) if rtl else (lefts, -rights)
    margin = np.full(len(ends), ends.min(initial=np.inf))
    for column in columns:
        margin[column] = ends[column].min()
    room = (ends - margin) / size
    after = np.minimum(below, len(ends) - 1)
    room[np.abs(starts[after] - starts) > _FIRST_LINE * size[after]] = np.inf
    points: list[float] = room.tolist()
    return points


def among_latin(block: Block, latin: Sequence[bool]) -> list[bool]:
    """For each row, whether it is one of several that are mostly Latin, stand below each other, and are ragged on the
    right: more of them than are ragged on the left, those around them among these.

    Args:
        latin: of each row, whether most of its letters are Latin ones.
    """
    frame, rows = block.frame, block.rows
    first = rows.glyphs[rows.starts]
    down, size = frame.down[first], frame.size[first]
    lefts, rights = frame.left[first], np.maximum.reduceat(frame.right[rows.glyphs], rows.starts)
    unit, steps = np.maximum(size[1:], size[:-1]), np.diff(down)
    left, right = np.abs(np.diff(lefts)) / unit, np.abs(np.diff(rights)) / unit
    together = (steps > 0) & (steps < _NEXT_LINE * unit) & (np.minimum(left, right) < _HANGING)
    together &= np.minimum(size[1:], size[:-1]) > _SAME_SIZE * unit
    tells = together * (np.sign(right - left) * (np.abs(right - left) > _RAGGED)).astype(int)
    among = [False] * len(latin)
    row = 0
    while row < len(latin):
        end = row + 1
        while latin[row] and end < len(latin) and latin[end] and together[end - 1]:
            end += 1
        around = tells[max(row - 1, 0) : end].copy()
        if row:
            around[0] = min(around[0], 0)  # Arabic around tells nothing of Latin on the left
        if end < len(latin):
            around[-1] = min(around[-1], 0)
        if latin[row] and around.sum() > 0:
            among[row:end] = [True] * (end - row)
        row = end
    return among


def _margin(starts: Sequence[float], near: float) -> float | None:
    """The outermost place at which several lines start; None where there is none."""
    ordered = sorted(starts)
    for first, last in zip(ordered, ordered[_LEAST_LINES - 1 :], strict=False):
        if last - first < near:
            return first
    return None
