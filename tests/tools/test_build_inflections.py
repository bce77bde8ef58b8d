"""How words outside a lexicon are made is counted of those that share a stem with words in it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tools import build_inflections
from tools.build_inflections import Analysis, analyses, build, fit
from warraq.language import tokens
from warraq.language.words.inflections import ARTICLE, ENDINGS, NEVER, PLAIN, PROCLITICS

WAW, BEH = PROCLITICS.index("و"), PROCLITICS.index("ب")
NONE, TEH, DUAL = (ENDINGS.index(e) for e in ("", "ة", "تين"))
STEMS = "كتب جلس درس حكم نظر عقد شهد رفع"


@pytest.fixture
def lm(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A lexicon of words in teh marbuta and of one with the article, all as likely."""
    words = [*(f"{stem}ة" for stem in STEMS.split()), "الأمر"]
    monkeypatch.setattr(build_inflections, "shares", lambda _: np.full(256, 1 / len(words), np.float32))
    kind = np.array([0] * len(tokens.SPECIAL) + [PLAIN] * (len(words) - 1) + [ARTICLE], np.uint8)
    monkeypatch.setattr(build_inflections, "kinds", lambda _: kind)
    return SimpleNamespace(
        word_value=np.zeros((len(kind), 2), np.uint8),
        token=lambda number: words[number - len(tokens.SPECIAL)],
        spelling_logp=lambda _: -30.0,
    )


def test_a_word_is_a_whole_word_behind_a_proclitic_or_a_stem_with_another_ending() -> None:
    whole = {"جلسة": (PLAIN, 0.5), "الأمر": (ARTICLE, 0.25)}
    families = {"جلس": [(TEH, PLAIN, 0.5)]}
    assert analyses("والأمر", whole, families) == [Analysis(WAW, ARTICLE, NONE, NONE, 0.25)]
    assert analyses("بجلستين", whole, families) == [Analysis(BEH, PLAIN, TEH, DUAL, 0.5)]
    assert analyses("وجلسة", whole, families) == [Analysis(WAW, PLAIN, NONE, NONE, 0.5)]
    assert analyses("جلسة", whole, families) == []  # what the lexicon has itself


def test_what_is_often_written_with_words_is_likely(lm: Any) -> None:
    stems = STEMS.split()
    words = [*(f"{stem}تين" for stem in stems), *(f"و{stem}ة" for stem in stems[:4]), "بالأمر", "xyz"]
    before, rule = fit(words, lm)
    assert rule[TEH, DUAL] > rule[NONE, NONE] > 0  # seen of all with teh marbuta; a proclitic alone of few
    assert (rule > 0).sum() == 2
    assert before[WAW, PLAIN] > before[BEH, PLAIN]
    assert before[BEH, ARTICLE] > before[WAW, ARTICLE]


@pytest.mark.parametrize("words", [[], ["xyz"]])
def test_where_no_word_is_a_form_of_another_it_says_so(words: list[str], lm: Any) -> None:
    with pytest.raises(ValueError, match=f"none of {len(words)} words is a form"):
        fit(words, lm)


def test_tables_are_written(lm: Any, tmp_path: Path) -> None:
    build([f"{stem}تين" for stem in STEMS.split()], lm, tmp_path)
    rule = np.load(tmp_path / "inflection_ending.npy")
    assert rule.shape == (len(ENDINGS), len(ENDINGS))
    assert rule[TEH, DUAL] < NEVER
    assert (rule != NEVER).sum() == 1
    assert np.load(tmp_path / "inflection_proclitic.npy").shape == (len(PROCLITICS), 3)
