"""Which glyphs of a font program paint nothing."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import SFNTReader
from hypothesis import given
from hypothesis import strategies as st

from tests.extract.tiny import GLYPHS, truetype
from warraq.fonts.programs import glyph_ink
from warraq.fonts.programs.glyph_ink import blank_glyphs, outlined

SPACE = frozenset({GLYPHS.index("space")})


def without(table: str) -> bytes:
    font = TTFont(BytesIO(truetype()))
    del font[table]
    stream = BytesIO()
    font.save(stream)
    return stream.getvalue()


def longer(table: bytes) -> bytes:
    """A program of which one table is said to end after the file does."""
    data = truetype()
    place = data.index(table) + 12
    return data[:place] + b"\0\xff\xff\xff" + data[place + 4 :]


def test_a_sound_program_is_read_without_fonttools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fontTools.ttLib.sfnt.SFNTReader", None)
    assert blank_glyphs(truetype()) == SPACE


def test_a_crippled_program_testifies_as_far_as_it_can_be_read() -> None:
    assert blank_glyphs(longer(b"post")) == SPACE


def test_a_program_without_outlines_says_nothing() -> None:
    assert blank_glyphs(without("loca")) is blank_glyphs(without("head")) is blank_glyphs(truetype()[:40]) is None


def test_what_is_outlined_is_no_blank_glyph_and_no_notdef() -> None:
    blank, square = GLYPHS.index("space"), GLYPHS.index("beh")
    assert outlined(truetype(), [-1, 0, blank, square]) == {square}
    assert outlined(without("loca"), [square]) == outlined(None, [square]) == set()


@given(at=st.integers(0, len(truetype()) - 1), noise=st.binary(min_size=1, max_size=16), cut=st.booleans())
def test_a_damaged_program_says_what_fonttools_finds_in_it(at: int, noise: bytes, cut: bool) -> None:
    data = truetype()
    damaged = data[:at] if cut else data[:at] + noise + data[at + len(noise) :]

    def by_fonttools(program: bytes) -> tuple[bytes, bytes]:
        reader = SFNTReader(BytesIO(program), fontNumber=0)
        return reader["loca"], reader["head"]

    blanks = blank_glyphs(damaged)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(glyph_ink, "_tables", by_fonttools)
        assert blank_glyphs(damaged) == blanks
