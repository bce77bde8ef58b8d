"""What a full stop is worth behind the words of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.decipher.text.stops.test_line_stops import (
    ENDED,
    HALVES,
    ORDER,
    block,
    stopped,
    text_of,
)
from tests.decipher.text.stops.test_second_spaces import SENTENCES
from warraq.decipher.text import parameters
from warraq.decipher.text.order import beginnings
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.stops import stop_worth
from warraq.decipher.text.stops.stop_places import Text
from warraq.decipher.text.stops.stop_worth import Beginnings, Worth
from warraq.language.context.cloze import Cloze


def test_how_sentences_begin_is_learnt_from_those_behind_stops() -> None:
    joined = Text.of([[stopped(line) for line in block([" ".join(pair)])] for pair in SENTENCES])
    unknown = Beginnings(joined)
    assert [unknown.worth(piece.text) for piece in joined.pieces] == pytest.approx([0.0] * len(joined.pieces))
    pairs = [block(list(pair)) for pair in SENTENCES]
    text = Text.of([[_within(first, second)] for first, second in pairs])
    begun = Beginnings(text)
    assert all(begun.worth(second.path.pieces[0].text) > 0.7 for _, (second,) in _halves(pairs))
    assert all(begun.worth(piece.text) < 0 for (first,), _ in _halves(pairs) for piece in first.path.pieces[1:])
    assert begun.worth(".") == begun.worth("2020") == 0


def test_the_words_and_the_kinds_of_words_that_begin_sentences_both_count() -> None:
    sentences = "عقد الفريق . وأشار الفريق . وأشار المجلس . وقال المجلس إن الفريق وقال والمجلس وفد"
    begun = Beginnings(text_of(sentences.split(), {0}))
    usual, other, article = (begun.worth(word) for word in ("وأشار", "وفد", "والمجلس"))
    assert usual > begun.worth("وقال") > other > article
    assert other > 0 > begun.worth("المجلس")


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("وأشار", (True, False)),
        ("والمجلس", (True, True)),
        ("المجلس", (False, True)),
        ("مجلس", (False, False)),
        ("وا", (False, False)),  # too short for a word behind a conjunction, or behind the article
        ("و", (False, False)),
        ("الم", (False, False)),
        ("والم", (True, False)),
    ],
)
def test_words_are_told_by_conjunction_and_article(word: str, kind: tuple[bool, bool]) -> None:
    assert beginnings.kind(word) == kind


def _halves(pairs: Sequence[Sequence[Ordered]]) -> list[tuple[Sequence[Ordered], Sequence[Ordered]]]:
    return [(pair[:1], pair[1:]) for pair in pairs]


def _within(first: Ordered, second: Ordered) -> Ordered:
    """Two lines as one, with a stop between them."""
    pieces = (*stopped(first).path.pieces, *second.path.pieces)
    return replace(first, path=replace(first.path, pieces=pieces))


def test_what_a_stop_is_worth_doesn_t_depend_on_what_is_weighed_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = Text.of([block(ENDED), block(HALVES)])
    worth = Worth(ORDER.decoder, text)
    places = np.array([place.piece for place in text.places if text.may_have_stop(place)])
    together = worth.of(places)
    monkeypatch.setattr(stop_worth, "AT_ONCE", 3)
    assert together == pytest.approx(worth.of(places), abs=1e-4)
    assert together == pytest.approx([worth.of(places[k : k + 1])[0] for k in range(len(places))], abs=1e-4)


def test_what_the_judge_and_the_beginning_say_of_a_stop_adds_up(monkeypatch: pytest.MonkeyPatch) -> None:
    worth = Worth(ORDER.decoder, text_of(["عقد", "الفريق", "وقال", "الرئيس"], {0}))
    place = np.array([1])
    says: dict[str, float] = {}

    class Judge:
        """Says of a word what stands there, by whether it is a stop and whether one stands before it."""

        def beside(self, before: NDArray[np.float32], behind: NDArray[np.float32]) -> list[NDArray[np.float32]]:
            return [before[:, 0], behind[:, 0]]

        def wanted(self, before: NDArray[np.float32], behind: NDArray[np.float32]) -> NDArray[np.float32]:
            return before

        def judge(self, wanted: NDArray[np.float32], words: NDArray[np.float32]) -> NDArray[np.float32]:
            here = (words == worth._stop).all()
            name = "stop" if here else "behind a stop" if (wanted == worth._stop).all() else "without"
            return np.full(1, says[name], np.float32)

    worth._judge = cast("Cloze", Judge())

    def value(stop: float, behind: float, without: float, joins: float = 0.0) -> float:
        says.update({"stop": stop, "behind a stop": behind, "without": without})
        monkeypatch.setattr(worth._beginnings, "worth", lambda word, behind: {"وقال": joins}[word])
        return float(worth.of(place)[0])

    nothing = value(0.0, 0.0, 0.0)
    assert value(2.0, 0.0, 0.0) - nothing == pytest.approx(parameters.StopWorth.STOP_FITS * 2.0)
    assert value(0.0, 3.0, 1.0) - nothing == pytest.approx(parameters.StopWorth.NEXT_FITS * 2.0)
    assert value(0.0, 0.0, 0.0, 1.5) - nothing == pytest.approx(1.5)
    most, least = parameters.StopWorth.MOST, parameters.StopWorth.LEAST
    assert value(most + 5, 0.0, 0.0) == pytest.approx(value(most, 0.0, 0.0))
    assert value(0.0, least - 5, 0.0) == pytest.approx(value(0.0, least, 0.0))


def test_a_stop_that_was_read_does_not_vouch_for_itself() -> None:
    words = ["عقد", "الفريق", "وقال", "الرئيس", ".", "عقد", "المجلس", "وقال", "الرئيس", ".", "عقد", "وقال"]
    stopped_row = [*words[:2], ".", *words[2:]]
    without, with_stop = (text_of(row, {0}) for row in (words, stopped_row))
    place, read = np.array([1]), np.array([True])
    assert Worth(ORDER.decoder, with_stop).of(place, read) == pytest.approx(
        Worth(ORDER.decoder, without).of(place), abs=1e-4
    )
    begun = Beginnings(with_stop)
    assert begun.worth("وقال") > begun.worth("وقال", behind=True) == pytest.approx(Beginnings(without).worth("وقال"))


def test_nothing_is_next_at_the_end_of_a_block() -> None:
    row = ["عقد", "الفريق", "العامل", "اجتماعه"]
    ends = [text_of([*row, *behind], {0, 4}) for behind in (["وقال"], ["في", "فيينا"])]
    first, second = (Worth(ORDER.decoder, text).of(np.array([3]))[0] for text in ends)
    assert first == pytest.approx(second, abs=1e-4)
