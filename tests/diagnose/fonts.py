"""Fonts for the checks, made of nothing but the fields that a check reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from warraq.diagnose.case import FontCase
from warraq.model.font import Font

#: The isolated letters alef to yeh, as a face lists them.
LETTERS = (
    "\u0627\u0628\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635"
    "\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u064a"
)


def font(
    claims: dict[int, str],
    cmap: dict[int, str] | None = None,
    names: dict[int, str] | None = None,
    *,
    composite: bool = True,
    name: str = "Tiny",
    program: bytes | None = b"none",
) -> Font:
    """A font whose codes are its glyph indices."""
    codes = {*claims, *(cmap or {}), *(names or {})}
    return Font(
        name=name,
        subtype="Type0" if composite else "TrueType",
        composite=composite,
        program=program,
        program_kind="truetype",
        program_hash="",
        to_unicode=claims,
        code_to_gid={code: code for code in codes},
        gid_to_unicode=cmap or {},
        gid_to_name=names or {},
        code_to_name={},
        widths=dict.fromkeys(codes, 500.0),
    )


def case(made: Font, counts: dict[int, int] | None = None) -> FontCase:
    """The font with each of its codes used ten times, unless ``counts`` says otherwise."""
    return FontCase(0, made, counts or dict.fromkeys(made.code_to_gid, 10))


def lettered(shift: int = 0) -> tuple[dict[int, str], dict[int, str]]:
    """(claims, cmap) of the alphabet at codes 1 to 28; the claims are shifted by ``shift`` letters."""
    cmap = dict(enumerate(LETTERS, start=1))
    claims = {code: LETTERS[(code - 1 + shift) % len(LETTERS)] for code in cmap}
    return claims, cmap


def described(case_of: Mapping[str, Any]) -> FontCase:
    """The font that a case of ``fixtures/cases/diagnose`` describes; its codes are its glyph indices.

    ``claims``, ``cmap``, ``names``: code -> text, or ``null`` for none; of a list one for each code from there on.
    ``alphabet``: before those the 28 letters at 1 to 28, ``claimed``, or ``shown`` by the cmap as well.
    ``uses``: code -> how many glyphs use it, 10 where it doesn't say.
    ``blank``: glyphs that paint nothing. ``narrow``: codes that take no room.
    ``shares``: code -> the code whose glyph it shows.
    ``missing``: so many codes, from 1 on, select the glyph for missing characters.
    ``name``, ``kind`` (of the program), ``embedded``: as they are in ``Font``.
    """
    claims, cmap = (_codes(case_of.get(table, {})) for table in ("claims", "cmap"))
    if "alphabet" in case_of:
        honest, shown = lettered()
        claims, cmap = honest | claims, (shown if case_of["alphabet"] == "shown" else {}) | cmap
    kind = case_of.get("kind", "truetype")
    program = b"none"
    if "blank" in case_of:
        program = painted(max(*claims, *case_of["blank"]) + 1, tuple(case_of["blank"]), kind)
    made = font(
        {code: text for code, text in claims.items() if text is not None},
        cmap,
        _codes(case_of.get("names", {})),
        name=case_of.get("name", "Tiny"),
        program=program if case_of.get("embedded", True) else None,
    )
    codes = sorted({*made.code_to_gid, *claims})
    gids = {code: 0 if code <= case_of.get("missing", 0) else code for code in codes} | _codes(
        case_of.get("shares", {})
    )
    widths = {code: 0.0 if code in case_of.get("narrow", ()) else 500.0 for code in codes}
    counts = dict.fromkeys(codes, 10) | _codes(case_of.get("uses", {}))
    return FontCase(0, replace(made, code_to_gid=gids, widths=widths, program_kind=kind), counts)


def _codes(table: Mapping[str, Any]) -> dict[int, Any]:
    return {
        int(code) + at: value
        for code, values in table.items()
        for at, value in enumerate(values if isinstance(values, list) else (values,))
    }


@cache
def painted(glyphs: int, blank: Collection[int], kind: str) -> bytes:
    """A program of so many glyphs that are triangles, but for the ``blank`` ones; TrueType or PostScript."""
    names = [".notdef", *(f"glyph{gid}" for gid in range(1, glyphs))]
    builder = FontBuilder(1000, isTTF=kind == "truetype")
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    outlines = {}
    for gid, name in enumerate(names):
        pen = TTGlyphPen(None) if kind == "truetype" else T2CharStringPen(500, None)
        if gid not in blank:
            for move, point in (("moveTo", (0, 0)), ("lineTo", (0, 400)), ("lineTo", (400, 400))):
                getattr(pen, move)(point)
            pen.closePath()
        outlines[name] = pen.glyph() if isinstance(pen, TTGlyphPen) else pen.getCharString()
    if kind == "truetype":
        builder.setupGlyf(outlines)
    else:
        builder.setupCFF("Tiny", {}, outlines, {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost(keepGlyphNames=False)
    stream = BytesIO()
    builder.save(stream)
    return stream.getvalue()
