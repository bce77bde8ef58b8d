"""Which language a text is in: by its letters, and in Latin script by its commonest words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import regex

from warraq.arabic.languages import language as of_arabic_script

#: ISO 639-3: nobody knows.
UNKNOWN: Final = "und"
#: Words that a language has in every other sentence, and others have not.
_COMMON: Final = {
    "en": "the of and to in that is for with by shall be on which from their was are",
    "fr": "le la les des du et en dans que qui pour par une au aux sur est avec",
    "es": "el los las del y en que para por una con se su al como es sus",
    "de": "der die das und den von zu mit dem ist des nicht ein eine für auf",
    "it": "il lo gli della di che per con del una nel sono dei delle alla",
    "pt": "o os das do da em que para com uma no na dos pela são ao",
}
_CYRILLIC: Final = regex.compile(r"\p{Cyrillic}")
_WORD: Final = regex.compile(r"\p{Latin}+")
#: As many letters of another script as there are words say that the text is in it.
_MOST: Final = 4000


def language_of(texts: Sequence[str]) -> str:
    """ISO 639-1 code, or ``und``."""
    text = " ".join(texts)[: _MOST * 10]
    words = Counter(word.lower() for word in _WORD.findall(text))
    arabic = of_arabic_script(texts)
    if arabic and 2 * len(regex.findall(r"\p{Arabic}", text)) > sum(words.values()):
        return arabic
    if len(_CYRILLIC.findall(text)) > sum(words.values()):
        return "ru"
    counts = {code: sum(words[word] for word in common.split()) for code, common in _COMMON.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else UNKNOWN
