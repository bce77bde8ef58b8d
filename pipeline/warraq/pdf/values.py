"""Values of a PDF's dictionaries, or of what references there lead to, as the type that is expected of them.

What is of another type, or isn't there, counts as empty.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text


def name_of(value: Any) -> str:
    """A name without its slash."""
    value = resolve1(value)
    if not isinstance(value, PSLiteral):
        return ""
    return value.name if isinstance(value.name, str) else value.name.decode("utf-8", "replace")


def dictionary_of(value: Any) -> Mapping[str, Any]:
    """A dictionary, its own values still unresolved."""
    value = resolve1(value)
    return value if isinstance(value, Mapping) else {}


def number_of(value: Any, default: float = 0.0) -> float:
    """A number, as a float. Raises OverflowError for an integer that is too large for one."""
    value = resolve1(value)
    return float(value) if isinstance(value, (int, float)) else default


def numbers_of(value: Any) -> list[float]:
    """An array of numbers; 0 for what is none in it. Raises OverflowError as ``number_of`` does."""
    value = resolve1(value)
    return [number_of(item) for item in value] if isinstance(value, list) else []


def text_of(value: Any) -> str:
    """A text string (ISO 32000-2, 7.9.2.2); empty where the value is none."""
    value = resolve1(value)
    if not isinstance(value, bytes):
        return ""
    if value.startswith(codecs.BOM_UTF8):
        return value[len(codecs.BOM_UTF8) :].decode("utf-8", "replace")
    return str(decode_text(value))
