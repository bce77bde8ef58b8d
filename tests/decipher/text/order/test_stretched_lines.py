"""A line whose kashidas were cut is cut where a block of the story ends too, inside a word as well."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.text_channel import drawn
from tests.decipher.text.lines import known_order
from warraq.arabic.letters import TATWEEL
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.block_edges import Place
from warraq.decipher.text.dump.items import JOIN_SIGN, LAYOUT_SIGN, SOFT_SIGN, itemize
from warraq.decipher.text.dump.segments import Segment, joined, segments_of, unseen_cuts
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.line_pieces import pieced
from warraq.decipher.text.order.orders import Costs
from warraq.decipher.text.order.stretched_lines import cut_once_more

TRUE = "وافق المجلس بالإجماع على استخدام القوة في البحر"
KASHIDAS = {TRUE.index("جماع"), TRUE.index("تخدام")}
INSIDE = TRUE.index("لى")
RAW = drawn(TRUE + " ", KASHIDAS, {INSIDE})


@pytest.fixture(scope="module")
def order() -> LineOrder:
    return known_order()


def read(segments: tuple[Segment, ...]) -> str:
    text = joined(segments)
    for sign in (TATWEEL, SOFT_SIGN, JOIN_SIGN, " "):
        text = text.replace(sign, "")
    return text


def test_a_line_in_pieces_is_cut_once_more_inside_a_word(order: LineOrder) -> None:
    raw = LAYOUT_SIGN.join(s.text for s in segments_of(RAW))
    line = pieced(order.decoder, order.decoder.lattice(itemize(raw, order.decoder.symbols)), raw, order.costs, 0.0)
    shown = [0, line.items.texts.index(LAYOUT_SIGN), line.items.at.index(raw.index("لى اس")), len(line.items)]
    right = [segments for segments in cut_once_more(line, shown) if read(segments) == TRUE.replace(" ", "")]
    assert (INSIDE,) in map(unseen_cuts, right)


def test_the_ways_to_cut_kashidas_that_are_cut_once_more_are_those_of_the_best_orders(order: LineOrder) -> None:
    line = order.options(segments_of(RAW), Place(0, len(TRUE) + 1))
    raw = LAYOUT_SIGN.join(s.text for s in segments_of(RAW))
    items = itemize(raw, order.decoder.symbols)
    shown = (0, items.texts.index(LAYOUT_SIGN), items.at.index(raw.index("لى اس")), len(items))
    assert (raw, shown) in line.cut_again
    for (_, cuts), again in line.cut_again.items():
        assert max(len(segments) for segments in again()) == len(cuts)  # a piece more than without


def test_a_block_that_ends_in_a_line_with_cut_kashidas_is_looked_for(order: LineOrder) -> None:
    few = LineOrder(order.decoder, Costs(drawn=4))

    def readings_at(ends: int) -> set[str]:
        line = few.options(segments_of(RAW), Place(0, len(TRUE) + 1))
        assert line.stretched
        assert TRUE.replace(" ", "") not in map(read, line.orders)
        before = len(line.orders)
        shares = np.full(parameters.BlockEdges.BLOCK, 1e-4)
        shares[ends] = 1.0
        few._cut(line, shares / shares.sum())
        assert set(range(before, len(line.orders))) <= set(line.decoded)
        return {read(segments) for segments in line.orders[before:]}

    assert TRUE.replace(" ", "") in readings_at(INSIDE)
    assert TRUE.replace(" ", "") not in readings_at(INSIDE - 12)
    assert not readings_at(len(TRUE) + 20)


def test_a_line_with_cut_kashidas_is_cut_once_more_wherever_that_reads_best(order: LineOrder) -> None:
    def readings_of(further: int) -> set[str]:
        few = LineOrder(order.decoder, Costs(drawn=4, further=further))
        line = few.options(segments_of(RAW), Place(0, len(TRUE) + 1))
        assert line.stretched
        few.cut_further([line], few.choose([line], [True]))
        return set(map(read, line.orders))

    assert TRUE.replace(" ", "") not in readings_of(0)
    assert TRUE.replace(" ", "") in readings_of(12)
