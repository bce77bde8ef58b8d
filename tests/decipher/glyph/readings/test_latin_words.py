"""Accented letters are read; what the atlas hasn't got is left unread in Latin text, not read as an Arabic sign."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.decipher.glyph.signs.test_tokens import page
from tests.decipher.glyph.tiny_fonts import font
from tests.decipher.glyph.tiny_pages import page_of
from tests.decipher.glyph.typesetter import typeset
from tests.installed import require
from tests.repair.painter import Painter
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.readings.latin_words import (
    _touching,
    as_latin_claimed,
    small_inside_words,
    unread_among_latin,
)
from warraq.decipher.glyph.signs.tokens import Symbols, symbols_of
from warraq.decipher.glyph.trust.claim_checks import _labels_of
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.atlas import LATIN as LATIN_KIND
from warraq.fonts.outlines.outline import FAR, SCALE_SAMPLE, Use, _set_accents_apart, outline_evidence
from warraq.model.font import UNREAD, Reading
from warraq.model.glyph import Extraction

LATIN = "la virtù è di più perché chiamò quasi"


def guessed(
    text: str, guess: dict[str, str], evidence: str = "language", space_glyphs: bool = True
) -> tuple[dict[int, Reading], Symbols, Extraction]:
    """Readings of ``text``, of which some characters are guessed to be others."""
    painter = Painter(space_glyphs=space_glyphs)
    for number, line in enumerate(text.splitlines()):
        painter.line(line, y=100 + 20 * number, rtl=any("\u0600" <= c <= "\u06ff" for c in line))
    extraction, maps = painter.extraction()
    symbols = symbols_of(extraction)
    readings = {}
    for s, code in enumerate(symbols.code.tolist()):
        reading = replace(maps[0].readings[code], evidence="outline")
        shown = guess.get(reading.text)
        readings[s] = replace(reading, text=shown, confidence=0.8, evidence=evidence) if shown else reading
    return readings, symbols, extraction


def test_an_accented_letter_is_no_digit_and_no_letter_with_dots() -> None:
    readings, symbols, _ = guessed(LATIN, {"ù": "٥", "é": "ة"})
    doubted = unread_among_latin(readings, symbols)
    assert sorted((reading.text, reading.confidence, reading.alternatives[0]) for reading in doubted.values()) == [
        (UNREAD, 0.0, ("ة", 0.8)),
        (UNREAD, 0.0, ("٥", 0.8)),
    ]


def test_a_word_of_one_accented_letter_is_told_by_the_words_around() -> None:
    readings, symbols, _ = guessed(LATIN, {"è": "٥"})
    assert [reading.text for reading in unread_among_latin(readings, symbols).values()] == [UNREAD]


def test_what_the_file_claims_stays() -> None:
    readings, symbols, _ = guessed(LATIN, {"ù": "٥"}, evidence="claim")
    assert unread_among_latin(readings, symbols) == {}


@pytest.mark.parametrize("digits", ["٥", "١ ٢ ٣"])
def test_digits_among_arabic_words_stay_in_a_font_with_latin_letters(digits: str) -> None:
    readings, symbols, _ = guessed(f"{LATIN}\nالمادة {digits} من القانون", {})
    assert unread_among_latin(readings, symbols) == {}


def test_a_digit_between_words_of_both_scripts_stays() -> None:
    """One side is Latin text, the other isn't."""
    readings, symbols, _ = guessed("abcdefghij لا ٥ klm", {})
    assert unread_among_latin(readings, symbols) == {}


@pytest.mark.parametrize("line", ["ab٥ab", "abcd٥efg", f"{LATIN} ٥ {LATIN}\nقانون"])
def test_a_font_with_few_latin_letters_or_with_arabic_ones_shows_nothing(line: str) -> None:
    readings, symbols, _ = guessed(line, {})
    assert unread_among_latin(readings, symbols) == {}


def test_letters_of_another_font_tell_nothing() -> None:
    readings, symbols, _ = guessed(LATIN, {"è": "٥"})
    font = symbols.font.copy()
    font[[s for s, reading in readings.items() if reading.text in ("ù", "d")]] += 1
    assert unread_among_latin(readings, replace(symbols, font=font)) == {}


def small(line: str, guess: dict[str, str], *alternatives: str, space_glyphs: bool = True) -> dict[int, str]:
    """What becomes of guessed capitals of ``line``, whose readings have these alternatives."""
    readings, symbols, extraction = guessed(line, guess, space_glyphs=space_glyphs)
    others = tuple((other, 0.1) for other in alternatives)
    capitals = {s: replace(r, alternatives=others) for s, r in readings.items() if r.text in guess.values()}
    raised = small_inside_words(readings | capitals, symbols, extraction.pages)
    return {s: reading.text for s, reading in raised.items()}


@pytest.mark.parametrize("line", ["la fôte", "Côte, Rôle"])
def test_a_capital_inside_words_of_small_letters_is_the_small_one_that_looks_most_like_it(line: str) -> None:
    assert list(small(line, {"ô": "Ó"}, "Ö", "o", "ô", "ó").values()) == ["ô"]
    assert list(small(line, {"ô": "Ó"}).values()) == ["ó"]


@pytest.mark.parametrize("line", ["ôte ôla", "RôLE", "aôb ô ô ô", "Rô le"])
def test_a_capital_stays_at_the_beginning_of_words_and_among_others(line: str) -> None:
    assert small(line, {"ô": "Ó"}) == {}
    assert small(line, {"ô": "Ó"}, space_glyphs=False) == {}


def test_a_glyph_touches_the_one_before_it_on_its_line_and_nowhere_else() -> None:
    places = [(100, 100), (105, 100), (109, 100), (120, 100), (90, 100), (95, 120)]  # kerned, apart, back, below
    assert _touching(page([(7, x, y, 5.0) for x, y in places])).tolist() == [True, True, False, False, False]


@pytest.mark.parametrize(("line", "capital"), [("5 kHz", "H"), ("mit McDonald", "D"), ("ein iPhone", "P")])
def test_a_capital_without_an_accent_stays_inside_words_unless_it_looks_like_a_small_letter(
    line: str, capital: str
) -> None:
    assert small(line, {capital: capital}, "N", "ó") == {}
    assert list(small(line, {capital: capital}, "N", "l").values()) == ["l"]


def test_names_with_accents_are_read_without_a_map_in_a_latin_font_that_the_atlas_has_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = require(Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"), "fonts-dejavu-core")
    book = atlas.load(exclude=("DejaVuSans",))
    monkeypatch.setattr(atlas, "shipped", lambda: book)
    names = "Hélène Lefèbvre, José Núñez, François Müller, Côte d'Ivoire, São Tomé, Jérôme Gonçalves, Nîmes, où là"
    document = typeset("\n".join([f"{names}, à côté de la forêt, le garçon a déjà été là"] * 5), path)
    readings = decipher(document.extraction)[0].readings
    accented = {code: shown for code, shown in document.truth.items() if shown in "éèúñçüôãîùà"}
    assert len(accented) == 11
    assert {code: readings[code].text for code in accented} == accented


def test_accents_are_for_latin_fonts_and_for_what_looks_like_a_plain_latin_letter() -> None:
    book = atlas.shipped()
    kinds = [(label.kind, len(label.text) == 1 and label.text.isascii()) for label in book.labels]
    of_group = [kinds[label] for label in (book.group_of // len(book.families)).tolist()]
    accented = np.array([kind == LATIN_KIND and not plain for kind, plain in of_group])
    latin = np.array([kind == LATIN_KIND and plain for kind, plain in of_group])
    assert accented.sum() > 300
    scores = np.full((accented.size, 2), 90.0, np.float32)
    scores[accented], scores[latin, 0], scores[latin, 1] = 1.0, 95.0, 101.0
    strange, latin_font, later = scores.copy(), scores.copy(), scores.copy()
    assert not _set_accents_apart(strange, book)
    assert strange[accented].tolist() == [[1.0, FAR]] * int(accented.sum())
    assert np.array_equal(strange[~accented], scores[~accented])
    latin_font[latin, 0] = 89.0
    asked = latin_font.copy()
    assert _set_accents_apart(latin_font, book)
    assert np.array_equal(latin_font, asked)
    assert _set_accents_apart(later, book, True)  # as the common glyphs told
    assert np.array_equal(later, scores)
    assert not _set_accents_apart(asked, book, False)
    assert asked[accented].tolist() == [[1.0, FAR]] * int(accented.sum())


def test_no_letter_of_an_arabic_face_is_near_an_accented_one() -> None:
    path = require(Path("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf"), "fonts-noto-core")
    document = typeset("تقرير عن اجتماع الفريق العامل المعني بتهريب المهاجرين ومكافحة الجريمة المنظمة", path)
    book, (font,) = atlas.shipped(), document.extraction.fonts
    uses = [Use(gid, 0.5, times) for gid, times in sorted(document.count.items())]
    seen = outline_evidence(font, uses, book)
    assert seen is not None
    accented = [label.accented for label in book.labels]
    worse = seen.loglik.max(1) - seen.loglik[:, accented].max(1)
    rows = [row for row in range(len(uses)) if not (seen.blank[row] or seen.mark[row])]
    rows.sort(key=lambda row: (-uses[row].times, row))
    assert np.median(worse[rows[:SCALE_SAMPLE]]) > 1e4
    assert np.median(worse[rows[SCALE_SAMPLE:]]) > 1e4


@pytest.mark.parametrize(("claim", "checked"), [("f", True), ("fi", False), ("é", False), ("ب", True)])
def test_outlines_bely_no_claim_of_an_accented_letter_or_a_ligature(claim: str, checked: bool) -> None:
    assert bool(_labels_of(claim, atlas.shipped()).size) == checked


@pytest.mark.parametrize(
    ("read", "reading", "expected"),
    [
        ("abcdefghij", Reading("ffl", 0.5, "outline", (("m", 0.3), ("ffi", 0.2))), "m"),
        ("abcdefghij", Reading("ffl", 0.97, "outline", (("m", 0.03),)), None),  # a sure one
        ("abcdefghij", Reading("ffl", 0.5, "outline", (("ffi", 0.2),)), None),  # it doesn't look like its claim
        ("abcdefghij", Reading("ffl", 0.5, "name", (("m", 0.3),)), None),  # no guess
        ("abcxyzghij", Reading("ffl", 0.5, "outline", (("m", 0.3),)), None),  # others aren't what they claim
        ("abc", Reading("ffl", 0.5, "outline", (("m", 0.3),)), None),  # too few to tell
    ],
)
def test_a_latin_claim_stands_where_the_others_do_and_the_guess_is_unsure(
    read: str, reading: Reading, expected: str | None
) -> None:
    claims = "abcdefghij"[: len(read)] + "m"
    made = font(None, codes=range(1, len(claims) + 1), claims=dict(enumerate(claims, 1)))
    symbols = symbols_of(page_of(made, list(range(1, len(claims) + 1))))
    readings = dict(enumerate([*(Reading(letter, 0.999, "claim") for letter in read), reading]))
    readings = {s: readings[int(symbols.code[s]) - 1] for s in range(len(symbols))}
    claimed = as_latin_claimed(range(len(symbols)), readings, symbols)
    assert [each.text for each in claimed.values()] == ([expected] if expected else [])
    assert all(len(read) / len(claims) == each.confidence for each in claimed.values())
