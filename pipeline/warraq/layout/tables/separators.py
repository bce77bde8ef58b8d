"""What is drawn across a table between its rows: level rules, and the edges of rows that are filled."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.layout.rows import Row
from warraq.pages.lines.regions.bands import Extent, merged

#: What is shorter is a tick or a dot, points.
_SHORTEST: Final = 4.0
#: Pieces of one separator, as borders drawn cell by cell, are no further above each other and no further apart, points.
_SAME_HEIGHT: Final = 1.5
_NEAR: Final = 3.0
#: It covers this share of the width of the text.
_COVERS: Final = 0.9


@dataclass(frozen=True, slots=True)
class Separators:
    """Level edges of a page.

    Attributes:
        heights: of each, rising, points.
        extents: from where to where it runs.
        rules: whether it is a rule, not the edge of a fill.
    """

    heights: tuple[float, ...] = ()
    extents: tuple[Extent, ...] = ()
    rules: tuple[bool, ...] = ()

    @classmethod
    def of(cls, rules: NDArray[np.float32], fills: NDArray[np.float32]) -> Separators:
        """Those of a page.

        Args:
            rules, fills: ``Page.rules`` and ``Page.fills``.
        """
        edges = [
            ((top + bottom) / 2, (left, right), True)
            for left, top, right, bottom in rules.tolist()
            if right - left >= max(_SHORTEST, bottom - top)
        ]
        edges += [(at, (left, right), False) for left, top, right, bottom in fills.tolist() for at in (top, bottom)]
        edges.sort()
        return cls(*(zip(*edges, strict=True) if edges else ()))

    def before(self, rows: Sequence[Row], *, rules_alone: bool = False) -> list[int]:
        """Numbers of the rows above which one runs from the leftmost to the rightmost of all words."""
        left = min(row.spans[0][0] for row in rows)
        right = max(row.spans[-1][1] for row in rows)
        middles = [(row.top + row.bottom) / 2 for row in rows]
        return [
            number
            for number, (above, below) in enumerate(pairwise(middles), 1)
            if self._covers(above, below, (left, right), rules_alone)
        ]

    def _covers(self, above: float, below: float, extent: Extent, rules_alone: bool) -> bool:
        first, end = bisect_right(self.heights, above), bisect_left(self.heights, below)
        for start in range(first, end):
            last = bisect_right(self.heights, self.heights[start] + _SAME_HEIGHT, start, end)
            counted = self.rules[start:last] if rules_alone else [True] * (last - start)
            spans = merged(sorted(compress(self.extents[start:last], counted)), _NEAR)
            widest = max((min(right, extent[1]) - max(left, extent[0]) for left, right in spans), default=0.0)
            if widest >= _COVERS * (extent[1] - extent[0]):
                return True
        return False


NOTHING_DRAWN: Final = Separators()
