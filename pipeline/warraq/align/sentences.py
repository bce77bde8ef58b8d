"""Where sentences end, in Arabic and in Latin script.

A semicolon ends none: where one language has it the other has a full stop or a comma as often, and what is between full
stops is long enough to be told by its length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import regex

#: U+061F question mark, U+06D4 full stop of Urdu; quotes and brackets may close behind it.
_END: Final = regex.compile(r"[.!?\u061f\u06d4\u2026][\"'\u00bb\u201d\u2019)\]]*$").search
#: A letter, or letters with stops between them: initials, U.N., d. of a doctor. Arabic ones too.
_INITIALS: Final = regex.compile(r"^[(\[\"\u00ab\u201c]?(?:\p{L}\.)+$").match
#: What is written short before a name or a number.
_SHORT: Final = frozenset((
    "mr", "mrs", "ms", "dr", "prof", "st", "no", "nos", "art", "arts", "para", "paras", "sect", "chap", "vol", "fig",
    "ed", "eds", "p", "pp", "cf", "vs", "approx", "incl", "mm", "mme", "mlle", "m", "n°", "al", "éd",
))  # fmt: skip


def sentences(words: Sequence[str]) -> Iterator[range]:
    """The sentences of a text, each as the range of its ``words``."""
    ends = [at for at, (word, after) in enumerate(pairwise(words), start=1) if _ends(word, after)]
    yield from (range(start, end) for start, end in pairwise((0, *ends, len(words))) if start < end)


def _ends(word: str, after: str) -> bool:
    """Whether a sentence ends with ``word``: what goes on in a small letter is none of its own."""
    if not _END(word) or after[0].islower() or _INITIALS(word):
        return False
    return not (word.endswith(".") and word[:-1].strip("([\"'«“").lower() in _SHORT)
