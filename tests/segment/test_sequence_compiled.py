"""The compiled beam search finds what the rules themselves find."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import warraq.segment
from benchmarks.structure_golden import read_truth
from tests.segment.test_segment_properties import BLOCKS
from tests.segment.truth_blocks import SOURCE, TRUTH, blocks_of
from warraq.model.line import Block
from warraq.segment import segment, sequence, sequence_compiled
from warraq.segment.profiles import Profile, names
from warraq.segment.sequence_kernel import CODE
from warraq.segment.state import Move, Piece


def by_both(pieces: Sequence[Piece], profile: Profile) -> list[Move]:
    """The moves of the compiled search, which are those of the rules."""
    moves = sequence_compiled.read_sequence(pieces, profile, CODE.load_or_compile())
    assert moves == sequence.search(pieces, profile)
    return moves


@settings(max_examples=300)
@given(st.lists(BLOCKS, max_size=30), st.sampled_from(names()))
def test_the_same_moves_as_the_rules_make(blocks: list[Block], name: str) -> None:
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


def test_a_long_document_is_read_by_the_compiled_search(monkeypatch: pytest.MonkeyPatch) -> None:
    CODE.load_or_compile()
    monkeypatch.setattr(sequence, "search", None)
    assert segment(blocks_of(read_truth(TRUTH)), source=SOURCE).body
