"""What speaks for a word of a deciphered text, and how sure that makes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from pipeline.decipher.text.grounds import (
    LEAST,
    MOST,
    SHOWN_BEFORE,
    Grounds,
    Outputs,
    Standing,
    confidence,
    in_order,
)
from pipeline.decipher.text.items import JOIN_SIGN, Items, itemize
from pipeline.decipher.text.lattice import Piece
from pipeline.language import tokens
from pipeline.language.units import units
from tests.decipher.text.test_rivals import ambiguous

DECODER = ambiguous()
SOME = Grounds(3.0, -9.0, -2.0, 5, 8.0, 0.9, 0.5, 0.9, False, False, 30, 3)


def words(*shown: tuple[str, str], margin: float = 8.0, token: int = 100) -> list[tuple[Piece, Items, float]]:
    """Words that were read, and what stands for each."""
    found = []
    for text, symbols in shown:
        items = itemize(symbols, DECODER.symbols)
        found.append((Piece(text, 0, len(items), token, tuple(units(text)), 0.0), items, margin))
    return found


def support(read: Iterable[tuple[Piece, Items, float]], text: str, symbols: str) -> tuple[float, float]:
    ((piece, items, _),) = words((text, symbols))
    return Outputs(read, DECODER.emissions).support(piece, items)


@pytest.mark.parametrize(
    "better",
    [
        SOME._replace(margin=6.0), SOME._replace(frequency=-6.0), SOME._replace(channel=-1.0),
        SOME._replace(shown=20.0), SOME._replace(usual=0.99),
        SOME._replace(order=0.99), SOME._replace(items=8), SOME._replace(run=60),
    ],
)  # fmt: skip
def test_more_that_speaks_for_a_word_makes_it_surer(better: Grounds) -> None:
    assert confidence(better) > confidence(SOME)


def test_a_word_outside_the_lexicon_is_less_sure_however_short_it_is() -> None:
    known = confidence(SOME)
    assert all(confidence(SOME._replace(frequency=-20.0, channel=c)) < known for c in (-5, -15, -25))


def test_confidence_has_bounds() -> None:
    inf = float("inf")
    assert LEAST <= confidence(Grounds(-inf, -inf, -inf, 1, 0.0, 0.01, 0.0, True, True, 2)) < 0.3
    assert 0.9 < confidence(Grounds(inf, 0.0, 0.0, 12, inf, 1.0, 1.0, False, False, 90)) <= MOST


def test_what_has_no_letters_is_as_sure_as_its_place() -> None:
    sure = in_order(0.9, False, False, 30)
    assert confidence(SOME) < sure < in_order(0.99, False, False, 30) <= MOST
    assert max(in_order(0.9, True, False, 30), in_order(0.9, False, True, 30), in_order(0.9, False, False, 5)) < sure
    certain = SOME._replace(margin=12.0, frequency=0.0, items=100, shown=60.0, usual=1.0)
    assert confidence(certain) == pytest.approx(sure, abs=0.01)


def test_a_word_does_not_vouch_for_its_own_letters() -> None:
    read = words(("من", "من"), ("من", "من"))
    assert support(read, "من", "من") == (0.0, pytest.approx(0.5))
    shown, usual = support([*read, *words(("عن", "عن"), ("مع", "مع"))], "من", "من")
    assert shown == pytest.approx(1.0, abs=0.01)
    assert usual == pytest.approx((1 + SHOWN_BEFORE) / (1 + 2 * SHOWN_BEFORE), abs=0.01)


def test_other_outputs_of_a_letter_speak_against_one() -> None:
    read = words(("من", "من"), ("عند", "عند"))
    alike, other = (support([*read, *words(("حسن", symbols))], "عن", "عن") for symbols in ("حسن", "حسح"))
    assert other[1] < 0.6 < alike[1]
    assert other[0] == alike[0] == pytest.approx(1.0, abs=0.01)


def test_words_that_are_hardly_better_than_others_show_little() -> None:
    sure = support(words(("عن", "عن"), ("مع", "مع")), "من", "من")[0]
    unsure = support(words(("عن", "عن"), ("مع", "مع"), margin=0.5), "من", "من")[0]
    unknown = support(words(("عن", "عن"), ("مع", "مع"), token=tokens.UNKNOWN), "من", "من")[0]
    assert sure > 3 * unsure
    assert sure > 3 * unknown > 0


def test_what_stands_between_spaces_and_an_end_of_its_line_is_at_an_edge() -> None:
    items = itemize(" من عن مع ", DECODER.symbols)
    piece = Piece("من", 1, 3, 100, tuple(units("من")), 0.0)
    standing = Standing(items)
    assert standing.at_edge(piece)
    assert not standing.at_edge(replace(piece, start=4, end=6))
    assert standing.at_edge(replace(piece, start=7, end=9))


def test_a_run_ends_where_words_follow_words_unseen() -> None:
    def runs(text: str) -> list[int]:
        standing = Standing(itemize(text, DECODER.symbols))
        pieces = [Piece("", m.start(), m.end(), 100, (), 0.0) for m in re.finditer("[\u0621-\u064a]+", text)]
        return [standing.run_of(piece) for piece in pieces]

    assert runs("من عن مع") == [8, 8, 8]
    assert runs(f"من عن {JOIN_SIGN}مع") == [6, 6, 3]
    assert runs(f"من{JOIN_SIGN} عن{JOIN_SIGN}مع من") == [2, 4, 6, 6]
    # what a number stands between is no cut that nothing shows
    assert runs(f"من {JOIN_SIGN}9{JOIN_SIGN} مع") == [9, 9]
