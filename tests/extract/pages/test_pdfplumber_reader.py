"""Two readers that share only the fonts give the same glyphs: ours, and pdfplumber's device below its ``chars``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from tests.extract.tiny import composite_font, helvetica, truetype
from warraq.cli import main
from warraq.config import DEFAULT, PDFPLUMBER
from warraq.errors import LimitExceeded, UsageError
from warraq.extract.content.stream_reader import MAX_FORM_DEPTH, GlyphColumns
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.extract.pages.pdfplumber_reader import PdfplumberReader
from warraq.model.glyph import ACTUAL_TEXT, ARTIFACT, RECOGNISED, Extraction, Page

FIXTURES = Path(__file__).parents[3] / "fixtures" / "pdf"
BY_PDFPLUMBER = replace(DEFAULT, reader=PDFPLUMBER)

#: What pages are made of. A text object follows where Q would bring back the text matrix in pdfminer alone.
PIECES = (
    b"BT", b"q /F 9 Tf 3 Tr BT 5 5 Td (hid) Tj ET Q BT", b"/F 9 Tf", b"/G 7.5 Tf", b"/G -8 Tf", b"/None 9 Tf",
    b"12 0 0 12 20 30.25 Tm", b"5 -3 Td", b"0 -11 TD", b"T*", b"14 TL", b".5 Tc", b"-2.125 Tw", b"80 Tz", b"-100 Tz",
    b"3 Ts", b"7 Tr", b"0 Tr", b"2 0 .1 2 1 1 cm", b"0 1 -1 0 50 50 cm", b"(A b) Tj", b"<0003 0004> Tj",
    b"[<0003>-120.5<0004>] TJ", b"[(A) 30 (B) -.25] TJ", b"[] TJ", b"(q) '", b"1 2 (w) \"", b"/X Do", b"/Bold gs",
    b"/Artifact BMC (a) Tj EMC", b"/OC /Layer BDC (a) Tj EMC", b"/Span <</ActualText (x)>> BDC (a) Tj EMC",
    b"/Span /Listed BDC (a) Tj EMC", b"10 10 m 90 10 l S", b"10 10 60 30 re s", b"10 10 60 1 re f",
    b"1 1 m 1 9 l 9 9 l 9 1 l s", b"1 1 m 2 2 3 3 4 4 c S", b"0 0 9 9 re n", b"/Picture Do", b"/Shade sh",
)  # fmt: skip


def expect_same(ours: Extraction, theirs: Extraction, flags: int = 0xFF) -> None:
    """``flags``: bits of the glyphs' flags that are compared; what clips and paint hide only ours says."""
    assert ours.damaged_pages == theirs.damaged_pages
    for page, twin in zip(ours.pages, theirs.pages, strict=True):
        assert (page.flags & flags).tolist() == (twin.flags & flags).tolist(), page.number
        for name in ("charcode", "cid", "gid"):
            assert getattr(page, name).tolist() == getattr(twin, name).tolist(), (page.number, name)
        for name in ("x", "y", "advance", "size", "angle", "rules"):
            assert np.allclose(getattr(page, name), getattr(twin, name), atol=0.01), (page.number, name)
        assert claims(ours, page) == claims(theirs, twin)
        assert names(ours, page) == names(theirs, twin)
        assert page.actual_text == twin.actual_text


def claims(extraction: Extraction, page: Page) -> list[str | None]:
    return [extraction.claims[index] if index >= 0 else None for index in page.claim.tolist()]


def names(extraction: Extraction, page: Page) -> list[str]:
    return [extraction.fonts[index].name for index in page.font.tolist()]


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.pdf")), ids=lambda path: path.name)
def test_every_glyph_of_every_fixture(path: Path) -> None:
    theirs = extract_pdf(path, config=BY_PDFPLUMBER)
    assert theirs.engine == "pdfplumber"
    expect_same(extract_pdf(path), theirs)


def paper(content: bytes, target: Path) -> Path:
    """A page with two fonts, a form with a form in it, a picture, and a layer that is off."""
    pdf = pikepdf.new()
    fonts = Dictionary(F=helvetica(), G=composite_font(pdf, {3: "b"}, truetype()))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("off")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    inner = form(pdf, b"/Artifact BMC (inner) Tj", OC=layer)
    outer = form(pdf, b"BT (form) Tj /I Do ET 0 0 40 1 re f", Matrix=Array([2, 0, 0, 2, 1, 1]))
    outer.stream_dict.Resources = Dictionary(XObject=Dictionary(I=inner), Font=fonts)
    picture = pdf.make_stream(b"\0")
    picture.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray
    )
    page = pdf.add_blank_page(page_size=(200, 100))
    page.obj.Resources = Dictionary(
        Font=fonts,
        XObject=Dictionary(X=outer, Picture=picture),
        ExtGState=Dictionary(Bold=Dictionary(Font=Array([fonts.F, 11]))),
        Properties=Dictionary(Layer=layer, Listed=Dictionary(ActualText=String("listed"))),
    )
    page.obj.Rotate = 90
    page.obj.Contents = pdf.make_stream(content)
    pdf.save(target)
    return target


def form(pdf: pikepdf.Pdf, content: bytes, **entries: Any) -> pikepdf.Stream:
    stream = pdf.make_stream(content)
    stream.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), **entries)
    return stream


@settings(max_examples=100)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_page(tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]) -> None:
    path = paper(b"/F 10 Tf (first) Tj " + b" ".join(pieces), tmp_path_factory.getbasetemp() / "paper.pdf")
    expect_same(extract_pdf(path), extract_pdf(path, config=BY_PDFPLUMBER), ARTIFACT | ACTUAL_TEXT)


def test_what_was_recognised_in_a_picture_is_told(tmp_path: Path) -> None:
    path = paper(
        b"q 60 0 0 60 0 0 cm /Picture Do Q BT /F 9 Tf 3 Tr 5 5 Td (in it) Tj 90 90 Td (beside) Tj ET",
        tmp_path / "p.pdf",
    )
    ours, theirs = extract_pdf(path), extract_pdf(path, config=BY_PDFPLUMBER)
    assert (ours.pages[0].flags & RECOGNISED != 0).tolist() == [True] * 5 + [False] * 6
    expect_same(ours, theirs)


def test_limits_hold(tmp_path: Path) -> None:
    limits = replace(DEFAULT.limits, glyphs_per_page=5)
    with pytest.raises(LimitExceeded):
        extract_pdf(paper(b"/F 9 Tf (too long) Tj", tmp_path / "a.pdf"), config=replace(BY_PDFPLUMBER, limits=limits))


def test_a_form_that_paints_itself_ends(tmp_path: Path) -> None:
    path = paper(b"/F 9 Tf /X Do", tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Resources.XObject.X.Resources.XObject.I = pdf.pages[0].Resources.XObject.X
        pdf.save(path)
    assert len(extract_pdf(path, config=BY_PDFPLUMBER).pages[0]) == len("form")


def test_forms_nest_as_deep_as_in_the_other_reader(tmp_path: Path) -> None:
    path = paper(b"BT /F 9 Tf (page) Tj ET /X Do", tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        inner = form(pdf, b"BT /F 9 Tf (z) Tj ET")
        for _ in range(MAX_FORM_DEPTH + 5):
            outer = form(pdf, b"BT (a) Tj ET /I Do")
            outer.stream_dict.Resources = Dictionary(XObject=Dictionary(I=inner), Font=pdf.pages[0].Resources.Font)
            inner = outer
        pdf.pages[0].Resources.XObject.X = inner
        pdf.save(path)
    ours, theirs = extract_pdf(path), extract_pdf(path, config=BY_PDFPLUMBER)
    assert len(theirs.pages[0]) == len("page") + MAX_FORM_DEPTH
    expect_same(ours, theirs)


def test_a_reader_that_is_none() -> None:
    with pytest.raises(UsageError, match="abacus"):
        extract_pdf(FIXTURES / "honest.pdf", config=replace(DEFAULT, reader="abacus"))


def test_the_command_names_who_read(capsys: pytest.CaptureFixture[str]) -> None:
    def printed(*options: str) -> str:
        with pytest.raises(SystemExit, match="0"):
            main(["extract", str(FIXTURES / "honest.pdf"), *options])
        return capsys.readouterr().out

    ours, theirs = printed(), printed("--reader", "pdfplumber")
    assert ours.replace('"engine": "warraq"', '"engine": "pdfplumber"') == theirs != ours


def test_what_is_inspected_is_read_by_whom_one_chooses(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[GlyphColumns] = []
    read = PdfplumberReader.read

    def watched(self: PdfplumberReader, data: bytes, resources: Any) -> None:
        pages.append(self._columns)
        read(self, data, resources)

    monkeypatch.setattr(PdfplumberReader, "read", watched)

    def printed(*options: str) -> str:
        with pytest.raises(SystemExit, match="0"):
            main(["inspect", "--json", str(FIXTURES / "honest-no-map.pdf"), *options])
        return capsys.readouterr().out

    ours = printed()
    assert not pages
    assert printed("--reader", "pdfplumber") == ours
    assert len(pages) == 2


@pytest.mark.parametrize("command", ["extract", "inspect"])
def test_the_help_says_who_can_read(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    assert "--reader {warraq,pdfplumber}" in capsys.readouterr().out
