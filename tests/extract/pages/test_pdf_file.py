"""The reference engine: what each glyph keeps, and what is raised."""

import math
import zlib
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pdfminer.pdftypes import resolve1
from pikepdf import Array, Dictionary, Name

from tests.extract.tiny import composite_font, helvetica, save, simple_font, to_unicode, truetype
from warraq.config import PDFPLUMBER, WARRAQ, Config, Limits
from warraq.diagnose import diagnose
from warraq.errors import DamagedPdf, EncryptedPdf, LimitExceeded, NotAPdf, NoTextLayer, NotReadable
from warraq.extract.content.stream_reader import MAX_FORM_DEPTH
from warraq.extract.pages import pdf_file
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.fonts.programs.type3 import unpack
from warraq.model.glyph import ACTUAL_TEXT, ARTIFACT, CLIPPED, INVISIBLE, Extraction, Page

CLAIMS = {1: " ", 3: "\u0628", 4: "\u0628", 5: "\u0627"}


def extract(
    path: Path, content: bytes, font: Dictionary | None = None, pdf: pikepdf.Pdf | None = None, **page: object
) -> Extraction:
    pdf = pdf or pikepdf.new()
    font = font if font is not None else composite_font(pdf, CLAIMS, truetype())
    return extract_pdf(save(pdf, path / "t.pdf", [content], Dictionary(Font=Dictionary(F=font)), **page))


def claimed(extraction: Extraction, page: Page) -> list[str]:
    return [extraction.claims[i] if i >= 0 else "?" for i in page.claim]


def test_a_glyph_keeps_code_cid_gid_place_advance_and_claim(tmp_path: Path) -> None:
    extraction = extract(tmp_path, b"BT /F 10 Tf 20 30 Td <00030005> Tj ET")
    page = extraction.pages[0]
    assert page.charcode.tolist() == page.cid.tolist() == page.gid.tolist() == [3, 5]
    assert page.x.tolist() == [20, 25]
    assert page.y.tolist() == [70, 70]
    assert page.advance.tolist() == [5, 5]
    assert page.size.tolist() == [10, 10]
    assert page.angle.tolist() == [0, 0]
    assert claimed(extraction, page) == ["\u0628", "\u0627"]
    assert extraction.engine == "warraq"


def test_the_font_holds_its_program_and_what_that_says(tmp_path: Path) -> None:
    font = extract(tmp_path, b"BT /F 10 Tf <000300040005> Tj ET").fonts[0]
    assert font.name == "Tiny"
    assert font.composite
    assert font.program_kind == "truetype"
    assert font.code_to_gid == {3: 3, 4: 4, 5: 5}
    assert {gid: font.gid_to_unicode[gid] for gid in (3, 4, 5)} == {3: "\u0628", 4: "\ufe91", 5: "\u0627"}
    assert font.gid_to_name[4] == "beh.init"
    assert font.widths == {3: 500, 4: 500, 5: 500}
    assert font.to_unicode == CLAIMS


def test_kerning_spacing_and_scale_move_the_next_glyph(tmp_path: Path) -> None:
    content = b"BT /F 10 Tf 2 Tc 50 Tz 10 50 Td [<0003> -100 <0003>] TJ <0003> Tj ET"
    page = extract(tmp_path, content).pages[0]
    # (500/1000 * 10 + 2 + 100/1000 * 10) / 2, then (5 + 2) / 2: Tc counts after the last glyph of a string too.
    assert np.allclose(page.x, [10, 14, 17.5])
    assert np.allclose(page.advance, 2.5)


def test_word_spacing_applies_to_one_byte_codes_only(tmp_path: Path) -> None:
    content = b"BT /F 10 Tf 3 Tw 0 50 Td <0020> Tj <0003> Tj ET"
    assert extract(tmp_path, content).pages[0].x.tolist() == [0, 5]
    simple = extract(tmp_path, b"BT /F 10 Tf 3 Tw 0 50 Td ( A) Tj ET", helvetica()).pages[0]
    assert np.allclose(simple.x, [0, 2.78 + 3])


def test_leading_rise_and_line_operators(tmp_path: Path) -> None:
    content = b"BT /F 10 Tf 12 TL 5 90 Td <0003> ' 2 Ts (\\000\\003) ' 0 -20 TD <0003> Tj T* <0003> Tj ET"
    assert np.allclose(extract(tmp_path, content).pages[0].y, [22, 32, 52, 72])


def test_a_negative_size_turns_the_baseline_round(tmp_path: Path) -> None:
    page = extract(tmp_path, b"BT /F -10 Tf 100 50 Td <00030005> Tj ET").pages[0]
    assert page.x.tolist() == [100, 95]
    assert page.size.tolist() == [10, 10]
    assert np.allclose(np.abs(page.angle), 180)
    assert np.allclose(page.advance, 5)


@pytest.mark.parametrize(
    ("turn", "place", "angle", "size"),
    [
        (0, (20, 70), 0, (200, 100)),
        (90, (30, 20), -90, (100, 200)),
        (180, (180, 30), 180, (200, 100)),
        (270, (70, 180), 90, (100, 200)),
    ],
)
def test_rotated_pages_give_displayed_coordinates(
    tmp_path: Path, turn: int, place: tuple[int, int], angle: int, size: tuple[int, int]
) -> None:
    page = extract(tmp_path, b"BT /F 10 Tf 20 30 Td <0003> Tj ET", Rotate=turn).pages[0]
    assert (page.width, page.height) == size
    assert (page.x[0], page.y[0]) == place
    assert (page.angle[0] - angle) % 360 == 0


def test_coordinates_start_at_the_crop_box(tmp_path: Path) -> None:
    content = b"BT /F 10 Tf 20 30 Td <0003> Tj -15 0 Td <0003> Tj ET"
    page = extract(tmp_path, content, CropBox=Array([10, 10, 110, 60])).pages[0]
    assert (page.width, page.height) == (100, 50)
    assert list(zip(page.x.tolist(), page.y.tolist(), strict=True)) == [(10, 30), (-5, 30)]
    assert page.flags.tolist() == [0, CLIPPED]


CIRCLE = b"60 30 m 60 50 40 60 30 60 c 10 60 5 50 5 30 c 5 10 20 5 30 5 c 50 5 60 20 60 30 c f "


@pytest.mark.parametrize(
    ("painted", "fills"),
    [
        (b"0.8 g 20 30 100 40 re f ", [[20, 30, 120, 70]]),
        (b"0.8 g " + CIRCLE, [[5, 40, 60, 95]]),
        (b"1 g 20 30 100 40 re f ", []),  # paper
        (b"0.8 g 20 30 10 40 re f ", []),  # a bar
        (b"0.8 g 20 30 m 120 30 l 60 80 l h f ", []),  # no ground that text is set on
        (b"0.8 g 20 30 100 40 re f " * 401, []),  # a drawing
    ],
)
def test_grounds_are_rectangles_and_round_shapes_of_a_colour(
    tmp_path: Path, painted: bytes, fills: list[list[int]]
) -> None:
    page = extract(tmp_path, painted + b"0 g BT /F 10 Tf 20 30 Td <0003> Tj ET").pages[0]
    assert page.fills.dtype == np.float32
    assert np.round(page.fills).tolist() == fills


def circle(curves: int) -> bytes:
    """A disc around (52, 62) of a radius of 2, of so many curves: four, or as many as Skia makes."""
    step = 2 * math.pi / curves
    bend = 4 / 3 * math.tan(step / 4)

    def at(number: int, along: float = 0.0) -> str:
        cos, sin = math.cos(number * step), math.sin(number * step)
        return f"{52 + 2 * (cos - along * sin):.4f} {62 + 2 * (sin + along * cos):.4f}"

    drawn = [f"{at(number, bend)} {at(number + 1, -bend)} {at(number + 1)} c" for number in range(curves)]
    return f"{at(0)} m {' '.join(drawn)} h f ".encode()


@pytest.mark.parametrize(
    ("painted", "dots"),
    [
        (b"0 g " + circle(4), [[50, 36, 54, 40]]),
        (b"0 g " + circle(16), [[50, 36, 54, 40]]),
        (b"0 g 50 60 4 4 re f ", [[50, 36, 54, 40]]),
        (b"1 g 50 60 4 4 re f ", []),  # paper
        (b"0 g 50 60 6 4 re f ", []),  # a bar
        (b"0 g 50 60 1 1 re f ", []),  # a full stop
        (b"0 g 50 60 12 12 re f ", []),  # a ground
        (b"0 g 50 60 4 4 re f " * 401, []),  # a drawing
    ],
)
def test_dots_are_small_discs_and_squares_of_a_colour(tmp_path: Path, painted: bytes, dots: list[list[int]]) -> None:
    page = extract(tmp_path, painted + b"0 g BT /F 10 Tf 20 30 Td <0003> Tj ET").pages[0]
    assert page.dots.dtype == np.float32
    assert np.round(page.dots).tolist() == dots


def test_rules_stand_where_the_displayed_page_has_them(tmp_path: Path) -> None:
    content = b"0.5 w 20 30 m 120 30 l S 20 60 100 0.5 re f BT /F 10 Tf 20 30 Td <0003> Tj ET"
    page = extract(tmp_path, content).pages[0]
    assert page.rules.dtype == np.float32
    assert np.round(page.rules, 2).tolist() == [[20, 70, 120, 70], [20, 39.5, 120, 40]]
    assert extract(tmp_path, b"BT /F 10 Tf 20 30 Td <0003> Tj ET").pages[0].rules.shape == (0, 4)


def test_flags_of_hidden_artifact_and_actual_text(tmp_path: Path) -> None:
    content = (
        b"BT /F 10 Tf 9 9 Td 3 Tr <0003> Tj 0 Tr /Artifact <</Type /Pagination>> BDC <0003> Tj /Span BMC <0003> Tj EMC"
        b" EMC /Span <</ActualText (x)>> BDC <0003> Tj EMC <0003> Tj ET"
    )
    assert extract(tmp_path, content).pages[0].flags.tolist() == [INVISIBLE, ARTIFACT, ARTIFACT, ACTUAL_TEXT, 0]


def test_spans_with_actual_text_say_which_glyphs_they_hold(tmp_path: Path) -> None:
    content = (
        b"BT /F 10 Tf 9 9 Td <0003> Tj /Span <</ActualText <FEFF06440651>>> BDC <0003> Tj /P BMC <0003> Tj EMC EMC"
        b" /Span <</ActualText <EFBBBFD8A7>>> BDC <0003> Tj EMC /Span <</ActualText (empty)>> BDC EMC ET"
    )
    assert extract(tmp_path, content).pages[0].actual_text == ((1, 3, "\u0644\u0651"), (3, 4, "\u0627"))


def test_forms_are_read_with_their_matrix_and_the_state_comes_back(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    font = composite_font(pdf, CLAIMS, truetype())
    form = pdf.make_stream(b"BT /F 10 Tf 0 0 Td <0003> Tj ET")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 50, 50])
    form.Matrix = Array([2, 0, 0, 2, 30, 40])
    form.Resources = Dictionary(Font=Dictionary(F=font))
    resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(X=form))
    content = b"BT /F 10 Tf ET /X Do BT 5 5 Td <0005> Tj ET"
    page = extract_pdf(save(pdf, tmp_path / "form.pdf", [content], resources)).pages[0]
    assert list(zip(page.x.tolist(), page.y.tolist(), page.size.tolist(), strict=True)) == [(30, 60, 20), (5, 95, 10)]


def test_a_form_that_shows_itself_ends(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    form = pdf.make_stream(b"BT /F 10 Tf <0003> Tj ET /X Do")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 50, 50])
    form = pdf.make_indirect(form)
    font = composite_font(pdf, CLAIMS)
    form.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(X=form))
    page = extract_pdf(save(pdf, tmp_path / "loop.pdf", [b"/X Do /X Do"], form.Resources)).pages[0]
    assert len(page) == 2


@pytest.mark.parametrize("reader", [WARRAQ, PDFPLUMBER])
@pytest.mark.parametrize("beyond", [0, 3])
def test_forms_nested_too_deep_are_left_out_and_reported(tmp_path: Path, reader: str, beyond: int) -> None:
    pdf = pikepdf.new()
    font, inner = composite_font(pdf, CLAIMS), Dictionary()
    for _ in range(MAX_FORM_DEPTH + beyond):
        form = pdf.make_stream(b"BT /F 10 Tf <0003> Tj ET" + b" /X Do" * bool(inner))
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 50, 50])
        form.Resources = Dictionary(Font=Dictionary(F=font), XObject=inner)
        inner = Dictionary(X=pdf.make_indirect(form))
    path = save(pdf, tmp_path / "deep.pdf", [b"/X Do"], Dictionary(XObject=inner))
    extraction = extract_pdf(path, config=Config(reader=reader))
    assert len(extraction.pages[0]) == MAX_FORM_DEPTH
    assert extraction.damaged_pages == ((1,) if beyond else ())


@pytest.mark.parametrize("reader", [WARRAQ, PDFPLUMBER])
@pytest.mark.parametrize(("shown", "damaged"), [(b"(ab) Tj", True), (b"[(ab) 9] TJ", True), (b"[( ) 9] TJ", False)])
def test_text_without_a_font_is_left_out_and_reported(tmp_path: Path, reader: str, shown: bytes, damaged: bool) -> None:
    pdf = pikepdf.new()
    content = b"q BT /F 9 Tf (ab) Tj ET Q BT 9 9 Td " + shown + b" ET"
    path = save(pdf, tmp_path / "f.pdf", [content], Dictionary(Font=Dictionary(F=helvetica())))
    extraction = extract_pdf(path, config=Config(reader=reader))
    assert len(extraction.pages[0]) == 2
    assert extraction.damaged_pages == ((1,) if damaged else ())


@pytest.mark.parametrize("reader", [WARRAQ, PDFPLUMBER])
def test_a_picture_in_the_innermost_form_is_no_damage(tmp_path: Path, reader: str) -> None:
    pdf = pikepdf.new()
    picture = pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    picture.ColorSpace = Name.DeviceGray
    inner = Dictionary(X=picture)
    for _ in range(MAX_FORM_DEPTH):
        form = pdf.make_stream(b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 50, 50]))
        form.Resources = Dictionary(XObject=inner)
        inner = Dictionary(X=pdf.make_indirect(form))
    resources = Dictionary(Font=Dictionary(F=composite_font(pdf, CLAIMS)), XObject=inner)
    path = save(pdf, tmp_path / "deep.pdf", [b"BT /F 10 Tf <0003> Tj ET /X Do"], resources)
    assert extract_pdf(path, config=Config(reader=reader)).damaged_pages == ()


def test_text_of_layers_that_are_off_is_invisible(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    shown, off = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("on", "off"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([shown, off]), D=Dictionary(OFF=Array([off])))
    both = Dictionary(Type=Name.OCMD, OCGs=Array([shown, off]))
    every = Dictionary(Type=Name.OCMD, OCGs=Array([shown, off]), P=Name.AllOn)
    resources = Dictionary(
        Font=Dictionary(F=composite_font(pdf, CLAIMS, truetype())),
        Properties=Dictionary(A=shown, B=off, C=both, D=every),
    )
    content = b"BT /F 10 Tf 9 9 Td " + b" ".join(b"/OC /%c BDC <0003> Tj EMC" % name for name in b"ABCD") + b" ET"
    page = extract_pdf(save(pdf, tmp_path / "oc.pdf", [content], resources)).pages[0]
    assert page.flags.tolist() == [0, INVISIBLE, 0, INVISIBLE]


def test_a_simple_font_without_to_unicode_claims_by_its_glyph_names(tmp_path: Path) -> None:
    encoding = Dictionary(Type=Name.Encoding, Differences=Array([65, Name.afii57415, Name.g12, Name("/uni0628.init")]))
    pdf = pikepdf.new()
    font = simple_font(pdf, encoding=encoding, program=truetype())
    extraction = extract(tmp_path, b"BT /F 10 Tf (ABC) Tj ET", font, pdf)
    assert claimed(extraction, extraction.pages[0]) == ["\u0627", "?", "\u0628"]
    assert extraction.pages[0].gid.tolist() == [5, -1, 3]
    assert extraction.fonts[0].code_to_name == {65: "afii57415", 66: "g12", 67: "uni0628.init"}


def test_a_symbolic_truetype_font_is_looked_up_in_its_symbol_cmap(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    font = simple_font(pdf, program=truetype(symbol={0xF041: "beh", 0xF042: "alef"}, names=False))
    extraction = extract(tmp_path, b"BT /F 10 Tf (AB) Tj ET", font, pdf)
    assert extraction.pages[0].gid.tolist() == [3, 5]
    assert extraction.pages[0].claim.tolist() == [-1, -1]
    assert extraction.fonts[0].gid_to_unicode == {}


def test_cid_to_gid_map_leads_from_the_code_to_the_glyph(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    table = pdf.make_stream(b"\0\0\0\3\0\5")
    page = extract(
        tmp_path, b"BT /F 10 Tf <000100020009> Tj ET", composite_font(pdf, {}, truetype(), CIDToGIDMap=table), pdf
    ).pages[0]
    assert page.cid.tolist() == [1, 2, 9]
    assert page.gid.tolist() == [3, 5, -1]


def test_a_type3_font_is_measured_through_its_matrix(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    square = pdf.make_stream(b"10 0 d0 0 0 8 8 re f")
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 20, 20]),
        FontMatrix=Array([0.05, 0, 0, 0.05, 0, 0]),
        CharProcs=Dictionary(beh=square),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.beh])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([10]),
        Resources=Dictionary(),
    )
    extraction = extract(tmp_path, b"BT /F 12 Tf 0 50 Td (aa) Tj ET", font, pdf)
    assert extraction.fonts[0].program_kind == "type3"
    assert np.allclose(extraction.pages[0].x, [0, 6])
    assert np.allclose(extraction.pages[0].size, 12)
    assert extraction.pages[0].gid.tolist() == [1, 1]


@pytest.mark.parametrize(("units", "size"), [(2048, 12.0), (1024, 12.0), (1000, 12.0), (250, 57.6)])
def test_a_type3_font_with_the_matrix_of_a_face_is_as_large_as_that_is_set(
    tmp_path: Path, units: int, size: float
) -> None:
    """Chromium writes several of a face that it makes bold, whose boxes are those of their glyphs."""
    pdf = pikepdf.new()
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 1200, 1200]),
        FontMatrix=Array([1 / units, 0, 0, -1 / units, 0, 0]),
        CharProcs=Dictionary(beh=pdf.make_stream(b"600 0 d0 0 0 500 500 re f")),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.beh])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([600]),
        Resources=Dictionary(),
    )
    page = extract(tmp_path, b"BT /F 12 Tf 0 50 Td (aa) Tj ET", font, pdf).pages[0]
    assert np.allclose(page.size, size)


def test_codes_of_a_type3_font_that_name_no_drawing_of_their_own_have_no_glyph(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 20, 20]),
        FontMatrix=Array([0.05, 0, 0, 0.05, 0, 0]),
        CharProcs=Dictionary({name: pdf.make_stream(b"10 0 d0 0 0 8 8 re f") for name in ("/.notdef", "/beh")}),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.beh, Name("/.notdef"), Name("/.notdef")])),
        FirstChar=97,
        LastChar=99,
        Widths=Array([10, 10, 10]),
        Resources=Dictionary(),
    )
    page = extract(tmp_path, b"BT /F 12 Tf 0 50 Td (abc) Tj ET", font, pdf).pages[0]
    assert page.gid.tolist() == [2, 0, 0]


def numbered(pdf: pikepdf.Pdf, name: str = "a97", claim: str = "\u0628") -> Dictionary:
    """A bitmap font as Ghostscript writes it: glyph space of pixels, y downwards, glyphs named by their codes."""
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 100, 100]),
        FontMatrix=Array([1, 0, 0, 1, 0, 0]),
        CharProcs=Dictionary({"/" + name: pdf.make_stream(b"50 0 0 -80 40 0 d1 0 0 m 40 0 l 20 -80 l f")}),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name("/" + name)])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([50]),
        Resources=Dictionary(),
        ToUnicode=pdf.make_stream(to_unicode({97: claim}, size=1)),
    )


@pytest.mark.parametrize("reader", [WARRAQ, PDFPLUMBER])
@pytest.mark.parametrize(
    ("shown", "turned"),
    [
        (b"0.1 0 0 -0.1 10 50 Tm (aa) Tj", True),
        (b"-10 Tz -0.1 0 0 -0.1 10 50 Tm (aa) Tj", True),
        (b"/F -1 Tf -0.1 0 0 0.1 10 50 Tm (aa) Tj", True),
        (b"/F -1 Tf -0.1 0 0 -0.1 10 50 Tm (aa) Tj", False),
        (b"0.1 0 0 0.1 10 50 Tm (aa) Tj", False),
        (b"-0.1 0 0 -0.1 90 50 Tm (aa) Tj", False),
        (b"0.1 0 0 -0.1 10 50 Tm (aa) Tj 0.1 0 0 0.1 10 50 Tm (aaa) Tj", False),
        (b"0.1 0 0 -0.1 10 50 Tm (aaa) Tj 0.1 0 0 0.1 10 50 Tm (a) Tj (a) Tj", True),
    ],
)
def test_a_type3_font_that_is_painted_upside_down_is_turned_over(
    tmp_path: Path, reader: str, shown: bytes, turned: bool
) -> None:
    pdf = pikepdf.new()
    path = save(
        pdf, tmp_path / "t.pdf", [b"BT /F 1 Tf " + shown + b" ET"], Dictionary(Font=Dictionary(F=numbered(pdf)))
    )
    extraction = extract_pdf(path, config=Config(reader=reader))
    program = extraction.fonts[0].program
    assert program is not None
    assert unpack(program)[0] == ([1, 0, 0, -1, 0, 0] if turned else [1, 0, 0, 1, 0, 0])
    assert extraction.fonts[0].program_hash.endswith("-upside-down") is turned
    assert np.allclose(extraction.pages[0].size, 10)


def test_a_glyph_that_is_only_numbered_is_no_dingbat(tmp_path: Path) -> None:
    claims = []
    for name, claim in (("a97", "\u2742"), ("a98", "\u2742"), ("a97", "\u0628"), ("a97", "a")):
        pdf = pikepdf.new()
        extraction = extract(tmp_path, b"BT /F 10 Tf 0 50 Td (a) Tj ET", numbered(pdf, name, claim), pdf)
        claims.append(claimed(extraction, extraction.pages[0]))
    assert claims == [["?"], ["\u2742"], ["\u0628"], ["a"]]


def test_equal_fonts_of_two_pages_are_one(tmp_path: Path) -> None:
    pdf, program = pikepdf.new(), truetype()  # made once: programs name the second in which they were made
    for _ in range(2):
        font = composite_font(pdf, CLAIMS, program)
        save(pdf, tmp_path / "two.pdf", [b"BT /F 10 Tf <0003> Tj ET"], Dictionary(Font=Dictionary(F=font)))
    extraction = extract_pdf(tmp_path / "two.pdf")
    assert [page.number for page in extraction.pages] == [1, 2]
    assert len(extraction.fonts) == 1
    assert extraction.claims == ("\u0628",)


def test_wrong_operands_and_unknown_operators_are_skipped(tmp_path: Path) -> None:
    content = b"BT /F 10 Tf (x) Td /Nope 3 Tf cm 1 2 Tm foo <0003> Tj ET Q Q EMC BT /F 10 Tf 7 7 Td <0003> Tj ET"
    page = extract(tmp_path, content).pages[0]
    assert page.x[-1] == 7


def test_progress_is_told_after_each_page(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    path = save(pdf, tmp_path / "p.pdf", [b"BT /F 9 Tf (a) Tj ET"] * 3, Dictionary(Font=Dictionary(F=helvetica())))
    seen: list[tuple[int, int]] = []
    extract_pdf(path, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_blank_page_is_an_empty_page(tmp_path: Path) -> None:
    assert [len(page) for page in extract(tmp_path, b"").pages] == [0]


def test_a_damaged_page_keeps_the_others(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    path = tmp_path / "d.pdf"
    save(pdf, path, [b"BT /F 9 Tf (ab) Tj ET"] * 2, Dictionary(Font=Dictionary(F=helvetica())))
    pdf.pages[0].obj.Resources = Dictionary(Font=3)
    pdf.pages[0].obj.MediaBox = Array([0, 0, Name.x, 5])
    pdf.save(path)
    assert [len(page) for page in extract_pdf(path).pages] == [2, 2]


def test_a_page_whose_content_cant_be_decoded_is_empty(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    path = tmp_path / "d.pdf"
    save(pdf, path, [b"BT /F 9 Tf (ab) Tj ET"] * 2, Dictionary(Font=Dictionary(F=helvetica())))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"\x78\x9c garbage", Filter=Name.FlateDecode)
    pdf.pages[1].obj.Rotate = Name.Sideways
    pdf.save(path)
    extraction = extract_pdf(path)
    assert [len(page) for page in extraction.pages] == [0, 2]
    assert extraction.damaged_pages == (1,)
    assert [(f.fault, f.where) for f in diagnose(extraction)] == [("damaged_page", "page 1")]


def test_content_is_read_up_to_where_it_breaks(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    path = tmp_path / "d.pdf"
    save(pdf, path, [b""], Dictionary(Font=Dictionary(F=helvetica())))
    shown = b"".join(b"BT /F 9 Tf %d 9 Td (%d) Tj ET\n" % (i, i) for i in range(100, 200))
    packed = zlib.compress(shown)
    pdf.pages[0].obj.Contents = pdf.make_stream(packed[:200] + b"\xff" * 9 + packed[209:], Filter=Name.FlateDecode)
    pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    extraction = extract_pdf(path)
    assert 0 < len(extraction.pages[0]) < 300
    assert extraction.damaged_pages == (1,)


def test_pages_that_the_tree_lost_are_found(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    path = save(pdf, tmp_path / "t.pdf", [b"BT /F 9 Tf (ab) Tj ET"] * 2, Dictionary(Font=Dictionary(F=helvetica())))
    nodes = [page.obj for page in pdf.pages]
    pdf.Root.Keep = Array(nodes)
    pdf.Root.Pages.Rotate = 90
    pdf.Root.Pages.Kids = Array([])
    pdf.save(path)
    extraction = extract_pdf(path)
    assert [(len(page), page.width) for page in extraction.pages] == [(2, 100), (2, 100)]


def test_a_lost_page_keeps_its_number(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    path = save(pdf, tmp_path / "t.pdf", [b"BT /F 9 Tf (ab) Tj ET"] * 2, Dictionary(Font=Dictionary(F=helvetica())))
    pdf.Root.Pages.Kids.insert(0, pdf.make_indirect(Array([])))
    pdf.save(path)
    extraction = extract_pdf(path)
    assert [len(page) for page in extraction.pages] == [0, 2, 2]
    assert extraction.damaged_pages == (1,)


def test_a_page_tree_that_bites_its_tail_ends(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    path = save(pdf, tmp_path / "t.pdf", [b"BT /F 9 Tf (ab) Tj ET"], Dictionary(Font=Dictionary(F=helvetica())))
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    pdf.save(path)
    assert len(extract_pdf(path).pages) == 1


def test_unusable_files_raise_what_a_user_can_act_on(tmp_path: Path) -> None:
    path = tmp_path / "bad.pdf"
    with pytest.raises(NotReadable):
        extract_pdf(path)
    path.write_bytes(b"")
    with pytest.raises(NotReadable, match="empty"):
        extract_pdf(path)
    path.write_bytes(b"PK\3\4 not a pdf")
    with pytest.raises(NotAPdf):
        extract_pdf(path)
    path.write_bytes(b"%PDF-1.4\n1 0 obj\n<</Type/Catalog")
    with pytest.raises(DamagedPdf):
        extract_pdf(path)


def test_a_scan_has_no_text_layer(tmp_path: Path) -> None:
    with pytest.raises(NoTextLayer):
        extract(tmp_path, b"q 10 0 0 10 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q 0 0 5 5 re f")


def test_encrypted_files_need_the_right_password(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    path = save(pdf, tmp_path / "e.pdf", [b"BT /F 9 Tf (ab) Tj ET"], Dictionary(Font=Dictionary(F=helvetica())))
    pdf.save(path, encryption=pikepdf.Encryption(user="sesame", owner="owner"))
    with pytest.raises(EncryptedPdf, match="encrypted"):
        extract_pdf(path)
    with pytest.raises(EncryptedPdf, match="wrong"):
        extract_pdf(path, password="open")
    assert len(extract_pdf(path, password="sesame").pages[0]) == 2


@pytest.mark.parametrize(
    "limits", [Limits(file_bytes=10), Limits(pages=0), Limits(glyphs_per_page=1), Limits(font_program_bytes=9)]
)
def test_limits_are_kept(tmp_path: Path, limits: Limits) -> None:
    pdf = pikepdf.new()
    font = composite_font(pdf, CLAIMS, truetype())
    path = save(pdf, tmp_path / "l.pdf", [b"BT /F 9 Tf <00030003> Tj ET"], Dictionary(Font=Dictionary(F=font)))
    with pytest.raises(LimitExceeded):
        extract_pdf(path, config=Config(limits=limits))


def test_nothing_is_said_but_by_exceptions(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "noise.pdf"
    pdf = pikepdf.new()
    font = simple_font(pdf, encoding=Dictionary(Differences=Array([1, Name.x])), program=b"\0\1\0\0" + b"\xff" * 40)
    font.ToUnicode = pdf.make_stream(b"1 beginbfrange <01> <02> endbfrange (")
    font.FontDescriptor.FontBBox = Name.None_
    save(pdf, path, [b"BT /F 9 Tf (ab) Tj (a) 3 cm ET"], Dictionary(Font=Dictionary(F=font)))
    assert len(extract_pdf(path).pages[0]) == 2
    assert not caplog.records
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("x", "y", "outside"),
    [
        *((-0.4, 50, 0), (200.4, 50, 0), (50, -0.4, 0), (50, 100.4, 0)),
        *((-0.6, 50, CLIPPED), (200.6, 50, CLIPPED), (50, -0.6, CLIPPED), (50, 100.6, CLIPPED)),
    ],
)
def test_what_begins_outside_the_page_is_clipped_on_each_side(tmp_path: Path, x: float, y: float, outside: int) -> None:
    content = b"BT /F 10 Tf 1 0 0 1 40 30 Tm <0003> Tj 1 0 0 1 %.1f %.1f Tm <0003> Tj ET" % (x, y)
    assert extract(tmp_path, content).pages[0].flags.tolist() == [0, outside]


@pytest.mark.filterwarnings("ignore:invalid value")
def test_a_baseline_without_a_direction_is_level(tmp_path: Path) -> None:
    far = b"1" + b"0" * 300
    content = b"%s %s -%s %s 0 0 cm BT /F 10 Tf %s %s -%s %s 20 30 Tm <0003> Tj ET" % ((far,) * 8)
    assert extract(tmp_path, content).pages[0].angle.tolist() == [0.0]


def test_an_advance_is_as_long_as_the_page_is_scaled_along_its_line(tmp_path: Path) -> None:
    content = b"q 3 4 -4 3 100 0 cm BT /F 2 Tf <0003> Tj ET Q BT /F 10 Tf 20 30 Td <00030003> Tj ET"
    assert np.allclose(extract(tmp_path, content).pages[0].advance, [5, 5, 5])


@pytest.mark.parametrize("reader", [WARRAQ, PDFPLUMBER])
def test_what_a_file_says_of_itself_may_be_damaged(tmp_path: Path, reader: str) -> None:
    pdf = pikepdf.new()
    pdf.docinfo["/Title"] = "kept"
    pdf.docinfo["/Author"] = pdf.make_indirect(Dictionary(Broken=5))
    resources = Dictionary(Font=Dictionary(F=composite_font(pdf, CLAIMS, truetype())))
    path = save(pdf, tmp_path / "t.pdf", [b"BT /F 10 Tf <0003> Tj ET"], resources)
    data = path.read_bytes()
    assert data.count(b"/Broken 5") == 1
    path.write_bytes(data.replace(b"/Broken 5", b"/Broken  "))
    extraction = extract_pdf(path, config=Config(reader=reader))
    assert extraction.info["Title"] == "kept"
    assert "Author" not in extraction.info
    assert len(extraction.pages[0]) == 1


def test_a_limit_that_what_a_file_says_of_itself_exceeds_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exceeded(reference: object) -> object:
        if reference == b"kept":
            raise LimitExceeded("too much")
        return resolve1(reference)

    pdf = pikepdf.new()
    pdf.docinfo["/Title"] = "kept"
    monkeypatch.setattr(pdf_file, "resolve1", exceeded)
    with pytest.raises(LimitExceeded, match="too much"):
        extract(tmp_path, b"BT /F 10 Tf <0003> Tj ET", pdf=pdf)
