"""Brackets that came out as letters are found by their balance, and labels by their two symbols."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.decipher.text.lattice.test_decoder import known_channel
from tests.decipher.text.lines import known_order
from warraq.decipher.text.dump.segments import Segment
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.finish import brackets
from warraq.decipher.text.lattice.decoder import Decoder, Memory, Settings
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.records import Piece
from warraq.language import tokens
from warraq.language.units import units


@pytest.fixture(scope="module")
def order() -> LineOrder:
    return known_order("،.()")


KNOWN = ["السيد محمد وإيطاليا) رئيس الفريق", "السيدة فاطمة وإسبانيا) نائبة الرئيس"]


def words(line: Ordered) -> str:
    return " ".join(p.text for p in line.path.pieces)


def balanced(order: LineOrder, texts: list[str]) -> list[str]:
    lines = [order.score((Segment(text),)) for text in texts]
    return [words(line) for line in brackets.balance(order.decoder, lines, [True] * len(lines))]


def balanced_last(order: LineOrder, text: str, pieces: list[tuple[str, int, int]]) -> str:
    """``text`` read as ``pieces`` (text, first and last item), in a document whose waw is known to be a bracket too."""
    lines = [order.score((Segment(t),)) for t in (*KNOWN, text)]
    lm = order.decoder.lm
    read = tuple(Piece(t, a, b, lm.token_id(t), () if t in tokens.SPECIAL_ID else units(t), 0.0) for t, a, b in pieces)
    lines[-1] = replace(lines[-1], path=replace(lines[-1].path, pieces=read))
    return words(brackets.balance(order.decoder, lines, [True] * len(lines))[-1])


def test_a_conjunction_before_a_lonely_bracket_opens_it(order: LineOrder) -> None:
    got = balanced(order, KNOWN)
    assert got == ["السيد محمد ( إيطاليا ) رئيس الفريق", "السيدة فاطمة ( إسبانيا ) نائبة الرئيس"]


def test_what_the_document_repeats_keeps_no_bracket_from_being_one(order: LineOrder) -> None:
    lm = order.decoder.lm
    pairs = {(lm.token_id("محمد"), lm.token_id("وإيطاليا")): 9, (lm.token_id("فاطمة"), lm.token_id("وإسبانيا")): 9}
    channel = known_channel()
    emitted = emissions.from_channel(channel, emissions.mark_table("،.()", channel.symbols))
    repeated = LineOrder(Decoder(lm, emitted, channel.number, Settings(), Memory.of(lm, {}, pairs)))
    assert balanced(repeated, KNOWN) == balanced(order, KNOWN)


def test_the_trigram_counts_for_a_bracket_as_it_does_elsewhere(order: LineOrder) -> None:
    line = order.score((Segment(KNOWN[0]),))
    place = [p.text for p in line.path.pieces].index("وإيطاليا")
    plain = order.decoder

    def gain(weight: float) -> float:
        decoder = Decoder(plain.lm, plain.emissions, plain.symbols, Settings(weight=weight))
        return brackets._Brackets(decoder, [[*line.path.pieces]], [line.path.items.texts])._gain(0, place)

    assert gain(0.6) == pytest.approx(0.6 * gain(1.0)) != 0


def test_balanced_brackets_and_conjunctions_stay(order: LineOrder) -> None:
    texts = ["السيد محمد (إيطاليا) رئيس الفريق", "التعاون والتنسيق بين الدول", "الدول الأطراف والمنظمات الدولية"]
    plain = [words(order.score((Segment(t),))) for t in texts]
    assert balanced(order, texts) == plain


def test_one_case_is_too_little_to_learn_from(order: LineOrder) -> None:
    assert "(" not in balanced(order, KNOWN[:1])[0]


def test_two_symbols_before_the_bracket_are_a_label(order: LineOrder) -> None:
    got = balanced_last(order, "وج) اعتماد", [("فوج", 0, 2), (")", 2, 3), ("اعتماد", 4, 10)])
    assert got == "( ج ) اعتماد"


def test_three_symbols_are_a_word(order: LineOrder) -> None:
    got = balanced_last(order, "كوج) اعتماد", [("فوج", 0, 3), (")", 3, 4), ("اعتماد", 5, 11)])
    assert got == "فوج ) اعتماد"


def test_a_bracket_that_nothing_closes_is_the_conjunction(order: LineOrder) -> None:
    got = balanced_last(order, "التعاون وتنسيق", [("التعاون", 0, 7), ("(", 8, 9), ("تنسيق", 9, 14)])
    assert got == "التعاون وتنسيق"


def test_a_bracket_that_stands_in_the_text_is_never_a_letter(order: LineOrder) -> None:
    got = balanced_last(order, "التعاون (تنسيق", [("التعاون", 0, 7), ("(", 8, 9), ("تنسيق", 9, 14)])
    assert got == "التعاون ( تنسيق"
