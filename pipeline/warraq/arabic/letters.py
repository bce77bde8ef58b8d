"""Which characters are Arabic letters, and foldings for comparison. A folding is never applied to output."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from warraq.arabic.marks import MARKS

TATWEEL: Final = "\N{ARABIC TATWEEL}"
#: The 36 letters of standard Arabic text: hamza and its carriers, alef to yeh, teh marbuta, alef maksura.
ARABIC_LETTERS: Final = frozenset(
    "\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632"
    "\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u0649\u064a"
)
#: The name of God, as U+FDF2 is said to be: alef, lam, lam, heh.
ALLAH: Final = "\u0627\u0644\u0644\u0647"
#: Letters that are drawn alike but for their dots: where another letter is joined behind them, and those that join to
#: none.
ALIKE_JOINED: Final = (
    "\u0628\u062a\u062b\u0646\u064a\u0626", "\u062c\u062d\u062e", "\u0633\u0634", "\u0635\u0636", "\u0637\u0638",
    "\u0639\u063a", "\u0641\u0642",
)  # fmt: skip
ALIKE_RIGHT_JOINING: Final = "\u0627\u0623\u0625\u0622", "\u062f\u0630", "\u0631\u0632", "\u0648\u0624"
_LETTER_BLOCKS: Final = (("\u0620", "\u06ff"), ("\u0750", "\u077f"), ("\u0870", "\u08ff"))
_ARABIC: Final = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_REMOVE_MARKS: Final = dict.fromkeys(map(ord, MARKS))
#: Letters that look alike in some form: farsi yeh and alef maksura, keheh, heh goal and ae, wasla.
_LOOKALIKES: Final = str.maketrans("\u06cc\u0649\u06a9\u06c1\u06d5\u0671", "\u064a\u064a\u0643\u0647\u0647\u0627")


@lru_cache(maxsize=4096)
def is_arabic_letter(character: str) -> bool:
    """A letter of the Arabic script (Persian, Urdu, Kurdish ones too): no mark, digit, tatweel or presentation form."""
    return (
        character != TATWEEL
        and any(low <= character <= high for low, high in _LETTER_BLOCKS)
        and unicodedata.category(character) == "Lo"
    )


def has_arabic(text: str) -> bool:
    """Whether ``text`` has any character of the Arabic blocks, presentation forms included."""
    return not text.isascii() and _ARABIC.search(text) is not None  # claims are short, and many of them ASCII


def is_arabic_spelling(text: str) -> bool:
    """Whether ``text`` is letters alone, tatweel among them, and some are Arabic."""
    return text.isalpha() and has_arabic(text)


def fold_marks(text: str) -> str:
    """``text`` without combining marks and tatweel."""
    return text.translate(_REMOVE_MARKS).replace(TATWEEL, "")


def fold_lookalikes(text: str) -> str:
    """``text`` with letters that share their drawn form made the same, for comparing what was painted."""
    return text.translate(_LOOKALIKES)
