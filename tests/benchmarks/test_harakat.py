"""Words whose letters are right: their marks beside the true ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import harakat
from benchmarks.corpus.damage import NO_DAMAGE
from benchmarks.corpus.page import Face, faces
from benchmarks.harakat import (
    DAMAGE,
    SENTENCES,
    Pair,
    Result,
    Vocalised,
    cases,
    keeps_marks_apart,
    lines,
    pairs,
    sentences,
    wrong,
)
from benchmarks.reading import Read
from tests.installed import require
from warraq.arabic.marks import is_mark

RIGHT = Pair("كَتَب", "كَتَب", 0.9)
DOUBTED, SILENT = Pair("كَتَب", "كُتَب", 0.5), Pair("كَتَب", "كتب", 0.9)
BARE = Pair("كتب", "كتب", 0.9)


def face(name: str) -> Face:
    (face,) = [face for face in faces() if face.name == name]
    return face


def test_the_text_has_every_mark_and_words_without_any() -> None:
    text = " ".join(sentences())
    assert {mark for mark in text if is_mark(mark)} == {*map(chr, range(0x64B, 0x653)), "\u0670"}
    assert any(not any(map(is_mark, word)) for word in text.split())
    for both in ("\u064b\u0627", "\u064b\u0651", "\u0644\u064e\u0627", "\u0623\u064f", "\u0621\u064b"):
        assert both in text


def test_a_page_has_the_marks_that_its_face_has(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Vocalised("fpdf2", "amiri")
    assert len(case.blocks) == SENTENCES
    assert "\u0670" in case.truth
    monkeypatch.setattr(harakat, "face_of", lambda _: Face("", "", Path(), ""))
    monkeypatch.setattr(Face, "characters", frozenset())
    assert not any(map(is_mark, case.truth))


def test_the_name_of_a_case_tells_its_text() -> None:
    one, other = Vocalised("fpdf2", "amiri", 1, 1), Vocalised("fpdf2", "amiri", 1, 1)
    assert one.name == other.name
    assert one.name.rpartition("-")[2] != Vocalised("fpdf2", "amiri", 1, 2).name.rpartition("-")[2]


def test_words_with_the_right_letters_are_compared_at_their_places() -> None:
    answer = Read("", ("كُتَب", "نار", "دارٌ"), (0.9, 0.4, 0.8), False)
    assert pairs("كَتَب باب دارٌ", answer) == [Pair("كَتَب", "كُتَب", 0.9), Pair("دارٌ", "دارٌ", 0.8)]


def test_the_order_of_shadda_and_vowel_says_nothing() -> None:
    (pair,) = pairs("ب\u064e\u0651", Read("", ("ب\u0651\u064e",), (0.9,), False))
    assert pair.right


def test_what_is_wrong_is_silent_where_it_isnt_listed() -> None:
    assert [pair.silent for pair in (RIGHT, DOUBTED, SILENT, BARE)] == [False, False, True, False]
    assert [pair.marked for pair in (RIGHT, SILENT, BARE)] == [True, True, False]


def test_rows_tell_what_is_wrong_a_thousand_marked_words() -> None:
    case = Vocalised("fpdf2", "amiri")
    result = Result(case, 5, [RIGHT, DOUBTED, SILENT, BARE])
    *_, row = lines([result])
    assert row == "| installed | as made | 1 | 3 | 666.67 | 333.33 | 20.00% | 2 fpdf2 amiri |"
    assert len(list(lines([result], each=True))) == 5
    assert list(wrong(result, 1)) == ["  كَتَب -> كتب 0.90"]


def test_sound_files_are_by_all_producers_and_damaged_ones_by_one_each() -> None:
    made = list(cases(["amiri"], [], ["fpdf2", "reportlab"], 1))
    assert [case.producer for case in made if case.damage == NO_DAMAGE] == ["fpdf2", "reportlab"]
    assert {case.damage for case in made} == {NO_DAMAGE, *DAMAGE.values()}


def test_fetched_faces_are_set_by_those_who_take_a_file() -> None:
    made = list(cases([], ["one", "two"], ["typst", "fpdf2", "weasyprint"], 1))
    assert {case.producer for case in made} == {"weasyprint", "fpdf2"}
    assert len(made) == 2 * (1 + len(DAMAGE))
    assert not list(cases([], ["one"], ["typst"], 1))


def test_a_face_that_joins_the_marks_of_two_letters_is_left_out() -> None:
    nazli = face("nazli")
    require(nazli.path, nazli.package)
    assert not keeps_marks_apart(nazli)
    assert keeps_marks_apart(face("amiri"))
    assert not list(cases(["nazli"], [], ["fpdf2"], 1))
