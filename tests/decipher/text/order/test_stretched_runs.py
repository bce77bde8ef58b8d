"""Lines whose runs were broken at kashidas: how they come to stand in a dump, and how that is read."""

from __future__ import annotations

from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.decipher.text.order.stretched_runs import reading_orders, written


def numbered(lengths: list[int]) -> list[list[int]]:
    """Runs of so many pieces, numbered in reading order."""
    edges = [sum(lengths[:k]) for k in range(len(lengths) + 1)]
    return [list(range(a, b)) for a, b in pairwise(edges)]


def edges_of(runs: list[list[int]], order: list[int]) -> list[tuple[bool, bool]]:
    """Whether each piece of ``order`` begins and ends with a cut kashida."""
    edges = {piece: (k > 0, k < len(run) - 1) for run in runs for k, piece in enumerate(run)}
    return [edges[piece] for piece in order]


@pytest.mark.parametrize(
    ("lengths", "dump"),
    [
        ([1, 1, 1], [2, 1, 0]),
        ([2, 2], [1, 3, 0, 2]),
        ([1, 2, 1, 2, 1, 1, 1], [2, 0, 5, 3, 1, 8, 7, 6, 4]),
        ([3, 1, 1, 1, 4], [2, 1, 9, 5, 4, 3, 0, 8, 7, 6]),
    ],
)
def test_pieces_stand_by_where_the_pen_steps_back(lengths: list[int], dump: list[int]) -> None:
    assert written(numbered(lengths)) == dump


@given(st.lists(st.integers(1, 4), min_size=1, max_size=7))
def test_what_was_written_is_read_again(lengths: list[int]) -> None:
    runs = numbered(lengths)
    dump = written(runs)
    orders = [[dump[k] for k in order] for order in reading_orders(edges_of(runs, dump))]
    assert list(chain(*runs)) in orders


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=8))
def test_each_order_has_every_piece_and_every_kashida_meets_another(edges: list[tuple[bool, bool]]) -> None:
    for order in reading_orders(edges):
        assert sorted(order) == list(range(len(edges)))
        assert all(edges[a][1] == edges[b][0] for a, b in pairwise(order))
        assert not edges[order[0]][0]
        assert not edges[order[-1]][1]


def test_one_order_where_two_runs_were_broken() -> None:
    runs = numbered([1, 2, 1, 2, 1])
    assert len(list(reading_orders(edges_of(runs, written(runs))))) == 1


def test_where_a_single_broken_run_stands_among_others_does_not_show() -> None:
    runs = numbered([2, 1, 1])
    dump = written(runs)
    assert dump == [1, 3, 2, 0]
    orders = [[dump[k] for k in order] for order in reading_orders(edges_of(runs, dump))]
    assert sorted(orders) == [[0, 1, 2, 3], [2, 3, 0, 1], [3, 0, 1, 2]]


def test_pieces_that_no_way_of_drawing_leads_to_have_no_order() -> None:
    assert list(reading_orders([(False, True), (True, False)])) == []
