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

from warraq.arabic.languages import language
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
#: What Arabic words are known by: the article at their beginning, teh marbuta at their end. A third of the words of
#: Arabic prose have one of them, one in a hundred of Persian's.
_ARABIC_WORD: Final = re.compile(r"(?:\b[\u0648\u0641\u0628\u0643]?\u0627\u0644\w{2}|\w{2}\u0629\b)")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_SHARE: Final = 0.1


def find(text: str) -> float:
    """1 where there is any in a text whose letters and words are Arabic."""
    if not _ANY.search(text) or language([text]) != "ar":
        return 0.0
    words = len(_WORD.findall(text))
    return float(len(_ARABIC_WORD.findall(text)) > _SHARE * words)


def repair(text: str) -> str:
    """``text``, a word or more, with Arabic letters and digits."""
    return " ".join(map(_word, text.split(" "))) if _ANY.search(text) else text


def _word(word: str) -> str:
    if any(is_arabic_letter(c) and c not in ARABIC_LETTERS and c not in _LETTERS for c in word):
        return word
    spelt: str = _LAST_YEH.sub("\N{ARABIC LETTER ALEF MAKSURA}", word).translate(_TABLE)
    return spelt
