"""The fit of confidence on dumps finds the curves that made the data; the weights in force are whole."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest

from benchmarks.calibrate_dumps import Fit, Sample, in_force, samples
from benchmarks.text_channel import WORD
from tests.decipher.text.cipher import encipher, plain_lines, random_channel
from warraq.decipher.text.words.word_features import OF_LETTERS, OF_ORDER, Features, confidence, of_letters, of_order

SOME = Features(3.0, 0.9, 0.5, 0.9, False, 3)


def test_the_weights_in_force_are_those_that_the_curves_ask_for() -> None:
    assert len(in_force()) == len(of_letters(SOME)) + len(of_order(SOME)) == len(OF_LETTERS) + len(OF_ORDER)
    assert float(Fit([Sample("", SOME, True)]).sure(in_force())[0]) == pytest.approx(confidence(SOME), abs=1e-12)


def made(count: int) -> Iterator[Sample]:
    chance = random.Random(1)
    for number in range(count):
        margin, order = chance.uniform(-1, 8), chance.uniform(0.3, 0.999)
        letters = 1 / (1 + np.exp(-(margin - 1)))
        placed = 1 / (1 + np.exp(-(1.5 * np.log(order / (1 - order)) + 0.5)))
        right = chance.random() < letters * placed
        yield Sample(str(number), SOME._replace(margin=margin, order=order), right)


def test_letters_and_order_are_told_apart() -> None:
    fit = Fit(list(made(4000)))
    weights = dict(zip((*OF_LETTERS, *OF_ORDER), fit.fit(), strict=True))
    assert abs(weights["margin"] - 1.0) < 0.25
    assert abs(weights["certainty"] - 1.5) < 0.4
    sure = fit.sure(np.array(list(weights.values())))
    assert abs(sure.mean() - fit.right.mean()) < 0.01


def test_each_word_of_a_dump_is_a_sample_with_its_own_grounds() -> None:
    text = plain_lines()
    dump_samples = samples(text, "\n\n".join(encipher(line, random_channel(11)) for line in text))
    true = [word for line in text for word in WORD.findall(line)]
    right = [sample for sample in dump_samples if sample.right]
    assert 0.6 * len(true) < len(right) <= len(true)
    assert {WORD.findall(sample.text)[0] for sample in right} <= set(true)
    assert len({sample.features for sample in dump_samples}) > len(dump_samples) / 2
    assert np.mean([s.features.margin for s in right]) > np.mean(
        [s.features.margin for s in dump_samples if not s.right]
    )
