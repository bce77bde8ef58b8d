"""Arabic PDFs with a broken text layer, turned into text and structure that people can rely on.

>>> from pipeline import extract
>>> document = extract("report.pdf")                        # doctest: +SKIP
>>> [node.title for node in document.body if node.kind == "section"]  # doctest: +SKIP

The names below are loaded when they are first used, so that ``import pipeline`` and ``warraq --help`` stay fast.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.config import DEFAULT, Config
    from pipeline.errors import WarraqError
    from pipeline.model.document import Document, Node
    from pipeline.run import Inspection, extract, inspect, repair_text

__version__ = "0.1.0"

__all__ = [
    "DEFAULT",
    "Config",
    "Document",
    "Inspection",
    "Node",
    "WarraqError",
    "__version__",
    "extract",
    "inspect",
    "repair_text",
]

_HOME = {
    "DEFAULT": "pipeline.config",
    "Config": "pipeline.config",
    "WarraqError": "pipeline.errors",
    "Document": "pipeline.model.document",
    "Node": "pipeline.model.document",
    "Inspection": "pipeline.run",
    "extract": "pipeline.run",
    "inspect": "pipeline.run",
    "repair_text": "pipeline.run",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
