"""Hamza and madda that faces set beside the alef they belong to."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from tests.repair.painter import Painter
from warraq.model.font import Reading
from warraq.pages import read_lines
from warraq.pages.rows.marks.seats import reseated

MADDA, ABOVE, BELOW = "\u0653", "\u0654", "\u0655"


@pytest.mark.parametrize(
    ("painted", "text"),
    [
        (f"ال{BELOW}اسكندرية", "الإسكندرية"),
        (f"ل{ABOVE}اي", "لأي"),
        (f"ل{MADDA}ااخر", "لآخر"),  # its lam was given a second alef
        (f"الات{MADDA}ية", "الآتية"),
        (f"الاث{ABOVE}اث", "الأثاث"),
    ],
)
def test_those_of_a_lam_alef_go_to_its_alef(painted: str, text: str) -> None:
    assert reseated(painted) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "text",
    [
        f"لاه{ABOVE}",  # a Persian ezafe
        f"كال{ABOVE}ن",  # no alef that could carry it
        f"اب{ABOVE}",  # a vowel sign of Kashmiri: no lam-alef
        f"ل\u064e{ABOVE}ايت",  # the Koran spells the hamza between lam and alef
        "لائق",
        "سلاؤ",
    ],
)
def test_others_stay(text: str) -> None:
    assert reseated(text) == text


@pytest.mark.parametrize("x", [109.0, 101.0, 94.0])
def test_a_hamza_is_the_alefs_wherever_it_stands_over_a_lam_alef_or_the_letter_behind(x: float) -> None:
    painter = Painter()
    painter.glyph("م", 90.0, 100, 8.0, 12.0)
    painter.glyph("لا", 98.0, 100, 12.0, 12.0)
    painter.glyph(ABOVE, x, 100, 0.0, 12.0)
    assert [line.text for line in read_lines(*painter.extraction())[0]] == ["لأم"]


def test_what_else_a_word_may_be_has_its_hamza_on_its_alef_too() -> None:
    painter = Painter()
    painter.glyph("م", 90.0, 100, 8.0, 12.0)
    painter.glyph("لا", 98.0, 100, 12.0, 12.0)
    painter.glyph(ABOVE, 109.0, 100, 0.0, 12.0)
    extraction, (glyph_map,) = painter.extraction()
    unsure = {painter.codes["م"]: Reading("م", 0.7, "language", (("ن", 0.2),))}
    maps = [replace(glyph_map, readings=glyph_map.readings | unsure)]
    assert read_lines(extraction, maps)[0][0].words[0].alternatives == (("لأن", 0.2),)
