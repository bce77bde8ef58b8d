"""The search for the cheapest moves: compiled rules find what their own source finds, interpreted."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.machinery import EXTENSION_SUFFIXES
from operator import itemgetter
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import warraq.segment
from benchmarks.structure_golden import read_truth
from tests.interpreted import interpreted
from tests.segment.test_segment_properties import BLOCKS
from tests.segment.truth_blocks import SOURCE, TRUTH, blocks_of
from warraq.model.line import Block, Line, Word
from warraq.segment import rules, segment, sequence
from warraq.segment.numbering.profiles import Profile, by_name, names
from warraq.segment.pieces import Piece
from warraq.segment.rules import Found, Move, Path, PieceFacts, ProfileFacts, State, move_to, offer_moves

OF_STATE = (
    "counters", "items", "last", "complete", "colon", "empty", "in_heading", "bold_heading", "preamble", "front",
    "free", "outer", "worded", "quotes",
)  # fmt: skip
OF_MOVE = ("act", "kind", "cost", "level", "label", "ordinal", "number", "fault", "titled")


def search_of_source() -> ModuleType:
    """``segment.sequence`` with the rules as the interpreter reads them."""
    source, search = interpreted("warraq.segment.rules"), interpreted("warraq.segment.sequence")
    for name in set(vars(source)) & set(vars(search)):
        if vars(search)[name] is vars(rules).get(name):
            setattr(search, name, vars(source)[name])
    assert search.offer_moves is source.offer_moves is not offer_moves
    return search


INTERPRETED = search_of_source()


def rows_of(moves: Sequence[Move]) -> list[tuple[object, ...]]:
    """All that is to be known of the moves."""
    return [
        (*(getattr(move, name) for name in OF_MOVE), *(getattr(move.state, name) for name in OF_STATE))
        for move in moves
    ]


def by_both(pieces: Sequence[Piece], profile: Profile) -> list[Move]:
    """The moves of the compiled rules, which are those of the source, to the last bit of their costs."""
    moves = sequence.read_sequence(pieces, profile)
    assert rows_of(moves) == rows_of(INTERPRETED.read_sequence(pieces, profile))
    return moves


def test_the_rules_are_compiled() -> None:
    assert str(rules.__file__).endswith(tuple(EXTENSION_SUFFIXES))


@settings(max_examples=300)
@given(st.lists(BLOCKS, max_size=30), st.sampled_from(names()))
def test_the_same_moves_as_the_source_makes(blocks: list[Block], name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warraq.segment, "read_sequence", by_both)
        segment(blocks, source=SOURCE, profile=name)


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("seed", range(3))
def test_the_same_moves_in_a_long_document_that_lost_labels(
    name: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    blocks = []
    for block in blocks_of(read_truth(TRUTH), bold=seed != 1):
        first = block.lines[0]
        cut = replace(first, words=first.words[chance.random() < 0.2 :] or first.words)
        blocks.append(replace(block, lines=(cut, *block.lines[1:]), centered=chance.random() < 0.1))
    monkeypatch.setattr(warraq.segment, "read_sequence", by_both)
    segment(blocks * 3, source=SOURCE, profile=name)


@pytest.mark.parametrize("name", names())
def test_the_same_moves_where_texts_are_set_apart(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)

    def with_some_parted(pieces: Sequence[Piece], profile: Profile) -> list[Move]:
        return by_both([replace(piece, parted=chance.random() < 0.5) for piece in pieces], profile)

    rows = [block for row in blocks_of(read_truth(TRUTH)) for block in (row, replace(row, lines=row.lines[:1]))]
    monkeypatch.setattr(warraq.segment, "read_sequence", with_some_parted)
    segment(rows, source=SOURCE, profile=name)


@pytest.mark.parametrize("name", OF_STATE)
def test_states_that_differ_in_one_thing_are_not_the_same(name: str) -> None:
    state = INTERPRETED.State(3)
    other = state.copy()
    assert other == state and hash(other) == hash(state)
    different = {
        "counters": (0, 1, 0),
        "items": (("decimal", 2),),
        "last": "text",
        "front": 1,
        "free": 4,
        "outer": (1, 0),
    }
    setattr(other, name, different.get(name, not getattr(state, name)))
    assert other != state and {state: 1}.get(other) is None


def test_a_long_chain_of_moves_is_let_go_of(small_stack: None) -> None:
    """Each move holds the one before it: freed one inside the other they would overflow the stack."""
    profile = by_name("generic")
    piece = PieceFacts(Piece((Line(1, (Word("text", "text"),)),), (), False, False, True, True), ProfileFacts(profile))

    def read() -> None:
        path: Path = (0.0, move_to(State(len(profile.series)), "open", 0.0, 0), None)
        for _ in range(100_000):
            offered = Found()
            offer_moves(piece, path, offered)
            path = min(offered.best.values(), key=itemgetter(0))
        ended.append(path[0] > 0)

    ended: list[bool] = []
    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert ended == [True]


@pytest.fixture
def small_stack() -> Iterator[None]:
    # Python 3.13 frees up to ten thousand tuples one inside the other, on 700 KiB, before it puts the rest off.
    before = threading.stack_size(2 << 20)
    yield
    threading.stack_size(before)
