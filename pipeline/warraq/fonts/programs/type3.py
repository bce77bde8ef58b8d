"""Type 3 fonts as programs: the glyph procedures of a font, packed as they are, so that later stages can paint them.

ISO 32000-2, 9.6.4. A Type 3 font has no program of its own, only one content stream a glyph. Packing costs nothing;
:mod:`warraq.fonts.outlines.glyph_procedures` makes outlines of them where outlines are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

#: First bytes of a packed font; no font program begins so.
MAGIC: Final = b"%!Type3 "
_HEADER_END: Final = b"\n"


def pack(procedures: Mapping[str, bytes], advances: Mapping[str, float], matrix: list[float], em: float) -> bytes:
    """Glyph procedures as one program; glyph 0 is .notdef, the others follow by name.

    Args:
        procedures: glyph name -> its decoded content stream.
        advances: glyph name -> advance, thousandths of the em.
        matrix: /FontMatrix, six numbers.
        em: text-space size of the em at font size 1.
    """
    names = glyph_order(procedures)
    header = {
        "matrix": matrix,
        "em": em,
        "glyphs": [[advances.get(name, 0.0), len(procedures[name])] for name in names],
    }
    return MAGIC + json.dumps(header).encode("ascii") + _HEADER_END + b"".join(procedures[name] for name in names)


def glyph_order(procedures: Mapping[str, bytes]) -> list[str]:
    """Names of the glyphs 1, 2, ... of a packed font."""
    return sorted(procedures)


def upside_down(program: bytes) -> bytes:
    """A packed font as a text matrix that turns it over shows it: Ghostscript writes bitmap fonts so."""
    header, _, body = program[len(MAGIC) :].partition(_HEADER_END)
    described = json.loads(header)
    a, b, c, d, e, f = described["matrix"] if len(described["matrix"]) == 6 else (0.001, 0, 0, 0.001, 0, 0)
    described["matrix"] = [a, -b, c, -d, e, -f]
    return MAGIC + json.dumps(described).encode("ascii") + _HEADER_END + body


def unpack(program: bytes) -> tuple[list[float], float, list[tuple[float, bytes]]]:
    """(matrix, em, (advance, procedure) of the glyphs 1, 2, ...). Raises ValueError for anything but a packed font."""
    if not program.startswith(MAGIC):
        raise ValueError("not a packed Type 3 font")
    header, _, body = program[len(MAGIC) :].partition(_HEADER_END)
    described = json.loads(header)
    glyphs, at = [], 0
    for advance, length in described["glyphs"]:
        glyphs.append((float(advance), body[at : at + length]))
        at += length
    return described["matrix"], described["em"], glyphs
