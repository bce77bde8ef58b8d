"""Font programs and records made of nothing but what a test of the glyph channel needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from io import BytesIO

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from warraq.model.font import Font


def program(
    glyphs: Sequence[str],
    cmap: Mapping[int, str],
    features: str = "",
    units: int = 1000,
    blank: Collection[str] = (),
    flat: Collection[str] = (),
    boxes: Mapping[str, tuple[int, int, int, int, int]] | None = None,
) -> bytes:
    """A TrueType program whose glyphs are all squares of 400 units, with the OpenType features given.

    But those of ``blank``, which have no outline, of ``flat``, whose outline has no area, and of ``boxes``: left,
    bottom, right and top edge, and advance.
    """
    builder = FontBuilder(units, isTTF=True)
    order = [".notdef", *glyphs]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(dict(cmap))
    boxes = dict(boxes or {})
    square = _box(0, 0, 400, 400)
    pen = TTGlyphPen(None)
    for move, point in (("moveTo", (0, 0)), ("lineTo", (0, 400)), ("lineTo", (0, 200))):
        getattr(pen, move)(point)
    pen.closePath()
    drawn = dict.fromkeys(order, square) | dict.fromkeys(flat, pen.glyph())
    drawn |= {name: _box(*edges) for name, (*edges, _) in boxes.items()}
    builder.setupGlyf(drawn | {name: TTGlyphPen(None).glyph() for name in blank})
    widths = {name: (width, left) for name, (left, *_, width) in boxes.items()}
    builder.setupHorizontalMetrics(dict.fromkeys(order, (500, 0)) | widths)
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=False)
    if features:
        addOpenTypeFeaturesFromString(builder.font, features)
    stream = BytesIO()
    builder.save(stream)
    return stream.getvalue()


def _box(left: int, bottom: int, right: int, top: int) -> Glyph:
    pen = TTGlyphPen(None)
    pen.moveTo((left, bottom))
    for corner in ((left, top), (right, top), (right, bottom)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def font(
    data: bytes | None,
    *,
    codes: Sequence[int] = (),
    claims: Mapping[int, str] | None = None,
    cmap: Mapping[int, str] | None = None,
    names: Mapping[int, str] | None = None,
    kind: str = "truetype",
) -> Font:
    """A composite font whose codes are its glyph indices."""
    return Font(
        name="Tiny", subtype="Type0", composite=True, program=data, program_kind=kind,
        program_hash=sha256((data or b"") + repr((claims, cmap, names)).encode()).hexdigest(),
        to_unicode=dict(claims or {}), code_to_gid={code: code for code in codes}, gid_to_unicode=dict(cmap or {}),
        gid_to_name=dict(names or {}), code_to_name={}, widths=dict.fromkeys(codes, 500.0),
    )  # fmt: skip
