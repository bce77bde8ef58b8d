"""Hash tables of n-grams are made here; ``lookup`` says how they are laid out, and finds what is in them."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.language.lookup import place
from warraq.language.parameters import SLOTS

#: How full tables that are kept are made.
DENSE: Final = 0.98


def build(keys: NDArray[np.uint64], load: float = 0.85) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Fingerprint table for ``keys`` [n] and the slot [n] that each one took (-1: no room was found, dropped).

    A key whose buckets are full takes another's place, which moves to its own other bucket, and so on. ``load`` is the
    share of slots that are filled: the more, the longer it takes; up to ``DENSE`` nothing is dropped.
    """
    buckets = int(np.ceil(keys.size / (SLOTS * load))) + 1
    fingerprints = np.zeros(buckets * SLOTS, np.uint32)
    slots, owner = np.full(keys.size, -1, np.int64), np.full(fingerprints.size, -1, np.int64)
    place(fingerprints, keys, slots, owner)
    return fingerprints, slots
