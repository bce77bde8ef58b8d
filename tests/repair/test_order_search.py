"""A line whose order has to be tried out is read in each way once."""

from __future__ import annotations

import string
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from warraq.repair.order import order, typed
from warraq.repair.order.bidi import Order, kinds_of, spell


@pytest.mark.parametrize("painted", ["7.oN طابخ", "ABC 12 - DEF 34 (56) طابخ 7%"])
def test_no_order_is_tried_twice(painted: str) -> None:
    tried = []

    def paints(_: str, order_tried: Order, *__: object) -> bool:
        tried.append(order_tried.indices)
        return False

    with patch.object(order, "paints", paints):
        assert list(order.painting_orders(painted, True)) == []
    assert tried and len(set(tried)) == len(tried)


_SIGNS = " .,:;!?\"'()[]\u060c\u061b\u061f\u00ab\u00bb-"


@settings(max_examples=300)
@given(
    left=st.text(_SIGNS, max_size=4),
    symbol=st.from_regex(r"[A-Za-z]([A-Za-z0-9/._:@&-]{0,8}[A-Za-z0-9])?", fullmatch=True, alphabet=string.printable),
    right=st.text(_SIGNS, max_size=4),
    letter_left=st.booleans(),
    after_arabic=st.booleans(),
)
@example("; ", "A/RES/55/25", " (", True, True)
@example(") ", "a@b.org", "-", False, False)
def test_a_symbol_alone_has_the_order_that_trials_find(
    left: str, symbol: str, right: str, letter_left: bool, after_arabic: bool
) -> None:
    painted = left + symbol + right
    result = order.stretch_order(painted, letter_left, after_arabic)
    with patch.object(order, "_order_of_symbol", lambda _: None):
        assert order.stretch_order(painted, letter_left, after_arabic) == result
    alone = order._order_of_symbol(painted)
    assert alone is not None
    assert result == alone or result.isolated or typed.faults(spell(painted, alone) + "\u0627" * letter_left)


@pytest.mark.parametrize("painted", ["A 7", "7 A", "A%", "$ A", "A (B", "A\u00b0", "A\u0661", "A \u2013", "", "7"])
def test_other_stretches_are_tried_out(painted: str) -> None:
    assert order._order_of_symbol(painted) is None


@settings(max_examples=300)
@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=24))
def test_a_latin_line_of_ascii_has_the_order_that_trials_find(painted: str) -> None:
    result = order._left_to_right(painted, kinds_of(painted))
    assert order.logical_order(painted, False) == result
    assert result.indices == tuple(range(len(painted)))
