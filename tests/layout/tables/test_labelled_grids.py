"""Tables of which only the columns of numbers are ruled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.layout.lines import blocks_of, cell, grid, line
from warraq.model.line import Line

NAMES = ("قمح", "شعير", "ذرة", "أرز", "عدس")
Y = [92.0 + 20 * n for n in range(6)]
RULES = {1: grid((60.0, 130.0, 200.0), Y)}


def table_of(lines: Sequence[Line]) -> list[list[str]]:
    """The cells of the one table, row by row; none where there is no table."""
    for block in blocks_of(lines, RULES):
        if block.table:
            rows: list[list[str]] = [[] for _ in range(block.table.rows)]
            for one in block.table.cells:
                rows[one.row].append(one.text)
            return rows
    return []


def numbers(first: int = 0) -> list[Line]:
    heads = [cell("ذكور", 190.0, 106.0), cell("إناث", 120.0, 106.0)] if first else []
    return heads + [cell(str(100 + n), at, 106 + 20 * n) for n in range(first, 5) for at in (190.0, 120.0)]


def test_names_beside_a_grid_of_numbers_are_columns_of_it() -> None:
    """Codes and names, with two lines in the head, whose baselines are none of the grid's."""
    names = [cell(name, 520.0, 106 + 20 * n) for n, name in enumerate(NAMES)]
    codes = [cell(str(n), 300.0, 103 + 20 * n) for n in range(5)]
    assert table_of([*names, *codes, *numbers(1)])[:2] == [
        ["قمح", "0", "ذكور", "إناث"],
        ["شعير", "1", "101", "101"],
    ]


def test_names_may_stand_at_the_left() -> None:
    table = table_of(
        [*(cell("abc", 50.0, 106 + 20 * n) for n in range(5)), *numbers()],
    )
    assert [row[0] for row in table] == ["abc"] * 5


@pytest.mark.parametrize("step", [20.0, 14.0])
def test_text_that_keeps_no_step_with_the_rows_beside_it_has_no_names(step: float) -> None:
    text = [line("كلام كثير يمضي بجانب الجدول", 103 + step * n, left=250.0, right=520.0) for n in range(5)]
    assert all(len(row) == 2 for row in table_of([*text, *numbers()])) == (step < 20)


def test_a_table_of_words_with_text_beside_it_stays_as_it_is() -> None:
    inside = [cell(name, at, 106 + 20 * n) for n, name in enumerate(NAMES) for at in (190.0, 120.0)]
    text = [cell("كلام", 520.0, 106 + 20 * n) for n in range(5)]
    assert all(len(row) == 2 for row in table_of([*text, *inside]))


def test_a_name_may_stand_between_rows_that_it_names_together() -> None:
    names = [cell(name, 520.0, 106 + 20 * n) for n, name in enumerate(NAMES)]
    table = table_of([*names, cell("حبوب", 300.0, 116.0), *numbers()])
    assert table[1][0] == "شعير"
    assert all(len(row) == 4 for row in table)


def test_a_table_beside_a_grid_of_numbers_is_none_of_its_names() -> None:
    beside = [cell(name, at, 106 + 20 * n) for n, name in enumerate(NAMES) for at in (500.0, 400.0)]
    rules = {1: np.concatenate([RULES[1], grid((340.0, 420.0, 510.0), Y)])}
    tables = [block.table for block in blocks_of([*beside, *numbers()], rules) if block.table]
    assert [table.columns for table in tables] == [2, 2]
