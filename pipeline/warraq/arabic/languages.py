"""Which language of the script a text is in, by the letters that only some of them write."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import regex

_ARABIC: Final = regex.compile(r"\p{Arabic}")
#: Letters that only Persian, and only Urdu, writes; most documents have none of them.
_PERSIAN: Final = re.compile("[\u067e\u0686\u0698\u06af]")
_URDU: Final = re.compile("[\u0679\u0688\u0691\u06d2\u06ba]")
_EITHER: Final = re.compile(_PERSIAN.pattern[:-1] + _URDU.pattern[1:])
#: Below this share of the Arabic letters a foreign letter is a name, not the language.
FOREIGN_SHARE: Final = 0.005
#: What Arabic words are known by: the article at their beginning, teh marbuta at their end. A third of the words of
#: Arabic prose have one of them, one in a hundred of Persian's.
_ARABIC_WORD: Final = re.compile(r"(?:\b[\u0648\u0641\u0628\u0643]?\u0627\u0644\w{2}|\w{2}\u0629\b)")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ARABIC_SHARE: Final = 0.1
#: Farsi yeh, keheh, heh goal and yeh barree at the end of a word: in the middle of one fonts draw some as Arabic ones.
_LAST_FOREIGN: Final = re.compile("[\u06cc\u06a9\u06c1\u06d2](?![\u0620-\u065f\u0670-\u06d3])")
#: Below this share of the Latin letters Arabic ones are a name or a quotation.
QUOTED_SHARE: Final = 0.02
_LATIN: Final = regex.compile(r"\p{Latin}")
_LATIN_WORD: Final = regex.compile(r"\p{Latin}+")
#: So many texts tell that a document is Arabic.
SAMPLE: Final = 200
#: Words that a language has in every other sentence, and most others have not.
_COMMON: Final = {
    "en": "the of and to in that is for with by shall be on which from their was are",
    "fr": "le la les des du et en dans que qui pour par une au aux sur est avec",
    "es": "el los las del y en que para por con una se su al como es sus",
    "de": "der die das und den von zu mit dem ist des nicht ein eine für auf",
    "it": "il lo gli della di che per con del una nel sono dei delle alla",
    "pt": "o os das do da em que para com uma no na dos pela são ao",
}


def in_latin_script(texts: Sequence[str]) -> bool:
    """Whether all but a few of the letters are Latin; it is False of no letters at all."""
    parts = (texts[:SAMPLE], texts) if len(texts) > SAMPLE else (texts,)
    return all(_count(_ARABIC, part) < QUOTED_SHARE * _count(_LATIN, part) for part in parts)


def latin_language(texts: Iterable[str]) -> str | None:
    """The language of a text in Latin script by its commonest words; None where it has none of those."""
    words = Counter(word for text in texts for word in _LATIN_WORD.findall(text.lower()))
    counts = {code: sum(words[word] for word in common.split()) for code, common in _COMMON.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else None


def language(texts: Sequence[str]) -> str | None:
    """``ar``, ``fa`` or ``ur`` by the letters that only one of them writes; None without Arabic letters."""
    if not any(map(_EITHER.search, texts)):
        return "ar" if any(map(_ARABIC.search, texts)) else None
    urdu, persian = _count(_URDU, texts), _count(_PERSIAN, texts)
    least = FOREIGN_SHARE * _count(_ARABIC, texts)
    return "ur" if urdu > least else "fa" if persian > least else "ar"


def has_arabic_words(text: str) -> bool:
    """Whether so many words have the article or end in teh marbuta as in Arabic."""
    return len(_ARABIC_WORD.findall(text)) > _ARABIC_SHARE * len(_WORD.findall(text))


def is_quoted_arabic(line: str) -> bool:
    """Whether a line of a text in another language of the script is Arabic: by its letters and words."""
    return not _EITHER.search(line) and not _LAST_FOREIGN.search(line) and has_arabic_words(line)


def _count(pattern: re.Pattern[str] | regex.Pattern[str], texts: Iterable[str]) -> int:
    """How often it is found: text by text, for a list of all letters of a long document is a large one."""
    return sum(len(pattern.findall(text)) for text in texts)
