"""The zero width non-joiner where nothing of it is painted but the letters that it keeps apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import uharfbuzz

from tests.repair.painter import Painter
from tests.repair.sheet import Sheet
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.model.font import Font, GlyphMap, Reading
from warraq.model.glyph import Extraction
from warraq.pages import read_lines
from warraq.pages.codes.codes import CodeTable

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
YEH_FINAL = "\N{ARABIC LETTER FARSI YEH FINAL FORM}"
YEH_MEDIAL = "\N{ARABIC LETTER FARSI YEH MEDIAL FORM}"
SHEEN_INITIAL = "\N{ARABIC LETTER SHEEN INITIAL FORM}"
SHEEN_MEDIAL = "\N{ARABIC LETTER SHEEN MEDIAL FORM}"
#: Letters that make the document a Persian one, and two that are joined.
PERSIAN = f"پژوهش گچ {SHEEN_INITIAL}{YEH_MEDIAL}"


#: Features of a font that give letters the forms of joined ones.
SHAPING = ("init", "medi", "fina", "rlig", "liga", "calt")


def claimed(sheet: Sheet, folder: Path) -> tuple[Extraction, list[GlyphMap]]:
    """A sheet saved and extracted, with its map as it stands."""
    extraction = extract_pdf(sheet.save(folder / "sheet.pdf"))
    readings = {code: Reading(text, 1.0, "claim") for code, text in extraction.fonts[0].to_unicode.items()}
    return extraction, [GlyphMap(0, "honest", readings)]


def painted(*glyphs: tuple[str, float, float], persian: bool = True) -> str:
    """The last line of a page; its glyphs are (text, x, advance), in the order of the stream."""
    painter = Painter(space_glyphs=False)
    if persian:
        painter.line(PERSIAN, y=80)
    for text, x, advance in glyphs:
        painter.glyph(text, x, 100, advance, 12)
    return [line.text for line in read_lines(*painter.extraction())[0]][-1]


@pytest.mark.parametrize(
    ("first", "second", "between"),
    [
        (YEH_FINAL, SHEEN_INITIAL, ZWNJ),
        (YEH_FINAL, "ش", ZWNJ),
        ("ی", SHEEN_INITIAL, ZWNJ),
        (YEH_MEDIAL, SHEEN_MEDIAL, ""),
        ("ی", "ش", ""),
        ("ێ", SHEEN_INITIAL, ""),  # no form of it is encoded
        (YEH_FINAL, "؟", ""),
    ],
)
def test_forms_of_letters_that_could_join_tell_it(first: str, second: str, between: str) -> None:
    text = painted((second, 100.0, 6.0), (first, 106.0, 6.0), ("م", 112.0, 6.0))
    letters = {YEH_FINAL: "ی", YEH_MEDIAL: "ی", SHEEN_INITIAL: "ش", SHEEN_MEDIAL: "ش"}
    assert text == f"م{letters.get(first, first)}{between}{letters.get(second, second)}"


def test_in_arabic_forms_tell_of_none() -> None:
    text = painted((SHEEN_INITIAL, 100.0, 6.0), (YEH_FINAL, 106.0, 6.0), ("م", 112.0, 6.0), persian=False)
    assert text == "میش"


def test_an_initial_letter_whose_ink_reaches_the_one_before_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arial draws initial and medial meem alike.
    def flush_right(codes: CodeTable, _: Sequence[Font]) -> tuple[np.ndarray, np.ndarray]:
        return np.full(len(codes.text), np.nan), np.zeros(len(codes.text))

    monkeypatch.setattr("warraq.pages.codes.non_joiners._white", flush_right)
    assert painted((SHEEN_INITIAL, 100.0, 6.0), ("ی", 106.0, 6.0), ("م", 112.0, 6.0)) == "میش"


@pytest.mark.parametrize("inexact", [0.0, 0.2, -0.2])
def test_a_space_that_takes_no_room_anywhere_is_one(inexact: float) -> None:
    # As LuaTeX paints it: the space ends where the letter before it begins, the next one may be narrower than it.
    word = [("م", 112.0, 6.0), ("ن", 106.0, 6.0), (" ", 102.5 + inexact, 3.5), ("ن", 104.5, 1.5), ("م", 98.5, 6.0)]
    assert painted(*word) == f"من{ZWNJ}نم"
    assert painted(*word, persian=False) == f"من{ZWNJ}نم"
    # Where it parts words elsewhere it is a space that kerning has closed.
    assert ZWNJ not in painted(*word, ("د", 88.0, 6.0), (" ", 84.5, 3.5), ("ر", 78.5, 6.0))


def test_a_space_over_the_letter_on_its_right_is_one_where_others_take_room() -> None:
    # As Chromium sets what HarfBuzz shapes; the stream goes from left to right.
    word = [("م", 98.5, 6.0), ("ن", 104.5, 1.5), (" ", 106.0, 3.5), ("ن", 106.0, 6.0), ("م", 112.0, 6.0)]
    spaced = [("ر", 78.5, 6.0), (" ", 84.5, 3.5), ("د", 88.0, 6.0)]
    assert f"من{ZWNJ}نم" in painted(*spaced, *word)
    assert ZWNJ not in painted(*spaced, *word, persian=False)
    apart = [(text, x + 3.5 if x >= 106 and text != " " else x, advance) for text, x, advance in word]
    assert ZWNJ not in painted(*spaced, *apart)


Glyph = tuple[str, float, float]


def over_letters(words: int, step: float = 30.0) -> list[Glyph]:
    """So many words, as XeTeX paints them: the space begins where the letter before it does, also at their ends."""
    right = 600.0
    return [
        glyph
        for start in (right - step * word for word in range(words))
        for glyph in (
            ("\u0645", start - 6, 6.0),
            ("\u0646", start - 12, 6.0),
            (" ", start - 12, 3.5),
            ("\u0646", start - 18, 6.0),
            ("\u0645", start - 24, 6.0),
            (" ", start - 24, 3.5),
        )
    ]


def test_a_space_over_the_letter_before_it_is_one_also_where_a_word_ends() -> None:
    words = f"من{ZWNJ}نم من{ZWNJ}نم"
    assert painted(*over_letters(2)) == words
    assert painted(*over_letters(2)[::-1]) == words


@pytest.mark.parametrize(
    "space",
    [
        pytest.param((" ", 532.5, 3.5), id="beside the letter"),
        pytest.param((" ", 536.0, 7.0), id="wider than the letter"),
    ],
)
def test_a_space_that_parts_words_as_often_is_one_between_letters_that_touch_alone(space: Glyph) -> None:
    text = painted(*over_letters(1), ("\u0645", 536.0, 6.0), space, ("\u0631", 526.5, 6.0))
    assert f"\u0645\u0646{ZWNJ}\u0646\u0645" in text
    assert text.count(ZWNJ) == 1


def test_a_non_joiner_beside_a_sign_may_take_room() -> None:
    *rest, last = over_letters(6)
    assert painted(*rest, last, (".", 400.0, 3.0), (" ", 396.5, 3.5)).count(ZWNJ) == 6
    few = over_letters(1)
    assert painted(*few, (".", 570.0, 3.0), (" ", 566.5, 3.5)).count(ZWNJ) == 1


def test_a_space_below_the_tail_of_reh_says_nothing() -> None:
    reh = (("\u0645", 100.0, 6.0), ("\u0631", 94.0, 6.0), (" ", 94.0, 3.5), ("\u0645", 88.0, 6.0))
    assert ZWNJ not in painted(*reh)


def test_a_first_page_with_few_of_its_places_settles_nothing() -> None:
    painter = Painter(space_glyphs=False)
    for glyphs in ([*over_letters(1), (".", 570.0, 3.0), (" ", 566.5, 3.5)], over_letters(9)):
        for text, x, advance in glyphs:
            painter.glyph(text, x, 100, advance, 12)
        painter.new_page()
    texts = [line.text for line in read_lines(*painter.extraction())[0]]
    assert [text.count(ZWNJ) for text in texts] == [1, 9]


@pytest.mark.parametrize(("words", "spaces"), [(22, True), (8, False)])
def test_a_blank_without_an_advance_is_a_space_where_its_font_has_one_so_often(words: int, spaces: bool) -> None:
    """Headings in such a face; in a few words the document says more."""
    painter = Painter(space_glyphs=False)
    for number in range(40):
        painter.line("من كتاب إلى كتاب من كتاب إلى كتاب", y=120 + 15 * number)
    body = len(painter.rows[-1])
    at = 560.0
    for _ in range(words):
        for text, width in (("م", 6.0), ("ا", 4.0), ("م", 6.0), ("ن", 6.0), (" ", 0.0)):
            at -= width
            painter.glyph(text, at, 100, width, 12)
    extraction, (glyph_map,) = painter.extraction()
    font = (np.arange(len(painter.rows[-1])) >= body).astype(np.uint16)
    page = replace(extraction.pages[0], font=font)
    two = replace(extraction, pages=(page,), fonts=extraction.fonts * 2)
    heading = read_lines(two, [glyph_map, replace(glyph_map, font=1)])[0][0].text
    assert (ZWNJ not in heading) is spaces


@pytest.mark.parametrize("forms", [True, False], ids=["forms", "ink"])
def test_a_text_that_no_program_has_shaped_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forms: bool
) -> None:
    if not forms:
        monkeypatch.setattr("warraq.pages.codes.codes.form_of", lambda *_: None)
    shape = uharfbuzz.shape
    monkeypatch.setattr(uharfbuzz, "shape", lambda *given: shape(*given, dict.fromkeys(SHAPING, False)))
    sheet = Sheet()
    sheet.line("پژوهش گچ شمیم", 740)
    assert [line.text for line in read_lines(*claimed(sheet, tmp_path))[0]] == ["پژوهش گچ شمیم"]


@pytest.mark.parametrize("forms", [True, False], ids=["forms", "ink"])
def test_ink_that_does_not_meet_tells_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forms: bool) -> None:
    if not forms:
        monkeypatch.setattr("warraq.pages.codes.codes.form_of", lambda *_: None)
    sheet = Sheet()
    sheet.line("پژوهش گچ", 740)
    sheet.line("شود", 700, right=sheet.line("می", 700))
    sheet.line("می", 680, right=sheet.line("پیش", 680) - 4)
    lines = read_lines(*claimed(sheet, tmp_path))[0]
    assert [line.text for line in lines] == ["پژوهش گچ", f"می{ZWNJ}شود", "پیش می"]
