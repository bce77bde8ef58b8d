"""Letters that stand in one word only, beside others that do: how sure both are together."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.scores.problem import Problem, make_problem
from warraq.decipher.glyph.scores.word_score import word_tables
from warraq.decipher.glyph.search import coordinate_ascent, joint_margins, sign_readings
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.decipher.glyph.signs.tokens import Tokens
from warraq.language.model import LanguageModel
from warraq.model.glyph import Extraction

KHAH, SEEN, SHEEN, AIN = "\u062e", "\u0633", "\u0634", "\u0639"
#: "losses", a sign a letter; with two other letters it is "rites"
LOSSES = "خسائر"


def no_claims(signs: object, begins: object, strings: np.ndarray) -> np.ndarray:
    return np.zeros(len(strings))


def document(words: list[str], outlines: Mapping[str, Mapping[str, float]]) -> tuple[Problem, dict[str, int]]:
    """``words``, a sign a letter; the letters of ``outlines`` are open, with what each candidate is worth (nats)."""
    spellings = Spellings()
    sign = {c: k for k, c in enumerate(dict.fromkeys("".join(words)))}
    starts = np.cumsum([0, *map(len, words)])
    none = np.zeros(len(sign), np.int64)
    tokens = Tokens(
        np.array([sign[c] for word in words for c in word], np.int64), starts, np.ones(len(words), np.int64),
        np.zeros((0, 3), np.int64), none, none,
    )  # fmt: skip
    candidates = {
        sign[letter]: Candidates(
            np.array([spellings.number(text) for text in values]), np.full(len(values), ANY_FORM),
            np.array(list(values.values())),
        )
        for letter, values in outlines.items()
    }  # fmt: skip
    spelled = np.array([spellings.number(c) for c in sign], np.int64)
    problem = make_problem(spellings, word_tables(LanguageModel.load()), spelled, candidates, none + 1, tokens)
    problem.spelled[:] = spelled
    return problem, sign


BOTH = {KHAH: {KHAH: 0.0, SHEEN: -1.0}, SEEN: {SEEN: 0.0, AIN: -1.0}}


def test_letters_of_one_word_are_as_sure_as_both_together_whatever_each_is_beside_the_other() -> None:
    problem, sign = document([LOSSES], BOTH)
    before = problem.spelled.copy(), problem.forms.copy()
    margins = joint_margins.joint_margins(problem, no_claims)
    np.testing.assert_array_equal(problem.spelled, before[0])
    np.testing.assert_array_equal(problem.forms, before[1])
    assert set(margins) == {sign[KHAH], sign[SEEN]}
    assert margins[sign[KHAH]] == margins[sign[SEEN]]
    coordinate_ascent.ascend(problem, no_claims, 1)
    candidates = problem.candidates[sign[SEEN]]
    scores = problem.scores[sign[SEEN]]
    alone = (
        scores[candidates.strings == problem.spelled[sign[SEEN]]].max()
        - scores[candidates.strings != problem.spelled[sign[SEEN]]].max()
    )
    assert margins[sign[SEEN]] < alone - 5


def test_what_outlines_tell_apart_is_sure_though_words_do_not() -> None:
    near, far = (
        joint_margins.joint_margins(
            *document([LOSSES], {KHAH: {KHAH: 0.0, SHEEN: -away}, SEEN: {SEEN: 0.0, AIN: -1.0}})[:1], no_claims
        )
        for away in (1.0, 15.0)
    )
    assert min(far.values()) == pytest.approx(min(near.values()) + 14.0)


def test_a_likelier_outline_that_makes_no_word_hides_none_that_does() -> None:
    zah = "\u0638"
    plain, hidden = (
        joint_margins.joint_margins(document([LOSSES], BOTH | {KHAH: first})[0], no_claims)
        for first in (BOTH[KHAH], {KHAH: 0.0, zah: -0.5, SHEEN: -1.0})
    )
    assert list(hidden.values()) == pytest.approx(list(plain.values()))


def test_a_letter_between_two_others_is_as_sure_as_beside_the_less_sure_one() -> None:
    reh, zain = "\u0631", "\u0632"
    problem, sign = document([LOSSES], BOTH | {reh: {reh: 0.0, zain: -40.0}})
    margins = joint_margins.joint_margins(problem, no_claims)
    assert margins[sign[SEEN]] == margins[sign[KHAH]] < margins[sign[reh]] - 10


@pytest.mark.parametrize(
    ("words", "outlines"),
    [
        ([LOSSES, "الخسائر"], BOTH),  # both stand in another word as well
        ([LOSSES], {KHAH: BOTH[KHAH]}),  # the only open one
        ([LOSSES], {KHAH: BOTH[KHAH], SEEN: {SEEN: 0.0}}),  # the other has no other candidate
        (["خلق", "سلم"], BOTH),  # of two words
    ],
)
def test_letters_that_other_words_bear_out_are_left_alone(
    words: list[str], outlines: Mapping[str, Mapping[str, float]]
) -> None:
    problem, _ = document(words, outlines)
    assert joint_margins.joint_margins(problem, no_claims) == {}


@pytest.mark.parametrize("letter", [KHAH, SEEN])
def test_forms_of_one_letter_are_no_other_reading(letter: str) -> None:
    problem, sign = document([LOSSES], BOTH | {letter: {letter: 0.0}})
    candidates = problem.candidates[sign[letter]]
    candidates.add(candidates.strings, 0b0001, [-1.0])
    assert joint_margins.joint_margins(problem, no_claims) == {}


def test_readings_are_no_surer_than_they_are_together(untold: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    def sure() -> int:
        return sum(
            r.confidence > 0.9 for font in decipher(untold) for r in font.readings.values() if r.evidence != "claim"
        )

    before = sure()
    monkeypatch.setattr(sign_readings, "joint_margins", lambda problem, _: dict.fromkeys(problem.open_signs, 0.0))
    assert sure() < before - 20
