"""Rows ordered all at once have the order that each has by itself."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.repair.painter import Painter
from tests.repair.sources import ROWS
from warraq.pages import read_lines
from warraq.pages.codes.character_roles import role_of
from warraq.pages.rows import row_order
from warraq.pages.rows import rows as rows_module
from warraq.pages.rows.plain_rows import PlainRows
from warraq.repair.order.broken_phrases import Beyond, begins_with
from warraq.repair.order.order import stretches_of

#: Arabic letters (beh, reh, waw, U+0679 tteh), digits of three scripts, all kinds of signs, Latin, Hebrew alef, a mark.
_CHARACTERS = (
    "\u0628\u0628\u0631\u0648\u0679   0129\u0661\u0669\u06f4-\u2013/.,:;\u060c%\u066a$&()[]\u00ab\u00bbAz\u05d0\u064e"
)
_SIZE = 10.0
_NARROW, _WIDE = 3.0, 45.0

Row = tuple[str, bool]


def together(rows: list[Row]) -> tuple[PlainRows, list[int], list[bool], list[int]]:
    """How the rows are told; their cells in order, and which are mirrored; those that are left to be read alone."""
    painted = "".join(text for text, _ in rows)
    bounds = np.cumsum([0, *(len(text) for text, _ in rows)])
    role = np.array([role_of(character) for character in painted], dtype=np.uint16)
    ends = [role_of(text[-1]) if text else 0 for text, _ in rows]
    walled = np.array([wide and " " in text for text, wide in rows])
    below = np.array([*ends[1:], 0], dtype=np.uint16)
    result, source = (module.find_plain_rows(role, bounds, walled, below) for module in (rows_module, ROWS))
    for name in ("plain", "apart", "order"):
        assert getattr(result, name).tolist() == getattr(source, name).tolist(), name
    mirrored = np.zeros(len(painted), dtype=np.bool_)
    others = np.flatnonzero(~result.plain).tolist()
    left = row_order._order_apart(others, result, painted, role, bounds.tolist(), mirrored)
    return result, result.order.tolist(), mirrored.tolist(), left


@settings(max_examples=400)
@given(st.lists(st.tuples(st.text(_CHARACTERS, max_size=14), st.booleans()), min_size=1, max_size=4))
@example([("\u0628 12 \u0631", False), ("\u0628 ) 12 ( \u0631", False)])
@example([("12-7 \u0631.\u0628", False), ("\u0628 (2019) \u0631 5 ", False), ("\u0628/3", False), ("4 \u0631", False)])
@example([("\u0628 12  7 \u0631", True), ("\u0628 . \u0631", True)])
@example([("0:\u0628", False), ("0:", False)])
@example([("0,\u0628", False), ("0", False)])
def test_rows_are_ordered_as_each_is_alone(rows: list[Row]) -> None:
    _, order, mirrored, left = together(rows)
    start = 0
    for number, (text, wide) in enumerate(rows):
        end = start + len(text)
        if number not in left:
            next_row = next((other for other, _ in rows[number + 1 : number + 2]), "")
            beyond = Beyond(below=begins_with(next_row), first=next_row[-1:])
            white = {place: _WIDE if wide else _NARROW for place, character in enumerate(text) if character == " "}
            alone, rtl = row_order._order_of_row(text, white, _SIZE, True, 0, beyond)
            assert rtl
            assert alone.verified
            assert tuple(cell - start for cell in order[start:end]) == alone.indices
            assert {place for place in range(len(text)) if mirrored[start + place]} == alone.mirrored
        start = end


@pytest.mark.parametrize(
    ("painted", "plain", "alone"),
    [
        ("\u0628\u0631. \u0631", True, False),
        ("\u0628 12 \u0631 \u0661\u0662", True, False),
        ("\u0628.7-\u0631 \u060c2019/10/12", True, False),
        ("\u0628 \u0661-\u0662 \u0631 12 - 7", True, False),
        ("\u0628 12-7 \u0631", False, False),
        ("\u0628 12% \u0631", False, False),
        ("% \u0628 12 \u0631%", True, False),
        ("\u0628 % 12 \u0631", False, False),
        ("\u0628 (2019) \u0631", False, False),
        ("\u0628 )\u0631", False, False),
        ("\u0628 Az \u0631", False, True),
        ("12", False, True),
        ("\u0628 10 000 \u0631", False, True),
        ("\u0628 12\u0661 \u0631", False, False),
    ],
)
def test_which_rows_need_a_look_of_their_own(painted: str, plain: bool, alone: bool) -> None:
    rows, _, _, left = together([(painted, False)])
    assert (bool(rows.plain[0]), left == [0]) == (plain, alone)


@settings(max_examples=200)
@given(st.text("RLNob", max_size=20))
@example("NNRoLobR")
def test_stretches_are_what_lies_between_letters_and_holds_a_latin_word_or_a_number(kinds: str) -> None:
    expected = [match.span() for match in re.finditer(r"[^R]+", kinds) if set("LN") & set(match[0])]
    assert stretches_of(kinds) == expected


def test_figures_far_apart_in_a_row_are_read_each_by_itself() -> None:
    """Most white of the row parts cells, little of it words."""
    painter = Painter(size=12.0)
    painter.line("على الموظف أن يرد ما بعهدته من أجهزة ومفاتيح", y=100.0, right=540.0)
    painter.line("مليون 56.6", y=140.0, right=520.0, size=24.0)
    painter.line("85%", y=140.0, left=270.0, rtl=False, size=24.0)
    painter.line("70%", y=140.0, left=110.0, rtl=False, size=24.0)
    painter.line("وترد كاملة إذا ألغي الحدث قبل أيام من موعده", y=180.0, right=540.0)
    lines, *_ = read_lines(*painter.extraction())
    assert " ".join(line.text for line in lines[1:-1]) == "مليون 56.6 85% 70%"


def test_wide_spaces_of_a_line_part_no_cells() -> None:
    painter = Painter(size=12.0, space_width=2.4)
    painter.line("تقرير World Bank في سنة", y=100.0, right=540.0)
    lines, *_ = read_lines(*painter.extraction())
    assert " ".join(line.text for line in lines) == "تقرير World Bank في سنة"


def test_a_row_whose_white_all_parts_cells_has_no_usual_space() -> None:
    """As the last row of a table above a paragraph, whose name stands far from its figures."""
    painter = Painter(size=12.0)
    painter.line("على الموظف أن يرد ما بعهدته من أجهزة ومفاتيح", y=100.0, right=540.0)
    painter.line("أوروغواي", y=140.0, right=460.0)
    for text, left in (("39,661", 300.0), ("10%", 250.0), ("45,064", 186.0), ("35%", 136.0)):
        painter.line(text, y=140.0, left=left, rtl=False)
    painter.line("وترد كاملة إذا ألغي الحدث قبل أيام من موعده", y=180.0, right=540.0)
    lines, *_ = read_lines(*painter.extraction())
    assert " ".join(line.text for line in lines[1:-1]) == "أوروغواي 39,661 10% 45,064 35%"
