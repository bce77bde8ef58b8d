"""Baum-Welch: the expectation step over pairs of units (``channel_em``)."""

from __future__ import annotations

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.parameters import Expectation as P

if not cython.compiled:
    from math import log

_ONE = 1.0
_ZERO = 0.0
_BROKEN_OFF = P.BROKEN_OFF


class PairModel:
    """The unit trigram as transitions between pairs of units.

    ``target`` and ``probability`` [transitions] list the successors of pair p at ``start[p]:start[p + 1]``; ``unit``
    [pairs] is the later unit of a pair. Pair 0 is the word boundary, whatever stood before it.
    """

    def __init__(
        self,
        start: NDArray[np.int32],
        target: NDArray[np.int32],
        probability: NDArray[np.float32],
        unit: NDArray[np.int32],
    ) -> None:
        self.start = start
        self.target = target
        self.probability = probability
        self.unit = unit


class Sequences:
    """``symbols[offsets[s] : offsets[s + 1]]`` is sequence s."""

    def __init__(self, symbols: NDArray[np.int32], offsets: NDArray[np.int64]) -> None:
        self.symbols = symbols
        self.offsets = offsets


class Trellis:
    """Room for the sweeps through one sequence, which leave it empty.

    At each place ``alpha`` [longest, pairs] is the share of the ``active`` pairs, ``width`` [longest] of them, and
    ``scale`` what all of them were worth; ``beta`` and ``weighted`` [pairs] are what is to come, ``row`` and
    ``touched`` what is being summed. ``of_symbol`` [symbols, pairs] has emissions at hand where a symbol is met, and
    ``to_boundary`` [pairs] the probability of a word's end.
    """

    def __init__(self, longest: int, pairs: int, symbols: int) -> None:
        self.of_symbol = np.empty((symbols, pairs), np.float32)
        self.to_boundary = np.zeros(pairs, np.float32)
        self.alpha = np.zeros((longest, pairs), np.float32)
        self.active = np.zeros((longest, pairs), np.int32)
        self.width = np.zeros(longest, np.int64)
        self.scale = np.zeros(longest, np.float64)
        self.beta = np.zeros(pairs, np.float32)
        self.weighted = np.zeros(pairs, np.float32)
        self.row = np.zeros(pairs, np.float32)
        self.touched = np.zeros(pairs, np.int32)


def expectation(
    sequences: Sequences,
    emission: NDArray[np.float32],
    model: PairModel,
    counts: NDArray[np.float64],
    floor: float,
    prune: float,
) -> float:
    """Add the expected (state, symbol) counts of all sequences to ``counts``; the log likelihood is returned.

    ``emission`` [states, symbols]. Emissions up to ``floor`` and pairs up to ``prune`` are not followed.
    """
    longest = 0
    for s in range(sequences.offsets.shape[0] - 1):
        longest = max(longest, sequences.offsets[s + 1] - sequences.offsets[s])
    trellis = Trellis(longest, model.unit.shape[0], emission.shape[1])
    total = 0.0
    with cython.nogil:
        _lay_out(trellis, emission, model)
        for s in range(sequences.offsets.shape[0] - 1):
            first = sequences.offsets[s]
            length = sequences.offsets[s + 1] - first
            for t in range(length):
                _forward(t, sequences.symbols[first + t], trellis, model, floor)
                total += log(_normalised(t, trellis, prune))
            _end(length, trellis)
            for t in range(length - 1, -1, -1):
                _backward(t, sequences.symbols[first + t], trellis, emission, model, counts)
    return total


def _lay_out(trellis: Trellis, emission: NDArray[np.float32], model: PairModel) -> None:
    """Write what all sequences share."""
    pairs = model.unit.shape[0]
    for q in range(pairs):
        for y in range(emission.shape[1]):
            trellis.of_symbol[y, q] = emission[model.unit[q], y]
    trellis.to_boundary[0] = 1.0
    for p in range(1, pairs):
        for arc in range(model.start[p], model.start[p + 1]):
            if model.target[arc] == 0:
                trellis.to_boundary[p] += model.probability[arc]


def _forward(t: int, y: int, trellis: Trellis, model: PairModel, floor: float) -> None:
    """Sum what the pairs at place t, whose symbol is y, are worth by those before it; ``width[t]`` are touched."""
    live = 0
    for i in range(1 if t == 0 else trellis.width[t - 1]):
        p = 0 if t == 0 else trellis.active[t - 1, i]
        mass = _ONE if t == 0 else trellis.alpha[t - 1, p]
        for arc in range(model.start[p], model.start[p + 1]):
            q = model.target[arc]
            e = trellis.of_symbol[y, q]
            if e > floor:
                if trellis.row[q] == 0:
                    trellis.touched[live] = q
                    live += 1
                trellis.row[q] += mass * model.probability[arc] * e
    trellis.width[t] = live


def _normalised(t: int, trellis: Trellis, prune: float) -> float:
    """Keep the shares of the pairs at place t that are above ``prune``; what all of them are worth."""
    live = trellis.width[t]
    z = 0.0
    for i in range(live):
        z += trellis.row[trellis.touched[i]]
    if z <= 1e-30:  # nothing explains the symbol: go on as after a word boundary
        for i in range(live):
            trellis.row[trellis.touched[i]] = 0
        z = 1e-6
        live = 1
        trellis.touched[0] = 0
        trellis.row[0] = z
    trellis.scale[t] = z
    kept = 0
    for i in range(live):
        q = trellis.touched[i]
        share = trellis.row[q] / z
        trellis.row[q] = 0
        if share > prune:
            trellis.alpha[t, q] = share
            trellis.active[t, kept] = q
            kept += 1
    trellis.width[t] = kept
    return z


def _end(length: int, trellis: Trellis) -> None:
    """What the pairs at the end of a sequence are worth."""
    for i in range(trellis.width[length - 1]):
        q = trellis.active[length - 1, i]
        trellis.beta[q] = trellis.to_boundary[q] + _BROKEN_OFF


def _backward(
    t: int,
    y: int,
    trellis: Trellis,
    emission: NDArray[np.float32],
    model: PairModel,
    counts: NDArray[np.float64],
) -> None:
    """Add what the pairs at place t, whose symbol is y, count, and say what is to come to those before it."""
    z = 0.0
    for i in range(trellis.width[t]):
        q = trellis.active[t, i]
        z += trellis.alpha[t, q] * trellis.beta[q]
    for i in range(trellis.width[t]):
        q = trellis.active[t, i]
        if z > 0:
            counts[model.unit[q], y] += trellis.alpha[t, q] * trellis.beta[q] / z
        trellis.weighted[q] = emission[model.unit[q], y] * trellis.beta[q] / trellis.scale[t]
        trellis.beta[q] = 0
    if t > 0:
        for i in range(trellis.width[t - 1]):
            p = trellis.active[t - 1, i]
            value = _ZERO
            for arc in range(model.start[p], model.start[p + 1]):
                value += model.probability[arc] * trellis.weighted[model.target[arc]]
            trellis.beta[p] = value
    for i in range(trellis.width[t]):
        q = trellis.active[t, i]
        trellis.weighted[q] = 0
        trellis.alpha[t, q] = 0
