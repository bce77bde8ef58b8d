"""Which words of a dump are listed as uncertain: by their confidence, and by what the others are expected to hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from warraq.config import DEFAULT
from warraq.decipher.text import channel
from warraq.decipher.text.document.restoration import TextRestoration
from warraq.model.line import Block, Line, Word
from warraq.run import extract

WORDS = ("توصيات", "بشأن", "التعاون", "الدولي", "المعني", "بتهريب", "المهاجرين", "وحماية", "البيئة", "البحرية")


@pytest.fixture
def dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dump whose words are ever less sure."""
    words = tuple(Word(word, word, 1 - number / 100) for number, word in enumerate(WORDS))
    restored = TextRestoration((Block("body", (Line(1, words),)),), (), True, 0.95)
    monkeypatch.setattr(channel, "restore", lambda *_, **__: restored)
    path = tmp_path / "dump.txt"
    path.write_text(" ".join(WORDS), encoding="utf-8")
    return path


@pytest.mark.parametrize(("share", "listed"), [(1.0, 0), (0.016, 4), (0.0035, 7)])
def test_the_least_sure_words_of_a_dump_are_listed(dump: Path, share: float, listed: int) -> None:
    document = extract(dump, config=replace(DEFAULT, unlisted_wrong=share))
    words = [word.word for node in document.walk() for word in node.uncertain]
    assert words == list(WORDS[len(WORDS) - listed :]) if listed else not words


def test_words_below_the_threshold_are_listed_whatever_the_others_hold(dump: Path) -> None:
    document = extract(dump, config=replace(DEFAULT, unlisted_wrong=1.0, uncertain_below=0.935))
    assert [word.word for node in document.walk() for word in node.uncertain] == list(WORDS[7:])
