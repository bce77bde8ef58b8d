"""N-gram tables as fingerprint hashes: constant-time look-up from a memory-mapped file, five or six bytes an entry.

A table is an array of buckets of eight slots. An n-gram's 64-bit hash gives two buckets and a fingerprint of 31 free
bits; its values stand beside the fingerprint. A look-up reads at most sixteen fingerprints, so an n-gram that is not in
the table is taken for one that is with probability <= 2^-27. Sixteen bits are not enough here: a decoder asks for
hundreds of rival n-grams a word, and takes the best (the idea is that of Talbot and Osborne 2007; the layout is a
cuckoo filter's, Fan et al. 2014).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.compiled import njit

SLOTS = 8


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


@njit(cache=True)
def _place(fingerprints, keys):  # type: ignore[no-untyped-def]
    slots = np.full(keys.size, -1, np.int64)
    buckets = np.uint64(fingerprints.size // SLOTS)
    for k in range(keys.size):
        h = mix(keys[k])
        fp = np.uint32((h & np.uint64(0xFFFFFFFF)) | np.uint64(1))
        best, room = np.int64(-1), 0
        for turn in range(2):
            g = h if turn == 0 else mix(h)
            start = np.int64((g >> np.uint64(24)) % buckets) * SLOTS
            used = 0
            while used < SLOTS and fingerprints[start + used] != 0:
                used += 1
            if SLOTS - used > room:
                best, room = start + used, SLOTS - used
        if best >= 0:
            fingerprints[best] = fp
            slots[k] = best
    return slots


def build(keys: NDArray[np.uint64], load: float = 0.85) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Fingerprint table for ``keys`` [n] and the slot [n] that each one took (-1: both buckets full, dropped).

    Give the most valuable n-grams first: what is dropped, and what a false match hides, are the last.
    """
    buckets = int(np.ceil(keys.size / (SLOTS * load))) + 1
    fingerprints = np.zeros(buckets * SLOTS, np.uint32)
    return fingerprints, _place(fingerprints, keys)
