"""Baum-Welch: the expectation step over pairs of units (``channel_em``)."""

from __future__ import annotations

import cython
import numpy as np
from numpy.typing import NDArray

if not cython.compiled:
    from math import log

_ONE = 1.0
_ZERO = 0.0
#: What a pair is worth at the end of a sequence that breaks off behind it.
_BROKEN_OFF = 1e-3


def expectation(
    symbols: NDArray[np.int32],
    offsets: NDArray[np.int64],
    emission: NDArray[np.float32],
    start: NDArray[np.int32],
    target: NDArray[np.int32],
    probability: NDArray[np.float32],
    unit: NDArray[np.int32],
    counts: NDArray[np.float64],
    floor: float,
    prune: float,
) -> float:
    """Add the expected (state, symbol) counts of all sequences to ``counts``; the log likelihood is returned.

    ``symbols[offsets[s] : offsets[s + 1]]`` is a sequence; ``emission`` [states, symbols], and of the pairs ``start``,
    ``target``, ``probability`` and ``unit``, as ``PairModel`` has them. Emissions up to ``floor`` and pairs up to
    ``prune`` are not followed.
    """
    pairs = unit.shape[0]
    longest = 0
    for s in range(offsets.shape[0] - 1):
        if offsets[s + 1] - offsets[s] > longest:
            longest = offsets[s + 1] - offsets[s]
    of_symbol = np.empty((emission.shape[1], pairs), np.float32)  # what stands at hand where a symbol is met
    to_boundary = np.zeros(pairs, np.float32)
    alpha = np.zeros((longest, pairs), np.float32)
    active = np.zeros((longest, pairs), np.int32)
    width = np.zeros(longest, np.int64)
    scale = np.zeros(longest, np.float64)
    beta = np.zeros(pairs, np.float32)
    weighted = np.zeros(pairs, np.float32)
    row = np.zeros(pairs, np.float32)
    touched = np.zeros(pairs, np.int32)
    total = 0.0
    with cython.nogil:
        for q in range(pairs):
            for y in range(emission.shape[1]):
                of_symbol[y, q] = emission[unit[q], y]
        to_boundary[0] = 1.0
        for p in range(1, pairs):
            for arc in range(start[p], start[p + 1]):
                if target[arc] == 0:
                    to_boundary[p] += probability[arc]
        for s in range(offsets.shape[0] - 1):
            first = offsets[s]
            length = offsets[s + 1] - offsets[s]
            for t in range(length):
                y = symbols[first + t]
                found = 0
                for i in range(1 if t == 0 else width[t - 1]):
                    p = 0 if t == 0 else active[t - 1, i]
                    mass = _ONE if t == 0 else alpha[t - 1, p]
                    for arc in range(start[p], start[p + 1]):
                        q = target[arc]
                        e = of_symbol[y, q]
                        if e > floor:
                            if row[q] == 0:
                                touched[found] = q
                                found += 1
                            row[q] += mass * probability[arc] * e
                z = 0.0
                for i in range(found):
                    z += row[touched[i]]
                if z <= 1e-30:  # nothing explains the symbol: go on as after a word boundary
                    for i in range(found):
                        row[touched[i]] = 0
                    z = 1e-6
                    found = 1
                    touched[0] = 0
                    row[0] = z
                scale[t] = z
                total += log(z)
                kept = 0
                for i in range(found):
                    q = touched[i]
                    share = row[q] / z
                    row[q] = 0
                    if share > prune:
                        alpha[t, q] = share
                        active[t, kept] = q
                        kept += 1
                width[t] = kept
            for i in range(width[length - 1]):
                q = active[length - 1, i]
                beta[q] = to_boundary[q] + _BROKEN_OFF
            for t in range(length - 1, -1, -1):
                y = symbols[first + t]
                z = 0.0
                for i in range(width[t]):
                    q = active[t, i]
                    z += alpha[t, q] * beta[q]
                for i in range(width[t]):
                    q = active[t, i]
                    if z > 0:
                        counts[unit[q], y] += alpha[t, q] * beta[q] / z
                    weighted[q] = emission[unit[q], y] * beta[q] / scale[t]
                    beta[q] = 0
                if t > 0:
                    for i in range(width[t - 1]):
                        p = active[t - 1, i]
                        value = _ZERO
                        for arc in range(start[p], start[p + 1]):
                            value += probability[arc] * weighted[target[arc]]
                        beta[p] = value
                for i in range(width[t]):
                    q = active[t, i]
                    weighted[q] = 0
                    alpha[t, q] = 0
    return total
