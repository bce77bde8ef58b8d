"""Heh doachashmee in Persian words becomes the heh of Persian, a yeh that ends them behind a letter that doesn't join
that of Persian, and Arabic digits within a Persian number those of Persian.

Arial and Times New Roman have heh doachashmee where others have the form of heh that is joined on both sides or to the
next letter, and Word names the glyph; digits of both kinds are drawn alike but for three. Acrobat claims the isolated
form of yeh for that of Farsi yeh. It must not fire on Urdu, which writes aspirates with heh doachashmee, nor where
letters of Kurdish or Uyghur stand, which write every heh so, nor on a text that was typed with Arabic yeh throughout.

>>> repair("\\u06be\\u0631") == "\\u0647\\u0631"
True
"""

from __future__ import annotations

import re
from typing import Final

from warraq.arabic.digits import to_extended
from warraq.arabic.languages import language

_HEH: Final = "\u06be"
#: A number with digits of both kinds.
_MIXED: Final = re.compile(
    "(?:[\u0660-\u0669]+[\u06f0-\u06f9]|[\u06f0-\u06f9]+[\u0660-\u0669])[\u0660-\u0669\u06f0-\u06f9]*"
)
#: Yeh that stands alone at the end of a word, behind alef, dal, thal, reh, zain, jeh or waw; and Farsi yeh, of which
#: there are so many times as many as of the other.
_YEH: Final = re.compile(
    "(?<=[\u0627\u0622\u062f\u0630\u0631\u0632\u0698\u0648])\u064a(?![\u0620-\u065f\u0670-\u06d3])"
)
_FARSI_YEH: Final = "\u06cc"
_TIMES: Final = 2


def find(text: str) -> float:
    """1 where there is any in a Persian text."""
    seen = _HEH in text or _MIXED.search(text) is not None or _has_both(text)
    return float(seen and language([text]) == "fa")


def _has_both(text: str) -> bool:
    """Some yeh stands alone that is none of Persian, and most others are."""
    return text.count(_FARSI_YEH) > _TIMES * text.count("\u064a") and _YEH.search(text) is not None


def repair(text: str) -> str:
    """``text`` with the heh and the isolated yeh of Persian, and no number that mixes digits."""
    text = _YEH.sub(_FARSI_YEH, text.replace(_HEH, "\N{ARABIC LETTER HEH}"))
    return _MIXED.sub(lambda number: to_extended(number[0]), text)
