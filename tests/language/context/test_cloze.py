"""The shipped judge of words finds the one that was taken out of a text; and it is small."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from warraq.language import tokens
from warraq.language.context import cloze
from warraq.language.context.cloze import FAR, FAR_SHARE, NEAR, Cloze, frequent_words
from warraq.language.context.joins import FIRST_WORD, OUTSIDE, shape_row
from warraq.language.context.topics import Topics
from warraq.language.model import DATA, LanguageModel

FIXTURES = Path(__file__).parents[3] / "fixtures" / "truth"
#: Texts that the project wrote itself or that stand in no source of the judge.
TEXTS = ("law.tsv", "treaty.tsv", "gazette.tsv", "letter.tsv")
MEGABYTES = 1.31
LINE = "تعقد اللجنة اجتماعاتها مرة كل سنة بدعوة من رئيسها ، ويجوز لها أن تجتمع كلما دعت الحاجة إلى ذلك ."


@pytest.fixture(scope="module")
def judge() -> Cloze:
    return Cloze.load()


def pairs_of(text: str) -> list[tuple[int, str]]:
    lm = LanguageModel.load()
    return [(lm.token_id(t), t) for t in tokens.tokenize(text)]


def test_a_word_is_preferred_in_its_place_to_the_others_of_the_text(judge: Cloze) -> None:
    better, count = 0, 0
    for name in TEXTS:
        for line in (FIXTURES / name).read_text(encoding="utf-8").splitlines():
            words = pairs_of(line.split("\t")[2]) if line.count("\t") >= 2 else []
            if len(words) < 10:
                continue
            vectors = judge.vectors(words)
            at = np.arange(len(words))
            wanted = judge.wanted(*judge.sides(vectors, at, at + 1))
            scores = judge.judge(wanted, vectors)
            for shift in range(1, len(words)):
                other = np.roll(at, shift)
                differs = np.array([words[k] != words[o] for k, o in zip(at, other, strict=True)])
                better += (scores > judge.judge(wanted, vectors[other]))[differs].sum()
                count += differs.sum()
    assert count > 5000
    assert better / count > 0.87


def test_the_network_sees_near_words_each_and_far_ones_by_their_sum(judge: Cloze) -> None:
    vectors = judge.vectors(pairs_of(LINE))
    outside = np.repeat(judge._vector[OUTSIDE][None], FAR, axis=0)
    line = np.concatenate([outside, vectors, outside]).astype(np.float64)
    before, behind = judge.sides(vectors, np.array([3, 9]), np.array([4, 12]))
    for k, (last, first) in enumerate(((3, 4), (9, 12))):
        left, right = line[: last + FAR][::-1], line[first + FAR :]
        for seen, side, number in ((before[k], left, 0), (behind[k], right, 1)):
            want = sum(side[i] @ judge._near[2 * i + number] for i in range(NEAR))
            want = want + FAR_SHARE * side[NEAR:FAR].sum(0) @ judge._near[-1]
            np.testing.assert_allclose(seen, want, atol=1e-3)


def test_a_word_has_the_sum_of_what_its_shape_its_stem_and_it_itself_have(judge: Cloze) -> None:
    lm = LanguageModel.load()
    frequent = frequent_words(lm)
    rows = Topics.load().rows
    seldom = next(t for t in range(len(tokens.SPECIAL), rows.size) if rows[t] >= 0 and judge._own[t] < 0)
    text = lm.token(seldom)
    vectors = judge.vectors(
        [
            (int(frequent[7]), lm.token(int(frequent[7]))),
            (tokens.NUMBER, "12"),
            (tokens.UNKNOWN, "والغضنفرات"),
            (seldom, text),
        ]
    )
    vector = judge._vector
    word, stem = lm.token(int(frequent[7])), FIRST_WORD + rows[frequent[7]]
    of_word = vector[len(vector) - cloze.WORDS + 7]
    np.testing.assert_allclose(vectors[0], vector[shape_row(word)] + vector[stem] + of_word, atol=1e-6)
    np.testing.assert_array_equal(vectors[1], vector[tokens.NUMBER])
    np.testing.assert_array_equal(vectors[2], vector[shape_row("والغضنفرات")])
    np.testing.assert_array_equal(vectors[3], vector[shape_row(text)] + vector[FIRST_WORD + rows[seldom]])
    assert judge.vectors([]).shape == (0, judge.width)


def test_a_word_is_spelt_only_where_its_token_does_not_tell_its_shape(judge: Cloze) -> None:
    words = [*pairs_of("قانون 12"), (tokens.UNKNOWN, "والغضنفرات")]
    token = np.array([number for number, _ in words])
    asked: list[int] = []

    def spelling(k: int) -> str:
        asked.append(k)
        return words[k][1]

    expected = judge.vectors(words)
    np.testing.assert_array_equal(judge.vectors_of(token, spelling), expected)
    assert asked == [2]


def test_where_nothing_is_told_the_aim_and_the_level_are_left(judge: Cloze) -> None:
    silent = np.full((2, judge._bias.size), -1e6, np.float32)
    np.testing.assert_array_equal(judge.wanted(silent, silent), [judge._aim] * 2)
    assert judge._aim.any()
    nothing = np.zeros((2, judge.width), np.float32)
    assert judge.judge(nothing, nothing).tolist() == [judge._level] * 2
    assert judge._level != 0


def test_a_missing_table_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make language"):
        Cloze(tmp_path)


def test_the_tables_are_small_and_fit_the_language_model() -> None:
    assert sum(p.stat().st_size for p in DATA.glob("cloze_*.npy")) <= MEGABYTES * 1e6
    stems = int(Topics.load().rows.max()) + 1
    assert np.load(DATA / "cloze_code.npy").shape[0] == FIRST_WORD + stems + cloze.WORDS + cloze.FINE


def test_sides_may_be_given_word_by_word(judge: Cloze) -> None:
    vectors = judge.vectors(pairs_of(LINE))
    outside = np.repeat(judge.outside[None], FAR, axis=0)
    line = np.concatenate([outside, vectors, outside])
    at = np.arange(len(vectors))
    before = line[at[:, None] + FAR - 1 - np.arange(FAR)]
    behind = line[at[:, None] + FAR + 1 + np.arange(FAR)]
    for side, expected in zip(judge.beside(before, behind), judge.sides(vectors, at, at + 1), strict=True):
        assert side == pytest.approx(expected, abs=1e-4)


def test_the_most_frequent_words_are_told_more_finely(judge: Cloze) -> None:
    code, centroid = np.load(DATA / "cloze_code.npy"), np.load(DATA / "cloze_centroid.npy")
    vector = cloze.decoded(code, centroid, cloze.WORDS)
    words_begin, fine = len(code) - cloze.FINE - cloze.WORDS, len(code) - cloze.FINE
    np.testing.assert_array_equal(vector[0, :4], centroid[0, 0, code[0, 0]])
    np.testing.assert_array_equal(vector[words_begin + 3, 4:8], centroid[1, 1, code[words_begin + 3, 1]])
    np.testing.assert_array_equal(vector[fine + 3, 60:], centroid[2, 15, code[fine + 3, 15]])
    np.testing.assert_allclose(judge._vector[words_begin + 3], vector[words_begin + 3] + vector[fine + 3], atol=1e-6)
    np.testing.assert_array_equal(judge._vector[words_begin + cloze.FINE], vector[words_begin + cloze.FINE])
    np.testing.assert_array_equal(judge._vector[:words_begin], vector[:words_begin])
