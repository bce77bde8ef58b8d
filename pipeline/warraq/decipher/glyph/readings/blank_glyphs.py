"""Blank glyphs that stand for nothing: the letter beside them is drawn over them.

In faces of one width a final seen or beh takes two cells (Cascadia Code): the shaper sets a blank glyph beside it, and
its ink reaches over both. Taken for a space, that parts it from the stop behind it. It must not fire on the one blank
of a font: where letters cascade, many a space has ink over it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.parameters import BlankGlyphs as P
from warraq.decipher.glyph.signs.signs import has_outline
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.fonts.outlines.glyph_shape import GlyphOutlines
from warraq.fonts.outlines.outline import outlines_of
from warraq.fonts.programs.glyph_ink import SPACE_ADVANCE
from warraq.model.font import Reading
from warraq.model.glyph import Extraction, Page


def second_cells(extraction: Extraction, symbols: Symbols, fonts: Collection[int]) -> dict[int, Reading]:
    """Symbol -> a reading as nothing, for the second cells of some fonts.

    A font has them where it has two blank glyphs with an advance, of which one has the ink of its neighbour over it
    wherever it stands, and the other has not.
    """
    blanks: defaultdict[int, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for s in np.flatnonzero(np.isin(symbols.font, list(fonts)) & (symbols.advance > SPACE_ADVANCE)).tolist():
        font, gid = int(symbols.font[s]), int(symbols.gid[s])
        outlines = outlines_of(extraction.fonts[font])
        if outlines is not None and outlines.box(gid)[0] is None and has_outline(extraction.fonts[font], gid):
            blanks[font][gid].append(s)
    cells: dict[int, Reading] = {}
    for font, glyphs in blanks.items():
        outlines = outlines_of(extraction.fonts[font])
        if outlines is None or len(glyphs) < 2:
            continue
        share = {gid: _covered(extraction.pages, symbols, font, of_glyph, outlines) for gid, of_glyph in glyphs.items()}
        if min(share.values()) <= P.HARDLY_ANY:
            covered = [s for gid, of_glyph in glyphs.items() if share[gid] >= P.NEARLY_ALL for s in of_glyph]
            cells |= dict.fromkeys(covered, Reading("", parameters.BELIEVED, "outline"))
    return cells


def mute_beside(symbols: Symbols, cells: Collection[int]) -> set[int]:
    """The symbols that claim nothing and have one of the ``cells`` beside them in the stream wherever they stand.

    A producer gives the claim of a cluster to its first glyph (fpdf2, WeasyPrint), which is the second cell in a line
    from the right: what the letter is isn't known by that, for other letters have the same second cell.
    """
    if not cells:
        return set()
    beside = np.zeros(len(symbols), np.int64)
    for numbers in symbols.of_page:
        blank = np.isin(numbers, list(cells))
        near = np.zeros(len(blank), np.bool_)  # a page may be empty
        near[:-1] |= blank[1:]
        near[1:] |= blank[:-1]
        beside += np.bincount(numbers[near], minlength=len(symbols))
    mute = np.flatnonzero(beside == symbols.count).tolist()
    return {s for s in mute if symbols.claim[s] is None and s not in cells}


def _covered(
    pages: Sequence[Page], symbols: Symbols, font: int, blanks: Collection[int], outlines: GlyphOutlines
) -> float:
    """The share of the places of ``blanks``, symbols of one glyph of ``font``, that a neighbour's ink reaches over."""
    edges = np.zeros((len(symbols), 2))
    for s in np.flatnonzero(symbols.font == font).tolist():
        box = outlines.box(int(symbols.gid[s]))[0]
        if box is not None:
            edges[s] = np.array([box.left, box.right]) / outlines.units_per_em
    places = over = 0
    for page, numbers in zip(pages, symbols.of_page, strict=True):
        blank = np.flatnonzero(np.isin(numbers, list(blanks)) & (page.angle == 0))
        places += blank.size
        over += int(np.maximum(_reach(page, numbers, edges, blank, -1), _reach(page, numbers, edges, blank, 1)).sum())
    return over / places if places else 0.0


def _reach(
    page: Page, numbers: NDArray[np.int64], edges: NDArray[np.float64], blank: NDArray[np.int64], step: int
) -> NDArray[np.bool_]:
    """Whether the ink of the glyph ``step`` behind each of ``blank`` in the stream, on its line, covers its cell.

    Args:
        numbers: symbol of each glyph of the page.
        edges: float64[symbols, 2], left and right edge of the ink of each, em.
    """
    beside = np.clip(blank + step, 0, numbers.size - 1)
    left, right = (page.x[beside] + edges[numbers[beside]].T * page.size[beside]).astype(np.float64)
    start = np.minimum(page.x[blank], page.x[blank] + page.advance[blank])
    width = np.abs(page.advance[blank])
    inside = np.minimum(right, start + width) - np.maximum(left, start)
    covered: NDArray[np.bool_] = (page.y[beside] == page.y[blank]) & (inside > P.COVERED * width)
    return covered
