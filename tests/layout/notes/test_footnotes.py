"""Footnotes: found by size or rule, split by their marks, tied to the words that name them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.layout.lines import LEADING, blocks_of, line, paragraph, texts
from warraq.layout.notes.footnotes import label_of, mark_number
from warraq.model.line import Block, Line


def with_mark(source: Line, mark: str, word: int = -1) -> Line:
    words = list(source.words)
    words[word] = replace(words[word], mark=mark)
    return replace(source, words=tuple(words))


def note(text: str, y: float, page: int = 1, size: float = 9.0) -> Line:
    return line(text, y, right=500, left=250, page=page, size=size)


def notes_of(blocks: list[Block]) -> list[tuple[str, str]]:
    return [(block.note, block.text) for block in blocks if block.role == "footnote"]


def links_of(blocks: list[Block]) -> list[tuple[str, str, str]]:
    return [(word.text, word.mark, word.note) for block in blocks for word in block.words if word.mark]


def test_a_raised_mark_is_tied_to_its_note() -> None:
    lines = paragraph("وطلب", 100, 3)
    lines[1] = with_mark(lines[1], "(1)")
    lines += [note("(1) الوثيقة الأولى.", 700), note("(2) الوثيقة الثانية", 714), note("وبقيتها.", 728)]
    blocks = blocks_of(lines)
    assert notes_of(blocks) == [("1:1", "(1) الوثيقة الأولى."), ("1:2", "(2) الوثيقة الثانية وبقيتها.")]
    assert links_of(blocks) == [("أعدتها", "(1)", "1:1")]


def test_a_number_in_brackets_that_is_set_like_the_text_is_a_mark_where_a_note_has_it() -> None:
    lines = [*paragraph("وطلب", 100, 3), line("وطلبت الأمانة (1) أن تعاد الدراسة.", 100 + 3 * LEADING, left=200)]
    with_note = blocks_of([*lines, note("(1) الوثيقة الأولى.", 700)])
    assert links_of(with_note) == [("الأمانة", "(1)", "1:1")]
    without = blocks_of(lines)
    assert links_of(without) == []
    assert "(1)" in without[-1].text


def test_a_label_is_no_mark() -> None:
    lines = [*paragraph("وطلب", 100, 3), line("(1) أن تعاد الدراسة.", 100 + 3 * LEADING, left=200)]
    blocks = blocks_of([*lines, note("(1) الوثيقة الأولى.", 700)])
    assert links_of(blocks) == []


def test_a_power_without_a_note_goes_back_into_its_word() -> None:
    lines = paragraph("ومساحتها", 100, 3)
    lines[1] = with_mark(lines[1], "2")
    (block,) = blocks_of(lines)
    assert links_of([block]) == []
    assert block.lines[1].words[-1].text == "أعدتها²"


@pytest.mark.parametrize(
    ("text", "original", "mark", "whole"),
    [
        ("(z+1)", "(z+1)2", "2", "(z+1)²"),  # of all that is in brackets
        ("[z+1]", "[z+1]2", "2", "[z+1]²"),
        ("{z+1}", "{z+1}2", "2", "{z+1}²"),
        ("(z+1)", "(z+12)", "2", "(z+1²)"),  # of its last number
        ("(12)", "21()7(", "(7)", "(12)⁽⁷⁾"),  # of a note that was not found
        ("10.", "10.2", "2", "10²."),  # not of the sentence
        ("zB", "zBn", "n", "zBⁿ"),
        ("zB", "zBa", "a", "zBa"),  # there is no such letter
        ("safrat", "safratn", "n", "safratn"),  # the ending of a transcribed word
    ],
)
def test_a_power_without_a_note_is_of_what_stands_before_it(text: str, original: str, mark: str, whole: str) -> None:
    lines = paragraph("وطلب", 100, 3)
    words = (*lines[1].words[:-1], replace(lines[1].words[-1], text=text, original=original, mark=mark))
    (block,) = blocks_of([lines[0], replace(lines[1], words=words), lines[2]])
    assert block.lines[1].words[-1].text == whole


def test_numbers_that_begin_anew_on_each_page_are_tied_on_their_page() -> None:
    lines = []
    for page in (1, 2):
        body = paragraph("وطلب", 100, 4, page=page)
        body[2] = with_mark(body[2], "1")
        lines += [*body, note(f"1 حاشية الصفحة {page}.", 700, page=page)]
    blocks = blocks_of(lines)
    assert [key for key, _ in notes_of(blocks)] == ["1:1", "2:1"]
    assert [key for _, _, key in links_of(blocks)] == ["1:1", "2:1"]


def test_a_note_goes_on_over_the_page() -> None:
    lines = paragraph("وطلب", 100, 4)
    lines[1] = with_mark(lines[1], "1")
    lines += [note("1 حاشية طويلة لا تكفيها", 700), *paragraph("ورد", 100, 4, page=2), note("صفحة واحدة.", 700, page=2)]
    rules = {page: np.array([(400, 690, 500, 690)], dtype=np.float32) for page in (1, 2)}
    assert notes_of(blocks_of(lines, rules)) == [("1:1", "1 حاشية طويلة لا تكفيها صفحة واحدة.")]


def test_a_rule_parts_notes_of_the_same_size_from_the_text() -> None:
    lines = paragraph("وطلب", 100, 4)
    lines[1] = with_mark(lines[1], "*")
    lines.append(note("* درجة الحرارة.", 700, size=12.0))
    assert notes_of(blocks_of(lines)) == []
    blocks = blocks_of(lines, {1: np.array([(400, 685, 500, 685)], dtype=np.float32)})
    assert notes_of(blocks) == [("1:*", "* درجة الحرارة.")]


@pytest.mark.parametrize(
    ("above", "small", "count"),
    [
        ("وطلبت الأمانة (1) أن تعاد الدراسة.", "(1) الوثيقة الأولى.", 1),
        ("وطلبت الأمانة [1] أن تعاد الدراسة.", "[1] الوثيقة الأولى.", 0),  # a list of works
        ("وطلبت الأمانة أن تعاد الدراسة.", "(1) الوثيقة الأولى.", 0),
        ("وطلبت الأمانة (2) أن تعاد الدراسة.", "(1) الوثيقة الأولى.", 0),
        ("(1) وطلبت الأمانة أن تعاد الدراسة.", "(1) الوثيقة الأولى.", 0),  # a label
        ("درجة الحرارة* عند الظهر.", "* بالدرجات المئوية.", 1),
        ("درجة الحرارة عند الظهر.", "* بالدرجات المئوية.", 0),
    ],
)
def test_small_print_is_of_notes_where_the_text_above_bears_the_mark(above: str, small: str, count: int) -> None:
    lines = [*paragraph("وطلب", 100, 3), line(above, 100 + 3 * LEADING, left=200)]
    assert len(notes_of(blocks_of([*lines, note(small, 700)]))) == count


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("(1) نص", "1"),
        ("١- نص", "1"),
        ("12 نص", "12"),
        ("* نص", "*"),
        ("(أ) نص", "أ"),
        ("(1) A/58/1", "1"),
        ("2F (t) 0", None),
        ("2018 سنة", None),
        ("3/5 قرار", None),
        ("19-00123", None),
        ("2-نص", "2"),
        ("نص", None),
    ],
)
def test_labels_of_notes(text: str, number: str | None) -> None:
    assert label_of(line(text, 100)) == number


@pytest.mark.parametrize(("mark", "number"), [("(12)", "12"), ("٣", "3"), ("**", "**"), ("[4]", "4"), ("أ/", "أ")])
def test_numbers_of_marks(mark: str, number: str) -> None:
    assert mark_number(mark) == number


def test_a_rule_of_underscores_above_a_note_is_furniture() -> None:
    lines = paragraph("وطلب", 100, 3)
    lines[1] = with_mark(lines[1], "(1)")
    rule = line("__________", 680, right=500, left=420)
    blocks = blocks_of([*lines, rule, note("(1) الوثيقة الأولى.", 700)])
    assert texts(blocks, "footer") == [rule.text]
    assert notes_of(blocks) == [("1:1", "(1) الوثيقة الأولى.")]
    signed = line("(1) التوقيع", 700)  # in the size of the text
    assert rule.text in texts(blocks_of([*lines, rule, signed]))
    assert rule.text in texts(blocks_of([*lines, rule]))
    assert rule.text in texts(blocks_of([*lines, rule, line("وبعد ذلك", 700)]))
    assert rule.text in texts(blocks_of([*lines, rule, note("(1) الوثيقة الأولى.", 700, page=2)]))


def test_a_rule_is_above_what_stands_under_it() -> None:
    lines = paragraph("وطلب", 100, 3)
    rule = line("__________", 680, right=150, left=72)
    beside = [note("(1) الوثيقة الأولى.", 696), line("بقية النص", 705, right=150, left=72, size=9.0)]
    assert rule.text in texts(blocks_of([*lines, rule, *beside]))


def test_notes_are_smaller_than_the_text_above_though_most_of_the_page_are_notes() -> None:
    rule = line("__________", 200, right=500, left=420)
    notes = [note(f"({n}) الوثيقة.", 202 + 14 * n) for n in (1, 2, 3)]
    blocks = blocks_of([with_mark(line("وطلب", 100), "(1)"), rule, *notes])
    assert texts(blocks, "footer") == [rule.text]


@pytest.mark.parametrize(("end", "count"), [("وبقيتها", 1), ("وبقيتها.", 0)])
def test_small_print_without_a_mark_goes_on_with_a_note_that_has_not_ended(end: str, count: int) -> None:
    lines = [*paragraph("وطلب", 100, 3), note(f"(1) الوثيقة الأولى {end}", 700)]
    lines[1] = with_mark(lines[1], "(1)")
    lines += [*paragraph("وقرر", 100, 3, page=2), note("الحدود المبينة في هذه الخريطة", 700, page=2)]
    rule = np.array([[250, 680, 400, 680]], dtype=np.float32)
    (small_print,) = notes_of(blocks_of(lines, rules={1: rule, 2: rule}))
    assert small_print[1].count("الخريطة") == count
