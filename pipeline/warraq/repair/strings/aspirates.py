"""Heh in aspirates of Urdu becomes heh doachashmee.

Arial draws heh doachashmee with the glyph of the heh that joins the next letter, and Word names it after the Arabic
letter. Which of the two hehs of Urdu it is, its words tell. It must not fire on a text that was typed with the Arabic
heh throughout, or here and there, nor change a line of Arabic that is quoted, or a word that is no better for it.

>>> repair("\\u0633\\u0627\\u062a\\u0647") == "\\u0633\\u0627\\u062a\\u06be"
True
"""

from __future__ import annotations

import re
from typing import Final

from warraq.arabic.languages import is_quoted_arabic, language

_HEH: Final = "\N{ARABIC LETTER HEH}"
_HEH_GOAL: Final = "\u06c1"
_DOACHASHMEE: Final = "\u06be"
#: A heh behind a letter that Urdu aspirates: beh, peh, teh, tteh, jeem, tcheh, dal, ddal, rreh, keheh, gaf.
_ASPIRATE: Final = re.compile("(?<=[\u0628\u067e\u062a\u0679\u062c\u0686\u062f\u0688\u0691\u06a9\u06af])\u0647")
_WORD: Final = re.compile("[\u0620-\u065f\u0670-\u06d3]+")
#: So many times as many hehs are that of Urdu.
_TIMES: Final = 2
#: ... and so many times as many aspirates have the Arabic one as heh doachashmee: writers mix them, forms don't.
_OF_FORMS: Final = 5


def find(text: str) -> float:
    """1 where most aspirates are written so in an Urdu text that has hehs of its own."""
    if not _ASPIRATE.search(text) or text.count(_HEH_GOAL) <= _TIMES * text.count(_HEH):
        return 0.0
    if language([text]) != "ur":
        return 0.0
    changed = sum(one != other for one, other in zip(text, repair(text), strict=True))
    return float(changed > _OF_FORMS * text.count(_DOACHASHMEE))


def spared(line: str) -> bool:
    """Whether the letters of a line stay as they are: it is Arabic."""
    return is_quoted_arabic(line)


def repair(text: str) -> str:
    """``text``, a word or more, with heh doachashmee where that makes a likelier word of Urdu."""
    return _WORD.sub(_aspirated, text) if _ASPIRATE.search(text) else text


def _aspirated(match: re.Match[str]) -> str:
    word = match[0]
    spelt = _ASPIRATE.sub(_DOACHASHMEE, word)
    if spelt == word:
        return word
    from warraq.language.model import LanguageModel  # few texts have any

    model = LanguageModel.load("ur")
    aspirated, folded = model.alphabet.looked_up(spelt), model.alphabet.looked_up(word)
    return spelt if aspirated in model and model.word_logp(aspirated) > model.word_logp(folded) else word
