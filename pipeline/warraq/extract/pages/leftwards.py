"""Lines of invisible text that run from right to left in the order of reading, as Tesseract writes what it recognised.

Its text matrix turns x round and leaves y as it is (``-1 0 0 1``), for Arabic begins at the right. Visible text looks
mirrored that way, so nobody writes it so. Later stages want the places that the letters have on paper, those of a
number from left to right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: What runs from left to right among Arabic letters: a name with all that is in it, and a number with its separators,
#: but without its signs (UAX #9, W2, W4 and W5). L, N, C, R, M and O are the classes of ``_CLASSES``.
_RIGHTWARDS: Final = re.compile("L(?:[LNCO]*[LN])?|N+(?:CN+)*")
_CLASSES: Final = {"L": "L", "EN": "N", "AN": "N", "CS": "C", "R": "R", "AL": "R", "NSM": "M"}
_OTHER: Final = "O"
_MARKED: Final = re.compile("[^M]M+")
#: Glyphs further from each other than this don't follow each other, share of the width of the second.
_APART: Final = 0.1


def places_on_paper(
    texts: Sequence[str], begins: NDArray[np.float64], ends: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Where the glyphs of one such line begin once its direction is turned round: offsets in the old direction.

    Args:
        texts: what each glyph stands for.
        begins, ends: where each glyph begins and ends, in the direction of the line. What doesn't begin where the glyph
            before ends is no part of the same name or number, and no mark of the same letter.
    """
    result = ends.copy()
    classes = [_CLASSES.get(unicodedata.bidirectional(text[:1] or " "), _OTHER) for text in texts]
    apart = np.flatnonzero(np.abs(begins[1:] - ends[:-1]) > _APART * np.abs(ends[1:] - begins[1:])) + 1
    for first, last in pairwise([0, *apart.tolist(), len(classes)]):
        together = "".join(classes[first:last])
        for match in _RIGHTWARDS.finditer(together):
            part = slice(first + match.start(), first + match.end())
            result[part] = begins[part][0] + ends[part][-1] - begins[part]
        # A mark has room of its own behind its letter, where the next one would take it: the letter goes to its end.
        for match in _MARKED.finditer(together):
            part = slice(first + match.start(), first + match.end())
            result[part] = np.roll(result[part], 1)
    return result
