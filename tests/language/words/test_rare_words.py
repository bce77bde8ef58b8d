"""The list of words that are too rare for the lexicon: what is in it, and how it is made."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from tools.build_rare_words import LONGEST, build
from warraq.language import units
from warraq.language.lookup import units_before
from warraq.language.model import LanguageModel
from warraq.language.words.rare_words import FILE, SHARE, RareWords


def words_of(rare: RareWords) -> list[str]:
    """All words of a list, by their length and units."""
    row = np.empty(LONGEST + 1, np.uint8)
    ends = np.flatnonzero(rare.unit >= 128).tolist()
    return [units.spell(row[units_before(node, rare.unit, rare.parent, row, len(row)) :].tolist()) for node in ends]


def test_a_list_comes_back_as_it_was_written(tmp_path: Path) -> None:
    words = ["فرنانديس", "فرنانديز", "فرنان", "لأوغندا", "ا", "استثماراتهماالسياسية"]
    build([*words, words[0]], tmp_path)
    loaded = RareWords.load(tmp_path)
    assert sorted(words_of(loaded)) == sorted(words[:4])  # neither of one unit, nor longer than is looked for
    assert loaded.logp == pytest.approx(math.log(SHARE / 4))
    first = (tmp_path / FILE).read_bytes()
    build(words[::-1], tmp_path)
    assert (tmp_path / FILE).read_bytes() == first


def test_a_list_may_be_empty() -> None:
    assert not words_of(RareWords.none())
    assert RareWords.none().children.tolist() == [0]


def test_a_folder_without_a_list_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make language"):
        RareWords.load(tmp_path)


def test_the_list_that_is_shipped_has_what_the_lexicon_lacks() -> None:
    words = words_of(RareWords.load())
    assert len(words) > 200_000
    assert "فرنانديس" in words
    lm = LanguageModel.load()
    assert not any(word in lm for word in words[::50])
