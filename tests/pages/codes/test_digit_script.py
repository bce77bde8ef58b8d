"""Digits of two scripts in one number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.decipher.glyph.tiny_fonts import program
from tests.repair.painter import Painter
from warraq.arabic.digits import to_ascii
from warraq.pages import read_lines

MIXED = ("عام ١44٥ الموافق 2٠23", "المواد 7٥-٠8 و98-٠١")


def read(*texts: str, units: int, typed: bool = False) -> list[str]:
    """The lines, in a font whose glyphs are 400 of ``units`` high; ``typed``: it claims all digits as European ones."""
    painter = Painter()
    for number, text in enumerate(texts):
        painter.line(text, y=100 + 20 * number)
    extraction, maps = painter.extraction()
    if typed:
        maps = [
            replace(each, readings={code: replace(r, text=to_ascii(r.text)) for code, r in each.readings.items()})
            for each in maps
        ]
    (font,) = extraction.fonts
    data = program([f"g{code}" for code in sorted(painter.codes.values())], {}, units=units)
    made = replace(font, program=data, program_kind="truetype", code_to_gid={code: code for code in font.to_unicode})
    return [line.text for line in read_lines(replace(extraction, fonts=(made,)), maps)[0]]


def test_numbers_are_european_where_the_zero_is_no_dot() -> None:
    assert read(*MIXED, units=1000) == ["عام 1445 الموافق 2023", "المواد 75-08 و98-01"]


def test_numbers_are_arabic_where_the_zero_is_a_dot() -> None:
    assert read(MIXED[0], units=2000) == ["عام ١٤٤٥ الموافق ٢٠٢٣"]


def test_european_digits_that_show_a_dot_for_the_zero_are_in_the_order_of_arabic_ones() -> None:
    assert read("الضابط ٢-١-٠ وما بعده", units=2000, typed=True) == ["الضابط 2-1-0 وما بعده"]
    assert read("عام ٢٠١٨/٢/١١", units=2000, typed=True) == ["عام 2018/2/11"]
    assert read("الضابط 2-1-0 وما بعده", units=1000) == ["الضابط 2-1-0 وما بعده"]


def test_in_persian_they_keep_their_order() -> None:
    assert read("گزارش پروژه 2-1-0 بود", units=2000) == ["گزارش پروژه 2-1-0 بود"]
    assert read("گزارش پروژه ABC 2-1-0 بود", units=2000) == ["گزارش پروژه ABC 2-1-0 بود"]


def test_digits_that_follow_a_dot_in_a_face_with_both_are_in_the_order_of_arabic_ones() -> None:
    painter = Painter()
    for number, text in enumerate(("٠١٢", "012", "الضابط ٢-١-٠ وما بعده", "الضابط ABC 2-1-0 بعده")):
        painter.line(text, y=100 + 20 * number)
    extraction, maps = painter.extraction()
    (font,) = extraction.fonts
    assert [painter.codes[digit] - painter.codes["٠"] for digit in "١٢"] == [1, 2]
    boxes = {f"g{painter.codes['٠']}": (0, 0, 150, 150, 500), f"g{painter.codes['0']}": (0, 0, 400, 700, 500)}
    data = program([f"g{code}" for code in sorted(painter.codes.values())], {}, boxes=boxes)
    made = replace(font, program=data, program_kind="truetype", code_to_gid={code: code for code in font.to_unicode})
    maps = [
        replace(each, readings={code: replace(r, text=to_ascii(r.text)) for code, r in each.readings.items()})
        for each in maps
    ]
    lines = [line.text for line in read_lines(replace(extraction, fonts=(made,)), maps)[0]]
    assert lines == ["012", "012", "الضابط 2-1-0 وما بعده", "الضابط ABC 2-1-0 بعده"]


@pytest.mark.parametrize("units", [1000, 2000])
def test_whole_numbers_of_both_scripts_stay(units: int) -> None:
    texts = ["عام ١٤٤٥ الموافق 2023", "عام ١٤٣٠ الموافق 2009"]
    assert read(*texts, units=units) == texts


def test_a_persian_digit_that_the_face_draws_as_arabic_has_it_is_persian() -> None:
    assert read("شماره ۸۸۷٦٦۵ و ٦۲", units=1000) == ["شماره ۸۸۷۶۶۵ و ۶۲"]
    assert read("رقم ٤٣۷٨٢", units=1000) == ["رقم ٤٣٧٨٢"]


@pytest.mark.parametrize("text", ["شماره ۸۸۷٦٦۵ و ۱۶", "شماره ۸۸۷ و ٦", "رقم ٦۷"])
def test_digits_drawn_in_both_ways_and_whole_numbers_of_both_eastern_scripts_stay(text: str) -> None:
    assert read(text, units=1000) == [text]
