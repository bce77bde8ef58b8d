"""How sure a word of a deciphered text is: what was seen to tell right words from wrong ones, weighed.

A word is right where its letters were read right and it stands where it belongs, so its confidence is the product of
two logistic curves, one over what speaks for the letters, one over what is known of the order of its line. Their
weights are in ``data/confidence.tsv``, which ``python -m benchmarks.calibrate_dumps --write`` makes on made-up dumps of
real texts; the real dump among the fixtures is none of them, and checks them.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from operator import mul
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.decipher.text.emissions import align
from pipeline.decipher.text.items import JOIN_SIGN, Items
from pipeline.decipher.text.lattice import Emissions, Piece
from pipeline.decipher.weights import read_weights
from pipeline.language import tokens
from pipeline.language.units import LETTERS

WEIGHTS: Final = Path(__file__).parent / "data" / "confidence.tsv"
#: No word is surer than this, nor less sure than the other.
MOST: Final = 0.9995
LEAST: Final = 0.02
#: Beyond these, nats, a margin says nothing more.
MARGIN: Final = (-8.0, 12.0)
#: Channel and frequency say nothing more below these, nats.
LEAST_CHANNEL: Final = -30.0
LEAST_FREQUENCY: Final = -20.0
#: Other words that show a word's outputs count up to so many.
MOST_WORDS: Final = 60.0
#: A word shows its outputs half as well where it is this much better than any other, nats; one outside the lexicon by
#: so much of that.
SHOWS_FROM: Final = 2.0
UNKNOWN_SHOWS: Final = 0.3
#: A run of more items than this is no surer.
LONGEST_RUN: Final = 60
#: A word is steady if so many rounds before the last read it in its line.
EARLIER: Final = 4
#: Words of which nothing is known that show an output, and that show another one of the unit.
SHOWN_BEFORE: Final = 0.1
OTHERS_BEFORE: Final = 0.1


class Grounds(NamedTuple):
    """What speaks for a word.

    Attributes:
        margin: how much worse its neighbourhood reads without it, nats (``exclusion``).
        frequency: log p of the word by itself; the least of one outside the lexicon.
        channel: log p of its symbols if it is the word, with its spelling where it is outside the lexicon.
        items: how many symbols it has.
        shown: how many other words of the document show each of its outputs, of the least shown.
        usual: share of the words that show one of its units which show this output, the least.
        steady: share of the rounds before the last (``EARLIER``) that read it in its line.
        order: certainty of the order of its line, 0..1.
        edge: it stands at an edge of its line.
        cut: its line was put together where nothing in the dump shows that a run ends.
        run: how many items the run has in which it stands, between such cuts.
        runs: of how many runs its line was put together.
    """

    margin: float
    frequency: float
    channel: float
    items: int
    shown: float
    usual: float
    steady: float
    order: float
    edge: bool
    cut: bool
    run: int
    runs: int


#: What the two curves weigh: that of the letters, and that of the order.
OF_LETTERS: Final = ("letters", "margin", "frequency", "channel", "items", "shown", "usual", "steady")
OF_ORDER: Final = ("order", "certainty", "edge", "cut", "run", "runs")


def of_letters(grounds: Grounds) -> tuple[float, ...]:
    """What is known of each of ``OF_LETTERS``."""
    return (
        1.0,
        min(max(grounds.margin, MARGIN[0]), MARGIN[1]),
        max(grounds.frequency, LEAST_FREQUENCY),
        max(grounds.channel, LEAST_CHANNEL),
        math.log(grounds.items),
        math.log(min(grounds.shown, MOST_WORDS) + SHOWN_BEFORE),
        math.log(grounds.usual),
        grounds.steady,
    )


def of_order(grounds: Grounds) -> tuple[float, ...]:
    """What is known of each of ``OF_ORDER``."""
    certain = min(max(grounds.order, 1e-4), 1 - 1e-4)
    return (
        1.0,
        math.log(certain / (1 - certain)),
        grounds.edge,
        grounds.cut,
        math.log(min(grounds.run, LONGEST_RUN)),
        math.log(grounds.runs),
    )


def confidence(grounds: Grounds) -> float:
    """Probability that a word on these grounds is right and in its place."""
    letters, order = _weights()
    sure = _logistic(sum(map(mul, letters, of_letters(grounds)))) * _logistic(sum(map(mul, order, of_order(grounds))))
    return min(MOST, max(LEAST, sure))


def in_order(order: float, edge: bool, cut: bool, run: int, runs: int) -> float:
    """Probability that what stands so in its line (``Grounds``) is in its place."""
    known = of_order(Grounds(0.0, 0.0, 0.0, 1, 0.0, 1.0, 1.0, order, edge, cut, run, runs))
    return min(MOST, max(LEAST, _logistic(sum(map(mul, _weights()[1], known)))))


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


@lru_cache(maxsize=1)
def _weights() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The weights of both curves, in the order of their features."""
    weight = read_weights(WEIGHTS)
    return tuple(weight[name] for name in OF_LETTERS), tuple(weight[name] for name in OF_ORDER)


#: What a unit of a word came out as.
_Output = tuple[int, tuple[int, ...]]
#: A word and the symbols that it was read from.
_Word = tuple[str, bytes]


class Outputs:
    """How well a document shows what its letters come out as, by the words that were read in it.

    Args:
        words: the pieces that are words, the items that they are of, and their margins, nats.
        emissions: the channel that they were read with.
    """

    def __init__(self, words: Iterable[tuple[Piece, Items, float]], emissions: Emissions) -> None:
        self._emissions = emissions
        shows: dict[_Word, float] = {}
        self._outputs: dict[_Word, list[_Output]] = {}
        for piece, items, margin in words:
            key = _key(piece, items)
            known = UNKNOWN_SHOWS if piece.token == tokens.UNKNOWN else 1.0
            sure = known * _logistic(min(max(margin, MARGIN[0]), MARGIN[1]) - SHOWS_FROM)
            if key not in shows:
                self._outputs[key] = self._aligned(piece, items)
            shows[key] = max(sure, shows.get(key, 0.0))
        #: output, or unit -> word -> how well it shows it
        self._by: defaultdict[_Output, dict[str, float]] = defaultdict(dict)
        of_unit: defaultdict[int, dict[tuple[str, tuple[int, ...]], float]] = defaultdict(dict)
        for (text, spelling), sure in shows.items():
            for output in self._outputs[text, spelling]:
                unit, symbols = output
                self._by[output][text] = max(sure, self._by[output].get(text, 0.0))
                of_unit[unit][text, symbols] = max(sure, of_unit[unit].get((text, symbols), 0.0))
        self._shown = {output: sum(found.values()) for output, found in self._by.items()}
        self._of_unit = {unit: sum(found.values()) for unit, found in of_unit.items()}

    def _aligned(self, piece: Piece, items: Items) -> list[_Output]:
        aligned = align(piece.units, items.symbols(piece.start, piece.end), self._emissions)
        return list(dict.fromkeys(zip(piece.units, aligned[0], strict=True))) if aligned else []

    def support(self, piece: Piece, items: Items) -> tuple[float, float]:
        """``Grounds.shown`` and ``Grounds.usual`` of a word, by the other words; one whose units can't be told from its
        symbols has nothing for it."""
        shown, usual = math.inf, 1.0
        outputs = self._outputs.get(_key(piece, items))
        if outputs is None:  # of a line that was read anew
            outputs = self._aligned(piece, items)
        for output in outputs:
            own = self._by[output].get(piece.text, 0.0)
            others = self._shown.get(output, 0.0) - own
            every = self._of_unit.get(output[0], 0.0) - own
            shown = min(shown, others)
            usual = min(usual, (others + SHOWN_BEFORE) / (every + SHOWN_BEFORE + OTHERS_BEFORE))
        return (max(0.0, shown), usual) if outputs else (0.0, SHOWN_BEFORE / (SHOWN_BEFORE + OTHERS_BEFORE))


def _key(piece: Piece, items: Items) -> _Word:
    return piece.text, items.codes[piece.start : piece.end].tobytes()


class Standing:
    """Where the words of a line stand in it, by its items."""

    def __init__(self, items: Items) -> None:
        texts = items.texts
        self._size = len(texts)
        shown = [k for k, text in enumerate(texts) if text != " "]
        self._first, self._last = (shown[0], shown[-1]) if shown else (self._size, -1)
        letters = [k for k in shown if texts[k] in LETTERS]
        #: the items at which words follow words though a run of the dump ends there
        self.cuts: list[int] = []
        for a, b in itertools.pairwise(letters):
            between = texts[a + 1 : b]
            if JOIN_SIGN in between and set(between) <= {" ", JOIN_SIGN}:
                self.cuts.append(a + 1 + between.index(JOIN_SIGN))

    def at_edge(self, piece: Piece) -> bool:
        """Nothing but spaces stands between the piece and one of the line's ends."""
        return piece.start <= self._first or piece.end > self._last

    def run_of(self, piece: Piece) -> int:
        """How many items stand between the cuts on both sides of a piece."""
        behind = bisect_left(self.cuts, piece.end)
        begin = self.cuts[behind - 1] if behind else 0
        return (self.cuts[behind] if behind < len(self.cuts) else self._size) - begin
