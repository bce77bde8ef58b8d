"""Panels: grounds of another colour on which several lines stand, read each by itself.

What counts is what stands on them. A ground that a line sticks out of marks words, one under a single line is a bar or
a row of a table, and rows of several cells are a table's, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.layout.place import placed
from warraq.layout.rows import make_rows
from warraq.model.line import Box, Line
from warraq.pages.lines.regions.grounds import grounds_of

#: A panel holds at most this share of the lines of its page.
_MOST_OF_LINES: Final = 0.9
#: So far may a line stick out of its ground, and edges that are no further apart are the same, points.
_OUT: Final = 3.0
#: The head of a box is no further from its body than this share of its height.
_NEAR: Final = 0.6
#: As many grounds below each other with the same sides are rows of a table, as many side by side its cells; each has
#: at most so many lines.
_STRIPES: Final = 3
_ROW: Final = 3


@dataclass(frozen=True, slots=True)
class Panel:
    """A ground with several lines.

    Attributes:
        box: its place.
        panels: those inside it.
    """

    box: Box
    panels: tuple[Panel, ...]

    def holds(self, box: Box) -> bool:
        """Whether the middle of a box lies in it."""
        return _holds(self.box, box)


def _holds(ground: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return ground[0] <= x <= ground[2] and ground[1] <= y <= ground[3]


def find_panels(lines: Sequence[Line], fills: NDArray[np.float32], width: float, height: float) -> list[Panel]:
    """The panels of a page that are in no other.

    Args:
        lines: of the page.
        fills: ``Page.fills``.
        width, height: of the page, points.
    """
    grounds = grounds_of(fills, width * height)
    sides = Counter((left, right) for left, _, right, _ in grounds)
    heights = Counter((top, bottom) for _, top, _, bottom in grounds)
    with_text = [
        ground
        for ground in _with_heads(grounds, sides)
        if _is_panel(ground, lines, striped=max(sides[ground[::2]], heights[ground[1::2]]) >= _STRIPES)
    ]
    with_text.sort(key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    panels: list[Panel] = []
    for ground in with_text:
        inner = [panel for panel in panels if _holds(ground, panel.box)]
        if any(_same(panel.box, ground) for panel in inner):
            continue
        panels = [panel for panel in panels if panel not in inner]
        panels.append(Panel(ground, tuple(inner)))
    return panels


def _same(one: Box, other: Box) -> bool:
    return all(abs(edge - near) <= _OUT for edge, near in zip(one, other, strict=True))


def _with_heads(grounds: Sequence[Box], sides: Counter[tuple[float, float]]) -> list[Box]:
    """The grounds, and each two that are near below each other and as wide: the head of a box and its body."""
    both = [
        (upper[0], upper[1], upper[2], lower[3])
        for upper in grounds
        if sides[upper[0], upper[2]] == 2
        for lower in grounds
        if (upper[0], upper[2]) == (lower[0], lower[2])
        and -_OUT <= lower[1] - upper[3] <= max(_OUT, _NEAR * (upper[3] - upper[1]))
    ]
    return [*grounds, *both]


def _is_panel(ground: Box, lines: Sequence[Line], *, striped: bool) -> bool:
    left, top, right, bottom = ground
    inside = [line for line in lines if _holds(ground, placed(line))]
    if len(inside) < 2 or len(inside) > _MOST_OF_LINES * len(lines):
        return False
    at_height = (placed(line) for line in lines if top < (placed(line)[1] + placed(line)[3]) / 2 < bottom)
    if any(
        box[0] < left - _OUT < left + _OUT < box[2] or box[0] < right - _OUT < right + _OUT < box[2]
        for box in at_height
    ):
        return False
    rows = make_rows(inside)
    if len(rows) < 2:
        return False
    return len(rows) > _ROW or not (striped or any(len(row.spans) > 1 for row in rows))
