"""Combining marks of the Arabic script."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pipeline.arabic.tables import JOINING_TYPES

SHADDA: Final = "\N{ARABIC SHADDA}"
SUKUN: Final = "\N{ARABIC SUKUN}"
SUPERSCRIPT_ALEF: Final = "\N{ARABIC LETTER SUPERSCRIPT ALEF}"
#: Fathatan, dammatan, kasratan, fatha, damma, kasra.
VOWELS: Final = "\u064b\u064c\u064d\u064e\u064f\u0650"
#: The vowel signs that everyday Arabic text uses.
HARAKAT: Final = frozenset(VOWELS + SHADDA + SUKUN + SUPERSCRIPT_ALEF)
#: Every combining mark of the script, Koranic ones too.
MARKS: Final = frozenset(c for c in JOINING_TYPES["T"] if unicodedata.category(c) in ("Mn", "Me"))

#: Hamza and madda belong to the letter and come first; then shadda, then the vowel that it carries.
_RANK: Final = {"\u0653": 0, "\u0654": 0, "\u0655": 0, SHADDA: 1}
_RUN: Final = re.compile(f"[{''.join(sorted(MARKS))}]{{2,}}")


def is_mark(character: str) -> bool:
    """A combining mark of the Arabic script."""
    return character in MARKS


def typing_order(text: str) -> str:
    """``text`` with the marks of each letter as people type them: shadda first, then its vowel.

    NFC puts the vowel first (its combining class is lower), so this is for comparing and for display, and ``nfc`` is
    for output.
    """
    return _RUN.sub(lambda run: "".join(sorted(run.group(), key=lambda mark: _RANK.get(mark, 2))), text)


def nfc(text: str) -> str:
    """``text`` in NFC: hamza and madda composed, marks in canonical order."""
    return unicodedata.normalize("NFC", text)
