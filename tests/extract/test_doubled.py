"""Glyphs that are painted twice: found alike whatever the numbers of their codes are."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest

from pipeline.extract.doubled import without_doubles
from tests.decipher.glyph.test_tokens import page

#: (x, y): a letter and its shadow, the same letter beside it and in the line below, and one more shadow.
PLACES = ((10.0, 20.0), (10.4, 20.2), (16.0, 20.0), (10.0, 40.0), (16.3, 20.1), (300.0, 700.0))


@pytest.mark.parametrize("number", [0, 1 << 9, 1 << 20, 1 << 40])
def test_a_shadow_is_left_out_whatever_number_its_code_has(number: int) -> None:
    glyphs = page([(7, x, y, 5.0) for x, y in PLACES])
    codes = np.array([0, 0, 0, 0, 0, 1], np.int64) * number + number
    assert without_doubles(glyphs, np.arange(6), codes).tolist() == [0, 2, 3, 5]


@pytest.mark.parametrize("number", [1 << 9, 1 << 20, 1 << 32, 1 << 40])
def test_shadows_are_told_among_letters_of_other_codes(number: int) -> None:
    chance = np.random.default_rng(1)
    places = zip(chance.uniform(0, 60, 400), chance.uniform(-20, 60, 400), strict=True)
    glyphs, codes = page([(7, float(x), float(y), 5.0) for x, y in places]), chance.integers(0, 5, 400)
    alone = [without_doubles(glyphs, np.flatnonzero(codes == code), codes).tolist() for code in range(5)]
    assert without_doubles(glyphs, np.arange(400), codes * number).tolist() == sorted(chain(*alone))
    assert sum(map(len, alone)) < 390


def test_other_letters_in_the_same_place_are_no_shadows() -> None:
    glyphs = page([(7, x, y, 5.0) for x, y in PLACES])
    assert without_doubles(glyphs, np.arange(6), np.arange(6) << 20).tolist() == list(range(6))
