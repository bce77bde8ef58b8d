"""Outlines of glyphs as SVG paths, in font units with y downwards, so that they are drawn in the colour of the text."""

from __future__ import annotations

from typing import Final

import freetype

from warraq.fonts.outlines.glyph_shape import Part
from warraq.fonts.outlines.outline import outlines_of
from warraq.model.font import Font

#: Outlines are scaled to this many units an em before they are rounded.
UNITS: Final = 500


def glyph_path(font: Font, gid: int) -> str:
    """The ``d`` of an SVG path at ``UNITS`` units an em; empty where there is no outline to be had."""
    outlines = outlines_of(font)
    if outlines is None:
        return ""
    pen = _Pen(UNITS / outlines.units_per_em)
    for part in outlines.letters.get(gid, [Part(gid)]):
        outline = outlines.outline(part.gid)
        if outline is not None:
            pen.by, pen.scale = (part.dx, part.dy), outlines.scale(part.gid)
            outline.decompose(pen, pen.move_to, pen.line_to, pen.conic_to, pen.cubic_to)
    return pen.path()


class _Pen:
    """Collects the commands of a path, scaled to font units by ``scale`` and moved ``by`` so many."""

    def __init__(self, units: float) -> None:
        self._units = units
        self._parts: list[str] = []
        self.by, self.scale = (0, 0), 1.0

    def path(self) -> str:
        """All contours, each closed."""
        return "".join(self._parts) + ("Z" if self._parts else "")

    def _point(self, *points: freetype.FT_Vector) -> str:
        (dx, dy), scale, units = self.by, self.scale, self._units
        moved = (((point.x * scale + dx) * units, (point.y * scale + dy) * -units) for point in points)
        return " ".join(f"{round(x)} {round(y)}" for x, y in moved)

    def move_to(self, to: freetype.FT_Vector, _: object) -> None:
        """Start a contour."""
        self._parts.append(("Z" if self._parts else "") + "M" + self._point(to))

    def line_to(self, to: freetype.FT_Vector, _: object) -> None:
        """A straight line."""
        self._parts.append("L" + self._point(to))

    def conic_to(self, control: freetype.FT_Vector, to: freetype.FT_Vector, _: object) -> None:
        """A curve with one control point."""
        self._parts.append("Q" + self._point(control, to))

    def cubic_to(
        self, first: freetype.FT_Vector, second: freetype.FT_Vector, to: freetype.FT_Vector, _: object
    ) -> None:
        """A curve with two control points."""
        self._parts.append("C" + self._point(first, second, to))
