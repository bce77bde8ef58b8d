"""The order in which columns, sections and what is neither are read."""

from __future__ import annotations

import numpy as np
import pytest

from tests.layout.lines import FULL, LEADING, blocks_of, cell, frame, line, paragraph
from tests.layout.tables.test_white_tables import tables, tight
from warraq.layout.columns import reading_order
from warraq.model.line import Line


def words_of(read: str, *names: str) -> list[str]:
    return [word for word in read.split() if word in names]


def test_headings_beside_texts_are_read_with_what_they_head() -> None:
    """Two sections that white over both columns parts; the headings stand in the middle of theirs."""
    lines = []
    for number, name in enumerate(("أول", "ثان")):
        y = 100 + 140 * number
        lines += [line(f"{name} {FULL}", y + LEADING * at, left=72, right=400) for at in range(6)]
        lines += [tight(f"عنوان {name}", 523, y + 20 + 14 * at, size=13.0) for at in range(2)]
    read = " ".join(item.text for column in reading_order(lines) for item in column.lines)
    assert words_of(read, "عنوان", "أول", "ثان") == [
        *["عنوان", "أول"] * 2, *["أول"] * 6, *["عنوان", "ثان"] * 2, *["ثان"] * 6
    ]  # fmt: skip


def test_lines_of_a_tight_setting_that_overlap_in_height_are_read_from_the_top() -> None:
    upper, lower = line("السطر الأعلى هنا", 100, left=200, right=420), line("السطر الأسفل", 104, left=200, right=523)
    (column,) = reading_order([lower, upper])
    assert [item.text for item in column.lines] == [upper.text, lower.text]


def test_text_goes_on_from_one_column_of_prose_to_the_next_and_not_from_one_list_to_the_next() -> None:
    prose = [line(FULL, 100 + LEADING * n, left=left, right=left + 220) for n in range(6) for left in (72, 310)]
    assert [column.goes_on for column in reading_order(prose)] == [True, True]
    lists = [tight(f"• بند{n}", right, 100 + 20 * n) for n in range(5) for right in (500.0, 250.0)]
    assert [column.goes_on for column in reading_order(lists)] == [False, False]
    assert tables(lists) == []


@pytest.mark.parametrize(
    ("sign", "white", "joined"), [("●", 10.0, True), ("●", 50.0, False), ("5-", 10.0, False), ("كلمة", 10.0, False)]
)
def test_a_bullet_left_of_arabic_text_opens_its_line_and_a_number_does_not(
    sign: str, white: float, joined: bool
) -> None:
    """So lists are set in documents whose own direction is left to right."""
    text = tight("نص عربي في القائمة", 400, 100)
    left = text.box[0] - white if text.box else 0.0
    (column,) = reading_order([line(sign, 100, left=left - 8, right=left), text])
    assert [item.text for item in column.lines] == ([f"{sign} {text.text}"] if joined else [text.text, sign])


def test_labels_of_a_chart_are_a_column_of_their_own_between_the_text_above_and_below() -> None:
    """So they don't make its margins."""
    chart = [cell(str(10 * row + at), right, 200 + 20 * row) for row in range(4) for at, right in enumerate((500, 300))]
    text = [*paragraph("فوق", 100, 3), *chart, *paragraph("تحت", 320, 3)]
    assert [len(column.items) for column in reading_order(text)] == [3, 8, 3]


def test_a_frame_beside_lines_is_no_table_with_them() -> None:
    inside = [tight(f"داخل الإطار {n}", 300.0, 100 + 20 * n) for n in range(4)]
    beside = [tight(f"بجانبه {n}", 520.0, 100 + 20 * n) for n in range(4)]
    blocks = blocks_of([*inside, *beside], {1: np.array(frame(60, 80, 320, 175), np.float32)})
    assert sorted(word for block in blocks for word in block.text.split()) == sorted(
        word for one in (*inside, *beside) for word in one.text.split()
    )
    assert "table" not in {block.role for block in blocks}


@pytest.mark.parametrize("size", [24.0, 12.0])
def test_a_large_figure_is_read_with_what_stands_below_it(size: float) -> None:
    places = (500.0, 350.0, 200.0)
    figures = [tight(str(n), right, 100, size=size) for n, right in enumerate(places)]
    labels = [tight(f"معناه{n}", right, 125) for n, right in enumerate(places)]
    read = [item.text for column in reading_order([*figures, *labels]) for item in column.lines]
    pairs = ["0", "معناه0", "1", "معناه1", "2", "معناه2"]
    assert read == (pairs if size > 12.0 else pairs[::2] + pairs[1::2])


def test_columns_of_formulas_are_read_across() -> None:
    """Formulas stand in pieces as fractions do; columns of words at the same places are read one after the other."""

    def read(*texts: str) -> list[str]:
        places = ((500.0, 0.0), (400.0, 9.0), (250.0, -9.0))
        lines = [
            cell(texts[column], right + shift * number, 100 + 20 * number)
            for number in range(3)
            for column, (right, shift) in enumerate(places)
        ]
        return [item.text for column in reading_order(lines) for item in column.lines]

    assert read("F(x)", "lim f", "G(y)") == ["F(x)", "lim f", "G(y)"] * 3
    assert read("قمح", "شعير", "عدس") == ["قمح"] * 3 + ["شعير"] * 3 + ["عدس"] * 3


ADDRESSES = (
    ("المورد", "المشتري"),
    ("سالم علي", "خالد حسن"),
    ("شارع النخيل رقم 5", "شارع البحر رقم 12"),
    ("الهاتف: 12345", "الهاتف: 67890"),
)


def addresses(step: float) -> list[Line]:
    """Two address blocks side by side."""
    return [
        cell(text, right, 100 + step * number)
        for number, texts in enumerate(ADDRESSES)
        for text, right in zip(texts, (523.0, 280.0), strict=True)
    ]


@pytest.mark.parametrize("step", [18.0, 31.0])
def test_widely_spaced_lines_of_a_column_are_no_sections(step: float) -> None:
    read = [item.text for column in reading_order(addresses(step)) for item in column.lines]
    assert read == [texts[at] for at in (0, 1) for texts in ADDRESSES]


def test_address_blocks_above_a_table_with_rules_across_are_no_rows_of_it() -> None:
    heights = [215.0 + 23 * number for number in range(5)]
    table = [
        line(text, y, left=left, right=left + 5.0 * len(text))
        for number, y in enumerate(heights)
        for text, left in (
            (f"صنف رقم {number}", 470.0),
            (f"{number}", 240.0),
            (f"{number}5", 160.0),
            (f"{number}90", 69.0),
        )
    ]
    rules = np.array([(60, y + 7, 523, y + 7) for y in (heights[0] - 20, *heights)], dtype=np.float32)
    blocks = blocks_of([*addresses(22.0), *table], rules={1: rules})
    (made,) = (block.table for block in blocks if block.table is not None)
    assert (made.rows, made.columns) == (5, 4)
    read = " ".join(block.text for block in blocks if block.table is None)
    assert read.split() == " ".join(texts[at] for at in (0, 1) for texts in ADDRESSES).split()
