"""Letters and digits of Persian and Urdu in Arabic words become those of Arabic.

Fonts draw heh and heh doachashmee, yeh and Farsi yeh, kaf and keheh with one glyph in some forms, and digits of both
kinds alike; Skia and Adobe's programs name such a glyph by whichever character the font lists. Nobody finds a word
that is written so. Farsi yeh bears no dots at the end of a word, where it is an alef maksura therefore.

It must not fire on a text in another language, nor change a word with a letter that Arabic hasn't got: it is a name.

>>> repair("\\u06be\\u0630\\u0627") == "\\u0647\\u0630\\u0627"
True
"""

from __future__ import annotations

import re
from typing import Final

import regex

from warraq.arabic.languages import has_arabic_words, language
from warraq.arabic.letters import ARABIC_LETTERS, is_arabic_letter

_LETTERS: Final = {
    "\u06be": "\u0647",  # heh doachashmee
    "\u06c1": "\u0647",  # heh goal
    "\u06d5": "\u0647",  # ae
    "\u06a9": "\u0643",  # keheh
    "\u06cc": "\u064a",  # farsi yeh
}
_TABLE: Final = str.maketrans(_LETTERS | {chr(0x06F0 + digit): chr(0x0660 + digit) for digit in range(10)})
_ANY: Final = re.compile(f"[{''.join(map(chr, _TABLE))}]")
_LAST_YEH: Final = regex.compile(r"\u06cc(?=\p{Mn}*+(?!\p{L}))")


def find(text: str) -> float:
    """1 where there is any in a text whose letters and words are Arabic."""
    if not _ANY.search(text) or language([text]) != "ar":
        return 0.0
    return float(has_arabic_words(text))


def repair(text: str) -> str:
    """``text``, a word or more, with Arabic letters and digits."""
    return " ".join(map(_word, text.split(" "))) if _ANY.search(text) else text


def _word(word: str) -> str:
    if any(is_arabic_letter(c) and c not in ARABIC_LETTERS and c not in _LETTERS for c in word):
        return word
    spelt: str = _LAST_YEH.sub("\N{ARABIC LETTER ALEF MAKSURA}", word).translate(_TABLE)
    return spelt
