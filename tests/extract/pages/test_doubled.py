"""Glyphs that are painted twice: found alike whatever the numbers of their codes are."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.decipher.glyph.signs.test_tokens import page
from tests.interpreted import interpreted
from warraq.extract.pages.doubled import may_be_doubled, without_doubles
from warraq.model.glyph import Page

SOURCE = interpreted("warraq.extract.pages.doubled")
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


@settings(max_examples=100)
@given(st.integers(0, 1 << 30), st.sampled_from((5.0, 50.0, 500.0)), st.integers(1, 120))
def test_the_compiled_module_finds_what_its_source_does(seed: int, span: float, count: int) -> None:
    chance = np.random.default_rng(seed)
    places = zip(chance.uniform(-span, span, count), chance.choice([20.0, 20.3, 24.2], count), strict=True)
    glyphs = page([(7, float(x), float(y), 5.0) for x, y in places])
    glyphs = replace(
        glyphs,
        size=chance.choice([8.0, 8.1, 12.0, 0.0], count).astype(np.float32),
        advance=chance.choice([0.0, 0.01, 5.0, -3.0, 60.0], count).astype(np.float32),
    )
    indices, codes = np.flatnonzero(chance.random(count) < 0.9), chance.integers(0, 3, count)
    indices_kept = without_doubles(glyphs, indices, codes)
    assert indices_kept.tolist() == SOURCE.without_doubles(glyphs, indices, codes).tolist()
    assert suspected(glyphs, indices, codes) == SOURCE.may_be_doubled(glyphs, indices, codes)
    assert suspected(glyphs, indices, codes) or indices_kept.size == indices.size


def suspected(glyphs: Page, indices: NDArray[np.int64], codes: NDArray[np.int64]) -> bool:
    return bool(may_be_doubled(glyphs, indices, codes))


def test_glyphs_painted_twice_are_always_suspected() -> None:
    chance = np.random.default_rng(2)
    for _ in range(200):
        glyphs = page([(7, 100, 100, 5.0), (7, *chance.normal(100, chance.choice([0.2, 2.0]), 2).tolist(), 5.0)])
        wide = np.float32(chance.choice([0.0, 0.05, 3.0, 8.0]))
        sizes = np.array([10, chance.choice([10, 8.1, 12.3])], np.float32)
        glyphs = replace(glyphs, advance=np.array([5.0, wide], np.float32), size=sizes)
        both, codes = np.arange(2), np.zeros(2, np.int64)
        if without_doubles(glyphs, both, codes).size == 1:
            assert suspected(glyphs, both, codes)
            assert suspected(glyphs, both[::-1].copy(), codes)


def test_glyphs_painted_twice_are_suspected_wherever_they_stand() -> None:
    chance = np.random.default_rng(3)
    both, codes = np.arange(2), np.zeros(2, np.int64)
    for x in (*np.arange(-20, 20, 0.37), *chance.uniform(-3000, 3000, 300), 999999.5, 3e6, -3e6):
        for shift in (-3.0, -0.5, 0.0, 0.5, 3.0):
            glyphs = page([(7, float(x), 100, 8.0), (7, float(x) + shift, 100, 8.0)])
            if without_doubles(glyphs, both, codes).size == 1:
                assert suspected(glyphs, both, codes), (x, shift)


@pytest.mark.parametrize("size", [1e3, 1e8, 1e20, 1e30])
@pytest.mark.parametrize("x", [100.0, 3e6])
def test_huge_glyphs_painted_twice_are_suspected(size: float, x: float) -> None:
    glyphs = page([(7, x, 100, 8.0), (7, x + 60, 100, 8.0)])
    glyphs = replace(glyphs, size=np.full(2, size, np.float32), advance=np.full(2, size, np.float32))
    both, codes = np.arange(2), np.zeros(2, np.int64)
    assert without_doubles(glyphs, both, codes).size == 1
    assert suspected(glyphs, both, codes)


def test_the_larger_of_two_may_reach_farther() -> None:
    glyphs = page([(7, 100, 100, 9.0), (7, 103.5, 100, 9.0)])
    both, codes = np.arange(2), np.zeros(2, np.int64)
    for sizes in ([10, 12], [12, 10]):
        sized = replace(glyphs, size=np.array(sizes, np.float32))
        assert without_doubles(sized, both, codes).size == (1 if sizes[0] == 12 else 2)
        assert suspected(sized, both, codes)
        assert suspected(sized, both[::-1].copy(), codes)


def test_text_is_not_suspected_and_a_page_of_nothing_but_dots_is() -> None:
    glyphs = page([(7, 6.0 * (k % 50), 12.0 * (k // 50), 5.0) for k in range(400)])
    codes = np.arange(400) % 30
    assert not suspected(glyphs, np.arange(400), codes)
    assert not suspected(glyphs, np.arange(400), np.arange(400))
    dots = page([(7, 1.5 * (k % 400), 0.001 * (k // 400), 1e-6) for k in range(800)])
    assert suspected(replace(dots, size=np.full(800, 0.001, np.float32)), np.arange(800), np.zeros(800, np.int64))
    shadow = page([(7, x, y, 5.0) for x, y in PLACES])
    assert suspected(shadow, np.arange(6), np.zeros(6, np.int64))
    assert not suspected(shadow, np.array([0, 2, 3, 5]), np.zeros(6, np.int64))


@pytest.mark.parametrize("copies", [3, 4, 9])
def test_of_a_letter_painted_many_times_the_first_alone_is_left(copies: int) -> None:
    around = [(0.3 * (k % 3), 0.3 * (k // 3)) for k in range(9)][:copies]
    places = [(10.0 + right, 20.0 + down) for right, down in around]
    letters = [(7, x + shift, y, 5.0) for x, y in places for shift in (0.0, 6.0, 30.0)]
    codes = np.zeros(len(letters), np.int64)
    for order in (np.arange(len(letters)), np.random.default_rng(copies).permutation(len(letters))):
        glyphs = page([letters[at] for at in order])
        left = without_doubles(glyphs, np.arange(len(letters)), codes)
        assert [int(x) // 6 for x in sorted(glyphs.x[left])] == [1, 2, 6]
