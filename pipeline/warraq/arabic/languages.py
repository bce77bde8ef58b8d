"""Which language of the script a text is in, by the letters that only some of them write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import regex

_ARABIC: Final = regex.compile(r"\p{Arabic}")
#: Letters that only Persian, and only Urdu, writes; most documents have none of them.
_PERSIAN: Final = re.compile("[\u067e\u0686\u0698\u06af]")
_URDU: Final = re.compile("[\u0679\u0688\u0691\u06d2\u06ba]")
_EITHER: Final = re.compile(_PERSIAN.pattern[:-1] + _URDU.pattern[1:])
#: Below this share of the Arabic letters a foreign letter is a name, not the language.
FOREIGN_SHARE: Final = 0.005


def has_arabic(texts: Iterable[str]) -> bool:
    """Whether there is a letter of the script in any of them."""
    return any(map(_ARABIC.search, texts))


def language(texts: Sequence[str]) -> str | None:
    """``ar``, ``fa`` or ``ur`` by the letters that only one of them writes; None without Arabic letters."""
    if not any(map(_EITHER.search, texts)):
        return "ar" if any(map(_ARABIC.search, texts)) else None
    urdu, persian = _count(_URDU, texts), _count(_PERSIAN, texts)
    least = FOREIGN_SHARE * _count(_ARABIC, texts)
    return "ur" if urdu > least else "fa" if persian > least else "ar"


def _count(pattern: re.Pattern[str] | regex.Pattern[str], texts: Iterable[str]) -> int:
    """How often it is found: text by text, for a list of all letters of a long document is a large one."""
    return sum(len(pattern.findall(text)) for text in texts)
