"""The font of each word, by the glyphs that stand in its box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.model.glyph import Page
from warraq.model.line import Box

#: Side of a cell of the grid in which glyphs are looked up, points: less than the width of most letters.
_CELL: Final = 2.0
#: The middle of a letter is so far above its baseline, of its font size.
_MIDDLE: Final = 0.25
#: Share of the height of a word's box above and below that other lines may reach into.
_EDGE: Final = 0.2


class GlyphPlaces(NamedTuple):
    """Middles of the glyphs of a page, in cells, and the index of the font of each."""

    row: NDArray[np.int32]
    column: NDArray[np.int32]
    font: NDArray[np.uint16]


class FontsOfWords:
    """Which font stands where. Words are best asked for page by page: the last one is at hand."""

    def __init__(self, pages: Mapping[int, GlyphPlaces], names: Sequence[str]) -> None:
        """
        Args:
            pages: by their number.
            names: of the fonts, by their index.
        """
        self._names = names
        self._pages = pages
        self._at = 0
        self._grid: NDArray[np.uint16] = np.zeros((0, 0), np.uint16)

    def of(self, page: int, box: Box | None) -> str | None:
        """The name of the font of most of the glyphs in ``box``; None where none is there."""
        if box is None or page not in self._pages:
            return None
        if page != self._at:
            self._at, self._grid = page, _grid(self._pages[page])
        left, top, right, bottom = box
        edge = _EDGE * (bottom - top)
        rows = slice(max(int((top + edge) / _CELL), 0), int((bottom - edge) / _CELL) + 1)
        seen = self._grid[rows, max(int(left / _CELL), 0) : int(right / _CELL) + 1]
        fonts = seen[seen > 0]
        if not len(fonts):
            return None
        first = int(fonts[0])
        if not (fonts == first).all():
            first = int(np.bincount(fonts).argmax())
        return self._names[first - 1]


def glyph_places(page: Page) -> GlyphPlaces:
    """Where the glyphs of a page stand."""
    level = page.angle == 0
    column = (page.x + np.where(level, page.advance / 2, 0)) / _CELL
    row = (page.y - np.where(level, _MIDDLE * page.size, 0)) / _CELL
    height, width = page.height / _CELL, page.width / _CELL
    on_page = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    return GlyphPlaces(row[on_page].astype(np.int32), column[on_page].astype(np.int32), page.font[on_page])


def _grid(glyphs: GlyphPlaces) -> NDArray[np.uint16]:
    """A cell is 0 where nothing stands, else the index of its font and 1."""
    if not len(glyphs.font):
        return np.zeros((0, 0), np.uint16)
    grid = np.zeros((int(glyphs.row.max()) + 1, int(glyphs.column.max()) + 1), np.uint16)
    grid[glyphs.row, glyphs.column] = glyphs.font + 1
    return grid
