"""Tables of all words, made by compiled loops, against the same source run by the interpreter."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.interpreted import interpreted
from warraq.language.context import topics
from warraq.language.model import LanguageModel
from warraq.language.units import LETTERS
from warraq.language.words import clitics, harakat, word_tables

SLOW = interpreted("warraq.language.words.word_tables")
EVERY = 1999


@pytest.fixture
def some(monkeypatch: pytest.MonkeyPatch) -> LanguageModel:
    """The model, as if it had few words."""
    lm = LanguageModel()
    monkeypatch.setattr(lm, "word_nodes", lm.word_nodes[::EVERY].copy())
    return lm


def slow(record: Any) -> Any:
    """The same as ``SLOW`` has it, with arrays for memoryviews."""
    if isinstance(record, int):
        return record
    if type(record).__module__ != word_tables.__name__:
        return np.asarray(record)
    kind = getattr(SLOW, type(record).__name__)
    made = kind.__new__(kind)
    for name in (name for name in dir(record) if not name.startswith("_")):
        setattr(made, name, slow(getattr(record, name)))
    return made


def test_words_without_a_clitic_are_those_of_the_source(some: LanguageModel, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = clitics.bare_words.__wrapped__(some)
    assert (bare >= 0).sum() > 9
    monkeypatch.setattr(clitics, "word_tables", SLOW)
    assert np.array_equal(clitics.bare_words.__wrapped__(some), bare)


def test_kinds_of_places_are_those_of_the_source(some: LanguageModel, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = harakat.kinds_of_words.__wrapped__(some)
    assert np.unique(kinds).size > 50
    monkeypatch.setattr(harakat, "word_tables", SLOW)
    monkeypatch.setattr(harakat, "_MORPHOLOGY", slow(harakat._MORPHOLOGY))
    assert np.array_equal(harakat.kinds_of_words.__wrapped__(some), kinds)


@given(st.text(st.sampled_from("اويتسملنبةىء" + LETTERS), max_size=12))
def test_kinds_of_places_in_any_word_are_those_of_the_source(word: str) -> None:
    letters = bytearray(harakat._CODE[letter] for letter in word)
    kinds = word_tables.kinds_of_letters(letters, harakat._MORPHOLOGY)
    assert SLOW.kinds_of_letters(letters, slow(harakat._MORPHOLOGY)) == kinds


def test_stems_are_those_of_the_source(some: LanguageModel, monkeypatch: pytest.MonkeyPatch) -> None:
    stems = topics.stems(some)
    assert np.unique(stems).size > 100
    monkeypatch.setattr(topics, "stems_of_words", SLOW.stems_of_words)
    assert np.array_equal(topics.stems(some), stems)
