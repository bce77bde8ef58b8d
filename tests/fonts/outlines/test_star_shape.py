"""Stars among outlines."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.decipher.glyph.tiny_fonts import program
from warraq.fonts.outlines.glyph_shape import GlyphOutlines
from warraq.fonts.outlines.star_shape import arms_of


def star(
    arms: int, inner: float = 0.2, tip: float = 0.5, turned: float = 0.0, uneven: float = 0.0
) -> NDArray[np.float64]:
    """A closed star with so many arms, from ``inner`` to 1 away from its middle.

    ``tip``: breadth of an arm outside, ``turned``: by so much, ``uneven``: the first arm stands off its place by so
    much; parts of what lies between two arms.
    """
    step = 2 * np.pi / arms
    angles, away = [], []
    for arm in range(arms):
        middle = (arm + turned + (uneven if arm == 0 else 0)) * step
        angles += [middle - 0.4 * step, middle - tip / 2 * step, middle + tip / 2 * step, middle + 0.4 * step]
        away += [inner, 1.0, 1.0, inner]
    corners = 300 + 100 * np.array(away)[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return np.hstack([corners, np.roll(corners, -1, axis=0)])


@pytest.mark.parametrize("arms", [5, 6, 8])
@pytest.mark.parametrize("turned", [0.0, 0.13, 0.5])
def test_the_arms_of_a_star_are_counted(arms: int, turned: float) -> None:
    assert arms_of(star(arms, turned=turned)) == arms


@pytest.mark.parametrize(
    "lines",
    [
        star(4),  # a plus
        star(7),
        star(12),
        star(5, tip=0.02),  # ends in points
        star(6, uneven=0.3),
        star(6, inner=0.95),  # a disc
    ],
)
def test_others_are_no_stars(lines: NDArray[np.float64]) -> None:
    assert arms_of(lines) == 0


@pytest.mark.filterwarnings("error")
def test_a_line_has_no_arms() -> None:
    there_and_back = np.array([[0.0, 0.0, 9.0, 0.0], [9.0, 0.0, 0.0, 0.0]])
    assert arms_of(there_and_back) == 0


def test_a_blank_glyph_has_none() -> None:
    outlines = GlyphOutlines(program(["a", "b"], {}, blank=("b",)))
    assert outlines.arms(1) == 0 and outlines.arms(2) == 0
