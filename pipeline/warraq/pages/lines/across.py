"""Text that is painted across the text of a page: watermarks and stamps, which belong to no line of it.

Word, Acrobat and document systems lay a word over or under each page, slanted, large, or in small type all over it. It
is told by its place: it stands in the way of other text, in a size, a direction or a light colour that the text hasn't
got. A large title, slanted heads of columns and grey captions have their place for themselves. What a file marks as a
watermark is one.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.glyph import PALE, WATERMARK, Page
from warraq.model.packed.arrays import distinct, median

Indices = NDArray[np.intp]
Mask = NDArray[np.bool_]

#: A glyph larger than this may be one of a watermark in the direction of the text, in units of the page's usual size.
_LARGE: Final = 2.2
#: Share of the glyphs of a size and direction that must lie over glyphs of the text.
_OVER: Final = 0.2
#: ... where they are slanted: small type has room between the lines of half empty pages.
_OVER_SLANTED: Final = 0.05
#: Pale letters in the way of the text: their share of a line, and how far their boxes reach into those of its letters,
#: in units of the font size and of the advance.
_PALE_OVER: Final = 0.5
_INTO: Final = 0.15
#: Height of a letter over its baseline, and of the middle of one, in units of the font size.
_TOP: Final = 0.7
_MIDDLE: Final = 0.25
#: Glyphs of a kind that are looked at.
_SAMPLE: Final = 400


def painted_across(page: Page, glyphs: Indices, degrees: NDArray[np.floating[Any]]) -> Mask | None:
    """Which of some glyphs of a page are painted across its text; None where none is, as on nearly all pages.

    Args:
        glyphs: those that are seen, each once.
        degrees: direction of each of ``glyphs``, whole degrees.
    """
    if not len(glyphs):
        return None
    marked = page.flags[glyphs] & (PALE | WATERMARK)
    printed = page.size[glyphs]
    alike = float(printed.max()) <= _LARGE * float(printed.min())
    if alike and not np.count_nonzero(marked) and (degrees == degrees[0]).all():
        return None
    size = printed.astype(np.float64)
    values, counts = np.unique(degrees, return_counts=True)
    text = degrees == values[np.argmax(counts)]
    usual = median(size[text])
    across = (marked & WATERMARK) != 0
    text &= (size <= _LARGE * usual) & ~across
    pale = text & (marked != 0)
    if 0 < 2 * pale.sum() < text.sum():
        text &= ~pale
        _mark_pale(page, glyphs, np.flatnonzero(pale), glyphs[text], across)
    rest = np.flatnonzero(~text & ~across & ~pale)
    if not rest.size:
        return across if across.any() else None
    kinds = np.column_stack([degrees[rest], np.round(size[rest])])
    for kind in distinct(kinds, axis=0):
        members = rest[(kinds == kind).all(axis=1)]
        sample = members[:: max(1, len(members) // _SAMPLE)]
        least = _OVER_SLANTED if kind[0] % 90 else _OVER
        if _over(page, glyphs[sample], glyphs[text], float(kind[0])) >= least:
            across[members] = True
    return across if across.any() else None


def _mark_pale(page: Page, glyphs: Indices, pale: Indices, text: Indices, across: Mask) -> None:
    """Mark those of the ``pale`` glyphs whose line lies over that of ``text``: nobody sets text so to be read."""
    down = np.round(page.y[glyphs[pale]])
    for place in np.unique(down):
        members = pale[down == place]
        sample = glyphs[members[:: max(1, len(members) // _SAMPLE)]]
        left, right, top, bottom = _box(page, sample)
        other_left, other_right, other_top, other_bottom = _box(page, text)
        beside = np.minimum(right[:, None], other_right) - np.maximum(left[:, None], other_left)
        above = np.minimum(bottom[:, None], other_bottom) - np.maximum(top[:, None], other_top)
        into = (beside > _INTO * (right - left)[:, None]) & (above > _INTO * page.size[sample][:, None])
        if into.any(axis=1).mean() >= _PALE_OVER:
            across[members] = True


def _box(page: Page, glyphs: Indices) -> tuple[NDArray[np.floating[Any]], ...]:
    """Left, right, top and bottom of level letters."""
    x, y = page.x[glyphs], page.y[glyphs]
    return x, x + page.advance[glyphs], y - _TOP * page.size[glyphs], y


def _over(page: Page, glyphs: Indices, text: Indices, angle: float) -> float:
    """Share of ``glyphs``, written at ``angle`` degrees, over whose box the middle of a glyph of ``text`` lies."""
    x, y, size = (column.astype(np.float64) for column in (page.x, page.y, page.size))
    radians = np.radians(page.angle[text].astype(np.float64))
    half, up = page.advance[text] / 2, _MIDDLE * size[text]
    middle_x = x[text] + half * np.cos(radians) - up * np.sin(radians)
    middle_y = y[text] - half * np.sin(radians) - up * np.cos(radians)
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    along, down = middle_x * cos - middle_y * sin, middle_x * sin + middle_y * cos
    start, base = x[glyphs] * cos - y[glyphs] * sin, x[glyphs] * sin + y[glyphs] * cos
    end = start + page.advance[glyphs]
    left, right = np.minimum(start, end)[:, None], np.maximum(start, end)[:, None]
    inside = (along > left) & (along < right) & (down < base[:, None]) & (down > (base - _TOP * size[glyphs])[:, None])
    return float(inside.any(axis=1).mean())
