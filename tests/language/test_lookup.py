"""The look-ups of the language model are the same compiled and by the interpreter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.interpreted import interpreted
from warraq.language import lookup, tokens, units
from warraq.language.model import NO_CLITICS, LanguageModel
from warraq.language.parameters import SLOTS

plain = interpreted("warraq.language.lookup")
LM = LanguageModel.load()
COUNT = len(LM.word_value)
WORDS = [LM.token(number) for number in range(len(tokens.SPECIAL), COUNT, 9001)]
IDS = st.integers(0, COUNT - 1) | st.integers(0, 200)


def wide(table: np.ndarray) -> np.ndarray:
    """Integers that the interpreter adds up without wrapping round."""
    return table.astype(object)


def plain_ngrams(bare: np.ndarray) -> lookup.Ngrams:
    word, bigrams, bigram_value, trigrams, trigram_value = LM.ngrams
    return plain.Ngrams(wide(word), wide(bigrams), wide(bigram_value), wide(trigrams), wide(trigram_value), wide(bare))


@pytest.fixture(scope="module")
def bare() -> np.ndarray:
    """Some words without their clitics, made up."""
    chance = np.random.default_rng(5)
    made = np.full(COUNT, -1, np.int32)
    made[100:2000] = chance.integers(20, 90, 1900)
    return made


NGRAMS = plain_ngrams(NO_CLITICS)


@given(st.integers(0, 2**64 - 1))
def test_keys_are_mixed_alike(key: int) -> None:
    assert lookup.mix(key) == plain.mix(key)


@given(IDS, IDS, IDS)
def test_trigrams_are_alike(a: int, b: int, c: int) -> None:
    assert lookup.ngram_logp(LM.word_ngrams, a, b, c) == pytest.approx(plain.ngram_logp(NGRAMS, a, b, c), rel=1e-6)


def test_trigrams_of_words_with_clitics_are_alike(bare: np.ndarray) -> None:
    compiled, interpreted_ = LM.word_ngrams_with(bare), plain_ngrams(bare)
    chance = np.random.default_rng(6)
    both = [
        (lookup.ngram_logp(compiled, a, b, c), plain.ngram_logp(interpreted_, a, b, c))
        for a, b, c in chance.integers(0, 2500, (3000, 3)).tolist()
    ]
    assert [one for one, _ in both] == pytest.approx([other for _, other in both], rel=1e-6)


def test_spelling_and_the_lexicon_are_alike() -> None:
    fingerprints, value = LM.unit_ngrams.grams.fingerprints, LM.unit_ngrams.value
    spelling = plain.Spelling(wide(np.asarray(fingerprints)), wide(np.asarray(value)))
    assert np.array_equal(spelling.short, np.asarray(LM.unit_ngrams.short))
    for word in [*WORDS, "ظظخغ", "لاإ"]:
        sequence = np.array(units.units(word), np.uint8)
        spelt = plain.word_spelling_logp(spelling, wide(sequence))
        assert lookup.word_spelling_logp(LM.unit_ngrams, sequence) == pytest.approx(spelt, rel=1e-6)
        hashed = 0
        for unit in sequence.tolist():
            assert lookup.word_onward(hashed, unit) == plain.word_onward(hashed, unit)
            hashed = lookup.word_onward(hashed, unit)
        assert lookup.find_word(LM.lexicon_table, hashed)[0] == (LM.token_id(word) if word in LM else -1)


def test_a_table_that_is_nearly_full_is_filled_alike() -> None:
    keys = np.random.default_rng(7).integers(0, 2**63, 600).astype(np.uint64)
    made = []
    for module, kind in ((lookup, np.uint32), (plain, object)):
        fingerprints = np.zeros(77 * SLOTS, kind)
        slots, owner = np.full(keys.size, -1, np.int64), np.full(fingerprints.size, -1, np.int64)
        module.place(fingerprints, keys if module is lookup else wide(keys), slots, owner)
        made.append((fingerprints.tolist(), slots.tolist()))
    assert made[0] == made[1]
