"""What speaks against readings: tokens that read as nothing, glyphs that read like others, commas much alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates, fixed
from warraq.decipher.glyph.candidates.ranking import Ranking
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.scores.confidence import Features, confidence
from warraq.decipher.glyph.scores.problem import Problem, make_problem
from warraq.decipher.glyph.scores.word_score import word_tables
from warraq.decipher.glyph.search import coordinate_ascent, penalties, schedule, sign_readings, solve
from warraq.decipher.glyph.search.penalties import otherwise_spelt, repeated, repeated_marks, unread, with_hamza_beside
from warraq.decipher.glyph.search.sign_readings import doubting_ornate_signs, features_of, reading_of
from warraq.decipher.glyph.signs.spellings import DIGIT, LATIN, LETTERS, MARK, NOTHING, PUNCTUATION, Spellings
from warraq.decipher.glyph.signs.tokens import Tokens
from warraq.diagnose import diagnose
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.language.model import LanguageModel
from warraq.model.font import Reading

FACSIMILE = Path(__file__).resolve().parents[4] / "fixtures" / "pdf" / "ctoc-cop-wg7-2020-4.pdf"
INITIAL, FINAL = 1 << 1, 1 << 2
LAM, MEEM, YEH = "\N{ARABIC LETTER LAM}", "\N{ARABIC LETTER MEEM}", "\N{ARABIC LETTER YEH}"
FATHA, KASRA, HAMZA = "\N{ARABIC FATHA}", "\N{ARABIC KASRA}", "\N{ARABIC HAMZA ABOVE}"
DECIMAL, THOUSANDS = "\N{ARABIC DECIMAL SEPARATOR}", "\N{ARABIC THOUSANDS SEPARATOR}"


def problem_of(words: Sequence[Sequence[str]], forms: Sequence[int] = ()) -> Problem:
    """A document of these tokens, a sign a string, all of them open and read as they are given."""
    spellings = Spellings()
    numbers = [spellings.number(text) for word in words for text in word]
    starts = np.concatenate([[0], np.cumsum([len(word) for word in words])]).astype(np.int64)
    signs = len(numbers)
    none = np.zeros(signs, np.int64)
    tokens = Tokens(
        np.arange(signs), starts, np.ones(len(words), np.int64), np.zeros((0, 3), np.int64), none, none
    )  # fmt: skip
    problem = make_problem(
        spellings, word_tables(LanguageModel.load()), np.array(numbers, np.int64),
        {sign: fixed(string) for sign, string in enumerate(numbers)}, np.ones(signs, np.int64), tokens,
    )  # fmt: skip
    problem.forms[: len(forms)] = forms
    return problem


@pytest.mark.parametrize(
    ("word", "nothing"),
    [
        ("شروط", False),
        ("تروط", True),
        ("١لآ", True),  # a per cent sign read as letters
        ("١o", True),
        ("o١", True),
        ("CO2", False),
        ("يومg", True),  # a comma that looks like a letter
        ("gيوم", True),
        ("١-أ", False),
        ("١٢", False),
    ],
)
def test_what_reads_as_nothing(word: str, nothing: bool) -> None:
    assert unread(problem_of([list("في"), list(word), list("من")])).tolist() == [False, nothing, False]


def test_a_letter_with_a_hamza_beside_it_bears_none_itself() -> None:
    alef, bearing, hamza = "\N{ARABIC LETTER ALEF}", "\u0625", "\N{ARABIC HAMZA ABOVE}"
    problem = problem_of([[MEEM, bearing, hamza, LAM], [LAM, bearing, LAM], [MEEM, bearing], [hamza, LAM]])
    assert with_hamza_beside(problem) == [1]  # none follows in the other tokens, nor from one token to the next
    problem.flat[problem.flat == 5] = 1
    assert with_hamza_beside(problem) == []  # but in half of its places
    problem.flat[5] = 5
    yeh_without_dots = "\N{ARABIC LETTER ALEF MAKSURA}"  # which a hamza makes a letter of
    texts = [bearing, alef, MEEM, "\u0644\u0623", LAM + alef, yeh_without_dots, "7"]
    strings = np.array([problem.spellings.number(text) for text in texts], np.int64)
    problem.candidates[1] = Candidates(strings, np.full(7, ANY_FORM), np.zeros(7))
    case: Any = SimpleNamespace(spellings=problem.spellings)
    schedule.weigh_hamzas(case, problem)
    lost = -parameters.Schedule.SECOND_HAMZA
    assert problem.candidates[1].outline.tolist() == [lost, 0.0, 0.0, lost, 0.0, 0.0, 0.0]
    assert problem.candidates[0].outline.tolist() == [0.0]


def test_a_sign_parts_digits_where_one_stands_on_either_side() -> None:
    problem = problem_of([list("1,2"), list("3."), list(".4"), [MEEM, "."], list("(5)"), list("6/7")])
    of_text = dict(enumerate("1,23..4 .(5)6/7"))
    assert {of_text[sign] for sign in penalties.between_digits(problem)} == {",", "/"}
    problem.flat[problem.starts[2]] = problem.flat[1]  # the comma stands at the begin of a number as often
    assert {of_text[sign] for sign in penalties.between_digits(problem)} == {"/"}


def spelt_alike(ask_for_marbuta: Sequence[str], ask_for_heh: Sequence[str]) -> tuple[Problem, NDArray[np.int64]]:
    """Words that end with a sign 0 and words that end with a sign 1, both read as heh; and the font of each sign."""
    spellings = Spellings()
    heh, marbuta = (spellings.number(letter) for letter in "هة")
    letters = sorted({letter for word in (*ask_for_marbuta, *ask_for_heh) for letter in word})
    words = [
        [*(2 + letters.index(letter) for letter in word), sign]
        for sign, stems in enumerate((ask_for_marbuta, ask_for_heh))
        for word in stems
    ]
    starts = np.concatenate([[0], np.cumsum([len(word) for word in words])]).astype(np.int64)
    none = np.zeros(2 + len(letters), np.int64)
    flat = np.array([sign for word in words for sign in word], np.int64)
    problem = make_problem(
        spellings, word_tables(LanguageModel.load()), np.array([heh, heh, *map(spellings.number, letters)], np.int64),
        {sign: Candidates(np.array([heh, marbuta]), np.full(2, ANY_FORM), np.array([0.0, -9.0])) for sign in (0, 1)},
        np.array([9, 5, *none[2:]]),
        Tokens(flat, starts, np.ones(len(words), np.int64), np.zeros((0, 3), np.int64), none, none),
    )  # fmt: skip
    coordinate_ascent.ascend(problem, lambda signs, begins, strings: np.zeros(strings.size), 1)
    return problem, none


def test_of_two_glyphs_that_read_alike_one_is_what_its_words_ask_for() -> None:
    marbuta, heh = ["لجن", "مدين", "سياس", "شرك", "حماي"], ["من", "علي", "الل", "في", "عن"]
    problem, fonts = spelt_alike(marbuta, heh)
    assert problem.spelled[0] == problem.spelled[1]  # outlines have it so
    assert otherwise_spelt(problem, fonts) == {0: problem.spellings.number("ة")}
    case: Any = SimpleNamespace(font_of=fonts, kinds={"repeated"})
    schedule.weigh_spellings(case, problem)
    assert problem.candidates[0].outline.tolist() == [-parameters.Schedule.SECOND_SPELLING, -9.0]
    assert problem.candidates[1].outline.tolist() == [0.0, -9.0]
    fonts = fonts.copy()
    fonts[1] = 1
    assert otherwise_spelt(problem, fonts) == {}  # of another font
    problem.scores[0] = problem.scores[0][:1]
    assert otherwise_spelt(problem, np.zeros_like(fonts)) == {}  # its candidates are others than those that have scores


def test_a_letter_that_is_settled_needs_no_words_to_be_what_another_glyph_is_not() -> None:
    problem, fonts = spelt_alike(["لجن", "مدين", "سياس", "شرك", "حماي"], ["حماي", "ادار", "سن"])
    assert otherwise_spelt(problem, fonts) == {}
    problem.open_signs.remove(1)
    assert otherwise_spelt(problem, fonts) == {0: problem.spellings.number("ة")}


def test_glyphs_whose_words_ask_for_both_spellings_are_alternates() -> None:
    for marbuta, heh in (
        (["لجن", "مدين", "سياس", "شرك", "من", "علي"], ["الل", "في", "عن"]),
        (["لجن", "مدين", "سياس", "شرك"], ["حماي", "ادار", "سن"]),
        (["لجن", "مدين", "سياس"], ["من", "علي", "الل", "في", "عن"]),  # few words
    ):
        assert otherwise_spelt(*spelt_alike(marbuta, heh)) == {}


def spelt_so(words: Sequence[str], drawn: str, other: str) -> tuple[Problem, NDArray[np.int64]]:
    """Words in which one sign reads as it is ``drawn``, which may be ``other``."""
    spellings = Spellings()
    other_string, string = spellings.number(other), spellings.number(drawn)
    letters = sorted(set("".join(words)) - {"_"})
    flat = np.array([1 + letters.index(c) if c != "_" else 0 for word in words for c in word], np.int64)
    starts = np.cumsum([0, *map(len, words)])
    none = np.zeros(1 + len(letters), np.int64)
    problem = make_problem(
        spellings, word_tables(LanguageModel.load()), np.array([string, *map(spellings.number, letters)], np.int64),
        {0: Candidates(np.array([string, other_string]), np.full(2, ANY_FORM), np.array([0.0, -9.0]))}, none + 1,
        Tokens(flat, starts, np.ones(len(words), np.int64), np.zeros((0, 3), np.int64), none, none),
    )  # fmt: skip
    coordinate_ascent.ascend(problem, lambda signs, begins, strings: np.zeros(strings.size), 1)
    return problem, none


@pytest.mark.parametrize(
    ("drawn", "other", "words", "more"),
    [
        ("\u0644\u0625", "\u0644\u0627", ["خ_ل", "ب_د", "س_م", "ا_ع_م", "ث_ث"], "ا_نسان"),  # a hamza below an alef
        ("\u0649", "\u0626", ["ر_يس", "وسا_ل", "قا_مة", "وثا_ق", "دا_م"], "عل_"),  # alef maksura inside words
    ],
)
def test_no_glyph_is_spelt_as_none_of_its_words_is(drawn: str, other: str, words: list[str], more: str) -> None:
    problem, fonts = spelt_so(words, drawn, other)
    wanted = problem.spellings.number(other)
    assert problem.spelled[0] != wanted  # between spellings words say little
    assert otherwise_spelt(problem, fonts) == {0: wanted}
    assert otherwise_spelt(*spelt_so([*words, more], drawn, other)) == {}  # one is
    assert otherwise_spelt(*spelt_so(words[:3], drawn, other)) == {}  # few words


def test_writers_may_leave_out_the_dots_of_every_last_yeh() -> None:
    assert otherwise_spelt(*spelt_so(["ف_", "الت_", "الذ_", "القانون_"], "\u0649", "\u064a")) == {}


def test_digits_and_letters_of_different_tokens_do_not_touch() -> None:
    assert not unread(problem_of([list("في"), list("١"), list("من"), list("٢")])).any()
    assert unread(problem_of([list("١لآ")])).tolist() == [True]


def test_of_glyphs_that_read_alike_the_most_used_one_is_believed() -> None:
    problem = problem_of([[LAM], [LAM], [YEH, LAM], [LAM, "."], ["."]])
    uses = np.array([2, 9, 1, 1, 2, 3, 4])
    assert set(repeated(problem, np.zeros(7, np.int64), uses)) == {0, 4}
    assert set(repeated(problem, np.array([0, 1, 0, 0, 0, 0, 0]), uses)) == {4}  # of equal ones the first
    assert repeated(problem, np.arange(7), uses) == {}


def test_a_reading_without_another_is_as_far_before_it_as_counts_and_held_together_with_none() -> None:
    problem = problem_of([[LAM, MEEM]])
    outlines = SimpleNamespace(novelty=lambda signs: np.array([2.0, 7.0])[signs])
    case: Any = SimpleNamespace(
        spellings=problem.spellings,
        extraction=SimpleNamespace(fonts=[SimpleNamespace(letters={})]),
        font_of=np.zeros(2, np.int64),
        outlines=outlines,
        kinds=(),
    )
    lam, meem = problem.spelled.tolist()
    ranked = Ranking(
        np.array([1, 2]),
        np.array([[0, 0], [lam, meem]]),
        np.array([[-9.0, 0.0], [-5.0, -8.0]]),
        np.array([np.inf, 0.5]),
    )
    tokens = problem.columns().of_tokens(penalties.unread(problem))
    alone, among = features_of(case, problem, ranked, ([False, True], [True, False]), tokens)
    assert (alone.margin, alone.same_spelling, alone.both_no_letter) == (parameters.Confidence.MARGIN_CAP, False, False)
    assert (among.margin, among.outline_margin, among.novelty, among.claimed) == (3.0, 0.5, 7.0, True)
    assert (alone.supported, among.supported) == (True, False)
    assert among.tokens == 1


@pytest.mark.parametrize("end", [[FATHA], [""], [FATHA, ""]])
def test_tokens_without_letters_join_nothing_wherever_they_stand(end: list[str]) -> None:
    for words in ([[LAM], [LAM], end], [end, [LAM], [LAM]], [[LAM], end, [LAM]]):
        problem = problem_of(words)
        problem.open_signs = [sign for sign, text in enumerate(text for word in words for text in word) if text == LAM]
        signs = problem.spelled.size
        assert set(repeated(problem, np.zeros(signs, np.int64), np.ones(signs, np.int64))) == {problem.open_signs[1]}


def test_a_settled_glyph_is_believed_before_the_most_used_open_one() -> None:
    problem = problem_of([[LAM], [LAM], [YEH, LAM], [MEEM], [LAM], [LAM]])
    problem.open_signs = [0, 4]
    uses = np.array([9, 1, 1, 1, 1, 8, 1])
    assert set(repeated(problem, np.zeros(7, np.int64), uses)) == {0}
    assert repeated(problem, np.zeros(7, np.int64), uses)[0] == 4 / 7  # the letters of settled glyphs count too
    problem.open_signs = [0, 5]
    assert set(repeated(problem, np.array([0, 1, 1, 1, 1, 0, 1]), uses)) == {5}


def test_glyphs_read_alike_where_they_are_joined_alike_whatever_they_may_be_drawn_for() -> None:
    problem = problem_of([[MEEM, LAM], [YEH, MEEM], [MEEM, FATHA, "", YEH]], [INITIAL, FINAL, FINAL, FINAL, ANY_FORM])
    assert set(repeated(problem, np.zeros(8, np.int64), np.arange(8, 0, -1))) == {4}


def test_of_vowels_that_read_alike_the_most_used_one_is_believed() -> None:
    problem = problem_of([[FATHA], [FATHA], [LAM, FATHA], [LAM], [HAMZA], [HAMZA], [KASRA]])
    uses, one_font = np.array([2, 9, 5, 1, 6, 3, 3, 1]), np.zeros(8, np.int64)
    assert repeated_marks(problem, one_font, uses) == dict.fromkeys((0, 3), 2 / 4)
    assert repeated_marks(problem, np.array([1, 1, 0, 0, 0, 0, 0, 0]), uses) == {0: 1 / 2}
    assert repeated_marks(problem, np.arange(8), uses) == {}
    problem.open_signs = [1]
    assert set(repeated_marks(problem, one_font, uses)) == {1}  # the others are settled


def test_a_rare_vowel_is_none_that_other_glyphs_of_its_font_are() -> None:
    problem = problem_of([[LAM, FATHA], [LAM, FATHA], [LAM, KASRA]])
    fathatan = problem.spellings.number("\N{ARABIC FATHATAN}")
    strings = np.array([*map(problem.spellings.number, (FATHA, KASRA, LAM, HAMZA)), fathatan])
    for sign in (1, 3):
        problem.candidates[sign] = Candidates(strings, np.full(5, ANY_FORM), np.array([0.0, -1.0, -2.0, -3.0, -4.0]))
    case: Any = SimpleNamespace(
        font_of=np.zeros(6, np.int64),
        signs=SimpleNamespace(count=np.array([1, 5, 1, 9, 1, 2])),
        spellings=problem.spellings,
        kinds={"repeated"},
    )
    schedule.weigh_marks(case, problem)
    weighed = problem.candidates[1].outline.tolist()
    assert weighed == [*(-behind - parameters.Schedule.REPEATED for behind in (0.0, 1.0, 2.0, 3.0)), -4.0]
    assert problem.candidates[3].outline.tolist() == [0.0, -1.0, -2.0, -3.0, -4.0]
    case.kinds = ()
    schedule.weigh_marks(case, problem)
    assert problem.candidates[1].outline.tolist() == weighed


def test_in_a_face_with_many_alternates_of_marks_they_are_what_they_read() -> None:
    problem = problem_of([[LAM, FATHA], [LAM, FATHA], [LAM, FATHA]])
    case: Any = SimpleNamespace(
        font_of=np.zeros(6, np.int64),
        signs=SimpleNamespace(count=np.arange(6)),
        spellings=problem.spellings,
        kinds={"repeated"},
    )
    schedule.weigh_marks(case, problem)
    assert [problem.candidates[sign].outline.tolist() for sign in (1, 3, 5)] == [[0.0]] * 3


def test_a_mark_that_a_more_frequent_glyph_is_too_is_not_sure_unless_it_leads() -> None:
    features = Features(parameters.SignReadings.SURE_ALTERNATE - 1, 3.0, 5, 20.0, kind=MARK)
    again = features._replace(repeated=0.7)
    for text in (KASRA, "\N{ARABIC DAMMA}"):
        assert reading_of(features, [text, FATHA], [0.0, -9.0]).confidence > parameters.SignReadings.DOUBTFUL
        assert reading_of(again, [text, FATHA], [0.0, -9.0]).confidence <= parameters.SignReadings.DOUBTFUL
        for sure in (again._replace(claimed=True), again._replace(margin=parameters.SignReadings.SURE_ALTERNATE)):
            assert reading_of(sure, [text, FATHA], [0.0, -9.0]).confidence > parameters.SignReadings.DOUBTFUL
    assert reading_of(again, [HAMZA, FATHA], [0.0, -9.0]).confidence > parameters.SignReadings.DOUBTFUL


def test_in_a_face_with_many_alternates_glyphs_that_read_alike_say_less() -> None:
    uses = np.arange(9, 0, -1)
    few = repeated(problem_of([[letter] for letter in (LAM, LAM, YEH, *"بتثن")]), np.zeros(7, np.int64), uses)
    many = repeated(problem_of([[letter] for letter in (LAM, LAM, LAM, YEH, YEH, YEH)]), np.zeros(6, np.int64), uses)
    assert few == {1: 6 / 7}
    assert many == dict.fromkeys((1, 2, 4, 5), 2 / 6)


def test_objections_make_readings_less_sure() -> None:
    features = Features(15.0, 5.0, 3, 60.0)
    assert confidence(features) > confidence(features._replace(unread=0.5)) > confidence(features._replace(unread=1.0))
    assert confidence(features) > confidence(features._replace(repeated=1.0))


def test_objections_are_heard_where_a_document_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Features] = []

    def watched(features: Features) -> float:
        seen.append(features)
        return confidence(features)

    monkeypatch.setattr(sign_readings, "confidence", watched)
    monkeypatch.setattr(penalties, "unread", lambda problem: np.arange(problem.starts.size - 1) % 2 == 0)
    monkeypatch.setattr(penalties, "repeated", lambda problem, font_of, uses: {problem.open_signs[0]: 0.25})
    weighed: list[int] = []
    tried: list[int] = []

    def spelt(_: Problem, font_of: NDArray[np.int64]) -> dict[int, int]:
        weighed.append(font_of.size)
        return {}

    def beside(_: Problem) -> list[int]:
        tried.extend([-1] * len(weighed))
        return []

    monkeypatch.setattr(penalties, "otherwise_spelt", spelt)
    # hamzas are weighed last: what words say of spellings is told by scores that hold the outlines as they were
    monkeypatch.setattr(penalties, "with_hamza_beside", beside)
    monkeypatch.setattr(solve, "add_composing", lambda candidates, spellings: tried.append(len(candidates)))
    whole = extract_pdf(FACSIMILE)
    page = replace(whole, pages=whole.pages[:1])
    decipher(page, diagnose(page))
    assert len(seen) > 20
    assert len(weighed) == 1
    assert tried[0] > 20
    assert tried[1:] == [-1]
    assert [features.repeated for features in seen] == [0.25] + [0.0] * (len(seen) - 1)
    assert {0.0, 1.0} < {features.unread for features in seen}
    assert all(0.0 <= features.unread <= 1.0 for features in seen)


def test_marks_that_are_repeated_are_weighed_and_less_sure_where_a_document_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[Features] = []
    asked: list[str] = []

    def watched(features: Features) -> float:
        seen.append(features)
        return confidence(features)

    def repeated(problem: Problem, font_of: NDArray[np.int64], uses: NDArray[np.int64]) -> dict[int, float]:
        asked.append("readings" if asked else "run_schedule")
        return {problem.open_signs[1]: 0.3}

    monkeypatch.setattr(sign_readings, "confidence", watched)
    monkeypatch.setattr(penalties, "repeated", lambda problem, font_of, uses: {})
    monkeypatch.setattr(penalties, "repeated_marks", repeated)
    whole = extract_pdf(FACSIMILE)
    page = replace(whole, pages=whole.pages[:1])
    decipher(page, diagnose(page))
    assert asked == ["run_schedule", "readings"]
    assert [features.repeated for features in seen] == [0.0, 0.3] + [0.0] * (len(seen) - 2)


def test_a_letter_that_may_be_a_ligature_which_begins_with_it_is_as_sure_as_their_scores_are_apart() -> None:
    features = Features(4.3, 3.7, 1, 20.0)
    lam_yeh = LAM + YEH
    for texts in ([YEH, LAM], [lam_yeh, LAM], [YEH, lam_yeh], [LAM]):
        assert reading_of(features, texts, [0.0, -4.3][: len(texts)]).confidence == confidence(features) > 0.85
    doubtful = reading_of(features, [LAM, lam_yeh], [0.0, -4.3])
    assert 0.7 < doubtful.confidence < 0.85
    assert doubtful.alternatives[0][0] == lam_yeh
    assert reading_of(features, [LAM, lam_yeh], [0.0, -20.0]).confidence == confidence(features)
    latin = Features(25.0, 3.7, 9, 1.0, kind=LATIN)
    assert reading_of(latin, ["f", "fi"], [0.0, -4.3]).confidence == confidence(latin) > 0.85


@pytest.mark.parametrize("kind", [DIGIT, LATIN])
def test_a_digit_or_letter_in_one_place_that_may_be_a_sign_is_as_sure_as_their_scores_are_apart(kind: int) -> None:
    features = Features(2.4, 2.4, 1, 5.0, both_no_letter=True, kind=kind)
    assert 0.6 < reading_of(features, ["8", "$"], [0.0, -2.4]).confidence < 0.8 < confidence(features)
    for texts in (["8", "6"], ["8"]):
        assert reading_of(features, texts, [0.0, -2.4][: len(texts)]).confidence == confidence(features)
    for other in (features._replace(tokens=2), features._replace(claimed=True)):
        assert reading_of(other, ["8", "$"], [0.0, -2.4]).confidence == confidence(other)


def test_nothing_between_digits_is_doubtful() -> None:
    features = Features(25.0, -37.0, 4, 270.0, kind=NOTHING)
    assert reading_of(features, ["", MEEM], [0.0, -23.0]).confidence == confidence(features) > 0.85
    assert (
        reading_of(features, ["", MEEM], [0.0, -23.0], parts_digits=True).confidence == parameters.SignReadings.DOUBTFUL
    )


def test_separators_of_digits_are_as_sure_as_their_scores_are_apart() -> None:
    features = Features(2.8, 5.2, 3, 13.0, both_no_letter=True, kind=PUNCTUATION)
    assert reading_of(features, [",", "."], [0.0, -2.8]).confidence == confidence(features) > 0.9
    for texts in ([",", DECIMAL], [THOUSANDS, ","]):
        doubtful = reading_of(features, texts, [0.0, -2.8])
        assert 0.6 < doubtful.confidence < 0.8
        assert doubtful.alternatives[0][0] == texts[1]
    unlike = features._replace(outline_margin=-2.0)
    for texts in (["1", "I"], ["I", "\u0661"]):  # no word tells a Roman numeral either
        assert 0.6 < reading_of(unlike, texts, [0.0, -2.8]).confidence < 0.8
        assert reading_of(features, texts, [0.0, -2.8]).confidence == confidence(features)
    for texts in (["1", "\u0661"], ["l", "I"], ["1"]):
        assert reading_of(unlike, texts, [0.0, -2.8][: len(texts)]).confidence == confidence(unlike)
    assert reading_of(features, [",", DECIMAL], [0.0, -30.0]).confidence == confidence(features)
    assert reading_of(features, [",", ".", DECIMAL], [0.0, -2.8, -2.9]).confidence == confidence(features)
    assert 0.6 < reading_of(features, [".", ","], [0.0, -2.8], parts_digits=True).confidence < 0.8
    for texts in (["/", ","], [".", "\u0660"], ["."]):
        reading = reading_of(features, texts, [0.0, -2.8][: len(texts)], parts_digits=True)
        assert reading.confidence == confidence(features)


def test_readings_that_are_next_to_impossible_are_not_told() -> None:
    features = Features(2.8, 5.2, 3, 13.0, both_no_letter=True, kind=PUNCTUATION)
    assert [text for text, _ in reading_of(features, [",", ".", "!"], [0.0, -2.8, -30.0]).alternatives] == ["."]


@pytest.mark.parametrize(
    ("outline", "novelty", "kind", "doubted"),
    [
        (-20.0, 11.0, LETTERS, True),  # the atlas knows it, as something else
        (-20.0, 50.0, LETTERS, False),
        (-4.0, 11.0, LETTERS, False),
        (5.0, 126.0, PUNCTUATION, True),
        (5.0, 126.0, LATIN, True),
        (-6.5, 1.0, LETTERS, True),  # it knows it well
        (5.0, 126.0, LETTERS, False),  # words bear it out
        (-15.0, 126.0, LETTERS, False),
        (-17.0, 126.0, LETTERS, True),
        (5.0, 260.0, LETTERS, True),
        (5.0, 126.0, DIGIT, False),  # other digits do
        (5.0, 60.0, PUNCTUATION, False),
    ],
)
def test_what_a_glyph_does_not_look_like_is_never_sure(
    outline: float, novelty: float, kind: int, doubted: bool
) -> None:
    features = Features(parameters.Confidence.MARGIN_CAP, outline, 30, novelty, kind=kind)
    sure = reading_of(features, ["a", "b"], [0.0, -parameters.Confidence.MARGIN_CAP]).confidence
    assert sure == (parameters.SignReadings.DOUBTFUL if doubted else confidence(features))
    assert confidence(features) > parameters.SignReadings.DOUBTFUL
    if kind == LETTERS:
        for free in (features._replace(supported=True), features._replace(dots_apart=True)):
            assert reading_of(free, ["a", "b"], [0.0, -parameters.Confidence.MARGIN_CAP]).confidence == confidence(free)
        by_chance = features._replace(claimed=True)  # of a map that is wrong about much else
        sure = reading_of(by_chance, ["a", "b"], [0.0, -parameters.Confidence.MARGIN_CAP]).confidence
        assert sure == (parameters.SignReadings.DOUBTFUL if doubted else confidence(by_chance))


@pytest.mark.parametrize("kind", [DIGIT, LATIN, PUNCTUATION])
def test_what_no_word_tells_must_be_told_by_its_outline(kind: int) -> None:
    near = Features(2.0, 2.0, 30, 3.0, both_no_letter=True, kind=kind)
    far, farther = near._replace(novelty=20.0), near._replace(novelty=90.0)
    enough = 0.5 if kind == DIGIT else 1.0  # digits bear each other out
    known = near, 1.1, True  # two shapes that the atlas knows equally well
    for features, least, doubted in (
        known, (near, 1.3, False), (far, 3.4, True), (far, 3.6, False), (farther, 9.9, True)
    ):  # fmt: skip
        margin = enough * least
        unsure = features._replace(margin=margin)
        assert (
            reading_of(unsure, ["a", "b"], [0.0, -margin]).confidence <= parameters.SignReadings.DOUBTFUL
        ) == doubted
        claimed = unsure._replace(claimed=True)
        assert reading_of(claimed, ["a", "b"], [0.0, -margin]).confidence == confidence(claimed)
    word = farther._replace(kind=LETTERS)
    assert reading_of(word, ["a", "b"], [0.0, -2.0]).confidence == confidence(word)


@pytest.mark.parametrize("dots_apart", [False, True])
@pytest.mark.parametrize(
    ("novelty", "outline", "doubted"),
    [
        (29.0, -1.0, False),
        (31.0, -0.1, True),
        (31.0, 0.2, False),
        (60.0, 2.4, True),
        (60.0, 2.6, False),
        (200.0, 4.9, True),
    ],
)
def test_a_mark_that_no_face_draws_so_must_be_told_by_its_outline(
    novelty: float, outline: float, doubted: bool, dots_apart: bool
) -> None:
    """Words hardly tell a vowel from another."""
    features = Features(parameters.SignReadings.SURE_MARK - 1, outline, 30, novelty, kind=MARK, dots_apart=dots_apart)

    def sure(of_mark: Features, text: str = "\u064e") -> float:
        return reading_of(of_mark, [text, "\u0652"], [0.0, -of_mark.margin]).confidence

    assert sure(features) == (parameters.SignReadings.DOUBTFUL if doubted else confidence(features))
    assert confidence(features) > parameters.SignReadings.DOUBTFUL
    for mark in ("\u064f", "\u0654"):  # a damma, and a hamza, which words tell
        assert sure(features, mark) == confidence(features)
    for of_mark in (features._replace(claimed=True), features._replace(margin=parameters.SignReadings.SURE_MARK)):
        assert sure(of_mark) == confidence(of_mark)


@pytest.mark.parametrize(
    ("texts", "scores", "doubted"),
    [
        (["\u2013", "-", "~"], [0.0, -0.5, -3.0], False),  # dashes
        (["\u2013", "-", "~"], [0.0, -0.5, -1.0], True),
        (["\u25cf", "\u2022"], [0.0, -0.5], False),  # circles
        (["\u2013", "~", "-"], [0.0, -0.5, -3.0], True),
        (["-", ""], [0.0, -0.5], True),
    ],
)
def test_signs_of_other_sizes_are_not_held_against_a_sign(texts: list[str], scores: list[float], doubted: bool) -> None:
    features = Features(0.5, 0.5, 9, 3.0, both_no_letter=True, kind=PUNCTUATION)
    sure = reading_of(features, texts, scores).confidence
    assert sure == (parameters.SignReadings.DOUBTFUL if doubted else confidence(features))


@pytest.mark.parametrize(
    ("margin", "novelty", "tokens", "doubted"),
    [
        (11.0, 16.0, 1, True),
        (11.0, 14.0, 1, False),
        (11.0, 16.0, 2, False),  # another number bears it out
        (11.0, 16.0, 0, True),
        (13.0, 16.0, 1, False),
    ],
)
def test_a_strange_digit_that_stands_in_one_token_must_be_far_ahead(
    margin: float, novelty: float, tokens: int, doubted: bool
) -> None:
    features = Features(margin, 8.0, tokens, novelty, kind=DIGIT)
    sure = reading_of(features, ["\u0668", "A"], [0.0, -margin]).confidence
    assert sure == (parameters.SignReadings.DOUBTFUL if doubted else confidence(features))
    claimed = features._replace(claimed=True)
    assert reading_of(claimed, ["\u0668", "A"], [0.0, -margin]).confidence == confidence(claimed)


def test_a_sign_is_doubtful_that_another_glyph_of_its_font_looks_like_far_more() -> None:
    def read(text: str, novelty: float, *, claimed: bool = False) -> tuple[Features, Reading]:
        return Features(9.0, 9.0, 9, novelty, kind=PUNCTUATION, claimed=claimed), Reading(text, 0.99, "outline")

    given = [read("(", 1.0), read("(", 45.0), read("(", 45.0), read("(", 45.0, claimed=True), read(")", 45.0)]
    rows = [(sign, *pair) for sign, pair in enumerate(given)]
    readings = doubting_ornate_signs(rows, np.array([0, 0, 1, 0, 0]))  # the third is of another font
    assert [readings[sign].confidence for sign in range(5)] == [
        0.99,
        parameters.SignReadings.DOUBTFUL,
        0.99,
        0.99,
        0.99,
    ]


@pytest.mark.parametrize(("moved", "well", "again"), [([], True, 0), ([1], False, 0), ([1], True, 1)])
def test_what_was_misread_with_a_pair_is_tried_again_where_the_text_is_read_well(
    moved: list[int], well: bool, again: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    widened: list[bool] = []
    widen, extraction = coordinate_ascent.widen, extract_pdf(FACSIMILE)
    findings = diagnose(extraction)

    def counted(*given: Any, **named: Any) -> list[int]:
        widened.append(named.get("pairs", True))
        return widen(*given, **named)

    monkeypatch.setattr(coordinate_ascent, "widen", counted)
    monkeypatch.setattr(coordinate_ascent, "move_pairs", lambda *given: [])
    decipher(extraction, findings)
    before = len(widened)
    monkeypatch.setattr(coordinate_ascent, "move_pairs", lambda *given: moved)
    monkeypatch.setattr(coordinate_ascent, "reads_well", lambda problem: well)
    decipher(extraction, findings)
    assert widened[:before] == [False] + [True] * (before - 1)  # letters first
    assert before > 1
    assert len(widened) - before == before + again
