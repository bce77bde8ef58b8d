"""Marks of a lam-alef that is one glyph: which are of the lam and which of the alef, where spelling knows it.

Tools without mark positioning paint marks beside the ligature, and faces disagree on which of its arms is the lam.
But a bare alef bears no vowel but fathatan, one with hamza below only kasra, one with hamza above no kasra, one with
madda nothing, and shadda is of the lam. One mark that has a place of its own stays there: many type it behind the alef.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_SHADDA: Final = "\N{ARABIC SHADDA}"
_SUKUN: Final = "\N{ARABIC SUKUN}"
#: What each alef may bear: bare, with madda, with hamza above and below.
_BORNE: Final = {
    "\N{ARABIC LETTER ALEF}": "\N{ARABIC FATHATAN}",
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}": "",
    "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}": "\u064b\u064c\u064e\u064f\u0652",  # not kasratan, not kasra
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}": "\N{ARABIC KASRATAN}\N{ARABIC KASRA}",
}
_MARKS: Final = r"[\u064b-\u0652]*"
_LAM_ALEF: Final = re.compile(rf"\u0644(?P<lam>{_MARKS})(?P<alef>[\u0622\u0623\u0625\u0627])(?P<own>{_MARKS})$")


@lru_cache(maxsize=4096)
def settle_marks(text: str, article: bool, placed: bool) -> str:
    """The letters of a ligature that ends in lam-alef, each with the marks that it may bear; other text as it is, NFC.

    Args:
        text: with its marks where they seem to stand.
        article: an alef goes before it: the sukun of two marks is that of the lam then.
        placed: they stand over one of its arms.

    >>> settle_marks("\\u0644\\u0627\\u064e", article=False, placed=False) == "\\u0644\\u064e\\u0627"
    True
    """
    text = unicodedata.normalize("NFC", text)
    match = _LAM_ALEF.search(text)
    if match is None or not (match["lam"] or match["own"]):
        return text
    lam, alef = ([mark for mark in dict.fromkeys(match[side]) if mark != _SHADDA] for side in ("lam", "own"))
    if placed and len(lam) + len(alef) < 2:
        return text
    may_bear = _BORNE[match["alef"]]
    lam += [mark for mark in alef if mark not in may_bear]
    alef = [mark for mark in alef if mark in may_bear]
    if len(lam) > 1 and not alef:
        alef = [mark for mark in lam if mark in may_bear][:1]
        lam = [mark for mark in lam if mark not in alef]
    elif len(alef) > 1 and not lam:
        lam = [_SUKUN if _SUKUN in alef else alef[0]]
        alef = [mark for mark in alef if mark not in lam]
    if article and alef == [_SUKUN] and len(lam) == 1:
        lam, alef = alef, lam
    shadda = _SHADDA if _SHADDA in match["lam"] + match["own"] else ""
    settled = f"{text[: match.start()]}\N{ARABIC LETTER LAM}{''.join(lam)}{shadda}{match['alef']}{''.join(alef)}"
    return unicodedata.normalize("NFC", settled)
