"""Signs that are sure from the start: which they are, what stays of their candidates, and that the ascent is spared."""

from __future__ import annotations

import numpy as np
import pytest

from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.scores.problem import make_problem
from warraq.decipher.glyph.scores.word_score import word_tables
from warraq.decipher.glyph.search import coordinate_ascent
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.decipher.glyph.signs.tokens import Tokens
from warraq.language.model import LanguageModel

#: Words with the letter that is asked about (U+062D hah) in their midst.
WORDS = ("المحكمة", "محمد", "التحقيق", "الحكومة")
HAH, JEEM, KHAH = "\N{ARABIC LETTER HAH}", "\N{ARABIC LETTER JEEM}", "\N{ARABIC LETTER KHAH}"
ALEF, HAMZA, BEH = "\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}", "\N{ARABIC LETTER BEH}"
AIN = "\N{ARABIC LETTER AIN}"
MEDIAL, ISOLATED = 1 << 3, 1 << 0


class Document:
    """Some words, a sign a letter, of which one is open; ``outlines``: what each of its candidates is worth (nats)."""

    def __init__(self, words: tuple[str, ...], letter: str, outlines: dict[str, float], form: int = ANY_FORM) -> None:
        self.spellings = Spellings()
        sign = {c: k for k, c in enumerate(dict.fromkeys("".join(words)))}
        self.open = sign[letter]
        numbers = [[sign[c] for c in word] for word in words]
        starts = np.concatenate([[0], np.cumsum([len(word) for word in words])]).astype(np.int64)
        none = np.zeros(len(sign), np.int64)
        tokens = Tokens(
            np.array([s for word in numbers for s in word], np.int64), starts, np.ones(len(words), np.int64),
            np.zeros((0, 3), np.int64), none, none,
        )  # fmt: skip
        strings = np.array([self.spellings.number(text) for text in outlines], np.int64)
        forms = np.full(strings.size, form, np.int64)
        self.problem = make_problem(
            self.spellings, word_tables(LanguageModel.load()),
            np.array([self.spellings.number(c) for c in sign], np.int64),
            {self.open: Candidates(strings, forms, np.array(list(outlines.values())))}, none + 1, tokens,
        )  # fmt: skip

    def sure(self, novelty: float = 10.0, apart: tuple[int, ...] = ()) -> bool:
        prior = coordinate_ascent.start(self.problem, no_claims)
        known = np.full(self.problem.spelled.size, novelty, np.float32)
        return self.open in coordinate_ascent.sure(self.problem, prior, known, apart)

    def texts(self) -> list[str]:
        return [self.spellings.texts[s] for s in self.problem.candidates[self.open].strings]


def no_claims(signs: object, begins: object, strings: np.ndarray) -> np.ndarray:
    return np.zeros(len(strings))


CLEAR = {HAH: 0.0, JEEM: -parameters.CoordinateAscent.ANCHOR_MARGIN}
HARDLY = {HAH: 0.0, JEEM: -parameters.CoordinateAscent.SURE_MARGIN}


@pytest.mark.parametrize(
    ("words", "outlines", "novelty", "is_sure"),
    [
        (WORDS, CLEAR, 10.0, True),
        (WORDS, CLEAR, parameters.CoordinateAscent.SURE_NOVELTY + 1, False),
        (WORDS, HARDLY, 10.0, True),  # words speak for it
        (WORDS, {HAH: 0.0, JEEM: -parameters.CoordinateAscent.SURE_MARGIN + 0.1}, 10.0, False),
        (WORDS[:1], HARDLY, 10.0, False),  # one word too few
        (WORDS[:1], CLEAR, 10.0, True),
        (("طحظثغ",), CLEAR, 10.0, False),  # no word
    ],
)
def test_signs_are_sure_where_outline_and_words_agree(
    words: tuple[str, ...], outlines: dict[str, float], novelty: float, is_sure: bool
) -> None:
    assert Document(words, HAH, outlines).sure(novelty) is is_sure


def test_no_sign_is_sure_where_dots_are_glyphs_of_their_own() -> None:
    document = Document(WORDS, HAH, CLEAR)
    assert not document.sure(apart=(document.open,))
    assert document.sure()


def test_a_sign_is_not_sure_whose_words_prefer_another_string() -> None:
    # "Commentaries" with its last letter read as another: two words that are nearly as good.
    words, outlines = ("المشروح", "الشروح"), {HAH: 0.0, AIN: -parameters.CoordinateAscent.ANCHOR_MARGIN - 2.0}
    document = Document(words, HAH, outlines)
    assert not document.sure()
    assert document.spellings.texts[document.problem.spelled[document.open]] == HAH  # it is left to the ascent
    outlines[AIN] = -parameters.CoordinateAscent.SURE_WITHIN - 1
    assert Document(words, HAH, outlines).sure()


def test_candidates_stay_that_could_be_doubted_for() -> None:
    words = ("الان", "كتاب", "باب")
    far = -parameters.CoordinateAscent.SURE_WITHIN - 1
    document = Document(
        words, ALEF, {ALEF: 0.0, JEEM: -parameters.CoordinateAscent.SURE_WITHIN, BEH: far, HAMZA: far, KHAH: far - 1}
    )
    assert document.sure()
    assert document.texts() == [ALEF, JEEM, HAMZA]
    # The second best outline is kept however far it is behind: the margin is as it was.
    alone = Document(words, ALEF, {ALEF: 0.0, BEH: far, KHAH: far - 1})
    assert alone.sure()
    assert alone.texts() == [ALEF, BEH]


def test_a_sign_that_is_not_sure_keeps_its_candidates() -> None:
    document = Document(("طحظثغ",), HAH, {HAH: 0.0, JEEM: -10.0, KHAH: -15.0, BEH: -18.0})
    assert not document.sure()
    assert document.texts() == [HAH, JEEM, KHAH, BEH]


def test_a_sure_sign_takes_the_form_that_it_is_joined_in() -> None:
    document = Document(WORDS, HAH, CLEAR, ISOLATED)
    candidates = document.problem.candidates[document.open]
    candidates.add(candidates.strings[:1], [MEDIAL], [-1.0])
    assert document.sure()
    assert document.problem.forms[document.open] == MEDIAL


def test_only_signs_that_move_are_read_anew() -> None:
    document = Document(WORDS, HAH, {JEEM: 0.0, HAH: -1.0})
    problem = document.problem
    coordinate_ascent.start(problem, no_claims)
    problem.move([])
    coordinate_ascent.ascend(problem, no_claims, 4)
    assert document.spellings.texts[problem.spelled[document.open]] == JEEM
    assert document.open not in problem.scores
    problem.move([document.open])
    coordinate_ascent.ascend(problem, no_claims, 4)
    assert document.spellings.texts[problem.spelled[document.open]] == HAH
