"""What is said to be verified is: lines that are judged stretch by stretch, against UAX #9 on the whole line."""

from __future__ import annotations

import re
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from warraq.repair.order import order
from warraq.repair.order.bidi import Order, kinds_of, paints, spell
from warraq.repair.order.order import _islands, _Joint, _strong_behind, logical_order

ALEF = "\N{ARABIC LETTER ALEF}"
#: A character or more of each bidirectional class that a line can hold, brackets and a Hebrew letter among them.
PAINTED = st.text(
    st.sampled_from(
        "\u0627\u0628\u062a\u06a9"  # AL
        "aZ\u00e9"  # L
        "12\u06f5"  # EN
        "\u0663\u0664\u066b"  # AN
        "+-,:./%$\u066a"  # ES, CS, ET
        '  \u00a0!"*\u060c\u061b\u2013'  # WS, CS, ON
        "()[]\u00ab\u00bb\u05d0"  # mirrored; R
    ),
    max_size=16,
)


@settings(max_examples=1500)
@given(PAINTED, st.booleans())
@example("\u0627 1-2 \u0628", True)
@example("12 \u0627 % 3", False)
@example("a) \u0627 (b", True)
def test_a_verified_order_paints_the_line(painted: str, after_arabic: bool) -> None:
    result = logical_order(painted, True, after_arabic)
    assert sorted(result.indices) == list(range(len(painted)))
    assert not result.verified or paints(painted, result, True, ALEF if after_arabic else "")


def tried_out(painted: str, letter_left: bool, after_arabic: bool) -> Order:
    """The order of a stretch as it is found where nothing is known of it beforehand."""
    text = ALEF * letter_left + painted
    result = order._search(text, kinds_of(text), after_arabic)
    indices = tuple(place - letter_left for place in result.indices if place >= letter_left)
    return Order(indices, frozenset(place - letter_left for place in result.mirrored), result.verified)


@pytest.mark.parametrize(
    ("signs", "longest"), [("12/- ", 5), ("\u0661\u0662.-(", 5), ("1\u06612:", 5), ("1+,) %", 4), ("1/()", 5)]
)
def test_numbers_and_signs_are_in_the_order_that_is_found_by_trying(signs: str, longest: int) -> None:
    count = 0
    for length in range(1, longest + 1):
        for painted in map("".join, product(signs, repeat=length)):
            for letter_left, after_arabic in product((False, True), repeat=2):
                result = order._order_of_numbers(painted, after_arabic)
                if result is not None:
                    count += 1
                    assert result == tried_out(painted, letter_left, after_arabic), painted
    assert count > 400


@settings(max_examples=1000)
@given(st.text(st.sampled_from("123\u0661\u0662/.:-\u2013+, \u00a0\u060c()\u00ab%"), min_size=1, max_size=12))
@example("3/4 70.0 28")
@example("(7/118)")
@example("2018-2017")
def test_numbers_and_signs_of_any_length_are_in_that_order(painted: str) -> None:
    for letter_left, after_arabic in product((False, True), repeat=2):
        result = order._order_of_numbers(painted, after_arabic)
        assert result is None or result == tried_out(painted, letter_left, after_arabic)


@settings(max_examples=1500)
@given(PAINTED, st.booleans())
def test_the_better_of_two_contexts_is_chosen(painted: str, rtl: bool) -> None:
    chosen = logical_order(painted, rtl)
    contexts = [logical_order(painted, rtl, context) for context in (True, False)]
    assert chosen in contexts
    assert chosen.verified == any(context.verified for context in contexts)


@given(st.text(st.sampled_from("LNRob"), min_size=1, max_size=14), st.data(), st.booleans())
@example("NoNNoR", None, False)
def test_what_stands_behind_each_island_is_found_in_one_search(
    kinds: str, data: st.DataObject | None, after_arabic: bool
) -> None:
    """A line of thousands of numbers was searched to its end for each of them."""
    places = st.lists(st.integers(0, len(kinds) - 1), unique=True).map(sorted)
    starts = data.draw(places) if data else [0, 2]
    # A bracket may take an island's end beyond the next one.
    ends = [data.draw(st.integers(start + 1, len(kinds))) if data else start + 1 for start in starts]
    expected = [kinds[end:].replace("N", "").replace("o", "")[:1] or "R" * after_arabic for end in ends]
    assert _strong_behind(kinds, list(zip(starts, ends, strict=True)), after_arabic) == expected


@given(st.text(st.sampled_from("LNRo"), min_size=1, max_size=20), st.data())
def test_islands_are_atoms_with_what_is_closed_between_them(kinds: str, data: st.DataObject) -> None:
    joints = [
        _Joint(one.end(), other.start(), data.draw(st.booleans()), False, True)
        for one, other in pairwise(re.finditer("[LN]+", kinds))
        if "R" not in kinds[one.end() : other.start()]
    ]
    flipped = {number for number in range(len(joints)) if data.draw(st.booleans())}
    inside = [kind in "LN" for kind in kinds]
    for number, joint in enumerate(joints):
        if joint.closed != (number in flipped):
            inside[joint.left : joint.right] = [True] * (joint.right - joint.left)
    shown = "".join("#" if here else " " for here in inside)
    assert _islands(kinds, joints, flipped) == [match.span() for match in re.finditer("#+", shown)]


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize("unit", ["\u0627 12,5 - 7 / ", "a1 (b) 2% , ", "\u0627\u0628 a) 5 [x 3 (\u062a "])
def test_a_line_without_end_is_tried_in_a_few_ways(unit: str, rtl: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of 18,000 characters, all of a page's content by mistake, took twenty seconds."""
    tried: list[int] = []

    def watched(painted: str, *rest: Any) -> bool:
        tried.append(len(painted))
        return paints(painted, *rest)

    monkeypatch.setattr(order, "paints", watched)
    line = unit * (20_000 // len(unit))
    assert sorted(logical_order(line, rtl, True).indices) == list(range(len(line)))
    assert sum(tried) <= 4 * order._MOST_TRIED


def test_a_line_of_a_page_is_tried_in_every_way() -> None:
    line = "\u0627 1-2 (a) 3, 4/5 b. 6-7 c 8 % 9: 10; 11 d 12 " * 5
    joints = tuple(order._joints(line, kinds_of(line), True))
    assert len(list(order._flips(joints))) <= order._tried(line)


def test_a_formula_is_read_from_the_latin_letter_on_its_left_only() -> None:
    for painted, logical in (("b p < 2 a", "a p < 2 b"), ("b 1 < p < 2 a", "a 2 > p > 1 b")):
        line = painted.replace("a", ALEF).replace("b", "\u0628")
        assert spell(line, logical_order(line)) == logical.replace("a", ALEF).replace("b", "\u0628")


@pytest.mark.parametrize(
    ("painted", "logical"),
    [
        ("19-22596   2/2", "2/2   19-22596"),
        ("3/3      19-03070", "19-03070      3/3"),
        ("2020-04-01", "2020-04-01"),
        ("01-04-2020", "01-04-2020"),
        ("9-7", "7-9"),  # a range rises
    ],
)
def test_a_line_of_numbers_by_itself_goes_on_from_nothing(painted: str, logical: str) -> None:
    assert spell(painted, logical_order(painted)) == logical
