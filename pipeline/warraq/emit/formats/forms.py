"""The formats that a document can be written in: one row each. A writer is imported by the first document it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from warraq.model.document import Document


@dataclass(frozen=True, slots=True)
class Form:
    """A format: module and name of its writer, the ending of its files, and where there is one the writer in pieces."""

    module: str
    writer: str
    ending: str
    in_pieces: str = ""

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
    "json": Form("json", "to_json", ".json", "json_pieces"),
    "jsonl": Form("json", "to_jsonl", ".jsonl"),
    "markdown": Form("markdown", "to_markdown", ".md"),
    "html": Form("html", "to_html", ".html"),
    "akn": Form("akoma_ntoso", "to_akoma_ntoso", ".akn.xml"),
    "csv": Form("recommendations", "to_csv", ".csv"),
    "chunks": Form("chunks", "to_chunks", ".chunks.jsonl"),
    "text": Form("markdown", "plain_text", ".txt"),
}
