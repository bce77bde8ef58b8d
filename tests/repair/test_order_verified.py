"""What is said to be verified is: lines that are judged stretch by stretch, against UAX #9 on the whole line."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.repair.bidi import paints
from pipeline.repair.order import _strong_behind, logical_order

ALEF = "\N{ARABIC LETTER ALEF}"
#: A character or more of each bidirectional class that a line can hold, brackets and a Hebrew letter among them.
PAINTED = st.text(
    st.sampled_from(
        "\u0627\u0628\u062a\u06a9"  # AL
        "aZ\u00e9"  # L
        "12\u06f5"  # EN
        "\u0663\u0664\u066b"  # AN
        "+-,:./%$\u066a"  # ES, CS, ET
        '  \u00a0!"*\u060c\u061b\u2013'  # WS, CS, ON
        "()[]\u00ab\u00bb\u05d0"  # mirrored; R
    ),
    max_size=16,
)


@settings(max_examples=1500, deadline=None)
@given(PAINTED, st.booleans())
@example("\u0627 1-2 \u0628", True)
@example("12 \u0627 % 3", False)
@example("a) \u0627 (b", True)
def test_a_verified_order_paints_the_line(painted: str, after_arabic: bool) -> None:
    order = logical_order(painted, True, after_arabic)
    assert sorted(order.indices) == list(range(len(painted)))
    assert not order.verified or paints(painted, order, True, ALEF if after_arabic else "")


@settings(max_examples=1500, deadline=None)
@given(PAINTED, st.booleans())
def test_the_better_of_two_contexts_is_chosen(painted: str, rtl: bool) -> None:
    order = logical_order(painted, rtl)
    contexts = [logical_order(painted, rtl, context) for context in (True, False)]
    assert order in contexts
    assert order.verified == any(context.verified for context in contexts)


@given(st.text(st.sampled_from("LNRob"), min_size=1, max_size=14), st.data(), st.booleans())
@example("NoNNoR", None, False)
def test_what_stands_behind_each_island_is_found_in_one_search(
    kinds: str, data: st.DataObject | None, after_arabic: bool
) -> None:
    """A line of thousands of numbers was searched to its end for each of them."""
    places = st.lists(st.integers(0, len(kinds) - 1), unique=True).map(sorted)
    starts = data.draw(places) if data else [0, 2]
    # A bracket may take an island's end beyond the next one.
    ends = [data.draw(st.integers(start + 1, len(kinds))) if data else start + 1 for start in starts]
    expected = [kinds[end:].replace("N", "").replace("o", "")[:1] or "R" * after_arabic for end in ends]
    assert _strong_behind(kinds, list(zip(starts, ends, strict=True)), after_arabic) == expected
