"""MarkItDown: a plugin that converts Arabic PDFs. Needs ``pip install 'warraq[markitdown]'``.

``MarkItDown(enable_plugins=True)`` finds it by its entry point.
"""

from __future__ import annotations

from typing import Any, BinaryIO, Final

from markitdown import DocumentConverter, DocumentConverterResult, MarkItDown, StreamInfo

from warraq.model.document import Document
from warraq.run import extract

#: The version of the interface of plugins that this one follows.
__plugin_interface_version__ = 1

_TYPES: Final = ("application/pdf", "application/x-pdf")


class WarraqResult(DocumentConverterResult):
    """The Markdown, and the document that says which of its words are uncertain.

    Attributes:
        document: what ``warraq.extract`` gave.
    """

    def __init__(self, document: Document) -> None:
        """Convert ``document``."""
        super().__init__(document.to_markdown(), title=document.metadata.title)
        self.document = document


class WarraqConverter(DocumentConverter):
    """Converts PDFs with Arabic in them. Others it leaves to the converters behind it: MarkItDown asks them next."""

    def accepts(self, file_stream: BinaryIO, stream_info: StreamInfo, **kwargs: Any) -> bool:
        """Whether it is said to be a PDF."""
        return (stream_info.extension or "").lower() == ".pdf" or (stream_info.mimetype or "").startswith(_TYPES)

    def convert(self, file_stream: BinaryIO, stream_info: StreamInfo, **kwargs: Any) -> WarraqResult:
        """The Markdown of a PDF. Errors are those of ``warraq.extract``; ``NoArabic`` is one.

        Args:
            file_stream: is read from its beginning.
            stream_info: has its name.
            kwargs: ``password`` opens an encrypted file.
        """
        name = stream_info.filename or stream_info.local_path or stream_info.url
        return WarraqResult(extract(file_stream, name=name, password=kwargs.get("password")))


def register_converters(markitdown: MarkItDown, **kwargs: Any) -> None:
    """Register the converter before those of MarkItDown itself."""
    markitdown.register_converter(WarraqConverter())
