"""The table of codes: what outlines are asked for, and what they settle."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import pytest

from tests.extract.tiny import truetype
from tests.repair.painter import Painter
from warraq.model.font import Font, Reading
from warraq.model.packed.shown_codes import shown_codes
from warraq.pages.codes import codes
from warraq.pages.codes.codes import CodeTable, build_codes
from warraq.pages.codes.ink import Ink, inks

HYPHEN = "\N{SOFT HYPHEN}"


def table(reads: Sequence[str], claims: str, advance: float) -> CodeTable:
    """Of a font whose letters are squares higher than any bar."""
    painter = Painter()
    for claim in claims:
        painter.glyph(claim, 100, 100, 8, 12)
    extraction, (glyph_map,) = painter.extraction()
    numbers = [painter.codes[claim] for claim in claims]
    widths, gids = dict.fromkeys(numbers, advance), dict.fromkeys(numbers, 3)
    font = replace(extraction.fonts[0], program=truetype(), widths=widths, code_to_gid=gids)
    readings = {number: Reading(text, 1.0, "names") for number, text in zip(numbers, reads, strict=True)}
    extraction = replace(extraction, fonts=(font,))
    return build_codes(extraction, [replace(glyph_map, readings=readings)], shown_codes(extraction))


def test_it_is_known_where_the_ink_of_a_letter_without_advance_lies_however_high_it_is() -> None:
    codes = table("بX", "بX", advance=50.0)
    assert codes.ink_left.tolist() == [0.0, 0.0] and np.allclose(codes.ink_right, 0.4)


def test_it_is_known_where_the_ink_of_a_code_that_claims_a_letter_and_reads_as_none_lies() -> None:
    codes = table(["", "ب"], "دب", advance=500.0)  # a kashida whose map is wrong, in a row of which each has to touch
    np.testing.assert_allclose([codes.ink_left[0], codes.ink_right[0]], [0.0, 0.4], atol=0.01)
    assert np.isnan(codes.ink_left[1])


def test_a_painted_soft_hyphen_is_a_hyphen_whatever_it_was_read_as() -> None:
    assert table("\N{NOT SIGN}", HYPHEN, advance=500.0).text == ("-",)


@pytest.mark.parametrize(("claims", "joined"), [("ﺳﺑﺗ", [True, True, True]), ("ﺳﺟﻋ", [False, False, False])])
def test_forms_are_told_by_claims_that_name_the_letters_which_are_read(claims: str, joined: list[bool]) -> None:
    assert table("سبت", claims, advance=500.0).to_next.tolist() == joined


def test_letters_with_an_advance_that_can_be_no_bar_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def watched(fonts: Sequence[Font], keys: Sequence[int], perhaps_bars: Collection[int] = ()) -> dict[int, Ink]:
        asked.extend(keys)
        return inks(fonts, keys, perhaps_bars)

    monkeypatch.setattr(codes, "inks", watched)
    code_table = table("بX-", "بX-", advance=500.0)
    assert [code_table.text[code_table.keys.tolist().index(key)] for key in asked] == ["ب"]


@pytest.mark.parametrize(
    ("text", "painted", "read"),
    [
        ("3", "\u0663", "\u0663"),
        ("3", "\u06f3", "3"),  # those are ordered as European ones are
        ("3", "\u0664", "3"),
        ("3", "x", "3"),
        ("3", None, "3"),
        ("33", "\u0663\u0663", "33"),
        ("\u06f3", "\u0663", "\u06f3"),
        ("\u00b2", "\u0662", "\u00b2"),
        ("x", "\u0663", "x"),
    ],
)
def test_a_digit_is_in_the_script_that_the_face_knows_it_in(text: str, painted: str | None, read: str) -> None:
    font = Painter().extraction()[0].fonts[0]
    font = replace(font, code_to_gid={1: 7}, gid_to_unicode={7: painted} if painted else {})
    assert codes._as_painted(font, 1, text, "") == read
    assert codes._as_painted(font, 2, text, "") == text
    assert codes._as_painted(font, 2, text, painted or "") == read  # as its glyph was read
