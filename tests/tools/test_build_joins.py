"""The judge of joins learns from running text, and learns the same each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tools import build_joins
from tools.build_joins import HIDDEN, WIDTH, Trainer, cluster, texts
from warraq.language import tokens
from warraq.language.context.joins import OUTSIDE, REACH, shape_row
from warraq.language.model import LanguageModel

HONEST = Path(__file__).parents[2] / "fixtures" / "truth" / "honest.txt"


def test_texts_are_rows_with_nothing_around_them() -> None:
    corpus = texts([["في", "<num>", "والغضنفرات"], ["في"]], LanguageModel.load())
    line = corpus.line.tolist()
    assert line[:REACH] == line[-REACH:] == [OUTSIDE] * REACH
    assert line[REACH + 1 : REACH + 3] == [tokens.NUMBER, shape_row("والغضنفرات")]
    assert corpus.places.tolist() == [4, 5, 6, 7, 11, 12]  # before each token, and behind each passage
    assert corpus.frequency[line[REACH]] == 2
    assert corpus.frequency[OUTSIDE] == 0
    assert corpus.shape[line[REACH]] == shape_row("في")


def test_points_go_to_the_nearest_of_the_middles() -> None:
    draw = np.random.default_rng(1)
    places = draw.permutation(400)[:, None] * np.ones(4, np.float32)
    points = np.repeat(places, 5, axis=0).astype(np.float32)
    number, middle = cluster(points, np.ones(len(points)), draw)
    assert middle.shape == (256, 4)
    distance = np.abs(points[:, None] - middle[None]).sum(-1)
    assert np.abs(middle[number] - points).sum(-1).mean() < 1.1 * distance.min(1).mean()


def test_learning_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    lm = LanguageModel.load()
    corpus = texts([tokens.tokenize(line) for line in HONEST.read_text(encoding="utf-8").splitlines()], lm)
    monkeypatch.setattr(build_joins, "first_vectors", lambda _, draw: _random_vectors(corpus.shape.size, draw))
    weights = []
    for _ in range(2):
        trainer = Trainer(corpus, groups=1)
        trainer.learn(60, 0.02, vectors=True)
        weights.append((trainer.vector, trainer.weight()))
    for one, two in zip(*weights, strict=True):
        np.testing.assert_array_equal(one, two)
    assert weights[0][1].shape == (2 * REACH * WIDTH + 3, HIDDEN)


def _random_vectors(size: int, draw: np.random.Generator) -> np.ndarray:
    return draw.standard_normal((size, WIDTH)).astype(np.float32) / 4


def test_words_with_the_same_neighbours_have_vectors_alike() -> None:
    """Among chance neighbours, which one projection of all doesn't tell from those that count."""
    draw = np.random.default_rng(3)
    table = draw.poisson(1.0, (120, 400)).astype(np.float32)
    table[:60, :40] += draw.poisson(0.8, (60, 40))
    table[60:, 40:80] += draw.poisson(0.8, (60, 40))
    vector = build_joins.factored(table, 2, 3, draw)
    assert np.sqrt((vector**2).sum(1).mean()) == pytest.approx(2.0, rel=1e-3)
    vector /= np.linalg.norm(vector, axis=1, keepdims=True)
    same = (vector[:60] @ vector[:60].T).mean() + (vector[60:] @ vector[60:].T).mean()
    assert same / 2 > 0.95
    assert (vector[:60] @ vector[60:].T).mean() < 0.65


def test_learning_says_the_mean_of_its_last_steps(capsys: pytest.CaptureFixture[str]) -> None:
    level = build_joins.measured(np.array([8.0, 1.0, 4 * np.exp(0.5)]), 4, 200)
    assert level == pytest.approx(-0.5)
    assert "step 200: loss 2.0000, 25.0% found, level -0.50" in "".join(capsys.readouterr())
