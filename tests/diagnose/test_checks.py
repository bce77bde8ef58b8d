"""Each check: a font that it must find, and ones that it must leave alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.diagnose.fonts import LETTERS, case, font, lettered
from tests.extract.tiny import GLYPHS, truetype
from warraq.config import DEFAULT
from warraq.diagnose import (
    diagnose,
    font_damage,
    many_to_one_map,
    mirrored_digits,
    missing_glyphs,
    no_map,
    no_tables,
    offset_map,
    presentation_forms,
    used_codes,
    wrong_map,
)
from warraq.diagnose.case import FontCase
from warraq.extract.pages.pdf_file import extract_pdf

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"


def faults(path: Path) -> set[tuple[str, str]]:
    return {(finding.fault, finding.where.split(" (")[0]) for finding in diagnose(extract_pdf(path))}


def test_wrong_map_is_scored_by_the_share_of_codes() -> None:
    claims, cmap = lettered()
    claims[1], claims[2] = "\u0648", " "
    finding = wrong_map.check(case(font(claims, cmap)), DEFAULT)
    assert finding is not None
    assert finding.score == 2 / 28
    assert "2 of 28 codes (20 of 280 glyphs)" in finding.detail


def test_wrong_map_forgives_one_rare_mark() -> None:
    claims, cmap = {1: " ", 2: "\u0628"}, {1: "\u064b", 2: "\u0628"}
    assert wrong_map.check(case(font(claims, cmap), {1: 3, 2: 1000}), DEFAULT) is None
    assert wrong_map.check(case(font(claims, cmap), {1: 30, 2: 1000}), DEFAULT) is not None


def test_wrong_map_is_no_matter_of_latin_lookalikes() -> None:
    made = font({1: "\u03bc", 2: "-"}, {1: "\u00b5", 2: "\u2212"})
    assert wrong_map.check(case(made), DEFAULT) is None


def test_a_space_that_paints_convicts_without_any_table() -> None:
    program = truetype({0x20: "space"}, names=False)
    blank, square = GLYPHS.index("space"), GLYPHS.index("beh")
    honest = case(font({blank: " ", square: "\u0628"}, program=program))
    assert honest.painted_spaces == []
    assert case(font({blank: " ", square: " ", 5: "\u0627"}, program=program)).painted_spaces == [square]


def test_a_space_that_paints_in_a_latin_font_convicts_nothing() -> None:
    program = truetype({0x20: "space"}, names=False)
    made = font({GLYPHS.index("beh"): " ", 5: "a"}, program=program)
    assert case(made).painted_spaces == []


def test_no_map_counts_replacement_characters_as_nothing() -> None:
    claims, _ = lettered()
    claims |= {27: "\ufffd", 28: "\ue811"}
    finding = no_map.check(case(font(claims)), DEFAULT)
    assert finding is not None
    assert finding.score == 2 / 28


def test_no_map_leaves_rests_of_clusters_and_faces_of_signs_alone() -> None:
    claims, cmap = lettered()
    del claims[28]
    assert no_map.check(case(font(claims, cmap), {**dict.fromkeys(range(1, 28), 50), 28: 1}), DEFAULT) is None
    signs = font({}, names={code: f"a{code}" for code in range(1, 20)}, name="ZapfDingbats")
    assert no_map.check(case(signs), DEFAULT) is None


def test_many_to_one_counts_what_is_beyond_the_forms() -> None:
    claims = dict.fromkeys(range(1, 13), " ") | {20: "\u0628", 21: "\u0627"}
    finding = many_to_one_map.check(case(font(claims)), DEFAULT)
    assert finding is not None
    assert finding.score == 10 / 14
    assert "a space" in finding.detail


def test_many_to_one_leaves_a_face_rich_in_alternates_alone() -> None:
    claims, _ = lettered()
    claims |= dict.fromkeys(range(100, 130), "\u0644")
    assert many_to_one_map.check(case(font(claims)), DEFAULT) is None


def test_mirrored_digits_compares_values() -> None:
    claims = {1: "0", 2: "2", 3: "3", 4: "\u0628"}
    cmap = {1: "\u0662", 2: "\u0660", 3: "\u0663", 4: "\u0628"}
    finding = mirrored_digits.check(case(font(claims, cmap)), DEFAULT)
    assert finding is not None
    assert finding.score == pytest.approx(2 / 3)
    assert mirrored_digits.check(case(font({1: "2"}, {1: "\u0662"})), DEFAULT) is None


def test_offset_map_finds_claims_that_count_up() -> None:
    claims = {code: chr(0x0600 + code) for code in range(0x22, 0x3A)}
    finding = offset_map.check(case(font(claims)), DEFAULT)
    assert finding is not None
    assert finding.score == 1.0


def test_offset_map_leaves_a_face_in_unicode_order_alone() -> None:
    assert offset_map.check(case(font({code: chr(code + 29) for code in range(36, 94)})), DEFAULT) is None
    forms = {code: chr(0xFE80 + code) for code in range(1, 60)}
    assert offset_map.check(case(font(forms)), DEFAULT) is None
    claims, cmap = lettered()
    assert offset_map.check(case(font(claims, cmap)), DEFAULT) is None
    # XeTeX writes no name for the inner forms: the isolated letters are all that there is, every other one as a form
    letters = {code: chr(0x0600 + code) for code in range(0x21, 0x3B)} | {code: chr(0xFE80 + code) for code in (7, 9)}
    latin = {code: chr(code - 60) for code in range(0x60 + 60, 0x7B + 60)}
    assert offset_map.check(case(font(letters | latin)), DEFAULT) is None


def test_presentation_forms_are_weighed_by_glyphs() -> None:
    finding = presentation_forms.check(case(font({1: "\ufe91", 2: "\u0628", 3: "A"}), {1: 1, 2: 3, 3: 50}), DEFAULT)
    assert finding is not None
    assert finding.score == 0.25
    assert presentation_forms.check(case(font({1: "\u0628"})), DEFAULT) is None


def test_no_tables_needs_an_arabic_font_with_a_silent_program() -> None:
    claims, cmap = lettered()
    assert no_tables.check(case(font(claims)), DEFAULT) is not None
    assert no_tables.check(case(font(claims, cmap)), DEFAULT) is None
    assert no_tables.check(case(font(claims, program=None)), DEFAULT) is None
    assert no_tables.check(case(font({1: "A"})), DEFAULT) is None


def test_damage_is_nothing_for_honest_and_for_latin_fonts() -> None:
    claims, cmap = lettered()
    made = font(claims, cmap)
    assert font_damage(made, dict.fromkeys(claims, 2)) == 0
    digits = font({code: str(code) for code in range(10)})
    assert font_damage(digits, dict.fromkeys(range(10), 100)) == 0
    assert font_damage(made, {}) == 0


def test_damage_is_certain_where_every_claim_is_contradicted() -> None:
    claims, cmap = lettered(shift=5)
    assert font_damage(font(claims, cmap), dict.fromkeys(claims, 10)) == 1


def test_damage_shows_in_letter_frequencies_alone() -> None:
    by_use = (
        "\u0627\u0644\u064a\u0645\u0648\u0646\u062a\u0631\u0628\u0639\u062f\u0647\u0633\u0641\u0642\u0643\u062d\u062c"
    )
    counts = dict(enumerate((150, 130, 100, 65, 65, 60, 60, 50, 40, 40, 35, 35, 30, 30, 25, 25, 20, 15), 1))
    assert font_damage(font(dict(enumerate(by_use, 1))), counts) < 0.1
    assert font_damage(font(dict(enumerate(reversed(by_use), 1))), counts) == pytest.approx(0.5)


def test_alphabet_of_the_fixtures_is_whole() -> None:
    assert len(set(LETTERS)) == 28


def test_honest_file_has_no_fault() -> None:
    assert {fault for fault, _ in faults(FIXTURES / "honest.pdf")} <= {"presentation_forms", "no_tables"}


def test_file_without_maps() -> None:
    assert ("no_map", "Scheherazade-Regular") in faults(FIXTURES / "honest-no-map.pdf")


def test_facsimile_with_tables_stripped() -> None:
    found = faults(FIXTURES / "ctoc-cop-wg7-2020-4.pdf")
    assert {("wrong_map", "Scheherazade-Regular"), ("many_to_one_map", "Scheherazade-Regular")} <= found
    assert ("no_tables", "Scheherazade-Regular") in found


def test_facsimile_with_the_cmap_kept() -> None:
    found = faults(FIXTURES / "ctoc-cop-wg7-2020-4-word.pdf")
    assert {("wrong_map", "Scheherazade-Regular"), ("mirrored_digits", "LiberationSerif")} <= found


def test_damage_tells_the_facsimile_from_its_honest_sibling() -> None:
    for name, low, high in (("honest.pdf", 0.0, 0.1), ("ctoc-cop-wg7-2020-4.pdf", 0.8, 1.0)):
        extraction = extract_pdf(FIXTURES / name)
        usage = used_codes(extraction)
        body = max(range(len(usage)), key=lambda index: sum(usage[index].values()))
        assert low <= font_damage(extraction.fonts[body], usage[body]) <= high


def test_usage_counts_every_glyph() -> None:
    extraction = extract_pdf(FIXTURES / "honest.pdf")
    assert sum(sum(counts.values()) for counts in used_codes(extraction)) == sum(map(len, extraction.pages))


def test_codes_that_were_counted_are_not_counted_again() -> None:
    extraction = extract_pdf(FIXTURES / "ctoc-cop-wg7-2020-4.pdf")
    assert diagnose(extraction, DEFAULT, used_codes(extraction)) == diagnose(extraction) != []
    assert diagnose(extraction, DEFAULT, [{} for _ in extraction.fonts]) == []  # none is used, it is said


def missing(codes: int, glyphs: int = 10, kind: str = "type3") -> FontCase:
    """The alphabet, of which the first so many codes are painted as missing characters, each so many times."""
    made = font(lettered()[0])
    gids = {code: 0 if code <= codes else code for code in made.code_to_gid}
    counts = {code: glyphs if code <= codes else 10 for code in gids}
    return case(replace(made, code_to_gid=gids, program_kind=kind), counts)


def test_codes_that_are_painted_as_missing_characters() -> None:
    finding = missing_glyphs.check(missing(7), DEFAULT)
    assert finding is not None
    assert (finding.score, finding.where) == (7 / 28, "Tiny (font 0)")
    assert "7 codes, 25% of its glyphs" in finding.detail
    assert missing_glyphs.check(missing(3), DEFAULT) is not None


@pytest.mark.parametrize("made", [missing(0), missing(2, 100), missing(3, 4), missing(7, kind="type1")])
def test_a_few_codes_without_a_glyph_and_type1_programs_are_let_pass(made: FontCase) -> None:
    assert missing_glyphs.check(made, DEFAULT) is None


def test_a_font_that_is_not_embedded_lacks_no_glyphs() -> None:
    made = missing(7)
    assert missing_glyphs.check(replace(made, font=replace(made.font, program=None)), DEFAULT) is None
