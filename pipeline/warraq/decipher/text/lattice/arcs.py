"""The arcs of the lattice: known and unknown words, separators, numbers, marks and junk.

What stands behind a place decides the words that may begin there, so the pieces of a line are looked up once, in
whatever order they are read, for all threads. The long searches (``word_search``) run without Python's lock, and
without that of what is known (``word_lattice.Known``).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.lattice import word_search
from warraq.decipher.text.lattice.word_lattice import Kinds, Known, Rows, Unigrams, first_of_alike, gather, text_of
from warraq.decipher.text.lattice.word_search import (
    Channel,
    Forms,
    Harakat,
    Prices,
    Pruning,
    Query,
    Text,
    Trie,
    UnitModel,
    Unseen,
)
from warraq.decipher.text.parameters import Arcs as P
from warraq.decipher.text.records import Emissions
from warraq.language.model import quantize
from warraq.language.words.rare_words import RareWords

#: Hardly more words than these are remembered, of 30 bytes each.
_MOST_ROWS: Final = 1 << 22


@dataclass(frozen=True, slots=True)
class Limits:
    """``decoder.Settings``, what ``Emissions`` has of harakat, and the space's symbol."""

    space: int
    candidates: int
    floor: float
    cut: float
    slope: float
    harakat: NDArray[np.float32]
    second: float
    wild: float
    wild_words: int
    unsettled: NDArray[np.float32]
    hidden: float
    behind: NDArray[np.float32]
    unknown_width: int
    unknown_exact: bool
    unknown_longest: int
    weight: float
    fee: float
    within: float
    inflected: int
    inflected_least: float
    rare: int

    def prices(self, unseen: Unseen, most: int = P.MOST_PATHS) -> Prices:
        """What a search for words follows where outputs never seen cost so much."""
        harakat = Harakat(self.space, self.harakat, self.second, self.behind)
        return Prices(self.floor, self.cut, self.slope, harakat, unseen, most)

    def unseen(self, words: int) -> Unseen:
        """What an output never seen costs in words likelier than these (quantised -log p)."""
        return Unseen(self.wild, self.unsettled, words)


def channel_of(emissions: Emissions) -> Channel:
    """The emissions as searches take them: the unit that varies fastest, last."""
    with np.errstate(divide="ignore"):
        spread = np.log(np.stack([1 - emissions.split, emissions.split], axis=1)).astype(np.float32)
    after, before = emissions.after.transpose(0, 2, 1), emissions.before.transpose(1, 2, 0)
    return Channel(emissions.own, np.ascontiguousarray(after), np.ascontiguousarray(before), spread)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words by their units and their unigrams, what the document uses, and what is known of words outside: the
    units that they may have, how they are formed, and a list of rare ones."""

    trie: Trie
    value: NDArray[np.uint8]
    used: NDArray[np.float32]
    units: UnitModel
    forms: Forms
    rare: Trie
    rare_logp: np.float32


def trie_of_rare(words: RareWords) -> Trie:
    """The list of rare words as searches take it: a node numbers the word that ends there."""
    return Trie(words.unit, words.parent, words.first, words.children, words.best, words.node, words.kinds)


#: A search for words: rows, scores, units of words outside the lexicon, and how far it read.
_Search = Callable[[Text, NDArray[np.bool_]], tuple[NDArray[Any], ...]]
WORDS, _UNKNOWN, _FORMS, _RARE = "words", "unknown", "forms", "rare"


class Places:
    """What may begin at the places of the texts of one channel: looked up once, whichever thread meets a place first.

    What is remembered changes no result, so when it has grown much all of it is thrown away.
    """

    def __init__(self, limits: Limits, channel: Channel, lexicon: Lexicon) -> None:
        self._limits, self._channel, self._lexicon = limits, channel, lexicon
        self._prices = limits.prices(limits.unseen(limits.wild_words))
        searches: dict[str, _Search] = {WORDS: self._words}
        if limits.unknown_width:
            searches[_UNKNOWN] = self._unknown
        if limits.inflected:
            searches[_FORMS] = self._forms
        if limits.rare:
            searches[_RARE] = self._rare
        self._searches: Mapping[str, _Search] = searches
        self._lock = threading.Lock()
        self._forget()

    @property
    def rows(self) -> int:
        """How many words are remembered."""
        return sum(known.count for known in self._known.values())

    def _forget(self) -> None:
        longest = self._limits.unknown_longest
        self._known = {name: Known(0 if name == WORDS else longest) for name in self._searches}

    def arcs(self, numbers: NDArray[np.int64], kinds: Kinds) -> tuple[NDArray[Any], ...]:
        """The arcs of a text that may lie on a good path, by source: (at [nodes + 2], source, target, token, score,
        ref, spelt).

        ``numbers`` [items] are the items by their ``kinds``; ``ref`` is the row of an unknown word in ``spelt``, or -1.
        """
        text = text_of(numbers, kinds)
        with self._lock:
            if self.rows > _MOST_ROWS:
                self._forget()
        limits = self._limits
        rows = [self._of(text, np.asarray(text.begins).view(np.bool_), name) for name in self._searches]
        return gather(numbers, kinds, rows, Unigrams(self._lexicon.value, limits.weight, limits.fee), limits.within)

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
        unsettled = np.zeros_like(self._limits.unsettled)
        prices = self._limits.prices(Unseen(self._limits.wild, unsettled, int(quantize(np.array(rarest)))))
        behind = np.arange(n + 1) >= starts[starts.size // 2]

        def half(some: NDArray[np.bool_]) -> tuple[NDArray[Any], ...]:
            return word_search.match_words(Query(text, begins & some, self._channel), self._lexicon.trie, prices)

        with ThreadPoolExecutor(2) as pool:
            rows, scores, _ = zip(*pool.map(half, (~behind, behind)), strict=True)
        return np.concatenate(rows)[:, ::2], np.concatenate(scores)

    def unseen_outputs(
        self, rows: NDArray[np.int32], codes: NDArray[np.int16], nodes: NDArray[np.int32]
    ) -> NDArray[np.int64]:
        """``word_search.unseen_outputs`` of what ``with_unseen`` gives."""
        channel, trie, floor = self._channel, self._lexicon.trie, self._limits.floor
        return word_search.unseen_outputs(np.ascontiguousarray(rows), codes, channel.before, floor, nodes, trie)

    def _of(self, text: Text, begins: NDArray[np.bool_], name: str) -> tuple[Rows, NDArray[np.int64]]:
        """All that a search has found so far, the words of this text among it, and ``Known.at`` its places."""
        new, found_rows = begins, None
        while True:  # again for what the first places alike don't serve, and where the other thread has thrown away
            with self._lock:
                known = self._known[name]
                if found_rows is not None:
                    known.learn(text, new, *found_rows)
                places = known.at(text.signs, begins)
                rows = known.rows
            unmet = places[:, 0] < 0
            if not unmet.any():
                return rows, places
            new = unmet if found_rows is not None else first_of_alike(unmet, text.signs)
            found_rows = self._searches[name](text, new)

    def _words(self, text: Text, unmet: NDArray[np.bool_]) -> tuple[NDArray[Any], ...]:
        """The lexicon's words that may begin at ``unmet`` places, the best of each span."""
        lexicon, limits = self._lexicon, self._limits
        rows, scores, read = word_search.lexicon_words(
            Query(text, unmet, self._channel), lexicon.trie, self._prices, lexicon.value, lexicon.used, limits.hidden,
            limits.candidates,
        )  # fmt: skip
        return rows, scores, np.empty((scores.size, 0), np.uint8), read

    def _unknown(self, text: Text, unmet: NDArray[np.bool_]) -> tuple[NDArray[Any], ...]:
        """Words outside the lexicon."""
        lexicon, limits = self._lexicon, self._limits
        return word_search.unknown_words(
            Query(text, unmet, self._channel), lexicon.units, limits.unknown_exact, limits.unknown_width,
            limits.unknown_longest, limits.floor,
        )  # fmt: skip

    def _forms(self, text: Text, unmet: NDArray[np.bool_]) -> tuple[NDArray[Any], ...]:
        """Forms of the lexicon's words."""
        lexicon, limits = self._lexicon, self._limits
        pruning = Pruning(limits.floor, limits.inflected_least, P.MOST_PATHS)
        return word_search.inflected_words(
            Query(text, unmet, self._channel), lexicon.trie, lexicon.forms, pruning, limits.inflected,
            limits.unknown_longest,
        )  # fmt: skip

    def _rare(self, text: Text, unmet: NDArray[np.bool_]) -> tuple[NDArray[Any], ...]:
        """Words of the list of rare ones; none shows an output never seen."""
        lexicon, limits = self._lexicon, self._limits
        return word_search.rare_words(
            Query(text, unmet, self._channel), lexicon.rare, limits.prices(limits.unseen(0)), lexicon.rare_logp,
            limits.rare, limits.unknown_longest,
        )  # fmt: skip
