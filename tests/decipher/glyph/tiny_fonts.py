"""Font programs and records made of nothing but what a test of the glyph channel needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from io import BytesIO

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from pipeline.model.font import Font


def program(
    glyphs: Sequence[str],
    cmap: Mapping[int, str],
    features: str = "",
    units: int = 1000,
    blank: Collection[str] = (),
    flat: Collection[str] = (),
) -> bytes:
    """A TrueType program whose glyphs are all squares of 400 units, with the OpenType features given.

    But those of ``blank``, which have no outline, and of ``flat``, whose outline has no area.
    """
    builder = FontBuilder(units, isTTF=True)
    order = [".notdef", *glyphs]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(dict(cmap))
    pen = TTGlyphPen(None)
    for move, point in (("moveTo", (0, 0)), ("lineTo", (0, 400)), ("lineTo", (400, 400)), ("lineTo", (400, 0))):
        getattr(pen, move)(point)
    pen.closePath()
    square = pen.glyph()
    pen = TTGlyphPen(None)
    for move, point in (("moveTo", (0, 0)), ("lineTo", (0, 400)), ("lineTo", (0, 200))):
        getattr(pen, move)(point)
    pen.closePath()
    drawn = dict.fromkeys(order, square) | dict.fromkeys(flat, pen.glyph())
    builder.setupGlyf(drawn | {name: TTGlyphPen(None).glyph() for name in blank})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=False)
    if features:
        addOpenTypeFeaturesFromString(builder.font, features)
    stream = BytesIO()
    builder.save(stream)
    return stream.getvalue()


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
