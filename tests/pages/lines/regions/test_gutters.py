"""Lines are cut at the gutters of columns, however their glyphs overlap."""

from __future__ import annotations

import numpy as np

from tests.pages.lines.test_baselines import placed
from warraq.pages.lines import baselines
from warraq.pages.lines.frame import Lines
from warraq.pages.lines.regions.gutters import cut_at_gutters

#: Left and right edges of a line's glyphs: a wide one begins left of the one before it.
LEFTS = [0.0, 10.0, 20.0, 30.0, 300.0, 295.0]
RIGHTS = [10.0, 20.0, 30.0, 80.0, 310.0, 400.0]


def test_lines_whose_glyphs_overlap_are_cut_at_their_gutter() -> None:
    count, rows = len(LEFTS), 6
    left, right = (np.tile(np.array(edges), rows) for edges in (LEFTS, RIGHTS))
    down = np.repeat(100.0 + 15.0 * np.arange(rows), count)
    page = placed(baselines, left, right, down, np.full(left.size, 12.0), left < 0)
    lines = Lines(np.arange(left.size), np.arange(0, left.size + 1, count))
    pieces = [[int(glyph) % count for glyph in piece] for piece in cut_at_gutters(lines, page).apart()]
    assert pieces == [[0, 1, 2, 3], [4, 5]] * rows
