"""The grammar of numbering: which labels a piece of text could begin (or, out of order, end) with.

A pattern is a row of ``PATTERNS``; words and letters are rows of ``data/numbering.tsv``. Nothing is decided here: a
label is a candidate with an ``exactness``, and ``segment.sequence`` chooses among the candidates by their sequence.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import regex
from rapidfuzz.distance import OSA

#: Letters that writers and damaged maps interchange: alef with hamza or madda, alef maksura, teh marbuta, waw and yeh
#: with hamza.
_FOLDED = str.maketrans(
    "\u0622\u0623\u0625\u0671\u0649\u0629\u0624\u0626", "\u0627\u0627\u0627\u0627\u064a\u0647\u0648\u064a"
)
_MARKS = regex.compile(r"[\p{Mn}\u0640]+")

#: Exactness of a word that is one letter away from the table, and of a long one that is two away (only where the
#: label stands alone).
ONE_LETTER_OFF = 0.7
TWO_LETTERS_OFF = 0.56
LONG_WORD = 7
#: Exactness of a label whose punctuation is incomplete or stands on the wrong side.
MISPLACED = 0.8
#: Exactness of a label that stands at the end of its text, and of one that is a word of the table, not a number.
AT_END = 0.5
WORD_AT_END = 0.7
#: Exactness of a label word after the first words of its line.
WORD_INSIDE = 0.62
#: Exactness of a number that runs into another one, or has a stray letter before it.
RUN_IN = 0.5
#: Exactness of what stands where a heading's label stands, but is no word of the table.
UNREADABLE = 0.3


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the table: ``ordinal`` and ``number`` of a label word, and its folded spellings."""

    ordinal: int
    number: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A number that a text could carry.

    Attributes:
        style: ``ordinal``, ``abjad``, ``letter``, ``decimal``, ``bracketed``, ``recommendation``, or ``unreadable``:
            a word where the label of a heading would stand.
        ordinal: its value.
        number: as it is cited.
        start, end: where the label stands in the text, punctuation included.
        exactness: 1 where it is written exactly as the grammar has it, less where something had to be forgiven.
    """

    style: str
    ordinal: int
    number: str
    start: int
    end: int
    exactness: float


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to print a label. The expression names its part ``number`` and spans the whole label."""

    style: str
    expression: regex.Pattern[str]
    exactness: float


_DASH = r"[-\u2010-\u2015]"  # hyphen-minus, hyphen to horizontal bar
_LETTER = r"(?P<number>\p{Arabic}\u0640?)"
_TEN = r"(?:\s\u0639\p{Mn}*\u0634\p{Mn}*\u0631\p{Mn}*)"  # ayn, sheen, reh: the ten of eleven to nineteen
_WORD = rf"(?P<number>\p{{Arabic}}[\p{{Arabic}}\p{{Mn}}]{{1,7}}{_TEN}?)"
_NUMBER = r"(?P<number>\d{1,3})"

PATTERNS: tuple[Pattern, ...] = tuple(
    Pattern(style, regex.compile(expression), exactness)
    for style, expression, exactness in (
        ("ordinal", rf"^{_WORD}\s*{_DASH}\s*(?=\S)", 1.0),
        ("ordinal", rf"^{_DASH}\s*{_WORD}\s+(?=\S)", MISPLACED),
        ("ordinal", rf"(?<=\S)\s*{_DASH}\s*{_WORD}$", WORD_AT_END),
        ("ordinal", rf"(?<=\S)\s*{_DASH}\s*{_WORD}(?=\s)", WORD_INSIDE),
        ("ordinal", rf"^{_WORD}\s+(?=\S.*{_DASH}$)", WORD_INSIDE),
        ("abjad", rf"^{_WORD}\s*{_DASH}\s*(?=\S)", 1.0),
        ("abjad", rf"^{_DASH}\s*{_WORD}\s+(?=\S)", MISPLACED),
        ("abjad", rf"(?<=\S)\s*{_DASH}\s*{_WORD}$", WORD_AT_END),
        ("abjad", rf"(?<=\S)\s*{_DASH}\s*{_WORD}(?=\s)", WORD_INSIDE),
        ("abjad", rf"^{_WORD}\s+(?=\S.*{_DASH}$)", WORD_INSIDE),
        ("unreadable", rf"^{_WORD}\s*{_DASH}\s*(?=\S)", UNREADABLE),
        ("unreadable", rf"(?<=\S)\s*{_DASH}\s*{_WORD}$", UNREADABLE),
        ("decimal", rf"^{_NUMBER}\s*{_DASH}\s*(?![\d\s])", 1.0),
        ("decimal", rf"^{_NUMBER}\.(?:\s+|(?=\p{{L}}))", 1.0),
        ("decimal", rf"^{_DASH}\s*{_NUMBER}\s+(?=\S)", MISPLACED),
        ("decimal", rf"^{_NUMBER}\)\s*(?=\S)", MISPLACED),
        ("decimal", rf"^{_NUMBER}{_DASH}\s*(?=\d)", RUN_IN),
        ("decimal", rf"^\p{{Arabic}}{_DASH}{_NUMBER}\s+(?=\S)", RUN_IN),
        ("decimal", rf"(?<=\S)\s+(?:{_DASH}\s*{_NUMBER}|{_NUMBER}\s*{_DASH})$", AT_END),
        ("letter", rf"^[()]\s*{_LETTER}\s*[()]\s*(?=\S)", 1.0),
        ("letter", rf"^(?:{_LETTER}\s*\)|\(\s*{_LETTER}\s)\s*(?=\S)", MISPLACED),
        ("letter", rf"(?<=\S)\s+[()]\s*{_LETTER}\s*[()]$", WORD_AT_END),
        ("bracketed", rf"^[()]\s*{_NUMBER}\s*[()]\s*(?=\S)", 1.0),
        ("recommendation", rf"^(?P<word>\p{{Arabic}}{{4,8}})\s*{_NUMBER}(?![\d/,.])\s*[:.\-\u2013]?\s*", 1.0),
        ("recommendation", rf"^{_NUMBER}\s*(?P<word>\p{{Arabic}}{{4,8}})(?=\s|$)\s*", MISPLACED),
    )
)


def fold(word: str) -> str:
    """``word`` without marks and tatweel, with letters that are often interchanged made equal."""
    return _MARKS.sub("", unicodedata.normalize("NFC", word)).translate(_FOLDED)


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


def read_labels(text: str) -> tuple[Label, ...]:
    """Every label that ``text`` could carry, the exact ones first. Example: ``3- text`` gives the decimal 3."""
    found: dict[tuple[str, int], Label] = {}
    for pattern in PATTERNS:
        for match in pattern.expression.finditer(text):
            for ordinal, number, share in _values(pattern.style, match):
                label = Label(pattern.style, ordinal, number, match.start(), match.end(), pattern.exactness * share)
                key = (label.style, label.ordinal)
                if key not in found or _rank(label) > _rank(found[key]):
                    found[key] = label
    return tuple(sorted(found.values(), key=lambda label: -label.exactness))


def _rank(label: Label) -> tuple[float, int]:
    """The more exact label of two that say the same, then the shorter."""
    return label.exactness, label.start - label.end


def _values(style: str, match: regex.Match[str]) -> Iterator[tuple[int, str, float]]:
    """What a matched label stands for: ordinal, number as it is cited, and how exactly the word fits the table."""
    written = match["number"]
    if style in ("decimal", "bracketed"):
        yield int(written), str(int(written)), 1.0
    elif style == "unreadable":
        yield 0, "", 1.0
    elif style == "recommendation":
        alone = match.end() == len(match.string)
        for _, share in _look_up(style, fold(match["word"])):
            if alone or share > TWO_LETTERS_OFF:
                yield int(written), str(int(written)), share
    else:
        for entry, share in _look_up(style, fold(written)):
            yield entry.ordinal, entry.number, share


def number_of(style: str, ordinal: int) -> str | None:
    """The number as it is cited: 2 in the ordinal style is the second ordinal word."""
    return next((entry.number for entry in table()[style] if entry.ordinal == ordinal), None)


def _look_up(style: str, word: str) -> Iterator[tuple[Entry, float]]:
    """Entries that ``word`` could be: the exact one alone if there is one, else all that are a letter or two away."""
    entries = table()[style]
    exact = [entry for entry in entries if word in entry.spellings]
    if exact:
        yield exact[0], 1.0
    elif len(word) > 2:
        allowed = 2 if len(word) >= LONG_WORD else 1
        for entry in entries:
            distance = min(OSA.distance(word, spelling, score_cutoff=allowed) for spelling in entry.spellings)
            if distance <= allowed:
                yield entry, ONE_LETTER_OFF if distance <= 1 else TWO_LETTERS_OFF
