"""Tokens of a decoded line become words as print sets them, with their labels first and their stops."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.decipher.text.lines import known_order
from warraq.decipher.text.document.clean_font import ReadLine
from warraq.decipher.text.document.dump_words import heading_label, label_first, numbered_label, words_of
from warraq.decipher.text.document.restoration import blocks_of_lines
from warraq.decipher.text.document.solver import CleanUse, Solver, _finished, blocks_of
from warraq.decipher.text.dump.block_edges import Place
from warraq.decipher.text.dump.dump import DumpLine, places
from warraq.decipher.text.dump.segments import Segment
from warraq.decipher.text.order.line_order import LineOrder
from warraq.language.model import LanguageModel
from warraq.model.line import Line, Word


@pytest.fixture(scope="module")
def order() -> LineOrder:
    return known_order('،.()-/"')


@pytest.mark.parametrize(
    "text",
    [
        "يومي 8 و9 أيلول/سبتمبر 2020",
        "مرض (كوفيد-19)، وهو",
        'المعنون "تعزيز التعاون"، في القرار 7/1',
        "بنسبة 2.5% من 1,000 درجة",
        "بنسبة ٣٫٥% في عام ٢٠٢٠",
        "الساعة 10:30 في الفترة 2018-2019",
        "مبلغ $30 في عام* 2020",
        "من * في عام",
    ],
)
def test_marks_and_numbers_stand_as_they_are_printed(order: LineOrder, text: str) -> None:
    line = order.score((Segment(text),))
    assert " ".join(word.text for word in words_of(line, ())) == text


def test_a_sign_of_per_cent_to_the_left_of_arabic_digits_is_read_behind_them(order: LineOrder) -> None:
    for shown, read in (("%٣٫٥", "٣٫٥%"), ("%12", "%12")):
        (number,) = words_of(order.score((Segment(shown),)), ())
        assert number.text == read


def test_what_was_not_read_is_there_and_nobody_vouches_for_its_letters(order: LineOrder) -> None:
    line = order.score((Segment("عقد الفريق العامل"),))
    first, _, last = line.path.pieces
    unread = replace(line, path=replace(line.path, pieces=(first, last)))
    assert [(w.text, w.confidence) for w in words_of(unread, ())] == [("عقد", 1.0), ("الفريق", 0.0), ("العامل", 1.0)]
    behind = replace(line, path=replace(line.path, pieces=(first,)))
    assert [w.text for w in words_of(behind, ())] == ["عقد", "الفريق", "العامل"]
    mark = order.score((Segment("عقد ،الفريق"),))
    words = tuple(p for p in mark.path.pieces if p.units)
    unread = replace(mark, path=replace(mark.path, pieces=words))
    assert [w.text for w in words_of(unread, ())] == ["عقد،", "الفريق"]
    signs = order.score((Segment("عقد \ufffd\x04 الفريق"),))
    assert [w.text for w in words_of(signs, ())] == ["عقد", "الفريق"]


def in_blocks(order: LineOrder, lines: list[str]) -> list[list[str]]:
    """The lines of each block."""
    read = {k: ReadLine(order.score((Segment(line),)), ()) for k, line in enumerate(lines)}
    dump_lines = [DumpLine(k, line, 1, 0, -4.0) for k, line in enumerate(lines)]
    return [[line.text for line in block.lines] for block in blocks_of_lines(dump_lines, read)]


def test_a_quotation_is_closed_on_a_later_line_of_its_block(order: LineOrder) -> None:
    first = ['المعنون "تعزيز التعاون', 'بين الدول"، في القرار', 'المعنون "أشغال', 'الفريق"']
    second = ['2- وقال "نعم" في اجتماعه']
    assert in_blocks(order, [*first, *second]) == [first, second]


def test_a_quotation_whose_other_mark_was_lost_ends_with_its_line_or_block(order: LineOrder) -> None:
    first = ['المعنون "تعزيز التعاون', "بين الدول، في القرار", 'المعنون "أشغال الفريق" في فيينا']
    second = ['2- وقال "نعم" في اجتماعه']
    assert in_blocks(order, [*first, *second]) == [first, second]


def test_a_paragraph_and_its_quotation_go_on_behind_a_running_header(order: LineOrder) -> None:
    texts = ['المعنون "تعزيز التعاون', "CTOC/COP", 'بين الدول"، في القرار']
    lines = [DumpLine(k, text, 1 + k // 2, 0, -4.0 if k != 1 else None, k == 1) for k, text in enumerate(texts)]
    read = {k: ReadLine(order.score((Segment(texts[k]),)), ()) for k in (0, 2)}
    blocks = [(block.role, [line.text for line in block.lines]) for block in blocks_of_lines(lines, read)]
    assert blocks == [("body", [texts[0], texts[2]]), ("header", [texts[1]])]


def test_a_label_inside_a_line_goes_first() -> None:
    words = tuple(Word(t, t) for t in ("عقد", "الاجتماع", "-18"))
    assert label_first(Line(1, words)).text == "18- عقد الاجتماع"
    plain = Line(1, words[:2])
    assert label_first(plain) is plain
    assert label_first(Line(1, words[::-1])).text == "18- الاجتماع عقد"


def test_the_dash_of_a_heading_stands_behind_its_label(order: LineOrder) -> None:
    for words in (("-", "باء"), ("باء-",), ("-باء",)):
        assert heading_label(Line(1, tuple(Word(t, t) for t in words))).text == "باء-"
    plain = Line(1, (Word("باء", "باء"), Word("-", "-"), Word("جيم", "جيم")))
    assert heading_label(plain) is plain
    assert in_blocks(order, ["- ثانيا", "التوصيات", "الدولية"]) == [["ثانيا- التوصيات", "الدولية"]]
    assert in_blocks(order, ["- ثانيا"]) == [["ثانيا-"]]


def test_the_label_of_a_numbered_piece_is_a_word_and_its_number(order: LineOrder) -> None:
    words = tuple(Word(t, t) for t in ("2.", ".", "التوصية."))
    assert [word.text for word in numbered_label(words)] == ["التوصية", "2"]
    assert in_blocks(order, ["2التوصية"]) == [["التوصية 2"]]


def test_a_line_without_letters_is_of_the_paragraph_around_it(order: LineOrder) -> None:
    texts = ["تشجع الدول الأطراف على", "5/3", "تعزيز التعاون", "-18", "الوطنية"]
    lines = [DumpLine(k, text, 1, 0, None if k in (1, 3) else -4.0) for k, text in enumerate(texts)]
    read = {k: ReadLine(order.score((Segment(texts[k]),)), ()) for k in (0, 2, 4)}
    blocks = [[line.text for line in block.lines] for block in blocks_of_lines(lines, read)]
    assert blocks == [texts[:3], ["18-", "الوطنية"]]
    apart = [replace(line, blank=int(k == 1)) for k, line in enumerate(lines[:2])]
    assert [len(block.lines) for block in blocks_of_lines(apart, read)] == [1, 1]


def test_a_letter_in_brackets_behind_a_line_goes_first() -> None:
    words = tuple(Word(t, t) for t in ("اعتماد", "التقرير", "(ب)"))
    assert label_first(Line(1, words)).text == "(ب) اعتماد التقرير"


def test_lines_stand_in_blocks(order: LineOrder) -> None:
    lines = [order.score((Segment(text),)) for text in ("توصيات بشأن التعاون", "الدولي", "مسائل أخرى")]
    assert blocks_of(lines, [True, False, True]) == [lines[:2], lines[2:]]
    assert blocks_of(lines, [False, False, False]) == [lines]


def test_a_block_is_read_as_one_and_keeps_its_lines(order: LineOrder) -> None:
    texts = ["تشجع الدول الأطراف على تعزيز التعاون", "وفقا لأحكام هذه الاتفاقية والقوانين الوطنية"]
    block = [order.score((Segment(text),)) for text in texts]
    read = _finished(order, block)
    assert [" ".join(p.text for p in line.path.pieces) for line in read] == texts
    for line in read:
        items = line.path.items
        assert all("".join(items.texts[p.start : p.end]) == p.text for p in line.path.pieces if p.units)


def test_spaces_that_were_put_behind_a_line_are_told_where_it_is_read_last(order: LineOrder) -> None:
    texts = ("توصيات بشأن التعاون 12 الدولي", "توصيات بشأن التعاون ")
    lines = [DumpLine(k, text, 1, 0, -5.0) for k, text in enumerate(texts)]
    solver = Solver(lines, [True, True], LanguageModel.load(), CleanUse(), places(lines, {}))
    first, second = (tuple(segments) for segments in solver.segments)
    assert [solver._added(0, order.score(read)) for read in (first, first[::-1])] == [2, 0]
    assert solver._added(1, order.score(second)) == 1


def test_cut_kashidas_reach_the_search_for_order() -> None:
    cut = "\N{ARABIC TATWEEL}" * 2
    line = DumpLine(0, f"{cut}تخدام التقنية واس{cut}", 1, 0, -5.0)
    solver = Solver([line], [True], LanguageModel.load(), CleanUse(), places([line], {}))
    assert solver.segments[0][0].open_start
    assert solver.segments[0][-1].open_end


def test_lines_stand_where_the_characters_before_them_end() -> None:
    cut = "\N{ARABIC TATWEEL}" * 3
    lines = [DumpLine(3, f"   ين{cut}ظر  ", 1, 0, -5.0), DumpLine(5, "يومي" + " " * 12 + "عقد     9و   8", 1, 0, -5.0)]
    starts = places(lines, {3: True, 5: False})
    assert starts[3] == Place(1, len("ينظر "), True)
    assert starts[5] == Place(1 + len("ينظر "), len("يومي عقد 9و 8"), False)
