"""Tables without rules that go on over pages; their columns are known by text that is of other widths on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tests.layout.lines import blocks_of, cell, grid, paragraph
from warraq.model.line import Line, Table

EDGES = (520.0, 400.0, 280.0, 160.0)
FIRST = [("قمح من الشمال", "دمشق", "1200", "3.5"), ("شعير", "حلب الشهباء", "80", "12.25"), ("ذرة", "حمص", "7", "4.0")]
SECOND = [("أرز", "طنجة", "15", "1.5"), ("عدس", "فاس", "2500000", "2.5"), ("فول من الساحل", "مكناس", "3", "9.0")]
HEADS = ("الصنف", "المدينة", "الكمية", "النسبة")


def rows(texts: Sequence[Sequence[str]], y: float, page: int, edges: Sequence[float] = EDGES) -> list[Line]:
    return [
        cell(text, right, y + 20 * n, page=page)
        for n, row in enumerate(texts)
        for text, right in zip(row, edges, strict=True)
        if text
    ]


def heads(y: float, page: int, texts: Sequence[str] = HEADS) -> list[Line]:
    return [cell(text, right, y, page=page, bold=True) for text, right in zip(texts, EDGES, strict=True) if text]


def tables_of(lines: Sequence[Line], rules: Mapping[int, NDArray[np.float32]] | None = None) -> list[list[list[str]]]:
    tables = [block.table for block in blocks_of(lines, rules) if block.table]
    assert {table.columns for table in tables} <= {4, 3}
    return [_texts(table) for table in tables]


def _texts(table: Table) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for one in table.cells:
        rows[one.row].append(one.text)
    return rows


def on_first_page() -> list[Line]:
    return [*paragraph("قبله", 300, 5), *heads(660, 1), *rows(FIRST, 680, 1)]


def test_a_table_goes_on_where_each_column_has_an_edge_in_common() -> None:
    lines = [*on_first_page(), *rows(SECOND, 100, 2), *paragraph("بعده", 220, 5, page=2)]
    assert tables_of(lines) == [[list(row) for row in (HEADS, *FIRST, *SECOND)]]


def test_repeated_heads_are_left_out_though_some_are_missing() -> None:
    for repeated in (HEADS, (*HEADS[:2], "", "")):
        lines = [*on_first_page(), *heads(100, 2, repeated), *rows(SECOND, 120, 2), *paragraph("بعده", 240, 5, page=2)]
        assert tables_of(lines) == [[list(row) for row in (HEADS, *FIRST, *SECOND)]]


def test_other_heads_open_another_table() -> None:
    others = ("البلد", "السفير", "السنة", "العدد")
    lines = [*on_first_page(), *heads(100, 2, others), *rows(SECOND, 120, 2), *paragraph("بعده", 240, 5, page=2)]
    assert [len(table) for table in tables_of(lines)] == [4, 4]


def test_columns_elsewhere_are_another_table() -> None:
    moved = (520.0, 430.0, 330.0, 190.0)
    lines = [*on_first_page(), *rows(SECOND, 100, 2, moved), *paragraph("بعده", 220, 5, page=2)]
    assert [len(table) for table in tables_of(lines)] == [4, 3]


def test_a_column_may_be_empty_on_the_next_page() -> None:
    second = [(row[0], "", *row[2:]) for row in SECOND]
    lines = [*on_first_page(), *rows(second, 100, 2), *paragraph("بعده", 220, 5, page=2)]
    (table,) = tables_of(lines)
    assert len(table[0]) == 4
    assert table[4:] == [[text for text in row if text] for row in second]
    assert len(table) == 7


def test_a_page_between_ends_a_table() -> None:
    lines = [*on_first_page(), *rows(SECOND, 100, 3)]
    assert len(tables_of(lines)) == 2


def test_rules_elsewhere_are_those_of_another_table() -> None:
    lines = [*rows(FIRST, 680, 1), *rows(SECOND, 100, 2)]
    edges = ((40.0, 170.0, 290.0, 410.0, 530.0), (60.0, 200.0, 320.0, 440.0, 525.0))
    rules = {
        page: grid(x, [top + 20 * n for n in range(4)]) for page, x, top in ((1, edges[0], 666.0), (2, edges[1], 86.0))
    }
    assert len(tables_of(lines, rules)) == 2


def test_text_above_on_the_next_page_ends_a_table() -> None:
    lines = [*on_first_page(), *paragraph("كلام", 80, 3, page=2), *rows(SECOND, 160, 2)]
    assert len(tables_of(lines)) == 2
