"""Commas between formulas that follow each other from the right: each formula is a piece of its own, set left to right.

TeX and the equations of word processors set a formula in Arabic or Persian text as a piece, whatever stands beside it:
``x`` in ``X``, Arabic comma, ``y`` in ``Y`` shows ``y`` on the left. Of plain strings UAX #9 paints that from one alone
that nobody types: read from the left, its comma has a space before it and none behind. Names and words in a list
(``Java``, Arabic comma, ``Python``) are no formulas: there the writer may have set the space on the wrong side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

#: U+060C Arabic comma, before what is no stop and after a space.
_COMMA: Final = re.compile("(?<=\\s)\u060c(?=[^\\s.,:;\u060c)\\]}])")
#: Words, which only a formula with a relation in it has, and two letters, which only one with an operation has.
_WORD: Final = re.compile(r"[^\W\d_]{3}")
_RELATION: Final = re.compile("[=<>\u2190-\u21ff\u2208-\u220d\u223c-\u2293\u22a2-\u22c9]")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
#: Operations, relations among them, and brackets; U+2190 to U+22FF are arrows and mathematical operators.
_OPERATION: Final = re.compile("[=<>+/(\\[{\u00b1\u00d7\u00f7\u2190-\u22ff]")
#: What stands at the ends of a formula and belongs to the text around it: the stop or the number of a source behind it,
#: the colon before it; and signs that touch the letter behind it, as the hyphen before an ending does.
_BEHIND: Final = re.compile(r"(?:[ .,:;\u060c]|\[\d+(?:,\d+)*\])*")
_BEFORE: Final = " :;\u060c"
_TOUCHING: Final = re.compile(r"[^\w\s(\[{]*")


def parted_formulas(painted: str, kinds: str) -> tuple[frozenset[int], frozenset[int]]:
    """Painted places of the commas that part formulas with the spaces beside those, and of what stands in them.

    Args:
        painted: one character per cluster, left to right, as painted.
        kinds: of each, see ``kinds_of``.

    >>> commas, inside = parted_formulas("y > Y \\u060cx > X", "LooLooLooL")
    >>> sorted(commas), sorted(inside)
    ([5, 6], [0, 1, 2, 3, 4, 7, 8, 9, 10, 11])
    >>> parted_formulas("Python \\u060cJava", "LLLLLLooLLLL")
    (frozenset(), frozenset())
    """
    commas: set[int] = set()
    inside: set[int] = set()
    for place, pieces in _parted(painted, kinds):
        if all(_is_formula(painted[start:end]) for start, end in pieces):
            commas.add(place)
            inside.update(*(range(start, end) for start, end in pieces))
            beside = chain(*((start - 1, end) for start, end in pieces))
            commas.update(at for at in beside if painted[at : at + 1].isspace())
    return frozenset(commas - inside), frozenset(inside)


def _parted(painted: str, kinds: str) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Each comma with the bounds of the pieces on its left and on its right."""
    places = [match.start() for match in _COMMA.finditer(painted)]
    for place in places:
        left = max(kinds.rfind("R", 0, place), *(other for other in (-1, *places) if other < place)) + 1
        right = min(
            end for end in (kinds.find("R", place), *(o for o in places if o > place), len(painted)) if end >= 0
        )
        yield place, [_trimmed(painted, left, place), _trimmed(painted, place + 1, right)]


def _trimmed(painted: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of the formula in a piece, without what belongs to the text around it."""
    if start:  # what ends a line touches nothing
        start = _end(_TOUCHING, painted, start, end)
    start = _end(_BEHIND, painted, start, end)
    return start, start + len(painted[start:end].rstrip(_BEFORE))


def _end(pattern: re.Pattern[str], painted: str, start: int, end: int) -> int:
    match = pattern.match(painted, start, end)
    return match.end() if match else start


def _is_formula(piece: str) -> bool:
    """It has a Latin letter; words only beside a relation, and two letters together only beside an operation."""
    if not any(map(str.isalpha, piece)) or _is_open(piece):
        return False
    for several, beside in ((_WORD, _RELATION), (_LETTERS, _OPERATION)):
        if several.search(piece) and not beside.search(piece):
            return False
    return True


def _is_open(piece: str) -> bool:
    """A bracket in it has its partner elsewhere."""
    return sum(map(piece.count, "([{")) != sum(map(piece.count, ")]}"))
