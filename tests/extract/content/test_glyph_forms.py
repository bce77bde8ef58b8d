"""Glyph procedures that paint forms, as Chromium and Typst write faces in colours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT
from pikepdf import Array, Dictionary, Name

from warraq.errors import LimitExceeded
from warraq.extract.content.glyph_forms import with_forms
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.fonts.outlines.glyph_shape import Box
from warraq.fonts.outlines.outline import outlines_of

MOST = 10_000


def form(content: bytes, subtype: str = "Form", **entries: Any) -> PDFStream:
    return PDFStream({"Subtype": LIT(subtype), **entries}, content)


def painting(**forms: PDFStream) -> dict[str, Any]:
    return {"XObject": forms}


def test_a_form_stands_where_it_is_painted() -> None:
    painted = with_forms(b"500 0 d0/x Do 1 w", painting(x=form(b"0 0 9 9 re f")), MOST)
    assert painted.split() == b"500 0 d0 q 0 0 9 9 re f Q 1 w".split()


def test_forms_are_painted_under_their_matrix() -> None:
    painted = with_forms(b"/x Do", painting(x=form(b"f", Matrix=[1, 0, 0, -1, 4, 0.5])), MOST)
    assert [float(value) for value in painted.split()[1:7]] == [1, 0, 0, -1, 4, 0.5]
    assert painted.split()[7:] == [b"cm", b"f", b"Q"]


def test_forms_in_forms_have_resources_of_their_own_or_those_around_them() -> None:
    inner = form(b"inner")
    outer = form(b"/x Do", Resources=painting(x=inner))
    assert with_forms(b"/x Do", painting(x=outer), MOST).split() == b"q q inner Q Q".split()
    assert with_forms(b"/x Do", painting(x=form(b"/y Do"), y=inner), MOST).split() == b"q q inner Q Q".split()


@pytest.mark.parametrize("content", [b"/y Do", b"/x Do", b"/x Done", b"(/f) Do", b"x Do"])
def test_what_is_no_form_stays(content: bytes) -> None:
    assert with_forms(content, painting(x=form(b"", "Image"), f=form(b"inner")), MOST) == content


def test_a_form_that_paints_itself_ends() -> None:
    endless = form(b"/x Do 1 w")
    assert with_forms(b"/x Do", painting(x=endless), MOST).count(b"1 w") == 8


def test_forms_are_counted() -> None:
    assert with_forms(b"/x Do " * 100, painting(x=form(b"inner")), MOST).count(b"inner") == 64
    with pytest.raises(LimitExceeded):
        with_forms(b"/x Do " * 64, painting(x=form(b"/y Do"), y=form(b"1 w " * 100)), MOST)


def test_layers_of_a_glyph_in_colours_are_one_outline(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    layers = b"q 0 g 0 0 400 100 re f Q q 1 0 0 rg 100 200 100 100 re f Q"
    glyph = pdf.make_stream(layers, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 400, 300]))
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 1000, 1000]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(beh=pdf.make_stream(b"500 0 d0 /x0 Do")),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.beh])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([500]),
        Resources=Dictionary(XObject=Dictionary(x0=glyph)),
    )
    page = pdf.add_blank_page(page_size=(100, 100))
    page.Contents = pdf.make_stream(b"BT /F 12 Tf 0 50 Td (a) Tj ET")
    page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    path = tmp_path / "colours.pdf"
    pdf.save(path)
    outlines = outlines_of(extract_pdf(path).fonts[0])
    assert outlines is not None
    assert outlines.box(1) == (Box(0, 0, 800, 600), 1000)
    assert len(outlines.contours([1])[0]) == 2
