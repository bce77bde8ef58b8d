"""Documents whose content is turned on the paper, and not by /Rotate, read as they do upright."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from benchmarks.structure_golden import FIXTURES
from pipeline.emit.compare import compare
from pipeline.run import extract

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
                page.mediabox = [0, 0, height, width]
        pdf.save(target)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_document_whose_pages_are_turned_says_the_same(tmp_path: Path, angle: int) -> None:
    turn(REPORT, tmp_path / "turned.pdf", angle)
    found = compare(extract(REPORT), extract(tmp_path / "turned.pdf"))
    assert (found.unflagged, found.structure_f1) == (0, 1.0)
