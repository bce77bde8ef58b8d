"""The grammar of labels."""

from __future__ import annotations

import pytest

from pipeline.segment.numbering import read_labels


@pytest.mark.parametrize(
    ("text", "style", "number", "rest"),
    [
        ("أولا – مقدمة", "ordinal", "أولا", "مقدمة"),
        ("أولاً- مقدمة", "ordinal", "أولا", "مقدمة"),
        ("حادي عشر- ختام", "ordinal", "حادي عشر", "ختام"),
        ("ألف-افتتاح", "abjad", "ألف", "افتتاح"),
        ("-ألف افتتاح", "abjad", "ألف", "افتتاح"),
        ("1- نص", "decimal", "1", "نص"),
        ("-1 نص", "decimal", "1", "نص"),
        ("– 4 نص", "decimal", "4", "نص"),
        ("1 - نص", "decimal", "1", "نص"),
        ("١٢- نص", "decimal", "12", "نص"),
        ("12. نص", "decimal", "12", "نص"),
        ("(أ) نص", "letter", "أ", "نص"),
        (")ب( نص", "letter", "ب", "نص"),
        ("(3) نص", "bracketed", "3", "نص"),
        ("التوصية 12", "recommendation", "12", ""),
        ("التوصية 12: تشجع", "recommendation", "12", "تشجع"),
        ("3التوصية", "recommendation", "3", ""),
        ("التوصةا 3", "recommendation", "3", ""),
    ],
)
def test_labels(text: str, style: str, number: str, rest: str) -> None:
    best = read_labels(text)[0]
    assert (best.style, best.number) == (style, number)
    assert (text[: best.start] + text[best.end :]).strip() == rest


@pytest.mark.parametrize(
    "text",
    [
        "2018-2019 عام الدورتين",
        "30 أيار/مايو 2012",
        "7/1 المعنون",
        "المادة 19 من الاتفاقية",
        "5/3، الذي اعتمده",
        "عن الأثر - على الدول",
        "التوصيات 1 و2 من التقرير",
        "",
    ],
)
def test_what_is_no_label(text: str) -> None:
    assert read_labels(text) == ()


def test_a_damaged_word_gives_every_entry_that_is_one_letter_away() -> None:
    found = {label.number: label.exactness for label in read_labels("ابعا - تنظيم") if label.style != "unreadable"}
    assert set(found) == {"رابعا", "سابعا"}
    assert all(exactness < 1 for exactness in found.values())


def test_an_exact_word_shuts_out_its_neighbours() -> None:
    assert [label.number for label in read_labels("سابعا - تنظيم") if label.style == "ordinal"] == ["سابعا"]
