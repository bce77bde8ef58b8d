"""The fit of confidence finds the curve that made the data; the weights in force are whole."""

from __future__ import annotations

import random

import numpy as np

from benchmarks.calibrate import Fit, Sample, _outcomes, in_force
from pipeline.decipher.glyph.confidence import FEATURES, Grounds, confidence, features


def test_the_weights_in_force_are_those_that_the_curve_asks_for() -> None:
    assert list(in_force()) == list(FEATURES)
    assert len(features(Grounds(0, 0, 0, 0))) == len(FEATURES)


def test_more_margin_is_never_less_sure() -> None:
    sure = [confidence(Grounds(margin, 2.0, 5, 10.0)) for margin in (0, 1, 3, 10, 30)]
    assert sure == sorted(sure)


def test_words_that_were_joined_or_moved_do_not_count() -> None:
    true = "one two three four"
    assert list(_outcomes(true, ["one", "twothree", "four"])) == [("one", True), ("four", True)]
    assert list(_outcomes(true, ["one", "tvo", "three", "four"]))[1] == ("tvo", False)
    assert list(_outcomes("(12", ["12("])) == []


def test_confidence_that_is_too_high_is_brought_down() -> None:
    chance = random.Random(1)
    samples = []
    for number in range(400):
        margin = chance.uniform(0, 6)
        right = chance.random() < 1 / (1 + np.exp(-(margin - 2)))
        samples.append(Sample(str(number), (Grounds(margin, 1.0, 3, 10.0),), 1.0, right, 1))
    fit = Fit(samples)
    start = np.array([in_force()[name] for name in fit.names])
    fitted = fit.fit(start)

    def off(weights: np.ndarray) -> float:
        return abs(float(fit.word_confidence(weights).mean()) - float(fit.right.mean()))

    assert off(fitted) < 0.03
    assert off(fitted) < off(start)
