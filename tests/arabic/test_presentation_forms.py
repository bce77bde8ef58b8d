"""The curated table of presentation forms."""

import unicodedata

from tools import build_arabic_tables
from warraq.arabic.presentation_forms import PRESENTATION_FORM, letters_and_form, to_letters
from warraq.arabic.tables import FORMS, JOINING_TYPES


def test_tables_are_what_the_build_gives() -> None:
    assert build_arabic_tables.TABLES.read_text(encoding="ascii") == build_arabic_tables.render()
    assert build_arabic_tables.presentation_forms() == FORMS


def test_no_form_brings_a_space_or_a_tatweel() -> None:
    assert not [hex(ord(c)) for c, (letters, _) in FORMS.items() if " " in letters or "\u0640" in letters]


def test_letters_are_letters_not_presentation_forms() -> None:
    assert all(to_letters(letters) == letters for letters, _ in FORMS.values())


def test_the_rial_sign_and_the_salutations_stay_signs() -> None:
    assert to_letters("\ufdfc\ufdfa") == "\ufdfc\ufdfa"


def test_lam_alef_reads_in_logical_order() -> None:
    assert letters_and_form("\ufefb") == ("\u0644\u0627", "iso")
    assert to_letters("\u0627\ufef9") == "\u0627\u0644\u0625"


def test_shadda_comes_before_its_vowel() -> None:
    assert letters_and_form("\ufc60") == ("\u0651\u064e", "iso")


def test_medial_marks_lose_their_tatweel() -> None:
    assert letters_and_form("\ufe77") == ("\u064e", "med")


def test_every_letter_with_forms_has_them_in_the_reverse_table() -> None:
    assert PRESENTATION_FORM["\u0628", "ini"] == "\ufe91"
    assert PRESENTATION_FORM["\u0649", "fin"] == "\ufef0"
    assert PRESENTATION_FORM["\u0644\u0627", "fin"] == "\ufefc"


def test_forms_agree_with_the_names_in_unicode() -> None:
    words = {"iso": "ISOLATED", "ini": "INITIAL", "med": "MEDIAL", "fin": "FINAL"}
    wrong = [c for c, (_, form) in FORMS.items() if f"{words[form]} FORM" not in unicodedata.name(c)]
    assert wrong == ["\ufe71", "\ufe73"]  # tatweel with fathatan above, tail fragment


def test_transparent_characters_are_marks_or_format_characters() -> None:
    assert {unicodedata.category(c) for c in JOINING_TYPES["T"]} <= {"Mn", "Cf", "Cn", "Me"}
