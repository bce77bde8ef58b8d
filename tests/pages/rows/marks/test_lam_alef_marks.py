"""Marks of a lam-alef that is one glyph."""

from __future__ import annotations

import pytest

from warraq.pages.rows.marks.lam_alef_marks import settle_marks


@pytest.mark.parametrize(
    ("painted", "settled"),
    [
        ("لاَ", "لَا"),
        ("لاَّ", "لَّا"),
        ("لاّ", "لّا"),
        ("لآْ", "لْآ"),
        ("لأَِ", "لِأَ"),
        ("لَأِ", "لِأَ"),
        ("لِإْ", "لْإِ"),
        ("لإِْ", "لْإِ"),
        ("لأَْ", "لْأَ"),
        ("لأَُ", "لَأُ"),
        ("فلاَ", "فلَا"),
        ("ل\u064b\u064bا", "لًا"),
        ("لأ\u064f\u064f", "لأُ"),
    ],
)
def test_each_letter_has_the_marks_that_it_may_bear(painted: str, settled: str) -> None:
    assert settle_marks(painted, article=False, placed=False) == settled
    assert settle_marks(settled, article=False, placed=True) == settled


@pytest.mark.parametrize("text", ["لاً", "لًا", "لأُ", "لُأ", "لَأْ", "لٰا", "لا", "لَ", "اَلا", "لَاب", "بَا"])
def test_what_may_stand_so_stays(text: str) -> None:
    assert settle_marks(text, article=False, placed=False) == text


@pytest.mark.parametrize("text", ["لاَ", "لاّ", "لأِ", "لآْ"])
def test_one_mark_that_has_its_place_stays_there(text: str) -> None:
    assert settle_marks(text, article=True, placed=True) == text


def test_two_marks_change_places_where_spelling_wants_it() -> None:
    assert settle_marks("لَأِ", article=False, placed=True) == "لِأَ"
    assert settle_marks("لإِْ", article=True, placed=True) == "لْإِ"


def test_behind_an_alef_the_sukun_is_that_of_the_lam() -> None:
    assert settle_marks("لَأْ", article=True, placed=True) == "لْأَ"
    assert settle_marks("لْأَ", article=True, placed=True) == "لْأَ"
    assert settle_marks("لأَ", article=True, placed=False) == "لأَ"
