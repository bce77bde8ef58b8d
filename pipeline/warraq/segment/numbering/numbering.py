"""The grammar of numbering: which labels a piece of text could begin (or, out of order, end) with.

A pattern is a row of ``PATTERNS`` (words with a number are in ``headwords``); words and letters are rows of
``data/numbering.tsv``. Nothing is decided here: a label is a candidate with an ``exactness``, and ``segment.sequence``
chooses among the candidates by their sequence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntFlag
from functools import cache, lru_cache
from operator import attrgetter, itemgetter
from typing import Any, Final, NamedTuple

import regex
from rapidfuzz.distance import OSA

from warraq.segment.numbering.headwords import read_headword
from warraq.segment.numbering.words import Entry, OneOff, fold_word, table

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
#: Exactness of an ordinal that a colon sets off.
WITH_COLON = 0.9
#: Styles of single letters, and the rows of the table that they are.
LETTERS = {"letter": "letter", "dashed_letter": "letter", "hija": "hija", "dashed_hija": "hija", "persian": "persian"}
#: Styles of list marks that count nothing.
UNNUMBERED = frozenset({"bullet", "dash", "vote"})
#: Exactness of what stands where a heading's label stands, but is no word of the table.
UNREADABLE = 0.3


class Label(NamedTuple):
    """A number that a text could carry.

    Attributes:
        style: ``ordinal``, ``abjad``, ``letter``, ``dashed_letter``, ``hija``, ``dashed_hija``, ``persian``,
            ``decimal``, ``bracketed``, ``quoted``, ``bullet``, ``dash``, ``recommendation``, one of
            ``headwords.HEADWORDS``, ``unreadable``: a word where the label of a heading would stand, or ``topic``: a
            ``decimal`` of a heading (``segment.pieces``).
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


class Needs(IntFlag):
    """What a text must have for a pattern to be worth trying; most lines have nothing of it.

    ``EARLY`` is in its first three words, which is as far as a label at the start reaches, and ``LATE`` in its last.
    """

    WORD_FIRST = 1
    DIGIT_FIRST = 2
    SIGN_FIRST = 4
    DASH = 8
    EARLY_DASH = 16
    EARLY_BRACKET = 32
    EARLY_DIGIT = 64
    EARLY_STOP = 128
    LATE_DASH = 256
    LATE_BRACKET = 512


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to print a label. The expression names its part ``number`` and spans the whole label."""

    style: str
    written: str
    exactness: float
    needs: Needs


@cache
def _compiled(written: str) -> regex.Pattern[str]:
    return regex.compile(written)


_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015"  # hyphen-minus, hyphen to horizontal bar
_DASH = rf"[{_DASHES}]"
_BEFORE_DASH = rf"(?<=\S)\s*{_DASH}"
_LETTER = r"(?P<number>\p{Arabic}\u0640?)"
_TEN = r"(?:\s\u0639\p{Mn}*\u0634\p{Mn}*\u0631\p{Mn}*)"  # ayn, sheen, reh: the ten of eleven to nineteen
# The digits of the script are no letters.
_WORD = rf"(?P<number>(?!\d)\p{{Arabic}}(?:(?!\d)[\p{{Arabic}}\p{{Mn}}]){{1,7}}{_TEN}?)"
_NUMBER = r"(?P<number>\d{1,3})"
_OR = "\u0623\u0648"  # aw, the or of and/or
_QUOTE = r"['\u2018\u2019\u201b\u02bc]"
_BULLETS = (
    "\u2022\u25cf\u25cb\u25aa\u25a0\u2023\u25e6\u00b7\uf0b7\u00a7\uf0a7\u2043"
    # squares, diamonds, arrow heads, ticks and boxes: what Word draws from fonts of pictures
    "\u25a1\u25fb\u2751\u2752\u274d\u25c6\u29eb\u2b25\u2b27\u2756\u27a2\u2794\u27b2\u2713\u2717\u2605\u2610\u2611\u2612"
)

_B, _N = Needs.EARLY_BRACKET, Needs.EARLY_DIGIT
_WORD_DASH, _SIGN_DASH = Needs.WORD_FIRST | Needs.EARLY_DASH, Needs.SIGN_FIRST | Needs.EARLY_DASH
_DIGIT_DASH, _WORD_STOP = Needs.DIGIT_FIRST | Needs.EARLY_DASH, Needs.WORD_FIRST | Needs.EARLY_STOP
_DIGIT_STOP = Needs.DIGIT_FIRST | Needs.EARLY_STOP
PATTERNS: tuple[Pattern, ...] = tuple(
    Pattern(style, expression, exactness, needs)
    for style, expression, exactness, needs in (
        *(
            row
            for style in ("ordinal", "abjad")
            for row in (
                (style, rf"^{_WORD}\s*{_DASH}\s*(?=\S)", 1.0, _WORD_DASH),
                (style, rf"^{_DASH}\s*{_WORD}\s+(?=\S)", MISPLACED, _SIGN_DASH),
                (style, rf"{_BEFORE_DASH}\s*{_WORD}$", WORD_AT_END, Needs.LATE_DASH),
                (style, rf"{_BEFORE_DASH}\s*{_WORD}(?=\s)", WORD_INSIDE, Needs.DASH),
                (style, rf"^{_WORD}\s+(?=\S.*{_DASH}$)", WORD_INSIDE, Needs.WORD_FIRST | Needs.LATE_DASH),
            )
        ),
        ("ordinal", rf"^{_WORD}\s*:\s*(?=\S|$)", WITH_COLON, _WORD_STOP),
        ("unreadable", rf"^{_WORD}\s*{_DASH}\s*(?=\S)", UNREADABLE, _WORD_DASH),
        ("unreadable", rf"{_BEFORE_DASH}\s*{_WORD}$", UNREADABLE, Needs.LATE_DASH),
        ("decimal", rf"^{_NUMBER}\s*{_DASH}\s*(?![\d\s])", 1.0, _DIGIT_DASH),
        ("decimal", rf"^{_NUMBER}\.(?:\s+|(?=\p{{L}}))", 1.0, _DIGIT_STOP),
        ("decimal", rf"^{_DASH}\s*{_NUMBER}\s+(?=\S)", MISPLACED, _SIGN_DASH | _N),
        ("decimal", rf"^{_NUMBER}\)\s*(?=\S)", MISPLACED, Needs.DIGIT_FIRST | _B),
        ("decimal", rf"^{_NUMBER}{_DASH}\s*(?=\d)", RUN_IN, _DIGIT_DASH),
        ("decimal", rf"^\p{{Arabic}}{_DASH}{_NUMBER}\s+(?=\S)", RUN_IN, _WORD_DASH | _N),
        ("decimal", rf"(?<=\S)\s+(?:{_DASH}\s*{_NUMBER}|{_NUMBER}\s*{_DASH})$", AT_END, Needs.LATE_DASH),
        ("letter", rf"^[()]\s*{_LETTER}\s*[()]\s*(?=\S)", 1.0, Needs.SIGN_FIRST | _B),
        ("letter", rf"^(?:{_LETTER}\s*\)|\(\s*{_LETTER}\s)\s*(?=\S)", MISPLACED, _B),
        ("letter", rf"(?<=\S)\s+[()]\s*{_LETTER}\s*[()]$", WORD_AT_END, Needs.LATE_BRACKET),
        ("hija", rf"^[()]\s*{_LETTER}\s*[()]\s*(?=\S)", 1.0, Needs.SIGN_FIRST | _B),
        *(
            row
            for style in ("dashed_letter", "dashed_hija")
            for row in (
                (style, rf"^{_LETTER}\s*{_DASH}\s*(?=\S|$)", 1.0, _WORD_DASH),
                (style, rf"^{_LETTER}\s?[.:]\s*(?=\S)", MISPLACED, _WORD_STOP),
                (style, rf"^{_LETTER}\s?/\s*(?=\p{{L}})(?!{_OR})", MISPLACED, _WORD_STOP),
            )
        ),
        ("decimal", rf"^{_NUMBER}\s?/\s*(?=\p{{L}})", MISPLACED, _DIGIT_STOP),
        ("persian", r"^(?P<number>\p{Arabic}{1,3})\s*\)\s*(?=\S)", 1.0, Needs.WORD_FIRST | _B),
        ("persian", rf"^(?P<number>\p{{Arabic}}{{1,3}})\s*{_DASH}\s*(?=\S)", 1.0, _WORD_DASH),
        ("bracketed", rf"^[()]\s*{_NUMBER}\s*[()]\s*(?=\S)", 1.0, Needs.SIGN_FIRST | _B | _N),
        ("quoted", rf"^{_QUOTE}\s*{_NUMBER}\s*{_QUOTE}\s*(?=\S)", 1.0, Needs.SIGN_FIRST | _N),
        ("resolution", rf"^(?P<number>\d{{1,3}}/\d{{1,3}})\s*(?:\.|{_DASH})\s*(?=\p{{L}})", 1.0, _DIGIT_STOP),
        ("bullet", rf"^(?P<number>[{_BULLETS}])\s*(?=\S)", 1.0, Needs.SIGN_FIRST),
        ("dash", rf"^(?P<number>{_DASH})\s+(?=\p{{L}})", 1.0, _SIGN_DASH),
        (
            "recommendation",
            rf"^(?P<word>\p{{Arabic}}{{4,8}})\s*{_NUMBER}(?![\d/,.])\s*[:.\-\u2013]?\s*",
            1.0,
            Needs.WORD_FIRST | _N,
        ),
        ("recommendation", rf"^{_NUMBER}\s*(?P<word>\p{{Arabic}}{{4,8}})(?=\s|$)\s*", MISPLACED, Needs.DIGIT_FIRST),
    )
)


def _has(text: str) -> int:
    """What ``text`` has of what the patterns need."""
    first = text[:1]
    has = _FIRST[0 if first.isalpha() else 1 if first.isdigit() else 2]
    plain = _WITHOUT_SIGNS(text)
    sign = _ANY_SIGN(text, plain.end() if plain else 0)
    if sign is None:
        return has  # as many
    at = sign.start()
    words = text.split(None, _REACH)
    early = len(text) - len(words[_REACH]) if len(words) > _REACH else len(text)
    if at < early:
        for need, search in _EARLY:
            if search(text, at, early):
                has |= need
    if _ANY_DASH(text, at):
        has |= _DASH_LATE if _has_late_dash(text) else _DASH_ANYWHERE
    if text.rstrip().endswith(_BRACKETS):
        has |= _BRACKET_LATE
    return has


def _has_late_dash(text: str) -> bool:
    return _ANY_DASH("".join(text.rsplit(None, _REACH)[-_REACH:])) is not None


def may_end_with_label(text: str) -> bool:
    """Whether ``text`` could end with a label that doesn't begin it."""
    return text.rstrip().endswith(_BRACKETS) or _has_late_dash(text)


#: A label is within so many words of where its text begins or ends: a number of two words and a dash.
_REACH = 3
_ANY_DASH = re.compile(_DASH).search
# As plain numbers: those of an enumeration take their time.
_FIRST = (int(Needs.WORD_FIRST), int(Needs.DIGIT_FIRST), int(Needs.SIGN_FIRST))
_DASH_ANYWHERE, _DASH_LATE = int(Needs.DASH), int(Needs.DASH | Needs.LATE_DASH)
_BRACKET_LATE = int(Needs.LATE_BRACKET)
_BRACKETS = ("(", ")")
_EARLY = (
    (int(Needs.EARLY_DASH), _ANY_DASH),
    (int(Needs.EARLY_BRACKET), re.compile("[()]").search),
    (int(Needs.EARLY_DIGIT), re.compile(r"\d").search),
    (int(Needs.EARLY_STOP), re.compile("[.:/]").search),
)
_ANY_SIGN = re.compile(rf"[{_DASHES}()\d.:/]").search
#: Letters, spaces and commas: most texts begin with many, and some have nothing else. Seen in a third of the time.
_WITHOUT_SIGNS = re.compile(r"[ A-Za-z\u060c\u061b\u0621-\u063a\u0641-\u064a]*+").match
#: White space as ``regex`` knows it: to ``str`` four controls are white as well.
_WHITE: Final = "".join(char for char in map(chr, range(0x3001)) if char.isspace() and not "\x1c" <= char <= "\x1f")
_EACH_DASH = re.compile(_DASH).finditer
_PLACE: Final = itemgetter(0)
_EXACTNESS: Final = attrgetter("exactness")
#: Styles of labels that are a number in digits, and of those that say none.
_NUMERALS: Final = frozenset({"decimal", "bracketed", "quoted"})
_COUNT_NOTHING: Final = UNNUMBERED | {"unreadable"}
#: What finds an expression, whether anywhere, and which patterns are written so: place among all, style, exactness.
Tried = tuple[Callable[[str], Any], bool, tuple[tuple[int, str, float], ...]]


def _patterns(has: int) -> tuple[Pattern, ...]:
    return tuple(pattern for pattern in PATTERNS if pattern.needs & has == pattern.needs)


@cache
def _tried(has: int) -> tuple[Tried, ...]:
    """What is worth trying on a text that has so much of what the patterns need; several styles are written alike."""
    return _distinct(_patterns(has))


def _distinct(patterns: Sequence[Pattern]) -> tuple[Tried, ...]:
    """They are compiled for the first text that needs them: few documents need all of them."""
    alike: dict[str, list[tuple[int, str, float]]] = {}
    for place, pattern in enumerate(patterns):
        alike.setdefault(pattern.written, []).append((place, pattern.style, pattern.exactness))
    return tuple(
        (_compiled(written).match, False, tuple(rows))
        if written.startswith("^")
        else (
            _at_dashes(written) if written.startswith(_BEFORE_DASH) else _compiled(written).finditer,
            True,
            tuple(rows),
        )
        for written, rows in alike.items()
    )


def _at_dashes(written: str) -> Callable[[str], Iterator[regex.Match[str]]]:
    """``finditer`` of an expression that begins with ``_BEFORE_DASH``; to begin at each letter takes longer."""
    match = _compiled(written).match

    def find(text: str) -> Iterator[regex.Match[str]]:
        for dash in _EACH_DASH(text):
            start = len(text[: dash.start()].rstrip(_WHITE))
            label = match(text, start) if start else None
            if label:
                yield label

    return find


def read_labels(text: str) -> tuple[Label, ...]:
    """Every label that ``text`` could carry, the exact ones first. Example: ``3- text`` gives the decimal 3."""
    if not text:
        return ()
    hits: list[tuple[int, Label]] = []
    for find, anywhere, rows in _tried(_has(text)):
        match = find(text)
        if match:
            for hit in match if anywhere else (match,):
                hits += _read(hit, rows)
    head = read_headword(text)
    if head is not None:
        label = Label(head.style, head.ordinal, head.number, 0, head.end, head.exactness)
        hits.append((len(PATTERNS), label))
    if len(hits) < 2:
        return (hits[0][1],) if hits else ()  # as most lines
    labels: dict[tuple[str, int], Label] = {}
    hits.sort(key=_PLACE)
    for _, label in hits:
        _keep(label, labels)
    return tuple(sorted(labels.values(), key=_EXACTNESS, reverse=True))


def _keep(label: Label, labels: dict[tuple[str, int], Label]) -> None:
    key = (label.style, label.ordinal)
    if key not in labels or _rank(label) > _rank(labels[key]):
        labels[key] = label


def _rank(label: Label) -> tuple[float, int]:
    """The more exact label of two that say the same, then the shorter."""
    return label.exactness, label.start - label.end


def _read(match: regex.Match[str], rows: Iterable[tuple[int, str, float]]) -> Iterator[tuple[int, Label]]:
    """What a matched label stands for by each pattern that is written so, ``rows`` of ``Tried``, with its place."""
    written: str = match["number"]
    start, end = match.span()
    for place, style, exactness in rows:
        for ordinal, number, share in _values(style, written, match):
            yield place, Label(style, ordinal, number, start, end, exactness * share)


def _values(style: str, written: str, match: regex.Match[str]) -> Sequence[tuple[int, str, float]]:
    """What a matched label stands for: ordinal, number as it is cited, and how exactly the word fits the table."""
    if style in _NUMERALS:
        return ((int(written), str(int(written)), 1.0),)
    if style in _COUNT_NOTHING:
        return ((0, "", 1.0),)
    if style == "resolution":
        parts = [str(int(part)) for part in written.split("/")]
        return ((int(parts[-1]), "/".join(parts), 1.0),)
    if style == "recommendation":
        close = _look_up(style, fold_word(match["word"]))
        least = 0.0 if match.end() == len(match.string) else TWO_LETTERS_OFF
        return [(int(written), str(int(written)), share) for _, share in close if share > least]
    close = _look_up(LETTERS.get(style, style), fold_word(written))
    return [(entry.ordinal, entry.number, share) for entry, share in close] if close else ()


@cache
def number_of(style: str, ordinal: int) -> str | None:
    """The number as it is cited: 2 in the ordinal style is the second ordinal word."""
    return next((entry.number for entry in table()[style] if entry.ordinal == ordinal), None)


@lru_cache(maxsize=4096)
def _look_up(style: str, word: str) -> tuple[tuple[Entry, float], ...]:
    """Entries that ``word`` could be: the exact one alone if there is one, else all that are a letter or two away."""
    exact = _spellings(style).get(word)
    if exact is not None:
        return ((exact, 1.0),)
    if len(word) <= 2:
        return ()
    if len(word) < LONG_WORD:
        close, entries = _one_off(style, len(word))
        return tuple((entry, ONE_LETTER_OFF) for entry in dict.fromkeys(entries[at] for at in close.places(word)))
    near: dict[Entry, int] = {}
    for entry, spelling in _as_long(style, len(word)):
        distance = OSA.distance(word, spelling, score_cutoff=2)
        if distance <= 2:
            near[entry] = min(distance, near.get(entry, 2))
    return tuple((entry, ONE_LETTER_OFF if distance <= 1 else TWO_LETTERS_OFF) for entry, distance in near.items())


@cache
def _spellings(style: str) -> dict[str, Entry]:
    """The first entry of each spelling of a style."""
    return {spelling: entry for entry in reversed(table()[style]) for spelling in reversed(entry.spellings)}


@cache
def _one_off(style: str, length: int) -> tuple[OneOff, tuple[Entry, ...]]:
    """The spellings of a style that a word of so many letters may be one letter away from, and whose each is."""
    spellings = [(entry, spelling) for entry in table()[style] for spelling in entry.spellings]
    return OneOff([spelling for _, spelling in spellings], length), tuple(entry for entry, _ in spellings)


@cache
def _as_long(style: str, length: int) -> tuple[tuple[Entry, str], ...]:
    """Every entry of a style with those of its spellings that have so many letters, give or take two."""
    return tuple(
        (entry, spelling)
        for entry in table()[style]
        for spelling in entry.spellings
        if abs(len(spelling) - length) <= 2
    )
