"""Lines that are cut once more, anywhere, once the channel is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.decipher.text.lines import known_order, plain
from warraq.decipher.text import parameters
from warraq.decipher.text.document.rounds import KNOWN, ROUNDS
from warraq.decipher.text.dump.block_edges import ELSEWHERE, Place
from warraq.decipher.text.dump.items import Items
from warraq.decipher.text.dump.segments import Segment, segments_of
from warraq.decipher.text.lattice.decoder import Decoder, Path
from warraq.decipher.text.order import line_order
from warraq.decipher.text.order.further_cuts import cuts_by_gain, gains_of_cuts
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.orders import Options

TRUE = "يجوز للدول الأطراف أن تبرم اتفاقيات ثنائية أو متعددة الأطراف لتنفيذ أحكام هذه الاتفاقية"
INSIDE = TRUE.index("تفاقيات") + 3
CUT = TRUE[INSIDE:] + " " + TRUE[:INSIDE]


@pytest.fixture(scope="module")
def order() -> LineOrder:
    return LineOrder(known_order().decoder, KNOWN)


def letters(segments: tuple[Segment, ...]) -> str:
    return "".join(plain(segments).split())


def options(order: LineOrder, line: str) -> Options:
    """A line of which no order is known but the usual one."""
    segments = segments_of(line)
    return Options(segments, Place(0, len(line)), (0, 0), order.start(segments))


def further_cuts(order: LineOrder, runs: tuple[Segment, ...]) -> list[tuple[float, tuple[Segment, ...]]]:
    """The orders in which one run is cut once more, and what is expected of each, nats."""
    return list(cuts_by_gain(runs, gains_of_cuts(order.decoder, runs, order.costs)))


def read(order: LineOrder, line: Options) -> str:
    return " ".join(p.text for p in order.choose([line], [True])[0].path.pieces)


def test_a_line_that_was_cut_inside_a_word_reads_best_where_it_is_cut_there(order: LineOrder) -> None:
    run = tuple(segments_of(CUT))
    cuts = further_cuts(order, run)
    assert letters((Segment(TRUE),)) in [letters(cut) for _, cut in cuts[:6]]
    assert all(letters(cut).count("اتفاقيات") for _, cut in cuts[:6])
    assert cuts[0][0] == pytest.approx(order.score(cuts[0][1]).score - order.score(run).score, abs=3.0)
    whole = tuple(segments_of(TRUE + " "))
    assert max(gain for gain, _ in further_cuts(order, whole)) < 1.0


def test_of_several_runs_each_is_cut_and_the_others_stay(order: LineOrder) -> None:
    runs = (Segment("وفقا للمادة"), Segment("12"), *segments_of(CUT))
    cuts = [cut for _, cut in further_cuts(order, runs)]
    assert "وفقاللمادة12" + letters((Segment(TRUE),)) in map(letters, cuts[:6])
    assert {len(cut) for cut in cuts} == {4}
    assert {cut[0] == runs[0] for cut in cuts} == {True, False}
    assert all(Segment("12") in cut for cut in cuts)


def test_no_half_is_empty(order: LineOrder) -> None:
    runs = (Segment("  متعددة الأطراف  "), Segment("من"))
    cuts = [cut for _, cut in further_cuts(order, runs)]
    assert cuts
    assert all(plain((segment,)).strip() for cut in cuts for segment in cut)


def test_runs_of_a_few_letters_are_left_whole(order: LineOrder) -> None:
    assert not further_cuts(order, (Segment("12"), Segment("من "), Segment("-")))


@pytest.mark.parametrize("further", [0, KNOWN.further])
def test_orders_in_which_a_line_is_cut_once_more_are_tried(order: LineOrder, further: int) -> None:
    search = LineOrder(order.decoder, replace(KNOWN, further=further))
    line = options(search, CUT)
    search.cut_further([line], search.choose([line], [True]))
    assert (letters((Segment(TRUE),)) in map(letters, line.orders)) is (further > 0)
    assert ("اتفاقيات" in read(search, line)) is (further > 0)


def test_an_order_is_cut_once_more_but_once(order: LineOrder) -> None:
    line = options(order, CUT)
    (chosen,) = order.choose([line], [True])
    assert chosen.segments == line.usual.segments
    assert len(list(order._cut_once_more(line, chosen))) == 1
    order._cut_further(line, chosen)
    assert 1 < len(line.orders) <= 1 + KNOWN.further // 2
    assert line.further == set(range(1, len(line.orders)))


def test_lines_that_read_worst_are_cut_once_more_and_the_best_of_their_orders(
    order: LineOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = LineOrder(order.decoder, KNOWN)  # it learns habits
    texts = (TRUE, CUT, TRUE, TRUE)
    lines = [options(order, text) for text in texts]
    chosen = order.choose(lines, [True] * 4)
    asked: list[Options] = []
    monkeypatch.setattr(LineOrder, "_cut_further", lambda self, line, chosen: asked.append(line))
    order.cut_further(lines, chosen)
    assert [lines.index(line) for line in asked] == [1]
    line = lines[1]
    other = Segment(TRUE[:INSIDE]), Segment(TRUE[INSIDE:])
    line.add(order.score(other))
    ways_of_lines = list(order._cut_once_more(line, chosen[1]))
    assert [next(ways) for ways in ways_of_lines] == [
        next(order._by_gain(one)) for one in dict.fromkeys((line.usual.segments, chosen[1].segments, other))
    ]


def test_an_order_that_was_searched_for_costs_more_unless_lines_are_cut_anywhere(order: LineOrder) -> None:
    line = options(order, CUT)
    order._cut_further(line, *order.choose([line], [True]))
    ((number, *_),) = [sorted(line.further)]
    shares = np.full(parameters.BlockEdges.BLOCK, 1 / parameters.BlockEdges.BLOCK)
    for elsewhere, price in ((ELSEWHERE[0], KNOWN.searched), (ELSEWHERE[-1], 0.0)):
        line.foresee(shares, elsewhere)
        assert line.likely[number] - order.likely(line, number) == pytest.approx(price)
        assert order.likely(line, 0) == line.likely[0]


def test_lines_that_are_the_same_are_cut_and_decoded_once(order: LineOrder, monkeypatch: pytest.MonkeyPatch) -> None:
    search = LineOrder(order.decoder, KNOWN)
    decoded: list[str] = []
    decode = Decoder.decode

    def counted(decoder: Decoder, items: Items) -> Path:
        decoded.append("".join(items.texts))
        return decode(decoder, items)

    monkeypatch.setattr(Decoder, "decode", counted)
    orders, times = [], []
    for _ in range(2):
        line = options(search, CUT)
        search.cut_further([line], search.choose([line], [True]))
        orders.append(line.orders)
        times.append(len(decoded))
    assert orders[0] == orders[1]
    assert times[0] == times[1] > KNOWN.further


def test_lines_are_cut_once_more_when_the_channel_is_known() -> None:
    assert [step.costs.further > 0 for step in ROUNDS if step.order] == [False, True]


def test_a_run_may_begin_or_end_inside_a_word_where_others_stand_beside_it(order: LineOrder) -> None:
    run, before, behind = Segment("متعددة الات قيات ثنائية أو "), Segment("اتفا"), Segment("فاقية")

    def gain(*runs: Segment, whole: str) -> float:
        cuts = list(further_cuts(order, runs))
        return max(gain for gain, cut in cuts if whole.replace(" ", "") in letters(cut))

    begun, ended = "قيات ثنائية أو متعددة الات", "ثنائية أو متعددة الات"
    assert gain(before, run, whole=begun) > gain(run, whole=begun)
    assert gain(run, behind, whole=ended) > gain(run, whole=ended)


def test_a_line_that_was_never_drawn_in_one_is_not_cut_once_more(
    order: LineOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = options(order, CUT)
    (chosen,) = order.choose([line], [True])
    monkeypatch.setattr(line_order, "_LONGEST", len(CUT) - 1)
    order._cut_further(line, chosen)
    assert not line.further


def test_what_a_search_costs_counts_where_it_is_learnt_where_blocks_end(order: LineOrder) -> None:
    line = options(order, CUT)
    chosen = order.choose([line], [True])
    order._cut_further(line, *chosen)
    number = min(line.further)

    def odds() -> float:
        share = order._weights([line], chosen, [True], 0)
        return float(np.log(share[number] / share[0]))

    searched = odds()
    line.further.clear()
    assert odds() - searched == pytest.approx(KNOWN.searched / KNOWN.temperature)
