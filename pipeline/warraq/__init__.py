"""Arabic PDFs with a broken text layer, turned into text and structure that people can rely on.

>>> from warraq import extract
>>> document = extract("report.pdf")                        # doctest: +SKIP
>>> [node.title for node in document.body if node.kind == "section"]  # doctest: +SKIP

``import warraq`` is light: the stages are loaded when they first run, the model types when they are first named.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

# The stage ``warraq.extract`` has the name of the function. Loading it first leaves the function in this namespace
# for good; ``from warraq.extract.pages.pdf_file import ...`` finds the stage all the same.
import warraq.extract  # noqa: F401
from warraq.config import DEFAULT, Config, Limits
from warraq.emit.formats import exits
from warraq.errors import (
    DamagedPdf,
    EncryptedPdf,
    LimitExceeded,
    NoArabic,
    NotAPdf,
    NoTextLayer,
    NotReadable,
    NotUtf8,
    UsageError,
    WarraqError,
)
from warraq.model.exits import register
from warraq.run import Inspection, check, extract, heal, inspect, repair_text, repair_text_with_doubts

if TYPE_CHECKING:
    from warraq.decipher.corrections import Corrections, read_corrections
    from warraq.decipher.text.document.repaired import DoubtfulWord, RepairedText
    from warraq.emit.formats.json import read_document
    from warraq.emit.heal.healed_pdf import HealReport
    from warraq.extract.objects.source import Readable
    from warraq.model.document import Cell, Chunk, Document, Node, PageReport, Quality, Span, Table, UncertainWord, Word

__version__ = "0.1.0"

__all__ = [
    "DEFAULT",
    "Cell",
    "Chunk",
    "Config",
    "Corrections",
    "DamagedPdf",
    "Document",
    "DoubtfulWord",
    "EncryptedPdf",
    "HealReport",
    "Inspection",
    "LimitExceeded",
    "Limits",
    "NoArabic",
    "NoTextLayer",
    "Node",
    "NotAPdf",
    "NotReadable",
    "NotUtf8",
    "PageReport",
    "Quality",
    "Readable",
    "RepairedText",
    "Span",
    "Table",
    "UncertainWord",
    "UsageError",
    "WarraqError",
    "Word",
    "__version__",
    "check",
    "extract",
    "heal",
    "inspect",
    "read_corrections",
    "read_document",
    "repair_text",
    "repair_text_with_doubts",
]

#: Names that bring a stage or the model with them.
_LATER = {
    "Cell": "warraq.model.document",
    "Chunk": "warraq.model.document",
    "Corrections": "warraq.decipher.corrections",
    "Document": "warraq.model.document",
    "DoubtfulWord": "warraq.decipher.text.document.repaired",
    "HealReport": "warraq.emit.heal.healed_pdf",
    "Node": "warraq.model.document",
    "PageReport": "warraq.model.document",
    "Quality": "warraq.model.document",
    "Readable": "warraq.extract.objects.source",
    "RepairedText": "warraq.decipher.text.document.repaired",
    "Span": "warraq.model.document",
    "Table": "warraq.model.document",
    "UncertainWord": "warraq.model.document",
    "Word": "warraq.model.document",
    "read_corrections": "warraq.decipher.corrections",
    "read_document": "warraq.emit.formats.json",
}

register(exits)


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(importlib.import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
