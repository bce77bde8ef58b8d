"""Combining marks of the Arabic script."""

from __future__ import annotations

import unicodedata
from typing import Final

from warraq.arabic.tables import JOINING_TYPES

#: Harakat, tanween, shadda, sukun and dagger alef, as part of a class of an expression.
VOWEL_MARKS: Final = "\u064b-\u0652\u0670"
#: Every combining mark of the script, Koranic ones too.
MARKS: Final = frozenset(c for c in JOINING_TYPES["T"] if unicodedata.category(c) in ("Mn", "Me"))


def is_mark(character: str) -> bool:
    """A combining mark of the Arabic script."""
    return character in MARKS


def composed(text: str) -> str:
    """``text`` in NFC, yeh with hamza also where it was written as alef maksura or a tooth without dots and the hamza.

    >>> composed("\\u0649\\u0654") == composed("\\u066e\\u0654") == "\\u0626"
    True
    """
    seated = text.replace("\u0649\u0654", "\u064a\u0654").replace("\u066e\u0654", "\u064a\u0654")
    return unicodedata.normalize("NFC", seated)
