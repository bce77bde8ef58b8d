"""LlamaIndex: a reader, by itself or in ``SimpleDirectoryReader``. Needs ``pip install 'warraq[llamaindex]'``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Unpack

from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import Document

from warraq.integrations.pieces import PieceOptions, Pieces

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

#: What tells a model what a text is about; other metadata would only dilute what is embedded.
_TELLING: Final = frozenset({"title", "symbol", "heading", "page_label"})


class WarraqReader(BaseReader):
    """Reads a PDF, or a text that an extractor made of one."""

    def __init__(self, **options: Unpack[PieceOptions]) -> None:
        """Keep ``options``: those of ``warraq.integrations.pieces.Pieces``."""
        self._pieces = Pieces(**options)

    def lazy_load_data(
        self,
        file: str | os.PathLike[str],
        extra_info: Mapping[str, Any] | None = None,
        fs: AbstractFileSystem | None = None,
    ) -> Iterator[Document]:
        """A document a page, a passage or a file. Errors are those of ``warraq.extract``.

        Args:
            file: its path.
            extra_info: metadata that each document gets beside its own.
            fs: the file system of ``fsspec`` that has the file; without it the local one.
        """
        path = os.fspath(file)
        readable = path if fs is None else fs.cat_file(path)
        for piece in self._pieces.of(readable, path):
            metadata: dict[str, Any] = {"source": path, "file_name": piece.facts["file"], **piece.facts}
            if piece.total_pages:
                metadata["total_pages"] = piece.total_pages
            if piece.pages:
                first, last = piece.pages[0], piece.pages[-1]
                metadata["page_label"] = str(first) if first == last else f"{first}-{last}"
            quiet = sorted(metadata.keys() - _TELLING)
            yield Document(
                text=piece.text,
                metadata={**metadata, **(extra_info or {})},
                excluded_embed_metadata_keys=quiet,
                excluded_llm_metadata_keys=quiet,
            )
