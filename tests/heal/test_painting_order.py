"""Ligatures are split in files that paint from left to right, and in those that paint in the order of reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from benchmarks.heal import any_order, pdfium, pdftotext, pypdf, true_text, words
from tests.heal.conftest import FIXTURES
from warraq import heal, run
from warraq.emit.heal.heal_fonts import is_split
from warraq.emit.pictures.places import word_glyphs

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


def words_alone(target: Path, kern: int) -> list[str]:
    """Write words with a lam-alef of ``SOURCE``, each in a line of its own, kerned behind lam-alef; which."""
    reading = run.read_pdf(SOURCE)
    page, fonts = reading.extraction.pages[0], reading.extraction.fonts
    words: list[str] = []
    painted = []
    with pikepdf.open(SOURCE) as pdf:
        names = {str(font.BaseFont).rpartition("+")[2]: name for name, font in pdf.pages[0].Resources.Font.items()}
        for line in reading.lines:
            if line.page != page.number:
                continue
            for word, glyphs in zip(line.words, word_glyphs(page, [line]), strict=True):
                if "\u0644\u0627" not in word.text or not word.text.isalpha():
                    continue
                font = fonts[int(page.font[min(glyphs)])]
                codes = [int(page.charcode[glyph]) for glyph in sorted(glyphs, key=lambda glyph: float(page.x[glyph]))]
                shown = "".join(f"{code:04X}" + f">-{kern}<" * (len(font.to_unicode[code]) == 2) for code in codes)
                top = 700 - 40 * len(words)
                painted.append(f"BT {names[font.name]} 12 Tf 1 0 0 1 100 {top} Tm [<{shown}>] TJ ET")
                words.append(word.text)
        pdf.pages[0].Contents = pdf.make_stream("\n".join(painted).encode())
        del pdf.pages[1:]
        pdf.save(target)
    return words


@pytest.mark.parametrize("kern", [0, 60])
@pytest.mark.parametrize("reader", [pdftotext, pdfium, pypdf])
def test_letters_of_one_ligature_are_not_at_one_place(reader: Callable[[Path], str], kern: int, tmp_path: Path) -> None:
    """poppler takes what lies at one place for text that is painted twice, and keeps it apart in a line of one word."""
    source, out = tmp_path / "alone.pdf", tmp_path / "out.pdf"
    words_shown = words_alone(source, kern)
    heal(source, out)
    assert len(words_shown) > 2
    assert words(reader(out)) == words_shown


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
