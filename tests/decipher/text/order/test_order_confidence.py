"""How sure words are to stand where they do, by the other orders of their line."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import itemize
from warraq.decipher.text.dump.segments import Segment, joined
from warraq.decipher.text.lattice.decoder import Path
from warraq.decipher.text.order.order_confidence import Standings, letters_of, mean_of, placed, standings_of
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.records import Piece
from warraq.language import tokens

PARTS = (Segment("\N{ARABIC TATWEEL}من عند\x03"), Segment("12"), Segment("\x03فكل بيت سطح "))
OWN = letters_of(PARTS)


def line(*others: tuple[float, str]) -> Ordered:
    """The line with a piece for each of its words."""
    items = itemize(joined(PARTS), {" ": 0})
    words = itertools.groupby(range(len(items)), lambda k: bool(letters_of([Segment(items.texts[k])])))
    spans = [[*places] for shown, places in words if shown]
    pieces = tuple(
        Piece("".join(items.texts[a : b + 1]), a, b + 1, tokens.UNKNOWN, (), 0.0)
        for a, *_, b in ([*s, s[-1]] for s in spans)
    )
    return Ordered(PARTS, Path(items, pieces, 0.0, (0, 0)), 0.0, standings=others)


def of_words(ordered: Ordered) -> dict[str, float]:
    return {piece.text: placed(piece, ordered) for piece in ordered.path.pieces}


def test_letters_of_an_order_are_those_whichever_spaces_and_kashidas_stand_between() -> None:
    assert OWN == "منعند12فكلبيتسطح" == letters_of((Segment("منعن"), Segment("د12 فكل بيت سطح")))


def test_orders_of_the_same_letters_are_one_and_the_likeliest_comes_first() -> None:
    other, far = (Segment("12"), *PARTS[::2]), (Segment("سطح"), *PARTS)
    standings = standings_of([(0.0, other), (1.0, PARTS), (0.0, (Segment(OWN),)), (-40.0, far)], 2.0)
    assert [letters for _, letters in standings] == [OWN, letters_of(other)]
    assert sum(share for share, _ in standings) == pytest.approx(1.0)
    assert min(share for share, _ in standings) > parameters.OrderConfidence.LEAST
    same = standings_of([(0.0, other), (0.0, PARTS)], 2.0)
    assert [share for share, _ in same] == [0.5, 0.5]
    assert standings[0][0] / standings[1][0] == pytest.approx(2.718281828**0.5 + 1)


@pytest.mark.parametrize("share", [0.1, 0.4])
def test_words_that_a_rival_moves_are_less_sure_by_its_share(share: float) -> None:
    others: Standings = ((1 - share, OWN), (share, "12فكلبيتسطحمنعند"))
    confidence = of_words(line(*others))
    assert [*confidence] == ["من", "عند", "12", "فكل", "بيت", "سطح"]
    assert confidence.pop("من") == confidence.pop("عند") == pytest.approx(1 - share)
    assert set(confidence.values()) == {1.0}


def test_the_shares_of_rivals_that_move_a_word_are_added() -> None:
    confidence = of_words(line((0.5, OWN), (0.3, "عند12فكلبيتسطحمن"), (0.2, "12فكلبيتسطحمنعند")))
    assert confidence["من"] == pytest.approx(0.5)
    assert confidence["عند"] == pytest.approx(0.8)


def test_a_line_without_rivals_stands_as_it_does() -> None:
    assert set(of_words(line()).values()) == {1.0} == set(of_words(replace(line(), standings=((1.0, OWN),))).values())


def test_a_word_is_as_sure_as_the_least_sure_of_its_letters() -> None:
    assert of_words(line((0.7, OWN), (0.3, "دمنعن12فكلبيتسطح")))["عند"] == pytest.approx(0.7)


def test_seldom_orders_count_but_for_the_most_seldom() -> None:
    other = (Segment("12"), *PARTS[::2])
    for apart, kept in ((8.0, 2), (16.0, 1)):  # shares of 0.018 and 0.0003
        assert len(standings_of([(apart, PARTS), (0.0, other)], 2.0)) == kept


def test_where_a_word_stands_is_counted_in_letters() -> None:
    confidence = of_words(line((0.7, OWN), (0.3, "سطحمنعند12فكلبيت")))
    assert confidence.pop("سطح") == pytest.approx(0.7)
    assert set(confidence.values()) == {1.0}


def test_orders_are_as_likely_as_the_mean_of_what_they_are_judged() -> None:
    means = mean_of((((0.9, "ا"), (0.1, "ب")), ((0.6, "ب"), (0.4, "ج"))))
    assert means == ((0.45, "ا"), (0.35, "ب"), (0.2, "ج"))
    assert mean_of((means, means)) == means
