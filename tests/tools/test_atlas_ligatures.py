"""Which ligatures the atlas has by their code points."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from tools.atlas_ligatures import LEAST_SHARE, encoded_ligatures, frequent_ligatures, joined_within
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.atlas import LETTER, Label


def test_encoded_ligatures_are_of_letters_in_the_form_that_they_are_encoded_for() -> None:
    encoded = encoded_ligatures()
    assert encoded["\ufccc"] == Label("\u0644\u0645", False, True, LETTER)
    assert encoded["\ufc43"] == Label("\u0644\u0649", False, False, LETTER)
    assert "\ufe8e" not in encoded  # one letter
    assert "\ufdf2" not in encoded  # a word
    assert "\ufc5e" not in encoded  # marks


def test_ligatures_are_of_letters_that_join_each_other() -> None:
    labels = joined_within("\u0627\u0644\u0645\u062f")  # alef, lam, meem, dal
    wanted = [("\u0644\u0645", False, True), ("\u0644\u0645\u062f", False, False), ("\u0645\u062f", True, False)]
    assert [label[:3] for label in labels] == wanted


def test_those_are_frequent_that_stand_in_enough_words_together(monkeypatch: pytest.MonkeyPatch) -> None:
    shares = {"\u0644\u0645": 0.5, "\u0627\u0644\u0645": 0.6, "\u0644\u0649": 0.9}  # lam-meem twice, lam-maksura
    known = SimpleNamespace(
        top_n_list=lambda *_: list(shares), word_frequency=lambda word, _: shares[word] * LEAST_SHARE
    )
    monkeypatch.setitem(sys.modules, "wordfreq", known)
    assert {label.text for label in frequent_ligatures().values()} == {"\u0644\u0645"}
    assert LEAST_SHARE > 0.0


def test_the_shipped_atlas_knows_the_frequent_ones() -> None:
    book = atlas.shipped()
    for character in "\ufccc\ufc43\ufcda\ufca1\ufcce":
        assert encoded_ligatures()[character] in book.labels
