"""Where a glyph's ink lies: marks, and letters without advance, whose advance says nothing about their place."""

from __future__ import annotations

import io
from collections.abc import Sequence

import freetype

from pipeline.model.font import Font


def ink_extents(fonts: Sequence[Font], keys: Sequence[int]) -> dict[int, tuple[float, float]]:
    """Left and right edge of the ink of each ``font << 32 | charcode`` from its origin, in units of the font size.

    Codes without an outline, and fonts that FreeType can't read, are left out.
    """
    faces: dict[int, freetype.Face | None] = {}
    extents: dict[int, tuple[float, float]] = {}
    for key in keys:
        index = key >> 32
        if index not in faces:
            faces[index] = _face(fonts[index])
        face, gid = faces[index], fonts[index].code_to_gid.get(key & 0xFFFFFFFF)
        if face is None or gid is None or gid < 0:
            continue
        extent = _extent(face, gid)
        if extent is not None:
            extents[key] = extent
    return extents


def _face(font: Font) -> freetype.Face | None:
    if not font.program:
        return None
    try:
        return freetype.Face(io.BytesIO(font.program))
    except (freetype.FT_Exception, OSError):
        return None


def _extent(face: freetype.Face, gid: int) -> tuple[float, float] | None:
    try:
        face.load_glyph(gid, freetype.FT_LOAD_NO_SCALE | freetype.FT_LOAD_NO_BITMAP)
    except freetype.FT_Exception:
        return None
    points = face.glyph.outline.points
    if not points or not face.units_per_EM:
        return None
    horizontal = [point[0] for point in points]
    em = float(face.units_per_EM)
    return min(horizontal) / em, max(horizontal) / em
