"""Tables between gutters of white, and columns that only look like one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.layout.lines import blocks_of, cell, grid, line
from warraq.layout.columns import reading_order
from warraq.layout.rows import make_rows
from warraq.layout.tables.tables import PagePart
from warraq.layout.tables.white_tables import cut, flow, in_cells, table_of_strips
from warraq.model.line import Line, Table

#: Right edges of three columns.
COLUMNS = (520.0, 400.0, 200.0)
NAMES = ("قمح", "شعير", "ذرة", "أرز", "عدس")


def tables(lines: Sequence[Line]) -> list[PagePart]:
    return [item for column in reading_order(lines) for item in column.items if isinstance(item, PagePart)]


def texts(table: Table) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for one in table.cells:
        rows[one.row].append(one.text)
    return rows


def tight(text: str, right: float, y: float, size: float = 12.0) -> Line:
    """A line whose words are parted by narrow spaces."""
    return line(text, y, right=right, left=right - 0.45 * size * len(text), size=size)


def row(y: float, *words: str) -> list[Line]:
    return [cell(word, right, y) for word, right in zip(words, COLUMNS, strict=False) if word]


def test_a_line_beside_another_is_no_row_of_cells_whatever_white_is_in_it() -> None:
    right, left = line("12", 100.0, left=400.0, right=420.0), line("34", 100.0, left=200.0, right=220.0)
    apart = replace(right, words=(*right.words, *left.words), box=(200.0, 90.0, 420.0, 104.0))
    other = line("56", 100.0, left=40.0, right=60.0)
    (alone,), (beside,) = make_rows([apart]), make_rows([apart, other])
    assert in_cells(alone)
    assert not in_cells(beside)


def test_a_form_of_two_columns_ends_where_a_table_of_three_begins() -> None:
    form = [line for n in range(3) for line in row(50 + 20 * n, "الاسم", "فلان")]
    heads = row(160, "النوع", "العدد", "السعر")
    body = [line for n, name in enumerate(NAMES) for line in row(180 + 20 * n, name, str(n + 10), str(n + 200))]
    tables = [block.table for block in blocks_of([*form, *heads, *body]) if block.table]
    assert [table.columns for table in tables] == [2, 3]
    assert texts(tables[1])[0] == ["النوع", "العدد", "السعر"]
    assert texts(tables[1])[-1] == ["عدس", "14", "204"]


def test_a_table_goes_on_below_a_row_that_runs_over_its_gutters() -> None:
    above = [line for n in range(3) for line in row(100 + 20 * n, NAMES[n], str(n), str(n + 10))]
    head = line("حبوب أخرى من كل بلاد الشام كلها والعراق ومصر", 160, left=230.0, right=520.0)
    below = [line for n in range(3) for line in row(180 + 20 * n, NAMES[n], str(n), str(n + 10))]
    (table,) = [block.table for block in blocks_of([*above, head, *below]) if block.table]
    assert table.rows == 7
    over = next(one for one in table.cells if one.text.startswith("حبوب"))
    assert (over.row, over.column, over.columns) == (3, 0, 2)


@pytest.mark.parametrize(("middle", "over"), [(315.0, 3), (352.0, 1)])
def test_the_name_of_a_group_in_the_middle_reaches_over_all_columns(middle: float, over: int) -> None:
    """Where cells are set in the middle of their columns too, what stands as they do is one of them."""
    lines = [
        line(word, 100 + 20 * n, left=at - width, right=at + width)
        for n, name in enumerate(NAMES)
        for word, at, width in ((name, 500.0, 20.0), ("صنف", 352.0, 50.0 - 4 * n), (str(n + 100), 130.0, 20.0))
    ]
    group = line("حبوب", 200, left=middle - 30.0, right=middle + 30.0)
    below = [
        line(one.text, 220 + 20 * n, left=one.box[0], right=one.box[2])
        for n in range(3)
        for one in lines[3 * n : 3 * n + 3]
        if one.box
    ]
    (table,) = [block.table for block in blocks_of([*lines, group, *below]) if block.table]
    assert next(one.columns for one in table.cells if one.text == "حبوب") == over


def test_rows_of_several_lines_that_white_parts_are_merged_though_no_text_flows() -> None:
    lines = []
    for n, name in enumerate(NAMES):
        y = 100 + 50 * n
        lines += [cell(name, 520.0, y + 8), cell(str(100 + n), 200.0, y + 8)]
        lines += [tight("كلام يطول عنه", 420.0, y), tight("شرحه", 420.0, y + 16)]
    (table,) = tables(lines)
    assert [one.text for one in table.cells if one.left > 250 and one.right < 480] == ["كلام يطول عنه شرحه"] * 5


def test_lines_of_which_each_is_an_entry_are_rows_though_white_parts_groups_of_them() -> None:
    lines = [
        cell(word, right, 100 + 50 * group + 16 * n)
        for group in range(4)
        for n in range(2)
        for word, right in ((NAMES[group], 520.0), ("صنف" * (1 + n + group), 400.0), ("سلعة" * (3 - n), 200.0))
    ]
    (table,) = tables(lines)
    assert table.rows == 8


def test_a_dash_beside_a_number_is_a_cell() -> None:
    lines = [one for n, name in enumerate(NAMES) for one in row(100 + 20 * n, name, "-", str(n + 100))]
    (table,) = [block.table for block in blocks_of(lines) if block.table]
    assert texts(table)[1] == ["شعير", "-", "101"]


def test_names_with_what_is_said_of_them_in_small_print_are_no_table() -> None:
    """A menu: each dish with its price, and below what is in it, in two columns."""
    dishes = []
    for n in range(5):
        dishes += row(100 + 30 * n, "طبق", "", "طبق")
        dishes += [tight("وصف قصير", right, 112 + 30 * n, size=8.0) for right in (520.0, 200.0)]
    assert tables(dishes) == []


def test_a_price_stays_with_the_name_that_it_stands_beside() -> None:
    """Of two columns of names, prices are no columns by themselves."""
    edges = (520.0, 390.0, 250.0, 120.0)
    dishes = []
    for n in range(5):
        y = 100 + 30 * n
        dishes += [cell(word, right, y) for word, right in zip(("يمين", "1", "يسار", "2"), edges, strict=True)]
        dishes += [tight("وصف قصير", right, y + 12, size=8.0) for right in (520.0, 250.0)]
    read = " ".join(block.text for block in blocks_of(dishes)).split()
    kept = [word for word in read if word in ("يمين", "1", "يسار", "2")]
    assert kept == ["يمين", "1"] * 5 + ["يسار", "2"] * 5


def test_terms_in_the_middle_of_what_explains_them_are_the_rows_of_a_table() -> None:
    """Cells of several lines: white over both columns parts the rows, and no baselines do."""
    lines = []
    for n, name in enumerate(NAMES):
        y = 100 + 60 * n
        lines.append(cell(name, 520.0, y + 9))
        lines += [tight(f"كلام {n} يشرح ما هو هذا الشيء وما نفعه", 400.0, y + 18 * at) for at in (0, 1)]
    (table,) = tables(lines)
    assert [len(one.lines) for one in table.cells] == [2, 1] * len(NAMES)


@pytest.mark.parametrize(("step", "count"), [(0.0, 1), (4.0, 0)])
def test_a_text_beside_its_translation_is_no_table_where_their_lines_do_not_keep_step(step: float, count: int) -> None:
    rows = []
    for number, words in enumerate((1, 2, 1, 3, 1, 2, 2, 1, 3)):
        y = 100.0 + 20 * number
        right = line("كلمة " * words, y, left=500.0 - 30 * words, right=500.0)
        left = replace(line("word " * words, y + step * (number % 3), left=100.0, right=100.0 + 25 * words), rtl=False)
        rows += [right, left]
    assert len(tables(rows)) == count


def test_lists_beside_each_other_are_no_table() -> None:
    rows = [tight(f"• بند {n}", right, 100 + 20 * n) for n in range(5) for right in (500.0, 250.0)]
    assert tables(rows) == []


def test_blanks_to_be_filled_in_below_each_other_part_no_sentence() -> None:
    def with_blank(y: float) -> Line:
        before, after = (
            line("رقم الهوية (", y, left=330.0, right=523.0),
            line("), والمدينة هي", y, left=72.0, right=250.0),
        )
        return replace(before, words=(*before.words, *after.words), box=(72.0, y - 10, 523.0, y + 4))

    assert tables([with_blank(100 + 18 * n) for n in range(4)]) == []


def test_large_numbers_beside_small_print_are_no_rows_of_a_table() -> None:
    rows = []
    for n in range(4):
        rows += [tight(str(n), 520.0, 100 + 30 * n, size=24.0), tight(f"كلام صغير {n}", 400.0, 100 + 30 * n, size=9.0)]
    assert tables(rows) == []


def test_names_of_about_the_same_length_beside_numbers_are_a_table() -> None:
    """Each looks as though the next one had found no room in its line."""
    names = [tight(f"وزارة الشؤون العامة رقم {n}", 520.0, 100 + 18 * n) for n in range(6)]
    (table,) = tables([*names, *(cell(f"{n}10", 150.0, 100 + 18 * n) for n in range(6))])
    assert (table.rows, len(table.edges)) == (6, 3)


@pytest.mark.parametrize("short", [False, True])
def test_sections_of_columns_that_stand_beside_each_other_are_no_rows_of_a_table(short: bool) -> None:
    """Neither text in both, nor long lists."""
    lines = []
    for section in range(3):
        for at in range(5):
            y = 100 + 120 * section + 18 * at
            text = f"سطر {at}" if short else "كلام يملأ السطر كله إلى آخره ولا يترك فيه شيئا"
            lines += [tight(text, 520.0, y), tight(text, 250.0, y + (5 if short else 0) * (at % 2))]
    assert tables(lines) == []


def test_headings_beside_a_text_that_runs_on_past_them_are_no_rows_of_a_table() -> None:
    text = [tight("كلام يملأ السطر كله إلى آخره ولا يترك فيه", 400.0, 100 + 14 * n) for n in range(12)]
    headings = [tight("عنوان", 520.0, 100 + 14 * n) for n in (0, 4, 8)]
    assert tables([*text, *headings]) == []


def test_numbers_in_a_grid_are_of_the_table_whose_names_stand_outside_it() -> None:
    y = [92.0 + 20 * n for n in range(6)]
    names = [cell(name, 520.0, 106 + 20 * n) for n, name in enumerate(NAMES)]
    numbers = [cell(str(100 + n), right, 106 + 20 * n) for n in range(5) for right in (190.0, 120.0)]
    (table,) = [
        block.table for block in blocks_of([*names, *numbers], {1: grid((60.0, 130.0, 200.0), y)}) if block.table
    ]
    assert texts(table)[0] == ["قمح", "100", "100"]


def test_addresses_side_by_side_that_say_the_same_are_columns() -> None:
    """Whose cells all open with one label is no row of a table."""
    names = [cell(word, right, 100) for word, right in (("البائع", 520.0), ("المشتري", 300.0))]
    streets = [tight(word, right, 120) for word, right in (("شارع النيل", 520.0), ("شارع الفرات", 300.0))]
    phones = [tight(word, right, 140) for word, right in (("الهاتف: 12", 520.0), ("الهاتف: 34", 300.0))]
    assert tables([*names, *streets, *phones]) == []
    others = [tight(word, right, 140) for word, right in (("الهاتف: 12", 520.0), ("البريد: 34", 300.0))]
    assert len(tables([*names, *streets, *others])) == 1


@pytest.mark.parametrize(("width", "goes_on"), [(300.0, True), (120.0, False)])
def test_a_long_word_leaves_more_room_in_a_wide_column(width: float, goes_on: bool) -> None:
    """The first word of each line is four font sizes long: so much is left at the end of the line above."""
    word = "مستشفيات"
    lines = []
    for n in range(5):
        left = 500.0 - width + (0 if n == 2 else 36.0)
        first = line(word, 100 + 18 * n, left=460.0, right=500.0)
        rest = line("كلام عن شيء هنا", 100 + 18 * n, left=left, right=457.0)
        lines.append(first.with_words((*first.words, *rest.words), (left, 90.0 + 18 * n, 500.0, 104.0 + 18 * n)))
    (cells,) = zip(*[cut([row], [(500.0 - width, 500.0)]) for row in make_rows(lines)], strict=True)
    assert flow(cells, 0) is goes_on


def test_cells_that_stand_where_the_bars_of_a_chart_end_are_no_table() -> None:
    lines = [
        cell(name, right + shift * number, 100 + 20 * number)
        for number, name in enumerate(NAMES)
        for right, shift in ((520.0, -30.0), (300.0, 30.0))
    ]
    assert tables(lines) == []
    straight = [cell(name, right, 100 + 20 * number) for number, name in enumerate(NAMES) for right in (520.0, 300.0)]
    assert len(tables(straight)) == 1


@pytest.mark.parametrize(("lines_of_second", "count"), [(1, 0), (3, 1)])
def test_rows_of_several_lines_are_several(lines_of_second: int, count: int) -> None:
    """Heads of two rows over columns of text are columns."""
    heights = [*(100.0, 130.0), *(160.0 + 14 * n for n in range(3)), *(220.0 + 14 * n for n in range(lines_of_second))]
    lines = [tight(f"{NAMES[n % 5]} {n}", right, y) for n, y in enumerate(heights) for right in (520.0, 400.0)]
    rows = make_rows(lines)
    cells = cut(rows, [(300.0, 400.0), (430.0, 520.0)])
    assert (table_of_strips(cells, [(300.0, 400.0), (430.0, 520.0)]) is not None) == bool(count)
