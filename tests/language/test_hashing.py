"""Fingerprint tables: what was put in is found at its slot, what was not is hardly ever found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from warraq.language import hashing
from warraq.language.lookup import HashTable, find

#: A look-up reads sixteen fingerprints of 31 free bits.
FALSE_MATCHES = 16 / 2**31


def random_keys(number: int, seed: int) -> NDArray[np.uint64]:
    keys = np.random.default_rng(seed).integers(1, 2**60, 2 * number, np.uint64)
    return np.unique(keys)[:number]


def places_of(fingerprints: NDArray[np.uint32], keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    table = HashTable(fingerprints)
    return np.array([find(table, key) for key in keys])


@pytest.mark.parametrize("load", [0.85, hashing.DENSE])
def test_keys_are_found_and_none_is_dropped(load: float) -> None:
    keys = random_keys(50_000, 1)
    fingerprints, slots = hashing.build(keys, load)
    assert (slots >= 0).all()
    assert len(np.unique(slots)) == len(keys)
    at = places_of(fingerprints, keys)
    # A key whose fingerprint another one has in one of its buckets reads that one's value.
    assert (at != slots).mean() <= FALSE_MATCHES * 50
    assert fingerprints.nbytes / len(keys) < 4.01 / load


def test_what_finds_no_room_is_dropped_and_the_rest_is_there() -> None:
    keys = random_keys(5_000, 4)
    fingerprints, slots = hashing.build(keys, 1.1)
    placed = slots >= 0
    assert fingerprints.size - 8 <= placed.sum() <= fingerprints.size < len(keys)
    at = places_of(fingerprints, keys)
    assert (at[placed] == slots[placed]).all()
    assert (at[~placed] < 0).all()


def test_false_matches_are_as_rare_as_promised() -> None:
    both = random_keys(250_000, 2)
    inside, outside = both[::5].copy(), np.delete(both, np.s_[::5])
    fingerprints, _ = hashing.build(inside)
    share = (places_of(fingerprints, outside) >= 0).mean()
    # Four standard deviations of a binomial at the promised rate.
    assert share < FALSE_MATCHES + 4 * np.sqrt(FALSE_MATCHES / len(outside))


@settings(max_examples=30)
@given(st.lists(st.integers(0, 2**64 - 1), max_size=40, unique=True))
def test_small_tables_of_any_keys(keys: list[int]) -> None:
    array = np.array(keys, np.uint64)
    fingerprints, slots = hashing.build(array)
    for key, slot in zip(array, slots, strict=True):
        assert slot < 0 or find(HashTable(fingerprints), key) >= 0


def test_the_same_keys_give_the_same_table() -> None:
    keys = random_keys(5_000, 3)
    first, second = hashing.build(keys), hashing.build(keys.copy())
    assert np.array_equal(first[0], second[0])
    assert np.array_equal(first[1], second[1])


def test_an_empty_table_finds_nothing() -> None:
    fingerprints, slots = hashing.build(np.zeros(0, np.uint64))
    assert slots.size == 0
    assert (places_of(fingerprints, random_keys(100, 4)) == -1).all()
