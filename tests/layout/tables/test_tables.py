"""Tables: cells in right-to-left order, spans, pages, heads; with rules and without."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.layout.lines import FULL, LEADING, LEFT, PAGE, RIGHT, blocks_of, cell, frame, grid, line, paragraph, texts
from warraq.layout import build_blocks
from warraq.layout.turned import Turn, displayed, find_turn
from warraq.model.line import Block, Line, Table

#: Edges of three columns and the places of their texts.
X = (100.0, 240.0, 380.0, 500.0)
AT = (496.0, 376.0, 236.0)


def row(y: float, *cells: str, page: int = 1, bold: bool = False) -> list[Line]:
    return [cell(text, right, y, page=page, bold=bold) for text, right in zip(cells, AT, strict=True) if text]


def only_table(blocks: list[Block]) -> Table:
    (block,) = [block for block in blocks if block.role == "table"]
    assert block.table is not None
    return block.table


def rows_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in table.cells if cell.row == number] for number in range(table.rows)]


def test_a_ruled_table_is_read_row_by_row_from_the_right() -> None:
    lines = row(220, "المنطقة", "الخزائن", "المخطوطات", bold=True) + row(250, "الساحل", "12", "4150")
    lines += row(280, "الجزر", "", "95") + paragraph("وبعده", 340, 3)
    blocks = blocks_of(lines, {1: grid(X, (200, 230, 260, 290))})
    table = only_table(blocks)
    assert (table.rows, table.columns, table.ruled) == (3, 3, True)
    assert rows_of(table) == [["المنطقة", "الخزائن", "المخطوطات"], ["الساحل", "12", "4150"], ["الجزر", "", "95"]]
    assert [cell.header for cell in table.cells] == [True] * 3 + [False] * 6
    assert len(texts(blocks)) == 1


def test_lines_over_squared_paper_are_no_table() -> None:
    squares = grid([LEFT - 4 + 18 * n for n in range(27)], [84.0 + 18 * n for n in range(8)])
    lines = [cell("مساحة المثلث", 500, 98), cell("نصف القاعدة في الارتفاع", 480, 134), cell("ثم المربع", 300, 152)]
    assert not any(block.table for block in blocks_of(lines, {1: squares}))


def test_a_missing_wall_makes_one_cell_of_two() -> None:
    rules = grid(X, (200, 230, 260, 290))
    # The wall between the second and the third column of the first row, and that below the first cell of the second.
    gone = [(240, 200, 240, 230), (380, 260, 500, 260)]
    rules = np.array([rule for rule in rules.tolist() if tuple(rule) not in gone], dtype=np.float32)
    lines = row(220, "المنطقة", "العدد", "") + row(250, "الساحل", "12", "7") + row(280, "", "9", "4")
    table = only_table(blocks_of(lines, {1: rules}))
    spans = {(cell.row, cell.column): (cell.rows, cell.columns) for cell in table.cells}
    assert spans[0, 1] == (1, 2)
    assert spans[1, 0] == (2, 1)
    assert len(spans) == 7


def test_lines_of_a_cell_are_joined_and_neighbours_stay_apart() -> None:
    lines = [cell("أولى", 496, 215), cell("ثانية", 496, 233), cell("وسط", 376, 224), *row(280, "ب", "ج", "د")]
    table = only_table(blocks_of(lines, {1: grid(X, (200, 250, 290))}))
    assert rows_of(table)[0] == ["أولى ثانية", "وسط", ""]


def test_entries_between_two_rules_are_rows_where_each_has_its_amount() -> None:
    head = row(215, "البند", "الختامي", "الإيراد", bold=True)
    entries = row(245, "الأجور", "831,455", "") + row(263, "الفوائد", "-", "12,406")
    table = only_table(blocks_of([*head, *entries], {1: grid(X, (200, 230, 280))}))
    assert rows_of(table) == [["البند", "الختامي", "الإيراد"], ["الأجور", "831,455", ""], ["الفوائد", "-", "12,406"]]


def test_double_spaced_lines_between_two_rules_are_rows_though_some_have_no_amount() -> None:
    entries = [*row(245, "صافي الربح", "", ""), *row(273, "العجز", "2.15", ""), *row(301, "الفائض", "", "83.10")]
    table = only_table(blocks_of(entries, {1: grid(X, (200, 230, 310))}))
    filled = [cells for cells in rows_of(table) if any(cells)]
    assert filled == [["صافي الربح", "", ""], ["العجز", "2.15", ""], ["الفائض", "", "83.10"]]


@pytest.mark.parametrize(
    "entries",
    [
        [*row(245, "صافي الربح", "", ""), *row(263, "العجز", "2.15", ""), *row(281, "الفائض", "", "83.10")],  # solid
        [*row(245, "صافي الربح", "", ""), *row(273, "العجز", "2", ""), *row(301, "الفائض", "", "83")],  # plain numbers
    ],
)
def test_what_is_set_solid_or_has_no_amounts_is_one_row(entries: list[Line]) -> None:
    table = only_table(blocks_of(entries, {1: grid(X, (200, 230, 310))}))
    assert len([cells for cells in rows_of(table) if any(cells)]) == 1


def heads_without_walls(*heads: Line) -> list[list[str]]:
    """A first row without walls above three rows with them."""
    rules = np.concatenate([np.array(frame(X[0], 200, X[-1], 230), np.float32), grid(X, (230, 260, 290, 320))])
    rows = [one for number in range(3) for one in row(250 + 30 * number, "الساحل", str(number + 12), "4150")]
    return rows_of(only_table(blocks_of([*heads, *rows], {1: rules})))


def joined(*lines: Line) -> Line:
    """One line of all their words."""
    words = tuple(word for line in lines for word in line.words)
    lefts, tops, rights, bottoms = zip(*(line.box for line in lines if line.box), strict=True)
    return replace(lines[0], words=words, box=(min(lefts), min(tops), max(rights), max(bottoms)))


def test_heads_without_walls_stand_over_their_columns() -> None:
    heads = row(220, "اسم المنطقة", "الخزائن", "المخطوطات")
    for lines in (heads, [joined(*heads)], [joined(*heads[:2]), heads[2]]):
        assert heads_without_walls(*lines)[0] == ["اسم المنطقة", "الخزائن", "المخطوطات"]


@pytest.mark.parametrize(
    "head",
    [
        joined(*row(220, "اسم المنطقة", "", "المخطوطات")),  # none in the second column
        joined(cell("عدد الخزائن", 432, 220), cell("والمخطوطات", 375, 220), cell("كلها", 235, 220)),  # no white
    ],
)
def test_a_title_over_columns_is_not_cut(head: Line) -> None:
    assert heads_without_walls(head)[0] == [head.text]


def test_no_line_of_several_is_cut_or_lost() -> None:
    first = joined(*row(212, "اسم المنطقة", "الخزائن", "المخطوطات"))
    second = cell("في عام ألفين", 376, 228)
    assert heads_without_walls(first, second)[0] == [f"{first.text} {second.text}"]


def test_a_cell_over_rows_of_entries_reaches_over_all_of_them() -> None:
    rules = grid(X, (200, 230, 280, 310))
    # no wall below the first cell of the second row
    rules = np.array([rule for rule in rules.tolist() if tuple(rule) != (380, 280, 500, 280)], dtype=np.float32)
    lines = row(220, "الباب", "البند", "المبلغ") + row(245, "", "الأجور", "83.10") + row(263, "أولا", "الفوائد", "12")
    lines += row(300, "", "الجملة", "95.10")
    table = only_table(blocks_of(lines, {1: rules}))
    assert table.rows == 4
    assert [(cell.row, cell.rows) for cell in table.cells if cell.text == "أولا"] == [(1, 3)]
    assert [cell.text for cell in table.cells if cell.column == 2] == ["المبلغ", "83.10", "12", "95.10"]


def test_each_of_two_rows_of_entries_is_cut_beside_a_cell_over_both() -> None:
    rules = grid(X, (200, 230, 280, 330))
    # no wall below the first cell of the second row
    rules = np.array([rule for rule in rules.tolist() if tuple(rule) != (380, 280, 500, 280)], dtype=np.float32)
    lines = row(220, "الباب", "البند", "المبلغ") + row(280, "أولا", "", "")
    lines += row(245, "", "الأجور", "83.10") + row(263, "", "الفوائد", "12")
    lines += row(298, "", "السفر", "7.50") + row(316, "", "البريد", "-")
    table = only_table(blocks_of(lines, {1: rules}))
    assert table.rows == 5
    assert [(cell.row, cell.rows) for cell in table.cells if cell.text == "أولا"] == [(1, 4)]
    assert [cell.text for cell in table.cells if cell.column == 2] == ["المبلغ", "83.10", "12", "7.50", "-"]


def test_lists_between_the_rules_of_columns_are_rows() -> None:
    entries = [("كتاب", "مؤلف قديم", "خزانة المدينة"), ("لوح خشب", "ناسخ", "دار"), ("خريطة الساحل", "رحالة", "متحف")]
    lines = row(215, "الشيء", "صاحبه", "مكانه", bold=True)
    lines += [cell for n, entry in enumerate(entries) for cell in row(245 + 18 * n, *entry)]
    table = only_table(blocks_of(lines, {1: grid(X, (200, 230, 290))}))
    assert rows_of(table) == [["الشيء", "صاحبه", "مكانه"], *map(list, entries)]


def test_many_lines_at_the_same_heights_are_rows_however_wide() -> None:
    def cells(count: int) -> Table:
        lines = row(215, "الشيء", "صاحبه", "مكانه", bold=True)
        lines += [cell for n in range(count) for cell in row(245 + 18 * n, "كتاب", "ناسخ", "خزنة")]
        return only_table(blocks_of(lines, {1: grid(X, (200, 230, 245 + 18 * count))}))

    assert (cells(4).rows, cells(6).rows) == (2, 7)


def test_text_that_wraps_in_each_of_three_columns_is_one_row() -> None:
    wrapped = ["المخطوطات المحفوظة", "في خزائن المدينة ا", "لقديمة كلها قبل عا"]
    lines = row(215, "الشيء", "صاحبه", "مكانه", bold=True)
    lines += [cell for n, text in enumerate(wrapped) for cell in row(245 + 18 * n, text, text, text)]
    table = only_table(blocks_of(lines, {1: grid(X, (200, 230, 290))}))
    assert rows_of(table)[1] == [" ".join(wrapped)] * 3


#: Rules of a table whose first column has none between its rows, and the heights of these.
OPEN_COLUMN = np.array(
    [
        side
        for side in grid(X, (200, 230, 260, 290, 320)).tolist()
        if side[:2] != [380, side[3]] or side[1] in (200, 320)
    ],
    dtype=np.float32,
)
AT_ROWS = (220, 250, 280, 310)


def open_column(*labels: str) -> list[list[str]]:
    amounts = [("12", "7"), ("40", "9"), ("52", "16"), ("3", "1")]
    lines = [cell for y, pair in zip(AT_ROWS, amounts, strict=True) for cell in row(y, "", *pair)]
    lines += [cell(label, AT[0], y) for label, y in zip(labels, AT_ROWS, strict=True) if label]
    return rows_of(only_table(blocks_of(lines, {1: OPEN_COLUMN})))


def test_labels_without_rules_between_stand_beside_their_rows() -> None:
    assert open_column("الأجور", "مواد ووقود وقطع غيار", "الجملة", "أخرى") == [
        ["الأجور", "12", "7"],
        ["مواد ووقود وقطع غيار", "40", "9"],
        ["الجملة", "52", "16"],
        ["أخرى", "3", "1"],
    ]
    assert open_column("الأجور ....", "مواد ......", "", "أخرى")[2:] == [["", "52", "16"], ["أخرى", "3", "1"]]


def test_the_end_of_a_label_that_is_broken_goes_with_its_beginning() -> None:
    labels = ("مساهمة الخزانة في", "العام", "الأجور ...", "الجملة ...", "أخرى ...")
    lines = [cell for y in AT_ROWS for cell in row(y, "", "12", "7")]
    lines += [cell(text, AT[0], y) for text, y in zip(labels, (220, 234, *AT_ROWS[1:]), strict=True)]
    table = rows_of(only_table(blocks_of(lines, {1: OPEN_COLUMN})))
    assert [each[0] for each in table] == ["مساهمة الخزانة في العام", "الأجور ...", "الجملة ...", "أخرى ..."]


def test_accounts_with_a_broken_label_are_rows() -> None:
    head = row(220, "البند", "2021", "2022", bold=True)
    entries = row(245, "الأجور ......", "5,723,000", "8,400,000")
    entries += row(263, "مساهمة الخزانة في", "33,398,000", "") + row(281, "العام", "", "")
    entries += row(299, "مواد ......", "1,200", "")
    table = only_table(blocks_of([*head, *entries], {1: grid(X, (200, 230, 315))}))
    assert rows_of(table)[1:] == [
        ["الأجور ......", "5,723,000", "8,400,000"],
        ["مساهمة الخزانة في العام", "33,398,000", ""],
        ["مواد ......", "1,200", ""],
    ]


@pytest.mark.parametrize(
    "labels",
    [("", "المنطقة", "الأولى", ""), ("كل ما أنفق على ا", "لخزائن في هذه ال", "سنة وما أنفق قب", "لها في غيرها كله")],
)
def test_what_is_said_of_several_rows_reaches_over_them(labels: tuple[str, ...]) -> None:
    assert open_column(*labels)[0] == [" ".join(filter(None, labels)), "12", "7"]


def test_an_address_beside_rows_is_no_list_of_what_they_are() -> None:
    address = ["الإدارة", "شارع البحر رقم 12", "المدينة", "هاتف", "بريد المدينة والساحل", "حساب", "مصرف الساحل"]
    lines = [cell for y in AT_ROWS for cell in row(y, "", "12", "7")]
    lines += [cell(text, AT[0], 208 + 16 * n) for n, text in enumerate(address)]
    assert rows_of(only_table(blocks_of(lines, {1: OPEN_COLUMN})))[0] == [" ".join(address), "12", "7"]


def test_plain_amounts_are_rows_where_what_they_are_of_ends_at_each() -> None:
    head = row(220, "البند", "2021", "2022", bold=True)
    entries = row(245, "المصروفات :", "", "") + row(263, "الأجور ......", "5723000", "8400000")
    entries += row(281, "مواد", "33398000", "")
    table = only_table(blocks_of([*head, *entries], {1: grid(X, (200, 230, 295))}))
    assert rows_of(table)[1:] == [
        ["المصروفات :", "", ""],
        ["الأجور ......", "5723000", "8400000"],
        ["مواد", "33398000", ""],
    ]


def test_what_wraps_beside_numbers_is_one_row() -> None:
    wrapped = row(245, "أجور من", "831,455", "4") + row(263, "يعملون", "", "")
    years = row(295, "من يعمل", "2021", "") + row(313, "إلى الآن", "2022", "")
    cut = row(345, "ساد", "16", "1") + row(363, "سة", "8", "7")
    table = only_table(blocks_of([*wrapped, *years, *cut], {1: grid(X, (230, 280, 330, 380))}))
    assert rows_of(table) == [
        ["أجور من يعملون", "831,455", "4"],
        ["من يعمل إلى الآن", "2021 2022", ""],
        ["ساد سة", "16 8", "1 7"],
    ]


def test_a_table_goes_on_over_the_page_and_its_repeated_head_is_furniture() -> None:
    head = ("المنطقة", "الخزائن", "المخطوطات")
    lines = paragraph("قبله", 100, 3) + row(620, *head, bold=True) + row(650, "الساحل", "12", "4150")
    lines += (
        row(120, *head, page=2, bold=True) + row(150, "الجزر", "4", "95", page=2) + paragraph("بعده", 220, 3, page=2)
    )
    rules = {1: grid(X, (600, 630, 660)), 2: grid(X, (100, 130, 160))}
    blocks = blocks_of(lines, rules)
    table = only_table(blocks)
    assert rows_of(table) == [list(head), ["الساحل", "12", "4150"], ["الجزر", "4", "95"]]
    assert {line.page for line in blocks[1].lines} == {1, 2}
    assert texts(blocks, "header") == list(head)


def test_text_between_them_parts_two_tables() -> None:
    lines = row(620, "ا", "ب", "ج") + row(650, "د", "ه", "و") + paragraph("بينهما", 700, 2)
    lines += row(120, "ز", "ح", "ط", page=2) + row(150, "ي", "ك", "ل", page=2)
    blocks = blocks_of(lines, {1: grid(X, (600, 630, 660)), 2: grid(X, (100, 130, 160))})
    assert len([block for block in blocks if block.role == "table"]) == 2


def test_a_frame_round_paragraphs_is_a_box_and_one_round_a_line_is_not() -> None:
    lines = paragraph("قبله", 100, 3)
    lines += [line("مصطلحات", 200, right=500, left=440, bold=True), line("معناها كذا.", 218, right=500, left=150)]
    lines += [line("عنوان", 300, right=500, left=460), *paragraph("بعده", 340, 3)]
    rules = np.array([*frame(90, 180, 510, 230), *frame(90, 285, 510, 310)], dtype=np.float32)
    blocks = blocks_of(lines, {1: rules})
    assert texts(blocks, "box") == ["مصطلحات", "معناها كذا."]
    assert [block.group for block in blocks if block.role == "box"] == [1, 1]
    assert any(text.startswith("عنوان") for text in texts(blocks))


@pytest.mark.parametrize(("mark", "label"), [(86, "1-"), (86, "بند"), (560, "1-")])
def test_framed_marks_beside_lines_stand_after_their_paragraphs_and_glue_none(mark: float, label: str) -> None:
    lines, rules = [], []
    for number in range(4):
        y = 100 + 40 * number
        lines += paragraph(label, y, 2, left=130.0)
        lines.append(line("2ن", y, right=mark + 14, left=mark))
        rules += frame(mark - 4, y - 12, mark + 18, y + 8)
    blocks = blocks_of(lines, {1: np.array(rules, dtype=np.float32)})
    assert [(block.role, len(block.lines)) for block in blocks] == [("body", 2), ("box", 1)] * 4


@pytest.mark.parametrize(
    ("left", "right", "before", "beyond"),
    [
        (60, 100, 130, None),  # as wide as text
        (86, 100, 106, None),  # in the text
        (86, 100, 130, 76),  # between two texts
        (86, 100, None, None),  # alone
        (560, 574, 130, None),  # the label of what stands beside it
    ],
)
def test_other_frames_round_a_line_are_no_marks(
    left: float, right: float, before: float | None, beyond: float | None
) -> None:
    lines = [line("2ن", 100, right=right, left=left), *paragraph("بعده", 160, 3)]
    lines += [line(FULL, 100, left=before)] if before else []
    lines += [line("سطر", 100, right=beyond, left=30)] if beyond else []
    rules = np.array(frame(left - 4, 88, right + 4, 108), dtype=np.float32)
    assert texts(blocks_of(lines, {1: rules}), "box") == []


@pytest.mark.parametrize(
    ("mark", "beside", "rtl", "is_last"),
    [
        (560, ["1- بند"], True, True),
        (RIGHT + 5, ["1- بند"], True, False),  # in the text
        (560, ["1- بند", "2- بند"], True, True),
        (560, ["1- بند", "بند"], True, False),  # the label of one of two
        (560, ["term"], False, True),  # after what is read from the left
        (86, ["term"], False, False),  # the label of that
        (86, ["1- term"], False, True),
    ],
)
def test_a_framed_mark_stands_after_all_beside_it_or_before_what_has_labels(
    mark: float, beside: list[str], rtl: bool, is_last: bool
) -> None:
    lines = [line("2ن", 100, right=mark + 14, left=mark), *paragraph("بعده", 160, 3)]
    for number, text in enumerate(beside):
        right = RIGHT - 200 * number
        lines.append(replace(line(text, 100, right=right, left=right - 180), rtl=rtl))
    rules = np.array(frame(mark - 4, 88, mark + 18, 108), dtype=np.float32)
    assert (texts(blocks_of(lines, {1: rules}), "box") == ["2ن"]) == is_last


def test_frames_of_several_cells_or_words_apart_hold_no_marks() -> None:
    def boxes(inside: list[Line], right: float, rules: list[tuple[float, float, float, float]]) -> list[str]:
        lines = [*inside, line(FULL, 100, left=right + 30), *paragraph("بعده", 160, 3)]
        return texts(blocks_of(lines, {1: np.array(rules, dtype=np.float32)}), "box")

    mark = line("2ن", 100, right=100, left=86)
    assert boxes([mark], 104, frame(82, 88, 104, 108)) == ["2ن"]
    assert boxes([mark], 104, [*frame(82, 88, 104, 108), *frame(60, 88, 82, 108)]) == []
    assert boxes([mark, line("3ن", 100, right=200, left=186)], 204, frame(82, 88, 204, 108)) == []


def test_a_framed_mark_stands_after_the_box_beside_it_and_at_the_end_beside_a_footnote() -> None:
    lines = [*paragraph("قبله", 100, 3), line("مصطلحات", 200, right=500, left=440)]
    lines += [line("معناها كذا (1).", 218, right=500, left=150), *paragraph("بعده", 260, 3)]
    lines += [line("2ن", 200, right=86, left=72), line("1ن", 700, right=86, left=72, size=9.0)]
    lines += [line("(1) انظر المرفق.", 700, left=300, size=9.0)]
    rules = [*frame(130, 185, 510, 228), *frame(68, 187, 90, 206), *frame(68, 690, 90, 704)]
    blocks = blocks_of(lines, {1: np.array(rules, dtype=np.float32)})
    assert texts(blocks, "box") == ["مصطلحات", "معناها كذا.", "2ن", "1ن"]
    roles = [block.role for block in blocks]
    assert roles == ["body", "box", "box", "box", "body", "box", "footnote"]


def in_one_line(y: float, *cells: str) -> Line:
    """The cells of a row as one line, as they come where nothing but white parts them."""
    parts = row(y, *cells)
    box = (
        min(part.box[0] for part in parts if part.box),
        y - 10,
        max(part.box[2] for part in parts if part.box),
        y + 4,
    )
    return Line(1, tuple(word for part in parts for word in part.words), box, 12.0)


def test_rows_under_each_other_make_a_table_without_rules() -> None:
    lines = [*paragraph("قبله", 100, 3), in_one_line(200, "السبب", "الدول", "النسبة")]
    lines += [in_one_line(224, "الرطوبة", "28", "70.0"), in_one_line(248, "الحشرات", "17", "42.5")]
    lines += [in_one_line(272, "ورق نشاف سميك", "2", "5.0"), cell("للتجفيف", AT[0], 288), *paragraph("بعده", 330, 3)]
    table = only_table(blocks_of(lines))
    assert not table.ruled
    assert rows_of(table)[1:] == [
        ["الرطوبة", "28", "70.0"],
        ["الحشرات", "17", "42.5"],
        ["ورق نشاف سميك للتجفيف", "2", "5.0"],
    ]


def test_two_rows_make_no_table_and_neither_do_the_axes_of_a_chart() -> None:
    pair = [in_one_line(200, "الاسم", "التاريخ", "التوقيع"), in_one_line(224, "فلان", "2019", "كذا")]
    axes = [in_one_line(400 + 20 * n, str(n), str(n * 10), str(n * 100)) for n in range(1, 5)]
    blocks = blocks_of(pair + axes)
    assert not [block for block in blocks if block.role == "table"]


def test_columns_of_text_are_no_table() -> None:
    lines = []
    for n in range(8):
        y = 100 + LEADING * n
        lines += [line(FULL, y, right=RIGHT, left=310), line(FULL, y, right=285, left=LEFT)]
    blocks = blocks_of(lines)
    assert not [block for block in blocks if block.role == "table"]
    assert [len(block.lines) for block in blocks] == [16]


def test_three_columns_are_read_from_the_right() -> None:
    lines = []
    for place, (left, right) in enumerate(((380, 523), (226, 369), (72, 215)), start=1):
        rows = [line(FULL, 100 + LEADING * n, right=right, left=left) for n in range(5)]
        rows.append(line(f"خاتمة {place}.", 100 + LEADING * 5, right=right, left=left + 60))
        lines += rows
    ends = [block.text.split()[-1] for block in blocks_of(sorted(lines, key=lambda line: line.box or (0.0,)))]
    assert ends == ["1.", "2.", "3."]


def test_a_table_set_sideways_or_upside_down_is_laid_out_upright_and_keeps_its_places() -> None:
    lines = row(220, "اسم المنطقة", "عدد الخزائن", "عدد المخطوطات") + row(250, "الساحل", "12", "4150")
    lines += row(280, "الجزر البعيدة", "4", "95")
    for angle, extent in ((90, (PAGE[1], PAGE[0])), (180, PAGE), (270, (PAGE[1], PAGE[0]))):
        turn = Turn(angle, *extent)
        sideways = [displayed(line, turn) for line in lines]
        rules = np.array([turn.displayed(rule) for rule in grid(X, (200, 230, 260, 290)).tolist()], dtype=np.float32)
        (block,) = build_blocks(sideways, [(1, *extent)], rules={1: rules})
        assert block.table is not None
        assert rows_of(block.table)[1] == ["الساحل", "12", "4150"]
        assert {line.box for line in block.lines} == {line.box for line in sideways}


def test_text_that_is_upside_down_is_read_from_its_own_top_unless_most_of_the_page_stands_upright() -> None:
    turn = Turn(180, *PAGE)
    lines = [line(f"{FULL} {n}", 100 + LEADING * n) for n in range(4)]
    under = [displayed(line("حاشية الصفحة", 60), turn)]
    (block,) = blocks_of([displayed(each, turn) for each in lines])
    assert [each.text for each in block.lines] == [each.text for each in lines]
    assert [block.text for block in blocks_of([*lines, *under])] == [
        " ".join(each.text for each in lines),
        "حاشية الصفحة",
    ]


def test_lines_of_which_nobody_knows_where_they_run_and_short_ones_turn_no_page() -> None:
    turn = Turn(180, *PAGE)
    lines = [line(f"{FULL} {n}", 100 + LEADING * n) for n in range(2)]
    short = [displayed(line("ذيل الصفحة", 400 + LEADING * n, left=470), turn) for n in range(5)]
    assert find_turn([*lines, *short], *PAGE) is None
    alone = [displayed(line("كلمة", 100 + LEADING * n, left=470), turn) for n in range(12)]
    under = displayed(line("كلمتان هنا", 60, left=300), turn)
    assert find_turn([*alone, under], *PAGE) == turn
    assert find_turn([displayed(line("في ما", 100, left=510), turn)], *PAGE) is None


def test_bars_of_a_chart_are_no_cells() -> None:
    """Bars of other heights on one axis, whose numbers stand in them, in the frame of the chart."""
    bars = [(110.0 + 60 * number, 370.0 - 30 * (number * 3 % 7), 140.0 + 60 * number, 400.0) for number in range(6)]
    lines = [cell(f"1{number}", 130 + 60 * number, 390) for number in range(6)] + paragraph("وبعده", 440, 3)
    rules = np.array([*(side for bar in bars for side in frame(*bar)), *frame(90, 150, 470, 400)], np.float32)
    assert not any(block.table for block in blocks_of(lines, {1: rules}))
