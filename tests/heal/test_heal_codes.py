"""Codes are counted with the font that is set; a graphics state may set it, too."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from warraq.emit.heal.heal_codes import SHOWING, codes_shown, followed, form_codes
from warraq.emit.heal.heal_objects import CannotFollow


@pytest.fixture
def pdf() -> Pdf:
    return pikepdf.new()


@pytest.fixture
def resources(pdf: Pdf) -> Dictionary:
    wide = Dictionary(Type=Name.Font, Subtype=Name.Type0, Encoding=Name("/Identity-H"))
    narrow = Dictionary(Type=Name.Font, Subtype=Name.TrueType)
    states = Dictionary(S=Dictionary(Font=Array([narrow, 9])), P=Dictionary(CA=1))
    return Dictionary(Font=Dictionary(W=wide, N=narrow), ExtGState=states)


def counts(pdf: Pdf, resources: Dictionary, content: bytes) -> list[int]:
    instructions = pikepdf.parse_content_stream(Stream(pdf, content))
    shown = [one for one in followed(instructions, resources) if one[1] in SHOWING]
    return [codes_shown(one.operands, state.length) for one, _, state in shown]


def test_the_font_decides_how_many_codes_a_string_has(pdf: Pdf, resources: Dictionary) -> None:
    assert counts(pdf, resources, b"BT /W 9 Tf (abcd) Tj /N 9 Tf [(ab) 5 (cd)] TJ ET") == [2, 4]


def test_a_saved_font_comes_back(pdf: Pdf, resources: Dictionary) -> None:
    assert counts(pdf, resources, b"/W 9 Tf q /N 9 Tf (ab) Tj Q (ab) Tj") == [2, 1]


def test_a_graphics_state_may_set_the_font(pdf: Pdf, resources: Dictionary) -> None:
    assert counts(pdf, resources, b"/W 9 Tf /P gs (ab) Tj") == [1]
    assert counts(pdf, resources, b"/W 9 Tf /S gs (ab) Tj") == [2]


def test_what_a_string_is_shown_by_is_known(pdf: Pdf, resources: Dictionary) -> None:
    content = b'/W 9 Tf 2 Tc q /S gs (ab) Tj Q (ab) Tj 80 Tz 3 Tw (ab) Tj 1 5 (ab) "'
    instructions = pikepdf.parse_content_stream(Stream(pdf, content))
    states = [state for _, operator, state in followed(instructions, resources) if operator in SHOWING]
    rows = [(state.name, state.size, state.spacing, state.word_spacing, state.scale) for state in states]
    assert rows == [("", 9, 2, 0, 1), ("/W", 9, 2, 0, 1), ("/W", 9, 2, 3, 0.8), ("/W", 9, 5, 1, 0.8)]


def test_what_says_nothing_changes_nothing(pdf: Pdf, resources: Dictionary) -> None:
    assert counts(pdf, resources, b"/W 9 Tf Tc Tw Tz (ab) Tj") == [1]


def test_codes_of_an_unknown_font_are_not_counted(pdf: Pdf, resources: Dictionary) -> None:
    with pytest.raises(CannotFollow):
        counts(pdf, resources, b"/X 9 Tf (ab) Tj")


def test_forms_are_counted_with_their_forms_and_never_twice(pdf: Pdf, resources: Dictionary) -> None:
    inner = pdf.make_indirect(Stream(pdf, b"/W 9 Tf (abcd) Tj", Subtype=Name.Form))
    outer = pdf.make_indirect(Stream(pdf, b"/N 9 Tf (abc) Tj /I Do /O Do", Subtype=Name.Form))
    outer.Resources = Dictionary(Font=resources.Font, XObject=Dictionary(I=inner, O=outer))
    assert form_codes(outer, resources) == 5
