"""Words that text recognition laid over each other stay whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.repair.painter import Painter
from warraq.model.font import GlyphMap
from warraq.model.glyph import INVISIBLE, RECOGNISED, Extraction, Page
from warraq.pages import read_lines
from warraq.pages.rows.recognised_words import with_words_apart

#: Words of a line with the left and right edge of the box in which each was found.
LINE = (("يحفظ", 300.0, 330.0), ("النساخ", 262.0, 294.0), ("دفاتر", 226.0, 256.0), ("المدينة", 180.0, 220.0))
TEXT = "يحفظ النساخ دفاتر المدينة"


def set_in_boxes(
    *words: tuple[str, float, float], flags: int = INVISIBLE | RECOGNISED, rtl: bool = True
) -> tuple[Extraction, list[GlyphMap]]:
    """Each word as a piece of text that fills its box, as OCR programs write it."""
    painter = Painter(size=10.0)
    for text, left, right in words:
        advance = (right - left) / len(text)
        for place, letter in enumerate(reversed(text) if rtl else text):
            painter.glyph(letter, left + advance * place, 100.0, advance, 10.0)
    extraction, maps = painter.extraction()
    (page,) = extraction.pages
    return replace(extraction, pages=(replace(page, flags=np.full(len(page), flags, np.uint8)),)), maps


def with_box(word: str, left: float, right: float) -> list[tuple[str, float, float]]:
    """The line, where one word was found in another box."""
    return [(word, left, right) if text == word else (text, a, b) for text, a, b in LINE]


def read(*words: tuple[str, float, float]) -> str:
    lines, _, _ = read_lines(*set_in_boxes(*words))
    return " / ".join(line.text for line in lines)


@pytest.mark.parametrize(
    "words",
    [
        LINE,
        with_box("النساخ", 262, 325),  # over the word before it
        with_box("دفاتر", 205, 256),  # over the one after it
        with_box("دفاتر", 226, 264),  # a little into the word before it
        with_box("المدينة", 180, 250),  # over most of another
    ],
)
def test_words_of_a_line_stay_whole(words: list[tuple[str, float, float]]) -> None:
    assert read(*words) == TEXT


def test_so_do_words_from_left_to_right() -> None:
    words = (("copies", 100.0, 150.0), ("of", 140.0, 152.0), ("books", 156.0, 190.0))
    lines, _, _ = read_lines(*set_in_boxes(*words, rtl=False))
    assert [line.text for line in lines] == ["copies of books"]


def moved(page: Page) -> bool:
    return with_words_apart(page) is not page


def test_what_was_not_recognised_stays_where_it_is_painted() -> None:
    over = with_box("النساخ", 262, 325)
    assert moved(set_in_boxes(*over)[0].pages[0])
    assert not moved(set_in_boxes(*over, flags=0)[0].pages[0])


def test_so_do_words_with_white_between_them_and_letters_that_are_set_one_by_one() -> None:
    assert not moved(set_in_boxes(*LINE)[0].pages[0])
    letters = [("حرف"[place], 300.0 - 9 * place, 310.0 - 9 * place) for place in range(3)]
    assert not moved(set_in_boxes(*letters)[0].pages[0])


@pytest.mark.parametrize("kerning", [-0.1, 0.0, 0.1])
def test_marks_and_kernings_part_no_word(kerning: float) -> None:
    painter = Painter()
    painter.line("قرّر النسّاخ حفظ كتبٍ", y=100)
    painter.rows[0] = [
        (code, x + kerning * size * (place % 2) * (advance > 0), y, advance, size)
        for place, (code, x, y, advance, size) in enumerate(painter.rows[0])
    ]
    extraction, maps = painter.extraction()
    (page,) = extraction.pages
    page = replace(page, flags=np.full(len(page), INVISIBLE | RECOGNISED, np.uint8))
    assert not moved(page)
    lines, _, _ = read_lines(replace(extraction, pages=(page,)), maps)
    assert [line.text for line in lines] == ["قرّر النسّاخ حفظ كتبٍ"]


def test_a_turned_page_stays() -> None:
    (page,) = set_in_boxes(*with_box("النساخ", 262, 325))[0].pages
    assert not moved(replace(page, angle=np.full(len(page), 90, np.float32)))
