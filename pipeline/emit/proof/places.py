"""Which glyphs a restored word was read from, found by their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.model.glyph import CLIPPED, INVISIBLE, Page
from pipeline.model.line import Line

#: The box of a word may be this much narrower than its glyphs, points.
_SLACK = 0.25


@dataclass(frozen=True, slots=True)
class WordGlyphs:
    """The glyphs of a page's words.

    Attributes:
        of_word: one entry a word, in the order of the page's lines: (font, charcode) of its glyphs in the order in
            which they are read, right to left in a right-to-left line. Glyphs painted twice come twice.
    """

    of_word: tuple[tuple[tuple[int, int], ...], ...]


def word_glyphs(page: Page, lines: Sequence[Line]) -> WordGlyphs:
    """Assign the glyphs of ``page`` to the words of ``lines``, all of which are on it."""
    shown = (page.flags & (INVISIBLE | CLIPPED)) == 0
    middle = page.x.astype(np.float64) + page.advance.astype(np.float64) * np.cos(np.radians(page.angle)) / 2
    order = np.argsort(page.y, kind="stable")
    down = page.y[order]
    found: list[tuple[tuple[int, int], ...]] = []
    for line in lines:
        for word in line.words:
            if word.box is None:
                found.append(())
                continue
            left, top, right, bottom = word.box
            near = order[np.searchsorted(down, top) : np.searchsorted(down, bottom, side="right")]
            inside = near[shown[near] & (middle[near] >= left - _SLACK) & (middle[near] <= right + _SLACK)]
            along = -middle[inside] if line.rtl else middle[inside]
            inside = inside[np.lexsort((inside, along))]
            found.append(tuple(zip(page.font[inside].tolist(), page.charcode[inside].tolist(), strict=True)))
    return WordGlyphs(tuple(found))
