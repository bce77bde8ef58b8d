"""Words beside words, compiled: which tokens read as words, and what the neighbours say of a close call."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.compiled import lean_njit, njit
from warraq.decipher.glyph.spellings import COMPOSES, KASHIDA, LETTERS, MARK, NOTHING, PUNCTUATION
from warraq.decipher.glyph.word_score import LONGEST_WORD, kept_word, scratch
from warraq.language.model import NO_CLITICS, STEP, ngram_logp
from warraq.language.tokens import SPECIAL, UNKNOWN

_SPECIALS: Final = len(SPECIAL)
#: What a word of several letters loses that the lexicon hasn't got, where readable words are told from others (nats).
_NOT_IN_LEXICON: Final = 6.0
#: Weight of what neighbouring words say, beside the words themselves.
CONTEXT_WEIGHT: Final = 0.7
#: A neighbour says so much at most (nats).
MOST_SAID: Final = 8.0


class Words(NamedTuple):
    """How each token reads: token ids of its first and last word (-1: none), log p of its least likely word (or 0)."""

    first: NDArray[np.int64]
    final: NDArray[np.int64]
    worst: NDArray[np.float32]


@lean_njit(cache=True)
def _read_token(token, spelled, t, w, word, sequence):  # type: ignore[no-untyped-def]
    """First word, last word and log p of the least likely one, as in ``Words``.

    A word that the lexicon hasn't got counts for less than its letters say.
    """
    first, final, worst, count = -1, -1, 0.0, 0
    ahead = -1  # the last mark that no letter before it bears: it makes another letter of an alef
    for i in range(token.size + 1):
        s = spelled[token[i]] if i < token.size else -1
        kind = t.kind[s] if s >= 0 else PUNCTUATION
        if kind == LETTERS:
            if count + t.length[s] < LONGEST_WORD:
                for k in range(t.length[s]):
                    word[count] = t.letters[s, k]
                    if ahead >= 0 and word[count] == t.alef:
                        word[count] = t.compose[t.alef, ahead]
                    ahead = -1
                    count += 1
        elif kind == MARK:
            if t.flags[s] & COMPOSES:
                if count > 0 and t.compose[word[count - 1], t.compose_with[s]] >= 0:
                    word[count - 1] = t.compose[word[count - 1], t.compose_with[s]]
                else:
                    ahead = t.compose_with[s]
        elif kind not in (NOTHING, KASHIDA) and count > 0:
            value, number = kept_word(word, count, t, w, sequence)
            if number == UNKNOWN and count > 1:
                value -= _NOT_IN_LEXICON
            if first < 0:
                first = number
            worst = min(worst, value)
            final, count, ahead = number, 0, -1
        elif kind not in (NOTHING, KASHIDA):
            ahead = -1
    return first, final, worst


@njit(cache=True)
def read_tokens(flat, starts, spelled, t, w):  # type: ignore[no-untyped-def]
    """All tokens as the signs are ``spelled`` now."""
    count = starts.size - 1
    words = Words(np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count, np.float32))
    _read_some(
        np.arange(count), flat, starts, spelled, t, w, scratch(), scratch(), words.first, words.final, words.worst
    )
    return words


@njit(cache=True)
def read_again(words, stale, flat, starts, spelled, t, w):  # type: ignore[no-untyped-def]
    """Write to ``words`` how the tokens ``stale`` read as the signs are ``spelled`` now."""
    _read_some(stale, flat, starts, spelled, t, w, scratch(), scratch(), words.first, words.final, words.worst)


@lean_njit(cache=True)
def _read_some(tokens, flat, starts, spelled, t, w, word, sequence, first, final, worst):  # type: ignore[no-untyped-def]
    for k in tokens:
        first[k], final[k], worst[k] = _read_token(flat[starts[k] : starts[k + 1]], spelled, t, w, word, sequence)


@njit(cache=True)
def neighbours(slot_of, slots, follows, flat, starts, most):  # type: ignore[no-untyped-def]
    """Where signs stand beside other tokens: int64[slots, most, 4] of token before, token, token behind, how often.

    One side at a time, the other is -1; and per slot how many there are. ``slot_of``: sign -> its slot, -1 for those
    that aren't asked for; ``follows`` as in ``Tokens``.
    """
    found, used = np.empty((slots, most, 4), np.int64), np.zeros(slots, np.int64)
    for p in range(follows.shape[0]):
        for side in range(2):
            own = follows[p, 1 - side]
            for i in range(starts[own], starts[own + 1]):
                slot = slot_of[flat[i]]
                if slot < 0 or used[slot] == most or _holds(flat, starts[own], i, flat[i]):
                    continue
                place = found[slot, used[slot]]
                place[0] = follows[p, 0] if side == 0 else -1
                place[1] = own
                place[2] = -1 if side == 0 else follows[p, 1]
                place[3] = follows[p, 2]
                used[slot] += 1
    return found, used


@lean_njit(cache=True)
def _holds(flat, start, end, sign):  # type: ignore[no-untyped-def]
    for i in range(start, end):  # noqa: SIM110 (a loop that Numba compiles)
        if flat[i] == sign:
            return True
    return False


@njit(cache=True)
def settle(  # type: ignore[no-untyped-def]
    signs, begins, strings, masks, scores, around, used, weights, close, words, flat, starts, spelled, forms, t, w
):
    """Read ``signs`` again with the words on both sides: those candidates that are ``close`` (nats) to the best.

    Candidates of the k-th sign are ``begins[k]`` to ``begins[k + 1]``, its neighbours ``around[k, :used[k]]``, which
    count by ``weights[how often]``. Writes ``scores``, ``spelled``, ``forms`` and ``words``. All spellings of one word
    gain alike, as much as the best of them.
    """
    word, sequence, alters = scratch(), scratch(), np.empty(around.shape[1], np.bool_)
    for k in range(signs.size):
        if used[k] == 0:
            continue
        sign, a, b = signs[k], begins[k], begins[k + 1]
        for place in range(used[k]):
            beside = around[k, place, 0] if around[k, place, 0] >= 0 else around[k, place, 2]
            alters[place] = _holds(flat, starts[beside], starts[beside + 1], sign)
        own, kept = scores[a:b], spelled[sign]
        near = own > own.max() - close
        gain = np.full(b - a, -np.inf)
        for c in range(b - a):
            if not near[c]:
                continue
            if c and near[c - 1] and strings[a + c] == strings[a + c - 1]:
                gain[c] = gain[c - 1]
                continue
            spelled[sign] = strings[a + c]
            gain[c] = _gain(around[k, : used[k]], alters, weights, words, flat, starts, spelled, t, w, word, sequence)
        for c in range(b - a):
            if near[c]:
                best = -np.inf
                for other in range(b - a):
                    if t.variant[strings[a + other]] == t.variant[strings[a + c]]:
                        best = max(best, gain[other])
                own[c] += CONTEXT_WEIGHT * best
        top = own.argmax()
        spelled[sign], forms[sign] = strings[a + top], masks[a + top]
        if spelled[sign] != kept:
            for token in range(starts.size - 1):
                if _holds(flat, starts[token], starts[token + 1], sign):
                    words.first[token], words.final[token], words.worst[token] = _read_token(
                        flat[starts[token] : starts[token + 1]], spelled, t, w, word, sequence
                    )


@lean_njit(cache=True)
def _gain(  # type: ignore[no-untyped-def]
    around, alters, weights, words, flat, starts, spelled, t, w, word, sequence
):
    """Sum of weight x (bigram - unigram) over the places ``around``, whose tokens are read as they are spelled now.

    ``alters``, bool by place: the token beside it has the sign in question too.
    """
    total = 0.0
    read, first, final = -1, -1, -1
    for place in range(around.shape[0]):
        before, own, after = around[place, 0], around[place, 1], around[place, 2]
        if own != read:
            token = flat[starts[own] : starts[own + 1]]
            first, final, _ = _read_token(token, spelled, t, w, word, sequence)
            read = own
        beside = before if before >= 0 else after
        other = words.final[beside] if before >= 0 else words.first[beside]
        if alters[place]:
            ends = _read_token(flat[starts[beside] : starts[beside + 1]], spelled, t, w, word, sequence)
            other = ends[1] if before >= 0 else ends[0]
        one, two = (other, first) if before >= 0 else (final, other)
        if one >= _SPECIALS and two >= _SPECIALS:
            total += weights[min(around[place, 3], weights.size - 1)] * _pair(one, two, w)
    return total


@lean_njit(cache=True)
def _pair(a, b, w):  # type: ignore[no-untyped-def]
    """log p(b | a) - log p(b), at most ``MOST_SAID`` either way."""
    joint = ngram_logp(
        UNKNOWN, a, b, NO_CLITICS, w.word_value, w.bigram_fingerprint, w.bigram_value, w.trigram_fingerprint,
        w.trigram_value,
    )  # fmt: skip
    alone = -STEP * w.word_value[b, 0]
    return w.language * min(MOST_SAID, max(-MOST_SAID, joint - alone))
