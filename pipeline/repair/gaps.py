"""Word spaces, from the white between painted glyphs."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: White that is always a word space, and white that never is one, in units of the font size.
_ALWAYS: Final = 0.33
_NEVER: Final = 0.06
#: Without other signs; measured on running text of the open faces.
_USUAL: Final = 0.14
#: Where words are parted by space glyphs, white without one is a space from here on.
_WITHOUT_SPACE_GLYPH: Final = 0.2
#: White that a painted space glyph must leave to count.
_WITH_SPACE_GLYPH: Final = 0.05


def white(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """White between neighbours in painted order, points: from the rightmost edge so far to the next left edge.

    Args:
        left, right: extents sorted by ``left``; n values give n - 1 gaps.
    """
    return left[1:] - np.maximum.accumulate(right)[:-1]


def word_breaks(
    gaps: NDArray[np.float64], size: NDArray[np.float64], space_glyph: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which gaps are word spaces.

    A space glyph is believed where it leaves white; else the threshold lies in the widest empty stretch of the line's
    own distribution of gaps, so that letter-spaced and tightly set lines are split alike.

    Args:
        gaps: white, points.
        size: font size at each gap, points.
        space_glyph: a space glyph was painted inside the gap.
    """
    relative = gaps / np.maximum(size, 1e-6)
    return (relative > threshold(relative, space_glyph)) | (space_glyph & (relative > _WITH_SPACE_GLYPH))


def threshold(relative: NDArray[np.float64], space_glyph: NDArray[np.bool_]) -> float:
    """The white above which words part, in units of the font size."""
    between = np.sort(relative[(relative > _NEVER) & (relative < _ALWAYS)])
    if space_glyph.any() and space_glyph.sum() >= 0.5 * (relative > _USUAL).sum():
        # Spaces are painted as glyphs here: white without one has to be about as wide, and wider than between letters.
        usual, spread = _quantile(relative[space_glyph], 0.5), _quantile(relative[~space_glyph], 0.8)
        return max(_WITHOUT_SPACE_GLYPH, 0.7 * usual, 1.7 * spread)
    if between.size < 2:
        return _USUAL
    edges = np.concatenate([[_NEVER], between, [_ALWAYS]])
    ratios = edges[1:] / edges[:-1]
    widest = int(np.argmax(ratios))
    if ratios[widest] < 1.6:
        return _USUAL
    return float(np.sqrt(edges[widest] * edges[widest + 1]))


def _quantile(values: NDArray[np.float64], share: float) -> float:
    """The value below which ``share`` of the values lie; 0 where there are none. Much faster than NumPy's on few."""
    ordered = sorted(values.tolist())
    return float(ordered[int(share * len(ordered))]) if ordered else 0.0
