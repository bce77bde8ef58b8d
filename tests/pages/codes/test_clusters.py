"""Fonts that draw one letter with several glyphs, and what producers say of those."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.decipher.glyph.tiny_fonts import font as font_of
from tests.decipher.glyph.tiny_fonts import program
from tests.installed import require
from tests.repair.painter import Painter
from tests.repair.sheet import FACE, shape
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.model.font import GlyphMap, Reading
from warraq.model.glyph import Extraction
from warraq.model.packed.shown_codes import shown_codes
from warraq.pages import read_lines
from warraq.pages.codes.clusters import settle_clusters
from warraq.pages.codes.codes import build_codes
from warraq.pages.codes.ink import Ink, inks
from warraq.pages.codes.readings import is_kashida, mark_of, prefer_claimed_letters

HONEST = Path(__file__).parents[3] / "fixtures" / "pdf" / "honest.pdf"
FATHA, SHADDA, HAMZA_ABOVE = "\N{ARABIC FATHA}", "\N{ARABIC SHADDA}", "\N{ARABIC HAMZA ABOVE}"
ZWNJ = "\N{ZERO WIDTH NON-JOINER}"


def placed(*glyphs: tuple[str, float, float]) -> Painter:
    """A line of (text, x, advance), in the order of the stream."""
    painter = Painter()
    for text, x, advance in glyphs:
        painter.glyph(text, x, 100, advance, 12)
    return painter


def read(
    painter: Painter, claims: dict[str, str | None] | None = None, spans: tuple[tuple[int, int, str], ...] = ()
) -> list[str]:
    """The lines, with other claims (None: no claim, and no reading) for some glyphs, and ActualText."""
    extraction, (glyph_map,) = painter.extraction()
    table = [*extraction.claims, *(claim for claim in (claims or {}).values() if claim)]
    claim = extraction.pages[0].claim.copy()
    readings = dict(glyph_map.readings)
    for text, said in (claims or {}).items():
        code = painter.codes[text]
        claim[extraction.pages[0].charcode == code] = table.index(said) if said else -1
        readings[code] = Reading(said or "", 1.0, "claim")
    page = replace(extraction.pages[0], claim=claim, actual_text=spans)
    changed: Extraction = replace(extraction, pages=(page,), claims=tuple(table))
    return [line.text for line in read_lines(changed, [GlyphMap(0, "honest", readings)])[0]]


LAM_ALEF_APART = (("ل", 124.0, 7.2), ("ا", 124.0, 0.0), ("م", 131.2, 6.0))


@pytest.mark.parametrize("order", [(2, 0, 1), (1, 0, 2), (0, 1, 2), (2, 1, 0)])
def test_a_lam_alef_of_two_glyphs_in_one_place_reads_lam_first(order: tuple[int, ...]) -> None:
    assert read(placed(*(LAM_ALEF_APART[i] for i in order))) == ["ملا"]


@pytest.mark.parametrize("turned", [False, True])
def test_a_lam_over_the_letter_behind_it_follows_the_alef_before_it(turned: bool) -> None:
    """Reem Kufi sets it over hah: it has no advance and starts where the alef does."""
    glyphs = (("ح", 124.0, 8.0), ("ل", 132.0, 0.0), ("ا", 132.0, 3.0), ("و", 135.0, 5.0))
    assert read(placed(*(reversed(glyphs) if turned else glyphs))) == ["والح"]


def test_the_lam_alef_that_has_no_room_for_the_lam_reads_lam_first_where_the_stream_says_nothing() -> None:
    assert read(placed(("ا", 124.0, 3.0), ("ل", 124.0, 0.0))) == ["لا"]


def test_narrow_letters_side_by_side_are_in_their_places() -> None:
    assert read(placed(("ع", 124.0, 8.0), ("ل", 132.0, 0.9), ("ا", 132.9, 0.9))) == ["الع"]


def test_other_letters_in_one_place_follow_the_stream() -> None:
    leftwards = [("ب", 138.0, 6.0), ("س", 130.0, 8.0), ("ر", 130.0, 0.0), ("د", 124.0, 6.0)]
    assert read(placed(*leftwards)) == ["بسرد"]
    assert read(placed(*reversed(leftwards))) == ["بسرد"]


@pytest.mark.parametrize("shift", [-0.01, 0.0, 0.01, 0.5])
def test_an_alef_over_the_tail_of_its_neighbour_follows_it(shift: float) -> None:
    glyphs = (("و", 130.0, 7.0), ("ا", 130.0 + shift, 2.5), ("ل", 124.0, 6.0))
    assert read(placed(*glyphs)) == read(placed(*glyphs[::-1])) == ["وال"]


@pytest.mark.parametrize(("letter", "advance"), [("ا", 7.0), ("د", 2.5)])
def test_what_is_no_alef_within_its_neighbour_is_where_it_starts(letter: str, advance: float) -> None:
    glyphs = (("و", 130.0, 7.0), (letter, 130.5, advance), ("ل", 124.0, 6.0))
    assert read(placed(*glyphs)) == [f"{letter}ول"]


def test_letters_of_one_glyph_have_a_vowel_each_though_both_stand_over_the_last() -> None:
    lam, jeem, sukun, damma = "\u0644", "\u062c", "\u0652", "\u064f"
    painter = placed((damma, 102.0, 0.0), (sukun, 104.0, 0.0), (lam + jeem, 100.0, 10.0))
    assert read(painter) == [lam + sukun + jeem + damma]
    alone = placed((damma, 102.0, 0.0), (lam + jeem, 100.0, 10.0))
    assert read(alone) == [lam + jeem + damma]


def test_the_marks_of_a_cluster_come_from_its_actual_text() -> None:
    painter = placed((FATHA, 103.0, 0.0), ("?", 102.0, 0.0), ("د", 100.0, 6.0), ("م", 106.0, 6.0))
    assert read(painter, {"?": None}, ((0, 3, f"د{SHADDA}{FATHA}"),)) == [f"مد{FATHA}{SHADDA}"]


def test_actual_text_that_contradicts_the_letters_is_not_believed() -> None:
    painter = placed((FATHA, 103.0, 0.0), ("د", 100.0, 6.0), ("م", 106.0, 6.0))
    assert read(painter, spans=((0, 2, f"ر{SHADDA}"),)) == [f"مد{FATHA}"]


def test_actual_text_names_a_letter_without_a_claim() -> None:
    painter = placed(("?", 100.0, 6.0), ("م", 106.0, 6.0))
    assert read(painter, {"?": None}, ((0, 1, "ق"),)) == ["مق"]


def test_actual_text_over_a_space_is_a_label_that_the_page_does_not_show() -> None:
    painter = placed((" ", 106.0, 3.0), ("د", 100.0, 6.0), ("م", 109.0, 6.0))
    assert read(painter, spans=((0, 1, "أ"),)) == ["م د"]


def test_letters_of_other_languages_are_kept_where_glyphs_are_shared() -> None:
    painter = placed(("ي", 100.0, 6.0), ("م", 106.0, 6.0))
    assert read(painter, spans=((0, 1, "ی"),)) == ["می"]


def test_a_string_that_went_to_the_mark_returns_to_its_letter() -> None:
    painter = placed((FATHA, 102.0, 0.0), ("?", 100.0, 6.0), ("م", 106.0, 6.0))
    extraction, (glyph_map,) = painter.extraction()
    codes = painter.codes
    readings = {**glyph_map.readings, codes["?"]: Reading("", 1.0, "claim")}
    claim = np.where(extraction.pages[0].charcode == codes["?"], -1, extraction.pages[0].claim)
    claims = tuple(f"د{FATHA}" if text == FATHA else text for text in extraction.claims)
    page = replace(extraction.pages[0], claim=claim.astype(np.int32))
    lines, *_ = read_lines(replace(extraction, pages=(page,), claims=claims), [GlyphMap(0, "honest", readings)])
    assert [line.text for line in lines] == [f"مد{FATHA}"]


def with_mute(
    mark: str, claims: dict[str, str], *others: tuple[str, float, float]
) -> tuple[Extraction, list[GlyphMap]]:
    """A ``mark`` beside a glyph that claims and reads as nothing, and ``others``, which all claim as in ``claims``."""
    painter = placed((mark, 102.0, 0.0), ("?", 100.0, 6.0), *others)
    extraction, (glyph_map,) = painter.extraction()
    code = painter.codes["?"]
    page = extraction.pages[0]
    claim = np.where(page.charcode == code, -1, page.claim).astype(np.int32)
    said = tuple(claims.get(text, text) for text in extraction.claims)
    readings = {**glyph_map.readings, code: Reading("", 1.0, "claim")}
    changed = replace(extraction, pages=(replace(page, claim=claim),), claims=said)
    return changed, [GlyphMap(0, "wrong_map", readings)]


def test_a_map_that_is_right_about_digits_alone_gives_no_letter_away() -> None:
    digits = [(digit, 120.0 + 6 * place, 6.0) for place, digit in enumerate("12345\u0665")]
    claims = {FATHA: f"ك{FATHA}", "م": "س"}
    extraction, maps = with_mute(FATHA, claims, ("م", 106.0, 6.0), *digits)
    assert [line.text for line in read_lines(extraction, maps)[0]] == [f"12345\u0665 م{FATHA}"]


@pytest.mark.parametrize(("said", "text"), [("أ", "مأ"), ("ك", "مٔ")])
def test_a_hamza_gives_away_no_letter_without_one(said: str, text: str) -> None:
    extraction, maps = with_mute(HAMZA_ABOVE, {HAMZA_ABOVE: said}, ("م", 106.0, 6.0))
    assert [line.text for line in read_lines(extraction, maps)[0]] == [text]


@pytest.mark.parametrize(("beside", "text"), [("ل", "ملأ"), ("لا", "ملأ"), ("لأ", "ملأ")])
def test_what_paints_nothing_beside_a_whole_lam_alef_is_no_second_alef(beside: str, text: str) -> None:
    extraction, maps = with_mute(HAMZA_ABOVE, {HAMZA_ABOVE: "أ"}, (beside, 100.0, 6.0), ("م", 106.0, 6.0))
    assert [line.text for line in read_lines(extraction, maps)[0]] == [text]


@pytest.mark.parametrize(("ink", "given"), [(np.nan, False), (0.1, True)])
def test_what_paints_beside_a_whole_lam_alef_may_be_an_alef(ink: float, given: bool) -> None:
    extraction, maps = with_mute(HAMZA_ABOVE, {HAMZA_ABOVE: "أ"}, ("لا", 100.0, 6.0), ("م", 106.0, 6.0))
    shown = shown_codes(extraction)
    codes = build_codes(extraction, maps, shown)
    mute = codes.text.index("")
    codes = replace(codes, ink_left=np.where(np.arange(len(codes.text)) == mute, ink, codes.ink_left))
    assert settle_clusters(codes, shown.of_page, extraction.pages).text[mute] == "ا" * given


def test_a_hamza_that_comes_first_in_its_line_is_not_that_of_the_alef_behind_which_the_stream_has_it() -> None:
    painter = placed(("د", 106.0, 6.0), ("أ", 112.0, 6.0))
    painter.glyph(HAMZA_ABOVE, 102, 20, 0, 12)
    painter.glyph("و", 100, 20, 6, 12)
    extraction, maps = painter.extraction()
    assert {line.text for line in read_lines(extraction, maps)[0]} == {"أد", "ؤ"}


def test_a_tatweel_is_given_no_letter() -> None:
    painter = placed((FATHA, 103.0, 0.0), ("ـ", 100.0, 6.0), ("ه", 106.0, 6.0))
    extraction, maps = painter.extraction()
    claims = tuple(f"د{FATHA}" if text == FATHA else text for text in extraction.claims)
    assert [line.text for line in read_lines(replace(extraction, claims=claims), maps)[0]] == [f"ه{FATHA}"]


@pytest.mark.parametrize(("claim", "text"), [(None, "ملا"), ("\N{RIGHT-TO-LEFT MARK}", "مل")])
def test_a_stem_beside_a_lam_is_its_alef_unless_it_is_claimed(claim: str | None, text: str) -> None:
    painter = placed(("م", 131.2, 6.0), ("ل", 124.0, 7.2), ("?", 124.0, 0.0))
    extraction, (glyph_map,) = painter.extraction()
    code = painter.codes["?"]
    (alef,) = shape("ا")
    program = require(FACE, "fonts-dejavu-core").read_bytes()
    font = replace(extraction.fonts[0], program=program, widths={code: 0.0}, code_to_gid={code: alef.gid})
    said = [claim or "" if text == "?" else text for text in extraction.claims]
    page = extraction.pages[0]
    if claim is None:
        page = replace(page, claim=np.where(page.charcode == code, -1, page.claim).astype(np.int32))
    readings = {**glyph_map.readings, code: Reading(claim or "", 1.0, "claim")}
    changed = replace(extraction, pages=(page,), fonts=(font,), claims=tuple(said))
    assert [line.text for line in read_lines(changed, [GlyphMap(0, "honest", readings)])[0]] == [text]


def test_an_alef_whose_hamza_is_apart_is_bare_elsewhere() -> None:
    painter = placed(
        ("أ", 109.0, 3.0), ("م", 112.0, 6.0), (HAMZA_ABOVE, 101.5, 0.0), ("أ", 100.0, 3.0), ("ن", 103.0, 6.0)
    )
    assert read(painter) == ["مانأ"]


def test_an_alef_with_hamza_beside_the_madda_of_another_letter_keeps_its_hamza() -> None:
    madda = "\N{ARABIC MADDAH ABOVE}"
    painter = placed(("إ", 112.0, 3.0), (madda, 108.0, 0.0), ("ى", 106.0, 6.0))
    assert read(painter) == [f"إى{madda}"]


def test_a_hamza_that_the_base_claims_too_is_read_once() -> None:
    painter = placed((HAMZA_ABOVE, 101.5, 0.0), ("ؤ", 100.0, 3.0), ("ن", 103.0, 6.0))
    assert read(painter) == ["نؤ"]


def test_a_vowel_that_claims_the_shadda_beside_it_is_the_vowel_alone() -> None:
    both = FATHA + SHADDA
    apart = ((both, 113.0, 0.0), (SHADDA, 113.0, 0.0), ("د", 112.0, 6.0))
    alone = ((both, 101.5, 0.0), ("د", 100.0, 6.0), ("ن", 106.0, 6.0))
    extraction, maps = placed(*alone, *apart).extraction()
    assert [line.text for line in read_lines(extraction, maps)[0]] == [f"د{both}ند{both}"]
    claim = extraction.pages[0].claim.copy()
    claim[claim == extraction.claims.index(SHADDA)] = -1
    page = replace(extraction.pages[0], claim=claim)
    lines = read_lines(replace(extraction, pages=(page,)), maps)[0]
    assert [line.text for line in lines] == [f"د{both}ند{FATHA}"]


def test_hamza_and_vowel_in_one_glyph_add_what_the_base_lacks() -> None:
    both = HAMZA_ABOVE + FATHA
    glyphs = ((both, 101.5, 0.0), ("ا", 100.0, 3.0), ("ن", 103.0, 6.0))
    assert read(placed(*glyphs)) == [f"نأ{FATHA}"]
    assert read(placed(*glyphs), spans=((1, 2, f"أ{FATHA}"),)) == [f"نأ{FATHA}"]


@pytest.mark.parametrize(("elsewhere", "text"), [("", f"نأ{FATHA}"), ("د", f"نا{FATHA} د{FATHA}")])
def test_a_vowel_that_claims_a_hamza_has_it_if_it_stands_over_bare_alefs_alone(elsewhere: str, text: str) -> None:
    glyphs = [(FATHA, 101.5, 0.0), ("?", 100.0, 3.0), ("ن", 103.0, 6.0)]
    if elsewhere:
        glyphs += [(FATHA, 83.0, 0.0), (elsewhere, 80.0, 6.0)]
    extraction, (glyph_map,) = placed(*glyphs).extraction()
    codes = placed(*glyphs).codes
    claim = np.where(extraction.pages[0].charcode == codes["?"], -1, extraction.pages[0].claim).astype(np.int32)
    claims = tuple(f"أ{FATHA}" if said == FATHA else said for said in extraction.claims)
    readings = {**glyph_map.readings, codes["?"]: Reading("ا", 1.0, "claim")}
    page = replace(extraction.pages[0], claim=claim)
    read = read_lines(replace(extraction, pages=(page,), claims=claims), [GlyphMap(0, "honest", readings)])
    assert [line.text for line in read[0]] == [text]


@pytest.mark.parametrize("said", ["أ", "إ", "آ"])
def test_a_hamza_is_no_vowel_whatever_alef_it_claims(said: str) -> None:
    glyphs = [(HAMZA_ABOVE, 101.5, 0.0), ("ا", 100.0, 3.0), ("ن", 103.0, 6.0)]
    extraction, (glyph_map,) = placed(*glyphs).extraction()
    claims = tuple(said if claim == HAMZA_ABOVE else claim for claim in extraction.claims)
    read = read_lines(replace(extraction, claims=claims), [GlyphMap(0, "wrong_map", glyph_map.readings)])
    assert [line.text for line in read[0]] == ["نأ"]


def test_a_wrong_map_puts_no_hamza_under_a_vowel() -> None:
    glyphs = [(FATHA, 101.5, 0.0), ("ا", 100.0, 3.0), ("ن", 103.0, 6.0)]
    extraction, (glyph_map,) = placed(*glyphs).extraction()
    shifted = {FATHA: f"أ{FATHA}", "ا": "ل", "ن": "ه"}
    claims = tuple(shifted.get(claim, claim) for claim in extraction.claims)
    read = read_lines(replace(extraction, claims=claims), [GlyphMap(0, "wrong_map", glyph_map.readings)])
    assert [line.text for line in read[0]] == [f"نا{FATHA}"]


def test_marks_that_were_drawn_at_the_pen_belong_to_the_letter_before() -> None:
    painter = placed(("ر", 100.0, 6.0), ("ك", 106.0, 8.0), (FATHA, 114.0, 0.0), ("ش", 114.0, 8.0))
    assert read(painter) == [f"ش{FATHA}كر"]


def test_the_non_joiner_stays_between_letters() -> None:
    painter = placed(("ا", 100.0, 3.0), ("ه", 103.0, 6.0), (ZWNJ, 109.0, 0.0), ("ه", 109.0, 7.0), ("ن", 116.0, 6.0))
    assert read(painter) == [f"نه{ZWNJ}ها"]


def test_the_ligature_of_the_name_of_god_reads_as_it_is_typed() -> None:
    assert read(placed(("لل\N{ARABIC SHADDA}\N{ARABIC LETTER SUPERSCRIPT ALEF}ه", 100.0, 12.0), ("ا", 112.0, 3.0))) == [
        "الله"
    ]


def test_digits_of_formulas_are_digits() -> None:
    assert read(placed(("\N{MATHEMATICAL BOLD DIGIT SIX}", 100.0, 6.0), ("5", 106.0, 6.0))) == ["65"]


BAR = Ink(0.0, 0.25, 0.1, 0.0, bar=True)


def test_letters_are_left_out_where_only_bars_are_asked_for() -> None:
    font = next(font for font in extract_pdf(HONEST).fonts if font.program)
    keys = list(font.code_to_gid)
    every = inks([font], keys)
    low = {key: ink for key, ink in every.items() if ink.height < 0.16}
    assert low and low != every
    assert inks([font], keys, keys) == low
    assert inks([font], keys, keys[::2]) == {key: ink for key, ink in every.items() if key in low or key in keys[1::2]}


@pytest.mark.parametrize(("text", "ink", "silent"), [("ل", BAR, True), ("-", BAR, False), ("_", BAR, False)])
def test_the_bar_of_a_kashida_is_no_letter(text: str, ink: Ink, silent: bool) -> None:
    assert is_kashida(text, ink) is silent


def test_a_bar_that_is_higher_than_wide_reaches_beyond_both_edges_of_its_advance() -> None:
    """Jomhuria, a heavy face, has one of an eighth of an em."""
    boxes = {"over": (-20, 0, 120, 150, 100), "within": (0, 0, 140, 150, 140), "long": (0, 0, 160, 150, 160)}
    boxes |= {"left": (-5, 0, 140, 150, 140), "right": (0, 0, 145, 150, 140)}
    font = font_of(program(list(boxes), {}, boxes=boxes), codes=range(1, 6))
    bars = {code: ink.bar for code, ink in inks([font], range(1, 6)).items()}
    assert bars == {1: True, 2: False, 3: True, 4: False, 5: False}


def test_only_a_low_or_high_glyph_is_the_mark_of_its_letter() -> None:
    assert mark_of("أ", 0.0, Ink(0.0, 0.1, 0.2, 0.3, bar=False)) == HAMZA_ABOVE
    assert mark_of("أ", 0.0, Ink(0.0, 0.1, 0.7, 0.0, bar=False)) == "أ"
    assert mark_of("أ", 250.0, Ink(0.0, 0.1, 0.2, 0.3, bar=False)) == "أ"
    assert mark_of(f"ح{FATHA}", 30.0, Ink(-0.06, 0.44, 0.21, 0.19, bar=False)) == f"ح{FATHA}"
    assert mark_of("لآ", 0.0, Ink(0.0, 0.1, 0.2, 0.3, bar=False)) == "\N{ARABIC MADDAH ABOVE}"
    assert mark_of("لا", 0.0, Ink(0.0, 0.1, 0.2, 0.3, bar=False)) == "لا"
    assert mark_of(f"لل{SHADDA}ه", 0.0, Ink(0.0, 0.1, 0.2, 0.3, bar=False)) == SHADDA
    assert mark_of(f"ل{FATHA}{SHADDA}ا", 0.0, Ink(0.1, 0.4, 0.4, 0.6, bar=False)) == FATHA + SHADDA
    assert mark_of(f"ل{SHADDA}ا", 0.0, Ink(0.1, 0.4, 0.4, 0.1, bar=False)) == f"ل{SHADDA}ا"


def test_claims_of_twins_count_in_documents_of_other_languages_only() -> None:
    assert prefer_claimed_letters(["ك", "ي", "پ", "چ"], ["ک", "ی", "پ", "چ"]) == ["ک", "ی", "پ", "چ"]
    assert prefer_claimed_letters(["ك", "ي", "ب", "ج"], ["ک", "ی", "ب", "ج"]) == ["ك", "ي", "ب", "ج"]


@pytest.mark.parametrize(("lying", "text"), [(True, "كتبن"), (False, "كتبجن")])
def test_a_mark_gives_a_letter_away_only_where_the_map_is_right(lying: bool, text: str) -> None:
    letters = [(letter, 110.0 + 6 * place, 6.0) for place, letter in enumerate("بتك")]
    painter = placed(("ن", 100.0, 6.0), ("ـ", 106.0, 4.0), (FATHA, 113.0, 0.0), *letters)
    extraction, maps = painter.extraction()
    said = {"ن": "د", "ب": "خ", "ت": "غ", "ك": "ظ"} if lying else {}
    said |= {FATHA: "ج", "ـ": "\N{REPLACEMENT CHARACTER}"}
    claims = [said.get(claim, claim) for claim in extraction.claims]
    lines, *_ = read_lines(replace(extraction, claims=tuple(claims)), maps)
    assert [line.text.replace(FATHA, "") for line in lines] == [text]
