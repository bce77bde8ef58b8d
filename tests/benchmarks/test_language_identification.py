"""Stretches of text are taken as long as asked, and answers are told by length and by confidence."""

from __future__ import annotations

import random

import pytest

from benchmarks import language_identification
from warraq.arabic.languages import IdentifiedLanguage


def test_a_stretch_begins_with_a_paragraph_and_is_as_long_as_asked() -> None:
    lines = ["a" * 15, "b" * 15, "c" * 15]
    for text in language_identification.stretches(lines, 20, random.Random(0)):
        assert text in ("a" * 15 + "\n" + "bbbb", "b" * 15 + "\n" + "cccc", "c" * 15 + "\n")


def test_shares_by_language_and_length_and_by_confidence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_identification, "LENGTHS", (20, 50))
    right, wrong = IdentifiedLanguage("fa", 0.95), IdentifiedLanguage("ar", 0.55)
    rows = [("fa", 20, right), ("fa", 20, wrong), ("fa", 50, right), ("ar", 20, wrong), ("ar", 50, wrong)]
    assert dict(language_identification.by_length(rows)) == {"ar": {20: 1.0, 50: 1.0}, "fa": {20: 0.5, 50: 1.0}}
    (low, doubtful, mean, share), (high, sure, *_) = language_identification.by_confidence(rows)
    assert (low, doubtful, high, sure) == (0.5, 3, 0.9, 2)
    assert (mean, share) == pytest.approx((0.55, 2 / 3))
