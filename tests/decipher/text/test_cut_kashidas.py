"""Lines whose kashidas were cut, so that their pieces stand in the wrong order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.decipher.text.lattice.test_decoder import known_channel
from tests.decipher.text.lines import known_order, plain, restored
from warraq.decipher.text import parameters
from warraq.decipher.text.document.rounds import ROUNDS
from warraq.decipher.text.dump.block_edges import Place
from warraq.decipher.text.dump.items import LAYOUT_SIGN, SOFT_SIGN, itemize
from warraq.decipher.text.dump.segments import (
    Segment,
    joined,
    segments_of,
    uncut,
)
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice import beam_search
from warraq.decipher.text.lattice.beam_search import Language
from warraq.decipher.text.lattice.decoder import Decoder, Settings
from warraq.decipher.text.lattice.recent import Recent
from warraq.decipher.text.order import stretched_lines
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.line_pieces import PiecedLine, pieced
from warraq.decipher.text.order.orders import Costs, Options, Ordered
from warraq.language.model import LanguageModel
from warraq.language.units import COUNT, UNITS

TATWEEL = "\N{ARABIC TATWEEL}"


@pytest.fixture(scope="module")
def order() -> LineOrder:
    return known_order()


@pytest.mark.parametrize(("starts", "ends", "cut"), [([1, 0, 0], [0, 0, 1], 1), ([0, 1, 0], [0, 0, 0], 0)])
def test_cut_kashidas_must_meet(starts: list[int], ends: list[int], cut: int) -> None:
    lm = LanguageModel.load()
    scores = np.full((3, 3), -1e30, np.float32)
    scores[0, 1], scores[1, 2], scores[0, 2] = -3.0, -3.0, -6.0
    heads = np.full((3, 3, 4), lm.token_id("في"), np.int32)
    empty = np.zeros(lm.word_value.shape[0], np.float32)
    pairs = (np.zeros(8, np.uint32), np.zeros(8, np.float32))
    edges = np.array(starts, bool), np.array(ends, bool)
    pieces = beam_search.Pieces(scores, heads, np.zeros(3), *edges)
    values, ways = beam_search.tile(Language(lm.word_ngrams, empty, empty, *pairs), pieces, 5.0, 5.0, 4, 1.0)
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


def test_a_cut_kashida_beside_a_dash_costs_what_a_cut_kashida_does(order: LineOrder) -> None:
    raw = f"{TATWEEL * 2}والأردن والمغرب{TATWEEL} - وتكلم أيضا المراقبون"
    items = itemize(raw, order.decoder.symbols)
    line = pieced(order.decoder, order.decoder.lattice(items), raw, order.costs, 8.0)
    cost = {raw[items.at[cut]]: price for cut, price in zip(line.cuts[1:-1], line.cost[1:-1], strict=True)}
    assert cost["-"] == order.costs.stretched


def test_a_lost_letter_that_is_stretched_is_no_cut() -> None:
    outputs = [" ", *(UNITS[unit][0][0] for unit in range(1, COUNT))]
    outputs[next(u for u in range(1, COUNT) if UNITS[u] == ("ج", "med"))] = " "  # U+062C
    channel = known_channel(outputs)
    marks = emissions.mark_table("", channel.symbols)
    reader = Decoder(LanguageModel.load(), emissions.from_channel(channel, marks), channel.number, Settings())
    line = f"{TATWEEL * 2}تخدام القوة في م {TATWEEL * 2}ال مكافحة العنف وقررت الدول أن تنظر في مسألة اس{TATWEEL * 2}"
    want = "وقررت الدول أن تنظر في مسألة استخدام القوة في مجال مكافحة العنف"
    options = LineOrder(reader, ROUNDS[-1].costs).options(segments_of(line), Place(0, len(line)))
    assert want in [" ".join(p.text for p in one.path.pieces) for one in options.decoded.values()]


def test_a_date_whose_kashida_meets_across_numbers_is_read(order: LineOrder) -> None:
    line = f"{TATWEEL}{TATWEEL}بتمبر 8 عقد الفريق العامل اجتماعه يوم 2020 أيلول/س{TATWEEL}{TATWEEL}"
    assert restored(order, [line], [True])[0].endswith("8 أيلول / سبتمبر 2020")


def test_a_label_stands_before_its_line_wherever_a_stretch_ends(order: LineOrder) -> None:
    cut = TATWEEL * 2
    line = f"{cut}تخدام القوة   -3 عقد الفريق العامل اجتماعا بشأن اس{cut}"
    assert restored(order, [line], [True]) == ["3 - عقد الفريق العامل اجتماعا بشأن استخدام القوة"]


def test_ways_to_cut_again_count_by_the_best_and_by_the_places_around(
    order: LineOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(after: int) -> tuple[Segment, ...]:
        return Segment("ب" * after), Segment("من")

    line = Options([Segment("بلد")], Place(0, 100), (0, 0), order.score((Segment("بلد"),)))
    line.cut_again = {("", (0,)): lambda: iter([cut(40)]), ("", (1,)): lambda: iter([cut(39), cut(60)])}
    met: list[dict[tuple[Segment, ...], float]] = []
    monkeypatch.setattr(LineOrder, "_add_foreseen", lambda self, line, foreseen: met.append(foreseen))
    shares = np.zeros(parameters.BlockEdges.BLOCK)
    shares[[39, 40, 60]] = 0.5, 0.04, 0.3
    order._cut_drawn(line, shares)
    assert sorted(met[0], key=lambda way: -met[0][way]) == [cut(40), cut(39), cut(60)]


def test_what_is_known_of_a_line_that_was_met_changes_nothing(
    order: LineOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = TATWEEL * 2
    lines = [
        f"{cut}تخدام القوة في م {cut}ال مكافحة ال {cut}ف وقررت الدول أن تنظر في مسألة اس{cut}",
        f"{cut}تخدام القوة في البحر وافق المجلس بالإجماع على اس{cut}",
        "اجتماعا بشأن الوزراء عقد الفريق العامل",
    ]
    assert len(uncut(LAYOUT_SIGN.join(segment.text for segment in segments_of(lines[0])))) > 1

    def orders(search: LineOrder) -> list[list[tuple[Segment, ...]]]:
        return [search.options(segments_of(line), Place(0, len(line))).orders for line in (*lines, *lines)]

    segments = orders(LineOrder(order.decoder, order.costs))
    assert segments[: len(lines)] == segments[len(lines) :]
    monkeypatch.setattr(Recent, "of", lambda self, key, make: make())
    assert orders(LineOrder(order.decoder, order.costs)) == segments


def test_a_very_long_line_with_cut_kashidas_takes_no_longer_for_it(order: LineOrder) -> None:
    cut = TATWEEL * 2
    line = segments_of(f"{cut}تخدام القوة " + "عقد الفريق العامل اجتماعا " * 60 + f"بشأن اس{cut}")
    with_all = order.options(line, Place(0, 1500))
    assert len(with_all.orders) > 1
    raw = LAYOUT_SIGN.join(s.text for s in line)
    lattice = order.decoder.lattice(itemize(raw, order.decoder.symbols))
    ways = list(
        stretched_lines.drawn(pieced(order.decoder, lattice, raw, order.costs, 0.0), lambda t: 0.0, order.costs)
    )
    assert 0 < len(ways) <= 12_000


def test_a_line_of_very_many_pieces_is_taken_as_it_shows(order: LineOrder, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = TATWEEL * 2
    asked = []

    def readings(edges: Sequence[object], most: int) -> tuple[()]:
        asked.append((len(edges), most))
        return ()

    monkeypatch.setattr(stretched_lines, "_readings", readings)
    for count in (2, 60):
        line = segments_of(" ".join(f"{cut}تخدام {k} القوة بشأن اس{cut}" for k in range(count)))
        order.options(line, Place(0, 1500))
    assert {most for pieces, most in asked if pieces > 24} == {0}
    assert max(most for pieces, most in asked if pieces <= 24) == 2


def test_a_line_shows_both_sides_of_its_cut_kashidas_or_is_none_of_those(order: LineOrder) -> None:
    cut = TATWEEL * 2
    one, both = (segments_of(text) for text in (f"القوة اس{cut}", f"{cut}تخدام القوة اس{cut}"))
    assert not order.options(one, Place(0, 10)).stretched
    assert order.options(both, Place(0, 16)).stretched


def test_a_line_begins_with_the_order_that_its_kashidas_show(order: LineOrder) -> None:
    cut = TATWEEL * 2
    line = segments_of(f"{cut}تخدام القوة {cut}بتمبر 2020 بشأن اس{cut} 8 أيلول/س{cut}")
    assert " ".join(p.text for p in order.start(line).path.pieces) == "بشأن استخدام القوة 2020 أيلول / سبتمبر 8"


def test_pieces_that_a_cut_kashida_joins_are_worth_what_their_halves_cost(order: LineOrder) -> None:
    cut = TATWEEL * 2
    raw = LAYOUT_SIGN.join([f"{cut}تخدام القوة في البحر", f"وافق المجلس على اس{cut}"])
    lattice = order.decoder.lattice(itemize(raw, order.decoder.symbols))
    line = pieced(order.decoder, lattice, raw, order.costs, 0.0)
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
        options = some.options(line, Place(0, 60))
        drawn = sorted((one.score for one in read if one is not options.usual), reverse=True)
        assert len(drawn) == count
        assert [options.decoded[k].score for k in range(1, len(options.orders))] == drawn[: count // 2]


def test_an_order_of_a_poor_estimate_is_found_once_the_channel_is_known(order: LineOrder) -> None:
    cut, end = TATWEEL * 2, TATWEEL
    lines = {
        f"{cut}تكاليف وأن تبين فيه {cut}ا الرابعة تقديرا لل{end} {cut}رض عليها في دورته{end} إلى الأمانة أن تع{end} ":
            "إلى الأمانة أن تعرض عليها في دورتها الرابعة تقديرا للتكاليف وأن تبين فيه",
        f"{cut}د دليل للعاملين يشرح {cut}ها وتاريخ نسخه إن عرف د أن يع{end} {cut}ه وقياس{end} وعدد أوراق{end} ":
            "وعدد أوراقه وقياسها وتاريخ نسخه إن عرف د أن يعد دليل للعاملين يشرح",
    }  # fmt: skip

    def is_found(costs: Costs, raw: str, true: str) -> bool:
        orders = LineOrder(order.decoder, costs).options(segments_of(raw), Place(0, len(true))).orders
        return any("".join(plain(o).replace(TATWEEL, "").split()) == true.replace(" ", "") for o in orders)

    rough, known = ROUNDS[1].costs, ROUNDS[-1].costs
    assert not any(is_found(rough, raw, true) for raw, true in lines.items())
    assert all(is_found(known, raw, true) for raw, true in lines.items())


def test_three_cuts_are_tried_where_kashidas_show_two_of_them() -> None:
    starts, ends = np.zeros(6, bool), np.zeros(6, bool)
    starts[2] = ends[4] = True
    cost = np.array([0.0, 6.0, 3.0, 6.0, 3.0, 0.0])
    empty = np.zeros((6, 6), np.float32)
    line = PiecedLine("", itemize("", {}), list(range(6)), cost, starts, ends, empty, np.zeros((6, 6, 4), np.int32))
    cuts = list(stretched_lines._more_cuts(line))
    assert [c for c in cuts if len(c) == 3] == [(1, 2, 4), (2, 3, 4)]
    assert len(cuts) == len(set(cuts)) == 1 + 4 + 6 + 2
