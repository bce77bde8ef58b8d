"""Glyphs that are painted twice or more almost in the same place: fake bold, shadows."""

from __future__ import annotations

from typing import Any, Final

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.model.glyph import Page

if not cython.compiled:
    from math import floor

    from numpy import hypot as hypotf

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
_BAND: Final = 4.0

#: Cells for each glyph of a page where those that may be doubled are looked for: few are in one cell by chance.
_HEADS: Final = 8
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
    if not may_be_doubled(page, indices, rows):  # as on most pages
        return indices
    x, band, row = page.x[indices], page.y[indices] / _BAND, rows[indices]
    # Neighbours in (row, y band, x) order; two offsets of the band so that no pair is cut by a band's edge.
    doubled = np.zeros(len(indices), dtype=np.bool_)
    along = np.argsort(x, kind="stable")
    for shift in (0.0, 0.5):
        place = _numbered(row, np.floor(band + shift))
        order = along
        for part in _halves(place):
            order = order[np.argsort(part[order], kind="stable")]
        _mark_doubles(page.x, page.y, page.size, page.advance, indices, order, place[order].astype(np.uint64), doubled)
    return indices[~doubled]


def may_be_doubled(page: Page, indices: NDArray[np.intp], rows: NDArray[np.intp]) -> bool:
    """Whether any glyph is a double of another of the same code.

    Glyphs are found by code and band; those that are compared there are of the same band or of bands that touch. Where
    there are too many of them to compare each with each, as on a page of nothing but dots, one may be.
    """
    buckets = 1 << (_HEADS * len(page)).bit_length() >> 1 or 1
    heads, following = np.zeros(buckets, np.int64), np.empty(len(page), np.int64)
    return _may_be_doubled(heads, following, page.x, page.y, page.size, page.advance, indices, rows)


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


def _mark_doubles(
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    size: NDArray[np.float32],
    advance: NDArray[np.float32],
    indices: NDArray[np.intp],
    order: NDArray[np.intp],
    place: NDArray[np.uint64],
    doubled: NDArray[np.bool_],
) -> None:
    """Mark which of ``indices`` are doubles of one before.

    Args:
        order: those of one code and band one after the other, from left to right.
        place: number of the code and band of each in this order.
        doubled: of each of ``indices``, written to.
    """
    # Of glyphs painted three times or more, the first need not stand beside each of the others.
    step, is_new = 1, True
    while is_new and step <= _MOST_FOLLOWING:
        is_new = False
        for at in range(step, len(order)):
            if place[at] != place[at - step]:
                continue
            first, second = order[at - step], order[at]
            if _is_double(indices[first], indices[second], x, y, size, advance):
                doubled[max(first, second)] = True
                is_new = True
        step += 1


def _is_double(
    first: int,
    second: int,
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    size: NDArray[np.float32],
    advance: NDArray[np.float32],
) -> bool:
    """Whether two glyphs of one code are one painted twice: the second is about as large as the first, and near it."""
    size_here, width = size[first], abs(advance[first])
    if not abs(size_here - size[second]) < SAME_SIZE * size_here:
        return False
    # Slivers of kashida stand side by side, nearer than a mark to its double.
    reach = DOUBLED_MARK_WITHIN * size_here
    if width > NO_ADVANCE * size_here:
        reach = min(DOUBLED_WITHIN * size_here, DOUBLED_WITHIN_ADVANCE * width)
    return hypotf(x[first] - x[second], y[first] - y[second]) < reach


def _may_be_doubled(
    heads: NDArray[np.int64],
    following: NDArray[np.int64],
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    size: NDArray[np.float32],
    advance: NDArray[np.float32],
    indices: NDArray[np.intp],
    rows: NDArray[np.intp],
) -> bool:
    """``may_be_doubled``.

    Args:
        heads: buckets, a power of two; zeros, written to.
        following: of each glyph of the page the one in the bucket before it, written to.
    """
    one, mask, left = 1, len(heads) - 1, _MOST_COMPARED * len(indices)
    for at in range(len(indices)):
        glyph = indices[at]
        code, size_here, band = rows[glyph], size[glyph], cython.cast(cython.longlong, floor(y[glyph] / _BAND))
        farthest = _FARTHEST * size_here
        place = min(max(x[glyph], -_EDGE), _EDGE)
        around = min(farthest * _A_LITTLE_MORE, 2 * _EDGE)  # all there is; beyond, a number of cells might overflow
        cell = cython.cast(cython.longlong, floor((place - around) / _CELL))
        cells = cython.cast(cython.longlong, floor((place + around) / _CELL)) - cell + 1
        near_cells = ((one << min(max(cells, 1), _CELLS)) - 1) << (cell & (_CELLS - 1))
        near_cells |= near_cells >> _CELLS
        bucket = code * _SPREAD + band
        taken = heads[(bucket - 1) & mask] | heads[bucket & mask] | heads[(bucket + 1) & mask]
        # Next to most glyphs there is none of their code, which the processor foresees; how long a list is, it doesn't.
        if (taken >> _INDEX_BITS) & near_cells & ((one << _CELLS) - 1):
            for beside in range(band - 1, band + 2):
                other = (heads[(code * _SPREAD + beside) & mask] & _INDEX) - 1
                while other >= 0:
                    left -= 1
                    if left < 0:
                        return True
                    if (
                        abs(x[glyph] - x[other]) <= farthest
                        and rows[other] == code
                        and (
                            _is_double(glyph, other, x, y, size, advance)
                            or _is_double(other, glyph, x, y, size, advance)
                        )
                    ):
                        return True
                    other = following[other]
        bucket &= mask
        following[glyph] = (heads[bucket] & _INDEX) - 1
        own_cell = one << (cython.cast(cython.longlong, floor(place / _CELL)) & (_CELLS - 1))
        heads[bucket] = ((heads[bucket] | own_cell << _INDEX_BITS) & ~_INDEX) | (glyph + 1)
    return False
