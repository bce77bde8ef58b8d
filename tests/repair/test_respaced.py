"""Words that spaces cut, or that stand together: mended in texts with many of them, and in no others."""

from __future__ import annotations

import re

import pytest

from pipeline.repair.copied_text import as_written
from pipeline.repair.respaced import respaced
from tests.repair.test_visual_order import TEXT

CUT = re.compile("(?<=[\u0633\u0634])(?=[\u0621-\u064a]{2})")


def test_words_that_are_cut_are_joined() -> None:
    dump = CUT.sub(" ", TEXT)
    found = respaced(dump)
    assert found is not None
    true, words = TEXT.split(), found.text.split()
    assert len(dump.split()) - len(true) > 150
    assert len(words) - len(true) <= 12
    assert found.count >= 140
    written, findings = as_written(dump)
    assert written == found.text
    assert [finding.fault for finding in findings] == ["word_spaces"]


def test_words_that_stand_together_are_parted() -> None:
    together = re.compile("(?<=[\u0621-\u064a]{3}[\u0629\u062f\u0631]) (?=[\u0621-\u064a]{4})")
    dump = together.sub("", TEXT)
    found = respaced(dump)
    assert found is not None
    lost = len(TEXT.split()) - len(dump.split())
    assert lost > 150
    assert len(TEXT.split()) - len(found.text.split()) <= 0.1 * lost


def test_marks_and_kashidas_stay_on_their_letters() -> None:
    sentence = "الرأ سماليّة وأرب عمـائة مليونًا "
    found = respaced(sentence * 5)
    assert found is not None
    assert found.text == "الرأسماليّة وأربعمـائة مليونًا " * 5


def test_a_mark_begins_no_word() -> None:
    written, (finding,) = as_written("هذه ال ّنسخة من القانون المتعلقة بالصفقات العمومية")
    assert written == "هذه الّنسخة من القانون المتعلقة بالصفقات العمومية"
    assert finding.fault == "word_spaces"


@pytest.mark.parametrize("text", [TEXT, "یہ ایک مثال ہے جس میں اردو کے الفاظ ہیں " * 20, "أ ب ج د هـ و " * 20])
def test_sound_text_is_left(text: str) -> None:
    assert respaced(text) is None
    assert as_written(text) == (text, [])
