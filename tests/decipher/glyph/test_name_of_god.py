"""The ligature of the name of God: with its alef, or behind one."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from tests.decipher.glyph.tiny_fonts import font
from tests.decipher.glyph.tiny_pages import page_of
from warraq.decipher.glyph.glyph_channel import decipher
from warraq.decipher.glyph.name_of_god import TOUCHING, _touched, without_alef
from warraq.decipher.glyph.parameters import SAME_BASELINE
from warraq.decipher.glyph.tokens import symbols_of
from warraq.model.font import Reading

ALEF, NAME, BEH = "\u0627", "\u0627\u0644\u0644\u0647", "\u0628"
TO_GOD = NAME[1:]


def read(codes: list[int | None]) -> dict[int, str]:
    """What 1 (alef), 2 (the ligature) and 3 (beh), set from right to left, read as where that differs."""
    made = font(None, codes=(1, 2, 3), claims={1: ALEF, 2: "\ufdf2", 3: BEH})
    drawn = page_of(made, codes)
    symbols = symbols_of(drawn)
    texts = {1: ALEF, 2: NAME, 3: BEH}
    readings = {s: Reading(texts[int(code)], 0.999, "claim") for s, code in enumerate(symbols.code.tolist())}
    return {int(symbols.code[s]): r.text for s, r in without_alef(drawn, symbols, readings).items()}


@pytest.mark.parametrize("codes", [[1, 2], [1, 2, None, 2, None, 3, 2], [3, 1, 2]])
def test_a_ligature_behind_alefs_has_none_itself(codes: list[int | None]) -> None:
    assert read(codes) == {2: TO_GOD}


@pytest.mark.parametrize("codes", [[2], [3, None, 2], [1, None, 2], [2, 1], [1, 2, *[None, 2] * 9]])
def test_a_ligature_that_hardly_ever_stands_behind_an_alef_has_it(codes: list[int | None]) -> None:
    assert read(codes) == {}


def test_alefs_are_found_wherever_they_stand() -> None:
    rng = np.random.default_rng(3)
    page = page_of(font(None, codes=(1,), claims={1: ALEF}), [1] * 400).pages[0]
    place = rng.uniform(0, 120, (2, 400)).astype(np.float32)
    page = replace(page, x=place[0], y=place[1], size=rng.uniform(5, 20, 400).astype(np.float32))
    glyphs, others = np.arange(200), np.arange(200, 400)
    expected = [
        any(
            abs(page.x[k] - (page.x[g] + page.advance[g])) < TOUCHING * page.size[g]
            and abs(page.y[k] - page.y[g]) < SAME_BASELINE * page.size[g]
            for k in others
        )
        for g in glyphs
    ]
    assert _touched(page, glyphs, others).tolist() == expected
    assert 10 < sum(expected) < 190
    assert not _touched(page, glyphs, others[:0]).any()


def test_a_page_full_of_ligatures_and_alefs_takes_little_memory() -> None:
    page = page_of(font(None, codes=(1,), claims={1: ALEF}), [1] * 8000).pages[0]
    glyphs, others = np.arange(0, 8000, 2), np.arange(1, 8000, 2)
    tracemalloc.start()
    _touched(page, glyphs, others)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * glyphs.size * others.size / 8


def test_a_document_that_sets_alefs_before_the_ligature_is_deciphered_so() -> None:
    claims = {1: "\ufe8d", 2: "\ufdf2", 3: BEH}
    made = font(None, codes=(1, 2, 3), claims=claims, cmap=claims)
    (found,) = decipher(page_of(made, [1, 2, None, 3, 1, 2, None, 2]))
    assert (found.verdict, found.readings[2].text) == ("honest", TO_GOD)
