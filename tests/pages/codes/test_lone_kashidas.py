"""A kashida that stretches no word is a dash; all others are nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.repair.painter import Painter
from warraq.pages import read_lines


def read(*texts: str, painter: Painter | None = None, angle: float = 0.0) -> list[str]:
    painter = painter or Painter()
    for number, text in enumerate(texts):
        painter.line(text, y=100 + 20 * number)
    extraction, maps = painter.extraction()
    pages = tuple(replace(page, angle=np.full(len(page), angle, np.float32)) for page in extraction.pages)
    lines, _, _ = read_lines(replace(extraction, pages=pages), maps)
    return [line.text for line in lines]


@pytest.mark.parametrize(
    ("painted", "said"),
    [
        ("المبتدأ ـ الخبر", "المبتدأ - الخبر"),
        ("ـ المبتدأ والخبر", "- المبتدأ والخبر"),
        ("١ـ المبتدأ والخبر", "١- المبتدأ والخبر"),
        ("من ٥ـ٧ مرات", "من ٥-٧ مرات"),
        ("المبتدأ ـ", "المبتدأ -"),
        ("كـتاب العلـم", "كتاب العلم"),  # within words
        ("هـ ١٤٤٥", "ه ١٤٤٥"),  # at the end of one
        ("ـه ضمير", "ه ضمير"),  # at the beginning
        ("المبتدأ ــ الخبر", "المبتدأ - الخبر"),  # in faces with short ones
        ("الاسم ــــــ العمر", "الاسم العمر"),  # a rule to be written on
        ("تنوين ـً الفتح", "تنوينً الفتح"),  # it bears a mark
    ],
)
@pytest.mark.parametrize("space_glyphs", [True, False])
def test_a_kashida_that_touches_no_letter_is_a_dash(painted: str, said: str, space_glyphs: bool) -> None:
    assert read(painted, painter=Painter(space_glyphs=space_glyphs)) == [said]


def test_kashidas_that_stretch_a_line_are_nothing() -> None:
    text = "تعقد اللجنة جلستها القادمة في مقر الخزانة"
    assert read(text, text, painter=Painter(kashida=0.4, seed=3)) == [text, text]


@pytest.mark.parametrize(("width", "said"), [(0.09, ""), (0.12, "-"), (1.05, "-"), (1.15, "")])
def test_a_dash_is_no_speck_and_no_rule(width: float, said: str) -> None:
    painter = Painter()
    end = painter.line("علم", y=100, left=300.0) + 300.0
    painter.glyph("ـ", 250.0, 100, width * painter.size, painter.size)
    painter.glyph(" ", end, 100, 3.0, painter.size)
    painter.glyph(" ", 285.0, 100, 15.0, painter.size)
    assert read(painter=painter) == [f"علم {said}".strip()]


@pytest.mark.parametrize(("apart", "space_glyphs"), [(0.14, False), (0.3, True)])
def test_where_letters_are_set_apart_it_is_none(apart: float, space_glyphs: bool) -> None:
    painter = Painter(space_glyphs=space_glyphs)
    painter.line("بـ يتم كـتاب", y=100)
    row = painter.rows[0]
    painter.rows[0] = [
        (code, x + apart * size * place, y, width, size) for place, (code, x, y, width, size) in enumerate(row)
    ]
    assert "-" not in "".join(read(painter=painter))


def test_of_turned_text_nothing_is_said() -> None:
    assert "-" not in "".join(read("المبتدأ ـ الخبر", angle=90.0))


def test_each_page_has_its_own() -> None:
    painter = Painter()
    painter.line("كـتاب ـ علم", y=100)
    painter.new_page()
    painter.line("علـم", y=100)
    painter.line("علم ـ كتاب", y=130)
    assert read(painter=painter) == ["كتاب - علم", "علم", "علم - كتاب"]
