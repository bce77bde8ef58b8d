"""NumPy whose arrays of integers hold Python's, for modules that the interpreter runs: keys of 64 bits wrap round."""

from __future__ import annotations

from typing import Any

import numpy as np


def wide(array: Any) -> np.ndarray:
    """An array as such a module takes it: integers are Python's, other numbers stay."""
    array = np.asarray(array)
    return array.astype(object) if np.issubdtype(array.dtype, np.integer) else array


class WideNumpy:
    """Stands for the module ``numpy``."""

    def __getattr__(self, name: str) -> Any:
        return getattr(np, name)

    def zeros(self, shape: Any, dtype: Any = np.float64) -> np.ndarray:
        return wide(np.zeros(shape, dtype))

    def empty(self, shape: Any, dtype: Any = np.float64) -> np.ndarray:
        return wide(np.zeros(shape, dtype))

    def full(self, shape: Any, value: Any, dtype: Any = None) -> np.ndarray:
        return wide(np.full(shape, value, dtype))

    def arange(self, *bounds: int, dtype: Any = np.int64) -> np.ndarray:
        return wide(np.arange(*bounds, dtype=dtype))
