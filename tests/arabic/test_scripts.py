"""Which script and language a document is in."""

from __future__ import annotations

import pytest

from warraq.arabic.languages import identify_language, in_latin_script


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the rights of the child and of the family", "en"),
        ("Les droits de l'enfant et de la famille", "fr"),
        ("los derechos del niño y de la familia", "es"),
        ("die Rechte des Kindes und der Familie", "de"),
        ("12 345 Xyzzy", None),
    ],
)
def test_a_language_is_known_by_its_commonest_words(text: str, language: str | None) -> None:
    assert identify_language([text]).code == language


def test_a_name_in_the_other_script_changes_nothing() -> None:
    english, arabic = "The report of the Working Group on Archives " * 5, "تقرير الفريق العامل المعني بالمحفوظات"
    assert in_latin_script([english, "في"])
    assert not in_latin_script([arabic, "ISO 19264 (ARC/WG.2/2020/3)"])
    assert not in_latin_script([]) and not in_latin_script(["12"])
    assert not in_latin_script([*[english] * 300, *[arabic] * 300])


@pytest.mark.parametrize(
    ("text", "code", "confidence"),
    [
        ("وقررت اللجنة تأجيل الدورة", "ar", 3 / 4),  # two words have the article or teh marbuta
        ("وقررت لجان", "ar", 1 / 2),  # nothing tells
        ("گزارش پژوهش", "fa", 4 / 5),
        ("نام مادر علی شماره ملی", "fa", 3 / 4),  # by the ends of two words
        ("یہ ایک بڑی رپورٹ ہے", "ur", 4 / 5),
        ("the rights of the child", "en", 4 / 5),
        ("12", None, 0.0),
    ],
)
def test_how_sure_a_language_is_by_what_tells_it(text: str, code: str | None, confidence: float) -> None:
    identified = identify_language([text])
    assert identified.code == code
    assert identified.confidence == pytest.approx(confidence)


def test_words_of_arabic_in_a_persian_text_and_its_letters_in_an_arabic_one_are_signs_against_it() -> None:
    persian, arabic = "گزارش پژوهش", "وقررت اللجنة تأجيل الدورة " * 60
    assert identify_language([persian, "بين المللى"]).confidence < identify_language([persian]).confidence
    assert identify_language([arabic, "گاو"]).code == "ar"
    assert identify_language([arabic, "گاو"]).confidence < identify_language([arabic]).confidence
