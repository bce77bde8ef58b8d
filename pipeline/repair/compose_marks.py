"""Marks in their place: no space before them, none twice on one letter, composed and ordered as NFC wants it.

WeasyPrint doubles tanween; many producers leave the space of a spacing clone before a mark; hamza drawn apart from its
alef comes as two characters. Where a letter carries two different vowels nothing is touched: which one is wrong is not
known here.

>>> repair("\\u0634\\u064e\\u064e") == "\\u0634\\u064e"
True
"""

from __future__ import annotations

import unicodedata
from typing import Final

from pipeline.made_once import re_pattern

#: The marks of everyday text, hamza and madda above and below, superscript alef.
_MARK: Final = r"[\u064b-\u0655\u0670]"
_DOUBLED: Final = re_pattern(rf"(?P<mark>{_MARK})(?P<between>{_MARK}*)(?P=mark)")
_SEVERAL: Final = re_pattern(rf"{_MARK}{_MARK}+")
_APART: Final = re_pattern(rf"(?<=[\u0620-\u0655\u0670])[ \u00a0]+(?={_MARK})")
_SPACED: Final = re_pattern(rf"[ \u00a0]{_MARK}")
#: A mark after another one or a space, and one that makes another letter of the one before: marks are few, and what
#: stands before them is looked at afterwards.
_LOOSE: Final = re_pattern(rf"{_MARK}(?<=[ \u00a0\u064b-\u0655\u0670]{_MARK}|[\u0627\u0648\u064a][\u0653-\u0655])")


def find(text: str) -> float:
    """1 where a repair would change anything."""
    if _LOOSE.search(text) is None:
        return 0.0
    # What looks behind itself is looked for in ten times as long.
    apart = _SPACED.search(text) is not None and _APART.search(text) is not None
    doubled = any(len(set(marks)) < len(marks) for marks in _SEVERAL.findall(text))
    return float(apart or doubled or not unicodedata.is_normalized("NFC", text))


def repair(text: str) -> str:
    """``text`` with its marks in order."""
    text = _APART.sub("", text)
    while True:
        once = _DOUBLED.sub(r"\g<mark>\g<between>", text)
        if once == text:
            return unicodedata.normalize("NFC", text)
        text = once
