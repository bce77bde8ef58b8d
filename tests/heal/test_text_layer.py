"""What was read in pictures is written over them: viewers find and copy it, and see no difference."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests.end_to_end.test_page_table import scan
from tests.installed import program
from tests.ocr.scans import engine, joined, scanned
from tests.repair.sheet import save_all
from warraq.cli import main
from warraq.config import Config, Ocr
from warraq.decipher.corrections import Corrections, WordCorrection
from warraq.emit.heal.text_layer import PictureText, painted, with_text_layer
from warraq.errors import NoTextLayer, UsageError
from warraq.extract.pages import pdf_file
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.model.glyph import Extraction
from warraq.model.line import Box, Line, Word
from warraq.pictures.painter import compared_pages, repainted
from warraq.run import heal, read_pdf

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"


def line(text: str, top: float, right: float = 500.0) -> Line:
    words = []
    for word in text.split():
        left = right - 7.0 * len(word)
        words.append(Word(word, word, box=(left, top, right, top + 14)))
        right = left - 5
    return Line(1, tuple(words), (right + 5, top, 500.0, top + 14), 12.0)


LINES = [line("قانون رقم 12 لسنة 2021 بشأن المخطوطات", 100), line("مادة (1)- في تطبيق أحكام هذا القانون", 130)]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return save_all(tmp_path / "scan.pdf", [scan()])


def test_viewers_copy_it_in_order(picture: Path, tmp_path: Path) -> None:
    out = tmp_path / "layer.pdf"
    out.write_bytes(with_text_layer(picture.read_bytes(), PictureText(LINES, {})))
    with pypdfium2.PdfDocument(out) as document:
        copied = document[0].get_textpage().get_text_range()
    assert copied.split() == [word.text for one in LINES for word in one.words]
    done = subprocess.run([program("pdftotext", "poppler-utils"), out, "-"], capture_output=True, check=True)
    bare = "".join(sign for sign in done.stdout.decode() if sign not in "\u202a\u202b\u202c\u200e\u200f\f")
    assert "بشأن المخطوطات" in bare and "2021" in bare and "هذا القانون" in bare
    done = subprocess.run([program("mutool", "mupdf-tools"), "draw", "-F", "txt", out], capture_output=True, check=True)
    assert "بشأن المخطوطات" in done.stdout.decode() and "هذا القانون" in done.stdout.decode()
    assert subprocess.run([program("qpdf", "qpdf"), "--check", out], capture_output=True, check=False).returncode == 0
    assert repainted(compared_pages(picture.read_bytes(), out.read_bytes())) == []


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_stand_where_the_picture_shows_them(turn: int, picture: Path) -> None:
    with pikepdf.open(picture, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Rotate = turn
        pdf.pages[0].MediaBox = [20, 30, 615, 872]
        pdf.save(picture)
    data = with_text_layer(picture.read_bytes(), PictureText(LINES, {}))
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        text = page.get_textpage()
        place = text.get_text_range().index("المخطوطات")
        boxes = [text.get_charbox(place + number) for number in range(len("المخطوطات"))]
        left, bottom, right, top = (
            min(box[0] for box in boxes), min(box[1] for box in boxes),
            max(box[2] for box in boxes), max(box[3] for box in boxes),
        )  # fmt: skip
    word = LINES[0].words[-1].box
    assert word is not None
    assert on_display((left, bottom, right, top), turn) == pytest.approx(word, abs=4.0)


def on_display(box: Box, turn: int) -> Box:
    """A box of user space, origin at the bottom left, on the displayed page of 595 x 842 from its top left."""
    left, bottom, right, top = box[0] - 20, box[1] - 30, box[2] - 20, box[3] - 30
    return {
        0: (left, 842 - top, right, 842 - bottom),
        90: (bottom, left, top, right),
        180: (595 - right, bottom, 595 - left, top),
        270: (842 - top, 595 - right, 842 - bottom, 595 - left),
    }[turn]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("عن", "نع"),
        ("(1)-", "-(1)"),
        ("و17", "17و"),
        ("«نص»", "«صن»"),
        ("2018-2017", "2017-2018"),
        ("5/3", "5/3"),
        ("F.19-00217", "F.19-00217"),
        ("ISO.", "ISO."),
    ],
)
def test_letters_lie_from_left_to_right(text: str, letters: str) -> None:
    assert "".join(painted(text)) == letters


def test_a_scan_becomes_searchable(tmp_path: Path) -> None:
    engine()
    source, out = tmp_path / "askew.pdf", tmp_path / "searchable.pdf"
    with pypdfium2.PdfDocument(FIXTURES / "law.pdf") as document:
        page = document[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    page.rotate(1.5, Image.Resampling.BICUBIC, fillcolor=255).save(source, "PDF", resolution=200, quality=95)
    report = heal(source, out, ocr="auto")
    assert report.recognised == 1 and report.changed
    with pypdfium2.PdfDocument(out) as document:
        copied = document[0].get_textpage().get_text_range()
    assert "تنظيم خزائن المخطوطات" in copied and "الوزارة المختصة بشؤون الثقافة" in copied


def test_a_file_is_read_once_and_each_page_has_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine()
    asked = []

    def once(*given: Any, **options: Any) -> Extraction:
        asked.append(given)
        return extract_pdf(*given, **options)

    monkeypatch.setattr(pdf_file, "extract_pdf", once)
    picture = scanned(FIXTURES / "agenda.pdf", tmp_path / "agenda.pdf", pages=[0])
    source = joined(tmp_path / "mixed.pdf", (FIXTURES / "law-damaged.pdf", 0), (picture, 0))
    report = heal(source, tmp_path / "out.pdf", ocr="auto")
    assert len(asked) == 1
    assert report.recognised == 1 and sum(font.changed for font in report.fonts) > 0
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        first, second = (page.get_textpage().get_text_range() for page in document)
    assert "تنظيم خزائن المخطوطات" in first and "جدول الأعمال" in second


def test_words_that_were_corrected_are_in_the_layer(tmp_path: Path) -> None:
    engine()
    picture = scanned(FIXTURES / "agenda.pdf", tmp_path / "agenda.pdf", pages=[0])
    read = read_pdf(picture, config=Config(ocr=Ocr("auto")))
    word = next(word for line in read.lines for word in line.words if word.text == "جدول")
    assert word.box is not None
    left, top, right, bottom = word.box
    corrected = WordCorrection(1, (left + right) / 2, (top + bottom) / 2, word.text, "فهرس")
    wanted = Corrections(words=(corrected,))
    heal(picture, tmp_path / "out.pdf", ocr="auto", corrections=wanted)
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        assert "فهرس الأعمال" in document[0].get_textpage().get_text_range()


def test_the_command_asks_for_it(tmp_path: Path) -> None:
    engine()
    path, out = str(FIXTURES / "bad" / "scan.pdf"), str(tmp_path / "out.pdf")
    for options, code in (
        ((), NoTextLayer.exit_code),
        (("--ocr", "auto", "--incremental"), UsageError.exit_code),
        (("--ocr", "auto"), 0),
    ):
        with pytest.raises(SystemExit) as raised:
            main(["heal", path, "-q", "-o", out, *options])
        assert (raised.value.code or 0) == code
