"""A line whose order has to be tried out is read in each way once."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from pipeline.repair import order


@pytest.mark.parametrize("painted", ["7.oN طابخ", "ABC 12 - DEF 34 (56) طابخ 7%"])
def test_no_order_is_tried_twice(painted: str) -> None:
    tried = []

    def paints(_: str, found: order.Order, *__: object) -> bool:
        tried.append(found.indices)
        return False

    with patch.object(order, "paints", paints):
        assert list(order.painting_orders(painted, True)) == []
    assert tried and len(set(tried)) == len(tried)
