"""What an embedded TrueType program tells of its glyphs: restored from the face that it came of, or taken away.

Producers keep different tables: few a character map of all forms, fewer glyph names. So that "tables kept" means the
same everywhere, glyphs are found again in the face by their outlines and get its names and its character map. No
outline, metric or glyph index changes, so that the page is painted as before.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

#: Which tables a program has: both, its character map alone, glyph names alone, neither, or neither and CFF outlines.
KEPT, CMAP, NAMES, NONE, CFF = "kept", "cmap", "names", "none", "cff"
TABLES: Final = (KEPT, CMAP, NAMES, NONE, CFF)
#: The program as its producer wrote it.
AS_IS: Final = "as-is"
#: Tables by which the glyphs of forms and ligatures can be named from the letters.
_LAYOUT: Final = ("GSUB", "GPOS", "GDEF", "morx", "kern", "FFTM")
#: Character maps that name characters (platform, encoding); others turn the codes of a simple font into glyphs.
_UNICODE: Final = frozenset({(0, e) for e in range(7)} | {(3, 1), (3, 10)})

#: Code points that Arabic text uses, and names of the glyphs of its letters.
_OWN: Final = ((0x20, 0x7E), (0x0621, 0x0652), (0x0660, 0x0669), (0xFE70, 0xFEFC))
_OWN_NAME: Final = re.compile("uni06(2[1-9A-F]|3|4|5[0-2])")

Outline = tuple[Any, ...]


def rewrite(program: bytes, tables: str, faces: tuple[Path, ...], simple: bool, known: Mapping[int, str]) -> bytes:
    """The program with ``tables`` only.

    Args:
        program: a TrueType file.
        tables: one of ``TABLES``.
        faces: font files in which its glyphs are looked for.
        simple: the codes of its PDF font go through its character map.
        known: glyph index -> what the sound file says of it, to choose between glyphs of the face that look alike.
    """
    names, characters = _identities(program, faces, known) if tables != NONE else ({}, {})
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


def _identities(
    program: bytes, faces: tuple[Path, ...], known: Mapping[int, str]
) -> tuple[dict[int, str], dict[int, list[int]]]:
    """Glyph index -> name in the face, and -> code points that the face's character map has for it."""
    names: dict[int, str] = {}
    characters: dict[int, list[int]] = {}
    books = [_outlines_of(face) for face in faces]
    taken: set[str] = set()
    for gid, outline in enumerate(_outlines(TTFont(io.BytesIO(program), lazy=True))):
        twins = [twin for book in books if outline in book for twin in book[outline] if twin[0] not in taken]
        if twins:
            names[gid], characters[gid] = min(twins, key=lambda twin: _strangeness(twin, known.get(gid, "")))
            taken.add(names[gid])
    return names, characters


def _strangeness(twin: tuple[str, list[int]], said: str) -> int:
    """0 where the character map or the name of a glyph agrees with what the file says; the more, the less likely."""
    name, code_points = twin
    if said and any(unicodedata.normalize("NFKC", chr(point)).strip() == said for point in code_points):
        return 0
    if said and name.split(".")[0] == "uni" + "".join(f"{ord(char):04X}" for char in said):
        return 1
    if any(any(low <= point <= high for low, high in _OWN) for point in code_points):
        return 2
    return 3 if _OWN_NAME.match(name) else 4


@cache
def _outlines_of(face: Path) -> dict[Outline, list[tuple[str, list[int]]]]:
    """Outline -> name and code points of the face's glyphs that have it."""
    font = TTFont(face, lazy=True)
    points: defaultdict[str, list[int]] = defaultdict(list)
    for code_point, name in font.getBestCmap().items():
        points[name].append(code_point)
    glyphs_of: defaultdict[Outline, list[tuple[str, list[int]]]] = defaultdict(list)
    for name, outline in zip(font.getGlyphOrder(), _outlines(font), strict=True):
        if outline:
            glyphs_of[outline].append((name, points[name]))
    return dict(glyphs_of)


def _outlines(font: TTFont) -> list[Outline]:
    """Outline of each glyph with its advance, by glyph index; empty for blanks."""
    glyphs = font.getGlyphSet()
    outlines = []
    for name in font.getGlyphOrder():
        pen = DecomposingRecordingPen(glyphs, skipMissingComponents=True)
        glyphs[name].draw(pen)
        outlines.append((*((op, *points) for op, points in pen.value), round(glyphs[name].width)) if pen.value else ())
    return outlines


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
