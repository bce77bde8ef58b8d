"""Which glyphs of a font program paint nothing: a map is wrong where a space paints, or a letter doesn't."""

from __future__ import annotations

import struct
from collections.abc import Collection
from io import BytesIO
from typing import Final

import numpy as np

from warraq.fonts.programs.sfnt import sound_tables

#: An advance above which a glyph without ink is a space (em); one without is a joiner, or holds a letter of a ligature.
SPACE_ADVANCE: Final = 0.04


def blank_glyphs(program: bytes) -> frozenset[int] | None:
    """Glyph indices without an outline; None where the program isn't TrueType or can't be read.

    OpenType, ``loca``: a glyph without an outline has two equal offsets.
    """
    try:
        loca, head = _tables(program)
        long_offsets = struct.unpack(">h", head[50:52])[0]
        kind = np.dtype(">u4" if long_offsets else ">u2")
        offsets = np.frombuffer(loca, kind, len(loca) // kind.itemsize)
    except Exception:  # noqa: BLE001 - a crippled program raises anything; it then simply tells nothing
        return None
    return frozenset(np.flatnonzero(offsets[1:] == offsets[:-1]).tolist())


def outlined(program: bytes | None, gids: Collection[int]) -> set[int]:
    """Those of ``gids`` that have an outline, but for .notdef; none where the program can't tell."""
    blank = blank_glyphs(program) if program and gids else None
    return set() if blank is None else {gid for gid in gids if gid > 0 and gid not in blank}


def _tables(program: bytes) -> tuple[bytes, bytes]:
    """``loca`` and ``head``; raises where the program lacks one of them."""
    sound = sound_tables(program, (b"loca", b"head"))
    if sound is not None:
        return sound[b"loca"], sound[b"head"]
    from fontTools.ttLib.sfnt import SFNTReader  # slow to import, and most programs are sound

    reader = SFNTReader(BytesIO(program), fontNumber=0)
    return reader["loca"], reader["head"]
