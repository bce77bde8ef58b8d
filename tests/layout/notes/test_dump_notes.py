"""Footnotes of a text dump."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from warraq.layout.notes.dump_notes import with_notes_apart
from warraq.model.line import Block, Line, Word

RULE = "__________"


def dump(*texts: str, page: int = 1) -> list[Block]:
    """Lines of a dump, a block each; those that begin with ``|`` come after a blank line, with ``^`` in the margin."""
    blocks = []
    for text in texts:
        words = tuple(Word(word, word) for word in text.lstrip("|^").split())
        line = Line(page, words, gap_before=float(text[0] == "|"))
        blocks.append(Block("header" if text[0] == "^" else "body", (line,)))
    return blocks


def notes(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if block.role == "footnote"]


def test_notes_stand_below_the_rule_and_are_tied_to_their_marks() -> None:
    lines = dump("طلب المؤتمر(1)،", "ونظر (2).", RULE, "(1) الوثيقة", "الأولى.", "(2) الثانية.", "^2/3", "ثم قرر.")
    blocks = with_notes_apart(lines)
    assert notes(blocks) == ["(1) الوثيقة الأولى.", "(2) الثانية."]
    assert [(word.text, word.mark, word.note) for block in blocks[:2] for word in block.words if word.mark] == [
        ("المؤتمر،", "(1)", "1:1"),
        ("ونظر.", "(2)", "1:2"),
    ]
    assert [(block.role, block.text) for block in blocks[2:] if block.role != "footnote"] == [
        ("footer", RULE),
        ("header", "2/3"),
        ("body", "ثم قرر."),
    ]


@pytest.mark.parametrize(
    ("after", "last"),
    [
        (dump("ثم قرر.", page=2), ["(1) الوثيقة"]),
        (dump("|ثم قرر."), ["(1) الوثيقة"]),
        (dump("ثم قرر."), ["(1) الوثيقة ثم قرر."]),
        (dump("|(2) الثانية."), ["(1) الوثيقة", "(2) الثانية."]),
        (dump("الأولى.", "|(2) الثانية."), ["(1) الوثيقة الأولى.", "(2) الثانية."]),
        (dump(RULE, "(2) الثانية."), ["(1) الوثيقة", "(2) الثانية."]),
    ],
)
def test_where_the_notes_end(after: list[Block], last: list[str]) -> None:
    assert notes(with_notes_apart([*dump("نظر(1)", RULE, "(1) الوثيقة"), *after])) == last


@pytest.mark.parametrize(
    "texts", [["الاسم", RULE, "التوقيع"], [RULE], ["الاسم ____", "(1) نعم"], ["نظر", "____", "(1) لا"]]
)
def test_other_underscores_are_text(texts: list[str]) -> None:
    assert with_notes_apart(dump(*texts)) == dump(*texts)


def test_paragraphs_below_notes_are_none() -> None:
    """Where nothing tells pages apart, each rule has its own notes."""
    lines = dump("|1- طلب(1)", RULE, "(1) الأولى", "|2- ونظر(2)", RULE, "(2) الثانية", "|3- ثم قرر.")
    blocks = with_notes_apart(lines)
    assert notes(blocks) == ["(1) الأولى", "(2) الثانية"]
    assert [block.text for block in blocks if block.role == "body"] == ["1- طلب", "2- ونظر", "3- ثم قرر."]


def test_what_is_signed_above_is_no_note_where_text_follows() -> None:
    lines = dump("الطرف الأول", RULE, "(1) التوقيع", "|المادة 2", "|ينفذ العقد فورا.")
    assert with_notes_apart(lines) == lines


def test_notes_at_the_end_of_a_page_need_no_mark_in_its_text() -> None:
    assert notes(with_notes_apart(dump("طلب المؤتمر", RULE, "* أعيد إصدارها."))) == ["* أعيد إصدارها."]


def test_the_last_lines_of_a_page_are_notes_if_its_words_bear_their_marks() -> None:
    lines = dump("طلب المؤتمر(1)،", "في عام 2019(2).", "(1) الوثيقة", "الأولى.", "(2) الثانية.", "^2/3")
    blocks = with_notes_apart([*lines, *dump("ثم قرر.", page=2)])
    assert notes(blocks) == ["(1) الوثيقة الأولى.", "(2) الثانية."]
    assert [word.note for block in blocks for word in block.words if word.mark] == ["1:1", "1:2"]
    assert [block.text for block in blocks if block.role != "footnote"] == [
        "طلب المؤتمر،",
        "في عام 2019.",
        "2/3",
        "ثم قرر.",
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["طلب (1) ما يلي", "(1) الوثيقة"],  # the mark stands by itself
        ["طلب المؤتمر(1)", "(2) الوثيقة"],
        ["طلب المؤتمر(1)", "(1) الوثيقة", "(3) الثالثة"],
        ["طلب المؤتمر(1)", "(1) الوثيقة", "(2) الثانية"],  # of which the text says nothing
        ["طلب المؤتمر(1)", "(1)"],
    ],
)
def test_a_list_at_the_end_of_a_page_is_text(texts: list[str]) -> None:
    assert with_notes_apart(dump(*texts)) == dump(*texts)


def test_a_mark_on_another_page_makes_no_note() -> None:
    blocks = [*dump("طلب المؤتمر(1)"), *dump("(1) الوثيقة", page=2)]
    assert with_notes_apart(blocks) == blocks


def test_the_notes_of_a_page_count_on_from_the_first() -> None:
    assert notes(with_notes_apart(dump("طلب(1) ونظر(3)", "(1) في القائمة", "(3) الثالثة"))) == ["(3) الثالثة"]
