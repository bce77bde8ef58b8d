"""Decode enciphered text: a lattice of the words that the channel could have written, searched with a word trigram.

Words are found by walking the lexicon trie along the symbols, so only what the channel allows is ever looked at; words
outside the lexicon are proposed by a beam over units. The lattice has two nodes a position: E (a word or number has
just ended, nothing consumed after it) and S (a word may start). A space in the text can be a separator, a letter, a
full stop or a diacritic: all four are arcs, and the language decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.compiled import lean_njit, njit
from warraq.language import hashing, tokens
from warraq.language.harakat import KINDS
from warraq.language.model import STEP, WORD_BEGINS, LanguageModel, ngram_logp, onward, spelling_logp
from warraq.language.units import COUNT, UNITS

#: Item codes below zero are no symbols of the channel.
HARD: Final = -1  # a number, a Latin word or a punctuation mark
JOIN: Final = -2  # two pieces meet: a separator or nothing
LAYOUT: Final = -3  # a wide gap: a separator or nothing, and it is no letter
#: What it costs at most that a piece does not go on from the one before, nats.
UNJOINED: Final = np.float32(-4.0)
#: Trigrams are remembered by so many bits of their hash.
_REMEMBERED_BITS: Final = 15
_NO_TRIGRAM: Final = np.uint64(2**64 - 1)
_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
#: A space at the edge of a piece that is nothing, nats.
SOFT: Final = np.float32(-0.3)

#: In a passage of several sentences any word may open the next: its share beside what the model knows of full stops,
#: which in the texts that it is made of nearly always end a passage. log(1/4) and log(3/4).
NEW_SENTENCE: Final = np.float32(-1.39)
OLD_SENTENCE: Final = np.float32(-0.29)
_STOP: Final = tokens.SPECIAL_ID["."]
_END: Final = tokens.END


@njit(cache=True, nogil=True)
def worth_keeping(nodes, arcs_at, target, token, score, weight, fee, within, word):  # type: ignore[no-untyped-def]
    """Which arcs lie on a path that is at most ``within`` nats worse than the best, by unigrams (two cheap sweeps)."""
    ahead = np.full(nodes, np.float32(-1e30), np.float32)
    behind = np.full(nodes, np.float32(-1e30), np.float32)
    value = score.copy()
    for arc in range(token.size):
        if token[arc] >= 0:
            value[arc] += np.float32(fee - weight * STEP * word[token[arc], 0])
    ahead[0] = ahead[1] = 0.0
    for v in range(nodes):
        for arc in range(arcs_at[v], arcs_at[v + 1]):
            ahead[target[arc]] = max(ahead[target[arc]], ahead[v] + value[arc])
    behind[nodes - 1] = behind[nodes - 2] = 0.0
    for v in range(nodes - 1, -1, -1):
        for arc in range(arcs_at[v], arcs_at[v + 1]):
            behind[v] = max(behind[v], behind[target[arc]] + value[arc])
    best = max(ahead[nodes - 1], ahead[nodes - 2])
    keep = np.zeros(token.size, np.bool_)
    for v in range(nodes):
        for arc in range(arcs_at[v], arcs_at[v + 1]):
            # Free arcs stay: they let a search start or end anywhere.
            keep[arc] = token[arc] < 0 or ahead[v] + value[arc] + behind[target[arc]] >= best - within
    return keep


@njit(cache=True, inline="always")
def token_logp(a, b, c, cache, topic, df, dv, bare, word, bf, bv, tf, tv):  # type: ignore[no-untyped-def]
    """log p(c | a b): the trigram, mixed with what this document repeats.

    ``cache`` [tokens] are the word probabilities of the document's own clean passages; ``topic`` [tokens] is what its
    subject and register add; ``df`` and ``dv`` hash the word pairs that it repeats, with log p(second | first);
    ``bare`` is that of ``clitics``.
    """
    lp = ngram_logp(a, b, c, bare, word, bf, bv, tf, tv)
    if b == _STOP and c != _END:
        lp = np.float32(np.logaddexp(lp + OLD_SENTENCE, NEW_SENTENCE - STEP * word[c, 0]))
    if cache[c] > 0:
        lp = np.float32(np.log(np.exp(lp) * 0.9 + cache[c] * 0.1))
    lp = min(lp + topic[c], np.float32(0.0))
    slot = hashing.find(df, (np.uint64(b) << np.uint64(20)) | np.uint64(c))
    if slot >= 0:
        lp = np.float32(np.logaddexp(lp - 0.29, dv[slot] - 1.39))
    return lp


@njit(cache=True, inline="always")
def _slot(first, second, scores, used, node, a, b, score):  # type: ignore[no-untyped-def]
    """Place in a node's beam for a hypothesis that ends in tokens ``a b``, or -1: equals merge, the worst gives way."""
    low = 0
    for j in range(used[node]):
        if first[node, j] == a and second[node, j] == b:
            return j if score > scores[node, j] else -1
        if scores[node, j] < scores[node, low]:
            low = j
    if used[node] < scores.shape[1]:
        used[node] += 1
        return used[node] - 1
    return low if score > scores[node, low] else -1


@njit(cache=True, inline="always")
def _least(scores, node):  # type: ignore[no-untyped-def]
    """The worst score of a full beam; without a view, whose references would be counted."""
    least = scores[node, 0]
    for j in range(1, scores.shape[1]):
        least = min(least, scores[node, j])
    return least


@njit(cache=True, inline="always")
def _recalled(a, b, c, keys, values, cache, topic, df, dv, bare, word, bf, bv, tf, tv):  # type: ignore[no-untyped-def]
    """``token_logp``, which ``Trigrams`` remember: the orders of a line ask for the same again."""
    key = (np.uint64(a) << np.uint64(40)) | (np.uint64(b) << np.uint64(20)) | np.uint64(c)
    slot = (key * _GOLDEN) >> np.uint64(64 - _REMEMBERED_BITS)
    if keys[slot] != key:
        keys[slot] = key
        values[slot] = token_logp(a, b, c, cache, topic, df, dv, bare, word, bf, bv, tf, tv)
    return values[slot]


@njit(cache=True, nogil=True)
def one_token_logp(a, b, c, cache, topic, df, dv, bare, word, bf, bv, tf, tv):  # type: ignore[no-untyped-def]
    """``token_logp`` for callers outside compiled code."""
    return token_logp(a, b, c, cache, topic, df, dv, bare, word, bf, bv, tf, tv)


@njit(cache=True, nogil=True)
def search(  # type: ignore[no-untyped-def]
    begin, end, arcs_at, target, token, score, beam, delta, start_a, start_b, weight, fee,
    keys, values, cache, topic, df, dv, bare, word, bf, bv, tf, tv,
):  # fmt: skip
    """Best path by trigram from S at position ``begin`` to E or S at ``end``: (arc numbers, score, last two tokens).

    Arcs are sorted by source; token -1 is free for the language model. ``keys`` and ``values`` are ``Trigrams`` of this
    language.
    """
    low_node = 2 * begin + 1
    nodes = 2 * end + 2 - low_node
    ha = np.zeros((nodes, beam), np.int32)
    hb = np.zeros((nodes, beam), np.int32)
    hs = np.full((nodes, beam), np.float32(-1e30), np.float32)
    back_arc = np.full((nodes, beam), -1, np.int32)
    back_node = np.full((nodes, beam), -1, np.int32)
    back_hyp = np.full((nodes, beam), -1, np.int8)
    worst = np.full(nodes, np.float32(-1e30), np.float32)
    used = np.zeros(nodes, np.int32)
    used[0] = 1
    ha[0, 0], hb[0, 0], hs[0, 0] = start_a, start_b, 0.0
    spread(
        low_node, arcs_at, target, token, score, delta, weight, fee, ha, hb, hs, back_arc, back_node, back_hyp, worst,
        used, keys, values, cache, topic, df, dv, bare, word, bf, bv, tf, tv,
    )  # fmt: skip
    last, h = nodes - 1, -1
    for v in (nodes - 1, nodes - 2):
        for j in range(used[v]):
            if h < 0 or hs[v, j] > hs[last, h]:
                last, h = v, j
    path = np.empty(nodes, np.int32)
    if h < 0:
        return path[:0].copy(), np.float32(-1e30), start_a, start_b
    total, a, b = hs[last, h], ha[last, h], hb[last, h]
    v, k = last, 0
    while back_arc[v, h] >= 0:
        path[k] = back_arc[v, h]
        k += 1
        v, h = back_node[v, h], back_hyp[v, h]
    return path[:k][::-1].copy(), total, a, b


@lean_njit(cache=True, nogil=True)
def spread(  # type: ignore[no-untyped-def]
    low_node, arcs_at, target, token, score, delta, weight, fee, ha, hb, hs, back_arc, back_node, back_hyp, worst, used,
    keys, values, cache, topic, df, dv, bare, word, bf, bv, tf, tv,
):  # fmt: skip
    """The beams of ``search`` [nodes, beam]: the last two tokens of each path, its score, and where it comes from."""
    nodes, beam = hs.shape
    for v in range(nodes):
        if used[v] == 0:
            continue
        best = hs[v, 0]
        for h in range(1, used[v]):
            best = max(best, hs[v, h])
        for arc in range(arcs_at[v + low_node], arcs_at[v + low_node + 1]):
            t, w = target[arc] - low_node, token[arc]
            if t >= nodes:
                continue
            for h in range(used[v]):
                if hs[v, h] < best - delta:
                    continue
                a, b = ha[v, h], hb[v, h]
                s = hs[v, h] + score[arc]
                if w >= 0:
                    if used[t] == beam and s + fee <= worst[t]:
                        continue  # no log probability is above 0
                    s += (
                        weight * _recalled(a, b, w, keys, values, cache, topic, df, dv, bare, word, bf, bv, tf, tv)
                        + fee
                    )
                    a, b = b, w
                elif used[t] == beam and s <= worst[t]:
                    continue
                slot = _slot(ha, hb, hs, used, t, a, b, s)
                if slot < 0:
                    continue
                ha[t, slot], hb[t, slot], hs[t, slot] = a, b, s
                if used[t] == beam:
                    worst[t] = _least(hs, t)
                back_arc[t, slot], back_node[t, slot], back_hyp[t, slot] = arc, v, h


@njit(cache=True, nogil=True)
def search_from(  # type: ignore[no-untyped-def]
    begin, first, skip_to, ends, trim, late, arcs_at, target, token, score, beam, delta, fragment, slope, weight, fee,
    keys, values, cache, topic, df, dv, bare, word, bf, bv, tf, tv,
):  # fmt: skip
    """Best paths from ``begin`` to each of ``ends`` (ascending): scores [ends], tokens [ends, 4] (first and last two).

    A piece may begin or end with a fragment of a word that goes on elsewhere, at the price of ``fragment`` and
    ``slope`` an item: reading then starts at ``skip_to``, or stops at ``late[i]``. Its outer spaces may be layout: it
    may start at ``first`` or end at ``trim[i]`` for ``SOFT`` nats a space.
    """
    low_node = 2 * begin + 1
    nodes = 2 * ends[ends.size - 1] + 2 - low_node
    hyp = np.zeros((nodes, beam, 4), np.int32)
    hs = np.full((nodes, beam), np.float32(-1e30), np.float32)
    worst = np.full(nodes, np.float32(-1e30), np.float32)
    used = np.zeros(nodes, np.int32)
    used[0] = 1
    hs[0, 0] = 0.0
    if begin < first and 2 * first + 1 - low_node < nodes:
        used[2 * first + 1 - low_node] = 1
        hs[2 * first + 1 - low_node, 0] = SOFT * (first - begin)
    if begin < skip_to and skip_to != first and 2 * skip_to + 1 - low_node < nodes:
        v = 2 * skip_to + 1 - low_node
        used[v] = 1
        hs[v, 0] = fragment - slope * (skip_to - begin)
    _spread_from(
        low_node, arcs_at, target, token, score, delta, weight, fee, hyp, hyp[:, :, 2], hyp[:, :, 3], hs, worst, used,
        keys, values, cache, topic, df, dv, bare, word, bf, bv, tf, tv,
    )  # fmt: skip
    scores = np.full(ends.size, np.float32(-1e30), np.float32)
    found = np.zeros((ends.size, 4), np.int32)
    for i in range(ends.size):
        for turn in range(4):
            place, price = ends[i], np.float32(0.0)
            if turn == 2:
                place, price = late[i], fragment - slope * (ends[i] - late[i])
            elif turn == 3:
                place, price = trim[i], SOFT * (ends[i] - trim[i])
            v = 2 * place + (turn in (1, 2)) - low_node
            if v < 0 or v >= nodes or (turn > 1 and place >= ends[i]):
                continue
            for j in range(used[v]):
                s = hs[v, j] + price
                if s > scores[i]:
                    scores[i] = s
                    found[i] = hyp[v, j]
    return scores, found


@lean_njit(cache=True, nogil=True)
def _spread_from(  # type: ignore[no-untyped-def]
    low_node, arcs_at, target, token, score, delta, weight, fee, hyp, ha, hb, hs, worst, used,
    keys, values, cache, topic, df, dv, bare, word, bf, bv, tf, tv,
):  # fmt: skip
    """The beams of ``search_from`` [nodes, beam]: the first and last two tokens of each path ([.., 4], of which ``ha``
    and ``hb`` are the last), and its score."""
    nodes, beam = hs.shape
    for v in range(nodes):
        if used[v] == 0:
            continue
        best = hs[v, 0]
        for h in range(1, used[v]):
            best = max(best, hs[v, h])
        for arc in range(arcs_at[v + low_node], arcs_at[v + low_node + 1]):
            t, w = target[arc] - low_node, token[arc]
            if t >= nodes:
                continue
            for h in range(used[v]):
                if hs[v, h] < best - delta:
                    continue
                f1, f2, a, b = hyp[v, h, 0], hyp[v, h, 1], hyp[v, h, 2], hyp[v, h, 3]
                s = hs[v, h] + score[arc]
                if w >= 0:
                    if used[t] == beam and s + fee <= worst[t]:
                        continue  # no log probability is above 0
                    s += (
                        weight * _recalled(a, b, w, keys, values, cache, topic, df, dv, bare, word, bf, bv, tf, tv)
                        + fee
                    )
                    if f1 == 0:
                        f1 = w
                    elif f2 == 0:
                        f2 = w
                    a, b = b, w
                elif used[t] == beam and s <= worst[t]:
                    continue
                slot = _slot(ha, hb, hs, used, t, a, b, s)
                if slot < 0:
                    continue
                hyp[t, slot, 0], hyp[t, slot, 1], hyp[t, slot, 2], hyp[t, slot, 3] = f1, f2, a, b
                hs[t, slot] = s
                if used[t] == beam:
                    worst[t] = _least(hs, t)


@njit(cache=True, nogil=True)
def join_logp(a, b, first, second, weight, cache, topic, df, dv, bare, word, bf, bv, tf, tv):  # type: ignore[no-untyped-def]
    """What it is worth that tokens ``first second`` follow ``a b`` rather than a sentence start, nats; bounded below.

    What is next on the page need not go on from this: a mixture bounds the loss.
    """
    if first == 0:
        return 0.0
    gain = token_logp(a, b, first, cache, topic, df, dv, bare, word, bf, bv, tf, tv)
    gain -= token_logp(0, 0, first, cache, topic, df, dv, bare, word, bf, bv, tf, tv)
    if second > 0:
        gain += token_logp(b, first, second, cache, topic, df, dv, bare, word, bf, bv, tf, tv)
        gain -= token_logp(0, first, second, cache, topic, df, dv, bare, word, bf, bv, tf, tv)
    return np.logaddexp(weight * gain - 0.05, UNJOINED)


@njit(cache=True, nogil=True)
def join_table(last, first, weight, cache, topic, df, dv, bare, word, bf, bv, tf, tv):  # type: ignore[no-untyped-def]
    """``join_logp`` of each pair of pieces [left, right]: ``last`` [left, 2] tokens, and ``first`` [right, 2]."""
    found = np.empty((last.shape[0], first.shape[0]))
    for i in range(last.shape[0]):
        for j in range(first.shape[0]):
            found[i, j] = join_logp(
                last[i, 0], last[i, 1], first[j, 0], first[j, 1], weight,
                cache, topic, df, dv, bare, word, bf, bv, tf, tv,
            )  # fmt: skip
    return found


@njit(cache=True, nogil=True)
def fits(row, place, candidates, cache, topic, df, dv, bare, word, bf, bv, tf, tv):  # type: ignore[no-untyped-def]
    """log p of the trigrams that hold ``place`` (2 or more) of the tokens ``row``, with each candidate there."""
    found = np.zeros(candidates.size)
    for i in range(candidates.size):
        for last in range(place, min(place + 3, row.size)):
            a = candidates[i] if last - 2 == place else row[last - 2]
            b = candidates[i] if last - 1 == place else row[last - 1]
            c = candidates[i] if last == place else row[last]
            found[i] += token_logp(a, b, c, cache, topic, df, dv, bare, word, bf, bv, tf, tv)
    return found


@njit(cache=True, nogil=True)
def tile(  # type: ignore[no-untyped-def]
    scores, heads, cost, open_start, open_end, loose, closed, beam, weight,
    cache, topic, df, dv, bare, word, bf, bv, tf, tv,
):  # fmt: skip
    """Pieces of a line in the order right to left: the ``beam`` best ways to cut it.

    ``scores`` [m, m] and ``heads`` [m, m, 4] are those of the piece from cut i to cut j (``search_from``); ``cost`` [m]
    that of cutting there. ``open_start`` and ``open_end`` [m] say that the piece behind a cut begins, or the one before
    it ends, with a cut kashida: one that meets no other costs ``loose``, two that meet make a word, and what their
    fragments cost is given back (``closed``). Returns the scores [k] and, for each way, its cuts [k, m] (1 where it is
    cut).
    """
    m = scores.shape[0]
    value = np.full((m, beam), -1e30)
    last = np.zeros((m, beam, 2), np.int32)
    cuts = np.zeros((m, beam, m), np.uint8)
    count = np.zeros(m, np.int64)
    until = np.zeros((m, beam), np.int64)
    for s in range(m - 2, -1, -1):
        for e in range(s + 1, m):
            if scores[s, e] < -1e29:
                continue
            for h in range(1 if e == m - 1 else count[e]):
                v = np.float64(scores[s, e])
                if s == 0 and open_end[e]:
                    v -= loose
                if e == m - 1:
                    v -= loose * open_start[s]
                elif open_end[until[e, h]] != open_start[s]:
                    v -= loose
                elif open_start[s]:
                    v += closed
                if e < m - 1:
                    v += value[e, h] - cost[e] + join_logp(
                        last[e, h, 0], last[e, h, 1], heads[s, e, 0], heads[s, e, 1], weight,
                        cache, topic, df, dv, bare, word, bf, bv, tf, tv,
                    )  # fmt: skip
                k = count[s]
                if k < beam:
                    count[s] += 1
                else:
                    k = 0
                    for q in range(1, beam):
                        if value[s, q] < value[s, k]:
                            k = q
                    if value[s, k] >= v:
                        continue
                value[s, k] = v
                until[s, k] = e
                last[s, k] = heads[s, e, 2:]
                if e < m - 1:
                    cuts[s, k] = cuts[e, h]
                    cuts[s, k, e] = 1
                else:
                    cuts[s, k] = 0
    return value[0, : count[0]], cuts[0, : count[0]]


@njit(cache=True, nogil=True)
def _dense_trigram(pairs_a, pairs_b, uf, uv, us):  # type: ignore[no-untyped-def]
    dense = np.full((COUNT, COUNT, COUNT), np.float32(-20.0), np.float32)
    for i in range(pairs_a.size):
        past = onward(onward(WORD_BEGINS, pairs_a[i]), pairs_b[i])
        for c in range(COUNT):
            dense[pairs_a[i], pairs_b[i], c] = spelling_logp(past, c, uf, uv, us)
    return dense


#: What searches remember: keys of trigrams, and their log probabilities.
Trigrams = tuple[NDArray[np.uint64], NDArray[np.float32]]


def no_trigrams() -> Trigrams:
    """Room for the trigrams that searches remember: keys and log probabilities [2^15]."""
    return np.full(1 << _REMEMBERED_BITS, _NO_TRIGRAM), np.zeros(1 << _REMEMBERED_BITS, np.float32)


def dense_trigram(lm: LanguageModel) -> NDArray[np.float32]:
    """log p(unit | two units before it) [COUNT, COUNT, COUNT], for the pairs that words hold; -20 elsewhere."""
    table = lm.unit_trigram
    pairs = np.unique(table[:, :2].astype(np.uint8), axis=0)
    return _dense_trigram(np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1]), *lm.spelling)


def may_follow() -> NDArray[np.bool_]:
    """[COUNT, COUNT]: joining allows the second unit after the first (0 is the word boundary)."""
    to_next = np.array([form in ("ini", "med") for _, form in UNITS])
    from_last = np.array([form in ("med", "fin") for _, form in UNITS])
    follow: NDArray[np.bool_] = to_next[:, None] == from_last[None, :]
    follow[0, 0] = False
    return follow


@dataclass(frozen=True, slots=True)
class Piece:
    """One token of a decoded text.

    Attributes:
        text: the word, number or mark.
        start, end: the items [start, end) that it stands for.
        token: token id of the language model.
        units: its units; empty where it is no word.
        score: log p(items | token).
    """

    text: str
    start: int
    end: int
    token: int
    units: tuple[int, ...]
    score: float


@dataclass(slots=True)
class Emissions:
    """Log emissions as the lattice takes them, nats; see ``lattice_words.match_words``.

    ``own`` [states, symbols] is of a unit alone, ``after`` [units, next units, symbols] and ``before`` [units, units
    before, symbols] beside a neighbour; ``split`` [units] is the share of a unit's outputs that are two symbols.
    """

    own: NDArray[np.float32]
    after: NDArray[np.float32]
    before: NDArray[np.float32]
    split: NDArray[np.float32]
    #: character -> the punctuation marks that it may stand for: (token id, log p(character | mark))
    marks: dict[str, list[tuple[int, float]]]
    #: log p that a place in a word bears a haraka, which is a space, by its kind (``language.harakat``)
    harakat: NDArray[np.float32] = field(default_factory=lambda: np.full(KINDS, -5.5, np.float32))
    #: the same of a second one at a place that bears one, and behind the alef that ends a word
    second: float = -3.3
    tanween: float = -5.5
    #: a lam-alef of two characters has its alef first
    turned: bool = False
