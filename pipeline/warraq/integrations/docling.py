"""Docling: a document as a ``DoclingDocument``, and a backend of PDFs. Needs ``pip install 'warraq[docling]'``.

The extra is ``docling-slim``, without its models: nothing here runs one.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import accumulate
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

from docling.backend.abstract_backend import DeclarativeDocumentBackend
from docling.datamodel.base_models import InputFormat
from docling_core.types.doc import (
    BoundingBox,
    ContentLayer,
    DocItemLabel,
    DoclingDocument,
    DocumentOrigin,
    ProvenanceItem,
    Size,
    TableCell,
    TableData,
)
from docling_core.types.doc.common.meta import BaseMeta

from warraq.emit.formats.printed import HEADINGS, own_label
from warraq.model.document import Cell, Document, Node, Span, Table
from warraq.run import extract

if TYPE_CHECKING:
    from docling.datamodel.backend_options import DeclarativeBackendOptions
    from docling.datamodel.document import InputDocument

#: What the name of each of our fields in the metadata of an item begins with.
_NAMESPACE: Final = "warraq"
_LAYOUT_LABELS: Final = {"header": DocItemLabel.PAGE_HEADER, "footer": DocItemLabel.PAGE_FOOTER}


def to_docling(document: Document) -> DoclingDocument:
    """The document as docling has documents.

    Each item has the text in ``text``, what the file claimed in ``orig``, its places with the part of the text that
    stands on each page in ``prov``, and in ``meta`` the fields ``warraq__node``, ``warraq__kind``,
    ``warraq__confidence`` and ``warraq__uncertain`` (the words to check, each with its confidence and other readings).
    What stands under a heading is a child of it. Columns of tables are in reading order: in Arabic from the right.
    """
    return _Export(document).made


class _Export:
    """A ``DoclingDocument`` that is being made."""

    def __init__(self, document: Document) -> None:
        source = document.source
        self.made = DoclingDocument(
            name=PurePath(source.file).stem,
            origin=DocumentOrigin(
                mimetype="text/plain" if source.pages is None else "application/pdf",
                binary_hash=source.sha256,
                filename=source.file,
            ),
        )
        for page in document.pages:
            if page.size:
                width, height = page.size
                self.made.add_page(page_no=page.number, size=Size(width=width, height=height))
        self._first_words = _first_words(document)
        self._furniture(document, "header")
        self._nodes(document.body, None)
        for note in document.footnotes:
            for node in note.walk():
                self._text(node, DocItemLabel.FOOTNOTE, None)
        self._furniture(document, "footer")

    def _furniture(self, document: Document, role: str) -> None:
        for line in document.furniture:
            if line.role == role:
                prov = [_place(span, (0, len(line.text))) for span in line.spans if span.bbox]
                item = self.made.add_text(
                    label=_LAYOUT_LABELS[role], text=line.text, content_layer=ContentLayer.FURNITURE
                )
                item.prov = prov

    def _nodes(self, nodes: tuple[Node, ...], parent: Any) -> None:
        """Add ``nodes`` below ``parent``; items that follow each other are a list."""
        items: Any = None
        for node in nodes:
            if node.kind == "item":
                items = items or self.made.add_list_group(parent=parent)
                self._nodes(node.children, self._item(node, items))
                continue
            items = None
            if node.table:
                self._table(node, node.table, parent)
                self._nodes(node.children, parent)
            elif node.kind == "title":
                self._place(self.made.add_title(**self._said(node, parent)), node)
                self._nodes(node.children, parent)
            elif node.title is not None:
                level = max(HEADINGS.get(node.kind, 2) - 1, 1)  # docling counts below the title
                heading = self.made.add_heading(level=level, **self._said(node, parent))
                self._place(heading, node)
                self._nodes(node.children, heading)
            else:
                self._text(node, DocItemLabel.TEXT, parent)
                self._nodes(node.children, parent)

    def _said(self, node: Node, parent: Any) -> dict[str, Any]:
        text = _text(node)
        return {"text": text, "orig": node.original or text, "parent": parent}

    def _text(self, node: Node, label: DocItemLabel, parent: Any) -> None:
        if _text(node):
            self._place(self.made.add_text(label=label, **self._said(node, parent)), node)

    def _item(self, node: Node, items: Any) -> Any:
        label = own_label(node)
        item = self.made.add_list_item(
            text=node.content,
            enumerated=bool(node.number),
            marker=label,
            orig=node.original or _text(node),
            parent=items,
        )
        self._place(item, node, before=0)
        return item

    def _table(self, node: Node, table: Table, parent: Any) -> None:
        cells = [_cell(cell) for cell in table.cells]
        data = TableData(num_rows=table.rows, num_cols=table.columns, table_cells=cells)
        item = self.made.add_table(data=data, parent=parent)
        self._describe(item, node)
        item.prov = [_place(span, (0, 0)) for span in node.spans if span.bbox]

    def _place(self, item: Any, node: Node, before: int | None = None) -> None:
        """Say where a node stands; ``before`` characters of the item's text are its label."""
        self._describe(item, node)
        label = len(item.text) - len(node.content) if before is None else before
        item.prov = list(self._places(node, label, len(item.text)))

    def _places(self, node: Node, label: int, end: int) -> Iterator[ProvenanceItem]:
        """Each place of a node, with the characters that stand there: those of its words, page by page."""
        starts = [0, *accumulate(len(word) + 1 for word in node.content.split(" "))]
        first = self._first_words.get(node.id, {})
        cuts = [label + starts[first[span.page]] if first.get(span.page) else 0 for span in node.spans]
        for span, start, after in zip(node.spans, cuts, [*cuts[1:], end], strict=True):
            if span.bbox:
                yield _place(span, (min(start, end), min(max(start, after), end)))

    def _describe(self, item: Any, node: Node) -> None:
        meta = BaseMeta()
        doubts = [
            {
                "word": doubt.word,
                "index": doubt.index,
                "confidence": doubt.confidence,
                "alternatives": [other.text for other in doubt.alternatives],
            }
            for doubt in node.uncertain
        ]
        facts = {"node": node.id, "kind": node.kind, "confidence": node.confidence, "uncertain": doubts}
        for name, value in facts.items():
            meta.set_custom_field(_NAMESPACE, name, value)
        item.meta = meta


def _text(node: Node) -> str:
    """The text of a node with its label before it."""
    return f"{own_label(node)} {node.content}".strip()


def _cell(cell: Cell) -> TableCell:
    place = next((span for span in cell.spans if span.bbox), None)
    return TableCell(
        bbox=_box(place) if place else None,
        row_span=cell.rows,
        col_span=cell.columns,
        start_row_offset_idx=cell.row,
        end_row_offset_idx=cell.row + cell.rows,
        start_col_offset_idx=cell.column,
        end_col_offset_idx=cell.column + cell.columns,
        text=cell.text,
        column_header=cell.header,
    )


def _place(span: Span, characters: tuple[int, int]) -> ProvenanceItem:
    return ProvenanceItem(page_no=span.page, bbox=_box(span), charspan=characters)


def _box(span: Span) -> BoundingBox:
    left, top, right, bottom = span.bbox or (0, 0, 0, 0)
    return BoundingBox(l=left, t=top, r=right, b=bottom)


def _first_words(document: Document) -> dict[str, dict[int, int]]:
    """Of each node the index of its first word on each page, where words were kept."""
    first: dict[str, dict[int, int]] = {}
    for page in document.pages:
        for word in page.words or ():
            if word.node is not None and word.index is not None:
                pages = first.setdefault(word.node, {})
                pages[page.number] = min(word.index, pages.get(page.number, word.index))
    return first


class WarraqDocumentBackend(DeclarativeDocumentBackend):
    """A backend of docling for PDFs, in place of its own and of its models.

    A file that can't be read raises one of the errors of ``warraq.extract``, which docling reports as a failed
    conversion.
    """

    def __init__(
        self,
        in_doc: InputDocument,
        path_or_stream: BytesIO | Path,
        options: DeclarativeBackendOptions | None = None,
    ) -> None:
        """Keep what is to be read; ``options`` of docling has nothing for PDFs."""
        super().__init__(in_doc, path_or_stream, options)

    def is_valid(self) -> bool:
        """Whether there is something to read; what is wrong with it ``convert`` says."""
        return self.path_or_stream is not None

    @classmethod
    def supports_pagination(cls) -> bool:
        """It gives the whole document at once."""
        return False

    @classmethod
    def supported_formats(cls) -> set[InputFormat]:
        """PDF alone."""
        return {InputFormat.PDF}

    def convert(self) -> DoclingDocument:
        """Read the file."""
        return to_docling(extract(self.path_or_stream, name=self.file.name))
