"""How good a token reads: words by the language model, and what stands beside what."""

from __future__ import annotations

import math

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.parameters import (
    BETWEEN_DIGITS,
    LONE_LATIN,
    LONE_LETTER,
    LONE_SLASH,
    LONGEST_WORD,
    WRONG_JOIN,
    WRONG_SEAT,
)
from warraq.decipher.glyph.parameters import WordScore as P
from warraq.decipher.glyph.signs.spellings import (
    ASCII_COMMA,
    BINDS,
    CLOSES,
    COMMA,
    COMPOSES,
    DECIMAL,
    DIGIT,
    FATHATAN,
    INDIC,
    KASHIDA,
    LATIN,
    LETTERS,
    MARK,
    NO_SEPARATOR,
    NOTHING,
    OPENS,
    PUNCTUATION,
    SHADDA_FIRST,
    STOPS,
    TANWEEN,
    THOUSANDS,
    ZERO,
    SpellingTables,
)  # fmt: skip
from warraq.language.lookup import Lexicon, Ngrams, Spelling
from warraq.language.model import UNKNOWN_SHARE, LanguageModel
from warraq.language.parameters import KEPT_ORDER, STEP, UNIT_ORDER, WORD_BEGINS
from warraq.language.tokens import UNKNOWN

if not cython.compiled:
    from math import inf

    from warraq.language.lookup import find_word, mix, onward, spelling_step, word_onward

_KNOWN = math.log(1 - UNKNOWN_SHARE)
_UNKNOWN = math.log(UNKNOWN_SHARE)
_LAST_KASHIDA = P.LAST_KASHIDA
_MIXED_DIGITS = P.MIXED_DIGITS
_LATIN_BESIDE_DIGIT = P.LATIN_BESIDE_DIGIT
_LATIN_BESIDE_INDIC = P.LATIN_BESIDE_INDIC
_OTHER_SEAT = P.OTHER_SEAT
_LEADING_ZERO = P.LEADING_ZERO
_LONE_ZERO = P.LONE_ZERO
_FOREIGN_COMMA = P.FOREIGN_COMMA
#: Digits of a group, before which a thousands separator stands, and what one costs elsewhere (nats).
_GROUP = 3
_NO_GROUP = P.NO_GROUP
_LETTER_BESIDE = P.LETTER_BESIDE
_LETTER_BESIDE_INDIC = P.LETTER_BESIDE_INDIC
#: What stands behind the last string of a token.
_END = -1
#: Slots for words and unit n-grams that were looked up (powers of two), and letters of the longest word that is kept.
_WORD_ROOM = 1 << 16
_GRAM_ROOM = 1 << 14
_LONGEST_KEPT = 20
_PAST_THAT_COUNTS = (1 << 8 * (KEPT_ORDER - 1)) - 1
_MULTIPLIER = 0x9E3779B97F4A7C15
_ALL = 0xFFFFFFFFFFFFFFFF

#: A slot is found in one look at the memory: its size divides that of a cache line.
_KEPT_WORD = np.dtype([("low", np.uint64), ("high", np.uint64), ("value", np.float64), ("number", np.int64)])
_KEPT_GRAM = np.dtype([("key", np.uint64), ("value", np.float32), ("longest", np.uint32)])


class WordTables:
    """The language model's look-ups, and room for what they have found.

    ``words`` and ``grams`` hold keys of words and unit n-grams, 0 where a slot is free, and what the model said of
    each.
    All documents of a process share them, so nothing that reads tokens lets go of the interpreter's lock meanwhile.

    Args:
        language: what words count.
        wrong_join: what a letter costs that is drawn for another joining context, per wrong side (nats).
    """

    def __init__(
        self, lexicon: Lexicon, spelling: Spelling, ngrams: Ngrams, language: float, wrong_join: float
    ) -> None:
        self.lexicon = lexicon
        self.spelling = spelling
        self.ngrams = ngrams
        self.language = language
        self.wrong_join = wrong_join
        self.words = np.zeros(_WORD_ROOM, _KEPT_WORD).view(np.recarray)
        self.grams = np.zeros(_GRAM_ROOM, _KEPT_GRAM).view(np.recarray)


def word_tables(model: LanguageModel, *, language: bool = True, joining: bool = True) -> WordTables:
    """The look-ups of ``model``, with nothing found yet; whether words count, and whether joining does."""
    wrong_join = WRONG_JOIN if joining else 0.0
    return WordTables(model.lexicon_table, model.unit_ngrams, model.word_ngrams, float(language), wrong_join)


class Reader:
    """Tokens, what their signs read as at present, and what tells how good that is.

    What signs read as is written to where they stand in several tokens; a reader sees what ``spelled`` holds. Arrays
    behind ``hamza_seats`` are room to work in.

    Args:
        flat, starts: int64, the signs of token k are ``flat[starts[k]:starts[k + 1]]``.
        weights: float64, what each token counts.
        spelled, forms: int64 by sign, the string that it reads as, and the joining contexts that it is drawn for (bit 2
            x before + after).
        tables: columns of the strings.
    """

    def __init__(
        self,
        flat: NDArray[np.int64],
        starts: NDArray[np.int64],
        weights: NDArray[np.float64],
        spelled: NDArray[np.int64],
        forms: NDArray[np.int64],
        tables: SpellingTables,
        words: WordTables,
    ) -> None:
        self.flat = flat
        self.starts = starts
        self.weights = weights
        self.spelled = spelled
        self.forms = forms
        self.words = words
        self.kind = tables.kind
        self.variant = tables.variant
        self.cost = tables.cost
        self.flags = tables.flags
        self.length = tables.length
        self.letters = tables.letters
        self.joins_before = tables.joins_before
        self.joins_after = tables.joins_after
        self.compose_with = tables.compose_with
        self.unit_of = tables.unit_of
        self.lam_alef = tables.lam_alef
        self.compose = tables.compose
        self.joins = tables.joins
        self.lam = tables.lam
        self.alef = tables.alef
        self.waw = tables.waw
        self.on_waw, self.on_yeh = tables.hamza_seats
        #: Letters of a word, its units, the joining contexts of a token's places, how often a sign stands in each.
        self.word = np.empty(LONGEST_WORD + 8, np.int64)
        self.sequence = np.empty(LONGEST_WORD + 8, np.int64)
        self.contexts = np.empty(flat.size, np.int8)
        self.stands = np.empty(4, np.int64)


def _units_of_word(r: Reader, count: int) -> int:
    """Write the unit numbers of the word of ``count`` letters; returns how many."""
    made, joined, i = 0, False, 0
    while i < count:
        letter = r.word[i]
        if letter == r.lam and i + 1 < count and r.lam_alef[r.word[i + 1], 0] >= 0:
            r.sequence[made] = r.lam_alef[r.word[i + 1], 1 if joined else 0]
            made += 1
            joined = False
            i += 2
            continue
        before = joined and (r.joins[letter] & 1) != 0
        follows = (r.joins[letter] & 2) != 0 and i + 1 < count and (r.joins[r.word[i + 1]] & 1) != 0
        form = (2 if follows else 3) if before else (1 if follows else 0)
        unit = r.unit_of[letter, form]
        r.sequence[made] = unit if unit >= 0 else r.unit_of[letter, 0]
        made += 1
        joined = follows
        i += 1
    return made


def _gram(w: WordTables, past: int, unit: int, longest: int) -> tuple[float, int]:
    """``spelling_step``, kept as words are."""
    key = (past & _PAST_THAT_COUNTS) << 8 | unit + 1
    slot = mix(key) & (_GRAM_ROOM - 1)
    if w.grams[slot].key != key:
        value, reached = spelling_step(w.spelling, past, unit, longest)
        w.grams[slot].key = key
        w.grams[slot].value = value
        w.grams[slot].longest = reached
    return float(w.grams[slot].value), int(w.grams[slot].longest)


def _look_up(r: Reader, w: WordTables, count: int) -> tuple[float, int]:
    """As ``kept_word``, of words of two letters and more, from the language model itself."""
    length, number, steps, seat = 0, -1, 0, -1
    for k in range(-1, count):  # as it is written, then with each hamza on the other seat
        letter = r.word[k] if k >= 0 else -1
        if k >= 0:
            if letter != r.on_waw and letter != r.on_yeh:
                continue
            r.word[k] = r.on_yeh if letter == r.on_waw else r.on_waw
        length, hashed = _units_of_word(r, count), 0
        for place in range(length):
            hashed = word_onward(hashed, r.sequence[place])
        number, steps = find_word(w.lexicon, hashed)
        seat = k
        if k >= 0:
            r.word[k] = letter
        if number >= 0:
            break
    value, mistaken = -inf, False
    if number >= 0:
        value = _KNOWN - STEP * steps
        if seat >= 0:
            mistaken = seat + 1 == count or r.word[seat + 1] != r.waw
            value -= WRONG_SEAT if mistaken else _OTHER_SEAT
    else:
        number = UNKNOWN
    if number == UNKNOWN or mistaken:
        if seat >= 0:
            length = _units_of_word(r, count)
        spelt, past, longest = _UNKNOWN, WORD_BEGINS, UNIT_ORDER
        for k in range(length + 1):
            unit = r.sequence[k] if k < length else 0
            step, longest = _gram(w, past, unit, longest)
            spelt += step
            past = onward(past, unit)
        value = max(value, spelt)
    return value, number


def kept_word(r: Reader, w: WordTables, count: int) -> tuple[float, int]:
    """(log p, token id) of the word of ``count`` letters; the id is UNKNOWN where the lexicon hasn't it.

    The ascent asks for the same words over and over: what was found is kept, a slot a hash, by the letters themselves.
    """
    if count <= 1:
        return LONE_LETTER, UNKNOWN
    if count > _LONGEST_KEPT:
        return _look_up(r, w, count)
    low, high = 0, 0
    for k in range(min(count, _LONGEST_KEPT // 2)):
        low = low << 6 | r.word[k] + 1
    for k in range(_LONGEST_KEPT // 2, count):
        high = high << 6 | r.word[k] + 1
    slot = mix(low ^ (high * _MULTIPLIER & _ALL)) & (_WORD_ROOM - 1)
    if w.words[slot].low != low or w.words[slot].high != high:
        value, number = _look_up(r, w, count)
        w.words[slot].low = low
        w.words[slot].high = high
        w.words[slot].value = value
        w.words[slot].number = number
    return w.words[slot].value, w.words[slot].number


def _mark_cost(r: Reader, s: int, count: int, following: int) -> tuple[float, int]:
    """Cost of mark ``s`` after the letters so far, and the letter that it makes of the last one (-1: none).

    ``following``: the letter behind it, -1 if there is none.
    """
    cost = float(r.cost[s])
    if count == 0:
        return cost + 6.0, -1
    last, flags = r.word[count - 1], r.flags[s]
    if flags & COMPOSES:
        made = r.compose[last, r.compose_with[s]]
        if made >= 0:
            return cost - 1.0, made
        return cost + 6.0, -1
    if flags & TANWEEN and following >= 0 and not (flags & FATHATAN and following == r.alef):
        cost += 5.0
    if flags & SHADDA_FIRST:
        if count == 1:
            cost += 1.5
        if r.lam_alef[last, 0] >= 0:
            cost += 4.0
    if flags & FATHATAN:
        # Fathatan sits on alef, teh marbuta, hamza, alef maksura, or before an alef.
        if last != r.alef and (r.joins[last] & 2) != 0 and following != r.alef:
            cost += 2.0
    elif last == r.alef:
        cost += 4.0
    return cost, -1


def _separator_cost(flags: int, digits: int, in_number: bool) -> float:
    """Cost of a comma or an Arabic separator before ``digits`` digits, 0 where it doesn't stand in a number.

    ``in_number``: it is a comma between Arabic-Indic digits.
    """
    if flags & COMMA:
        return _FOREIGN_COMMA if in_number and not (flags & ASCII_COMMA and digits == _GROUP) else 0.0
    if digits == 0 or (flags & THOUSANDS and digits != _GROUP):
        return _NO_GROUP
    return _FOREIGN_COMMA if flags & DECIMAL and digits == _GROUP else 0.0


def _string_behind(r: Reader, place: int, end: int, past_kashidas: bool) -> int:
    """The string behind a ``place`` that is neither mark nor nothing, nor a kashida if those are passed over; or -1."""
    for i in range(place + 1, end):
        s = r.spelled[r.flat[i]]
        kind = r.kind[s]
        if kind != MARK and kind != NOTHING and not (past_kashidas and kind == KASHIDA):
            return s
    return -1


def _read_mark(r: Reader, s: int, count: int, following: int, ahead: int) -> tuple[float, int]:
    """What a mark costs behind a word of ``count`` letters, whose last it may change; and the letter that marks so far
    make of the alef behind them, ``ahead`` before."""
    letter = r.letters[following, 0] if following >= 0 and r.length[following] > 0 else -1
    cost, made = _mark_cost(r, s, count, letter)
    if made >= 0:
        r.word[count - 1] = made
    elif r.flags[s] & COMPOSES and letter == r.alef:
        # Faces set the hamza of an alef before it: over the lam of a lam-alef of two glyphs, below any alef.
        ahead = r.compose[letter, r.compose_with[s]]
        cost = r.cost[s] - 1.0
    return cost, ahead


def _score_alone(r: Reader, previous: int, last: int, total: float) -> float:
    """``total`` of a token that is the string ``last``, of the kind ``previous``, alone."""
    if previous == PUNCTUATION and r.flags[last] & (BINDS | CLOSES) == BINDS:
        total -= LONE_SLASH
    if previous == DIGIT and r.flags[last] & ZERO:
        total -= _LONE_ZERO
    return total


def _end_word(r: Reader, w: WordTables, count: int, last: int, s: int, kind: int, total: float) -> float:
    """``total`` with the word of ``count`` letters whose last string is ``last``, behind which ``s`` stands."""
    value, _ = kept_word(r, w, count)
    if last >= 0 and r.kind[last] == KASHIDA:
        value = max(value, LONE_LETTER)
    total += w.language * value
    if kind in (DIGIT, LATIN):
        beside = _LETTER_BESIDE_INDIC if r.flags[s] & INDIC else _LETTER_BESIDE
        total -= 1.0 if count == 1 else beside
    return total


def _begin_letters(r: Reader, previous: int, last: int, total: float) -> float:
    """``total`` where letters stand behind the string ``last`` of the kind ``previous``."""
    if previous in (DIGIT, LATIN):
        total -= _LETTER_BESIDE_INDIC if r.flags[last] & INDIC else _LETTER_BESIDE
    if previous == PUNCTUATION and not (r.flags[last] & (OPENS | BINDS)):
        total -= 3.0
    return total


def _spell(r: Reader, s: int, count: int, ahead: int) -> int:
    """Add the letters of ``s`` to the word, the first of which a mark before it may have made ``ahead``; how many it
    has then."""
    if count + r.length[s] < LONGEST_WORD:
        for k in range(r.length[s]):
            r.word[count] = r.letters[s, k]
            count += 1
        if ahead >= 0:
            r.word[count - r.length[s]] = ahead
    return count


def _score_punctuation(
    r: Reader, s: int, previous: int, last: int, following: int, digits: int, in_number: bool, total: float
) -> float:
    """``total`` with what stands beside the punctuation ``s``; before it so many ``digits`` in a row."""
    if r.flags[s] & NO_SEPARATOR and previous == DIGIT and following >= 0:
        total -= BETWEEN_DIGITS if r.flags[last] & r.flags[following] & INDIC else 0.0
    if r.flags[s] & (COMMA | DECIMAL | THOUSANDS):
        between = following >= 0 and r.kind[following] == DIGIT
        total -= _separator_cost(r.flags[s], digits if between else 0, in_number)
    if previous == LETTERS and r.flags[s] & OPENS and not (r.flags[s] & CLOSES):
        total -= 1.5
    if previous < 0 and following >= 0 and r.kind[following] == LETTERS and r.flags[s] & CLOSES:
        total -= 3.0
    return total


def _score_beside(
    r: Reader, s: int, kind: int, previous: int, last: int, following: int, in_number: bool, total: float
) -> float:
    """``total`` with what stands beside a digit, a Latin letter or another sign ``s``; ``in_number``: behind a comma in
    one."""
    ends = following < 0 or r.kind[following] != DIGIT
    if kind == DIGIT and previous == DIGIT and r.flags[s] & ZERO and ends:
        total -= _LEADING_ZERO
    if previous == PUNCTUATION and r.flags[last] & STOPS and not in_number:
        total -= 5.0
    if kind == DIGIT and previous == DIGIT and (r.flags[s] ^ r.flags[last]) & INDIC:
        total -= _MIXED_DIGITS
    if (kind == DIGIT and previous == LATIN) or (kind == LATIN and previous == DIGIT):
        total -= _LATIN_BESIDE_INDIC if (r.flags[s] | r.flags[last]) & INDIC else _LATIN_BESIDE_DIGIT
    return total


def score_token(r: Reader, w: WordTables, token: int) -> float:
    """Score (nats) of a token as its signs are spelled, whatever contexts they are drawn for.

    The joining context that each place stands in as letters, 2 x before + after, is written to ``Reader.contexts``, and
    -1 where it stands as none.
    """
    begin, end = r.starts[token], r.starts[token + 1]
    n = end - begin
    total = 0.0
    count = 0
    previous = -1  # kind of the last string that is no mark
    last = -1  # its number
    in_number = False  # it is a comma between Arabic-Indic digits
    ahead = -1  # the letter that a mark makes of the alef behind it
    digits = 0  # in a row before, of which the last in the number comes first
    latin, others = 0, 0  # Latin letters, and digits and Arabic letters
    for i in range(n + 1):
        s = r.spelled[r.flat[begin + i]] if i < n else 0
        kind = r.kind[s] if i < n else _END
        if i < n:
            r.contexts[i] = -1
        following = _string_behind(r, begin + i, end, kind == MARK)
        if kind == MARK:
            cost, ahead = _read_mark(r, s, count, following, ahead)
            total -= cost
            continue
        if kind not in (LETTERS, NOTHING, KASHIDA) and count > 0:
            total = _end_word(r, w, count, last, s, kind, total)
            count = 0
        if kind == _END:
            break
        total -= r.cost[s]
        if kind == NOTHING:
            continue
        before = last >= 0 and r.joins_after[last] and r.joins_before[s]
        after = following >= 0 and r.joins_after[s] and r.joins_before[following]
        if kind == KASHIDA:
            if not (before and after):
                total -= (_LAST_KASHIDA if before else 2) * w.wrong_join
            last = s
            continue
        if kind == LETTERS:
            total = _begin_letters(r, previous, last, total)
            count = _spell(r, s, count, ahead)
            ahead = -1
            r.contexts[i] = 2 * before + after
        elif kind == PUNCTUATION:
            in_number = r.flags[s] & COMMA and previous == DIGIT and following >= 0
            in_number = in_number and r.flags[last] & r.flags[following] & INDIC
            total = _score_punctuation(r, s, previous, last, following, digits, in_number, total)
        else:
            total = _score_beside(r, s, kind, previous, last, following, in_number, total)
        latin += kind == LATIN
        others += kind in (DIGIT, LETTERS)
        digits = digits + 1 if kind == DIGIT else 0
        previous = kind
        last = s
    if n == 1:
        total = _score_alone(r, previous, last, total)
    return total - LONE_LATIN if latin == 1 and others == 0 else total
