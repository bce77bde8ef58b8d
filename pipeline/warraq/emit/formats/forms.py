"""The formats that a document can be written in: one row each, from which the command and the library take them.

A writer is imported by the first document that it writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from warraq.model.document import Document


@dataclass(frozen=True, slots=True)
class Form:
    """A format. The command offers each, with what is said of it here.

    Attributes:
        module: of this package.
        writer: its function that gives the whole text.
        endings: of its files; new ones get the first.
        in_pieces: its function that gives the text in pieces, where there is one.
        says: what it is, where its name doesn't say so.
        rows: of a CSV, what has a row in it.
        of_words: it is made of the words of pages, which have to be kept.
        takes: options of its writer: ``guarded`` and ``bom`` are those of ``csv_table``, ``words`` that of ``to_json``.
        binary: it is no text: its writer gives bytes.
    """

    module: str
    writer: str
    endings: tuple[str, ...]
    in_pieces: str = ""
    says: str = ""
    rows: str = ""
    takes: tuple[str, ...] = ()
    of_words: bool = False
    binary: bool = False

    @property
    def ending(self) -> str:
        """What names of new files end with."""
        return self.endings[0]

    def write(self, document: Document, **options: Any) -> str | bytes:
        """The text of ``document`` in this format, or its bytes; ``options`` are those of its writer."""
        written: str | bytes = self._function(self.writer)(document, **options)
        return written

    def pieces(self, document: Document, **options: Any) -> Iterator[bytes]:
        """What a file of ``write`` holds, in pieces that are each worth writing: text is UTF-8."""
        pieces: Iterable[str | bytes]
        if self.in_pieces:
            pieces = self._function(self.in_pieces)(document, **options)
        else:
            pieces = (self.write(document, **options),)
        return (piece.encode("utf-8") if isinstance(piece, str) else piece for piece in pieces)

    def _function(self, name: str) -> Callable[..., Any]:
        function: Callable[..., Any] = getattr(import_module(f"{__package__}.{self.module}"), name)
        return function


#: By the name that ``--format`` and ``Document.to`` take.
FORMS: Final = {
    "json": Form("json", "to_json", (".json",), in_pieces="json_pieces", takes=("words",)),
    "jsonl": Form("json", "to_jsonl", (".jsonl",)),
    "markdown": Form("markdown", "to_markdown", (".md", ".markdown")),
    "html": Form("html", "to_html", (".html", ".htm")),
    "akn": Form("akoma.ntoso", "to_akoma_ntoso", (".akn.xml", ".akn"), says="Akoma Ntoso"),
    "marc": Form("marc", "to_marc", (".marc.xml",), says="a record for a catalogue (MARC 21)"),
    "csv": Form(
        "rows.recommendations",
        "to_csv",
        (".csv",),
        says="the recommendations",
        rows="recommendation or operative paragraph",
        takes=("guarded", "bom"),
    ),
    "tables": Form(
        "rows.tables", "to_tables", (".tables.csv",), says="the tables as CSV", rows="table", takes=("guarded", "bom")
    ),
    "chunks": Form("chunks", "to_chunks", (".chunks.jsonl",), says="passages for an index"),
    "hocr": Form("placed.hocr", "to_hocr", (".hocr",), says="words and boxes", of_words=True),
    "alto": Form("placed.alto", "to_alto", (".alto.xml", ".alto"), says="the same as ALTO 4.4", of_words=True),
    "parquet": Form("rows.parquet", "to_parquet", (".parquet",), says="a row a node", binary=True),
    "text": Form("markdown", "plain_text", (".txt",)),
}


def form_of(path: str | Path) -> str | None:
    """The name of the format whose files end as ``path`` does, by the longest ending; None where none does.

    >>> form_of("law.akn.xml"), form_of("law.pdf.tables.csv"), form_of("law.csv"), form_of("law.docx")
    ('akn', 'tables', 'csv', None)
    """
    file = Path(path).name.lower()
    fits = [(len(ending), name) for name, form in FORMS.items() for ending in form.endings if file.endswith(ending)]
    return max(fits)[1] if fits else None
