"""How sure a word of a deciphered text is: what was seen to tell right words from wrong ones, weighed.

A word is right where its letters were read right and it stands where it belongs, so its confidence is the product of
two logistic curves, one over what speaks for the letters, one over what is known of its place in its line. Their
weights are in ``data/confidence.tsv``, which ``python -m benchmarks.calibrate_dumps --write`` makes on made-up dumps of
real texts; the real dump among the fixtures is none of them, and checks them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from operator import mul
from pathlib import Path
from typing import Final, NamedTuple

from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import Items
from warraq.decipher.text.emissions.emissions import align
from warraq.decipher.text.parameters import WordFeatures as P
from warraq.decipher.text.records import Emissions, Piece
from warraq.decipher.weights import read_weights
from warraq.language import tokens

WEIGHTS: Final = Path(__file__).parents[1] / "data" / "confidence.tsv"


class Features(NamedTuple):
    """What speaks for a word.

    How frequent it is, how many symbols it has and how well they go with it were found to tell nothing beside these.

    Attributes:
        margin: how much worse its neighbourhood reads without it, nats (``max_marginal``).
        usual: share of the words that show one of its units which show its output here, the least of all its units;
            those in which the same units stand around it count once, those that show another output for
            ``OTHERS_AT_MOST`` words.
        steady: share of the rounds before the last (``EARLIER``) that read it in its line.
        order: share of the orders that its line may have in which it stands where it does, 0..1 (``standing``).
        edge: it stands at an edge of its line.
        runs: of how many runs its line was put together.
    """

    margin: float
    usual: float
    steady: float
    order: float
    edge: bool
    runs: int


#: What the two curves weigh: that of the letters, and that of the place. ``letters`` and ``order`` are what they begin
#: with, ``certainty`` the odds of ``Features.order``.
OF_LETTERS: Final = ("letters", "margin", "usual", "steady")
OF_ORDER: Final = ("order", "certainty", "edge", "runs")


def of_letters(features: Features) -> tuple[float, ...]:
    """What is known of each of ``OF_LETTERS``."""
    return 1.0, min(max(features.margin, P.MARGIN[0]), P.MARGIN[1]), math.log(features.usual), features.steady


def of_order(features: Features) -> tuple[float, ...]:
    """What is known of each of ``OF_ORDER``."""
    certain = min(max(features.order, 1e-4), 1 - 1e-4)
    return 1.0, math.log(certain / (1 - certain)), features.edge, math.log(features.runs)


def confidence(features: Features) -> float:
    """Probability that a word with these features is right and in its place."""
    letters, order = _weights()
    sure = _logistic(sum(map(mul, letters, of_letters(features)))) * _logistic(sum(map(mul, order, of_order(features))))
    return min(P.MOST, max(P.LEAST, sure))


def in_order(order: float, edge: bool, runs: int) -> float:
    """Probability that what stands so in its line (``Features``) is in its place."""
    known = of_order(Features(0.0, 1.0, 1.0, order, edge, runs))
    return min(P.MOST, max(P.LEAST, _logistic(sum(map(mul, _weights()[1], known)))))


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


@lru_cache(maxsize=1)
def _weights() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The weights of both curves, in the order of their features."""
    weight = read_weights(WEIGHTS)
    return tuple(weight[name] for name in OF_LETTERS), tuple(weight[name] for name in OF_ORDER)


#: What a unit of a word came out as.
_Output = tuple[int, tuple[int, ...]]
#: The units that stand around a unit.
_Around = tuple[tuple[int, ...], tuple[int, ...]]
#: A word and the symbols that it was read from.
_Word = tuple[str, bytes]


class Outputs:
    """How well a document shows what its letters come out as, by the words that were read in it.

    Words in which the same units stand around an output show it once: a stem that is misread is so in all its forms.

    Args:
        words: the pieces that are words, the items that they are of, and their margins, nats.
        emissions: the channel that they were read with.
    """

    def __init__(self, words: Iterable[tuple[Piece, Items, float]], emissions: Emissions) -> None:
        self._emissions = emissions
        shows: dict[_Word, float] = {}
        self._outputs: dict[_Word, dict[_Output, _Around]] = {}
        for piece, items, margin in words:
            key = _key(piece, items)
            known = parameters.Emissions.UNKNOWN_WEIGHT if piece.token == tokens.UNKNOWN else 1.0
            sure = known * _logistic(min(max(margin, P.MARGIN[0]), P.MARGIN[1]) - P.SHOWS_FROM)
            if key not in shows:
                self._outputs[key] = self._aligned(piece, items)
            shows[key] = max(sure, shows.get(key, 0.0))
        #: output, or unit -> what stands around it -> how well that shows it
        self._by: defaultdict[_Output, dict[_Around, float]] = defaultdict(dict)
        of_unit: defaultdict[int, dict[tuple[_Around, tuple[int, ...]], float]] = defaultdict(dict)
        for word, sure in shows.items():
            for output, around in self._outputs[word].items():
                unit, symbols = output
                self._by[output][around] = max(sure, self._by[output].get(around, 0.0))
                of_unit[unit][around, symbols] = max(sure, of_unit[unit].get((around, symbols), 0.0))
        self._shown = {output: sum(counts.values()) for output, counts in self._by.items()}
        self._of_unit = {unit: sum(counts.values()) for unit, counts in of_unit.items()}

    def _aligned(self, piece: Piece, items: Items) -> dict[_Output, _Around]:
        """What the units of a word came out as, and what stands around each where it first does."""
        aligned = align(piece.units, items.symbols(piece.start, piece.end), self._emissions)
        around: dict[_Output, _Around] = {}
        for k, output in enumerate(zip(piece.units, aligned[0], strict=True) if aligned else ()):
            around.setdefault(output, (piece.units[max(0, k - P.AROUND) : k], piece.units[k + 1 : k + 1 + P.AROUND]))
        return around

    def usual(self, piece: Piece, items: Items) -> float:
        """``Features.usual`` of a word, by the other words; one whose units can't be told from its symbols has nothing
        for it."""
        least = 1.0
        outputs = self._outputs.get(_key(piece, items))
        if outputs is None:  # of a line that was read anew
            outputs = self._aligned(piece, items)
        for output, around in outputs.items():
            shown_here = self._by[output].get(around, 0.0)
            shown = max(0.0, self._shown.get(output, 0.0) - shown_here)
            others = max(0.0, self._of_unit.get(output[0], 0.0) - shown_here - shown)
            against = min(P.OTHERS_AT_MOST, others + P.SHOWN_BEFORE)
            least = min(least, (shown + P.SHOWN_BEFORE) / (shown + P.SHOWN_BEFORE + against))
        return least if outputs else 0.5


def _key(piece: Piece, items: Items) -> _Word:
    return piece.text, items.spelling(piece.start, piece.end)


def at_edge(piece: Piece, items: Items) -> bool:
    """Nothing but spaces stands between the piece and one of the ends of its line, whose ``items`` these are."""
    before, behind = items.texts[: piece.start], items.texts[piece.end :]
    return all(text == " " for text in before) or all(text == " " for text in behind)
