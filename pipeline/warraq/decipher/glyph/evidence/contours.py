"""Evidence from how many contours a glyph has: beside its body each dot or group of dots has one, at least.

A glyph of one contour is no letter with dots, and one with the dots of two letters isn't one letter. Some faces draw
letters of several strokes, or dots that touch: how far the number is to be believed is learnt from what the glyphs of
the font are read as.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.joining import LAM
from warraq.decipher.glyph.candidates import Candidates
from warraq.decipher.glyph.evidence.dots import dots_of
from warraq.decipher.glyph.joining import TATWEEL
from warraq.decipher.glyph.spellings import NAMES_OF_GOD, Spellings

#: Contours that dots have at most, by their name in ``dots_of``.
_MOST: Final = {".": 1, "..": 2, "...": 3, ",": 1, ",,": 2, ",,,": 3, "'": 1, "`": 1, "~": 1}
#: The body of these may be two contours: lam-alef.
_ALEFS: Final = frozenset("\u0627\u0622\u0623\u0625")
#: So many contours no glyph has: of what isn't known.
_ANY: Final = 99
#: Weight of what no glyph was read as yet, what so many glyphs say counts half, and the most that it says (nats).
UNHEARD: Final = 0.05
ALONE: Final = 1.0
MOST_COST: Final = 8.0


@lru_cache(maxsize=8192)
def contours_of(text: str) -> tuple[int, int]:
    """How many contours letters have beside their body, at least and at most; anything where that isn't known.

    >>> contours_of("\\u062a\\u062c"), contours_of("\\u0644\\u0649")
    ((2, 3), (0, 0))
    """
    dots = () if text == TATWEEL else dots_of(text)
    if dots is None or text in NAMES_OF_GOD:  # faces draw those with a shadda and a small alef, and with none
        return 0, _ANY
    second_body = any(letter == LAM and after in _ALEFS for letter, after in itertools.pairwise(text))
    return len(dots), sum(_MOST[group] for group in dots) + second_body


class _Costs(NamedTuple):
    """What a sign's strings cost (nats, 0 or less) that have more contours than its glyph, and fewer."""

    more: float
    fewer: float


_NOTHING: Final = np.zeros(0)


class Contours:
    """How many contours the signs of a document have, and how far their candidates agree with it.

    Args:
        beside: sign -> its font, and how many contours its glyph has beside the body.
        settled: sign -> text, of those that are not in question.
    """

    def __init__(self, beside: Mapping[int, tuple[int, int]], settled: Mapping[int, str], spellings: Spellings) -> None:
        self._beside, self._settled, self._spellings = beside, settled, spellings
        self._costs: dict[int, _Costs] = {}
        #: of each string how many it has, at least and at most
        self._bounds = np.zeros((0, 2), np.int64)
        #: sign -> what its candidates were last charged with, and the costs that this was made from
        self._weighed: dict[int, tuple[NDArray[np.float64], _Costs | None]] = {}

    def learn(self, readings: Mapping[int, str]) -> None:
        """Count anew how often glyphs of a font have other numbers than what they are read as; none counts itself."""
        asked, wrong = Counter[tuple[int, bool]](), Counter[tuple[int, bool]]()
        own: dict[int, list[tuple[bool, bool]]] = {}
        for sign, (font, number) in self._beside.items():
            least, most = contours_of(self._settled.get(sign, readings.get(sign, "")))
            # Of a letter without dots its glyph can't have too few, of what isn't known neither.
            own[sign] = [(True, least > number)] * (least > 0) + [(False, most < number)] * (most < _ANY)
            for kind, belied in own[sign]:
                asked[font, kind] += 1
                wrong[font, kind] += belied
        for sign, (font, _) in self._beside.items():
            told = dict(own[sign])
            self._costs[sign] = _Costs(
                *(
                    _cost(wrong[font, kind] - told.get(kind, False), asked[font, kind] - (kind in told))
                    for kind in (True, False)
                )
            )

    def weigh(self, candidates: Mapping[int, Candidates]) -> bool:
        """Put what was learnt into what outlines say of the candidates of each sign, in place of what was before.

        Returns whether anything changed.
        """
        changed = False
        for sign, (_, number) in self._beside.items():
            own, costs = candidates.get(sign), self._costs.get(sign)
            if own is None or own.strings.size == 1 or costs is None:
                continue
            before, made_from = self._weighed.get(sign, (_NOTHING, None))
            if costs == made_from and before.size == own.strings.size:
                continue
            least, most = self._bounds_of(own.strings).T
            now = np.where(least > number, costs.more, np.where(most < number, costs.fewer, 0.0))
            own.outline += now
            own.outline[: before.size] -= before
            self._weighed[sign] = now, costs
            changed = True
        return changed

    def _bounds_of(self, strings: NDArray[np.int64]) -> NDArray[np.int64]:
        new = self._spellings.texts[len(self._bounds) :]
        if new:
            self._bounds = np.concatenate((self._bounds, np.array([contours_of(text) for text in new], np.int64)))
        return self._bounds[strings]


def _cost(wrong: int, asked: int) -> float:
    return max(math.log((wrong + UNHEARD) / (asked + ALONE)), -MOST_COST) if asked else 0.0
