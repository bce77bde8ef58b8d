"""Which sheets hold two pages side by side."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.repair.fold import is_folded, may_be_folded

WIDTH = 842.0


@pytest.mark.parametrize(
    ("spans", "folded"),
    [
        ([(60, 361), (481, 782)], True),
        ([(60, 361), (481, 782), (400, 440)], False),  # something stands over the fold
        ([(60, 391), (451, 782)], False),  # two columns
        ([(20, 400), (442, 822)], False),  # narrow margins, and little white between
        ([(20, 395), (447, 822)], True),
        ([(60, 320), (440, 782)], False),  # the white isn't in the middle
        ([(60, 361)], False),
        ([(481, 782)], False),
        ([], False),
    ],
)
def test_a_sheet_is_folded_where_white_as_wide_as_its_margins_parts_it(
    spans: list[tuple[float, float]], folded: bool
) -> None:
    left, right = np.array(spans, dtype=float).reshape(-1, 2).T
    assert is_folded(left, right, WIDTH) is folded


@pytest.mark.parametrize(
    ("extent", "may"), [((842, 595), True), ((595, 842), False), ((700, 595), False), ((0, 0), False)]
)
def test_only_a_wide_sheet_may_be_folded(extent: tuple[float, float], may: bool) -> None:
    assert may_be_folded(*extent) is may
