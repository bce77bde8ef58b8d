"""Medians and distinct values are NumPy's, to the bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.model.packed.arrays import distinct, median

NUMBERS = st.floats(-1e6, 1e6, width=32)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@given(values=st.lists(NUMBERS, min_size=1, max_size=9))
def test_median(kind: type[np.floating[Any]], values: list[float]) -> None:
    column = np.array(values, kind)
    assert median(column) == float(np.median(column))


@given(st.lists(st.tuples(st.integers(0, 2), NUMBERS), min_size=1, max_size=9))
def test_distinct(rows: list[tuple[int, float]]) -> None:
    table = np.array(rows)
    assert np.array_equal(distinct(table, axis=0), np.unique(table, axis=0))
    assert np.array_equal(distinct(table[:, 1]), np.unique(table[:, 1]))
