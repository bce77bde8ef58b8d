"""The marks of a letter or a ligature put into its text, by the place that each has along it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from warraq.arabic.joining import LAM
from warraq.arabic.letters import ALLAH

#: Hamza above and below, madda: no lam carries them, but the alef of a ligature does.
_ON_ALEF: Final = frozenset("\u0654\u0655\u0653")
_SHADDA: Final = "\N{ARABIC SHADDA}"

#: Fathatan to kasra, and sukun.
_VOWELS: Final = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0652")


def insert_mark(text: str, mark: str, along: float) -> str:
    """``text`` of a cluster with marks of one glyph put on one of its letters.

    Args:
        mark: one mark or more; those that the letters have already are left out.
        along: where they stand over the cluster, 0 at its right edge to 1 at its left. A ligature's letters share its
            width evenly.
    """
    text, mark, ends = _ends_of_letters(text, mark)
    if not mark:
        return text
    letter = min(int(max(along, 0.0) * len(ends)), len(ends) - 1)
    if _SHADDA in mark and "".join(filter(str.isalpha, text)).removeprefix(ALLAH[0]) == ALLAH[1:]:
        letter = len(ends) - 2  # the doubled lam of the name of God
    end = ends[letter]
    return text[:end] + mark + text[end:]


class HungMark(NamedTuple):
    """Marks of one glyph in a word: place of their base among its letters, and where they stand along it, 0 at its
    right edge to 1 at its left."""

    place: int
    along: float
    marks: str


def a_vowel_each(hung: Sequence[HungMark], bases: Sequence[str]) -> list[HungMark]:
    """``hung``, where of as many vowels as a ligature has letters each letter has one, wherever they stand over it.

    Where letters lean over each other (lam over hah and meem, in many faces) both may stand over the second one.
    """
    vowels: defaultdict[int, list[int]] = defaultdict(list)
    for number in sorted(range(len(hung)), key=lambda number: hung[number].along):
        if without_vowels(hung[number].marks) != hung[number].marks:
            vowels[hung[number].place].append(number)
    marks = list(hung)
    for place, vowel in vowels.items():
        letters = sum(map(str.isalpha, bases[place]))
        if len(vowel) == letters > 1:
            for k, number in enumerate(vowel):
                marks[number] = hung[number]._replace(along=(k + 0.5) / letters)
    return marks


@lru_cache(maxsize=4096)
def bears_vowel(text: str) -> bool:
    """``text`` is one letter that bears a vowel, tanween or sukun: no letter bears two."""
    text = unicodedata.normalize("NFC", text)
    return sum(map(str.isalpha, text)) == 1 and without_vowels(text) != text


@lru_cache(maxsize=4096)
def without_vowels(text: str) -> str:
    """``text`` without vowels, tanween and sukun; shadda and other marks stay."""
    return "".join(c for c in text if c not in _VOWELS)


@lru_cache(maxsize=4096)
def _ends_of_letters(text: str, mark: str) -> tuple[str, str, tuple[int, ...]]:
    """``text`` as ``mark`` wants it, the marks that the claim of the base doesn't hold, and where they can stand."""
    if mark in _ON_ALEF and text.endswith(LAM):
        text += "\N{ARABIC LETTER ALEF}"  # the ligature's alef is in the claim of its hamza, or lost
    letters = [i for i, c in enumerate(text) if c.isalpha()]
    there = unicodedata.normalize("NFD", text)
    missing = "".join(c for c in mark if there.count(c) < (1 if c in _ON_ALEF else max(len(letters), 1)))
    return text, missing, (*letters[1:], len(text))
