"""The report on a folder: every file has its row, the CSV can be read back, the page needs no network."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest

from tests.review.browser import opened
from tests.review.conftest import FIXTURES
from warraq import cli
from warraq.emit.report.report import FONT_COLUMNS, FileRow, file_row, files_csv, fonts_csv, unread_row
from warraq.emit.report.report_page import report_page
from warraq.errors import DamagedPdf
from warraq.model.document import Document, FindingReport, FontReport, Metadata, Quality, Source
from warraq.model.line import Line, Word

DOCUMENT = Document(
    source=Source(file="a.pdf", sha256="0" * 64, pages=3, engine="test"),
    metadata=Metadata(),
    fonts=(
        FontReport(name="One", verdict="honest", codes=10, repaired=0, confidence=0.99),
        FontReport(name="=Two", verdict="wrong_map", codes=20, repaired=7, evidence={"outline": 1.0}, confidence=0.9),
    ),
    findings=(FindingReport(fault="wrong_map", subject="font", where="=Two", score=1.0, detail="<b>"),),
    quality=Quality(confidence=0.95, words=5, uncertain=2, needs_review=True),
)
LINES = [
    Line(1, (Word("a", "a"), Word("b", "b", 0.5))),
    Line(2, (Word("c", "c"),)),
    Line(3, (Word("d", "d", 0.2),)),
]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_pages_with_the_largest_share_of_doubts_come_first() -> None:
    row = file_row("a.pdf", DOCUMENT, LINES)
    assert row.doubts == {1: (1, 2), 2: (0, 1), 3: (1, 1)}
    assert row.to_review == (3, 1)
    assert row.verdict == "wrong_map"
    assert row.state == "review"


def test_the_csv_is_read_back() -> None:
    rows = [file_row("a.pdf", DOCUMENT, LINES), unread_row("b.pdf", DamagedPdf("half of it, is missing"))]
    first, second = table(files_csv(rows))
    assert (first["state"], first["pages_to_review"], first["faults"]) == ("review", "3 1", "wrong_map:1")
    assert (second["state"], second["error"], second["confidence"]) == ("not read", "half of it, is missing", "")
    one, two = table(fonts_csv(rows))
    assert tuple(one) == FONT_COLUMNS
    assert (two["verdict"], two["repaired"], two["evidence"]) == ("wrong_map", "7", "outline:1.00")


def test_a_name_is_no_formula() -> None:
    assert table(fonts_csv([file_row("a.pdf", DOCUMENT)]))[1]["font"] == "'=Two"


def test_the_page_says_the_same_and_escapes_names() -> None:
    page = report_page([file_row("<a>.pdf", DOCUMENT, LINES), FileRow("b.pdf", error="gone & lost")], "<folder>")
    assert "&lt;a&gt;.pdf" in page
    assert "gone &amp; lost" in page
    assert "<folder>" not in page
    assert "1 of 3 pages" not in page
    assert "2 of 3 pages have words to check" in page
    assert page.count("<script") == 1
    assert "https://" not in page and "http://" not in page.replace("http://www.w3.org", "")


def test_a_head_sorts_the_table_and_then_the_other_way_round(tmp_path: Path) -> None:
    rows = [file_row(f"{name}.pdf", DOCUMENT, LINES[:lines]) for name, lines in (("b10", 3), ("b9", 1), ("a", 2))]
    path = tmp_path / "report.html"
    path.write_text(report_page([*rows, FileRow("0.pdf", error="gone")], "x"), "utf-8")
    with opened() as page:
        page.goto(path.as_uri())
        names = page.locator("tbody th")
        page.get_by_role("button", name="File", exact=True).click()
        assert names.all_inner_texts() == ["0.pdf", "a.pdf", "b9.pdf", "b10.pdf"]
        page.get_by_role("button", name="File", exact=True).click()
        assert names.all_inner_texts() == ["b10.pdf", "b9.pdf", "a.pdf", "0.pdf"]
        assert page.locator("[aria-sort=descending]").inner_text() == "File"
        page.get_by_role("button", name="Words", exact=True).click()
        assert names.all_inner_texts()[-1] == "0.pdf"


def test_an_empty_folder_and_a_folder_of_nothing_readable_give_a_page() -> None:
    assert "0 files" in report_page([], "x")
    assert "not read" in report_page([FileRow("b.pdf", error="gone")], "x")


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    code = caught.value.code
    return code if isinstance(code, int) else 0


def test_the_command_goes_on_after_bad_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("bad/not-a-pdf.pdf", "bad/scan.pdf", "honest-wrong-map.pdf"):
        (folder / Path(name).name).write_bytes((FIXTURES / name).read_bytes())
    assert call("report", str(folder), "-o", str(tmp_path / "out"), "-q") == 0
    assert capsys.readouterr().out == ""
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["files.csv", "fonts.csv", "index.html"]
    rows = {row["file"]: row for row in table((tmp_path / "out" / "files.csv").read_text(encoding="utf-8"))}
    assert {name: row["state"] for name, row in rows.items()} == {
        "honest-wrong-map.pdf": "sure",
        "not-a-pdf.pdf": "not read",
        "scan.pdf": "not read",
    }
    assert rows["honest-wrong-map.pdf"]["verdict"] == "wrong_map"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("report", "no-such-folder", "-o", "{out}"), 3),
        (("heal", "{pdf}/bad/english.pdf", "-o", "{out}/a.pdf"), 8),
        (("heal", "{pdf}/bad/scan.pdf", "-o", "{out}/a.pdf"), 7),
        (("heal", "{pdf}/bad/encrypted.pdf", "-o", "{out}/a.pdf"), 6),
        (("heal", "{pdf}/no-such.pdf", "-o", "{out}/a.pdf"), 3),
        (("heal", "{pdf}/bad/encrypted.pdf", "-o", "{out}/a.pdf", "--password", "warraq", "--incremental"), 2),
        (("review", "{pdf}/bad/truncated.pdf", "-o", "{out}/a.html"), 5),
        (("review", "{pdf}/honest.pdf", "-o", "{out}/a.html", "--corrections", "{pdf}/honest.pdf"), 3),
        (("heal", "{pdf}/honest.pdf", "-o", "{out}/a.pdf"), 0),
        (("review", "{pdf}/honest.pdf", "-o", "{out}/a.html"), 0),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], code: int, tmp_path: Path) -> None:
    filled = [argument.format(pdf=FIXTURES, out=tmp_path) for argument in arguments]
    assert call(*filled) == code
    assert bool(list(tmp_path.iterdir())) == (code == 0)
