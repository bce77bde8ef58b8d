"""Joining types, contextual forms and units."""

import pytest

from warraq.arabic.joining import forms, forms_of, joining_type, units

BEH, ALEF, LAM, HAMZA, TATWEEL, SHADDA = "\u0628", "\u0627", "\u0644", "\u0621", "\u0640", "\u0651"


@pytest.mark.parametrize(
    ("character", "kind"),
    [
        (BEH, "D"),
        (ALEF, "R"),
        (HAMZA, "U"),
        (TATWEEL, "C"),
        (SHADDA, "T"),
        ("\u06cc", "D"),  # farsi yeh
        ("\u06d2", "R"),  # yeh barree
        ("\u06d5", "R"),  # ae, Kurdish
        ("\N{ZERO WIDTH NON-JOINER}", "U"),
        ("\N{ZERO WIDTH JOINER}", "C"),
        ("\u0660", "U"),
        ("A", "U"),
    ],
)
def test_joining_types_are_those_of_unicode(character: str, kind: str) -> None:
    assert joining_type(character) == kind


def test_forms_of_a_letter_follow_from_its_joining_type() -> None:
    assert forms_of(BEH) == ("iso", "ini", "med", "fin")
    assert forms_of(ALEF) == ("iso", "fin")
    assert forms_of(HAMZA) == ("iso",)


def test_a_right_joining_letter_cuts_the_word() -> None:
    assert forms("باب") == ["ini", "fin", "iso"]


def test_marks_are_transparent_and_take_no_form() -> None:
    assert forms("بّب") == ["ini", None, "fin"]


def test_lam_alef_is_one_unit_even_with_a_mark_between() -> None:
    assert units("السّلام") == [("ا", "iso"), ("ل", "ini"), ("س", "med"), ("لا", "fin"), ("م", "iso")]
    assert units("لَأ") == [("لأ", "iso")]


def test_tatweel_joins_and_gives_no_unit() -> None:
    assert units(BEH + TATWEEL) == [(BEH, "ini")]
    assert units(TATWEEL + BEH) == [(BEH, "fin")]


def test_hamza_joins_to_nothing() -> None:
    assert units(HAMZA + BEH) == [(HAMZA, "iso"), (BEH, "iso")]
