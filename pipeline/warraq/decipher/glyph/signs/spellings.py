"""The candidate strings of the glyph channel as numbers, so that compiled loops can score them.

Brackets are as painted: in right-to-left text a painted ``)`` opens.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.letters import TATWEEL
from warraq.decipher.glyph.parameters import Spellings as P
from warraq.decipher.glyph.signs.joining import JOINS_AFTER, JOINS_BEFORE
from warraq.language import units
from warraq.language.alphabets import ARABIC, Alphabet

#: Kinds of string. NOTHING is a glyph that stands for no text (an ornament, half of a letter).
NOTHING, LETTERS, MARK, DIGIT, LATIN, PUNCTUATION, KASHIDA, OTHER = range(8)
#: Bits of ``Spellings.flags``.
(
    OPENS, CLOSES, BINDS, TANWEEN, SHADDA_FIRST, FATHATAN, COMPOSES, STOPS, DECIMAL, THOUSANDS, INDIC, ZERO, COMMA,
    ASCII_COMMA, SEATED, NO_SEPARATOR,
) = (1 << i for i in range(16))  # fmt: skip
LONGEST: Final = 6

NO_LETTER: Final = -1

_SHADDA: Final = "\N{ARABIC SHADDA}"
_FATHATAN: Final = "\N{ARABIC FATHATAN}"
#: Fathatan, dammatan, kasratan.
_TANWEEN: Final = "\u064b\u064c\u064d"
#: Madda above, hamza above, hamza below: they make another letter of the one before.
COMPOSING: Final = "\u0653\u0654\u0655"
#: What stands before a word when painted in right-to-left text, and what after one.
_OPENERS: Final = ")]}\u00bb\"'-\u2013\u2026\u2018\u2019\u201c\u201d"
_BRACKETS_CLOSE: Final = "([\u00ab"
_ENDS: Final = ".,:;!\u060c\u061b\u061f\u06d4" + _BRACKETS_CLOSE
#: After these no number or Latin word follows without a space, but for the comma in a number.
_STOPS: Final = "\u060c\u061b\u061f!"
_ZEROS: Final = ("0", "\u0660")
_COMMAS: Final = (",", "\u060c")
#: Waw and yeh with hamza. Writers leave a hamza out, but set none over a waw or a yeh that has none.
_SEATED: Final = "\u0624\u0626"
#: The Arabic separators stand between digits only.
_DECIMAL: Final = "\N{ARABIC DECIMAL SEPARATOR}"
_THOUSANDS: Final = "\N{ARABIC THOUSANDS SEPARATOR}"
SEPARATORS: Final = frozenset((_DECIMAL, _THOUSANDS))
#: Apostrophes, as which many faces draw the thousands separator, and dots, as which they draw the zero; they part no
#: Arabic-Indic digits.
_NO_SEPARATORS: Final = "'\u2018\u2019\u00b7\u2022\u25cf"
#: Letters beyond the model's alphabet are scored as the letter that they vary, and cost this much (nats).
_VARIANT: Final = {"\u067e": "\u0628", "\u0686": "\u062c", "\u06a4": "\u0641", "\u06af": "\u0643", "\u06a9": "\u0643"}

#: Alef maksura and farsi yeh: with a hamza they are yeh with hamza.
_YEHS: Final = "\u0649\u06cc"

NAMES_OF_GOD: Final = frozenset(("\u0627\u0644\u0644\u0647", "\u0644\u0644\u0647"))

#: Letters that people write for each other: alef with and without hamza, yeh and alef maksura, heh and teh marbuta.
_SKELETON: Final = str.maketrans(
    "\u0622\u0623\u0625\u0671\u0624\u0626\u0649\u0629", "\u0627\u0627\u0627\u0627\u0648\u064a\u064a\u0647"
)
_ARABIC_LETTERS: Final = frozenset(units.LETTERS)
#: Latin letters with accents come before it, Greek and all other scripts after.
LAST_LATIN: Final = "\u024f"
#: Letters that a joined alef of another script form or a tatweel never follows need no entry: -1.
_FORMS: Final = ("iso", "ini", "med", "fin")


def kind_of(text: str) -> int:
    """Kind of a candidate string, by its first character."""
    if not text:
        return NOTHING
    first = text[0]
    if first == TATWEEL:
        return KASHIDA
    if first in _ARABIC_LETTERS or first in JOINS_BEFORE:
        return LETTERS
    if unicodedata.category(first) == "Mn":
        return MARK
    if first.isdigit():
        return DIGIT
    if first.isalpha():
        return LATIN if first <= LAST_LATIN else OTHER
    return PUNCTUATION


class SpellingTables(NamedTuple):
    """Columns of the strings, for compiled code; letters are numbers into those of an alphabet.

    ``unit_of`` int16[letters, 4] (iso, ini, med, fin; -1 none), ``lam_alef`` int16[letters, 2] (iso, fin) for the
    alefs, ``compose`` int16[letters, 3] for the composing marks, ``joins`` uint8[letters] bit 0 before, bit 1 after;
    ``variant`` as :meth:`Spellings.variant`.
    """

    kind: NDArray[np.int8]
    variant: NDArray[np.int64]
    cost: NDArray[np.float32]
    flags: NDArray[np.uint16]
    length: NDArray[np.int8]
    letters: NDArray[np.int8]
    joins_before: NDArray[np.bool_]
    joins_after: NDArray[np.bool_]
    compose_with: NDArray[np.int8]
    unit_of: NDArray[np.int16]
    lam_alef: NDArray[np.int16]
    compose: NDArray[np.int8]
    joins: NDArray[np.uint8]
    lam: int
    alef: int
    waw: int
    hamza_seats: tuple[int, int]

    def vowels(self) -> NDArray[np.bool_]:
        """bool by string, those that are marks and no part of a letter: vowels, tanween, sukun and shadda."""
        is_vowel: NDArray[np.bool_] = (self.kind == MARK) & ((self.flags & COMPOSES) == 0)
        return is_vowel


_FLAGS_OF_FIRST: Final = (
    (OPENS, _OPENERS),
    (CLOSES, _ENDS),
    (BINDS, "./"),
    (STOPS, _STOPS),
    (COMPOSES, COMPOSING),
    (DECIMAL, _DECIMAL),
    (THOUSANDS, _THOUSANDS),
    (ASCII_COMMA, ","),
    (SEATED, _SEATED),
    (NO_SEPARATOR, _NO_SEPARATORS),
)


def _flags(text: str) -> int:
    if not text:
        return 0
    bits = 0
    for bit, members in _FLAGS_OF_FIRST:
        if text[0] in members:
            bits |= bit
    if text[0].isdigit() and not text.isascii():
        bits |= INDIC
    if text in _ZEROS:
        bits |= ZERO
    if text in _COMMAS:
        bits |= COMMA
    if text[-1] in _TANWEEN:
        bits |= TANWEEN
    if text[0] == _SHADDA:
        bits |= SHADDA_FIRST
    if text[-1] == _FATHATAN:
        bits |= FATHATAN
    return bits


def _cost(text: str, kind: int, alphabet: Alphabet) -> float:
    if kind == NOTHING:
        return 5.0
    if kind == KASHIDA:
        return 3.5
    if kind == MARK:
        return 2.0
    if kind == DIGIT:
        return 3.5
    if kind == LATIN:
        return 3.5
    if kind == PUNCTUATION:
        return 3.5
    if kind == LETTERS:
        return P.VARIANT_COST * sum(c not in alphabet.number for c in text.translate(alphabet.variants))
    return 8.0


def rarity(text: str) -> float:
    """What a mark, a punctuation mark or a ligature costs a sign, once and not by token, for being rare (nats)."""
    kind = kind_of(text)
    if kind == LETTERS and len(text) > 1 and not _is_lam_alef(text) and text not in NAMES_OF_GOD:
        return P.LIGATURE_COST
    if kind == MARK:
        with_vowel = P.HAMZA_WITH_VOWEL if len(text) > 1 and text[0] in COMPOSING else 0.0
        return 0.5 * sum(P.MARK_COST.get(c, 6.0) for c in text) + with_vowel
    if kind == PUNCTUATION:
        return 0.7 * (P.PUNCTUATION_COST.get(text, P.UNSEEN) - 3.0)
    return 0.0


def _is_lam_alef(text: str) -> bool:
    return (text, "iso") in units.UNIT_OF


_Row = tuple[int, float, int, int, tuple[int, ...], bool, bool, int]


class Spellings:
    """Interned candidate strings. Number 0 is the empty string; the first ``shared`` are those that it is a copy of.

    ``alphabet``: the letters that words are made of.
    """

    def __init__(self, alphabet: Alphabet = ARABIC) -> None:
        self.alphabet = alphabet
        self.shared = 0
        self.texts: list[str] = []
        self._number: dict[str, int] = {}
        self._variant: list[int] = []
        self._tables: SpellingTables | None = None
        #: what ``numbers`` found of those that are shared, for all copies of the same strings
        self._found: dict[tuple[str, ...], NDArray[np.int64]] = {}
        self.number("")

    def copy(self) -> Spellings:
        """The same strings under the same numbers; what is added to either isn't to the other."""
        other = Spellings(self.alphabet)
        other.texts, other._number, other._variant = self.texts.copy(), self._number.copy(), self._variant.copy()
        other.shared, other._tables = len(self.texts), self._tables
        other._found = self._found if len(self.texts) == self.shared or not self.shared else {}
        return other

    def number(self, text: str) -> int:
        """The number of ``text``, given out at first sight."""
        known = self._number.get(text)
        if known is None:
            known = self._number[text] = len(self.texts)
            self.texts.append(text)
            skeleton = text.translate(_SKELETON)
            kind = kind_of(text)
            if kind in (DIGIT, LATIN, PUNCTUATION, OTHER):
                self._variant.append(NO_LETTER)
            else:
                self._variant.append(known if skeleton == text else self.number(skeleton))
        return known

    def numbers(self, texts: tuple[str, ...]) -> NDArray[np.int64]:
        """The numbers of ``texts``, looked up once for all copies where they share them; not to be written to."""
        numbers = self._found.get(texts)
        if numbers is None:
            numbers = np.array([self.number(text) for text in texts], np.int64)
            if numbers.max(initial=0) < self.shared:
                self._found[texts] = numbers
        return numbers

    def variant(self, number: int) -> int:
        """Group of strings that language can't tell apart.

        Letters go by their plain spelling: hamza and the dots of final letters left out. All that is no letter is
        one group, ``NO_LETTER``: digits and punctuation are for the eye.
        """
        return self._variant[number]

    def kind(self, number: int) -> int:
        return kind_of(self.texts[number])

    def find(self, text: str) -> int:
        """The number of ``text``, -1 where it was never given out."""
        return self._number.get(text, -1)

    def tables(self) -> SpellingTables:
        """Columns of all strings known so far."""
        known = 0 if self._tables is None else self._tables.kind.size
        if self._tables is None or known < len(self.texts):
            new = _columns([_row(text, self.alphabet) for text in self.texts[known:]], self._variant[known:])
            old: dict[str, Any] = {} if self._tables is None else self._tables._asdict()
            grown: dict[str, Any] = {
                name: np.concatenate([old[name], column]) if old else column for name, column in new.items()
            }
            self._tables = SpellingTables(**grown, **_letter_tables(self.alphabet))
        return self._tables


def _columns(rows: Sequence[_Row], variant: Sequence[int]) -> dict[str, NDArray[Any]]:
    """The columns of ``SpellingTables`` of some strings."""
    kind, cost, flags, length, letters, before, after, composed = zip(*rows, strict=True)
    return {
        "kind": np.array(kind, np.int8),
        "variant": np.array(variant, np.int64),
        "cost": np.array(cost, np.float32),
        "flags": np.array(flags, np.uint16),
        "length": np.array(length, np.int8),
        "letters": np.array(letters, np.int8),
        "joins_before": np.array(before, np.bool_),
        "joins_after": np.array(after, np.bool_),
        "compose_with": np.array(composed, np.int8),
    }


@lru_cache(maxsize=4096)
def _row(text: str, alphabet: Alphabet) -> _Row:
    """The columns of one string, in the order of ``_columns``; documents try the same pairs of letters."""
    kind = kind_of(text)
    letters: list[int] = []
    if kind == LETTERS:
        number = alphabet.number
        looked_up = text.translate(alphabet.variants)
        letters = [number[v] - 1 for c in looked_up if (v := c if c in number else _VARIANT.get(c, c)) in number]
        letters = letters[:LONGEST]
    filled = (*letters, *(0,) * (LONGEST - len(letters)))
    before, after = text != "" and text[0] in JOINS_BEFORE, text != "" and text[-1] in JOINS_AFTER
    composed = COMPOSING.find(text[0]) if text else -1
    return kind, _cost(text, kind, alphabet), _flags(text), len(letters), filled, before, after, composed


@cache
def _letter_tables(alphabet: Alphabet) -> dict[str, Any]:
    number = {letter: row for row, letter in enumerate(alphabet.letters)}
    count = len(number)
    unit_of = np.full((count, 4), -1, np.int16)
    lam_alef = np.full((count, 2), -1, np.int16)
    compose = np.full((count, 3), -1, np.int8)
    joins = np.zeros(count, np.uint8)
    for letter, row in number.items():
        for column, form in enumerate(_FORMS):
            unit_of[row, column] = alphabet.unit_of(letter, form)
        for column, form in enumerate(("iso", "fin")):
            lam_alef[row, column] = alphabet.lam_alef(letter, form)
        base = "\N{ARABIC LETTER YEH}" if letter in _YEHS else letter
        for column, mark in enumerate(COMPOSING):
            compose[row, column] = number.get(unicodedata.normalize("NFC", base + mark), -1)
        joins[row] = (letter in JOINS_BEFORE) | ((letter in JOINS_AFTER) << 1)
    return {
        "unit_of": unit_of, "lam_alef": lam_alef, "compose": compose, "joins": joins,
        "lam": number[units.LAM], "alef": number["\N{ARABIC LETTER ALEF}"], "waw": number["\N{ARABIC LETTER WAW}"],
        "hamza_seats": (number["\u0624"], number["\u0626"]),
    }  # fmt: skip
