"""How good a token reads, compiled: words by the language model, and what stands beside what."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.compiled import lean_njit, njit
from warraq.decipher.glyph.spellings import (
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
)  # fmt: skip
from warraq.language import hashing
from warraq.language.model import (
    KEPT_ORDER,
    STEP,
    UNIT_ORDER,
    UNKNOWN_SHARE,
    WORD_BEGINS,
    LanguageModel,
    find_word,
    onward,
    spelling_step,
    word_onward,
)
from warraq.language.tokens import UNKNOWN

_KNOWN: Final = math.log(1 - UNKNOWN_SHARE)
_UNKNOWN: Final = math.log(UNKNOWN_SHARE)
#: Cost of a letter drawn for another joining context than it stands in, per wrong side (nats).
WRONG_JOIN: Final = 4.0
#: A kashida at a word's end, per wrong side of a letter: people write the article before a foreign word so, and the
#: heh that stands for hijri or numbers an item. What is written so needs to be no word.
LAST_KASHIDA: Final = 0.5
#: Digits of two styles in one number (nats).
MIXED_DIGITS: Final = 4.0
#: A Latin letter right beside a digit, and beside an Arabic-Indic one (nats): the Arabic five and a small o are alike.
LATIN_BESIDE_DIGIT: Final = 2.0
LATIN_BESIDE_INDIC: Final = 6.0
#: A word that the lexicon spells with its hamza on another seat (nats): what one school writes on waw, another writes
#: on yeh, but only before a waw (mas'ul, shu'un). Elsewhere it is a mistake, but never worse than what is no word.
OTHER_SEAT: Final = 2.0
WRONG_SEAT: Final = 8.0
#: A number of several digits that begins with a zero, which a full stop after a number is easily taken for (nats).
LEADING_ZERO: Final = 2.5
#: A zero that stands alone, for which a bullet is easily taken (nats).
LONE_ZERO: Final = 2.0
#: A comma between Arabic-Indic digits, which have separators of their own (nats). Before groups of three digits the
#: ASCII one is the rule (3,500 of 4,600 in ``saudi_laws_md``), and there the Arabic decimal separator is as rare.
FOREIGN_COMMA: Final = 2.0
#: A sign between Arabic-Indic digits that parts none (nats).
BETWEEN_DIGITS: Final = 12.0
#: Digits of a group, before which a thousands separator stands, and what one costs elsewhere (nats).
GROUP: Final = 3
NO_GROUP: Final = 5.0
LONGEST_WORD: Final = 48
#: What stands behind the last string of a token.
_END: Final = -1
#: Slots for words and unit n-grams that were looked up (powers of two), and letters of the longest word that is kept.
WORD_ROOM: Final = 1 << 16
GRAM_ROOM: Final = 1 << 14
_LONGEST_KEPT: Final = 20
_PAST_THAT_COUNTS: Final = (1 << 8 * (KEPT_ORDER - 1)) - 1
#: log p of a letter that stands alone, whichever it is: list labels run through the alphabet.
LONE_LETTER: Final = -9.0
#: A Latin letter that stands alone costs so much more than inside a word (nats): as much as an Arabic one all in all.
LONE_LATIN: Final = 5.5
#: A slash that stands alone parts nothing (nats).
LONE_SLASH: Final = 5.5
#: A letter right beside a Latin one or an ASCII digit, and beside an Arabic-Indic digit (nats).
LETTER_BESIDE: Final = 4.0
LETTER_BESIDE_INDIC: Final = 10.0


#: A slot is found in one look at the memory: its size divides that of a cache line.
_KEPT_WORD: Final = np.dtype([("low", np.uint64), ("high", np.uint64), ("value", np.float64), ("number", np.int64)])
_KEPT_GRAM: Final = np.dtype([("key", np.uint64), ("value", np.float32), ("longest", np.uint32)])


class WordTables(NamedTuple):
    """The language model's arrays that the loops read, and room for what they have looked up.

    ``words`` and ``grams`` hold keys of words and unit n-grams, 0 where a slot is free, and what the model said of
    each.
    """

    lexicon: NDArray[np.uint64]
    word_value: NDArray[np.uint8]
    bigram_fingerprint: NDArray[np.uint32]
    bigram_value: NDArray[np.uint8]
    trigram_fingerprint: NDArray[np.uint32]
    trigram_value: NDArray[np.uint8]
    spelling_fingerprint: NDArray[np.uint32]
    spelling_value: NDArray[np.uint8]
    short_spelling: NDArray[np.int16]
    words: NDArray[np.void]
    grams: NDArray[np.void]
    language: float
    wrong_join: float


def word_tables(model: LanguageModel, *, language: bool = True, joining: bool = True) -> WordTables:
    """The arrays of ``model``, with nothing kept yet; whether words count, and whether joining does."""
    return WordTables(
        model.lexicon, *model.ngrams, *model.spelling,
        np.zeros(WORD_ROOM, _KEPT_WORD), np.zeros(GRAM_ROOM, _KEPT_GRAM),
        float(language), WRONG_JOIN if joining else 0.0,
    )  # fmt: skip


@njit(cache=True)
def scratch():  # type: ignore[no-untyped-def]
    """Room for the letters, or the units, of the longest word."""
    return np.empty(LONGEST_WORD + 8, np.int64)


@lean_njit(cache=True, inline="always")
def _units_of(letters, count, t, out):  # type: ignore[no-untyped-def]
    """Write the unit numbers of a word of letter numbers to ``out``; returns how many."""
    made = 0
    joined = False
    i = 0
    while i < count:
        letter = letters[i]
        if letter == t.lam and i + 1 < count and t.lam_alef[letters[i + 1], 0] >= 0:
            out[made] = t.lam_alef[letters[i + 1], 1 if joined else 0]
            made += 1
            joined = False
            i += 2
            continue
        before = joined and (t.joins[letter] & 1) != 0
        follows = (t.joins[letter] & 2) != 0 and i + 1 < count and (t.joins[letters[i + 1]] & 1) != 0
        form = (2 if follows else 3) if before else (1 if follows else 0)
        unit = t.unit_of[letter, form]
        out[made] = unit if unit >= 0 else t.unit_of[letter, 0]
        made += 1
        joined = follows
        i += 1
    return made


@njit(cache=True, inline="always")
def _gram(past, unit, longest, w):  # type: ignore[no-untyped-def]
    """``spelling_step``, kept as words are."""
    key = (past & np.uint64(_PAST_THAT_COUNTS)) << np.uint64(8) | np.uint64(unit + 1)
    kept = w.grams[np.int64(hashing.mix(key) & np.uint64(GRAM_ROOM - 1))]
    if kept.key != key:
        kept.value, kept.longest = spelling_step(
            past, unit, longest, w.spelling_fingerprint, w.spelling_value, w.short_spelling
        )
        kept.key = key
    return kept.value, np.int64(kept.longest)


@lean_njit(cache=True, inline="always")
def _look_up(letters, count, t, w, sequence):  # type: ignore[no-untyped-def]
    """As ``kept_word``, of words of two letters and more, from the language model itself."""
    length, number, said, seat = 0, np.int64(-1), np.int64(0), -1
    for k in range(-1, count):
        kept = letters[k] if k >= 0 else -1
        if k >= 0:
            if kept != t.hamza_seats[0] and kept != t.hamza_seats[1]:
                continue
            letters[k] = t.hamza_seats[1] if kept == t.hamza_seats[0] else t.hamza_seats[0]
        length, hashed = _units_of(letters, count, t, sequence), np.uint64(0)
        for place in range(length):
            hashed = word_onward(hashed, sequence[place])
        (number, said), seat = find_word(hashed, w.lexicon), k
        if k >= 0:
            letters[k] = kept
        if number >= 0:
            break
    value, mistaken = -np.inf, False
    if number >= 0:
        value = _KNOWN - STEP * said
        if seat >= 0:
            mistaken = seat + 1 == count or letters[seat + 1] != t.waw
            value -= WRONG_SEAT if mistaken else OTHER_SEAT
    else:
        number = np.int64(UNKNOWN)
    if number == UNKNOWN or mistaken:
        if seat >= 0:
            length = _units_of(letters, count, t, sequence)
        spelt, past, longest = _UNKNOWN, WORD_BEGINS, UNIT_ORDER
        for k in range(length + 1):
            unit = sequence[k] if k < length else 0
            step, longest = _gram(past, unit, longest, w)
            spelt += step
            past = onward(past, unit)
        value = max(value, spelt)
    return value, number


@lean_njit(cache=True, inline="always")
def kept_word(letters, count, t, w, sequence):  # type: ignore[no-untyped-def]
    """(log p, token id) of a word of letter numbers; the id is UNKNOWN where the lexicon hasn't it.

    The ascent asks for the same words over and over: what was found is kept, a slot a hash, by the letters themselves.
    """
    value, number = LONE_LETTER, np.int64(UNKNOWN)
    if count > 1:
        low, high = np.uint64(0), np.uint64(0)
        for k in range(min(count, _LONGEST_KEPT // 2)):
            low = (low << np.uint64(6)) | np.uint64(letters[k] + 1)
        for k in range(_LONGEST_KEPT // 2, min(count, _LONGEST_KEPT)):
            high = (high << np.uint64(6)) | np.uint64(letters[k] + 1)
        slot = np.int64(hashing.mix(low ^ (high * np.uint64(0x9E3779B97F4A7C15))) & np.uint64(WORD_ROOM - 1))
        kept = w.words[slot]
        if count <= _LONGEST_KEPT and kept.low == low and kept.high == high:
            value, number = kept.value, kept.number
        else:
            value, number = _look_up(letters, count, t, w, sequence)
            if count <= _LONGEST_KEPT:
                kept.low, kept.high, kept.value, kept.number = low, high, value, number
    return value, number


@lean_njit(cache=True, inline="always")
def _mark_cost(s, word, count, following, following_is_letter, t):  # type: ignore[no-untyped-def]
    """Cost of mark ``s`` after the letters so far, and the letter that it makes of the last one (-1: none)."""
    cost = t.cost[s]
    if count == 0:
        return cost + 6.0, -1
    last = word[count - 1]
    flags = t.flags[s]
    if flags & COMPOSES:
        made = t.compose[last, t.compose_with[s]]
        return (cost - 1.0, made) if made >= 0 else (cost + 6.0, -1)
    is_alef = last == t.alef
    if flags & TANWEEN and following_is_letter and not (flags & FATHATAN and following == t.alef):
        cost += 5.0
    if flags & SHADDA_FIRST:
        if count == 1:
            cost += 1.5
        if t.lam_alef[last, 0] >= 0:
            cost += 4.0
    if flags & FATHATAN:
        # Fathatan sits on alef, teh marbuta, hamza, alef maksura, or before an alef.
        if not is_alef and (t.joins[last] & 2) != 0 and following != t.alef:
            cost += 2.0
    elif is_alef:
        cost += 4.0
    return cost, -1


@njit(cache=True, inline="always")
def _separator_cost(flags, digits, in_number):  # type: ignore[no-untyped-def]
    """Cost of a comma or an Arabic separator before ``digits`` digits, 0 where it doesn't stand in a number.

    ``in_number``: it is a comma between Arabic-Indic digits.
    """
    if flags & COMMA:
        return FOREIGN_COMMA if in_number and not (flags & ASCII_COMMA and digits == GROUP) else 0.0
    if digits == 0 or (flags & THOUSANDS and digits != GROUP):
        return NO_GROUP
    return FOREIGN_COMMA if flags & DECIMAL and digits == GROUP else 0.0


@lean_njit(cache=True, inline="always")
def _following(token, spelled, t, place, past_kashidas):  # type: ignore[no-untyped-def]
    """The string behind a ``place`` that is neither mark nor nothing, nor a kashida if those are passed over; or -1."""
    for i in range(place + 1, token.size):
        kind = t.kind[spelled[token[i]]]
        if kind != MARK and kind != NOTHING and not (past_kashidas and kind == KASHIDA):
            return spelled[token[i]]
    return -1


@lean_njit(cache=True, inline="always")
def score_token(token, spelled, t, w, word, sequence, contexts):  # type: ignore[no-untyped-def]
    """Score (nats) of a token of sign numbers under the map ``spelled`` (sign -> string number), whatever contexts its
    signs are drawn for.

    The joining context that each place stands in as letters, 2 x before + after, is written to ``contexts`` (int8 by
    place), and -1 where it stands as none. ``word`` and ``sequence`` are scratch space.
    """
    total = 0.0
    count = 0
    n = token.size
    previous = -1  # kind of the last string that is no mark
    last = -1  # its number
    in_number = False  # it is a comma between Arabic-Indic digits
    ahead = -1  # the letter that a mark makes of the alef behind it
    digits = 0  # in a row before, of which the last in the number comes first
    latin, others = 0, 0  # Latin letters, and digits and Arabic letters
    for i in range(n + 1):
        s = spelled[token[i]] if i < n else 0
        kind = t.kind[s] if i < n else _END
        if i < n:
            contexts[i] = -1
        following = _following(token, spelled, t, i, kind == MARK)
        if kind == MARK:
            letter = t.letters[following, 0] if following >= 0 and t.length[following] > 0 else -1
            cost, made = _mark_cost(s, word, count, letter, letter >= 0, t)
            if made >= 0:
                word[count - 1] = made
            elif t.flags[s] & COMPOSES and letter == t.alef:
                # Faces set the hamza of an alef before it: over the lam of a lam-alef of two glyphs, below any alef.
                ahead = t.compose[letter, t.compose_with[s]]
                cost = t.cost[s] - 1.0
            total -= cost
            continue
        if kind not in (LETTERS, NOTHING, KASHIDA) and count > 0:
            value = kept_word(word, count, t, w, sequence)[0]
            if last >= 0 and t.kind[last] == KASHIDA:
                value = max(value, LONE_LETTER)
            total += w.language * value
            if kind in (DIGIT, LATIN):
                beside = LETTER_BESIDE_INDIC if t.flags[s] & INDIC else LETTER_BESIDE
                total -= 1.0 if count == 1 else beside
            count = 0
        if kind == _END:
            break
        total -= t.cost[s]
        if kind == NOTHING:
            continue
        before = last >= 0 and t.joins_after[last] and t.joins_before[s]
        after = following >= 0 and t.joins_after[s] and t.joins_before[following]
        if kind == KASHIDA:
            if not before:
                total -= 2 * w.wrong_join
            elif not after:
                total -= LAST_KASHIDA * w.wrong_join
            last = s
            continue
        if kind == LETTERS:
            if previous in (DIGIT, LATIN):
                total -= LETTER_BESIDE_INDIC if t.flags[last] & INDIC else LETTER_BESIDE
            if previous == PUNCTUATION and not (t.flags[last] & (OPENS | BINDS)):
                total -= 3.0
            if count + t.length[s] < LONGEST_WORD:
                for k in range(t.length[s]):
                    word[count] = t.letters[s, k]
                    count += 1
                if ahead >= 0:
                    word[count - t.length[s]] = ahead
            ahead = -1
            contexts[i] = 2 * before + after
        else:
            if (
                kind == DIGIT
                and previous == DIGIT
                and t.flags[s] & ZERO
                and (following < 0 or t.kind[following] != DIGIT)
            ):
                total -= LEADING_ZERO
            if kind == PUNCTUATION:
                in_number = t.flags[s] & COMMA != 0 and previous == DIGIT and following >= 0
                in_number = in_number and t.flags[last] & t.flags[following] & INDIC != 0
                if t.flags[s] & NO_SEPARATOR and previous == DIGIT and following >= 0:
                    total -= BETWEEN_DIGITS if t.flags[last] & t.flags[following] & INDIC else 0.0
                if t.flags[s] & (COMMA | DECIMAL | THOUSANDS):
                    between = following >= 0 and t.kind[following] == DIGIT
                    total -= _separator_cost(t.flags[s], digits if between else 0, in_number)
                if previous == LETTERS and t.flags[s] & OPENS and not (t.flags[s] & CLOSES):
                    total -= 1.5
                if previous < 0 and following >= 0 and t.kind[following] == LETTERS and t.flags[s] & CLOSES:
                    total -= 3.0
            elif previous == PUNCTUATION and t.flags[last] & STOPS and not in_number:
                total -= 5.0
            if kind == DIGIT and previous == DIGIT and (t.flags[s] ^ t.flags[last]) & INDIC:
                total -= MIXED_DIGITS
            if (kind == DIGIT and previous == LATIN) or (kind == LATIN and previous == DIGIT):
                total -= LATIN_BESIDE_INDIC if (t.flags[s] | t.flags[last]) & INDIC else LATIN_BESIDE_DIGIT
        latin += kind == LATIN
        others += kind in (DIGIT, LETTERS)
        digits = digits + 1 if kind == DIGIT else 0
        previous = kind
        last = s
    if n == 1 and previous == PUNCTUATION and t.flags[last] & (BINDS | CLOSES) == BINDS:
        total -= LONE_SLASH
    if n == 1 and previous == DIGIT and t.flags[last] & ZERO:
        total -= LONE_ZERO
    return total - LONE_LATIN if latin == 1 and others == 0 else total
