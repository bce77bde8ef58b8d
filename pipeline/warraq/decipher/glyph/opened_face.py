"""A font program that FreeType has opened, by the functions of its C interface, which freetype-py hands on as they are.

freetype-py's own ``Face`` makes two objects for each look at the glyph that was loaded last, which takes longer than to
load it.
"""

from __future__ import annotations

import ctypes
import weakref

import freetype


class OpenedFace:
    """The first face of a program. Raises ``freetype.FT_Exception`` where FreeType can't open it.

    Attributes:
        record: FreeType's ``FT_FaceRec``.
        slot: its ``FT_GlyphSlotRec``: the glyph that was loaded last, always at the same place.
    """

    def __init__(self, program: bytes) -> None:
        face = freetype.FT_Face()
        _check(freetype.FT_New_Memory_Face(freetype.get_handle(), program, len(program), 0, ctypes.byref(face)))
        weakref.finalize(self, _close, face, program)
        self._face = face
        self.record = face.contents
        self.slot = self.record.glyph.contents

    def load(self, index: int, flags: int) -> None:
        """Load a glyph. Raises ``freetype.FT_Exception`` where it can't be."""
        _check(freetype.FT_Load_Glyph(self._face, index, flags))


def _check(error: int) -> None:
    if error:
        raise freetype.FT_Exception(error)


def _close(face: freetype.FT_Face, program: bytes) -> None:
    """``program`` is read as long as the face is open."""
    freetype.FT_Done_Face(face)
