"""The ligature of the name of God: with its alef, or behind one."""

from __future__ import annotations

import pytest

from pipeline.decipher.glyph.name_of_god import without_alef
from pipeline.decipher.glyph.tokens import symbols_of
from pipeline.model.font import Reading
from tests.decipher.glyph.tiny_fonts import font
from tests.decipher.glyph.tiny_pages import page_of

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
