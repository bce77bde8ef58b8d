"""Full stops that were lost at the ends of lines are read where the words on both sides ask for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.decipher.text import emissions, line_stops
from pipeline.decipher.text.decoder import Decoder
from pipeline.decipher.text.items import SOFT_SIGN, itemize
from pipeline.decipher.text.lattice import Piece
from pipeline.decipher.text.line_order import LineOrder
from pipeline.decipher.text.line_stops import (
    _Beginnings,
    _End,
    _headings,
    _kind,
    _likely,
    _Sort,
    _Text,
    _Worth,
    with_stops,
)
from pipeline.decipher.text.orders import Ordered
from pipeline.decipher.text.segments import Segment
from pipeline.decipher.text.text_channel import LAST
from pipeline.decipher.text.word_confidence import doubts, words_at
from pipeline.language import tokens
from pipeline.language.cloze import Cloze
from pipeline.language.model import LanguageModel
from tests.decipher.text.test_decoder import known_channel
from tests.decipher.text.test_second_spaces import SENTENCES

STOP = tokens.SPECIAL_ID["."]


def line_order(lost: float) -> LineOrder:
    channel = known_channel()
    found = emissions.from_channel(channel, {" ": [(STOP, lost)]})
    return LineOrder(Decoder(LanguageModel.load(), found, channel.number, LAST))


ORDER = line_order(-0.1)
#: The first lines end with a sentence each, the others inside one.
ENDED = [part for pair in SENTENCES for part in pair]
BROKEN = [f"{first} {second}".split() for first, second in SENTENCES]
HALVES = [" ".join(half) for words in BROKEN for half in (words[:4], words[4:])]


def block(lines: Sequence[str], order: LineOrder = ORDER) -> list[Ordered]:
    """The lines as they are read, without any stop."""
    found = [order.start([Segment(line)]) for line in lines]
    return [_without(line) for line in found]


def _without(line: Ordered) -> Ordered:
    words = tuple(piece for piece in line.path.pieces if piece.token != STOP)
    return replace(line, path=replace(line.path, pieces=words))


def ended(lines: Sequence[Ordered]) -> list[bool]:
    return [line.path.pieces[-1].token == STOP for line in lines]


def stopped(line: Ordered) -> Ordered:
    """The line with a stop that was read of the space behind it."""
    end = line.path.pieces[-1].end
    pieces = (*line.path.pieces, Piece(".", end, end + 1, STOP, (), 0.0))
    return replace(line, path=replace(line.path, pieces=pieces))


def test_a_stop_is_read_where_a_sentence_ends_with_its_line() -> None:
    (found,) = with_stops(ORDER.decoder, [block([*ENDED, *HALVES])])
    sentences, halves = ended(found)[: len(ENDED)], ended(found)[len(ENDED) :]
    assert sum(sentences[::2]) >= 3
    assert not any(halves[::2])


def test_a_stop_that_the_words_speak_against_is_taken_away() -> None:
    lines = [*ENDED, *HALVES]
    read = [stopped(line) for line in block(lines)]
    (found,) = with_stops(ORDER.decoder, [read])
    (plain,) = with_stops(ORDER.decoder, [block(lines)])
    assert ended(found) == ended(plain)


def test_a_stop_is_as_sure_as_the_words_make_it(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = block(ENDED)
    monkeypatch.setattr(line_stops, "_likely", lambda odds, ends: np.linspace(0.5, 3.0, odds.size))
    monkeypatch.setattr(line_stops, "_headings", lambda text, ends, likely: np.zeros(len(ends), bool))
    (found,) = with_stops(ORDER.decoder, [[stopped(lines[0]), *lines[1:]]])
    assert all(ended(found))
    sure = [doubts(line, words_at(ORDER.decoder, [line])[0], ORDER.decoder.lm) for line in found]
    assert [d[-1].confidence for d in sure] == pytest.approx(
        1 / (1 + np.exp(-np.linspace(0.5, 3.0, len(lines)))), abs=1e-3
    )
    plain = [doubts(line, words_at(ORDER.decoder, [line])[0], ORDER.decoder.lm) for line in lines]
    assert [d[:-1] for d in sure] == plain
    assert doubts(replace(lines[0], path=replace(lines[0].path, pieces=())), [], ORDER.decoder.lm) == ()


def test_a_stop_that_the_dump_shows_stays() -> None:
    first, second, *others = block(HALVES)
    items = itemize(HALVES[0] + ".", ORDER.decoder.symbols)
    shown = replace(stopped(first), path=replace(stopped(first).path, items=items))
    (found,) = with_stops(ORDER.decoder, [[shown, second, *others]])
    assert found[0] == shown
    assert _Text.of([[shown, second]]).pieces[: len(shown.path.pieces)] == list(shown.path.pieces)


def test_a_stop_is_a_little_likelier_than_none(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = block(ENDED[:3])
    monkeypatch.setattr(line_stops, "_likely", lambda odds, ends: line_stops._CAUTION + np.array([-0.01, 0.01, -1]))
    (found,) = with_stops(ORDER.decoder, [lines])
    assert ended(found) == [False, True, False]


def test_what_is_said_at_a_line_s_end_is_measured_by_what_is_said_where_no_stop_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = block([*ENDED, *HALVES])
    text = _Text.of([lines])
    gaps = [k for k in text.gaps if text.may_stop(k)]
    asked: list[list[int]] = []
    measured: list[list[float]] = []

    def worth(self: _Worth, pieces: NDArray[np.int64]) -> NDArray[np.float64]:
        asked.append(pieces.tolist())
        return np.full(pieces.size, 3.0 - len(asked))

    def likely(odds: NDArray[np.float64], ends: Sequence[_End]) -> NDArray[np.float64]:
        measured.append(odds.tolist())
        return odds

    monkeypatch.setattr(_Worth, "of", worth)
    monkeypatch.setattr(line_stops, "_likely", likely)
    with_stops(ORDER.decoder, [lines])
    assert asked[0] == gaps
    assert measured[0] == pytest.approx([-1.0] * len(asked[1]))
    monkeypatch.setattr(line_stops, "_SAMPLE", len(gaps) // 2)
    with_stops(ORDER.decoder, [lines])
    assert asked[2] == gaps[:: len(asked[0]) // len(asked[2])]
    assert len(gaps) // 4 < len(asked[2]) <= len(gaps) // 2


def test_no_stop_is_put_before_something_that_could_not_be_read() -> None:
    lines = block([*ENDED, *HALVES])
    (found,) = with_stops(ORDER.decoder, [lines])
    k = max(range(len(lines) - 1), key=lambda k: found[k].stop or 0.0)
    for behind, want in (("%", False), ("  ", True)):
        items = itemize(lines[k].segments[0].text + behind, ORDER.decoder.symbols)
        shown = replace(lines[k], path=replace(lines[k].path, items=items))
        (again,) = with_stops(ORDER.decoder, [[*lines[:k], shown, *lines[k + 1 :]]])
        assert ended(again)[k] == want


@pytest.mark.parametrize("lost", [-0.8, None])
def test_where_stops_are_mostly_kept_none_is_put_in(lost: float | None) -> None:
    order = ORDER if lost is None else line_order(lost)
    decoder = order.decoder
    if lost is None:
        decoder = Decoder(decoder.lm, replace(decoder.emissions, marks={}), decoder.symbols, LAST)
    lines = block(ENDED)
    assert with_stops(decoder, [lines]) == [lines]


def test_what_is_next_to_a_block_says_nothing_of_its_end() -> None:
    first, second, other = block([*ENDED[:2], HALVES[0]])
    stops = [with_stops(ORDER.decoder, [[first, second], [behind]])[0][1].stop for behind in (first, other)]
    assert stops[0] is not None and stops[0] == pytest.approx(stops[1], abs=0.05)


def test_a_block_ends_with_a_stop_where_others_do() -> None:
    sentences = [block([" ".join([*words, *words]) for words in BROKEN[k : k + 2]]) for k in range(0, len(BROKEN), 2)]
    assert all(ended(lines)[-1] for lines in with_stops(ORDER.decoder, sentences))


def text_of_lines(lines: Sequence[str], sorts: Sequence[_Sort]) -> _Text:
    """A text of one block, its lines ending as ``sorts`` say."""
    text = text_of(" ".join(lines).split(), {0})
    behind = 0
    for k, (line, sort) in enumerate(zip(lines, sorts, strict=True)):
        text.opens.add(behind)
        behind += len(line.split())
        text.ends.append(_End(0, k, sort, behind - 1))
    return text


def headings(lines: Sequence[str], sorts: Sequence[_Sort], likely: float = 5.0) -> list[bool]:
    text = text_of_lines(lines, sorts)
    return _headings(text, text.ends, np.full(len(lines), likely)).tolist()


def test_few_words_that_stand_by_themselves_are_a_heading() -> None:
    few, many = "كلمة " * line_stops._HEADING, "كلمة " * (line_stops._HEADING + 1)
    apart, last = _Sort.APART, _Sort.LAST
    assert headings([few, many, few, many, few], [apart, apart, apart, apart, last]) == [True, False, True, False, True]
    # in a line that goes on, and behind one that does
    assert headings([few, few, many], [_Sort.FULL, apart, last]) == [False, True, False]
    assert headings([many, few, many], [apart, apart, last], -5.0) == [False, False, False]
    # behind a heading another one; with a label; behind a stop inside the line and at the end of one
    assert headings([few, few], [apart, last], -5.0) == [True, True]
    assert headings(["1 - كلمة", "( كلمة", "- كلمة"], [apart, apart, last]) == [False, False, False]
    assert headings([f"{many} . كلمة", "كلمة"], [apart, last]) == [False, True]
    assert headings([f"{many} :", few], [apart, last]) == [False, True]


def test_a_heading_has_no_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = block(ENDED[:2])
    monkeypatch.setattr(line_stops, "_likely", lambda odds, ends: np.full(odds.size, 5.0))
    for heading in (True, False):
        monkeypatch.setattr(line_stops, "_headings", lambda text, ends, odds, h=heading: np.array([False, h]))
        assert ended(with_stops(ORDER.decoder, [lines])[0]) == [True, not heading]


def text_of(row: Sequence[str], begins: set[int]) -> _Text:
    """A text of tokens; what is neither a sign nor a number is a word."""
    found = []
    for k, t in enumerate(row):
        word = t not in tokens.SPECIAL_ID and not t.isdigit()
        token = ORDER.decoder.lm.token_id(t) if word else tokens.SPECIAL_ID.get(t, tokens.NUMBER)
        found.append(Piece(t, k, k + 1, token, (1,) * word, 0.0))
    return _Text(found, begins, set(begins), [], [])


def test_stops_stand_behind_words_numbers_and_brackets_before_words_numbers_and_labels() -> None:
    row = ["كلمة", "كلمة", ")", "كلمة", "،", "كلمة", "(", "كلمة", "2020", "كلمة", "2020", "2020", "كلمة", "كلمة"]
    assert [k for k in range(len(row)) if text_of(row, {0, 13}).may_stop(k)] == [0, 2, 7, 8, 9, 10, 11]
    row = ["كلمة", "(", "ب", ")", "كلمة", "(", "كلمة", ")", "كلمة", "(", "12", ")"]
    assert [k for k in range(len(row)) if text_of(row, {0}).may_stop(k)] == [0, 3, 7, 8]


def test_spaces_between_words_count_where_one_of_the_text_stands() -> None:
    text = _Text.of([block(["عقد الفريق  العامل", f"اجتماعه {SOFT_SIGN}الأول", "في فيينا"])])
    assert [text.pieces[k].text for k in text.gaps] == ["عقد", "في"]
    assert [text.pieces[end.piece].text for end in text.ends] == ["العامل", "الأول", "فيينا"]


def test_lines_that_end_before_the_margin_are_short() -> None:
    usual, short = "عقد الفريق العامل اجتماعه الأول", "عقد الفريق العامل"
    text = _Text.of([block([usual, short, usual, usual])])
    assert [end.sort for end in text.ends] == [_Sort.FULL, _Sort.SHORT, _Sort.FULL, _Sort.LAST]


def test_lines_behind_which_empty_ones_stand_are_told() -> None:
    lines = block(["عقد الفريق العامل اجتماعه الأول"] * 4)
    apart = [[False, False, True, False], [True, False, True, True]]
    text = _Text.of([lines, lines], apart)
    full, behind, last = _Sort.FULL, _Sort.APART, _Sort.LAST
    assert [end.sort for end in text.ends] == [full, behind, full, last, full, behind, behind, last]


def test_spaces_behind_a_line_count_as_far_as_the_dump_shows_them() -> None:
    lines = block([f"في فيينا{SOFT_SIGN * spaces}" for spaces in (0, 1, 2, 3, 3)])
    assert [end.spaced for end in _Text.of([lines]).ends] == [False, False, True, True, True]
    assert [end.spaced for end in _Text.of([lines], None, [[0, 0, 1, 1, 2]]).ends] == [False, False, False, True, False]


def test_short_lines_are_counted_apart() -> None:
    odds = np.array([3.0, 0.5, -4.0, -4.0, -5.0, -5.0, -6.0, -6.0, 0.5, 0.5])
    for other in (_Sort.SHORT, _Sort.APART, _Sort.LAST):
        found = _likely(odds, [_End(0, k, other if k >= 8 else _Sort.FULL, k) for k in range(10)])
        assert found[1] < 0 < found[8]
        assert found[8] == found[9]


def test_lines_behind_which_more_than_a_space_is_left_are_counted_apart() -> None:
    spaced = np.arange(40) < 5
    odds = np.where(spaced, 2.5, -6.0)
    odds[39] = 2.5
    found = _likely(odds, [_End(0, k, _Sort.FULL, k, bool(spaced[k])) for k in range(40)])
    assert found[39] < 0 < found[0]
    # of one line alone nothing can be learnt but what the others show
    few = _likely(odds[4:], [_End(0, k, _Sort.FULL, k, bool(spaced[k])) for k in range(4, 40)])
    assert few[0] < found[0]


def test_how_sentences_begin_is_learnt_from_those_behind_stops() -> None:
    joined = _Text.of([[stopped(line) for line in block([" ".join(pair)])] for pair in SENTENCES])
    unknown = _Beginnings(joined)
    assert [unknown.worth(piece.text) for piece in joined.pieces] == pytest.approx([0.0] * len(joined.pieces))
    pairs = [block(list(pair)) for pair in SENTENCES]
    text = _Text.of([[_within(first, second)] for first, second in pairs])
    begun = _Beginnings(text)
    assert all(begun.worth(second.path.pieces[0].text) > 0.7 for _, (second,) in _halves(pairs))
    assert all(begun.worth(piece.text) < 0 for (first,), _ in _halves(pairs) for piece in first.path.pieces[1:])
    assert begun.worth(".") == begun.worth("2020") == 0


def test_the_words_and_the_kinds_of_words_that_begin_sentences_both_count() -> None:
    sentences = "عقد الفريق . وأشار الفريق . وأشار المجلس . وقال المجلس إن الفريق وقال والمجلس وفد"
    begun = _Beginnings(text_of(sentences.split(), {0}))
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
    assert _kind(word) == kind


def _halves(pairs: Sequence[Sequence[Ordered]]) -> list[tuple[Sequence[Ordered], Sequence[Ordered]]]:
    return [(pair[:1], pair[1:]) for pair in pairs]


def _within(first: Ordered, second: Ordered) -> Ordered:
    """Two lines as one, with a stop between them."""
    pieces = (*stopped(first).path.pieces, *second.path.pieces)
    return replace(first, path=replace(first.path, pieces=pieces))


def test_what_a_stop_is_worth_doesn_t_depend_on_what_is_weighed_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = _Text.of([block(ENDED), block(HALVES)])
    worth = _Worth(ORDER.decoder, text)
    places = np.array([end.piece for end in text.ends if text.may_stop(end.piece)])
    together = worth.of(places)
    monkeypatch.setattr(line_stops, "_SAMPLE", 3)
    assert together == pytest.approx(worth.of(places), abs=1e-4)
    assert together == pytest.approx([worth.of(places[k : k + 1])[0] for k in range(len(places))], abs=1e-4)


def test_what_the_judge_and_the_beginning_say_of_a_stop_adds_up(monkeypatch: pytest.MonkeyPatch) -> None:
    worth = _Worth(ORDER.decoder, text_of(["عقد", "الفريق", "وقال", "الرئيس"], {0}))
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
        monkeypatch.setattr(worth._beginnings, "worth", {"وقال": joins}.get)
        return float(worth.of(place)[0])

    nothing = value(0.0, 0.0, 0.0)
    assert value(2.0, 0.0, 0.0) - nothing == pytest.approx(line_stops._STOP_FITS * 2.0)
    assert value(0.0, 3.0, 1.0) - nothing == pytest.approx(line_stops._NEXT_FITS * 2.0)
    assert value(0.0, 0.0, 0.0, 1.5) - nothing == pytest.approx(1.5)
    most, least = line_stops._MOST, line_stops._LEAST
    assert value(most + 5, 0.0, 0.0) == pytest.approx(value(most, 0.0, 0.0))
    assert value(0.0, least - 5, 0.0) == pytest.approx(value(0.0, least, 0.0))
