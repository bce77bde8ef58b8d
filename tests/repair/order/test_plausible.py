"""Of several orders that paint the same line, the one that reads well is chosen."""

from __future__ import annotations

import pytest

from tests.repair.painter import visual
from warraq.repair.order.bidi import spell
from warraq.repair.order.order import logical_order
from warraq.repair.order.plausible import follows_its_number, may_tell, plausibility


def read(text: str) -> str:
    painted = "".join(base for base, _ in visual(text))
    return spell(painted, logical_order(painted))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("12-15", "15-12"),
        ("5%", "%5"),
        ("5°", "°5"),
        ("25° 30′ 15″", "°25 ′30 ″15"),
        ("3‰", "‰3"),
        ("$5", "5$"),
        ("#5", "5#"),
        ("5", "5$"),
        ("5", "%5"),
        ("5", "15-12"),
    ],
)
def test_what_reads_better(better: str, worse: str) -> None:
    assert plausibility(better) > plausibility(worse)


@pytest.mark.parametrize(("painted", "tells"), [("5", False), ("5°", True), ("%5", True), ("5-", False), ("5-6", True)])
def test_which_signs_tell(painted: str, tells: bool) -> None:
    assert may_tell(painted) is tells


@pytest.mark.parametrize(
    "unit", ["kg", "km", "mg/kg", "µg/m³", "km/h", "km²", "MW", "kWh", "GHz", "MB", "ha", "m/s", "hPa"]
)
def test_units_follow_their_number(unit: str) -> None:
    assert follows_its_number(unit)
    assert read(f"وزنه 5 {unit} تقريبا") == f"وزنه 5 {unit} تقريبا"


@pytest.mark.parametrize("word", ["No.", "m", "A", "B", "TV", "PA", "MA", "WHO", "BBC", "page", "Skg", "mkg"])
def test_other_words_precede_theirs(word: str) -> None:
    assert not follows_its_number(word)
    assert read(f"انظر {word} 5 تقريبا") == f"انظر {word} 5 تقريبا"


def test_a_unit_inside_a_latin_phrase_stays_there() -> None:
    assert not follows_its_number("see the kg")
    assert read("انظر per kg 5 تقريبا") == "انظر per kg 5 تقريبا"


@pytest.mark.parametrize(
    "text",
    [
        "مبلغ (US$ 25) فقط",
        '(انظر "Title (1st ed.)" ص 5)',
        'كتاب "The Book [2nd ed.]" مفيد',
        "العدد 5 (Vol. 3, No. 2), pp. 12-15",
        "برنامج Microsoft .NET الجديد",
        "المادة A : B هنا",
    ],
)
def test_signs_between_latin_words_tell_what_belongs_together(text: str) -> None:
    assert read(text) == text


def test_the_groups_of_a_number_after_a_latin_word_stay_together() -> None:
    painted = "SDR 1\N{NO-BREAK SPACE}000"
    assert spell(painted, logical_order(painted)) == painted
    assert spell("SDR 1 000", logical_order("SDR 1 000")) == "000 SDR 1"


def test_of_many_gaps_between_latin_words_and_numbers_all_but_one_may_be_turned() -> None:
    painted = "2018, 3( 12( A, 12 A)  \N{ARABIC LETTER BEH}"
    order = logical_order(painted)
    assert order.verified
    assert spell(painted, order) == "\N{ARABIC LETTER BEH}  (A, 12 A )2018, 3( 12"
