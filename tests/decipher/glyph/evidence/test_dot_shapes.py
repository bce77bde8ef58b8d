"""Dots that are glyphs of their own: how many they are is told by how the face draws as many elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.evidence.dot_shapes import DotShapes, kind_of_dots, shapes_of
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.signs.spellings import Spellings

ALEF_HAMZA, BEH, HAH, JEEM, KAF, NOON, TEH, WAW_HAMZA, YEH, YEH_HAMZA = (
    "\u0623", "\u0628", "\u062d", "\u062c", "\u0643", "\u0646", "\u062a", "\u0624", "\u064a", "\u0626",
)  # fmt: skip


class Drawn:
    """Outlines whose glyphs have contours of these sizes: width and height."""

    def __init__(self, sizes: dict[int, list[tuple[float, float]]]) -> None:
        self._sizes = sizes

    def contours(self, gids: list[int]) -> tuple[np.ndarray, np.ndarray]:
        rows = [(w * h, 0.0, 0.0, w, h) for gid in gids for w, h in self._sizes[gid]]
        return np.array(rows), np.cumsum([0, *(len(self._sizes[gid]) for gid in gids)])


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (BEH, NOON, True),
        (TEH, YEH, True),
        (YEH_HAMZA, "\u0625", True),
        (NOON, TEH, False),
        (NOON, YEH_HAMZA, False),
        (HAH, NOON, False),
    ],
)
def test_dots_are_of_a_kind_on_either_side(one: str, other: str, alike: bool) -> None:
    assert (kind_of_dots(one) == kind_of_dots(other)) is alike


def test_dots_that_are_drawn_alike_are_of_one_shape() -> None:
    dot, two, hamza = (100.0, 100.0), (160.0, 100.0), (70.0, 110.0)
    drawn = Drawn(
        {
            1: [dot],
            2: [dot, two],
            3: [two, (104.0, 102.0)],
            4: [hamza],
            5: [(112.0, 112.0)],
            6: [two],
            7: [(130.0, 130.0)],
        }
    )
    shapes = shapes_of(drawn, [1, 2, 3, 4, 5, 6, 7])  # type: ignore[arg-type]
    assert shapes == {1: 0, 2: 1, 3: 1, 4: 2, 5: 0, 6: 3, 7: 4}


def costs(readings: dict[int, str], sign: int, *texts: str, settled: dict[int, str] | None = None) -> list[float]:
    """What shapes cost ``texts`` as readings of ``sign``: those up to 9 bear one shape of dots, others another."""
    spellings = Spellings()
    drawn = {number: (0, (int(number > 9),)) for number in readings}
    strings = np.array([spellings.number(text) for text in texts])
    candidates = Candidates(strings, np.full(strings.size, ANY_FORM), np.zeros(strings.size))
    shapes = DotShapes(drawn, settled or {}, spellings)
    shapes.learn(readings)
    assert shapes.weigh({sign: candidates})
    once = candidates.outline.tolist()
    assert not shapes.weigh({sign: candidates})
    return once


def test_a_hamza_is_no_dot_where_the_face_has_another_glyph_for_that() -> None:
    dots = dict.fromkeys(range(10), NOON)
    noon, yeh_hamza, kaf = costs(dots | {10: ALEF_HAMZA, 11: WAW_HAMZA, 12: NOON, 13: NOON}, 13, NOON, YEH_HAMZA, KAF)
    assert yeh_hamza == kaf == 0.0
    assert -parameters.DotShapes.MOST_COST <= noon < -2.0


def test_a_shape_that_no_other_glyph_bears_is_none_that_the_others_have() -> None:
    noon, teh, hamza = costs(dict.fromkeys(range(10), NOON) | {10: NOON}, 10, NOON, TEH, YEH_HAMZA)
    assert teh == hamza == 0.0
    assert noon < -2.0


def test_dots_of_the_common_shape_are_as_many_as_they_are_elsewhere_on_either_side() -> None:
    beh, jeem, teh = costs(dict.fromkeys(range(9), NOON) | {9: TEH}, 9, BEH, JEEM, TEH)
    assert beh == jeem == 0.0
    assert teh < -2.0


def test_what_is_settled_counts_whatever_it_reads_as() -> None:
    settled = {10: ALEF_HAMZA, 11: WAW_HAMZA}
    read = dict.fromkeys(range(10), NOON) | dict.fromkeys(range(10, 14), NOON)
    noon, hamza = costs(read, 13, NOON, YEH_HAMZA, settled=settled)
    assert noon < hamza == 0.0


def test_shapes_cost_no_more_than_they_may() -> None:
    read = dict.fromkeys(range(10), NOON) | dict.fromkeys(range(10, 110), YEH_HAMZA)
    assert costs(read, 9, NOON, YEH_HAMZA) == [0.0, -parameters.DotShapes.MOST_COST]


def test_what_most_with_a_shape_are_counts_though_it_is_no_candidate() -> None:
    teh, hamza = costs(dict.fromkeys(range(10), NOON), 9, TEH, YEH_HAMZA)
    assert teh == hamza < -2.0


def test_what_was_learnt_before_is_forgotten_and_a_sign_without_choice_told_nothing() -> None:
    spellings = Spellings()
    shapes = DotShapes(dict.fromkeys(range(4), (0, (0,))), {}, spellings)
    shapes.learn(dict.fromkeys(range(4), NOON))
    shapes.learn(dict.fromkeys(range(4), TEH))
    strings = np.array([spellings.number(NOON), spellings.number(TEH)])
    candidates = Candidates(strings, np.full(2, ANY_FORM), np.zeros(2))
    only = Candidates(strings[:1], np.full(1, ANY_FORM), np.zeros(1))
    assert not shapes.weigh({1: only})
    assert shapes.weigh({0: candidates})
    fresh = DotShapes(dict.fromkeys(range(4), (0, (0,))), {}, spellings)
    fresh.learn(dict.fromkeys(range(4), TEH))
    other = Candidates(strings, np.full(2, ANY_FORM), np.zeros(2))
    assert fresh.weigh({0: other})
    assert candidates.outline.tolist() == other.outline.tolist()


def test_a_glyph_of_dots_that_paints_nothing_has_a_shape_of_its_own() -> None:
    drawn = Drawn({1: [(100.0, 100.0)], 2: [], 3: []})
    assert shapes_of(drawn, [1, 2, 3]) == {1: 0, 2: 1, 3: 1}  # type: ignore[arg-type]
