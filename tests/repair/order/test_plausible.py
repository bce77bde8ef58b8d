"""Of several orders that paint the same line, the one that reads well is chosen."""

from __future__ import annotations

import pytest

from tests.repair.painter import visual
from warraq.repair.order.bidi import spell
from warraq.repair.order.order import logical_order
from warraq.repair.order.plausible import may_tell, plausibility


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


def test_hours_and_fractions_are_no_ranges_of_whole_numbers() -> None:
    assert plausibility("10:30-12:00") == plausibility("12:00-10:30") == 0
    assert plausibility("1.5-2") == 0


@pytest.mark.parametrize(("painted", "tells"), [("5", False), ("5°", True), ("%5", True), ("5-", False), ("5-6", True)])
def test_which_signs_tell(painted: str, tells: bool) -> None:
    assert may_tell(painted) is tells


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
