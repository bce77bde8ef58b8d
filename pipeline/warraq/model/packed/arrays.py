"""Medians and distinct values of plain arrays, as NumPy has them.

NumPy looks first whether an array is masked, and loads a module for that which takes as long as reading two pages.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def median(values: NDArray[np.floating[Any]]) -> float:
    """``numpy.median`` of a column without NaN that isn't empty."""
    ordered = np.sort(values)
    count = len(ordered)
    return float((ordered[(count - 1) // 2] + ordered[count // 2]) / 2)


def distinct(values: NDArray[Any], axis: int | None = None) -> NDArray[Any]:
    """``numpy.unique``: the values in order, or the rows if ``axis`` is 0."""
    return np.unique(values, axis=axis, return_counts=True)[0]
