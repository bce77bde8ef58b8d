"""What is said to be verified is: lines that are judged stretch by stretch, against UAX #9 on the whole line."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.repair.bidi import paints
from pipeline.repair.order import logical_order

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
