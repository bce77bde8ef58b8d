"""A PDF with honest maps reads back to the text that it was made from, block by block."""

from __future__ import annotations

from pathlib import Path

from warraq.extract.pages.pdf_file import extract_pdf
from warraq.layout import build_blocks
from warraq.model.font import GlyphMap, Reading
from warraq.pages import read_lines

FIXTURES = Path(__file__).parents[2] / "fixtures"


def test_honest_pdf_reads_back_exactly() -> None:
    extraction = extract_pdf(FIXTURES / "pdf" / "honest.pdf")
    maps = [
        GlyphMap(index, "honest", {code: Reading(text, 1.0, "claim") for code, text in font.to_unicode.items()})
        for index, font in enumerate(extraction.fonts)
    ]
    lines, findings, _ = read_lines(extraction, maps)
    pages = [(page.number, page.width, page.height) for page in extraction.pages]
    body = [block.text for block in build_blocks(lines, pages) if block.role == "body"]
    truth = (FIXTURES / "truth" / "honest.txt").read_text(encoding="utf-8")
    assert body == [line for line in truth.splitlines() if line.strip()]
    assert findings == []
