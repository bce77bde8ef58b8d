"""The document says of each page what it shows and how many words were read there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from tests.repair.sheet import PAGE, Sheet, save_all
from warraq.cli import main
from warraq.config import PDFPLUMBER, WARRAQ, Config
from warraq.emit.formats.json import document_of, to_json
from warraq.model.document import PageKind, PageReport
from warraq.run import extract, inspect

LINE = "وقرر الفريق العامل أن يواصل النظر في مسألة التعاون"
WORDS = len(LINE.split())


def _picture(pdf: pikepdf.Pdf) -> Dictionary:
    image = pdf.make_stream(b"\x80")
    image.update({"/Subtype": Name.Image, "/Width": 1, "/Height": 1, "/BitsPerComponent": 8})
    image.ColorSpace = Name.DeviceGray
    return Dictionary(Im=image)


def _sheet(*operators: str, text: str = "", y: float = 700) -> Sheet:
    sheet = Sheet(resources={"XObject": _picture})
    sheet.add(*operators)
    if text:
        sheet.line(text, y)
    return sheet


def scan(share: float = 1.0, text: str = "", y: float = 30) -> Sheet:
    """A picture over so much of the page's height, with a text on it."""
    return _sheet(f"q {PAGE[0]} 0 0 {share * PAGE[1]} 0 0 cm /Im Do Q", text=text, y=y)


def text_page() -> Sheet:
    return _sheet(text=LINE)


def ocr_page() -> Sheet:
    return _sheet(f"q {PAGE[0]} 0 0 {PAGE[1]} 0 0 cm /Im Do Q 3 Tr", text=LINE)


def outlines() -> Sheet:
    return _sheet(
        *(
            f"{x} {y} m {x + 6} {y} {x + 6} {y + 8} {x} {y + 8} c f"
            for x in range(80, 500, 20)
            for y in (600, 640, 680, 720, 760)
        )
    )


@pytest.mark.parametrize(
    ("page", "kind", "words"),
    [
        (text_page, "text", WORDS),
        (ocr_page, "ocr_layer", WORDS),
        (scan, "picture", 0),
        (outlines, "picture", 0),
        (Sheet, "empty", 0),
        (lambda: scan(0.02), "empty", 0),  # a ribbon or a logo says nothing
        (lambda: scan(0.5, LINE), "text", WORDS),
        (lambda: _sheet("q 1 g 3 Tr", text=LINE), "empty", 0),  # what nobody sees is no text
        (lambda: _sheet("0 0 m 500 0 l S 50 50 400 0.5 re f"), "empty", 0),
    ],
    ids=["text", "ocr", "scan", "outlines", "empty", "logo", "over a picture", "hidden", "rules"],
)
def test_what_a_page_shows(tmp_path: Path, page: Callable[[], Sheet], kind: PageKind, words: int) -> None:
    path = save_all(tmp_path / "whole.pdf", [text_page(), page()])
    for reader in (WARRAQ, PDFPLUMBER):
        document = extract(path, config=Config(reader=reader))
        assert tuple(replace(page, regions=(), words=None) for page in document.pages) == (
            PageReport(number=1, size=PAGE, rotation=0, word_count=WORDS, kind="text"),
            PageReport(number=2, size=PAGE, rotation=0, word_count=words, kind=kind),
        )
        assert [len(page.regions) for page in document.pages] == [1, words > 0]
        asks = kind == "picture"
        assert document.quality.needs_review is asks
        assert [finding.detail for finding in document.findings if finding.fault == "pages_without_text"] == (
            ["1 of 2 pages are pictures without text: 2."] if asks else []
        )
        assert document_of(to_json(document, words=True).encode()) == document


def test_headers_and_footers_are_no_text_of_a_picture(tmp_path: Path) -> None:
    pages = [scan(text=f"- {number} -") for number in (7, 8, 9)]
    document = extract(save_all(tmp_path / "whole.pdf", [text_page(), *pages]))
    assert [page.kind for page in document.pages] == ["text", "picture", "picture", "picture"]
    assert all(page.word_count for page in document.pages)
    assert document.quality.reasons == ("pages_without_text",)
    assert "3 of 4 pages are pictures without text: 2-4." in {finding.detail for finding in document.findings}


@pytest.mark.parametrize("pages", [[text_page(), scan(), scan(text="- 3 -")], [text_page()], [scan(0.5, LINE)]])
def test_inspect_names_the_pages_that_extract_does(tmp_path: Path, pages: list[Sheet]) -> None:
    path = save_all(tmp_path / "whole.pdf", pages)
    without_text = {finding.detail for finding in inspect(path).findings if finding.fault == "pages_without_text"}
    assert without_text == {
        finding.detail for finding in extract(path).findings if finding.fault == "pages_without_text"
    }
    assert bool(without_text) == (len(pages) > 1)


def test_what_is_printed_over_pictures_is_no_text_of_them(tmp_path: Path) -> None:
    stamped, noted = (scan(text="نسخة الأرشيف", y=400) for _ in range(2)), scan(text="حاشية بخط اليد", y=300)
    document = extract(save_all(tmp_path / "whole.pdf", [*stamped, noted]))
    assert [(page.kind, page.word_count) for page in document.pages] == [("picture", 2), ("picture", 2), ("text", 3)]
    assert document.quality.reasons == ("pages_without_text",)


def test_a_turned_page_has_the_size_that_is_displayed(tmp_path: Path) -> None:
    turned = Sheet(page={"Rotate": 90})
    turned.line(LINE, 700)
    (page,) = extract(turned.save(tmp_path / "turned.pdf")).pages
    assert (page.size, page.rotation) == (PAGE[::-1], 90)


def test_a_document_without_words_is_not_sure(tmp_path: Path) -> None:
    document = extract(Sheet().save(tmp_path / "empty.pdf"), force=True)
    assert (document.quality.confidence, document.quality.words) == (0.0, 0)
    assert document.quality.reasons == ("no_words",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LINE, [WORDS]),
        (f"{LINE}\n\f{LINE}\n{LINE}\n\f", [WORDS, 2 * WORDS]),
        (f"{LINE}\n\f\f{LINE}\n", [WORDS, 0, WORDS]),
        (f"{LINE}\f{LINE}\f", [WORDS, WORDS]),
    ],
)
def test_form_feeds_part_the_pages_of_a_dump(tmp_path: Path, text: str, words: list[int]) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(text, encoding="utf-8")
    document = extract(path)
    pages = tuple(replace(page, words=None) for page in document.pages)
    assert pages == tuple(PageReport(number=n, word_count=count) for n, count in enumerate(words, start=1))
    assert len(document.words) == sum(words)
    assert not document.quality.needs_review


def test_the_command_says_what_asks_for_review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save_all(tmp_path / "whole.pdf", [text_page(), scan()])
    with pytest.raises(SystemExit, match="0"):
        main(["extract", str(path), "-f", "text"])
    shown = capsys.readouterr()
    assert shown.out == f"{LINE}\n"
    assert shown.err.endswith("needs review: pages_without_text\n")
    with pytest.raises(SystemExit, match="0"):
        main(["extract", str(path), "-f", "text", "--quiet"])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("form", "full"), [("csv", "resolution.pdf"), ("tables", "report-tables.pdf")])
def test_a_table_without_rows_says_so(form: str, full: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save_all(tmp_path / "whole.pdf", [text_page()])
    with pytest.raises(SystemExit, match="0"):
        main(["extract", str(path), "-f", form])
    shown = capsys.readouterr()
    assert shown.out.count("\n") == 1
    assert "no rows" in shown.err
    with pytest.raises(SystemExit, match="0"):
        main(["extract", str(Path(__file__).parents[2] / "fixtures" / "pdf" / full), "-f", form])
    assert "no rows" not in capsys.readouterr().err
