"""Each check: a font that it must find, and ones that it must leave alone."""

from pathlib import Path
from typing import Any

import pytest

from tests.cases import cases, named
from tests.diagnose.fonts import LETTERS, case, described, font, lettered
from tests.extract.tiny import GLYPHS, truetype
from warraq.config import DEFAULT
from warraq.diagnose import CHECKS, diagnose, font_damage, used_codes
from warraq.extract.pages.pdf_file import extract_pdf

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
ROWS = {check.__module__.rsplit(".", 1)[1]: check for check in CHECKS}


def test_every_check_has_its_own_file_and_cases() -> None:
    assert len(ROWS) == len(CHECKS)
    assert named("diagnose").keys() == ROWS.keys()


@pytest.mark.parametrize(("name", "made"), [*cases("diagnose", "wild"), *cases("diagnose", "known_failures")])
def test_a_fault_is_found(name: str, made: dict[str, Any]) -> None:
    finding = ROWS[name](described(made), DEFAULT)
    assert finding is not None
    part, whole = made["score"]
    assert finding.score == pytest.approx(part / whole)
    assert (finding.fault, finding.subject, finding.where) == (name, "font", "Tiny (font 0)")
    assert made.get("detail", "") in finding.detail


@pytest.mark.parametrize(("name", "made"), cases("diagnose", "negative"))
def test_a_font_is_let_pass(name: str, made: dict[str, Any]) -> None:
    assert ROWS[name](described(made), DEFAULT) is None


def faults(path: Path) -> set[tuple[str, str]]:
    return {(finding.fault, finding.where.split(" (")[0]) for finding in diagnose(extract_pdf(path))}


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
    reported = faults(FIXTURES / "ctoc-cop-wg7-2020-4.pdf")
    assert {("wrong_map", "Scheherazade-Regular"), ("many_to_one_map", "Scheherazade-Regular")} <= reported
    assert ("no_tables", "Scheherazade-Regular") in reported


def test_facsimile_with_the_cmap_kept() -> None:
    reported = faults(FIXTURES / "ctoc-cop-wg7-2020-4-word.pdf")
    assert {("wrong_map", "Scheherazade-Regular"), ("mirrored_digits", "LiberationSerif")} <= reported


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
