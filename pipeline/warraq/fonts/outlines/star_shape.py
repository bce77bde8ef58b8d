"""Stars among outlines: faces draw the asterisk with five arms or six or eight, as petals, strokes or drops, high or on
the baseline, and so differently that hardly any picture of another face is like it. How its arms stand is the same.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Arms of an asterisk.
ARMS: Final = (5, 6, 8)
#: Where a circle around the middle crosses them (parts of the farthest ink), looked at in so many places.
CIRCLES: Final = (0.6, 0.75, 0.85)
PLACES: Final = 180
#: An arm stands this much farther from the next than from the last at most, on the two inner circles (parts of what
#: lies between them), and the outer circle crosses so much of the ink of the inner one at least. Of 150 faces all
#: asterisks but three handwritten or slanted ones have 0.1 or less and 0.5 or more; stars whose arms end in points have
#: 0.35 at most. No Arabic letter has five even arms.
UNEVEN: Final = 0.12
BLUNT: Final = 0.45


def arms_of(lines: NDArray[np.float64]) -> int:
    """How many blunt arms, evenly around its middle, an outline has that is a star of 5, 6 or 8; 0 for any other.

    ``lines``: float64[n, 4], its contours as :func:`warraq.fonts.outlines.glyph_raster.lines_of` gives them.
    """
    x0, y0, x1, y1 = lines.T
    crossed = x0 * y1 - x1 * y0
    area = crossed.sum() / 2
    if area == 0:
        return 0
    middle = np.array([((x0 + x1) * crossed).sum(), ((y0 + y1) * crossed).sum()]) / (6 * area)
    farthest = float(np.hypot(x0 - middle[0], y0 - middle[1]).max())
    angle = np.arange(PLACES) * (2 * np.pi / PLACES)
    around = np.stack([np.cos(angle), np.sin(angle)])
    inked: list[NDArray[np.bool_]] = []
    count = 0
    for share in CIRCLES:
        inked.append(_inked(lines, *(middle[:, None] + share * farthest * around)))
        arms = int(np.count_nonzero(inked[-1] & ~np.roll(inked[-1], 1)))
        count = count or arms
        if arms != count or count not in ARMS:  # most outlines are none on the first circle
            return 0
    blunt = inked[-1].sum() >= BLUNT * inked[0].sum()
    return count if blunt and all(map(_is_even, inked[:-1])) else 0


def _inked(lines: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether the points ``x``, ``y`` lie where ``lines`` wind."""
    x0, y0, x1, y1 = (column[:, None] for column in lines[lines[:, 1] != lines[:, 3]].T)
    passed = (np.minimum(y0, y1) <= y) & (y < np.maximum(y0, y1)) & (x0 + (y - y0) * (x1 - x0) / (y1 - y0) > x)
    inked: NDArray[np.bool_] = (np.where(y1 > y0, 1, -1) * passed).sum(0) != 0
    return inked


def _is_even(ink: NDArray[np.bool_]) -> bool:
    """Whether the arms that a circle crosses, bool by place on it, are about as far from each other everywhere."""
    begins, ends = np.flatnonzero(ink & ~np.roll(ink, 1)), np.flatnonzero(~ink & np.roll(ink, 1))
    ends = np.where(ends[0] < begins[0], np.roll(ends, -1), ends)
    middles = begins + (ends - begins) % PLACES / 2
    apart = np.diff(middles, append=middles[0] + PLACES) * len(begins) / PLACES
    return bool(np.abs(apart - 1).max() <= UNEVEN)
