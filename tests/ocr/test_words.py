"""Words of an engine: the order in which their letters stand on the page, and boxes that don't reach over others."""

from __future__ import annotations

import pytest

from warraq.ocr.recogniser import RecognisedWord
from warraq.ocr.words import lines_of, painted_order


def word(text: str, left: float, right: float, *, line: int = 0, painted: bool = False) -> RecognisedWord:
    return RecognisedWord(text, (left, 0.0, right, 10.0), 0.9, line, painted)


@pytest.mark.parametrize(
    ("text", "painted", "order"),
    [
        ("عن", False, "نع"),
        ("مُدُن", False, "نمُدُ"),  # a letter keeps its mark
        ("(٢)-", False, "-(٢)"),
        ("-)١(", True, "-(١)"),  # as Tesseract writes what it takes for a number
        ("كوفيد-19", False, "19-ديفوك"),
        ("ISO", False, "ISO"),
        ("Distr.:", False, "Distr.:"),
        ("9-7", False, "9-7"),
        ("١٢/٥", False, "١٢/٥"),
    ],
)
def test_letters_stand_as_the_page_shows_them(text: str, painted: bool, order: str) -> None:
    clusters = painted_order(word(text, 0, 1, painted=painted))
    if text == "مُدُن":
        assert clusters == ["ن", "دُ", "مُ"]
    else:
        assert "".join(clusters) == order


def test_words_of_a_line_stand_from_left_to_right() -> None:
    lines = list(lines_of([word("ب", 50, 60), word("ا", 70, 80), word("د", 10, 20, line=1)]))
    assert [[one.text for one in line] for line in lines] == [["ب", "ا"], ["د"]]


def test_a_box_that_holds_those_beside_it_is_cut() -> None:
    (line,) = lines_of([word("المسؤول", 1493, 1618), word("عن", 1432, 1475), word("الخزانة", 1308, 1618)])
    assert [(one.text, one.box[0], one.box[2]) for one in line] == [
        ("الخزانة", 1308, 1432),
        ("عن", 1432, 1475),
        ("المسؤول", 1493, 1618),
    ]


def test_a_box_of_which_nothing_is_left_stays_in_its_place() -> None:
    (line,) = lines_of([word("ا", 10, 20), word("ب", 10, 20)])
    assert all(10 <= one.box[0] <= one.box[2] <= 20 for one in line)
