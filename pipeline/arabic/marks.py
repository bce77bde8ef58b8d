"""Combining marks of the Arabic script."""

from __future__ import annotations

import unicodedata
from typing import Final

from pipeline.arabic.tables import JOINING_TYPES

#: Every combining mark of the script, Koranic ones too.
MARKS: Final = frozenset(c for c in JOINING_TYPES["T"] if unicodedata.category(c) in ("Mn", "Me"))


def is_mark(character: str) -> bool:
    """A combining mark of the Arabic script."""
    return character in MARKS


def composed(text: str) -> str:
    """``text`` in NFC, yeh with hamza also where it was written as alef maksura and the hamza, which look the same.

    >>> composed("\\u0649\\u0654") == "\\u0626"
    True
    """
    return unicodedata.normalize("NFC", text.replace("\u0649\u0654", "\u064a\u0654"))
