"""The places of a text where a full stop may have come out as a space."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.decipher.text.stops.test_line_stops import (
    ORDER,
    STOP,
    _without,
    block,
    text_of,
)
from warraq.decipher.text.dump.items import SOFT_SIGN
from warraq.decipher.text.dump.segments import Segment
from warraq.decipher.text.records import Piece
from warraq.decipher.text.stops.stop_places import Place, Sort, Text


def ends_of(text: Text) -> list[Place]:
    return [place for place in text.places if not place.sort.inside]


def test_stops_stand_behind_words_numbers_and_brackets_before_words_numbers_and_labels() -> None:
    row = ["كلمة", "كلمة", ")", "كلمة", "،", "كلمة", "(", "كلمة", "2020", "كلمة", "2020", "2020", "كلمة", "كلمة"]
    assert [k for k in range(len(row)) if text_of(row, {0, 13}).may_stop(k)] == [0, 2, 7, 8, 9, 10, 11]
    row = ["كلمة", "(", "ب", ")", "كلمة", "(", "كلمة", ")", "كلمة", "(", "12", ")"]
    assert [k for k in range(len(row)) if text_of(row, {0}).may_stop(k)] == [0, 3, 7, 8]


def test_spaces_between_words_count_where_one_of_the_text_stands() -> None:
    text = Text.of([block(["عقد الفريق  العامل", f"اجتماعه {SOFT_SIGN}الأول", "في فيينا"])])
    assert [text.pieces[k].text for k in text.gaps] == ["عقد", "في"]
    assert [text.pieces[end.piece].text for end in ends_of(text)] == ["العامل", "الأول", "فيينا"]


def test_lines_that_end_before_the_margin_are_short() -> None:
    usual, short = "عقد الفريق العامل اجتماعه الأول", "عقد الفريق العامل"
    text = Text.of([block([usual, short, usual, usual])])
    assert [end.sort for end in ends_of(text)] == [Sort.FULL, Sort.SHORT, Sort.FULL, Sort.LAST]


def test_lines_behind_which_empty_ones_stand_are_told() -> None:
    lines = block(["عقد الفريق العامل اجتماعه الأول"] * 4)
    apart = [[False, False, True, False], [True, False, True, True]]
    text = Text.of([lines, lines], apart)
    full, behind, last = Sort.FULL, Sort.APART, Sort.LAST
    assert [end.sort for end in ends_of(text)] == [full, behind, full, last, full, behind, behind, last]


def test_spaces_behind_a_line_count_as_far_as_the_dump_shows_them() -> None:
    lines = block([f"في فيينا{SOFT_SIGN * spaces}" for spaces in (0, 1, 2, 3, 3)])
    assert [end.spaced for end in ends_of(Text.of([lines]))] == [False, False, True, True, True]
    assert [end.spaced for end in ends_of(Text.of([lines], None, [[0, 0, 1, 1, 2]]))] == [
        False,
        False,
        False,
        True,
        False,
    ]


def test_stops_may_be_lost_where_more_than_one_space_stands_inside_a_line() -> None:
    (line,) = block(["عقد الفريق  العامل"])
    text = Text.of([[line]])
    assert [(p.sort, text.pieces[p.piece].text, p.read) for p in text.places] == [
        (Sort.SPACED, "الفريق", False),
        (Sort.LAST, "العامل", False),
    ]
    words = line.path.pieces
    stop = Piece(".", words[1].end, words[1].end + 1, STOP, (), 0.0)
    read = replace(line, path=replace(line.path, pieces=(*words[:2], stop, words[2])))
    text = Text.of([[read]])
    assert [(p.sort, p.piece, p.at, p.read) for p in text.places] == [
        (Sort.SPACED, 1, words[1].end, True),
        (Sort.LAST, 3, words[2].end, False),
    ]
    assert [text.may_stop(1, read) for read in (False, True)] == [False, True]


@pytest.mark.parametrize(("spaces", "is_lost"), [(1, False), (2, True)])
def test_stops_may_be_lost_where_runs_meet(spaces: int, is_lost: bool) -> None:
    segments = Segment(f"عقد الفريق{SOFT_SIGN * spaces}"), Segment("العامل اجتماعه")
    text = Text.of([[_without(ORDER.score(segments))]])
    assert [(p.sort, p.piece) for p in text.places] == [*[(Sort.SEAM, 1)] * is_lost, (Sort.LAST, 3)]
