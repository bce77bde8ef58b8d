"""Lines of text that stand in columns share baselines: they are cut at the gutters before their words are read.

What is read as one line is put in order as one, and the numbers of two cells would become those of one text.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from warraq.pages.lines.bands import GUTTER, LEAST_WIDE, Row, find_bands, merged, wide_white_of
from warraq.pages.lines.baselines import Placed, white
from warraq.pages.lines.frame import ASCENT, DESCENT, Indices, Lines

#: A column is at least this wide, in units of the font size: a label stays in its line.
_LEAST_WIDTH: Final = 3.5
#: So many lines have wide white at a gutter: formulas below each other have it in two.
_LEAST_LINES: Final = 3
#: White that is no kerning, in units of the font size.
_SPACE: Final = 0.1


def cut_at_gutters(lines: Lines, placed: Placed) -> Lines:
    """The lines, those cut that run over the gutters of columns."""
    if len(lines.starts) < 2:
        return lines
    widest = np.maximum.reduceat(white(placed, lines), lines.starts)
    smallest = np.minimum.reduceat(placed.frame.size[lines.glyphs], lines.starts)
    gappy = np.flatnonzero(widest > LEAST_WIDE * smallest)
    if len(gappy) < 2:  # as on most pages
        return lines
    rows = _rows(lines, placed, set(gappy.tolist()))
    left = placed.frame.left
    cuts: dict[int, list[int]] = {}
    for band in find_bands(rows):
        for number in range(band.first, band.end):
            if len(rows[number].spans) > 1:
                least = _LEAST_WIDTH * rows[number].size
                glyphs = lines.glyphs[lines.bounds[number] : lines.bounds[number + 1]]
                gutters = [
                    gutter
                    for gutter, sides, wide in zip(band.gutters, pairwise(band.columns), band.wide, strict=True)
                    if wide >= _LEAST_LINES and min(right - start for start, right in sides) >= least
                ]
                cuts[number] = np.searchsorted(left[glyphs], gutters).tolist()
    if not cuts:
        return lines
    pieces: list[Indices] = []
    for number, row in enumerate(lines.apart()):
        pieces.extend(piece for piece in np.split(row, cuts.get(number, [])) if piece.size)
    return Lines.of(pieces)


def _rows(lines: Lines, placed: Placed, gappy: set[int]) -> list[Row]:
    """The lines as rows; ``gappy``: numbers of those that may have several spans."""
    frame, glyphs, starts = placed.frame, lines.glyphs, lines.starts
    left, size = frame.left[glyphs[starts]], np.maximum.reduceat(frame.size[glyphs], starts)
    right, down = np.maximum.reduceat(frame.right[glyphs], starts), frame.down[glyphs[starts]]
    rows = []
    for number, (first, last, down_at, unit) in enumerate(
        zip(left.tolist(), right.tolist(), down.tolist(), size.tolist(), strict=True)
    ):
        spans, wide = [(first, last)], 0.0
        if number in gappy:
            row = glyphs[lines.bounds[number] : lines.bounds[number + 1]]
            edges = list(zip(frame.left[row].tolist(), frame.right[row].tolist(), strict=True))
            words = merged(edges, _SPACE * unit)
            spans = merged(words, GUTTER * unit)
            wide = wide_white_of((other[0] - one[1] for one, other in pairwise(words)), unit)
        rows.append(Row(down_at - ASCENT * unit, down_at + DESCENT * unit, unit, tuple(spans), wide))
    return rows
