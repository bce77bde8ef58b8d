"""Where sentences end, what translations share, which way is the likeliest."""

from __future__ import annotations

import time

import pytest

from warraq.align.beads import WIDTH, beads, corridor
from warraq.align.likeness import Likeness, Piece
from warraq.align.sentences import sentences
from warraq.align.tokens import tokens


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two? Three!", 3),
        ("See No. 5 of art. 3 by Mr. Smith and J. Doe.", 1),
        ("He said “stop.” Then he left.", 2),
        ("It costs 3.5 dollars; no more. e.g. this goes on", 1),
        ("قال د. أحمد كلمته. ثم خرج؟ نعم.", 3),
        ("U.N. rules apply.", 1),
    ],
)
def test_sentences_end_where_they_do(text: str, count: int) -> None:
    words = text.split(" ")
    parts = list(sentences(words))
    assert [at for part in parts for at in part] == list(range(len(words)))
    assert len(parts) == count


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("نحو 1,250,000 مخطوط", "quelque 1 250 000 manuscrits", {"n1250000"}),
        ("بمبلغ ٠٫٣٥ دولار", "0,35 dollar", {"n0.35"}),
        ("في تشرين الثاني/نوفمبر", "en novembre", {"m11"}),
        ("(ARC/WG.2/2020/3)", "the note ARC/WG.2/2020/3", {"sARC/WG.2/2020/3"}),
        ("ممثل البرازيل", "the representative of Brazil", {"xBRSL"}),
        ("السيدة غونزاليس", "Mme Gonzalez", {"xGNSLS"}),
    ],
)
def test_translations_share_tokens(one: str, other: str, shared: set[str]) -> None:
    assert shared <= tokens(one) & tokens(other)


def _pieces(*lengths: int) -> list[Piece]:
    return [Piece(length, frozenset({f"n{length}"})) for length in lengths]


def test_a_bead_may_be_of_none_one_or_two() -> None:
    left = _pieces(50, 80, 31, 60, 90)
    right = [*left[:1], Piece(111, frozenset({"n80", "n31"})), *left[4:]]
    chosen = beads(left, right, Likeness.of(left, right))
    assert [(len(bead.left), len(bead.right)) for bead in chosen] == [(1, 1), (2, 1), (1, 0), (1, 1)]
    assert all(0.5 < bead.posterior <= 1 for bead in chosen)


def test_texts_may_be_empty() -> None:
    left = _pieces(10, 20)
    assert [len(bead.left) for bead in beads(left, [], Likeness.of(left, []))] == [1, 1]
    assert beads([], [], Likeness.of([], [])) == []


def test_a_long_text_takes_time_by_its_length() -> None:
    left = [Piece(40 + at % 37, frozenset(), f"paragraph {at}") for at in range(1, 3001)]
    assert max(map(len, corridor(left, left[500:]))) <= 2 * WIDTH + 502
    started = time.perf_counter()
    chosen = beads(left[:600], left[:600], Likeness.of(left, left))
    assert len(chosen) == 600 and time.perf_counter() - started < 20
