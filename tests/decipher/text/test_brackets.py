"""Brackets that came out as letters are found by their balance, and labels by their two symbols."""

from __future__ import annotations

import pytest

from pipeline.decipher import brackets, emissions
from pipeline.decipher.decoder import Decoder, Settings
from pipeline.decipher.line_order import LineOrder
from pipeline.decipher.segments import Segment
from pipeline.language.model import LanguageModel
from tests.decipher.text.test_decoder import known_channel


@pytest.fixture(scope="module")
def order() -> LineOrder:
    channel = known_channel()
    marks = emissions.mark_table("،.()", channel.symbols)
    return LineOrder(Decoder(LanguageModel.load(), emissions.from_channel(channel, marks), channel.number, Settings()))


def balanced(order: LineOrder, texts: list[str]) -> list[str]:
    lines = [order.score((Segment(text),)) for text in texts]
    found = brackets.balance(order.decoder, lines, [True] * len(lines))
    return [" ".join(p.text for p in line.path.pieces) for line in found]


def test_a_conjunction_before_a_lonely_bracket_opens_it(order: LineOrder) -> None:
    got = balanced(order, ["السيد محمد وإيطاليا) رئيس الفريق", "السيدة فاطمة وإسبانيا) نائبة الرئيس"])
    assert got == ["السيد محمد ( إيطاليا ) رئيس الفريق", "السيدة فاطمة ( إسبانيا ) نائبة الرئيس"]


def test_balanced_brackets_and_conjunctions_stay(order: LineOrder) -> None:
    texts = ["السيد محمد (إيطاليا) رئيس الفريق", "التعاون والتنسيق بين الدول", "الدول الأطراف والمنظمات الدولية"]
    plain = [" ".join(p.text for p in order.score((Segment(t),)).path.pieces) for t in texts]
    assert balanced(order, texts) == plain


def test_one_case_is_too_little_to_learn_from(order: LineOrder) -> None:
    assert "(" not in balanced(order, ["السيد محمد وإيطاليا) رئيس الفريق"])[0]


def test_two_symbols_before_the_bracket_are_a_label(order: LineOrder) -> None:
    known = ["السيد محمد وإيطاليا) رئيس الفريق", "السيدة فاطمة وإسبانيا) نائبة الرئيس"]
    assert balanced(order, [*known, "وج) اعتماد التقرير"])[2] == "( ج ) اعتماد التقرير"
