"""Fit how likely the orders of a line are, on made-up dumps; see :mod:`warraq.decipher.text.words.last_order`.

    python -m benchmarks.order_shares FILE...

Each FILE, a PDF whose text is sound or a text, is put through made-up channels, its lines drawn as a word processor
does, with second glyphs, and cut at random. What speaks for each order that was weighed for a line goes into a
conditional logit, in which the true order should be the likeliest. Shown are the weights beside those of ``BESIDE``,
relative to a line's score, and how well orders are told: by the score alone, as it is in force, and fitted, each text
by the others.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final
from unittest.mock import patch

import numpy as np

from benchmarks.ascent import Array, ascend
from benchmarks.text_channel import AS_DRAWN, CONTEXTUAL, WORD, Channel, made_up, paragraphs
from warraq.decipher.text import parameters
from warraq.decipher.text.channel import restore
from warraq.decipher.text.dump.segments import Segment
from warraq.decipher.text.order.order_confidence import Standings, letters_of
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.words import last_order

WORDS: Final = 3000
#: Lines as they are drawn, and of which so many are cut; the share of forms that are lost, and of shapes with second
#: glyphs.
MADE: Final = ((AS_DRAWN, 0.2, CONTEXTUAL), (0.4, 0.1, 0.0))
NAMES: Final = ("score", "cuts", "inside", "around", "ending")
#: Pull towards no weight, steps and rate of the fit.
PULL, STEPS, RATE = 1e-4, 3000, 0.1
#: A line: what speaks for each of its orders [orders, features], and which of them is true [orders].
Line = tuple[Array, Array]


def made(texts: list[str], seed: int) -> Iterator[tuple[str, Channel]]:
    """Dumps of a text, and the channel of each."""
    for kind in MADE:
        yield made_up(texts, random.Random(seed), *kind)


def lines_of(texts: list[str], text: str, outputs: Channel) -> Iterator[Line]:
    """The lines of a made-up dump that may have several orders, the true one among them."""
    shown = " ".join(WORD.sub(lambda word: "".join(outputs.of(word.group())), one) for one in texts)
    true = letters_of([Segment(shown)])
    met: list[tuple[Array, list[str]]] = []

    def watched(orders: last_order.Orders, i: int, scores: dict[int, float], state: Sequence[Ordered],
                opens: Sequence[float]) -> Standings:  # fmt: skip
        beside = orders.order.beside_words(orders.options, state, opens, i)
        features = np.array([(score, *beside[k]) for k, score in scores.items()])
        met.append((features, [letters_of(orders.options[i].orders[k]) for k in scores]))
        return ()

    with patch.object(last_order.Orders, "_standings", watched):
        restore(text)
    for features, letters in met:
        right = np.array([order in true for order in letters], np.float64)
        if 0 < right.sum() < len(right):
            yield features - features.max(0), right


class Fit:
    """Lines, and the weights that make their true orders likeliest."""

    def __init__(self, lines: Iterable[Line]) -> None:
        features, right = zip(*lines, strict=True)
        self.features, self.right = np.concatenate(features), np.concatenate(right)
        self._starts = np.cumsum([0, *map(len, features)])[:-1]
        self._line = np.repeat(np.arange(len(features)), [len(one) for one in features])

    def _shares(self, values: Array, among: Array) -> Array:
        """Of each line, how its share is parted between the orders ``among`` which it is."""
        most = np.maximum.reduceat(values, self._starts)
        weight = np.exp(values - most[self._line]) * among
        return np.asarray(weight / np.maximum(np.add.reduceat(weight, self._starts), 1e-300)[self._line])

    def loss(self, weights: Array) -> float:
        """Mean -log p of the true order of a line, nats."""
        share = self._shares(self.features @ weights, np.ones_like(self.right)) * self.right
        return float(-np.log(np.maximum(np.add.reduceat(share, self._starts), 1e-12)).mean())

    def wrong(self, weights: Array) -> float:
        """The share of lines of which another order is the likeliest."""
        values = self.features @ weights
        most = np.maximum.reduceat(np.where(self.right > 0, values, -np.inf), self._starts)
        return float((np.maximum.reduceat(values, self._starts) > most).mean())

    def fit(self, features: Sequence[int] = range(len(NAMES))) -> Array:
        """Weights by gradient ascent (Adam) on the log likelihood, of some ``features``."""
        scale = np.maximum(self.features.std(0), 1e-9)
        z = self.features / scale
        some = np.isin(np.arange(len(NAMES)), features)
        every = np.ones_like(self.right)

        def slope(weights: Array) -> Array:
            values = z @ weights
            pull = self._shares(values, self.right) - self._shares(values, every)
            return np.asarray((z.T @ pull / len(self._starts) - PULL * weights) * some)

        rates = [RATE * (1 - step / (STEPS + 1)) for step in range(1, STEPS + 1)]
        return np.asarray(ascend(slope, np.zeros(len(NAMES)), rates) / scale)


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit how likely the orders of lines of dumps are, on made-up ones.")
    parser.add_argument("texts", nargs="+", type=Path, metavar="FILE", help="PDFs whose text is sound, or texts")
    given = parser.parse_args()
    of_texts: list[list[Line]] = []
    for number, path in enumerate(given.texts, 1):
        texts = list(paragraphs(path, WORDS, number))
        of_texts.append([line for text, outputs in made(texts, number) for line in lines_of(texts, text, outputs)])
        print(f"{path.name}: {len(of_texts[-1])} lines with several orders", flush=True)
    whole = Fit(line for of_text in of_texts for line in of_text)
    in_force = np.array([1.0, *parameters.LastOrder.BESIDE]) / parameters.LastOrder.TEMPERATURE
    ways = {"score alone": whole.fit([0]), "in force": in_force, "fitted": (fitted := whole.fit())}
    for name, weights in ways.items():
        print(f"{name}: {whole.wrong(weights):.2%} of lines wrong, loss {whole.loss(weights):.4f}")
    if len(of_texts) > 1:
        others = [
            Fit(line for other in of_texts if other is not of_text for line in other).fit() for of_text in of_texts
        ]
        held = [(Fit(of_text), weights) for of_text, weights in zip(of_texts, others, strict=True)]
        size = [len(of_text) for of_text in of_texts]
        wrong, loss = (
            np.average(values, weights=size)
            for values in zip(*((fit.wrong(w), fit.loss(w)) for fit, w in held), strict=True)
        )
        print(f"fitted, each text by the others: {wrong:.2%} of lines wrong, loss {loss:.4f}")
    for name, before, after in zip(NAMES, (1.0, *parameters.LastOrder.BESIDE), fitted / fitted[0], strict=True):
        print(f"{name:8} {before:6.2f} {after:6.2f}")
    print(f"divided by {parameters.LastOrder.TEMPERATURE:.2f} {1 / fitted[0]:.2f}")


if __name__ == "__main__":
    main()
