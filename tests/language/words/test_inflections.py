"""Proclitics and endings as units, and how the lexicon's words begin."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from warraq.language.model import DATA, LanguageModel
from warraq.language.units import units
from warraq.language.words.inflections import ARTICLE, CLITIC, ENDINGS, PLAIN, PROCLITICS, Inflections, kinds, shares


@pytest.fixture(scope="module")
def lm() -> LanguageModel:
    return LanguageModel.load()


@pytest.fixture(scope="module")
def forms(lm: LanguageModel) -> Inflections:
    return Inflections.load(lm)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("هو", PLAIN),
        ("وهو", CLITIC),
        ("للدول", CLITIC),
        ("المهاجرين", ARTICLE),
        ("الأطراف", ARTICLE),  # its lam is in a ligature
        ("اجتماع", PLAIN),
    ],
)
def test_words_begin_with_a_clitic_or_the_article(lm: LanguageModel, word: str, kind: int) -> None:
    assert kinds(lm)[lm.token_id(word)] == kind


def test_shares_of_all_words_are_one(lm: LanguageModel) -> None:
    value = lm.word_value[-lm.word_nodes.size :, 0]
    assert shares(lm)[value].sum() == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("word", ["دول", "بلاد", "أطراف", "لجنة", "ومن"])
def test_a_proclitic_and_a_word_are_the_units_of_both(forms: Inflections, word: str) -> None:
    alone = units(word)
    made: set[tuple[int, ...]] = set()
    for before, length, begins in zip(
        forms.proclitics.before, forms.proclitics.length, forms.proclitics.begins, strict=True
    ):
        if begins[alone[0]]:
            made.add((*before[:length].tolist(), int(begins[alone[0]]), *alone[1:]))
    assert made == {units(proclitic + word) for proclitic in PROCLITICS}


@pytest.mark.parametrize("stem", ["معقود", "متمايز", "جلس", "سياسات"])
def test_the_trie_of_endings_has_all_of_them(forms: Inflections, stem: str) -> None:
    for number, ending in enumerate(ENDINGS[1:], 1):
        joined = units(stem + ending)
        node = int(forms.endings.root[joined[len(stem) - 1]])
        for unit in joined[len(stem) :]:
            children = np.arange(forms.endings.first[node], forms.endings.first[node] + forms.endings.children[node])
            (node,) = children[forms.endings.unit[children] == unit]
        assert forms.endings.ending[node] == number


def test_tables_of_other_endings_are_refused(lm: LanguageModel, forms: Inflections, tmp_path: Path) -> None:
    np.save(tmp_path / "inflection_proclitic.npy", np.load(DATA / "inflection_proclitic.npy"))
    np.save(tmp_path / "inflection_ending.npy", np.load(DATA / "inflection_ending.npy")[:-1, :-1])
    with pytest.raises(ValueError, match="make language"):
        Inflections.load(lm, tmp_path)


def test_a_stem_that_joins_has_no_endings_where_it_stands_alone(forms: Inflections) -> None:
    alone = units("جلس")[-1]
    assert forms.endings.root[alone] == -1
    assert forms.endings.last[units("جلسة")[-2]] == alone


def test_what_prepositions_and_the_article_stand_before_is_no_preposition(
    lm: LanguageModel, forms: Inflections
) -> None:
    chance = forms.proclitics.fit * np.exp(forms.proclitics.logp)[:, None]
    row = {proclitic: k for k, proclitic in enumerate(PROCLITICS[:6])}  # none of them is listed twice so far
    assert forms.proclitics.length[row["و"]] == 1
    assert chance[row["ب"], CLITIC] < chance[row["ب"], PLAIN] / 20
    assert chance[row["ب"], ARTICLE] > chance[row["ب"], PLAIN]
    assert chance[row["و"], CLITIC] > chance[row["و"], PLAIN] / 5
