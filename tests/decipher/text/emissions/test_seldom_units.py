"""Units that few words of a text show may have outputs never seen; others may not."""

from __future__ import annotations

from math import log

import pytest

from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import itemize
from warraq.decipher.text.emissions.seldom_units import prices_of_unseen
from warraq.decipher.text.records import Piece
from warraq.language.units import COUNT, UNIT_OF, units


def piece(word: str) -> Piece:
    return Piece(word, 0, len(word), 9, units(word), 0.0)


def test_the_fewer_words_show_a_unit_the_cheaper_is_an_output_never_seen() -> None:
    lines = [["شجر", "دار", "دار"], ["دار"], ["دور", "ديار", ","]]
    items = itemize("", {" ": 0})
    read = [(items, [piece(w) if w != "," else Piece(w, 0, 1, 5, (), 0.0) for w in line]) for line in lines]
    prices = prices_of_unseen(read)
    assert len(prices) == COUNT
    sheen, dal, alef = (UNIT_OF[letter, form] for letter, form in (("ش", "ini"), ("د", "iso"), ("ا", "iso")))
    assert prices[UNIT_OF["ظ", "fin"]] == parameters.SeldomUnits.NEVER_READ
    assert prices[sheen] == pytest.approx(parameters.SeldomUnits.NEVER_READ - log(2))
    assert prices[alef] == pytest.approx(parameters.SeldomUnits.NEVER_READ - log(2))  # in one word, met three times
    assert prices[dal] == parameters.SeldomUnits.KNOWN  # in three
