"""Full stops that were lost are read where the words on both sides ask for one, and are as sure as that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.decipher.text.lattice.test_decoder import known_channel
from tests.decipher.text.stops.test_second_spaces import SENTENCES
from warraq.decipher.text import parameters
from warraq.decipher.text.document.rounds import LAST
from warraq.decipher.text.dump.items import itemize
from warraq.decipher.text.dump.segments import Segment
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.records import Piece
from warraq.decipher.text.stops import line_stops
from warraq.decipher.text.stops.line_stops import _headings, _likely, with_stops
from warraq.decipher.text.stops.stop_places import Place, Sort, Text
from warraq.decipher.text.stops.stop_worth import Worth
from warraq.decipher.text.words.max_marginals import max_marginals
from warraq.decipher.text.words.word_confidence import doubts, words_at
from warraq.language import tokens
from warraq.language.model import LanguageModel

STOP = tokens.SPECIAL_ID["."]


def line_order(lost: float) -> LineOrder:
    channel = known_channel()
    channel_emissions = emissions.from_channel(channel, {" ": [(STOP, lost)]})
    return LineOrder(Decoder(LanguageModel.load(), channel_emissions, channel.number, LAST))


ORDER = line_order(-0.1)
#: The first lines end with a sentence each, the others inside one.
ENDED = [part for pair in SENTENCES for part in pair]
BROKEN = [f"{first} {second}".split() for first, second in SENTENCES]
HALVES = [" ".join(half) for words in BROKEN for half in (words[:4], words[4:])]


def block(lines: Sequence[str], order: LineOrder = ORDER) -> list[Ordered]:
    """The lines as they are read, without any stop."""
    ordered_lines = [order.start([Segment(line)]) for line in lines]
    return [_without(line) for line in ordered_lines]


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


def text_of(row: Sequence[str], begins: set[int]) -> Text:
    """A text of tokens; what is neither a sign nor a number is a word."""
    pieces = []
    for k, t in enumerate(row):
        word = t not in tokens.SPECIAL_ID and not t.isdigit()
        token = ORDER.decoder.lm.token_id(t) if word else tokens.SPECIAL_ID.get(t, tokens.NUMBER)
        pieces.append(Piece(t, k, k + 1, token, (1,) * word, 0.0))
    return Text(pieces, begins, set(begins), [], [])


def sure_of(line: Ordered) -> list[float]:
    others, without = words_at(ORDER.decoder, [line])[0], max_marginals(ORDER.decoder, [line])[0]
    return [doubt.confidence for doubt in doubts(line, others, without)]


def test_a_stop_is_read_where_a_sentence_ends_with_its_line() -> None:
    (stopped_lines,) = with_stops(ORDER.decoder, [block([*ENDED, *HALVES])])
    sentences, halves = ended(stopped_lines)[: len(ENDED)], ended(stopped_lines)[len(ENDED) :]
    assert sum(sentences[::2]) >= 3
    assert not any(halves[::2])


def test_a_stop_that_the_words_speak_against_is_taken_away() -> None:
    lines = [*ENDED, *HALVES]
    read = [stopped(line) for line in block(lines)]
    (stopped_lines,) = with_stops(ORDER.decoder, [read])
    (plain,) = with_stops(ORDER.decoder, [block(lines)])
    assert ended(stopped_lines) == ended(plain)


def test_a_word_is_as_sure_as_the_mark_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = block(ENDED)
    likely = np.linspace(0.5, 3.0, len(lines))
    monkeypatch.setattr(line_stops, "_headings", lambda text, places, likely: np.zeros(len(places), bool))
    sorts = [place.sort for place in Text.of([lines]).places]
    for sign in (1, -1):
        monkeypatch.setattr(line_stops, "_likely", lambda odds, places, sign=sign: sign * likely)
        (stopped_lines,) = with_stops(ORDER.decoder, [[stopped(lines[0]), *lines[1:]]])
        assert ended(stopped_lines) == [sign > 0] * len(lines)
        for line, plain, sort, odds in zip(stopped_lines, lines, sorts, likely, strict=True):
            words = len(plain.path.pieces)
            before = sure_of(replace(line, marks=()))
            bias, growth = parameters.LineStops.WORTH[sort]
            mark = 1 / (1 + np.exp(-sign * (bias + growth * sign * odds)))
            now = sure_of(line)
            assert now[: words - 1] == before[: words - 1]
            assert now[words - 1] == pytest.approx(
                max(parameters.WordFeatures.LEAST, before[words - 1] * mark), abs=2e-4
            )
            assert now[words:] == [1.0] * (sign > 0)
    assert doubts(replace(lines[0], path=replace(lines[0].path, pieces=())), [], []) == ()


@pytest.mark.parametrize("last", ["2020", "CTOC"])
def test_what_has_no_letters_is_as_sure_as_its_place_and_the_mark_behind_it(last: str) -> None:
    (line,) = block([f"عقد الفريق العامل في {last}"])
    plain = sure_of(line)
    assert 0.9 < plain[-1] < 1
    marked = replace(line, marks=((line.path.pieces[-1].end, 0.7),))
    assert sure_of(marked) == [*plain[:-1], pytest.approx(0.7 * plain[-1], abs=1e-4)]
    assert sure_of(replace(line, standings=((1.0, ""),)))[-1] < plain[-1] - 0.01
    sign = replace(line.path.pieces[-1], text=":", token=tokens.SPECIAL_ID[":"])
    assert sure_of(replace(line, path=replace(line.path, pieces=(*line.path.pieces[:-1], sign))))[-1] == 1.0


def test_a_stop_that_the_dump_shows_stays() -> None:
    first, second, *others = block(HALVES)
    items = itemize(HALVES[0] + ".", ORDER.decoder.symbols)
    shown = replace(stopped(first), path=replace(stopped(first).path, items=items))
    (stopped_lines,) = with_stops(ORDER.decoder, [[shown, second, *others]])
    assert stopped_lines[0] == shown
    assert Text.of([[shown, second]]).pieces[: len(shown.path.pieces)] == list(shown.path.pieces)


def test_a_stop_is_a_little_likelier_than_none(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = block(ENDED[:3])
    monkeypatch.setattr(line_stops, "_likely", lambda odds, places: np.array([0.2, 0.6, -1]))
    (stopped_lines,) = with_stops(ORDER.decoder, [lines])
    assert ended(stopped_lines) == [False, True, False]


def test_what_is_said_at_a_line_s_end_is_measured_by_what_is_said_where_no_stop_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = block([*ENDED, *HALVES])
    text = Text.of([lines])
    gaps = [k for k in text.gaps if text.may_stop(k)]
    asked: list[list[int]] = []
    measured: list[list[float]] = []

    def worth(self: Worth, pieces: NDArray[np.int64], read: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
        asked.append(pieces.tolist())
        return np.full(pieces.size, 3.0 - len(asked))

    def likely(odds: NDArray[np.float64], places: Sequence[Place]) -> NDArray[np.float64]:
        measured.append(odds.tolist())
        return odds

    monkeypatch.setattr(Worth, "of", worth)
    monkeypatch.setattr(line_stops, "_likely", likely)
    with_stops(ORDER.decoder, [lines])
    assert asked[0] == gaps
    assert measured[0] == pytest.approx([-1.0] * len(asked[1]))
    monkeypatch.setattr(parameters.LineStops, "SAMPLE", len(gaps) // 2)
    with_stops(ORDER.decoder, [lines])
    assert asked[2] == gaps[:: len(asked[0]) // len(asked[2])]
    assert len(gaps) // 4 < len(asked[2]) <= len(gaps) // 2


def test_no_stop_is_put_before_something_that_could_not_be_read() -> None:
    lines = block([*ENDED, *HALVES])
    (stopped_lines,) = with_stops(ORDER.decoder, [lines])
    k = max(range(len(lines) - 1), key=lambda k: stopped_lines[k].marks[-1][1] if ended(stopped_lines)[k] else 0.0)
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
    marks = [with_stops(ORDER.decoder, [[first, second], [behind]])[0][1].marks for behind in (first, other)]
    assert marks[0][-1][1] == pytest.approx(marks[1][-1][1], abs=0.05)


def test_a_block_ends_with_a_stop_where_others_do() -> None:
    sentences = [block([" ".join([*words, *words]) for words in BROKEN[k : k + 2]]) for k in range(0, len(BROKEN), 2)]
    assert all(ended(lines)[-1] for lines in with_stops(ORDER.decoder, sentences))


def text_of_lines(lines: Sequence[str], sorts: Sequence[Sort]) -> Text:
    """A text of one block, its lines ending as ``sorts`` say."""
    text = text_of(" ".join(lines).split(), {0})
    behind = 0
    for k, (line, sort) in enumerate(zip(lines, sorts, strict=True)):
        text.opens.add(behind)
        behind += len(line.split())
        text.places.append(Place(0, k, sort, behind - 1, behind))
    return text


def headings(lines: Sequence[str], sorts: Sequence[Sort], likely: float = 5.0) -> list[bool]:
    text = text_of_lines(lines, sorts)
    return _headings(text, text.places, np.full(len(lines), likely)).tolist()


def test_few_words_that_stand_by_themselves_are_a_heading() -> None:
    few, many = "كلمة " * parameters.StopPlaces.HEADING, "كلمة " * (parameters.StopPlaces.HEADING + 1)
    apart, last = Sort.APART, Sort.LAST
    assert headings([few, many, few, many, few], [apart, apart, apart, apart, last]) == [True, False, True, False, True]
    # in a line that goes on, and behind one that does
    assert headings([few, few, many], [Sort.FULL, apart, last]) == [False, True, False]
    assert headings([many, few, many], [apart, apart, last], -5.0) == [False, False, False]
    # behind a heading another one; with a label; behind a stop inside the line and at the end of one
    assert headings([few, few], [apart, last], -5.0) == [True, True]
    assert headings(["1 - كلمة", "( كلمة", "- كلمة"], [apart, apart, last]) == [False, False, False]
    assert headings([f"{many} . كلمة", "كلمة"], [apart, last]) == [False, True]
    assert headings([f"{many} :", few], [apart, last]) == [False, True]


def test_a_heading_has_no_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = block(ENDED[:2])
    monkeypatch.setattr(line_stops, "_likely", lambda odds, places: np.full(odds.size, 5.0))
    for heading in (True, False):
        monkeypatch.setattr(line_stops, "_headings", lambda text, places, odds, h=heading: np.array([False, h]))
        (stopped_lines,) = with_stops(ORDER.decoder, [lines])
        assert ended(stopped_lines) == [True, not heading]
        if heading:  # as sure as of 178 headings 164 have none
            assert stopped_lines[1].marks[-1][1] == pytest.approx(164 / 178, abs=0.01)


def test_short_lines_are_counted_apart() -> None:
    odds = np.array([3.0, 0.5, -4.0, -4.0, -5.0, -5.0, -6.0, -6.0, 0.5, 0.5])
    for other in (Sort.SHORT, Sort.APART, Sort.LAST, Sort.SPACED):
        odds_found = _likely(odds, [Place(0, k, other if k >= 8 else Sort.FULL, k, k) for k in range(10)])
        assert odds_found[1] < 0 < odds_found[8]
        assert odds_found[8] == odds_found[9]


def test_lines_behind_which_more_than_a_space_is_left_are_counted_apart() -> None:
    spaced = np.arange(40) < 5
    odds = np.where(spaced, 2.5, -6.0)
    odds[39] = 2.5
    odds_found = _likely(odds, [Place(0, k, Sort.FULL, k, k, bool(spaced[k])) for k in range(40)])
    assert odds_found[39] < 0 < odds_found[0]
    # of one line alone nothing can be learnt but what the others show
    few = _likely(odds[4:], [Place(0, k, Sort.FULL, k, k, bool(spaced[k])) for k in range(4, 40)])
    assert few[0] < odds_found[0]


def within(first: Ordered, second: Ordered) -> Ordered:
    """Two lines as one, with two spaces between them of which one was read as a stop."""
    text = f"{first.segments[0].text}  {second.segments[0].text}"
    (line,) = block([text])
    end = len(first.segments[0].text)
    assert [p.text for p in line.path.pieces] == [p.text for p in (*first.path.pieces, *second.path.pieces)]
    pieces = [p for p in line.path.pieces if p.end <= end]
    stop = Piece(".", end, end + 1, STOP, (), 0.0)
    return replace(line, path=replace(line.path, pieces=(*pieces, stop, *line.path.pieces[len(pieces) :])))


@pytest.mark.parametrize("odds", [-3.0, 3.0, 9.0])
def test_a_stop_inside_a_line_is_weighed_once_more(odds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, other = block(ENDED[:3])
    line = within(first, second)
    monkeypatch.setattr(line_stops, "_likely", lambda given, places: np.full(given.size, odds))
    (stopped_lines,) = with_stops(ORDER.decoder, [[line, other]])
    at, sure = stopped_lines[0].marks[0]
    bias, growth = parameters.LineStops.WORTH[Sort.SPACED]
    stays = bias + growth * odds > 0
    assert [p.text for p in stopped_lines[0].path.pieces[:-1]].count(".") == stays
    assert at == first.path.pieces[-1].end
    assert sure == pytest.approx(1 / (1 + np.exp(-abs(bias + growth * odds))))


def test_no_stop_is_put_inside_a_line_where_none_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, other = block(ENDED[:3])
    line = _without(within(first, second))
    bare = replace(
        line, path=replace(line.path, pieces=(*first.path.pieces, *line.path.pieces[len(first.path.pieces) :]))
    )
    monkeypatch.setattr(line_stops, "_likely", lambda given, places: np.full(given.size, 9.0))
    (stopped_lines,) = with_stops(ORDER.decoder, [[bare, other]])
    assert [p.text for p in stopped_lines[0].path.pieces].count(".") == 1
    assert stopped_lines[0].path.pieces[-1].text == "."
    assert stopped_lines[0].marks[0][1] < 0.05


@pytest.mark.parametrize(
    "mark", [":", "(", "\N{ARABIC COMMA}", "\N{ARABIC SEMICOLON}", "\N{ARABIC QUESTION MARK}", ")"]
)
def test_a_space_behind_a_mark_is_no_stop_but_behind_a_bracket_that_closes(mark: str) -> None:
    (line,) = block(["عقد الفريق  اجتماعه السنوي"])
    first, second, *others = line.path.pieces
    sign = Piece(mark, second.end, second.end, tokens.SPECIAL_ID[mark], (), 0.0)
    stop = Piece(".", second.end, second.end + 1, STOP, (), 0.0)
    line = replace(line, path=replace(line.path, pieces=(first, second, sign, stop, *others)))
    ((stopped_line,),) = with_stops(ORDER.decoder, [[line]])
    read = [(p.text, p.start) for p in stopped_line.path.pieces]
    assert ((".", stop.start) in read) == (mark == ")")
    assert (mark, sign.start) in read


def test_words_right_behind_a_mark_stay() -> None:
    (line,) = block(["عقد الفريق اجتماعه السنوي"])
    first, *others = line.path.pieces
    colon = Piece(":", first.end, first.end, tokens.SPECIAL_ID[":"], (), 0.0)
    ((stopped_line,),) = with_stops(
        ORDER.decoder, [[replace(line, path=replace(line.path, pieces=(first, colon, *others)))]]
    )
    assert [p.text for p in stopped_line.path.pieces if p.text != "."] == ["عقد", ":", "الفريق", "اجتماعه", "السنوي"]
