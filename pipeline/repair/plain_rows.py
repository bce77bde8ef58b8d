"""Rows that UAX #9 has nothing to decide in, or only between two letters: told and ordered all at once.

Plain rows have Arabic letters, signs that no number is beside, and numbers that stand alone between spaces. They are
read from the right, their numbers from the left. In the others that are told here, no piece without letters bears on
another one. ``row_order`` reads every other row by itself; it would give all of these the same order.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.model.record import dataclass
from pipeline.repair.bidi import MIRROR, bidi_class
from pipeline.repair.frame import Indices

#: What a character is in a row, one bit each: an Arabic letter; a digit of either script; a space; a sign that takes
#: the level of the text around it; one that may bear on how numbers are read; one after which a symbol may break; a
#: bracket; and whatever else there is.
LETTER, WESTERN, EASTERN, SPACE, NEUTRAL, SIGN, BREAK, BRACKET, OTHER = (1 << bit for bit in range(9))
DIGIT: Final = WESTERN | EASTERN
_NEUTRALS: Final = frozenset(("ES", "ET", "CS", "WS", "ON"))
ANY_NEUTRAL: Final = NEUTRAL | SIGN | BREAK | BRACKET
#: Hyphen, dash and per cent; slash, other hyphen, and what else ends a piece of a symbol or address.
_SIGNS: Final = frozenset("-\u2013%\u066a")
_BREAKS: Final = frozenset("/\u2010_&@.:")


@lru_cache(maxsize=4096)
def role_of(character: str) -> int:
    """One of the bits above."""
    kind = bidi_class(character)
    if kind == "AL":
        return LETTER
    if character.isdecimal():
        return WESTERN if character.isascii() else EASTERN if "\u0660" <= character <= "\u0669" else OTHER
    if character == " ":
        return SPACE
    if kind not in _NEUTRALS:
        return OTHER
    if character in MIRROR:
        return BRACKET
    return SIGN if character in _SIGNS else BREAK if character in _BREAKS else NEUTRAL


@dataclass(frozen=True, slots=True, eq=False)
class PlainRows:
    """
    Attributes:
        plain: for each row, whether it is one.
        apart: for each row, whether its pieces without letters don't bear on each other; no plain row is among these.
        order: the cells, row after row: plain rows in logical order, the others from the right.
    """

    plain: NDArray[np.bool_]
    apart: NDArray[np.bool_]
    order: Indices


def find_plain_rows(
    role: NDArray[np.uint16], bounds: Indices, walled: NDArray[np.bool_], below: NDArray[np.uint16]
) -> PlainRows:
    """
    Args:
        role: of the character of each cell, row after row, left to right.
        bounds: first cell of each row, and the end of the last.
        walled: for each row, whether wide white may part it into cells of a table.
        below: role of the character at the right end of the row below; 0 where there is none.
    """
    starts, lengths = bounds[:-1], np.diff(bounds)
    row = np.repeat(np.arange(len(lengths)), lengths)
    filled = np.flatnonzero(lengths)
    found = np.zeros(len(lengths), np.uint16)
    if filled.size:
        found[filled] = np.bitwise_or.reduceat(role, starts[filled])
    numbers = (found & DIGIT) != 0
    apart = (found & (LETTER | OTHER)) == LETTER
    apart &= ~(walled & ((found & ANY_NEUTRAL) != 0))
    apart &= ~(numbers & ((found & (BREAK | SIGN)) != 0) & ((below & (DIGIT | OTHER)) != 0))
    plain = apart & ((found & BRACKET) == 0) & ~(numbers & ((found & SIGN) != 0))
    ends = (starts + bounds[1:] - 1)[row]
    order = ends - np.arange(len(role))
    if (numbers & plain).any():
        _part_from(plain, role, row)
        digits = np.flatnonzero(((role & DIGIT) != 0) & plain[row])
        _turn_runs(order, digits, row[digits], ends[digits])
    return PlainRows(plain, apart & ~plain & ~(walled & numbers), order)


def _part_from(plain: NDArray[np.bool_], role: NDArray[np.uint16], row: Indices) -> None:
    """Take rows out of ``plain`` in which anything but a letter stands nearest to a number."""
    seen = np.flatnonzero(role != SPACE)
    here, of_row = role[seen], row[seen]
    first, second = here[:-1], here[1:]
    digit, other_digit = (first & DIGIT) != 0, (second & DIGIT) != 0
    whole = (np.diff(seen) == 1) & (first == second)
    wrong = np.where(digit & other_digit, ~whole, (digit | other_digit) & (((first | second) & LETTER) == 0))
    plain[of_row[1:][wrong & (of_row[1:] == of_row[:-1])]] = False


def _turn_runs(order: Indices, digits: Indices, row: Indices, ends: Indices) -> None:
    """Put the digits of each number in the order in which they are painted.

    Args:
        order: the cells, each row from the right.
        digits: cells of the numbers, rising; ``row`` and ``ends``, the sum of their row's first and last cell, of each.
    """
    if not digits.size:
        return
    begins = np.ones(len(digits), np.bool_)
    begins[1:] = (np.diff(digits) > 1) | (np.diff(row) > 0)
    run = np.cumsum(begins) - 1
    first = digits[begins]
    last = first + np.bincount(run) - 1
    order[ends - last[run] + digits - first[run]] = digits
