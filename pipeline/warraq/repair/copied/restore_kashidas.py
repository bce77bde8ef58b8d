"""Kashidas that came out as another sign: the code of the tatweel has no entry in the map, or a wrong one.

MuPDF and pdfium write U+FFFD for it, or the character of its code, a bracket it may be; pdfminer its number, as in
``(cid:40)``.
Words are stretched by several in a row, and no sign but those that writers repeat stands so inside words: such runs
must be seen at several places. A single one may be a letter that was lost: it goes where the word is one without it.

>>> repair("\\u0642\\u0627|||\\u0644 " * 5) == "\\u0642\\u0627\\u0640\\u0640\\u0640\\u0644 " * 5
True
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Final

from warraq.arabic.letters import TATWEEL
from warraq.arabic.presentation_forms import to_letters
from warraq.language.model import LanguageModel
from warraq.language.units import LETTERS

#: Letters, and forms of letters.
_LETTER: Final = f"{LETTERS}\ufb50-\ufdff\ufe70-\ufefc"
#: A code without an entry as pdfminer writes it, and a sign.
_SIGN: Final = rf"\(cid:\d+\)|[^{_LETTER}{TATWEEL}\w\s]|[\u00c0-\u024f]"
_INSIDE: Final = re.compile(rf"(?<=[{_LETTER}])({_SIGN})\1{{2,}}+(?=[{_LETTER}])")
_BEFORE: Final = re.compile(f"[{_LETTER}]+$")
_BEHIND: Final = re.compile(f"[{_LETTER}]+")
#: The letters beside a run that are looked at: longer ones are no word.
_LONGEST: Final = 20
#: Where more than such a share of the runs part two words, they stand between words: in tables without spaces, or as
#: hearts and flowers.
_PART: Final = 0.5
#: What writers repeat, or set between words without a space.
_WRITTEN: Final = frozenset(
    ".\u2026\u00b7-\u2013\u2014_=*~/\\\u060c,:\u061b;!?\u061f'\"\u00ab\u00bb\u2018\u2019\u201c\u201d"
)
#: Categories of marks and of joiners.
_UNSEEN: Final = frozenset({"Mn", "Mc", "Me", "Cf"})
#: So many runs inside words tell.
_LEAST: Final = 5


def signs(text: str) -> list[str]:
    """The signs of ``text`` that are kashidas, the commonest first."""
    runs = [run for run in _INSIDE.finditer(text) if not _is_written(run[1])]
    seen, apart = Counter(run[1] for run in runs), Counter(run[1] for run in runs if _parts_words(run))
    return [sign for sign, count in seen.most_common() if count >= _LEAST and apart[sign] <= _PART * count]


def repair(text: str, known: Iterable[str] | None = None) -> str:
    """``text`` with tatweel for the signs that are kashidas: those that are ``known``, or all that are."""
    for sign in signs(text) if known is None else known:
        text = _stretched(text, sign)
    return text


def _is_written(sign: str) -> bool:
    """Signs of writers, marks, and joiners, which nobody sees."""
    return sign in _WRITTEN or unicodedata.category(sign[0]) in _UNSEEN


def _parts_words(run: re.Match[str]) -> bool:
    """Whether two words stand on both sides of a run, which are none together."""
    before = _BEFORE.search(run.string, max(0, run.start() - _LONGEST), run.start())
    behind = _BEHIND.match(run.string, run.end(), run.end() + _LONGEST)
    if before is None or behind is None:  # never: a run stands between letters
        return False
    first, second = to_letters(before.group()), to_letters(behind.group())
    lm = LanguageModel.load()
    return first in lm and second in lm and first + second not in lm


def _stretched(text: str, sign: str) -> str:
    escaped = re.escape(sign)
    # each letter and sign is looked at once, however long a word or run
    one = re.compile(rf"(?<![{_LETTER}])([{_LETTER}]++){escaped}(?=([{_LETTER}]++))")
    several = re.compile(rf"(?<=[{_LETTER}])(?:{escaped}){{2,}}+|(?<!{escaped})(?:{escaped}){{2,}}+(?=[{_LETTER}])")
    text = several.sub(lambda run: TATWEEL * (len(run.group()) // len(sign)), text)
    lm = LanguageModel.load()
    return one.sub(lambda word: word[1] + TATWEEL if to_letters(word[1] + word[2]) in lm else word.group(), text)
