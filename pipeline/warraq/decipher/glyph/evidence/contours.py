"""Evidence from how many contours a glyph has: beside its body each dot or group of dots has one, at least.

A glyph of one contour is no letter with dots, and one with the dots of two letters isn't one letter. Some faces draw
letters of several strokes, or dots that touch: how far the number is to be believed is learnt from what the glyphs of
the font are read as.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.joining import LAM
from warraq.arabic.letters import TATWEEL
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.evidence.dots import dots_of
from warraq.decipher.glyph.parameters import Contours as P
from warraq.decipher.glyph.parameters import Dots
from warraq.decipher.glyph.signs.spellings import NAMES_OF_GOD, Spellings

#: Contours that dots have at most, by their name in ``dots_of``.
_MOST: Final = {".": 1, "..": 2, "...": 3, ",": 1, ",,": 2, ",,,": 3, "'": 1, "`": 1, "~": 1}
#: The body of these may be two contours: lam-alef.
_ALEFS: Final = frozenset("\u0627\u0622\u0623\u0625")
#: So many contours no glyph has: of what isn't known.
_ANY: Final = 99


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


_NOTHING: Final = np.zeros(0)


class Contours:
    """How many contours the signs of a document have, and how far their candidates agree with it.

    Args:
        beside: sign -> its font, and how many contours its glyph has beside the body.
        settled: sign -> text, of those that are not in question.
    """

    def __init__(self, beside: Mapping[int, tuple[int, int]], settled: Mapping[int, str], spellings: Spellings) -> None:
        self._beside, self._settled, self._spellings = beside, settled, spellings
        self._font, self._number = np.array(list(beside.values()), np.int64).reshape(-1, 2).T
        #: sign -> what its strings cost (nats, 0 or less) that have more contours than its glyph, and fewer
        self._costs: dict[int, tuple[float, float]] = {}
        #: of each string how many it has, at least and at most
        self._bounds = np.zeros((0, 2), np.int64)
        #: sign -> what its candidates were last given, and the costs that this was made from
        self._weighed: dict[int, tuple[NDArray[np.float64], tuple[float, float]]] = {}

    def learn(self, readings: Mapping[int, str]) -> None:
        """Count anew how often glyphs of a font have other numbers than what they are read as; none counts itself."""
        read = [contours_of(self._settled.get(sign, readings.get(sign, ""))) for sign in self._beside]
        least, most = np.array(read, np.int64).reshape(-1, 2).T
        # Of a letter without dots its glyph can't have too few, of what isn't known neither.
        more, fewer = self._costs_of(least > 0, least > self._number), self._costs_of(most < _ANY, most < self._number)
        self._costs = dict(zip(self._beside, zip(more, fewer, strict=True), strict=True))

    def _costs_of(self, asked: NDArray[np.bool_], wrong: NDArray[np.bool_]) -> list[float]:
        """Of each sign, by how often the others of its font that can be asked are wrong."""
        wrong = asked & wrong
        others = np.bincount(self._font, asked)[self._font] - asked
        contradicted = np.bincount(self._font, wrong)[self._font] - wrong
        return list(map(_cost, contradicted.tolist(), others.tolist()))

    def weigh(self, candidates: Mapping[int, Candidates]) -> bool:
        """Put what was learnt into what outlines say of the candidates of each sign, in place of what was before.

        Returns whether anything changed.
        """
        rows: list[int] = []
        changed: list[tuple[int, Candidates]] = []
        for row, (sign, costs) in enumerate(self._costs.items()):
            candidate = candidates.get(sign)
            if candidate is None or candidate.strings.size == 1:
                continue
            known = self._weighed.get(sign)
            if known is None or known[1] != costs or known[0].size != candidate.strings.size:
                rows.append(row)
                changed.append((sign, candidate))
        if not changed:
            return False
        sizes = [candidate.strings.size for _, candidate in changed]
        least, most = self._bounds_of(np.concatenate([candidate.strings for _, candidate in changed])).T
        number = self._number[rows].repeat(sizes)
        more, fewer = np.array([self._costs[sign] for sign, _ in changed]).repeat(sizes, axis=0).T
        contribution = np.where(least > number, more, np.where(most < number, fewer, 0.0))
        ends = itertools.accumulate(sizes)
        for (sign, candidate), size, end in zip(changed, sizes, ends, strict=True):
            now, (before, _) = contribution[end - size : end], self._weighed.get(sign, (_NOTHING, None))
            candidate.outline += now
            candidate.outline[: before.size] -= before
            self._weighed[sign] = now, self._costs[sign]
        return True

    def _bounds_of(self, strings: NDArray[np.int64]) -> NDArray[np.int64]:
        new = self._spellings.texts[len(self._bounds) :]
        if new:
            self._bounds = np.concatenate((self._bounds, np.array([contours_of(text) for text in new], np.int64)))
        return self._bounds[strings]


@lru_cache(maxsize=4096)
def _cost(wrong: float, asked: float) -> float:
    return max(math.log((wrong + Dots.UNSEEN) / (asked + Dots.ALONE)), -P.MOST_COST) if asked else 0.0
