"""A line goes on in the one below it, also where the next from the top is one of another column."""

from __future__ import annotations

import pytest

from tests.repair.painter import Painter
from warraq.pages import read_lines

LEADING, SIZE = 16.0, 12.0
TEXT = [
    "هذا نص العمود الأول",
    "وفيه عدة أسطر قصيرة",
    "لا شأن لها بما يقابلها",
    "من أسطر العمود الثاني",
    "وهو أقصر منه قليلا",
    "وينتهي قبله",
]
BEFORE = ["ورد في التقرير السنوي", "الذي نشرته الأمانة", "عبر النظام الإلكتروني ("]
AFTER = ["أن العدد ازداد كثيرا", "عما كان عليه من قبل"]


def columns(painter: Painter, drift: float) -> None:
    """Two columns, that on the left ``drift`` lower; a Latin phrase is broken in it behind its slash."""
    for number, text in enumerate(TEXT):
        painter.line(text, y=100 + LEADING * number, right=540.0)
    y = 100.0 + drift
    for text in BEFORE:
        width = painter.line(text, y=y, right=260.0)
        y += LEADING
    painter.line("PDF/", y=y - LEADING, right=260.0 - width, rtl=False)
    width = painter.line("A", y=y, right=260.0, rtl=False)
    painter.line(") بلغ ما يأتي", y=y, right=260.0 - width)
    for number, text in enumerate(AFTER, 1):
        painter.line(text, y=y + LEADING * number, right=260.0)


@pytest.mark.parametrize("drift", [0.0, 6.0])
def test_a_phrase_that_a_line_breaks_goes_on_in_its_column(drift: float) -> None:
    painter = Painter(size=SIZE)
    columns(painter, drift)
    lines, *_ = read_lines(*painter.extraction())
    texts = [line.text for line in lines if line.box and line.box[2] < 300]
    assert texts == [*BEFORE[:2], "عبر النظام الإلكتروني (PDF/", "A) بلغ ما يأتي", *AFTER]


def test_lines_of_one_column_follow_each_other_though_they_stand_at_different_sides() -> None:
    """A short line at the left below one at the right: nothing else goes on with either."""
    painter = Painter(size=SIZE)
    painter.line("عبر النظام (", y=100.0, right=540.0)
    width = painter.line("عبر النظام (", y=100.0 + LEADING, right=540.0)
    painter.line("PDF/", y=100.0 + LEADING, right=540.0 - width, rtl=False)
    painter.line("A) بلغ", y=100.0 + 2 * LEADING, right=540.0)
    painter.line("التوقيع", y=100.0 + 3 * LEADING, right=150.0)
    lines, *_ = read_lines(*painter.extraction())
    assert [line.text for line in lines][1:] == ["عبر النظام (PDF/", "A) بلغ", "التوقيع"]


@pytest.mark.parametrize(("below", "said"), [("2021-09-08", "2021-09-07"), ("على ما ورد في التقرير", "07-09-2021")])
def test_a_number_above_another_is_no_rest_of_a_sentence(below: str, said: str) -> None:
    """A column of dates, below the word that says what they are; by itself the first might go on with that."""
    painter = Painter(size=SIZE)
    painter.line("تاريخ الحضور", y=100.0, right=540.0)
    painter.line("2021-09-07", y=100.0 + LEADING, right=540.0, rtl=False)
    painter.line(below, y=100.0 + 2 * LEADING, right=540.0, rtl=below[0] != "2")
    assert read_lines(*painter.extraction())[0][1].text == said
