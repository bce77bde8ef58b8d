"""Which of several orders that paint the same line reads well: ranges rise, signs and units stand by their numbers."""

from __future__ import annotations

import re
from typing import Final

_DASH: Final = re.compile(r"[-\u2013]")
#: Signs that stand after their number: per cent, per mille, degree, minute and second of arc.
_AFTER: Final = re.compile(r"[%\u066a\u2030\u00b0\u2032\u2033]")
#: Signs that stand before their number: dollar, euro, pound, yen.
_BEFORE: Final = re.compile(r"[$\u20ac\u00a3\u00a5#]")
_DIGITS: Final = re.compile(r"\d+")
#: Two numbers: three that are joined so are a date.
_RANGE: Final = re.compile(r"(?<!\d)(?<!\d[-\u2013])(\d{1,4})\s*[-\u2013]\s*(\d{1,4})(?!\d|\s*[-\u2013]\s*\d)")
#: What stands on its proper side, and on the wrong one.
_PROPER: Final = re.compile(rf"\d\s?{_AFTER.pattern}|{_BEFORE.pattern}(?=\d)")
_IMPROPER: Final = re.compile(rf"{_AFTER.pattern}(?=\d)|\d{_BEFORE.pattern}")
#: Symbols of units with their prefixes (The International System of Units, tables 2 to 8; ISO 80000-13), but for single
#: letters, which name other things as well.
_SYMBOL: Final = (
    r"(?:[kcm\u00b5\u03bcn]m[\u00b2\u00b3]?|[km\u00b5\u03bc]g|[mcd][lL]|ha|[kMGT]Wh?|[kMG]Hz|[khM]Pa|k[JV]|mol|[kMGT]B"
    r"|dpi|pp[mb]|rpm|fps|px|dB|eV|mAh|bit|bar|k?cal|psi|mmHg)"
)
#: ... a quotient has such letters in it, too.
_PART: Final = rf"(?:{_SYMBOL}|[kMGT]?bit|[gmsAKJNWCVLlh][\u00b2\u00b3]?)"
_SYMBOLS: Final = re.compile(rf"(?<![^\W_])(?:{_PART}(?:[/\u00b7]{_PART})+|{_SYMBOL})\Z")
#: Units of one letter that number other things less often than they are ones.
_LETTER: Final = re.compile(r"(?<![^\W_])[gLVWJN\u03a9\u2126]\Z")
_LATIN: Final = re.compile(r"[A-Za-z]")


def may_tell(painted: str) -> bool:
    """Whether the orders of a line can differ in how well its numbers read."""
    dash, sign = _DASH.search(painted), _AFTER.search(painted) or _BEFORE.search(painted)
    if not dash and not sign:
        return False
    return len(_DIGITS.findall(painted)) > (0 if sign else 1)


def plausibility(logical: str) -> int:
    """How well numbers read: ranges that rise, and signs on the side of their number where they belong."""
    score = 0
    for low, high in _RANGE.findall(logical):
        score += 1 if int(low) < int(high) else -1
    return score + len(_PROPER.findall(logical)) - len(_IMPROPER.findall(logical))


def follows_its_number(painted: str) -> bool:
    """Whether a line begins, from the left, with nothing Latin but the symbol of a unit: ``kg`` before ``5``.

    UAX #9 paints the number first and the unit on its left in a right-to-left line.
    """
    unit = _SYMBOLS.search(painted) or _LETTER.search(painted)
    return unit is not None and _LATIN.search(painted, 0, unit.start()) is None
