"""The ligature of the name of God: whether a face draws its alef within it.

Maps and glyph names give it as U+FDF2 (alef, two lams, heh), also where the face leaves the alef to a glyph of its own
and writes "to God" with the ligature alone (ArabTeX's faces, Microsoft's). And where neither a map nor a table tells,
a face unlike those of the atlas may draw the one so that it looks more like the other's: an alef that stands apart
shows which it is. A map may also leave out the heh that ends the ligature (Word over Arial, with its marks): no word
ends in two lams.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.letters import ALLAH, is_arabic_letter
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.candidates.case import Case
from warraq.decipher.glyph.parameters import SAME_BASELINE
from warraq.decipher.glyph.parameters import NameOfGod as P
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.fonts.claims.claim_text import is_mark, plain
from warraq.fonts.outlines.glyph_shape import GlyphOutlines
from warraq.fonts.outlines.outline import outlines_of
from warraq.model.font import Reading
from warraq.model.glyph import Extraction, Page

ALEF: Final = "\N{ARABIC LETTER ALEF}"
HEH: Final = "\N{ARABIC LETTER HEH}"
_SHADDA: Final = "\N{ARABIC SHADDA}"


def add_with_alef(case: Case, candidates: Mapping[int, Candidates]) -> None:
    """The name is a candidate where the outline proposes "to God" and shows an alef before it, and likelier then."""
    name, without = case.spellings.number(ALLAH), case.spellings.number(ALLAH.removeprefix(ALEF))
    for sign, candidate in candidates.items():
        proposed = candidate.strings == without
        if not proposed.any():
            continue
        font, row = case.outlines.row_of[sign]
        outlines = outlines_of(case.extraction.fonts[font])
        if outlines is not None and shows_alef(outlines, case.outlines.uses_of_font[font][row].gid):
            worth = float(candidate.outline[proposed | (candidate.strings == name)].max())
            candidate.outline[proposed] -= P.ALEF_SHOWN
            candidate.put(name, worth)


def shows_alef(outlines: GlyphOutlines, gid: int) -> bool:
    """Whether the rightmost contour of a glyph is an alef that touches none of the others."""
    contours, _ = outlines.contours([gid], at_least=2)
    if not len(contours):
        return False
    _, left, bottom, right, top = contours.T
    first = int(right.argmax())
    width, height, whole = right[first] - left[first], top[first] - bottom[first], top.max()
    others = np.delete(right, first).max()
    return bool(
        width <= P.NARROW * height
        and height >= P.HIGH * whole
        and abs(bottom[first]) <= P.ON_BASELINE * whole
        and others <= left[first] + P.REACHES * width
    )


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
        at = np.flatnonzero(np.isin(numbers, ligatures))
        if at.size:
            before = _touched(page, at, np.flatnonzero(np.isin(numbers, alefs)))
            np.add.at(places, numbers[at], 1)
            np.add.at(led, numbers[at[before]], 1)
    bare = [s for s in ligatures if led[s] > 0 and led[s] >= P.SHARE * places[s]]
    return {s: replace(readings[s], text=ALLAH.removeprefix(ALEF)) for s in bare}


def with_heh(extraction: Extraction, symbols: Symbols, readings: Mapping[int, Reading]) -> dict[int, Reading]:
    """Symbol -> its reading with the heh, for ligatures that read as the name without it and hardly ever stand before
    another letter.

    Args:
        readings: symbol -> what it reads as.
    """
    cut = [s for s, reading in readings.items() if _lacks_heh(reading.text)]
    if not cut:
        return {}
    letters = [s for s, reading in readings.items() if any(map(is_arabic_letter, plain(reading.text)))]
    places = np.zeros(len(symbols), np.int64)
    led = np.zeros(len(symbols), np.int64)
    for page, numbers in zip(extraction.pages, symbols.of_page, strict=True):
        at = np.flatnonzero(np.isin(numbers, cut))
        if at.size:
            mirrored = replace(page, x=-(page.x + np.abs(page.advance)))
            before = _touched(mirrored, at, np.flatnonzero(np.isin(numbers, letters)))
            np.add.at(places, numbers[at], 1)
            np.add.at(led, numbers[at[before]], 1)
    ends = [s for s in cut if led[s] < P.SHARE * places[s]]
    return {s: replace(readings[s], text=_letters(readings[s].text) + HEH) for s in ends}


@lru_cache(maxsize=4096)
def _lacks_heh(text: str) -> bool:
    """The name without its last letter; without the alef too, where the doubled lam has its mark."""
    letters, name = _letters(text), ALLAH.removesuffix(HEH)
    return letters == name or (letters == name.removeprefix(ALEF) and _SHADDA in text)


def _letters(text: str) -> str:
    """Without marks: those of the ligature are glyphs of their own, or part of its drawing."""
    return "".join(c for c in plain(text) if not is_mark(c))


def _touched(page: Page, glyphs: NDArray[np.intp], others: NDArray[np.intp]) -> NDArray[np.bool_]:
    """bool[glyphs]: one of ``others`` ends at the glyph's right edge, on its baseline."""
    others = others[np.argsort(page.x[others], kind="stable")]
    x, y = page.x[others], page.y[others]
    size = page.size[glyphs]
    edge, reach = page.x[glyphs] + np.abs(page.advance[glyphs]), parameters.ClaimChecks.TOUCHING * size
    begins, ends = np.searchsorted(x, edge - reach, side="right"), np.searchsorted(x, edge + reach, side="left")
    spans = zip(begins.tolist(), ends.tolist(), page.y[glyphs].tolist(), (SAME_BASELINE * size).tolist(), strict=True)
    return np.array([bool((np.abs(y[a:b] - height) < within).any()) for a, b, height, within in spans], np.bool_)
