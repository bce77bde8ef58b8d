"""Which language a text is in: of the Arabic script by the letters that only some of them write, of the Latin one by
its commonest words; and how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

import regex

_ARABIC: Final = regex.compile(r"\p{Arabic}")
#: Letters that Arabic lacks; most documents have none of them. Those of Persian others write as well, those of another
#: language none but it.
_LETTERS: Final = {
    "fa": "\u067e\u0686\u0698\u06af",
    "ur": "\u0679\u0688\u0691\u06d2\u06ba",
    "ckb": "\u06c6\u06ce\u06b5\u0695",  # Kurdish (Sorani)
    "ps": "\u067c\u0681\u0685\u0689\u0693\u0696\u069a\u06bc\u06cd",  # Pashto
    "sd": "\u067a\u067b\u067d\u067f\u0680\u0683\u0684\u068a\u068f\u0699\u06aa",  # Sindhi
    "ug": "\u06ad\u06c7\u06c8\u06cb",  # Uyghur
    "ms": "\u06a0\u0762\u06bd\u06cf",  # Malay (Jawi)
}
_LANGUAGE_OF: Final = {letter: code for code, letters in _LETTERS.items() for letter in letters}
_FOREIGN: Final = re.compile(f"[{''.join(_LANGUAGE_OF)}]")
#: The languages of the script that are known.
OF_ARABIC_SCRIPT: Final = frozenset({"ar", *_LETTERS})
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


class IdentifiedLanguage(NamedTuple):
    """A language and how sure it is.

    Attributes:
        code: ISO 639; None where nothing tells.
        confidence: 0..1, Laplace's rule of succession on the signs that tell it and those of others: letters that only
            it writes, of Arabic and of Latin script words.
    """

    code: str | None
    confidence: float

    @classmethod
    def by(cls, code: str, signs: int, others: int) -> IdentifiedLanguage:
        return cls(code, (signs + 1) / (signs + others + 2))


def identify_language(texts: Sequence[str]) -> IdentifiedLanguage:
    """The language of ``texts`` in whatever script; how sure it is, by the first ``SAMPLE`` of them."""
    if in_latin_script(texts):
        return _latin_language(texts)
    code = language(texts)
    if code is None:
        return IdentifiedLanguage(None, 0.0)
    sample = texts[:SAMPLE]
    counts, arabic = _foreign_letters(sample), _count(_ARABIC_WORD, sample)
    if code == "ar":
        last = _count(_LAST_FOREIGN, sample)
        if last > arabic:  # in a short text of Persian there may be nothing else
            return IdentifiedLanguage.by("fa", last, arabic)
        return IdentifiedLanguage.by(code, arabic, last + counts.total())
    persian = counts.pop("fa", 0)
    signs = persian if code == "fa" else counts.pop(code, 0)
    return IdentifiedLanguage.by(code, signs, arabic + counts.total())


def _latin_language(texts: Iterable[str]) -> IdentifiedLanguage:
    words = Counter(word for text in texts for word in _LATIN_WORD.findall(text.lower()))
    counts = Counter({code: sum(words[word] for word in common.split()) for code, common in _COMMON.items()})
    (code, signs), (_, others) = counts.most_common(2)
    return IdentifiedLanguage.by(code, signs, others) if signs else IdentifiedLanguage(None, 0.0)


def language(texts: Sequence[str]) -> str | None:
    """The language of a text in Arabic script by the letters that only one of them writes: ``ar``, ``fa``, or one of
    ``ur``, ``ckb``, ``ps``, ``sd``, ``ug`` and ``ms``; None without Arabic letters."""
    counts = _foreign_letters(texts)
    if not counts:
        return "ar" if any(map(_ARABIC.search, texts)) else None
    least = FOREIGN_SHARE * _count(_ARABIC, texts)
    persian = counts.pop("fa", 0)
    code, most = max(counts.items(), key=itemgetter(1), default=("", 0))
    return code if most > least else "fa" if persian > least else "ar"


def _foreign_letters(texts: Iterable[str]) -> Counter[str]:
    """How many letters that Arabic lacks are of each language."""
    return Counter(_LANGUAGE_OF[letter] for text in texts for letter in _FOREIGN.findall(text))


def has_arabic_words(text: str) -> bool:
    """Whether so many words have the article or end in teh marbuta as in Arabic."""
    return len(_ARABIC_WORD.findall(text)) > _ARABIC_SHARE * len(_WORD.findall(text))


def is_quoted_arabic(line: str) -> bool:
    """Whether a line of a text in another language of the script is Arabic: by its letters and words."""
    return not _FOREIGN.search(line) and not _LAST_FOREIGN.search(line) and has_arabic_words(line)


def _count(pattern: re.Pattern[str] | regex.Pattern[str], texts: Iterable[str]) -> int:
    """How often it is found: text by text, for a list of all letters of a long document is a large one."""
    return sum(len(pattern.findall(text)) for text in texts)
