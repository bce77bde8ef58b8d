"""What is told of the rows of a block before each is put in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.pages.lines.frame import Indices

#: White wider than this may part cells of a table, in units of the font size.
WALL: Final = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class PlainRows:
    """Rows that UAX #9 has nothing to decide in, or only between two letters: told and ordered all at once.

    Attributes:
        plain: for each row, whether it is one.
        apart: for each row, whether its pieces without letters don't bear on each other; no plain row is among these.
        order: the cells, row after row: plain rows in logical order, the others from the right.
    """

    plain: NDArray[np.bool_]
    apart: NDArray[np.bool_]
    order: Indices


@dataclass(frozen=True, slots=True, eq=False)
class OrderClues:
    """What tells in which order the rows of a block are.

    Attributes:
        size: font size at the left end of each row, points.
        walled: for each row, whether wide white may part it into cells of a table.
        rows: which of them are plain, and their order.
    """

    size: NDArray[np.float64]
    walled: NDArray[np.bool_]
    rows: PlainRows
