"""Which glyphs a restored word was read from, found by their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from warraq.model.glyph import CLIPPED, INVISIBLE, RECOGNISED, Page
from warraq.model.line import Line

#: The box of a word may be this much narrower than its glyphs, points.
_SLACK: Final = 0.25


def word_glyphs(page: Page, lines: Sequence[Line]) -> list[list[int]]:
    """The glyphs of each word of ``lines``, all of which are on ``page``.

    Returns:
        One entry a word, in the order of the lines: indices into the page's columns in the order in which the glyphs
        are read, right to left in a right-to-left line. Glyphs painted twice come twice; a word without a box has none.
    """
    shown = np.isin(page.flags & (INVISIBLE | CLIPPED | RECOGNISED), (0, INVISIBLE | RECOGNISED))
    middle = page.x.astype(np.float64) + page.advance.astype(np.float64) * np.cos(np.radians(page.angle)) / 2
    order = np.argsort(page.y, kind="stable")
    down = page.y[order]
    glyphs: list[list[int]] = []
    for line in lines:
        for word in line.words:
            if word.box is None:
                glyphs.append([])
                continue
            left, top, right, bottom = word.box
            near = order[np.searchsorted(down, top) : np.searchsorted(down, bottom, side="right")]
            inside = near[shown[near] & (middle[near] >= left - _SLACK) & (middle[near] <= right + _SLACK)]
            along = -middle[inside] if line.rtl else middle[inside]
            glyphs.append(inside[np.lexsort((inside, along))].tolist())
    return glyphs
