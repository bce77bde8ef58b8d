"""Tables that people marked by eye on pages of real files: which are seen as tables, and which cells are right.

    python -m benchmarks.tables FOLDER [--files FOLDER] [--show]

The folder has a JSON file a table, and the PDFs where ``--files`` names no other folder for them: ``file``, ``page``
(from 1), ``box`` (points from the top left), ``rules`` (``all``, ``some``, ``across``, ``fills`` or ``none``) and
``rows``, each with its cells in reading order. An empty cell is ``""``; a cell that reaches over others has its text in
the first, ``<`` in those beside it and ``^`` in those below. ``rows_marked`` says that only the first rows of a long
table are marked. Without rows it marks what is no table: columns of prose, a list, a contents list.

A table is found where one is seen that shares more than half of the area of both. A cell is right where its text
(as ``benchmarks.neighbours`` compares it) stands in its row and its column. Rows are aligned by the
most cells that agree, so that a row too many costs itself, not all that follow; columns count from the side of reading.
F1 is of the cells that have text.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from benchmarks.markdown import table_head, table_row
from benchmarks.neighbours import plain
from benchmarks.passages import document_of
from warraq.model.document import Table
from warraq.model.line import Box

#: Text of each cell, row by row, folded; what a wide cell reaches over is empty.
Grid: TypeAlias = tuple[tuple[str, ...], ...]
#: Box and cells of a table that is seen on a page.
Seen: TypeAlias = tuple[Box, Grid]

_OVER: Final = {"<", "^"}
_SHARED: Final = 0.5


@dataclass(frozen=True, slots=True)
class Marked:
    """A table, or what only looks like one, as a person marked it."""

    name: str
    file: str
    page: int
    box: Box
    rules: str
    grid: Grid
    rows_marked: int | None


@dataclass(frozen=True, slots=True)
class Score:
    """Of one marked table: whether it was seen, and of its cells how many are right, marked and seen."""

    found: bool
    right: int = 0
    marked: int = 0
    seen: int = 0


def load(folder: Path) -> list[Marked]:
    """All that is marked in a folder."""
    marked = []
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        cells = tuple(tuple("" if text in _OVER else plain(text) for text in cells) for cells in row["rows"])
        left, top, right, bottom = row["box"]
        box = (left, top, right, bottom)
        rules = row["rules"] if cells else "no table"
        marked.append(Marked(path.stem, row["file"], row["page"], box, rules, cells, row.get("rows_marked")))
    return marked


def share(one: Box, other: Box) -> float:
    """Shared area of two boxes over that of both together."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return width * height / (sum(areas) - width * height)


def measure(marked: Marked, seen: Sequence[Seen]) -> Score:
    """How one marked table was read, by the nearest of those that were seen on its page."""
    box, grid = max(seen, key=lambda table: share(marked.box, table[0]), default=((0.0, 0.0, 0.0, 0.0), ()))
    total = sum(text != "" for row in marked.grid for text in row)
    if share(marked.box, box) <= _SHARED:
        return Score(False, 0, total, 0)
    rows = grid if marked.rows_marked is None else grid[: len(marked.grid)]
    return Score(True, cells_right(marked.grid, grid), total, sum(text != "" for row in rows for text in row))


def cells_right(truth: Grid, grid: Grid) -> int:
    """How many cells that have text are right, rows aligned by the most that agree."""
    best = [[0] * (len(grid) + 1) for _ in range(len(truth) + 1)]
    for number, row in enumerate(truth):
        for other, cells in enumerate(grid):
            agree = sum(text != "" and text == cell for text, cell in zip(row, cells, strict=False))
            best[number + 1][other + 1] = max(
                best[number][other] + agree, best[number][other + 1], best[number + 1][other]
            )
    return best[-1][-1]


def tables_of(path: Path, page: int) -> list[Seen]:
    """The tables that are seen on a page."""
    document = document_of(path)
    tables = []
    for node in document.walk() if document else ():
        if node.table is None:
            continue
        for span in node.spans:
            if span.page == page and span.bbox:
                tables.append((span.bbox, _grid(node.table, page)))
    return tables


def _grid(table: Table, page: int) -> Grid:
    """The rows of a table that stand on a page."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    there = set()
    for cell in table.cells:
        rows[cell.row][cell.column] = plain(cell.text)
        if any(span.page == page for span in cell.spans):
            there.add(cell.row)
    return tuple(tuple(row) for number, row in enumerate(rows) if number in there)


def lines(folder: Path, show: bool = False, files: Path | None = None) -> Iterator[str]:
    """A row a marked table, then a row for each kind of rules and one for all; PDFs are in ``files`` or beside."""
    results = []
    yield from table_head("table", "rules", "found", "cells right", "marked", "seen")
    for marked in load(folder):
        seen = tables_of((files or folder) / marked.file, marked.page)
        score = measure(marked, seen)
        results.append((marked, score))
        yield table_row(marked.name, marked.rules, *map(str, (score.found, score.right, score.marked, score.seen)))
        if show and (not score.found or score.right < max(score.marked, score.seen)):
            for box, grid in seen:
                if share(marked.box, box) > 0:
                    yield f"seen {tuple(map(round, box))}"
                    yield from (" | ".join(row) for row in grid)
            yield f"marked {tuple(map(round, marked.box))}"
            yield from (" | ".join(row) for row in marked.grid)
    yield ""
    yield from table_head("rules", "tables", "found", "cells F1")
    kinds = sorted({marked.rules for marked, _ in results})
    for kind in [*kinds, "all tables"]:
        of_kind = [
            score
            for marked, score in results
            if marked.rules == kind or (kind == "all tables" and marked.rules != "no table")
        ]
        right, total = sum(score.right for score in of_kind), sum(score.marked + score.seen for score in of_kind)
        f1 = f"{2 * right / total:.3f}" if total else "–"
        yield table_row(kind, str(len(of_kind)), str(sum(score.found for score in of_kind)), f1)


def main() -> None:
    parser = argparse.ArgumentParser(description="Tables that people marked by eye.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=Path, help="where the PDFs are, if not beside the marks")
    parser.add_argument("--show", action="store_true", help="print the cells of those that aren't right")
    given = parser.parse_args()
    for line in lines(given.folder, given.show, given.files):
        print(line, flush=True)


if __name__ == "__main__":
    main()
