"""Texts of codes that do nothing to each other are joined as they are; the others are composed and cleaned."""

from __future__ import annotations

import unicodedata

import pytest

from tests.repair.painter import Painter
from warraq.pages import read_lines
from warraq.pages.codes.codes import clean, is_inert


def test_no_inert_character_composes_with_another() -> None:
    inert = "".join(c for c in map(chr, range(0x20, 0x900)) if is_inert(c))
    composing = [c for c in map(chr, range(0x3100)) if _composes(c)]
    assert not set(inert) & set(composing)
    assert unicodedata.normalize("NFC", inert) == inert
    assert set("\u0627\u0623\u0644\u0629\u06cc1\u0661(/.\u060c") <= set(inert)


def test_a_mark_is_looked_at_though_it_composes_with_nothing() -> None:
    painter = Painter()
    painter.glyph("\N{THAANA LETTER HAA}", 100, 100, 8, 12)
    for left in (101, 105):
        painter.glyph("\N{THAANA ABAFILI}", left, 100, 0, 12)
    (line,) = read_lines(*painter.extraction())[0]
    assert is_inert("\N{THAANA ABAFILI}")
    assert line.text == "\N{THAANA LETTER HAA}\N{THAANA ABAFILI}"


def _composes(character: str) -> bool:
    """It is the second half of a character that is composed of two."""
    return any(
        unicodedata.normalize("NFC", first + character) != first + character
        for first in "\u0627\u0648\u064aAaeou\u1100\u09c7\u0928\u0915"
    )


@pytest.mark.parametrize("text", ["\u0651", "\u0653", "\u200c", "\u0627\u0644\u0644\u0647", "\u0627\u0654", "\u0915"])
def test_marks_joiners_and_the_name_of_god_are_looked_at(text: str) -> None:
    assert not is_inert(text)


def test_format_characters_that_are_painted_stay() -> None:
    for painted in ("\N{ARABIC NUMBER SIGN}", "\N{ARABIC END OF AYAH}", "\u0605", "\u0890", "\u0891", "\u08e2"):
        assert clean(painted) == painted
    assert clean("\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER BEH}\N{ZERO WIDTH SPACE}\N{ARABIC LETTER MARK}") == "\u0628"
