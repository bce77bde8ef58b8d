"""The document as Parquet: a row a node in columns that DuckDB, pandas, polars or Hugging Face datasets can query."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from warraq.emit.formats.json import record_data
from warraq.emit.formats.passages import heading_path
from warraq.emit.formats.printed import walk_with_path
from warraq.errors import UsageError
from warraq.model.document import Document, Node

#: Columns of the document, the same in each row: a file's rows may be put together with those of others.
OF_DOCUMENT: Final = ("file", "sha256", "symbol", "document_title", "date", "language", "profile")
#: Columns of the node. ``position`` is its place in reading from 0, footnotes last; ``parent`` the id of the node that
#: it lies in; ``path`` the headings above it; ``page`` the first that it stands on; ``table`` the rows of a table.
OF_NODE: Final = (
    *("position", "id", "parent", "depth", "kind", "number", "ordinal", "label", "title", "text", "original"),
    *("path", "page", "pages", "spans", "confidence", "words", "uncertain", "table"),
)


def to_parquet(document: Document) -> bytes:
    """A row a node in reading order, footnotes at the end; see ``OF_DOCUMENT`` and ``OF_NODE``.

    Raises:
        UsageError: pyarrow isn't installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UsageError("Parquet needs pyarrow", help="pip install 'warraq[parquet]'") from None
    out = BytesIO()
    table = pyarrow.Table.from_pylist(list(_rows(document)), schema=_schema(pyarrow))
    pyarrow.parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def _rows(document: Document) -> Iterator[dict[str, Any]]:
    metadata, source = document.metadata, document.source
    said = (source.file, source.sha256, metadata.symbol, metadata.title, metadata.date, metadata.language)
    of_document = dict(zip(OF_DOCUMENT, (*said, metadata.profile), strict=True))
    placed = [*walk_with_path(document), *((note, ()) for note in document.footnotes)]
    for position, (node, path) in enumerate(placed):
        yield of_document | _row(node, tuple(path)) | {"position": position}


def _row(node: Node, path: tuple[Node, ...]) -> dict[str, Any]:
    pages = sorted({span.page for span in node.spans})
    row: dict[str, Any] = {name: getattr(node, name, None) for name in OF_NODE}
    return row | {
        "parent": path[-1].id if path else None,
        "depth": len(path),
        "path": list(heading_path(path)),
        "page": pages[0] if pages else None,
        "pages": pages,
        "spans": [_span(span.page, span.bbox) for span in node.spans],
        "words": len(node.content.split()),
        "uncertain": [record_data(doubt) for doubt in node.uncertain],
        "table": node.table.to_rows() if node.table else None,
    }


def _span(page: int, bbox: tuple[float, float, float, float] | None) -> dict[str, float | None]:
    left, top, right, bottom = bbox or (None, None, None, None)
    return {"page": page, "left": left, "top": top, "right": right, "bottom": bottom}


def _schema(pa: Any) -> Any:
    text, number, share = pa.string(), pa.int32(), pa.float64()
    other = pa.struct([("text", text), ("probability", share)])
    doubt = [("word", text), ("index", number), ("confidence", share), ("alternatives", pa.list_(other))]
    span = [("page", number), *((edge, share) for edge in ("left", "top", "right", "bottom"))]
    kinds = dict.fromkeys(("position", "depth", "ordinal", "page", "words"), number) | {
        "path": pa.list_(text),
        "pages": pa.list_(number),
        "spans": pa.list_(pa.struct(span)),
        "confidence": share,
        "uncertain": pa.list_(pa.struct(doubt)),
        "table": pa.list_(pa.list_(text)),
    }
    return pa.schema([(name, kinds.get(name, text)) for name in (*OF_DOCUMENT, *OF_NODE)])
