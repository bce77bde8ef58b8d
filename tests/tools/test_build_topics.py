"""Vectors of topics come of what stands near a stem, and are the same each time."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from tools import build_joins, build_topics
from tools.build_topics import _near, build, factors, information
from warraq.language import tokens
from warraq.language.context.topics import Topics, stems
from warraq.language.model import LanguageModel


def test_what_is_near_in_the_passage_counts_but_not_what_is_next_or_frequent() -> None:
    line = np.array([0, 5, 6, 7, 8, 0, 8, 5], np.int32)  # passages 5 6 7 8 and 8 5
    row = np.full(9, -1, np.int32)
    row[[5, 6, 7, 8]] = [0, 1, 2, 3]
    assert _near(line, row, 4, 3, 9, 1, 1).tolist() == [
        [0, 1, 1],  # row 0 has 2 and 3 in reach, and row 1 next to it; row 0 itself is frequent
        [0, 0, 1],
        [0, 0, 0],
        [1, 0, 0],
    ]


def test_information_is_that_of_pairs_more_frequent_than_by_chance() -> None:
    values = information(np.array([[100, 1], [1, 3]], np.float32))
    share = 4**0.75 / (4**0.75 + 101**0.75)  # rare neighbours are held to be a little less rare
    assert values[0, 1] == values[1, 0] == 0
    assert values[1, 1] == pytest.approx(np.log(3 / (4 * share)) * 3 / (3 + 1), rel=1e-4)


def test_factors_keep_what_rows_have_in_common() -> None:
    table = np.array([[4, 4, 0, 0], [4, 4, 0, 0], [0, 0, 2, 2]], np.float32)
    vector = factors(table, 2)
    assert vector.shape == (3, 2)
    assert vector[0] @ vector[1] == pytest.approx(vector[0] @ vector[0], rel=1e-4)
    assert vector[0] @ vector[0] == pytest.approx(8 / 2, rel=1e-4)  # two rows share the singular value
    assert vector[2] @ vector[2] == pytest.approx(8**0.5, rel=1e-4)
    assert vector[0] @ vector[2] == pytest.approx(0, abs=1e-4)


def test_stems_of_one_subject_go_together_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lm = LanguageModel.load()
    draw = random.Random(1)
    subjects = ["قاضي محكمة دعوى حكم طعن شاهد", "سفينة بحر ميناء ربان شحن موج"]
    sentences = [draw.choices(draw.choice(subjects).split(), k=12) for _ in range(400)]
    monkeypatch.setattr(build_topics, "COMMON", 0)
    monkeypatch.setattr(build_topics, "WIDTH", 4)
    asked: list[tuple[list[float], float]] = []

    def cluster(part: np.ndarray, weight: np.ndarray, draw: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        assert np.linalg.norm(part, axis=1) == pytest.approx(1.0, abs=1e-5)  # one part of four numbers is all of it
        asked.append((weight.tolist(), draw.random()))
        return np.arange(len(part)), _all(part)

    monkeypatch.setattr(build_joins, "cluster", cluster)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        build(sentences, lm, tmp_path / name, neighbours=12)
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    assert asked[: len(asked) // 2] == asked[len(asked) // 2 :]
    hashes = stems(lm)
    _, frequency = np.unique([hashes[lm.token_id(w)] for sentence in sentences for w in sentence], return_counts=True)
    assert asked[0][0] == pytest.approx(np.sqrt(frequency))
    gain = Topics(tmp_path / "one", lm).rescaling({lm.token_id("محكمة"): 3, lm.token_id("دعوى"): 2})
    court, sea = ([gain[lm.token_id(word)] for word in subject.split()] for subject in subjects)
    assert min(court) > 0 > max(sea)
    assert not gain[lm.token_id("طلاق")]  # no passage has it
    assert not gain[: len(tokens.SPECIAL)].any()


def _all(part: np.ndarray) -> np.ndarray:
    """[256, width]: the points themselves as middles."""
    return np.concatenate([part, np.zeros((256 - len(part), part.shape[1]))]).astype(np.float32)
