"""Words that begin with a clitic are known by what they are without it, and what follows those follows them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from warraq.decipher.text.lattice import beam_search
from warraq.decipher.text.lattice.beam_search import Language
from warraq.decipher.text.lattice.decoder import Memory
from warraq.language import tokens
from warraq.language.model import LanguageModel
from warraq.language.parameters import BARE, STEP
from warraq.language.words.clitics import bare_words


@pytest.fixture(scope="module")
def lm() -> LanguageModel:
    return LanguageModel.load()


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("وهو", "هو"),  # waw doesn't join
        ("فإن", "إن"),  # feh does: what is behind it begins the word
        ("بالأمر", "الأمر"),
        ("للمهاجرين", "المهاجرين"),  # lam swallows the alef of the article
        ("للأطراف", "الأطراف"),  # also where the other lam is in a ligature
        ("وللدول", "للدول"),  # the first clitic alone
        ("ولا", "لا"),  # a ligature is two letters
        ("فقد", "قد"),  # two letters are left
        ("بر", None),  # one is no word, however likely it is
        ("بعد", None),  # the rest is no likelier word
        ("هو", None),
        ("من", None),
    ],
)
def test_words_without_their_first_clitic(lm: LanguageModel, word: str, bare: str | None) -> None:
    bare_word = bare_words(lm)[lm.token_id(word)]
    assert (lm.token(bare_word) if bare_word >= 0 else None) == bare


def test_what_is_left_of_a_word_is_its_end(lm: LanguageModel) -> None:
    bare = bare_words(lm)
    for token in np.flatnonzero(bare >= 0)[::100].tolist():
        word = lm.token(token)
        assert lm.token(bare[token]) in (word[1:], "\N{ARABIC LETTER ALEF}" + word[1:])


def test_special_tokens_have_no_clitic(lm: LanguageModel) -> None:
    bare = bare_words(lm)
    assert bare.shape == (lm.word_value.shape[0],)
    assert (bare[: len(tokens.SPECIAL)] == -1).all()
    assert not (bare == np.arange(bare.size)).any()


def logp(lm: LanguageModel, b: int, c: int, *, clitics: bool) -> float:
    """log p(c | b) behind a token with which the model knows no pair."""
    memory = Memory.of(lm, {}, {}, bare=bare_words(lm)) if clitics else Memory.empty(lm)
    document = memory.words, memory.topic, memory.pair_fingerprint, memory.pair_logp
    return beam_search.token_logp(Language(lm.word_ngrams_with(memory.bare), *document), tokens.LATIN, b, c)


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("كحقوق حقوق", "الإنسان"),
        ("وبكرامة بكرامة كرامة", "الإنسان"),  # nothing is known of the word without its first clitic either
        ("وبالصحة بالصحة", "العامة"),
    ],
)
def test_what_follows_the_bare_word_follows_the_word(lm: LanguageModel, words: str, last: str) -> None:
    *some, bare = (lm.token_id(word) for word in words.split())
    c = lm.token_id(last)
    alone = math.exp(-STEP * lm.word_value[c, 0])
    p = math.exp(logp(lm, bare, c, clitics=False))
    for b in reversed(some):
        p = math.exp(-STEP * lm.word_value[b, 1]) * ((1 - BARE) * alone + BARE * p)
    assert logp(lm, some[0], c, clitics=True) == pytest.approx(math.log(p), abs=0.01)
    assert logp(lm, some[0], c, clitics=True) > logp(lm, some[0], c, clitics=False) + 2


def test_what_follows_neither_is_known_by_itself(lm: LanguageModel) -> None:
    b, bare, c = (lm.token_id(word) for word in ("كحقوق", "حقوق", "العصافير"))
    alone = -STEP * lm.word_value[c, 0]
    back, bare_back = (-STEP * lm.word_value[token, 1] for token in (b, bare))
    assert logp(lm, bare, c, clitics=False) == pytest.approx(alone + bare_back, abs=0.01)  # no pair
    expected = alone + back + math.log(1 - BARE + BARE * math.exp(bare_back))
    assert logp(lm, b, c, clitics=True) == pytest.approx(expected, abs=0.01)


def test_a_pair_that_is_known_stays_as_it_is(lm: LanguageModel) -> None:
    b, c = lm.token_id("بالصحة"), lm.token_id("العامة")
    assert bare_words(lm)[b] >= 0
    assert logp(lm, b, c, clitics=True) == logp(lm, b, c, clitics=False)


def test_what_may_follow_stays_a_distribution(lm: LanguageModel) -> None:
    """What the words that follow gain, the others lose: over all words nothing is added."""
    b = lm.token_id("وبكرامة")
    some = range(0, lm.word_value.shape[0], 7)
    before, after = (sum(math.exp(logp(lm, b, c, clitics=on)) for c in some) for on in (False, True))
    assert after <= 1.05 * before
