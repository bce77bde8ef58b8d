"""Letters of Persian and Urdu in Arabic words, and names that keep theirs."""

from __future__ import annotations

import pytest

from warraq.repair.strings import arabic_letters
from warraq.repair.strings.table import faults_of_line, find_faults

PAGE = "ذكرت المكتبة العامة أن الكتاب الذي في الخزانة الكبيرة قد نقل إلى المدينة القديمة. " * 5


def test_a_name_with_a_letter_that_arabic_lacks_keeps_its_letters() -> None:
    text = f"{PAGE} قال گلی ھذا"
    assert arabic_letters.find(text) == 1
    assert arabic_letters.repair(text) == f"{PAGE} قال گلی هذا"


@pytest.mark.parametrize(
    ("text", "is_arabic"),
    [
        (f"{PAGE}ھذا", True),
        (PAGE, False),
        ("این کتاب را دیدم", False),  # no letter that only Persian has, but no word that looks Arabic either
        (f"{PAGE}گفتار چهارم: پژوهش", False),  # a Persian document that quotes Arabic
    ],
)
def test_it_asks_for_a_text_in_arabic(text: str, is_arabic: bool) -> None:
    assert bool(arabic_letters.find(text)) == is_arabic


def test_a_line_of_arabic_within_urdu_keeps_its_letters() -> None:
    urdu, arabic = "وہ سيکهتا ہے کہ ايک اچهی تبديلی کيسے آئی", "وقال النبي في الحديث الشريف هذا كتابه"
    faults = {"arabic_joined_letters"}
    assert {finding.fault for finding in find_faults(f"{urdu}\n{arabic}", "", faults)} == faults
    assert faults_of_line(urdu, faults) == faults
    assert faults_of_line(arabic, faults) == set()
