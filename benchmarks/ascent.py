"""Gradient ascent by moments of the slope (Adam; Kingma and Ba 2015), for the scripts that fit weights."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def ascend(slope: Callable[[Array], Array], weights: Array, rates: Iterable[float]) -> Array:
    """``weights`` after a step at each of the ``rates`` up the ``slope`` of what is to be made large."""
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step, rate in enumerate(rates, 1):
        gradient = slope(weights)
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        weights = weights + rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights
