"""Marked tables beside what is seen: found by area, rows aligned, columns counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import tables
from benchmarks.tables import Marked, Score, Seen, lines, load, measure, share

BOX = (100.0, 100.0, 300.0, 200.0)
GRID = (("النوع", "العدد"), ("قمح", "1"), ("شعير", "2"))


def marked(rows_marked: int | None = None) -> Marked:
    return Marked("table", "table.pdf", 1, BOX, "none", GRID, rows_marked)


def test_a_row_too_many_costs_itself_alone() -> None:
    seen = (("النوع", "العدد"), ("حبوب", ""), ("قمح", "1"), ("شعير", "2"))
    assert measure(marked(), [(BOX, seen)]) == Score(found=True, right=6, marked=6, seen=7)


def test_what_stands_in_another_column_is_wrong() -> None:
    turned = tuple(tuple(reversed(row)) for row in GRID)
    assert measure(marked(), [(BOX, turned)]).right == 0


@pytest.mark.parametrize(
    ("box", "is_found"), [((100.0, 100.0, 300.0, 160.0), True), ((100.0, 100.0, 190.0, 200.0), False)]
)
def test_a_table_is_found_by_more_than_half_of_both_areas(
    box: tuple[float, float, float, float], is_found: bool
) -> None:
    assert measure(marked(), [(box, GRID)]) == (Score(True, 6, 6, 6) if is_found else Score(False, 0, 6, 0))
    assert share(BOX, BOX) == 1.0


def test_of_a_long_table_only_the_marked_rows_count() -> None:
    assert measure(marked(rows_marked=3), [(BOX, (*GRID, ("أرز", "3")))]).seen == 6


def test_cells_that_others_reach_over_are_empty_and_text_is_folded(tmp_path: Path) -> None:
    row = {"file": "a.pdf", "page": 1, "box": BOX, "rules": "all", "rows": [["قَمح  الشام", "<"], ["^", "٢٫٥"]]}
    (tmp_path / "a.json").write_text(json.dumps(row), "utf-8")
    (table,) = load(tmp_path)
    assert table.grid == (("قمحالشام", ""), ("", "2,5"))


def test_pdfs_may_be_in_another_folder_than_the_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"file": "a.pdf", "page": 1, "box": BOX, "rules": "all", "rows": [["قمح"]]}
    (tmp_path / "a.json").write_text(json.dumps(row), "utf-8")
    opened: list[Path] = []

    def read(path: Path, page: int) -> list[Seen]:
        opened.append(path)
        return []

    monkeypatch.setattr(tables, "tables_of", read)
    list(lines(tmp_path))
    list(lines(tmp_path, files=Path("elsewhere")))
    assert opened == [tmp_path / "a.pdf", Path("elsewhere/a.pdf")]
