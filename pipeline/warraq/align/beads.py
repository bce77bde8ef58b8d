"""Which pieces of two texts belong together where both have them in one order: the likeliest way from the start of both
to their end, in steps (beads) of none, one or two pieces of each.

Each bead has its posterior: its share of all ways, by their likelihood (forward-backward).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from warraq.align.likeness import Likeness, Piece

#: Pieces of the left and the right text in a bead -> logarithm of how often that is.
BEADS: Final = {
    (1, 1): math.log(0.86),
    (1, 0): math.log(0.03),
    (0, 1): math.log(0.03),
    (2, 1): math.log(0.035),
    (1, 2): math.log(0.035),
    (2, 2): math.log(0.01),
}
#: How far a way may leave the straight one between paragraphs that are numbered alike, in pieces of the right text.
WIDTH: Final = 50
_NEVER: Final = -math.inf


@dataclass(frozen=True, slots=True)
class Bead:
    """Pieces that belong together.

    Attributes:
        left, right: their places in each text; one of them may be empty.
        posterior: the probability that they do.
    """

    left: range
    right: range
    posterior: float


@dataclass(frozen=True, slots=True)
class _Step:
    """A bead that ends at a place of the grid (so many pieces of both texts), and its logarithm."""

    start: tuple[int, int]
    end: tuple[int, int]
    worth: float


def beads(left: Sequence[Piece], right: Sequence[Piece], likeness: Likeness) -> list[Bead]:
    """The likeliest beads, in the order of both texts."""
    steps = list(_steps(left, right, likeness))
    forward, best = _forward(steps)
    end = (len(left), len(right))
    backward = {end: 0.0}
    for step in reversed(steps):
        after = backward.get(step.end, _NEVER)
        if after != _NEVER:
            backward[step.start] = _sum(backward.get(step.start, _NEVER), after + step.worth)
    chosen: list[Bead] = []
    at = end
    while at != (0, 0):
        step = best[at]
        share = forward[step.start] + step.worth + backward[at] - forward[end]
        lefts, rights = range(step.start[0], at[0]), range(step.start[1], at[1])
        chosen.append(Bead(lefts, rights, min(1.0, math.exp(share))))
        at = step.start
    return chosen[::-1]


def _forward(steps: Sequence[_Step]) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], _Step]]:
    """Logarithm of all ways to each place, and the last step of the likeliest one."""
    forward, likeliest = {(0, 0): 0.0}, {(0, 0): 0.0}
    best: dict[tuple[int, int], _Step] = {}
    for step in steps:
        before = forward.get(step.start, _NEVER)
        if before == _NEVER:
            continue
        forward[step.end] = _sum(forward.get(step.end, _NEVER), before + step.worth)
        worth = likeliest[step.start] + step.worth
        if worth > likeliest.get(step.end, _NEVER):
            likeliest[step.end] = worth
            best[step.end] = step
    return forward, best


def _steps(left: Sequence[Piece], right: Sequence[Piece], likeness: Likeness) -> Iterator[_Step]:
    """Every bead that may be, by where it ends, row by row: those before it are known by then."""
    for i, columns in enumerate(corridor(left, right)):
        for j in columns:
            for (lefts, rights), prior in BEADS.items():
                if lefts <= i and rights <= j:
                    start = (i - lefts, j - rights)
                    alike = likeness.of_pieces(left[start[0] : i], right[start[1] : j]) if lefts and rights else 0.0
                    yield _Step(start, (i, j), prior + alike)


def corridor(left: Sequence[Piece], right: Sequence[Piece]) -> list[range]:
    """For so many pieces of the left text how many of the right one there may be: ``WIDTH`` beside the straight line
    through the pieces whose number under its heading is the only one of its kind in both texts.
    """
    fixed = [(0, 0), *_numbered_alike(left, right), (len(left), len(right))]
    middle: list[float] = [0.0]
    for (i, j), (to, other) in pairwise(fixed):
        middle += [j + (other - j) * step / (to - i) for step in range(1, to - i + 1)]
    rows = []
    for i, at in enumerate(middle):
        least = min(at, middle[max(i - 1, 0)])
        most = max(at, middle[min(i + 1, len(left))])
        rows.append(range(max(0, int(least) - WIDTH), min(len(right), int(most) + WIDTH) + 1))
    if not left:
        return [range(len(right) + 1)]
    rows[0] = range(rows[0].stop if len(left) else len(right) + 1)
    return rows


def _numbered_alike(left: Sequence[Piece], right: Sequence[Piece]) -> list[tuple[int, int]]:
    """Places of pieces with the same unique number under the same heading, the longest run in the order of both."""
    keys = [[(piece.above, piece.number) if piece.number else None for piece in side] for side in (left, right)]
    unique = [{key for key, count in Counter(side).items() if key and count == 1} for side in keys]
    places = {key: at for at, key in enumerate(keys[1]) if key in unique[1]}
    pairs = [(at, places[key]) for at, key in enumerate(keys[0]) if key in unique[0] and key in places]
    return [pair for pair in _longest_rise(pairs) if pair[0] and pair[1] and pair != (len(left), len(right))]


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of ``pairs`` whose second numbers rise as the first ones do."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(pairs):
        rank = bisect_left(ends, place)
        ends[rank:] = [place, *ends[rank + 1 :]]
        before.append(last[rank - 1] if rank else -1)
        last[rank:] = [at, *last[rank + 1 :]]
    rise = []
    at = last[-1] if last else -1
    while at >= 0:
        rise.append(pairs[at])
        at = before[at]
    return rise[::-1]


def _sum(one: float, other: float) -> float:
    """Logarithm of the sum of two numbers whose logarithms these are."""
    if one < other:
        one, other = other, one
    return one if other == _NEVER else one + math.log1p(math.exp(other - one))
