"""What translations share: numbers, symbols, months, names, words of Latin script. Each is a token, written alike.

Dates need nothing of their own: their days and years are numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import Final

import regex

from warraq.arabic.digits import to_ascii
from warraq.segment.metadata.dates import months
from warraq.segment.numbering.words import fold

#: Between three digits and the next three: U+066C of Arabic, no-break spaces of French.
_GROUPING: Final = regex.compile(r"(?<=\d)[ ,.'\u066c\u00a0\u202f](?=\d{3}(?!\d))")
_DECIMAL: Final = regex.compile(r"(?<=\d)[,\u066b](?=\d)")
_SYMBOL: Final = regex.compile(r"[A-Za-z][A-Za-z\d.-]*(?:/[A-Za-z\d.-]*[A-Za-z\d])+")
_NUMBER: Final = regex.compile(r"\d+(?:\.\d+)?")
_WORD: Final = regex.compile(r"\p{Latin}[\p{Latin}\d]*(?:-[\p{Latin}\d]+)*")
_ARABIC: Final = regex.compile(r"(?:(?!\d)[\p{Arabic}\p{Mn}])+")
_FRENCH: Final = {
    "janvier": 1,
    "février": 2,
    "mars": 3,
    "avril": 4,
    "juin": 6,
    "juillet": 7,
    "août": 8,
    "septembre": 9,
    "octobre": 10,
    "novembre": 11,
    "décembre": 12,
}
#: Consonants that transliterations of a name keep, by class; vowels, h and the glides come and go.
_LATIN_SIGNS: Final = {
    **dict.fromkeys("bp", "B"), **dict.fromkeys("dð", "D"), **dict.fromkeys("fv", "F"), **dict.fromkeys("gj", "G"),
    **dict.fromkeys("kq", "K"), "l": "L", "m": "M", "n": "N", "r": "R", **dict.fromkeys("szçc", "S"), "t": "T",
    "x": "KS",
}  # fmt: skip
#: Letters that are one consonant together, or another one there.
_LATIN_SPELLINGS: Final = (
    ("sch", "s"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("dj", "j"),
    ("ck", "k"), ("qu", "k"), ("gu", "g"),
)  # fmt: skip
_HARD_C: Final = regex.compile(r"c(?![eiyéèê])")
#: The same of Arabic: beh and peh; teh, tah and theh; jeem and ghain; ...
_ARABIC_SIGNS: Final = {
    sign: kind
    for kind, signs in {
        "B": "\u0628\u067e",
        "T": "\u062a\u0637\u062b",
        "G": "\u062c\u063a",
        "K": "\u062e\u0642\u0643",
        "D": "\u062f\u0630\u0636\u0638",
        "R": "\u0631",
        "S": "\u0632\u0633\u0634\u0635",
        "F": "\u0641\u06a4",
        "L": "\u0644",
        "M": "\u0645",
        "N": "\u0646",
    }.items()
    for sign in signs
}
#: What may stand before a name: wa or fa (and), a preposition, the article.
_PREFIX: Final = regex.compile(
    r"[\u0648\u0641]?(?:\u0627\u0644|[\u0628\u0643]\u0627\u0644|\u0644\u0644|[\u0644\u0628\u0643])?"
)
#: A name is at least so long, letters and consonants.
_LETTERS: Final = 4
_CONSONANTS: Final = 3


def tokens(text: str) -> frozenset[str]:
    """The tokens of a text; the first letter of each says what it is.

    ``n``: a number, ``s``: a symbol, ``m``: a month, ``x``: the consonants of a name, ``w``: a word of Latin script.
    """
    return frozenset(_tokens(to_ascii(text)))


def _tokens(text: str) -> Iterator[str]:
    for symbol in _SYMBOL.findall(text):
        yield f"s{symbol.upper()}"
    text = _DECIMAL.sub(".", _GROUPING.sub("", _SYMBOL.sub(" ", text)))
    for number in _NUMBER.findall(text):
        yield f"n{number}"
    for word in _WORD.findall(text):
        month = _latin_months().get(word.lower())
        if month:
            yield f"m{month}"
        elif len(word) > 1:
            yield f"w{word.lower()}"
            if word[0].isupper() and len(word) >= _LETTERS:
                yield from _name(_latin_consonants(word))
    words = _ARABIC.findall(text)
    for at, word in enumerate(map(_folded, words)):
        month = months().get(word) or (months().get(f"{word} {_folded(words[at + 1])}") if words[at + 1 :] else None)
        if month:
            yield f"m{month}"
        yield from _arabic_names(word)


@lru_cache(maxsize=16384)
def _folded(word: str) -> str:
    return fold(word)


@cache
def _latin_months() -> dict[str, int]:
    """Name of a month in English or French -> its number. ``May`` and ``mai`` say too little by themselves."""
    english = {name.lower(): number for name, number in months().items() if name.isascii() and len(name) > 3}
    return english | _FRENCH


@lru_cache(maxsize=16384)
def _arabic_names(word: str) -> tuple[str, ...]:
    """The consonants of a folded word, with and without each of what may stand before it."""
    starts = {0, *(match.end() for match in (_PREFIX.match(word),) if match)}
    if word[0] in "\u0648\u0641":  # waw, feh
        starts.add(1)
    variants = (
        "".join(_ARABIC_SIGNS.get(letter, "") for letter in word[start:])
        for start in starts
        if len(word) - start >= _LETTERS
    )
    return tuple(dict.fromkeys(token for consonants in variants for token in _name(consonants)))


@lru_cache(maxsize=16384)
def _latin_consonants(word: str) -> str:
    small = word.lower()
    for spelling, letter in _LATIN_SPELLINGS:
        small = small.replace(spelling, letter)
    return "".join(_LATIN_SIGNS.get(letter, "") for letter in _HARD_C.sub("k", small))


def _name(consonants: str) -> Iterator[str]:
    """The token of a name, doubled consonants once; none of one with few."""
    single = "".join(sign for sign, _ in groupby(consonants))
    if len(single) >= _CONSONANTS:
        yield f"x{single}"
