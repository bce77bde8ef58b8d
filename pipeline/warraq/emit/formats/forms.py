"""The formats that a document can be written in: one row each. A writer is imported by the first document it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from warraq.model.document import Document


@dataclass(frozen=True, slots=True)
class Form:
    """A format. The command offers each, with what is said of it here.

    Attributes:
        module: of this package.
        writer: its function that gives the whole text.
        ending: of its files.
        in_pieces: its function that gives the text in pieces, where there is one.
        says: what it is, where its name doesn't say so.
        rows: of a CSV, what has a row in it. Its writer takes ``guarded``, which is that of ``csv_table``.
    """

    module: str
    writer: str
    ending: str
    in_pieces: str = ""
    says: str = ""
    rows: str = ""

    def write(self, document: Document, **options: Any) -> str:
        """The text of ``document`` in this format; ``options`` are those of its writer."""
        return str(self._function(self.writer)(document, **options))

    def pieces(self, document: Document, **options: Any) -> Iterable[str]:
        """What ``write`` gives, in pieces that are each worth writing."""
        if not self.in_pieces:
            return (self.write(document, **options),)
        pieces: Iterable[str] = self._function(self.in_pieces)(document, **options)
        return pieces

    def _function(self, name: str) -> Callable[..., Any]:
        function: Callable[..., Any] = getattr(import_module(f"{__package__}.{self.module}"), name)
        return function


FORMS: Final = {
    "json": Form("json", "to_json", ".json", in_pieces="json_pieces"),
    "jsonl": Form("json", "to_jsonl", ".jsonl"),
    "markdown": Form("markdown", "to_markdown", ".md"),
    "html": Form("html", "to_html", ".html"),
    "akn": Form("akoma_ntoso", "to_akoma_ntoso", ".akn.xml", says="Akoma Ntoso"),
    "csv": Form(
        "recommendations", "to_csv", ".csv", says="the recommendations", rows="recommendation or operative paragraph"
    ),
    "tables": Form("tables", "to_tables", ".tables.csv", says="the tables as CSV", rows="table"),
    "chunks": Form("chunks", "to_chunks", ".chunks.jsonl", says="passages for an index"),
    "text": Form("markdown", "plain_text", ".txt"),
}
