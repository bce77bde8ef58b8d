"""The words and letters that number things, and how their spellings are made comparable."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from pipeline.made_once import regex_pattern
from pipeline.model.record import dataclass

#: Letters that writers and damaged maps interchange: alef with hamza or madda, alef maksura, teh marbuta, waw and yeh
#: with hamza.
_FOLDED = tuple(
    zip(
        "\u0622\u0623\u0625\u0671\u0649\u0629\u0624\u0626",
        "\u0627\u0627\u0627\u0627\u064a\u0647\u0648\u064a",
        strict=True,
    )
)
_MARKS = regex_pattern(r"[\p{Mn}\u0640]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the table: ``ordinal`` and ``number`` of a label word, and its folded spellings."""

    ordinal: int
    number: str
    spellings: tuple[str, ...]


def fold(word: str, *, letters: bool = True) -> str:
    """``word`` without marks and tatweel; ``letters`` that are often interchanged are made equal."""
    bare = _MARKS.sub("", unicodedata.normalize("NFC", word))
    return _level(bare) if letters else bare


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    """``fold`` of a single word, which is asked for by each style of label that it could be."""
    return fold(word)


def _level(text: str) -> str:
    """``text`` with the letters that are interchanged made equal: ``str.translate`` looks up each letter of it."""
    for letter, plain in _FOLDED:
        text = text.replace(letter, plain)
    return text


@lru_cache(maxsize=64)
def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """``text`` folded letter by letter, and where each letter of it (and its end) stands in ``text``."""
    if not _MARKS.search(text):
        return _level(text), range(len(text) + 1)
    kept: list[int] = []
    start = 0
    for marks in _MARKS.finditer(text):
        kept.extend(range(start, marks.start()))
        start = marks.end()
    return _level(_MARKS.sub("", text)), [*kept, *range(start, len(text) + 1)]


def ascii_digits(text: str) -> str:
    """``text`` with Arabic-Indic and Persian digits as ASCII ones."""
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)


@cache
def table() -> dict[str, tuple[Entry, ...]]:
    """The entries of ``data/numbering.tsv`` by style."""
    rows: dict[str, list[Entry]] = {}
    text = resources.files("pipeline.segment").joinpath("data/numbering.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            style, ordinal, number, *others = line.split("\t")
            spellings = (number, *(others[0].split() if others else ()))
            rows.setdefault(style, []).append(Entry(int(ordinal), number, tuple(fold(word) for word in spellings)))
    return {style: tuple(entries) for style, entries in rows.items()}
