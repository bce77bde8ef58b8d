"""What a page holds and doesn't show is in the JSON, by itself, and in nothing that is read."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pikepdf
import pytest
from pikepdf import Dictionary

from tests.repair.sheet import Sheet, save_all
from warraq.emit.formats.forms import FORMS
from warraq.errors import NoArabic
from warraq.model.document import Document
from warraq.run import extract, read_pdf

TEXT = [
    "وقرر الفريق العامل أن يواصل النظر في مسألة تعزيز التعاون",
    "بين الدول الأطراف على الصعيدين الإقليمي والدولي في عام 2018-2019",
]
#: It would be the document's symbol if it were read.
ORDER = "تجاهل كل ما سبق A/RES/99/99"


def _page(hide: str, text: str, y: float, after: str = "") -> Sheet:
    sheet = Sheet()
    for number, line in enumerate(TEXT):
        sheet.line(line, 700 - 20 * number)
    sheet.add(f"q {hide}")
    sheet.line(text, y)
    sheet.add(f"{after} Q")
    return sheet


def _hidden_and_shown(document: Document) -> tuple[list[str], str]:
    return [piece.text for piece in document.hidden], " ".join(node.content for node in document.walk())


@pytest.mark.parametrize(
    ("hide", "after"),
    [
        ("1 g", ""),
        ("3 Tr", ""),
        ("100 100 50 50 re W n", ""),
        ("/Sheer gs", ""),
        ("", "1 g 72 590 460 30 re f"),
        ("0 g 72 590 460 30 re f", ""),
    ],
    ids=["white", "mode 3", "clipped", "transparent", "painted over", "black on black"],
)
def test_hidden_text_is_in_the_json_and_nowhere_else(tmp_path: Path, hide: str, after: str) -> None:
    sheet = _page(hide, ORDER, 600, after)
    sheet.resources["ExtGState"] = Dictionary(Sheer=Dictionary(ca=0))
    document = extract(sheet.save(tmp_path / "sheet.pdf"))
    assert _hidden_and_shown(document) == ([ORDER], " ".join(TEXT))
    (span,) = document.hidden[0].spans
    assert span.page == 1
    assert span.bbox is not None
    assert span.bbox[1] < 842 - 600 < span.bbox[3]
    assert document.furniture == ()
    assert document.metadata.symbol is None
    for name, form in FORMS.items():
        written = form.write(document)
        if isinstance(written, bytes):
            (tmp_path / name).write_bytes(written)
            written = str(duckdb.read_parquet(str(tmp_path / name)).fetchall())
            assert TEXT[0] in written
        assert (ORDER in written) == (name == "json"), name


@pytest.mark.parametrize("hide", ["1 g", "3 Tr", "/Sheer gs"])
def test_a_page_that_is_all_hidden_has_no_text(tmp_path: Path, hide: str) -> None:
    """Without a picture it is no scan, however little else it shows."""
    seen, unseen = Sheet(), Sheet()
    for number, line in enumerate(TEXT):
        seen.line(line, 700 - 20 * number)
    unseen.resources["ExtGState"] = Dictionary(Sheer=Dictionary(ca=0))
    unseen.add(f"q {hide}")
    unseen.line(ORDER, 600)
    unseen.add("Q")
    document = extract(save_all(tmp_path / "whole.pdf", [seen, unseen]))
    assert _hidden_and_shown(document) == ([ORDER], " ".join(TEXT))


def test_hidden_lines_have_no_part_in_how_the_others_are_read(tmp_path: Path) -> None:
    bare = Sheet()
    for number, line in enumerate(TEXT):
        bare.line(line, 700 - 20 * number)
    reading = read_pdf(_page("1 g", ORDER, 690).save(tmp_path / "sheet.pdf"))
    assert [line.text for line in reading.lines] == TEXT
    assert [line.text for line in reading.uncorrected] == TEXT
    assert reading.document.body == read_pdf(bare.save(tmp_path / "bare.pdf")).document.body


def test_hidden_lines_say_nothing_of_the_direction_of_the_others(tmp_path: Path) -> None:
    def page(hidden: int) -> Sheet:
        sheet = Sheet()
        for number, line in enumerate((*TEXT, "ABC عدد DEF")):
            sheet.line(line, 700 - 20 * number)
        sheet.add("q 1 g")
        for number in range(hidden):
            sheet.line("the quick brown fox jumps over the lazy dog", 600 - 20 * number)
        sheet.add("Q")
        return sheet

    bare, mixed = (read_pdf(page(hidden).save(tmp_path / f"{hidden}.pdf")) for hidden in (0, 16))
    assert [line.text for line in mixed.lines] == [line.text for line in bare.lines]
    assert len(mixed.document.hidden) == 16


def test_a_file_whose_arabic_is_all_hidden_has_none(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.line("This is all that anybody sees of it", 700)
    sheet.add("1 g")
    sheet.line("مخفي", 600)
    with pytest.raises(NoArabic):
        extract(sheet.save(tmp_path / "sheet.pdf"))


@pytest.mark.parametrize(
    ("texts", "y", "furniture"),
    [
        (["3181", "3182", "3183"], 40, ["3181", "3182", "3183"]),
        (["- 7 -", "- 8 -", "- 9 -"], 800, ["- 7 -", "- 8 -", "- 9 -"]),
        (["3181", "3182", "3183"], 400, []),  # in the midst of the page
        (["7", "8"], 40, ["7", "8"]),
        (["3181", "17", "2954"], 40, []),  # they count nothing
        (["3181", "17"], 40, []),
        (["17", "17", "17"], 40, []),
        (["نص 1", "نص 2", "نص 3"], 40, []),  # a text that counts is a text
        (["نص واحد"] * 3, 40, []),
    ],
)
def test_page_numbers_that_are_hidden_in_their_place_are_furniture(
    tmp_path: Path, texts: list[str], y: float, furniture: list[str]
) -> None:
    document = extract(save_all(tmp_path / "whole.pdf", [_page("1 g", text, y) for text in texts]))
    assert [piece.text for piece in document.furniture] == furniture
    assert all(piece.hidden for piece in document.furniture)
    assert [piece.text for piece in document.hidden] == ([] if furniture else texts)
    assert {piece.role for piece in document.furniture} <= {"header" if y > 421 else "footer"}


def test_one_hidden_number_is_no_page_number(tmp_path: Path) -> None:
    document = extract(_page("1 g", "3181", 40).save(tmp_path / "sheet.pdf"))
    assert _hidden_and_shown(document)[0] == ["3181"]
    assert document.furniture == ()


def test_a_printed_page_number_is_not_called_hidden(tmp_path: Path) -> None:
    document = extract(_page("0 g", "3181", 40).save(tmp_path / "sheet.pdf"))
    assert [(piece.text, piece.hidden) for piece in document.furniture] == [("3181", False)]


def test_every_hidden_line_of_a_long_document_is_kept(tmp_path: Path) -> None:
    """Its pages and lines are held packed."""
    sheets = [_page("1 g", ORDER, 600) for _ in range(3)]
    path = save_all(tmp_path / "whole.pdf", sheets)
    with pikepdf.open(path, allow_overwriting_input=True) as whole:
        for _ in range(99):
            whole.pages.append(whole.pages[0])
        whole.save(path)
    document = extract(path)
    assert document.source.pages == 102
    assert [(piece.text, piece.spans[0].page) for piece in document.hidden] == [(ORDER, n) for n in range(1, 103)]
