"""Heads of sections in a table without rules: of a menu, a price list, a form."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from warraq.layout.place import WORD
from warraq.layout.tables.white_tables import Cells

#: A head is so many times as large as the rows; or it is bold where they aren't, and the white above so many times as
#: wide as is usual, no less than so much of the font size.
_LARGER: Final = 1.08
_WIDER: Final = 1.25
_LEAST_WHITE: Final = 0.3


def section_heads(rows: Sequence[Cells]) -> list[int]:
    """Numbers of the rows that head those below: one line alone, larger than these, or bold below wider white.

    What is bold above the first row may name some of its columns.

    Args:
        rows: of a band, cut into cells.
    """
    last = max((number for number, row in enumerate(rows) if row.filled > 1), default=0)
    if not last:
        return []
    full = [row for row in rows if row.filled > 1]
    size = statistics.median_low(row.row.size for row in full)
    bold = 2 * sum(any(line.bold for line in row.row.lines) for row in full) >= len(full)
    whites = [0.0, *(below.row.top - row.row.bottom for row, below in pairwise(rows))]
    least = _WIDER * max(statistics.median_low(whites[1:]), _LEAST_WHITE * size)

    def heads(row: Cells, white: float) -> bool:
        line = row.row.lines[0]
        if row.filled > 1 or not WORD.search(line.text) or line.text.endswith("."):
            return False
        return line.size >= _LARGER * size or (line.bold and not bold and white > least)

    return [number for number in range(last) if heads(rows[number], whites[number])]
