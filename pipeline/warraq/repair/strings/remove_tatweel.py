"""Tatweel goes: it stretches a word for the eye and splits it for every search.

Word and InDesign write one per stretch when they justify. A tatweel that stands alone, between spaces, is a dash or a
bullet, and one that a digit or a label's end borders is one too: those become a hyphen-minus.

>>> repair("\\u0639\\u0640\\u0640\\u0645\\u0644") == "\\u0639\\u0645\\u0644"
True
"""

from __future__ import annotations

import re
from typing import Final

from warraq.arabic.letters import TATWEEL

_AS_DASH: Final = re.compile(rf"(?<![^\s\d]){TATWEEL}+(?=\s|\d|$)")


def find(text: str) -> float:
    """1 where there is any."""
    return float(TATWEEL in text)


def repair(text: str) -> str:
    """``text`` without tatweel."""
    return _AS_DASH.sub("-", text).replace(TATWEEL, "")
