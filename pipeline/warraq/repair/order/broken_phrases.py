"""Latin phrases that a line breaks in two: what stands at the break belongs to them.

UAX #9 resolves neutrals before it breaks lines (rules N0 and N1): where a line ends in Latin and the next one begins
so, signs and brackets at the break are Latin too, and a number is (W7). Line by line they would be read from the right:
``f(x) = 2x +`` above ``1``, ``(Application Programming`` above ``Interface)``. A few ways to part them from the Arabic
words beside them are tried; how people type decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from warraq.repair.order.bidi import (
    ARABIC,
    BRACKETS,
    CLOSING,
    LATIN,
    Order,
    bidi_class,
    kinds_of,
    spell,
    unpaired,
    unpaired_brackets,
)
from warraq.repair.order.typed import OPERATOR

#: Number of a list, or its dash, at the right end of a line: no Latin phrase goes on with it.
_LABEL: Final = re.compile(
    r"(?:^|\s)(?:[-\u2013.(][A-Za-z\d]{1,4}(?:[-\u2013./][A-Za-z\d]{1,4})*\)?|\d{1,3}[-\u2013]|[-\u2013\u2022*])$"
)
#: What a sentence ends with.
_ENDS: Final = (".", ":", "!", "?", "\u061f")
#: ... and what parts of one do, which touches the word before (U+060C Arabic comma, 061B semicolon).
_STOPS: Final = (",", ":", ";", "\u060c", "\u061b")
#: Signs of symbols and addresses after which a line may break.
_GOES_ON: Final = "/-\u2010_&@.:?="
#: Signs that precede a word more often than they follow one: of options, paths, variables.
_LEADING: Final = "-./~$#@%&*+\\_"
#: So many signs at a break are tried on either side.
_MOST_SIGNS: Final = 8
#: A line with more Latin letters than this for one Arabic letter is rather one of a Latin paragraph.
_MOSTLY_LATIN: Final = 2
#: So many brackets without a partner in their line are tried.
_MOST_HALVES: Final = 3
#: An operator between spaces, as it begins and ends a line.
_OPERATOR_BEHIND: Final = re.compile(rf"\s{OPERATOR}(?=\s)")
_OPERATOR_BEFORE: Final = re.compile(rf"(?<=\s){OPERATOR}\s\Z")
_WORD: Final = re.compile("(?<![LN])N*L[LN]*")
_NUMBER: Final = re.compile("N+(?=[^N]*$)")
_ATOMS: Final = re.compile("[LN](?:.*[LN])?")
#: An Arabic word that a sign joins to the last Latin one.
_JOINED: Final = re.compile(r"[^\W\d_][^\W\d_]|[^\W\d_][/-]")


@dataclass(frozen=True, slots=True)
class Beyond:
    """What stands beyond the breaks of a line of a right-to-left paragraph.

    Attributes:
        above: the line above, in logical order, where that ends in Latin; else empty.
        below: the Latin phrase or number that the line below begins with; else empty.
        within: the line goes on from one above it.
        arabic_below: most letters of the line below are Arabic.
        word: the Arabic word that the line above ends with, if it does.
        first: the character that the line below begins with; empty where there is none.
    """

    above: str = ""
    below: str = ""
    within: bool = False
    first: str = ""
    word: str = ""
    arabic_below: bool = False

    def around(self, logical: str) -> str:
        """A line with what is beyond it."""
        return f"{self.above or self.word} {logical} {self.below}".strip(" ")


NOTHING: Final = Beyond()


def ends_in_latin(painted: str) -> bool:
    """Whether the last letter of a right-to-left line is a Latin one."""
    kinds = kinds_of(painted)
    return "L" in kinds[: kinds.find("R")] if "R" in kinds else "L" in kinds


def last_word(painted: str) -> str:
    """The Arabic word that a right-to-left line ends with; empty where it ends with something else."""
    return painted[: len(kinds_of(painted)) - len(kinds_of(painted).lstrip("R"))][::-1]


def is_mostly_arabic(painted: str) -> bool:
    """Whether a line has as many Arabic letters as Latin ones, or more."""
    kinds = kinds_of(painted)
    return kinds.count("R") >= max(kinds.count("L"), 1)


def begins_with(painted: str) -> str:
    """The Latin phrase or number that a right-to-left line begins with; empty where it begins with Arabic."""
    kinds = kinds_of(painted)
    start = kinds.rfind("R") + 1
    atoms = _ATOMS.search(kinds, start)
    if atoms is not None and "L" not in atoms.group():  # numbers run from the right
        atoms = _NUMBER.search(kinds, start)
    return painted[atoms.start() : atoms.end()] if atoms else ""


def readings(painted: str, beyond: Beyond) -> Iterator[str]:
    """``painted`` for ordering, in the ways that are to be tried, the likeliest first: letters for what is Latin.

    Args:
        painted: a line of a right-to-left paragraph, left to right.
        beyond: what stands beyond its breaks.
    """
    yield from _as_it_breaks(painted, beyond)
    for part in _parted(painted):
        yield from _as_it_breaks(part, beyond)


def may_differ(painted: str, beyond: Beyond) -> bool:
    """Whether there is more than one reading of a line that goes on from others, or in others."""
    if beyond.above or beyond.below:
        return True
    return (beyond.within or beyond.first != "") and "L" in kinds_of(painted) and bool(_halves(painted))


def _parted(painted: str) -> Iterator[str]:
    """``painted`` with right-to-left letters for brackets whose partner is on another line.

    A pair with Arabic in it, or behind an Arabic word, is right-to-left (N0), and parts what is Latin on its sides.
    """
    kinds = kinds_of(painted)
    if kinds.count("L") > _MOSTLY_LATIN * kinds.count("R"):
        return
    for half in _halves(painted):
        yield f"{painted[:half]}{ARABIC}{painted[half + 1 :]}"


def with_parted(painted: str, way: str, order: Order) -> Order:
    """``order`` of a way to read a line, its right-to-left brackets the mirror images of what is painted; not verified
    where those pair within the line.
    """
    halves = _halves(painted)
    places = [place for place in halves if way[place] == ARABIC]
    if not places:
        return order
    order = replace(order, mirrored=order.mirrored.union(places))
    return replace(order, verified=order.verified and unpaired_brackets(spell(painted, order)) >= len(halves))


def _halves(painted: str) -> list[int]:
    """Places of the brackets that have no partner in the line as it looks, if they are few."""
    waiting: list[int] = []
    alone: list[int] = []
    for match in BRACKETS.finditer(painted):
        opening = CLOSING.get(match.group())
        if opening is None:
            waiting.append(match.start())
        elif waiting and painted[waiting[-1]] == opening:
            waiting.pop()
        else:
            alone.append(match.start())
    return [*alone, *waiting] if len(alone) + len(waiting) <= _MOST_HALVES else []


def _as_it_breaks(painted: str, beyond: Beyond) -> Iterator[str]:
    kinds = kinds_of(painted)
    first, last = kinds.find("R"), kinds.rfind("R") + 1
    if first < 0:
        yield from _begins(painted, kinds, beyond.above)
        yield painted
        return
    touching = painted[first - 1 : first]
    joined = not touching.isspace() and touching not in _STOPS and _JOINED.match(painted, first)
    ends = [] if joined else list(_ends(painted[:first], kinds[:first], beyond.below))
    begins = list(_begins(painted[last:], kinds[last:], beyond.above)) or [painted[last:]]
    for begin in begins:
        for end in ends or [painted[:first]]:
            yield f"{end}{painted[first:last]}{begin}"


def _ends(text: str, kinds: str, below: str) -> Iterator[str]:
    """What may be read of the left end of a line, where signs belong to its last Latin word."""
    if not below or "L" not in kinds or bidi_class(below[0]) == "AN":  # W7 is for European numbers
        return
    # Numbers on the right of the last Latin word belong to it (W7), or were typed before.
    *_, word = _WORD.finditer(kinds)
    for end in dict.fromkeys((max(word.end(), kinds.rfind("N") + 1), word.end())):
        yield from _with_signs(text, end)


def _with_signs(text: str, end: int) -> Iterator[str]:
    """A Latin phrase that ends there with the signs that touch it, or fewer; or more."""
    signs = text[end : end + _MOST_SIGNS]
    signs = signs[: next((place for place, kind in enumerate(kinds_of(signs)) if kind != "o"), len(signs))]
    touching = len(signs) if " " not in signs else signs.index(" ")
    operator = _OPERATOR_BEHIND.match(signs)
    inside = [count for count in range(touching + 1, len(signs) + 1) if not signs[count - 1].isspace()]
    inside.sort(key=lambda count: not signs[count : count + 1].isspace())  # whole tokens first
    symbol = len(signs) - len(signs.lstrip(_GOES_ON))
    for count in (*([operator.end()] if operator else []), symbol, 0, *range(touching, 0, -1), *inside):
        yield f"{text[:end]}{LATIN * count}{text[end + count :]}"


def _begins(text: str, kinds: str, above: str) -> Iterator[str]:
    """What may be read of the right end of a line: it is all Latin from some sign on; or what it is by itself."""
    if (
        not above
        or _ATOMS.search(kinds) is None
        or (_LABEL.search(text) and not unpaired(above)[0] and not above.endswith(","))
    ):
        return
    if "L" not in kinds and above.endswith(_ENDS) and not unpaired(above)[0]:  # a number begins the next sentence
        return
    start = len(kinds) - len(kinds.lstrip("o"))
    if kinds[start] == "L" and not text[:start].strip() and kinds[-1] != "o" and not BRACKETS.search(text):
        return
    places = [place for place in range(start, max(start - _MOST_SIGNS, 0) - 1, -1) if not text[place].isspace()]
    leading = text[max(len(text[:start].rstrip(_LEADING)), start - _MOST_SIGNS) : start]
    outermost = start - len(leading) * (leading.strip(".") != "")
    operator = _OPERATOR_BEFORE.search(text, 0, outermost)
    outermost = operator.start() if operator else outermost
    places.sort(key=lambda place: place != outermost)
    for place in places:
        latin = "".join(c if kind == "L" else LATIN for c, kind in zip(text[place:], kinds[place:], strict=True))
        yield text[:place] + latin
    yield text
