"""Glyphs that are painted twice almost in the same place: fake bold, shadows."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.model.glyph import Page

#: A glyph within this distance of the same glyph is its shadow or its fake bold, in units of the font size.
DOUBLED_WITHIN: Final = 0.3
#: ... and of its own advance: two narrow letters side by side are further apart.
DOUBLED_WITHIN_ADVANCE: Final = 0.45
#: ... for a mark without advance, in units of the font size; up to this one it has none.
DOUBLED_MARK_WITHIN: Final = 0.05
NO_ADVANCE: Final = 0.01
#: ... and of another size it is a letter of something else, a watermark's (share of the size).
SAME_SIZE: Final = 0.2
#: Height of a band of the page, points: only glyphs of one band are compared.
BAND: Final = 4.0


def without_doubles(page: Page, indices: NDArray[np.intp], rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """``indices`` without glyphs painted a second time.

    Args:
        rows: row of each glyph of the page in the code table: the same row is the same glyph.
    """
    row, x, y = rows[indices], page.x[indices], page.y[indices]
    size, advance = page.size[indices], np.abs(page.advance[indices])
    # Slivers of kashida stand side by side, nearer than a mark to its double.
    reach = np.minimum(DOUBLED_WITHIN * size, DOUBLED_WITHIN_ADVANCE * advance)
    reach = np.where(advance > NO_ADVANCE * size, reach, DOUBLED_MARK_WITHIN * size)
    # Neighbours in (row, y band, x) order; two offsets of the band so that no pair is cut by a band's edge.
    doubled = np.zeros(len(indices), dtype=bool)
    along = np.argsort(x, kind="stable")
    for shift in (0.0, 0.5):
        band = np.floor(y / BAND + shift)
        place = _numbered(row, band)
        order = along
        for part in _halves(place):
            order = order[np.argsort(part[order], kind="stable")]
        place = place[order]
        together = np.flatnonzero(place[1:] == place[:-1])
        first, second = order[together], order[together + 1]
        near = np.abs(size[first] - size[second]) < SAME_SIZE * size[first]
        near &= np.hypot(x[first] - x[second], y[first] - y[second]) < reach[first]
        doubled[np.maximum(first, second)[near]] = True
    return indices[~doubled]


def _halves(place: NDArray[np.unsignedinteger[Any]]) -> list[NDArray[np.unsignedinteger[Any]]]:
    """What to sort by, one after the other, to have sorted by ``place``: 16 bits are sorted several times as fast."""
    if place.dtype == np.uint16 or place.max() >= 1 << 32:
        return [place]
    return [place.astype(np.uint16), (place >> np.uint64(16)).astype(np.uint16)]


def _numbered(row: NDArray[np.intp], band: NDArray[np.float32]) -> NDArray[np.unsignedinteger[Any]]:
    """A number for each pair of row and band, rising with both; as small as they allow, since that sorts faster."""
    if not len(row):
        return np.zeros(0, dtype=np.uint16)
    bands = (band - band.min()).astype(np.int64)
    number = row * (bands.max() + 1) + bands
    return number.astype(np.uint16 if number.max() < 1 << 16 else np.uint64)
