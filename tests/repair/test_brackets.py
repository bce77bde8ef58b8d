"""Which codes are mapped to the bracket typed, not to the one painted."""

from __future__ import annotations

import pytest

from warraq.repair.brackets import Bracket, turned_codes

OPEN, CLOSE, ANGLE_OPEN, ANGLE_CLOSE = ("(", 1), (")", 2), ("«", 3), ("»", 4)


def test_the_brackets_of_a_line_look_like_a_pair() -> None:
    assert turned_codes([[[OPEN, CLOSE], [CLOSE]]], rtl=True) == set()
    assert turned_codes([[[CLOSE, OPEN], [CLOSE]]], rtl=True) == {1, 2}


@pytest.mark.parametrize(
    ("first", "second", "rtl", "turned"),
    [
        (ANGLE_OPEN, ANGLE_CLOSE, True, {3, 4}),
        (ANGLE_CLOSE, ANGLE_OPEN, True, set()),
        (ANGLE_OPEN, ANGLE_CLOSE, False, set()),
        (ANGLE_CLOSE, ANGLE_OPEN, False, {3, 4}),
    ],
)
def test_a_pair_that_a_line_breaks_is_read_as_its_lines_are(
    first: Bracket, second: Bracket, rtl: bool, turned: set[int]
) -> None:
    assert turned_codes([[[first], [second]]], rtl) == turned


def test_pairs_within_lines_know_better() -> None:
    inside = [[[OPEN, CLOSE]]]
    assert turned_codes([*inside, [[OPEN], [CLOSE]], [[OPEN], [CLOSE]]], rtl=True) == set()
    assert turned_codes([*inside, [[ANGLE_OPEN], [ANGLE_CLOSE]]], rtl=True) == {3, 4}


def test_broken_pairs_that_contradict_each_other_turn_nothing() -> None:
    assert turned_codes([[[OPEN], [CLOSE]], [[CLOSE], [OPEN]]], rtl=True) == set()


def test_brackets_of_two_blocks_are_no_pair() -> None:
    assert turned_codes([[[OPEN]], [[CLOSE]]], rtl=True) == set()


def test_pairs_within_a_line_leave_what_another_line_goes_on_with() -> None:
    assert turned_codes([[[OPEN, CLOSE, ANGLE_OPEN], [OPEN, CLOSE], [ANGLE_CLOSE, OPEN, CLOSE]]], rtl=True) == {3, 4}
