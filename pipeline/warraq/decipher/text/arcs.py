"""The arcs of the lattice, gathered by compiled code: known and unknown words, separators, numbers, marks and junk.

What stands behind a place decides the words that may begin there, so the pieces of a line are looked up once, in
whatever order they are read, for all threads. The long searches run without Python's lock, and without that of what is
known.

A place is before an item or at the end of a text. Place p has two nodes (see ``lattice``): E is 2 p, S is 2 p + 1.
``_words``, ``_unknown``, ``_inflected`` and ``_rare`` look for the words of places that nobody met before; ``Known``
remembers what they found; ``_gather`` makes the arcs of a text of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.compiled import lean_njit, njit
from warraq.decipher.text.inflected_words import inflected_words
from warraq.decipher.text.lattice import JOIN, Emissions, worth_keeping
from warraq.decipher.text.lattice_words import best_of_spans, match_words, rare_words, spread_of, unknown_words
from warraq.language import hashing
from warraq.language.inflections import Inflections
from warraq.language.model import STEP, quantize
from warraq.language.rare_words import RareWords

#: What a word that the document uses in clean passages is worth where words are dropped, nats.
_USED: Final = np.float32(4.0)
_STEP: Final = np.float32(STEP)
#: Hardly more words than these are remembered, of 30 bytes each.
_MOST_ROWS: Final = 1 << 22
#: So many paths through the lexicon are followed from a place. With half as many no place of the source dump has fewer
#: words (``benchmarks.hard_dumps``); a text of one letter, which may be any, would take millions.
_MOST_PATHS: Final = 65_536
#: Places of a text before which as many signs are the same are looked up one after the other: the first may serve all.
_ALIKE: Final = 64


class Kinds(NamedTuple):
    """What each kind of item is, and its arcs that are no words.

    ``code`` [kinds], ``soft`` and ``room`` are those of ``Items``; ``sign`` is the same for kinds that no search for
    words can tell apart, and counts from 1; ``opens`` and ``closes`` say that a word may begin behind it, or end before
    it. Its arcs are ``at[k]`` to ``at[k + 1]`` of ``source``, ``target``, ``token`` and ``score``, whose nodes are
    counted from E of the place before the item.
    """

    code: NDArray[np.int16]
    soft: NDArray[np.bool_]
    room: NDArray[np.bool_]
    sign: NDArray[np.int64]
    opens: NDArray[np.bool_]
    closes: NDArray[np.bool_]
    at: NDArray[np.int64]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    token: NDArray[np.int32]
    score: NDArray[np.float32]


class Limits(NamedTuple):
    """``decoder.Settings``, what ``Emissions`` has of harakat, and the space's symbol, as compiled code takes them."""

    space: np.int64
    candidates: np.int64
    floor: np.float32
    cut: np.float32
    slope: np.float32
    harakat: NDArray[np.float32]
    second: np.float32
    wild: np.float32
    wild_words: np.uint8
    unsettled: NDArray[np.float32]
    hidden: np.float32
    behind: NDArray[np.float32]
    unknown_width: np.int64
    unknown_exact: np.bool_
    unknown_longest: np.int64
    weight: np.float32
    fee: np.float32
    within: np.float32
    inflected: np.int64
    inflected_least: np.float32
    rare: np.int64


class Channel(NamedTuple):
    """Log emissions as ``match_words`` takes them."""

    own: NDArray[np.float32]
    after: NDArray[np.float32]
    before: NDArray[np.float32]
    spread: NDArray[np.float32]

    @classmethod
    def of(cls, emissions: Emissions) -> Channel:
        """The unit that varies fastest in the search, last."""
        after, before = emissions.after.transpose(0, 2, 1), emissions.before.transpose(1, 2, 0)
        spread = spread_of(emissions.split)
        return cls(emissions.own, np.ascontiguousarray(after), np.ascontiguousarray(before), spread)


class Lexicon(NamedTuple):
    """The trie, the words' unigrams, what the document uses, the spelling of unknown words, where words bear harakat,
    and what is known of words outside: how they are formed, and a list of rare ones."""

    unit: NDArray[np.uint8]
    parent: NDArray[np.int32]
    first: NDArray[np.int32]
    children: NDArray[np.uint8]
    best: NDArray[np.uint8]
    word: NDArray[np.int32]
    value: NDArray[np.uint8]
    used: NDArray[np.float32]
    follow: NDArray[np.bool_]
    dense: NDArray[np.float32]
    spelling: tuple[NDArray[np.uint32], NDArray[np.uint8], NDArray[np.int16]]
    kinds: NDArray[np.uint64]
    forms: Inflections
    rare: RareWords


class Text(NamedTuple):
    """A text as its words are looked for.

    ``codes`` and ``soft`` [items] are those of ``Items``, ``signs`` [items + 1] those of ``Kinds``; ``begins`` and
    ``ends`` [items + 1] say where a word may begin and end; ``skip`` is that of ``match_words``.
    """

    codes: NDArray[np.int16]
    soft: NDArray[np.bool_]
    signs: NDArray[np.int64]
    begins: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    skip: NDArray[np.int32]


class Known(NamedTuple):
    """The words that may begin at places that have been met: an open-addressed table.

    It goes from the signs behind a place, as far as the search read them, to the words that it found, its rows.
    ``keys`` [slots] hash the signs (0: free), ``rows_of`` [slots, 2] are the first row and the number of rows. ``rows``
    [.., 2] are where a word ends, counted from the place, and its token; ``scores`` are theirs, ``spelt`` the units of
    words outside the lexicon. ``used`` [3] counts slots and rows; its third is how many signs a search read at most.
    """

    keys: NDArray[np.uint64]
    rows_of: NDArray[np.int64]
    rows: NDArray[np.int32]
    scores: NDArray[np.float32]
    spelt: NDArray[np.uint8]
    used: NDArray[np.int64]

    @classmethod
    def nothing(cls, longest: int = 0) -> Known:
        """``longest``: of an unknown word, units."""
        return cls(
            np.zeros(1024, np.uint64), np.zeros((1024, 2), np.int64), np.zeros((4096, 2), np.int32),
            np.zeros(4096, np.float32), np.zeros((4096, longest), np.uint8), np.zeros(3, np.int64),
        )  # fmt: skip


@njit(cache=True, inline="always")
def _onward(key, sign):  # type: ignore[no-untyped-def]
    """The hash of some signs and one more; never 0."""
    return hashing.mix(key + np.uint64(sign)) | np.uint64(1)


@lean_njit(cache=True, nogil=True)
def _slot(keys, key):  # type: ignore[no-untyped-def]
    """Where ``key`` is among ``keys``, or the free slot where it belongs."""
    mask = np.uint64(keys.size - 1)
    slot = (key >> np.uint64(1)) & mask
    while keys[slot] != 0 and keys[slot] != key:
        slot = (slot + np.uint64(1)) & mask
    return np.int64(slot)


@lean_njit(cache=True, nogil=True)
def _find(keys, rows_of, longest, signs, place):  # type: ignore[no-untyped-def]
    """First row and number of rows of what may begin at ``place``; (-1, 0) where that isn't known."""
    key = np.uint64(0)
    for p in range(place, min(place + longest, signs.size)):
        key = _onward(key, signs[p])
        slot = _slot(keys, key)
        if keys[slot] == key:
            return rows_of[slot, 0], rows_of[slot, 1]
    return np.int64(-1), np.int64(0)


@njit(cache=True, nogil=True)
def _remember(known, signs, soft, place, read, count):  # type: ignore[no-untyped-def]
    """``known``, where the ``count`` rows written last are those of ``place``; the search read ``read`` items there."""
    while place + read < signs.size and soft[place + read - 1]:
        read += 1  # a seam behind it would have been skipped
    read = min(read, signs.size - place)
    known.used[2] = max(known.used[2], read)
    key = np.uint64(0)
    for p in range(place, place + read):
        key = _onward(key, signs[p])
    if 2 * known.used[0] >= known.keys.size:
        wider = Known(
            np.zeros(2 * known.keys.size, np.uint64), np.zeros((2 * known.keys.size, 2), np.int64), known.rows,
            known.scores, known.spelt, known.used,
        )  # fmt: skip
        for old in range(known.keys.size):
            if known.keys[old] != 0:
                slot = _slot(wider.keys, known.keys[old])
                wider.keys[slot] = known.keys[old]
                wider.rows_of[slot] = known.rows_of[old]
        known = wider
    slot = _slot(known.keys, key)
    if known.keys[slot] == 0:
        known.used[0] += 1
    known.keys[slot] = key
    known.rows_of[slot, 0], known.rows_of[slot, 1] = known.used[1] - count, count
    return known


@njit(cache=True, nogil=True)
def _with_room(known, more):  # type: ignore[no-untyped-def]
    """``known`` with room for so many more rows."""
    need = known.used[1] + more
    if need <= known.scores.size:
        return known
    size = max(need, 2 * known.scores.size)
    rows = np.empty((size, 2), np.int32)
    scores = np.empty(size, np.float32)
    spelt = np.empty((size, known.spelt.shape[1]), np.uint8)
    used = known.used[1]
    rows[:used], scores[:used], spelt[:used] = known.rows[:used], known.scores[:used], known.spelt[:used]
    return Known(known.keys, known.rows_of, rows, scores, spelt, known.used)


@njit(cache=True, nogil=True)
def _known_at(known, signs, begins):  # type: ignore[no-untyped-def]
    """int64[items + 1, 2]: first row and number of rows of the words that may begin at each place. The first row is -1
    where a word may begin (``begins``) and nothing is known yet."""
    found = np.zeros((begins.size, 2), np.int64)
    for p in range(begins.size):
        if begins[p]:
            found[p, 0], found[p, 1] = _find(known.keys, known.rows_of, known.used[2], signs, p)
    return found


@njit(cache=True, nogil=True)
def _first_of_alike(places, signs):  # type: ignore[no-untyped-def]
    """Those of the ``places`` [items + 1] of a text with other ``_ALIKE`` signs behind them than all earlier ones."""
    size = 16
    while size < 2 * places.size:
        size *= 2
    keys = np.zeros(size, np.uint64)
    found = np.zeros(places.size, np.bool_)
    for p in range(places.size):
        if not places[p]:
            continue
        key = np.uint64(0)
        for q in range(p, min(p + _ALIKE, signs.size)):
            key = _onward(key, signs[q])
        slot = _slot(keys, key)
        found[p] = keys[slot] == 0
        keys[slot] = key
    return found


@njit(cache=True, nogil=True)
def _learnt(known, signs, soft, unmet, rows, scores, spelt, read):  # type: ignore[no-untyped-def]
    """``known`` with the ``rows`` (start, end, token; by start) of the places that were not met before.

    ``read`` [items] is how far the search from each of them read; ``spelt`` [rows, longest] are the units.
    """
    known = _with_room(known, scores.size)
    i = 0
    for p in range(read.size):
        if not unmet[p]:
            continue
        begin = i
        while i < scores.size and rows[i, 0] == p:
            at = known.used[1]
            known.rows[at, 0], known.rows[at, 1] = rows[i, 1] - p, rows[i, 2]
            known.scores[at] = scores[i]
            known.spelt[at] = spelt[i]
            known.used[1] += 1
            i += 1
        known = _remember(known, signs, soft, p, read[p] - p, i - begin)
    return known


@njit(cache=True, nogil=True)
def _match(text, unmet, limits, channel, lexicon):  # type: ignore[no-untyped-def]
    """The lexicon's words that may begin at the places that are ``unmet``, as ``match_words`` gives them."""
    return match_words(
        text.codes, limits.space, text.skip, unmet, text.ends, channel.own, channel.after, channel.before,
        channel.spread, lexicon.unit, lexicon.first, lexicon.children, lexicon.best, lexicon.word, limits.floor,
        limits.cut, limits.slope, limits.harakat, limits.second, _MOST_PATHS, limits.wild, limits.wild_words,
        limits.unsettled, limits.behind, lexicon.kinds,
    )  # fmt: skip


@lean_njit(cache=True, nogil=True)
def _is_of_room(text, start, end, space):  # type: ignore[no-untyped-def]
    """Whether items [start, end) are spaces alone, and all but the first at most only room for one."""
    for p in range(start, end):
        if text.codes[p] != space or (p > start and text.skip[p] >= 0):
            return False
    return text.skip[end - 1] < 0


@njit(cache=True, nogil=True)
def _words(text, unmet, limits, channel, lexicon):  # type: ignore[no-untyped-def]
    """The lexicon's words that may begin at ``unmet`` places, the best of each span, as ``_learnt`` takes them."""
    rows, scores, read = _match(text, unmet, limits, channel, lexicon)
    value = np.empty(scores.size, np.float32)
    for i in range(scores.size):
        token = rows[i, 2]
        if _is_of_room(text, rows[i, 0], rows[i, 1], limits.space):
            scores[i] += limits.hidden
        value[i] = scores[i] - _STEP * np.float32(lexicon.value[token, 0])
        if lexicon.used[token] > 0:
            value[i] += _USED
    keep = best_of_spans(rows, value, limits.candidates)
    rows, scores = rows[keep], scores[keep]
    return rows, scores, np.empty((scores.size, 0), np.uint8), read


@njit(cache=True, nogil=True)
def _unknown(text, unmet, limits, channel, lexicon):  # type: ignore[no-untyped-def]
    """Words outside the lexicon, for ``_learnt`` too."""
    return unknown_words(
        text.codes, text.skip, unmet, text.ends, channel.own, channel.spread, lexicon.follow, lexicon.dense,
        limits.unknown_exact, *lexicon.spelling, limits.unknown_width, limits.unknown_longest, limits.floor,
    )  # fmt: skip


@njit(cache=True, nogil=True)
def _inflected(text, unmet, limits, channel, lexicon):  # type: ignore[no-untyped-def]
    """Forms of the lexicon's words, for ``_learnt`` too."""
    return inflected_words(
        text.codes, text.skip, unmet, text.ends, channel.own, channel.spread, lexicon.unit, lexicon.parent,
        lexicon.first, lexicon.children, lexicon.best, lexicon.word, lexicon.value[:, 0], lexicon.forms, limits.floor,
        limits.inflected_least, _MOST_PATHS, limits.inflected, limits.unknown_longest,
    )  # fmt: skip


@njit(cache=True, nogil=True)
def _rare(text, unmet, limits, channel, lexicon):  # type: ignore[no-untyped-def]
    """Words of the list of rare ones, for ``_learnt`` too."""
    return rare_words(
        text.codes, limits.space, text.skip, unmet, text.ends, channel.own, channel.after, channel.before,
        channel.spread, lexicon.rare, limits.floor, limits.cut, limits.slope, limits.harakat, limits.second,
        _MOST_PATHS, limits.wild, limits.unsettled, limits.behind, limits.rare, limits.unknown_longest,
    )  # fmt: skip


@njit(cache=True, nogil=True)
def _seams(codes, soft):  # type: ignore[no-untyped-def]
    """[items + 1]: for each item of a seam up to its JOIN the item behind the seam (JOIN and the layout spaces at it);
    else itself: a word that begins behind the JOIN runs across nothing."""
    n = codes.size
    skip = np.arange(n + 1).astype(np.int32)
    for p in range(n):
        if codes[p] != JOIN:
            continue
        begin, end = p, p + 1
        while begin > 0 and soft[begin - 1]:
            begin -= 1
        while end < n and soft[end]:
            end += 1
        skip[begin : p + 1] = end
    return skip


@njit(cache=True, nogil=True)
def _text(numbers, kinds):  # type: ignore[no-untyped-def]
    """``Text`` of items by their kinds [items]."""
    n = numbers.size
    codes, soft, signs = np.empty(n, np.int16), np.empty(n, np.bool_), np.zeros(n + 1, np.int64)
    begins, ends = np.zeros(n + 1, np.bool_), np.zeros(n + 1, np.bool_)
    ends[n] = True
    for p in range(n):
        k = numbers[p]
        codes[p], soft[p], signs[p] = kinds.code[k], kinds.soft[k], kinds.sign[k]
        begins[p] = codes[p] >= 0 and (p == 0 or kinds.opens[numbers[p - 1]])
        ends[p] = kinds.closes[k]
    skip = _seams(codes, soft)
    # room for spaces (``Items``) is told by its sign from seams: a word runs across either, at other prices
    for p in range(n - 1, -1, -1):
        if kinds.room[numbers[p]] and skip[p] == p:
            skip[p] = min(skip[p + 1], -1 - p)
    return Text(codes, soft, signs, begins, ends, skip)


@njit(cache=True, nogil=True)
def _gather(  # type: ignore[no-untyped-def]
    numbers, kinds, words, words_at, unknown, unknown_at, forms, forms_at, rare, rare_at, limits, lexicon
):
    """The arcs of a text, as ``Places.arcs`` returns them. ``words_at``, ``unknown_at``, ``forms_at`` and ``rare_at``
    are ``_known_at`` its places."""
    n = numbers.size
    nodes = 2 * n + 2
    count = np.zeros(nodes + 1, np.int64)
    for p in range(n):
        count[2 * p + 1] += words_at[p, 1] + unknown_at[p, 1] + forms_at[p, 1] + rare_at[p, 1]
        k = numbers[p]
        for arc in range(kinds.at[k], kinds.at[k + 1]):
            count[2 * p + kinds.source[arc]] += 1
    at = np.zeros(nodes + 1, np.int32)
    at[1:] = np.cumsum(count[:-1])
    size = at[nodes]
    free = at.copy()
    source, target, token = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.int32)
    score, ref = np.empty(size, np.float32), np.full(size, -1, np.int32)
    outside = unknown_at[:, 1].sum() + forms_at[:, 1].sum() + rare_at[:, 1].sum()
    spelt = np.empty((outside, unknown.spelt.shape[1]), np.uint8)
    spellings = 0
    for turn in range(4):
        known, rows = words, words_at
        if turn == 1:
            known, rows = unknown, unknown_at
        elif turn == 2:
            known, rows = forms, forms_at
        elif turn == 3:
            known, rows = rare, rare_at
        for p in range(n):
            for row in range(rows[p, 0], rows[p, 0] + rows[p, 1]):
                v = 2 * p + 1
                arc = free[v]
                free[v] += 1
                source[arc], target[arc] = v, 2 * (p + known.rows[row, 0])
                token[arc], score[arc] = known.rows[row, 1], known.scores[row]
                if turn:
                    ref[arc] = spellings
                    spelt[spellings] = known.spelt[row]
                    spellings += 1
    for p in range(n):
        k = numbers[p]
        for row in range(kinds.at[k], kinds.at[k + 1]):
            v = 2 * p + kinds.source[row]
            arc = free[v]
            free[v] += 1
            source[arc], target[arc] = v, 2 * p + kinds.target[row]
            token[arc], score[arc] = kinds.token[row], kinds.score[row]
    keep = worth_keeping(nodes, at, target, token, score, limits.weight, limits.fee, limits.within, lexicon.value)
    kept_at = np.zeros(nodes + 2, np.int32)
    size = 0
    for v in range(nodes):
        kept_at[v] = size
        for arc in range(at[v], at[v + 1]):
            if keep[arc]:
                source[size], target[size], token[size] = source[arc], target[arc], token[arc]
                score[size], ref[size] = score[arc], ref[arc]
                size += 1
    kept_at[nodes] = kept_at[nodes + 1] = size
    return (
        kept_at, source[:size].copy(), target[:size].copy(), token[:size].copy(), score[:size].copy(),
        ref[:size].copy(), spelt,
    )  # fmt: skip


#: ``_words``, ``_unknown``, ``_inflected`` or ``_rare``.
_Search = Callable[[Text, NDArray[np.bool_], Limits, Channel, Lexicon], tuple[NDArray[Any], ...]]


class Places:
    """What may begin at the places of the texts of one channel: looked up once, whichever thread meets a place first.

    What is remembered changes no result, so when it has grown much all of it is thrown away.
    """

    def __init__(self, limits: Limits, channel: Channel, lexicon: Lexicon) -> None:
        self._limits, self._channel, self._lexicon = limits, channel, lexicon
        self._lock = threading.Lock()
        #: of a search that isn't made
        self._nothing = Known.nothing(int(limits.unknown_longest))
        self._forget()

    @property
    def rows(self) -> int:
        """How many words are remembered."""
        return sum(int(known.used[1]) for known in self._known.values())

    def _forget(self) -> None:
        longest = int(self._limits.unknown_longest)
        self._known = {
            _words: Known.nothing(), _unknown: Known.nothing(longest), _inflected: Known.nothing(longest),
            _rare: Known.nothing(longest),
        }  # fmt: skip

    def arcs(self, numbers: NDArray[np.int64], kinds: Kinds) -> tuple[NDArray[Any], ...]:
        """The arcs of a text that may lie on a good path, by source: (at [nodes + 2], source, target, token, score,
        ref, spelt).

        ``numbers`` [items] are the items by their ``kinds``; ``ref`` is the row of an unknown word in ``spelt``, or -1.
        """
        text = _text(numbers, kinds)
        with self._lock:
            if self.rows > _MOST_ROWS:
                self._forget()
        limits = self._limits
        nothing = self._nothing, np.zeros((text.begins.size, 2), np.int64)
        words = self._of(text, text.begins, _words)
        unknown = self._of(text, text.begins, _unknown) if limits.unknown_width else nothing
        forms = self._of(text, text.begins, _inflected) if limits.inflected else nothing
        rare = self._of(text, text.begins, _rare) if limits.rare else nothing
        return _gather(numbers, kinds, *words, *unknown, *forms, *rare, limits, self._lexicon)

    def with_unseen(
        self, codes: NDArray[np.int16], starts: NDArray[np.int64], rarest: float
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The lexicon's words that spellings can be if one output was never seen: of log p above ``rarest``, or the
        beginning of such a word.

        ``codes`` are the symbols of the spellings, a HARD item behind each; ``starts`` [spellings + 1] is where they
        begin. Gives rows (start, token) [n, 2], among them words that show no such output, and log p(spelling | word)
        [n]. Two threads look for one half each.
        """
        n = codes.size
        begins, ends = np.zeros(n + 1, np.bool_), np.zeros(n + 1, np.bool_)
        begins[starts[:-1]], ends[starts[1:] - 1] = True, True
        signs = np.zeros(n + 1, np.int64)
        text = Text(codes, np.zeros(n, np.bool_), signs, begins, ends, np.arange(n + 1, dtype=np.int32))
        limits = self._limits._replace(
            wild_words=np.uint8(quantize(np.array(rarest))), unsettled=np.zeros_like(self._limits.unsettled)
        )
        behind = np.arange(n + 1) >= starts[starts.size // 2]

        def half(some: NDArray[np.bool_]) -> tuple[NDArray[Any], ...]:
            return _match(text, begins & some, limits, self._channel, self._lexicon)

        with ThreadPoolExecutor(2) as pool:
            rows, scores, _ = zip(*pool.map(half, (~behind, behind)), strict=True)
        return np.concatenate(rows)[:, ::2], np.concatenate(scores)

    def _of(self, text: Text, begins: NDArray[np.bool_], search: _Search) -> tuple[Known, NDArray[np.int64]]:
        """All that a ``search`` has found so far, the words of this text among it, and ``_known_at`` its places.

        Rows that were written stay as they are, so whoever holds what was known may read on.
        """
        new = found = None
        while True:  # again for what the first places alike don't serve, and where the other thread has thrown away
            with self._lock:
                known = self._known[search]
                if found is not None:
                    known = self._known[search] = _learnt(known, text.signs, text.soft, new, *found)
                rows = _known_at(known, text.signs, begins)
            unmet = rows[:, 0] < 0
            if not unmet.any():
                return known, rows
            new = unmet if found is not None else _first_of_alike(unmet, text.signs)
            found = search(text, new, self._limits, self._channel, self._lexicon)
