"""Invisible characters that the reader never sees and that break search: direction marks, soft hyphens, joiners.

Word, browsers and LibreOffice put them into ToUnicode beside brackets and numbers; logical order needs none of them.
The zero width non-joiner stays where it stands between letters, once: in Persian it spells words.

>>> repair("\\u202b\\u0661\\u202c")
'\\u0661'
"""

from __future__ import annotations

import re
from typing import Final

#: Soft hyphen, Arabic letter mark, zero width space and joiner, LRM, RLM, embeddings, word joiner, isolates, BOM.
_CONTROLS: Final = "\u00ad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_PATTERN: Final = re.compile(rf"[{_CONTROLS}]|(?<![\u0620-\u06d3\u200c])\u200c|\u200c(?![\u0620-\u06d3])", re.UNICODE)


def find(text: str) -> float:
    """1 where there is any."""
    return float(_PATTERN.search(text) is not None)


def repair(text: str) -> str:
    """``text`` without them."""
    while True:
        cleaned = _PATTERN.sub("", text)
        if cleaned == text:
            return text
        text = cleaned
