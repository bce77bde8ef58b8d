"""The tables of a document as CSV (RFC 4180): one line a row, one table below the other, told apart by their ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from warraq.emit.formats.printed import words
from warraq.emit.formats.rows.csv_table import csv_table
from warraq.model.document import Document, Node, Table

#: Before the cells of a row: the id of its table, the page that it begins on, its number from 0, whether it names
#: columns, how many columns its table has, and how many of its words a person should check.
COLUMNS: Final = ("table", "page", "row", "header", "columns", "uncertain_words")


def to_tables(document: Document, *, guarded: bool = True, bom: bool = False) -> str:
    """A header and a line for each row; its cells are in ``column_0`` and so on, numbered as in JSON.

    A cell that spans several stands in the first of them. There are as many columns as the widest table has.

    ``guarded`` and ``bom`` are those of ``csv_table``.
    """
    tables = [(node, node.table) for node in document.walk() if node.table]
    width = max((table.columns for _, table in tables), default=0)
    header = (*COLUMNS, *(f"column_{column}" for column in range(width)))
    rows = (row for node, table in tables for row in _rows(node, table, width))
    return csv_table(header, rows, guarded=guarded, bom=bom)


def _rows(node: Node, table: Table, width: int) -> Iterator[tuple[object, ...]]:
    doubts = _doubts(node, table)
    for row in range(table.rows):
        cells = [cell for cell in table.cells if cell.row == row]
        texts = {cell.column: cell.text for cell in cells}
        pages = [span.page for cell in cells for span in cell.spans] or [span.page for span in node.spans]
        yield (
            node.id,
            min(pages, default=""),
            row,
            "true" if any(cell.header for cell in cells) else "false",
            table.columns,
            doubts[row],
            *(texts.get(column, "") for column in range(width)),
        )


def _doubts(node: Node, table: Table) -> list[int]:
    """How many words of each row are uncertain; the words of the node are those of its cells in their order."""
    doubts = [0] * table.rows
    of_node = words(node)
    for cell in table.cells:
        for _, (_, doubt, _) in zip(cell.text.split(), of_node, strict=False):
            doubts[cell.row] += doubt is not None
    return doubts
