"""Evidence from the shapes of dots that are glyphs of their own: as many are drawn alike, above letters and below.

A glyph of dots that stands in few words is often drawn like one that many letters bear, or like none of those: a hamza
over a tooth is no single dot where the face has another glyph for that. What each shape stands for the letters show
that are read already.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.decipher.glyph.candidates import Candidates
from pipeline.decipher.glyph.evidence.dots import dots_of
from pipeline.decipher.glyph.glyph_shape import GlyphOutlines
from pipeline.decipher.glyph.spellings import Spellings

#: How far two drawings of as many dots may differ in area (share), and in the ratio of width to height (share).
AREA_WITHIN: Final = 0.3
RATIO_WITHIN: Final = 0.08
#: Weight of what no glyph was read as yet, beside one glyph that was; the most that shapes cost a string (nats).
UNHEARD: Final = 0.5
MOST_COST: Final = 6.0
#: Dots above and below are drawn alike, and so are hamzas.
_EITHER_SIDE: Final = str.maketrans(",`", ".'")

Kind = tuple[str, ...]
_NOTHING: Final = np.zeros(0)


@lru_cache(maxsize=8192)
def kind_of_dots(text: str) -> Kind | None:
    """The dots of letters as ``dots_of`` has them, whichever side they are on; None where that isn't known.

    >>> kind_of_dots("\\u0628") == kind_of_dots("\\u0646")
    True
    """
    dots = dots_of(text)
    return None if dots is None else tuple(sorted(group.translate(_EITHER_SIDE) for group in dots))


def shapes_of(outlines: GlyphOutlines, gids: Sequence[int]) -> dict[int, int]:
    """Glyph index of dots -> number of their shape: the same for those that are drawn alike, contour for contour."""
    measured, begins = outlines.contours(gids)
    found: dict[int, int] = {}
    shapes: list[NDArray[np.float64]] = []
    for gid, first, past in zip(gids, begins[:-1].tolist(), begins[1:].tolist(), strict=True):
        area, left, bottom, right, top = measured[first:past].T
        shape = np.stack([np.abs(area), (right - left) / np.maximum(top - bottom, 1.0)])
        shape = shape[:, np.argsort(shape[0], kind="stable")]
        alike = (number for number, other in enumerate(shapes) if _alike(shape, other))
        found[gid] = next(alike, len(shapes))
        if found[gid] == len(shapes):
            shapes.append(shape)
    return found


def _alike(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    if one.shape != other.shape:
        return False
    area, ratio = np.abs(one - other) / np.maximum(other, 1e-6)
    return bool((area < AREA_WITHIN).all() and (ratio < RATIO_WITHIN).all())


class DotShapes:
    """How the dots of signs are drawn, and how far their candidates agree with it.

    Args:
        drawn: sign -> its font, and the shapes of the glyphs of dots that it bears.
        settled: sign -> text, of those that are not in question.
    """

    def __init__(
        self, drawn: Mapping[int, tuple[int, tuple[int, ...]]], settled: Mapping[int, str], spellings: Spellings
    ) -> None:
        self._drawn, self._settled, self._spellings = drawn, settled, spellings
        #: font and shapes -> how often these are read as each kind; font -> how often any are
        self._votes: defaultdict[tuple[int, tuple[int, ...]], Counter[Kind]] = defaultdict(Counter)
        self._all: defaultdict[int, Counter[Kind]] = defaultdict(Counter)
        self._own: dict[int, Kind] = {}
        #: sign -> what its candidates were last charged with
        self._charged: dict[int, NDArray[np.float64]] = {}

    def learn(self, readings: Mapping[int, str]) -> None:
        """Count anew what the glyphs with dots of each shape are read as."""
        for counts in (self._votes, self._all, self._own):
            counts.clear()
        for sign, key in self._drawn.items():
            kind = kind_of_dots(self._settled.get(sign, readings.get(sign, "")))
            if kind:
                self._own[sign] = kind
                self._votes[key][kind] += 1
                self._all[key[0]][kind] += 1

    def weigh(self, candidates: Mapping[int, Candidates]) -> bool:
        """Put what was learnt into what outlines say of the candidates of each sign, in place of what was before.

        None is heard on itself. Returns whether anything changed.
        """
        changed = False
        for sign in self._drawn:
            own = candidates.get(sign)
            if own is None or own.strings.size == 1:
                continue
            now = self._costs(sign, [self._spellings.texts[string] for string in own.strings.tolist()])
            known = self._charged.get(sign, _NOTHING)
            before = np.concatenate([known, np.zeros(now.size - known.size)])
            if (now != before).any():
                own.outline += now - before
                self._charged[sign] = now
                changed = True
        return changed

    def _costs(self, sign: int, texts: Sequence[str]) -> NDArray[np.float64]:
        """What the shapes of ``sign`` cost each of ``texts`` (nats, 0 or less)."""
        key, own = self._drawn[sign], self._own.get(sign)
        votes, everyone = self._votes[key], self._all[key[0]]

        def said(kind: Kind) -> float:
            here, anywhere = votes[kind] - (kind == own) + UNHEARD, everyone[kind] - (kind == own) + UNHEARD
            return float(np.log(here * here / anywhere))

        kinds = [kind_of_dots(text) for text in texts]
        worth = {kind: said(kind) for kind in {*kinds, *votes} if kind is not None}
        best = max(worth.values(), default=0.0)
        return np.array([0.0 if kind is None else max(worth[kind] - best, -MOST_COST) for kind in kinds])
