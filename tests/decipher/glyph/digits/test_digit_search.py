"""Chains of digits in the order of a font's glyphs."""

from __future__ import annotations

import numpy as np
import pytest

from warraq.decipher.glyph.digits.digits import _chain


def drawn_as(digits: list[int], behind: float = 9.5) -> np.ndarray:
    """What outlines are worth that look like ``digits`` and like no other."""
    values = np.full((len(digits), 10), -behind)
    values[np.arange(len(digits)), digits] = 0.0
    return values


@pytest.mark.parametrize(("gids", "together"), [([5, 6, 7], [0, 1, 2]), ([5, 60, 300], [2])])
def test_what_looks_like_digits_far_from_each_other_is_no_chain(gids: list[int], together: list[int]) -> None:
    """Glyphs that rise by chance are worth no more together than one alone."""
    rows = [row for row, _ in _chain(drawn_as([1, 2, 3]), np.array(gids), np.zeros(3, np.bool_), 1)[1]]
    assert len(rows) == len(together)


def test_a_digit_drawn_twice_is_better_than_drawn_once() -> None:
    """The second of two glyphs alike looks a little more like another sign."""
    values, gids = drawn_as([0, 1, 2, 2]), np.array([5, 6, 7, 8])
    values[3] -= 2.5
    alike = np.array([False, False, False, True])
    assert [value for _, value in _chain(values, gids, alike, 1)[1]] == [0, 1, 2, 2]
