"""Single words that run backwards among others: turned round where there are many, and nowhere else."""

from __future__ import annotations

import re

from tests.repair.copied.test_visual_order import TEXT
from warraq.repair.copied import backward_words
from warraq.repair.copied.copied_text import as_written

WORD = re.compile("(?<![\u0621-\u0652])[\u0621-\u063a\u0641-\u064a]{2,}(?![\u0621-\u0652])")


def backwards(text: str, every: int) -> str:
    """``text`` with each word turned round whose number is a multiple of ``every``."""
    numbers = iter(range(1, 1 << 20))
    return WORD.sub(lambda word: word.group()[:: -1 if next(numbers) % every == 0 else 1], text)


def test_words_that_run_backwards_are_turned_round() -> None:
    dump = backwards(TEXT, 3)
    wrong = sum(one != other for one, other in zip(TEXT.split(), dump.split(), strict=True))
    assert wrong > 500
    assert 0.2 < backward_words.find(dump) < 0.5
    turned = backward_words.repair(dump)
    assert sum(one != other for one, other in zip(TEXT.split(), turned.split(), strict=True)) < 0.06 * wrong
    written, findings = as_written(dump)
    assert "visual_order" in {finding.fault for finding in findings}
    assert sum(one != other for one, other in zip(TEXT.split(), written.split(), strict=False)) < 0.2 * wrong


def test_few_of_them_are_none() -> None:
    for text in (TEXT, backwards(TEXT, 20), "", "abc 123", " ".join(word[::-1] for word in TEXT.split()[:20])):
        assert backward_words.find(text) == 0
        assert backward_words.repair(text) == text


def test_words_with_marks_stay() -> None:
    dump = f"{backwards(TEXT, 3)} \u0646\u0651\u0645"
    assert backward_words.repair(dump).endswith(" \u0646\u0651\u0645")
