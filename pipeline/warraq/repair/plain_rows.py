"""What characters are in a row, and what is told of the rows of a block before each is put in order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.repair.bidi import MIRROR, bidi_class
from warraq.repair.frame import Indices

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
#: White wider than this may part cells of a table, in units of the font size.
WALL: Final = 2.0


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
class Told:
    """What tells in which order the rows of a block are.

    Attributes:
        size: font size at the left end of each row, points.
        walled: for each row, whether wide white may part it into cells of a table.
        rows: which of them are plain, and their order.
    """

    size: NDArray[np.float64]
    walled: NDArray[np.bool_]
    rows: PlainRows
