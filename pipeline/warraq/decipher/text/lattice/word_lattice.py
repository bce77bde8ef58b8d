"""The arcs of a lattice: what words may begin at the places of a text, remembered by what stands behind each, and the
separators, numbers, marks and junk of its items.

A place is before an item or at the end of a text. Place p has two nodes (see ``lattice``): E is 2 p, S is 2 p + 1.
"""

from __future__ import annotations

from typing import Any

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.dump.items import JOIN
from warraq.language.parameters import STEP

if not cython.compiled:
    from warraq.decipher.text.lattice.word_search import Text
    from warraq.language.lookup import mix

_JOIN = JOIN
_NOTHING = -1e30
_ZERO = 0.0
#: Places of a text before which as many signs are the same are looked up one after the other: the first may serve all.
_ALIKE = 64


class Arcs:
    """The arcs of a lattice, by source.

    Args:
        at: int32[nodes + 2], the first arc of each node.
        target, token: int32[arcs], the node behind an arc and its token; -1 is free for the language model.
        score: float32[arcs], log p(items | token).
    """

    def __init__(
        self, at: NDArray[np.int32], target: NDArray[np.int32], token: NDArray[np.int32], score: NDArray[np.float32]
    ) -> None:
        self.at = at
        self.target = target
        self.token = token
        self.score = score


class ArcsOfKinds:
    """The arcs of each kind of item that are no words: ``at[k]`` to ``at[k + 1]`` of the other columns, whose nodes are
    counted from E of the place before the item."""

    def __init__(
        self,
        at: NDArray[np.int64],
        source: NDArray[np.int32],
        target: NDArray[np.int32],
        token: NDArray[np.int32],
        score: NDArray[np.float32],
    ) -> None:
        self.at = at
        self.source = source
        self.target = target
        self.token = token
        self.score = score


class Unigrams:
    """What words are worth by themselves: ``value`` [tokens, 2] has their quantised -log p, of which ``weight`` counts,
    and each bears a ``fee``, nats."""

    def __init__(self, value: NDArray[np.uint8], weight: float, fee: float) -> None:
        self.value = value
        self.weight = weight
        self.fee = fee


class Kinds:
    """What each kind of item is, and its ``arcs``.

    ``code`` [kinds], ``soft`` and ``room`` are those of ``Items``; ``sign`` is the same for kinds that no search for
    words can tell apart, and counts from 1; ``opens`` and ``closes`` say that a word may begin behind it, or end before
    it.
    """

    def __init__(
        self,
        code: NDArray[np.int16],
        soft: NDArray[np.bool_],
        room: NDArray[np.bool_],
        sign: NDArray[np.int64],
        opens: NDArray[np.bool_],
        closes: NDArray[np.bool_],
        arcs: ArcsOfKinds,
    ) -> None:
        self.code = code
        self.soft = soft
        self.room = room
        self.sign = sign
        self.opens = opens
        self.closes = closes
        self.arcs = arcs


class Rows:
    """Words that searches have found: ``row`` [room, 2] where each ends, counted from the place, and its token; its
    ``score``, and the ``units`` [room, longest] of one outside the lexicon. What was written stays as it is."""

    def __init__(self, row: NDArray[np.int32], score: NDArray[np.float32], units: NDArray[np.uint8]) -> None:
        self.row = row
        self.score = score
        self.units = units


class Known:
    """The words that may begin at places that have been met: an open-addressed table.

    It goes from the signs behind a place, as far as the search read them, to the words that it found. ``key`` [slots]
    hash the signs (0: free), ``used`` of them; ``first`` and ``many`` [slots] are the first of the ``rows`` and their
    number. ``count`` rows are there, and ``read`` is how many signs a search read at most. ``longest``: of an unknown
    word, units.
    """

    def __init__(self, longest: int = 0) -> None:
        self.key = np.zeros(1024, np.uint64)
        self.first = np.zeros(1024, np.int64)
        self.many = np.zeros(1024, np.int64)
        self.used = 0
        self.count = 0
        self.read = 0
        self.rows = Rows(np.zeros((4096, 2), np.int32), np.zeros(4096, np.float32), np.zeros((4096, longest), np.uint8))

    def make_room(self, more: int) -> None:
        """So many more rows fit in then. Whoever holds the old ones may read on."""
        room = len(self.rows.score)
        need = self.count + more
        if need > room:
            size = max(need, 2 * room) - room
            old = self.rows
            self.rows = Rows(
                np.concatenate([old.row, np.empty((size, 2), np.int32)]),
                np.concatenate([old.score, np.empty(size, np.float32)]),
                np.concatenate([old.units, np.empty((size, np.shape(old.units)[1]), np.uint8)]),
            )

    def widen(self) -> None:
        """Twice as many slots."""
        key = self.key
        first = self.first
        many = self.many
        size = 2 * len(key)
        self.key = np.zeros(size, np.uint64)
        self.first = np.zeros(size, np.int64)
        self.many = np.zeros(size, np.int64)
        _refill(self, key, first, many)

    def at(self, signs: NDArray[np.int64], begins: NDArray[np.bool_]) -> NDArray[np.int64]:
        """int64[items + 1, 2]: first row and number of rows of the words that may begin at each place. The first row is
        -1 where a word may begin (``begins``) and nothing is known yet."""
        result = np.zeros((len(begins), 2), np.int64)
        _look_up(self, signs, begins, result)
        return result

    def learn(
        self,
        text: Text,
        unmet: NDArray[np.bool_],
        rows: NDArray[np.int32],
        scores: NDArray[np.float32],
        units: NDArray[np.uint8],
        read: NDArray[np.int64],
    ) -> None:
        """Take in the ``rows`` (start, end, token; by start) of the places that were ``unmet``; ``read`` [items] is how
        far the search from each of them read, ``units`` [rows, longest] are those of words outside the lexicon."""
        self.make_room(len(scores))
        places = np.flatnonzero(unmet[: len(read)])
        while 2 * (self.used + len(places)) >= len(self.key):
            self.widen()
        _learn(self, text, places, rows, scores, units, read)


def _onward(key: int, sign: int) -> int:
    """The hash of some signs and one more; never 0."""
    return mix(key + sign) | 1


def _slot(keys: NDArray[np.uint64], key: int) -> int:
    """Where ``key`` is among ``keys``, or the free slot where it belongs."""
    mask = keys.shape[0] - 1
    slot = key >> 1 & mask
    while keys[slot] != 0 and keys[slot] != key:
        slot = slot + 1 & mask
    return slot


def _refill(known: Known, keys: NDArray[np.uint64], first: NDArray[np.int64], many: NDArray[np.int64]) -> None:
    """Put what was in smaller tables into its own."""
    for old in range(keys.shape[0]):
        if keys[old] != 0:
            slot = _slot(known.key, keys[old])
            known.key[slot] = keys[old]
            known.first[slot] = first[old]
            known.many[slot] = many[old]


def _look_up(known: Known, signs: NDArray[np.int64], begins: NDArray[np.bool_], result: NDArray[np.int64]) -> None:
    """See ``Known.at``."""
    for place in range(begins.shape[0]):
        if not begins[place]:
            continue
        result[place, 0] = -1
        key = 0
        for at in range(place, min(place + known.read, signs.shape[0])):
            key = _onward(key, signs[at])
            slot = _slot(known.key, key)
            if known.key[slot] == key:
                result[place, 0] = known.first[slot]
                result[place, 1] = known.many[slot]
                break


def _learn(
    known: Known,
    text: Text,
    places: NDArray[np.int64],
    rows: NDArray[np.int32],
    scores: NDArray[np.float32],
    units: NDArray[np.uint8],
    read: NDArray[np.int64],
) -> None:
    """See ``Known.learn``; there is room."""
    target = known.rows
    i = 0
    for number in range(places.shape[0]):
        place = places[number]
        begin = known.count
        while i < scores.shape[0] and rows[i, 0] == place:
            at = known.count
            target.row[at, 0] = rows[i, 1] - place
            target.row[at, 1] = rows[i, 2]
            target.score[at] = scores[i]
            for k in range(units.shape[1]):
                target.units[at, k] = units[i, k]
            known.count += 1
            i += 1
        end = read[place]
        while end < text.signs.shape[0] and text.soft[end - 1]:
            end += 1  # a seam behind it would have been skipped
        end = min(end, text.signs.shape[0])
        known.read = max(known.read, end - place)
        key = 0
        for at in range(place, end):
            key = _onward(key, text.signs[at])
        slot = _slot(known.key, key)
        if known.key[slot] == 0:
            known.used += 1
        known.key[slot] = key
        known.first[slot] = begin
        known.many[slot] = known.count - begin


def first_of_alike(places: NDArray[np.bool_], signs: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Those of the ``places`` [items + 1] of a text with other ``_ALIKE`` signs behind them than all earlier ones."""
    size = 16
    while size < 2 * len(places):
        size *= 2
    keys = np.zeros(size, np.uint64)
    result = np.zeros(len(places), np.bool_)
    mark = result
    for place in range(places.shape[0]):
        if places[place]:
            key = 0
            for at in range(place, min(place + _ALIKE, signs.shape[0])):
                key = _onward(key, signs[at])
            slot = _slot(keys, key)
            mark[place] = keys[slot] == 0
            keys[slot] = key
    return result


def text_of(numbers: NDArray[np.int64], kinds: Kinds) -> Text:
    """A text of items by their ``kinds`` [items]."""
    size = len(numbers)
    codes = np.empty(size, np.int16)
    soft = np.empty(size, np.bool_)
    signs = np.zeros(size + 1, np.int64)
    begins = np.zeros(size + 1, np.bool_)
    ends = np.zeros(size + 1, np.bool_)
    skip = np.arange(size + 1, dtype=np.int32)
    _fill(numbers, kinds, codes, soft, signs, begins, ends, skip)
    return Text(codes, soft, signs, begins, ends, skip)


def _fill(
    numbers: NDArray[np.int64],
    kinds: Kinds,
    codes: NDArray[np.int16],
    soft: NDArray[np.bool_],
    signs: NDArray[np.int64],
    begins: NDArray[np.bool_],
    ends: NDArray[np.bool_],
    skip: NDArray[np.int32],
) -> None:
    """Write the arrays of a ``Text``; ``skip`` comes with each item itself."""
    size = numbers.shape[0]
    ends[size] = True
    for p in range(size):
        kind = numbers[p]
        codes[p] = kinds.code[kind]
        soft[p] = kinds.soft[kind]
        signs[p] = kinds.sign[kind]
        begins[p] = codes[p] >= 0 and (p == 0 or kinds.opens[numbers[p - 1]])
        ends[p] = kinds.closes[kind]
    for p in range(size):
        if codes[p] == _JOIN:  # a word that begins behind it runs across nothing
            begin = p
            end = p + 1
            while begin > 0 and soft[begin - 1]:
                begin -= 1
            while end < size and soft[end]:
                end += 1
            for at in range(begin, p + 1):
                skip[at] = end
    # room for spaces (``Items``) is told by its sign from seams: a word runs across either, at other prices
    for p in range(size - 1, -1, -1):
        if kinds.room[numbers[p]] and skip[p] == p:
            skip[p] = min(skip[p + 1], -1 - p)


def worth_keeping(nodes: int, arcs: Arcs, unigrams: Unigrams, within: float) -> NDArray[np.bool_]:
    """Which arcs lie on a path that is at most ``within`` nats worse than the best, by unigrams (two cheap sweeps)."""
    keep = np.zeros(len(arcs.token), np.bool_)
    mark = keep
    ahead = np.full(nodes, _NOTHING, np.float32)
    behind = np.full(nodes, _NOTHING, np.float32)
    worth = np.array(arcs.score)
    with cython.nogil:
        _sweep(nodes, arcs, unigrams, within, ahead, behind, worth, mark)
    return keep


def _sweep(
    nodes: int,
    arcs: Arcs,
    unigrams: Unigrams,
    within: float,
    ahead: NDArray[np.float32],
    behind: NDArray[np.float32],
    worth: NDArray[np.float32],
    keep: NDArray[np.bool_],
) -> None:
    """See ``worth_keeping``: ``ahead`` and ``behind`` [nodes] are the best paths to a node and from it on."""
    for arc in range(arcs.token.shape[0]):
        if arcs.token[arc] >= 0:
            price = unigrams.fee - unigrams.weight * STEP * unigrams.value[arcs.token[arc], 0]
            worth[arc] += price
    ahead[0] = 0
    ahead[1] = 0
    for node in range(nodes):
        for arc in range(arcs.at[node], arcs.at[node + 1]):
            reached = ahead[node] + worth[arc]
            if reached > ahead[arcs.target[arc]]:
                ahead[arcs.target[arc]] = reached
    behind[nodes - 1] = 0
    behind[nodes - 2] = 0
    for node in range(nodes - 1, -1, -1):
        for arc in range(arcs.at[node], arcs.at[node + 1]):
            reached = behind[arcs.target[arc]] + worth[arc]
            if reached > behind[node]:
                behind[node] = reached
    best = max(ahead[nodes - 1], ahead[nodes - 2])
    for node in range(nodes):
        for arc in range(arcs.at[node], arcs.at[node + 1]):
            # Free arcs stay: they let a search start or end anywhere.
            keep[arc] = arcs.token[arc] < 0 or ahead[node] + worth[arc] + behind[arcs.target[arc]] >= best - within


def gather(
    numbers: NDArray[np.int64],
    kinds: Kinds,
    searched: list[tuple[Rows, NDArray[np.int64]]],
    unigrams: Unigrams,
    within: float,
) -> tuple[NDArray[Any], ...]:
    """The arcs of a text, as ``Places.arcs`` gives them.

    ``searched`` are the rows of words of the lexicon, and those of words outside it by the other searches, each with
    ``Known.at`` the places of the text; the other arguments are those of ``worth_keeping``.
    """
    nodes = 2 * len(numbers) + 2
    at = np.zeros(nodes + 1, np.int32)
    outside = 0
    longest = 0
    for rank, (rows, places) in enumerate(searched):
        _count_words(places, at)
        if rank:
            outside += int(places[:, 1].sum())
            longest = np.shape(rows.units)[1]
    _count_others(numbers, kinds, at)
    at = np.cumsum(at, dtype=np.int32)
    size = int(at[nodes])
    source = np.empty(size, np.int32)
    target = np.empty(size, np.int32)
    token = np.empty(size, np.int32)
    score = np.empty(size, np.float32)
    ref = np.full(size, -1, np.int32)
    spelt = np.empty((outside, longest), np.uint8)
    free = at.copy()
    spellings = 0
    for rank, (rows, places) in enumerate(searched):
        if rank:
            spellings = _put_spellings(rows, places, free, ref, spelt, spellings)
        _put_words(rows, places, free, source, target, token, score)
    _put_others(numbers, kinds, free, source, target, token, score)
    kept = np.flatnonzero(worth_keeping(nodes, Arcs(at, target, token, score), unigrams, within))
    kept_at = np.searchsorted(kept, at)
    columns = [column[kept] for column in (source, target, token, score, ref)]
    return np.append(kept_at, kept.size).astype(np.int32), *columns, spelt


def _count_words(places: NDArray[np.int64], at: NDArray[np.int32]) -> None:
    """Add how many arcs of words each node has, behind it in ``at``."""
    for p in range(places.shape[0] - 1):
        at[2 * p + 2] += places[p, 1]


def _count_others(numbers: NDArray[np.int64], kinds: Kinds, at: NDArray[np.int32]) -> None:
    """The same of what is no word."""
    for p in range(numbers.shape[0]):
        kind = numbers[p]
        for arc in range(kinds.arcs.at[kind], kinds.arcs.at[kind + 1]):
            at[2 * p + kinds.arcs.source[arc] + 1] += 1


def _put_spellings(
    rows: Rows,
    places: NDArray[np.int64],
    free: NDArray[np.int32],
    ref: NDArray[np.int32],
    spelt: NDArray[np.uint8],
    spellings: int,
) -> int:
    """Write the units of the words of each place behind the ``spellings`` that are there; how many are then.

    ``free`` [nodes] are the arcs of the words to come."""
    for p in range(places.shape[0] - 1):
        for i in range(places[p, 1]):
            row = places[p, 0] + i
            ref[free[2 * p + 1] + i] = spellings
            for k in range(spelt.shape[1]):
                spelt[spellings, k] = rows.units[row, k]
            spellings += 1
    return spellings


def _put_words(
    rows: Rows,
    places: NDArray[np.int64],
    free: NDArray[np.int32],
    source: NDArray[np.int32],
    target: NDArray[np.int32],
    token: NDArray[np.int32],
    score: NDArray[np.float32],
) -> None:
    """Write the arcs of the words of each place."""
    for p in range(places.shape[0] - 1):
        node = 2 * p + 1
        for i in range(places[p, 1]):
            row = places[p, 0] + i
            arc = free[node]
            free[node] += 1
            source[arc] = node
            target[arc] = 2 * (p + rows.row[row, 0])
            token[arc] = rows.row[row, 1]
            score[arc] = rows.score[row]


def _put_others(
    numbers: NDArray[np.int64],
    kinds: Kinds,
    free: NDArray[np.int32],
    source: NDArray[np.int32],
    target: NDArray[np.int32],
    token: NDArray[np.int32],
    score: NDArray[np.float32],
) -> None:
    """Write the arcs of what is no word."""
    for p in range(numbers.shape[0]):
        kind = numbers[p]
        for arc_number in range(kinds.arcs.at[kind], kinds.arcs.at[kind + 1]):
            node = 2 * p + kinds.arcs.source[arc_number]
            arc = free[node]
            free[node] += 1
            source[arc] = node
            target[arc] = 2 * p + kinds.arcs.target[arc_number]
            token[arc] = kinds.arcs.token[arc_number]
            score[arc] = kinds.arcs.score[arc_number]
