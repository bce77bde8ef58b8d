"""Rows in which only pieces without letters have to be decided, each by itself: the rest is read from the right.

``order.logical_order`` finds the same, and says so for the whole row; here nothing is done for each of its characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warraq.repair.order.bidi import MIRROR, unpaired_brackets
from warraq.repair.order.brackets import inside_out
from warraq.repair.order.order import stretch_order, stretches_of
from warraq.repair.order.painted_line import may_group
from warraq.repair.order.plausible import may_tell


@dataclass(frozen=True, slots=True)
class Stretches:
    """The order of a row that is read from the right but for some stretches.

    Attributes:
        stretches: where each begins, and its cells in logical order, counted from there.
        mirrored: places of the brackets whose character is the mirror image of what is painted.
    """

    stretches: Sequence[tuple[int, tuple[int, ...]]]
    mirrored: Sequence[int]


def order_of_stretches(painted: str, kinds: str) -> Stretches | None:
    """The order of a row of Arabic letters, numbers and signs; None where the row as a whole has to be looked at.

    Args:
        painted: one character per cluster, left to right, of a line in which rule N0 has nothing to decide: no Latin.
        kinds: R (Arabic letter), N (digit), b (bracket) or o (other neutral) for each of them; at least one is R.
    """
    brackets = [place for place, kind in enumerate(kinds) if kind == "b"] if "b" in kinds else []
    if (brackets and inside_out(painted)) or ("NoN" in kinds and may_group(painted)):
        return None
    stretches, mirrored = [], set(brackets)
    for start, end in stretches_of(kinds):
        order = stretch_order(painted[start:end], start > 0, True)
        if not order.verified:
            return None
        # What comes before the line bears on a number that it begins with.
        at_the_edge = end == len(painted) and may_tell(painted)
        if at_the_edge and stretch_order(painted[start:end], start > 0, False) != order:
            return None
        stretches.append((start, order.indices))
        if brackets:
            mirrored.difference_update(range(start, end))
            mirrored.update([start + index for index in order.mirrored])
    if brackets and stretches and unpaired_brackets(_spelt(painted, stretches, mirrored)):
        return None
    return Stretches(stretches, sorted(mirrored))


def _spelt(painted: str, stretches: Sequence[tuple[int, tuple[int, ...]]], mirrored: set[int]) -> str:
    """The logical string of a row."""
    shown = [MIRROR[c] if place in mirrored else c for place, c in enumerate(painted)]
    parts, end = [], len(painted)
    for start, indices in reversed(stretches):
        parts += shown[start + len(indices) : end][::-1]
        parts += [shown[start + index] for index in indices]
        end = start
    return "".join([*parts, *shown[:end][::-1]])
