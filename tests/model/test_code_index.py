"""Codes are numbered in the order in which a document shows them, the least of a page first."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.code_index import CodeIndex


@given(st.lists(st.lists(st.integers(0, 2**40), max_size=8), max_size=5))
def test_numbers_are_those_of_a_dictionary(pages: list[list[int]]) -> None:
    index, expected = CodeIndex(), dict[int, int]()
    for page in pages:
        keys = np.array(page, dtype=np.uint64)
        for key in sorted(page):
            expected.setdefault(key, len(expected))
        assert index.numbers(keys).tolist() == [expected[key] for key in page]
    assert index.keys == list(expected)
    assert index.find(np.array([2**50], dtype=np.uint64)).tolist() == [-1]


@given(st.lists(st.lists(st.integers(0, 20), max_size=12), max_size=5))
def test_what_is_new_is_numbered_where_it_stands_first(pages: list[list[int]]) -> None:
    index, known = CodeIndex(), list[int]()
    for page in pages:
        new = sorted(set(page) - set(known))
        assert index.number_new(np.array(page, dtype=np.uint64)).tolist() == [page.index(key) for key in new]
        known += new
    assert index.keys == known
