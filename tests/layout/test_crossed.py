"""Pages whose columns are read across each other are named; columns, labels, forms and lists aren't."""

from __future__ import annotations

from dataclasses import replace

from tests.layout.lines import FULL, LEADING, blocks, line, paragraph
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


def pages(found: list[Block]) -> dict[str, str]:
    return {finding.where: finding.detail for finding in uncertain_order(found)}


def test_lines_of_a_box_between_those_of_a_sentence_make_the_order_uncertain() -> None:
    lines = text(100, 6)
    mixed = [*lines[:2], beside("احتياجات", 127), lines[2], beside("الحماية", 145), *lines[3:]]
    assert pages(flow(*mixed)) == {"1": "lines of one column are read between those of another in 2 places"}
    assert pages(flow(*lines, beside("احتياجات", 127), beside("الحماية", 145))) == {}


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
    assert pages(blocks([item for pair in zip(right, left, strict=True) for item in pair])) == {}
    terms = [(beside("لفظ", 100 + 18 * n), line(f"{FULL}.", 100 + 18 * n, right=EDGE)) for n in range(5)]
    assert pages(blocks([item for pair in terms for item in pair])) == {}
