"""Rows that UAX #9 has nothing to decide in, or only between two letters: told and ordered all at once.

Plain rows have Arabic letters, numbers, and signs that join no two numbers but by rule W4. They are read from the
right, their numbers from the left. In the others that are told here, no piece without letters bears on another one.
``row_order`` reads every other row by itself; it would give all of these the same order.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.record import dataclass
from warraq.repair.bidi import MIRROR, bidi_class
from warraq.repair.frame import Indices
from warraq.repair.order import NUMBER

#: What a character is in a row, one bit each: an Arabic letter; a digit of either script; a space; a sign that takes
#: the level of the text around it; one that may bear on how numbers are read; one after which a symbol may break; a
#: bracket; and whatever else there is. A sign has another bit where it is a common or European number separator, or
#: goes with a European number that it is beside (classes CS, ES, ET).
LETTER, WESTERN, EASTERN, SPACE, NEUTRAL, SIGN, BREAK, BRACKET, OTHER, COMMON, EUROPEAN, TERMINATOR = (
    1 << bit for bit in range(12)
)
DIGIT: Final = WESTERN | EASTERN
_NEUTRALS: Final = {"ES": EUROPEAN, "ET": TERMINATOR, "CS": COMMON, "WS": 0, "ON": 0}
ANY_NEUTRAL: Final = NEUTRAL | SIGN | BREAK | BRACKET
#: Hyphen, dash and per cent; slash, other hyphen, and what else ends a piece of a symbol or address.
_SIGNS: Final = frozenset("-\u2013%\u066a")
_BREAKS: Final = frozenset("/\u2010_&@.:")
_PARTS: Final = (
    (LETTER, "R"),
    (WESTERN, "0"),
    (EASTERN, "1"),
    (SPACE, "s"),
    (COMMON, "c"),
    (EUROPEAN, "e"),
    (TERMINATOR, "x"),
)
#: What stands between two letters and has numbers: all of one script, and no two of them with a space alone between
#: them, which may group the digits of one, or a European separator that W4 would take to European ones.
_STRETCH: Final = re.compile(r"[soce]*(?:0+(?:(?![se]0)[soce]+0+)*|1+(?:(?!s1)[soce]+1+)*)[soce]*")
_DIGIT: Final = re.compile("[01]")


@lru_cache(maxsize=4096)
def role_of(character: str) -> int:
    """The bits above."""
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
    return _NEUTRALS[kind] | (SIGN if character in _SIGNS else BREAK if character in _BREAKS else NEUTRAL)


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
    plain = apart & ((found & BRACKET) == 0)
    ends = (starts + bounds[1:] - 1)[row]
    order = ends - np.arange(len(role))
    if (numbers & plain).any():
        parts = _parts(role)
        for number in np.flatnonzero(numbers & plain).tolist():
            start, end = bounds[number : number + 2].tolist()
            text = parts[start:end]
            if all(map(_STRETCH.fullmatch, filter(_DIGIT.search, text.split("R")))):
                for match in NUMBER.finditer(text):
                    first, last = match.span()
                    order[end - last : end - first] = np.arange(start + first, start + last)
            else:
                plain[number] = False
    return PlainRows(plain, apart & ~plain & ~(walled & numbers), order)


def _parts(role: NDArray[np.uint16]) -> str:
    """For each cell R (letter), 0 or 1 (digit of either script), s (space), c or e (separator), o (neutral) or x."""
    parts = np.full(len(role), ord("o"), dtype=np.uint8)
    for bits, part in _PARTS:
        parts[(role & bits) != 0] = ord(part)
    return parts.tobytes().decode("ascii")
