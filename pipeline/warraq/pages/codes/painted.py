"""Which glyphs of a page are really seen."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.glyph import CLIPPED, INVISIBLE, RECOGNISED, Page

#: Where more of the page than this is invisible, it is a scan, if it has a picture: all recognised there is its text.
_ALL_INVISIBLE: Final = 0.9
#: On other pages that is told from text that is shown as well on a grid of so many points.
_GRID: Final = 4.0


def visible(page: Page) -> NDArray[np.intp]:
    """Indices of the glyphs that are painted inside the page or its pictures, in stream order."""
    placed = np.isfinite(page.x) & np.isfinite(page.y) & ~(page.size <= 0)
    marked = np.count_nonzero(page.flags) > 0
    if not marked and placed.all():
        return np.arange(len(page))
    if marked:
        placed &= ~_hidden(page)
    return np.flatnonzero(placed)


def unseen(page: Page) -> NDArray[np.intp]:
    """Indices of the glyphs that ``visible`` leaves out and that have a place on the page, in stream order."""
    rest = np.isfinite(page.x) & np.isfinite(page.y) & (page.size > 0)
    rest[visible(page)] = False
    return np.flatnonzero(rest)


def _hidden(page: Page) -> NDArray[np.bool_]:
    """Which glyphs are not painted, or not inside the page or its pictures."""
    hidden: NDArray[np.bool_] = (page.flags & INVISIBLE) != 0
    recognised = (page.flags & RECOGNISED) != 0
    if recognised.any():
        scan = hidden.mean() > _ALL_INVISIBLE
        hidden &= ~recognised if scan else ~recognised | _shown_as_well(page, hidden, recognised)
    hidden |= (page.flags & CLIPPED) != 0
    return hidden


def _shown_as_well(page: Page, hidden: NDArray[np.bool_], recognised: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which recognised glyphs stand for text that lies over the picture and is read itself."""
    turn = np.radians(page.angle.astype(np.float64))
    half = page.advance / 2
    across = np.floor((page.x + half * np.cos(turn)) / _GRID).astype(np.int64)
    down = np.floor((page.y - half * np.sin(turn)) / _GRID).astype(np.int64)
    shown = ~hidden
    taken = {
        (x + dx, y + dy)
        for x, y in zip(across[shown].tolist(), down[shown].tolist(), strict=True)
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
    }
    covered = [place in taken for place in zip(across.tolist(), down.tolist(), strict=True)]
    return recognised & np.array(covered, dtype=np.bool_)
