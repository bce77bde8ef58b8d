"""Bullets that are drawn, not set: browsers paint those of lists as small discs and squares, for which no glyph stands.

A dot is a bullet where it stands before the beginning of a line and another one stands in its column before a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.line import Box, Line, Word

#: What a bullet reads: U+2022.
BULLET: Final = "\N{BULLET}"
#: The largest bullet and the most white behind one, in units of the font size of its line.
_LARGEST: Final = 0.6
_FARTHEST: Final = 2.5
#: Dots of one column are no further apart across the page, points, and their sizes differ by no more than such a share.
_COLUMN: Final = 1.0
_ALIKE: Final = 0.2


def with_bullets(lines: Sequence[Line], dots: NDArray[np.float32]) -> list[Line]:
    """The lines of a page, each that a drawn bullet stands before with it as its first word.

    Args:
        dots: ``Page.dots``.
    """
    before = [(dot, host) for dot in map(_box, dots.tolist()) if (host := _host(dot, lines)) is not None]
    bulleted = list(lines)
    for dot, host in before:
        if any(other is not dot and line != host and _in_one_column(dot, other) for other, line in before):
            line = bulleted[host]
            left, top, right, bottom = line.box or dot
            around = min(left, dot[0]), min(top, dot[1]), max(right, dot[2]), max(bottom, dot[3])
            bulleted[host] = line.with_words((Word(BULLET, BULLET, box=dot), *line.words), around)
    return bulleted


def _box(edges: Sequence[float]) -> Box:
    left, top, right, bottom = (round(edge, 2) for edge in edges)
    return left, top, right, bottom


def _host(dot: Box, lines: Sequence[Line]) -> int | None:
    """The number of the line that a dot stands before, the nearest."""
    middle = (dot[1] + dot[3]) / 2
    best: tuple[float, int] | None = None
    for number, line in enumerate(lines):
        if line.box is None or line.across or not line.box[1] <= middle <= line.box[3]:
            continue
        gap = dot[0] - line.box[2] if line.rtl else line.box[0] - dot[2]
        fits = 0 < gap <= _FARTHEST * line.size and dot[3] - dot[1] <= _LARGEST * line.size
        if fits and (best is None or (gap, number) < best):
            best = gap, number
    return best[1] if best else None


def _in_one_column(one: Box, other: Box) -> bool:
    sizes = sorted((one[2] - one[0], other[2] - other[0]))
    aligned = abs(one[0] + one[2] - other[0] - other[2]) <= 2 * _COLUMN
    return aligned and sizes[1] - sizes[0] <= _ALIKE * sizes[1]
