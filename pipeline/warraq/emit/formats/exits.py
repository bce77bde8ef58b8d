"""What the methods of a document do: one call for each, by the table of formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warraq.emit.formats.forms import FORMS, form_of
from warraq.errors import UsageError

if TYPE_CHECKING:
    from warraq.model.document import Chunk, Document, Table


def write(document: Document, form: str, **options: Any) -> str:
    """The text of ``document`` in the format ``form``; ``options`` are those of its writer."""
    if form not in FORMS:
        raise UsageError(f"there is no format {form}", help=f"The formats are {', '.join(FORMS)}.")
    written = FORMS[form].write(document, **options)
    if isinstance(written, bytes):
        raise UsageError(f"{form} is no text", help=f"Save it to a file: document.save('NAME{FORMS[form].ending}').")
    return written


def save(document: Document, path: str | Path, form: str | None = None, **options: Any) -> None:
    """Write ``document`` to ``path``, whole or not at all, in the format ``form`` or that of the ending of ``path``."""
    from warraq.emit.whole import write_pieces_whole

    name = form or form_of(path)
    if name not in FORMS:
        endings = ", ".join(ending for row in FORMS.values() for ending in row.endings)
        raise UsageError("no format is known by this ending", where=str(path), help=f"The endings are {endings}.")
    write_pieces_whole(FORMS[name].pieces(document, **options), Path(path))


def data(document: Document, *, words: bool = False) -> dict[str, Any]:
    """What the JSON of ``document`` says, as dicts and lists."""
    from warraq.emit.formats.json import to_data

    return to_data(document, words=words)


def chunks(document: Document, longest: int, overlap: int, count: Callable[[str], int] | None) -> Iterator[Chunk]:
    """The passages of ``document``, as long as ``count`` of their text may be."""
    from warraq.emit.formats.chunks import Size
    from warraq.emit.formats.chunks import chunks as passages

    return passages(document, Size(longest, overlap, (lambda words: count(" ".join(words))) if count else len))


def notebook(document: Document) -> str:
    """The page of ``to_html`` in a frame without rights, so that its style and ids are its own."""
    from html import escape

    page = write(document, "html")
    frame = '<iframe sandbox style="width: 100%; height: 30rem; border: 1px solid #999" srcdoc="{}"></iframe>'
    return f"<p>{escape(repr(document))}</p>\n" + frame.format(escape(page, quote=True))


def table_csv(table: Table, *, guarded: bool, bom: bool) -> str:
    """The grid of ``table`` as CSV."""
    from warraq.emit.formats.rows.csv_table import csv_table

    header, *rows = table.to_rows()
    return csv_table(header, rows, guarded=guarded, bom=bom)


def frame(table: Table, library: str | None) -> Any:
    """The grid of ``table`` as a data frame of ``library``, or of the one that is installed."""
    from warraq.emit.formats.rows.frames import frame_of

    return frame_of(table, library)


def read(text: str | bytes) -> Document:
    """The document that ``text`` is the JSON of. Raises NotReadable where it isn't of the schema."""
    from warraq.emit.formats.json import document_in

    return document_in(text)
