"""Letters of one body, which differ in their dots: what each can be tells what the others are."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.decipher.glyph.candidates import ANY_FORM, Candidates
from pipeline.decipher.glyph.evidence.bodies import MOST_COST, MOST_OF_ONE, Bodies, body_of
from pipeline.decipher.glyph.spellings import Spellings

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
    assert Bodies(DRAWN, {}, spellings).weigh({0: bare, 1: above, 2: below}, {})
    assert bare.outline.argmax() == above.outline.argmax() == below.outline.argmax() == 1
    assert above.outline.tolist() == pytest.approx([-MOST_COST + 3.0, -3.0])


def test_none_is_heard_on_itself_and_what_was_told_before_is_replaced() -> None:
    spellings = Spellings()
    own = {0: candidates(spellings, {HAH: 0.0, REH: -1.0}), 1: candidates(spellings, {FEH: 0.0, KHAH: -2.0})}
    drawn = {sign: DRAWN[sign] for sign in own}
    bodies = Bodies(drawn, {}, spellings)
    bodies.weigh(own, {})
    told = own[1].outline.copy()
    assert told.tolist() == pytest.approx([-MOST_OF_ONE, -2.0])
    scores = {sign: found.outline.copy() for sign, found in own.items()}
    assert not bodies.weigh(own, scores)
    assert own[1].outline.tolist() == told.tolist()
    scores[0] = scores[0] + [0.0, 5.0]  # words ask for a reh
    assert bodies.weigh(own, scores)
    assert own[1].outline.tolist() == pytest.approx([-MOST_OF_ONE, -2.0 - 4.0])


def test_a_settled_letter_tells_its_body_and_is_told_nothing() -> None:
    spellings = Spellings()
    own = candidates(spellings, {FEH: 0.0, KHAH: -9.0})
    assert Bodies({0: (0, 7), 1: (0, 7)}, {0: JEEM}, spellings).weigh({1: own}, {})
    assert own.outline.tolist() == [-MOST_OF_ONE, -9.0]


def test_glyphs_of_different_bodies_and_fonts_say_nothing_of_each_other() -> None:
    spellings = Spellings()
    own = {sign: candidates(spellings, {HAH: 0.0, REH: -1.0}) for sign in range(3)}
    assert not Bodies({0: (0, 7), 1: (0, 8), 2: (1, 7)}, {}, spellings).weigh(own, {})
