"""Which glyphs of a font are its digits: the best rising chain of them, and the best assignment of digits to glyphs."""

from __future__ import annotations

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.parameters import DIGIT_IN_STEP, DIGIT_WORTH, UNASSIGNED_DIGIT, WORST_DIGIT
from warraq.decipher.glyph.parameters import DigitSearch as P

if not cython.compiled:
    from math import inf

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_OUT_OF_STEP = P.OUT_OF_STEP
_AGAIN = P.AGAIN


def chain(values: Floats, gids: Ints, alike: NDArray[np.bool_], stride: int, score: Floats, came: Ints) -> None:
    """Find the best chain of digits that ends at each row as each value.

    Args:
        values: what each row [rows, 10] is worth as each value.
        gids: rise; rows of one glyph index don't follow each other.
        alike: rows that don't follow the one before as other digits.
        stride: how far glyph indices are apart for a step of value.
        score: gets the worth of the chain; comes full of -inf, which stays for what is no digit.
        came: gets 10 x row + value of the one before; comes full of -1, which stays where a chain begins.
    """
    for k in range(gids.shape[0]):
        for value in range(10):
            if values[k, value] < -WORST_DIGIT:
                continue
            best = 0.0
            for j in range(k):
                if gids[j] == gids[k]:
                    continue
                if alike[k] and j == k - 1:
                    if score[j, value] + _AGAIN > best:
                        best, came[k, value] = score[j, value] + _AGAIN, 10 * j + value
                    continue
                for lower in range(value):
                    reached = score[j, lower]
                    if gids[k] - gids[j] == stride * (value - lower):
                        reached += DIGIT_IN_STEP
                    else:
                        reached -= _OUT_OF_STEP
                    if reached > best:
                        best, came[k, value] = reached, 10 * j + lower
            score[k, value] = best + DIGIT_WORTH + values[k, value]


def assign(values: Floats, score: Floats, came: Ints, taken: NDArray[np.int8], order: Ints) -> None:
    """Find the best choice of columns for the first rows of ``values`` that takes each set of columns (bits).

    Args:
        score: gets, behind each number of rows [rows + 1, sets], the worth of the choice; comes full of -inf.
        came: gets the set that was taken before the last row [rows, sets].
        taken: gets the column of that row; comes full of -1, which stays where it has none. Of equal choices the one
            that is found first is kept.
        order: room for the sets in the order in which they are found [2, sets].
    """
    score[0, 0] = 0.0
    order[0, 0], known = 0, 1
    for row in range(values.shape[0]):
        count = 0
        for k in range(known):
            before = order[row & 1, k]
            for column in range(-1, values.shape[1]):
                now = before if column < 0 else before | 1 << column
                if column >= 0 and now == before:
                    continue
                total = score[row, before] + (-UNASSIGNED_DIGIT if column < 0 else values[row, column])
                if score[row + 1, now] == -inf:
                    order[1 - (row & 1), count] = now
                    count += 1
                if total > score[row + 1, now]:
                    score[row + 1, now], came[row, now], taken[row, now] = total, before, column
        known = count
