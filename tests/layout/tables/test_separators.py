"""What is drawn between the rows of a table: rules and the edges of fills."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.layout.lines import PAGE, cell, line
from warraq.layout import build_blocks
from warraq.layout.rows import make_rows
from warraq.layout.tables.separators import Separators
from warraq.model.line import Line, Table

Boxes = Sequence[tuple[float, float, float, float]]
COLUMNS = (520.0, 400.0, 200.0)
NAMES = ("قمح", "شعير", "ذرة", "أرز", "عدس")


def drawn(rules: Boxes = (), fills: Boxes = ()) -> Separators:
    return Separators.of(*(np.array(boxes, dtype=np.float32).reshape(-1, 4) for boxes in (rules, fills)))


def tables_of(lines: Sequence[Line], rules: Boxes = (), fills: Boxes = ()) -> list[list[list[str]]]:
    """The cells of each table, row by row."""
    drawn = [{1: np.array(boxes, dtype=np.float32).reshape(-1, 4)} for boxes in (rules, fills)]
    blocks = build_blocks(lines, [(1, *PAGE)], rules=drawn[0], fills=drawn[1])
    return [_texts(block.table) for block in blocks if block.table]


def _texts(table: Table) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for one in table.cells:
        rows[one.row].append(one.text)
    return rows


def two_lines() -> list[Line]:
    """A table whose second column has two lines a row, as far apart as rows are."""
    lines = []
    for n, name in enumerate(NAMES):
        y = 100 + 40 * n
        lines += [cell(name, 520.0, y), cell("كلام كثير عنه", 400.0, y), cell("وبقيته", 400.0, y + 20)]
        lines.append(cell(str(100 + n), 200.0, y))
    return lines


ACROSS = [(190.0, 86.0 + 40 * n, 525.0, 86.5 + 40 * n) for n in range(6)]
STRIPES = [(190.0, 86.0 + 80 * n, 525.0, 126.0 + 80 * n) for n in range(3)]


@pytest.mark.parametrize(("rules", "fills"), [(ACROSS, ()), ((), STRIPES)])
def test_rows_of_several_lines_are_those_between_rules_or_edges_of_fills(rules: Boxes, fills: Boxes) -> None:
    (table,) = tables_of(two_lines(), rules, fills)
    assert table == [[name, "كلام كثير عنه وبقيته", str(100 + n)] for n, name in enumerate(NAMES)]


def test_rows_of_numbers_between_rules_stay_rows() -> None:
    """Rules part groups of rows."""
    lines = [
        one
        for n in range(9)
        for one in (
            *([cell(NAMES[n // 3], 520.0, 100 + 20 * n)] if n % 3 == 0 else []),
            cell(f"نوع {n}", 400.0, 100 + 20 * n),
            cell(f"{n}.5e", 200.0, 100 + 20 * n),
        )
    ]
    rules = [(180.0, 86.0 + 60 * n, 525.0, 86.5 + 60 * n) for n in range(4)]
    (table,) = tables_of(lines, rules)
    assert [row[2] for row in table] == [f"{n}.5e" for n in range(9)]


@pytest.mark.parametrize(("shift", "count"), [(5.0, 6), (0.0, 5)])
def test_two_rows_of_heads_between_edges_are_two(shift: float, count: int) -> None:
    """Lines of one cell have an edge or their middle in common."""
    wide = ((f"{word} إلى بلد", right - shift) for word, right in (("صادر", 400.0), ("وارد", 200.0)))
    heads = [line(text, 94.0, left=right - 90.0, right=right) for text, right in wide]
    heads += [cell("نوع", 520.0, 107.0), *(cell(word, at, 120.0) for word, at in (("طن", 400.0), ("كيس", 200.0)))]
    below = [
        line(name, 150 + 40 * n, left=right - 90.0, right=right)
        for n, name in enumerate(NAMES[:4])
        for right in COLUMNS
    ]
    rules = [(100.0, at, 525.0, at + 0.5) for at in (80.0, *(136.0 + 40 * n for n in range(5)))]
    (table,) = tables_of([*heads, *below], rules)
    assert len(table) == count


def test_rules_below_a_part_of_the_columns_part_no_rows() -> None:
    rows = make_rows([cell("قمح", right, 100 + 20 * n) for n in range(3) for right in (520.0, 205.0)])
    assert drawn([(300.0, 106.0, 525.0, 106.5)]).before(rows) == []
    assert drawn([(190.0, 106.0, 350.0, 106.5), (351.0, 106.2, 525.0, 106.7)]).before(rows) == [1]
    assert drawn(fills=[(190.0, 106.0, 525.0, 126.0)]).before(rows) == [1, 2]


def test_columns_of_text_without_entries_between_rules_are_no_table() -> None:
    text = "وكان معروضا على الفريق العامل في هذا الشأن عدد من"
    lines = [line(text, 100 + 18 * n, left=right - 200.0, right=right) for n in range(12) for right in (520.0, 290.0)]
    rules = [(85.0, 86.0 + 72 * n, 525.0, 86.5 + 72 * n) for n in range(4)]
    assert tables_of(lines, rules) == []
