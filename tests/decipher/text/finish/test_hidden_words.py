"""Words of which a dump that keeps one space of each run shows nothing: put in where what stands around tells them."""

from __future__ import annotations

import numpy as np
import pytest

from tests.decipher.text.lattice.test_decoder import decoder
from warraq.config import DEFAULT
from warraq.decipher.text import parameters
from warraq.decipher.text.document import solver
from warraq.decipher.text.document.solver import CleanUse, Solver
from warraq.decipher.text.dump import dump
from warraq.decipher.text.dump.collapsed_spaces import with_room
from warraq.decipher.text.dump.items import itemize
from warraq.decipher.text.dump.segments import Segment
from warraq.decipher.text.finish.hidden_words import Gaps, leaves_nothing, may_be_hidden, with_hidden_words
from warraq.decipher.text.lattice.decoder import Decoder, Path
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.word_confidence import Doubt
from warraq.language import tokens
from warraq.language.model import LanguageModel
from warraq.language.units import UNITS

FI = "في"
#: What stands around the word in a report, parted where it stood.
LEFT, RIGHT = "وحالات تهريب المهاجرين", "أوقات الأزمات من جانب الجماعات"


def reader() -> Decoder:
    """A decoder of a channel that keeps all letters but those of one word, which are spaces."""
    lost = [("ف", "ini"), ("ي", "fin")]
    return decoder([" " if unit in lost else unit[0][:1] for unit in UNITS], f"{LEFT} {RIGHT}.")


def line_of(one: Decoder, *words: str, sure: float = 0.95) -> tuple[Ordered, tuple[Doubt, ...]]:
    """A line of these words, one space between each; an empty one is the word of nothing in the space behind it."""
    shown = with_room(" ".join(word for word in words if word))
    items = itemize(shown, one.symbols)
    pieces, at = [], 0
    for word in words:
        size = len(word)
        text = word or FI
        if not word:
            at -= 3
            size = 2
        token = one.lm.token_id(text) if text not in tokens.SPECIAL_ID else tokens.SPECIAL_ID[text]
        units = one.lm.spelling_of(token)[0] if token >= len(tokens.SPECIAL) else ()
        pieces.append(Piece(text, at, at + size, token, units, 0.0))
        at += size + (1 if not word else 4)
    path = Path(items, tuple(pieces), 0.0, (0, 0))
    return Ordered((Segment(shown),), path, 0.0), (Doubt(sure, ()),) * len(pieces)


def words_of(block: list[tuple[Ordered, tuple[Doubt, ...]]]) -> list[list[str]]:
    return [[piece.text for piece in line.path.pieces] for line, _ in block]


def test_frequent_words_of_letters_that_are_all_spaces_may_be_hidden() -> None:
    one = reader()
    hidden = {word.text: word.score for word in may_be_hidden(one)}
    assert hidden[FI] >= parameters.HiddenWords.LOST
    assert "من" not in hidden
    assert may_be_hidden(decoder(None, LEFT)) == []


def test_a_word_that_left_nothing_is_put_in_where_it_belongs_and_is_listed() -> None:
    one = reader()
    line, doubts = line_of(one, *LEFT.split(), *RIGHT.split())
    ((ordered, more_doubts),) = with_hidden_words(one, [(line, doubts)], may_be_hidden(one))
    assert " ".join(piece.text for piece in ordered.path.pieces) == f"{LEFT} {FI} {RIGHT}"
    ((piece, doubt),) = [(p, d) for p, d in zip(ordered.path.pieces, more_doubts, strict=True) if p.text == FI]
    assert doubt.confidence <= parameters.HiddenWords.SURE < DEFAULT.uncertain_below
    assert doubt.confidence > 0.5
    assert piece.start == piece.end == ordered.path.pieces[2].end
    assert more_doubts[:3] + more_doubts[4:] == doubts


def test_one_that_stood_between_two_lines_goes_on_the_second() -> None:
    one = reader()
    block = [line_of(one, *LEFT.split()), line_of(one, *RIGHT.split())]
    assert words_of(with_hidden_words(one, block, may_be_hidden(one))) == [LEFT.split(), [FI, *RIGHT.split()]]


def test_nothing_is_put_in_beside_words_that_may_be_misread() -> None:
    one = reader()
    block = [line_of(one, *LEFT.split(), *RIGHT.split(), sure=0.1)]
    assert with_hidden_words(one, block, may_be_hidden(one)) == block


def test_nothing_is_put_in_where_it_stands_or_where_the_text_goes_on_without_a_space() -> None:
    one = reader()
    there = [line_of(one, *LEFT.split(), FI, *RIGHT.split())]
    assert with_hidden_words(one, there, may_be_hidden(one)) == there
    shown = f"{LEFT}{RIGHT}"
    line, doubts = line_of(one, *LEFT.split(), *RIGHT.split())
    items = itemize(with_room(shown), one.symbols)
    moved = [
        p if k < 3 else Piece(p.text, p.start - 4, p.end - 4, p.token, p.units, 0.0)
        for k, p in enumerate(line.path.pieces)
    ]
    joined = Ordered(line.segments, Path(items, tuple(moved), 0.0, (0, 0)), 0.0)
    assert words_of(with_hidden_words(one, [(joined, doubts)], may_be_hidden(one))) == [[*LEFT.split(), *RIGHT.split()]]


def test_no_word_is_put_in_beside_itself_nor_two_beside_one_word(monkeypatch: pytest.MonkeyPatch) -> None:
    one = reader()
    monkeypatch.setattr(parameters.HiddenWords, "WEIGHTS", (100.0, *[0.0] * 7))  # anything is likelier than nothing
    hidden = [word for word in may_be_hidden(one) if word.text == FI]
    words = RIGHT.split()
    (row,) = words_of(with_hidden_words(one, [line_of(one, *words)], hidden))
    assert row == [*words[:2], FI, *words[2:4], FI, words[4]]
    (row,) = words_of(with_hidden_words(one, [line_of(one, words[0], FI, words[1])], hidden))
    assert row == [words[0], FI, words[1]]


def test_a_word_of_nothing_that_was_read_stays_where_it_belongs_and_goes_elsewhere() -> None:
    one = reader()
    right = [line_of(one, *LEFT.split(), "", *RIGHT.split())]
    assert with_hidden_words(one, right, may_be_hidden(one)) == right
    wrong = [line_of(one, "وحالات", "تهريب", "", "المهاجرين", "من", "جانب", "الجماعات")]
    read = [piece for piece in wrong[0][0].path.pieces if leaves_nothing(wrong[0][0], piece)]
    assert [piece.text for piece in read] == [FI]
    (row,) = words_of(with_hidden_words(one, wrong, may_be_hidden(one)))
    assert row == ["وحالات", "تهريب", "المهاجرين", "من", "جانب", "الجماعات"]


def test_grounds_of_a_gap_are_those_of_one_where_the_word_stands_for_nothing() -> None:
    one = reader()
    (word,) = [word for word in may_be_hidden(one) if word.text == FI]

    def passage(text: str) -> list[tuple[int, str]]:
        return [(one.lm.token_id(word), word) for word in text.split()]

    without = Gaps.of(passage(f"{LEFT} {RIGHT}"), [2], [3]).features(one, word)
    there = Gaps.of(passage(f"{LEFT} {FI} {RIGHT}"), [2], [4]).features(one, word)
    assert without == pytest.approx(there, abs=1e-5)
    assert np.all(without[0, 2:7] > 0)  # each of the words beside it is likelier with it


def test_only_dumps_that_keep_one_space_of_each_run_get_such_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "with_hidden_words", lambda _, block, words: [*block, words])
    monkeypatch.setattr(solver, "may_be_hidden", lambda _: "words")
    lm = LanguageModel.load()
    lines = dump.read_lines(f"{LEFT}\n{RIGHT}", lm)
    places = dump.places(lines, {})
    one = Solver(lines, [True, False], lm, CleanUse(), places)
    rows = [line_of(reader(), *text.split()) for text in (LEFT, RIGHT)]
    assert one._with_hidden_words(reader(), rows) == rows
    one.collapsed = True
    assert one._with_hidden_words(reader(), rows) == [*rows, "words"]
