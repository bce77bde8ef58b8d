"""Numbers whose digits run backwards while the letters are in order: ``0202`` for 2020.

Word 2007-2013 pairs the digits of a right-to-left run with the mirrored number; extractors that reverse whole lines
do it too. The gate is the document: years that are one only backwards, dates whose day or month is.
The letters say nothing, so it must not fire on a handful of numbers.

>>> repair("\\u0639\\u0627\\u0645 0202") == "\\u0639\\u0627\\u0645 2020"
True
"""

from __future__ import annotations

import re
from typing import Final

from warraq.arabic.digits import to_ascii

_NUMBER: Final = re.compile(r"[0-9]+(?:[.,/:][0-9]+)*|[\u0660-\u0669]+(?:[.,/:\u066b\u066c][\u0660-\u0669]+)*")
_YEAR: Final = re.compile(r"(?:1[3489]|20)\d\d")
#: Numbers that speak for one direction, at least.
_LEAST: Final = 3
_PREVAIL: Final = 3.0


def find(text: str) -> float:
    """Share of the numbers that read only backwards, where they prevail clearly."""
    numbers = [to_ascii(number) for number in _NUMBER.findall(text)]
    backward = sum(_reads(number[::-1]) and not _reads(number) for number in numbers)
    forward = sum(_reads(number) and not _reads(number[::-1]) for number in numbers)
    if backward < _LEAST or backward < _PREVAIL * forward:
        return 0.0
    return backward / (backward + forward)


def _reads(number: str) -> bool:
    """The number reads naturally: a year, or a number without a leading zero that isn't round when turned."""
    if len(number) == 4 and number.isdigit():
        return _YEAR.fullmatch(number) is not None
    return number.isdigit() and len(number) > 1 and not number.startswith("0")


def repair(text: str) -> str:
    """``text`` with every number turned round."""
    return _NUMBER.sub(lambda match: match.group()[::-1], text)
