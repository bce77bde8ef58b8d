"""A page seen along one direction of writing: where each glyph lies, and the lines that they make."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.line import Box
from warraq.model.record import dataclass

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

#: Height of a line's box above and below the baseline, in units of the font size.
ASCENT: Final = 0.85
DESCENT: Final = 0.3


@dataclass(frozen=True, slots=True)
class Frame:
    """Extents of all glyphs of a page for one direction of writing.

    Attributes:
        left, right: extent along the baseline, points.
        down: place of the baseline across the direction of writing, points.
        size: font size, points.
        angle: direction, degrees counter-clockwise.
    """

    left: Floats
    right: Floats
    down: Floats
    size: Floats
    angle: float

    def boxes(self, sides: Floats, *, rounded: bool = False) -> list[Box]:
        """Boxes in this frame as boxes on the displayed page.

        Args:
            sides: left, top, right and bottom of each.
            rounded: they are rounded to hundredths of a point.
        """
        boxes: list[Box] = list(zip(*(sides if rounded else np.round(sides, 2)).tolist(), strict=True))
        return [self.box(*box) for box in boxes] if self.angle else boxes

    def packed_boxes(self, sides: Floats, *, rounded: bool = False) -> bytes:
        """The same as ``PlacedWords`` takes them."""
        if self.angle:
            return np.array(self.boxes(sides, rounded=rounded), dtype=np.float64).tobytes()
        return (sides if rounded else np.round(sides, 2)).T.tobytes()

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A box in this frame as a box on the displayed page."""
        if self.angle:
            cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
            corners = [(u * cos + v * sin, v * cos - u * sin) for u in (left, right) for v in (top, bottom)]
            left, right = min(x for x, _ in corners), max(x for x, _ in corners)
            top, bottom = min(y for _, y in corners), max(y for _, y in corners)
        return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Painted lines, one after the other from the top.

    Attributes:
        glyphs: letters and silent glyphs of each row, left to right; indices into the page's columns.
        starts: where each row begins in ``glyphs``; no row is empty.
        breaks: for each of ``glyphs``, whether a word ends just before it, inside its row.
        gaps: white between each and the one before it in its row, points; 0 for the first.
    """

    glyphs: Indices
    starts: Indices
    breaks: NDArray[np.bool_]
    gaps: Floats
