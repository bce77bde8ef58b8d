"""A document tells how many of the layout's spaces stand where pieces of a line meet; what is more are letters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.decipher.text.lattice.test_decoder import known_channel
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import JOIN_SIGN, LAYOUT_SIGN, SOFT_SIGN, Items, itemize
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice.decoder import Decoder, Settings
from warraq.decipher.text.lattice.layout_spaces import SEAMS, UNKNOWN, layout_places, layout_prices
from warraq.decipher.text.records import Piece
from warraq.language.model import LanguageModel
from warraq.language.units import UNIT_OF, UNITS

SYMBOLS = {" ": 0, "ف": 1, "ي": 2}
BEFORE_JOIN, BEFORE_EDGE, BEHIND_JOIN, BEHIND_EDGE = range(SEAMS)


def items_of(text: str) -> Items:
    """``text`` with `_` for a space of the layout, `|` where two pieces meet, and `#` for a line's edge."""
    return itemize(text.replace("_", SOFT_SIGN).replace("|", JOIN_SIGN).replace("#", LAYOUT_SIGN), SYMBOLS)


def places(text: str) -> list[tuple[int, int] | None]:
    """Kind of seam and distance of each item; None for what is no space of the layout."""
    return [
        divmod(p - 1, parameters.LayoutSpaces.DEEPEST) if p else None for p in layout_places(items_of(text)).tolist()
    ]


def test_spaces_are_counted_from_the_seam_where_they_stand() -> None:
    assert places("ف __|_ف") == [None, None, (BEFORE_JOIN, 1), (BEFORE_JOIN, 0), None, (BEHIND_JOIN, 0), None]
    assert places("__ف_#_ف_") == [
        *((BEHIND_EDGE, 0), (BEHIND_EDGE, 1), None, (BEFORE_EDGE, 0), None, (BEHIND_EDGE, 0), None, (BEFORE_EDGE, 0)),
    ]
    assert places("ف|__|ف") == [None, None, (BEFORE_JOIN, 1), (BEFORE_JOIN, 0), None, None]
    assert places("ف" + "_" * 8 + "|")[1] == (BEFORE_JOIN, parameters.LayoutSpaces.DEEPEST - 1)
    assert places("ف_ف") == [None, (0, 0), None]
    assert places("ف ف") == [None, None, None]


def line(text: str, read: int = 0) -> tuple[Items, list[Piece]]:
    """Items, the first of which is a word, and so are the next ``read`` behind one space."""
    pieces = [Piece("ف", 0, 1, 0, (1,), 0.0), Piece("في", 2, 2 + read, 0, (1, 2), 0.0)]
    return items_of(text), pieces[: 1 + (read > 0)]


def test_spaces_that_are_seldom_nothing_cost_more() -> None:
    often = layout_prices([line("ف___|ف")] * 40 + [line("ف_____|ف")] * 2)
    before = np.array(often).reshape(SEAMS, parameters.LayoutSpaces.DEEPEST)[BEFORE_JOIN]
    assert before[:3] == pytest.approx(parameters.LayoutSpaces.USUAL)
    assert before[3] < -2.0
    assert before[3] + before[4] < -2.5
    assert often[parameters.LayoutSpaces.DEEPEST : 2 * parameters.LayoutSpaces.DEEPEST] == pytest.approx(
        UNKNOWN[: parameters.LayoutSpaces.DEEPEST]
    )


def test_spaces_that_were_read_are_none_of_them() -> None:
    plain, read = layout_prices([line("ف_____|ف")] * 20), layout_prices([line("ف_____|ف", read=2)] * 20)
    assert plain == UNKNOWN[:2] + plain[2:]
    assert plain[4] == parameters.LayoutSpaces.USUAL
    assert read[2] < -1.5


def test_a_seam_with_more_spaces_than_any_other_does_not_vouch_for_itself() -> None:
    usual = [line("ف___|ف")] * 40
    once, never, twice = (layout_prices(usual + [line("ف____|ف")] * count) for count in (1, 0, 2))
    assert once[3] == pytest.approx(never[3], abs=0.01)
    assert twice[3] > never[3] + 0.5
    fewest = [line("ف__|ف")] * 40  # as many as are taken to stand there
    once, never = (layout_prices(fewest + [line("ف___|ف")] * count) for count in (1, 0))
    assert once[2] == pytest.approx(never[2], abs=0.01)


def test_nothing_is_known_where_no_seam_has_spaces() -> None:
    assert layout_prices([line("ف|ف ف")]) == pytest.approx(UNKNOWN)
    assert layout_prices([]) == pytest.approx(UNKNOWN)


def test_a_word_that_lost_its_letters_is_read_where_more_spaces_stand_than_are_usual() -> None:
    outputs = [" ", *(letters[:1] for letters, _ in UNITS[1:])]
    outputs[UNIT_OF["ف", "ini"]] = outputs[UNIT_OF["ي", "fin"]] = " "
    channel = known_channel(outputs)
    channel_emissions = emissions.from_channel(channel, {})
    text = f"نهر{5 * SOFT_SIGN}{JOIN_SIGN}2020"

    def read(settings: Settings) -> list[str]:
        decoder = Decoder(LanguageModel.load(), channel_emissions, channel.number, settings)
        return [piece.text for piece in decoder.decode(itemize(text, decoder.symbols)).pieces]

    dear = replace(
        Settings(),
        layout=tuple(
            parameters.LayoutSpaces.USUAL - 6.0 * (k % parameters.LayoutSpaces.DEEPEST > 1)
            for k in range(SEAMS * parameters.LayoutSpaces.DEEPEST)
        ),
    )
    assert read(Settings()) == ["نهر", "2020"]
    assert read(dear) == ["نهر", "في", "2020"]
