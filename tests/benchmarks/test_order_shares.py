"""The fit of how likely orders are finds the weights that made the data; the true order of a line is known."""

from __future__ import annotations

import random

import numpy as np
import pytest

from benchmarks.order_shares import NAMES, Fit, Line, lines_of
from benchmarks.text_channel import WORD, Channel, dump
from tests.decipher.text.cipher import plain_lines
from warraq.decipher.text import parameters
from warraq.language.units import UNITS


def made(weights: np.ndarray, count: int) -> list[Line]:
    draw = np.random.default_rng(1)
    lines = []
    for _ in range(count):
        features = draw.normal(size=(5, len(weights)))
        share = np.exp(features @ weights)
        right = np.zeros(5)
        right[draw.choice(5, p=share / share.sum())] = 1.0
        lines.append((features, right))
    return lines


def test_the_fit_finds_what_made_the_orders() -> None:
    true = np.array([1.0, 0.5, -0.5, 0.0, 2.0])
    assert len(true) == len(NAMES) == 1 + len(parameters.LastOrder.BESIDE)
    fit = Fit(made(true, 3000))
    weights_fitted = fit.fit()
    assert np.abs(weights_fitted - true).max() < 0.15
    assert fit.loss(weights_fitted) < fit.loss(true) + 1e-3 < fit.loss(fit.fit([0])) - 0.1
    assert fit.fit([0])[1:].tolist() == [0.0] * 4


def test_a_line_is_wrong_where_another_order_is_likelier() -> None:
    lines = [(np.array([[1.0], [0.0]]), np.array([1.0, 0.0])), (np.array([[1.0], [0.0]]), np.array([0.0, 1.0]))]
    fit = Fit([(np.repeat(features, len(NAMES), 1), right) for features, right in lines])
    weights = np.array([1.0, 0, 0, 0, 0])
    assert fit.wrong(weights) == 0.5
    assert fit.loss(weights) == pytest.approx(0.5 * sum(np.log(1 + np.exp(x)) for x in (-1.0, 1.0)))
    assert fit.loss(0 * weights) == pytest.approx(np.log(2))


def test_the_true_order_of_a_line_is_known() -> None:
    texts = plain_lines()
    same = Channel([unit[0][0] if unit[0] else " " for unit in UNITS], {}, {})
    wrong = dict.fromkeys("بتثجحخ", "ا")
    outputs = Channel([wrong.get(shown, shown) for shown in same.outputs], {}, {})
    options = list(lines_of(texts, dump(texts, outputs, random.Random(1), 0.5), outputs))
    assert len(options) > 20
    best = [right[features[:, 0].argmax()] for features, right in options]
    assert all(features.shape == (len(right), len(NAMES)) for features, right in options)
    assert all(0 < right.sum() < len(right) for _, right in options)
    assert np.mean(best) > 0.6
    assert WORD.findall(texts[0])
