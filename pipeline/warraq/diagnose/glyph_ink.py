"""Which glyphs of a font program paint nothing. A space that paints, or a letter that doesn't, convicts a map."""

from __future__ import annotations

import struct
from collections.abc import Collection
from io import BytesIO

from warraq.extract.sfnt import sound_tables


def blank_glyphs(program: bytes) -> frozenset[int] | None:
    """Glyph indices without an outline; None where the program isn't TrueType or can't be read.

    OpenType, ``loca``: a glyph without an outline has two equal offsets.
    """
    try:
        loca, head = _tables(program)
        long_offsets = struct.unpack(">h", head[50:52])[0]
        size, code = (4, "L") if long_offsets else (2, "H")
        count = len(loca) // size
        offsets = struct.unpack(f">{count}{code}", loca[: count * size])
    except Exception:  # noqa: BLE001 - a crippled program raises anything; it then simply can't testify
        return None
    return frozenset(gid for gid in range(count - 1) if offsets[gid] == offsets[gid + 1])


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
