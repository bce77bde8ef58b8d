"""Ruled lines of a picture: what parts columns, and the cells of tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.glyph import RULE_THICKNESS
from warraq.ocr.mending.missed import runs
from warraq.pictures.painter import DARK, Pixels

#: The shortest rule, points: longer than any stroke of a letter. So much of it is ink, for grain eats some (share).
_SHORTEST: Final = 28.0
_INKED: Final = 0.95
#: Rows of a rule may be missing in so much of its thickness (points).
_GAP: Final = 0.5
_POINTS: Final = 72.0


def rules_of(picture: Pixels) -> NDArray[np.float32]:
    """The rules along the edges of an upright picture, float32[n, 4]: left, top, right, bottom in points."""
    ink = picture.grey < DARK
    scale = _POINTS / picture.dpi
    across = [(left, top, right, bottom) for top, bottom, left, right in _along_rows(ink, scale)]
    down = [(left, top, right, bottom) for left, right, top, bottom in _along_rows(ink.T, scale)]
    return (np.array([*across, *down], np.float32).reshape(-1, 4) * scale).astype(np.float32)


def _along_rows(ink: NDArray[np.bool_], scale: float) -> Iterator[tuple[int, int, int, int]]:
    """First and last row, begin and end of each rule along the rows."""
    length, gap = round(_SHORTEST / scale), max(round(_GAP / scale), 1)
    if ink.shape[1] <= length:
        return
    sums = np.zeros((ink.shape[0], ink.shape[1] + 1), np.int32)
    np.cumsum(ink, axis=1, dtype=np.int32, out=sums[:, 1:])
    full = sums[:, length:] - sums[:, :-length] >= _INKED * length
    for first, past in runs(np.any(full, axis=1), gap):
        if (past - first) * scale > RULE_THICKNESS:
            continue
        for begin, end in runs(np.any(full[first:past], axis=0), length):
            yield first, past, begin, end - 1 + length
