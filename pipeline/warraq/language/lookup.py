"""What the language model's tables say of a token or a unit: the look-ups that searches ask for millions of times.

An n-gram table is a fingerprint hash: constant time from a memory-mapped file, five or six bytes an entry. It is an
array of buckets of eight slots, nearly all of them filled. An n-gram's 64-bit hash gives two buckets and a fingerprint
of 31 free bits; its values stand beside the fingerprint. A look-up reads at most sixteen fingerprints, so an n-gram
that is not in the table is taken for one that is with probability <= 2^-27. Sixteen bits are not enough here: a decoder
asks for hundreds of n-grams a word, and takes the best (the idea is that of Talbot and Osborne 2007, the layout
that of a cuckoo filter, Fan et al. 2014).

Log probabilities are natural, stored as multiples of ``-STEP`` in a byte. Keys are 64 bits without sign; where the
interpreter runs this, its integers are cut to that.
"""

from __future__ import annotations

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.language.parameters import (
    BARE,
    KEPT_ORDER,
    MOVES,
    OF_BUCKET,
    SLOTS,
    STEP,
    TOKEN_BITS,
    UNIT_ORDER,
    WORD_BEGINS,
)

if not cython.compiled:
    from math import exp, log

#: log p of a unit of which nothing at all is known.
_NO_UNIT = -20.0
#: An entry of a lexicon holds 36 bits of the hash above so many for the id and the value.
_ENTRY_BITS = TOKEN_BITS + 8
_IDS = (1 << TOKEN_BITS) - 1
_MULTIPLIER = 0x9E3779B97F4A7C15
_FIRST = 0xBF58476D1CE4E5B9
_SECOND = 0x94D049BB133111EB
_ALL = 0xFFFFFFFFFFFFFFFF
_LOW = 0xFFFFFFFF
_ONE = 1


class HashTable:
    """Where the values of an n-gram are: its slot."""

    def __init__(self, fingerprints: NDArray[np.uint32]) -> None:
        self.fingerprints = fingerprints
        self.buckets = len(fingerprints) // SLOTS


class Ngrams:
    """The word trigram.

    Args:
        word: uint8[tokens, 2], -log p and -log of the backoff, in steps.
        bigrams, trigrams: fingerprints, uint32.
        bigram_value: uint8[slots, 2], as ``word``.
        trigram_value: uint8[slots], -log p.
        bare: int32[tokens], each word without its clitic, -1 of none; empty for words as they stand.
    """

    def __init__(
        self,
        word: NDArray[np.uint8],
        bigrams: NDArray[np.uint32],
        bigram_value: NDArray[np.uint8],
        trigrams: NDArray[np.uint32],
        trigram_value: NDArray[np.uint8],
        bare: NDArray[np.int32],
    ) -> None:
        self.word = word
        self.bigrams = HashTable(bigrams)
        self.bigram_value = bigram_value
        self.trigrams = HashTable(trigrams)
        self.trigram_value = trigram_value
        self.bare = bare


class Spelling:
    """The unit n-gram.

    Args:
        grams: fingerprints, uint32.
        value: uint8[slots, 2], -log p and -log of the backoff, in steps.

    ``short`` has what is stored of the n-grams of one and two units, int16[before << 7 | unit, 2], -1 where they are
    none. Numbers are those of bytes, as in ``onward``; ``before`` is 0 where there is one unit. Half of all look-ups
    are of these, and the cells that words need lie near each other.
    """

    def __init__(self, grams: NDArray[np.uint32], value: NDArray[np.uint8]) -> None:
        self.grams = HashTable(grams)
        self.value = value
        self.short = np.full((1 << 14, 2), -1, np.int16)
        _fill_short(self)


class Lexicon:
    """The words as a hash table: the trie has a node a unit in other places of the memory.

    Buckets of ``OF_BUCKET`` words, each a part of its hash, its id and its quantised -log p; words whose bucket is full
    are in the next.

    Args:
        buckets: a power of two, so many that a fifth of the slots stays free.
        unit, first: of the trie (see ``LanguageModel``), uint8 and int32.
        value: uint8, -log p by word, in steps.
        specials: token ids below this are no words.
    """

    def __init__(
        self,
        buckets: int,
        unit: NDArray[np.uint8],
        first: NDArray[np.int32],
        value: NDArray[np.uint8],
        specials: int,
    ) -> None:
        self.table = np.zeros(buckets * OF_BUCKET, np.uint64)
        self.last = buckets * OF_BUCKET - 1
        _fill(self, unit, first, value, np.zeros(len(unit), np.uint64), specials)


def mix(key: int) -> int:
    """The finaliser of SplitMix64: every bit of the key reaches every bit of the hash."""
    h = key & _ALL
    h = (h ^ (h >> 30)) * _FIRST & _ALL
    h = (h ^ (h >> 27)) * _SECOND & _ALL
    return h ^ (h >> 31)


def find(table: HashTable, key: int) -> int:
    """Slot of ``key``, or -1."""
    h = mix(key)
    fingerprint = h & _LOW | _ONE
    slot = (h >> 24) % table.buckets * SLOTS
    end = slot + SLOTS
    while slot < end:
        if table.fingerprints[slot] == fingerprint:
            return slot
        slot += 1
    slot = (mix(h) >> 24) % table.buckets * SLOTS
    end = slot + SLOTS
    while slot < end:
        if table.fingerprints[slot] == fingerprint:
            return slot
        slot += 1
    return -1


def _bucket(key: int, other: bool, buckets: int) -> int:
    """First slot of one of the two buckets of ``key``."""
    h = mix(key)
    if other:
        h = mix(h)
    return (h >> 24) % buckets * SLOTS


def place(
    fingerprints: NDArray[np.uint32],
    keys: NDArray[np.uint64],
    slots: NDArray[np.int64],
    owner: NDArray[np.int64],
) -> None:
    """Write the slot [n] of each key, and all fingerprints; -1 stays where none was found.

    ``slots`` and ``owner``, one a slot of the table, come full of -1.
    """
    buckets = fingerprints.shape[0] // SLOTS
    chance = 0
    for k in range(keys.shape[0]):
        homeless = k
        for _ in range(MOVES):
            best = -1
            room = 0
            for other in range(2):
                start = _bucket(keys[homeless], other == 1, buckets)
                used = 0
                while used < SLOTS and owner[start + used] >= 0:
                    used += 1
                if SLOTS - used > room:
                    best = start + used
                    room = SLOTS - used
            moved = homeless
            if best >= 0:
                homeless = -1
            else:
                chance = mix(chance + 1)
                best = _bucket(keys[homeless], chance & SLOTS != 0, buckets) + chance % SLOTS
                homeless = owner[best]
                slots[homeless] = -1
            owner[best] = moved
            slots[moved] = best
            if homeless < 0:
                break
    for k in range(keys.shape[0]):
        if slots[k] >= 0:
            fingerprints[slots[k]] = mix(keys[k]) & _LOW | _ONE


def ngram_logp(ngrams: Ngrams, a: int, b: int, c: int) -> float:
    """log p(c | a b) of token ids, in single precision.

    Where ``ngrams`` has clitics: what follows a word may also be known of the word without its clitic.
    """
    before = a
    key = b
    key = key << TOKEN_BITS | c
    slot = find(ngrams.trigrams, before << 2 * TOKEN_BITS | key)
    if slot >= 0:
        return -STEP * ngrams.trigram_value[slot]
    weight = 0
    slot = find(ngrams.bigrams, before << TOKEN_BITS | b)
    if slot >= 0:
        weight = ngrams.bigram_value[slot, 1]
    slot = find(ngrams.bigrams, key)
    if slot >= 0:
        return -STEP * (weight + ngrams.bigram_value[slot, 0])
    weight += ngrams.word[b, 1]
    if ngrams.bare.shape[0] and ngrams.bare[b] >= 0:
        alone = _without_clitic(ngrams, ngrams.bare[b], c)
        return alone - STEP * weight
    return -STEP * (weight + ngrams.word[c, 0])


def _without_clitic(ngrams: Ngrams, b: int, c: int) -> float:
    """log of p(c) mixed with p(c | b), which backs off in the same way where ``b`` has a clitic too."""
    alone = exp(-STEP * ngrams.word[c, 0])
    total = 0.0
    share = 1.0
    while b >= 0:
        total += share * (1 - BARE) * alone
        share *= BARE
        key = b
        slot = find(ngrams.bigrams, key << TOKEN_BITS | c)
        if slot >= 0:
            return log(total + share * exp(-STEP * ngrams.bigram_value[slot, 0]))
        share *= exp(-STEP * ngrams.word[b, 1])
        b = ngrams.bare[b]
    return log(total + share * alone)


def onward(past: int, unit: int) -> int:
    """The last ``UNIT_ORDER - 1`` units when ``unit`` follows ``past``: a byte each (unit + 1), the oldest highest."""
    return (past << 8 | unit + 1) & _LOW


def _of_units(spelling: Spelling, order: int, units: int, which: int) -> int:
    """What is stored of the n-gram of these bytes (see ``onward``), in steps: 0 log p, 1 its backoff; -1 of none."""
    if order <= 2:
        return spelling.short[units >> 8 << 7 | units & 255, which]
    length = order
    slot = find(spelling.grams, length << 8 * order | units)
    return spelling.value[slot, which] if slot >= 0 else -1


def spelling_step(spelling: Spelling, past: int, unit: int, longest: int) -> tuple[float, int]:
    """log p(unit | past) of the unit n-gram, and how many units the longest n-gram has that ends with it.

    ``past`` as in ``onward``, ``WORD_BEGINS`` at the beginning of a word; ``longest`` is that of the unit before, and
    ``UNIT_ORDER`` at the beginning. What an n-gram begins with is one too, so none is longer than that and one more:
    most of those that could be there need not be looked for (the state of KenLM, Heafield 2011). Of ``past`` no more
    than the last ``KEPT_ORDER - 1`` units count.
    """
    weight = 0
    order = longest + 1 if longest + 1 < KEPT_ORDER else KEPT_ORDER
    while order > 0:
        context = past & ((_ONE << 8 * (order - 1)) - 1)
        value = _of_units(spelling, order, context << 8 | unit + 1, 0)
        if value >= 0:
            return -STEP * (weight + value), order
        if order > 1:
            value = _of_units(spelling, order - 1, context, 1)
            if value > 0:
                weight += value
        order -= 1
    return _NO_UNIT, 0


def spelling_logp(spelling: Spelling, past: int, unit: int) -> float:
    """log p(unit | past), as ``spelling_step`` gives it, where nothing is known of the unit before."""
    return spelling_step(spelling, past, unit, UNIT_ORDER)[0]


def _fill_short(spelling: Spelling) -> None:
    """Look all n-grams of one and two units up."""
    for before in range(1 << 7):
        for unit in range(1, 1 << 7):
            order = 2 if before else 1
            key = order
            slot = find(spelling.grams, key << 8 * order | before << 8 | unit)
            if slot >= 0:
                spelling.short[before << 7 | unit, 0] = spelling.value[slot, 0]
                spelling.short[before << 7 | unit, 1] = spelling.value[slot, 1]


def word_spelling_logp(spelling: Spelling, units: NDArray[np.uint8]) -> float:
    """log p of a word's units, and that it ends there; summed in single precision."""
    total = 0.0
    past = WORD_BEGINS
    longest = UNIT_ORDER
    for at in range(units.shape[0]):
        value, longest = spelling_step(spelling, past, units[at], longest)
        total += value
        past = onward(past, units[at])
    value, longest = spelling_step(spelling, past, 0, longest)
    return total + value


def word_onward(before: int, unit: int) -> int:
    """Hash of a word that goes on with ``unit``; that of no units is 0."""
    return before * _MULTIPLIER + unit & _ALL


def find_word(lexicon: Lexicon, hashed: int) -> tuple[int, int]:
    """(token id, quantised -log p) of the word whose hash this is (see ``word_onward``); the id is -1 of none.

    What is no word is taken for one with a probability of 2^-33.
    """
    mixed = mix(hashed)
    part = (mixed << _ENTRY_BITS & _ALL) >> _ENTRY_BITS
    slot = (mixed >> 40) * OF_BUCKET & lexicon.last
    while True:
        entry = lexicon.table[slot]
        if entry == 0:
            return -1, 0
        if entry >> _ENTRY_BITS == part:
            return entry >> 8 & _IDS, entry & 255
        slot = (slot + 1) & lexicon.last


def _fill(
    lexicon: Lexicon,
    unit: NDArray[np.uint8],
    first: NDArray[np.int32],
    value: NDArray[np.uint8],
    hashes: NDArray[np.uint64],
    specials: int,
) -> None:
    """Put the words of the trie into an empty table; ``hashes`` [nodes] are those of no units."""
    word = 0
    for node in range(unit.shape[0]):
        for child in range(first[node], first[node + 1]):
            hashes[child] = word_onward(hashes[node], unit[child] & 127)
        if unit[node] >= 128:
            mixed = mix(hashes[node])
            slot = (mixed >> 40) * OF_BUCKET & lexicon.last
            while lexicon.table[slot] != 0:
                slot = (slot + 1) & lexicon.last
            number = word + specials
            lexicon.table[slot] = (mixed << _ENTRY_BITS & _ALL) | number << 8 | value[word]
            word += 1


def units_before(
    node: int, unit: NDArray[np.uint8], parent: NDArray[np.int32], row: NDArray[np.uint8] | bytearray, room: int
) -> int:
    """Write the units of the word that ends at a trie node to the end of ``row[:room]``.

    Where they begin is returned; at least one place before them stays free.
    """
    begin = room
    while node > 0 and begin > 1:
        begin -= 1
        row[begin] = unit[node] & 127
        node = parent[node]
    return begin


def walk(
    units: NDArray[np.uint8] | bytearray,
    begin: int,
    end: int,
    unit: NDArray[np.uint8],
    first: NDArray[np.int32],
    children: NDArray[np.uint8],
) -> int:
    """The trie node at which ``units[begin:end]`` end, from the root; -1 where there is none."""
    node = 0
    for at in range(begin, end):
        child_there = -1
        for child in range(first[node], first[node] + children[node]):
            if unit[child] & 127 == units[at]:
                child_there = child
                break
        if child_there < 0:
            return -1
        node = child_there
    return node
