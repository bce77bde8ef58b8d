"""Lists and listings whose signs or numbers stand in a column of their own, and tables that look like them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.layout.lines import PAGE, SIZE, cell
from warraq.layout import build_blocks
from warraq.model.line import Block, Line, Word

STEP = 20.0
TEXTS = ("قمح وشعير من الشمال", "ذرة من الساحل", "أرز من الدلتا", "عدس من الجبل", "فول من السهل")
CODE = ("def sum(values):", "total = 0", "for value in values:", "total += value", "return total")


def read(lines: Sequence[Line], rules: Sequence[float] = (), fills: bool = False) -> list[Block]:
    """The blocks of a page; rules at some heights, or a fill behind each line."""
    drawn = np.array([(60.0, y, 530.0, y + 0.5) for y in rules], dtype=np.float32).reshape(-1, 4)
    grounds = [(60.0, 100 + STEP * n - 15, 530.0, 100 + STEP * n + 5) for n in range(12)] if fills else []
    boxes = np.array(grounds, dtype=np.float32).reshape(-1, 4)
    return build_blocks(lines, [(1, *PAGE)], rules={1: drawn}, fills={1: boxes})


def texts_of(blocks: Sequence[Block]) -> list[str]:
    """The lines as they are read; none where one is in a table."""
    return [] if any(block.table for block in blocks) else [one.text for block in blocks for one in block.lines]


def at_right(signs: Sequence[str], texts: Sequence[str] = TEXTS) -> list[Line]:
    """Signs at the right edge, texts far to their left."""
    return [
        one
        for n, (sign, text) in enumerate(zip(signs, texts, strict=True))
        for one in (cell(sign, 520.0, 100 + STEP * n), cell(text, 470.0, 100 + STEP * n))
    ]


def latin(text: str, left: float, y: float) -> Line:
    """A line that runs from the left."""
    words = []
    edge = left
    for word in text.split():
        words.append(Word(word, word, box=(edge, y - 10, edge + 6.0 * len(word), y + 4)))
        edge += 6.0 * (len(word) + 1)
    return Line(1, tuple(words), (left, y - 10, edge - 6.0, y + 4), SIZE, rtl=False)


def code(numbers: Sequence[str], texts: Sequence[str] = CODE) -> list[Line]:
    """Numbers of lines at the left edge, and code."""
    return [
        latin(text, left, 100 + STEP * n)
        for n, (number, text) in enumerate(zip(numbers, texts, strict=True))
        for text, left in ((number, 72.0), (text, 110.0))
    ]


@pytest.mark.parametrize("sign", ["o", "\uf0a7", "\u2022", "3-"])
def test_signs_in_a_column_of_their_own_open_the_entries_of_a_list(sign: str) -> None:
    assert texts_of(read(at_right([sign] * 5))) == [f"{sign} {text}" for text in TEXTS]


def test_labels_at_the_left_open_entries_that_run_from_there() -> None:
    labels = ["1.", "2.", "3-1-", "3-2-", "4."]
    assert texts_of(read(code(labels))) == [f"{label} {text}" for label, text in zip(labels, CODE, strict=True)]


@pytest.mark.parametrize("fills", [False, True])
def test_numbered_lines_of_code_are_no_table(fills: bool) -> None:
    numbers = ["8", "9", "10", "11", "12"]
    lines = texts_of(read(code(numbers), fills=fills))
    assert [text.split()[0] for text in lines] == numbers


def test_several_listings_each_begin_anew() -> None:
    lines = texts_of(read(code(["4", "5", "6", "7", "8", "1", "2", "3", "4", "5"], CODE * 2)))
    assert lines[5] == "1 def sum(values):"


def test_an_entry_goes_on_below_without_a_label() -> None:
    lines = [*at_right(["1", "2", "3", "4", "5"]), cell("وبقية الكلام عن الفول", 470.0, 100 + STEP * 5)]
    assert texts_of(read(lines))[-2:] == [f"5 {TEXTS[-1]}", "وبقية الكلام عن الفول"]


def test_white_within_a_few_lines_of_code_makes_no_columns() -> None:
    lines = code(["1", "2", "3", "4", "5"])
    lines += [latin("# sum", 400.0, 120.0), latin("# all", 400.0, 140.0)]
    assert texts_of(read(lines))[:3] == ["1 def sum(values):", "2 total = 0 # sum", "3 for value in values: # all"]


def is_table(lines: Sequence[Line], rules: Sequence[float] = ()) -> bool:
    return any(block.table for block in read(lines, rules))


def test_numbers_below_a_head_are_a_column() -> None:
    assert is_table(at_right(["رقم", "1", "2", "3", "4"], ["اسم", *TEXTS[:4]]))


def test_values_beside_years_are_a_table() -> None:
    years = ["2015", "2016", "2017", "2018", "2019"]
    assert is_table(at_right(years, [f"{n}{n}.5 طن" for n in range(5)]))


def test_entries_that_rules_part_are_a_table() -> None:
    lines = at_right(["1", "2", "3", "4", "5"])
    assert is_table(lines, [86.0 + STEP * n for n in range(6)])
    assert not is_table(lines, [86.0, 86.0 + STEP * 5])


def test_numbers_before_several_columns_count_the_rows_of_a_table() -> None:
    lines = at_right(["1", "2", "3", "4", "5"])
    assert is_table([*lines, *(cell(f"{n}7", 200.0, 100 + STEP * n) for n in range(5))])


def test_numbers_that_do_not_count_on_are_values() -> None:
    assert is_table(at_right(["4", "17", "3", "12", "9"]))


def test_numbers_where_the_text_ends_are_values() -> None:
    lines = [
        one
        for n, text in enumerate(TEXTS)
        for one in (cell(text, 520.0, 100 + STEP * n), cell(str(n + 3), 200.0, 100 + STEP * n))
    ]
    assert is_table(lines)


def in_columns(starts: Sequence[int], lefts: Sequence[float], sign: str = ")", count: int = 5) -> list[Line]:
    """Columns of numbers and words side by side, each with its numbers at the left."""
    return [
        one
        for start, left in zip(starts, lefts, strict=True)
        for n, text in enumerate(TEXTS[:count])
        for one in (latin(f"{start + n}{sign}", left, 100 + STEP * n), cell(text, left + 155.0, 100 + STEP * n))
    ]


def test_a_numbered_list_in_several_columns_is_read_as_its_numbers_run() -> None:
    blocks = read([cell("عنوان", 530.0, 70.0), *in_columns([1, 6, 11], [20.0, 205.0, 390.0])])
    assert texts_of(blocks) == ["عنوان", *(f"{number + 1}) {TEXTS[number % 5]}" for number in range(15))]
    assert len(blocks) == 16
    swapped = read(in_columns([11, 1, 6], [20.0, 205.0, 390.0]))
    assert texts_of(swapped)[0] == f"1) {TEXTS[0]}"


def test_numbers_that_do_not_go_on_in_the_next_column_are_values() -> None:
    assert is_table(in_columns([1, 5, 11], [20.0, 205.0, 390.0]))
    assert is_table(in_columns([1, 1, 1], [20.0, 205.0, 390.0], sign=""))


def test_an_entry_that_counts_on_begins_a_paragraph() -> None:
    wide = "قمح وشعير وذرة وأرز وعدس وفول وحمص من الشمال والجنوب والشرق"
    items = [cell(f"{n}) {wide}", 530.0, 100 + 14.0 * n) for n in (4, 5, 6)]
    assert len(read(items)) == 3
    other = [cell(f"{n}) {wide}", 530.0, 100 + 14.0 * at) for at, n in enumerate((4, 6, 7))]
    assert len(read(other)) == 1
