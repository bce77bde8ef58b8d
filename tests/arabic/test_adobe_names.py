"""Names of glyphs by the Adobe Glyph List."""

from __future__ import annotations

import pytest

from pipeline.arabic import adobe_names
from pipeline.arabic.adobe_names import to_unicode


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
