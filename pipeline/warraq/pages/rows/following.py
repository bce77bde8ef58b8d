"""Which row of a block goes on from which: in columns side by side the next one from the top is another column's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from warraq.pages.lines.arrange import Block
from warraq.pages.lines.frame import Indices

#: The row below is no further away, in units of the font size; so many rows may stand beside one at most.
_NEXT: Final = 2.2
_MOST_BESIDE: Final = 12
#: Rows of a column that has margins of its own, at least.
_LEAST_ROWS: Final = 6


@dataclass(frozen=True, slots=True)
class Following:
    """The rows of a block as they follow each other.

    Attributes:
        below: the row after each; the number of rows where there is none.
        above: the row before each, or -1.
        column: the number of the column of each.
        columns: the rows of each column that stands beside another and has margins.
    """

    below: list[int]
    above: list[int]
    column: list[int]
    columns: list[Indices]


def rows_following(block: Block) -> Following:
    """Each row with the next from the top, unless that stands beside it and another is near below it."""
    frame, rows = block.frame, block.rows
    first = rows.glyphs[rows.starts]
    count = len(first)
    left, right = frame.left[first], np.maximum.reduceat(frame.right[rows.glyphs], rows.starts)
    beside = np.flatnonzero((left[1:] >= right[:-1]) | (right[1:] <= left[:-1])).tolist()
    below = list(range(1, count + 1))
    if not beside:  # as on most pages
        return Following(below, list(range(-1, count - 1)), [0] * count, [])
    lefts, rights, down = left.tolist(), right.tolist(), frame.down[first].tolist()
    furthest = (frame.down[first] + _NEXT * frame.size[first]).tolist()
    doubtful: list[int] = []
    for row in beside:
        start, end = lefts[row], rights[row]
        for other in range(row + 2, min(row + _MOST_BESIDE, count)):
            if down[other] <= furthest[row] and lefts[other] < end and rights[other] > start:
                below[row] = other
                break
        else:
            doubtful.append(row)
    above = [-1] * (count + 1)
    for row in sorted(set(range(count)).difference(doubtful)):
        above[below[row]] = row
    for row in doubtful:
        if above[below[row]] < 0:
            above[below[row]] = row
        else:
            below[row] = count
    above.pop()
    column = list(range(count))
    for row, other in enumerate(above):
        column[row] = column[other] if other >= 0 else row
    of_row = np.array(column)
    numbers, sizes = np.unique(of_row, return_counts=True)
    columns = [np.flatnonzero(of_row == number) for number in numbers[sizes >= _LEAST_ROWS].tolist()]
    sides = [(float(left[rows].min()), float(right[rows].max())) for rows in columns]
    beside_others = [
        rows for rows, one in zip(columns, sides, strict=True) if any(one[1] <= s[0] or s[1] <= one[0] for s in sides)
    ]
    return Following(below, above, column, beside_others)
