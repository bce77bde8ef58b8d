"""Documents whose pages are turned on the paper, or two on a sheet, read as they do by themselves."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from benchmarks.structure_golden import FIXTURES
from warraq.emit.report.compare import compare
from warraq.run import extract

REPORT = FIXTURES / "pdf" / "report-tables.pdf"


def turn(source: Path, target: Path, angle: int) -> None:
    """Write ``source`` with the content of each page turned by ``angle`` degrees counter-clockwise."""
    with pikepdf.open(source) as pdf:
        for page in pdf.pages:
            _, _, width, height = map(float, page.mediabox)
            matrix = {
                90: f"0 1 -1 0 {height} 0",
                180: f"-1 0 0 -1 {width} {height}",
                270: f"0 -1 1 0 0 {width}",
            }[angle]
            page.contents_add(pikepdf.Stream(pdf, f"q {matrix} cm".encode()), prepend=True)
            page.contents_add(pikepdf.Stream(pdf, b" Q"))
            if angle != 180:
                page.mediabox = pikepdf.Array([0, 0, height, width])
        pdf.save(target)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_document_whose_pages_are_turned_says_the_same(tmp_path: Path, angle: int) -> None:
    turn(REPORT, tmp_path / "turned.pdf", angle)
    comparison = compare(extract(REPORT), extract(tmp_path / "turned.pdf"))
    assert (comparison.unflagged, comparison.structure_f1) == (0, 1.0)


def two_up(source: Path, target: Path, rtl: bool = True) -> None:
    """Write ``source`` with two pages on each sheet, the first on the right, or on the left."""
    with pikepdf.open(source) as pdf, pikepdf.new() as sheets:
        for number, page in enumerate(pdf.pages):
            _, _, width, height = map(float, page.mediabox)
            if number % 2 == 0:
                sheets.add_blank_page(page_size=(height, width))
            left = height / 2 * ((number + rtl) % 2)
            sheets.pages[-1].add_overlay(page, pikepdf.Rectangle(left, 0, left + height / 2, width))
        sheets.save(target)


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize("name", ["report-tables.pdf", "ctoc-cop-wg7-2020-4.pdf", "resolution.pdf", "letter.pdf"])
def test_a_document_with_two_pages_on_a_sheet_says_the_same(tmp_path: Path, name: str, rtl: bool) -> None:
    source = FIXTURES / "pdf" / name
    two_up(source, tmp_path / "sheets.pdf", rtl)
    comparison = compare(extract(source), extract(tmp_path / "sheets.pdf"))
    assert (comparison.unflagged, comparison.structure_f1) == (0, 1.0)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_sheets_may_be_turned(tmp_path: Path, angle: int) -> None:
    two_up(REPORT, tmp_path / "sheets.pdf")
    turn(tmp_path / "sheets.pdf", tmp_path / "turned.pdf", angle)
    comparison = compare(extract(REPORT), extract(tmp_path / "turned.pdf"))
    assert (comparison.unflagged, comparison.structure_f1) == (0, 1.0)
