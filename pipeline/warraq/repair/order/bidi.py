"""What UAX #9 says of a painted line: classes, mirrored brackets, and whether it paints the line from an order.

Everything here works on one character per painted cluster: a ligature or a letter with its marks moves as a whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bidi import get_display

#: One letter per bidirectional class: R (right-to-left letter), L (Latin), N (number, EN or AN), o (neutral).
_KIND: Final = {"R": "R", "AL": "R", "L": "L", "EN": "N", "AN": "N"}

#: Stands for a sign that is Latin by what is around it.
LATIN: Final = "x"
#: ... and for one that is right-to-left.
ARABIC: Final = "\N{ARABIC LETTER ALEF}"
#: A mark that stands after a bracket takes its level (rule W1).
LEVEL_PROBE: Final = "\N{COMBINING GRAVE ACCENT}"

#: Mirrored pairs that occur in text; the quotation marks U+2018..U+201D are not mirrored by UAX #9.
MIRROR: Final = dict(
    zip(
        "()[]{}<>\u00ab\u00bb\u2039\u203a\u2264\u2265\u207d\u207e\u208d\u208e\ufd3e\ufd3f",
        ")(][}{><\u00bb\u00ab\u203a\u2039\u2265\u2264\u207e\u207d\u208e\u208d\ufd3e\ufd3f",
        strict=True,
    )
)
MIRRORED: Final = re.compile("[" + re.escape("".join(MIRROR)) + "]")
#: Closing bracket -> opening bracket.
CLOSING: Final = {")": "(", "]": "[", "}": "{"}
BRACKETS: Final = re.compile(r"[()\[\]{}]")
_BOUND: Final = r"[-+\u2212]?[\w.\u221e\u221a/]{1,8}"
#: Two bounds of an interval as they are painted, in either direction. Its brackets may look either way: ``]0, 1[``.
BOUNDS: Final = rf"{_BOUND}[-+\u2212]?\s?[,;\u060c\u061b]\s?{_BOUND}[-+\u2212]?"
_TYPED: Final = rf"{_BOUND}[,;\u060c\u061b]\s?{_BOUND}"
INTERVAL: Final = re.compile(rf"[\[\]]{_TYPED}[\[\]()]|\({_TYPED}[\[\]]")
#: The number of an item, at a line's begin or after an Arabic word or its stop.
_LABEL: Final = re.compile(r"(?:^|[\u0620-\u064a][.:\u060c\u061b\u061f]?\s\u0648?)(?:[A-Za-z\d]|[ivx]{2,4}|\d\d)\Z")
_ITEM: Final = re.compile(r"\s[\u0620-\u064a]")


@dataclass(frozen=True, slots=True)
class Order:
    """A logical order of painted clusters.

    Attributes:
        indices: painted index (left to right) of each cluster, in logical order.
        mirrored: painted indices of the brackets that stand in right-to-left text: their character is the mirror image.
        verified: UAX #9 paints the line from it.
        isolated: painted indices of the signs that belong to Latin pieces which only an isolate paints there.
        parting: painted indices of the signs between isolated pieces, which are right-to-left text for that.
    """

    indices: tuple[int, ...]
    mirrored: frozenset[int]
    verified: bool
    isolated: frozenset[int] = frozenset()
    parting: frozenset[int] = frozenset()


@lru_cache(maxsize=4096)
def bidi_class(character: str) -> str:
    """The Bidi_Class of one character, e.g. ``AL``, ``EN``, ``CS``."""
    return unicodedata.bidirectional(character) or "L"


class _Kinds(dict[int, str]):
    """Code point -> R, L, N (number) or o (neutral), as far as it was asked for."""

    def __missing__(self, point: int) -> str:
        self[point] = kind = _KIND.get(bidi_class(chr(point)), "o")
        return kind


_KINDS: Final = _Kinds()


def kinds_of(text: str) -> str:
    """R, L, N (number) or o (neutral) for each character."""
    return text.translate(_KINDS)


def spell(painted: str, order: Order) -> str:
    """The logical string of an order: mirrored brackets turned round."""
    shown = list(painted)
    for place in order.mirrored:
        shown[place] = MIRROR.get(painted[place], painted[place])
    return "".join(map(shown.__getitem__, order.indices))


def paints(painted: str, order: Order, rtl: bool, context: str = "") -> bool:
    """Whether UAX #9 paints ``painted`` from the order. ``context`` is text that precedes the line.

    ``get_display`` doesn't mirror, so each bracket carries a combining mark, which takes the bracket's level
    (rule W1): it comes out in front of a bracket at an odd level, the one that the page shows mirrored.
    """
    display: str
    painted = standing_for(painted, order.isolated, order.parting)
    brackets = [match.start() for match in MIRRORED.finditer(painted)]
    if not brackets:
        display = get_display(context + "".join(map(painted.__getitem__, order.indices)), base_dir="R" if rtl else "L")
        return display == painted + context
    probed, expected = list(painted), list(painted)
    for place in brackets:
        bracket = painted[place]
        turned = place in order.mirrored
        if turned:
            bracket = MIRROR[bracket]
        probed[place] = bracket + LEVEL_PROBE
        expected[place] = LEVEL_PROBE + bracket if turned else bracket + LEVEL_PROBE
    display = get_display(context + "".join(map(probed.__getitem__, order.indices)), base_dir="R" if rtl else "L")
    return display == "".join(expected) + context


def standing_for(painted: str, isolated: Collection[int], parting: Collection[int]) -> str:
    """``painted`` with letters for what isolates and marks of direction make of its signs, see ``Order``."""
    if not isolated and not parting:
        return painted
    return "".join(
        [LATIN if place in isolated else ARABIC if place in parting else c for place, c in enumerate(painted)]
    )


def unpaired_brackets(text: str) -> int:
    """Brackets without a partner inside the text: several orders may paint a line, but few keep its pairs."""
    opened, closed = unpaired(text)
    return opened + closed


def unpaired(text: str) -> tuple[int, int]:
    """Brackets that are never closed, and such as close nothing. Those of an interval are a pair however they look, and
    that of a label, ``iv)``, needs no partner.
    """
    if BRACKETS.search(text) is None:
        return 0, 0
    if "[" in text or "]" in text:
        text = INTERVAL.sub("", text)
    waiting: list[str] = []
    closed = 0
    for match in BRACKETS.finditer(text):
        bracket = match.group()
        if bracket not in CLOSING:
            waiting.append(bracket)
        elif waiting and waiting[-1] == CLOSING[bracket]:
            waiting.pop()
        elif bracket != ")" or _LABEL.search(text, 0, match.start()) is None or not _ITEM.match(text, match.end()):
            closed += 1
    return len(waiting), closed


def fewest_unpaired(text: str) -> int:
    """No order of ``text``, whichever of its brackets are turned round, leaves fewer of them without a partner."""
    odd = {opening: (text.count(opening) + text.count(closing)) % 2 for closing, opening in CLOSING.items()}
    return odd["{"] + (odd["("] ^ odd["["])  # one of each may bound an interval
