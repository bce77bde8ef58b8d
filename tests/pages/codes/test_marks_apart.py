"""Letters that claim the marks of their first place, where those are glyphs of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.repair.painter import Painter
from warraq.model.font import GlyphMap, Reading
from warraq.model.packed.shown_codes import shown_codes
from warraq.pages import read_lines
from warraq.pages.codes.codes import MARK, SILENT, CodeTable, build_codes
from warraq.pages.codes.marks_apart import UNKNOWN_CONFIDENCE, settle_marks_apart
from warraq.pages.rows.marks.hung_marks import bears_vowel, without_vowels

LAM, SHADDA, FATHA, DAMMA, KASRA = "ل", "\u0651", "\u064e", "\u064f", "\u0650"
CLUSTER = LAM + FATHA + SHADDA
#: A glyph that nothing is claimed for.
MUTE = "\ue000"
OTHER_MUTE = "\ue001"


def painted(*words: tuple[str, ...], backwards: bool = True) -> Painter:
    """Words from right to left, each of one letter with its marks, in the stream before it or behind it."""
    painter = Painter()
    for place, (letter, *marks) in enumerate(words):
        x = 200.0 - 20 * place
        glyphs = [(letter, x, 8.0), *((mark, x + 3, 0.0) for mark in marks)]
        for text, left, advance in reversed(glyphs) if backwards else glyphs:
            painter.glyph(text, left, 100, advance, 12)
    return painter


def table(painter: Painter, bar: str = "") -> tuple[CodeTable, dict[str, int]]:
    """The settled table, and the row of each text; what is mute has ink and no reading, and what is ``bar`` is one."""
    extraction, (glyph_map,) = painter.extraction()
    readings = dict(glyph_map.readings)
    for mute in painter.codes.keys() & {MUTE, OTHER_MUTE}:
        readings[painter.codes[mute]] = Reading("", 0.95, "claim")
    shown = shown_codes(extraction)
    codes = build_codes(extraction, [GlyphMap(0, "honest", readings)], shown)
    silent = codes.kind == SILENT
    row_of = {text: int(np.searchsorted(codes.keys, code)) for text, code in painter.codes.items()}
    bars = np.isin(np.arange(len(silent)), [row_of[bar]] if bar else [])
    codes = replace(codes, ink_left=np.where(silent, 0.1, codes.ink_left), bar=bars)
    return settle_marks_apart(codes, shown.of_page), row_of


@pytest.mark.parametrize("backwards", [True, False])
def test_a_letter_has_the_marks_that_stand_over_it_in_each_place(backwards: bool) -> None:
    page = painted((CLUSTER, SHADDA, FATHA), (CLUSTER, DAMMA), (CLUSTER,), backwards=backwards)
    (line,) = read_lines(*page.extraction())[0]
    assert line.text == f"{CLUSTER} {LAM}{DAMMA} {LAM}"


def test_a_letter_that_is_drawn_with_its_marks_keeps_them() -> None:
    page = painted((CLUSTER,), (LAM, DAMMA), (CLUSTER,))
    (line,) = read_lines(*page.extraction())[0]
    assert line.text == f"{CLUSTER} {LAM}{DAMMA} {CLUSTER}"


def test_marks_that_are_told_of_no_other_glyph_are_those_of_the_mute_one() -> None:
    codes, row_of = table(painted((CLUSTER, SHADDA, MUTE), (LAM, MUTE)))
    assert codes.text[row_of[CLUSTER]] == LAM
    assert (codes.text[row_of[MUTE]], codes.kind[row_of[MUTE]]) == (FATHA, MARK)
    assert codes.confidence[row_of[MUTE]] > UNKNOWN_CONFIDENCE


def test_of_two_mute_glyphs_nothing_tells_which_draws_the_mark() -> None:
    codes, row_of = table(painted((CLUSTER, SHADDA, MUTE, OTHER_MUTE)))
    assert codes.text[row_of[CLUSTER]] == LAM
    for mute in (MUTE, OTHER_MUTE):
        assert (codes.text[row_of[mute]], codes.confidence[row_of[mute]]) == ("", UNKNOWN_CONFIDENCE)


@pytest.mark.parametrize(("bar", "text"), [("", LAM), (MUTE, CLUSTER)])
def test_what_is_drawn_behind_a_kashida_is_of_another_letter(bar: str, text: str) -> None:
    codes, row_of = table(painted((CLUSTER, MUTE, SHADDA)), bar)
    assert codes.text[row_of[CLUSTER]] == text


def test_a_mute_glyph_that_no_marks_are_left_for_makes_words_doubtful() -> None:
    codes, row_of = table(painted((CLUSTER, SHADDA, FATHA), (LAM, MUTE)))
    assert codes.text[row_of[MUTE]] == ""
    assert codes.confidence[row_of[MUTE]] == UNKNOWN_CONFIDENCE


def test_where_letters_claim_no_marks_a_mute_glyph_says_nothing() -> None:
    codes, row_of = table(painted((LAM, SHADDA, FATHA), (LAM, MUTE)))
    assert codes.confidence[row_of[MUTE]] > 0.9


@pytest.mark.parametrize(
    ("text", "bears"),
    [(LAM + KASRA, True), (LAM + SHADDA, False), (CLUSTER, True), (LAM, False), (f"{LAM}{FATHA}ا", False)],
)
def test_a_letter_bears_one_vowel(text: str, bears: bool) -> None:
    assert bears_vowel(text) == bears


def test_what_actual_text_says_of_a_letter_is_all_its_vowels() -> None:
    """DejaVu calls shadda with kasra, which it draws below it, shadda with fatha."""
    page = painted((LAM, SHADDA + FATHA))
    extraction, maps = page.extraction()
    (sheet,) = extraction.pages
    base = int(np.flatnonzero(sheet.charcode == page.codes[LAM])[0])
    spoken = replace(sheet, actual_text=((base, base + 1, LAM + KASRA + SHADDA),))
    (line,) = read_lines(replace(extraction, pages=(spoken,)), maps)[0]
    assert line.text == LAM + KASRA + SHADDA
    assert without_vowels(SHADDA + FATHA) == SHADDA


def test_a_vowel_that_only_a_map_gives_a_letter_takes_none_from_a_mark_that_is_drawn() -> None:
    (line,) = read_lines(*painted((LAM + KASRA, FATHA)).extraction())[0]
    assert sorted(line.text) == sorted(LAM + KASRA + FATHA)
