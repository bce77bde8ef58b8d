"""Lines that an engine passed over are found by their ink, and read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from warraq.model.line import Box
from warraq.ocr.mending.missed import in_order, missed_lines
from warraq.ocr.recognised_pages import read_picture
from warraq.ocr.recogniser import RecognisedWord
from warraq.pictures.painter import Pixels

#: Where lines of text stand: left, top, right, bottom.
LINES = ((100, 100, 900, 140), (100, 160, 900, 200), (300, 220, 900, 260))


def page(*more: tuple[int, int, int, int]) -> Pixels:
    """Lines of strokes, and boxes of ink."""
    grey = np.full((500, 1000), 255, np.uint8)
    for left, top, right, bottom in LINES:
        grey[top:bottom, left:right:8] = 0
    for left, top, right, bottom in more:
        grey[top:bottom, left:right] = 0
    return Pixels(grey, 300.0)


def words(*lines: int) -> list[RecognisedWord]:
    """A word for each of some lines."""
    return [RecognisedWord(f"س{line}", LINES[line], 0.9, n) for n, line in enumerate(lines)]


def test_a_line_without_words_is_found() -> None:
    ((left, top, right, bottom),) = missed_lines(page(), words(0, 2))
    assert left < 100 and right > 890 and 140 < top < 160 and 200 < bottom < 220


def test_a_page_that_was_read_whole_has_none() -> None:
    assert missed_lines(page(), words(0, 1, 2)) == []
    assert missed_lines(page(), []) == []


def test_rules_grounds_pictures_and_grains_are_no_lines() -> None:
    things = ((100, 300, 900, 303), (100, 320, 200, 360), (100, 380, 900, 490), (950, 30, 952, 32))
    assert missed_lines(page(*things), words(0, 1, 2)) == []


def test_what_was_passed_over_is_read_and_stands_in_its_place() -> None:
    class Reader:
        def recognise(
            self, picture: Pixels, languages: Sequence[str], lines: Sequence[Box] = ()
        ) -> list[RecognisedWord]:
            return [RecognisedWord("بينهما", lines[0], 0.5, 0)] if lines else words(0, 2)

    assert [word.text for word in read_picture(Reader(), page(), ())] == ["س0", "بينهما", "س2"]


def test_a_line_above_all_others_comes_first() -> None:
    first, second, third = words(1, 2, 0)
    assert in_order([first, second, third]) == [third, first, second]
