"""Columns side by side share baselines. A wide gap that many lines have in the same place is a gutter and cuts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

#: A gap narrower than this is never a gutter, in units of the font size.
_NARROWEST: Final = 1.2
#: Lines that must share a gutter, and their share of all lines of the page.
_LEAST_LINES: Final = 4
_LEAST_SHARE: Final = 0.3
#: Text on both sides must be this wide in most of those lines, in units of the font size: a label is no column.
_LEAST_WIDTH: Final = 6.0


def cut_at_gutters(rows: Sequence[Indices], left: Floats, right: Floats, size: Floats) -> list[Indices]:
    """The rows, those that cross a gutter cut in two.

    Args:
        rows: glyph indices of each line, sorted left to right.
        left, right, size: extents and font size of every glyph of the page.
    """
    gaps = [(number, *gap) for number, row in enumerate(rows) for gap in _wide_gaps(row, left, right, size)]
    gutters = _gutters(gaps, len(rows))
    if not gutters:
        return list(rows)
    pieces: list[Indices] = []
    for number, row in enumerate(rows):
        cuts = [
            index
            for line, start, end, index, _ in gaps
            if line == number and any(start <= middle <= end for middle in gutters)
        ]
        pieces.extend(piece for piece in np.split(row, cuts) if piece.size)
    return pieces


def _wide_gaps(row: Indices, left: Floats, right: Floats, size: Floats) -> list[tuple[float, float, int, bool]]:
    """(start, end, index of the glyph after it, both sides are wide) of each wide gap of a line."""
    edge = np.maximum.accumulate(right[row])
    gap = left[row][1:] - edge[:-1]
    unit = float(np.median(size[row]))
    found = []
    for index in np.flatnonzero(gap > _NARROWEST * unit).tolist():
        start, end = float(edge[index]), float(left[row][index + 1])
        before, after = start - float(left[row][0]), float(edge[-1]) - end
        found.append((start, end, index + 1, min(before, after) > _LEAST_WIDTH * unit))
    return found


def _gutters(gaps: Sequence[tuple[int, float, float, int, bool]], lines: int) -> list[float]:
    """Middles of the gutters: places that enough wide gaps share."""
    wide = [gap for gap in gaps if gap[4]]
    needed = max(_LEAST_LINES, _LEAST_SHARE * lines)
    gutters: list[float] = []
    while len(wide) >= needed:
        events = sorted([(start, 1) for _, start, _, _, _ in wide] + [(end, -1) for _, _, end, _, _ in wide])
        best = depth = 0
        place = 0.0
        for (x, step), (following, _) in zip(events, events[1:] + events[-1:], strict=True):
            depth += step
            if depth > best:
                best, place = depth, (x + following) / 2
        if best < needed:
            break
        gutters.append(place)
        wide = [gap for gap in wide if not gap[1] <= place <= gap[2]]
    return gutters
