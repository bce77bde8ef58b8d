"""What words the blocks of a document begin with."""

from __future__ import annotations

import pytest

from warraq.decipher.text.order.beginnings import Heads, head, kind
from warraq.decipher.text.records import Piece
from warraq.language import tokens
from warraq.language.units import units

USED = ["وعقد", "نظر", "القرار", "في", "اللجنة", "وأشار"] * 30


def pieces(*texts: str) -> list[Piece]:
    return [Piece(t, k, k + 1, tokens.UNKNOWN, units(t) if t[0] > "\u0620" else (), 0.0) for k, t in enumerate(texts)]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        (("12", "-", "وعقد", "اللجنة"), "وعقد"),
        (("(", "ب", ")", "إقرار"), "إقرار"),
        (("وعقد", "اللجنة"), ""),
        (("2020", "وعقد"), ""),
        (("(", "اللجنة", ")"), ""),
        (("12", "-"), ""),
    ],
)
def test_the_head_of_a_block_stands_behind_its_label(line: tuple[str, ...], first: str) -> None:
    assert head(pieces(*line)) == first


def test_words_are_of_a_kind_by_conjunction_and_article() -> None:
    assert [kind(w) for w in ("وعقد", "القرار", "والقرار", "نظر", "ود")] == [
        (True, False),
        (False, True),
        (True, True),
        (False, False),
        (False, False),
    ]


def test_words_of_the_kind_that_begins_blocks_are_worth_more() -> None:
    heads = Heads(USED, ["وعقد", "وأشار", "وأكد", "وذكر", "وألقى"])
    assert heads.worth("وعقد") > 0.5
    assert heads.worth("وأبدى") == pytest.approx(heads.worth("وعقد"))
    assert heads.worth("القرار") < -0.5
    assert heads.worth("") == 0.0


def test_a_word_vouches_for_others_that_begin_so_and_not_for_itself() -> None:
    once, again = (Heads(USED, ["في", "في", "نظر", *["في"] * n]) for n in (0, 3))
    assert once.worth("نظر") < once.worth("في") < again.worth("في")
    # of a kind with its neighbours, a word by itself is worth something beside that
    assert again.worth("في") - again.worth("نظر") > 0.05
    assert Heads(USED, ["نظر"]).worth("نظر") == pytest.approx(Heads(USED, ["نظر"]).worth("بلد"), abs=0.2)


def test_nothing_is_known_of_a_document_without_labels() -> None:
    assert Heads().worth("وعقد") == 0.0
