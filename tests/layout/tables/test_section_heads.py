"""Heads of sections in tables without rules stand by themselves, whatever column they stand in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.layout.lines import blocks_of, cell, line
from warraq.layout.rows import make_rows
from warraq.layout.tables.section_heads import section_heads
from warraq.layout.tables.white_tables import cut
from warraq.model.line import Block, Line

STEP = 20.0
#: What stands between the names and prices, and where it ends.
HEAD = "أطباق رئيسية"


def dishes(y: float, *names: str, bold: bool = False, step: float = STEP) -> list[Line]:
    """Rows of a name and its price."""
    rows = [
        (cell(name, 520, y + step * n, bold=bold), cell(str(n + 12), 200, y + step * n)) for n, name in enumerate(names)
    ]
    return [one for row in rows for one in row]


def head(y: float, text: str = HEAD, size: float = 12.0, bold: bool = False) -> Line:
    return line(text, y, right=520, left=520 - 5.0 * len(text), size=size, bold=bold)


def outline(blocks: Sequence[Block]) -> list[str | list[list[str]]]:
    """Text of each block, of a table its cells."""
    return [
        [[one.text for one in block.table.cells if one.row == row] for row in range(block.table.rows)]
        if block.table
        else block.text
        for block in blocks
    ]


FIRST = [["حمص", "12"], ["فتوش", "13"], ["تبولة", "14"]]
SECOND = [["كبسة", "12"], ["سمك", "13"]]


def menu(between: Line, white: float = 0.0) -> list[Line]:
    return [*dishes(100, "حمص", "فتوش", "تبولة"), between, *dishes(180 + white, "كبسة", "سمك")]


@pytest.mark.parametrize("between", [head(160, size=15.0), head(160, size=15.0, bold=True)])
def test_a_larger_line_parts_a_table(between: Line) -> None:
    assert outline(blocks_of(menu(between))) == [FIRST, HEAD, SECOND]


def test_a_bold_line_below_wider_white_parts_a_table() -> None:
    assert outline(blocks_of(menu(head(164, bold=True), 4))) == [FIRST, HEAD, SECOND]


@pytest.mark.parametrize(
    "between",
    [
        head(160),  # set as the rows are
        head(160, bold=True),  # a group of rows
        head(160, "الأسعار لا تشمل الضريبة.", size=15.0),
        head(160, "2024", size=15.0),
    ],
)
def test_what_is_no_head_is_a_row_of_the_table(between: Line) -> None:
    (table,) = outline(blocks_of(menu(between)))
    assert [row for row in table if row[1]][3:] == SECOND


def test_where_all_rows_are_bold_wider_white_parts_nothing() -> None:
    lines = [*dishes(100, "حمص", "فتوش", "تبولة", bold=True), head(164, bold=True)]
    assert len(outline(blocks_of([*lines, *dishes(184, "كبسة", "سمك", bold=True)]))) == 1


def test_a_bold_name_above_the_first_row_is_of_a_column() -> None:
    above = head(80, "الصنف", bold=True)
    (table,) = outline(blocks_of([above, *dishes(100, "حمص", "فتوش", "تبولة")]))
    assert table[-3:] == FIRST


def test_a_little_white_in_a_table_set_solid_parts_nothing() -> None:
    lines = [*dishes(100, "حمص", "فتوش", "تبولة", step=14.0), head(144, bold=True)]
    assert len(outline(blocks_of([*lines, *dishes(158, "كبسة", "سمك", step=14.0)]))) == 1


def test_columns_below_each_other_are_no_table_with_heads() -> None:
    """All their cells say the same of themselves: addresses side by side."""
    addresses = [
        cell(f"الهاتف: {n}", right, y) for n, y in enumerate((100, 120, 140, 180, 200)) for right in (520, 200)
    ]
    assert not any(block.table for block in blocks_of([*addresses, head(160, size=15.0)]))


def test_a_head_of_two_lines_stands_by_itself() -> None:
    lines = [*dishes(100, "حمص", "فتوش", "تبولة"), head(160, size=15.0), head(180, "من الشواية", size=15.0)]
    first, *heads, second = outline(blocks_of([*lines, *dishes(200, "كبسة", "سمك")]))
    assert (first, " ".join(map(str, heads)), second) == (FIRST, f"{HEAD} من الشواية", SECOND)


def test_a_larger_line_below_the_last_row_is_no_head_of_the_table() -> None:
    assert outline(blocks_of([*dishes(100, "حمص", "فتوش", "تبولة"), head(160, size=15.0)])) == [FIRST, HEAD]


@pytest.mark.parametrize(
    ("down", "last"), [(13.0, [["تبولة مع زيت", "14"]]), (STEP, [["تبولة", "14"], ["مع زيت", ""]])]
)
def test_what_stands_below_the_last_row_before_a_head_stays_in_the_table(down: float, last: list[list[str]]) -> None:
    note = cell("مع زيت", 520, 140 + down)
    lines = [*dishes(100, "حمص", "فتوش", "تبولة"), note, head(185, size=15.0), *dishes(205, "كبسة", "سمك")]
    assert outline(blocks_of(lines)) == [[*FIRST[:2], *last], HEAD, SECOND]


def test_a_single_row_between_heads_is_a_table() -> None:
    """How far rows are apart is told by the whole table."""
    single, note = dishes(180, "كبسة"), cell("مع أرز", 520, 193)
    lines = [*dishes(100, "حمص", "فتوش", "تبولة"), head(160, size=15.0), *single, note]
    lines += [head(220, "حلويات", size=15.0), *dishes(240, "كنافة", "مهلبية")]
    sweets = [["كنافة", "12"], ["مهلبية", "13"]]
    assert outline(blocks_of(lines)) == [FIRST, HEAD, [["كبسة مع أرز", "12"]], "حلويات", sweets]


def test_what_stands_below_the_last_row_heads_nothing() -> None:
    rows = [*dishes(100, "حمص", "فتوش"), head(140, size=15.0), *dishes(160, "كبسة"), head(180, size=15.0)]
    assert section_heads(cut(make_rows(rows), [(150.0, 250.0), (400.0, 530.0)])) == [2]
