"""Kashidas that look like another sign: only that they leave no white beside them tells."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from warraq.arabic.letters import TATWEEL
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.evidence.kashidas import add_kashidas
from warraq.decipher.glyph.parameters import ANY_FORM, NON_LETTER_WITHIN
from warraq.decipher.glyph.signs.spellings import Spellings


def offered(
    best: str, box: tuple[float, float, float, float] | None, *others: str, advance: float = 0.08
) -> list[tuple[str, float]]:
    """The candidates of a glyph so wide (em) that looks like ``best``, and what their outlines are worth."""
    spellings = Spellings()
    strings = np.array([spellings.number(text) for text in (best, *others)], np.int64)
    outline = -np.arange(strings.size, dtype=np.float64)
    candidates = Candidates(strings, np.full(strings.size, ANY_FORM), outline)
    case: Any = SimpleNamespace(
        spellings=spellings,
        symbols=SimpleNamespace(advance=np.array([advance])),
        signs=SimpleNamespace(leader=np.array([0])),
        outlines=SimpleNamespace(row_of={0: (0, 0)}, of_font={0: SimpleNamespace(boxes=(box,))}),
    )
    add_kashidas(case, {0: candidates})
    return [
        (spellings.texts[s], worth)
        for s, worth in zip(candidates.strings.tolist(), candidates.outline.tolist(), strict=True)
    ]


WIDE = (-0.03, 0.0, 0.08, 0.1)


def test_a_square_without_white_on_either_side_is_rather_a_kashida_than_a_stop() -> None:
    assert offered(".", WIDE) == [(".", -parameters.Kashidas.WHITE_ASIDE), (TATWEEL, -parameters.Kashidas.SHORTER)]
    assert parameters.Kashidas.WHITE_ASIDE > parameters.Kashidas.SHORTER > 0.0


@pytest.mark.parametrize("box", [(0.004, 0.0, 0.08, 0.1), (-0.03, 0.0, 0.072, 0.1)])
def test_a_hair_of_white_is_none(box: tuple[float, float, float, float]) -> None:
    assert offered(".", box) == offered(".", WIDE)


@pytest.mark.parametrize("box", [(-0.03, 0.0, 0.0, 0.1), (-0.1, 0.0, -0.05, 0.1)])
def test_what_takes_no_room_is_not_asked(box: tuple[float, float, float, float]) -> None:
    assert offered(".", box, TATWEEL, advance=0.0) == [(".", 0.0), (TATWEEL, -1.0)]


@pytest.mark.parametrize("box", [(0.01, 0.0, 0.09, 0.1), (-0.03, 0.0, 0.06, 0.1), None])
def test_a_stop_with_white_beside_it_is_none(box: tuple[float, float, float, float] | None) -> None:
    assert offered(".", box) == [(".", 0.0)]
    if box is not None:
        assert offered(".", box, TATWEEL) == [(".", 0.0), (TATWEEL, -1 - parameters.Kashidas.WHITE_ASIDE)]


def test_a_letter_is_none() -> None:
    assert offered("\N{ARABIC LETTER BEH}", WIDE, ".") == [("\N{ARABIC LETTER BEH}", 0.0), (".", -1.0)]


def test_digits_and_bullets_lose_as_stops_do_and_letters_nothing() -> None:
    bullets = offered(".", WIDE, "\N{ARABIC-INDIC DIGIT ZERO}", "\N{BULLET}", "\N{ARABIC LETTER HEH}")
    assert [worth for _, worth in bullets] == [
        -parameters.Kashidas.WHITE_ASIDE,
        -1 - parameters.Kashidas.WHITE_ASIDE,
        -2 - parameters.Kashidas.WHITE_ASIDE,
        -3.0,
        -parameters.Kashidas.SHORTER,
    ]


def test_a_kashida_that_the_outline_proposes_keeps_its_worth_where_that_is_more() -> None:
    assert offered(".", WIDE, TATWEEL) == [(".", -parameters.Kashidas.WHITE_ASIDE), (TATWEEL, -1.0)]
    assert offered(".", WIDE, ",", ";", TATWEEL)[3] == (TATWEEL, -parameters.Kashidas.SHORTER)


def test_signs_lose_behind_a_kashida_too() -> None:
    assert offered(TATWEEL, WIDE, "-") == [(TATWEEL, 0.0), ("-", -1 - parameters.Kashidas.WHITE_ASIDE)]


@pytest.mark.parametrize("edge", "_/\\|\N{EN DASH}\N{EM DASH}")
def test_signs_that_reach_from_edge_to_edge_lose_nothing(edge: str) -> None:
    assert offered(edge, WIDE) == [(edge, 0.0), (TATWEEL, -NON_LETTER_WITHIN)]
    assert offered(edge, WIDE, TATWEEL) == [(edge, 0.0), (TATWEEL, -1.0)]
    assert offered(".", WIDE, edge)[1] == (edge, -1.0)
