"""Presentation forms become the letters that they stand for.

Producers that shape text themselves (pdfFactory, Distiller, many older converters) write U+FB50..U+FDFF and
U+FE70..U+FEFF. NFKC is wrong for some: 14 of the marks decompose to a *space* and the mark, the medial marks to a
tatweel and the mark, and U+FDFC (the rial sign) to four letters.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_TATWEEL: Final = "\N{ARABIC TATWEEL}"
#: Signs of their own: the rial sign, the salutations and the bismillah are not spelt out.
_KEPT: Final = frozenset("\ufdfa\ufdfb\ufdfc\ufdfd")


@lru_cache(maxsize=1024)
def _letters(character: str) -> str:
    if not ("\ufb50" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc") or character in _KEPT:
        return character
    tag, _, codes = unicodedata.decomposition(character).partition(" ")
    if not tag.startswith("<"):
        return character
    return "".join(chr(int(code, 16)) for code in codes.split()).replace(_TATWEEL, "").replace(" ", "")


def to_letters(text: str) -> str:
    """``text`` with presentation forms as letters.

    >>> to_letters("\\ufefb") == "\\u0644\\u0627"
    True
    """
    if text.isascii() or max(text) < "\ufb50":
        return text
    return "".join(map(_letters, text))
