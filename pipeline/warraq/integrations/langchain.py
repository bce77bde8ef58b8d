"""LangChain: a document loader and a parser of blobs. Needs ``pip install 'warraq[langchain]'``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Unpack

from langchain_core.document_loaders import BaseBlobParser, BaseLoader, Blob
from langchain_core.documents import Document

from warraq.integrations.pieces import Fact, Piece, PieceOptions, Pieces


class WarraqBlobParser(BaseBlobParser):
    """Parses blobs that are PDFs or text dumps, however they were loaded."""

    def __init__(self, **options: Unpack[PieceOptions]) -> None:
        """Keep ``options``: those of ``warraq.integrations.pieces.Pieces``."""
        self._pieces = Pieces(**options)

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        """A document a page, a passage or a file. Errors are those of ``warraq.extract``."""
        source = blob.source or ""
        for piece in self._pieces.of(blob.as_bytes(), source or None):
            yield Document(page_content=piece.text, metadata={**blob.metadata, **_metadata(piece, source)})


class WarraqLoader(BaseLoader):
    """Loads a PDF, or a text that an extractor made of one."""

    def __init__(self, file_path: str | os.PathLike[str], **options: Unpack[PieceOptions]) -> None:
        """Load ``file_path`` by the ``options`` of ``warraq.integrations.pieces.Pieces``."""
        self.file_path = os.fspath(file_path)
        self._pieces = Pieces(**options)

    def lazy_load(self) -> Iterator[Document]:
        """A document a page, a passage or a file. Errors are those of ``warraq.extract``."""
        for piece in self._pieces.of(self.file_path):
            yield Document(page_content=piece.text, metadata=_metadata(piece, self.file_path))


def _metadata(piece: Piece, source: str) -> dict[str, Fact]:
    """LangChain counts pages from 0 in ``page``; ``page_label`` has the number that people use."""
    metadata: dict[str, Fact] = {"source": source or str(piece.facts["file"]), **piece.facts}
    if piece.total_pages:
        metadata["total_pages"] = piece.total_pages
    if piece.pages:
        first, last = piece.pages[0], piece.pages[-1]
        metadata |= {"page": first - 1, "page_label": str(first) if first == last else f"{first}-{last}"}
    return metadata
