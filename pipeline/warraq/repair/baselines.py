"""Glyphs to lines: one line is what stands on one baseline, with the raised and lowered pieces that fit into it."""

from __future__ import annotations

import statistics
from bisect import bisect_left, bisect_right, insort
from itertools import pairwise, starmap
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.record import dataclass

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

#: Baselines further apart than this are different ones, in units of the font size.
SAME_BASELINE: Final = 0.12
#: ... or than this, if that is more: small print wavers too; points.
LEAST_APART: Final = 0.3
#: A raised or lowered piece (superscript, cascading letters) is at most this far from its line's baseline.
RAISED_WITHIN: Final = 0.62
#: What sums of places on a page are exact to, points.
ROUNDING: Final = 1e-6
#: ... and at most this share of it may lie over or under glyphs of that line.
_OVERLAP: Final = 0.35
#: At the ends of a line it stands this near, in units of the font size; and this near beyond the page's text, which at
#: most this share of all pieces reaches: what stands further off there is set in the margin.
_REACH: Final = 2.0
_REACH_OUTSIDE: Final = 1.0
_OUTSIDE: Final = 0.2
#: Letters that cascade follow each other in the stream and meet: how far the one may be kerned over the other, and the
#: white between their advances, which tails reach over, in units of the font size.
MEET: Final = (-0.8, 0.08)
#: Words of Nastaliq end on the baseline; a letter stands up to so much above the one on its left, in units of the font
#: size.
STEEPEST: Final = 0.95
#: A baseline on which so many glyphs stand, of the most on one that the word touches, is no step of the cascade.
_MANY: Final = 0.5
#: Below this share of the larger size a piece is smaller; below a line it sinks by its own size at most.
_SMALLER: Final = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class _Band:
    glyphs: Indices
    baseline: float
    size: float
    width: float
    extent: tuple[float, float]


def find_lines(left: Floats, right: Floats, baseline: Floats, size: Floats) -> list[Indices]:
    """Groups of glyphs, top to bottom; within a group the order is unspecified.

    Args:
        left, right: extent of each glyph along the direction of writing, points.
        baseline: distance down the page, points.
        size: font size, points.
    """
    if not left.size:
        return []
    order = np.argsort(baseline, kind="stable")
    down, sizes = baseline[order], size[order]
    limit = SAME_BASELINE * np.minimum(sizes[:-1], sizes[1:])
    starts = np.append(0, np.flatnonzero(np.diff(down) > np.maximum(limit, LEAST_APART)) + 1)
    ends = np.append(starts[1:], len(order))
    middle = (starts + ends) // 2
    place = np.where((ends - starts) % 2, down[middle], (down[middle - 1] + down[middle]) / 2)
    extents = np.column_stack([np.minimum.reduceat(left[order], starts), np.maximum.reduceat(right[order], starts)])
    lines: list[Indices] = []
    # Most stand by themselves; pieces of one line are never further apart than this.
    apart = np.flatnonzero(np.diff(place) > RAISED_WITHIN * size.max() + ROUNDING) + 1
    for first, last in pairwise([0, *apart.tolist(), len(starts)]):
        pieces = [order[start:end] for start, end in zip(starts[first:last], ends[first:last], strict=True)]
        if len(pieces) > 1:
            bands = [
                _band(glyphs, float(place[number]), left, right, size) for number, glyphs in enumerate(pieces, first)
            ]
            merged = _merge_raised(bands, left, right, extents)
            pieces = [line.glyphs for line in sorted(merged, key=lambda line: line.baseline)]
        lines += pieces
    return lines


def of_words(left: Floats, right: Floats, baseline: Floats, size: Floats, arabic: NDArray[np.bool_]) -> Floats:
    """``baseline``, where letters of a word cascade the same for all of them: the lowest on which many glyphs stand.

    Args:
        left, right, baseline, size: of each glyph, in the order of the stream, as for ``find_lines``.
        arabic: it is a letter of the script.
    """
    unit = np.minimum(size[:-1], size[1:])
    alike = arabic[:-1] & arabic[1:] & (unit > _SMALLER * np.maximum(size[:-1], size[1:]))
    fall = np.diff(baseline) / unit
    step, ranked = SAME_BASELINE * size / 2, np.sort(baseline)
    standing = ranked.searchsorted(baseline + step, "right") - ranked.searchsorted(baseline - step)
    found = baseline.copy()
    for back in (False, True):
        # Painted from the left end of a word, or in the order of reading.
        begin, end = (left[:-1], right[1:]) if back else (left[1:], right[:-1])
        white = (begin - end) / unit
        meet = alike & (white > MEET[0]) & (white < MEET[1]) & ((np.diff(left) < 0) == back)
        meet &= (np.abs(fall) < RAISED_WITHIN) | ((fall > 0) == back) & (np.abs(fall) < STEEPEST)
        words = np.flatnonzero(np.diff(np.concatenate([[False], meet, [False]]))).reshape(-1, 2)
        words[:, 1] += 1
        cascades = _spread(baseline, words) > np.maximum(SAME_BASELINE * size[words[:, 0]], LEAST_APART)
        for word in starmap(slice, words[cascades].tolist()):
            many = standing[word] >= _MANY * standing[word].max()
            found[word] = baseline[word][many].max()
    return found


def _spread(values: Floats, parts: Indices) -> Floats:
    """How far apart the values of each part are; parts are (first, end), rise, and don't overlap."""
    if not len(parts):
        return np.zeros(0)
    values, bounds = np.append(values, 0.0), parts.ravel()
    found: Floats = np.maximum.reduceat(values, bounds)[::2] - np.minimum.reduceat(values, bounds)[::2]
    return found


def _band(glyphs: Indices, baseline: float, left: Floats, right: Floats, size: Floats) -> _Band:
    sizes = size[glyphs].tolist()
    extent = float(left[glyphs].min()), float(right[glyphs].max())
    return _Band(glyphs, baseline, statistics.median(sizes), float((right[glyphs] - left[glyphs]).sum()), extent)


def _merge_raised(bands: list[_Band], left: Floats, right: Floats, extents: Floats) -> list[_Band]:
    """Widest bands first: each becomes a line, or a piece of a line that stands close and has room for it.

    ``extents`` are those of all bands of the page.
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
            if _fits(band, line, left, right, extents):
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
    return _Band(glyphs, line.baseline, line.size, line.width + band.width, extent)


def _scale(one: _Band, other: _Band) -> float:
    """The size that tells how far apart the baselines of a line and a piece of it can be.

    Small print rises by the size of what it is raised from; under a line of larger letters it is a line of its own.
    """
    upper, lower = sorted((one, other), key=lambda band: band.baseline)
    return lower.size if lower.size < _SMALLER * upper.size else max(upper.size, lower.size)


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


def _is_outside(start: float, end: float, extents: Floats) -> bool:
    """Whether hardly anything else on the page stands above or below; ``extents`` are those of all its pieces."""
    reached = (extents[:, 0] < end) & (extents[:, 1] > start)
    return bool(reached.sum() - 1 < _OUTSIDE * len(extents))
