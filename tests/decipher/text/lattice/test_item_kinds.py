"""Items of a kind share their arcs; what is numbered stays so as more kinds are met."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest

from warraq.decipher.text.dump.items import JOIN_SIGN, LAYOUT_SIGN, ROOM_SIGN, SOFT_SIGN, itemize
from warraq.decipher.text.lattice.decoder import Settings
from warraq.decipher.text.lattice.item_kinds import ItemKinds
from warraq.language import tokens

SYMBOLS = {" ": 0, "ف": 1, "ي": 2, "*": 3}
STOP, OPENS, CLOSES, DASH = (tokens.SPECIAL_ID[mark] for mark in ".()-")
#: The nodes around an item: E and S before it, E and S behind it.
E, S, E_NEXT, S_NEXT = range(4)
JUNK = {(E, E_NEXT, -1, -14.0), (S, S_NEXT, -1, -14.0)}


def kinds() -> ItemKinds:
    marks = {" ": [(STOP, -1.0)], ")": [(CLOSES, -0.1)], "*": [(OPENS, -2.0)], "-": [(DASH, -0.1)]}
    return ItemKinds(marks, SYMBOLS[" "], Settings())


def arcs(text: str) -> set[tuple[int, int, int, float]]:
    """The arcs of the one item of ``text``: source, target, token and score."""
    (number,), item_kinds = kinds().of(itemize(text, SYMBOLS))
    arcs = item_kinds.arcs
    of_number = slice(arcs.at[number], arcs.at[number + 1])
    columns = (
        arcs.source[of_number],
        arcs.target[of_number],
        arcs.token[of_number],
        np.asarray(arcs.score)[of_number].round(3),
    )
    return {(int(a), int(b), int(c), round(float(d), 3)) for a, b, c, d in zip(*columns, strict=True)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ف", JUNK),
        ("؟", JUNK),
        ("%", {(E, E_NEXT, -1, -1.0), (S, S_NEXT, -1, -1.0)}),
        ("2.5", {(S, E_NEXT, tokens.NUMBER, 0.0), (E, E_NEXT, tokens.NUMBER, -1.0), (E_NEXT, S_NEXT, -1, -1.0)}),
        ("2020", {(S, E_NEXT, tokens.NUMBER, 0.0), (E, E_NEXT, tokens.NUMBER, -1.0), (E_NEXT, S_NEXT, -1, -1.0)}),
        ("A/55", {(S, E_NEXT, tokens.LATIN, 0.0), (E, E_NEXT, tokens.LATIN, -1.0), (E_NEXT, S_NEXT, -1, -1.0)}),
        (JOIN_SIGN, {(E, S_NEXT, -1, 0.0), (S, S_NEXT, -1, -0.1), (E, E_NEXT, -1, -0.5)}),
        (LAYOUT_SIGN, {(E, S_NEXT, -1, 0.0), (S, S_NEXT, -1, -0.1), (E, E_NEXT, -1, -0.1)}),
        (" ", JUNK | {(E, S_NEXT, -1, 0.0), (S, S_NEXT, -1, -6.0), (E, E_NEXT, STOP, -1.0)}),
        (
            SOFT_SIGN,
            JUNK | {(E, S_NEXT, -1, 0.0), (S, S_NEXT, -1, -0.3), (E, E_NEXT, -1, -0.3), (E, E_NEXT, STOP, -1.0)},
        ),
        (ROOM_SIGN, JUNK | {(E, S_NEXT, -1, 0.0), (S, S_NEXT, -1, 0.0), (E, E_NEXT, STOP, -1.0)}),
        (")", JUNK | {(E, E_NEXT, CLOSES, -0.1), (S, E_NEXT, CLOSES, -3.1), (E, S_NEXT, CLOSES, -3.1)}),
        ("*", JUNK | {(S, S_NEXT, OPENS, -2.0)}),
        ("-", JUNK | {(a, b, DASH, -0.8) for a in (E, S) for b in (E_NEXT, S_NEXT)}),
    ],
)
def test_what_an_item_that_is_no_word_may_be(text: str, expected: set[tuple[int, int, int, float]]) -> None:
    assert arcs(text) == expected


def test_words_begin_behind_and_end_before_what_is_no_letter() -> None:
    numbers, item_kinds = kinds().of(itemize(f"ف {SOFT_SIGN}{JOIN_SIGN}7*)", SYMBOLS))
    assert np.asarray(item_kinds.opens)[numbers].tolist() == [False, True, True, True, True, True, True]
    assert np.asarray(item_kinds.closes)[numbers].tolist() == [False, True, True, True, True, False, True]


def test_numbers_and_latin_words_are_few_kinds_however_many_there_are() -> None:
    text = " ".join([*map(str, range(1000, 3000)), *(f"A{n}" for n in range(2000))])
    numbers, item_kinds = kinds().of(itemize(text, SYMBOLS))
    assert len(numbers) == 7999
    assert len(item_kinds.code) == 4  # a space, what begins with 1, with 2 and with A


def test_what_a_word_can_tell_apart_keeps_its_number_as_more_kinds_are_met() -> None:
    one = kinds()
    _, few = one.of(itemize("ف 2*", SYMBOLS))
    _, many = one.of(itemize(f"يA{JOIN_SIGN}{LAYOUT_SIGN}{SOFT_SIGN}.ف", SYMBOLS))
    assert np.array_equal(many.sign[: len(few.sign)], few.sign)
    sign = dict(zip(zip(many.code, many.soft, strict=True), many.sign, strict=True))
    assert len(set(sign.values())) == 7  # three letters, two spaces, a seam, and all the rest
    assert sign[0, False] != sign[0, True]


def test_kinds_that_another_thread_meets_at_the_same_time_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    one = kinds()

    class Late:
        """A lock for which the other thread was quicker."""

        def __enter__(self) -> None:
            monkeypatch.setattr(one, "_lock", contextlib.nullcontext())
            self.numbers, self.kinds = one.of(itemize("ي*7", SYMBOLS))

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(one, "_lock", late := Late())
    one.of(itemize("ف ", SYMBOLS))
    numbers, item_kinds = one.of(itemize("ي*7", SYMBOLS))
    assert numbers.tolist() == late.numbers.tolist()
    assert np.asarray(item_kinds.sign)[numbers].tolist() == np.asarray(late.kinds.sign)[late.numbers].tolist()
