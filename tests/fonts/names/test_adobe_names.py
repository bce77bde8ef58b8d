"""Names of glyphs by the Adobe Glyph List."""

from __future__ import annotations

import pytest

from warraq.fonts.names import adobe_names
from warraq.fonts.names.adobe_names import to_unicode
from warraq.fonts.names.glyph_names import text_of_name
from warraq.fonts.names.tex_names import is_piece


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("A", "A"),
        ("afii57415", "\u0627"),  # alef
        ("uni06440627", "\u0644\u0627"),  # lam, alef
        ("uniD800", ""),
        ("f_i.alt", "fi"),
        ("nothing", ""),
        ("_".join(["A"] * 40), "A" * 40),
    ],
)
def test_a_name_stands_for_its_characters_however_often_it_is_asked(name: str, text: str) -> None:
    assert [to_unicode(name) for _ in range(2)] == [text, text]


def test_names_of_any_length_are_read_but_only_short_ones_are_kept() -> None:
    adobe_names._known.cache_clear()
    assert to_unicode("A" * 100_000) == ""
    assert adobe_names._known.cache_info().currsize == 0
    assert to_unicode("A") == "A"
    assert adobe_names._known.cache_info().currsize == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("prime", "\N{PRIME}"),
        ("leqslant", "\N{LESS-THAN OR SLANTED EQUAL TO}"),
        ("turnstileleft", "\N{RIGHT TACK}"),
        ("parenleftBigg", "("),
        ("radicalbigg", "\N{SQUARE ROOT}"),
        ("ceilingrightBig", "\N{RIGHT CEILING}"),
        ("summationtext", "\N{N-ARY SUMMATION}"),
        ("uniontext", "\N{N-ARY UNION}"),
        ("uniondisplay", "\N{N-ARY UNION}"),
        ("union", "\N{UNION}"),
        ("hatwidest", "\N{MODIFIER LETTER CIRCUMFLEX ACCENT}"),
        ("sevenoldstyle", "7"),
        ("alefwide", ""),
        ("context", ""),
        ("suppress", ""),
    ],
)
def test_names_of_tex_that_the_list_has_not_are_read_a_sign_of_any_size_as_the_sign(name: str, text: str) -> None:
    assert to_unicode(name) == text


@pytest.mark.parametrize("name", ["parenlefttp", "bracketrightex", "braceex", "arrowvertexdbl", "vextendsingle"])
def test_pieces_of_large_signs_show_nothing_that_can_be_read(name: str) -> None:
    assert is_piece(name)
    assert text_of_name(name) is None


@pytest.mark.parametrize("name", ["parenleft", "parenleftbig", "arrowdown", "bracehtip"])
def test_whole_signs_are_no_pieces(name: str) -> None:
    assert not is_piece(name)
