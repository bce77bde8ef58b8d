"""Grounds of another colour that part the text on them from what stands beside: cards, boxes, cells, heads.

A line never runs from one ground into the next, though their baselines are the same. What counts is where the glyphs
stand: a ground is as wide as its text and a margin, a word or a button that is marked in a sentence isn't.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.line import Box
from warraq.pages.lines.frame import Places
from warraq.pages.lines.regions.bands import WIDE

#: A ground covers at most this share of the page.
_MOST_OF_PAGE: Final = 0.6
#: White between the sides of a ground and the glyphs on both sides of them, in units of the font size.
_MARGIN: Final = 0.25
#: A ground that is less high, in the same units, holds a line: so may a word be marked, if it isn't far from others.
_SEVERAL_LINES: Final = 2.4


def grounds_of(fills: NDArray[np.float32], area: float) -> list[Box]:
    """The ``fills`` of a page as boxes of whole points, each once, but for what covers most of it.

    Args:
        fills: ``Page.fills``.
        area: of the page, square points.
    """
    boxes = np.unique(np.round(fills), axis=0).tolist() if len(fills) else []
    return [
        (left, top, right, bottom)
        for left, top, right, bottom in boxes
        if (right - left) * (bottom - top) <= _MOST_OF_PAGE * area
    ]


def grounds_of_text(fills: NDArray[np.float32], glyphs: Places, area: float) -> list[Box]:
    """Those of ``grounds_of`` a page that part its text, which ``glyphs`` make."""
    return [ground for ground in grounds_of(fills, area) if _parts(ground, glyphs)]


def _parts(ground: Box, glyphs: Places) -> bool:
    left, top, right, bottom = ground
    level = (glyphs.middle > top) & (glyphs.middle < bottom)
    if not level.any():
        return False
    starts, ends, size = glyphs.left[level], glyphs.right[level], glyphs.size[level]
    margin = _MARGIN * size
    inside = (starts >= left + margin) & (ends <= right - margin)
    before, after = ends <= left - margin, starts >= right + margin
    if not inside.any() or not (inside | before | after).all():
        return False
    em = float(np.median(size[inside]))
    if bottom - top >= _SEVERAL_LINES * em:
        return True
    before_it = float(starts[inside].min() - ends[before].max(initial=-np.inf))
    after_it = float(starts[after].min(initial=np.inf) - ends[inside].max())
    return min(before_it, after_it) >= WIDE * em
