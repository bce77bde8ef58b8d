"""Marks to their bases, by place."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.joining import LAM
from warraq.model.arrays import median

#: Hamza above and below, madda: no lam carries them, but the alef of a ligature does.
_ON_ALEF: Final = frozenset("\u0654\u0655\u0653")

#: Fathatan to kasra, and sukun.
_VOWELS: Final = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0652")

Floats = NDArray[np.float64]
#: The bases before and after each mark in the stream.
Sides = tuple[NDArray[np.intp], NDArray[np.intp]]

#: Cost of a base that is not the mark's neighbour in the stream, in units of the font size.
NOT_NEIGHBOUR: Final = 0.12
#: ... half of it for one that is so near: other marks stand between.
HALF_NEIGHBOUR: Final = 3
#: Weight of the distance of the baselines: marks are raised and lowered, but the next line is further off still.
LOWER: Final = 0.35
#: Weight of the distance of the middles: of two bases that a mark lies over it belongs to the one it is centred on.
OFF_THE_MIDDLE: Final = 0.02
#: Advantage of the right one of its neighbours in the stream, in units of the font size: where a lam-alef leans over
#: the next letter, its mark stands between both. Whichever way a line is painted, a mark stands beside its base in the
#: stream, and what is read next stands to the left.
READ_FIRST: Final = 0.03
#: Advantage of the base at the mark's usual side in the stream, in units of the font size.
PARTNER: Final = 0.4
#: A mark this near to an edge is drawn there, in units of the font size.
AT_THE_PEN: Final = 0.005
#: Marks that show that usual side, at least, and how much their place over it may scatter (median, font sizes).
ENOUGH: Final = 8
SCATTER: Final = 0.08
#: Where they scatter more, or about as much over either, those on one side are so much nearer to the middle of their
#: base (place and scatter together, share of the other side's): Mirza and Katibeh 0.55 to 0.65. They may scatter so far
#: (median, font sizes); where the stream says nothing they scatter by several.
NEARER: Final = 0.7
LOOSE: Final = 0.15
#: Marks shifted by more than this against the middle of their bases belong to a slanted face, in font sizes.
SLANT: Final = 0.1
#: A mark further from every base than this belongs to none, in units of the font size.
TOO_FAR: Final = 1.2
#: The ink of a base is taken to be at least so wide, points.
NARROWEST: Final = 1e-6
#: What sums of places on a page are exact to, points.
ROUNDING: Final = 1e-6
#: Pairs of a mark and a base that are looked at at a time: some 20 MB.
MOST_PAIRS: Final = 1 << 18


def attach_marks(
    centre: Floats,
    origin: Floats,
    baseline: Floats,
    stream: NDArray[np.intp],
    size: Floats,
    bases: dict[str, NDArray[np.float64]],
) -> tuple[NDArray[np.intp], Floats]:
    """Index of the base of each mark, -1 where there is none near; and the middles, corrected for a slant.

    The distance is how far the middle of the mark's ink lies outside the base's box, plus the distance of the
    baselines; a base drawn just before or after the mark is preferred. Where the marks keep the same place over the
    base on one side of them in the stream, that side counts more: slanted and cascading faces set marks beside their
    letters.

    Args:
        centre: middle of each mark's ink along the line, points.
        origin: where each mark is drawn from, points.
        baseline, stream, size: of each mark.
        bases: ``left``, ``right``, ``baseline``, ``stream`` of the candidates, in the order of the stream.
    """
    if not centre.size or not bases["left"].size:
        return np.full(centre.size, -1, dtype=np.intp), centre
    sides = _neighbours(stream, bases)
    partner = _at_the_pen(origin, sides, size, bases)
    if (partner < 0).any():
        partner, shift = _stream_partner(centre, sides, size, bases)
        centre = centre - shift * size
    else:
        centre = (bases["left"] + bases["right"])[partner] / 2
    beside, right = np.flatnonzero(partner >= 0), _right_neighbour(sides, bases)
    best, least = np.full(len(centre), -1, dtype=np.intp), np.full(len(centre), np.inf)
    for mark, base in chain([(beside, partner[beside])], _in_reach(centre, baseline, size, bases)):
        cost = _cost(centre[mark], baseline[mark], stream[mark], size[mark], {k: of[base] for k, of in bases.items()})
        cost[base == partner[mark]] -= PARTNER
        cost[base == right[mark]] -= READ_FIRST
        _keep_cheapest(best, least, mark, base, cost)
    best[least > TOO_FAR] = -1
    return best, centre


def _in_reach(
    centre: Floats, baseline: Floats, size: Floats, bases: dict[str, NDArray[np.float64]]
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Marks with bases that may be near enough, as pairs, mark by mark; and about ``MOST_PAIRS`` at a time.

    Bases lie in bands as high as the largest mark reaches, and in each by their middles from left to right, so that a
    mark looks at a piece of three bands, however many there are in a line or in a column. A base whose middle is too
    far off costs too much, however wide it is.
    """
    reach = TOO_FAR * size + ROUNDING
    high, widest = float(reach.max()) + ROUNDING, float((bases["right"] - bases["left"]).max())
    far = np.minimum(reach + widest / 2, reach / OFF_THE_MIDDLE)
    bands, band = np.unique(np.floor(bases["baseline"] / high), return_inverse=True)
    middle = (bases["left"] + bases["right"]) / 2
    middles = np.sort(middle)
    numbers = band * (len(middle) + 1) + np.searchsorted(middles, middle)
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    own = np.floor(baseline / high)
    ranks = np.searchsorted(middles, centre - far), np.searchsorted(middles, centre + far, side="right")
    for step in (-1, 0, 1):
        at = np.searchsorted(bands, own + step)
        there = bands[np.minimum(at, len(bands) - 1)] == own + step
        first, last = (np.searchsorted(numbers, at * (len(middle) + 1) + rank) for rank in ranks)
        counts = np.where(there, last - first, 0)
        total = np.cumsum(counts)
        for some in np.split(np.arange(len(centre)), np.flatnonzero(np.diff(total // MOST_PAIRS)) + 1):
            mark = np.repeat(some, counts[some])
            starts = np.cumsum(counts[some]) - counts[some]
            yield mark, order[np.arange(len(mark)) + np.repeat(first[some] - starts, counts[some])]


def _cost(
    centre: Floats, baseline: Floats, stream: NDArray[np.intp], size: Floats, base: dict[str, NDArray[np.float64]]
) -> Floats:
    """What each mark's place over its ``base`` costs, in units of the font size; infinite on another line."""
    outside = np.maximum(base["left"] - centre, centre - base["right"])
    apart = np.abs(base["baseline"] - baseline)
    middle = np.abs((base["left"] + base["right"]) / 2 - centre)
    cost: Floats = (np.maximum(outside, 0.0) + OFF_THE_MIDDLE * middle + LOWER * apart) / size
    cost[apart > TOO_FAR * size] = np.inf
    beside = np.abs(base["stream"] - stream)
    cost += np.where(beside <= 1, 0.0, np.where(beside <= HALF_NEIGHBOUR, NOT_NEIGHBOUR / 2, NOT_NEIGHBOUR))
    return cost


def _keep_cheapest(
    best: NDArray[np.intp], least: Floats, mark: NDArray[np.intp], base: NDArray[np.intp], cost: Floats
) -> None:
    """Write the cheapest base of each mark and its cost, where none was cheaper; of equal ones the first in the stream.

    Args:
        best, least: base and cost by mark, written to.
        mark, base, cost: pairs, mark by mark.
    """
    if not mark.size:
        return
    starts = np.flatnonzero(np.diff(mark, prepend=-1))
    own, lowest = mark[starts], np.minimum.reduceat(cost, starts)
    cheapest = cost == np.repeat(lowest, np.diff(starts, append=len(mark)))
    found = np.minimum.reduceat(np.where(cheapest, base, np.iinfo(np.intp).max), starts)
    better = (lowest < least[own]) | ((lowest == least[own]) & (found < best[own]))
    best[own[better]], least[own[better]] = found[better], lowest[better]


def _neighbours(stream: NDArray[np.intp], bases: dict[str, NDArray[np.float64]]) -> Sides:
    """The bases before and after each mark in the stream; at its ends both are the same."""
    after = np.searchsorted(bases["stream"], stream)
    return np.maximum(after - 1, 0), np.minimum(after, len(bases["stream"]) - 1)


def _right_neighbour(sides: Sides, bases: dict[str, NDArray[np.float64]]) -> NDArray[np.intp]:
    """Of the bases before and after each mark in the stream the one farther to the right."""
    before, after = sides
    place = bases["left"] + bases["right"]
    found: NDArray[np.intp] = np.where(place[before] > place[after], before, after)
    return found


def _at_the_pen(origin: Floats, sides: Sides, size: Floats, bases: dict[str, NDArray[np.float64]]) -> NDArray[np.intp]:
    """The base at whose left edge each mark is drawn, one of its neighbours in the stream; -1 where there is none.

    Where that holds of every mark, the producer didn't place them (ReportLab): the pen was there after the letter.
    """
    found = np.full(len(origin), -1, dtype=np.intp)
    for side in reversed(sides):
        near = np.abs(bases["left"][side] - origin) < AT_THE_PEN * size
        found = np.where(near, side, found)
    return found


def _stream_partner(
    centre: Floats, sides: Sides, size: Floats, bases: dict[str, NDArray[np.float64]]
) -> tuple[NDArray[np.intp], float]:
    """The base before each mark in the stream, or the one after it, if marks keep their place over it; else -1.

    Also the usual shift of the marks against the middle of that base, in units of the font size: a slant.
    """
    none = np.full(len(centre), -1, dtype=np.intp)
    if len(centre) < ENOUGH:
        return none, 0.0
    measured = []
    for side in sides:
        offset = (centre - (bases["left"] + bases["right"])[side] / 2) / size
        shift = median(offset)
        measured.append((median(np.abs(offset - shift)), shift, side))
    (scatter, shift, side), (other, other_shift, other_side) = sorted(measured, key=lambda found: found[0])
    if scatter > SCATTER or (other > SCATTER and 2 * scatter > other):
        away, other_away = scatter + abs(shift), other + abs(other_shift)
        if away > other_away:
            away, other_away, side, scatter = other_away, away, other_side, other
        return (side if away < NEARER * other_away and scatter < LOOSE else none), 0.0
    if other <= SCATTER and abs(other_shift) < abs(shift):
        # All letters of a monospaced face are equally wide: the nearer one.
        shift, side = other_shift, other_side
    return side, shift if abs(shift) > SLANT else 0.0


def insert_mark(text: str, mark: str, along: float) -> str:
    """``text`` of a cluster with marks of one glyph put on one of its letters.

    Args:
        mark: one mark or more; those that the letters have already are left out.
        along: where they stand over the cluster, 0 at its right edge to 1 at its left. A ligature's letters share its
            width evenly.
    """
    text, mark, ends = _ends_of_letters(text, mark)
    if not mark:
        return text
    end = ends[min(int(max(along, 0.0) * len(ends)), len(ends) - 1)]
    return text[:end] + mark + text[end:]


class HungMark(NamedTuple):
    """Marks of one glyph in a word: place of their base among its letters, and where they stand along it, 0 at its
    right edge to 1 at its left."""

    place: int
    along: float
    marks: str


def a_vowel_each(hung: Sequence[HungMark], bases: Sequence[str]) -> list[HungMark]:
    """``hung``, where of as many vowels as a ligature has letters each letter has one, wherever they stand over it.

    Where letters lean over each other (lam over hah and meem, in many faces) both may stand over the second one.
    """
    vowels: defaultdict[int, list[int]] = defaultdict(list)
    for number in sorted(range(len(hung)), key=lambda number: hung[number].along):
        if without_vowels(hung[number].marks) != hung[number].marks:
            vowels[hung[number].place].append(number)
    found = list(hung)
    for place, own in vowels.items():
        letters = sum(map(str.isalpha, bases[place]))
        if len(own) == letters > 1:
            for k, number in enumerate(own):
                found[number] = hung[number]._replace(along=(k + 0.5) / letters)
    return found


@lru_cache(maxsize=4096)
def bears_vowel(text: str) -> bool:
    """``text`` is one letter that bears a vowel, tanween or sukun: no letter bears two."""
    text = unicodedata.normalize("NFC", text)
    return sum(map(str.isalpha, text)) == 1 and without_vowels(text) != text


@lru_cache(maxsize=4096)
def without_vowels(text: str) -> str:
    """``text`` without vowels, tanween and sukun; shadda and other marks stay."""
    return "".join(c for c in text if c not in _VOWELS)


@lru_cache(maxsize=4096)
def _ends_of_letters(text: str, mark: str) -> tuple[str, str, tuple[int, ...]]:
    """``text`` as ``mark`` wants it, the marks that the claim of the base doesn't hold, and where they can stand."""
    if mark in _ON_ALEF and text.endswith(LAM):
        text += "\N{ARABIC LETTER ALEF}"  # the ligature's alef is in the claim of its hamza, or lost
    letters = [i for i, c in enumerate(text) if c.isalpha()]
    there = unicodedata.normalize("NFD", text)
    missing = "".join(c for c in mark if there.count(c) < (1 if c in _ON_ALEF else max(len(letters), 1)))
    return text, missing, (*letters[1:], len(text))
