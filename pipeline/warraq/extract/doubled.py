"""Glyphs that are painted twice or more almost in the same place: fake bold, shadows."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from warraq.compiled import lean_njit
from warraq.model.glyph import Page

#: A glyph within this distance of the same glyph is its shadow or its fake bold, in units of the font size.
DOUBLED_WITHIN: Final = 0.3
#: ... and of its own advance: two narrow letters side by side are further apart.
DOUBLED_WITHIN_ADVANCE: Final = 0.45
#: ... for a mark without advance, in units of the font size; up to this one it has none.
DOUBLED_MARK_WITHIN: Final = 0.05
NO_ADVANCE: Final = 0.01
#: ... and of another size it is a letter of something else, a watermark's (share of the size).
SAME_SIZE: Final = 0.2
#: Glyphs of one code and band are compared with so many that follow: more than are painted near each other.
_MOST_FOLLOWING: Final = 32
#: Height of a band of the page, points: only glyphs of one band are compared.
BAND: Final = 4.0

#: The bands of one code have buckets next to each other; a page has about so many.
_SPREAD: Final = 211
#: So many of a band are compared for each glyph of a page, on average; in text they are a few.
_MOST_COMPARED: Final = 64
#: No glyph that is about as large reaches farther, in units of the font size.
_FARTHEST: Final = 1.3 * DOUBLED_WITHIN
#: A bucket holds the glyph that was put there last, and above it one bit for each cell across the page, of so many
#: points, in which it has a glyph; cells come round again. No glyph is further out than the edge.
_INDEX_BITS: Final = 31
_INDEX: Final = (1 << _INDEX_BITS) - 1
_CELLS: Final = 32
_CELL: Final = 8.0
_EDGE: Final = 1e6
#: Numbers of single precision are rounded by less than this.
_A_LITTLE_MORE: Final = 1 + 1e-5


def without_doubles(page: Page, indices: NDArray[np.intp], rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """``indices`` without glyphs painted a second time or more.

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
        # Of glyphs painted three times or more, the first need not stand beside each of the others.
        for step in range(1, min(len(order), _MOST_FOLLOWING + 1)):
            together = np.flatnonzero(place[step:] == place[:-step])
            first, second = order[together], order[together + step]
            near = np.abs(size[first] - size[second]) < SAME_SIZE * size[first]
            near &= np.hypot(x[first] - x[second], y[first] - y[second]) < reach[first]
            doubled[np.maximum(first, second)[near]] = True
            if not near.any():
                break
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


@lean_njit(cache=True, error_model="numpy")
def may_be_doubled(heads, following, x, y, size, advance, indices, rows):  # type: ignore[no-untyped-def]
    """Whether ``without_doubles`` may find a glyph of the same code, about as large, so near to another that it is one.

    Glyphs are found by code and band; those that are compared there are of the same band or of bands that touch. Where
    there are too many of them to compare each with each, as on a page of nothing but dots, it may as well.

    Args:
        heads, following: int64[glyphs or more], to work on.
        x, y, size, advance: of each glyph of the page, as in ``Page``.
        indices, rows: as ``without_doubles`` has them.
    """
    buckets = 1
    while 2 * buckets < heads.size:
        buckets *= 2
    for bucket in range(buckets):
        heads[bucket] = 0
    left = _MOST_COMPARED * indices.size
    for at in range(indices.size):
        glyph = indices[at]
        code, own, band = rows[glyph], size[glyph], math.floor(y[glyph] / BAND)
        farthest = _FARTHEST * own
        place = min(max(x[glyph], -_EDGE), _EDGE)
        around = min(farthest * _A_LITTLE_MORE, 2 * _EDGE)  # all there is; beyond, a number of cells might overflow
        cell = math.floor((place - around) / _CELL)
        cells = math.floor((place + around) / _CELL) - cell + 1
        near_cells = ((1 << min(max(cells, 1), _CELLS)) - 1) << (cell & (_CELLS - 1))
        near_cells |= near_cells >> _CELLS
        bucket = code * _SPREAD + band
        taken = (
            heads[(bucket - 1) & (buckets - 1)] | heads[bucket & (buckets - 1)] | heads[(bucket + 1) & (buckets - 1)]
        )
        # Next to most glyphs there is none of their code, which the processor foresees; how long a list is, it doesn't.
        if (taken >> _INDEX_BITS) & near_cells & ((1 << _CELLS) - 1):
            reach = _reach(own, advance[glyph])
            for beside in range(band - 1, band + 2):
                other = (heads[(code * _SPREAD + beside) & (buckets - 1)] & _INDEX) - 1
                while other >= 0:
                    left -= 1
                    if left < 0:
                        return True
                    if abs(x[glyph] - x[other]) > farthest:
                        other = following[other]
                        continue
                    alike = SAME_SIZE * max(own, size[other]) * _A_LITTLE_MORE
                    if rows[other] == code and abs(own - size[other]) < alike:
                        near = max(reach, _reach(size[other], advance[other])) * _A_LITTLE_MORE
                        across, along = x[glyph] - x[other], y[glyph] - y[other]
                        if across * across + along * along < near * near:
                            return True
                    other = following[other]
        bucket &= buckets - 1
        following[glyph] = (heads[bucket] & _INDEX) - 1
        own_cell = 1 << (math.floor(place / _CELL) & (_CELLS - 1))
        heads[bucket] = (heads[bucket] | own_cell << _INDEX_BITS) & ~_INDEX | glyph + 1
    return False


@lean_njit(cache=True, error_model="numpy")
def _reach(size, advance):  # type: ignore[no-untyped-def]
    """How near a glyph must be to one that is painted twice."""
    if abs(advance) > NO_ADVANCE * size * _A_LITTLE_MORE:
        return min(DOUBLED_WITHIN * size, DOUBLED_WITHIN_ADVANCE * abs(advance))
    return DOUBLED_MARK_WITHIN * size
