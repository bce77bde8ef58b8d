"""Paths through a lattice by word trigram, and what else the language says of tokens that follow each other.

A lattice has two nodes a place and its arcs by source (``lattice``). A hypothesis at a node is the last two tokens of a
path; of those with the same tokens the best is kept, and of all of them the best few, the beam.
"""

from __future__ import annotations

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.parameters import BeamSearch as P
from warraq.language import tokens
from warraq.language.parameters import STEP, TOKEN_BITS

if not cython.compiled:
    from math import exp, log, log1p
    from math import exp as expf

    from warraq.decipher.text.lattice.word_lattice import Arcs
    from warraq.language.lookup import HashTable, Ngrams, find, ngram_logp

_STOP = tokens.SPECIAL_ID["."]
_END = tokens.END
_UNKNOWN = tokens.UNKNOWN
#: Trigrams are remembered by so many bits of their hash.
_REMEMBERED_BITS = 15
_GOLDEN = 0x9E3779B97F4A7C15
_ALL = 0xFFFFFFFFFFFFFFFF
#: The score of what isn't there, nats.
_NOTHING = -1e30
_UNJOINED = P.UNJOINED
_SOFT = P.SOFT
_NEW_SENTENCE = P.NEW_SENTENCE
_OLD_SENTENCE = P.OLD_SENTENCE
_INFINITE = np.inf
_LOG_2 = 0.693147180559945309417232121458176568
_ZERO = 0.0


class Language:
    """The trigram, mixed with what this document repeats.

    Args:
        ngrams: the trigram.
        words: float32[tokens], word probabilities of the document's own clean passages.
        topic: float32[tokens], what its subject and register add, nats.
        pair_fingerprint, pair_logp: hash the word pairs that it repeats, with log p(second | first).
    """

    def __init__(
        self,
        ngrams: Ngrams,
        words: NDArray[np.float32],
        topic: NDArray[np.float32],
        pair_fingerprint: NDArray[np.uint32],
        pair_logp: NDArray[np.float32],
    ) -> None:
        self.ngrams = ngrams
        self.words = words
        self.topic = topic
        self.pairs = HashTable(pair_fingerprint)
        self.pair_logp = pair_logp


class Remembered:
    """What searches of one language remember: the orders of a line ask for the same trigrams again.

    ``key`` and ``logp`` [2^15] are those of a trigram, in the place that its hash gives.
    """

    def __init__(self) -> None:
        self.key = np.full(1 << _REMEMBERED_BITS, _ALL, np.uint64)
        self.logp = np.zeros(1 << _REMEMBERED_BITS, np.float32)


class Weights:
    """How a search weighs: the trigram's ``weight`` and a ``fee`` for each word, nats; hypotheses that are ``delta``
    nats worse than the best of their node are not followed."""

    def __init__(self, delta: float, weight: float, fee: float) -> None:
        self.delta = delta
        self.weight = weight
        self.fee = fee


class Scorer:
    """What paths are worth: by a ``language``, what is ``remembered`` of it alone, and ``weights``."""

    def __init__(self, language: Language, remembered: Remembered, weights: Weights) -> None:
        self.language = language
        self.remembered = remembered
        self.weights = weights


class PieceEnds:
    """Where pieces of a line may end: the places ``at`` [ends], ascending, those before their outer spaces (``trim``),
    and those before a fragment of a word that goes on elsewhere (``late``)."""

    def __init__(self, at: NDArray[np.int64], trim: NDArray[np.int64], late: NDArray[np.int64]) -> None:
        self.at = at
        self.trim = trim
        self.late = late


class Fragment:
    """What a fragment of a word costs at the edge of a piece: ``price``, and ``slope`` an item."""

    def __init__(self, price: float, slope: float) -> None:
        self.price = price
        self.slope = slope


class Pieces:
    """The pieces that a line of m cuts may be made of.

    Args:
        scores, heads: float32[m, m] and int32[m, m, 4], of the piece from cut i to cut j (``search_from``).
        cost: float64[m], of cutting there.
        open_start, open_end: bool[m], the piece behind a cut begins, or the one before it ends, with a cut kashida.
    """

    def __init__(
        self,
        scores: NDArray[np.float32],
        heads: NDArray[np.int32],
        cost: NDArray[np.float64],
        open_start: NDArray[np.bool_],
        open_end: NDArray[np.bool_],
    ) -> None:
        self.scores = scores
        self.heads = heads
        self.cost = cost
        self.open_start = open_start
        self.open_end = open_end


class Ways:
    """The best ways to cut a line from each of its m cuts on, ``count`` [m] of at most ``beam``: what each is worth,
    its ``last`` two tokens, the cut ``until`` which its first piece goes, and its cuts [m, beam, m], 1 where it is."""

    def __init__(self, m: int, beam: int) -> None:
        self.beam = beam
        self.value = np.full((m, beam), -1e30)
        self.last = np.zeros((m, beam, 2), np.int32)
        self.cuts = np.zeros((m, beam, m), np.uint8)
        self.count = np.zeros(m, np.int64)
        self.until = np.zeros((m, beam), np.int64)


class Beams:
    """The hypotheses of a search [nodes, beam].

    ``used`` [nodes] says how many there are, ``worst`` [nodes] what the worst of a full beam is worth. ``a`` and ``b``
    are the last two tokens, ``score`` what the path is worth; it came by the arc ``back`` from the hypothesis
    ``back_rank`` of the node ``back_node``. ``first`` and ``second`` are the first two tokens, 0 before they are met.
    """

    def __init__(self, nodes: int, beam: int) -> None:
        self.nodes = nodes
        self.beam = beam
        self.used = np.zeros(nodes, np.int32)
        self.worst = np.full(nodes, _NOTHING, np.float32)
        self.score = np.full((nodes, beam), _NOTHING, np.float32)
        self.a = np.zeros((nodes, beam), np.int32)
        self.b = np.zeros((nodes, beam), np.int32)
        self.first = np.zeros((nodes, beam), np.int32)
        self.second = np.zeros((nodes, beam), np.int32)
        self.back = np.full((nodes, beam), -1, np.int32)
        self.back_node = np.full((nodes, beam), -1, np.int32)
        self.back_rank = np.full((nodes, beam), -1, np.int8)


def _logaddexp(x: float, y: float) -> float:
    """log(exp(x) + exp(y))."""
    if x == y:
        return x + _LOG_2
    if x > y:
        return x + log1p(exp(y - x))
    return y + log1p(exp(x - y))


def token_logp(language: Language, a: int, b: int, c: int) -> float:
    """log p(c | a b): the trigram, mixed with what this document repeats; in single precision."""
    logp = ngram_logp(language.ngrams, a, b, c)
    if b == _STOP and c != _END:
        logp = _logaddexp(logp + _OLD_SENTENCE, _NEW_SENTENCE - STEP * language.ngrams.word[c, 0])
    if language.words[c] > 0:
        logp = log(expf(logp) * 0.9 + language.words[c] * 0.1)
    logp = logp + language.topic[c]
    if logp > 0:
        logp = _ZERO
    key = b
    slot = find(language.pairs, key << TOKEN_BITS | c)
    if slot >= 0:
        logp = _logaddexp(logp - 0.29, language.pair_logp[slot] - 1.39)
    return logp


def _recalled(language: Language, remembered: Remembered, a: int, b: int, c: int) -> float:
    """``token_logp``, which is ``remembered``."""
    key = a
    middle = b
    key = key << 2 * TOKEN_BITS | middle << TOKEN_BITS | c
    slot = (key * _GOLDEN & _ALL) >> (64 - _REMEMBERED_BITS)
    if remembered.key[slot] != key:
        remembered.logp[slot] = token_logp(language, a, b, c)
        remembered.key[slot] = key
    return remembered.logp[slot]


def _place(beams: Beams, node: int, a: int, b: int, score: float) -> int:
    """Where a hypothesis that ends in tokens ``a b`` belongs in a node's beam, or -1: equals merge, the worst gives
    way."""
    low = 0
    for rank in range(beams.used[node]):
        if beams.a[node, rank] == a and beams.b[node, rank] == b:
            return rank if score > beams.score[node, rank] else -1
        if beams.score[node, rank] < beams.score[node, low]:
            low = rank
    if beams.used[node] < beams.beam:
        beams.used[node] += 1
        return beams.used[node] - 1
    return low if score > beams.score[node, low] else -1


def _spread(beams: Beams, arcs: Arcs, scorer: Scorer, low: int) -> None:
    """Follow all paths from the hypotheses that are there; ``low`` is the first node of the lattice in ``beams``."""
    weight = scorer.weights.weight
    fee = scorer.weights.fee
    for node in range(beams.nodes):
        used = beams.used[node]
        if used == 0:
            continue
        best = beams.score[node, 0]
        for rank in range(1, used):
            if beams.score[node, rank] > best:
                best = beams.score[node, rank]
        for arc in range(arcs.at[node + low], arcs.at[node + low + 1]):
            target = arcs.target[arc] - low
            token = arcs.token[arc]
            if target >= beams.nodes:
                continue
            for rank in range(used):
                if beams.score[node, rank] < best - scorer.weights.delta:
                    continue
                a = beams.a[node, rank]
                b = beams.b[node, rank]
                first = beams.first[node, rank]
                second = beams.second[node, rank]
                score = beams.score[node, rank] + arcs.score[arc]
                full = beams.used[target] == beams.beam
                if token >= 0:
                    if full and score + fee <= beams.worst[target]:
                        continue  # no log probability is above 0
                    logp = _recalled(scorer.language, scorer.remembered, a, b, token)
                    score += weight * logp + fee
                    a = b
                    b = token
                    if first == 0:
                        first = token
                    elif second == 0:
                        second = token
                elif full and score <= beams.worst[target]:
                    continue
                place = _place(beams, target, a, b, score)
                if place < 0:
                    continue
                beams.a[target, place] = a
                beams.b[target, place] = b
                beams.first[target, place] = first
                beams.second[target, place] = second
                beams.score[target, place] = score
                beams.back[target, place] = arc
                beams.back_node[target, place] = node
                beams.back_rank[target, place] = rank
                if beams.used[target] == beams.beam:
                    least = beams.score[target, 0]
                    for other in range(1, beams.beam):
                        if beams.score[target, other] < least:
                            least = beams.score[target, other]
                    beams.worst[target] = least


def search(
    arcs: Arcs, scorer: Scorer, beam: int, begin: int, end: int, before: tuple[int, int]
) -> tuple[NDArray[np.int32], float, int, int]:
    """Best path from S at place ``begin``, behind the tokens ``before``, to E or S at place ``end``.

    Its arcs, its score and its last two tokens.
    """
    low = 2 * begin + 1
    beams = Beams(2 * end + 2 - low, beam)
    beams.used[0] = 1
    beams.a[0, 0] = before[0]
    beams.b[0, 0] = before[1]
    beams.score[0, 0] = 0
    with cython.nogil:
        _spread(beams, arcs, scorer, low)
    node = beams.nodes - 1
    rank = -1
    for place in range(beams.nodes - 1, max(-1, beams.nodes - 3), -1):
        for other in range(beams.used[place]):
            if rank < 0 or beams.score[place, other] > beams.score[node, rank]:
                node = place
                rank = other
    if rank < 0:
        return np.empty(0, np.int32), _NOTHING, before[0], before[1]
    total = beams.score[node, rank]
    a = beams.a[node, rank]
    b = beams.b[node, rank]
    path = np.empty(beams.nodes, np.int32)
    count = 0
    while beams.back[node, rank] >= 0:
        path[count] = beams.back[node, rank]
        count += 1
        place = beams.back_node[node, rank]
        rank = beams.back_rank[node, rank]
        node = place
    return np.asarray(path)[:count][::-1].copy(), total, a, b


def search_from(
    arcs: Arcs, scorer: Scorer, beam: int, begins: tuple[int, int, int], ends: PieceEnds, fragment: Fragment
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Best paths from one place to each of the ``ends``: scores [ends], tokens [ends, 4] (first and last two).

    A piece may begin or end with a ``fragment`` of a word that goes on elsewhere. Its outer spaces may be layout, for
    ``SOFT`` nats each. ``begins`` are the place, the one behind its spaces, and the one behind a fragment.
    """
    count = ends.at.shape[0]
    begin, behind_spaces, behind_fragment = begins
    low = 2 * begin + 1
    beams = Beams(2 * ends.at[count - 1] + 2 - low, beam)
    beams.used[0] = 1
    beams.score[0, 0] = 0
    node = 2 * behind_spaces + 1 - low
    if begin < behind_spaces and node < beams.nodes:
        beams.used[node] = 1
        beams.score[node, 0] = _price(0.0, _SOFT, behind_spaces - begin)
    node = 2 * behind_fragment + 1 - low
    if begin < behind_fragment and behind_fragment != behind_spaces and node < beams.nodes:
        beams.used[node] = 1
        beams.score[node, 0] = _price(fragment.price, -fragment.slope, behind_fragment - begin)
    with cython.nogil:
        _spread(beams, arcs, scorer, low)
    scores = np.full(count, _NOTHING, np.float32)
    result = np.zeros((count, 4), np.int32)
    _best_ends(beams, low, ends, fragment, scores, result)
    return np.asarray(scores), np.asarray(result)


def _price(once: float, each: float, items: int) -> float:
    """What so many items cost."""
    return once + each * items


def _best_ends(
    beams: Beams,
    low: int,
    ends: PieceEnds,
    fragment: Fragment,
    scores: NDArray[np.float32],
    result: NDArray[np.int32],
) -> None:
    """Write the best of the hypotheses at each of the ``ends``; see ``search_from``."""
    for i in range(ends.at.shape[0]):
        for turn in range(4):
            place = ends.at[i]
            price = 0.0
            if turn == 2:
                place = ends.late[i]
                price = _price(fragment.price, -fragment.slope, ends.at[i] - place)
            elif turn == 3:
                place = ends.trim[i]
                price = _price(0.0, _SOFT, ends.at[i] - place)
            node = 2 * place - low
            if turn == 1 or turn == 2:
                node += 1
            if node < 0 or node >= beams.nodes or (turn > 1 and place >= ends.at[i]):
                continue
            for rank in range(beams.used[node]):
                score = beams.score[node, rank] + price
                if score > scores[i]:
                    scores[i] = score
                    result[i, 0] = beams.first[node, rank]
                    result[i, 1] = beams.second[node, rank]
                    result[i, 2] = beams.a[node, rank]
                    result[i, 3] = beams.b[node, rank]


class Windows:
    """Words of a text, and the window of each in which it is read without it.

    Args:
        first, last: int64[words, 2], the nodes at which a window may begin and end.
        place: int64[words, 2], which tokens of the ``row`` are the first of it and the first behind it.
        row: int32[tokens], what was read.
        span: int64[words, 2], the nodes at which the word begins and ends.
        token: int32[words].
        units: uint8[words, units], those of a word as the lattice has them of words outside the lexicon.
    """

    def __init__(
        self,
        first: NDArray[np.int64],
        last: NDArray[np.int64],
        place: NDArray[np.int64],
        row: NDArray[np.int32],
        span: NDArray[np.int64],
        token: NDArray[np.int32],
        units: NDArray[np.uint8],
    ) -> None:
        self.first = first
        self.last = last
        self.place = place
        self.row = row
        self.span = span
        self.token = token
        self.units = units


def max_marginal(
    arcs: Arcs,
    scorer: Scorer,
    windows: Windows,
    ref: NDArray[np.int32],
    unknown: NDArray[np.uint8],
    beam: int,
    most: int,
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """How much better each of the ``windows`` reads with its word than without it, nats [words], and the arcs of the
    tokens that are read instead, last first [words, most], -1 behind them.

    ``ref`` [arcs] is the row of a word outside the lexicon in ``unknown`` [rows, units]. The scores of ``arcs`` are
    changed, and given back as they were. A margin is -inf for a word that the lattice doesn't have there, and inf where
    it has nothing else.
    """
    count = windows.token.shape[0]
    margins = np.empty(count, np.float32)
    instead = np.full((count, most), -1, np.int32)
    nodes = 0
    for i in range(count):
        nodes = max(nodes, windows.last[i, 1] - windows.first[i, 0] + 1)
    beams = Beams(nodes, beam)
    kept = np.array(arcs.score)
    with cython.nogil:
        for i in range(count):
            low = windows.first[i, 0]
            high = windows.last[i, 1] + 1
            begin = windows.span[i, 0]
            end = windows.span[i, 1]
            there = False
            best = _NOTHING
            for turn in range(2):
                for arc in range(arcs.at[low], arcs.at[high]):
                    arcs.score[arc] = kept[arc]
                for node in range(low, min(high, end)):
                    for arc in range(arcs.at[node], arcs.at[node + 1]):
                        if arcs.token[arc] < 0 or arcs.target[arc] <= begin:
                            continue
                        same = arcs.token[arc] == windows.token[i]
                        if arcs.token[arc] == _UNKNOWN:  # the lexicon's words are proposed by their letters too
                            same = ref[arc] >= 0
                            for k in range(unknown.shape[1]):
                                same = same and unknown[ref[arc], k] == windows.units[i, k]
                        there = there or same
                        if same == (turn == 1):
                            arcs.score[arc] = _NOTHING
                score = _read(beams, arcs, scorer, windows, instead, i)
                if turn == 0:
                    best = score
            for arc in range(arcs.at[low], arcs.at[high]):
                arcs.score[arc] = kept[arc]
            margins[i] = best - score if score > _NOTHING / 2 else _INFINITE
            if not there:
                margins[i] = -_INFINITE
    return np.asarray(margins), np.asarray(instead)


def _emptied(beams: Beams, nodes: int) -> None:
    """Room for a search of so many nodes, which is no more than there was at first."""
    beams.nodes = nodes
    for node in range(nodes):
        beams.used[node] = 0
        beams.worst[node] = _NOTHING


def _read(beams: Beams, arcs: Arcs, scorer: Scorer, windows: Windows, instead: NDArray[np.int32], i: int) -> float:
    """Score of the best path from one of the first nodes of window ``i`` to one of its last, and what follows it.

    ``instead[i]`` becomes the arcs of its tokens, the last first, as far as there is room.
    """
    low = windows.first[i, 0]
    begin = windows.place[i, 0]
    end = windows.place[i, 1]
    _emptied(beams, windows.last[i, 1] - low + 1)
    for side in range(2):
        node = windows.first[i, side] - low
        beams.used[node] = 1
        beams.a[node, 0] = windows.row[begin - 2]
        beams.b[node, 0] = windows.row[begin - 1]
        beams.first[node, 0] = 0
        beams.second[node, 0] = 0
        beams.score[node, 0] = 0
        beams.back[node, 0] = -1
    _spread(beams, arcs, scorer, low)
    best = _NOTHING
    ends_at = 0
    rank = -1
    for node in range(windows.last[i, 0] - low, beams.nodes):
        for other in range(beams.used[node]):
            a = beams.a[node, other]
            b = beams.b[node, other]
            total = beams.score[node, other]
            for behind in range(end, min(end + 2, windows.row.shape[0])):
                total += scorer.weights.weight * token_logp(scorer.language, a, b, windows.row[behind])
                a = b
                b = windows.row[behind]
            if total > best:
                best = total
                ends_at = node
                rank = other
    for k in range(instead.shape[1]):
        instead[i, k] = -1
    count = 0
    while rank >= 0 and beams.back[ends_at, rank] >= 0 and count < instead.shape[1]:
        arc = beams.back[ends_at, rank]
        if arcs.token[arc] >= 0:
            instead[i, count] = arc
            count += 1
        node = beams.back_node[ends_at, rank]
        rank = beams.back_rank[ends_at, rank]
        ends_at = node
    return best


def join_logp(language: Language, a: int, b: int, first: int, second: int, weight: float) -> float:
    """What it is worth that tokens ``first second`` follow ``a b`` rather than a sentence start, nats; bounded below.

    What is next on the page need not go on from this: a mixture bounds the loss.
    """
    if first == 0:
        return 0.0
    gain = token_logp(language, a, b, first)
    gain -= token_logp(language, 0, 0, first)
    if second > 0:
        gain += token_logp(language, b, first, second)
        gain -= token_logp(language, 0, first, second)
    return _logaddexp(weight * gain - 0.05, _UNJOINED)


def join_table(
    language: Language, last: NDArray[np.int32], first: NDArray[np.int32], weight: float
) -> NDArray[np.float64]:
    """``join_logp`` of each pair of pieces [left, right]: ``last`` [left, 2] tokens, and ``first`` [right, 2]."""
    result = np.empty((last.shape[0], first.shape[0]))
    with cython.nogil:
        for i in range(last.shape[0]):
            for j in range(first.shape[0]):
                result[i, j] = join_logp(language, last[i, 0], last[i, 1], first[j, 0], first[j, 1], weight)
    return np.asarray(result)


def fits(language: Language, row: NDArray[np.int32], place: int, candidates: NDArray[np.int32]) -> NDArray[np.float64]:
    """log p of the trigrams that hold ``place`` (2 or more) of the tokens ``row``, with each candidate there."""
    result = np.zeros(candidates.shape[0])
    with cython.nogil:
        for i in range(candidates.shape[0]):
            for last in range(place, min(place + 3, row.shape[0])):
                a = candidates[i] if last - 2 == place else row[last - 2]
                b = candidates[i] if last - 1 == place else row[last - 1]
                c = candidates[i] if last == place else row[last]
                result[i] += token_logp(language, a, b, c)
    return np.asarray(result)


def tile(
    language: Language, pieces: Pieces, loose: float, closed: float, beam: int, weight: float
) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """Pieces of a line in the order right to left: the ``beam`` best ways to cut it.

    A cut kashida that meets no other costs ``loose``, two that meet make a word, and what their fragments cost is given
    back (``closed``). Returns the scores [k] and, for each way, its cuts [k, m] (1 where it is cut).
    """
    m = pieces.scores.shape[0]
    ways = Ways(m, beam)
    with cython.nogil:
        for s in range(m - 2, -1, -1):
            for e in range(s + 1, m):
                if pieces.scores[s, e] < -1e29:
                    continue
                for h in range(1 if e == m - 1 else ways.count[e]):
                    v = _with_edges(pieces.scores[s, e], pieces, ways, s, e, h, loose, closed)
                    if e < m - 1:
                        v += ways.value[e, h] - pieces.cost[e] + join_logp(
                            language, ways.last[e, h, 0], ways.last[e, h, 1],
                            pieces.heads[s, e, 0], pieces.heads[s, e, 1], weight,
                        )  # fmt: skip
                    _add_way(pieces, ways, s, e, h, v)
    return np.asarray(ways.value)[0, : ways.count[0]], np.asarray(ways.cuts)[0, : ways.count[0]]


def _with_edges(v: float, pieces: Pieces, ways: Ways, s: int, e: int, h: int, loose: float, closed: float) -> float:
    """``v`` with what the kashidas cost that are cut at the edges of a piece, the one to cut e that way h follows."""
    behind = pieces.scores.shape[0] - 1
    if s == 0 and pieces.open_end[e]:
        v -= loose
    if e == behind:
        v -= loose * pieces.open_start[s]
    elif pieces.open_end[ways.until[e, h]] != pieces.open_start[s]:
        v -= loose
    elif pieces.open_start[s]:
        v += closed
    return v


def _add_way(pieces: Pieces, ways: Ways, s: int, e: int, h: int, v: float) -> None:
    """Put the way that goes on from way h at cut e among the best from cut s on, if it is one."""
    m = pieces.scores.shape[0]
    k = ways.count[s]
    if k < ways.beam:
        ways.count[s] += 1
    else:
        k = 0
        for q in range(1, ways.beam):
            if ways.value[s, q] < ways.value[s, k]:
                k = q
        if ways.value[s, k] >= v:
            return
    ways.value[s, k] = v
    ways.until[s, k] = e
    ways.last[s, k, 0] = pieces.heads[s, e, 2]
    ways.last[s, k, 1] = pieces.heads[s, e, 3]
    for q in range(m):
        ways.cuts[s, k, q] = ways.cuts[e, h, q] if e < m - 1 else 0
    if e < m - 1:
        ways.cuts[s, k, e] = 1
