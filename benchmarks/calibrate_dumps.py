"""Fit how sure words of deciphered dumps are, on made-up dumps; see :mod:`warraq.decipher.text.words.word_features`.

    python -m benchmarks.calibrate_dumps FILE...            fit and show, write nothing
    python -m benchmarks.calibrate_dumps FILE... --write    write pipeline/warraq/decipher/text/data/confidence.tsv

Each FILE, a PDF whose text is sound or a text, is put through made-up channels, its lines kept in order, cut and
drawn as a word processor does; every other one is of a font with second glyphs. Each is held against the fit to the
others. Words of a text that the language model was made of look surer than others are, so give texts that it doesn't
know.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import numpy as np

from benchmarks.ascent import Array, ascend
from benchmarks.scores import Doubt
from benchmarks.text_channel import AS_DRAWN, CONTEXTUAL, WORD, made_up, paragraphs, stand_rightly
from warraq.config import DEFAULT
from warraq.decipher.text import channel, parameters
from warraq.decipher.text.document.restoration import listed_below
from warraq.decipher.text.words import word_confidence
from warraq.decipher.text.words.word_features import OF_LETTERS, OF_ORDER, WEIGHTS, Features, of_letters, of_order
from warraq.decipher.weights import read_weights
from warraq.emit.whole import write_whole
from warraq.model.line import Word

#: Words of each text, some ten pages.
WORDS: Final = 3000
#: The share of lines that are cut.
CUT: Final = 0.4
#: How the lines of dumps stand, what share of forms is lost, and what share of shapes has second glyphs; texts have the
#: first two and the last two in turns.
MADE: Final = ((None, 0.3, CONTEXTUAL), (CUT, 0.1, 0.0), (AS_DRAWN, 0.2, 0.0), (AS_DRAWN, 0.1, CONTEXTUAL))
#: Strength of the pull towards no weight, steps and rate of the fit.
PULL, STEPS, RATE = 1e-6, 3000, 0.03


@dataclass(frozen=True, slots=True)
class Sample:
    """A word of a made-up dump: what spoke for it, and whether it was right and in its place."""

    text: str
    features: Features
    right: bool


def dumps(texts: list[str], seed: int) -> Iterator[str]:
    """The made-up dumps of a text, each by a channel of its own."""
    for number, kind in enumerate(MADE[2:] if seed % 2 else MADE[:2]):
        yield made_up(texts, random.Random(100 * seed + number), *kind)[0]


def samples(texts: list[str], made: str) -> list[Sample]:
    """The words of a made-up dump."""
    met: list[Features] = []
    features: Callable[..., Features] = word_confidence.features_of

    def watched(*given: Any) -> Features:
        met.append(features(*given))
        return met[-1]

    with ExitStack() as watch:
        watch.enter_context(patch.object(word_confidence, "features_of", watched))
        # the number of a word's features goes through to it as what else it could be
        watch.enter_context(patch.object(word_confidence, "_alternatives", lambda *_: ((f"#{len(met) - 1};", 1.0),)))
        words = [w for b in channel.restore(made).blocks if b.role == "body" for w in b.words]
    return list(_outcomes([run for text in texts for run in WORD.findall(text)], words, met))


def _outcomes(truth: list[str], words: Sequence[Word], met: Sequence[Features]) -> Iterator[Sample]:
    for word, right in zip(words, stand_rightly(truth, words), strict=True):
        numbered = [other for other, _ in word.alternatives if "#" in other]
        if len(numbered) == 1 and right is not None:
            number = int(numbered[0].split("#")[1].split(";")[0])
            yield Sample(word.text, met[number], right)


class Fit:
    """Words with their features, and the weights that make what happened to them likeliest."""

    def __init__(self, samples_of_words: Sequence[Sample]) -> None:
        self.letters: Array = np.array([of_letters(s.features) for s in samples_of_words], np.float64)
        self.order: Array = np.array([of_order(s.features) for s in samples_of_words], np.float64)
        self.right = np.array([s.right for s in samples_of_words])

    def sure(self, weights: Array) -> Array:
        """Confidence of each word, by the weights of ``OF_LETTERS`` and ``OF_ORDER``."""
        parts = weights[: len(OF_LETTERS)], weights[len(OF_LETTERS) :]
        letters, order = (1 / (1 + np.exp(-x @ w)) for x, w in zip((self.letters, self.order), parts, strict=True))
        return np.asarray(np.clip(letters * order, parameters.WordFeatures.LEAST, parameters.WordFeatures.MOST))

    def fit(self) -> Array:
        """Weights by gradient ascent (Adam) on the log likelihood."""
        scales = [np.maximum(x.std(0), 1e-9) for x in (self.letters, self.order)]
        means = [x.mean(0) for x in (self.letters, self.order)]
        for scale, mean in zip(scales, means, strict=True):
            scale[0], mean[0] = 1.0, 0.0
        x, z = ((x - m) / s for x, m, s in zip((self.letters, self.order), means, scales, strict=True))
        split = x.shape[1]
        weights = np.zeros(split + z.shape[1])
        weights[0], weights[split] = 3.0, 4.0

        def slope(weights: Array) -> Array:
            letters, order = 1 / (1 + np.exp(-x @ weights[:split])), 1 / (1 + np.exp(-z @ weights[split:]))
            word = np.clip(letters * order, 1e-9, 1 - 1e-9)
            pull = np.where(self.right, 1.0, -word / (1 - word)) / len(word)
            return np.concatenate([x.T @ (pull * (1 - letters)), z.T @ (pull * (1 - order))]) - PULL * weights

        weights = ascend(slope, weights, [RATE * (1 - step / (STEPS + 1)) for step in range(1, STEPS + 1)])
        fitted = []
        for part, m, s in zip((weights[:split], weights[split:]), means, scales, strict=True):
            part = part / s
            part[0] -= (part[1:] * m[1:]).sum()
            fitted.append(part)
        return np.concatenate(fitted)

    def report(self, sure: Array) -> str:
        """Calibration error, wrong words that aren't listed, and listed ones."""
        doubt = Doubt()
        doubt.add(sure.tolist(), self.right.tolist())
        below = listed_below(sure.tolist(), DEFAULT)
        return (
            f"{len(sure)} words, {(~self.right).mean():.2%} wrong, calibration error {doubt.calibration_error():.4f}, "
            f"{doubt.unflagged(below):.2f} wrong and not listed per 1,000, {doubt.flagged(below):.2%} listed"
        )


def in_force() -> Array:
    """The weights that the package has."""
    weight = read_weights(WEIGHTS)
    return np.array([weight[name] for name in (*OF_LETTERS, *OF_ORDER)])


def write(weights: Array, words: int, texts: int) -> None:
    """Write the table of weights."""
    head = "# Made by benchmarks/calibrate_dumps.py; do not edit. Weights of decipher/text/words/word_features.py.\n"
    origin = f"# Fitted on {words} words of made-up dumps of {texts} texts.\n"
    names = (*OF_LETTERS, *OF_ORDER)
    rows = "".join(f"{name}\t{weight:.4f}\n" for name, weight in zip(names, weights.tolist(), strict=True))
    write_whole(head + origin + rows, WEIGHTS)


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the confidence of words of dumps on made-up ones.")
    parser.add_argument("texts", nargs="+", type=Path, metavar="FILE", help="PDFs whose text is sound, or texts")
    parser.add_argument("--write", action="store_true", help="write the weights")
    given = parser.parse_args()
    texts = [list(paragraphs(path, WORDS, 1)) for path in given.texts]
    of_texts = []
    for number, (path, text) in enumerate(zip(given.texts, texts, strict=True)):
        of_texts.append([sample for made in dumps(text, number) for sample in samples(text, made)])
        print(f"{path.name}: in force: {(fit := Fit(of_texts[-1])).report(fit.sure(in_force()))}", flush=True)
    every = [sample for of_text in of_texts for sample in of_text]
    apart = [
        Fit(of_one).sure(Fit([s for other in of_texts if other is not of_one for s in other]).fit())
        for of_one in (of_texts if len(of_texts) > 1 else ())
    ]
    whole = Fit(every)
    print("in force:", whole.report(whole.sure(in_force())))
    if apart:
        print("fitted, each text by the others:", whole.report(np.concatenate(apart)))
    weights = whole.fit()
    for name, before, after in zip((*OF_LETTERS, *OF_ORDER), in_force(), weights, strict=True):
        print(f"{name:10} {before:8.4f} {after:8.4f}")
    if given.write:
        write(weights, len(every), len(texts))


if __name__ == "__main__":
    main()
