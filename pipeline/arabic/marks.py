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
