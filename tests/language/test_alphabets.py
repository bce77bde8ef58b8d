"""The letters of languages, and what becomes of the spellings of others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language import units
from warraq.language.alphabets import ALPHABETS, ARABIC, PERSIAN, URDU


@given(st.text(st.sampled_from(units.LETTERS), min_size=1, max_size=20))
def test_units_of_arabic_are_forms(word: str) -> None:
    assert ARABIC.units(word) == units.units(word)
    assert ARABIC.spell(ARABIC.units(word)) == word


@pytest.mark.parametrize(("alphabet", "word"), [(PERSIAN, "پژوهشگاه"), (URDU, "ٹھنڈے"), (URDU, "ہوں")])
def test_units_of_others_are_letters(alphabet, word: str) -> None:  # type: ignore[no-untyped-def]
    assert len(alphabet.units(word)) == len(word)
    assert alphabet.spell(alphabet.units(word)) == word
    assert {alphabet.unit_of(word[0], form) for form in ("iso", "ini", "med", "fin")} == {alphabet.units(word)[0]}


def test_units_fit_the_bits_of_their_tables() -> None:
    # 7 bits of a unit, and 6 of a letter and one more, see ``lookup.onward`` and ``word_score.kept_word``
    assert all(len(alphabet.letters) < 63 for alphabet in ALPHABETS.values())


def test_spellings_of_other_languages_are_folded() -> None:
    assert PERSIAN.fold("كتابي") == "کتابی"
    assert URDU.fold("يه كيا هے") == "یہ کیا ہے"
    assert ARABIC.fold("یک") == "یک"


def test_letters_with_hamza_stay_and_are_looked_up_without() -> None:
    assert PERSIAN.fold("نامۀ") == "نامۀ"
    assert PERSIAN.looked_up("نامۀ") == PERSIAN.looked_up("نامة") == "نامه"
    assert URDU.looked_up("جذبۂ") == "جذبہ"


@pytest.mark.parametrize(("alphabet", "word"), [(ARABIC, "پدر"), (PERSIAN, "ہوں"), (URDU, "")])
def test_words_are_made_of_the_letters_alone(alphabet, word: str) -> None:  # type: ignore[no-untyped-def]
    assert not alphabet.is_word(word)


def test_lam_alef_is_a_unit_of_arabic_alone() -> None:
    assert ARABIC.lam_alef("ا", "fin") == units.UNIT_OF["لا", "fin"]
    assert PERSIAN.lam_alef("ا", "fin") == -1
