"""The formats that a document can be written in: one row each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.emit import akoma_ntoso, chunks, html, json, markdown, recommendations
from pipeline.model.document import Document


@dataclass(frozen=True, slots=True)
class Form:
    """A format: the writer of it, the ending of its files, and where there is one the writer in pieces."""

    write: Callable[[Document], str]
    ending: str
    in_pieces: Callable[[Document], Iterable[str]] | None = None

    def pieces(self, document: Document) -> Iterable[str]:
        """What ``write`` gives, in pieces that are each worth writing."""
        return self.in_pieces(document) if self.in_pieces else (self.write(document),)


FORMS: Final = {
    "json": Form(json.to_json, ".json", json.json_pieces),
    "jsonl": Form(json.to_jsonl, ".jsonl"),
    "markdown": Form(markdown.to_markdown, ".md"),
    "html": Form(html.to_html, ".html"),
    "akn": Form(akoma_ntoso.to_akoma_ntoso, ".akn.xml"),
    "csv": Form(recommendations.to_csv, ".csv"),
    "chunks": Form(chunks.to_chunks, ".chunks.jsonl"),
    "text": Form(markdown.plain_text, ".txt"),
}
