"""The codes that a document has shown so far, numbered: most pages show no others, and need no sorting to say so."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.glyph import Page

Keys = NDArray[np.uint64]
#: Cells of a table of all fonts and codes (a megabyte) up to which numbers are looked up there: a search of sorted keys
#: takes several times as long.
MOST_CELLS: Final = 1 << 17
#: To sort a key takes as long as to look through so many cells.
_CELLS_OF_A_KEY: Final = 64


def code_keys(page: Page) -> Keys:
    """``font << 32 | charcode`` of each glyph."""
    return page.font.astype(np.uint64) << np.uint64(32) | page.charcode.astype(np.uint64)


def _parts(keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Font and charcode of each key."""
    whole = keys.astype(np.uint64, copy=False).view(np.int64)
    return whole >> 32, whole & 0xFFFFFFFF


def first_places(keys: Keys, among: NDArray[np.intp]) -> NDArray[np.intp]:
    """Of the places ``among``, which rise, the first of each distinct key, the least key first."""
    font, code = _parts(keys[among])
    rows, columns = int(font.max(initial=0)) + 1, int(code.max(initial=0)) + 1
    if rows * columns > _CELLS_OF_A_KEY * among.size:
        return among[np.unique(keys[among], return_index=True)[1]]
    first = np.full(rows * columns, -1, np.intp)
    first[(font * columns + code)[::-1]] = among[::-1]  # the last that is written stays
    return first[first >= 0]


class CodeIndex:
    """Numbers of keys, in the order in which they were added.

    Attributes:
        keys: by number.
    """

    def __init__(self) -> None:
        self.keys: list[int] = []
        self._sorted = np.zeros(0, np.uint64)
        self._numbers = np.zeros(0, np.intp)
        self._table: NDArray[np.intp] | None = None

    def find(self, keys: Keys) -> NDArray[np.intp]:
        """The number of each key; -1 where it has none."""
        if not self.keys:
            return np.full(keys.size, -1, dtype=np.intp)
        if self._table is not None:
            # The last row and the last column are of fonts and of codes that have no number.
            rows, columns = self._table.shape
            font, code = _parts(keys)
            place = np.minimum(font, rows - 1) * columns
            place += np.minimum(code, columns - 1)
            numbers: NDArray[np.intp] = self._table.ravel().take(place)
            return numbers
        place = np.minimum(np.searchsorted(self._sorted, keys), len(self.keys) - 1)
        return np.where(self._sorted[place] == keys, self._numbers[place], -1)

    def add(self, keys: Keys) -> None:
        """Number keys that have none, in their order."""
        together = np.concatenate([self._sorted, keys])
        order = np.argsort(together, kind="stable")
        self._numbers = np.concatenate([self._numbers, np.arange(keys.size) + len(self.keys)])[order]
        self._sorted = together[order]
        self.keys += keys.tolist()
        font, code = _parts(self._sorted)
        rows, columns = int(font.max(initial=0)) + 2, int(code.max(initial=0)) + 2
        self._table = None
        if rows * columns <= MOST_CELLS:
            self._table = np.full((rows, columns), -1, np.intp)
            self._table[font, code] = self._numbers
