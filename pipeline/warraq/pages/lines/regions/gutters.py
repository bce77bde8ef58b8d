"""Lines of text that stand in columns share baselines: they are cut at the gutters before their words are read.

What is read as one line is put in order as one, and the numbers of two cells would become those of one text.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from warraq.pages.lines.baselines import Placed, white
from warraq.pages.lines.frame import ASCENT, DESCENT, Indices, Lines
from warraq.pages.lines.regions.bands import (
    GUTTER,
    LEAST_WIDE,
    WIDE,
    Row,
    find_bands,
    merged,
    wide_white_of,
    without_justified,
)

#: A column is at least this wide, in units of the font size: a label stays in its line.
_LEAST_WIDTH: Final = 3.5
#: ... but where there are so many columns, and so many rows have wide white at each gutter: this share of all, too.
#: Those of a table may hold two digits.
_COLUMNS_OF_TABLE: Final = 4
_ROWS_OF_TABLE: Final = 4
_SHARE_OF_TABLE: Final = 0.8
#: So many lines have wide white at a gutter: formulas below each other have it in two.
_LEAST_LINES: Final = 3
#: What is so many times as large is no part of the same text.
_CONTRAST: Final = 1.6
#: White that is no kerning, in units of the font size.
_SPACE: Final = 0.1


def cut_at_gutters(lines: Lines, placed: Placed) -> Lines:
    """The lines, those cut that run over the gutters of columns, or into type of another size."""
    if not len(lines.starts):
        return lines
    sizes = placed.frame.size[lines.glyphs]
    widest = np.maximum.reduceat(white(placed, lines), lines.starts)
    smallest, largest = np.minimum.reduceat(sizes, lines.starts), np.maximum.reduceat(sizes, lines.starts)
    gappy = np.flatnonzero(widest > LEAST_WIDE * smallest)
    cuts = {}
    for number in gappy[largest[gappy] >= _CONTRAST * smallest[gappy]].tolist():
        if beside_other_sizes := _contrasts(lines.glyphs[lines.bounds[number] : lines.bounds[number + 1]], placed):
            cuts[number] = beside_other_sizes
    if len(gappy) > 1:
        for number, at_gutters in _gutters(lines, placed, set(gappy.tolist())).items():
            cuts[number] = sorted({*at_gutters, *cuts.get(number, ())})
    if not cuts:  # as on most pages
        return lines
    pieces: list[Indices] = []
    for number, row in enumerate(lines.apart()):
        pieces.extend(piece for piece in np.split(row, cuts.get(number, [])) if piece.size)
    return Lines.of(pieces)


def _contrasts(row: Indices, placed: Placed) -> list[int]:
    """Where wide white parts type of very different sizes: a heading from the small print beside it.

    Glyphs are counted from the left of the ``row``. A label and the piece of a formula stay.
    """
    frame = placed.frame
    left, size = frame.left[row], frame.size[row]
    ends = np.maximum.accumulate(frame.right[row])
    places = np.flatnonzero(left[1:] - ends[:-1] >= WIDE * size.min()) + 1
    bounds = [0, *places.tolist(), len(row)]
    pieces = [
        (float(left[start]), float(ends[end - 1]), float(np.median(size[start:end]))) for start, end in pairwise(bounds)
    ]
    return [
        place
        for place, one, other in zip(bounds[1:], pieces, pieces[1:], strict=False)
        if other[0] - one[1] >= WIDE * max(one[2], other[2])
        and max(one[2], other[2]) >= _CONTRAST * min(one[2], other[2])
        and all(end - start >= _LEAST_WIDTH * em for start, end, em in (one, other))
    ]


def _gutters(lines: Lines, placed: Placed, gappy: set[int]) -> dict[int, list[int]]:
    """Number of each line that runs over gutters of columns -> its glyphs left of each.

    Args:
        gappy: numbers of the lines with white in them.
    """
    rows = _rows(lines, placed, gappy)
    left = placed.frame.left
    cuts: dict[int, list[int]] = {}
    for band in find_bands(rows):
        most = max(_ROWS_OF_TABLE, _SHARE_OF_TABLE * sum(len(row.spans) > 2 for row in rows[band.first : band.end]))
        regular = len(band.columns) >= _COLUMNS_OF_TABLE and min(band.wide) >= most
        for number in range(band.first, band.end):
            if len(rows[number].spans) > 1:
                least = 0.0 if regular else _LEAST_WIDTH * rows[number].size
                glyphs = lines.glyphs[lines.bounds[number] : lines.bounds[number + 1]]
                gutters = [
                    gutter
                    for gutter, sides, wide in zip(band.gutters, pairwise(band.columns), band.wide, strict=True)
                    if wide >= _LEAST_LINES and min(right - start for start, right in sides) >= least
                ]
                cuts[number] = np.searchsorted(left[glyphs], gutters).tolist()
    return cuts


def _rows(lines: Lines, placed: Placed, gappy: set[int]) -> list[Row]:
    """The lines as rows; ``gappy``: numbers of those that may have several spans."""
    frame, glyphs, starts = placed.frame, lines.glyphs, lines.starts
    left, size = frame.left[glyphs[starts]], np.maximum.reduceat(frame.size[glyphs], starts)
    right, down = np.maximum.reduceat(frame.right[glyphs], starts), frame.down[glyphs[starts]]
    rows = []
    for number, (first, last, down_at, unit) in enumerate(
        zip(left.tolist(), right.tolist(), down.tolist(), size.tolist(), strict=True)
    ):
        spans, sizes, wide = [(first, last)], [unit], 0.0
        if number in gappy:
            row = glyphs[lines.bounds[number] : lines.bounds[number + 1]]
            row = row[np.argsort(frame.left[row], kind="stable")]  # those that overlap may be in another order
            edges = list(zip(frame.left[row].tolist(), frame.right[row].tolist(), strict=True))
            words = merged(edges, _SPACE * unit)
            spans = without_justified(merged(words, GUTTER * unit), unit)
            starts_of_spans = np.searchsorted(frame.left[row], [start for start, _ in spans])
            sizes = np.maximum.reduceat(frame.size[row], starts_of_spans).tolist()
            wide = wide_white_of((other[0] - one[1] for one, other in pairwise(words)), unit)
        rows.append(Row(down_at - ASCENT * unit, down_at + DESCENT * unit, unit, tuple(spans), tuple(sizes), wide))
    return rows
