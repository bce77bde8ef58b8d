"""Labels in Latin script: ``Article 5``, ``Chapitre II``, ``IV.``, ``A.``, ``(a)``, ``b)``.

They have the styles of the Arabic labels that they translate, so that every kind of document is read by the same rules
in either script. They are asked for in documents whose letters are Latin: in others ``A.`` is an initial.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from warraq.segment.numbering.numbering import Label, read_labels

#: Words with a number, by the style of their Arabic counterpart.
_HEADWORDS: Final = {
    "article": "article",
    "book": "book",
    "livre": "book",
    "title": "part",
    "titre": "part",
    "part": "part",
    "partie": "part",
    "chapter": "chapter",
    "chapitre": "chapter",
    "section": "head",
    "annex": "annex",
    "annexe": "annex",
    "appendix": "annex",
    "recommendation": "recommendation",
    "recommandation": "recommendation",
    "resolution": "resolution",
    "résolution": "resolution",
}
#: These may stand without a number.
_BARE: Final = frozenset({"annex", "annexe"})
_FIRST: Final = frozenset({"premier", "première", "one", "1er", "1re"})
_DIGITS: Final = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_HEADWORD: Final = regex.compile(
    r"(?P<word>\p{Lu}\p{L}{3,14})(?:\s+(?P<number>\d{1,4}(?:er|re)?|[ivxIVX]{1,6}|premi(?:er|ère)|one)(?![\p{L}\d/,)]))?"
    r"(?P<stop>\s*[.:\u2010-\u2015-]*)\s*"
)
_SIGN: Final = regex.compile(r"(?P<number>[IVX]{1,6}|[A-HJ-U])\.\s+(?=\S)")
_LETTER: Final = regex.compile(r"\(?(?P<number>[a-z])\)\s+(?=\S)")
_SMALL_ROMAN: Final = regex.compile(r"\(?(?P<number>[ivx]{1,5})\)\s+(?=\S)")
#: Exactness of a label that runs on into its text, as a reference at the start of a line does.
_RUNS_ON: Final = 0.6


def read_latin_labels(text: str) -> tuple[Label, ...]:
    """Every label that ``text`` could carry, the exact ones first; digits are read as in any document.

    >>> [(label.style, label.ordinal, label.number) for label in read_latin_labels("IV. Conclusions")]
    [('ordinal', 4, 'IV')]
    """
    return tuple(sorted((*_latin(text), *read_labels(text)), key=lambda label: -label.exactness))


def _latin(text: str) -> Iterator[Label]:
    sign = _SIGN.match(text)
    if sign:
        number = sign["number"]
        if roman(number):
            yield Label("ordinal", roman(number), number, 0, sign.end(), 1.0)
        if len(number) == 1:
            yield Label("abjad", ord(number) - ord("A") + 1, number, 0, sign.end(), 1.0)
    letter = _LETTER.match(text)
    if letter:
        yield Label("letter", ord(letter["number"]) - ord("a") + 1, letter["number"], 0, letter.end(), 1.0)
    small = _SMALL_ROMAN.match(text)
    if small and roman(small["number"]):
        yield Label("quoted", roman(small["number"]), small["number"], 0, small.end(), 1.0)
    head = _HEADWORD.match(text)
    if head:
        yield from _headword(head, text)


def _headword(head: regex.Match[str], text: str) -> Iterator[Label]:
    """A word with its number; what goes on without a stop in small letters only refers to it."""
    word, number = head["word"].lower(), head["number"]
    style = _HEADWORDS.get(word)
    if style is None or (number is None and (word not in _BARE or head.end() < len(text))):
        return
    ordinal = 0 if number is None else _value(number)
    if number is not None and not ordinal:
        return
    rest = text[head.end() :]
    exact = not rest or head["stop"].strip() or not rest[0].islower()
    yield Label(style, ordinal, number or "", 0, head.end(), 1.0 if exact else _RUNS_ON)


def _value(number: str) -> int:
    if number.lower() in _FIRST:
        return 1
    return int(number) if number.isdecimal() else roman(number)


def roman(number: str) -> int:
    """The value of a Roman number below 40, as headings have; 0 of what is none."""
    small = number.lower()
    tens = len(small) - len(small.lstrip("x"))
    if tens < 4 and small[tens:] in _DIGITS:
        return 10 * tens + _DIGITS.index(small[tens:])
    return 0
