"""Where a line of a dump shows that runs end, and how its pieces are put together again."""

from __future__ import annotations

import pytest

from tests.decipher.text.lines import known_order, plain
from warraq.decipher.text.dump.items import JOIN_SIGN, LAYOUT_SIGN, SOFT_SIGN, Items, itemize
from warraq.decipher.text.dump.segments import (
    Segment,
    characters_behind,
    cut_marks,
    joined,
    open_edges,
    piece,
    segments_of,
    stretched_cuts,
    turned,
    uncut,
    unseen_cuts,
)
from warraq.decipher.text.order.line_order import LineOrder

TATWEEL = "\N{ARABIC TATWEEL}"


@pytest.fixture(scope="module")
def order() -> LineOrder:
    return known_order()


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


def test_each_cut_kashida_may_be_a_letter_behind_a_letter_alone() -> None:
    cut, end = LAYOUT_SIGN + TATWEEL * 2, f"{TATWEEL}{LAYOUT_SIGN}{TATWEEL * 2}"
    assert uncut(f"م{cut}ل 8{cut}ا س{end}ة ع{cut}") == [
        f"م {TATWEEL * 2}ل 8{cut}ا س{end}ة ع{cut}",
        f"م{cut}ل 8{cut}ا س{end}ة ع {TATWEEL * 2}",
    ]
    assert len(uncut(f"م{cut}" * 1000)) == 4


def read_backwards(raw: str, items: Items, cut: int) -> list[Segment]:
    """A line that is cut before an item, its second piece first."""
    return [*piece(raw, items, cut, len(items)), *piece(raw, items, 0, cut)]


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
    assert [s.text.strip(SOFT_SIGN) for s in read_backwards(raw, items, cut)] == [
        f"{TATWEEL * 2}تخدام",
        f"لا اس {TATWEEL}",
    ]


def test_spaces_behind_a_cut_kashida_may_be_letters_of_what_stands_there(order: LineOrder) -> None:
    raw = f"مهاجرين وأنش{TATWEEL}   حلات أكثر خطورة"
    items = itemize(raw, order.decoder.symbols)
    place = items.texts.index("ح")
    before, after = f"مهاجرين وأنش{TATWEEL}{SOFT_SIGN}", f"{2 * SOFT_SIGN}حلات أكثر خطورة"
    assert [s.text for s in read_backwards(raw, items, place)] == [after, before]


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


def test_a_bracket_without_a_space_on_either_side_ends_a_run() -> None:
    """As MuPDF writes the runs of a line in the order in which they are painted."""
    assert texts("رئيس الفريق(إيطاليا وافتتح") == ["رئيس الفريق", "(", "إيطاليا وافتتح"]
    assert texts("الفريق (إيطاليا) وافتتح") == ["الفريق (إيطاليا) وافتتح"]
    assert texts("الفريق(، إيطاليا") == ["الفريق(، إيطاليا"]


def test_a_kashida_alone_is_no_run() -> None:
    cut = TATWEEL * 2
    assert texts(f"{cut}تخدام {cut} {cut}رة بشأن اس{cut}") == [f"{cut}تخدام", f"{cut}رة بشأن اس{cut}"]


def test_a_short_kashida_begins_no_run() -> None:
    assert not Segment(f"{TATWEEL}تخدام").open_start
    assert Segment(f" {TATWEEL * 2}تخدام").open_start
    assert Segment(f"اس{TATWEEL} ").open_end


@pytest.mark.parametrize(("before", "after", "place"), [("على", "من", 3), ("على", "\x03من", 4), ("عـلى\x03", "من", 4)])
def test_a_space_of_the_layout_beside_an_unseen_cut_is_one_of_its_line(before: str, after: str, place: int) -> None:
    assert unseen_cuts([Segment(before), Segment(after)]) == (place,)


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


def test_a_letter_in_brackets_is_a_run_also_where_a_stretch_begins_behind_it() -> None:
    cut = TATWEEL * 2
    assert texts(f"{cut}تخدام القوة وب(  {cut}رة بشأن اس{cut}")[1] == "وب("
