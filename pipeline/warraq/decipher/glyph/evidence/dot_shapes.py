"""Evidence from the shapes of dots that are glyphs of their own: as many are drawn alike, above letters and below.

A glyph of dots that stands in few words is often drawn like one that many letters bear, or like none of those: a hamza
over a tooth is no single dot where the face has another glyph for that. What each shape stands for the letters show
that are read already.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.evidence.contributions import Contributions, with_choice
from warraq.decipher.glyph.evidence.dots import dots_of
from warraq.decipher.glyph.parameters import DotShapes as P
from warraq.decipher.glyph.scores.columns import sizes_of
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.fonts.outlines.glyph_shape import GlyphOutlines

#: Dots above and below are drawn alike, and so are hamzas.
_EITHER_SIDE: Final = str.maketrans(",`", ".'")

Kind = tuple[str, ...]
_Key = TypeVar("_Key")


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
    shape_of: dict[int, int] = {}
    shapes: list[NDArray[np.float64]] = []
    for gid, first, past in zip(gids, begins[:-1].tolist(), begins[1:].tolist(), strict=True):
        area, left, bottom, right, top = measured[first:past].T
        shape = np.stack([np.abs(area), (right - left) / np.maximum(top - bottom, 1.0)])
        shape = shape[:, np.argsort(shape[0], kind="stable")]
        alike = (number for number, other in enumerate(shapes) if _alike(shape, other))
        shape_of[gid] = next(alike, len(shapes))
        if shape_of[gid] == len(shapes):
            shapes.append(shape)
    return shape_of


def _alike(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    if one.shape != other.shape:
        return False
    area, ratio = np.abs(one - other) / np.maximum(other, 1e-6)
    return bool((area < P.AREA_WITHIN).all() and (ratio < P.RATIO_WITHIN).all())


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
        self._numbers: dict[Kind, int] = {}
        self._kind_of_string = np.zeros(0, np.int64)
        self._contributions = Contributions()

    def learn(self, readings: Mapping[int, str]) -> None:
        """Count anew what the glyphs with dots of each shape are read as."""
        for counts in (self._votes, self._all, self._own):
            counts.clear()
        for sign, key in self._drawn.items():
            kind = kind_of_dots(self._settled.get(sign, readings.get(sign, "")))
            if kind:
                self._number(kind)
                self._own[sign] = kind
                self._votes[key][kind] += 1
                self._all[key[0]][kind] += 1

    def weigh(self, candidates: Mapping[int, Candidates]) -> bool:
        """Put what was learnt into what outlines say of the candidates of each sign, in place of what was before.

        None counts for itself. Returns whether anything changed.
        """
        signs, proposed, begins, strings = with_choice(self._drawn, candidates)
        if not signs:
            return False
        return self._contributions.replace(signs, proposed, begins, self._costs(signs, begins, self._kinds_of(strings)))

    def _kinds_of(self, strings: NDArray[np.int64]) -> NDArray[np.int64]:
        """The numbers of the dots of ``strings``, 0 where they aren't known."""
        new = map(kind_of_dots, self._spellings.texts[self._kind_of_string.size :])
        numbers = [0 if kind is None else self._number(kind) for kind in new]
        self._kind_of_string = np.concatenate((self._kind_of_string, np.array(numbers, np.int64)))
        return self._kind_of_string[strings]

    def _number(self, kind: Kind) -> int:
        """The number of ``kind``, from 1 on, given out at first sight."""
        return self._numbers.setdefault(kind, len(self._numbers) + 1)

    def _costs(self, signs: Sequence[int], begins: NDArray[np.int64], kinds: NDArray[np.int64]) -> NDArray[np.float64]:
        """What the shapes of ``signs`` cost strings with dots of these ``kinds`` (nats, 0 or less); those of the k-th
        sign are ``begins[k]`` to ``begins[k + 1]``."""
        keys = [self._drawn[sign] for sign in signs]
        votes, everyone = self._table(self._votes, keys), self._table(self._all, [font for font, _ in keys])
        rows = [row for row, sign in enumerate(signs) if sign in self._own]
        costs = np.zeros_like(votes)
        costs[rows, [self._number(self._own[signs[row]]) for row in rows]] = 1
        here = votes - costs + P.UNSEEN
        worth = np.log(here * here / (everyone - costs + P.UNSEEN))
        row_of = np.repeat(np.arange(len(signs)), sizes_of(begins))
        of_string = np.where(kinds > 0, worth[row_of, kinds], -np.inf)
        best = np.maximum(np.maximum.reduceat(of_string, begins[:-1]), np.where(votes > 0, worth, -np.inf).max(1))
        behind = of_string - np.where(best > -np.inf, best, 0.0)[row_of]
        return np.where(kinds > 0, np.maximum(behind, -P.MOST_COST), 0.0)

    def _table(self, counts: Mapping[_Key, Counter[Kind]], keys: Sequence[_Key]) -> NDArray[np.float64]:
        """What ``counts`` has under each of ``keys``, float64[keys, kinds + 1] by the numbers of kinds."""
        rows = {key: row for row, key in enumerate(dict.fromkeys(keys))}
        table = np.zeros((len(rows), len(self._numbers) + 1))
        for key, row in rows.items():
            for kind, count in counts[key].items():
                table[row, self._number(kind)] = count
        return table[[rows[key] for key in keys]]
