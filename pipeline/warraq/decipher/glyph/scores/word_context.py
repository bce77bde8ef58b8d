"""Words beside words: which tokens read as words, and what the neighbours say of a close call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.parameters import LONGEST_WORD
from warraq.decipher.glyph.parameters import WordContext as P
from warraq.decipher.glyph.scores.sign_score import SignColumns
from warraq.decipher.glyph.scores.word_score import Reader, WordTables
from warraq.decipher.glyph.signs.spellings import COMPOSES, KASHIDA, LETTERS, MARK, NOTHING, PUNCTUATION
from warraq.language.parameters import STEP
from warraq.language.tokens import SPECIAL, UNKNOWN

if not cython.compiled:
    from math import inf

    from warraq.decipher.glyph.scores.word_score import kept_word
    from warraq.language.lookup import ngram_logp

if TYPE_CHECKING:
    from warraq.decipher.glyph.scores.columns import Columns, Words

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_SPECIALS = len(SPECIAL)
_NOT_IN_LEXICON = P.NOT_IN_LEXICON
_CONTEXT_WEIGHT = P.CONTEXT_WEIGHT
_MOST_BY_PAIR = P.MOST_BY_PAIR


def _read_token(r: Reader, w: WordTables, token: int) -> tuple[int, int, float]:
    """First word, last word and log p of the least likely one, as in ``Words``.

    A word that the lexicon hasn't got counts for less than its letters say.
    """
    first, final, worst, count = -1, -1, 0.0, 0
    ahead = -1  # the last mark that no letter before it bears: it makes another letter of an alef
    end = r.starts[token + 1]
    for i in range(r.starts[token], end + 1):
        s = r.spelled[r.flat[i]] if i < end else -1
        kind = r.kind[s] if s >= 0 else PUNCTUATION
        if kind == LETTERS:
            if count + r.length[s] < LONGEST_WORD:
                for k in range(r.length[s]):
                    letter = r.letters[s, k]
                    if ahead >= 0 and letter == r.alef:
                        letter = r.compose[letter, ahead]
                    r.word[count] = letter
                    ahead = -1
                    count += 1
        elif kind == MARK:
            if r.flags[s] & COMPOSES:
                made = r.compose[r.word[count - 1], r.compose_with[s]] if count > 0 else -1
                if made >= 0:
                    r.word[count - 1] = made
                else:
                    ahead = r.compose_with[s]
        elif kind != NOTHING and kind != KASHIDA:
            ahead = -1
            if count > 0:
                value, number = kept_word(r, w, count)
                if number == UNKNOWN and count > 1:
                    value -= _NOT_IN_LEXICON
                if first < 0:
                    first = number
                worst = min(worst, value)
                final, count = number, 0
    return first, final, worst


def read_tokens(r: Reader, tokens: Ints, first: Ints, final: Ints, worst: NDArray[np.float32]) -> None:
    """Write to the columns of ``Words`` how ``tokens`` read as their signs are spelled now."""
    for k in range(tokens.shape[0]):
        token = tokens[k]
        first[token], final[token], worst[token] = _read_token(r, r.words, token)


def neighbours(slot_of: Ints, slots: int, follows: Ints, flat: Ints, starts: Ints, most: int) -> tuple[Ints, Ints]:
    """Where signs stand beside other tokens: int64[slots, most, 4] of token before, token, token behind, how often.

    One side at a time, the other is -1; and per slot how many there are. ``slot_of``: sign -> its slot, -1 for those
    that aren't asked for; ``follows`` as in ``Tokens``.
    """
    neighbourhood, used = np.empty((slots, most, 4), np.int64), np.zeros(slots, np.int64)
    _find_neighbours(slot_of, follows, flat, starts, neighbourhood, used)
    return neighbourhood, used


def _find_neighbours(slot_of: Ints, follows: Ints, flat: Ints, starts: Ints, neighbourhood: Ints, used: Ints) -> None:
    """Write what ``neighbours`` gives."""
    for p in range(follows.shape[0]):
        for side in range(2):
            token_here = follows[p, 1 - side]
            for i in range(starts[token_here], starts[token_here + 1]):
                slot = slot_of[flat[i]]
                if slot < 0 or used[slot] == neighbourhood.shape[1] or _holds(flat, starts[token_here], i, flat[i]):
                    continue
                at = used[slot]
                neighbourhood[slot, at, 0] = follows[p, 0] if side == 0 else -1
                neighbourhood[slot, at, 1] = token_here
                neighbourhood[slot, at, 2] = -1 if side == 0 else follows[p, 1]
                neighbourhood[slot, at, 3] = follows[p, 2]
                used[slot] += 1


def _holds(flat: Ints, start: int, end: int, sign: int) -> bool:
    for i in range(start, end):  # noqa: SIM110 (a loop that is compiled)
        if flat[i] == sign:
            return True
    return False


def settle(
    columns: Columns, scores: Floats, around: Ints, used: Ints, weights: Floats, close: float, read: Words,
    reader: Reader,
) -> None:  # fmt: skip
    """Read signs again with the words on both sides: those candidates that are ``close`` (nats) to the best.

    Neighbours of the k-th sign are ``around[k, :used[k]]``, which count by ``weights[how often]``. Writes ``scores``
    by candidate, what signs are spelled and the forms of that, and ``read``. All spellings of one word gain alike, as
    much as the best of them.
    """
    beside = Around(around, used, weights)
    room = NearRoom(around.shape[1], int(np.diff(columns.begins).max(initial=0)))
    _settle(reader, SignColumns(*columns), scores, beside, close, AsWords(*read), room)


class Around:
    """The neighbours of some signs: of the k-th ``places[k, :used[k]]``, which count by ``weights[how often]``."""

    def __init__(self, places: Ints, used: Ints, weights: Floats) -> None:
        self.places = places
        self.used = used
        self.weights = weights


class AsWords:
    """``Words``, as the loops take them."""

    def __init__(self, first: Ints, final: Ints, worst: NDArray[np.float32]) -> None:
        self.first = first
        self.final = final
        self.worst = worst


class NearRoom:
    """Of one sign: by place, whether the token beside it has the sign too (``alters``); by candidate, whether it is
    near the best, and what it gains by the words beside it."""

    def __init__(self, places: int, candidates: int) -> None:
        self.alters = np.empty(places, np.bool_)
        self.near = np.empty(candidates, np.bool_)
        self.gain = np.empty(candidates)


def _settle(
    r: Reader,
    columns: SignColumns,
    scores: Floats,
    around: Around,
    close: float,
    read: AsWords,
    room: NearRoom,
) -> None:
    """``settle``."""
    for k in range(columns.signs.shape[0]):
        if around.used[k] == 0:
            continue
        sign, a, b = columns.signs[k], columns.begins[k], columns.begins[k + 1]
        for place in range(around.used[k]):
            beside = around.places[k, place, 0] if around.places[k, place, 0] >= 0 else around.places[k, place, 2]
            room.alters[place] = _holds(r.flat, r.starts[beside], r.starts[beside + 1], sign)
        kept, best = r.spelled[sign], -inf
        for c in range(a, b):
            best = max(best, scores[c])
        for c in range(a, b):
            room.near[c - a] = scores[c] > best - close
            room.gain[c - a] = -inf
            if not room.near[c - a]:
                continue
            if c > a and room.near[c - a - 1] and columns.strings[c] == columns.strings[c - 1]:
                room.gain[c - a] = room.gain[c - a - 1]
                continue
            r.spelled[sign] = columns.strings[c]
            room.gain[c - a] = _gain(r, around, k, read, room)
        for c in range(a, b):
            if room.near[c - a]:
                best = -inf
                for other in range(a, b):
                    if r.variant[columns.strings[other]] == r.variant[columns.strings[c]]:
                        best = max(best, room.gain[other - a])
                scores[c] += _CONTEXT_WEIGHT * best
        top = a
        for c in range(a + 1, b):
            if scores[c] > scores[top]:
                top = c
        r.spelled[sign] = columns.strings[top]
        r.forms[sign] = columns.forms[top]
        if r.spelled[sign] != kept:
            for token in range(r.starts.shape[0] - 1):
                if _holds(r.flat, r.starts[token], r.starts[token + 1], sign):
                    read.first[token], read.final[token], read.worst[token] = _read_token(r, r.words, token)


def _gain(r: Reader, around: Around, row: int, read: AsWords, room: NearRoom) -> float:
    """Sum of weight x (bigram - unigram) over the places of a sign, whose tokens are read as they are spelled now.

    ``read`` tells how others were read that have no other sign now.
    """
    total, last, first, final = 0.0, -1, -1, -1
    for place in range(around.used[row]):
        before, token_here, after = (
            around.places[row, place, 0],
            around.places[row, place, 1],
            around.places[row, place, 2],
        )
        if token_here != last:
            first, final, _ = _read_token(r, r.words, token_here)
            last = token_here
        beside = before if before >= 0 else after
        one, other = read.first[beside], read.final[beside]
        if room.alters[place]:
            one, other, _ = _read_token(r, r.words, beside)
        if before >= 0:
            one, two = other, first
        else:
            one, two = final, one
        if one >= _SPECIALS and two >= _SPECIALS:
            often = min(around.places[row, place, 3], around.weights.shape[0] - 1)
            total += around.weights[often] * _by_pair(r.words, one, two)
    return total


def _by_pair(w: WordTables, a: int, b: int) -> float:
    """log p(b | a) - log p(b), at most ``_MOST_BY_PAIR`` either way."""
    excess = ngram_logp(w.ngrams, UNKNOWN, a, b) + STEP * w.ngrams.word[b, 0]
    return w.language * min(_MOST_BY_PAIR, max(-_MOST_BY_PAIR, excess))
