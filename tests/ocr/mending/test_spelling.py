"""Words that were misread are put right by words; numbers, names and what is likely stay as they are."""

from __future__ import annotations

import pytest

from warraq.ocr.mending.spelling import put_right
from warraq.ocr.recogniser import RecognisedWord


def read(text: str, confidence: float = 0.6) -> list[RecognisedWord]:
    """A line of words."""
    words = text.split()
    places = range(len(words), 0, -1)
    return [
        RecognisedWord(word, (60.0 * place, 0.0, 60.0 * place + 50, 30.0), confidence, 0)
        for word, place in zip(words, places, strict=True)
    ]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("في دورتها الثالئة المعقودة", "في دورتها الثالثة المعقودة"),
        ("تفتيش الخرائن مرة في السنة", "تفتيش الخزائن مرة في السنة"),
        ("مجلس النواب القانون الاتى نصه", "مجلس النواب القانون الآتي نصه"),
        ("صون المخطلوطات", "صون المخطوطات"),
        ("تبت فى الطلب", "تبت في الطلب"),
        ("باسم الشعب» وبعد الاطلاع", "باسم الشعب، وبعد الاطلاع"),
        ("الطلب مكتوباء ويرفق به", "الطلب مكتوبا، ويرفق به"),
        ("في عام 2019ء عملا", "في عام 2019، عملا"),
    ],
)
def test_what_was_misread_is_put_right(seen: str, meant: str) -> None:
    words = put_right(read(seen))
    assert " ".join(word.text for word in words) == meant
    assert " ".join(word.read or word.text for word in words) == seen


@pytest.mark.parametrize(
    "text",
    [
        "لسنة ١٩٩٤ بشأن",
        "في سنة 2Ol9 مضت",
        "قال «هذا كتاب» ومضى",
        "إنشاء المكتبات",
        "القانون رقم ٨ لسنة",
    ],
)
def test_numbers_names_and_quotations_stay(text: str) -> None:
    assert " ".join(word.text for word in put_right(read(text))) == text


def test_a_stop_that_stands_alone_belongs_to_the_word_before() -> None:
    words = put_right(read("يأتي : مادة"))
    assert [(word.text, word.box[0]) for word in words] == [("يأتي:", 120.0), ("مادة", 60.0)]
    assert [word.text for word in put_right(read("1 - مادة"))] == ["1", "-", "مادة"]


def test_a_word_that_was_put_right_is_no_surer() -> None:
    words = put_right(read("دورتها الثالئة المعقودة", 0.95))
    assert [word.confidence for word in words] == [0.95, 0.8, 0.95]
