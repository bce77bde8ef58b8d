"""Dumps that keep one space of each run: told by their spaces, and given room for the others."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.text_channel import TRUTH, WORD, made_up, paragraphs
from pipeline.decipher.text import channel_em, dump, solver
from pipeline.decipher.text.collapsed_spaces import NONE, confidence, is_collapsed, with_room
from pipeline.decipher.text.dump_runs import segments_of_line
from pipeline.decipher.text.items import SOFT_SIGN
from pipeline.decipher.text.text_channel import restore
from pipeline.language.model import LanguageModel

SOURCE = Path(__file__).parents[3] / "fixtures" / "text" / "ctoc-cop-wg7-2020-4.txt"


def collapsed(text: str) -> str:
    return "\n".join(re.sub(" +", " ", line).strip() for line in text.split("\n"))


def lines_of(text: str) -> list[dump.DumpLine]:
    return [line for line in dump.read_lines(text, LanguageModel.load()) if line.enciphered]


def test_a_dump_that_lost_all_spaces_but_one_of_each_run_is_told() -> None:
    text = SOURCE.read_text("utf-8")
    assert not is_collapsed(lines_of(text))
    assert is_collapsed(lines_of(collapsed(text)))


@pytest.mark.parametrize("spaces", [0.1, 0.3])
def test_made_up_dumps_keep_theirs(spaces: float) -> None:
    texts = list(paragraphs(TRUTH, 1500, 3))
    text, _ = made_up(texts, random.Random(3), None, spaces)
    assert not is_collapsed(lines_of(text))
    assert is_collapsed(lines_of(collapsed(text)))


def test_few_spaces_tell_nothing() -> None:
    lines = lines_of(collapsed(SOURCE.read_text("utf-8")))
    assert not is_collapsed(lines[:5])
    assert not is_collapsed([])


def test_behind_each_space_there_is_room_for_one_more_and_at_an_edge_for_two() -> None:
    assert with_room("\u0628 \u062a") == f"\u0628 {SOFT_SIGN}\u062a"
    assert (
        with_room(f"{SOFT_SIGN}\u0628 \u062a{SOFT_SIGN}") == 2 * SOFT_SIGN + f"\u0628 {SOFT_SIGN}\u062a" + 2 * SOFT_SIGN
    )
    assert with_room(f"{SOFT_SIGN * 3}\u0628") == SOFT_SIGN * 3 + "\u0628"
    assert with_room(SOFT_SIGN) == SOFT_SIGN
    assert with_room("12") == "12"


def test_only_lines_of_such_dumps_get_room() -> None:
    (line,) = dump.read_lines("\u0628\u0628 \u062a\u062a", LanguageModel.load())
    plain, roomy = segments_of_line(line), segments_of_line(line, collapsed=True)
    assert [segment.text.strip(SOFT_SIGN) for segment in plain] == ["\u0628\u0628 \u062a\u062a"]
    assert [segment.text.strip(SOFT_SIGN) for segment in roomy] == [f"\u0628\u0628 {SOFT_SIGN}\u062a\u062a"]


def test_letters_that_went_with_the_spaces_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without room for them a fifth of these words are missing."""
    usual: list[float] = []
    monkeypatch.setattr(solver, "confidence", lambda share: usual.append(share) or confidence(share))
    learnt: list[float] = []
    learn = channel_em.learn
    monkeypatch.setattr(
        solver.channel_em, "learn", lambda *given, again: learnt.append(again) or learn(*given, again=again)
    )
    texts = list(paragraphs(TRUTH, 700, 4))
    text, _ = made_up(texts, random.Random(4), None, 0.1)
    restored = restore(collapsed(text))
    true = Counter(word for line in texts for word in WORD.findall(line))
    read = Counter(word for block in restored.blocks for each in block.words for word in WORD.findall(each.text))
    assert (true - read).total() < 0.1 * true.total()
    assert len(usual) >= read.total()
    assert learnt == [NONE]


def test_words_of_such_dumps_are_less_sure() -> None:
    assert (confidence(0.0), confidence(1.0)) == (0.0, 1.0)
    assert confidence(0.997) == pytest.approx(0.9928, abs=1e-4)
    assert all(confidence(share) < share for share in (0.1, 0.5, 0.9, 0.99))
