"""The measure of words that leave no trace: places of a text with and without them, a curve that is found."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.hidden_words import WORDS, decoder, fitted, frequent_words, rows_of
from warraq.decipher.text import parameters

TEXT = "عقد الفريق العامل في فيينا اجتماعه الأول وناقش فيه الدول الأطراف مسائل تهريب المهاجرين والاتجار"


def test_a_place_with_the_word_counts_as_one_without_and_none_beside_it(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text(f"{TEXT}\n", encoding="utf-8")
    find = decoder()
    words = frequent_words(find.lm)
    assert len(words) == WORDS
    features, there, number = rows_of(text, find, [word for word in words if word.text in ("في", "من")])
    assert features.shape == (there.size, len(parameters.HiddenWords.WEIGHTS))
    counts = {k: (int(there[number == k].sum()), int((~there[number == k]).sum())) for k in (0, 1)}
    assert sorted(counts.values()) == [(0, len(TEXT.split()) - 1), (1, len(TEXT.split()) - 3)]


def test_a_curve_is_found() -> None:
    draw = np.random.default_rng(1)
    features = np.stack([np.ones(20000), draw.normal(size=20000)], axis=1)
    there = draw.random(20000) < 1 / (1 + np.exp(-(features @ [-1.0, 2.0])))
    assert fitted(features, there) == pytest.approx([-1.0, 2.0], abs=0.1)
