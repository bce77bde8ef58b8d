"""What a second space costs where no full stop was lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.decipher.text.lattice.test_decoder import known_channel
from warraq.decipher.text.document.rounds import LAST
from warraq.decipher.text.dump.items import SOFT_SIGN
from warraq.decipher.text.dump.segments import Segment
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.stops.second_spaces import _gaps, price_of_second_space
from warraq.language import tokens
from warraq.language.model import LanguageModel

SENTENCES = [
    ("عقد الفريق العامل اجتماعه الأول في فيينا", "وافتتح الرئيس الاجتماع وألقى كلمة أمام المشاركين"),
    ("نظر المجلس في التقرير السنوي للجنة", "وأحاط علما بالتوصيات الواردة في التقرير"),
    ("وافق المؤتمر على مشروع القرار", "وأعرب عن تقديره للجهود التي بذلتها الأمانة العامة"),
    ("قدم الأمين العام تقريره عن تنفيذ الاتفاقية", "وأشار إلى التحديات التي تواجه الدول الأعضاء"),
]
ONCE = [" ".join(pair) for pair in SENTENCES]
AT_STOPS = ["  ".join(pair) for pair in SENTENCES]
#: The same, with two spaces behind each first word instead.
ANYWHERE = [" ".join(pair).replace(" ", "  ", 1) for pair in SENTENCES]


def line_order(marks: dict[str, list[tuple[int, float]]]) -> LineOrder:
    channel = known_channel()
    return LineOrder(Decoder(LanguageModel.load(), emissions.from_channel(channel, marks), channel.number, LAST))


def price(order: LineOrder, lines: Sequence[str]) -> float:
    return price_of_second_space(order.decoder, [[order.start([Segment(line)])] for line in lines])


LOSES_STOPS = line_order({" ": [(tokens.SPECIAL_ID["."], -0.5)]})


def test_two_spaces_where_sentences_end_are_stops_and_so_the_writer_types_one() -> None:
    none = price(LOSES_STOPS, ONCE)
    assert price(LOSES_STOPS, AT_STOPS) < none - 0.7
    assert price(LOSES_STOPS, ANYWHERE) > none + 0.7


def test_a_stop_that_was_read_is_one_of_two_spaces() -> None:
    generous = line_order({" ": [(tokens.SPECIAL_ID["."], 5.0)]})
    read = [piece.text for line in AT_STOPS for piece in generous.start([Segment(line)]).path.pieces]
    assert read.count(".") == len(AT_STOPS)
    assert price(generous, AT_STOPS) < price(generous, ONCE) - 0.7


def test_spaces_of_the_layout_tell_nothing() -> None:
    soft = [line.replace("  ", " " + SOFT_SIGN) for line in AT_STOPS]
    assert price(LOSES_STOPS, soft) > price(LOSES_STOPS, AT_STOPS) + 0.7


def test_where_nothing_can_be_learnt_the_price_is_the_usual_one() -> None:
    assert price(line_order({}), AT_STOPS) == LAST.extra_space
    assert price(LOSES_STOPS, ["عقد"]) == LAST.extra_space


def gaps(order: LineOrder, *lines: str) -> list[int]:
    return [spaces for spaces, _ in _gaps(order.decoder, [order.start([Segment(line)]) for line in lines])]


def test_spaces_count_between_two_words_of_one_line() -> None:
    assert gaps(LOSES_STOPS, "عقد  الفريق العامل") == [2, 1]
    assert gaps(LOSES_STOPS, "عقد  2020  الفريق") == []
    assert gaps(LOSES_STOPS, "عقد  ", "     الفريق") == []
    assert gaps(LOSES_STOPS, "عقد   الفريق") == []


def test_a_stop_is_one_more_token_and_costs_its_fee() -> None:
    decoder = LOSES_STOPS.decoder
    dear = replace(LAST, fee=LAST.fee - 0.25)
    other = LineOrder(Decoder(decoder.lm, decoder.emissions, decoder.symbols, dear))
    assert price(other, AT_STOPS) == pytest.approx(price(LOSES_STOPS, AT_STOPS) - 0.25)
