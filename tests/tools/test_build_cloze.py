"""The judge of words learns from running text, and learns the same each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tools import build_cloze, build_joins
from tools.build_cloze import (
    Texts,
    Trainer,
    _around,
    _contrast,
    _to_line,
    first_vectors,
    parted,
    save,
    texts,
)
from warraq.language import tokens
from warraq.language.context import cloze
from warraq.language.context.cloze import FAR, FAR_SHARE, NEAR, Cloze
from warraq.language.context.joins import FIRST_WORD, OUTSIDE, shape_row
from warraq.language.context.topics import Topics
from warraq.language.model import LanguageModel

HONEST = Path(__file__).parents[2] / "fixtures" / "truth" / "honest.txt"


def honest() -> Texts:
    lm = LanguageModel.load()
    lines = HONEST.read_text(encoding="utf-8").splitlines()
    known = [[t for t in tokens.tokenize(line) if lm.token_id(t) != tokens.UNKNOWN] for line in lines]
    return texts(known, lm, Topics.load())


def test_texts_are_tokens_with_nothing_around_them() -> None:
    lm, topics = LanguageModel.load(), Topics.load()
    corpus = texts([["قانون", "<num>", "والغضنفرات"], ["قانون"] * 5], lm, topics)
    law = lm.token_id("قانون")
    nothing = [OUTSIDE] * FAR
    assert corpus.line.tolist() == [*nothing, law, 3, -shape_row("والغضنفرات"), *nothing, *[law] * 5, *nothing]
    assert corpus.words.tolist() == [law]
    assert corpus.rows(corpus.line[FAR : FAR + 3]).tolist() == [
        [shape_row("قانون"), FIRST_WORD + topics.rows[law], corpus.none - 1],
        [tokens.NUMBER, corpus.none, corpus.none],
        [shape_row("والغضنفرات"), corpus.none, corpus.none],
    ]
    assert corpus.frequency[[law, OUTSIDE]].tolist() == [6, 0]
    assert texts([["قانون"] * build_cloze.SEEN, ["مجلس"] * (build_cloze.SEEN - 1)], lm, topics).words.tolist() == [law]
    assert corpus.of_stem[law] == corpus.of_stem[lm.token_id("القانون")] == 6


def test_what_is_around_a_place_and_its_gradient_fit() -> None:
    draw = np.random.default_rng(1)
    line, other = draw.standard_normal((2, 2 * FAR + 6, 3)).astype(np.float32)
    at = np.array([FAR, FAR + 5])
    sides = _around(line, at, NEAR, FAR, FAR_SHARE)
    np.testing.assert_array_equal(sides[1, :6], [*line[FAR + 4], *line[FAR + 6]])
    gradient = draw.standard_normal(sides.shape).astype(np.float32)
    back = np.zeros_like(line)
    _to_line(gradient, at, NEAR, FAR, FAR_SHARE, back)
    change = (gradient * (_around(line + other, at, NEAR, FAR, FAR_SHARE) - sides)).sum()
    assert change == pytest.approx((back * other).sum(), rel=1e-3)


def test_the_gradient_is_that_of_the_loss_over_rows_and_columns() -> None:
    draw = np.random.default_rng(2)
    score = draw.standard_normal((5, 5)).astype(np.float32)
    word = np.array([4, 5, 4, 6, 7], np.int32)

    def loss(of: np.ndarray) -> float:
        negatives = of.astype(np.float64)
        negatives[0, 2] = negatives[2, 0] = -np.inf  # the same word
        rows, columns = (np.log(np.exp(negatives).sum(axis)) for axis in (1, 0))
        return float((rows + columns - 2 * np.diag(negatives)).sum())

    gradient, mean, hits, _ = _contrast(score.copy(), word)
    for place in ((0, 0), (1, 3), (4, 2), (0, 2)):
        step = np.zeros((5, 5))
        step[place] = 1e-3
        assert gradient[place] == pytest.approx((loss(score + step) - loss(score - step)) / 2e-3, abs=1e-3)
    negatives = score.astype(np.float64)
    negatives[0, 2] = negatives[2, 0] = -np.inf
    assert mean == pytest.approx((np.log(np.exp(negatives).sum(1)) - np.diag(negatives)).mean(), rel=1e-4)
    assert hits == (negatives.argmax(1) == np.arange(5)).mean()


def test_parts_of_words_add_up_to_nearly_what_they_are() -> None:
    corpus = honest()
    whole = first_vectors(corpus, np.random.default_rng(1))
    vector = parted(corpus, whole)
    sums = build_cloze._sums(vector, corpus.parts[corpus.words])
    rest = vector[corpus.parts[corpus.words, 2]]
    np.testing.assert_allclose(sums + rest / 9, whole[len(tokens.SPECIAL) :], atol=1e-4)
    assert not vector[corpus.none].any()


def test_what_lies_outside_is_neither_asked_for_nor_read_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = honest()
    size = len(tokens.SPECIAL) + corpus.words.size
    monkeypatch.setattr(build_cloze, "first_vectors", lambda *_: np.zeros((size, 64), np.float32))
    monkeypatch.setattr(build_cloze, "NOISE", 1.0)
    parts, targets, places, word = Trainer(corpus)._sample()
    outside = (parts[:, 0] == OUTSIDE) & (parts[:, 1:] == corpus.none).all(1)
    assert 0.1 < outside.mean() < 0.9
    assert not outside[places].any()
    assert len(targets) == len(places) == len(word) > 0
    assert (word > OUTSIDE).all()


def test_centroids_descend_by_the_gradients_of_all_sums_that_they_are_part_of() -> None:
    draw = np.random.default_rng(3)
    centroid = draw.standard_normal((2, 2, 4, 3)).astype(np.float32)
    code = np.array([[0, 1], [2, 1], [3, 0]], np.uint8)
    book, none = np.array([0, 0, 1]), 3
    parts = np.array([[0, 2], [1, none]], np.int32)
    gradient = np.array([[1, 2, 3, 0, 0, 0], [0, 0, 0, 4, 4, 4]], np.float32)
    seen = np.ones((2, 2, 4), np.float32)
    before = centroid.copy()
    build_cloze._descend_codes(centroid, seen, code, book, parts, gradient, 0.1)
    step = before - centroid
    for place in ((0, 0, 0), (1, 0, 3)):
        np.testing.assert_allclose(step[place], 0.1 * gradient[0, :3] / np.sqrt(1 + 14 / 3), rtol=1e-4)
        step[place] = 0
    np.testing.assert_allclose(step[0, 1, 1], 0.1 * gradient[1, 3:] / np.sqrt(1 + 16), rtol=1e-4)
    step[0, 1, 1] = 0
    assert not step.any()


def test_a_word_keeps_what_it_is_beyond_its_stem_and_its_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    lm, corpus = LanguageModel.load(), honest()
    size = len(tokens.SPECIAL) + corpus.words.size
    monkeypatch.setattr(
        build_cloze, "first_vectors", lambda _, draw: draw.standard_normal((size, 64)).astype(np.float32)
    )
    monkeypatch.setattr(cloze, "WORDS", 900)
    monkeypatch.setattr(cloze, "FINE", 300)
    trainer = Trainer(corpus)
    frequent = cloze.frequent_words(lm)
    whole = build_cloze._sums(trainer.vector, corpus.parts[frequent])
    trainer.quantize(lm)
    parts = trainer.corpus.parts[frequent]
    error = [np.square(build_cloze._sums(trainer.vector, parts[:, :n]) - whole).sum(1) for n in (2, 3, 4)]
    seen = corpus.frequency[frequent] >= build_cloze.SEEN
    assert error[1][seen].mean() < 0.5 * error[0][seen].mean()
    assert error[2][:300][seen[:300]].mean() < 0.5 * error[1][:300][seen[:300]].mean()
    np.testing.assert_array_equal(error[2][300:], error[1][300:])
    assert trainer.codes is not None
    np.testing.assert_array_equal(trainer.codes.vectors(), trainer.vector)


def test_learning_is_the_same_each_time_and_is_what_the_judge_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lm, corpus = LanguageModel.load(), honest()
    size = len(tokens.SPECIAL) + corpus.words.size
    monkeypatch.setattr(
        build_cloze, "first_vectors", lambda _, draw: draw.standard_normal((size, 64)).astype(np.float32)
    )
    monkeypatch.setattr(build_cloze, "STRETCHES", 8)
    monkeypatch.setattr(cloze, "WORDS", 300)
    monkeypatch.setattr(cloze, "FINE", 100)
    monkeypatch.setattr(
        build_joins, "cluster", lambda points, *_: (np.arange(len(points)) % 256, np.resize(points[:256], (256, 4)))
    )
    files = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        trainer = Trainer(corpus)
        trainer.learn(40, 0.02)
        assert not trainer.vector[corpus.none].any()
        save(trainer, lm, tmp_path / name, 5)
        files.append({path.name: path.read_bytes() for path in sorted((tmp_path / name).iterdir())})
    assert files[0] == files[1]
    judge = Cloze(tmp_path / "one")
    line = corpus.line[FAR : FAR + 20]
    vectors = judge.vectors((int(t), lm.token(int(t))) for t in line)
    np.testing.assert_allclose(vectors, build_cloze._sums(trainer.vector, trainer.corpus.rows(line)), atol=0.01)
    at = np.array([7, 11])
    around = _around(
        build_cloze._sums(trainer.vector, trainer.corpus.rows(corpus.line)), at + FAR, NEAR, FAR, FAR_SHARE
    )
    want = np.maximum(around @ trainer.near + trainer.bias, 0) @ trainer.out + trainer.aim
    seen = judge.vectors((int(t), lm.token(int(t))) for t in corpus.line[FAR : FAR + 40])
    np.testing.assert_allclose(judge.wanted(*judge.sides(seen, at, at + 1)), want, atol=0.02)
    assert judge._level == pytest.approx(trainer.level, abs=0.01)
