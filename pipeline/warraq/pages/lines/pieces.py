"""Bands of baselines that are so near that they may be one line: raised and lowered pieces go where they fit."""

from __future__ import annotations

import statistics
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

#: A raised or lowered piece (superscript, cascading letters) is at most this far from its line's baseline.
RAISED_WITHIN: Final = 0.62
#: What sums of places on a page are exact to, points.
ROUNDING: Final = 1e-6
#: ... and at most this share of it may lie over or under glyphs of that line.
_OVERLAP: Final = 0.35
#: A letter that is kerned into a word is raised or lowered by no more than this, in units of the font size.
_KERNED_IN: Final = 0.35
#: At the ends of a line it stands this near, in units of the font size; and this near beyond the page's text, which at
#: most this share of all pieces reaches: what stands further off there is set in the margin.
_REACH: Final = 2.0
_REACH_OUTSIDE: Final = 1.0
_OUTSIDE: Final = 0.2
#: Below this share of the larger size a piece is smaller; below a line it sinks by its own size at most.
SMALLER: Final = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class _Band:
    """Glyphs of one band, or of the ``numbers`` of bands that are one line."""

    numbers: tuple[int, ...]
    glyphs: Indices
    baseline: float
    size: float
    width: float
    extent: tuple[float, float]


def lines_of_bands(
    level: Floats,
    band: Indices,
    baselines: Floats,
    left: Floats,
    right: Floats,
    size: Floats,
    latin: NDArray[np.bool_],
) -> Indices:
    """The line that each band belongs to, numbered from the top.

    Args:
        level, band: of each glyph, where it stands, points down the page, and the number of its band.
        baselines: of each band, from the top.
        left, right: extent of each glyph along the direction of writing, points.
        size: font size, points.
        latin: whether it is a Latin letter.
    """
    order = np.argsort(level, kind="stable")
    ends = np.cumsum(np.bincount(band))
    starts = np.append(0, ends[:-1])
    extents = np.column_stack([np.minimum.reduceat(left[order], starts), np.maximum.reduceat(right[order], starts)])
    lines = np.empty(len(starts), dtype=np.intp)
    count = 0
    # Most stand by themselves; pieces of one line are never further apart than this.
    apart = np.flatnonzero(np.diff(baselines) > RAISED_WITHIN * size.max() + ROUNDING) + 1
    for first, last in pairwise([0, *apart.tolist(), len(starts)]):
        if last - first == 1:
            lines[first] = count
            count += 1
            continue
        bands = [
            _band(number, order[starts[number] : ends[number]], float(baselines[number]), left, right, size)
            for number in range(first, last)
        ]
        for line in sorted(_merge_raised(bands, left, right, extents, latin), key=lambda line: line.baseline):
            lines[list(line.numbers)] = count
            count += 1
    return lines


def _band(number: int, glyphs: Indices, baseline: float, left: Floats, right: Floats, size: Floats) -> _Band:
    sizes = size[glyphs].tolist()
    extent = float(left[glyphs].min()), float(right[glyphs].max())
    return _Band(
        (number,), glyphs, baseline, statistics.median(sizes), float((right[glyphs] - left[glyphs]).sum()), extent
    )


def _merge_raised(
    bands: list[_Band], left: Floats, right: Floats, extents: Floats, latin: NDArray[np.bool_]
) -> list[_Band]:
    """Widest bands first: each becomes a line, or a piece of a line that stands close and has room for it.

    ``extents`` are those of all bands of the page; ``latin`` tells of each glyph whether it is a Latin letter.
    """
    lines: list[_Band] = []
    placed: list[tuple[float, int]] = []  # baseline and number of each line, from the top
    reach = RAISED_WITHIN * max(band.size for band in bands) + ROUNDING
    for band in sorted(bands, key=lambda band: (-band.width, band.baseline)):
        first = bisect_left(placed, (band.baseline - reach, 0))
        last = bisect_right(placed, (band.baseline + reach, len(lines)))
        around = [lines[number] for number in sorted([number for _, number in placed[first:last]])]
        near = [line for line in around if abs(line.baseline - band.baseline) < RAISED_WITHIN * _scale(line, band)]
        near.sort(key=lambda line: abs(line.baseline - band.baseline))
        for line in near:
            if _fits(band, line, left, right, extents) or _is_kerned_in(band, line, left, right, latin):
                lines[lines.index(line)] = _merged(line, band)
                break
        else:
            insort(placed, (band.baseline, len(lines)))
            lines.append(band)
    return lines


def _merged(line: _Band, band: _Band) -> _Band:
    """``line`` with the glyphs of ``band``."""
    extent = min(line.extent[0], band.extent[0]), max(line.extent[1], band.extent[1])
    glyphs = np.concatenate([line.glyphs, band.glyphs])
    return _Band(line.numbers + band.numbers, glyphs, line.baseline, line.size, line.width + band.width, extent)


def _scale(one: _Band, other: _Band) -> float:
    """The size that tells how far apart the baselines of a line and a piece of it can be.

    Small print rises by the size of what it is raised from; under a line of larger letters it is a line of its own.
    """
    upper, lower = sorted((one, other), key=lambda band: band.baseline)
    return lower.size if lower.size < SMALLER * upper.size else max(upper.size, lower.size)


def _fits(band: _Band, line: _Band, left: Floats, right: Floats, extents: Floats) -> bool:
    """Whether the band fills holes of the line, or stands at its ends close by, and doesn't lie above its glyphs."""
    start, end = band.extent
    apart = max(start - line.extent[1], line.extent[0] - end) / line.size
    if apart > _REACH or (apart > _REACH_OUTSIDE and _is_outside(start, end, extents)):
        return False
    starts, ends = left[line.glyphs], right[line.glyphs]
    shared = np.minimum(right[band.glyphs][:, None], ends[None, :]) - np.maximum(
        left[band.glyphs][:, None], starts[None, :]
    )
    covered = np.clip(shared, 0.0, None).sum()
    return bool(covered <= _OVERLAP * max(band.width, 1e-6))


def _is_kerned_in(band: _Band, line: _Band, left: Floats, right: Floats, latin: NDArray[np.bool_]) -> bool:
    """Whether each glyph of the band is a Latin letter between two of one word of the line, over which it is kerned, as
    the A and the E of the sign of LaTeX are: its middle lies between theirs, where there is no room for it.
    """
    apart = abs(band.baseline - line.baseline)
    if apart > _KERNED_IN * line.size or not latin[band.glyphs].all() or len(band.glyphs) > len(line.glyphs):
        return False
    middles = (left[line.glyphs] + right[line.glyphs]) / 2.0
    order = np.argsort(middles, kind="stable")
    middles, letters = middles[order], line.glyphs[order]
    middle = (left[band.glyphs] + right[band.glyphs]) / 2.0
    after = np.searchsorted(middles, middle)
    if not after.min() or after.max() == len(letters) or len(np.unique(after)) < len(after):
        return False
    before, behind = letters[after - 1], letters[after]
    room, width = left[behind] - right[before], right[band.glyphs] - left[band.glyphs]
    return bool((latin[before] & latin[behind] & (room < width)).all())


def _is_outside(start: float, end: float, extents: Floats) -> bool:
    """Whether hardly anything else on the page stands above or below; ``extents`` are those of all its pieces."""
    reached = (extents[:, 0] < end) & (extents[:, 1] > start)
    return bool(reached.sum() - 1 < _OUTSIDE * len(extents))
