"""Places that show the same vote on the word that they stand for."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from warraq.decipher.text.dump.items import Items
from warraq.decipher.text.lattice.decoder import Decoder, Path
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.agreement import agreed
from warraq.decipher.text.words.word_confidence import Alternatives
from warraq.language.units import units


def place(shown: str, room: int = 0, **words: float) -> tuple[Ordered, list[Alternatives]]:
    """A line of one word: what stands there, at its end ``room`` for so many spaces, and log p of the words that it may
    be; it is read as the likeliest."""
    codes = np.array([*(ord(c) - 0x600 for c in shown), *[1] * room], np.int16)
    added = np.arange(len(codes)) >= len(shown)
    shown += " " * room
    items = Items(codes, tuple(shown), added, added, tuple(range(len(shown))))
    pieces = {word: Piece(word, 0, len(shown), 100 + k, units(word), 0.0) for k, word in enumerate(words)}
    read = max(words, key=lambda word: words[word])
    line = Ordered((), Path(items, (pieces[read],), 0.0, (0, 0)), 0.0)
    return line, [{word: (p, pieces[word]) for word, p in words.items()}]


def decoder(**columns: dict[int, float]) -> Decoder:
    """A decoder that knows of its words what ``columns`` say: how rare they are (``value``), how often the document's
    clean passages use them (``words``), and what their subject adds (``topic``); nothing of the others."""
    tables = {name: np.zeros(200, np.float32) for name in ("value", "words", "topic")}
    for name, column in columns.items():
        tables[name][list(column)] = list(column.values())
    memory = SimpleNamespace(words=tables["words"], topic=tables["topic"])
    value = tables["value"][:, None].astype(np.uint8)
    fake = SimpleNamespace(lm=SimpleNamespace(word_value=value), memory=memory, settings=SimpleNamespace(weight=1.0))
    return cast(Decoder, cast(Any, fake))


def texts(*places: tuple[Ordered, list[Alternatives]], by: Decoder | None = None) -> list[str]:
    lines = agreed(by or decoder(), [line for line, _ in places], [row for _, row in places])
    return [line.path.pieces[0].text for line in lines]


SURE = place("صصصص", نفط=-0.01, نشر=-5.0)
UNSURE = place("صصصص", نفط=-1.1, نشر=-0.4)


def test_a_place_in_doubt_is_read_as_the_others_are() -> None:
    assert texts(UNSURE, SURE, SURE) == ["نفط"] * 3


def test_places_show_the_same_whatever_room_their_words_take() -> None:
    assert texts(place("صصصص", room=2, نفط=-1.1, نشر=-0.4), SURE, SURE) == ["نفط"] * 3


def test_no_place_votes_for_itself() -> None:
    assert texts(UNSURE) == ["نشر"]
    assert texts(UNSURE, UNSURE) == ["نشر", "نشر"]


def test_how_frequent_a_word_is_counts_once_and_what_its_neighbours_say_each_time() -> None:
    assert texts(*[UNSURE] * 4) == ["نشر"] * 4
    rare = decoder(value={100: 30})  # 2.4 nats, so that the neighbours are for it
    assert texts(*[UNSURE] * 4, by=rare) == ["نفط"] * 4
    assert texts(*[UNSURE] * 4, by=decoder(topic={100: -2.4})) == ["نفط"] * 4
    assert texts(UNSURE, by=rare) == ["نشر"]


def test_what_clean_passages_use_is_no_word_of_the_neighbours() -> None:
    common = place("صصصص", نفط=-0.4, نشر=-1.1)
    both = {100: 60.0, 101: 60.0}
    assert texts(*[common] * 4, by=decoder(value=both)) == ["نفط"] * 4
    assert texts(*[common] * 4, by=decoder(value=both, words={100: 0.5})) == ["نشر"] * 4


def test_how_a_word_goes_with_the_symbols_counts_once() -> None:
    line, (words,) = UNSURE
    (score, piece), other = words["نفط"], words["نشر"]
    unusual: Alternatives = {"نفط": (score, replace(piece, score=-2.4)), "نشر": other}
    assert texts(*[(line, [unusual])] * 4) == ["نفط"] * 4


def test_of_labels_nothing_is_known_but_how_often_they_are_met() -> None:
    label = place("صص", ب=-1.1, و=-0.4)
    assert texts(*[label] * 4, by=decoder(value={100: 30})) == ["و"] * 4


def test_what_shows_something_else_has_no_vote() -> None:
    other = place("ضضضض", نفط=-0.01, نشر=-5.0)
    assert texts(UNSURE, other, other) == ["نشر", "نفط", "نفط"]


def test_neighbours_that_leave_no_doubt_outweigh_any_number_of_votes() -> None:
    firm = place("صصصص", نفط=-9.0, نشر=-0.001)
    assert texts(firm, *[SURE] * 20) == ["نشر"] + ["نفط"] * 20


def test_what_neighbours_hold_against_a_word_at_each_of_many_places_counts_three_times() -> None:
    line = place("صصصص", نفط=-1.3, نشر=-0.3)
    rare = decoder(value={100: 20})  # what the neighbours of a place say is 1.1 nats for it
    assert texts(*[line] * 40, by=rare) == ["نشر"] * 40
    rarer = decoder(value={100: 30})  # 2.1 nats
    assert texts(*[line] * 4, by=rarer) == ["نفط"] * 4


def test_one_other_place_counts_once() -> None:
    assert texts(place("صصصص", نفط=-1.7, نشر=-0.2), SURE) == ["نشر", "نفط"]


def test_a_place_is_read_as_nothing_that_it_can_not_be() -> None:
    elsewhere = place("صصصص", نشر=-0.4, قشر=-1.1)
    assert texts(elsewhere, SURE, SURE)[0] == "نشر"


def test_places_vote_by_shares_whatever_their_lines_are_worth() -> None:
    unlikely = place("صصصص", نفط=-51.1, نشر=-50.4)
    assert texts(unlikely, SURE, SURE) == ["نفط"] * 3
    assert texts(UNSURE, *[place("صصصص", نفط=-50.01, نشر=-55.0)] * 2) == ["نفط"] * 3


def test_one_place_that_can_not_be_a_word_does_not_rule_it_out_where_there_is_little_doubt() -> None:
    assert texts(place("صصصص", نفط=-0.05, نشر=-3.5), place("صصصص", نشر=0.0)) == ["نفط", "نشر"]


def test_tokens_without_rivals_stay() -> None:
    line, _ = UNSURE
    assert agreed(decoder(), [line, line], [[{}], [{}]]) == [line, line]


def test_a_word_that_the_votes_brought_stands_where_the_other_did() -> None:
    items = Items(np.zeros(9, np.int16), ("ص",) * 9, np.zeros(9, bool), np.zeros(9, bool), tuple(range(9)))
    _, (words,) = UNSURE
    pieces = tuple(Piece(word, start, start + 4, 101, units(word), 0.0) for start, word in ((0, "نفط"), (5, "نشر")))
    sure: Alternatives = {word: (-5.0 if word == "نشر" else 0.0, piece) for word, (_, piece) in words.items()}
    line = Ordered((), Path(items, pieces, 0.0, (0, 0)), 0.0)
    (ordered,) = agreed(decoder(), [line], [[sure, words]])
    assert [(p.text, p.start, p.end) for p in ordered.path.pieces] == [("نفط", 0, 4), ("نفط", 5, 9)]
