"""Accented letters that the atlas hasn't got are left unread in Latin text, not read as Arabic ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.decipher.glyph.latin_words import UNREAD, unread_among_latin
from pipeline.decipher.glyph.tokens import Symbols, symbols_of
from pipeline.model.font import Reading
from tests.repair.painter import Painter

LATIN = "la virtù è di più perché chiamò quasi"


def guessed(text: str, guess: dict[str, str], evidence: str = "language") -> tuple[dict[int, Reading], Symbols]:
    """Readings of ``text``, of which some characters are guessed to be others."""
    painter = Painter()
    for number, line in enumerate(text.splitlines()):
        painter.line(line, y=100 + 20 * number, rtl=any("\u0600" <= c <= "\u06ff" for c in line))
    extraction, maps = painter.extraction()
    symbols = symbols_of(extraction)
    readings = {}
    for s, code in enumerate(symbols.code.tolist()):
        reading = replace(maps[0].readings[code], evidence="outline")
        shown = guess.get(reading.text)
        readings[s] = replace(reading, text=shown, confidence=0.8, evidence=evidence) if shown else reading
    return readings, symbols


def test_an_accented_letter_is_no_digit_and_no_letter_with_dots() -> None:
    readings, symbols = guessed(LATIN, {"ù": "٥", "é": "ة"})
    found = unread_among_latin(readings, symbols)
    assert sorted((reading.text, reading.confidence, reading.alternatives[0]) for reading in found.values()) == [
        (UNREAD, 0.0, ("ة", 0.8)),
        (UNREAD, 0.0, ("٥", 0.8)),
    ]


def test_a_word_of_one_accented_letter_is_told_by_the_words_around() -> None:
    readings, symbols = guessed(LATIN, {"è": "٥"})
    assert [reading.text for reading in unread_among_latin(readings, symbols).values()] == [UNREAD]


def test_what_the_file_claims_stays() -> None:
    readings, symbols = guessed(LATIN, {"ù": "٥"}, evidence="claim")
    assert unread_among_latin(readings, symbols) == {}


@pytest.mark.parametrize("digits", ["٥", "١ ٢ ٣"])
def test_digits_among_arabic_words_stay_in_a_font_with_latin_letters(digits: str) -> None:
    readings, symbols = guessed(f"{LATIN}\nالمادة {digits} من القانون", {})
    assert unread_among_latin(readings, symbols) == {}


def test_a_digit_between_words_of_both_scripts_stays() -> None:
    """One side is Latin text, the other isn't."""
    readings, symbols = guessed("abcdefghij لا ٥ klm", {})
    assert unread_among_latin(readings, symbols) == {}


def test_a_font_with_few_latin_letters_shows_nothing() -> None:
    readings, symbols = guessed("ab٥ab", {})
    assert unread_among_latin(readings, symbols) == {}
