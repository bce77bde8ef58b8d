"""The shipped judge of joins tells how sentences go on from what only shares their subject; and it is small."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from warraq.language import tokens
from warraq.language.context import joins
from warraq.language.context.joins import FIRST_WORD, JoinJudge, shape_row
from warraq.language.model import DATA, LanguageModel

FIXTURES = Path(__file__).parents[3] / "fixtures" / "truth"
#: Texts that the project wrote itself or that stand in no source of the judge.
TEXTS = ("law.tsv", "treaty.tsv", "gazette.tsv", "letter.tsv")
MEGABYTES = 0.55


@pytest.fixture(scope="module")
def judge() -> JoinJudge:
    return JoinJudge.load()


def rows_of(judge: JoinJudge, text: str) -> list[int]:
    lm = LanguageModel.load()
    return [judge.row(lm.token_id(t), t) for t in tokens.tokenize(text)]


def passages(judge: JoinJudge, name: str) -> list[list[int]]:
    lines = (FIXTURES / name).read_text(encoding="utf-8").splitlines()
    rows = [rows_of(judge, line.split("\t")[2]) for line in lines if line.count("\t") >= 2]
    return [r for r in rows if len(r) >= 10]


def test_a_real_continuation_is_preferred_to_others_of_the_same_text(judge: JoinJudge) -> None:
    better, count = 0, 0
    for name in TEXTS:
        cut = [(r[: len(r) // 2], r[len(r) // 2 :]) for r in passages(judge, name)]
        after, before = judge.after([a for a, _ in cut]), judge.before([b for _, b in cut])
        table = judge.judge(after[:, None], before[None])
        better += (np.diag(table)[:, None] > table).sum()
        count += table.size - len(cut)
    assert count > 500
    assert better / count > 0.8


def test_a_line_is_preferred_to_the_same_line_turned(judge: JoinJudge) -> None:
    better, count = 0, 0
    for name in TEXTS:
        for rows in passages(judge, name):
            for cut in range(3, len(rows) - 3, 3):
                count += 1
                better += judge.inside(rows).sum() > judge.inside(rows[cut:] + rows[:cut]).sum()
    assert count > 200
    assert better / count > 0.8


def test_a_word_goes_by_its_own_vector_or_by_its_shape(judge: JoinJudge) -> None:
    lm = LanguageModel.load()
    assert judge.row(lm.token_id("في"), "في") >= FIRST_WORD
    assert judge.row(tokens.NUMBER, "12") == tokens.NUMBER
    assert judge.row(tokens.UNKNOWN, "والغضنفرات") == shape_row("والغضنفرات") == shape_row("والمخطوطات")
    assert len(tokens.SPECIAL) <= shape_row("والغضنفرات") < FIRST_WORD
    assert shape_row("والغضنفرات") != shape_row("الغضنفرات")
    assert shape_row("هم") == shape_row("عن")  # nothing is taken off a stem of two letters


def test_the_inside_of_a_line_is_judged_place_by_place(judge: JoinJudge) -> None:
    rows = rows_of(judge, "تعقد اللجنة اجتماعاتها مرة كل سنة بدعوة من رئيسها.")
    places = [judge.judge(judge.after([rows[:i]]), judge.before([rows[i:]]))[0] for i in range(1, len(rows))]
    np.testing.assert_allclose(judge.inside(rows), places, rtol=1e-4, atol=1e-4)
    assert judge.inside(rows[:1]).size == 0


def test_a_missing_table_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make language"):
        JoinJudge(tmp_path)


def test_the_tables_are_small_and_fit_the_language_model(judge: JoinJudge) -> None:
    assert sum(p.stat().st_size for p in DATA.glob("join_*.npy")) <= MEGABYTES * 1e6
    assert np.load(DATA / "join_code.npy").shape[0] == FIRST_WORD + joins.WORDS
