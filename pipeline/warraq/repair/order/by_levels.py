"""The order of lines whose producer knows no bracket pairs (UAX #9 before rule N0, which came with Unicode 6.3).

Older libraries and TeX resolve brackets as any other neutral: ``ABC (2015)`` in an Arabic line shows its last bracket
at the left end, mirrored, as if it closed nothing. Read by today's rules such a line has halves of pairs; it is read by
the old ones where those make its pairs whole.
"""

from __future__ import annotations

from typing import Final

from bidi import get_display

from warraq.repair.order.bidi import LEVEL_PROBE, Order, spell, unpaired_brackets
from warraq.repair.order.order import painting_orders
from warraq.repair.order.typed import faults

#: Stands for a bracket: a neutral (ON) that is no bracket.
_NEUTRAL: Final = "|"
_BRACKETS: Final = "()[]{}"
_AS_NEUTRALS: Final = str.maketrans(_BRACKETS, _NEUTRAL * len(_BRACKETS))


def without_pairs(painted: str, order: Order) -> Order:
    """``order``, or the one by the old rules if only that keeps the bracket pairs of a right-to-left line whole.

    Args:
        painted: one character per cluster, left to right, as painted.
        order: the order of the line by today's rules.
    """
    count = sum(map(painted.count, _BRACKETS))
    if count < 2 or count % 2 or not (order.isolated or unpaired_brackets(spell(painted, order))):
        return order
    most = faults(spell(painted, order))
    neutral = painted.translate(_AS_NEUTRALS)
    for after_arabic in (True, False):
        for tried in painting_orders(neutral, after_arabic):
            turned = tried.mirrored | _at_odd_levels(painted, neutral, tried)
            tried = Order(tried.indices, turned, True)
            logical = spell(painted, tried)
            if not unpaired_brackets(logical) and faults(logical) <= most:
                return tried
    return order


def _at_odd_levels(painted: str, neutral: str, order: Order) -> frozenset[int]:
    """Places of the brackets that stand in right-to-left text: a mark after one takes its level (rule W1)."""
    probed = [neutral[place] + LEVEL_PROBE * (painted[place] in _BRACKETS) for place in order.indices]
    display = get_display("".join(probed), base_dir="R")
    odd, at = set(), 0
    for place, character in enumerate(painted):
        if character in _BRACKETS and display[at] == LEVEL_PROBE:
            odd.add(place)
        at += 1 + (character in _BRACKETS)
    return frozenset(odd)
