"""Where lines begin: ragged text shows by its straight edge on which side its lines start."""

from __future__ import annotations

from typing import Final

from pipeline.repair.arrange import Block

#: Edges nearer than this are the same, in units of the font size.
_SAME_EDGE: Final = 0.35
#: So many lines on one edge make it a margin.
_LEAST_LINES: Final = 3


def starts_at_margin(block: Block, rtl: bool) -> list[bool]:
    """For each row, whether it begins at the margin of its direction and ends short of the other one.

    Args:
        rtl: the direction: lines begin on the right.
    """
    frame = block.frame
    lefts = [float(frame.left[row.glyphs[0]]) for row in block.rows]
    rights = [float(frame.right[row.glyphs].max()) for row in block.rows]
    same = [_SAME_EDGE * float(frame.size[row.glyphs[0]]) for row in block.rows]
    starts = [-right for right in rights] if rtl else lefts
    ends = lefts if rtl else [-right for right in rights]
    margin, other = _margin(starts, min(same, default=0.0)), min(ends, default=0.0)
    justified = sum(end - other < near for end, near in zip(ends, same, strict=True)) >= _LEAST_LINES
    return [
        margin is not None and abs(start - margin) < near and not (justified and end - other < near)
        for start, end, near in zip(starts, ends, same, strict=True)
    ]


def _margin(starts: list[float], near: float) -> float | None:
    """The outermost place at which several lines start; None where there is none."""
    ordered = sorted(starts)
    for first, last in zip(ordered, ordered[_LEAST_LINES - 1 :], strict=False):
        if last - first < near:
            return first
    return None
