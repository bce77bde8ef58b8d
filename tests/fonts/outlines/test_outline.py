"""The atlas and what it makes of outlines."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.interpreted import interpreted
from tools.build_atlas import LATIN_FAMILIES
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates, spelled_labels
from warraq.decipher.glyph.digits import digit_support, digits
from warraq.decipher.glyph.digits.digit_support import favour_digit
from warraq.decipher.glyph.digits.digits import (
    Assigned,
    Run,
    _assign,
    digit_assignment,
    digit_runs,
    shared_digits,
    tenth_digits,
)
from warraq.decipher.glyph.parameters import ANY_FORM, UNASSIGNED_DIGIT
from warraq.decipher.glyph.search.sign_readings import doubting_fonts_without_words, doubting_shared_digits
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.atlas import DIGIT, PUNCTUATION, RARE_SIGNS, VERSE_SIGNS
from warraq.fonts.outlines.glyph_raster import CELL, Picture, cells
from warraq.fonts.outlines.glyph_shape import PARTS, ZOOM_CELLS, ZOOM_PIXELS, GlyphOutlines, Part, tall_height
from warraq.fonts.outlines.outline import (
    DOTTED,
    KERNEL_WIDTH,
    NEGLIGIBLE,
    SCALES,
    UNSEEN,
    OutlineEvidence,
    Use,
    _missing_dots,
    _mixture,
    outline_evidence,
    outlines_of,
)
from warraq.model.font import Font, Reading

PDFS = Path(__file__).resolve().parents[3] / "fixtures" / "pdf"


def font_of(name: str, pdf: str = "honest.pdf") -> Font:
    return next(font for font in extract_pdf(PDFS / pdf).fonts if font.name == name)


def test_atlas_ships_small_from_ten_families_and_without_the_fixtures_face() -> None:
    book = atlas.shipped()
    assert len(book.families) >= 10
    assert not any("scheherazade" in family.lower() for family in book.families)
    assert sum(file.stat().st_size for file in atlas.DATA.iterdir()) <= 5 * 1024 * 1024
    assert (atlas.DATA / "NOTICE").exists()


def test_atlas_can_leave_families_out() -> None:
    assert len(atlas.load(exclude=("Amiri",)).points) < len(atlas.shipped().points)


def test_what_only_families_left_out_draw_is_left_out_with_them() -> None:
    latin = tuple(family for family in atlas.shipped().families if family in LATIN_FAMILIES)
    book = atlas.load(exclude=latin)
    texts = {label.text for label in book.labels}
    assert {label.text for label in atlas.shipped().labels} >= {"\u20ac", "\u00e9", "A"}
    assert texts.isdisjoint(("\u20ac", "\u00e9"))
    assert "A" in texts
    assert len(book.labels) == len(book.prior) == book.label_of.max() + 1
    assert set(book.label_of.tolist()) == set(range(len(book.labels)))
    kept = {label: float(use) for label, use in zip(book.labels, book.prior, strict=True)}
    every = {label: float(use) for label, use in zip(atlas.shipped().labels, atlas.shipped().prior, strict=True)}
    assert kept.items() <= every.items()


def test_rare_signs_vary_from_face_to_face_and_stops_do_not() -> None:
    varied = {label.text for label in atlas.shipped().labels if label.varied}
    assert varied == set(RARE_SIGNS + VERSE_SIGNS)
    assert varied.isdisjoint(".,:-\u060c\u2022%()")


def test_a_face_of_no_family_in_the_atlas_is_recognised_by_its_outlines_alone() -> None:
    font = font_of("Scheherazade-Regular")
    codes = [c for c, text in font.to_unicode.items() if len(text) == 1 and "\u0621" <= text <= "\u064a"]
    uses = [Use(font.code_to_gid[c], font.widths[c] / 1000, 1) for c in codes]
    book = atlas.shipped()
    evidence = outline_evidence(font, uses, book)
    assert evidence is not None
    read = [book.labels[int(row.argmax())].text for row in evidence.loglik]
    right = sum(text == font.to_unicode[code] for text, code in zip(read, codes, strict=True))
    assert right >= 0.95 * len(codes)


def test_a_glyph_in_parts_is_no_letter_without_dots() -> None:
    font = font_of("Scheherazade-Regular")
    outlines = outlines_of(font)
    assert outlines is not None
    of_text = {text: font.code_to_gid[code] for code, text in sorted(font.to_unicode.items())}
    shapes = [outlines.shape([Part(of_text[letter])], 500.0, 600.0) for letter in "\u0646\u0644"]  # noon, lam
    book = atlas.shipped()
    lost = _missing_dots(
        [int(shape.scalars[PARTS]) for shape in shapes if shape is not None], np.zeros(2, np.int64), book
    )
    labels = [label.text for label in book.labels]
    assert lost.shape == (2, len(labels))
    assert {lost[0, i] for i, text in enumerate(labels) if text == "\u0644"} == {DOTTED}
    assert {lost[0, i] for i, text in enumerate(labels) if text == "\u0646"} == {0.0}
    assert not lost[1].any()


def test_a_glyph_without_advance_is_no_digit_or_sign_unless_most_have_none() -> None:
    font = font_of("Scheherazade-Regular")
    of_text = {text: font.code_to_gid[code] for code, text in sorted(font.to_unicode.items())}
    letters = [Use(of_text[letter], 0.5, 10) for letter in "\u0646\u0644\u0645\u0648"]  # noon, lam, meem, waw
    narrow = Use(of_text["."], 0.0, 5)
    book = atlas.shipped()
    signs = np.array([label.kind in (DIGIT, PUNCTUATION) for label in book.labels])
    for uses, sign in (([*letters, narrow], False), ([use._replace(advance=0.0) for use in letters] + [narrow], True)):
        evidence = outline_evidence(font, uses, book)
        assert evidence is not None
        assert (evidence.loglik[-1, signs].max() > UNSEEN) == sign


@pytest.mark.parametrize(("bracket", "to_the_left"), [("(", True), (")", False)])
def test_brackets_are_told_by_their_bulge(bracket: str, to_the_left: bool) -> None:
    font = font_of("Scheherazade-Regular")
    outlines = outlines_of(font)
    code = next(code for code, text in font.to_unicode.items() if text == bracket)
    assert outlines is not None
    assert (outlines.bulge(font.code_to_gid[code]) < 0) == to_the_left


def test_a_font_without_a_program_has_no_outline_evidence() -> None:
    font = Font("None", "TrueType", False, None, "none", "no program", {}, {}, {}, {}, {}, {})
    assert outline_evidence(font, [Use(1, 0.5, 1)], atlas.shipped()) is None


def test_tops_of_few_glyphs_do_not_tell_how_tall_letters_are() -> None:
    font = font_of("Scheherazade-Regular")
    outlines = outlines_of(font)
    assert outlines is not None
    low = [g for g in range(1, 200) if (box := outlines.box(g)[0]) and 0 < box.top < 0.3 * outlines.units_per_em][:3]
    uses = [Use(gid, 0.3, 9) for gid in low]
    beside = 0.6
    tall = [evidence.tall for n in (1, 2, 3) if (evidence := outline_evidence(font, uses[:n], atlas.shipped(), beside))]
    assert min(tall[:2]) >= min(SCALES) * beside * outlines.units_per_em > tall[2]


def test_leaders_do_not_make_letters_low() -> None:
    """A menu has a hundred times as many dots as letters: these are as tall as without them."""
    font = font_of("Scheherazade-Regular")
    dot = Use(font.code_to_gid[next(c for c, text in font.to_unicode.items() if text == ".")], 0.2, 0)
    letters = [Use(font.code_to_gid[c], 0.5, 9) for c, text in font.to_unicode.items() if text in ("ا", "ل", "ب", "م")]
    tall = [
        evidence.tall
        for times in (3, 3000)
        if (evidence := outline_evidence(font, [*letters, dot._replace(times=times)], atlas.shipped()))
    ]
    assert len(tall) == 2 and tall[0] == tall[1]


def test_tall_height_is_a_quantile_by_use() -> None:
    assert tall_height([500, 700, 900], [50, 49, 1]) == 700


def evidence_for(likes: list[dict[str, float]], points: list[float] | None = None) -> OutlineEvidence:
    """Evidence whose rows like the labels named, and no other within 30 nats. ``points``: where their outlines lie."""
    book = atlas.shipped()
    loglik = np.full((len(likes), len(book.labels)), -30.0, np.float32)
    for row, wanted in enumerate(likes):
        for column, label in enumerate(book.labels):
            if label.text in wanted:
                loglik[row, column] = wanted[label.text]
    none = np.zeros(len(likes), np.bool_)
    places = np.array(points if points is not None else range(0, 100 * len(likes), 100), np.float32)[:, None]
    return OutlineEvidence(loglik, np.zeros(len(likes), np.float32), none, none, (None,) * len(likes), places)


def test_ten_glyphs_in_a_row_are_the_digits_though_some_look_like_letters() -> None:
    arabic_digits = [chr(0x660 + value) for value in range(10)]
    likes = [{digit: 0.0} for digit in arabic_digits]
    likes[1] = {"\u0627": 0.0, "\u0661": -4.0}  # alef and one
    likes[5] = {"\u0647": 0.0, "\u0665": -5.0}  # heh and five
    uses = [Use(100 + value, 0.5, 1) for value in range(10)]
    runs = digit_runs(uses, evidence_for(likes), atlas.shipped())
    assert [[digit for _, digit in run.digits] for run in runs] == [arabic_digits]


#: Values of glyphs in a row in a face that draws some digits again, and where their outlines lie.
DRAWN_AGAIN = ((0, 0.0), (1, 50.0), (1, 51.0), (2, 100.0), (2, 101.0), (3, 120.0), (3, 121.0), (4, 200.0), (5, 300.0))


def digits_drawn_again(likes: list[dict[str, float]], points: list[float] | None = None, step: int = 1) -> list[Run]:
    uses = [Use(100 + step * k, 0.5, 1) for k in range(len(likes))]
    return digit_runs(uses, evidence_for(likes, points), atlas.shipped())


def test_digits_that_a_face_draws_again_are_one_run() -> None:
    wanted = [chr(0x660 + value) for value, _ in DRAWN_AGAIN]
    likes = [{digit: 0.0} for digit in wanted]
    likes[2] = {"l": 0.0, wanted[2]: -3.0}
    for row in (5, 6):  # three looks more like two
        likes[row] = {wanted[3]: 0.0, wanted[5]: -3.5}
    (run,) = digits_drawn_again(likes, [point for _, point in DRAWN_AGAIN])
    assert [digit for _, digit in run.digits] == wanted
    assert run.certain


def test_the_second_glyph_of_the_last_digit_may_look_a_little_like_another_sign() -> None:
    drawn = (*DRAWN_AGAIN, (5, 301.0))
    likes = [{chr(0x660 + value): 0.0} for value, _ in drawn]
    likes[-1] = {"l": 0.0, chr(0x665): -3.5}
    (run,) = digits_drawn_again(likes, [point for _, point in drawn])
    assert len(run.digits) == len(drawn)


def test_only_glyphs_side_by_side_are_one_digit_drawn_again() -> None:
    likes = [{chr(0x660 + value): 0.0} for value, _ in DRAWN_AGAIN]
    for run in digits_drawn_again(likes, [point for _, point in DRAWN_AGAIN], step=2):
        assert len({digit for _, digit in run.digits}) == len(run.digits)


def test_a_run_of_many_glyphs_of_few_digits_is_not_certain() -> None:
    few = DRAWN_AGAIN[:-1]
    (run,) = digits_drawn_again([{chr(0x660 + value): 0.0} for value, _ in few], [point for _, point in few])
    assert len(run.digits) == len(few) == 8
    assert not run.certain


def test_digits_are_not_drawn_again_here_and_there() -> None:
    # One, and a stroke beside it: no other digit has two glyphs.
    likes = [{chr(0x660 + value): 0.0} for value in (0, 1, 1, 2, 3, 4, 5)]
    (run,) = digits_drawn_again(likes, [0.0, 50.0, 51.0, 100.0, 200.0, 300.0, 400.0])
    assert [row for row, _ in run.digits] == [2, 3, 4, 5, 6]
    assert not run.certain


def test_a_run_that_passes_over_glyphs_is_not_certain() -> None:
    likes = [{chr(0x660 + value): 0.0} for value in range(7)]
    assert [run.certain for run in digits_drawn_again(likes)] == [True]
    likes[3] = {"\N{ARABIC LETTER BEH}": 0.0}
    (run,) = digits_drawn_again(likes)
    assert [row for row, _ in run.digits] == [0, 1, 2, 4, 5, 6]
    assert not run.certain


def run_of(likes: list[dict[str, float]], gids: Sequence[int], near: Sequence[float]) -> Run:
    """The run of glyphs of these indices, of whose places so large a share (``near``) is beside the run."""
    uses = [Use(gid, 0.5, 1) for gid in gids]
    (run,) = digit_runs(uses, evidence_for(likes), atlas.shipped(), lambda rows: np.array(near))
    return run


@pytest.mark.parametrize(
    ("gids", "near", "filled"),
    [
        (range(100, 108), [0.9] * 8, True),
        (range(100, 116, 2), [0.9] * 8, True),  # a second glyph for each digit
        ([100, 101, 102, *range(104, 109)], [0.9] * 8, True),  # nothing else is left between two and four
        (range(100, 108), [0.9] * 3 + [0.1] + [0.9] * 4, False),  # it stands among others
        (range(100, 108), [0.4] * 8, False),  # letters in a row
    ],
)
def test_a_glyph_that_a_run_passes_over_is_the_digit_that_its_place_leaves(
    gids: Sequence[int], near: list[float], filled: bool
) -> None:
    likes = [{chr(0x660 + value): 0.0} for value in range(8)]
    likes[3] = {"H": 0.0, chr(0x663): -12.0}
    run = run_of(likes, gids, near)
    assert ((3, "\u0663") in run.digits) is filled
    assert run.certain is filled


def test_a_short_run_tells_nothing_of_what_it_passes_over() -> None:
    likes: list[dict[str, float]] = [{chr(0x660 + value): 0.0} for value in range(5)]
    likes[3] = {"H": 0.0}
    assert [digit for _, digit in run_of(likes, range(100, 105), [0.9] * 5).digits] == list("\u0660\u0661\u0662\u0664")


def test_a_place_between_digits_that_leaves_several_tells_nothing() -> None:
    likes: list[dict[str, float]] = [{chr(0x660 + value): 0.0} for value in (0, 1, 2, 3, 5, 8, 9)]
    likes[4] = {"H": 0.0}
    run = run_of(likes, [100, 101, 102, 103, 104, 106, 107], [0.9] * 7)
    assert [row for row, _ in run.digits] == [0, 1, 2, 3, 5, 6]


def test_digits_stand_among_those_that_their_run_passes_over() -> None:
    """Of a text with many ones the other digits stand beside those for the most part."""
    likes = [{chr(0x660 + value): 0.0} for value in range(8)]
    likes[1] = {"/": 0.0, chr(0x661): -12.0}

    def beside(rows: Sequence[int]) -> NDArray[np.float64]:
        return np.full(8, 0.9 if 1 in rows else 0.4)

    (run,) = digit_runs([Use(100 + row, 0.5, 1) for row in range(8)], evidence_for(likes), atlas.shipped(), beside)
    assert (1, "\u0661") in run.digits


PERSIAN_FOUR_AND_FIVE = [100, 101, 102, 103, 105, 108, 110, 111]


@pytest.mark.parametrize(
    ("looks", "gids", "expected"),
    [
        (("\u0662", "0"), PERSIAN_FOUR_AND_FIVE, "\u0664\u0665"),
        (("\u0662", "H"), PERSIAN_FOUR_AND_FIVE, ""),  # one is no digit, and by its place the first would be a five
        (("\u0662", "0"), [*range(100, 104), 104, 105, 106, 107], "\u0664\u0665"),
    ],
)
def test_glyphs_between_two_digits_that_leave_out_as_many_are_those_in_their_order(
    looks: tuple[str, str], gids: list[int], expected: str
) -> None:
    """Mada has the Persian four two glyphs behind the three, the five two glyphs before the six."""
    likes: list[dict[str, float]] = [{chr(0x660 + value): 0.0} for value in range(8)]
    likes[4], likes[5] = {looks[0]: 0.0}, {looks[1]: 0.0}
    digits = run_of(likes, gids, [0.9] * 8).digits
    assert "".join(digit for row, digit in digits if row in (4, 5)) == expected


def test_digits_that_are_two_or_three_glyphs_apart_are_a_run_if_they_are_many() -> None:
    for stride in (2, 3):
        likes: list[dict[str, float]] = [{chr(0x660 + value): 0.0} for value in range(8)]
        likes[2] = {"\u0663": 0.0, "\u0662": -4.0}
        likes[3] = {"\u0666": 0.0, "\u0663": -4.0}
        (run,) = digits_drawn_again(likes, step=stride)
        assert [digit for _, digit in run.digits] == [chr(0x660 + value) for value in range(8)]
        assert not any((2, "\u0662") in run.digits for run in digits_drawn_again(likes[:5], step=stride))


def test_letters_are_no_run_of_digits() -> None:
    likes = [{letter: 0.0} for letter in "\u0628\u062a\u062b\u062c\u062d"]
    assert digit_runs([Use(i, 0.5, 1) for i in range(5)], evidence_for(likes), atlas.shipped()) == []


@pytest.mark.parametrize(("share", "filled"), [(0.9, False), (0.1, True)])
def test_a_sign_is_no_digit_that_another_glyph_among_them_looks_like(share: float, filled: bool) -> None:
    """Typst numbers glyphs as they come: a colon stands where the three would. One of the run looks like it, too."""
    likes = [{chr(0x660 + value): 0.0} for value in range(8)] + [{chr(0x663): 0.0}]
    likes[3] = {":": 0.0}
    likes[1] = {chr(0x663): 0.0, chr(0x661): -2.0}
    run = run_of(likes, [*range(100, 108), 90], [0.9] * 8 + [share])
    assert ((3, "\u0663") in run.digits) is filled


@pytest.mark.parametrize(("share", "count"), [(0.0, 1), (0.3, 1), (0.4, 0), (1.0, 0)])
def test_glyphs_that_stand_beside_letters_are_no_run_of_digits(share: float, count: int) -> None:
    """In a heavy face letters look like digits, and a short text has some in their order."""
    likes = [{chr(0x662 + row): 0.0} for row in range(7)] + [{"\u0628": 0.0}]

    def beside(rows: Sequence[int]) -> NDArray[np.float64]:
        return np.array([share] * 7 + [0.0] if list(rows) == [7] else [0.6] * 8)

    runs = digit_runs([Use(row, 0.5, 1) for row in range(8)], evidence_for(likes), atlas.shipped(), beside)
    assert [run.certain for run in runs] == [True] * count


def test_no_digit_is_given_twice() -> None:
    likes = [{"6": 0.0, "8": -1.0}, {"6": 0.0, "0": -3.0}, {"0": 0.0, "6": -9.0, "8": -9.0}]
    uses = [Use(46, 0.5, 1), Use(40, 0.5, 1), Use(49, 0.5, 1)]
    digits = digit_assignment(uses, evidence_for(likes), atlas.shipped())
    assert {given.row: given.digit for given in digits} == {0: "8", 1: "6", 2: "0"}


def test_a_claim_of_one_digit_counts_and_one_of_several_is_none() -> None:
    likes = [{"6": 0.0, "8": -5.0}, {"0": 0.0}]
    uses = [Use(5, 0.5, 1), Use(7, 0.5, 1)]

    def given(claim: str) -> str:
        return digit_assignment(uses, evidence_for(likes), atlas.shipped(), (claim, ""))[0].digit

    assert [given(claim) for claim in ("8", "\u0668", "", "68", "89")] == ["8", "8", "6", "6", "6"]


def test_claims_of_digits_that_outlines_belie_for_the_most_part_count_for_none() -> None:
    likes = [{"6": 0.0, "8": -5.0}, {"2": 0.0, "7": -20.0}, {"4": 0.0}]
    uses = [Use(gid, 0.5, 1) for gid in (5, 7, 9)]

    def given(*claims: str) -> str:
        return "".join(digit.digit for digit in digit_assignment(uses, evidence_for(likes), atlas.shipped(), claims))

    assert given("8", "7", "") == "624"
    assert given("8", "7", "9") == "624"
    assert given("8", "2", "4") == "824"


def test_a_digit_costs_others_what_its_own_glyph_would_lose() -> None:
    likes = [{"6": 0.0, "8": -5.0}, {"8": 0.0, "7": -1.0}, {"4": 0.0}]
    uses = [Use(gid, 0.5, 1) for gid in (46, 40, 49)]
    others = {given.digit: given.others for given in digit_assignment(uses, evidence_for(likes), atlas.shipped())}
    assert others["4"]["4"] == 0
    assert others["4"]["6"] == 8  # nothing else suits its glyph but what is taken: the most there is
    assert others["4"]["8"] == 1  # it could nearly as well be another
    assert others["4"]["9"] == 3  # no glyph is this one


def test_a_digit_costs_nothing_that_its_own_glyph_would_rather_change_places_for() -> None:
    likes = [{"2": 0.0, "4": -3.8}, {"2": 0.0, "4": -4.2}]
    uses = [Use(gid, 0.5, 1) for gid in (46, 40)]
    others = {given.digit: given.others for given in digit_assignment(uses, evidence_for(likes), atlas.shipped())}
    assert others["2"]["4"] == pytest.approx(-3.8)
    assert others["4"]["2"] == pytest.approx(4.2)


def test_two_glyphs_of_a_font_are_not_the_same_digit() -> None:
    texts = {0: "6", 1: "6", 2: "\u0666", 3: "6", 4: "\u0644", 5: "\u0644", 6: ""}
    assert shared_digits(texts, [0, 0, 0, 1, 0, 0, 0]) == {0, 1}


def test_digits_that_glyphs_share_are_doubtful_but_for_one_beyond_doubt() -> None:
    readings = {
        sign: Reading(text, sure, "language") for sign, text, sure in ((0, "5", 0.98), (1, "5", 0.995), (2, "6", 0.9))
    }

    def doubted(fonts: list[int]) -> list[float]:
        doubted_readings = doubting_shared_digits(readings, {3: "6"}, fonts)
        return [doubted_readings[sign].confidence for sign in range(3)]

    assert doubted([0, 0, 0, 0]) == [
        parameters.SignReadings.SHARED_DIGIT_CONFIDENCE,
        0.995,
        parameters.SignReadings.SHARED_DIGIT_CONFIDENCE,
    ]
    assert doubted([0, 1, 0, 1]) == [0.98, 0.995, 0.9]


def test_readings_of_a_font_that_spells_few_words_are_doubtful() -> None:
    readings = {sign: Reading("\u0628", 0.98, "outline") for sign in range(5)}
    fonts = np.array([0, 0, 1, 1, 2])
    held, unread = np.array([400, 580, 100, 80, 4]), np.array([20, 30, 100, 50, 4])
    doubted_readings = doubting_fonts_without_words(readings, fonts, held, unread)
    assert [doubted_readings[sign].confidence for sign in (0, 1)] == [0.98, 0.98]  # one token in twenty
    assert (
        doubted_readings[2].confidence
        == doubted_readings[3].confidence
        == pytest.approx(0.98 * parameters.SignReadings.UNREAD_FACTOR)
    )
    assert doubted_readings[4].confidence == 0.98  # four tokens say little
    half = doubting_fonts_without_words(readings, np.zeros(5, np.int64), held, np.array([132, 194, 33, 25, 1]))
    assert half[0].confidence == pytest.approx(0.98 * (1 - (1 - parameters.SignReadings.UNREAD_FACTOR) / 2), abs=0.02)
    quarter = doubting_fonts_without_words(readings, np.zeros(5, np.int64), held, np.array([95, 140, 30, 25, 1]))
    assert quarter[0].confidence == 0.98


def test_a_glyph_among_digits_is_one_though_it_looks_more_like_a_latin_letter() -> None:
    book = atlas.shipped()
    likes = [
        {"\u0662": 0.0},
        {"\u0663": 0.0},
        {"F": 0.0, "\u0663": -1.0, "\u0666": -6.0},
        {"\u0647": 0.0, "\u0665": -5.0},
    ]
    uses = [Use(gid, 0.5, 1) for gid in (46, 40, 49, 43)]
    among = [0.9, 0.9, 0.9, 0.9]
    alone = [0.9, 0.9, 0.4, 0.9]

    def digits_of(shares: list[float]) -> dict[int, str]:
        given = digit_assignment(uses, evidence_for(likes), book, (), lambda _: np.array(shares))
        assert {one.row: one.suits for one in given}.get(2, -6.0) == -6.0
        return {one.row: one.digit for one in given}

    assert digits_of(among) == {0: "\u0662", 1: "\u0663", 2: "\u0666"}  # three is taken; heh looks too little like five
    assert digits_of(alone) == {0: "\u0662", 1: "\u0663"}


def test_an_assigned_digit_is_a_candidate_though_many_others_suit_the_outline_more() -> None:
    spellings = Spellings()
    strings = np.array([spellings.number(text) for text in "F3PE"])
    candidates = Candidates(strings, np.full(4, ANY_FORM), np.array([0.0, -1.0, -2.0, -3.0]))
    favour_digit(candidates, Assigned(0, "6", -6.0, {"3": 4.0}), spellings)
    assert [spellings.texts[string] for string in candidates.strings.tolist()] == ["F", "3", "P", "E", "6"]
    assert candidates.outline.tolist() == [0.0, -5.0, -2.0, -3.0, parameters.DigitSupport.ASSIGNED_DIGIT - 6.0]
    favour_digit(candidates, Assigned(0, "6", -6.0, {}), spellings)
    assert candidates.strings.size == 5


@pytest.mark.parametrize("certain", [False, True])
def test_a_digit_of_a_run_is_worth_more_and_a_second_glyph_for_a_certain_one_less(
    certain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    spellings = Spellings()
    five, six, letter = (spellings.number(text) for text in "56E")
    candidates = {
        sign: Candidates(np.array(strings), np.full(2, ANY_FORM), np.zeros(2))
        for sign, strings in ((7, [five, letter]), (8, [letter, five]), (9, [letter, five]))
    }
    run = SimpleNamespace(digits=[(0, "5"), (1, "6")], certain=certain)
    monkeypatch.setattr(digit_support, "digit_runs", lambda uses, evidence, book, beside: [run])
    monkeypatch.setattr(digit_support, "digit_assignment", lambda *_: [])
    monkeypatch.setattr(digit_support, "tenth_digits", lambda *_: [])
    outlines = SimpleNamespace(
        of_font={0: SimpleNamespace(boxes=[None] * 3)},
        signs_of_font={0: [7, 8, 9]},
        uses_of_font={0: []},
        row_of={7: (0, 0), 8: (0, 1), 9: (0, 2)},
    )
    case: Any = SimpleNamespace(outlines=outlines, book=None, spellings=spellings, claimed=lambda sign: "")
    tokens: Any = None
    digit_support.support_digits(case, candidates, tokens)
    read = {sign: dict(zip(c.strings.tolist(), c.outline.tolist(), strict=True)) for sign, c in candidates.items()}
    gain, lost = parameters.DigitSupport.DIGIT_SUPPORT, parameters.DigitSupport.SECOND_DIGIT
    if certain:
        assert [list(read[7]), list(read[8])] == [[five], [six]]
        assert read[9] == {letter: 0.0, five: -lost}
    else:
        assert read[7] == {five: gain, letter: 0.0}
        assert read[8] == {letter: 0.0, five: 0.0, six: gain - parameters.DigitSupport.UNPROPOSED_DIGIT}
        assert read[9] == {letter: 0.0, five: 0.0}


@pytest.mark.parametrize("among", [0.0, 0.1])
def test_a_zero_that_no_other_digit_stands_with_gains_nothing_and_one_on_the_line_loses(
    among: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    spellings = Spellings()
    zero, stop = spellings.number("\u0660"), spellings.number(".")
    candidates = {sign: Candidates(np.array([zero, stop]), np.full(2, ANY_FORM), np.zeros(2)) for sign in (7, 8)}
    given = [Assigned(0, "\u0660", 0.0, {}), Assigned(2, "\u0661", 0.0, {})]
    monkeypatch.setattr(digit_support, "digit_runs", lambda *_: [])
    monkeypatch.setattr(digit_support, "digit_assignment", lambda *_: given)
    monkeypatch.setattr(digit_support, "tenth_digits", lambda *_: [])
    outlines = SimpleNamespace(
        of_font={0: SimpleNamespace(boxes=[(0.1, 0.2, 0.2, 0.3), (0.1, 0.0, 0.2, 0.1), None])},
        signs_of_font={0: [7, 8, 9]},
        uses_of_font={0: []},
        row_of={7: (0, 0), 8: (0, 1), 9: (0, 2)},
    )
    case: Any = SimpleNamespace(outlines=outlines, book=None, spellings=spellings, claimed=lambda sign: "")
    asked: list[list[int]] = []

    def shares_with(others: list[int]) -> NDArray[np.float64]:
        asked.append(others)
        return np.full(10, among)

    tokens: Any = SimpleNamespace(shares_with=shares_with)
    digit_support.support_digits(case, candidates, tokens)
    assert candidates[7].outline.tolist() == ([parameters.DigitSupport.ASSIGNED_DIGIT, 0.0] if among else [0.0, 0.0])
    assert candidates[8].outline.tolist() == [-parameters.DigitSupport.ZERO_ON_LINE, 0.0] != [0.0, 0.0]
    assert asked == [[9]]  # the one


def test_what_stands_beside_digits_and_never_beside_a_latin_letter_is_a_digit() -> None:
    likes: list[dict[str, float]] = [
        {"\u0669": 0.0},
        {"v": 0.0, "\u0667": -1.3},  # beside nine, if seldom
        {"o": 0.0, "\u0665": -2.7},  # beside seven only
        {"x": 0.0, "\u0668": -12.0},
        {"\u0660": 0.0},  # a full stop
        {"I": 0.0, "\u0661": -2.8},  # beside that only
        {"\u0647": 0.0, "\u0662": -2.0},  # beside nine, and no Latin letter
        {"b": 0.0, "\u0666": -3.1},  # beside nine, and no digit
    ]
    uses = [Use(gid, 0.5, 1) for gid in (21, 23, 34, 50, 60, 71, 83, 95)]

    def digits_of(beside_x: float) -> dict[int, str]:
        def beside(rows: Sequence[int]) -> NDArray[np.float64]:
            near = np.zeros((8, 8))
            near[0, [0, 1]], near[1, [0, 2]], near[3, 1], near[4, 5] = (0.3, 0.3), (0.2, 0.3), beside_x, 0.5
            near[0, [6, 7]] = 0.3
            return near[list(rows)].sum(0)

        assigned = digit_assignment(uses, evidence_for(likes), atlas.shipped(), (), beside)
        return {given.row: given.digit for given in assigned}

    assert digits_of(0.0) == {0: "\u0669", 1: "\u0667", 2: "\u0665", 4: "\u0660"}
    assert digits_of(0.1) == {0: "\u0669", 4: "\u0660"}  # a letter after all


@pytest.mark.parametrize(("share", "five"), [(0.1, False), (0.3, True)])
def test_what_looks_like_a_digit_of_the_other_style_is_one_of_those_that_it_stands_with(
    share: float, five: bool
) -> None:
    """A round five of Arabic is drawn as a zero of Latin; no number has both."""
    likes: list[dict[str, float]] = [{"\u0661": 0.0}, {"\u0669": 0.0}, {"0": 0.0, "\u0665": -2.1}]
    uses = [Use(gid, 0.5, 1) for gid in (21, 34, 50)]
    assigned = digit_assignment(
        uses, evidence_for(likes), atlas.shipped(), (), lambda rows: np.array([0.9, 0.9, share]) * (len(rows) > 0)
    )
    assert [given.digit for given in assigned] == ["\u0661", "\u0669", *["\u0665"] * five]


@pytest.mark.parametrize(("beside_letters", "in_words"), [(0.5, False), (0.9, True)])
def test_a_letter_that_looks_like_a_digit_doesnt_take_it_from_the_digit(beside_letters: float, in_words: bool) -> None:
    """Heh by itself is drawn as a five; it stands in words."""
    likes: list[dict[str, float]] = [
        {"\u0661": 0.0},
        {"\u0665": 0.0},
        {"\u0665": 0.0, "\u0666": -0.1},
        {"\u0648": 0.0},
    ]
    uses = [Use(gid, 0.5, 1) for gid in (21, 34, 50, 62)]

    def beside(rows: Sequence[int]) -> NDArray[np.float64]:
        return np.array([0.0, beside_letters, 0.0, 0.0] if list(rows) == [3] else [0.0] * 4)

    assigned = digit_assignment(uses, evidence_for(likes), atlas.shipped(), (), beside)
    digits = {given.row: given.digit for given in assigned}
    assert digits == ({0: "\u0661", 2: "\u0665"} if in_words else {0: "\u0661", 1: "\u0665", 2: "\u0666"})


def test_digits_are_assigned_as_no_other_choice_would_be_better() -> None:
    values = np.random.default_rng(7).normal(-8, 8, (4, 10))
    values[2] = values[1]  # two glyphs that look the same

    def worth(chosen: Sequence[int]) -> float:
        return float(sum(values[row, value] if value >= 0 else -UNASSIGNED_DIGIT for row, value in enumerate(chosen)))

    free = itertools.product(range(-1, 10), repeat=4)
    best = max(worth(chosen) for chosen in free if len({v for v in chosen if v >= 0}) == sum(v >= 0 for v in chosen))
    chosen = _assign(values)
    assert worth(chosen) == pytest.approx(best)
    assert chosen[1] != chosen[2]
    assert _assign(np.full((2, 10), -2 * UNASSIGNED_DIGIT)) == [-1, -1]


def test_digits_are_found_alike_compiled_and_interpreted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chains and assignments among glyphs that look like few digits, in order and out of it, some drawn twice."""
    plain, rng = interpreted("warraq.decipher.glyph.digits.digit_search"), np.random.default_rng(11)

    def results() -> list[object]:
        made: list[object] = []
        for values, gids, alike in cases:
            made.append(_assign(values[:9]))
            made += [digits._chain(values, gids, alike, stride) for stride in parameters.Digits.STRIDES]
        return made

    cases = []
    for count in (9, 14, 40):
        values = rng.uniform(-25, -4, (count, 10))
        values[np.arange(count), np.arange(count) % 10] = np.round(rng.uniform(-8, 0, count))
        cases.append((values, np.cumsum(rng.integers(0, 3, count)), rng.random(count) < 0.3))
    compiled = results()
    monkeypatch.setattr(digits, "digit_search", plain)
    assert results() == compiled


@pytest.mark.parametrize("among", [0.9, 0.1])
def test_what_may_be_the_tenth_digit_gains_as_it_where_it_stands_among_the_others(
    among: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A zero that is drawn as a small ring is far likelier a degree sign by its outline alone."""
    spellings = Spellings()
    zero, ring = spellings.number("\u0660"), spellings.number("\u00b0")
    candidates = {7: Candidates(np.array([ring]), np.full(1, ANY_FORM), np.zeros(1))}
    monkeypatch.setattr(digit_support, "digit_runs", lambda *_: [])
    monkeypatch.setattr(digit_support, "digit_assignment", lambda *_: [])
    monkeypatch.setattr(digit_support, "tenth_digits", lambda *_: [([0], "\u0660")])
    outlines = SimpleNamespace(
        of_font={0: SimpleNamespace(boxes=[(0.1, 0.2, 0.2, 0.3)])},
        signs_of_font={0: [7]},
        uses_of_font={0: []},
        row_of={7: (0, 0)},
    )
    count = SimpleNamespace(count=np.full(8, 3))
    case: Any = SimpleNamespace(outlines=outlines, book=None, spellings=spellings, signs=count, claimed=lambda sign: "")
    tokens: Any = SimpleNamespace(shares_with=lambda _: np.full(8, among))
    digit_support.support_digits(case, candidates, tokens)
    read = dict(zip(candidates[7].strings.tolist(), candidates[7].outline.tolist(), strict=True))
    assert (max(read, key=lambda string: read[string]) == zero) == (among > 0.5)


def test_the_tenth_digit_may_look_more_like_another_sign() -> None:
    arabic_digits = [chr(0x660 + value) for value in range(10)]
    likes: list[dict[str, float]] = [{digit: 0.0} for digit in arabic_digits[1:]]
    likes += [{".": 0.0, "\u0660": -1.3}, {".": 0.0, "\u0660": -4.8}]  # zero, and a full stop
    evidence, uses = evidence_for(likes), [Use(7 * i % 11, 0.5, 1) for i in range(11)]
    assigned = digit_assignment(uses, evidence, atlas.shipped())
    assert tenth_digits(uses, evidence, atlas.shipped(), assigned) == [([9], "\u0660")]
    assert tenth_digits(uses, evidence, atlas.shipped(), assigned[:-1]) == []  # eight digits tell nothing
    assert tenth_digits(uses, evidence, atlas.shipped(), [*assigned, Assigned(9, "\u0660", 0.0, {})]) == []


def test_kasra_with_a_shadda_sits_above_the_letter() -> None:
    book = atlas.shipped()
    below = dict(zip((label.text for label in book.labels), spelled_labels(book)[1].below.tolist(), strict=True))
    assert below["\u0650"]
    assert not below["\u0651\u0650"]
    assert not below["\u064e"]


def test_cells_are_blurred_means_of_pixels() -> None:
    image = np.random.default_rng(5).random((ZOOM_PIXELS, ZOOM_PIXELS)).astype(np.float32)
    means = image.reshape(ZOOM_CELLS, CELL, ZOOM_CELLS, CELL).mean((1, 3))
    weights = zip((0.06, 0.24, 0.4, 0.24, 0.06), range(-2, 3), strict=True)
    blur = np.sum([w * np.eye(ZOOM_CELLS, k=k) for w, k in weights], axis=0)
    assert np.allclose(cells(picture_of(image, 0, ZOOM_PIXELS, 0)), blur @ means @ blur.T, atol=1e-6)
    image[:22] = image[:, :9] = image[41:] = 0
    assert np.array_equal(cells(picture_of(image, 22, 41, 9)), cells(picture_of(image, 0, ZOOM_PIXELS, 0)))


def picture_of(image: NDArray[np.float32], top: int, bottom: int, left: int) -> Picture:
    picture = Picture(ZOOM_PIXELS)
    picture.ink = np.pad(image, ((0, 0), (0, 2)))
    picture.top, picture.bottom, picture.left, picture.right = top, bottom, left, ZOOM_PIXELS
    return picture


def test_distances_are_those_of_the_points_and_the_same_whatever_stands_beside() -> None:
    book = atlas.shipped()
    rng = np.random.default_rng(7)
    near = (book.points[rng.integers(0, len(book.points), 40)] * book.step) + rng.normal(0, 2, (40, book.step.size))
    points = near.astype(np.float32)
    distances = book.distances(points)
    away = ((book.points * book.step)[:, None] - points[None, :3]) ** 2
    least = np.minimum.reduceat(away.sum(2), book.groups[:-1], axis=0)
    assert np.allclose(distances[:, :3], least, atol=0.3, rtol=0)  # a twenty-fifth of a nat at most
    assert np.array_equal(book.distances(points[5:7]), distances[:, 5:7])
    assert np.abs(book.points).sum(1).max() * book.finest < 1 << 24  # or products would be rounded


def test_faces_count_by_their_weight_and_labels_that_no_face_has_are_out() -> None:
    distances = np.array([[0.0], [8.0], [400.0], [800.0]], np.float32)
    group_of = np.array([0, 1, 6, 7])  # label x 3 families + family: no face has the second label
    weights = np.log(np.array([0.5, 0.25, 0.25]))
    mixture = _mixture(distances, weights, group_of, 3)[0]
    assert mixture[0] == pytest.approx(np.log(0.5 + 0.25 * np.exp(-1)), abs=1e-5)
    assert mixture[1] == UNSEEN
    assert mixture[2] == pytest.approx(-50 + np.log(0.5), abs=1e-4)


def test_the_mixture_is_the_logarithm_of_a_sum_of_exponentials() -> None:
    rng = np.random.default_rng(11)
    distances = rng.uniform(0, 60, (40, 7)).astype(np.float32)
    weights = rng.uniform(-3, 0, 20)
    mixture = _mixture(distances, weights, np.arange(40), 2)
    terms = (weights[:, None] - distances.reshape(2, 20, 7) / (2 * KERNEL_WIDTH**2)).astype(np.float64)
    behind = terms - terms.max(1, keepdims=True)
    expected = terms.max(1) + np.log((np.exp(behind) * (behind > -NEGLIGIBLE)).sum(1))
    assert mixture == pytest.approx(expected.T, abs=1e-5)


def test_a_glyph_is_measured_the_same_whichever_was_looked_at_before() -> None:
    font = font_of("Scheherazade-Regular")
    fresh = GlyphOutlines(font.program or b"")
    gids = [gid for gid in range(1, fresh.glyph_count) if fresh.box(gid)[0] is not None][:12]
    assert len(gids) == 12
    again = GlyphOutlines(font.program or b"")
    inks = [again.ink(gid) for gid in reversed(gids)][::-1]
    assert [fresh.ink(gid) for gid in gids] == inks
    assert [fresh.box(gid) for gid in gids] == [again.box(gid) for gid in gids]
    assert len(set(inks)) > 6


def test_an_atlas_without_any_family_is_refused() -> None:
    with pytest.raises(ValueError, match="without any of its families"):
        atlas.load(exclude=atlas.shipped().families)


def test_threads_share_no_face() -> None:
    """A face holds the glyph that was loaded last."""
    font = extract_pdf(PDFS / "honest.pdf").fonts[0]
    mine = outlines_of(font)
    with ThreadPoolExecutor(1) as pool:
        theirs = pool.submit(outlines_of, font).result()
    assert mine is outlines_of(font) and mine is not None and theirs is not None
    assert mine is not theirs and mine.box(5) == theirs.box(5)
