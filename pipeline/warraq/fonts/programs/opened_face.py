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

    It has a FreeType library of its own: two threads must not open faces of the same one.

    Attributes:
        record: FreeType's ``FT_FaceRec``.
        slot: its ``FT_GlyphSlotRec``: the glyph that was loaded last, always at the same place.
    """

    def __init__(self, program: bytes) -> None:
        library, face = freetype.FT_Library(), freetype.FT_Face()
        _check(freetype.FT_Init_FreeType(ctypes.byref(library)))
        weakref.finalize(self, _close, library, program)
        _check(freetype.FT_New_Memory_Face(library, program, len(program), 0, ctypes.byref(face)))
        self._face = face
        self.record = face.contents
        self.slot = self.record.glyph.contents

    def load(self, index: int, flags: int) -> None:
        """Load a glyph. Raises ``freetype.FT_Exception`` where it can't be."""
        _check(freetype.FT_Load_Glyph(self._face, index, flags))


def _check(error: int) -> None:
    if error:
        raise freetype.FT_Exception(error)


def _close(library: freetype.FT_Library, program: bytes) -> None:
    """Close a library and its face; ``program`` is read as long as that is open."""
    freetype.FT_Done_FreeType(library)
