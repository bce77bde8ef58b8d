"""A page seen along one direction of writing: where each glyph lies, and the lines that they make."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.line import Box

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

    def boxes(self, sides: Floats) -> list[Box]:
        """Boxes in this frame as boxes on the displayed page.

        Args:
            sides: of each left, top, right and bottom, in hundredths of a point.
        """
        boxes = sides.tolist()
        return [self.box(*box) for box in boxes] if self.angle else list(map(tuple, boxes))

    def packed_boxes(self, sides: Floats) -> bytes:
        """The same as ``PlacedWords`` takes them."""
        return np.array(self.boxes(sides), dtype=np.float64).tobytes() if self.angle else sides.tobytes()

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A box in this frame as a box on the displayed page."""
        if self.angle:
            cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
            corners = [(u * cos + v * sin, v * cos - u * sin) for u in (left, right) for v in (top, bottom)]
            left, right = min(x for x, _ in corners), max(x for x, _ in corners)
            top, bottom = min(y for _, y in corners), max(y for _, y in corners)
        return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Painted lines, one after the other from the top.

    Attributes:
        glyphs: letters and silent glyphs of each line, left to right; indices into the page's columns.
        bounds: where each line begins in ``glyphs``, and the end of the last; no line is empty.
    """

    glyphs: Indices
    bounds: Indices

    @property
    def starts(self) -> Indices:
        """Where each line begins."""
        return self.bounds[:-1]

    @classmethod
    def of(cls, lines: Sequence[Indices]) -> Lines:
        """Some lines together."""
        glyphs = np.concatenate(lines) if lines else np.zeros(0, dtype=np.intp)
        return cls(glyphs, np.array([0, *accumulate(map(len, lines))], dtype=np.intp))

    def apart(self) -> list[Indices]:
        """The glyphs of each line."""
        return np.split(self.glyphs, self.bounds[1:-1]) if len(self.bounds) > 1 else []


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Painted lines, one after the other from the top, and where their words part.

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


@dataclass(frozen=True, slots=True)
class Places:
    """Where glyphs stand: left, right and middle of their height, points, and their font sizes, arrays as long."""

    left: Floats
    right: Floats
    middle: Floats
    size: Floats
