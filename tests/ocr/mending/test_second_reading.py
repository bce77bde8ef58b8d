"""Lines that were hardly read are read once more, and the better reading of each is taken."""

from __future__ import annotations

from collections.abc import Sequence

from tests.ocr.mending.test_missed import LINES, page
from warraq.model.line import Box
from warraq.ocr.mending.second_reading import doubtful_lines, quality
from warraq.ocr.recognised_pages import read_picture
from warraq.ocr.recogniser import RecognisedWord
from warraq.pictures.painter import Pixels


def line(number: int, text: str, confidence: float) -> list[RecognisedWord]:
    left, top, right, bottom = LINES[number]
    words = text.split()
    wide = (right - left) / len(words)
    return [
        RecognisedWord(word, (right - (place + 1) * wide + 10, top, right - place * wide, bottom), confidence, number)
        for place, word in enumerate(words)
    ]


SURE = line(0, "مجلس النواب", 0.95)
GARBLED = line(1, "اه اجا ال", 0.4)
LAST = line(2, "في السنة", 0.95)


class Reader:
    """Reads ``first`` of a page, and ``second`` of a line of it."""

    def __init__(self, second: str, confidence: float) -> None:
        self.second, self.confidence = second, confidence
        self.asked: list[Box] = []

    def recognise(self, picture: Pixels, languages: Sequence[str], lines: Sequence[Box] = ()) -> list[RecognisedWord]:
        if not lines:
            return [*SURE, *GARBLED, *LAST]
        self.asked += lines
        return line(1, self.second, self.confidence)


def test_a_garbled_line_is_read_again_by_the_white_around_it() -> None:
    reader = Reader("وأجابت الأمانة", 0.9)
    words = read_picture(reader, page(), ())
    assert [word.text for word in words] == ["مجلس", "النواب", "وأجابت", "الأمانة", "في", "السنة"]
    ((_, top, _, bottom),) = reader.asked
    assert 140 < top < 160 and 200 < bottom < 220


def test_a_second_reading_that_is_no_better_is_not_taken() -> None:
    words = read_picture(Reader("اجا اه", 0.4), page(), ())
    assert [word.read or word.text for word in words][2:5] == ["اه", "اجا", "ال"]


def test_lines_of_known_words_are_sure() -> None:
    assert quality(SURE) == 0.95 and quality(GARBLED) < 0.4
    assert doubtful_lines(page(), [*SURE, *LAST]) == []
