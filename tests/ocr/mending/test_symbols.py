"""Symbols in Latin letters are read by themselves where they may have been garbled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from warraq.model.line import Box
from warraq.ocr.mending.symbols import with_symbols
from warraq.ocr.recogniser import RecognisedWord
from warraq.ocr.words import painted_order
from warraq.pictures.painter import Pixels

PAGE = Pixels(np.full((100, 400), 255, np.uint8), 200.0)
BOX = (100.0, 20.0, 300.0, 40.0)


class Reader:
    """Reads a text in each line that it is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked: list[tuple[float, Box]] = []

    def recognise(self, picture: Pixels, languages: Sequence[str], lines: Sequence[Box] = ()) -> list[RecognisedWord]:
        self.asked += [(picture.dpi, line) for line in lines]
        return [RecognisedWord(self.text, line, 0.9, number) for number, line in enumerate(lines)]


@pytest.mark.parametrize(
    ("garbled", "again", "meant"),
    [
        (")WQ/٤3/2019/1(", "_ WQ/CONF.3/2019/1)", ")WQ/CONF.3/2019/1("),
        ("F.19-007", "F.19-00217", "F.19-00217"),
        ("٥0719", "010719", "010719"),
        ("WQ/CONF.3", "العدد", "WQ/CONF.3"),  # no symbol: the first reading stays
        ("V.19-02203", "V 19 02203", "V.19-02203"),  # a part of one
    ],
)
def test_a_symbol_is_read_by_itself(garbled: str, again: str, meant: str) -> None:
    reader = Reader(again)
    (word,) = with_symbols(reader, PAGE, [RecognisedWord(garbled, BOX, 0.3, 0, painted=True)], ())
    assert word.text == meant
    assert word.read == ("" if meant == garbled else garbled)
    assert reader.asked == [(200.0, (94.0, 14.0, 306.0, 46.0))]


@pytest.mark.parametrize(
    ("text", "box", "sure", "again", "meant"),
    [
        ("8", BOX, 0.89, "2018", "2018"),  # there is room for more
        ("8", (100.0, 20.0, 140.0, 40.0), 0.3, "-8", "-8"),
        ("2019", (100.0, 20.0, 160.0, 40.0), 0.3, "(2019)", "(2019)"),
        ("2019", BOX, 0.3, "19", "2019"),  # digits are lost
        ("8", BOX, 0.3, "ىع8", "8"),
        ("2019", (100.0, 20.0, 160.0, 40.0), 0.95, "2018", "2019"),  # surely read, and no more would fit
        ("8", BOX, 0.92, "2018", "8"),  # the first reading is surer
    ],
)
def test_a_doubtful_number_is_read_by_itself(text: str, box: Box, sure: float, again: str, meant: str) -> None:
    (word,) = with_symbols(Reader(again), PAGE, [RecognisedWord(text, box, sure, 0)], ())
    assert "".join(painted_order(word)) == meant


@pytest.mark.parametrize("text", ["المخطوطات", "٢٠١٩", "General", "و5/3"])
def test_other_words_are_not_asked_for(text: str) -> None:
    reader = Reader("WQ/CONF.3/2019/1")
    words = [RecognisedWord(text, BOX, 0.3, 0)]
    assert with_symbols(reader, PAGE, words, ()) == words
    assert not reader.asked
