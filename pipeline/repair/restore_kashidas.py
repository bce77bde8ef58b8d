"""Kashidas that came out as another sign: the code of the tatweel has no entry in the map, or a wrong one.

MuPDF and pdfium write U+FFFD for it, or the character of its code, a bracket it may be; pdfminer its number, as in
``(cid:40)``.
Words are stretched by several in a row, and no sign but those that writers repeat stands so inside words: such runs
must be seen at several places. A single one may be a letter that was lost: it goes where the word is one without it.

>>> repair("\\u0642\\u0627|||\\u0644 " * 5) == "\\u0642\\u0627\\u0640\\u0640\\u0640\\u0644 " * 5
True
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

from pipeline.arabic.presentation_forms import to_letters
from pipeline.language.model import LanguageModel
from pipeline.language.units import LETTERS
from pipeline.made_once import re_pattern

#: Letters, and forms of letters.
_LETTER: Final = f"{LETTERS}\ufb50-\ufdff\ufe70-\ufefc"
_TATWEEL: Final = "\N{ARABIC TATWEEL}"
#: A code without an entry as pdfminer writes it, and a sign.
_SIGN: Final = rf"\(cid:\d+\)|[^{_LETTER}{_TATWEEL}\w\s]|[\u00c0-\u024f]"
_INSIDE: Final = re_pattern(rf"(?<=[{_LETTER}])({_SIGN})\1{{2,}}(?=[{_LETTER}])")
#: What writers repeat, or set between words without a space.
_WRITTEN: Final = frozenset(
    ".\u2026\u00b7-\u2013\u2014_=*~/\\\u060c,:\u061b;!?\u061f'\"\u00ab\u00bb\u2018\u2019\u201c\u201d"
)
#: So many runs inside words tell.
_LEAST: Final = 5


def signs(text: str) -> list[str]:
    """The signs of ``text`` that are kashidas, the commonest first."""
    seen = Counter(run[1] for run in _INSIDE.finditer(text))
    return [sign for sign, count in seen.most_common() if count >= _LEAST and not _is_written(sign)]


def find(text: str) -> float:
    """1 where kashidas came out as another sign."""
    return float(bool(signs(text)))


def repair(text: str) -> str:
    """``text`` with tatweel for the signs that are kashidas."""
    for sign in signs(text):
        text = _stretched(text, sign)
    return text


def _is_written(sign: str) -> bool:
    return sign in _WRITTEN or unicodedata.category(sign[0]).startswith("M")


def _stretched(text: str, sign: str) -> str:
    own = re.escape(sign)
    one = re.compile(rf"([{_LETTER}]*)(?<=[{_LETTER}]){own}(?=([{_LETTER}]+))")
    several = re.compile(rf"(?<=[{_LETTER}])(?:{own}){{2,}}|(?:{own}){{2,}}(?=[{_LETTER}])")
    text = several.sub(lambda run: _TATWEEL * (len(run.group()) // len(sign)), text)
    lm = LanguageModel.load()
    return one.sub(lambda word: word[1] + _TATWEEL if to_letters(word[1] + word[2]) in lm else word.group(), text)
