"""From which side a table is read, by what stands where; each sign alone, and against others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.layout.lines import blocks_of, cell, grid, paragraph
from warraq.layout.crossed import uncertain_order
from warraq.layout.tables.direction import Direction, directions, script
from warraq.layout.tables.tables import PagePart, PlacedCell
from warraq.model.line import Line

WIDTH, HEIGHT = 80.0, 20.0


def part_of(*rows: Sequence[str], heads: int = 1, painted: str = "") -> PagePart:
    """A table of rows told from the left; ``painted`` from the left or the right."""
    count = len(rows[0])
    cells = []
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            left, top = WIDTH * column, HEIGHT * number
            line = replace(cell(text or "-", left + WIDTH - 4, top), painted=painted_at(painted, number, column, count))
            cells.append(PlacedCell((number, number + 1), left, left + WIDTH, (line,) if text else ()))
    edges = tuple(WIDTH * column for column in range(count + 1))
    box = (0.0, 0.0, edges[-1], HEIGHT * len(rows))
    return PagePart(1, box, edges, tuple(cells), len(rows), ruled=True, heads=heads)


def painted_at(painted: str, row: int, column: int, count: int) -> int:
    if not painted:
        return -1
    return row * count + (count - column if painted == "right" else column)


def direction(parts: Sequence[PagePart], around: float) -> Direction:
    """Of one table alone."""
    (alone,) = directions([(parts, around)])
    return alone


#: Years that rise from neither side, in a table of nothing but numbers.
PLAIN = (("12", "7", "40"), ("15", "8", "31"), ("4", "2", "95"), ("6", "11", "3"))


@pytest.mark.parametrize("around", [1.0, -1.0])
def test_a_table_without_signs_is_read_as_the_text_around_it(around: float) -> None:
    side = direction([part_of(*PLAIN)], around)
    assert side.rtl == (around > 0)
    assert not side.doubtful


def test_the_script_of_the_heads_counts_more_than_the_text_around() -> None:
    assert not direction([part_of(("Point", "Latitude", "Longitude"), *PLAIN)], 1.0).rtl
    assert direction([part_of(("الارتفاع", "الطول", "العرض"), *PLAIN)], -1.0).rtl


@pytest.mark.parametrize(
    ("heads", "flush", "rtl"),
    [(("العدد", "الصنف"), "right", True), (("Count", "Item"), "left", False)],
)
def test_latin_words_stand_at_the_edge_where_lines_of_the_table_begin(
    heads: tuple[str, str], flush: str, rtl: bool
) -> None:
    """As goods in the invoice of a program that turns its tables: most of it is Latin, the heads are Arabic."""
    goods = (("7", "Lamp"), ("1", "Garden chair"), ("3", "Table"))
    part = part_of(heads, *goods, painted="left")
    moved = []
    for one in part.cells:
        (set_,) = one.lines
        box = set_.box
        assert box is not None
        left = one.left + 4
        at_left = (left, box[1], left + box[2] - box[0], box[3])
        moved.append(replace(one, lines=(replace(set_, box=at_left if flush == "left" else box),)))
    assert direction([replace(part, cells=tuple(moved))], -1.0 if rtl else 1.0) == Direction(rtl, doubtful=False)


@pytest.mark.parametrize(
    ("ends", "turned"),
    [
        ((0.0, 1.0, 3.0), True),
        ((3.0, 0.0, 2.0), True),  # within three tenths of the font size
        ((4.5, 0.0, 2.0), False),
        ((0.0, 1.0), False),  # two lines may end at one place by chance
    ],
)
def test_latin_words_that_end_at_about_one_place_stand_at_an_edge(ends: Sequence[float], turned: bool) -> None:
    names = ("Lamp", "Garden chair", "Table")[: len(ends)]
    part = part_of(("العدد", "الصنف"), *[("7", name) for name in names], painted="left")
    moved = list(part.cells)
    for number, one in enumerate(moved):
        if len(one.lines) == 1 and one.lines[0].text in names:
            box, off = one.lines[0].box, ends[names.index(one.lines[0].text)]
            assert box is not None
            moved[number] = replace(
                one, lines=(replace(one.lines[0], box=(box[0] - off, box[1], box[2] - off, box[3])),)
            )
    assert direction([replace(part, cells=tuple(moved))], -1.0).rtl is turned


def test_a_title_over_all_columns_is_no_head() -> None:
    part = part_of(("Point", "Latitude", "Longitude"), *PLAIN)
    title = PlacedCell((0, 1), 0.0, 3 * WIDTH, (cell("الإحداثيات", 200, 0),))
    below = [replace(one, rows=(one.rows[0] + 1, one.rows[1] + 1)) for one in part.cells]
    assert not direction([replace(part, cells=(title, *below), rows=part.rows + 1)], 1.0).rtl


def test_the_heads_count_as_much_as_all_other_cells() -> None:
    rows = [("Table", "Chair", "Lamp"), ("Door", "Wall", "Roof"), ("Road", "Bridge", "Field")]
    side = direction([part_of(("الثالث", "الثاني", "الأول"), *rows)], 1.0)
    assert side.rtl
    assert not direction([part_of(*rows, heads=0)], 1.0).rtl


def test_one_letter_alone_is_a_symbol_of_any_language() -> None:
    assert script(["x", "n", "α", "نعم"]) == 1.0
    assert script(["no", "نعم"]) == 0.0
    assert script(["12", ""]) == 0.0


def test_serial_numbers_stand_first() -> None:
    rows = [(number, "مدينة", "بلد") for number in ("1", "2-", "(3)")]
    assert not direction([part_of(("م", "اسم", "بلد"), *rows)], 1.0).rtl
    assert not direction([part_of(("م", "اسم", "بلد"), *rows, heads=0)], 1.0).rtl
    latin = [("Town", "Land", str(number)) for number in (1, 2, 3)]
    assert direction([part_of(("Town", "Land", "No."), *latin)], -1.0).rtl


def test_a_table_whose_cells_all_reach_over_columns_has_no_sign_of_columns() -> None:
    part = part_of(("الأول", "الثاني"), ("12", ""), ("7", ""))
    wide = [replace(one, right=2 * WIDTH) for one in part.cells if one.rows[0] > 0 and one.lines]
    side = direction([replace(part, cells=(*part.cells[:2], *wide))], 1.0)
    assert side.rtl


def test_columns_are_those_of_the_first_page() -> None:
    first = part_of(("م", "اسم", "بلد"), ("1", "مدينة", "بلد"), ("2", "مدينة", "بلد"))
    second = part_of(("3", "مدينة", "بلد"), ("4", "مدينة", "بلد"), heads=0)
    cells = tuple(replace(one, left=one.left + 2.5, right=one.right + 2.5) for one in second.cells)
    assert not direction([first, replace(second, cells=cells)], 1.0).rtl


def test_numbers_that_do_not_count_the_rows_are_not_serial() -> None:
    for numbers in (("1", "2", "4"), ("4", "5", "6"), ("1", "2", "")):
        rows = [(number, "مدينة", "بلد") for number in numbers]
        assert direction([part_of(("عدد", "اسم", "بلد"), *rows)], 1.0).rtl


def test_names_of_rows_beside_numbers_stand_first() -> None:
    rows = [("Sodium", "12", "7"), ("Calcium", "15", "8"), ("المتبقي", "3", "5"), ("المجموع", "4", "9")]
    assert not direction([part_of(("", "2014", "2012"), *rows)], 1.0).rtl
    beside_words = [(*row, "عدد") for row in rows]
    assert direction([part_of(("", "2014", "2012", ""), *beside_words)], 1.0).rtl


def test_names_beside_one_column_of_numbers_may_stand_at_either_side() -> None:
    rows = [("المتبقي", "3"), ("Sodium", "12"), ("Calcium", "15"), ("المجموع", "4")]
    assert direction([part_of(*rows, heads=0)], 1.0).rtl


def test_a_word_or_two_in_a_column_name_no_rows() -> None:
    rows = [("Sodium", "12", "7"), ("9", "15", "8"), ("11", "3", "5"), ("المجموع", "4", "9"), ("", "7", "2")]
    assert direction([part_of(("", "2014", "2012"), *rows)], 1.0).rtl


def test_names_at_both_sides_tell_none() -> None:
    rows = [("Iron", "12", "حديد"), ("Gold", "15", "ذهب"), ("Lead", "3", "رصاص")]
    side = direction([part_of(("Metal", "2001", "المعدن"), *rows)], 1.0)
    assert side.rtl
    assert not direction([part_of(("Metal", "2001", "المعدن"), *rows)], -1.0).rtl


@pytest.mark.parametrize("years", [("2019", "2020", "2021"), ("2018/2019", "2020/2021", "2022/2023")])
def test_years_rise_from_the_first_column(years: tuple[str, ...]) -> None:
    rows = [("Iron", "12", "7", "5", "حديد"), ("Gold", "15", "8", "6", "ذهب"), ("Lead", "3", "5", "1", "رصاص")]
    assert not direction([part_of(("Metal", *years, "المعدن"), *rows)], 1.0).rtl
    assert direction([part_of(("Metal", *years[::-1], "المعدن"), *rows)], -1.0).rtl


def test_cells_painted_from_the_right_are_read_so() -> None:
    assert direction([part_of(*PLAIN, painted="right")], -1.0).rtl


def test_cells_painted_from_the_left_may_only_look_so() -> None:
    assert direction([part_of(*PLAIN, painted="left")], 1.0).rtl
    rows = [("Iron", "12", "حديد"), ("Gold", "15", "ذهب"), ("Lead", "3", "رصاص")]
    assert not direction([part_of(*rows, heads=0, painted="left")], 0.0).rtl


def test_cells_painted_in_no_order_say_nothing() -> None:
    mixed = [part_of(*PLAIN, painted="right"), part_of(*PLAIN, painted="left")]
    assert not direction(mixed, -0.2).rtl
    assert direction(mixed, 0.2).rtl


def test_tables_with_the_same_heads_are_read_from_the_same_side() -> None:
    heads = ("Point", "12", "العرض")
    clear, even = part_of(heads, *PLAIN, painted="right"), part_of(heads, *PLAIN)
    other = part_of(("Place", "12", "العرض"), *PLAIN)
    assert [side.rtl for side in directions([([clear], 1.0), ([even], -0.5), ([other], -0.5)])] == [True, True, False]


def test_signs_that_are_about_even_are_doubted() -> None:
    rows = [("Table", "Chair", "Lamp"), ("Door", "Wall", "Roof")]
    assert direction([part_of(("الثالث", "الثاني", "الأول"), *rows)], 0.1).doubtful


def test_a_table_is_counted_from_its_side_and_doubt_is_a_finding() -> None:
    x, y = (100.0, 240.0, 380.0, 500.0), (200.0, 230.0, 260.0, 290.0)

    def lines_of(*rows: Sequence[str]) -> list[Line]:
        return [
            cell(text, right - 4, top + 20)
            for top, row in zip(y, rows, strict=False)
            for right, text in zip(x[1:], row, strict=True)
        ]

    latin = lines_of(("Point", "North", "East"), ("One", "30", "31"), ("Two", "32", "33"))
    blocks = blocks_of([*latin, *paragraph("وبعده", 340, 3)], {1: grid(x, y)})
    (table,) = [block.table for block in blocks if block.table]
    assert [one.text for one in table.cells][:3] == ["Point", "North", "East"]
    assert not uncertain_order(blocks)
    even = lines_of(("Point", "7", "شرق"), ("نقطة", "30", "31"), ("Two", "32", "33"))
    blocks = blocks_of(even, {1: grid(x, y)})
    (finding,) = uncertain_order(blocks)
    assert "1 tables" in finding.detail
