"""What an embedded TrueType program tells of its glyphs: restored from the face that it came of, or taken away.

Producers keep different tables: few a character map of all forms, fewer glyph names. So that "tables kept" means the
same everywhere, glyphs are found again in the face by their outlines and get its names and its character map. No
outline, metric or glyph index changes, so that the page is painted as before.
"""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any, Final

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

#: Which tables a program has: both, its character map alone, glyph names alone, or neither.
KEPT, CMAP, NAMES, NONE = "kept", "cmap", "names", "none"
TABLES: Final = (KEPT, CMAP, NAMES, NONE)
#: Tables by which the glyphs of forms and ligatures can be named from the letters.
_LAYOUT: Final = ("GSUB", "GPOS", "GDEF", "morx", "kern", "FFTM")
#: Character maps that name characters (platform, encoding); others turn the codes of a simple font into glyphs.
_UNICODE: Final = frozenset({(0, e) for e in range(7)} | {(3, 1), (3, 10)})

#: Code points that Arabic text uses, and names of the glyphs of its letters.
_OWN: Final = ((0x20, 0x7E), (0x0621, 0x0652), (0x0660, 0x0669), (0xFE70, 0xFEFC))
_OWN_NAME: Final = re.compile("uni06(2[1-9A-F]|3|4|5[0-2])")

Outline = tuple[Any, ...]


def rewrite(program: bytes, tables: str, faces: tuple[Path, ...], simple: bool) -> bytes:
    """The program with ``tables`` only.

    Args:
        program: a TrueType file.
        tables: one of ``TABLES``.
        faces: font files in which its glyphs are looked for.
        simple: the codes of its PDF font go through its character map.
    """
    names, characters = _identities(program, faces) if tables != NONE else ({}, {})
    font = TTFont(io.BytesIO(program), recalcBBoxes=False, recalcTimestamp=False)
    order = [names.get(gid, f"glyph{gid:05d}") for gid in range(font["maxp"].numGlyphs)]
    subtables = _code_maps(program, order) if simple else []
    font.setGlyphOrder(order)
    for tag in _LAYOUT:
        if tag in font:
            del font[tag]
    if tables in (KEPT, CMAP):
        subtables.append(_unicode_map({char: order[gid] for gid, chars in characters.items() for char in chars}))
    _set_cmap(font, subtables)
    _set_post(font, tables in (KEPT, NAMES))
    stream = io.BytesIO()
    font.save(stream, reorderTables=None)
    return stream.getvalue()


def _identities(program: bytes, faces: tuple[Path, ...]) -> tuple[dict[int, str], dict[int, list[int]]]:
    """Glyph index -> name in the face, and -> code points that the face's character map has for it.

    Glyphs that look alike share what the face has of that look; one more than the face has gets a suffix.
    """
    names: dict[int, str] = {}
    characters: dict[int, list[int]] = {}
    used: Counter[Outline] = Counter()
    known = [_outlines_of(face) for face in faces]
    for gid, outline in enumerate(_outlines(TTFont(io.BytesIO(program), lazy=True))):
        twins = next((book[outline] for book in known if outline in book), ())
        if twins:
            name, code_points = twins[min(used[outline], len(twins) - 1)]
            names[gid] = name if used[outline] < len(twins) else f"{name}.{used[outline]}"
            characters[gid] = code_points if used[outline] < len(twins) else []
            used[outline] += 1
    return names, characters


@cache
def _outlines_of(face: Path) -> dict[Outline, list[tuple[str, list[int]]]]:
    """Outline -> name and code points of the face's glyphs that have it, those of the Arabic language first."""
    font = TTFont(face, lazy=True)
    points: defaultdict[str, list[int]] = defaultdict(list)
    for code_point, name in font.getBestCmap().items():
        points[name].append(code_point)
    found: defaultdict[Outline, list[tuple[str, list[int]]]] = defaultdict(list)
    for name, outline in zip(font.getGlyphOrder(), _outlines(font), strict=True):
        if outline:
            found[outline].append((name, points[name]))
    return {outline: sorted(twins, key=_foreignness) for outline, twins in found.items()}


def _foreignness(twin: tuple[str, list[int]]) -> int:
    """0 for a glyph that the character map has for Arabic, 1 for a form that is named so, 2 for all else."""
    name, code_points = twin
    if any(any(low <= point <= high for low, high in _OWN) for point in code_points):
        return 0
    return 1 if _OWN_NAME.match(name) else 2


def _outlines(font: TTFont) -> list[Outline]:
    """Outline of each glyph with its advance, by glyph index; empty for blanks."""
    glyphs = font.getGlyphSet()
    found = []
    for name in font.getGlyphOrder():
        pen = DecomposingRecordingPen(glyphs, skipMissingComponents=True)
        glyphs[name].draw(pen)
        found.append((*((op, *points) for op, points in pen.value), round(glyphs[name].width)) if pen.value else ())
    return found


def _code_maps(program: bytes, order: list[str]) -> list[Any]:
    """The character maps of a simple font that turn codes into glyphs, with the new names."""
    font = TTFont(io.BytesIO(program))
    if "cmap" not in font:
        return []
    old = {name: gid for gid, name in enumerate(font.getGlyphOrder())}
    tables = [table for table in font["cmap"].tables if (table.platformID, table.platEncID) not in _UNICODE]
    for table in tables or font["cmap"].tables:
        table.cmap = {code: order[old[name]] for code, name in table.cmap.items()}
    return list(tables or font["cmap"].tables)


def _unicode_map(characters: dict[int, str]) -> Any:
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.format, table.reserved, table.length, table.nGroups = 12, 0, 0, 0
    table.cmap = characters
    return table


def _set_cmap(font: TTFont, subtables: list[Any]) -> None:
    if "cmap" in font:
        del font["cmap"]
    if subtables:
        font["cmap"] = newTable("cmap")
        font["cmap"].tableVersion, font["cmap"].tables = 0, subtables


def _set_post(font: TTFont, with_names: bool) -> None:
    post = newTable("post")
    post.formatType = 2.0 if with_names else 3.0
    post.italicAngle = post.underlinePosition = post.underlineThickness = post.isFixedPitch = 0
    post.minMemType42 = post.maxMemType42 = post.minMemType1 = post.maxMemType1 = 0
    if with_names:
        post.extraNames, post.mapping = [], {}
        post.glyphOrder = font.getGlyphOrder()
    font["post"] = post
