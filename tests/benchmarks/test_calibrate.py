"""The fit of confidence finds the curve that made the data; the weights in force are whole."""

from __future__ import annotations

import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from benchmarks import calibrate, matrix, unseen_faces
from benchmarks.calibrate import DOTS_APART, Fit, Sample, _outcomes, cases, cases_dots_apart, in_force
from benchmarks.corpus.build import Case
from benchmarks.corpus.damage import NO_DAMAGE
from benchmarks.structure_golden import FIXTURES
from warraq.decipher.glyph.scores.confidence import TERMS, Features, confidence, terms
from warraq.decipher.glyph.search import sign_readings
from warraq.pages.rows.words import WordBuilder

HONEST = FIXTURES / "pdf" / "honest.pdf"


def test_the_weights_in_force_are_those_that_the_curve_asks_for() -> None:
    assert list(in_force()) == list(TERMS)
    assert list(in_force(dots_apart=True)) == list(TERMS)
    assert len(terms(Features(0, 0, 0, 0))) == len(TERMS)


def test_what_words_do_not_bear_out_is_less_sure_where_dots_are_glyphs_of_their_own() -> None:
    plain = Features(6.0, 1.0, 3, 40.0, unread=0.3)
    assert confidence(plain._replace(dots_apart=True)) < confidence(plain) - 0.05


def test_faces_of_the_fit_whose_dots_are_apart_were_chosen_on_and_have_seeds_of_their_own() -> None:
    assert set(DOTS_APART) <= set(unseen_faces.APART) & set(unseen_faces.CHOSEN_ON)
    fitted = list(cases_dots_apart())
    others = [*cases(), *matrix.cases(1), *unseen_faces.cases(unseen_faces.EVERY, [1])]
    assert len({case.seed for case in fitted}) == len(fitted)
    assert {case.seed for case in fitted}.isdisjoint(case.seed for case in others)
    assert {case.producer for case in fitted if case.face == "mada"} == set(unseen_faces.PRODUCERS)


def test_words_are_fitted_by_the_codes_of_one_kind_of_font(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case("chromium", "amiri", 1, 1, NO_DAMAGE)
    word = case.truth.split()[0]
    plain, apart = Features(2.0, 1.0, 3, 40.0), Features(3.0, 1.0, 3, 40.0, dots_apart=True)

    def read(path: Path) -> SimpleNamespace:
        weighed = vars(sign_readings)["confidence"]  # what stands there while a fit is made
        builder: Any = SimpleNamespace(sure=[weighed(features) for features in (plain, apart)])
        WordBuilder._spelling(builder, (0, 1), (word,))
        return SimpleNamespace(words=(word,))

    monkeypatch.setattr(calibrate, "pdf_of", lambda case: HONEST)
    monkeypatch.setattr(calibrate, "read", read)
    monkeypatch.setattr(WordBuilder, "_spelling", lambda self, used, texts: SimpleNamespace(text="".join(texts)))
    for dots_apart, fitted, other in ((False, plain, apart), (True, apart, plain)):
        (sample,) = calibrate.samples(case, dots_apart=dots_apart)
        assert (sample.text, sample.features, sample.right) == (word, (fitted,), True)
        assert sample.rest == pytest.approx(confidence(other))


@pytest.mark.parametrize("dots_apart", [False, True])
def test_weights_are_written_to_the_table_of_their_kind(
    dots_apart: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = tmp_path / "plain", tmp_path / "apart"
    for name, path in zip(("WEIGHTS", "WEIGHTS_DOTS_APART"), paths, strict=True):
        monkeypatch.setattr(calibrate, name, path)
    calibrate.write({"bias": 0.25}, 7, dots_apart=dots_apart)
    assert [path.exists() for path in paths] == [not dots_apart, dots_apart]
    assert in_force(dots_apart=dots_apart) == {"bias": 0.25}
    assert ("mada" in paths[dots_apart].read_text("utf-8")) == dots_apart


def test_more_margin_is_never_less_sure() -> None:
    sure = [confidence(Features(margin, 2.0, 5, 10.0)) for margin in (0, 1, 3, 10, 30)]
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
        samples.append(Sample(str(number), (Features(margin, 1.0, 3, 10.0),), 1.0, right, 1))
    fit = Fit(samples)
    start = np.array([in_force()[name] for name in fit.names])
    fitted = fit.fit(start)

    def off(weights: np.ndarray) -> float:
        return abs(float(fit.word_confidence(weights).mean()) - float(fit.right.mean()))

    assert off(fitted) < 0.03
    assert off(fitted) < off(start)
