"""The columns of rows without rules, and how long rows that make no table are looked at."""

from __future__ import annotations

import statistics
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.layout.lines import cell, line
from warraq.layout.tables import white_tables
from warraq.layout.tables.white_tables import Row, _Columns


def expected_columns(rows: list[Row]) -> list[tuple[float, float]]:
    """Extents of what less white parts than the usual row leaves between its cells, from all rows at once."""
    boxes = [piece.box for row in rows for piece in row.pieces if piece.box]
    white = white_tables._GUTTER * statistics.median_low([row.size for row in rows])
    found: list[tuple[float, float]] = []
    for left, right in sorted((box[0], box[2]) for box in boxes):
        if found and left - found[-1][1] < white:
            found[-1] = found[-1][0], max(right, found[-1][1])
        else:
            found.append((left, right))
    return found


places = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), min_size=1, max_size=6)


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from((4.0, 9.0, 12.0, 30.0)), places), min_size=1, max_size=12))
def test_columns_that_grow_row_by_row_are_those_of_all_rows(drawn: list[tuple[float, list[tuple[int, int]]]]) -> None:
    """Smaller rows part what larger ones held together."""
    rows = []
    for size, cells in drawn:
        pieces = [line("12", 100.0, left=float(left), right=float(left + width), size=size) for left, width in cells]
        rows.append(Row(pieces, pieces))
    columns = _Columns(rows[:1])
    for number, row in enumerate(rows[1:], 2):
        columns.add(row)
        assert columns.found == expected_columns(rows[:number])


def test_a_line_beside_another_is_no_row_of_cells_whatever_white_is_in_it() -> None:
    right, left = line("12", 100.0, left=400.0, right=420.0), line("34", 100.0, left=200.0, right=220.0)
    apart = replace(right, words=(*right.words, *left.words), box=(200.0, 90.0, 420.0, 104.0))
    other = line("56", 100.0, left=40.0, right=60.0)
    (alone,), (beside,) = white_tables.cut_rows([apart]), white_tables.cut_rows([apart, other])
    assert white_tables.in_cells(alone)
    assert not white_tables.in_cells(beside)


def test_numbers_without_a_word_are_looked_at_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of 90,000 figures was tried as a table from each of its 300 rows on, which took a minute."""
    lines = [cell("12", 500.0 - 40 * column, 20.0 * row) for row in range(1, 61) for column in range(8)]
    begun: list[int] = []
    run = white_tables._run

    def watched(rows: list[Row], start: int) -> int:
        begun.append(start)
        return run(rows, start)

    monkeypatch.setattr(white_tables, "_run", watched)
    assert white_tables.white_tables(white_tables.cut_rows(lines)) == []
    assert begun == list(range(60))  # a page of a book is looked at from each row on
    begun.clear()
    monkeypatch.setattr(white_tables, "_MOST_IN_VAIN", 1000)
    assert white_tables.white_tables(white_tables.cut_rows(lines)) == []
    assert begun == [0, 1, 2]


@pytest.mark.parametrize(("step", "tables"), [(0.0, 1), (4.0, 0)])
def test_a_text_beside_its_translation_is_no_table_where_their_lines_do_not_keep_step(step: float, tables: int) -> None:
    rows = []
    for number, words in enumerate((1, 2, 1, 3, 1, 2)):
        y = 100.0 + 20 * number
        right = line("كلمة " * words, y, left=500.0 - 30 * words, right=500.0)
        left = replace(line("word " * words, y + step * (number % 3), left=100.0, right=100.0 + 25 * words), rtl=False)
        rows += [right, left]
    assert len(white_tables.white_tables(white_tables.cut_rows(rows))) == tables
