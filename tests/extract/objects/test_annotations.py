"""What annotations paint is on the page: read in its place, unless the annotation isn't shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.extract.tiny import helvetica
from warraq.config import PDFPLUMBER, WARRAQ, Config
from warraq.extract.objects import annotations as extract_annotations
from warraq.extract.pages.pdf_file import PACKED_PAGES, extract_pdf
from warraq.model.glyph import CLIPPED, INVISIBLE, WATERMARK, Page

Entries = dict[str, object]


def shown(
    path: Path,
    change: Callable[[pikepdf.Pdf, Dictionary], None] = lambda pdf, annotation: None,
    content: bytes = b"",
    reader: str = WARRAQ,
    **form: object,
) -> Page:
    """A page of 200 x 100 points with free text that paints an A; ``change`` may change the annotation."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    entries = {"BBox": Array([0, 0, 20, 10]), **form}
    appearance = pdf.make_stream(
        b"/Tx BMC BT /F 10 Tf 2 3 Td (A) Tj ET EMC",
        Type=Name.XObject,
        Subtype=Name.Form,
        Resources=Dictionary(Font=Dictionary(F=helvetica())),
        **entries,
    )
    annotation = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([100, 50, 120, 60]), F=4, AP=Dictionary(N=appearance)
    )
    change(pdf, annotation)
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9])), annotation])
    page.Contents = pdf.make_stream(content)
    page.Resources = Dictionary(Font=Dictionary(G=helvetica()))
    pdf.save(path / "t.pdf")
    return extract_pdf(path / "t.pdf", config=Config(reader=reader)).pages[0]


def places(page: Page) -> list[tuple[float, float]]:
    return list(zip(page.x.tolist(), page.y.tolist(), strict=True))


@pytest.mark.parametrize("reader", [WARRAQ, PDFPLUMBER])
def test_free_text_is_read_where_it_is_painted_whatever_the_content_leaves(tmp_path: Path, reader: str) -> None:
    content = b"q 3 0 0 3 50 50 cm 1 0 0 1 9 9 cm BT /G 12 Tf 3 Tr 5 Tc 7 Ts"
    page = shown(tmp_path, content=content, reader=reader)
    assert places(page) == [(102, 47)]
    assert page.size.tolist() == [10]
    assert page.flags.tolist() == [0]


def test_the_form_is_stretched_to_the_rectangle_and_clipped_by_its_box(tmp_path: Path) -> None:
    def wide(pdf: pikepdf.Pdf, annotation: Dictionary) -> None:
        annotation.Rect = Array([140, 70, 100, 50])

    page = shown(tmp_path, wide)
    assert places(page) == [(104, 44)]
    assert page.size.tolist() == [20]
    page = shown(tmp_path, wide, BBox=Array([20, 10, 0, 0]), Matrix=Array([0, 1, -1, 0, 5, 5]))
    assert np.allclose(places(page), [(140 - 3 * 4, 50 - 2 * 1)])
    assert page.angle.tolist() == [90]
    page = shown(tmp_path, BBox=Array([10, 0, 30, 10]))
    assert places(page) == [(92, 47)]
    assert page.flags[0] & CLIPPED


def hide(flag: int) -> Callable[[pikepdf.Pdf, Dictionary], None]:
    def change(pdf: pikepdf.Pdf, annotation: Dictionary) -> None:
        annotation.F = flag

    return change


def in_layer(pdf: pikepdf.Pdf, annotation: Dictionary) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="off"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    annotation.OC = layer


def popup(pdf: pikepdf.Pdf, annotation: Dictionary) -> None:
    annotation.Subtype = Name.Popup


def without_appearance(pdf: pikepdf.Pdf, annotation: Dictionary) -> None:
    del annotation.AP


def nowhere(pdf: pikepdf.Pdf, annotation: Dictionary) -> None:
    annotation.Rect = Array([1, 2, 3])


@pytest.mark.parametrize("change", [hide(2), hide(32), hide(6), in_layer, popup, without_appearance, nowhere])
def test_what_is_not_shown_is_not_read(tmp_path: Path, change: Callable[[pikepdf.Pdf, Dictionary], None]) -> None:
    assert len(shown(tmp_path, change)) == 0


@pytest.mark.parametrize("box", [[0, 0, 0, 10], [0, 0, 20, 0], [0, 0, 1e9, 10], [0, 0, 20]])
def test_a_form_without_size_is_left_out(tmp_path: Path, box: list[float]) -> None:
    assert len(shown(tmp_path, BBox=Array(box))) == 0


@pytest.mark.parametrize(("state", "glyphs"), [("/On", 1), ("/Off", 0), (None, 0)])
def test_the_state_decides_between_appearances(tmp_path: Path, state: str | None, glyphs: int) -> None:
    def change(pdf: pikepdf.Pdf, annotation: Dictionary) -> None:
        annotation.AP.N = Dictionary(On=annotation.AP.N, Off=pdf.make_stream(b""))
        if state:
            annotation.AS = Name(state)

    assert len(shown(tmp_path, change)) == glyphs


@pytest.mark.parametrize("kind", ["Highlight", "Underline", "Squiggly", "StrikeOut", "Ink", "Stamp"])
def test_a_pen_lets_text_show_through_and_a_stamp_covers_it(tmp_path: Path, kind: str) -> None:
    def paint(pdf: pikepdf.Pdf, annotation: Dictionary) -> None:
        annotation.Subtype = Name("/" + kind)
        annotation.AP.N.write(b"1 1 0 rg 0 0 20 10 re f 0 5 m 20 5 l S")

    page = shown(tmp_path, paint, content=b"BT /G 10 Tf 105 52 Td (A) Tj ET")
    covered = kind == "Stamp"
    assert page.flags.tolist() == [INVISIBLE if covered else 0]
    assert len(page.rules) == covered


@pytest.mark.parametrize("reader", [WARRAQ, PDFPLUMBER])
def test_forms_that_are_nested_too_deep_are_damage_in_annotations_too(tmp_path: Path, reader: str) -> None:
    def deep(pdf: pikepdf.Pdf, annotation: Dictionary) -> None:
        form = annotation.AP.N
        for _ in range(30):
            entries = {"Subtype": Name.Form, "BBox": Array([0, 0, 20, 10])}
            form = pdf.make_stream(b"/X Do", Resources=Dictionary(XObject=Dictionary(X=form)), **entries)
        annotation.AP.N = form

    assert len(shown(tmp_path, deep, b"BT /G 10 Tf 5 5 Td (A) Tj ET", reader)) == 1
    assert extract_pdf(tmp_path / "t.pdf", config=Config(reader=reader)).damaged_pages == (1,)


@pytest.mark.parametrize("reader", [WARRAQ, PDFPLUMBER])
def test_an_appearance_that_paints_itself_is_painted_once(tmp_path: Path, reader: str) -> None:
    def circle(pdf: pikepdf.Pdf, annotation: Dictionary) -> None:
        form = pdf.make_indirect(annotation.AP.N)
        form.write(form.read_bytes() + b" /X Do /A0 Do")
        form.Resources.XObject = Dictionary(X=form)
        annotation.AP.N = form

    assert len(shown(tmp_path, circle, reader=reader)) == 1


@pytest.mark.parametrize("pages", [1, PACKED_PAGES])
def test_glyphs_of_annotations_are_counted(tmp_path: Path, pages: int) -> None:
    page = shown(tmp_path, content=b"BT /G 10 Tf 105 22 Td (AAA) Tj ET")
    assert (len(page), page.annotated) == (4, 1)
    with pikepdf.open(tmp_path / "t.pdf") as pdf:
        for _ in range(pages - 1):
            pdf.pages.append(pdf.pages[0])
        del pdf.pages[-1].obj.Annots
        pdf.save(tmp_path / "many.pdf")
    read = extract_pdf(tmp_path / "many.pdf").pages
    assert [page.annotated for page in read] == [1] * (pages - 1) + [0]


def test_so_many_annotations_are_looked_at_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown(tmp_path)
    with pikepdf.open(tmp_path / "t.pdf", allow_overwriting_input=True) as pdf:
        pdf.pages[0].Annots = Array([*pdf.pages[0].Annots, pdf.pages[0].Annots[-1]])
        pdf.save()
    for most, glyphs in ((3, 2), (2, 1)):
        monkeypatch.setattr(extract_annotations, "MOST_ANNOTATIONS", most)
        assert len(extract_pdf(tmp_path / "t.pdf").pages[0]) == glyphs


def test_a_watermark_is_marked_as_one(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf, annotation: Dictionary) -> None:
        annotation.Subtype = Name.Watermark

    assert shown(tmp_path, change).flags[0] & WATERMARK
    assert not shown(tmp_path).flags[0] & (WATERMARK | INVISIBLE)
