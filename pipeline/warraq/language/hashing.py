"""N-gram tables as fingerprint hashes: constant-time look-up from a memory-mapped file, five or six bytes an entry.

A table is an array of buckets of eight slots, nearly all of them filled. An n-gram's 64-bit hash gives two buckets and
a fingerprint of 31 free bits; its values stand beside the fingerprint. A look-up reads at most sixteen fingerprints, so
an n-gram that is not in the table is taken for one that is with probability <= 2^-27. Sixteen bits are not enough here:
a decoder asks for hundreds of rival n-grams a word, and takes the best (the idea is that of Talbot and Osborne 2007;
the layout is a cuckoo filter's, Fan et al. 2014).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from warraq.compiled import njit

SLOTS = 8
#: How full tables that are kept are made.
DENSE = 0.98
#: A key that so many moves found no room for is dropped.
MOVES = 5000


@njit(cache=True, inline="always")
def mix(key: np.uint64) -> np.uint64:
    """The finaliser of SplitMix64: every bit of the key reaches every bit of the hash."""
    h = np.uint64(key)
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


@njit(cache=True, inline="always")
def find(fingerprints, key):  # type: ignore[no-untyped-def]
    """Slot of ``key``, or -1."""
    h = mix(key)
    buckets = np.uint64(fingerprints.size // SLOTS)
    fp = np.uint32((h & np.uint64(0xFFFFFFFF)) | np.uint64(1))
    first = np.int64((h >> np.uint64(24)) % buckets) * SLOTS
    for i in range(first, first + SLOTS):
        if fingerprints[i] == fp:
            return i
    second = np.int64((mix(h) >> np.uint64(24)) % buckets) * SLOTS
    for i in range(second, second + SLOTS):
        if fingerprints[i] == fp:
            return i
    return np.int64(-1)


@njit(cache=True, inline="always")
def _bucket(key, other, buckets):  # type: ignore[no-untyped-def]
    """First slot of one of the two buckets of ``key``."""
    h = mix(mix(key)) if other else mix(key)
    return np.int64((h >> np.uint64(24)) % buckets) * SLOTS


@njit(cache=True)
def _place(fingerprints, keys):  # type: ignore[no-untyped-def]
    """Slot [n] of each key; -1 where none was found. Fills ``fingerprints``."""
    slots = np.full(keys.size, -1, np.int64)
    owner = np.full(fingerprints.size, -1, np.int64)
    buckets = np.uint64(fingerprints.size // SLOTS)
    chance = np.uint64(0)
    for k in range(keys.size):
        homeless = np.int64(k)
        for _ in range(MOVES):
            best, room = np.int64(-1), 0
            for other in (False, True):
                start = _bucket(keys[homeless], other, buckets)
                used = 0
                while used < SLOTS and owner[start + used] >= 0:
                    used += 1
                if SLOTS - used > room:
                    best, room = start + used, SLOTS - used
            moved = homeless
            if best >= 0:
                homeless = np.int64(-1)
            else:
                chance = mix(chance + np.uint64(1))
                start = _bucket(keys[homeless], bool(chance & np.uint64(SLOTS)), buckets)
                best = start + np.int64(chance % np.uint64(SLOTS))
                homeless = owner[best]
                slots[homeless] = -1
            owner[best], slots[moved] = moved, best
            if homeless < 0:
                break
    for k in range(keys.size):
        if slots[k] >= 0:
            fingerprints[slots[k]] = np.uint32((mix(keys[k]) & np.uint64(0xFFFFFFFF)) | np.uint64(1))
    return slots


def build(keys: NDArray[np.uint64], load: float = 0.85) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Fingerprint table for ``keys`` [n] and the slot [n] that each one took (-1: no room was found, dropped).

    A key whose buckets are full takes another's place, which moves to its own other bucket, and so on. ``load`` is the
    share of slots that are filled: the more, the longer it takes; up to ``DENSE`` nothing is dropped.
    """
    buckets = int(np.ceil(keys.size / (SLOTS * load))) + 1
    fingerprints = np.zeros(buckets * SLOTS, np.uint32)
    return fingerprints, _place(fingerprints, keys)
