"""What Tesseract recognised: one blank glyph for all characters, lines that run to the left in the order of reading."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.extract.tiny import truetype
from warraq import extract
from warraq.config import PDFPLUMBER, WARRAQ, Config
from warraq.extract.pages.leftwards import places_on_paper
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.model.glyph import RECOGNISED

EVERYTHING = b"begincmap 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap"


def recognised(path: Path, *lines: tuple[str, float], matrix: bytes = b"-1 0 0 1", mode: int = 3) -> Path:
    """A picture with lines of (text, height) over it, written as Tesseract does, 5 points a character from x = 500."""
    pdf = pikepdf.new()
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.GlyphLessFont, Flags=5, FontFile2=pdf.make_stream(truetype())
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name.GlyphLessFont,
        Encoding=Name("/Identity-H"),
        ToUnicode=pdf.make_stream(EVERYTHING),
        DescendantFonts=Array([
            Dictionary(
                Type=Name.Font,
                Subtype=Name.CIDFontType2,
                BaseFont=Name.GlyphLessFont,
                CIDToGIDMap=pdf.make_stream(b"\0\1" * 65536),
                CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
                FontDescriptor=descriptor,
                DW=500,
            )
        ]),
    )  # fmt: skip
    picture = pdf.make_stream(
        b"\xff",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
    )
    written = b"".join(
        b"%b 500 %g Tm <%b> Tj " % (matrix, height, text.encode("utf-16-be").hex().encode()) for text, height in lines
    )
    content = b"q 600 0 0 600 0 0 cm /I Do Q BT %d Tr /F 10 Tf %b ET" % (mode, written)
    page = pdf.add_blank_page(page_size=(600, 600))
    page.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(I=picture))
    page.Contents = pdf.make_stream(content)
    pdf.save(path)
    return path


@pytest.mark.parametrize("reader", [WARRAQ, PDFPLUMBER])
def test_letters_get_the_places_that_they_have_on_paper(tmp_path: Path, reader: str) -> None:
    page = extract_pdf(recognised(tmp_path / "t.pdf", ("في 12.5 A1 ب", 300)), config=Config(reader=reader)).pages[0]
    assert page.x.tolist() == [495, 490, 485, *(465, 470, 475, 480), 460, *(450, 455), 445, 440]
    assert set(page.angle.tolist()) == {0.0}
    assert set(page.y.tolist()) == {300.0}
    assert (page.flags & RECOGNISED).all()


@pytest.mark.parametrize(
    ("matrix", "angle", "mode"),
    [(b"-1 0 0 1", 180, 0), (b"1 0 0 -1", 0, 3), (b"-1 0 0 -1", 180, 3), (b"-1 0 0 1", 180, 7)],
)
def test_other_text_keeps_its_direction(tmp_path: Path, matrix: bytes, angle: int, mode: int) -> None:
    page = extract_pdf(recognised(tmp_path / "t.pdf", ("في", 300), matrix=matrix, mode=mode)).pages[0]
    assert page.x.tolist() == ([500, 495] if angle else [500, 505])
    assert set(page.angle.tolist()) == {angle}


def test_a_font_of_one_glyph_is_no_witness_against_its_claims(tmp_path: Path) -> None:
    font = extract_pdf(recognised(tmp_path / "t.pdf", ("في بيت", 300))).fonts[0]
    assert (font.program, font.program_kind, font.gid_to_unicode, font.gid_to_name) == (None, "none", {}, {})
    assert font.to_unicode[0xFE8F] == "\N{ARABIC LETTER BEH ISOLATED FORM}"  # behind the surrogates
    assert extract_pdf(recognised(tmp_path / "t.pdf", ("في", 300))).fonts[0].program is not None


def test_a_page_that_was_recognised_is_read_as_it_was_recognised(tmp_path: Path) -> None:
    lines = ("المادة 1: تسري أحكام هذا النظام من 15/03/2023 على", "الشركات التي تزيد قيمتها على 12,500.75 دينار (15%).")
    document = extract(recognised(tmp_path / "t.pdf", (lines[0], 300), (lines[1], 285)))
    assert [(node.kind, node.number, node.content, node.uncertain) for node in document.walk()] == [
        ("article", "1", " ".join(lines).removeprefix("المادة 1: "), ())
    ]
    assert not document.quality.needs_review


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("بيت", "تيب"),
        ("12.5", "12.5"),
        ("ب12-13ت", "ت13-12ب"),
        ("ب(٢٠٪)", ")٪٢٠(ب"),
        ("A/RES 70/1ب", "بA/RES 70/1"),
        ("ب. ", " .ب"),
        ("", ""),
    ],
)
def test_names_and_numbers_run_to_the_right(text: str, order: str) -> None:
    begins = 2.0 * np.arange(len(text), dtype=np.float64)
    places = places_on_paper(list(text), begins, begins + 2.0)
    # Offsets are to the left, a glyph begins at its left edge.
    assert sorted(places) == [2.0 * k for k in range(1, len(text) + 1)]
    assert "".join(text[at] for at in np.argsort(-places)) == order


def test_marks_stand_in_front_of_their_letters(tmp_path: Path) -> None:
    begins = 2.0 * np.arange(5, dtype=np.float64)
    assert places_on_paper(list("\u0651رًُب"), begins, begins + 2.0).tolist() == [2.0, 8.0, 4.0, 6.0, 10.0]
    document = extract(recognised(tmp_path / "t.pdf", ("تهريب المهرّبين وتشجّع عملاً", 300)))
    assert [node.content for node in document.walk()] == ["تهريب المهرّبين وتشجّع عملاً"]


def test_a_mark_that_begins_a_line_is_none_of_the_letter_that_ends_the_line_before() -> None:
    begins = np.array([0.0, 100.0, 102.0])
    assert places_on_paper(list("ب\u064eت"), begins, begins + 2.0).tolist() == [2.0, 102.0, 104.0]


def test_numbers_that_stand_apart_are_two() -> None:
    begins = np.array([0.0, 2.0, 10.0, 12.0])
    assert places_on_paper(list("1234"), begins, begins + 2.0).tolist() == [4.0, 2.0, 14.0, 12.0]
