"""Close calls of order are decided once more by the last reading."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import pytest

from tests.decipher.text.order.test_line_order import order  # noqa: F401 (a fixture)
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.block_edges import Place
from warraq.decipher.text.dump.segments import Segment, segments_of
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.order_confidence import letters_of
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.order.text_blocks import TextBlocks
from warraq.decipher.text.words import last_order
from warraq.decipher.text.words.last_order import Orders

BEFORE = "يجوز للدول الأطراف أن تبرم اتفاقيات ثنائية "
TURNED = "لتنفيذ أحكام هذه الاتفاقية حسب الاقتضاء أو متعددة الأطراف"
BEHIND = "ولا يخل ذلك بأحكام هذه المادة "
BREAKS = [True, False, False, True]


@pytest.fixture
def decided(order: LineOrder) -> tuple[Orders, list[Ordered]]:  # noqa: F811
    """Four lines of two blocks with their options, and the orders chosen."""
    order = LineOrder(order.decoder)
    lines = (BEFORE, TURNED, BEHIND, BEFORE)
    options = [order.options(segments_of(line), Place(0, len(line))) for line in lines]
    return Orders(order, options), order.choose(options, BREAKS)


class Reader:
    """Stands for the last reading: what it finds ``better`` by how much; what it was ``asked``."""

    def __init__(self, better: tuple[Segment, ...] = (), much: float = 0.0) -> None:
        self.better, self.much = better, much
        self.asked: list[list[tuple[Segment, ...]]] = []

    def __call__(self, decoder: Decoder, lines: Sequence[Ordered]) -> tuple[list[Ordered], float]:
        self.asked.append([line.segments for line in lines])
        return list(lines), self.much * any(line.segments == self.better for line in lines)


def with_first(decided: tuple[Orders, list[Ordered]], *numbers: int) -> tuple[Orders, list[Ordered]]:
    """``decided`` with the first order of these lines chosen."""
    orders, chosen = decided
    for k in numbers:
        line = orders.options[k]
        line.choice, chosen[k] = 0, line.decoded[0]
    return orders, chosen


def without_alternatives(lines: Sequence[Ordered]) -> list[Ordered]:
    return [replace(line, standings=()) for line in lines]


def flat(monkeypatch: pytest.MonkeyPatch, by: float = 0.0) -> None:
    """Orders that differ in nothing but by ``by`` nats: the first of a line is chosen."""
    monkeypatch.setattr(LineOrder, "beside", lambda *_: 0.0)
    monkeypatch.setattr(LineOrder, "likely", lambda *_: 0.0)
    monkeypatch.setattr(
        LineOrder, "values", lambda self, lines, chosen, opens, i: {k: -by * (k > 0) for k in lines[i].decoded}
    )
    monkeypatch.setattr(
        LineOrder, "beside_words", lambda self, lines, chosen, opens, i: dict.fromkeys(lines[i].decoded, (0.0,) * 4)
    )


def chosen_one_way(orders: Orders, monkeypatch: pytest.MonkeyPatch, way: int) -> float:
    """Of the two ways to judge how likely orders are, one counts: by scores alone, or by what is beside words too; its
    temperature."""
    monkeypatch.setattr(last_order, "mean_of", lambda ways: ways[way])
    return (orders.order.costs.temperature, parameters.LastOrder.TEMPERATURE)[way]


def test_another_order_is_taken_if_the_last_reading_is_better_by_enough(
    decided: tuple[Orders, list[Ordered]], monkeypatch: pytest.MonkeyPatch
) -> None:
    orders, chosen = with_first(decided, 1)
    line = orders.options[1]
    flat(monkeypatch, 1.0)
    other = next(k for k in line.decoded if k)
    enough = (parameters.LastOrder.BETTER + (1 - parameters.LastOrder.WEIGHT)) / parameters.LastOrder.WEIGHT
    for much, want in ((enough - 0.1, 0), (enough + 0.1, other)):
        monkeypatch.setattr(last_order, "reread_lines", Reader(line.decoded[other].segments, much))
        lines = orders.reconsidered(orders.order, chosen, BREAKS)
        assert lines[1].segments == line.decoded[want].segments
        assert line.choice == want
        assert without_alternatives([lines[0], *lines[2:]]) == [chosen[0], *chosen[2:]]


def test_where_blocks_end_counts_as_the_reading_does(
    decided: tuple[Orders, list[Ordered]], monkeypatch: pytest.MonkeyPatch
) -> None:
    orders, chosen = decided
    line = orders.options[1]
    learnt: list[tuple[list[Ordered], list[bool]]] = []
    flat(monkeypatch)
    monkeypatch.setattr(last_order, "reread_lines", Reader())
    monkeypatch.setattr(TextBlocks, "learn", lambda self, lines, opens: learnt.append((lines, opens)))
    other = next(k for k in line.decoded if k)
    enough = parameters.LastOrder.BETTER / parameters.LastOrder.WEIGHT
    for much, want in ((enough - 0.1, 0), (enough + 0.1, other)):
        line.choice = 0
        monkeypatch.setattr(
            LineOrder, "likely", lambda self, options, k, much=much: much * (options is line and k == other)
        )
        orders.reconsidered(orders.order, chosen, BREAKS)
        assert line.choice == want
    assert learnt == [(chosen, BREAKS)] * 2


def test_orders_that_are_far_from_the_one_chosen_are_not_read(
    decided: tuple[Orders, list[Ordered]], monkeypatch: pytest.MonkeyPatch
) -> None:
    orders, chosen = decided
    for line in orders.options:
        line.choice = 0
    reader = Reader()
    monkeypatch.setattr(last_order, "reread_lines", reader)
    flat(monkeypatch, parameters.LastOrder.NEAR + 0.1)
    assert without_alternatives(orders.reconsidered(orders.order, chosen, BREAKS)) == chosen
    assert not reader.asked


@pytest.mark.parametrize("way", [0, 1])
def test_what_each_line_may_be_is_told_by_both_scores(
    decided: tuple[Orders, list[Ordered]], monkeypatch: pytest.MonkeyPatch, way: int
) -> None:
    orders, chosen = with_first(decided, 1)
    temperature = chosen_one_way(orders, monkeypatch, way)
    line = orders.options[1]
    usual, other = (letters_of(line.decoded[k].segments) for k in sorted(line.decoded)[:2])

    def odds(apart: float, much: float) -> float:
        flat(monkeypatch, apart)
        monkeypatch.setattr(last_order, "reread_lines", Reader(line.decoded[1].segments, much))
        line.choice = 0
        shares = {letters: share for share, letters in orders.reconsidered(orders.order, chosen, BREAKS)[1].standings}
        return math.log(shares[other] / shares[usual])

    assert odds(2.0, 0.0) == pytest.approx(-2.0 * (1 - parameters.LastOrder.WEIGHT) / temperature)
    assert odds(2.0, 1.5) == pytest.approx(
        (1.5 * parameters.LastOrder.WEIGHT - 2.0 * (1 - parameters.LastOrder.WEIGHT)) / temperature
    )
    assert odds(parameters.LastOrder.NEAR + 1, 1.5) == pytest.approx(
        -(parameters.LastOrder.NEAR + 1) / temperature
    )  # it isn't read again


@pytest.mark.parametrize("number", range(len(parameters.LastOrder.BESIDE)))
def test_what_speaks_for_an_order_beside_its_words_bears_on_how_sure_it_is_alone(
    decided: tuple[Orders, list[Ordered]], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    orders, chosen = with_first(decided, 1)
    line = orders.options[1]
    flat(monkeypatch)
    chosen_one_way(orders, monkeypatch, 1)
    monkeypatch.setattr(last_order, "reread_lines", Reader())
    extra = {k: tuple(9.0 * (k == 1) * (n == number) for n in range(4)) for k in line.decoded}
    monkeypatch.setattr(
        LineOrder,
        "beside_words",
        lambda self, lines, chosen, opens, i: {k: extra[k] if lines[i] is line else extra[0] for k in lines[i].decoded},
    )
    line.choice = 0
    read = orders.reconsidered(orders.order, chosen, BREAKS)[1]
    share = {letters: share for share, letters in read.standings}
    usual, other = (letters_of(line.decoded[k].segments) for k in range(2))
    assert math.log(share[other] / share[usual]) == pytest.approx(
        9.0 * parameters.LastOrder.BESIDE[number] / parameters.LastOrder.TEMPERATURE
    )
    assert line.choice == 0


def test_what_speaks_for_an_order_beside_its_words_is_what_its_value_is_made_of(
    decided: tuple[Orders, list[Ordered]],
) -> None:
    orders, chosen = with_first(decided, 1, 3)
    search = orders.order
    for i, opens in ((1, [1.0, 0.0, 0.3, 1.0]), (3, [1.0, 0.0, 0.0, 0.6])):
        line = orders.options[i]
        values = search.values(orders.options, chosen, opens, i)
        beside = search.beside_words(orders.options, chosen, opens, i)
        closes = [*opens, 1.0][i + 1]
        for k, (likely, inside, around, ending) in beside.items():
            ordered = line.decoded[k]
            ends, _ = search.joins.ends_of(ordered.path)
            assert likely == line.likely[k]
            parts = ordered.score + inside + around + search.likely(line, k) + search.blocks.head(ends)
            assert values[k] == pytest.approx(parts)
            assert ending == pytest.approx(closes * search.blocks.ending(ends.last))


def test_an_order_is_read_between_the_lines_around_it(
    decided: tuple[Orders, list[Ordered]], monkeypatch: pytest.MonkeyPatch
) -> None:
    orders, chosen = decided
    for line in orders.options:
        line.choice = 0
    edges: list[tuple[tuple[Segment, ...], bool, bool]] = []
    reader = Reader()
    flat(monkeypatch)
    monkeypatch.setattr(last_order, "reread_lines", reader)

    def beside(_: LineOrder, line: Ordered, opens: bool, closes: bool) -> float:
        edges.append((line.segments, opens, closes))
        return 0.0

    monkeypatch.setattr(LineOrder, "beside", beside)
    orders.reconsidered(orders.order, chosen, BREAKS)
    usual = [chosen[k].segments for k in range(4)]
    middle = orders.options[1].decoded
    assert len(middle) > 1
    for order_read in middle.values():
        assert [usual[0], order_read.segments, usual[2]] in reader.asked
        assert (order_read.segments, False, False) in edges
    for order_read in orders.options[2].decoded.values():
        assert (order_read.segments, False, True) in edges
    if len(orders.options[3].decoded) > 1:
        assert [usual[3]] in reader.asked


def test_the_lines_of_another_block_have_no_say(decided: tuple[Orders, list[Ordered]]) -> None:
    orders, chosen = decided
    other = [chosen[1], *chosen[1:3], chosen[1]]

    def values(lines: list[Ordered], breaks: list[bool], i: int) -> dict[int, float]:
        return orders.order.values(orders.options, lines, breaks, i)

    assert values(chosen, BREAKS, 2) == values(other, BREAKS, 2)
    assert values(chosen, BREAKS, 3) == values([*chosen[:2], chosen[1], chosen[3]], BREAKS, 3)
    assert values(chosen, BREAKS, 1) != values(other, BREAKS, 1)
    assert values(chosen, [True, False, False, False], 2) != values(other, [True, False, False, False], 2)


def test_lines_that_stand_in_order_stay(decided: tuple[Orders, list[Ordered]], monkeypatch: pytest.MonkeyPatch) -> None:
    orders, chosen = decided
    reader = Reader()
    monkeypatch.setattr(last_order, "reread_lines", reader)
    kept = Orders(LineOrder(orders.order.decoder, backwards=False), orders.options)
    assert kept.reconsidered(orders.order, chosen, BREAKS) == chosen
    assert not reader.asked


def test_what_stands_beside_the_words_counts(order: LineOrder) -> None:  # noqa: F811
    text = "وعقدت اللجنة اجتماعها"
    line = order.score((Segment(text),))
    cut = replace(line, segments=(Segment(text + "\N{ARABIC TATWEEL}"),))
    assert order.beside(line, False, False) == 0.0
    assert order.beside(cut, False, False) == -order.costs.loose_edge
    ends, _ = order.joins.ends_of(line.path)
    assert order.beside(line, False, True) == pytest.approx(order.blocks.ending(ends.last))
    assert order.beside(line, True, False) == pytest.approx(order.joins.opening(ends))


def test_two_lines_take_other_orders_together_where_neither_is_better_alone(
    decided: tuple[Orders, list[Ordered]], monkeypatch: pytest.MonkeyPatch
) -> None:
    orders, chosen = with_first(decided, *range(4))
    flat(monkeypatch)
    temperature = chosen_one_way(orders, monkeypatch, 1)

    def both(first: int, much: float) -> list[Ordered]:
        pair = [orders.options[first + n].decoded[1].segments for n in range(2)]

        def read(decoder: Decoder, lines: Sequence[Ordered]) -> tuple[list[Ordered], float]:
            segments = [line.segments for line in lines]
            return list(lines), much * any(segments[n : n + 2] == pair for n in range(len(segments)))

        for line in orders.options:
            line.choice = 0
        monkeypatch.setattr(last_order, "reread_lines", read)
        return orders.reconsidered(orders.order, chosen, BREAKS)

    enough = parameters.LastOrder.BETTER / parameters.LastOrder.WEIGHT
    for first, much, want in ((1, enough - 0.1, 0), (1, enough + 0.1, 1), (0, enough + 0.1, 1), (2, 9.0, 0)):
        lines = both(first, much)
        assert [line.choice for line in orders.options] == [want * (first <= n < first + 2) for n in range(4)]
        assert [line.segments for line in lines] == [line.decoded[line.choice].segments for line in orders.options]
    for line, options in zip(both(1, 1.0)[1:3], orders.options[1:3], strict=True):
        share = {letters: share for share, letters in line.standings}
        one, other = (share[letters_of(options.decoded[k].segments)] for k in range(2))
        assert math.log(other / one) == pytest.approx(parameters.LastOrder.WEIGHT / temperature)


@pytest.mark.parametrize("turned", [False, True])
def test_which_pair_of_lines_is_read_first_changes_nothing(
    decided: tuple[Orders, list[Ordered]], monkeypatch: pytest.MonkeyPatch, turned: bool
) -> None:
    """What the last two lines are depends on the one before them, which the first two may change at the same time."""
    orders, chosen = with_first(decided, *range(4))
    flat(monkeypatch)
    usual, other = ([line.decoded[k].segments for line in orders.options] for k in range(2))

    class Alone:
        """A pool of one thread, which takes up its work from the last to the first if ``turned``."""

        def __init__(self, threads: int) -> None: ...

        def __enter__(self) -> Alone:
            return self

        def __exit__(self, *_: object) -> None: ...

        def map(self, work: Callable[[int], object], numbers: Iterable[int]) -> Iterator[object]:
            done = {number: work(number) for number in sorted(numbers, reverse=turned)}
            return iter([done[number] for number in sorted(done)])

    def read(decoder: Decoder, lines: Sequence[Ordered]) -> tuple[list[Ordered], float]:
        segments = [line.segments for line in lines]
        return list(lines), 9.0 * (segments[:2] == other[:2]) + 9.0 * (segments == [usual[1], *other[2:]])

    monkeypatch.setattr(last_order, "ThreadPoolExecutor", Alone)
    monkeypatch.setattr(last_order, "reread_lines", read)
    lines = orders.reconsidered(orders.order, chosen, [True, False, False, False])
    assert [line.choice for line in orders.options] == [1, 1, 1, 1]
    assert [line.segments for line in lines] == other


def test_where_blocks_end_counts_for_two_lines_too(
    decided: tuple[Orders, list[Ordered]], monkeypatch: pytest.MonkeyPatch
) -> None:
    orders, chosen = with_first(decided, *range(4))
    pair = [line.decoded[1].segments for line in orders.options[1:3]]
    flat(monkeypatch)
    monkeypatch.setattr(LineOrder, "likely", lambda self, options, k: -0.3 * (k > 0))
    enough = parameters.LastOrder.BETTER / parameters.LastOrder.WEIGHT + 2 * 0.3
    for much, want in ((enough - 0.1, 0), (enough + 0.1, 1)):

        def read(decoder: Decoder, lines: Sequence[Ordered], much: float = much) -> tuple[list[Ordered], float]:
            return list(lines), much * ([line.segments for line in lines][1:3] == pair)

        monkeypatch.setattr(last_order, "reread_lines", read)
        orders.reconsidered(orders.order, chosen, BREAKS)
        assert [line.choice for line in orders.options] == [0, want, want, 0]


def test_of_two_lines_the_best_orders_are_read_together() -> None:
    scores = {0: -9.0, 1: 0.0, 2: -2.0, 3: -1.0, 4: -3.0}
    assert last_order._tried_together(scores, 1) == [1, 3, 2]
    assert last_order._tried_together(scores, 0) == [0, 1, 3]  # the one chosen, whatever it is worth
    assert last_order._tried_together({0: 0.0, 1: -parameters.LastOrder.NEAR - 0.1, 2: -1.0}, 0) == [0, 2]
