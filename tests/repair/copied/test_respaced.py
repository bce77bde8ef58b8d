"""Words that spaces cut, or that stand together: mended in texts with many of them, and in no others."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.repair.copied.test_visual_order import TEXT
from warraq.repair.copied.copied_text import as_written
from warraq.repair.copied.respaced import respaced

CUT = re.compile("(?<=[\u0633\u0634])(?=[\u0621-\u064a]{2})")


def test_words_that_are_cut_are_joined() -> None:
    dump = CUT.sub(" ", TEXT)
    mended = respaced(dump)
    assert mended is not None
    true, words = TEXT.split(), mended.text.split()
    assert len(dump.split()) - len(true) > 150
    assert len(words) - len(true) <= 12
    assert mended.count >= 140
    written, findings = as_written(dump)
    assert written == mended.text
    assert [finding.fault for finding in findings] == ["word_spaces"]


def test_words_of_persian_are_not_joined_as_arabic_ones() -> None:
    persian = CUT.sub(" ", TEXT) + "\nچگونه این پژوهش را گزارش داد" * (len(TEXT) // 300)
    assert as_written(persian) == (persian, [])
    names = CUT.sub(" ", TEXT) + "\nپارچه" * 3
    assert [finding.fault for finding in as_written(names)[1]] == ["word_spaces"]


def test_words_that_stand_together_are_parted() -> None:
    together = re.compile("(?<=[\u0621-\u064a]{3}[\u0629\u062f\u0631]) (?=[\u0621-\u064a]{4})")
    dump = together.sub("", TEXT)
    mended = respaced(dump)
    assert mended is not None
    lost = len(TEXT.split()) - len(dump.split())
    assert lost > 150
    assert len(TEXT.split()) - len(mended.text.split()) <= 0.1 * lost


def test_marks_and_kashidas_stay_on_their_letters() -> None:
    sentence = "الرأ سماليّة وأرب عمـائة مليونًا "
    mended = respaced(sentence * 5)
    assert mended is not None
    assert mended.text == "الرأسماليّة وأربعمـائة مليونًا " * 5


def test_a_mark_begins_no_word() -> None:
    written, (finding,) = as_written("هذه ال ّنسخة من القانون المتعلقة بالصفقات العمومية")
    assert written == "هذه الّنسخة من القانون المتعلقة بالصفقات العمومية"
    assert (finding.fault, finding.score) == ("word_spaces", 1 / 8)


@pytest.mark.parametrize("text", [TEXT, "یہ ایک مثال ہے جس میں اردو کے الفاظ ہیں " * 20, "أ ب ج د هـ و " * 20])
def test_sound_text_is_left(text: str) -> None:
    assert respaced(text) is None
    assert as_written(text) == (text, [])


@pytest.mark.parametrize("word", ["الرأ سمالي\u0654ة", "الرأ \u0651سمالية", "الرأ ـسمالية", "الرأ \u0651 سمالية"])
def test_no_mark_is_lost(word: str) -> None:
    mended = respaced(f"{word} " * 6)
    assert mended is not None
    assert mended.text == f"{word.replace(' ', '')} " * 6


def test_kashidas_alone_are_a_dash() -> None:
    text = "ــــ المادة ــــ المدنية ـ\n" * 20
    assert respaced(text) is None


def test_numbers_of_any_script_stand_beside_words() -> None:
    mended = respaced("المادة ١ الرأ سمالية ٢ " * 6)
    assert mended is not None
    assert mended.text == "المادة ١ الرأسمالية ٢ " * 6


def test_time_grows_with_the_length_of_a_line() -> None:
    words = "الرأ سمالية في القانون " * 4000
    mended = respaced(words)
    assert mended is not None
    assert mended.text == "الرأسمالية في القانون " * 4000


@given(st.lists(st.text("ابتسلمنوير \u064e\u0651\u0654\u0640٣1|(\n", max_size=8), max_size=30))
def test_nothing_but_spaces_changes(pieces: list[str]) -> None:
    text = "الرأ سمالية " * 12 + " ".join(pieces)
    mended = respaced(text)
    assert mended is not None
    assert mended.text.replace(" ", "") == text.replace(" ", "")


def test_a_few_words_show_nothing() -> None:
    assert respaced("الرأ سمالية " * 5) is None
    assert respaced("الرأ سمالية " * 6) is not None
    assert respaced(TEXT + "\n" + "الرأ سمالية " * 6) is None


@pytest.mark.parametrize("words", ["السجون و دور التوقيف", "يعد ل اسم وزارة", "أسر تهم"])
def test_words_that_may_stand_so_stay(words: str) -> None:
    mended = respaced(f"الرأ سمالية\n{words}\n" * 6)
    assert mended is not None
    assert mended.text == f"الرأسمالية\n{words}\n" * 6


def test_words_among_those_of_another_language_stay() -> None:
    assert respaced("این الرأ سمالية است پس " * 6) is None
