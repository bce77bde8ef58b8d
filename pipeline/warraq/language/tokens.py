"""What the language model counts: words without marks, one class each for numbers and Latin words, and punctuation."""

from __future__ import annotations

import re
from typing import Final

from warraq.language.units import LETTERS

#: Ids of the tokens that are no words. Words follow, numbered from ``len(SPECIAL)``.
SPECIAL: Final = (
    "<s>",
    "</s>",
    "<unk>",
    "<num>",
    "<lat>",
    "\N{ARABIC COMMA}",
    "\N{ARABIC SEMICOLON}",
    ":",
    ".",
    "(",
    ")",
    '"',
    "/",
    "-",
    "\N{ARABIC QUESTION MARK}",
)
START, END, UNKNOWN, NUMBER, LATIN = range(5)
SPECIAL_ID: Final[dict[str, int]] = {token: i for i, token in enumerate(SPECIAL)}

#: Harakat and signs above and below letters, as part of a class of an expression.
HARAKAT: Final = "\u0610-\u061a\u064b-\u065f\u0670"

_HARAKAT = re.compile(f"[{HARAKAT}]")
_MARKS = re.compile(f"[{HARAKAT}\u0640]")
_TOKEN = re.compile(f'[{LETTERS}]+|[0-9]+|[A-Za-z]+|[،؛:.()"/\\-؟]')
_SAME = str.maketrans("٠١٢٣٤٥٦٧٨٩,;«»“”?–—", '0123456789،؛""""؟--')


def fold_harakat(text: str) -> str:
    """``text`` without harakat and Quranic signs; tatweel stays."""
    return _HARAKAT.sub("", text)


def fold_marks(text: str) -> str:
    """``text`` without harakat, Quranic signs and tatweel."""
    return _MARKS.sub("", text)


def tokenize(line: str) -> list[str]:
    """Tokens of a line in reading order; numbers and Latin words become their class."""
    tokens = _TOKEN.findall(fold_marks(line).translate(_SAME))
    return ["<num>" if t[0].isdigit() else "<lat>" if t[0].isascii() and t[0].isalpha() else t for t in tokens]
