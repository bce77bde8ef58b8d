"""The shipped leads tell which words a text gains that isn't a law, and how far it is from one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from warraq.language import tokens
from warraq.language.context.register import HIGHEST, LEAD_STEP, POWERS, Register, packed, unpacked
from warraq.language.model import DATA, LanguageModel
from warraq.language.parameters import STEP

MEGABYTES = 0.21
LAW = "يعاقب بالحبس كل من خالف أحكام المادة الثالثة من هذا القانون وتصادر المضبوطات بحكم من المحكمة المختصة"
STORY = "كانت البنت الصغيرة تجري في الحديقة مع كلبها الأسود عندما سمعت صوت المطر على الأشجار فعادت إلى أمها"


@pytest.fixture(scope="module")
def lm() -> LanguageModel:
    return LanguageModel.load()


def counts(lm: LanguageModel, text: str) -> Counter[int]:
    return Counter(lm.token_id(word) for word in text.split())


def test_leads_come_back_as_steps_below_the_highest() -> None:
    lead = np.array([HIGHEST + 3, HIGHEST, HIGHEST - LEAD_STEP, 0.1, -40.0])
    assert unpacked(packed(lead), 5).tolist() == [0, 0, 1, 4, 15]


def test_a_story_leans_farther_from_law_than_a_law_does(lm: LanguageModel) -> None:
    register = Register.load()
    assert register.power(counts(lm, LAW)) < register.power(counts(lm, STORY))


def test_the_power_is_that_which_makes_the_words_likeliest(lm: LanguageModel) -> None:
    """By another way than the table's: the log p of the words, summed, under each power."""
    register = Register.load()
    used = counts(lm, STORY + " " + LAW)
    first = len(tokens.SPECIAL)
    lead = HIGHEST - LEAD_STEP * unpacked(np.load(DATA / "word_lead.npy"), lm.word_value.shape[0] - first)
    p = np.exp(-STEP * lm.word_value[first:, 0].astype(np.float64))
    likely = []
    for power in POWERS:
        family = p * np.exp(power * lead)
        family /= family.sum()
        likely.append(sum(n * np.log(family[token - first]) for token, n in used.items()))
    assert register.power(used) == int(np.argmax(likely))
    gain = register.rescaling(used)
    assert (p * np.exp(gain[first:])).sum() == pytest.approx(p.sum(), rel=1e-4)


def test_words_of_general_lists_gain_on_those_of_law(lm: LanguageModel) -> None:
    gain = Register.load().rescaling(counts(lm, STORY))
    assert gain[lm.token_id("الأطفال")] > gain[lm.token_id("المضبوطات")] + 0.3
    assert not gain[: len(tokens.SPECIAL)].any()


def test_a_document_without_words_has_no_register(lm: LanguageModel) -> None:
    register = Register.load()
    for used in ({}, {tokens.UNKNOWN: 4, tokens.NUMBER: 2}):
        assert register.power(used) == 0
        assert register.rescaling(used) == pytest.approx(0, abs=1e-6)


def test_the_table_is_small() -> None:
    assert (DATA / "word_lead.npy").stat().st_size < MEGABYTES * 1e6


def test_a_folder_without_the_table_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make language"):
        Register(tmp_path)
