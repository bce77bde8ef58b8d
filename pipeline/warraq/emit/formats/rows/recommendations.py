"""What a document recommends or decides, as CSV (RFC 4180): one line a recommendation or operative paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from warraq.emit.formats.passages import heading_path, pages, passage
from warraq.emit.formats.printed import walk_with_path
from warraq.emit.formats.rows.csv_table import csv_table
from warraq.model.document import Document

#: Kinds of node that recommend or decide.
KINDS: Final = frozenset({"recommendation", "operative"})
COLUMNS: Final = (*("symbol", "kind", "id", "number", "text", "section", "pages", "confidence", "uncertain_words"),)


def to_csv(document: Document, *, guarded: bool = True, bom: bool = False) -> str:
    """A header and a line for each; ``text`` has the items inside it, ``section`` the headings above it.

    ``guarded`` and ``bom`` are those of ``csv_table``.
    """
    return csv_table(COLUMNS, _rows(document), guarded=guarded, bom=bom)


def _rows(document: Document) -> Iterator[tuple[object, ...]]:
    for node, path in walk_with_path(document):
        if node.kind in KINDS:
            yield (
                document.metadata.symbol or "",
                node.kind,
                node.id,
                node.number or "",
                passage(node),
                " > ".join(heading_path(path)),
                " ".join(map(str, pages(node))),
                f"{node.confidence:.4f}",
                sum(len(inner.uncertain) for inner in node.walk()),
            )
