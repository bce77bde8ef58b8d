"""The best strings of a sign by their scores, and how probable each is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.candidates import candidate_choice


class Ranking(NamedTuple):
    """The best strings of some signs, the best first.

    Attributes:
        sizes: int64[n], how many there are.
        strings: int64[n, most].
        scores: float64[n, most], the best over the forms of each.
        outline_margin: float64[n], how much better the outline of the best string suits than that of any other (nats);
            infinite where there is no other.
    """

    sizes: NDArray[np.int64]
    strings: NDArray[np.int64]
    scores: NDArray[np.float64]
    outline_margin: NDArray[np.float64]


def ranking(
    begins: NDArray[np.int64],
    strings: NDArray[np.int64],
    scores: NDArray[np.float64],
    outline: NDArray[np.float64],
    most: int,
) -> Ranking:
    """Rank the strings of each sign by their scores; of equal ones the lower number comes first.

    Candidates of the k-th sign are from ``begins[k]`` to ``begins[k + 1]``; ``most`` strings are kept of each.
    """
    signs = begins.size - 1
    result = Ranking(
        np.zeros(signs, np.int64), np.zeros((signs, most), np.int64), np.zeros((signs, most)), np.full(signs, np.inf)
    )
    candidate_choice.rank(begins, strings, scores, outline, *result)
    return result


def posterior(scores: Sequence[float], temperature: float) -> list[float]:
    """Probabilities of candidates whose scores are ``temperature`` times too sure."""
    best = max(scores)
    weights = [math.exp((score - best) / temperature) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]
