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
#: Two whole numbers: three that are joined so are a date, others hours and fractions.
_RANGE: Final = re.compile(
    r"(?<![\d:./])(?<!\d[-\u2013])(\d{1,4})\s*[-\u2013]\s*(\d{1,4})(?!\d|[:./]\d|\s*[-\u2013]\s*\d)"
)
#: What stands on its proper side, and on the wrong one.
_PROPER: Final = re.compile(rf"\d\s?{_AFTER.pattern}|{_BEFORE.pattern}(?=\d)")
_IMPROPER: Final = re.compile(rf"{_AFTER.pattern}(?=\d)|\d{_BEFORE.pattern}")


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
