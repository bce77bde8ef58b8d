"""Units and tokens: a word and its unit sequence are the same thing, and what is counted is folded first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language import tokens, units

WORDS = st.text(st.sampled_from(units.LETTERS), min_size=1, max_size=20)


@given(WORDS)
def test_a_word_is_spelt_back_from_its_units(word: str) -> None:
    assert units.spell(units.units(word)) == word


@given(WORDS)
def test_forms_agree_with_their_neighbours(word: str) -> None:
    """A unit that joins forward is followed by one that joins back, and the other way round."""
    forms = [units.UNITS[unit][1] for unit in units.units(word)]
    joins_forward = [form in ("ini", "med") for form in forms]
    joins_back = [form in ("med", "fin") for form in forms]
    assert joins_back == [False, *joins_forward[:-1]]
    assert not joins_forward[-1]


@given(WORDS)
def test_every_lam_before_an_alef_is_a_ligature(word: str) -> None:
    pairs = sum(word.count(units.LAM + alef) for alef in units.ALEFS)
    assert sum(unit in units.LAM_ALEF_UNITS for unit in units.units(word)) == pairs
    assert len(units.units(word)) == len(word) - pairs


def test_forms_of_known_words() -> None:
    def forms(word: str) -> list[tuple[str, str]]:
        return [units.UNITS[unit] for unit in units.units(word)]

    assert forms("بيت") == [("ب", "ini"), ("ي", "med"), ("ت", "fin")]
    assert forms("دار") == [("د", "iso"), ("ا", "iso"), ("ر", "iso")]
    assert forms("سلام") == [("س", "ini"), ("لا", "fin"), ("م", "iso")]
    assert forms("الأمم") == [("ا", "iso"), ("لأ", "iso"), ("م", "ini"), ("م", "fin")]
    # Hamza joins to neither side: the letter before it is final, the one after it starts anew.
    assert forms("شيء") == [("ش", "ini"), ("ي", "fin"), ("ء", "iso")]
    assert forms("بءب") == [("ب", "iso"), ("ء", "iso"), ("ب", "iso")]


def test_the_boundary_is_unit_zero_and_units_are_distinct() -> None:
    assert units.UNITS[units.BOUNDARY] == ("", "boundary")
    assert len(set(units.UNITS)) == units.COUNT
    assert units.COUNT < 128  # the trie keeps a flag in the eighth bit


@pytest.mark.parametrize("text", ["", "كلمة 2", "word", "مقدِّمة", "كـتاب", "پدر"])
def test_what_is_no_plain_word(text: str) -> None:
    assert not units.is_word(text)


@pytest.mark.parametrize("character", ["a", "2", "\N{ARABIC SHADDA}", "\N{ARABIC TATWEEL}", "\N{ARABIC LETTER PEH}"])
def test_other_characters_have_no_unit(character: str) -> None:
    with pytest.raises(KeyError):
        units.units("ب" + character)


def test_marks_and_tatweel_are_folded() -> None:
    assert tokens.fold_marks("مُقَدِّمـــةٌ") == "مقدمة"


def test_numbers_and_latin_words_become_classes() -> None:
    assert tokens.tokenize("يومي 8 و٩ أيلول/سبتمبر 2020 (COVID)") == [
        "يومي", "<num>", "و", "<num>", "أيلول", "/", "سبتمبر", "<num>", "(", "<lat>", ")",
    ]  # fmt: skip


def test_variants_of_punctuation_are_one_token() -> None:
    assert tokens.tokenize("«أ», ب; ج–د") == ['"', "أ", '"', "،", "ب", "؛", "ج", "-", "د"]


@given(st.text(max_size=60))
def test_every_token_is_special_or_a_word(line: str) -> None:
    assert all(token in tokens.SPECIAL_ID or units.is_word(token) for token in tokens.tokenize(line))
