"""White that no space is painted in: fpdf2 leaves some beside brackets and stops, most where it changes the face.

It measures a run unshaped and sets it shaped, so that any width may be missing beside a number.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.pages.lines.frame import Frame, Indices, Rows

#: Signs that no space follows on their right, as they are painted, and that none stands before on their left.
_OPENING: Final = "([{"
_CLOSING: Final = ")]}"
#: Signs of another face that no space parts from the word before them, which is on their right in a line from the
#: right; and one that stands before a word and behind one.
_STOPS: Final = ".:\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}"
_QUOTES: Final = '"'
#: Such white is narrower than this, in units of the font size.
_MOST: Final = 2.0


def closed_up(
    rows: Rows,
    frame: Frame,
    font: NDArray[np.uint16],
    code: Indices,
    character: NDArray[np.str_],
    space: NDArray[np.bool_],
) -> Rows:
    """``rows`` without word breaks between a sign and what it closes, where the two are neighbours in the stream, and
    the sign has a painted space, or the line's edge, on its other side.

    Args:
        font, code: of each glyph of the page.
        character, space: of each code, its character and whether it is a space.
    """
    glyphs, breaks = rows.glyphs, rows.breaks
    places = np.flatnonzero(breaks[1:] & (np.abs(np.diff(glyphs)) == 1)) + 1
    if not places.size or not space[code].any():
        return rows
    begins = np.zeros(len(glyphs) + 1, dtype=np.bool_)
    begins[rows.starts] = begins[-1] = True
    meet = font[glyphs[places]] != font[glyphs[places - 1]]

    def closes(sign: int, beyond: int, signs: str) -> bool:
        """One of ``signs`` is at the place ``sign``, and nothing of its word in the gap before the place ``beyond``."""
        if character[code[glyphs[sign]]] not in signs:
            return False
        if begins[beyond]:
            return True
        one, other = sorted(glyphs[beyond - 1 : beyond + 1].tolist())
        return bool(breaks[beyond] and space[code[one + 1 : other]].any())

    closed = [
        place
        for place, changes in zip(places.tolist(), meet.tolist(), strict=True)
        if rows.gaps[place] < _MOST * frame.size[glyphs[place]]
        if closes(place - 1, place - 1, _OPENING + (_STOPS + _QUOTES) * changes)
        or closes(place, place + 1, _CLOSING + _QUOTES * changes)
    ]
    if not closed:
        return rows
    kept = breaks.copy()
    kept[closed] = False
    return replace(rows, breaks=kept)
