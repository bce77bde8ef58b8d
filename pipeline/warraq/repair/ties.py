"""Letters painted in the same place: which of them stands left.

Faces that draw lam-alef as two glyphs (Noto Naskh Arabic) give one of them no advance, so that both start at the same
point. Faces that set an alef over the tail of the letter before it let both start at one point too (PakType Naskh),
or the alef a little within the letter (Simplified Arabic). One that starts where the other ends stands behind it,
however narrow they are (Vibes). Producers that round positions may even paint them the wrong way round. Their places
don't tell; the stream does, once its direction there is known.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.joining import ALEFS, LAM

_ALEFS: Final = sorted(ALEFS)

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

#: Letters whose left edges are nearer than this start in the same place, in units of the font size ...
SAME_PLACE: Final = 0.08
#: ... if it is an alef that ends within the other, or if one of them has less advance than this.
NO_ADVANCE: Final = 0.1
#: What positions that are rounded may be off by, in units of the font size.
ROUNDED: Final = 0.02
#: The next letter of the stream, if it belongs to the same run, is at most this far away, in units of the font size.
NEAR: Final = 3.0


def may_tie(start: Floats, width: Floats, size: Floats) -> bool:
    """Whether any of some glyphs, sorted by their left edges, may start in the same place as the one before it.

    Args:
        start, width, size: left edges, advances and font sizes, line after line.
    """
    return bool((width < NO_ADVANCE * size).any() or (np.abs(np.diff(start)) < SAME_PLACE * size[1:]).any())


def settle(line: Indices, left: Floats, right: Floats, size: Floats, characters: NDArray[np.str_]) -> Indices:
    """``line`` with the letters that start in the same place put in order.

    Args:
        line: glyphs sorted by their left edges.
        left, right, size: extents and font size of every glyph of the page; the index is the place in the stream.
        characters: what each glyph stands for, one character.
    """
    start, width, unit = left[line], right[line] - left[line], size[line]
    apart = np.diff(start)
    narrow = np.minimum(width[:-1], width[1:]) < NO_ADVANCE * np.minimum(unit[:-1], unit[1:])
    within = (right[line[1:]] < right[line[:-1]]) & np.isin(characters[line[1:]], _ALEFS)
    behind = (width[:-1] > ROUNDED * unit[:-1]) & (np.abs(apart - width[:-1]) <= ROUNDED * unit[:-1])
    tied = (apart < np.where(narrow | within, SAME_PLACE, ROUNDED) * unit[:-1]) & ~behind
    if not tied.any():
        return line
    line = line.copy()
    stream = np.sort(line)
    for place in np.flatnonzero(tied).tolist():
        first, second = int(line[place]), int(line[place + 1])
        pair = str(characters[second]), str(characters[first])
        if narrow[place] and LAM in pair and (pair[0] in ALEFS or pair[1] in ALEFS):
            swapped = pair[1] == LAM
            lam, alef = (place, place + 1) if swapped else (place + 1, place)
            # A lam over the letter behind it starts where the alef of the article does.
            if width[lam] < NO_ADVANCE * unit[lam] and width[alef] >= NO_ADVANCE * unit[alef]:
                lam_left = _stands_left(int(line[lam]), int(line[alef]), stream, left, size)
                swapped = lam_left != swapped
        else:
            swapped = _stands_left(second, first, stream, left, size)
        if swapped:
            line[place], line[place + 1] = second, first
    return line


def _stands_left(glyph: int, other: int, stream: Indices, left: Floats, size: Floats) -> bool:
    """``glyph`` stands left of ``other``, by the direction of the stream around them."""
    earlier, later = min(glyph, other), max(glyph, other)
    at = int(np.searchsorted(stream, earlier))
    if at + 1 >= len(stream) or stream[at + 1] != later:
        return False
    neighbours = []
    if at > 0:
        neighbours.append((int(stream[at - 1]), earlier))
    if at + 2 < len(stream):
        neighbours.append((later, int(stream[at + 2])))
    steps = [float(left[after] - left[before]) / float(size[glyph]) for before, after in neighbours]
    steps = [step for step in steps if SAME_PLACE < abs(step) < NEAR]
    leftwards = sum(1 if step < 0 else -1 for step in steps)
    return leftwards != 0 and (leftwards > 0) == (glyph == later)
