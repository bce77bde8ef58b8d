"""The fit of confidence finds the curve that made the data; the weights in force are whole."""

from __future__ import annotations

import random

import numpy as np

from benchmarks import matrix, unseen_faces
from benchmarks.calibrate import DOTS_APART, Fit, Sample, _outcomes, cases, cases_dots_apart, in_force
from pipeline.decipher.glyph.confidence import FEATURES, Grounds, confidence, features


def test_the_weights_in_force_are_those_that_the_curve_asks_for() -> None:
    assert list(in_force()) == list(FEATURES)
    assert list(in_force(dots_apart=True)) == list(FEATURES)
    assert len(features(Grounds(0, 0, 0, 0))) == len(FEATURES)


def test_what_words_do_not_bear_out_is_less_sure_where_dots_are_glyphs_of_their_own() -> None:
    plain = Grounds(6.0, 1.0, 3, 40.0, unread=0.3)
    assert confidence(plain._replace(dots_apart=True)) < confidence(plain) - 0.05


def test_faces_of_the_fit_whose_dots_are_apart_were_chosen_on_and_have_seeds_of_their_own() -> None:
    assert set(DOTS_APART) <= set(unseen_faces.APART) & set(unseen_faces.CHOSEN_ON)
    fitted = list(cases_dots_apart())
    others = [*cases(), *matrix.cases(1), *unseen_faces.cases(unseen_faces.EVERY, [1])]
    assert len({case.seed for case in fitted}) == len(fitted)
    assert {case.seed for case in fitted}.isdisjoint(case.seed for case in others)
    assert {case.producer for case in fitted if case.face == "mada"} == set(unseen_faces.PRODUCERS)


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
