"""Lines that were cut where a block of the story ends: found by where the lines around them were."""

from __future__ import annotations

import numpy as np
import pytest

from tests.decipher.text.cipher import plain_lines
from tests.decipher.text.lines import known_order
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.block_edges import Cut, Place, likelihood
from warraq.decipher.text.dump.items import SOFT_SIGN
from warraq.decipher.text.dump.segments import (
    Segment,
    segments_of,
)
from warraq.decipher.text.order.line_lengths import Read
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.orders import Ordered

TATWEEL = "\N{ARABIC TATWEEL}"


@pytest.fixture(scope="module")
def order() -> LineOrder:
    return known_order()


def test_a_cut_in_a_word_is_found_where_a_block_of_the_story_ends(order: LineOrder) -> None:
    before = "يجوز للدول الأطراف أن تبرم اتفاقيات ثنائية "
    true = "أو متعددة الأطراف لتنفيذ أحكام هذه الاتفاقية حسب الاقتضاء"
    cut = true.index("تفاقية")
    shown = cut + 2  # the line's outer spaces count where they stand
    lines = [before, true[cut:] + " " + true[:cut]]
    places = [Place(0, len(before)), Place(len(before), len(lines[1]), False)]
    options = [order.options(segments_of(line), place) for line, place in zip(lines, places, strict=True)]
    block = np.full((2, parameters.BlockEdges.BLOCK), 1e-4)
    block[1, shown] = 1.0
    for line, shares in zip(options, block / block.sum(axis=1, keepdims=True), strict=True):
        line.foresee(shares)
        order._cut(line, shares)
    chosen = order.choose(options, [True, False])
    assert " ".join(p.text for p in chosen[1].path.pieces) == true


def test_lines_that_blocks_of_the_story_cut_are_put_right_together(order: LineOrder) -> None:
    order = LineOrder(order.decoder)
    words = [word for word in " ".join(plain_lines()).split() if word.isalpha()]
    true = [" ".join(words[k : k + 12]) for k in range(0, len(words) - 11, 12)]
    lines, places, start = [], [], 0
    for text in true:
        inside = (200 - start) % parameters.BlockEdges.BLOCK
        lines.append(text[inside:] + " " + text[:inside] if 5 < inside < len(text) - 5 else text + " ")
        places.append(Place(start, len(text) + 1, not start))
        start += len(text) + 1
    assert sum(line.strip() != text for line, text in zip(lines, true, strict=True)) > 4
    options = [order.options(segments_of(line), place) for line, place in zip(lines, places, strict=True)]
    breaks = [place.opens for place in places]

    def wrong(chosen: list[Ordered]) -> int:
        want = ["".join(text.split()) for text in true]
        got = ["".join(p.text for p in o.path.pieces) for o in chosen]
        return sum(a != b for a, b in zip(want, got, strict=True))

    chosen = order.choose(options, breaks)
    before = wrong(chosen)
    kept = [len(line.orders) for line in options]
    order.foresee(options, chosen, breaks)
    assert order._habits
    assert any(len(line.orders) > k for line, k in zip(options, kept, strict=True))
    assert wrong(order.choose(options, breaks)) < before


def test_blocks_are_followed_by_what_was_read_where_the_dump_counts_wrong(order: LineOrder) -> None:
    order = LineOrder(order.decoder)
    words = [word for word in " ".join(plain_lines()).split() if word.isalpha()]
    true = [" ".join(words[k : k + 12]) for k in range(0, len(words) - 11, 12)]
    lines, options, start = [], [], 0
    for k, text in enumerate(true):
        inside = (200 - start) % parameters.BlockEdges.BLOCK
        cut = 5 < inside < len(text) - 5
        lines.append(text[inside:] + " " + text[:inside] if cut else text + " ")
        counted = Place(start + 9 * k, len(text) + 10, not k)  # as many spaces that an extractor added
        options.append(order.options(segments_of(lines[-1]), counted))
        start += len(text) + 1
    breaks = [not k for k in range(len(true))]
    order.foresee(options, order.choose(options, breaks), breaks)
    for line, text in zip(options, true, strict=True):
        assert abs(line.place.length - len(text) - 1) <= 3
    assert all(abs(o.place.start - sum(len(text) + 1 for text in true[:k])) <= 5 for k, o in enumerate(options))
    chosen = order.choose(options, breaks)
    read = ["".join(p.text for p in o.path.pieces) for o in chosen]
    assert sum(a != "".join(b.split()) for a, b in zip(read, true, strict=True)) <= 5  # by the dump's count 8


def test_places_are_counted_by_the_order_that_was_taken(order: LineOrder) -> None:
    order = LineOrder(order.decoder)
    text = plain_lines()[0]
    first, second = (order.options(segments_of(text), Place(start, len(text))) for start in (0, len(text) + 1))
    chosen = order.choose([first, second], [True, False])
    first.add(chosen[0])
    first.choice = len(first.orders) - 1
    first.reads[first.choice] = Read((), 40)
    order.foresee([first, second], chosen, [True, False])
    assert first.place == Place(0, 40)
    assert second.place.start == 40 + 1


def test_an_order_is_weighed_by_where_it_was_read_to_be_cut_once_it_is_decoded(order: LineOrder) -> None:
    true = "أو متعددة الأطراف لتنفيذ أحكام هذه الاتفاقية حسب الاقتضاء"
    cut = true.index("لتنفيذ")
    segments = (Segment(SOFT_SIGN * 4 + true[:cut]), Segment(true[cut:]))
    line = order.options(segments_of(true), Place(0, len(true)))
    line.add_estimate(segments, line.candidates[0])
    line.unseen[-1] = (cut + 4,)  # as a count goes wrong
    shares = np.full(parameters.BlockEdges.BLOCK, 1e-4)
    shares[cut] = 1.0
    line.foresee(shares / shares.sum())
    before = line.likely[-1]
    roughly = likelihood((Cut(cut + 4),), line.place.length)
    assert before == pytest.approx(np.log(shares / shares.sum() @ roughly))
    line.decode(len(line.orders) - 1, order.score(segments))
    assert line.reads[len(line.orders) - 1].cuts == (Cut(cut),)
    exactly = likelihood((Cut(cut),), line.place.length, distances=parameters.BlockEdges.READ)
    assert line.likely[-1] == pytest.approx(np.log(shares / shares.sum() @ exactly))
    assert line.likely[-1] > before + 1.0
