"""Runs of a line that stand in the wrong order are found and put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from tests.decipher.text.cipher import plain_lines
from tests.decipher.text.lines import known_order, plain, restored
from warraq.decipher.text.dump.block_edges import Place
from warraq.decipher.text.dump.items import ECHO_SIGN, LAYOUT_SIGN, ROOM_SIGN, SOFT_SIGN, itemize
from warraq.decipher.text.dump.segments import (
    Segment,
    segments_of,
)
from warraq.decipher.text.lattice import beam_search
from warraq.decipher.text.lattice.beam_search import Language
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order import line_order
from warraq.decipher.text.order.joins import Ends
from warraq.decipher.text.order.line_lengths import unread_letters
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.line_pieces import pieced
from warraq.decipher.text.order.orders import Candidate, Costs, Options, unopened
from warraq.decipher.text.order.text_blocks import Around
from warraq.decipher.text.records import Piece
from warraq.language.model import LanguageModel

TATWEEL = "\N{ARABIC TATWEEL}"


@pytest.fixture(scope="module")
def order() -> LineOrder:
    return known_order()


def test_what_can_end_a_block_decides_where_its_last_line_was_cut(order: LineOrder) -> None:
    lines = ["وفقا لأحكام هذا القانون", "رسوم الخدمات التي تقدمها الوزارة والهيئات التابعة لها ويجوز للوزير تحديد"]
    got = restored(order, lines, [True, True])
    assert got[1] == "ويجوز للوزير تحديد رسوم الخدمات التي تقدمها الوزارة والهيئات التابعة لها"


def test_the_last_line_of_all_ends_a_block(order: LineOrder) -> None:
    lines = [order.score((Segment(text),)) for text in ("الدول في", "هذا القرار")]
    ends = [order.joins.ends_of(line.path)[0] for line in lines]
    gap = order.blocks.ending(ends[1].last) - order.blocks.ending(ends[0].last)
    assert gap > 2.0
    alike = [Candidate(0.0, replace(ends[0], last=end.last)) for end in ends]  # but for what they end with
    assert order._viterbi([alike], [1.0]) == [1]
    assert order._viterbi([[replace(alike[0], score=gap + 0.1), alike[1]]], [1.0]) == [0]


def test_what_probably_ends_a_block_decides_too_where_its_last_line_was_cut(order: LineOrder) -> None:
    before, after = "وفقا لأحكام هذا القانون", "تسري أحكام هذا القانون على جميع الموظفين في الدولة"
    true = "ويجوز للوزير تحديد رسوم الخدمات التي تقدمها الوزارة والهيئات التابعة لها"
    turned = "رسوم الخدمات التي تقدمها الوزارة والهيئات التابعة لها ويجوز للوزير تحديد"
    places = [Place(100 * k, len(line)) for k, line in enumerate((before, turned, after))]
    options = [order.options(segments_of(line), at) for line, at in zip((before, turned, after), places, strict=True)]

    def chosen(closes: float) -> str:
        return " ".join(p.text for p in order.choose(options, [1.0, 1.0, closes])[1].path.pieces)

    def worth(closes: float) -> float:
        values = order.values(options, order.choose(options, [1.0, 1.0, closes]), [1.0, 1.0, closes], 1)
        by_text = {" ".join(p.text for p in options[1].decoded[k].path.pieces): value for k, value in values.items()}
        return by_text[true] - by_text[turned]

    assert chosen(0.95) == true
    assert worth(0.0) < worth(0.5) < worth(0.95) < worth(1.0)


def test_numbers_and_words_are_read_from_the_right(order: LineOrder) -> None:
    got = restored(order, ["2020 أيلول/سبتمبر 9 و 8 المعقود في فيينا يومي"], [True])
    assert got == ["المعقود في فيينا يومي 8 و 9 أيلول / سبتمبر 2020"]


def test_a_hidden_cut_is_found_with_the_lines_around_it(order: LineOrder) -> None:
    before = "يجوز للدول الأطراف أن تبرم اتفاقيات ثنائية "
    true = "أو متعددة الأطراف لتنفيذ أحكام هذه الاتفاقية حسب الاقتضاء"
    turned = "لتنفيذ أحكام هذه الاتفاقية حسب الاقتضاء أو متعددة الأطراف"
    assert restored(order, [before, turned], [True, False])[1] == true


def test_a_dump_in_order_is_not_turned(order: LineOrder) -> None:
    lines = [segments_of(line) for line in plain_lines()]
    assert order.prefers_backwards(lines) < -50
    assert order.prefers_backwards([line[::-1] for line in lines]) > 50


def test_no_line_outweighs_the_others_on_their_direction(order: LineOrder, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = [[Segment("الأطراف"), Segment("الدول")] for _ in range(30)]
    odd = [Segment("المتحدة"), Segment("الأمم")]

    def as_it_stands(segments: tuple[Segment, ...]) -> SimpleNamespace:
        return SimpleNamespace(score=100.0 if segments == tuple(odd) else 0.0)

    monkeypatch.setattr(order, "score", as_it_stands)
    monkeypatch.setattr(order, "start", lambda segments: SimpleNamespace(score=2.0))
    assert order.prefers_backwards([*usual, odd]) == 30 * 2.0 - 20.0


def test_lines_whose_kashidas_were_cut_have_no_say_beside_others(
    order: LineOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = [Segment("ومنظماتها المعنيـ"), Segment("ــة بالأممـ")]
    whole = [Segment("الأطراف"), Segment("الدول")]
    monkeypatch.setattr(order, "score", lambda segments: SimpleNamespace(score=0.0))
    monkeypatch.setattr(order, "start", lambda s: SimpleNamespace(score=2.0 if s == whole else -9.0))
    assert order.prefers_backwards([cut, whole, cut]) == 2.0
    assert order.prefers_backwards([cut, cut]) == -18.0


@pytest.mark.parametrize("lines", [0, 300, 301, 1000])
def test_lines_from_all_over_a_dump_tell_which_way_it_runs(
    order: LineOrder, monkeypatch: pytest.MonkeyPatch, lines: int
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(order, "score", lambda segments: SimpleNamespace(score=0.0))

    def start(segments: Sequence[Segment]) -> SimpleNamespace:
        asked.append(len(segments[1].text))
        return SimpleNamespace(score=1.0)

    monkeypatch.setattr(order, "start", start)
    order.prefers_backwards([[Segment("الأطراف"), Segment("ا" * k)] for k in range(1, lines + 1)])
    assert len(asked) == {0: 0, 300: 300, 301: 151, 1000: 250}[lines]
    assert not asked or (asked[0] == 1 and asked[-1] > lines - 5)


def test_a_line_in_order_is_left_alone(order: LineOrder) -> None:
    line = "عقد الفريق العامل اجتماعه السابع في فيينا "
    assert restored(order, [line], [True]) == [line.strip()]


def test_orders_that_differ_in_what_the_dump_does_not_show_read_alike() -> None:
    shown = line_order._plain((Segment("بلد من"), Segment("هنا")))
    added = Segment(f"بلد{SOFT_SIGN}{ROOM_SIGN}{ECHO_SIGN}من"), Segment(f"هن{ECHO_SIGN}ا{ROOM_SIGN}")
    assert line_order._plain(added) == shown == "بلد من هنا"


def test_pieces_are_tiled_from_the_right() -> None:
    lm = LanguageModel.load()
    m = 3
    scores = np.full((m, m), -1e30, np.float32)
    scores[0, 1], scores[1, 2], scores[0, 2] = -1.0, -1.0, -10.0
    heads = np.full((m, m, 4), lm.token_id("في"), np.int32)
    empty = np.zeros(lm.word_value.shape[0], np.float32)
    pairs = (np.zeros(8, np.uint32), np.zeros(8, np.float32))
    whole = np.zeros(m, bool)
    pieces = beam_search.Pieces(scores, heads, np.zeros(3), whole, whole)
    values, ways = beam_search.tile(Language(lm.word_ngrams, empty, empty, *pairs), pieces, 5.0, 5.0, 4, 1.0)
    assert ways[int(np.argmax(values))].tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("في وثيقة الأمانة ( 2020 ) ، وفي غيرها", 0),
        ("وجمهورية الإسلامية ) ، كندا", 0),
        ("الإسلامية ) ، كندا ، إيران وجمهورية", 1),
        ("وجمهورية إيران ) ، كندا ) ، المكسيك", 1),
        ("ورقة من إعداد الأمانة عن سبل التعاون في مجال منع الجريمة )", 1),
    ],
)
def test_closing_brackets_want_something_that_can_open_them(text: str, count: int) -> None:
    assert unopened([Piece(word, k, k + 1, 0, (), 0.0) for k, word in enumerate(text.split())]) == count


def test_a_bracket_that_nothing_opens_costs(order: LineOrder) -> None:
    sound, torn = (order.score((Segment(text),)) for text in ("(إيطاليا) والأردن", "إيطاليا) الأردن"))
    assert sound.path.score == sound.score
    assert torn.path.score - torn.score == pytest.approx(order.costs.unopened)


@pytest.mark.parametrize("dash", ["   -", " - ", "-"])
def test_a_cut_beside_a_dash_costs_little(order: LineOrder, dash: str) -> None:
    raw = f"والأردن والمغرب{dash}وتكلم أيضا المراقبون"
    items = itemize(raw, order.decoder.symbols)
    line = pieced(order.decoder, order.decoder.lattice(items), raw, order.costs, 8.0)
    cheap = [raw[items.at[cut]] for cut, cost in zip(line.cuts, line.cost, strict=True) if cost == order.costs.dash]
    assert cheap == ["-", "\N{ARABIC LETTER WAW}"]


def test_a_dash_between_words_may_be_a_run(order: LineOrder) -> None:
    line = "الإسلامية) والأردن والمغرب - وتكلم أيضا المراقبون عن الصين وإيران (جمهورية"
    want = "وتكلم أيضا المراقبون عن الصين وإيران ( جمهورية - الإسلامية ) والأردن والمغرب"
    options = order.options(segments_of(line), Place(0, len(line)))
    assert want in [" ".join(p.text for p in order.score(one).path.pieces) for one in options.orders]


def test_a_mark_that_is_cut_from_its_text_costs(order: LineOrder) -> None:
    cut = (Segment("عقد الاجتماع في فيينا"), Segment("\N{ARABIC COMMA}"))
    dear = LineOrder(order.decoder, Costs(mark=6.0))
    assert dear.score(cut).score == pytest.approx(order.score(cut).score - 6.0)
    assert dear.score(cut[:1]).score == order.score(cut[:1]).score


def test_what_labelled_blocks_begin_with_bears_on_the_order(order: LineOrder) -> None:
    order = LineOrder(order.decoder)
    begins = ["وعقدت", "وأشارت", "وذكرت", "وأكدت", "وأوصت"]
    lines = [order.score((Segment(f"{k}- {word} اللجنة القرار"),)) for k, word in enumerate(begins, 1)]
    verb, noun = (
        order.score((Segment(f"6- {text}"),)) for text in ("وأعربت اللجنة عن القرار", "القرار وأعربت عنه اللجنة")
    )

    def worth() -> float:
        return order.beside(verb, False, False) - order.beside(noun, False, False)

    ends = [replace(Ends.of(verb.path), head=Ends.of(line.path).head) for line in (noun, verb)]
    alike = [Candidate(0.0, end) for end in ends]  # but for what they begin with
    before = worth()
    assert order._viterbi([alike], [True]) == [0]
    order.blocks.learn(lines, [True] * len(lines))
    assert worth() > before + 1.0
    assert order._viterbi([alike], [True]) == [1]
    values = order._between(alike, Around(None, None, 1.0, 1.0))
    assert values[1] - values[0] == pytest.approx(worth() - before)


def test_two_words_that_stand_together_where_a_line_was_cut_are_parted(order: LineOrder) -> None:
    true = "الاجتماعات التي عقدتها الدول الأطراف بشأن مكافحة الاتجار غير المشروع"
    cut = true.index("دتها")  # inside a word, as a block of the story ends
    d = order.decoder
    order = LineOrder(Decoder(d.lm, replace(d.emissions, marks={}), d.symbols, d.settings))
    line = order.options(segments_of(true[cut:] + true[:cut]), Place(0, len(true)))
    (chosen,) = order.choose([line], [True])
    assert " ".join(p.text for p in chosen.path.pieces) == true
    assert not [*unread_letters(chosen.path)]
    together = order.score((Segment(true[cut:] + true[:cut]),))
    assert [*unread_letters(together.path)] == ["المشروعالاجتماعات"]


def test_few_and_short_runs_of_unread_letters_are_looked_at(order: LineOrder, monkeypatch: pytest.MonkeyPatch) -> None:
    options = Options([Segment("بلد")], Place(0, 4), (0, 0), order.score((Segment("بلد"),)))
    tried: list[Place] = []

    def turned(segments: Sequence[Segment], place: Place) -> tuple[Segment, ...]:
        tried.append(place)
        return tuple(segments)

    monkeypatch.setattr(line_order, "turned", turned)
    for unread, count in (
        (["ب" * 29], 28),
        (["ب" * 30], 0),
        (["ب" * 4], 0),
        (["ب" * 10] * 3, 27),
        (["ب" * 10] * 9, 27),
    ):
        monkeypatch.setattr(line_order, "unread_letters", lambda path, unread=unread: iter(unread))
        tried.clear()
        order._glued(replace(options, segments=[Segment(" ".join(unread))]))
        assert len(tried) == count


def test_an_order_that_was_decoded_counts_whatever_its_estimate_was(order: LineOrder) -> None:
    true = "يجوز للدول الأطراف أن تبرم اتفاقيات ثنائية أو متعددة الأطراف لتنفيذ أحكام هذه الاتفاقية"
    at = true.index("أو")
    line = order.options(segments_of(f"{true[at:]} {true[:at]}"), Place(0, len(true)))
    right = next(k for k, segments in enumerate(line.orders) if plain(segments).split() == true.split())
    line.decode(right, order.score(line.orders[right]))
    line.candidates[right] = replace(line.candidates[right], score=-1e6)
    (kept_out,) = order.choose([line], [True])
    assert " ".join(p.text for p in kept_out.path.pieces) != true
    (chosen,) = LineOrder(order.decoder, Costs(every=True)).choose([line], [True])
    assert " ".join(p.text for p in chosen.path.pieces) == true
    assert line.choice == right


def test_lines_with_such_edges_as_others_that_were_cut_are_sooner_cut(order: LineOrder) -> None:
    whole, cut = "عقد الفريق العامل اجتماعه السابع في فيينا", "اجتماعه السابع في فيينا عقد الفريق العامل"
    lines = [(whole, (0, 1))] * 9 + [(cut, (0, 0))] * 9
    places = [Place(50 * k, 45) for k in range(len(lines))]
    options = [order.options(segments_of(text), p, edges) for (text, edges), p in zip(lines, places, strict=True)]
    for line, (text, _) in zip(options, lines, strict=True):
        line.choice = next(k for k, cuts in enumerate(line.unseen) if bool(cuts) == (text == cut))
    order._learn_habits(options)
    unseen = [next(k for k, cuts in enumerate(line.unseen) if cuts) for line in options]
    assert order._habit(options[-1], unseen[-1]) > 1.0 > -1.0 > order._habit(options[0], unseen[0])
    assert order._habit(options[-1], 0) == 0.0
    assert order.likely(options[-1], unseen[-1]) > options[-1].likely[unseen[-1]] + 1.0


def test_a_cut_that_the_dump_shows_is_made_or_paid_for(order: LineOrder) -> None:
    raw = LAYOUT_SIGN.join(["في فيينا", "عقد الاجتماع"])
    lattice = order.decoder.lattice(itemize(raw, order.decoder.symbols))
    free, paid = (pieced(order.decoder, lattice, raw, order.costs, kept) for kept in (0.0, 8.0))
    assert free.scores[0, -1] - paid.scores[0, -1] == pytest.approx(8.0)
    shown = next(k for k, cost in enumerate(free.cost) if cost == 0 and k)
    assert free.scores[0, shown] == paid.scores[0, shown]
    assert free.scores[shown, -1] == paid.scores[shown, -1] > -1e29


def test_a_line_too_long_to_be_drawn_is_not_cut(order: LineOrder) -> None:
    words = "اجتماع الدول الأطراف "
    for line in (words * 150, " ـ" * 20_000 + words):
        assert len(order.options(segments_of(line), Place(0, len(line))).orders) == 1
    assert len(order.options(segments_of(words * 3), Place(0, 60)).orders) > 1
