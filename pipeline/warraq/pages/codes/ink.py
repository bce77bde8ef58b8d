"""What the outlines of single glyphs say: where their ink lies, and whether they are the bar of a kashida.

The advance of marks, and of letters without advance, says nothing about their place. A font may cut a letter into its
form and a piece of the line that joins it (Amiri does before kaf); producers then give that bar a character.
"""

from __future__ import annotations

import io
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import freetype

from warraq.model.font import Font

#: A bar is at most this high, lies this near to the baseline, and fills this share of its box, in font sizes.
_BAR_HEIGHT: Final = 0.16
_BAR_BASE: Final = 0.12
_BAR_FILLED: Final = 0.85
#: It reaches the edges of its advance, or comes this near to them; one that isn't wider than high reaches beyond both.
_BAR_EDGE: Final = 0.01


@dataclass(frozen=True, slots=True)
class Ink:
    """The ink of a glyph, in units of the font size.

    Attributes:
        left, right: its edges, from the origin.
        height: of its box.
        base: the lower edge of the box above the baseline.
        bar: it is the bar of a kashida.
    """

    left: float
    right: float
    height: float
    base: float
    bar: bool


def inks(fonts: Sequence[Font], keys: Sequence[int], perhaps_bars: Collection[int] = ()) -> dict[int, Ink]:
    """The ink of each ``font << 32 | charcode``.

    Codes without an outline, and fonts that FreeType can't read, are left out; so are those of ``perhaps_bars`` that
    are higher than any bar.
    """
    outlines: dict[int, _Outlines | None] = {}
    by_font: dict[int, Ink] = {}
    for key in keys:
        index = key >> 32
        if index not in outlines:
            outlines[index] = _outlines(fonts[index])
        of_font, gid = outlines[index], fonts[index].code_to_gid.get(key & 0xFFFFFFFF)
        if of_font is None or gid is None or gid < 0:
            continue
        ink = of_font.ink(gid, _BAR_HEIGHT if key in perhaps_bars else math.inf)
        if ink is not None:
            by_font[key] = ink
    return by_font


def _outlines(font: Font) -> _Outlines | None:
    if not font.program:
        return None
    try:
        return _Outlines(freetype.Face(io.BytesIO(font.program)))
    except (freetype.FT_Exception, OSError):
        return None


class _Outlines:
    """The outlines of one font program."""

    def __init__(self, face: freetype.Face) -> None:
        self._face = face
        self._em = float(face.units_per_EM)
        # FreeType loads every glyph of a face into the same place; asking for it takes longer than loading one.
        self._metrics = face.glyph.metrics

    def ink(self, gid: int, highest: float) -> Ink | None:
        """The ink of a glyph; None where it has none, or is not lower than ``highest``, in font sizes."""
        try:
            self._face.load_glyph(gid, freetype.FT_LOAD_NO_SCALE | freetype.FT_LOAD_NO_BITMAP)
        except freetype.FT_Exception:
            return None
        em, metrics = self._em, self._metrics
        if not em or not metrics.width:
            return None
        height = metrics.height / em
        if height >= highest:
            return None
        left, width = metrics.horiBearingX / em, metrics.width / em
        base, advance = metrics.horiBearingY / em - height, metrics.horiAdvance / em
        bar = (
            height < _BAR_HEIGHT
            and (height < width or (left < 0 and left + width > advance))
            and abs(base) < _BAR_BASE
            and advance > 0
            and left <= _BAR_EDGE
            and left + width >= advance - _BAR_EDGE
            and _area(self._face.glyph.outline) / em / em > _BAR_FILLED * width * height
        )
        return Ink(left, left + width, height, base, bar)


def _area(outline: freetype.Outline) -> float:
    """Area inside the outline, font units; curves are taken for their control polygons."""
    area, start, points = 0.0, 0, outline.points
    for end in outline.contours:
        contour = points[start : end + 1]
        area += sum(x * v - u * y for (x, y), (u, v) in pairwise([*contour, contour[0]]))
        start = end + 1
    return abs(area) / 2
