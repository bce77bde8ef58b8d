"""The ligature of the name of God: with its alef, or behind one."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from tests.decipher.glyph.tiny_fonts import font, program
from tests.decipher.glyph.tiny_pages import page_of
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.parameters import ANY_FORM, SAME_BASELINE
from warraq.decipher.glyph.readings.name_of_god import _touched, add_with_alef, shows_alef, with_heh, without_alef
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.decipher.glyph.signs.tokens import symbols_of
from warraq.fonts.outlines.glyph_shape import GlyphOutlines
from warraq.fonts.outlines.outline import Use
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


def completed(cut: str, codes: list[int | None]) -> dict[int, str]:
    """What 1 (a ligature that claims ``cut``) and 3 (heh), set from right to left, read as where that differs."""
    made = font(None, codes=(1, 3), claims={1: cut, 3: NAME[-1]})
    drawn = page_of(made, codes)
    symbols = symbols_of(drawn)
    texts = {1: cut, 3: NAME[-1]}
    readings = {s: Reading(texts[int(code)], 0.999, "claim") for s, code in enumerate(symbols.code.tolist())}
    return {int(symbols.code[s]): r.text for s, r in with_heh(drawn, symbols, readings).items()}


@pytest.mark.parametrize(
    ("cut", "name"), [(NAME[:-1] + "\u0651\u064e", NAME), (NAME[:-1], NAME), ("\u0644\u0644\u0651\u064e", TO_GOD)]
)
def test_a_ligature_that_claims_the_name_but_for_its_heh_has_it(cut: str, name: str) -> None:
    assert completed(cut, [1, None, 3, 1]) == {1: name}


@pytest.mark.parametrize(
    ("cut", "codes"),
    [
        (NAME[:-1], [1, 3]),  # the heh is a glyph of its own
        ("\u0644\u0644", [1, None, 1]),  # lams that nothing doubles
        ("\u0627\u0644", [1]),
        (NAME, [1]),
    ],
)
def test_what_is_no_name_without_its_heh_stays(cut: str, codes: list[int | None]) -> None:
    assert completed(cut, codes) == {}


def test_a_document_whose_map_leaves_out_the_heh_is_deciphered_with_it() -> None:
    claims = {1: NAME[:-1] + "\u0651\u064e", 3: BEH}
    made = font(None, codes=(1, 3), claims=claims, cmap={3: BEH})
    (glyph_map,) = decipher(page_of(made, [3, None, 1, None, 3, 3, None, 1]))
    assert (glyph_map.verdict, glyph_map.readings[1].text) == ("honest", NAME)


def test_alefs_are_found_wherever_they_stand() -> None:
    rng = np.random.default_rng(3)
    page = page_of(font(None, codes=(1,), claims={1: ALEF}), [1] * 400).pages[0]
    place = rng.uniform(0, 120, (2, 400)).astype(np.float32)
    page = replace(page, x=place[0], y=place[1], size=rng.uniform(5, 20, 400).astype(np.float32))
    glyphs, others = np.arange(200), np.arange(200, 400)
    expected = [
        any(
            abs(page.x[k] - (page.x[g] + page.advance[g])) < parameters.ClaimChecks.TOUCHING * page.size[g]
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
    (glyph_map,) = decipher(page_of(made, [1, 2, None, 3, 1, 2, None, 2]))
    assert (glyph_map.verdict, glyph_map.readings[2].text) == ("honest", TO_GOD)


#: Left, bottom, right and top edge of what a ligature is drawn of: two lams with their heh, and the alef before them.
BODY, BAR = (0, 0, 600, 700), (680, 0, 760, 700)


def drawn(*boxes: tuple[int, int, int, int]) -> bytes:
    """A program whose only glyph is made of ``boxes``."""
    made = TTFont(BytesIO(program(["g"], {})))
    pen = TTGlyphPen(None)
    for left, bottom, right, top in boxes:
        pen.moveTo((left, bottom))
        for corner in ((left, top), (right, top), (right, bottom)):
            pen.lineTo(corner)
        pen.closePath()
    name = made.getGlyphName(1)
    made["glyf"][name], made["hmtx"][name] = pen.glyph(), (800, 0)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("boxes", "alef"),
    [
        ((BODY, BAR), True),
        ((BAR, BODY), True),
        ((BODY, (200, 750, 400, 850), BAR), True),  # a shadda over the lams
        ((BODY,), False),
        ((BODY, (200, 750, 400, 850)), False),
        ((BODY, (680, 0, 760, 300)), False),  # too low
        ((BODY, (680, 180, 760, 800)), False),  # above the line
        ((BODY, (620, 0, 1100, 700)), False),  # too wide
        ((BODY, (550, 0, 630, 700)), False),  # a part of what is behind it
        (((680, 0, 1280, 700), (0, 0, 80, 700)), False),  # behind the lams
    ],
)
def test_a_bar_before_the_lams_is_an_alef(boxes: tuple[tuple[int, int, int, int], ...], alef: bool) -> None:
    assert shows_alef(GlyphOutlines(drawn(*boxes)), 1) == alef


@pytest.mark.parametrize(
    ("boxes", "tried", "worth"),
    [
        ((BODY, BAR), (TO_GOD, "\u0641"), {TO_GOD: -parameters.NameOfGod.ALEF_SHOWN, "\u0641": -3.0, NAME: 0.0}),
        ((BODY, BAR), (TO_GOD, NAME), {TO_GOD: -parameters.NameOfGod.ALEF_SHOWN, NAME: 0.0}),
        ((BODY,), (TO_GOD, "\u0641"), {TO_GOD: 0.0, "\u0641": -3.0}),
        ((BODY, BAR), (BEH, "\u0641"), {BEH: 0.0, "\u0641": -3.0}),
    ],
)
def test_a_glyph_that_shows_an_alef_is_the_whole_name_and_not_to_god(
    boxes: tuple[tuple[int, int, int, int], ...], tried: tuple[str, str], worth: dict[str, float]
) -> None:
    spellings = Spellings()
    candidates = Candidates(
        np.array([spellings.number(text) for text in tried]), np.full(2, ANY_FORM), np.array([0.0, -3.0])
    )
    case: Any = SimpleNamespace(
        spellings=spellings,
        outlines=SimpleNamespace(row_of={0: (0, 0)}, uses_of_font={0: [Use(1, 0.8, 1)]}),
        extraction=SimpleNamespace(fonts=[font(drawn(*boxes), codes=(1,))]),
    )
    add_with_alef(case, {0: candidates})
    assert (
        dict(zip((spellings.texts[s] for s in candidates.strings.tolist()), candidates.outline.tolist(), strict=True))
        == worth
    )
