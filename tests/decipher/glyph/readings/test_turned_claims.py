"""Ligatures that are claimed as they look are read in the order of their letters, rare ones and all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.decipher.glyph.tiny_fonts import font
from tests.decipher.glyph.tiny_pages import page_of
from warraq.decipher.glyph.channel import decipher
from warraq.model.glyph import Extraction

ALLAH = "\u0627\u0644\u0644\u0647"


def page(*claims: str) -> Extraction:
    """A font whose tables say nothing: a glyph for each claim, shown once, and a beh."""
    codes = range(1, len(claims) + 2)
    made = font(None, codes=codes, claims=dict(zip(codes, (*claims, "\u0628"), strict=True)))
    return page_of(made, [code for pair in codes for code in (pair, None)])


def read(*claims: str) -> list[str]:
    """What glyphs that claim so are read as."""
    readings = decipher(page(*claims))[0].readings
    return [readings[code].text for code in range(1, len(claims) + 1)]


def test_ligatures_go_by_those_that_can_be_drawn_in_one_order_only() -> None:
    # teh-reh and lam-alef, then lam-meem and yeh-noon, which can stand in either order
    assert read("\u0631\u062a", "\u0627\u0644", "\u0645\u0644", "\u0646\u064a") == [
        "\u062a\u0631",
        "\u0644\u0627",
        "\u0644\u0645",
        "\u064a\u0646",
    ]


@pytest.mark.parametrize(
    "claims",
    [
        ("\u062a\u0631", "\u0644\u0627", "\u0645\u0644"),  # in the order of the letters
        ("\u0631\u062a", "\u0627\u0644", "\u0628\u0631"),  # one says the opposite
        ("\u0627\u0644", "\u0645\u0644"),  # one alone may be the article
        ("\u0631\u0627", "\u0632\u0627", "\u0645\u0644"),  # letters that no face joins
        (ALLAH, "\u0631\u064a\u0627\u0644", "\u0645\u0644"),  # a name and a sign
        ("\ufefb", "\ufc32", "\u0645\u0644"),  # presentation forms tell no order
    ],
)
def test_what_no_order_accuses_stays(claims: tuple[str, ...]) -> None:
    stands = {"\ufefb": "\u0644\u0627", "\ufc32": "\u0641\u064a"}
    assert [stands.get(text, text) for text in read(*claims)] == [stands.get(text, text) for text in claims]


def test_the_name_of_god_is_turned_only_where_it_is_claimed_so() -> None:
    turned = ("\u0631\u062a", "\u0627\u0644")
    assert read(*turned, ALLAH)[2] == ALLAH
    assert read(*turned, ALLAH[::-1])[2] == ALLAH


@pytest.mark.parametrize("other", ["\u0627\u0644", "\u0631\u062a"])
def test_a_font_with_few_ligatures_goes_by_the_others_of_its_document(other: str) -> None:
    first = page("\u0645\u0644", other)
    second = page("\u0632\u062a", "\u0631\u064a")
    moved = replace(second.pages[0], number=2, font=np.ones_like(second.pages[0].font))
    table = (*first.claims, *second.claims)
    moved = replace(moved, claim=np.where(moved.claim < 0, -1, moved.claim + len(first.claims)).astype(np.int32))
    whole = replace(first, pages=(*first.pages, moved), fonts=(*first.fonts, *second.fonts), claims=table)
    assert [decipher(whole)[0].readings[code].text for code in (1, 2)] == ["\u0644\u0645", other[::-1]]
