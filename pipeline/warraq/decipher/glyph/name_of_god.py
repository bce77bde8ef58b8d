"""The ligature of the name of God: whether a face draws its alef within it.

Maps and glyph names give it as U+FDF2 (alef, two lams, heh), also where the face leaves the alef to a glyph of its own
and writes "to God" with the ligature alone (ArabTeX's faces, Microsoft's).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.letters import ALLAH
from warraq.decipher.glyph.fuse import plain
from warraq.decipher.glyph.hearing import TOUCHING
from warraq.decipher.glyph.parameters import SAME_BASELINE
from warraq.decipher.glyph.tokens import Symbols
from warraq.model.font import Reading
from warraq.model.glyph import Extraction, Page

ALEF: Final = "\N{ARABIC LETTER ALEF}"
#: Share of the places of a ligature with an alef before them, from which on it has none itself. No word has two there.
SHARE: Final = 0.2


def without_alef(extraction: Extraction, symbols: Symbols, readings: Mapping[int, Reading]) -> dict[int, Reading]:
    """Symbol -> its reading without the alef, for ligatures that the document often sets an alef before.

    Args:
        readings: symbol -> what it reads as.
    """
    letters = {s: plain(reading.text) for s, reading in readings.items()}
    ligatures = [s for s, text in letters.items() if text == ALLAH]
    alefs = [s for s, text in letters.items() if text == ALEF]
    if not ligatures or not alefs:
        return {}
    places = np.zeros(len(symbols), np.int64)
    led = np.zeros(len(symbols), np.int64)
    for page, numbers in zip(extraction.pages, symbols.of_page, strict=True):
        found = np.flatnonzero(np.isin(numbers, ligatures))
        if found.size:
            before = _touched(page, found, np.flatnonzero(np.isin(numbers, alefs)))
            np.add.at(places, numbers[found], 1)
            np.add.at(led, numbers[found[before]], 1)
    bare = [s for s in ligatures if led[s] > 0 and led[s] >= SHARE * places[s]]
    return {s: replace(readings[s], text=ALLAH.removeprefix(ALEF)) for s in bare}


def _touched(page: Page, glyphs: NDArray[np.intp], others: NDArray[np.intp]) -> NDArray[np.bool_]:
    """bool[glyphs]: one of ``others`` ends at the glyph's right edge, on its baseline."""
    others = others[np.argsort(page.x[others], kind="stable")]
    x, y = page.x[others], page.y[others]
    size = page.size[glyphs]
    edge, reach = page.x[glyphs] + np.abs(page.advance[glyphs]), TOUCHING * size
    begins, ends = np.searchsorted(x, edge - reach, side="right"), np.searchsorted(x, edge + reach, side="left")
    spans = zip(begins.tolist(), ends.tolist(), page.y[glyphs].tolist(), (SAME_BASELINE * size).tolist(), strict=True)
    return np.array([bool((np.abs(y[a:b] - height) < within).any()) for a, b, height, within in spans], np.bool_)
