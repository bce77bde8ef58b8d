"""Teeth of a digit: the Arabic three has one more than the two, in nearly all faces, and differs in little else.

In a picture of a few cells a two with a deep hook is nearer to the threes of other faces than to their twos.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Columns in which the upper edge is looked at, and how far it falls and rises again between two teeth at least (parts
#: of the height). With 0.03 to 0.08 all threes of 150 faces have three teeth or four, but two; twos have one or two.
COLUMNS: Final = 96
DEEP: Final = 0.05
#: Teeth of a three at least.
TEETH_OF_THREE: Final = 3


def teeth_of(lines: NDArray[np.float64]) -> int:
    """How many teeth the upper edge of an outline has.

    ``lines``: float64[n, 4], its contours as :func:`warraq.fonts.outlines.glyph_raster.lines_of` gives them.
    """
    edge = _upper_edge(lines)
    least = DEEP * (lines[:, 1].max() - lines[:, 1].min())
    teeth, rising, reached = 0, True, -np.inf
    for height in edge.tolist():
        if (height > reached) == rising:
            reached = height
        elif abs(height - reached) >= least:
            teeth += rising
            rising, reached = not rising, height
    return teeth + rising


def _upper_edge(lines: NDArray[np.float64]) -> NDArray[np.float64]:
    """The highest point of ``lines`` in each of ``COLUMNS`` from the left to the right, as far as there is ink."""
    sloping = lines[lines[:, 0] != lines[:, 2]]
    x0, y0, x1, y1 = (column[:, None] for column in sloping.T)
    left, right = sloping[:, 0::2].min(), sloping[:, 0::2].max()
    x = left + (np.arange(COLUMNS) + 0.5) * (right - left) / COLUMNS
    crossed = (np.minimum(x0, x1) <= x) & (x < np.maximum(x0, x1))
    height = np.where(crossed, y0 + (x - x0) * (y1 - y0) / (x1 - x0), -np.inf).max(0)
    edge: NDArray[np.float64] = height[height > -np.inf]
    return edge
