"""An embedded TrueType program as CFF, for fonts that are read by CFF outlines: no character map, no glyph names."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

#: Greatest distance of the cubic curves from the quadratic ones, font units.
_ERROR: Final = 0.5


def as_cff(program: bytes, glyphs: Sequence[int]) -> bytes:
    """An OpenType program with CFF outlines whose glyph ``n`` is glyph ``glyphs[n]`` of a TrueType program."""
    font = TTFont(io.BytesIO(program))
    names, shapes = font.getGlyphOrder(), font.getGlyphSet()
    order = [".notdef", *(f"g{number}" for number in range(1, len(glyphs)))]
    outlines, metrics = {}, {}
    for new, gid in zip(order, glyphs, strict=True):
        old = names[gid] if gid < len(names) else ".notdef"
        recording = DecomposingRecordingPen(shapes)
        shapes[old].draw(recording)
        pen = T2CharStringPen(shapes[old].width, None)
        recording.replay(Qu2CuPen(pen, _ERROR, all_cubic=True))
        outlines[new], metrics[new] = pen.getCharString(), (shapes[old].width, 0)
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({})
    builder.setupCFF("Corpus", {}, outlines, {})
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    stream = io.BytesIO()
    builder.font.save(stream)
    return stream.getvalue()
