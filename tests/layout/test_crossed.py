"""Pages whose columns are read across each other are named; columns, labels, forms and lists aren't."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tests.layout.lines import FULL, LEADING, blocks_of, line, paragraph
from warraq.layout.crossed import uncertain_order
from warraq.model.line import Block, Line

LABEL = 470.0  # left edge of what stands beside the text
EDGE = 440.0  # right edge of the text


def text(y: float, count: int, end: bool = True) -> list[Line]:
    """Lines that leave room at their right."""
    return paragraph("وقرر", y, count, end=end, right=EDGE)


def beside(words: str, y: float) -> Line:
    return line(words, y, right=523.0, left=LABEL)


def flow(*lines: Line) -> list[Block]:
    """Lines that are read in this order."""
    return [Block("body", lines)]


def pages(blocks: list[Block]) -> dict[str, str]:
    return {finding.where: finding.detail for finding in uncertain_order(blocks)}


def test_lines_of_a_box_between_those_of_a_sentence_make_the_order_uncertain() -> None:
    lines = text(100, 6)
    mixed = [*lines[:2], beside("احتياجات", 127), lines[2], beside("الحماية", 145), *lines[3:]]
    assert pages(flow(*mixed)) == {"1": "lines of one column are read between those of another in 2 places"}
    assert pages(flow(*lines, beside("احتياجات", 127), beside("الحماية", 145))) == {}


def test_entries_with_their_page_beside_them_are_certain() -> None:
    lines = text(100, 6)
    numbered = [
        item for number, each in enumerate(lines) for item in (each, beside(f"{number + 7}", 100 + 18 * number))
    ]
    assert pages(flow(*numbered)) == {}


def test_one_side_heading_is_none() -> None:
    lines = text(100, 6)
    assert pages(flow(*lines[:2], beside("احتياجات", 127), *lines[2:])) == {}


def test_what_stands_before_each_of_several_sentences_is_none() -> None:
    terms = [item for n in range(4) for item in (beside(f"لفظ {n}", 100 + 72 * n), *text(100 + 72 * n, 4))]
    assert pages(flow(*terms)) == {}


def test_values_of_a_form_have_room_for_what_comes_below() -> None:
    values = ["شارع البحر في المدينة القديمة", "الساحل والجزر القريبة", "خزانة المخطوطات", "دار الكتب"]
    form = [
        item
        for n, value in enumerate(values)
        for item in (beside("عنوان", 100 + 18 * n), line(value, 100 + 18 * n, right=EDGE, left=EDGE - 8.0 * len(value)))
    ]
    assert pages(flow(*form)) == {}


def test_lines_across_the_white_at_which_others_end_make_the_order_uncertain() -> None:
    lines = text(100, 8, end=False)

    def over(number: int) -> Line:
        label, rest = beside("سبل العيش", 100 + LEADING * number), lines[number]
        words = (*label.words, *rest.words)
        assert label.box and rest.box
        box = (rest.box[0], min(label.box[1], rest.box[1]), label.box[2], rest.box[3])
        return replace(rest, words=words, box=box)

    crossed = [over(number) if number in (2, 5) else each for number, each in enumerate(lines)]
    assert pages(flow(*crossed)) == {"1": "lines of one column are read between those of another in 2 places"}


def test_two_columns_and_a_table_of_terms_are_certain() -> None:
    right = [line(FULL, 100 + LEADING * n, right=523.0, left=310.0) for n in range(8)]
    left = [line(FULL, 100 + LEADING * n, right=285.0, left=72.0) for n in range(8)]
    assert pages(blocks_of([item for pair in zip(right, left, strict=True) for item in pair])) == {}
    terms = [(beside("لفظ", 100 + 18 * n), line(f"{FULL}.", 100 + 18 * n, right=EDGE)) for n in range(5)]
    assert pages(blocks_of([item for pair in terms for item in pair])) == {}


def abreast(right: str, left: str, y: float, full: bool = True) -> Line:
    """A line of two texts with white between them, which end where their columns do or before."""
    edges = (310.0, 72.0) if full else (523.0 - 5 * len(right), 285.0 - 5 * len(left))
    first, second = line(right, y, right=523.0, left=edges[0]), line(left, y, right=285.0, left=edges[1])
    assert first.box and second.box
    return replace(first, words=(*first.words, *second.words), box=(second.box[0], *first.box[1:]))


def test_two_texts_abreast_that_are_one_line_make_the_order_uncertain() -> None:
    lines = [
        abreast("وصف مختصر للقصة الأولى في", "وصف مختصر للقصة الثانية من", 100),
        abreast("كتاب قديم من كتب النحو", "كتاب حديث من كتب النحو", 118, False),
    ]
    assert pages(flow(*lines)) == {"1": "lines of one column are read between those of another in 2 places"}


def test_lists_and_sentences_abreast_are_certain() -> None:
    names = [abreast("خزانة الكتب", "دار المخطوطات", 100 + 18 * n, full=False) for n in range(4)]
    assert pages(flow(*names)) == {}
    ends = [abreast("هذا شرح مختصر للقاعدة.", "وهذا مثال من كتاب قديم.", 100 + 18 * n) for n in range(4)]
    assert pages(flow(*ends)) == {}
    one_goes_on = [abreast("وصف مختصر للقصة الأولى في", "المجموع العام للسنة", 100), line("العدد", 118, left=450.0)]
    assert pages(flow(*one_goes_on)) == {}


def fraction(over: str, under: str, left: float, y: float) -> tuple[list[Line], tuple[float, float, float, float]]:
    """What stands over a bar and under it, each as wide as it is long, and the bar."""
    wide, narrow = 7.0 * max(len(over), len(under)), 7.0 * min(len(over), len(under))
    inside = (wide - narrow) / 2
    longer = len(over) >= len(under)
    right = left + wide
    upper = line(over, y, right=right - (0 if longer else inside), left=left + (0 if longer else inside))
    lower = line(under, y + 18, right=right - (inside if longer else 0), left=left + (inside if longer else 0))
    return [upper, lower], (left, y + 5, right, y + 5.5)


def of_page(count: int, over: str = "4x+15", under: str = "2x") -> tuple[list[Block], NDArray[np.float32]]:
    made = [fraction(over, under, 100.0 + 20 * n, 100.0 + 50 * n) for n in range(count)]
    return flow(*(each for lines, _ in made for each in lines)), np.array([bar for _, bar in made], np.float32)


def test_fractions_that_are_read_line_by_line_make_the_order_uncertain() -> None:
    blocks, bars = of_page(3)
    assert [finding.detail for finding in uncertain_order(blocks, {1: bars})] == ["3 fractions are read line by line"]
    blocks, bars = of_page(3, "2x", "4x+15")
    assert len(uncertain_order(blocks, {1: bars})) == 1


def test_few_fractions_underlines_and_rules_of_tables_are_none() -> None:
    few, bars = of_page(2)
    assert uncertain_order(few, {1: bars}) == []
    arabic, bars = of_page(4, "المجموع", "العدد")
    assert uncertain_order(arabic, {1: bars}) == []
    blocks, bars = of_page(4)
    assert uncertain_order(blocks, {1: bars + np.array([-8.0, 0, 8.0, 0], np.float32)}) == []  # cells wider than these
    assert uncertain_order(blocks, {1: bars + np.array([0, 0, 40.0, 0], np.float32)}) == []  # flush left
    sides = np.array([(left, top - 20, left + 0.5, top + 20) for left, top, *_ in bars.tolist()], np.float32)
    assert uncertain_order(blocks, {1: np.vstack([bars, sides])}) == []
    assert uncertain_order(blocks, {1: bars - np.array([0, 30.0, 0, 30.0], np.float32)}) == []
    assert uncertain_order(blocks, {1: bars - np.array([0, 3.0, 0, 3.0], np.float32)}) == []  # underlines
