"""Runs of a line that stand in the wrong order are found and put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from pipeline.decipher.text import emissions, lattice, line_order, stretched_lines
from pipeline.decipher.text.block_edges import BLOCK, READ, Cut, Place, likelihood
from pipeline.decipher.text.decoder import Decoder, Settings
from pipeline.decipher.text.items import JOIN_SIGN, LAYOUT_SIGN, SOFT_SIGN, itemize
from pipeline.decipher.text.joins import Ends
from pipeline.decipher.text.lattice import Piece
from pipeline.decipher.text.line_order import LineOrder
from pipeline.decipher.text.line_pieces import PiecedLine, pieced
from pipeline.decipher.text.orders import Candidate, Costs, Options, Ordered, unopened
from pipeline.decipher.text.rounds import ROUNDS
from pipeline.decipher.text.segments import (
    Segment,
    characters_behind,
    cut_marks,
    joined,
    open_edges,
    pieces,
    segments_of,
    stretched_cuts,
    turned,
    uncut,
    unseen_cuts,
)
from pipeline.decipher.text.story import Read, unread_letters
from pipeline.language.model import NO_CLITICS, LanguageModel
from pipeline.language.units import COUNT, UNITS
from tests.decipher.text.cipher import plain_lines
from tests.decipher.text.test_decoder import known_channel

TATWEEL = "\N{ARABIC TATWEEL}"


@pytest.fixture(scope="module")
def order() -> LineOrder:
    channel = known_channel()
    marks = emissions.mark_table("،.()-/", channel.symbols)
    return LineOrder(Decoder(LanguageModel.load(), emissions.from_channel(channel, marks), channel.number, Settings()))


def plain(line: Iterable[Segment]) -> str:
    return "".join(s.text for s in line).replace(SOFT_SIGN, " ")


def texts(line: str) -> list[str]:
    return [s.text.replace(SOFT_SIGN, " ").strip() for s in segments_of(line)]


def test_runs_end_at_numbers_latin_words_and_wide_gaps() -> None:
    assert texts("2020 أيلول/سبتمبر 9 و 8 يومي") == ["2020", "أيلول/سبتمبر", "9", "و", "8", "يومي"]
    assert texts("المعنون            وقرر المؤتمر") == ["المعنون", "وقرر المؤتمر"]
    assert texts("تنظر A/RES/55/25 في القرار") == ["تنظر", "A/RES/55/25", "في القرار"]
    assert texts("عملة STARK CHAIN هي") == ["عملة", "STARK CHAIN", "هي"]
    assert texts("المواصفة ISO 9001 من ISO 2 2020") == ["المواصفة", "ISO 9001", "من", "ISO 2 2020"]
    assert texts("بلغ 2.5% من 1,000 أو ٣٫٥ أو %٣٠ منها") == [
        "بلغ",
        "2.5%",
        "من",
        "1,000",
        "أو",
        "٣٫٥",
        "أو",
        "%٣٠",
        "منها",
    ]
    assert texts("الساعة 10:30 بسعر $30 ودرجة 1.5° يوم 2020-05-12") == [
        *("الساعة", "10:30", "بسعر", "$30", "ودرجة", "1.5°", "يوم", "2020-05-12")
    ]
    assert texts("الحالية 19-كوفيد") == ["الحالية", "19", "-", "كوفيد"]


def test_a_range_is_one_run_where_it_stands_as_it_is_read() -> None:
    assert texts("2018-2019 في الفترة") == ["2018-2019", "في الفترة"]
    assert texts("2019-2018 في الفترة") == ["2019", "-", "2018", "في الفترة"]  # runs of their own, from the right
    assert texts("البنود 3–5") == ["البنود", "3–5"]
    assert texts("5-3-2") == ["5", "-", "3", "-", "2"]
    assert texts("2-3-5") == ["2", "-", "3", "-", "5"]  # nothing tells how these were drawn
    assert texts("9 -34") == ["9", "-", "34"]


def test_spaces_that_lost_letters_can_explain_are_no_gap() -> None:
    # "complete in all" where final lam, the two letters between, and the initial of the third word are lost
    assert texts("على نحو كام      ميع الدول") == ["على نحو كام      ميع الدول"]


def test_a_block_ends_where_a_sentence_can(order: LineOrder) -> None:
    def ending(text: str) -> float:
        a, b = (order.decoder.lm.token_id(word) for word in text.split())
        return order.ending((a, b))

    assert ending("هذا القرار") > ending("الدول في") + 2
    assert ending("القرار .") > ending("هذا القرار")


def test_what_can_end_a_block_decides_where_its_last_line_was_cut(order: LineOrder) -> None:
    lines = ["وفقا لأحكام هذا القانون", "رسوم الخدمات التي تقدمها الوزارة والهيئات التابعة لها ويجوز للوزير تحديد"]
    got = restored(order, lines, [True, True])
    assert got[1] == "ويجوز للوزير تحديد رسوم الخدمات التي تقدمها الوزارة والهيئات التابعة لها"


def test_a_cut_kashida_shows_where_a_run_goes_on() -> None:
    first, second = segments_of(f"{TATWEEL * 2}تخدام ا{TATWEEL} {TATWEEL * 2}داء اس{TATWEEL}"[:30])[:2]
    assert first.open_start
    assert first.open_end
    assert second.open_start


def test_a_kashida_beside_a_lost_letter_is_no_cut() -> None:
    whole = f"ينظر الم {TATWEEL * 2}ل ال في ذلك"
    assert texts(whole) == [whole]
    assert len(texts(f"{whole} واس{TATWEEL * 2}")) == 2


def test_two_cut_kashidas_make_one_word() -> None:
    a, b, c = Segment(f"اس{TATWEEL}"), Segment(f" {TATWEEL * 2}تخدام"), Segment("في")
    assert joined([a, b, c]).replace(TATWEEL, "") == f"استخدام{JOIN_SIGN}في"


def test_spaces_behind_a_line_may_be_letters_and_an_indent_is_none() -> None:
    (behind,), (before,) = segments_of("تهريب المهاجرين    "), segments_of(" " * 40 + "تهريب المهاجرين")
    assert behind.text.endswith("ن" + SOFT_SIGN * 4)
    assert before.text.startswith(SOFT_SIGN * 3 + "ت")


def restored(order: LineOrder, lines: list[str], breaks: list[bool]) -> list[str]:
    places = [
        Place(sum(map(len, lines[:k])), len(line), b) for k, (line, b) in enumerate(zip(lines, breaks, strict=True))
    ]
    options = [order.options(segments_of(line), place) for line, place in zip(lines, places, strict=True)]
    return [" ".join(p.text for p in o.path.pieces) for o in order.choose(options, breaks)]


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
    monkeypatch.setattr(order, "start", lambda s: SimpleNamespace(score=asked.append(len(s[1].text)) or 1.0))
    order.prefers_backwards([[Segment("الأطراف"), Segment("ا" * k)] for k in range(1, lines + 1)])
    assert len(asked) == {0: 0, 300: 300, 301: 151, 1000: 250}[lines]
    assert not asked or (asked[0] == 1 and asked[-1] > lines - 5)


def test_a_line_in_order_is_left_alone(order: LineOrder) -> None:
    line = "عقد الفريق العامل اجتماعه السابع في فيينا "
    assert restored(order, [line], [True]) == [line.strip()]


def test_pieces_are_tiled_from_the_right() -> None:
    lm = LanguageModel.load()
    m = 3
    scores = np.full((m, m), -1e30, np.float32)
    scores[0, 1], scores[1, 2], scores[0, 2] = -1.0, -1.0, -10.0
    heads = np.full((m, m, 4), lm.token_id("في"), np.int32)
    empty = np.zeros(lm.word_value.shape[0], np.float32)
    pairs = (np.zeros(8, np.uint32), np.zeros(8, np.float32))
    whole = np.zeros(m, bool)
    values, ways = lattice.tile(
        scores, heads, np.zeros(m), whole, whole, 5.0, 5.0, 4, 1.0, empty, empty, *pairs, NO_CLITICS, *lm.ngrams
    )
    assert ways[int(np.argmax(values))].tolist() == [0, 1, 0]


@pytest.mark.parametrize(("starts", "ends", "cut"), [([1, 0, 0], [0, 0, 1], 1), ([0, 1, 0], [0, 0, 0], 0)])
def test_cut_kashidas_must_meet(starts: list[int], ends: list[int], cut: int) -> None:
    lm = LanguageModel.load()
    scores = np.full((3, 3), -1e30, np.float32)
    scores[0, 1], scores[1, 2], scores[0, 2] = -3.0, -3.0, -6.0
    heads = np.full((3, 3, 4), lm.token_id("في"), np.int32)
    empty = np.zeros(lm.word_value.shape[0], np.float32)
    pairs = (np.zeros(8, np.uint32), np.zeros(8, np.float32))
    edges = np.array(starts, bool), np.array(ends, bool)
    values, ways = lattice.tile(
        scores, heads, np.zeros(3), *edges, 5.0, 5.0, 4, 1.0, empty, empty, *pairs, NO_CLITICS, *lm.ngrams
    )
    assert ways[int(np.argmax(values))].tolist() == [0, cut, 0]


def test_a_kashida_cut_behind_two_spaces_is_put_right(order: LineOrder) -> None:
    cut = TATWEEL * 2
    pieces = [
        f"تقديم المساعدة التقنية واس{cut}",
        f"{cut}تخدام التقنية في مكافحة الجريمة المنظمة وتيس{cut}",
        f"{cut}ير التعاون القضائي",
    ]
    line = f"{pieces[2]}  {pieces[1]} {pieces[0]}"
    want = "تقديم المساعدة التقنية واستخدام التقنية في مكافحة الجريمة المنظمة وتيسير التعاون القضائي"
    assert restored(order, [line], [True]) == [want]


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


def test_a_cut_kashida_beside_a_dash_costs_what_a_cut_kashida_does(order: LineOrder) -> None:
    raw = f"{TATWEEL * 2}والأردن والمغرب{TATWEEL} - وتكلم أيضا المراقبون"
    items = itemize(raw, order.decoder.symbols)
    line = pieced(order.decoder, order.decoder.lattice(items), raw, order.costs, 8.0)
    cost = {raw[items.at[cut]]: price for cut, price in zip(line.cuts[1:-1], line.cost[1:-1], strict=True)}
    assert cost["-"] == order.costs.stretched


def test_a_dash_between_words_may_be_a_run(order: LineOrder) -> None:
    line = "الإسلامية) والأردن والمغرب - وتكلم أيضا المراقبون عن الصين وإيران (جمهورية"
    want = "وتكلم أيضا المراقبون عن الصين وإيران ( جمهورية - الإسلامية ) والأردن والمغرب"
    found = order.options(segments_of(line), Place(0, len(line)))
    assert want in [" ".join(p.text for p in order.score(one).path.pieces) for one in found.orders]


def test_a_lost_letter_that_is_stretched_is_no_cut() -> None:
    outputs = [" ", *(UNITS[unit][0][0] for unit in range(1, COUNT))]
    outputs[next(u for u in range(1, COUNT) if UNITS[u] == ("ج", "med"))] = " "  # U+062C
    channel = known_channel(outputs)
    marks = emissions.mark_table("", channel.symbols)
    reader = Decoder(LanguageModel.load(), emissions.from_channel(channel, marks), channel.number, Settings())
    line = f"{TATWEEL * 2}تخدام القوة في م {TATWEEL * 2}ال مكافحة العنف وقررت الدول أن تنظر في مسألة اس{TATWEEL * 2}"
    want = "وقررت الدول أن تنظر في مسألة استخدام القوة في مجال مكافحة العنف"
    found = LineOrder(reader, ROUNDS[-1].costs).options(segments_of(line), Place(0, len(line)))
    assert want in [" ".join(p.text for p in one.path.pieces) for one in found.decoded.values()]


def test_each_cut_kashida_may_be_a_letter_behind_a_letter_alone() -> None:
    cut, end = LAYOUT_SIGN + TATWEEL * 2, f"{TATWEEL}{LAYOUT_SIGN}{TATWEEL * 2}"
    assert uncut(f"م{cut}ل 8{cut}ا س{end}ة ع{cut}") == [
        f"م {TATWEEL * 2}ل 8{cut}ا س{end}ة ع{cut}",
        f"م{cut}ل 8{cut}ا س{end}ة ع {TATWEEL * 2}",
    ]
    assert len(uncut(f"م{cut}" * 1000)) == 4


def test_a_date_whose_kashida_meets_across_numbers_is_read(order: LineOrder) -> None:
    line = f"{TATWEEL}{TATWEEL}بتمبر 8 عقد الفريق العامل اجتماعه يوم 2020 أيلول/س{TATWEEL}{TATWEEL}"
    assert restored(order, [line], [True])[0].endswith("8 أيلول / سبتمبر 2020")


def test_a_stretched_letter_may_be_a_cut_on_either_side(order: LineOrder) -> None:
    raw = f"ير التعاون  {TATWEEL * 2}تخدام اله{TATWEEL * 2} وض{TATWEEL} في بـعض"
    items = itemize(raw, order.decoder.symbols)
    assert [raw[items.at[p] :][:3] for p in sorted(stretched_cuts(raw, items))] == ["تخد", "وضـ", "في "]
    starts, ends = open_edges(raw, items, [0, *sorted(stretched_cuts(raw, items)), len(items)])
    assert starts.tolist() == [False, True, False, False, False]
    assert ends.tolist() == [False, False, True, True, False]


def test_a_kashida_behind_a_lost_letter_ends_the_run_before_a_cut(order: LineOrder) -> None:
    raw = f"لا اس {TATWEEL}{LAYOUT_SIGN}{TATWEEL * 2}تخدام"
    items = itemize(raw, order.decoder.symbols)
    cut = items.texts.index(LAYOUT_SIGN)
    starts, ends = open_edges(raw, items, [0, cut, len(items)])
    assert starts.tolist() == [False, True, False]
    assert ends.tolist() == [False, True, False]
    assert [s.text.strip(SOFT_SIGN) for s in pieces(raw, items, [0, cut, len(items)])] == [
        f"{TATWEEL * 2}تخدام",
        f"لا اس {TATWEEL}",
    ]


def test_spaces_behind_a_cut_kashida_may_be_letters_of_what_stands_there(order: LineOrder) -> None:
    raw = f"مهاجرين وأنش{TATWEEL}   حلات أكثر خطورة"
    items = itemize(raw, order.decoder.symbols)
    place = items.texts.index("ح")
    before, after = f"مهاجرين وأنش{TATWEEL}{SOFT_SIGN}", f"{2 * SOFT_SIGN}حلات أكثر خطورة"
    assert [s.text for s in pieces(raw, items, [0, place, len(items)])] == [after, before]


def test_spaces_of_a_wide_gap_may_be_letters_on_either_side() -> None:
    edge, gap = 2 * SOFT_SIGN, " " * 40
    assert [s.text for s in segments_of(f"وقدمت{gap}عن أثر")] == [f"{edge}وقدمت{edge}", f"{edge}عن أثر{edge}"]
    assert [s.text for s in segments_of(f"والاس{TATWEEL}{gap}{TATWEEL * 2}تدامة")] == [
        f"{edge}والاس{TATWEEL}",
        f"{TATWEEL * 2}تدامة{edge}",
    ]
    assert [s.text for s in segments_of(f"وقدمت{gap}{TATWEEL}")] == [f"{edge}وقدمت{edge}"]  # behind which is no run
    assert [s.text for s in segments_of(f"وقدمت{gap}2020")] == [f"{edge}وقدمت{edge}", f"2020{edge}"]


def test_a_letter_in_brackets_behind_its_line_is_a_run() -> None:
    assert texts("اعتماد التقرير وب( ") == ["اعتماد التقرير", "وب("]
    assert texts("اعتماد التقرير (وثيقة) ") == ["اعتماد التقرير (وثيقة)"]


def test_a_label_stands_before_its_line_wherever_a_stretch_ends(order: LineOrder) -> None:
    cut = TATWEEL * 2
    line = f"{cut}تخدام القوة   -3 عقد الفريق العامل اجتماعا بشأن اس{cut}"
    assert restored(order, [line], [True]) == ["3 - عقد الفريق العامل اجتماعا بشأن استخدام القوة"]


def test_a_kashida_alone_is_no_run() -> None:
    cut = TATWEEL * 2
    assert texts(f"{cut}تخدام {cut} {cut}رة بشأن اس{cut}") == [f"{cut}تخدام", f"{cut}رة بشأن اس{cut}"]


def test_a_short_kashida_begins_no_run() -> None:
    assert not Segment(f"{TATWEEL}تخدام").open_start
    assert Segment(f" {TATWEEL * 2}تخدام").open_start
    assert Segment(f"اس{TATWEEL} ").open_end


def test_unseen_cuts_are_where_words_follow_words() -> None:
    runs = [Segment("عقد"), Segment("2020"), Segment("في"), Segment(f"اس{TATWEEL}"), Segment(f"{TATWEEL * 2}تخدام")]
    assert unseen_cuts(runs) == (9,)
    assert unseen_cuts(runs[:3]) == ()


def test_a_mark_is_cut_from_its_text_unseen_and_from_a_number_in_sight() -> None:
    comma = Segment("\N{ARABIC COMMA}")
    assert cut_marks([Segment("في فيينا"), comma]) == 1
    assert cut_marks([Segment("2020"), comma, Segment("عقد")]) == 1
    assert cut_marks([Segment("2020"), comma, Segment("8"), Segment("عقد"), Segment("-"), comma]) == 0
    assert cut_marks([Segment("عقد"), Segment("في فيينا")]) == 0
    assert cut_marks([Segment("عقد"), Segment("- \N{ARABIC COMMA}")]) == 0
    assert cut_marks([Segment("وتايلند"), Segment("("), Segment("القوميات")]) == 2


def test_a_mark_that_is_cut_from_its_text_costs(order: LineOrder) -> None:
    cut = (Segment("عقد الاجتماع في فيينا"), Segment("\N{ARABIC COMMA}"))
    dear = LineOrder(order.decoder, Costs(mark=6.0))
    assert dear.score(cut).score == pytest.approx(order.score(cut).score - 6.0)
    assert dear.score(cut[:1]).score == order.score(cut[:1]).score


def test_a_line_is_turned_at_a_place_of_its_story() -> None:
    line = segments_of(f"عقد الفر{TATWEEL * 3}يق اجتماعه 8 في فيينا يومي")
    behind = characters_behind(line)
    assert behind[0] == 0
    assert behind[-1] == sum(len(s.text.replace(TATWEEL, "")) for s in line)
    for place in range(5, 14):
        order = turned(line, place)
        first = order[0].text.strip(SOFT_SIGN)
        assert unseen_cuts(order) == (len(first) + 1,)
        assert "في فيينا يومي".endswith(first)
        assert "".join(sorted(plain(order))) == "".join(sorted(plain(line)))
    assert turned(line, 0) == tuple(reversed(line))


def test_a_cut_in_a_word_is_found_where_a_block_of_the_story_ends(order: LineOrder) -> None:
    before = "يجوز للدول الأطراف أن تبرم اتفاقيات ثنائية "
    true = "أو متعددة الأطراف لتنفيذ أحكام هذه الاتفاقية حسب الاقتضاء"
    cut = true.index("تفاقية")
    shown = cut + 2  # the line's outer spaces count where they stand
    lines = [before, true[cut:] + " " + true[:cut]]
    places = [Place(0, len(before)), Place(len(before), len(lines[1]), False)]
    options = [order.options(segments_of(line), place) for line, place in zip(lines, places, strict=True)]
    block = np.full((2, BLOCK), 1e-4)
    block[1, shown] = 1.0
    for line, shares in zip(options, block / block.sum(axis=1, keepdims=True), strict=True):
        line.foresee(shares)
        order._cut(line, shares)
    chosen = order.choose(options, [True, False])
    assert " ".join(p.text for p in chosen[1].path.pieces) == true


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
    order.learn_openings(lines, [True] * len(lines))
    assert worth() > before + 1.0
    assert order._viterbi([alike], [True]) == [1]
    values = order._between(alike, None, None)
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
    found = Options([Segment("بلد")], Place(0, 4), (0, 0), order.score((Segment("بلد"),)))
    tried: list[int] = []
    monkeypatch.setattr(line_order, "turned", lambda segments, place: tried.append(place) or tuple(segments))
    for unread, count in (
        (["ب" * 29], 28),
        (["ب" * 30], 0),
        (["ب" * 4], 0),
        (["ب" * 10] * 3, 27),
        (["ب" * 10] * 9, 27),
    ):
        monkeypatch.setattr(line_order, "unread_letters", lambda path, unread=unread: iter(unread))
        tried.clear()
        order._glued(replace(found, segments=[Segment(" ".join(unread))]))
        assert len(tried) == count


def test_ways_to_cut_again_count_by_the_best_and_by_the_places_around(
    order: LineOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(after: int) -> tuple[Segment, ...]:
        return Segment("ب" * after), Segment("من")

    line = Options([Segment("بلد")], Place(0, 100), (0, 0), order.score((Segment("بلد"),)))
    line.cut_again = {("", (0,)): lambda: iter([cut(40)]), ("", (1,)): lambda: iter([cut(39), cut(60)])}
    met: list[dict[tuple[Segment, ...], float]] = []
    monkeypatch.setattr(LineOrder, "_add_foreseen", lambda self, line, found: met.append(found))
    shares = np.zeros(BLOCK)
    shares[[39, 40, 60]] = 0.5, 0.04, 0.3
    order._cut_drawn(line, shares)
    assert sorted(met[0], key=lambda way: -met[0][way]) == [cut(40), cut(39), cut(60)]


def test_an_order_that_was_decoded_counts_whatever_its_estimate_was(order: LineOrder) -> None:
    true = "يجوز للدول الأطراف أن تبرم اتفاقيات ثنائية أو متعددة الأطراف لتنفيذ أحكام هذه الاتفاقية"
    at = true.index("أو")
    line = order.options(segments_of(f"{true[at:]} {true[:at]}"), Place(0, len(true)))
    found = next(k for k, segments in enumerate(line.orders) if plain(segments).split() == true.split())
    line.decode(found, order.score(line.orders[found]))
    line.candidates[found] = replace(line.candidates[found], score=-1e6)
    (kept_out,) = order.choose([line], [True])
    assert " ".join(p.text for p in kept_out.path.pieces) != true
    (chosen,) = LineOrder(order.decoder, Costs(every=True)).choose([line], [True])
    assert " ".join(p.text for p in chosen.path.pieces) == true
    assert line.choice == found


def test_a_very_long_line_with_cut_kashidas_takes_no_longer_for_it(order: LineOrder) -> None:
    cut = TATWEEL * 2
    line = segments_of(f"{cut}تخدام القوة " + "عقد الفريق العامل اجتماعا " * 60 + f"بشأن اس{cut}")
    with_all = order.options(line, Place(0, 1500))
    assert len(with_all.orders) > 1
    raw = LAYOUT_SIGN.join(s.text for s in line)
    found = order.decoder.lattice(itemize(raw, order.decoder.symbols))
    ways = list(stretched_lines.drawn(pieced(order.decoder, found, raw, order.costs, 0.0), lambda t: 0.0, order.costs))
    assert 0 < len(ways) <= 12_000


def test_a_line_of_very_many_pieces_is_taken_as_it_shows(order: LineOrder, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = TATWEEL * 2
    asked = []
    monkeypatch.setattr(stretched_lines, "_readings", lambda edges, most: asked.append((len(edges), most)) or ())
    for count in (2, 60):
        line = segments_of(" ".join(f"{cut}تخدام {k} القوة بشأن اس{cut}" for k in range(count)))
        order.options(line, Place(0, 1500))
    assert {most for pieces, most in asked if pieces > 24} == {0}
    assert max(most for pieces, most in asked if pieces <= 24) == 2


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


def test_a_letter_in_brackets_is_a_run_also_where_a_stretch_begins_behind_it() -> None:
    cut = TATWEEL * 2
    assert texts(f"{cut}تخدام القوة وب(  {cut}رة بشأن اس{cut}")[1] == "وب("


def test_a_line_shows_both_sides_of_its_cut_kashidas_or_is_none_of_those(order: LineOrder) -> None:
    cut = TATWEEL * 2
    one, both = (segments_of(text) for text in (f"القوة اس{cut}", f"{cut}تخدام القوة اس{cut}"))
    assert not order.options(one, Place(0, 10)).stretched
    assert order.options(both, Place(0, 16)).stretched


def test_a_line_begins_with_the_order_that_its_kashidas_show(order: LineOrder) -> None:
    cut = TATWEEL * 2
    line = segments_of(f"{cut}تخدام القوة {cut}بتمبر 2020 بشأن اس{cut} 8 أيلول/س{cut}")
    assert " ".join(p.text for p in order.start(line).path.pieces) == "بشأن استخدام القوة 2020 أيلول / سبتمبر 8"


def test_a_cut_that_the_dump_shows_is_made_or_paid_for(order: LineOrder) -> None:
    raw = LAYOUT_SIGN.join(["في فيينا", "عقد الاجتماع"])
    found = order.decoder.lattice(itemize(raw, order.decoder.symbols))
    free, paid = (pieced(order.decoder, found, raw, order.costs, kept) for kept in (0.0, 8.0))
    assert free.scores[0, -1] - paid.scores[0, -1] == pytest.approx(8.0)
    shown = next(k for k, cost in enumerate(free.cost) if cost == 0 and k)
    assert free.scores[0, shown] == paid.scores[0, shown]
    assert free.scores[shown, -1] == paid.scores[shown, -1] > -1e29


def test_pieces_that_a_cut_kashida_joins_are_worth_what_their_halves_cost(order: LineOrder) -> None:
    cut = TATWEEL * 2
    raw = LAYOUT_SIGN.join([f"{cut}تخدام القوة في البحر", f"وافق المجلس على اس{cut}"])
    found = order.decoder.lattice(itemize(raw, order.decoder.symbols))
    line = pieced(order.decoder, found, raw, order.costs, 0.0)
    first, _ = next(stretched_lines.drawn(line, lambda tokens: 0.0, order.costs))
    one, other = (
        next(stretched_lines._ways(line, stretched_lines._Pieces(line, lambda tokens: 0.0), Costs(fragment=cost)))
        for cost in (5.0, 6.0)
    )
    assert other[0] - one[0] == pytest.approx(2.0)
    assert joined(first).replace(TATWEEL, "").replace(SOFT_SIGN, "") == "وافق المجلس على استخدام القوة في البحر"


def test_so_many_orders_of_a_line_with_cut_kashidas_are_decoded_and_the_better_half_is_kept(
    order: LineOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = segments_of(f"{TATWEEL * 2}تخدام القوة في البحر وافق المجلس بالإجماع على اس{TATWEEL * 2}")
    for count in (4, 8):
        some = LineOrder(order.decoder, Costs(drawn=count))
        read: list[Ordered] = []
        score = some.score
        monkeypatch.setattr(some, "score", lambda s, read=read, score=score: read.append(score(s)) or read[-1])
        found = some.options(line, Place(0, 60))
        drawn = sorted((one.score for one in read if one is not found.usual), reverse=True)
        assert len(drawn) == count
        assert [found.decoded[k].score for k in range(1, len(found.orders))] == drawn[: count // 2]


def test_an_order_of_a_poor_estimate_is_found_once_the_channel_is_known(order: LineOrder) -> None:
    cut, end = TATWEEL * 2, TATWEEL
    lines = {
        f"{cut}تكاليف وأن تبين فيه {cut}ا الرابعة تقديرا لل{end} {cut}رض عليها في دورته{end} إلى الأمانة أن تع{end} ":
            "إلى الأمانة أن تعرض عليها في دورتها الرابعة تقديرا للتكاليف وأن تبين فيه",
        f"{cut}د دليل للعاملين يشرح {cut}ها وتاريخ نسخه إن عرف د أن يع{end} {cut}ه وقياس{end} وعدد أوراق{end} ":
            "وعدد أوراقه وقياسها وتاريخ نسخه إن عرف د أن يعد دليل للعاملين يشرح",
    }  # fmt: skip

    def found(costs: Costs, raw: str, true: str) -> bool:
        orders = LineOrder(order.decoder, costs).options(segments_of(raw), Place(0, len(true))).orders
        return any("".join(plain(o).replace(TATWEEL, "").split()) == true.replace(" ", "") for o in orders)

    rough, known = ROUNDS[1].costs, ROUNDS[-1].costs
    assert not any(found(rough, raw, true) for raw, true in lines.items())
    assert all(found(known, raw, true) for raw, true in lines.items())


def test_three_cuts_are_tried_where_kashidas_show_two_of_them() -> None:
    starts, ends = np.zeros(6, bool), np.zeros(6, bool)
    starts[2] = ends[4] = True
    cost = np.array([0.0, 6.0, 3.0, 6.0, 3.0, 0.0])
    empty = np.zeros((6, 6), np.float32)
    line = PiecedLine("", itemize("", {}), list(range(6)), cost, starts, ends, empty, np.zeros((6, 6, 4), np.int32))
    cuts = list(stretched_lines._more_cuts(line))
    assert [c for c in cuts if len(c) == 3] == [(1, 2, 4), (2, 3, 4)]
    assert len(cuts) == len(set(cuts)) == 1 + 4 + 6 + 2


def test_lines_that_blocks_of_the_story_cut_are_put_right_together(order: LineOrder) -> None:
    order = LineOrder(order.decoder)
    words = [word for word in " ".join(plain_lines()).split() if word.isalpha()]
    true = [" ".join(words[k : k + 12]) for k in range(0, len(words) - 11, 12)]
    lines, places, start = [], [], 0
    for text in true:
        inside = (200 - start) % BLOCK
        lines.append(text[inside:] + " " + text[:inside] if 5 < inside < len(text) - 5 else text + " ")
        places.append(Place(start, len(text) + 1, not start))
        start += len(text) + 1
    assert sum(line.strip() != text for line, text in zip(lines, true, strict=True)) > 4
    options = [order.options(segments_of(line), place) for line, place in zip(lines, places, strict=True)]
    breaks = [place.opens for place in places]

    def wrong(chosen: list[Ordered]) -> int:
        want = ["".join(text.split()) for text in true]
        got = ["".join(p.text for p in o.path.pieces) for o in chosen]
        return sum(a != b for a, b in zip(want, got, strict=True))

    chosen = order.choose(options, breaks)
    before = wrong(chosen)
    kept = [len(line.orders) for line in options]
    order.foresee(options, chosen, breaks)
    assert order._habits
    assert any(len(line.orders) > k for line, k in zip(options, kept, strict=True))
    assert wrong(order.choose(options, breaks)) < before


def test_blocks_are_followed_by_what_was_read_where_the_dump_counts_wrong(order: LineOrder) -> None:
    order = LineOrder(order.decoder)
    words = [word for word in " ".join(plain_lines()).split() if word.isalpha()]
    true = [" ".join(words[k : k + 12]) for k in range(0, len(words) - 11, 12)]
    lines, options, start = [], [], 0
    for k, text in enumerate(true):
        inside = (200 - start) % BLOCK
        cut = 5 < inside < len(text) - 5
        lines.append(text[inside:] + " " + text[:inside] if cut else text + " ")
        counted = Place(start + 9 * k, len(text) + 10, not k)  # as many spaces that an extractor added
        options.append(order.options(segments_of(lines[-1]), counted))
        start += len(text) + 1
    breaks = [not k for k in range(len(true))]
    order.foresee(options, order.choose(options, breaks), breaks)
    for line, text in zip(options, true, strict=True):
        assert abs(line.place.length - len(text) - 1) <= 3
    assert all(abs(o.place.start - sum(len(text) + 1 for text in true[:k])) <= 5 for k, o in enumerate(options))
    chosen = order.choose(options, breaks)
    read = ["".join(p.text for p in o.path.pieces) for o in chosen]
    assert sum(a != "".join(b.split()) for a, b in zip(read, true, strict=True)) <= 5  # by the dump's count 8


def test_places_are_counted_by_the_order_that_was_taken(order: LineOrder) -> None:
    order = LineOrder(order.decoder)
    text = plain_lines()[0]
    first, second = (order.options(segments_of(text), Place(start, len(text))) for start in (0, len(text) + 1))
    chosen = order.choose([first, second], [True, False])
    first.add(chosen[0])
    first.choice = len(first.orders) - 1
    first.reads[first.choice] = Read((), 40)
    order.foresee([first, second], chosen, [True, False])
    assert first.place == Place(0, 40)
    assert second.place.start == 40 + 1


def test_an_order_is_weighed_by_where_it_was_read_to_be_cut_once_it_is_decoded(order: LineOrder) -> None:
    true = "أو متعددة الأطراف لتنفيذ أحكام هذه الاتفاقية حسب الاقتضاء"
    cut = true.index("لتنفيذ")
    segments = (Segment(SOFT_SIGN * 4 + true[:cut]), Segment(true[cut:]))
    line = order.options(segments_of(true), Place(0, len(true)))
    line.add_estimate(segments, line.candidates[0])
    line.unseen[-1] = (cut + 4,)  # as a count goes wrong
    shares = np.full(BLOCK, 1e-4)
    shares[cut] = 1.0
    line.foresee(shares / shares.sum())
    before = line.likely[-1]
    roughly = likelihood((Cut(cut + 4),), line.place.length)
    assert before == pytest.approx(np.log(shares / shares.sum() @ roughly))
    line.decode(len(line.orders) - 1, order.score(segments))
    assert line.reads[len(line.orders) - 1].cuts == (Cut(cut),)
    exactly = likelihood((Cut(cut),), line.place.length, distances=READ)
    assert line.likely[-1] == pytest.approx(np.log(shares / shares.sum() @ exactly))
    assert line.likely[-1] > before + 1.0


def test_a_line_too_long_to_be_drawn_is_not_cut(order: LineOrder) -> None:
    words = "اجتماع الدول الأطراف "
    for line in (words * 150, " ـ" * 20_000 + words):
        assert len(order.options(segments_of(line), Place(0, len(line))).orders) == 1
    assert len(order.options(segments_of(words * 3), Place(0, 60)).orders) > 1
