"""What a kind of evidence has put into what outlines say of candidates, to be replaced when it says something else."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.scores.columns import begins_of

_NOTHING: Final = np.zeros(0)
_NO_STRINGS: Final = np.zeros(0, np.int64)


class Choice(NamedTuple):
    """Signs that have more than one candidate, and where in ``strings``, those of all of them, each one's begin."""

    signs: list[int]
    candidates: list[Candidates]
    begins: NDArray[np.int64]
    strings: NDArray[np.int64]


def with_choice(signs: Iterable[int], candidates: Mapping[int, Candidates]) -> Choice:
    """Those of ``signs`` that have several ``candidates``."""
    open_signs = [sign for sign in signs if sign in candidates and candidates[sign].strings.size > 1]
    chosen = [candidates[sign] for sign in open_signs]
    strings = np.concatenate([_NO_STRINGS, *(each.strings for each in chosen)])
    return Choice(open_signs, chosen, begins_of([each.strings.size for each in chosen]), strings)


class Contributions:
    """Sign -> what one kind of evidence has added to what outlines say of its candidates (nats)."""

    def __init__(self) -> None:
        self._of: dict[int, NDArray[np.float64]] = {}

    def of(self, sign: int) -> NDArray[np.float64]:
        """What was added for the candidates of ``sign``; for those behind its end nothing as yet."""
        return self._of.get(sign, _NOTHING)

    def replace(
        self,
        signs: Sequence[int],
        candidates: Sequence[Candidates],
        begins: NDArray[np.int64],
        now: NDArray[np.float64],
        least: float = 0.0,
    ) -> bool:
        """Add what is said ``now`` to the ``candidates`` of each of ``signs``, in place of what was added before.

        Args:
            begins: int64[signs + 1], where what is said of each begins.
            now: float64 by candidate, of all signs one behind the other.
            least: a sign of which nothing changes by more keeps what it has (nats).

        Returns whether anything changed.
        """
        if not signs:
            return False
        before = np.zeros(now.size)
        for sign, begin in zip(signs, begins.tolist(), strict=False):
            known = self.of(sign)
            before[begin : begin + known.size] = known
        change = now - before
        changed = np.flatnonzero(np.maximum.reduceat(np.abs(change), begins[:-1]) > least).tolist()
        spans = list(itertools.pairwise(begins.tolist()))
        for k in changed:
            begin, end = spans[k]
            candidates[k].outline += change[begin:end]
            self._of[signs[k]] = now[begin:end]
        return bool(changed)
