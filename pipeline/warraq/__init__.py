"""Arabic PDFs with a broken text layer, turned into text and structure that people can rely on.

>>> from warraq import extract
>>> document = extract("report.pdf")                        # doctest: +SKIP
>>> [node.title for node in document.body if node.kind == "section"]  # doctest: +SKIP

``import warraq`` is light: the stages are loaded when they first run, the model types when they are first named.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

# ``warraq.extract`` and ``warraq.align`` have the names of functions. Loading them first leaves the functions in this
# namespace for good; ``from warraq.extract.pages.pdf_file import ...`` finds the stage all the same.
import warraq.align
import warraq.extract  # noqa: F401
from warraq.align.documents import align
from warraq.config import DEFAULT, Config, Diagnosis, Limits, Ocr, Routes
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
from warraq.run import Inspection, Progress, check, extract, heal, inspect, repair_text, repair_text_with_doubts, review

if TYPE_CHECKING:
    from warraq.align.records import AlignedParagraphs, AlignedSentences, Alignment, Sentence
    from warraq.batch.archive import Tally
    from warraq.batch.reading import read_archive
    from warraq.decipher.corrections import (
        Corrections,
        DumpWordCorrection,
        GlyphCorrection,
        WordCorrection,
        read_corrections,
    )
    from warraq.decipher.text.document.repaired import DoubtfulWord, RepairedText
    from warraq.emit.formats.json import read_document
    from warraq.emit.heal.healed_pdf import HealedFont, HealReport, PaintingChanged, TextWorse
    from warraq.emit.report.compare import Comparison, compare
    from warraq.emit.report.report import FileRow
    from warraq.emit.report.versions import Edit, Revision, revisions
    from warraq.extract.objects.source import Readable
    from warraq.model.document import (
        Alternative,
        Cell,
        Chunk,
        Citation,
        DateMention,
        Document,
        FindingReport,
        FontReport,
        Furniture,
        HiddenText,
        Metadata,
        Node,
        NoteMark,
        PageReport,
        Quality,
        Region,
        Source,
        Span,
        Table,
        UncertainWord,
        Word,
    )
    from warraq.model.finding import Finding
    from warraq.ocr.recogniser import RecognisedWord, Recogniser
    from warraq.pictures.painter import Pixels
    from warraq.reports import FolderReport, report
    from warraq.routes.route import Checked, PageRoute

__version__ = "0.1.0"

__all__ = [
    "DEFAULT",
    "AlignedParagraphs",
    "AlignedSentences",
    "Alignment",
    "Alternative",
    "Cell",
    "Checked",
    "Chunk",
    "Citation",
    "Comparison",
    "Config",
    "Corrections",
    "DamagedPdf",
    "DateMention",
    "Diagnosis",
    "Document",
    "DoubtfulWord",
    "DumpWordCorrection",
    "Edit",
    "EncryptedPdf",
    "FileRow",
    "Finding",
    "FindingReport",
    "FolderReport",
    "FontReport",
    "Furniture",
    "GlyphCorrection",
    "HealReport",
    "HealedFont",
    "HiddenText",
    "Inspection",
    "LimitExceeded",
    "Limits",
    "Metadata",
    "NoArabic",
    "NoTextLayer",
    "Node",
    "NotAPdf",
    "NotReadable",
    "NotUtf8",
    "NoteMark",
    "Ocr",
    "PageReport",
    "PageRoute",
    "PaintingChanged",
    "Pixels",
    "Progress",
    "Quality",
    "Readable",
    "RecognisedWord",
    "Recogniser",
    "Region",
    "RepairedText",
    "Revision",
    "Routes",
    "Sentence",
    "Source",
    "Span",
    "Table",
    "Tally",
    "TextWorse",
    "UncertainWord",
    "UsageError",
    "WarraqError",
    "Word",
    "WordCorrection",
    "__version__",
    "align",
    "check",
    "compare",
    "extract",
    "heal",
    "inspect",
    "read_archive",
    "read_corrections",
    "read_document",
    "repair_text",
    "repair_text_with_doubts",
    "report",
    "review",
    "revisions",
]

#: Names that bring a stage or the model with them, by the module that has them.
_LATER = {
    "AlignedParagraphs": "warraq.align.records",
    "AlignedSentences": "warraq.align.records",
    "Alignment": "warraq.align.records",
    "Alternative": "warraq.model.document",
    "Cell": "warraq.model.document",
    "Checked": "warraq.routes.route",
    "Chunk": "warraq.model.document",
    "Citation": "warraq.model.document",
    "Comparison": "warraq.emit.report.compare",
    "Corrections": "warraq.decipher.corrections",
    "DateMention": "warraq.model.document",
    "Document": "warraq.model.document",
    "DoubtfulWord": "warraq.decipher.text.document.repaired",
    "DumpWordCorrection": "warraq.decipher.corrections",
    "Edit": "warraq.emit.report.versions",
    "FileRow": "warraq.emit.report.report",
    "Finding": "warraq.model.finding",
    "FindingReport": "warraq.model.document",
    "FolderReport": "warraq.reports",
    "FontReport": "warraq.model.document",
    "Furniture": "warraq.model.document",
    "GlyphCorrection": "warraq.decipher.corrections",
    "HealReport": "warraq.emit.heal.healed_pdf",
    "HealedFont": "warraq.emit.heal.healed_pdf",
    "HiddenText": "warraq.model.document",
    "Metadata": "warraq.model.document",
    "Node": "warraq.model.document",
    "NoteMark": "warraq.model.document",
    "PageReport": "warraq.model.document",
    "PageRoute": "warraq.routes.route",
    "PaintingChanged": "warraq.emit.heal.healed_pdf",
    "Pixels": "warraq.pictures.painter",
    "Quality": "warraq.model.document",
    "Readable": "warraq.extract.objects.source",
    "RecognisedWord": "warraq.ocr.recogniser",
    "Recogniser": "warraq.ocr.recogniser",
    "Region": "warraq.model.document",
    "RepairedText": "warraq.decipher.text.document.repaired",
    "Revision": "warraq.emit.report.versions",
    "Sentence": "warraq.align.records",
    "Source": "warraq.model.document",
    "Span": "warraq.model.document",
    "Table": "warraq.model.document",
    "Tally": "warraq.batch.archive",
    "TextWorse": "warraq.emit.heal.healed_pdf",
    "UncertainWord": "warraq.model.document",
    "Word": "warraq.model.document",
    "WordCorrection": "warraq.decipher.corrections",
    "compare": "warraq.emit.report.compare",
    "read_archive": "warraq.batch.reading",
    "read_corrections": "warraq.decipher.corrections",
    "read_document": "warraq.emit.formats.json",
    "report": "warraq.reports",
    "revisions": "warraq.emit.report.versions",
}

register(exits)


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(importlib.import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
