"""Arabic yeh and kaf that join the next letter become those of Persian and Urdu, in texts whose last ones are theirs.

Yeh and Farsi yeh, kaf and keheh have one glyph where they join the next letter, and Word (Arial) and Acrobat name it
after the Arabic letter: a text has the one in the middle of its words and the other at their ends, as nobody types.

It must not fire on a text that was typed with Arabic letters throughout, on letters of Kurdish, Uyghur, Pashto or
Sindhi, nor change a line of Arabic that is quoted.

>>> repair("\\u06a9\\u064a\\u0627") == "\\u06a9\\u06cc\\u0627"
True
"""

from __future__ import annotations

import re
from typing import Final

from warraq.arabic.languages import is_quoted_arabic, language

#: Another letter joins: neither hamza nor the end of the word; marks may stand between.
_JOINED: Final = "(?=[\u064b-\u065f\u0670]*[\u0622-\u063a\u0641-\u064a\u0671-\u06d3])"
_LAST: Final = "(?![\u0620-\u065f\u0670-\u06d3])"
#: Arabic letter, that of Persian and Urdu.
_PAIRS: Final = (("\u064a", "\u06cc"), ("\u0643", "\u06a9"))
#: Of those that end words so many times as many are of the language.
_TIMES: Final = 2


def find(text: str) -> float:
    """1 where there are such letters in a Persian or Urdu text."""
    if not any(arabic in text and farsi in text for arabic, farsi in _PAIRS):
        return 0.0
    if language([text]) not in ("fa", "ur"):
        return 0.0
    lines = "\n".join([line for line in text.split("\n") if not spared(line)])
    return float(any(_by_form(lines, arabic, farsi) for arabic, farsi in _PAIRS))


def spared(line: str) -> bool:
    """Whether the letters of a line stay as they are: it is Arabic."""
    return is_quoted_arabic(line)


def repair(text: str) -> str:
    """``text``, a word or more, with the letters of Persian and Urdu."""
    for arabic, farsi in _PAIRS:
        text = re.sub(arabic + _JOINED, farsi, text)
    return text


def _by_form(text: str, arabic: str, farsi: str) -> bool:
    """Most letters that join the next one are ``arabic``, and most that end words ``farsi``."""
    joined, joined_farsi = (len(re.findall(letter + _JOINED, text)) for letter in (arabic, farsi))
    last, last_farsi = (len(re.findall(letter + _LAST, text)) for letter in (arabic, farsi))
    return joined > joined_farsi and last_farsi > _TIMES * last
