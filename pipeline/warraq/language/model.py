"""The compiled language model: a lexicon trie over units, a word trigram and a unit n-gram, read straight from disk.

All tables are memory-mapped; loading costs a few milliseconds. ``LanguageModel.tables`` is the tuple that the compiled
loops elsewhere take; ``ngram_logp`` and ``spelling_logp`` are their look-ups.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Collection
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.compiled import njit
from warraq.language import hashing, lookup, parameters, tokens, units
from warraq.language.parameters import BARE, KEPT_ORDER, STEP, TOKEN_BITS, UNIT_ORDER

DATA: Final = Path(__file__).parent / "data"
#: ``parameters.WORD_BEGINS`` as Numba wants it.
WORD_BEGINS: Final = np.uint64(parameters.WORD_BEGINS)
_PAST: Final = np.uint64(0xFFFFFFFF)
#: Probability mass of words outside the vocabulary, spread by the unit n-gram.
UNKNOWN_SHARE: Final = 0.02
#: Words of a bucket of ``lexicon``, which is a line of the cache, and the share of the slots that are filled at most.
_OF_BUCKET: Final = 8
_MOST_FILLED: Final = 0.8
#: An entry holds 36 bits of the hash above so many for the id and the value.
_ENTRY_BITS: Final = TOKEN_BITS + 8
_IDS: Final = (1 << TOKEN_BITS) - 1
_MULTIPLIER: Final = 0x9E3779B97F4A7C15
_SPECIALS: Final = len(tokens.SPECIAL)
#: Words as they stand, for ``ngram_logp``.
NO_CLITICS: Final = np.zeros(0, np.int32)


def quantize(logp: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Natural logarithms <= 0 as one byte."""
    return np.clip(np.rint(-np.asarray(logp) / STEP), 0, 255).astype(np.uint8)


def first_children(shape: NDArray[np.uint8]) -> NDArray[np.int32]:
    """First child of each node, the root's is 1; one more for the number of nodes.

    ``shape`` says how many children each has, level by level: for each child a 1, then a 0; eight bits a byte. Two bits
    a node (the level-order unary degree sequence of Jacobson 1989). What the last byte lacks are 1s.
    """
    ends = np.flatnonzero(np.unpackbits(~shape).view(np.bool_))
    first = np.ones(ends.size + 1, np.int32)
    np.subtract(ends, np.arange(-1, ends.size - 1, dtype=np.int32), out=first[1:], casting="same_kind")
    return first


@njit(cache=True, inline="always")
def ngram_logp(a, b, c, bare, word, bf, bv, tf, tv):  # type: ignore[no-untyped-def]
    """log p(c | a b) of token ids.

    ``bare`` [tokens] is that of ``clitics``, or empty: what follows a word may also be known of the word without its
    clitic.
    """
    key = (np.uint64(b) << np.uint64(20)) | np.uint64(c)
    weight = 0
    slot = hashing.find(tf, (np.uint64(a) << np.uint64(40)) | key)
    if slot >= 0:
        return np.float32(-STEP * tv[slot])
    context = hashing.find(bf, (np.uint64(a) << np.uint64(20)) | np.uint64(b))
    if context >= 0:
        weight += bv[context, 1]
    slot = hashing.find(bf, key)
    if slot >= 0:
        return np.float32(-STEP * (weight + bv[slot, 0]))
    if bare.size and bare[b] >= 0:
        return np.float32(_without_clitic(bare[b], c, bare, word, bf, bv) - STEP * (weight + np.int64(word[b, 1])))
    return np.float32(-STEP * (weight + np.int64(word[b, 1]) + word[c, 0]))


@njit(cache=True)
def _without_clitic(b, c, bare, word, bf, bv):  # type: ignore[no-untyped-def]
    """log of p(c) mixed with p(c | b), which backs off in the same way where ``b`` has a clitic too."""
    alone = np.exp(-STEP * word[c, 0])
    total, share = np.float64(0.0), np.float64(1.0)
    while b >= 0:
        total += share * (1 - BARE) * alone
        share *= BARE
        slot = hashing.find(bf, (np.uint64(b) << np.uint64(20)) | np.uint64(c))
        if slot >= 0:
            return np.float32(np.log(total + share * np.exp(-STEP * bv[slot, 0])))
        share *= np.exp(-STEP * word[b, 1])
        b = bare[b]
    return np.float32(np.log(total + share * alone))


@njit(cache=True, inline="always")
def onward(past, unit):  # type: ignore[no-untyped-def]
    """The last ``UNIT_ORDER - 1`` units when ``unit`` follows ``past``: a byte each (unit + 1), the oldest highest."""
    return ((past << np.uint64(8)) | np.uint64(unit + 1)) & _PAST


@njit(cache=True, inline="always")
def _of_units(order, units, which, uf, uv, us):  # type: ignore[no-untyped-def]
    """What is stored of the n-gram of these bytes (see ``onward``), in steps: 0 log p, 1 its backoff; -1 of none."""
    if order <= 2:
        return np.int64(us[np.int64((units >> np.uint64(8) << np.uint64(7)) | (units & np.uint64(255))), which])
    slot = hashing.find(uf, (np.uint64(order) << np.uint64(8 * order)) | units)
    return np.int64(uv[slot, which]) if slot >= 0 else np.int64(-1)


@njit(cache=True, inline="always")
def spelling_step(past, unit, longest, uf, uv, us):  # type: ignore[no-untyped-def]
    """log p(unit | past) of the unit n-gram, and how many units the longest n-gram has that ends with it.

    ``past`` as in ``onward``, ``WORD_BEGINS`` at the beginning of a word; ``longest`` is that of the unit before, and
    ``UNIT_ORDER`` at the beginning. What an n-gram begins with is one too, so none is longer than that and one more:
    most of those that could be there need not be looked for (the state of KenLM, Heafield 2011). Of ``past`` no more
    than the last ``KEPT_ORDER - 1`` units count.
    """
    weight = 0
    for order in range(min(longest + 1, KEPT_ORDER), 0, -1):
        context = past & ((np.uint64(1) << np.uint64(8 * (order - 1))) - np.uint64(1))
        value = _of_units(order, (context << np.uint64(8)) | np.uint64(unit + 1), 0, uf, uv, us)
        if value >= 0:
            return np.float32(-STEP * (weight + value)), order
        if order > 1:
            weight += max(_of_units(order - 1, context, 1, uf, uv, us), 0)
    return np.float32(-20.0), 0


@njit(cache=True, inline="always")
def spelling_logp(past, unit, uf, uv, us):  # type: ignore[no-untyped-def]
    """log p(unit | past), as ``spelling_step`` gives it, where nothing is known of the unit before."""
    return spelling_step(past, unit, UNIT_ORDER, uf, uv, us)[0]


@njit(cache=True)
def _short_grams(uf, uv):  # type: ignore[no-untyped-def]
    """What is stored of the n-grams of one and two units, int16[before << 7 | unit, 2]; -1 where they are none.

    Numbers are those of bytes, as in ``onward``; ``before`` is 0 where there is one unit. Half of all look-ups are of
    these, and the cells that words need lie near each other.
    """
    found = np.full((1 << 14, 2), -1, np.int16)
    for before in range(1 << 7):
        for unit in range(1, 1 << 7):
            order = 2 if before else 1
            slot = hashing.find(uf, np.uint64((order << 8 * order) | (before << 8) | unit))
            if slot >= 0:
                found[before << 7 | unit] = uv[slot]
    return found


@njit(cache=True, inline="always")
def word_onward(before, unit):  # type: ignore[no-untyped-def]
    """Hash of a word that goes on with ``unit``; that of no units is 0."""
    return before * np.uint64(_MULTIPLIER) + np.uint64(unit)


@njit(cache=True, inline="always")
def _bucket_of(mixed, table):  # type: ignore[no-untyped-def]
    """First slot of the bucket of a word whose hash is mixed."""
    return np.int64(mixed >> np.uint64(40)) * _OF_BUCKET & (table.size - 1)


@njit(cache=True, inline="always")
def find_word(hashed, table):  # type: ignore[no-untyped-def]
    """(token id, quantised -log p) of the word whose hash this is (see ``word_onward``); the id is -1 of none.

    ``table``: ``LanguageModel.lexicon``. What is no word is taken for one with a probability of 2^-33.
    """
    mixed = hashing.mix(hashed)
    part, number, value = mixed << np.uint64(_ENTRY_BITS) >> np.uint64(_ENTRY_BITS), np.int64(-1), np.int64(0)
    slot = _bucket_of(mixed, table)
    while True:
        entry = table[slot]
        if entry == 0:
            break
        if entry >> np.uint64(_ENTRY_BITS) == part:
            number, value = np.int64((entry >> np.uint64(8)) & np.uint64(_IDS)), np.int64(entry & np.uint64(255))
            break
        slot = (slot + 1) & (table.size - 1)
    return number, value


@njit(cache=True)
def _fill(table, unit, first, value):  # type: ignore[no-untyped-def]
    """Put the words of the trie into the empty ``table``; ``value`` by word."""
    hashes, word = np.zeros(unit.size, np.uint64), 0
    for node in range(unit.size):
        for child in range(first[node], first[node + 1]):
            hashes[child] = word_onward(hashes[node], unit[child] & 127)
        if unit[node] >= 128:
            mixed = hashing.mix(hashes[node])
            slot = _bucket_of(mixed, table)
            while table[slot] != 0:
                slot = (slot + 1) & (table.size - 1)
            part = mixed << np.uint64(_ENTRY_BITS)
            table[slot] = part | np.uint64((word + _SPECIALS) << 8) | np.uint64(value[word])
            word += 1


@njit(cache=True, inline="always")
def units_before(node, unit, parent, row):  # type: ignore[no-untyped-def]
    """Write the units of the word that ends at a trie node to the end of ``row``; where they begin, behind one place at
    least that stays free."""
    begin = row.size
    while node > 0 and begin > 1:
        begin -= 1
        row[begin] = unit[node] & 127
        node = parent[node]
    return begin


@njit(cache=True)
def walk(sequence, unit, first, children):  # type: ignore[no-untyped-def]
    """The trie node at which a sequence of units ends, from the root; -1 where there is none."""
    node = 0
    for u in sequence:
        found = -1
        for child in range(first[node], first[node] + children[node]):
            if unit[child] & 127 == u:
                found = child
                break
        if found < 0:
            return -1
        node = found
    return node


class LanguageModel:
    """Word and spelling probabilities of Arabic as law and United Nations documents write it.

    Words are plain letters (``tokens.fold_marks`` removes harakat). Token ids: ``tokens.SPECIAL`` first, then words.
    All probabilities are natural logarithms.
    """

    def __init__(self, folder: Path = DATA) -> None:
        read = {p.stem: np.load(p, mmap_mode="r").view(np.ndarray) for p in sorted(folder.glob("*.npy"))}
        if "trie_unit" not in read:
            raise FileNotFoundError(f"no language model in {folder}; build it with `make language`")
        self.trie_unit = read["trie_unit"]
        self.word_value = read["word_value"]
        #: rows (unit, unit, unit, p of the triple in running words)
        self.unit_trigram = np.column_stack([read["triple_units"], read["triple_share"]])
        #: first child of each node; the last is that of the next one, and one more stands behind those of all nodes
        self.trie_first = first_children(read["trie_shape"])
        self.trie_children = np.diff(self.trie_first).astype(np.uint8)
        ends = self.trie_unit >= 128
        #: token id of the word that ends at a node; meaningless elsewhere
        self.trie_word = (np.cumsum(ends, dtype=np.int64) - 1 + len(tokens.SPECIAL)).astype(np.int32)
        #: trie node at which each word ends, by its number
        self.word_nodes = np.flatnonzero(ends).astype(np.int32)
        self.ngrams = (
            self.word_value,
            read["bigram_fingerprint"],
            read["bigram_value"],
            read["trigram_fingerprint"],
            read["trigram_value"],
        )
        self._unit_grams = read["unit_fingerprint"], read["unit_value"]
        self._log_known = math.log(1 - UNKNOWN_SHARE)
        self._log_unknown = math.log(UNKNOWN_SHARE)

    @classmethod
    @functools.cache
    def load(cls) -> LanguageModel:
        """The model that the package ships, loaded once per process."""
        return cls()

    def word_ngrams_with(self, bare: NDArray[np.int32]) -> lookup.Ngrams:
        """The word trigram; ``bare`` [tokens] is that of ``clitics``."""
        return lookup.Ngrams(*self.ngrams, bare)

    @functools.cached_property
    def word_ngrams(self) -> lookup.Ngrams:
        """The word trigram of words as they stand."""
        return self.word_ngrams_with(NO_CLITICS)

    @functools.cached_property
    def unit_ngrams(self) -> lookup.Spelling:
        """The unit n-gram."""
        return lookup.Spelling(*self._unit_grams)

    @functools.cached_property
    def lexicon_table(self) -> lookup.Lexicon:
        """The words as a hash table, made in a hundredth of a second."""
        buckets = 1
        while buckets * parameters.OF_BUCKET * _MOST_FILLED < self.word_nodes.size:
            buckets *= 2
        specials = len(tokens.SPECIAL)
        return lookup.Lexicon(buckets, self.trie_unit, self.trie_first, self.word_value[specials:, 0], specials)

    @functools.cached_property
    def spelling(self) -> tuple[NDArray[np.uint32], NDArray[np.uint8], NDArray[np.int16]]:
        """What ``spelling_step`` takes: fingerprints and values of the unit n-grams, and the short ones once more."""
        return *self._unit_grams, _short_grams(*self._unit_grams)

    @functools.cached_property
    def lexicon(self) -> NDArray[np.uint64]:
        """The words as a hash table, for ``find_word``: the trie has a node a unit in other places of the memory.

        Made in a hundredth of a second. Buckets of ``_OF_BUCKET`` words, each a part of its hash, its id and its
        quantised -log p; words whose bucket is full are in the next.
        """
        buckets = 1
        while buckets * _OF_BUCKET * _MOST_FILLED < self.word_nodes.size:
            buckets *= 2
        table = np.zeros(buckets * _OF_BUCKET, np.uint64)
        _fill(table, self.trie_unit, self.trie_first, self.word_value[len(tokens.SPECIAL) :, 0])
        return table

    @functools.cached_property
    def trie_parent(self) -> NDArray[np.int32]:
        """Parent of each trie node; the root's is itself."""
        nodes = np.arange(self.trie_unit.size, dtype=np.int32)
        return np.concatenate([np.zeros(1, np.int32), np.repeat(nodes, self.trie_children)])

    @functools.cached_property
    def trie_best(self) -> NDArray[np.uint8]:
        """Smallest quantised -log p of the words at and below each node."""
        best = np.full(self.trie_unit.size, 255, np.uint8)
        best[self.word_nodes] = self.word_value[len(tokens.SPECIAL) :, 0]
        levels = [0, 1]  # nodes stand level by level
        while levels[-1] < best.size:
            levels.append(levels[-1] + int(self.trie_children[levels[-2] : levels[-1]].sum()))
        for begin, end in zip(levels[-2:0:-1], levels[:1:-1], strict=True):
            np.minimum.at(best, self.trie_parent[begin:end], best[begin:end])
        return best

    @functools.cached_property
    def _ids(self) -> dict[str, int]:
        return dict(tokens.SPECIAL_ID)

    def token_id(self, token: str) -> int:
        """Id of a token; ``tokens.UNKNOWN`` for a word outside the vocabulary."""
        found = self._ids.get(token)
        if found is None:
            found = tokens.UNKNOWN
            if units.is_word(token):
                sequence = np.array(units.units(token), np.uint8)
                trie = self.trie_unit, self.trie_first, self.trie_children
                node = lookup.walk(sequence, 0, len(sequence), *trie)
                if node >= 0 and self.trie_unit[node] >= 128:
                    found = int(self.trie_word[node])
            self._ids[token] = found
        return found

    def path_of(self, token_id: int) -> list[int]:
        """Trie nodes from the root's child to the end of a word; empty for a special token."""
        path = []
        if token_id >= len(tokens.SPECIAL):
            node = int(self.word_nodes[token_id - len(tokens.SPECIAL)])
            while node:
                path.append(node)
                node = int(self.trie_parent[node])
        return path[::-1]

    def units_of(self, token_id: int) -> tuple[int, ...]:
        """Unit numbers of a word; empty for a special token."""
        return tuple(int(self.trie_unit[node]) & 127 for node in self.path_of(token_id))

    @functools.lru_cache(maxsize=1 << 17)  # noqa: B019 (one model lives as long as the process)
    def spelling_of(self, token_id: int) -> tuple[tuple[int, ...], str]:
        """Unit numbers of a word, and the word; both empty for a special token."""
        found = self.units_of(token_id)
        return found, units.spell(found)

    def token(self, token_id: int) -> str:
        """The token of an id."""
        return tokens.SPECIAL[token_id] if token_id < len(tokens.SPECIAL) else units.spell(self.units_of(token_id))

    def __contains__(self, word: str) -> bool:
        return self.token_id(word) != tokens.UNKNOWN

    def unknown(self, words: Collection[str]) -> list[str]:
        """Those of ``words`` that are not in the vocabulary. Most have been asked for before: that is seen at once."""
        asked = zip(words, map(self._ids.get, words), strict=True)
        perhaps = [word for word, found in asked if found is None or found == tokens.UNKNOWN]
        return [word for word in perhaps if word not in self]

    def spelling_logp(self, word: str) -> float:
        """log p of the word's letters alone, by the unit n-gram. Raises KeyError for other characters."""
        return lookup.word_spelling_logp(self.unit_ngrams, np.array(units.units(word), np.uint8))

    @functools.lru_cache(maxsize=1 << 17)  # noqa: B019 (one model lives as long as the process)
    def word_logp(self, word: str) -> float:
        """log p of a word by itself: the unigram, or the unit n-gram for a word outside the vocabulary."""
        number = self.token_id(word)
        if number != tokens.UNKNOWN:
            return self._log_known - STEP * float(self.word_value[number, 0])
        if not units.is_word(word):
            return -30.0
        return self._log_unknown + self.spelling_logp(word)

    def token_trigram_logp(self, a: int, b: int, c: int) -> float:
        """log p(c | a b) of token ids."""
        return lookup.ngram_logp(self.word_ngrams, a, b, c)

    def trigram_logp(self, first: str, second: str, third: str) -> float:
        """log p(third | first second) of tokens; an unknown third word is scored by its letters."""
        a, b, c = (self.token_id(t) for t in (first, second, third))
        value = lookup.ngram_logp(self.word_ngrams, a, b, c)
        if c == tokens.UNKNOWN and units.is_word(third):
            value += self.spelling_logp(third)
        return value
