"""Which codes are mapped to the bracket typed, not to the one painted."""

from __future__ import annotations

import pytest

from warraq.repair.order.brackets import Bracket, turned_codes

OPEN, CLOSE, ANGLE_OPEN, ANGLE_CLOSE = ("(", 1), (")", 2), ("«", 3), ("»", 4)


def turned(blocks: list[list[list[Bracket]]], rtl: bool = True) -> set[int]:
    return turned_codes([(rtl, lines) for lines in blocks])


def test_the_brackets_of_a_line_look_like_a_pair() -> None:
    assert turned([[[OPEN, CLOSE], [CLOSE]]]) == set()
    assert turned([[[CLOSE, OPEN], [CLOSE]]]) == {1, 2}


@pytest.mark.parametrize(
    ("first", "second", "rtl", "codes"),
    [
        (ANGLE_OPEN, ANGLE_CLOSE, True, {3, 4}),
        (ANGLE_CLOSE, ANGLE_OPEN, True, set()),
        (ANGLE_OPEN, ANGLE_CLOSE, False, set()),
        (ANGLE_CLOSE, ANGLE_OPEN, False, {3, 4}),
    ],
)
def test_a_pair_that_a_line_breaks_is_read_as_its_lines_are(
    first: Bracket, second: Bracket, rtl: bool, codes: set[int]
) -> None:
    assert turned([[[first], [second]]], rtl) == codes


def test_pairs_within_lines_know_better() -> None:
    inside = [[[OPEN, CLOSE]]]
    assert turned([*inside, [[OPEN], [CLOSE]], [[OPEN], [CLOSE]]]) == set()
    assert turned([*inside, [[ANGLE_OPEN], [ANGLE_CLOSE]]]) == {3, 4}


def test_broken_pairs_that_contradict_each_other_turn_nothing() -> None:
    assert turned([[[OPEN], [CLOSE]], [[CLOSE], [OPEN]]]) == set()


def test_brackets_of_two_blocks_are_no_pair() -> None:
    assert turned([[[OPEN]], [[CLOSE]]]) == set()


def test_pairs_within_a_line_leave_what_another_line_goes_on_with() -> None:
    assert turned([[[OPEN, CLOSE, ANGLE_OPEN], [OPEN, CLOSE], [ANGLE_CLOSE, OPEN, CLOSE]]]) == {3, 4}


def test_halves_of_two_broken_pairs_are_none_inside_out() -> None:
    """``phrase) and (another`` in one line, whose other halves stand in those above and below."""
    assert turned([[[CLOSE], [CLOSE, OPEN], [OPEN]]]) == set()
    assert turned([[[CLOSE, OPEN, CLOSE], [OPEN]]]) == set()


def test_lines_of_code_break_pairs_as_they_are_read() -> None:
    code, text = (False, [[OPEN], [CLOSE]]), (True, [[ANGLE_CLOSE], [ANGLE_OPEN]])
    assert turned_codes([code, text]) == set()
    assert turned_codes([(True, code[1]), (False, text[1])]) == {1, 2, 3, 4}
