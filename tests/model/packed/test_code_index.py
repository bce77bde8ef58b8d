"""Codes are numbered in the order in which a document shows them, the least of a page first."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from warraq.model.packed import code_index
from warraq.model.packed.code_index import CodeIndex, first_places


def number_new(index: CodeIndex, page: list[int]) -> NDArray[np.intp]:
    """Number the keys of a page that have no number; the place of the first of each."""
    keys = np.array(page, dtype=np.uint64)
    places = first_places(keys, np.flatnonzero(index.find(keys) < 0))
    index.add(keys[places])
    return places


@given(st.lists(st.lists(st.integers(0, 2**40), max_size=8), max_size=5))
def test_numbers_are_those_of_a_dictionary(pages: list[list[int]]) -> None:
    index, expected = CodeIndex(), dict[int, int]()
    for page in pages:
        keys = np.array(page, dtype=np.uint64)
        for key in sorted(page):
            expected.setdefault(key, len(expected))
        number_new(index, page)
        assert index.find(keys).tolist() == [expected[key] for key in page]
    assert index.keys == list(expected)
    assert index.find(np.array([2**50], dtype=np.uint64)).tolist() == [-1]


@given(st.lists(st.lists(st.integers(0, 20), max_size=12), max_size=5))
def test_what_is_new_is_numbered_where_it_stands_first(pages: list[list[int]]) -> None:
    index, known = CodeIndex(), list[int]()
    for page in pages:
        new = sorted(set(page) - set(known))
        assert number_new(index, page).tolist() == [page.index(key) for key in new]
        known += new
    assert index.keys == known


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), max_size=30), st.data())
def test_a_table_and_a_search_give_the_same_numbers(codes: list[tuple[int, int]], data: st.DataObject) -> None:
    asked = [
        (font << 32) | code for font, code in data.draw(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 99))))
    ]
    numbers = []
    for cells in (code_index.MOST_CELLS, 0):
        with patch.object(code_index, "MOST_CELLS", cells):
            index = CodeIndex()
            number_new(index, [(font << 32) | code for font, code in codes])
            numbers.append(index.find(np.array(asked, dtype=np.uint64)).tolist())
    assert numbers[0] == numbers[1]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), min_size=1, max_size=30), st.data())
def test_first_places_are_the_same_by_a_table_and_by_sorting(codes: list[tuple[int, int]], data: st.DataObject) -> None:
    keys = np.array([(font << 32) | code for font, code in codes], dtype=np.uint64)
    among = np.flatnonzero(data.draw(st.lists(st.booleans(), min_size=len(codes), max_size=len(codes))))
    places = []
    for cells in (10**6, 0):
        with patch.object(code_index, "_CELLS_OF_A_KEY", cells):
            places.append(first_places(keys, among).tolist())
    assert places[0] == places[1]
    assert places[0] == sorted({keys[at]: at for at in among[::-1].tolist()}.values(), key=lambda at: keys[at])
