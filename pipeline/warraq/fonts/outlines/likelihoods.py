"""What the faces of the atlas say of a glyph, and what similar glyphs say, added up: the loops of that, compiled.

Sums are taken in one order and in single precision where the arrays are: figures are the same on every machine.
"""

from __future__ import annotations

import cython
import numpy as np
from numpy.typing import NDArray

if not cython.compiled:
    from math import log as logf

_INFINITE = float("inf")
_NAN = float("nan")
#: In single precision; e^x is worked out at x / 2^4, by the reciprocals of 2! to 6!.
_NONE, _ONE, _SIXTEENTH = 0.0, 1.0, 1 / 16.0
_E2, _E3, _E4, _E5, _E6 = 1 / 2.0, 1 / 6.0, 1 / 24.0, 1 / 120.0, 1 / 720.0


def least_distances(
    products: NDArray[np.float32],
    twice: NDArray[np.float32],
    lengths: NDArray[np.float32],
    norms: NDArray[np.float32],
    groups: NDArray[np.int64],
    result: NDArray[np.float32],
) -> None:
    """Write to ``result`` [groups, m] the least squared distance of each group of atlas points to each of m points.

    Args:
        products: [n, m], of the points of these groups with those asked for.
        twice: [m], what the products count.
        lengths, norms: [m] and [points of the atlas], squared lengths.
        groups: where the points of each begin in the atlas, and where the last ends.
    """
    for g in range(groups.shape[0] - 1):
        for i in range(twice.shape[0]):
            result[g, i] = _INFINITE
        for j in range(groups[g], groups[g + 1]):
            norm = norms[j]
            row = j - groups[0]
            for i in range(twice.shape[0]):
                away = norm - twice[i] * products[row, i]
                result[g, i] = away if away < result[g, i] else result[g, i]
        for i in range(twice.shape[0]):
            away = result[g, i] + lengths[i]
            result[g, i] = away if away > 0 else 0


def nearest_of_families(
    distances: NDArray[np.float32], group_of: NDArray[np.int64], families: int
) -> NDArray[np.float32]:
    """Least distance of each family to each glyph, float32[families, n], from those of the groups [groups, n]."""
    nearest = np.full((families, distances.shape[1]), np.inf, np.float32)
    _nearest(distances, group_of, nearest)
    return nearest


def _nearest(distances: NDArray[np.float32], group_of: NDArray[np.int64], nearest: NDArray[np.float32]) -> None:
    for g in range(group_of.shape[0]):
        family = group_of[g] % nearest.shape[0]
        for i in range(nearest.shape[1]):
            nearest[family, i] = distances[g, i] if distances[g, i] < nearest[family, i] else nearest[family, i]


def mixture(
    distances: NDArray[np.float32],
    weights: NDArray[np.float32],
    group_of: NDArray[np.int64],
    scale: float,
    least: float,
    result: NDArray[np.float32],
) -> None:
    """Write to ``result`` [labels, n] log sum over families of weight x kernel; what no face has stays as it is.

    Args:
        distances: squared, [groups, n], sorted by label.
        weights: by family, in nats.
        group_of: label x families + family of each group.
        scale: what a squared distance costs (nats).
        least: a face whose term is less beside the largest one (nats) adds nothing.
    """
    room = np.empty((2, distances.shape[1]), np.float32)
    _mixture(distances, weights, group_of, scale, least, room[0], room[1], result)


def _mixture(
    distances: NDArray[np.float32],
    weights: NDArray[np.float32],
    group_of: NDArray[np.int64],
    scale: float,
    least: float,
    peak: NDArray[np.float32],
    total: NDArray[np.float32],
    result: NDArray[np.float32],
) -> None:
    # A C compiler can't know that what a loop writes to is none of the module's variables.
    none, one, sixteenth = _NONE, _ONE, _SIXTEENTH
    e2, e3, e4, e5, e6 = _E2, _E3, _E4, _E5, _E6
    families = weights.shape[0]
    first = 0
    while first < group_of.shape[0]:
        label = group_of[first] // families
        past = first
        for i in range(peak.shape[0]):
            peak[i] = -_INFINITE
            total[i] = 0
        while past < group_of.shape[0] and group_of[past] // families == label:
            weight = weights[group_of[past] % families]
            for i in range(peak.shape[0]):
                term = weight - distances[past, i] * scale
                peak[i] = term if term > peak[i] else peak[i]
            past += 1
        for group in range(first, past):
            weight = weights[group_of[group] % families]
            for i in range(peak.shape[0]):
                term = weight - distances[group, i] * scale - peak[i]
                # e^term from -8 to 0, to the sixth place: nothing but products and sums, so that many are done at once.
                part = term * sixteenth
                power = (((((e6 * part + e5) * part + e4) * part + e3) * part + e2) * part + one) * part + one
                power *= power
                power *= power
                power *= power
                power *= power
                total[i] += power if term > least else none
        for i in range(peak.shape[0]):
            result[label, i] = peak[i] + logf(total[i])
        first = past


class Links:
    """The links of some signs to their sources, other signs that tell of them; those of one sign one after the other.

    Args:
        begins: int64[signs + 1], where the links of each begin.
        sources: int64 by link, which of the sources it leads to.
        costs: float64 by link (nats), what it says against what the source isn't.
        of_body: bool by link, it tells of the body, else of the letters.
    """

    def __init__(
        self,
        begins: NDArray[np.int64],
        sources: NDArray[np.int64],
        costs: NDArray[np.float64],
        of_body: NDArray[np.bool_],
    ) -> None:
        self.begins = begins
        self.sources = sources
        self.costs = costs
        self.of_body = of_body
        #: what one says against anything at most: what is worth less to another is worth as little
        self.most = costs.max(initial=0.0)


class Sources:
    """What the sources can be, the strings of one sign one after the other.

    Args:
        begins: int64[sources + 1], where the strings of each begin; none where nothing is known of it.
        strings: int64, numbers in ``Spellings``.
        values: float64 by string, what each is worth (nats), to be written into.
        bodies: int64 by number of a string, which letters without dots it has; 0 for none.
    """

    def __init__(
        self,
        begins: NDArray[np.int64],
        strings: NDArray[np.int64],
        values: NDArray[np.float64],
        bodies: NDArray[np.int64],
    ) -> None:
        self.begins = begins
        self.strings = strings
        self.values = values
        self.bodies = bodies


class Asked:
    """What messages are asked for.

    Args:
        rows: int64[signs], which of those that have links each sign is.
        begins: int64[signs + 1], where the strings of each begin.
        strings: int64, numbers in ``Spellings``.
    """

    def __init__(self, rows: NDArray[np.int64], begins: NDArray[np.int64], strings: NDArray[np.int64]) -> None:
        self.rows = rows
        self.begins = begins
        self.strings = strings


class Sums:
    """Where the messages to one sign are summed: what each is worth that some source tells of, bodies in row 0 and
    strings in row 1, what one source tells in row 2, all NaN between two signs; and which have a worth (``named``)."""

    def __init__(self, strings: int) -> None:
        self.worth = np.full((3, strings), np.nan)
        self.named = np.empty((2, strings), np.int64)


def messages(asked: Asked, links: Links, sources: Sources, least: float) -> NDArray[np.float64]:
    """What the sources say of the strings of the signs that are ``asked`` for; no body is worth less than ``least``
    (nats)."""
    now = np.empty(len(asked.strings))
    _from_best(sources)
    _write_messages(asked, links, sources, least, Sums(len(sources.bodies)), now)
    return now


def _from_best(sources: Sources) -> None:
    """Make the best of each source's strings worth nothing, and others as much less."""
    for source in range(sources.begins.shape[0] - 1):
        best = -_INFINITE
        for j in range(sources.begins[source], sources.begins[source + 1]):
            best = max(best, sources.values[j])
        for j in range(sources.begins[source], sources.begins[source + 1]):
            sources.values[j] -= best


def _write_messages(
    asked: Asked, links: Links, sources: Sources, least: float, sums: Sums, now: NDArray[np.float64]
) -> None:
    for k in range(asked.rows.shape[0]):
        bodies, other_body = _together(links, asked.rows[k], True, sources, sums)
        letters, other_letters = _together(links, asked.rows[k], False, sources, sums)
        for c in range(asked.begins[k], asked.begins[k + 1]):
            string = asked.strings[c]
            body = sources.bodies[string]
            now[c] = max(_known(sums.worth[0, body], other_body), least)
            if body:
                now[c] += _known(sums.worth[1, string], other_letters)
        for i in range(bodies):
            sums.worth[0, sums.named[0, i]] = _NAN
        for i in range(letters):
            sums.worth[1, sums.named[1, i]] = _NAN


def _known(value: float, other: float) -> float:
    """``value``, or the ``other`` one where it is NaN."""
    return other if value != value else value


def _together(links: Links, row: int, of_body: bool, sources: Sources, sums: Sums) -> tuple[int, float]:
    """What the links of a ``row`` say together of bodies, or of letters, the best 0.

    Each is worth what the best of a source's strings with it is. Nothing is said of letters where none is best.
    What each is worth that some tell of is written to ``sums``. Returns how many, and what any other is worth.
    """
    kind = 0 if of_body else 1
    count = 0
    other = 0.0
    for k in range(links.begins[row], links.begins[row + 1]):
        begin = sources.begins[links.sources[k]]
        end = sources.begins[links.sources[k] + 1]
        if links.of_body[k] != of_body or begin == end:
            continue
        informative = of_body
        for j in range(begin, end):
            if sources.values[j] == 0 and sources.bodies[sources.strings[j]]:
                informative = True
        if informative:
            for j in range(begin, end):
                body = sources.bodies[sources.strings[j]]
                value = sources.values[j]
                if value > -links.most and (of_body or body):
                    key = body if of_body else sources.strings[j]
                    if sums.worth[kind, key] != sums.worth[kind, key]:
                        sums.worth[kind, key] = other
                        sums.named[kind, count] = key
                        count += 1
                    sums.worth[2, key] = max(_known(sums.worth[2, key], value), value)
        for i in range(count):
            key = sums.named[kind, i]
            sums.worth[kind, key] += max(_known(sums.worth[2, key], -links.costs[k]), -links.costs[k])
            sums.worth[2, key] = _NAN
        other -= links.costs[k]
    best = other
    for i in range(count):
        best = max(best, sums.worth[kind, sums.named[kind, i]])
    for i in range(count):
        sums.worth[kind, sums.named[kind, i]] -= best
    return count, other - best
