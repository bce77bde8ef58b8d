"""Blank glyphs beside letters that take two cells in faces of one width, and spaces, which are blank too."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.decipher.glyph.tiny_fonts import font, program
from tests.decipher.glyph.tiny_pages import page_of
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.readings.blank_glyphs import mute_beside, second_cells
from warraq.decipher.glyph.signs.signs import signs_of
from warraq.decipher.glyph.signs.tokens import symbols_of
from warraq.model.finding import Finding
from warraq.model.glyph import Extraction

LETTER, SPACE, CELL, WIDE = range(1, 5)
#: Ink of a letter that reaches so many units to the left of its own cell.
REACHES, KEPT = 400, 0


def line(codes: list[int], *, reach: int = REACHES, claims: dict[int, str] | None = None) -> Extraction:
    """A line from the right of letters of one width, of spaces, and of wide letters with their second cells."""
    names = ["letter", "space", "cell", "wide"]
    data = program(names, {}, blank={"space", "cell"}, boxes={"wide": (-reach, 0, 400, 500, 500)})
    return page_of(font(data, codes=(LETTER, SPACE, CELL, WIDE), claims=claims), codes)


WORDS = [LETTER, WIDE, CELL, LETTER, SPACE, LETTER, LETTER, SPACE, LETTER, WIDE, CELL, SPACE, LETTER]


@pytest.mark.parametrize(
    ("codes", "reach", "cells"),
    [
        (WORDS, REACHES, {CELL}),
        (WORDS, KEPT, set()),  # nothing is painted over it: a space of another kind
        ([code for code in WORDS if code != SPACE], REACHES, set()),  # the one blank is the space, whatever is over it
        ([*WORDS, *[LETTER, CELL] * 2], REACHES, set()),  # it parts other letters too
        ([LETTER, WIDE, CELL, LETTER, WIDE, SPACE, LETTER], REACHES, set()),  # letters cascade over all blanks
    ],
)
def test_a_blank_that_a_letter_is_drawn_over_wherever_it_stands_is_its_second_cell(
    codes: list[int], reach: int, cells: set[int]
) -> None:
    page = line(codes, reach=reach)
    symbols = symbols_of(page)
    cells_found = second_cells(page, symbols, {0})
    assert {int(symbols.code[s]) for s in cells_found} == cells
    assert all(reading.text == "" for reading in cells_found.values())
    assert second_cells(page, symbols, ()) == {}


def test_a_second_cell_is_no_sign_of_white() -> None:
    page = line(WORDS)
    symbols = symbols_of(page)
    place = symbols.code.tolist().index
    signs = signs_of(symbols, page.fonts, {0}, second_cells(page, symbols, {0}))
    assert not signs.blank[signs.of_symbol[place(CELL)]]
    assert signs.blank[signs.of_symbol[place(SPACE)]]


def test_a_letter_whose_second_cell_has_its_claim_is_no_part_of_it() -> None:
    claims = {LETTER: "\u0627", SPACE: " ", CELL: "\u062a"}
    page = line(WORDS, claims=claims)
    symbols = symbols_of(page)
    place = symbols.code.tolist().index
    assert mute_beside(symbols, {place(CELL)}) == {place(WIDE)}
    assert mute_beside(symbols, set()) == set()
    assert mute_beside(symbols_of(line([*WORDS, WIDE, LETTER], claims=claims)), {place(CELL)}) == set()
    readings = decipher(page, [Finding("wrong_map", "font", "Tiny (font 0)", 1.0, "")])[0].readings
    assert (readings[CELL].text, readings[SPACE].text) == ("", " ")
    assert readings[WIDE].evidence != "claim"


def test_an_empty_page_has_nothing_beside_anything() -> None:
    symbols = symbols_of(line(WORDS, claims={LETTER: "a", SPACE: " ", CELL: "b"}))
    empty = np.zeros(0, symbols.of_page[0].dtype)
    symbols = replace(symbols, of_page=[*symbols.of_page, empty])
    assert mute_beside(symbols, set(range(len(symbols)))) == set()
