"""The formats that a document can be written in: one row each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pipeline.emit import akoma_ntoso, chunks, html, json, markdown, recommendations
from pipeline.model.document import Document


@dataclass(frozen=True, slots=True)
class Form:
    """A format: the writer of it and the ending of its files."""

    write: Callable[[Document], str]
    ending: str


FORMS: Final = {
    "json": Form(json.to_json, ".json"),
    "jsonl": Form(json.to_jsonl, ".jsonl"),
    "markdown": Form(markdown.to_markdown, ".md"),
    "html": Form(html.to_html, ".html"),
    "akn": Form(akoma_ntoso.to_akoma_ntoso, ".akn.xml"),
    "csv": Form(recommendations.to_csv, ".csv"),
    "chunks": Form(chunks.to_chunks, ".chunks.jsonl"),
    "text": Form(markdown.plain_text, ".txt"),
}
