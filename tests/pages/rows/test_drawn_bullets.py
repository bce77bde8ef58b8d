"""Bullets that browsers draw are the first words of their lines."""

from __future__ import annotations

import numpy as np
import pytest

from warraq.model.line import Box, Line, Word
from warraq.pages.rows.drawn_bullets import BULLET, with_bullets

SIZE = 12.0


def line(text: str, top: float, right: float = 500.0, *, rtl: bool = True) -> Line:
    left = right - 6.0 * len(text)
    box = (left, top, right, top + SIZE)
    return Line(1, (Word(text, text, box=box),), box, SIZE, rtl=rtl)


def dot(left: float, top: float, side: float = 5.0) -> Box:
    return left, top, left + side, top + side


def texts(lines: list[Line], *dots: Box) -> list[str]:
    return [made.text for made in with_bullets(lines, np.array(dots, np.float32).reshape(-1, 4))]


def test_a_column_of_dots_before_lines_is_one_of_bullets() -> None:
    lines = [line("أولى", 100), line("ثانية", 120), line("ثالثة", 140)]
    made = with_bullets(lines, np.array([dot(510, 104), dot(510, 144)], np.float32))
    assert [one.text for one in made] == [f"{BULLET} أولى", "ثانية", f"{BULLET} ثالثة"]
    assert made[0].box == (476.0, 100.0, 515.0, 112.0)
    assert made[0].words[0].box == (510.0, 104.0, 515.0, 109.0)


def test_a_line_from_the_left_has_its_bullet_on_the_left() -> None:
    lines = [line("One", 100, rtl=False), line("Two", 120, rtl=False)]
    left = lines[0].words[0].box
    assert left is not None
    assert texts(lines, dot(left[0] - 15, 104), dot(left[0] - 15, 124)) == [f"{BULLET} One", f"{BULLET} Two"]
    assert texts(lines, dot(510, 104), dot(510, 124)) == ["One", "Two"]


@pytest.mark.parametrize(
    "dots",
    [
        (dot(510, 104),),
        (dot(510, 104), dot(520, 124)),
        (dot(510, 104), dot(510, 124, 3.0)),
        (dot(560, 104), dot(560, 124)),
        (dot(505, 102, 8.0), dot(505, 122, 8.0)),
        (dot(510, 90), dot(510, 160)),
        (dot(490, 104), dot(490, 124)),
        (dot(510, 102, 3.0), dot(510, 107, 3.0)),
    ],
    ids=["alone", "elsewhere", "smaller", "far", "large", "between lines", "on the words", "two of one line"],
)
def test_other_dots_are_none(dots: tuple[Box, ...]) -> None:
    assert texts([line("أولى", 100), line("ثانية", 120)], *dots) == ["أولى", "ثانية"]
