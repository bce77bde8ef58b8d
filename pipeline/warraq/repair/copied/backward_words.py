"""Single words whose letters run backwards, in lines whose other words don't.

pdfium gives words so that a producer painted letter by letter from the left, and leaves them where they belong. The
lexicon knows such a word turned round, and not as it stands. It must not fire on a text with few of them: some words
are words either way.

>>> repair("\\u0631\\u0627\\u062f") == "\\u0631\\u0627\\u062f"
True
"""

from __future__ import annotations

import re
from typing import Final

from warraq.arabic.marks import VOWEL_MARKS
from warraq.language.model import LanguageModel
from warraq.language.units import LETTERS

_MARKS: Final = f"\u0640{VOWEL_MARKS}"
#: Words of plain letters; a word with marks may be spelt backwards in more ways than one.
_WORD: Final = re.compile(f"(?<![{LETTERS}{_MARKS}])[{LETTERS}]{{2,}}(?![{LETTERS}{_MARKS}])")
#: Words of so many letters tell. So many of them, and such a share, are words only when they are turned round.
_LONG: Final = 4
_LEAST: Final = 15
_SHARE: Final = 0.1
#: By how much a word must be likelier turned round, nats.
_LIKELIER: Final = 3.0


def find(text: str) -> float:
    """The share of the long words of ``text`` that are words only when they are turned round; 0 where there are few."""
    lm = LanguageModel.load()
    words = [word for word in _WORD.findall(text) if len(word) >= _LONG]
    turned = sum(word not in lm and word[::-1] in lm for word in words)
    return turned / len(words) if turned >= _LEAST and turned > _SHARE * len(words) else 0.0


def repair(text: str) -> str:
    """``text`` with the words turned round that are far likelier so, where there are many."""
    if not find(text):
        return text
    lm = LanguageModel.load()
    likelier: dict[str, str] = {}

    def mended(match: re.Match[str]) -> str:
        word = match.group()
        if word not in likelier:
            turned = lm.word_logp(word[::-1]) > lm.word_logp(word) + _LIKELIER
            likelier[word] = word[::-1] if turned else word
        return likelier[word]

    return _WORD.sub(mended, text)
