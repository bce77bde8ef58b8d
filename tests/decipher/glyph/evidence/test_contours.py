"""How many contours a glyph has, beside those that its letters would have."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest

from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.evidence.contours import Contours, contours_of
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.search import solve
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.model.glyph import Extraction

BEH, TEH, JEEM, HAH, LAM, YEH, KAF = "\u0628", "\u062a", "\u062c", "\u062d", "\u0644", "\u064a", "\u0643"


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (BEH, 1, 1),
        (TEH, 1, 2),
        (HAH, 0, 0),
        (TEH + JEEM, 2, 3),
        (LAM + HAH, 0, 0),
        (LAM + "\u0627", 0, 1),  # its body may be of two contours
        (LAM + "\u0623", 1, 2),
        (KAF, 0, 99),  # some faces set a small one in it
        ("\u0644\u0644\u0647", 0, 99),  # others a shadda over the name of God
        ("5", 0, 99),
        ("\N{ARABIC TATWEEL}", 0, 0),
    ],
)
def test_letters_have_so_many_contours_beside_their_body(text: str, least: int, most: int) -> None:
    assert contours_of(text) == (least, most)


def contribution(numbers: dict[int, int], readings: dict[int, str], sign: int, *texts: str) -> list[float]:
    """What contours cost ``texts`` as readings of ``sign``, of a font whose glyphs have these ``numbers``."""
    spellings = Spellings()
    contours = Contours({sign: (0, number) for sign, number in numbers.items()}, {}, spellings)
    contours.learn(readings)
    strings = np.array([spellings.number(text) for text in texts])
    candidates = Candidates(strings, np.full(strings.size, ANY_FORM), np.zeros(strings.size))
    assert contours.weigh({sign: candidates})
    once = candidates.outline.tolist()
    assert not contours.weigh({sign: candidates})
    contours.learn(readings)
    contours.weigh({sign: candidates})
    assert candidates.outline.tolist() == once  # in place of what was before
    return once


def test_a_glyph_of_one_contour_is_no_letter_with_dots_and_one_of_many_not_one_letter() -> None:
    numbers = dict.fromkeys(range(10), 1) | {10: 0, 11: 3}
    readings = dict.fromkeys(range(10), BEH) | {10: BEH, 11: BEH}
    bare, hah, kaf, digit = contribution(numbers, readings, 10, BEH, HAH, KAF, "5")
    assert (hah, kaf, digit) == (0.0, 0.0, 0.0)
    assert bare == pytest.approx(math.log(parameters.Dots.UNSEEN / (11 + parameters.Dots.ALONE)))
    beh, both = contribution(numbers, readings, 11, BEH, TEH + JEEM)
    assert both == 0.0
    assert beh == pytest.approx(math.log(parameters.Dots.UNSEEN / (11 + parameters.Dots.ALONE)))


def test_no_glyph_is_heard_on_itself_and_none_loses_more_than_the_most() -> None:
    alone = contribution({0: 0, 1: 1}, {0: BEH}, 0, BEH, HAH)
    assert alone == [0.0, 0.0]
    many = dict.fromkeys(range(1000), 1) | {1000: 0}
    assert contribution(many, dict.fromkeys(many, BEH), 1000, BEH, HAH) == [-parameters.Contours.MOST_COST, 0.0]


def test_a_face_whose_dots_touch_their_bodies_says_little() -> None:
    numbers = dict.fromkeys(range(20), 0) | {20: 0}
    beh, _ = contribution(numbers, dict.fromkeys(numbers, BEH), 20, BEH, HAH)
    assert -0.1 < beh <= 0.0


def test_what_is_no_letter_is_not_asked() -> None:
    numbers = dict.fromkeys(range(10), 0) | {10: 3}
    digits = dict.fromkeys(range(10), "5") | {10: BEH}
    assert contribution(numbers, digits, 10, BEH, HAH) == [0.0, 0.0]


def test_what_is_settled_counts_whatever_it_reads_as() -> None:
    spellings = Spellings()
    contours = Contours({0: (0, 0), 1: (0, 1)}, {1: BEH}, spellings)
    contours.learn({0: HAH, 1: HAH})
    candidates = Candidates(np.array([spellings.number(t) for t in (BEH, HAH)]), np.full(2, ANY_FORM), np.zeros(2))
    contours.weigh({0: candidates})
    assert candidates.outline.tolist() == [
        pytest.approx(math.log(parameters.Dots.UNSEEN / (1 + parameters.Dots.ALONE))),
        0.0,
    ]


def test_candidates_that_were_added_since_are_charged_and_single_ones_are_not() -> None:
    spellings = Spellings()
    contours = Contours({0: (0, 0), 1: (0, 1), 2: (0, 0)}, {}, spellings)
    contours.learn({0: HAH, 1: BEH, 2: BEH})
    candidates = Candidates(np.array([spellings.number(t) for t in (BEH, HAH)]), np.full(2, ANY_FORM), np.zeros(2))
    single = Candidates(np.array([spellings.number(BEH)]), np.array([ANY_FORM]), np.zeros(1))
    contours.weigh({0: candidates, 2: single})
    candidates.add([spellings.number(TEH)], ANY_FORM, [-1.0])
    contours.weigh({0: candidates})
    assert candidates.outline[2] == candidates.outline[0] - 1.0 < -1.0
    assert single.outline.tolist() == [0.0]


def test_a_glyph_whose_dots_are_glyphs_of_their_own_is_not_counted() -> None:
    whole, bare, apart = ((1, 4), (-1, 2)), (), ((parameters.Dots.FIRST_GLYPH + 3, 0),)
    assert solve._beside({5: (0, whole), 6: (1, bare), 7: (0, apart)}) == {5: (0, 2), 6: (1, 0)}


def test_what_signs_read_as_is_learnt_and_weighed(untold: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    learnt: list[Mapping[int, str]] = []
    changed: list[bool] = []

    class Heard(Contours):
        def learn(self, readings: Mapping[int, str]) -> None:
            learnt.append(readings)
            super().learn(readings)

        def weigh(self, candidates: Mapping[int, Candidates]) -> bool:
            assert learnt and candidates.keys() <= learnt[-1].keys()
            changed.append(super().weigh(candidates))
            return changed[-1]

    monkeypatch.setattr(solve, "Contours", Heard)
    decipher(untold)
    assert len(learnt) > 1 and any(changed)
