"""/ActualText is believed where it says what the glyphs show, and what a page shows is never lost to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pikepdf import Dictionary

from benchmarks.probes import lines_of
from tests.repair.sheet import Sheet
from warraq import extract

ABOVE = "وقرر الفريق العامل أن يواصل النظر في مسألة تعزيز التعاون"


def span(text: str) -> str:
    return f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex()}>>> BDC"


def spoken(text: str, *said: str) -> Callable[[Sheet], None]:
    """``text`` inside spans that say what is ``said``, one in the other."""

    def content(sheet: Sheet) -> None:
        sheet.add(*map(span, said))
        sheet.line(text, 600)
        sheet.add(*["EMC"] * len(said))

    return content


def letter_by_letter(sheet: Sheet) -> None:
    drawn = Sheet(claims=sheet.claims)
    drawn.line("كتاب", 600)
    for operator, letter in zip(drawn.operators, reversed("كتاب"), strict=True):
        sheet.add(span(letter), operator, "EMC")


def letter_in_parts(sheet: Sheet) -> None:
    drawn = Sheet(claims=sheet.claims)
    drawn.line("كتتاب", 600)
    *left, one, other, right = drawn.operators
    sheet.add(*left, span("ت"), one, other, "EMC", right)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (spoken("كتاب", "كتاب"), "كتاب"),
        (spoken(ABOVE, ABOVE), ABOVE),
        (letter_by_letter, "كتاب"),
        (letter_in_parts, "كتاب"),
        (spoken("كتاب", "قلم"), "كتاب"),
        (spoken("كتاب", "باتك"), "كتاب"),
        (spoken(ABOVE, "نص آخر تماما"), ABOVE),
        (spoken("كتاب مهم", ""), "كتاب مهم"),
        (spoken("كتاب", "كتاب", "كتاب"), "كتاب"),
        (spoken("عام 2018", "عام 2019"), "عام 2018"),
        (spoken("عام 2018", "عام ٢٠١٨"), "عام 2018"),
    ],
    ids=[
        "a word",
        "a line",
        "letter by letter",
        "a letter drawn in two parts that both claim it",
        "another word",
        "reversed",
        "another line",
        "nothing",
        "a span in a span",
        "another number",
        "other digits",
    ],
)
def test_what_is_shown_is_read(tmp_path: Path, content: Callable[[Sheet], None], text: str) -> None:
    sheet = Sheet()
    sheet.line(ABOVE, 750)
    content(sheet)
    assert lines_of(sheet.save(tmp_path / "sheet.pdf")) == [ABOVE, text]


def test_a_property_list_of_the_page_says_it_too(tmp_path: Path) -> None:
    sheet = Sheet(resources={"Properties": Dictionary(P=Dictionary(ActualText="قلم"))})
    sheet.add("/Span /P BDC")
    sheet.line("كتاب", 600)
    sheet.add("EMC")
    assert lines_of(sheet.save(tmp_path / "sheet.pdf")) == ["كتاب"]


def test_ends_of_spans_that_nothing_opened_change_nothing(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.add("EMC EMC /P BMC")
    sheet.line("نص سليم 12", 600)
    assert lines_of(sheet.save(tmp_path / "sheet.pdf")) == ["نص سليم 12"]


@pytest.mark.parametrize(
    ("said", "whole"),
    [("\N{SOFT HYPHEN}", "المسؤوليات"), ("", "المسؤوليات"), ("-", "المسؤو- ليات")],
    ids=["soft", "nothing", "a hyphen"],
)
def test_a_hyphen_that_is_said_to_be_soft_joins_its_word(tmp_path: Path, said: str, whole: str) -> None:
    sheet = Sheet()
    left = sheet.line(f"{ABOVE} المسؤو", 750)
    sheet.add(span(said))
    sheet.line("-", 750, right=left)
    sheet.add("EMC")
    sheet.line("ليات المشتركة بين جميع الدول الأطراف في هذه الاتفاقية", 732)
    assert whole in next(extract(sheet.save(tmp_path / "sheet.pdf")).walk()).content


def test_hidden_text_is_reported(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.line(ABOVE, 750)
    sheet.add("1 g")
    sheet.line("مخفي", 600)
    (finding,) = [f for f in extract(sheet.save(tmp_path / "sheet.pdf")).findings if f.fault == "hidden_text"]
    assert (finding.where, finding.detail) == ("1", "4 glyphs that the page doesn't show; kept apart from the text")
