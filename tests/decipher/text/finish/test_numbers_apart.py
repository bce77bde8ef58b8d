"""Numbers that an extractor wrote above the words that they stand among: told, and put back by the words."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.decipher.text.lines import known_order
from warraq.config import DEFAULT
from warraq.decipher.text import channel, parameters
from warraq.decipher.text.dump import dump
from warraq.decipher.text.dump.dump import DumpLine
from warraq.decipher.text.dump.segments import Segment
from warraq.decipher.text.finish.numbers_apart import merged, parted, put_back
from warraq.decipher.text.order.order_confidence import placed
from warraq.decipher.text.words.word_features import in_order
from warraq.language.model import LanguageModel

WORDS = "سشص ضطظ عغف"


def dump_of(*texts: str, blank: int = 0) -> list[DumpLine]:
    """An enciphered dump of these lines; ``blank`` lines are above the first."""
    lines = [
        DumpLine(k, text, 1, 0, -9.0 if dump._ARABIC_LETTER.search(text) else None) for k, text in enumerate(texts)
    ]
    return [DumpLine(0, texts[0], 1, blank, lines[0].quality), *lines[1:]]


def test_lines_of_numbers_are_parted_from_the_words_below_them() -> None:
    lines = dump_of(*["2 2020 / 8 -5", WORDS] * parameters.NumbersApart.LEAST, WORDS, blank=2)
    kept, numbers = parted(lines)
    assert [line.raw for line in kept] == [WORDS] * (parameters.NumbersApart.LEAST + 1)
    assert [line.blank for line in kept] == [2] + [0] * parameters.NumbersApart.LEAST
    assert numbers == dict.fromkeys(range(1, 2 * parameters.NumbersApart.LEAST, 2), ("2", "2020", "/", "8", "-5"))


@pytest.mark.parametrize(
    "texts",
    [
        ["12", WORDS] * (parameters.NumbersApart.LEAST - 1),  # too few
        [*["12", WORDS] * parameters.NumbersApart.LEAST, f"{WORDS} 12"],  # the others hold numbers
        ["12 (3)", WORDS] * parameters.NumbersApart.LEAST,  # not only numbers
        ["12", f"{WORDS} 12"] * parameters.NumbersApart.LEAST,
        ["12", "12"] * parameters.NumbersApart.LEAST,
    ],
)
def test_other_lines_stay(texts: list[str]) -> None:
    assert parted(dump_of(*texts)) == (dump_of(*texts), {})


def test_a_line_apart_or_of_the_pages_edge_stays() -> None:
    lines = dump_of(*["12", WORDS] * parameters.NumbersApart.LEAST)
    for change in ({"blank": 1}, {"furniture": True}, {"quality": -1.0}):
        changed = [*lines[:-1], DumpLine(**{**fields(lines[-1]), **change})]
        assert parted(changed) == (changed, {})


def fields(line: DumpLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in DumpLine.__slots__}


LINE, YEAR = "عقد الاجتماع في أيلول سبتمبر ، في إطار البند من جدول الأعمال", "8 / 2020 4"
RIGHT = "عقد الاجتماع في 8 أيلول / سبتمبر 2020 ، في إطار البند 4 من جدول الأعمال"


def test_numbers_are_put_among_the_words_by_the_trigram() -> None:
    order = known_order()
    line = order.score((Segment(LINE),))
    result = merged(order.decoder, [piece.token for piece in line.path.pieces], tuple(YEAR.split()))
    words = LINE.split()
    assert [words[place] for place in result.places] == ["أيلول", "سبتمبر", "،", "من"]


def test_no_two_numbers_stand_side_by_side_unless_there_are_too_few_words() -> None:
    order = known_order()
    lm = LanguageModel.load()
    words = [lm.token_id(word) for word in ("عقد", "الاجتماع")]
    assert merged(order.decoder, words, ("1", "2", "3")).places == (0, 1, 2)
    assert len(merged(order.decoder, words, ("1", "2", "3", "4")).places) == 4
    assert merged(order.decoder, [], ("1", "2")).places == (0, 0)


def test_lines_are_read_with_their_numbers_whichever_way_these_follow_each_other() -> None:
    order = known_order()
    lines = [order.score((Segment(text),)) for text in (LINE, "وأشار إلى جائحة كوفيد")]
    for numbers in ([("4", "2020", "/", "8"), ("19-",)], [("8", "/", "2020", "4"), ("-19",)]):
        first, second = put_back(order, lines, numbers)
        assert " ".join(piece.text for piece in first.path.pieces) == RIGHT
        assert " ".join(piece.text for piece in second.path.pieces) == "وأشار إلى جائحة كوفيد - 19"


def test_a_label_stands_before_its_line() -> None:
    order = known_order()
    (line,) = put_back(order, [order.score((Segment("نظر الفريق العامل في البند من جدول الأعمال"),))], [("2", "-5")])
    assert " ".join(p.text for p in line.path.pieces) == "5 - نظر الفريق العامل في البند 2 من جدول الأعمال"


def test_numbers_are_listed_and_words_are_as_sure_as_they_were() -> None:
    order = known_order()
    (line,) = put_back(order, [order.score((Segment(LINE),))], [("8", "/", "2020", "4")])
    for piece in line.path.pieces:
        sure = in_order(placed(piece, line), False, 1)
        assert (sure < DEFAULT.uncertain_below) == (piece.text in ("8", "/", "2020", "4"))


def test_a_line_of_several_runs_has_its_numbers_first_and_one_without_stays() -> None:
    order = known_order()
    lines = [order.score((Segment("عقد الفريق "), Segment("اجتماعه"))), order.score((Segment("عقد الفريق"),))]
    first, second = put_back(order, lines, [("12",), ()])
    assert [piece.text for piece in first.path.pieces] == ["12", "عقد", "الفريق", "اجتماعه"]
    assert second is lines[1]


def test_the_numbers_of_a_dump_are_read_with_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    met: dict[str, Any] = {}

    class Stopped(Exception):
        pass

    def watched(lines: list[DumpLine], *_: Any, **given: Any) -> None:
        met.update(given, lines=lines)
        raise Stopped

    monkeypatch.setattr(channel, "Solver", watched)
    # lines that come again would teach nothing new
    lines = [" ".join(random.Random(k).choices(("ارفلة", "ممرما", "اوظعغ"), k=12)) for k in range(12)]
    with pytest.raises(Stopped):
        channel.restore("\n".join(f"7 -2\n{line}" for line in lines))
    assert met["numbers"] == dict.fromkeys(range(1, 24, 2), ("7", "-2"))
    assert [line.raw for line in met["lines"]] == lines
