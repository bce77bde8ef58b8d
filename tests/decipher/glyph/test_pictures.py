"""Fonts of pictures: their glyphs are no letters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.config import DEFAULT
from pipeline.decipher.glyph.evidence.pictures import is_picture_font, picture
from pipeline.decipher.glyph.glyph_channel import decipher
from tests.decipher.glyph.tiny_fonts import font, program
from tests.decipher.glyph.tiny_pages import page_of


@pytest.mark.parametrize(
    "name", ["Wingdings", "Wingdings-Regular", "Wingdings 2", "Webdings", "SymbolMT", "Symbol,Bold"]
)
def test_picture_fonts_are_known_by_name(name: str) -> None:
    assert is_picture_font(replace(font(None), name=name))


@pytest.mark.parametrize("name", ["Symbola", "CambriaMath", "Amiri", "Fourier-Math-Symbols", "WingdingsArabic"])
def test_other_fonts_are_none(name: str) -> None:
    assert not is_picture_font(replace(font(None), name=name))


@pytest.mark.parametrize(
    ("name", "claim", "shown"),
    [
        ("Wingdings", "\uf0a7", "▪"),
        ("Wingdings", "\uf04e", "☠"),
        ("Wingdings", "▪", "▪"),  # a claim that is a sign stands
        ("Wingdings", "\uf0b8", ""),  # an ornament
        ("Wingdings 3", "\uf022", "→"),
        ("SymbolMT", "\uf0b7", "•"),
        ("Symbol", "\uf061", "α"),
    ],
)
def test_a_slot_shows_its_picture(name: str, claim: str, shown: str) -> None:
    made = replace(font(None, codes=(1,), claims={1: claim}), name=name)
    assert picture(made, 1, claim) == shown


def test_the_slot_is_the_code_of_a_simple_font_and_the_cmap_knows_it_too() -> None:
    simple = replace(font(None, codes=(0x6E,), claims={0x6E: "n"}), name="Wingdings", composite=False)
    assert picture(simple, 0x6E, "n") == "■"
    composite = replace(font(None, codes=(3,), cmap={3: "\uf06e"}), name="Wingdings")
    assert picture(composite, 3, None) == "■"


def test_a_picture_is_read_by_its_slot_not_by_its_outline() -> None:
    made = font(program(["a"], {}), codes=(1,), claims={1: "\uf0a7"})
    (found,) = decipher(page_of(replace(made, name="Wingdings"), [1, 1, 1]))
    assert (found.verdict, found.readings[1].text, found.readings[1].evidence) == ("honest", "▪", "legacy")
    (other,) = decipher(
        page_of(replace(made, name="Wingdings"), [1, 1, 1]),
        config=replace(DEFAULT, evidence=DEFAULT.evidence - {"legacy"}),
    )
    assert other.readings[1].text != "▪"
