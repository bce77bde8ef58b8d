"""Labels of lists are read by their sequence, in brackets or before a stop, and referred to elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from tests.decipher.text.lines import known_order
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.segments import Segment
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.words import labels
from warraq.decipher.text.words.labels import labelled
from warraq.decipher.text.words.max_marginals import NO_WORD, Without
from warraq.decipher.text.words.word_confidence import Alternatives, doubts
from warraq.language.units import UNIT_OF


@pytest.fixture(scope="module")
def order() -> LineOrder:
    return known_order()


def lines_of(order: LineOrder, texts: list[str]) -> list[Ordered]:
    return [order.score((Segment(text),)) for text in texts]


def read(order: LineOrder, texts: list[str], begins: list[bool] | None = None) -> list[str]:
    """What lines say once their labels are read; in the channel each letter is itself."""
    lines, _ = labelled(order.decoder, lines_of(order, texts), begins or [True] * len(texts))
    return [" ".join(p.text for p in line.path.pieces) for line in lines]


#: The law writes labels in another glyph than words: alef is `ظ`.
LAW = ["(ظ) يجوز للوزير", "(ب) على المحكمة", "(ج) من هذا القانون", "(ظ) على الرئيس", "(ب) من الوزير"]


def test_labels_in_brackets_are_read_by_their_sequence(order: LineOrder) -> None:
    assert [line.split()[1] for line in read(order, LAW)] == ["أ", "ب", "ج", "أ", "ب"]
    assert read(order, LAW)[0] == "( أ ) يجوز للوزير"


@pytest.mark.parametrize("stop", [".", "-", ")", " -", "/"])
def test_labels_before_a_stop_are_read_so_too(order: LineOrder, stop: str) -> None:
    got = read(order, [line[1] + stop + line[3:] for line in LAW])
    assert [line.split()[:2] for line in got] == [[c, stop.strip()] for c in "أبجأب"]


def test_a_label_that_was_lost_is_put_in(order: LineOrder) -> None:
    texts = [
        "(أ) يجوز للوزير",
        "( ) على المحكمة",
        "(ج) من هذا القانون",
        "(د) من الوزير",
        "أ. يجوز",
        " . على المحكمة",
        "ج. من",
    ]
    got = read(order, texts)
    assert got[1].startswith("( ب ) ")
    assert got[5].startswith("ب . ")


def test_an_empty_field_is_no_label(order: LineOrder) -> None:
    known = ["خروج ولوج علاج", "مزاج برج درج دارج", "دار دور بلاد وجود عدد بعد مراد", "حساب كتاب باب حرب درب"]
    law = ["(أ) يجوز للوزير", "(ب) على المحكمة", "(ج) من هذا القانون"]
    for field in ("( ) من الوزير", " . من الوزير"):
        texts = [*known, *law, *law, *law[:2], field, *law]
        lines = lines_of(order, texts)
        got, labels_by_line = labelled(order.decoder, lines, [True] * len(texts))
        at = texts.index(field)
        assert (got[at], labels_by_line[at]) == (lines[at], {})
        assert all(labels_by_line[k] for k in range(len(known), len(texts)) if k != at)


def test_a_symbol_in_brackets_refers_to_a_label(order: LineOrder) -> None:
    got = read(order, [*LAW, "في الفقرة (ظ) من هذا القانون"])
    assert got[-1] == "في الفقرة ( أ ) من هذا القانون"


def test_a_stop_inside_a_block_makes_no_label(order: LineOrder) -> None:
    texts = ["أ. يجوز للوزير", "ب. على المحكمة", "د. من هذا القانون", "ج. من الوزير", "د. على الرئيس"]
    lines = lines_of(order, texts)
    labels_by_line = labelled(order.decoder, lines, [True, True, False, True, True])[1]
    assert [bool(of_line) for of_line in labels_by_line] == [True, True, False, True, True]


def test_without_lists_nothing_is_changed(order: LineOrder) -> None:
    texts = ["د. محمد", "د. علي من الوزير", "في الفقرة (ظ) من هذا القانون"]
    lines = lines_of(order, texts)
    assert labelled(order.decoder, lines, [True] * 3) == (lines, [{}, {}, {}])
    assert labelled(order.decoder, [], []) == ([], [])


def test_numbers_and_letters_apart_from_a_full_stop_are_no_labels(order: LineOrder) -> None:
    texts = [*LAW, "1. يجوز للوزير", "ظ . على المحكمة", "(2) من الوزير", "a. من", " - على الوزير"]
    lines = lines_of(order, texts)
    got, labels_by_line = labelled(order.decoder, lines, [True] * len(texts))
    assert got[len(LAW) :] == lines[len(LAW) :]
    assert not any(labels_by_line[len(LAW) :])


def test_what_no_label_shows_refers_to_none(order: LineOrder) -> None:
    lines = lines_of(order, [*LAW, "في الفقرة (م) من هذا القانون", "في الفقرة (ب) من هذا القانون"])
    _, labels_by_line = labelled(order.decoder, lines, [True] * len(lines))
    assert [bool(of_line) for of_line in labels_by_line[len(LAW) :]] == [False, True]


def test_what_is_no_more_likely_than_not_is_not_read(order: LineOrder) -> None:
    line = order.score((Segment("(ظ) يجوز للوزير"),))
    assert labels._with_labels(order.decoder, line, {1: (("ب", 0.45), ("أ", 0.4))}) == line
    assert labels._with_labels(order.decoder, line, {1: (("ب", 0.55), ("أ", 0.4))}).path.pieces[1].text == "ب"


def test_letters_that_are_all_but_impossible_are_no_alternatives() -> None:
    assert labels._letters("أبج", np.array([0.99, 0.004, 0.006])) == (("أ", 0.99),)


def test_labels_do_not_vouch_for_what_letters_come_out_as(order: LineOrder, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Counter[int]] = []
    monkeypatch.setattr(labels, "counted", lambda codes, begins, table, words, numbers: given.append(words))
    labelled(order.decoder, lines_of(order, ["(د) من الوزير", "د. على"]), [True] * 2)
    assert given[0][UNIT_OF["د", "iso"]] == 0 < given[0][UNIT_OF["ر", "fin"]]


def test_a_word_of_several_symbols_is_no_label(order: LineOrder) -> None:
    lines, labels_by_line = labelled(order.decoder, lines_of(order, [*LAW, "(من) الوزير"]), [True] * 6)
    assert not labels_by_line[-1]
    assert [p.text for p in lines[-1].path.pieces][1] == "من"


def no_alternatives(line: Ordered) -> tuple[list[Alternatives], list[Without]]:
    """That no token of the line may be another word, or be left out."""
    return [{} for _ in line.path.pieces], [NO_WORD] * len(line.path.pieces)


def test_labels_are_as_sure_as_their_sequence(order: LineOrder) -> None:
    lines, labels_by_line = labelled(order.decoder, lines_of(order, LAW), [True] * 5)
    line, of_line = lines[0], labels_by_line[0]
    assert list(of_line) == [1]
    nothing = no_alternatives(line)
    sure = doubts(line, *nothing, labels=of_line)[1]
    assert sure.confidence > 0.9 > doubts(line, *nothing)[1].confidence
    doubted = doubts(line, *nothing, labels={1: (("ب", 0.8), ("أ", 0.2))})[1]
    assert doubted.confidence < 0.25
    assert doubted.alternatives == (("ب", 0.8),)


def test_a_label_is_no_surer_than_its_place_and_the_marks_behind_it(order: LineOrder) -> None:
    line = lines_of(order, LAW)[0]
    nothing = no_alternatives(line)
    certain = {1: (("ظ", 1.0),)}
    assert doubts(line, *nothing, labels=certain)[1].confidence == parameters.WordFeatures.MOST
    marked = replace(line, marks=((line.path.pieces[1].end, 0.5),))
    assert doubts(marked, *nothing, labels=certain)[1].confidence == pytest.approx(0.5, abs=1e-3)
    moved = replace(line, standings=((0.5, "(ظ)يجوزللوزير"), (0.5, "يجوزللوزير(ظ)")))
    assert doubts(moved, *nothing, labels=certain)[1].confidence < 0.9


def test_what_was_read_across_a_label_stays(order: LineOrder) -> None:
    lines = lines_of(order, LAW)
    pieces = lines[1].path.pieces
    across = (pieces[0], replace(pieces[1], end=pieces[2].end), *pieces[3:])
    lines[1] = replace(lines[1], path=replace(lines[1].path, pieces=across))
    assert labelled(order.decoder, lines, [True] * 5)[0][1].path.pieces == across
    assert labels._with_labels(order.decoder, lines[1], {1: (("ب", 0.9),)}).path.pieces == across
