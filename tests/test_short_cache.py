"""What is kept of short texts, and nothing of long ones."""

from __future__ import annotations

from warraq.repair.order import stretch_order
from warraq.repair.row_order import _order_of_painted
from warraq.segment.numbering import read_labels
from warraq.short_cache import LONGEST, kept_if_short


def test_a_short_text_is_looked_at_once_and_a_long_one_each_time() -> None:
    asked: list[tuple[str, int]] = []

    @kept_if_short(entries=2)
    def doubled(text: str, times: int) -> str:
        """Its own words."""
        asked.append((text, times))
        return text * times

    short, long = "a" * LONGEST, "a" * (LONGEST + 1)
    assert [doubled(short, 2), doubled(short, 2), doubled(short, 3)] == [short * 2, short * 2, short * 3]
    assert [doubled(long, 2), doubled(long, 2)] == [long * 2] * 2
    assert asked == [(short, 2), (short, 3), (long, 2), (long, 2)]
    assert (doubled.cache_info().currsize, doubled.cache_info().maxsize) == (2, 2)
    doubled.cache_clear()
    assert not doubled.cache_info().currsize
    assert (doubled.__name__, doubled.__doc__) == ("doubled", "Its own words.")


def test_no_row_or_line_of_any_length_stays_in_memory() -> None:
    row = "12 (3) " * LONGEST
    for function, arguments in (
        (stretch_order, (True, True)),
        (_order_of_painted, ((), (), True, 0, "")),
        (read_labels, ()),
    ):
        function.cache_clear()
        function(row, *arguments)
        assert function.cache_info().currsize == 0
