"""Lines of producers that know no bracket pairs (rule N0) read as they were typed, and no other line is read so."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus.levels import visual
from benchmarks.probes import lines_of
from tests.repair.painter import visual as visual_with_pairs
from tests.repair.sheet import Sheet
from warraq.repair.order.bidi import Order, spell
from warraq.repair.order.by_levels import without_pairs
from warraq.repair.order.order import logical_order


def read(painted: str) -> str:
    return spell(painted, without_pairs(painted, logical_order(painted)))


@pytest.mark.parametrize(
    "text",
    [
        "النظام ABC (2015) الجديد",
        "مادة (1) CO2 (2) نص",
        "الاتفاقية C [29] لعام",
        "منظمة (ILO) والاتفاقية C (29) لعام (2019)",
        "برنامج Word (نسخة 2010) الجديد",
        "الرمز A {B} هنا",
        "التقرير (الفصل AB (3) الأخير) هنا",
    ],
)
def test_pairs_that_the_producer_does_not_know_are_whole(text: str) -> None:
    assert read(visual(text)) == text


def test_the_old_rules_paint_what_the_new_ones_do_not_read() -> None:
    painted = visual("النظام ABC (2015) الجديد")
    assert spell(painted, logical_order(painted)) != "النظام ABC (2015) الجديد"


@pytest.mark.parametrize(
    "text", ["النظام ABC (XYZ) الجديد", "القرار (A/RES/55/25) بشأن", "(أ) البند", "أ) البند ب) البند", "انظر (المرفق"]
)
def test_lines_that_read_well_are_left_alone(text: str) -> None:
    painted = "".join(base for base, _ in visual_with_pairs(text))
    order = logical_order(painted)
    assert without_pairs(painted, order) is order


def test_halves_of_pairs_that_no_rule_makes_whole_stay() -> None:
    order = Order((2, 1, 0), frozenset(), True)
    assert without_pairs("))\N{ARABIC LETTER ALEF}", order) is order


def test_a_page_of_such_a_producer(tmp_path: Path) -> None:
    text = "النظام ABC (2015) الجديد"
    sheet = Sheet()
    sheet.line(text, 700)
    assert lines_of(sheet.save(tmp_path / "page.pdf")) == [text]
