"""Where the right-to-left phrases of a Latin line may begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from warraq.repair.order.bidi import MIRROR

#: What one right-to-left phrase may be, tried in turn: letters with what is between them; with the numbers on one
#: side; the same without brackets (b); numbers alone, after such a phrase.
_PHRASES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"R(?:[RNob]*R)?",
        r"(?:N[Nob]*)?R(?:[RNob]*R)?",
        r"R(?:[RNob]*R)?(?:[ob]*N)?",
        r"R(?:[RNo]*R)?",
        r"(?:N[No]*)?R(?:[RNo]*R)?",
        r"[RN](?:[RNo]*[RN])?",
        r"R(?:[RNob]*R)?(?:[ob]*N)*",
    )
)
#: ... and what it may be where brackets are chosen one by one.
_PHRASES_OF_CHOICE: Final = tuple(
    re.compile(pattern) for pattern in (r"R(?:[RNo]*R)?", r"(?:N[No]*)?R(?:[RNo]*R)?", r"[RNo]*R[RNo]*")
)
#: So many brackets of a line are tried.
_MOST_BRACKETS: Final = 6


def phrases(painted: str, kinds: str) -> Iterator[list[tuple[int, int]]]:
    """Bounds of the right-to-left phrases, in the ways that are tried in turn; last, with every choice of brackets.

    Args:
        painted: one character per cluster, left to right.
        kinds: of each, see ``bidi.kinds_of``.
    """
    brackets = [i for i, c in enumerate(painted) if c in MIRROR]
    marked = list(kinds)
    for place in brackets:
        marked[place] = "b"
    for phrase in _PHRASES:
        yield [match.span() for match in phrase.finditer("".join(marked))]
    # Pairs that cross are halves that UAX #9 takes for no pair (BD16): each may lie inside a phrase or part two.
    for size in range(1, min(len(brackets), _MOST_BRACKETS) + 1):
        for inside in combinations(brackets[:_MOST_BRACKETS], size):
            chosen = "".join("o" if i in inside else kind for i, kind in enumerate(marked))
            for phrase in _PHRASES_OF_CHOICE:
                yield [match.span() for match in phrase.finditer(chosen)]
