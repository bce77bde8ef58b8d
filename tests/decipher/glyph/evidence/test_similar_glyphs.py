"""Letters of one body, which differ in their dots, and glyphs that look alike: what each can be tells of the others."""

from __future__ import annotations

import numpy as np
import pytest

from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.evidence.similar_glyphs import Link, SimilarGlyphs, body_of, links_of_bodies, links_of_shapes
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.signs.spellings import Spellings

ALEF, BEH, FEH, HAH, JEEM, KHAH, LAM, NOON, REH = (
    "\u0627", "\u0628", "\u0641", "\u062d", "\u062c", "\u062e", "\u0644", "\u0646", "\u0631",
)  # fmt: skip
#: Three glyphs of one body, bare, with a dot above and with one below.
DRAWN = dict.fromkeys(range(3), (0, 7))


def candidates(spellings: Spellings, worth: dict[str, float]) -> Candidates:
    strings = np.array([spellings.number(text) for text in worth])
    return Candidates(strings, np.full(strings.size, ANY_FORM), np.array(list(worth.values())))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (HAH, KHAH, True),
        (NOON, "\u064a", True),
        (HAH, FEH, False),
        (LAM + ALEF, LAM + "\u0623", True),
        (LAM, LAM + ALEF, True),  # the half of a lam-alef bears the hamza of its alef
        (NOON + JEEM, BEH + HAH, True),
        ("5", ALEF, False),
    ],
)
def test_letters_have_one_body_whose_dots_differ(one: str, other: str, alike: bool) -> None:
    assert (body_of(one) == body_of(other)) is alike


def test_what_all_of_a_body_can_be_costs_nothing() -> None:
    spellings = Spellings()
    bare, above, below = (
        candidates(spellings, worth)
        for worth in ({REH: 0.0, HAH: -1.0}, {FEH: 0.0, KHAH: -3.0}, {BEH: 0.0, JEEM: -2.0})
    )
    assert SimilarGlyphs(links_of_bodies(DRAWN), {}, spellings).weigh({0: bare, 1: above, 2: below}, {})
    assert bare.outline.argmax() == above.outline.argmax() == below.outline.argmax() == 1
    assert above.outline.tolist() == pytest.approx([-parameters.SimilarGlyphs.MOST_COST + 3.0, -3.0])


def test_none_is_heard_on_itself_and_what_was_told_before_is_replaced() -> None:
    spellings = Spellings()
    of_sign = {0: candidates(spellings, {HAH: 0.0, REH: -1.0}), 1: candidates(spellings, {FEH: 0.0, KHAH: -2.0})}
    drawn = {sign: DRAWN[sign] for sign in of_sign}
    similar = SimilarGlyphs(links_of_bodies(drawn), {}, spellings)
    similar.weigh(of_sign, {})
    before = of_sign[1].outline.copy()
    assert before.tolist() == pytest.approx([-parameters.SimilarGlyphs.OF_ONE_BODY, -2.0])
    scores = {sign: each.outline.copy() for sign, each in of_sign.items()}
    assert not similar.weigh(of_sign, scores)
    assert of_sign[1].outline.tolist() == before.tolist()
    scores[0] = scores[0] + [0.0, 5.0]  # words ask for a reh
    assert similar.weigh(of_sign, scores)
    assert of_sign[1].outline.tolist() == pytest.approx([-parameters.SimilarGlyphs.OF_ONE_BODY, -2.0 - 4.0])


def test_a_settled_letter_tells_its_body_and_is_told_nothing() -> None:
    spellings = Spellings()
    candidates_left = candidates(spellings, {FEH: 0.0, KHAH: -9.0})
    assert SimilarGlyphs(links_of_bodies({0: (0, 7), 1: (0, 7)}), {0: JEEM}, spellings).weigh({1: candidates_left}, {})
    assert candidates_left.outline.tolist() == [-parameters.SimilarGlyphs.OF_ONE_BODY, -9.0]


def test_glyphs_of_different_bodies_and_fonts_say_nothing_of_each_other() -> None:
    spellings = Spellings()
    of_sign = {sign: candidates(spellings, {HAH: 0.0, REH: -1.0}) for sign in range(3)}
    assert not SimilarGlyphs(links_of_bodies({0: (0, 7), 1: (0, 8), 2: (1, 7)}), {}, spellings).weigh(of_sign, {})


def test_glyphs_tell_those_that_look_like_them_and_not_all_of_them() -> None:
    points = np.array([[0.0], [1.0], [30.0], [31.0], [32.0], [32.5], [90.0]], np.float32)
    links = list(links_of_shapes(range(10, 17), points))
    assert {(sign, link.other) for sign, link in links if sign < 12} == {(10, 11), (11, 10)}
    assert sum(sign == 14 for sign, _ in links) == parameters.SimilarGlyphs.MOST_ALIKE
    assert not any(16 in (sign, link.other) for sign, link in links)
    assert dict(links)[10] == Link(11, parameters.SimilarGlyphs.LOOKS_ALIKE[1], of_body=False)


def test_what_looks_like_a_glyph_that_words_make_a_letter_is_that_letter() -> None:
    spellings = Spellings()
    links = [(0, Link(1, 2.0, of_body=False)), (1, Link(0, 2.0, of_body=False))]
    of_sign = {
        0: candidates(spellings, {FEH: 0.0, KHAH: -1.0, "5": -1.0}),
        1: candidates(spellings, {KHAH: 0.0, FEH: -1.0}),
    }
    similar = SimilarGlyphs(links, {}, spellings)
    assert similar.weigh(of_sign, {1: np.array([0.0, -9.0])})
    assert of_sign[0].outline.tolist() == pytest.approx([-2.0, -1.0, -1.0])  # what is no letter may look like one
    assert of_sign[1].outline.tolist() == pytest.approx([-1.0, -1.0])


def test_what_reads_as_a_digit_says_nothing_of_letters() -> None:
    spellings = Spellings()
    of_sign = {0: candidates(spellings, {ALEF: 0.0, LAM: -1.0}), 1: candidates(spellings, {"1": 0.0, LAM: -1.0})}
    assert not SimilarGlyphs([(0, Link(1, 2.0, of_body=False))], {}, spellings).weigh(of_sign, {})
    assert not SimilarGlyphs([(0, Link(1, 2.0, of_body=False))], {1: "1"}, spellings).weigh({0: of_sign[0]}, {})
    assert SimilarGlyphs([(0, Link(1, 2.0, of_body=False))], {1: LAM}, spellings).weigh({0: of_sign[0]}, {})
    assert of_sign[0].outline.tolist() == [-2.0, -1.0]


def test_many_of_a_body_cost_what_they_may_together() -> None:
    spellings = Spellings()
    cheapest = candidates(spellings, {FEH: 0.0, KHAH: -1.0, REH: -2.0})
    drawn = dict.fromkeys(range(6), (0, 7))
    unsure = candidates(spellings, {HAH: 0.0, REH: -3.0})  # the only one that would have it a reh
    SimilarGlyphs(links_of_bodies(drawn), dict.fromkeys(range(1, 5), HAH), spellings).weigh(
        {0: cheapest, 5: unsure}, {}
    )
    assert cheapest.outline.tolist() == [
        -parameters.SimilarGlyphs.MOST_COST,
        -1.0,
        -2.0 - parameters.SimilarGlyphs.MOST_COST,
    ]


def test_candidates_that_are_new_are_told_too() -> None:
    spellings = Spellings()
    candidates_now = candidates(spellings, {FEH: 0.0, KHAH: -1.0})
    similar = SimilarGlyphs(links_of_bodies({0: (0, 7), 1: (0, 7)}), {1: HAH}, spellings)
    assert similar.weigh({0: candidates_now}, {})
    candidates_now.add([spellings.number(REH)], ANY_FORM, [-2.0])
    assert similar.weigh({0: candidates_now}, {})
    assert candidates_now.outline.tolist() == [
        -parameters.SimilarGlyphs.OF_ONE_BODY,
        -1.0,
        -2.0 - parameters.SimilarGlyphs.OF_ONE_BODY,
    ]


def test_scores_of_candidates_that_there_were_once_are_not_heard() -> None:
    spellings = Spellings()
    of_sign = {0: candidates(spellings, {HAH: 0.0, REH: -1.0}), 1: candidates(spellings, {FEH: 0.0, KHAH: -2.0})}
    SimilarGlyphs([(1, Link(0, 3.0, of_body=True))], {}, spellings).weigh(of_sign, {0: np.array([0.0])})
    assert of_sign[1].outline.tolist() == [-3.0, -2.0]


def test_what_hardly_changes_is_as_it_was() -> None:
    spellings = Spellings()
    of_sign = {0: candidates(spellings, {HAH: 0.0, REH: -1.0}), 1: candidates(spellings, {REH: 0.0, KHAH: -2.0})}
    similar = SimilarGlyphs([(1, Link(0, 3.0, of_body=True))], {}, spellings)
    assert similar.weigh(of_sign, {0: np.array([0.0, -1.0])})
    assert not similar.weigh(of_sign, {0: np.array([0.0, -1.0 - parameters.SimilarGlyphs.LEAST_CHANGE / 2])})
    assert similar.weigh(of_sign, {0: np.array([0.0, -1.0 - 2 * parameters.SimilarGlyphs.LEAST_CHANGE])})


def test_no_glyph_looks_like_another_where_there_is_but_one_or_none() -> None:
    assert not list(links_of_shapes([3], np.zeros((1, 4), np.float32)))
    assert not list(links_of_shapes([], np.zeros((0, 4), np.float32)))
    assert not SimilarGlyphs((), {}, Spellings()).weigh({}, {})


def test_none_says_more_against_letters_than_its_likeness_is_worth() -> None:
    spellings = Spellings()
    of_sign = {0: candidates(spellings, {FEH: 0.0, KHAH: -1.0}), 1: candidates(spellings, {KHAH: 0.0, FEH: -9.0})}
    links = [(0, Link(1, 2.0, of_body=False)), (1, Link(0, parameters.SimilarGlyphs.OF_ONE_BODY, of_body=False))]
    assert SimilarGlyphs(links, {}, spellings).weigh(of_sign, {})
    assert of_sign[0].outline.tolist() == [-2.0, -1.0]
