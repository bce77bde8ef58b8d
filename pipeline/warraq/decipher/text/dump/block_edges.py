"""Where runs were cut though no line shows it: a word processor hands its text over in blocks of 256 characters.

Word ends a run wherever a block of the story ends, in the middle of a word too, and begins another. In a dump whose
lines stand with their last run first, the end of such a line comes before its beginning, and only the language tells
where. But the blocks follow each other: where one line was cut for certain, the cuts of the next pages are known.
Characters that are lost, added or misread shift them a little, so that each line has its own shares of the places where
a block may end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.parameters import BlockEdges as P

Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How often lines are cut where no block ends.

    Attributes:
        between: the share of the places between words.
        inside: the share of the characters inside words.
    """

    between: float
    inside: float


#: Documents of several kinds. A word processor begins a run where somebody went on writing, mostly between words: in a
#: law 97 begin so and 39 inside words (``benchmarks.run_breaks``), where there are five times as many places. The last
#: is of dumps that are cut anywhere.
ELSEWHERE: Final = (Elsewhere(4e-4, 6e-5), Elsewhere(3e-3, 4e-4), Elsewhere(6e-3, 6e-3))


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a line is cut though the dump doesn't show it: after so many characters, ``inside`` a word or not."""

    after: int
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in the story.

    Attributes:
        start: characters before it.
        length: its own characters.
        opens: it opens a block of text, before which the story may hold what the dump doesn't.
    """

    start: int
    length: int
    opens: bool = True


@lru_cache(4096)
def likelihood(
    cuts: tuple[Cut, ...],
    length: int,
    elsewhere: Elsewhere = ELSEWHERE[0],
    distances: tuple[float, ...] = P.COUNTED,
) -> Shares:
    """How likely it is that a line is cut at ``cuts``, if a block ends 0, 1, ... 255 characters into it.

    Args:
        cuts: ascending; none where the line is whole.
        length: of the line; a block that ends beyond it doesn't cut it.
        elsewhere: how often lines are cut where no block ends.
        distances: shares of the distances of a cut from where a block ends, up to a factor, from -REACH to REACH.
    """
    shares = _shares(distances)
    likely = np.full(P.BLOCK, _apart(cuts, elsewhere))
    inside = slice(2, max(2, length - 1))
    likely[inside] *= P.UNCUT
    for number, cut in enumerate(cuts):
        others = (1 - P.UNCUT) * _apart(cuts[:number] + cuts[number + 1 :], elsewhere)
        first = cut.after - P.REACH
        begin, end = max(first, inside.start), min(first + shares.size, inside.stop, P.BLOCK)
        if begin < end:
            np.maximum(likely[begin:end], others * shares[begin - first : end - first], out=likely[begin:end])
    words = length / P.WORD
    likely *= (1 - elsewhere.between) ** words * (1 - elsewhere.inside) ** (length - words)
    likely.flags.writeable = False  # it is kept
    return likely


@lru_cache(2)
def _shares(distances: tuple[float, ...]) -> Shares:
    shares = np.array(distances) / sum(distances)
    shares.flags.writeable = False  # it is kept
    return shares


def _apart(cuts: tuple[Cut, ...], elsewhere: Elsewhere) -> float:
    """How likely ``cuts`` are where no block ends."""
    return math.prod((elsewhere.inside if cut.inside else elsewhere.between for cut in cuts), start=1.0)


def foreseen(places: Sequence[Place], evidence: Callable[[Elsewhere], Shares]) -> tuple[Shares, Elsewhere]:
    """For each line the shares of the places where a block may end, by all the other lines; equal ones where the cuts
    of the lines have nothing to do with each other.

    Args:
        places: of the lines, in the order of the story.
        evidence: float[lines, BLOCK] for how often lines are cut elsewhere: how likely a line is as it stands, if a
            block ends 0, 1, ... characters into it.

    Returns:
        float[lines, BLOCK], of which each row sums to 1; and how often lines are cut where no block ends.
    """
    blocks, apart = [], []
    for elsewhere in ELSEWHERE:
        of_lines = evidence(elsewhere)
        blocks.append((*_followed(places, of_lines), elsewhere))
        apart.append((float(np.log(of_lines.mean(axis=1)).sum()), elsewhere))
    shares, worth, elsewhere = max(blocks, key=lambda way: way[1])
    best, without = max(apart, key=lambda way: way[0])
    if worth < best - P.DOUBT * len(places):
        return np.full_like(shares, 1 / P.BLOCK), without
    return shares, elsewhere


def _followed(places: Sequence[Place], evidence: Shares) -> tuple[Shares, float]:
    """For each line the shares of the places where a block may end, by the others; and log p of all the evidence."""
    shifts = [place.start % P.BLOCK for place in places]
    shifted = np.stack([np.roll(row, shift) for row, shift in zip(evidence, shifts, strict=True)])
    steps = [np.fft.rfft(_step(*(P.ACROSS if place.opens else P.WITHIN))) for place in places]
    ahead, behind = np.full_like(shifted, 1 / P.BLOCK), np.full_like(shifted, 1 / P.BLOCK)
    for k in range(1, len(places)):
        ahead[k] = _moved(ahead[k - 1] * shifted[k - 1], steps[k])
    for k in range(len(places) - 1, 0, -1):
        behind[k - 1] = _moved(behind[k] * shifted[k], steps[k])
    both = ahead * behind
    both /= both.sum(axis=1, keepdims=True)
    shares = np.stack([np.roll(row, -shift) for row, shift in zip(both, shifts, strict=True)])
    return shares, float(np.log((ahead * shifted).sum(axis=1)).sum())


@lru_cache(2)
def _step(factor: float, exact: float, lost: float) -> Shares:
    """Shares of the shifts of a block's end, from one line to the next [BLOCK], in a circle; symmetric."""
    shifts = np.arange(P.BLOCK)
    shifts = np.minimum(shifts, P.BLOCK - shifts)
    shares = np.where(shifts <= P.DRIFT, factor**shifts, 0.0)
    shares /= shares.sum()
    shares[0] += exact
    step: Shares = (1 - lost) * shares / shares.sum() + lost / P.BLOCK
    return step


def _moved(shares: Shares, step: NDArray[np.complex128]) -> Shares:
    moved: Shares = np.maximum(np.fft.irfft(np.fft.rfft(shares) * step, P.BLOCK), 1e-12 * shares.max())
    moved /= moved.sum()
    return moved
