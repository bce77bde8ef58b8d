"""The font of a word is that of most of the glyphs in its box."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pdfplumber
import pytest

from warraq import extract
from warraq.segment.pages.word_fonts import FontsOfWords, GlyphPlaces

FIXTURES = Path(__file__).parents[3] / "fixtures" / "pdf"


def placed(*glyphs: tuple[int, int, int]) -> GlyphPlaces:
    """Glyphs as row, column (in cells of two points) and font."""
    rows, columns, fonts = zip(*glyphs, strict=True)
    return GlyphPlaces(np.array(rows, np.int32), np.array(columns, np.int32), np.array(fonts, np.uint16))


def test_most_of_the_glyphs_decide_and_the_next_line_does_not() -> None:
    of = FontsOfWords({1: placed((10, 5, 0), (10, 6, 1), (10, 7, 1), (14, 5, 2), (14, 6, 2))}, ["a", "b", "c"]).of
    assert of(1, (10, 16, 16, 28)) == "b"
    assert of(1, (10, 16, 11, 28)) == "a"
    assert of(1, (10, 26, 16, 31)) == "c"
    assert of(1, (40, 16, 50, 28)) is None
    assert of(2, (10, 16, 16, 28)) is None
    assert of(1, None) is None


@pytest.mark.parametrize("name", ["honest-wrong-map.pdf", "gazette-damaged.pdf", "report-tables.pdf", "persian.pdf"])
def test_words_have_the_fonts_that_pdfplumber_finds_in_their_boxes(name: str) -> None:
    document = extract(FIXTURES / name)
    fonts = {font.name for font in document.fonts}
    with pdfplumber.open(FIXTURES / name) as pdf:
        pages = {page.page_number: page.chars for page in pdf.pages}
    for word in document.words:
        assert word.bbox and word.font in fonts
        left, top, right, bottom = word.bbox
        inside = {
            char["fontname"].partition("+")[2] or char["fontname"]
            for char in pages[word.page]
            if left <= (char["x0"] + char["x1"]) / 2 <= right and top <= (char["top"] + char["bottom"]) / 2 <= bottom
        }
        assert not inside or word.font in inside
