"""The fold of a sheet that holds two pages side by side: no line goes over it.

Two columns stand closer to each other than to the edges of the paper; two pages keep the margins of both between them.
A table may have as much white in its middle, but its other columns are parted too.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]

#: A sheet of two pages is at least this many times as wide as high.
_WIDE: Final = 1.2
#: White between them at least, as a share of that on both outer sides together, and as a share of the sheet's width.
_AS_MARGINS: Final = 0.7
_WHITE: Final = 0.06
#: How far the middle of the white may be from that of the sheet, as a share of the width.
_OFF_MIDDLE: Final = 0.03
#: What stands on both sides is parted by white that goes through all of it and is at least this share of that in the
#: middle: columns of a table. So much is that of the sheet's width at least.
_AS_WIDE: Final = 0.5
COLUMNS_APART: Final = _AS_WIDE * _WHITE
#: Rules that end at the middle, as frames around both pages do, reach so far over it, as a share of the width.
_OVER: Final = 0.01


def may_be_folded(width: float, height: float) -> bool:
    """Whether a sheet has the shape of two pages side by side."""
    return width >= _WIDE * height > 0


def is_folded(left: Floats, right: Floats, width: float) -> bool:
    """Whether a sheet with text on both sides of its middle is two pages.

    Args:
        left, right: extent of each piece of the text, points from the left edge of the sheet.
        width: of the sheet, points.
    """
    middle = width / 2
    first = left + right < width
    if first.all() or not first.any():
        return False
    inner_left, inner_right = right[first].max(), left[~first].min()
    white, margins = inner_right - inner_left, left.min() + width - right.max()
    centred = abs((inner_left + inner_right) / 2 - middle) <= _OFF_MIDDLE * width
    if not centred or white < max(_WHITE * width, _AS_MARGINS * margins):
        return False
    narrower = min(inner_left - left.min(), right.max() - inner_right)
    return bool(narrower >= white and not all(_parted(left[side], right[side], white) for side in (first, ~first)))


def _parted(left: Floats, right: Floats, white: float) -> bool:
    """Whether columns stand on one side."""
    order = np.argsort(left)
    apart = left[order][1:] - np.maximum.accumulate(right[order])[:-1]
    return bool((apart >= _AS_WIDE * white).any())


def is_crossed(rules: NDArray[np.float32], edge: float, width: float) -> bool:
    """Whether one of the rules goes through the middle of a sheet.

    Args:
        rules: as ``Page.rules``.
        edge: left edge of the sheet, points.
        width: of the sheet, points.
    """
    middle, over = edge + width / 2, _OVER * width
    return bool(((rules[:, 0] < middle - over) & (rules[:, 2] > middle + over)).any())
