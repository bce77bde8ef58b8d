"""Learn an unknown channel from enciphered text alone: expectation maximisation over a hidden Markov model of units.

Hidden are the (letters, form) units of running Arabic, with the trigram that the language model knows; seen are the
characters of the text. Each unit emits one character from an unknown distribution, a word boundary emits one space, and
a lam-alef emits one character or two. Baum-Welch (Baum et al. 1970) finds the emissions.

A state is a pair of units (the last two), so the trigram is a transition between pairs: about 4,100 states and 56,000
transitions. Unlikely states are pruned at every step, which keeps an iteration over ten pages near half a second.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.emissions.expectation import PairModel, Sequences, expectation
from warraq.decipher.text.parameters import ChannelEm as P
from warraq.language.model import LanguageModel
from warraq.language.units import BOUNDARY, COUNT, LAM_ALEF_UNITS, UNITS

#: Units and, behind them, the first and the second half of each lam-alef where it is emitted as two characters.
STATES = COUNT + 2 * len(LAM_ALEF_UNITS)
FIRST_HALF = {unit: COUNT + 2 * i for i, unit in enumerate(LAM_ALEF_UNITS)}


def identity_letter(state: int, *, turned: bool = False) -> str:
    """The letter that a state emits where the channel leaves it alone; ``turned``: a lam-alef has its alef first."""
    if state < COUNT:
        return UNITS[state][0][:1]
    unit = LAM_ALEF_UNITS[(state - COUNT) // 2]
    return UNITS[unit][0][(state - COUNT) % 2 ^ turned]


def _with_halves(table: NDArray[np.float32]) -> dict[tuple[int, int, int], float]:
    """Unit triples and their weights, where each lam-alef is also its two halves (each spelling half the weight)."""
    triples: dict[tuple[int, int, int], float] = {}

    def add(a: int, b: int, c: int, weight: float) -> None:
        triples[a, b, c] = triples.get((a, b, c), 0.0) + weight

    for x, y, z, weight in table.tolist():
        a, b, c = int(x), int(y), int(z)
        for first in _last_symbols(a):
            for before, middle in _spellings(b, first):
                for end in _first_symbols(c):
                    share = weight / (len(_last_symbols(a)) * len(_last_symbols(b)) * len(_first_symbols(c)))
                    add(before, middle, end, share)
        if c in FIRST_HALF:  # inside the ligature: (b, half 1) is followed by half 2
            half = FIRST_HALF[c]
            for last in _last_symbols(b):
                add(last, half, half + 1, weight / (2 * len(_last_symbols(b))))
    return triples


def _last_symbols(unit: int) -> tuple[int, ...]:
    return (unit, FIRST_HALF[unit] + 1) if unit in FIRST_HALF else (unit,)


def _first_symbols(unit: int) -> tuple[int, ...]:
    return (unit, FIRST_HALF[unit]) if unit in FIRST_HALF else (unit,)


def _spellings(unit: int, before: int) -> tuple[tuple[int, int], ...]:
    """(state before the unit's last symbol, that symbol)."""
    if unit in FIRST_HALF:
        return ((before, unit), (FIRST_HALF[unit], FIRST_HALF[unit] + 1))
    return ((before, unit),)


@functools.cache
def pair_model(lm: LanguageModel, *, again: float = P.AGAIN, least: float = 1e-5) -> PairModel:
    """Transitions from the language model's unit trigram.

    Args:
        again: probability that a word boundary is followed by another one (layout spaces).
        least: transitions below this probability are left out.
    """
    triples = _with_halves(lm.unit_trigram)
    pairs: dict[tuple[int, int], int] = {(BOUNDARY, BOUNDARY): 0}

    def number(a: int, b: int) -> int:
        return pairs.setdefault((BOUNDARY if b == BOUNDARY else a, b), len(pairs))

    total: dict[int, float] = {}
    arcs: dict[tuple[int, int], float] = {}
    for (a, b, c), weight in triples.items():
        source, target = number(a, b), number(b, c)
        arcs[source, target] = arcs.get((source, target), 0.0) + weight
        total[source] = total.get(source, 0.0) + weight
    rows = []
    for (source, target), weight in arcs.items():
        p = weight / total[source]
        if p > least:
            rows.append((source, target, p * (1 - again) if source == 0 else p))
    rows.append((0, 0, again))
    rows.sort()
    source_of = np.array([r[0] for r in rows])
    return PairModel(
        start=np.searchsorted(source_of, np.arange(len(pairs) + 1)).astype(np.int32),
        target=np.array([r[1] for r in rows], np.int32),
        probability=np.array([r[2] for r in rows], np.float32),
        unit=np.array([b for _, b in pairs], np.int32),
    )


@dataclass(slots=True)
class Channel:
    """What each state emits.

    Attributes:
        symbols: the characters seen, by number.
        emission: [STATES, symbols] probabilities; a row sums to one.
        split: [COUNT] probability that a unit is emitted as two characters; 0 for all but lam-alef.
        turned: where they are two, alef stands before lam.
    """

    symbols: tuple[str, ...]
    emission: NDArray[np.float64]
    split: NDArray[np.float64]
    turned: bool = False
    number: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.number = {c: i for i, c in enumerate(self.symbols)}


def identity_channel(
    symbols: Sequence[str], frequency: NDArray[np.float64], trust: float = 0.3, *, turned: bool = False
) -> Channel:
    """The start: a unit emits its own letter with probability ``trust``, else any letter or a space."""
    number = {c: i for i, c in enumerate(symbols)}
    spread = np.sqrt(frequency)
    spread = spread / spread.sum()
    emission = np.tile(spread, (STATES, 1))
    for state in range(1, STATES):
        symbol = number.get(identity_letter(state, turned=turned))
        if symbol is not None:
            emission[state] *= 1 - trust
            emission[state, symbol] += trust
    emission[BOUNDARY] = 0.0
    emission[BOUNDARY, number[" "]] = 1.0
    split = np.zeros(COUNT)
    split[list(LAM_ALEF_UNITS)] = 0.5
    return Channel(tuple(symbols), emission, split, turned)


def _effective(channel: Channel) -> NDArray[np.float32]:
    """Emissions with the choice between one and two characters folded in (each spelling holds half the weight)."""
    emission = channel.emission.copy()
    for unit, half in FIRST_HALF.items():
        emission[unit] *= 2 * (1 - channel.split[unit])
        emission[half] *= 2 * channel.split[unit]
    return emission.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Learning:
    """How a channel is learnt.

    Attributes:
        iterations: passes of expectation maximisation; the first ``early`` of them see only a ``share`` of the text.
        trust: probability that a unit keeps its letter, at the start.
        floor, prune: emissions and states below these probabilities are not followed.
    """

    iterations: int = 10
    early: int = 5
    share: float = 0.4
    trust: float = 0.3
    floor: float = 1e-3
    prune: float = 1e-3


#: Of a text that may be enciphered in any way.
USUAL: Final = Learning()


def learn(sequences: Sequence[str], lm: LanguageModel, learning: Learning = USUAL, *, turned: bool = False) -> Channel:
    """The channel that explains ``sequences``, runs of Arabic letters and spaces, best.

    ``turned``: the text writes a lam-alef of two characters with alef first.
    """
    alphabet = sorted({c for s in sequences for c in s} | {" "})
    number = {c: i for i, c in enumerate(alphabet)}
    coded = [np.array([number[c] for c in piece], np.int32) for s in sequences for piece in _pieces(s)]
    frequency = np.bincount(np.concatenate(coded), minlength=len(alphabet)) + 0.5
    frequency = frequency / frequency.sum()
    channel = identity_channel(alphabet, frequency, learning.trust, turned=turned)
    pairs = pair_model(lm)
    step = max(1, round(1 / learning.share))
    for iteration in range(learning.iterations):
        some = coded[iteration % step :: step] if iteration < learning.early and len(coded) > 4 * step else coded
        _maximise(channel, _expected(some, channel, pairs, learning), frequency)
    return channel


def _pieces(sequence: str) -> Iterator[str]:
    """``sequence`` cut at spaces where it is too long: expectation holds all pairs at each place of the longest one."""
    begin = 0
    while begin < len(sequence):
        end = begin + P.LONGEST
        if end < len(sequence):
            end = sequence.rfind(" ", begin, end) + 1 or end
        yield sequence[begin:end]
        begin = end


def _expected(
    sequences: list[NDArray[np.int32]], channel: Channel, pairs: PairModel, learning: Learning
) -> NDArray[np.float64]:
    """Expected counts [STATES, symbols] of what emitted the ``sequences``; two threads count one half each."""
    emission = _effective(channel)

    def half(some: list[NDArray[np.int32]]) -> NDArray[np.float64]:
        sequences = Sequences(np.concatenate(some), np.cumsum([0, *map(len, some)]))
        counts = np.zeros((STATES, len(channel.symbols)))
        expectation(sequences, emission, pairs, counts, learning.floor, learning.prune)
        return counts

    halves = [some for some in (sequences[::2], sequences[1::2]) if some]
    with ThreadPoolExecutor(len(halves)) as pool:
        both: NDArray[np.float64] = np.sum(list(pool.map(half, halves)), axis=0)
        return both


def _maximise(channel: Channel, counts: NDArray[np.float64], frequency: NDArray[np.float64]) -> None:
    """New emissions from expected counts; states hardly seen keep their old ones."""
    seen = counts.sum(1)
    fresh = counts / np.maximum(seen, 1e-9)[:, None]
    keep = np.minimum(1.0, 0.5 / np.maximum(seen, 1e-9))[:, None]
    emission = (1 - keep) * fresh + keep * channel.emission
    emission = 0.999 * emission + 0.001 * frequency
    emission[BOUNDARY] = channel.emission[BOUNDARY]
    channel.emission = emission
    for unit, half in FIRST_HALF.items():
        channel.split[unit] = (seen[half] + 0.5) / (seen[half] + seen[unit] + 1.0)
