"""Words without a space between them, told by the forms of their letters."""

from __future__ import annotations

import numpy as np

from warraq.decipher.glyph.signs.parted_words import ends_and_begins, parted
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.decipher.glyph.signs.tokens import Tokens

NONE = np.zeros(9, np.int64)


def tokens(*rows: tuple[tuple[int, ...], int], follows: tuple[tuple[int, int, int], ...] = ()) -> Tokens:
    """Tokens as (signs, count)."""
    return Tokens(
        np.array([sign for signs, _ in rows for sign in signs], np.int64),
        np.cumsum([0, *(len(signs) for signs, _ in rows)]),
        np.array([count for _, count in rows], np.int64),
        np.array(follows, np.int64).reshape(-1, 3),
        NONE,
        NONE,
    )


def rows_of(read: Tokens) -> list[tuple[tuple[int, ...], int]]:
    bounds = read.starts.tolist()
    return [(tuple(read.flat[a:b].tolist()), n) for a, b, n in zip(bounds, bounds[1:], read.counts.tolist())]  # noqa: B905


def marked(*signs: int) -> np.ndarray:
    return np.isin(np.arange(9), signs)


def test_a_token_is_cut_where_one_letter_ends_a_word_and_the_next_begins_one() -> None:
    read = parted(tokens(((0, 1, 2, 3), 5), ((2, 3), 2)), marked(1), marked(2))
    assert rows_of(read) == [((2, 3), 7), ((0, 1), 5)]
    assert read.follows.tolist() == [[1, 0, 5]]


def test_neighbours_are_those_at_the_edges() -> None:
    read = parted(tokens(((0, 1, 2, 3), 5), ((4, 5), 1), follows=((0, 1, 3), (1, 0, 2))), marked(1), marked(2))
    assert rows_of(read) == [((0, 1), 5), ((2, 3), 5), ((4, 5), 1)]
    assert sorted(read.follows.tolist()) == [[0, 1, 5], [1, 2, 3], [2, 0, 2]]


def test_one_side_alone_cuts_nothing() -> None:
    whole = tokens(((0, 1, 2, 3), 5))
    assert parted(whole, marked(1), marked()) is whole
    assert parted(whole, marked(), marked(2)) is whole
    assert parted(whole, marked(3), marked(0)) is whole


def test_letters_that_could_join_and_are_drawn_not_to_end_and_begin() -> None:
    spellings = Spellings()
    yeh, alef, stop = map(spellings.number, "یا.")
    isolated, final, initial = 0b0001, 0b0100, 0b0010
    spelled = np.array([yeh, yeh, yeh, alef, stop])
    forms = np.array([isolated, final, initial, final, 0b1111])
    ends, begins = ends_and_begins(spelled, forms, spellings.tables())
    assert ends.tolist() == [True, True, False, False, False]
    assert begins.tolist() == [True, False, True, False, False]
