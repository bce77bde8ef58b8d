"""Tiny PDFs and fonts for tests: only what the case at hand needs."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name

#: glyph names of the test face; "space" paints nothing, the others a square
GLYPHS = (".notdef", "space", "A", "beh", "beh.init", "alef", "one")
CMAP = {0x20: "space", 0x41: "A", 0x628: "beh", 0xFE91: "beh.init", 0x627: "alef", 0x661: "one"}


def truetype(cmap: Mapping[int, str] = CMAP, *, names: bool = True, symbol: Mapping[int, str] | None = None) -> bytes:
    """A TrueType program of ``GLYPHS``, 1,000 units to the em, every advance 500."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(GLYPHS))
    builder.setupCharacterMap(dict(cmap))
    pen = TTGlyphPen(None)
    for move, point in (("moveTo", (0, 0)), ("lineTo", (0, 400)), ("lineTo", (400, 400)), ("lineTo", (400, 0))):
        getattr(pen, move)(point)
    pen.closePath()
    square, blank = pen.glyph(), TTGlyphPen(None).glyph()
    builder.setupGlyf({name: blank if name == "space" else square for name in GLYPHS})
    builder.setupHorizontalMetrics(dict.fromkeys(GLYPHS, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=names)
    if symbol is not None:
        table = builder.font["cmap"].tables[0]
        table.platEncID, table.cmap = 0, dict(symbol)
        builder.font["cmap"].tables = [table]
    stream = BytesIO()
    builder.save(stream)
    return stream.getvalue()


def to_unicode(pairs: Mapping[int, str], size: int = 2) -> bytes:
    """A ToUnicode CMap of bfchar entries; codes of ``size`` bytes."""
    rows = "\n".join(f"<{code:0{2 * size}X}> <{text.encode('utf-16-be').hex()}>" for code, text in pairs.items())
    return f"begincmap\n{len(pairs)} beginbfchar\n{rows}\nendbfchar\nendcmap".encode()


def composite_font(
    pdf: pikepdf.Pdf, claims: Mapping[int, str] | None, program: bytes | None = None, **entries: object
) -> Dictionary:
    """A Type0 font with Identity-H: the codes are glyph indices."""
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Tiny"), Flags=4)
    if program is not None:
        descriptor.FontFile2 = pdf.make_stream(program)
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/ABCDEF+Tiny"),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=descriptor,
        DW=500,
    )
    for key, value in entries.items():
        descendant[f"/{key}"] = value
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/ABCDEF+Tiny"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([descendant]),
    )
    if claims is not None:
        font.ToUnicode = pdf.make_stream(to_unicode(claims))
    return font


def simple_font(pdf: pikepdf.Pdf, *, encoding: object = None, program: bytes | None = None) -> Dictionary:
    """A TrueType font of one-byte codes 32 to 255, every width 500."""
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Tiny, Flags=4 if encoding is None else 32)
    if program is not None:
        descriptor.FontFile2 = pdf.make_stream(program)
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name.Tiny,
        FirstChar=32,
        LastChar=255,
        Widths=Array([500] * 224),
        FontDescriptor=descriptor,
    )
    if encoding is not None:
        font.Encoding = encoding
    return font


def helvetica() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def save(pdf: pikepdf.Pdf, path: Path, contents: list[bytes], resources: Dictionary, **page: object) -> Path:
    """Add one page of 200 x 100 points for each content stream, and write the file."""
    for content in contents:
        added = pdf.add_blank_page(page_size=(200, 100))
        added.obj.Contents = pdf.make_stream(content)
        added.obj.Resources = resources
        for key, value in page.items():
            added.obj[Name("/" + key)] = value
    pdf.save(path)
    return path
