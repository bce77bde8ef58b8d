"""Ligatures are split in files that paint from left to right, and in those that paint in the order of reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from benchmarks.heal import any_order, pdfium, pdftotext, pypdf, true_text
from tests.heal.conftest import FIXTURES
from warraq import heal, run
from warraq.emit.heal.heal_fonts import is_split

SOURCE = FIXTURES / "honest.pdf"


def painted_in_reading_order(target: Path) -> None:
    """Write ``SOURCE`` with each glyph placed by itself, each line from right to left."""
    extraction = run.read_pdf(SOURCE).extraction
    with pikepdf.open(SOURCE) as pdf:
        for page, glyphs in zip(pdf.pages, extraction.pages, strict=True):
            names = {str(font.BaseFont).rpartition("+")[2]: name for name, font in page.Resources.Font.items()}
            order = sorted(range(len(glyphs)), key=lambda i: (round(float(glyphs.y[i])), -float(glyphs.x[i])))
            painted = [
                f"BT {names[extraction.fonts[int(glyphs.font[i])].name]} {glyphs.size[i]:.2f} Tf "
                f"1 0 0 1 {glyphs.x[i]:.3f} {glyphs.height - glyphs.y[i]:.3f} Tm <{glyphs.charcode[i]:04X}> Tj ET"
                for i in order
            ]
            page.Contents = pdf.make_stream("\n".join(painted).encode())
        pdf.save(target)


@pytest.mark.parametrize("reader", [pdftotext, pdfium, pypdf])
def test_painted_in_reading_order_it_is_read_as_before(reader: Callable[[Path], str], tmp_path: Path) -> None:
    source, out = tmp_path / "logical.pdf", tmp_path / "out.pdf"
    painted_in_reading_order(source)
    report = heal(source, out)
    assert report.fonts == ()
    assert report.language == "ar"
    assert reader(out) == reader(source)


@pytest.mark.parametrize("reader", [pdftotext, pdfium, pypdf])
def test_painted_from_left_to_right_lam_alef_is_right(reader: Callable[[Path], str], tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    heal(SOURCE, out)
    assert any_order(true_text(SOURCE), reader(out)) <= 0.005
    reversed_lam_alef = "\u0623\u0648\u0627\u0644"  # the first heading, as readers turn it round
    assert reversed_lam_alef not in reader(out)


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("\u0644\u0627", True),  # lam alef
        ("\u0644\u0644\u0647", True),  # lam lam heh
        ("\u0644", False),
        ("\u064c\u0651", False),  # two marks: normalisation orders them
        ("\u0644\u064e", False),  # a letter with its mark
        ("fi", False),
        ("12", False),
        ("", False),
    ],
)
def test_what_is_split(text: str, split: bool) -> None:
    assert is_split(text) is split
