"""Where a word may bear a haraka."""

from __future__ import annotations

import numpy as np
import pytest

from warraq.language import tokens
from warraq.language.model import LanguageModel
from warraq.language.units import UNITS
from warraq.language.words import harakat
from warraq.language.words.harakat import ANY, DERIVED, DOUBLED, LAST, LAST_DOUBLED, PREFIX, ROOT


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("يوقّع", DOUBLED),
        ("وتشجّعها", DOUBLED),
        ("المنظّمة", DOUBLED),
        ("الموقّعتان", DOUBLED),
        ("متكلّمين", DOUBLED),
        ("التغيّر", DOUBLED),
        ("تيسّرها", DOUBLED),
        ("يُنشر", PREFIX),
        ("وسيُعاقب", PREFIX),
        ("أُنشئ", PREFIX),
        ("المُناظر", DERIVED),
        ("الأصليّة", DERIVED),
        ("وشدّد", ROOT),
        ("عُقد", ROOT),
        ("واستُهلت", ROOT),
        ("اشتُرط", ROOT),
        ("ثمّ", LAST_DOUBLED),
        ("أقرّ", LAST_DOUBLED),
        ("المادةّ", LAST),
        ("اجتمّاع", ANY),
        ("سلاّم", ANY),
        ("مقالّة", ANY),
        # a place of several kinds is of the one that bears harakat most often
        ("يُعد", PREFIX),
        ("أيّة", ROOT),
        ("أصلّا", ROOT),
        ("أملأُ", LAST),
        ("كُتاب", ANY),
        ("ابرُاهيم", ANY),
    ],
)
def test_the_place_of_a_haraka_is_of_a_kind(marked: str, kind: int) -> None:
    word = "".join(c for c in marked if c not in "\N{ARABIC SHADDA}\N{ARABIC DAMMA}")
    place = next(i for i, c in enumerate(marked) if c not in word) - 1
    assert harakat.kinds_of(word)[place] == kind


@pytest.mark.parametrize("word", ["", "و", "م", "ا", "لا", "اس", "است", "ي" * 70, "وبالمت" * 12])
def test_each_letter_of_any_word_has_a_kind(word: str) -> None:
    kinds = harakat.kinds_of(word)
    assert len(kinds) == len(word)
    assert all(kind in range(harakat.KINDS) for kind in kinds)
    assert all((kind in (LAST, LAST_DOUBLED)) == (k + 1 == len(word)) for k, kind in enumerate(kinds))


def test_every_word_of_the_lexicon_has_the_kinds_of_its_letters() -> None:
    lm = LanguageModel.load()
    table = harakat.kinds_of_words(lm)
    assert table.size == lm.word_value.shape[0]
    assert all(harakat.kinds(number) == [] for number in table[: len(tokens.SPECIAL)])
    for token in range(len(tokens.SPECIAL), table.size, 997):
        units, word = lm.spelling_of(token)
        behind = np.cumsum([len(UNITS[unit][0]) for unit in units]) - 1
        expected = np.array(harakat.kinds_of(word))[behind]
        assert harakat.kinds(table[token]) == expected[-harakat.PLACES :].tolist(), word


def test_places_are_counted_by_kind() -> None:
    lm = LanguageModel.load()
    numbers = harakat.kinds_of_words(lm)[[lm.token_id("يوقع"), lm.token_id("من"), tokens.NUMBER]]
    expected = np.zeros(harakat.KINDS)
    np.add.at(expected, harakat.kinds_of("يوقع"), 2.0)
    np.add.at(expected, harakat.kinds_of("من"), 0.5)
    assert np.array_equal(harakat.counted(numbers, [2.0, 0.5, 7.0]), expected)
    assert harakat.counted(numbers[:0], []).tolist() == [0.0] * harakat.KINDS
