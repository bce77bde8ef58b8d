"""What a character is in a row, as far as it bears on the row's order."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from warraq.repair.order.bidi import MIRROR, bidi_class

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
