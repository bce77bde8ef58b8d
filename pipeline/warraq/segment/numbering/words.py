"""The words and letters that number things, and how their spellings are made comparable."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import overload

import regex
from rapidfuzz.distance import OSA

from warraq.model.document import TATWEEL

#: Letters that writers and damaged maps interchange: alef with hamza or madda, alef maksura, teh marbuta, waw and yeh
#: with hamza.
_FOLDED = tuple(
    zip(
        "\u0622\u0623\u0625\u0671\u0649\u0629\u0624\u0626",
        "\u0627\u0627\u0627\u0627\u064a\u0647\u0648\u064a",
        strict=True,
    )
)
_MARKS = regex.compile(r"[\p{Mn}\u0640]+")
#: ASCII, plain Arabic letters, digits and signs: what most texts are of, without a mark. Seen in a third of the time.
_WITHOUT_MARKS = re.compile(
    r"[\x00-\x7f\u00ab\u00bb\u060c\u061b\u061f\u0621-\u063a\u0641-\u064a\u0660-\u066c\u2010-\u201f]*+"
).match


#: A folded text, and where each letter of it (and its end) stands in the one that it was made of.
Folding = tuple[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the table: ``ordinal`` and ``number`` of a label word, and its folded spellings."""

    ordinal: int
    number: str
    spellings: tuple[str, ...]


def fold(word: str, *, letters: bool = True) -> str:
    """``word`` without marks and tatweel; ``letters`` that are often interchanged are made equal."""
    composed = unicodedata.normalize("NFC", word)
    # Of what has nothing but letters only the tatweel could go, and to see that takes less time than to look for marks.
    has_marks = TATWEEL in composed if composed.isalpha() else _has_marks(composed)
    bare = _MARKS.sub("", composed) if has_marks else composed
    return level(bare) if letters else bare


def _has_marks(text: str) -> bool:
    """Whether ``text`` may have marks or tatweel."""
    plain = _WITHOUT_MARKS(text)
    return plain is None or plain.end() < len(text)


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    """``fold`` of a single word, which is asked for by each style of label that it could be."""
    return fold(word)


def level(text: str) -> str:
    """``text`` with the letters that are interchanged made equal: ``str.translate`` looks up each letter of it."""
    for letter, plain in _FOLDED:
        text = text.replace(letter, plain)
    return text


def fold_with_places(text: str) -> Folding:
    """``text`` folded letter by letter."""
    gone = [place for marks in _MARKS.finditer(text) for place in range(*marks.span())] if _has_marks(text) else []
    if not gone:
        return level(text), range(len(text) + 1)
    kept = [text[start + 1 : end] for start, end in pairwise((-1, *gone, len(text)))]
    return level("".join(kept)), _Places(gone, len(text))


class _Places(Sequence[int]):
    """Where each letter of a text (and its end) stands in the one that some were taken from; few are looked up."""

    def __init__(self, gone: Sequence[int], length: int) -> None:
        """``gone`` are the places that were taken out of a text of ``length``, ascending."""
        self._before = [place - index for index, place in enumerate(gone)]
        self._length = length + 1 - len(gone)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(self._length))]
        place = index if index >= 0 else self._length + index
        if not 0 <= place < self._length:
            raise IndexError(index)
        return place + bisect_right(self._before, place)


class OneOff:
    """Words that can be one letter away from another: it is wrong, lost, too many or in its neighbour's place.

    Whichever letter that is, the two begin or end alike for nearly half of their length: few need to be compared.
    """

    def __init__(self, words: Sequence[str], length: int) -> None:
        """Those of ``words`` that can be so near to a word of ``length`` letters."""
        self._words = words
        self._half = (length - 1) // 2
        self._begin: dict[str, list[int]] = {}
        self._end: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            if abs(len(word) - length) <= 1:
                self._begin.setdefault(word[: self._half], []).append(place)
                self._end.setdefault(word[-self._half :], []).append(place)

    def places(self, word: str) -> list[int]:
        """Which of the words are ``word`` but for one letter at most, ascending. It has three letters or more."""
        begin, end = self._begin.get(word[: self._half]), self._end.get(word[-self._half :])
        if not begin and not end:
            return []
        alike = {*(begin or ()), *(end or ())}
        return sorted(place for place in alike if OSA.distance(word, self._words[place], score_cutoff=1) <= 1)


def ascii_digits(text: str) -> str:
    """``text`` with Arabic-Indic and Persian digits as ASCII ones."""
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)


@cache
def table() -> dict[str, tuple[Entry, ...]]:
    """The entries of ``data/numbering.tsv`` by style."""
    rows: dict[str, list[Entry]] = {}
    text = resources.files("warraq.segment").joinpath("data/numbering.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            style, ordinal, number, *others = line.split("\t")
            spellings = (number, *(others[0].split() if others else ()))
            rows.setdefault(style, []).append(Entry(int(ordinal), number, tuple(fold(word) for word in spellings)))
    return {style: tuple(entries) for style, entries in rows.items()}
