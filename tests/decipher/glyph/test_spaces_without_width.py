"""Blank glyphs without a width: spaces in faces that give their space none, joiners and the like in all others."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from tests.decipher.glyph.tiny_fonts import font as font_of
from tests.decipher.glyph.tiny_fonts import program
from tests.decipher.glyph.tiny_pages import page_of
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.search.solve import spaces_without_glyph, spaces_without_width
from warraq.decipher.glyph.signs.signs import Signs, blank_reading, signs_of
from warraq.decipher.glyph.signs.tokens import Symbols, symbols_of
from warraq.model.finding import Finding

LETTER, BLANK, WIDE = range(3)


def spaces_of(advance: float, count: int, claim: str | None, *, wide: int = 0) -> set[int]:
    """The spaces without width of a font of letters, a blank and another that has a width, used ``wide`` times."""
    n = 2 + (wide > 0)
    symbols = Symbols(
        font=np.zeros(n, np.int64),
        code=np.arange(n),
        gid=np.arange(n),
        advance=np.array([0.5, advance, 0.25][:n]),
        count=np.array([500, count, wide][:n]),
        claim=(None, claim, None)[:n],
        of_page=(),
    )
    signs = Signs(
        of_symbol=np.arange(n),
        members=tuple((s,) for s in range(n)),
        leader=np.arange(n),
        count=symbols.count,
        claims=tuple(Counter([text] if text else []) for text in symbols.claim),
        blank=np.array([False, True, True][:n]),
    )
    return spaces_without_width(symbols, signs)


@pytest.mark.parametrize(
    ("count", "claim", "spaces"),
    [
        (100, " ", {BLANK}),
        (3, " ", {BLANK}),  # claimed
        (100, None, {BLANK}),  # as often as spaces are
        (20, None, set()),  # a joiner
        (100, "\N{ZERO WIDTH NON-JOINER}", set()),
        (100, "\u0628", {BLANK}),  # by a wrong map
        (20, "\u0628", set()),
    ],
)
def test_a_blank_without_a_width_is_a_space_if_claimed_or_used_like_one(
    count: int, claim: str | None, spaces: set[int]
) -> None:
    assert spaces_of(0.0, count, claim) == spaces


def test_a_font_whose_space_has_a_width_has_no_other() -> None:
    assert spaces_of(0.0, 100, " ", wide=100) == set()
    assert spaces_of(0.0, 100, None, wide=11) == set()


def test_a_blank_with_a_width_that_is_hardly_used_is_not_the_space_of_a_font() -> None:
    assert spaces_of(0.0, 100, None, wide=10) == {BLANK}
    assert spaces_of(0.0, 100, " ", wide=10) == {BLANK}
    assert spaces_of(0.0, 20, " ", wide=1) == set()  # the claim alone tells, and there is another


def test_the_cmap_of_a_font_whose_map_is_wrong_tells_that_a_blank_without_a_width_is_its_space() -> None:
    word = "\u0627\u0644\u062a\u0648\u0646\u0633"
    cmap = dict(enumerate((*word, " "), start=1))
    space = len(cmap)
    data = program([f"g{code}" for code in cmap], {}, blank={f"g{space}"})
    claims = dict.fromkeys(cmap, "ز")
    made = font_of(data, codes=list(cmap), claims=claims, cmap=cmap)
    page = page_of(made, [*range(1, space), space] * 3)
    advance = np.where(page.pages[0].charcode == space, 0, page.pages[0].advance).astype(np.float32)
    page = replace(page, pages=(replace(page.pages[0], advance=advance),))
    (glyph_map,) = decipher(page, [Finding("wrong_map", "font", "Tiny (font 0)", 1.0, "")])
    assert "".join(glyph_map.readings[code].text for code in cmap) == word + " "


def test_without_tables_the_share_of_a_blank_without_a_width_tells_that_it_is_the_space() -> None:
    claims = dict.fromkeys(range(1, 7), "ز")
    data = program([f"g{code}" for code in range(1, 8)], {}, blank={"g7"})
    made = page_of(font_of(data, codes=range(1, 8), claims=claims), [*range(1, 7), 7] * 3)
    advance = np.where(made.pages[0].charcode == 7, 0, made.pages[0].advance).astype(np.float32)
    made = replace(made, pages=(replace(made.pages[0], advance=advance),))
    (glyph_map,) = decipher(made, [Finding("wrong_map", "font", "Tiny (font 0)", 1.0, "")])
    assert glyph_map.readings[7].text == " "


@pytest.mark.parametrize(
    ("lacking", "more", "claims", "space"),
    [
        ([7], 3, {}, True),
        ([7], 0, {}, False),  # seldom
        ([7], 3, {7: "\u0627"}, True),  # a wrong map; nothing is painted there
        ([7, 3], 3, {}, False),  # others have no glyph either: letters in colours
    ],
)
def test_the_one_code_without_a_glyph_that_is_used_like_a_space_is_the_space(
    lacking: list[int], more: int, claims: dict[int, str], space: bool
) -> None:
    made = font_of(program([f"g{code}" for code in range(1, 8)], {}), codes=range(1, 8), claims=claims)
    made = replace(made, code_to_gid={code: 0 if code in lacking else code for code in range(1, 8)})
    page = page_of(made, [*[*range(1, 7)] * 3, *[7] * more, 7])
    assert (decipher(page)[0].readings[7].text == " ") is space


def test_what_a_blank_stands_for() -> None:
    assert [blank_reading(advance).text for advance in (0.25, 0.0)] == [" ", ""]
    assert blank_reading(0.0, called_space=True).text == " "


@pytest.mark.parametrize(("advance", "blank", "space"), [(0.5, "", True), (0.0, "", False), (0.5, "g6", False)])
def test_a_code_without_a_glyph_is_a_space_if_it_takes_room_and_the_font_has_no_blank(
    advance: float, blank: str, space: bool
) -> None:
    made = font_of(program([f"g{code}" for code in range(1, 8)], {}, blank={blank} - {""}), codes=range(1, 8))
    page = page_of(replace(made, code_to_gid=made.code_to_gid | {7: 0}), [*range(1, 8)] * 3)
    advances = np.where(page.pages[0].charcode == 7, advance, page.pages[0].advance).astype(np.float32)
    page = replace(page, pages=(replace(page.pages[0], advance=advances),))
    symbols = symbols_of(page)
    codes = spaces_without_glyph(page, symbols, signs_of(symbols, page.fonts, {0}))
    assert bool(codes) is space
