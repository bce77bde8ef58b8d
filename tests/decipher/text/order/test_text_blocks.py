"""Where blocks of text begin is told by labels, and by blank lines in documents whose words say so."""

from __future__ import annotations

import numpy as np
import pytest

from tests.decipher.text.lines import known_order
from warraq.decipher.text.dump.segments import Segment
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.text_blocks import TextBlocks, share_of


@pytest.fixture(scope="module")
def order() -> LineOrder:
    return known_order()


def test_a_block_ends_where_a_sentence_can(order: LineOrder) -> None:
    def ending(text: str) -> float:
        a, b = (order.decoder.lm.token_id(word) for word in text.split())
        return order.blocks.ending((a, b))

    assert ending("هذا القرار") > ending("الدول في") + 2
    assert ending("القرار .") > ending("هذا القرار")


def test_whether_lines_that_are_set_apart_open_blocks_is_learnt_from_what_they_say(order: LineOrder) -> None:
    begins = ["يجوز للدول الأطراف أن تبرم اتفاقيات ثنائية", "تتخذ كل دولة طرف ما قد يلزم من تدابير تشريعية"]
    ends = ["أو متعددة الأطراف لتنفيذ أحكام هذه الاتفاقية .", "وتدابير أخرى لتنفيذ أحكام هذه الاتفاقية ."]
    lines = [
        order.score((Segment(line),)) for _ in range(4) for pair in zip(begins, ends, strict=True) for line in pair
    ]
    blocks = [k % 2 == 0 for k in range(len(lines))]
    first = [k == 0 for k in range(len(lines))]
    opens = order.chances(lines, first, blocks)
    assert opens[0] == 1.0 and min(opens[2::2]) > 0.85 and set(opens[1::2]) == {0.0}
    within = order.chances(lines, first, [not opens for opens in blocks])
    assert max(within[1::2]) < 0.15 and set(within[2::2]) == {0.0}
    assert order.chances(lines, blocks, [False] * len(lines)) == [float(opens) for opens in blocks]


def test_a_line_that_may_open_a_block_is_worth_what_either_way_is(order: LineOrder) -> None:
    lines = [order.score((Segment(text),)) for text in ("أو متعددة الأطراف لتنفيذ أحكام", "هذه الاتفاقية حسب الاقتضاء")]
    one, two = (order.joins.ends_of(line.path)[0] for line in lines)
    followed = float(order.joins.table([one], [two])[0, 0])
    parted = order.blocks.ending(one.last) + order.blocks.opening(two)
    assert followed > parted
    assert order.blocks.table([one], [two])[0, 0] == followed
    halfway = np.log(0.25 * np.exp(parted) + 0.75 * np.exp(followed))
    assert order.blocks.table([one], [two], 0.25)[0, 0] == pytest.approx(halfway)


def test_the_share_of_places_is_between_none_and_all() -> None:
    assert share_of(np.array([])) == 0.5
    assert 0.0 < share_of(np.full(9, -50.0)) < 0.06 < 0.94 < share_of(np.full(9, 50.0)) < 1.0
    assert share_of(np.repeat([-4.0, 4.0], [30, 10])) == pytest.approx(0.25, abs=0.03)
    some, much = (share_of(np.repeat([-4.0, gain], [30, 1])) for gain in (4.0, 50.0))
    assert some == much
    assert share_of(np.repeat([-0.5, 50.0], [40, 1])) < 0.1  # one that is sure doesn't speak for all


def test_how_blocks_begin_is_counted_on_the_lines_that_open_one(order: LineOrder) -> None:
    blocks = TextBlocks(order.decoder, order.joins)
    lines = [order.score((Segment(text),)) for text in ("تنشر أحكام هذا القانون", "الدول الأطراف في الاتفاقية")] * 5
    verb, noun = (order.joins.ends_of(line.path)[0] for line in lines[:2])
    before = blocks.opening(verb) - blocks.opening(noun)
    blocks.learn(lines, [0.9, 0.4] * 5)
    assert blocks.opening(verb) - blocks.opening(noun) > before + 0.5
    blocks.learn(lines, [0.4, 0.9] * 5)
    assert blocks.opening(verb) - blocks.opening(noun) < before - 0.5
