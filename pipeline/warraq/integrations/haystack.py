"""Haystack: a converter of files to documents. Needs ``pip install 'warraq[haystack]'``."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from haystack import Document, component, default_from_dict, default_to_dict
from haystack.components.converters.utils import get_bytestream_from_source, normalize_metadata
from haystack.dataclasses import ByteStream
from haystack.utils import Secret

from warraq.errors import WarraqError
from warraq.integrations.pieces import By, Fact, Piece, Pieces

_LOGGER: Final = logging.getLogger("warraq")


@component
class WarraqConverter:
    """Converts PDFs, and texts that an extractor made of them, to documents.

    A file that can't be read is logged and left out, as Haystack's own converters do.
    """

    def __init__(
        self,
        by: By = "document",
        max_tokens: int = 300,
        overlap: int = 0,
        password: Secret | None = None,
        force: bool = False,
    ) -> None:
        """Keep how files are cut, as ``warraq.integrations.pieces.Pieces`` describes it.

        Args:
            by: ``document`` gives one of a file, its pages parted by form feeds, by which a ``DocumentSplitter`` knows
                them; ``page`` and ``passage`` give one each.
            max_tokens: of a passage, in words.
            overlap: of the pieces of a passage, in words.
            password: of encrypted PDFs; one from the environment is never written down.
            force: give the text as it stands even where there is no Arabic in it.
        """
        self.by, self.max_tokens, self.overlap, self.password, self.force = by, max_tokens, overlap, password, force
        Pieces(by)  # a wrong one is told at once

    def to_dict(self) -> dict[str, Any]:
        """What a pipeline is saved as."""
        return default_to_dict(
            self,
            by=self.by,
            max_tokens=self.max_tokens,
            overlap=self.overlap,
            password=self.password.to_dict() if self.password else None,
            force=self.force,
        )

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> WarraqConverter:
        """The component that ``to_dict`` described."""
        return default_from_dict(cls, data)

    @component.output_types(documents=list[Document])
    def run(
        self, sources: list[str | Path | ByteStream], meta: dict[str, Any] | list[dict[str, Any]] | None = None
    ) -> dict[str, list[Document]]:
        """Convert files.

        Args:
            sources: paths, or bytes with their metadata.
            meta: metadata for the documents of all sources, or a list of them, one a source.
        """
        documents: list[Document] = []
        for source, beside in zip(sources, normalize_metadata(meta, len(sources)), strict=True):
            try:
                stream = get_bytestream_from_source(source)
                documents += self._documents(stream, {**stream.meta, **beside})
            except (WarraqError, OSError) as error:
                _LOGGER.warning("%s was left out: %s", source if isinstance(source, (str, Path)) else "a stream", error)
        return {"documents": documents}

    def _documents(self, stream: ByteStream, meta: dict[str, Any]) -> list[Document]:
        """The documents of one file."""
        password = self.password.resolve_value() if self.password else None
        pieces = Pieces(self.by, self.max_tokens, self.overlap, password=password, force=self.force)
        document = pieces.read(stream.data, meta.get("file_path"))
        made = [Document(content=piece.text, meta={**meta, **_meta(piece)}) for piece in pieces.cut(document)]
        if self.by == "document" and document.pages:
            paged = "\f".join(piece.text for piece in Pieces("page").cut(document))
            return [replace(whole, content=paged) for whole in made]
        return made


def _meta(piece: Piece) -> dict[str, Fact]:
    """Haystack counts pages from 1."""
    meta = dict(piece.facts)
    if piece.total_pages:
        meta["total_pages"] = piece.total_pages
    if piece.pages:
        meta["page_number"] = piece.pages[0]
    return meta
