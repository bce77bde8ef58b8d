"""Digits, marks and letters."""

import unicodedata

import pytest

from warraq.arabic import digits, letters
from warraq.arabic.marks import composed


def test_digits_fold_to_ascii_and_back() -> None:
    assert digits.to_ascii("٢٠٣٠ ۱۲") == "2030 12"
    assert digits.to_arabic_indic("2030") == "٢٠٣٠"
    assert digits.value("\u06f7") == 7
    assert digits.value("x") is None
    assert digits.value("\u00b2") is None  # superscript two is no digit of a number


def test_letters_of_neighbouring_languages_are_letters() -> None:
    assert all(map(letters.is_arabic_letter, "\u0628\u067e\u06cc\u06d5\u06be\u0621"))
    assert not any(map(letters.is_arabic_letter, "\u0640\u064e\u0660\ufe91\u060ca "))


def test_folding_drops_marks_and_tatweel_and_nothing_else() -> None:
    assert letters.fold_marks("مُـحَـمَّد 12") == "محمد 12"


def test_lookalikes_fold_together() -> None:
    assert letters.fold_lookalikes("\u06a9\u06cc") == letters.fold_lookalikes("\u0643\u064a")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("\u0649\u0654", "\u0626"),  # alef maksura and hamza look like yeh with hamza
        ("\u0627\u0654", "\u0623"),
        ("\u0649", "\u0649"),
        ("\u0649\u064e\u0654", "\u0649\u064e\u0654"),
    ],
)
def test_hamza_is_composed_with_its_letter(text: str, whole: str) -> None:
    assert composed(text) == unicodedata.normalize("NFC", whole)
