"""Blocks from lines: columns, furniture, paragraphs over pages, hanging labels, headings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.layout.lines import FULL, LEADING, LEFT, PAGE, RIGHT, SIZE, blocks_of, line, paragraph, texts
from warraq.layout import build_blocks
from warraq.layout.columns import reading_order
from warraq.layout.labels import is_label, starts_with_label
from warraq.layout.paragraphs.measure import _leadings, _reached, near_leading
from warraq.layout.place import rows_of
from warraq.model.line import Line, Word


def test_a_short_last_line_ends_a_paragraph() -> None:
    lines = paragraph("أولها", 100, 3) + paragraph("ثانيها", 100 + 3 * LEADING, 3)
    blocks = blocks_of(lines)
    assert [len(block.lines) for block in blocks] == [3, 3]
    assert blocks[1].text.startswith("ثانيها")


def test_a_full_line_with_the_indent_of_first_lines_is_a_paragraph_where_only_the_next_has_it_too() -> None:
    indented = [
        line(FULL if first else f"{FULL[:-1]}.", 100 + LEADING * (2 * at + (not first)), right=RIGHT - 20 * first)
        for at in range(5)
        for first in (True, False)
    ]
    pair = [line(f"{FULL[:-1]}.", 320 + LEADING * at, right=RIGHT - 20) for at in range(2)]
    assert [len(block.lines) for block in blocks_of([*indented, *pair])] == [2, 2, 2, 2, 2, 1, 1]
    open_ended = [line(FULL, 320, right=RIGHT - 20), pair[1]]
    assert [len(block.lines) for block in blocks_of([*indented, *open_ended])] == [2, 2, 2, 2, 2, 2]
    assert [len(block.lines) for block in blocks_of([*indented[:6], *pair])] == [2, 2, 2, 2]  # too few to tell
    ragged = [
        line(FULL, 100 + LEADING * at, right=RIGHT - 20 * (at % 2 == 0), left=LEFT + 90 * (at % 2 == 0))
        for at in range(10)
    ]
    assert [len(block.lines) for block in blocks_of([*ragged, *pair])][-1] == 2  # what stands in is no first line
    quotation = [*pair, line(FULL, 320 + 2 * LEADING, right=RIGHT - 20)]
    assert [len(block.lines) for block in blocks_of([*indented, *quotation])] == [2, 2, 2, 2, 2, 3]


def test_white_above_a_line_opens_a_paragraph() -> None:
    lines = paragraph("أولها", 100, 3, end=False) + paragraph("ثانيها", 100 + 3.5 * LEADING, 3)
    blocks = blocks_of(lines)
    assert [len(block.lines) for block in blocks] == [3, 3]
    assert blocks[1].lines[0].gap_before == 0.5
    assert blocks[0].lines[1].gap_before == 0.0


def test_a_paragraph_goes_on_over_the_page_and_past_its_furniture() -> None:
    lines = []
    for page in (1, 2, 3):
        lines.append(line("WQ/CONF.3/2019/12", 50, left=400, page=page))
        lines += paragraph(f"{page}- وناقش", 120, 4, page=page)
        lines += paragraph(f"{page + 5}- ونظر", 120 + 5 * LEADING, 3, page=page)
        lines.append(line(f"F.19-00217 {page}/3", 800, left=420, page=page))
    blocks = blocks_of(lines)
    assert texts(blocks, "header") == ["WQ/CONF.3/2019/12"] * 3
    assert texts(blocks, "footer") == [f"F.19-00217 {page}/3" for page in (1, 2, 3)]
    assert [text[:2] for text in texts(blocks)] == ["1-", "6-", "2-", "7-", "3-", "8-"]


def test_an_open_paragraph_is_joined_to_the_next_page() -> None:
    lines = [*paragraph("1- وناقش", 700, 3, end=False), line(FULL, 100, page=2)]
    lines += [line("وختاما.", 100 + LEADING, left=400, page=2), *paragraph("2- ونظر", 160, 4, page=2)]
    paragraphs = texts(blocks_of(lines))
    assert len(paragraphs) == 2
    assert paragraphs[0].endswith("وختاما.")


@pytest.mark.parametrize("page", [1, 2])
def test_a_name_at_the_far_side_is_no_first_line(page: int) -> None:
    text = paragraph("1- يعمل", 100, 4)
    name = line("رئيس الوزراء", 200, right=LEFT + 120, bold=True)
    heading = line("قانون النقل البحري", 200 + LEADING if page == 1 else 100, RIGHT - 160, LEFT + 150, page, bold=True)
    rest = paragraph("1- يسري", 300, 4, page=page)
    assert texts(blocks_of([*text, name, heading, *rest]), "body")[1:3] == [name.text, heading.text]


def test_the_header_of_a_small_page_on_a_larger_sheet_is_furniture() -> None:
    lines = []
    for page in (1, 2, 3):
        lines += [line(f"النشرة {page + 30} العدد 8", 150, page=page), *paragraph("ونظر", 190, 4, page=page)]
    blocks = blocks_of(lines)
    assert texts(blocks, "header") == [f"النشرة {page + 30} العدد 8" for page in (1, 2, 3)]


@pytest.mark.parametrize(
    ("counting", "at", "first"),
    [
        ("باسم الشعب", 150.0, None),
        ("باب {}", 190.0, 150.0),  # below the lines that are as high as any
        ("باب {}", 130.0, 113.0),  # below such as stand in the upper margin
    ],
)
def test_what_opens_the_text_of_pages_without_counting_them_or_stands_below_is_no_furniture(
    counting: str, at: float, first: float | None
) -> None:
    lines = []
    for page in (1, 2, 3):
        if first is not None:
            lines.append(line(f"سطر أول {page * page}", first, page=page))
        lines += [line(counting.format(page), at, left=450, page=page), *paragraph("ونظر", at + 40, 4, page=page)]
    assert not texts(blocks_of(lines), "header")


def test_numbered_headings_at_the_top_of_pages_are_no_furniture() -> None:
    lines = []
    for page, number in ((1, 2), (2, 7), (3, 15)):
        lines.append(line(f"التوصية {number}", 80, left=470, page=page))
        lines += paragraph("ينبغي", 140, 4, page=page)
    assert not texts(blocks_of(lines), "header")


def test_a_page_number_alone_is_furniture_on_a_single_page() -> None:
    lines = [*paragraph("وناقش", 100, 5), line("- 7 -", 800, left=280, right=310)]
    assert texts(blocks_of(lines), "footer") == ["- 7 -"]


@pytest.mark.parametrize("number", ["Page | 5", "5 | Page", "صفحة 5"])
def test_a_page_number_in_the_side_margin_is_furniture_and_parts_nothing(number: str) -> None:
    text = [line(f"السطر {at} من نص طويل يملأ العمود كله", 200 + 18 * at) for at in range(8)]
    blocks = blocks_of([*text, line(number, 238, left=10, right=40)])
    assert [(block.role, len(block.lines)) for block in blocks] == [("body", 8), ("footer", 1)]


def test_a_number_in_a_row_of_cells_at_the_top_of_a_page_is_no_page_number() -> None:
    row = zip(["9", "نص", "45", "1 617"], (523, 443, 363, 283), strict=True)
    cells = [line(text, 50, right=right, left=right - 60) for text, right in row]
    assert not texts(blocks_of([*cells, *paragraph("ونظر", 120, 4)]), "header")
    assert texts(blocks_of([*cells[2:], *paragraph("ونظر", 120, 4)]), "header") == ["45", "1 617"]


def test_a_page_number_may_be_a_number_of_the_header_too() -> None:
    lines = []
    for page in (14, 15):
        lines += [line(f"النشرة 7 في 15 أيار 2021 - {page}", 60, page=page), *paragraph("ونظر", 120, 4, page=page)]
    assert texts(blocks_of(lines), "header") == [f"النشرة 7 في 15 أيار 2021 - {page}" for page in (14, 15)]


def test_numbers_of_two_pages_that_differ_count_no_pages() -> None:
    lines = []
    for page, number in ((1, "4 617"), (2, "2 535")):
        lines += [line(number, 90, left=480, page=page), *paragraph("ونظر", 140, 4, page=page)]
    assert not texts(blocks_of(lines), "header")


def test_a_page_that_says_it_has_no_height_keeps_its_text() -> None:
    blocks = build_blocks([line("صفحة 5", 50), *paragraph("ونظر", 120, 4)], [(1, 0.0, 0.0)])
    assert sum(len(block.lines) for block in blocks) == 5


def test_a_page_number_that_says_so_below_all_text_is_furniture_wherever_the_text_ends() -> None:
    assert texts(blocks_of([*paragraph("ونظر", 120, 4), line("صفحة 2 من 2", 300, left=480)]), "footer") == [
        "صفحة 2 من 2"
    ]


def test_a_page_number_in_the_text_is_no_furniture() -> None:
    text = [line(f"السطر {at} من نص طويل يملأ العمود كله", 200 + 36 * at) for at in range(8)]
    assert all(block.role == "body" for block in blocks_of([*text, line("صفحة 5", 218, left=480)]))


def test_columns_are_read_from_the_right() -> None:
    lines = [line("عنوان يمتد على عمودي الصفحة كليهما", 80, left=72)]
    for n in range(6):
        y = 120 + LEADING * n
        lines.append(line(f"يسار {n} {FULL}", y, left=72.0, right=285.0))
        lines.append(line(f"يمين {n} {FULL}", y, left=310.0, right=523.0))
    (heading, body) = texts(blocks_of(lines))
    assert heading.startswith("عنوان")
    order = [word for word in body.split() if word in ("يمين", "يسار")]
    assert order == ["يمين"] * 6 + ["يسار"] * 6


def in_column(name: str, count: int, left: float = 72.0, right: float = 523.0, y: float = 120) -> list[Line]:
    return [line(f"{name} {n} {FULL}", y + LEADING * n, left=left, right=right) for n in range(count)]


def order_of(lines: list[Line], names: tuple[str, ...]) -> list[str]:
    return [word for word in " ".join(texts(blocks_of(lines))).split() if word in names]


def test_a_gutter_is_as_wide_as_all_lines_leave_it_not_as_the_headings_over_it_do() -> None:
    """A line that runs over it, though not over the white between the headings, ends the columns."""
    heads = [line("الأول", 100, left=500, right=523), line("الثاني", 100, left=72, right=110)]
    above = [*in_column("يمين", 4, left=330.0), *in_column("يسار", 4, right=300.0)]
    across = [line("عبر العمودين", 120 + 4 * LEADING, left=150)]
    below = [*in_column("تحت", 4, left=330.0, y=220), *in_column("بعد", 4, right=300.0, y=220)]
    names = ("يمين", "يسار", "عبر", "تحت", "بعد")
    names_read = order_of([*heads, *above, *across, *below], names)
    assert names_read == ["يمين"] * 4 + ["يسار"] * 4 + ["عبر"] + ["تحت"] * 4 + ["بعد"] * 4


def test_columns_stand_under_a_label_that_has_no_lines_of_its_own() -> None:
    """As months over the columns of a time line: below the second label nothing stands."""
    edges = ((430.0, 523.0), (396.0, 420.0), (250.0, 385.0), (72.0, 240.0))
    labels = [line(text, 100, *edge[::-1]) for text, edge in zip(("آذار", "نيسان", "أيار", "تموز"), edges, strict=True)]
    columns = [in_column(name, 4, *edges[at]) for name, at in (("أول", 0), ("ثان", 2), ("ثالث", 3))]
    names_read = order_of([*labels, *(line for column in columns for line in column)], ("أول", "ثان", "ثالث"))
    assert names_read == ["أول"] * 4 + ["ثان"] * 4 + ["ثالث"] * 4


def test_numbers_beside_each_other_are_no_columns() -> None:
    """They stand at the axes of a chart, or over its bars, and are read row by row."""
    edges = ((1, 400, 420), (2, 150, 170))
    lines = [line(f"{n}{at}", 120 + 30 * n, right, left) for n in range(1, 5) for at, left, right in edges]
    (column,) = reading_order(lines)
    assert [line.text for line in column.lines] == ["11", "12", "21", "22", "31", "32", "41", "42"]


def test_of_a_text_and_its_translation_the_one_in_arabic_is_read_first() -> None:
    latin = [
        replace(line(f"left {n} of it all", 120 + LEADING * n + 3 * (n % 3), right=170), rtl=False) for n in range(6)
    ]
    arabic = in_column("يمين", 4, left=300.0)
    first, second = (column.lines for column in reading_order([*latin, *arabic]))
    assert [line.rtl for line in first] == [True] * 4
    assert [line.rtl for line in second] == [False] * 6


def test_a_label_in_its_own_column_comes_first() -> None:
    lines = [
        line("(أ)", 100, left=500),
        line("افتتاح الاجتماع؛", 100, right=480, left=390),
        line("(ب)", 125, left=500),
        line("إقرار جدول الأعمال.", 125, right=480, left=380),
    ]
    assert texts(blocks_of(lines)) == ["(أ) افتتاح الاجتماع؛", "(ب) إقرار جدول الأعمال."]


def test_a_hanging_item_keeps_its_lines() -> None:
    lines = [
        *paragraph("1- وناقش", 100, 3),
        line(f"(أ) {FULL}", 100 + 3 * LEADING, right=490),
        line(FULL, 100 + 4 * LEADING, right=460),
        line("الأعمال؛", 100 + 5 * LEADING, right=460, left=400),
        line(f"(ب) {FULL}", 100 + 6 * LEADING, right=490),
        line("البنود.", 100 + 7 * LEADING, right=460, left=400),
        *paragraph("2- ونظر", 100 + 8 * LEADING, 3),
    ]
    assert [block.text.split()[0] for block in blocks_of(lines)] == ["1-", "(أ)", "(ب)", "2-"]


def _item(mark: str, text: str, y: float, tab: float) -> Line:
    """A full line of text whose mark hangs ``tab`` points before it."""
    rest = line(text, y, right=RIGHT - 6 - tab)
    hung = Word(mark, mark, box=(RIGHT - 6, y - 10, RIGHT, y + 4))
    return Line(1, (hung, *rest.words), (LEFT, y - 10, RIGHT, y + 4), SIZE)


@pytest.mark.parametrize(("mark", "tab", "items"), [("-", 20.0, 3), ("▪", 20.0, 3), ("-", 4.0, 1)])
def test_bullets_that_hang_alike_open_items_though_no_full_stop_ends_the_last(
    mark: str, tab: float, items: int
) -> None:
    lines = [
        _item(mark, f"الكتاب {at} في تاريخ الفكر، دار النشر، بيروت، 2008", 100 + LEADING * at, tab) for at in range(3)
    ]
    assert len(blocks_of(lines)) == items


def test_bold_headings_of_several_lines_are_one_block() -> None:
    lines = [
        line("ألف- توصيات بشأن أثر الكوارث الطبيعية", 100, left=200, bold=True),
        line("على الاتجاهات السائدة في الجماعات", 100 + LEADING, right=490, left=220, bold=True),
        line("وملاحقة مرتكبيها", 100 + 2 * LEADING, right=490, left=390, bold=True),
        *paragraph("وناقش", 100 + 3.4 * LEADING, 3),
        line("باء- الكلمات", 100 + 7 * LEADING, left=430, bold=True),
    ]
    blocks = blocks_of(lines)
    assert [len(block.lines) for block in blocks] == [3, 3, 1]
    assert [block.bold for block in blocks] == [True, False, True]


def test_a_centred_title_is_known() -> None:
    title = line("تقرير عن أعمال اللجنة", 100, left=220, right=375, bold=True)
    blocks = blocks_of([title, *paragraph("1- وناقش", 150, 4), *paragraph("2- ونظر", 240, 4)])
    assert [block.centered for block in blocks] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "note", "is_note"),
    [
        ("2- ونظر (1)", "(1) انظر الوثيقة A/RES/55/25.", True),
        ("2- ونظر*", "* أعيد إصدارها لأسباب فنية.", True),
        ("2- ونظر", "1- انظر الوثيقة A/RES/55/25.", False),  # numbered, as code and items are
        ("2- ونظر [1]", "1. تقرير الأمين العام، نيويورك.", False),  # a list of works
    ],
)
def test_small_print_at_the_foot_is_a_footnote_where_the_text_bears_its_mark(
    text: str, note: str, is_note: bool
) -> None:
    lines = [*paragraph("1- وناقش", 100, 6), *paragraph("ونظر", 220, 5), line(text, 220 + 5 * LEADING, left=200)]
    lines.append(line(note, 600, left=300, size=9))
    assert texts(blocks_of(lines), "footnote") == [note] * is_note


def test_small_print_above_columns_and_text_is_no_footnote() -> None:
    lines = paragraph("أولها", 100, 6)
    lines.append(line("1 حاشية الشكل", 240, left=380, size=8))
    for at in range(4):
        lines.append(line("عمود أيمن من الكلام", 280 + LEADING * at, left=320))
        lines.append(line("عمود أيسر من الكلام", 280 + LEADING * at, right=280))
    blocks = blocks_of([*lines, *paragraph("آخرها", 400, 6)])
    assert {block.role for block in blocks} == {"body"}


def test_lines_without_boxes_are_joined_by_their_text() -> None:
    lines = [
        Line(1, (Word("1-", ""), Word("ناقش", ""))),
        Line(1, (Word("البند.", ""),)),
        Line(1, (Word("2-", ""), Word("ونظر.", ""))),
        Line(2, (Word("وختاما.", ""),), gap_before=1.0),
    ]
    assert texts(blocks_of(lines)) == ["1- ناقش البند.", "2- ونظر.", "وختاما."]


def test_no_lines_give_no_blocks() -> None:
    assert build_blocks([], [(1, *PAGE)]) == []


def test_labels() -> None:
    of_one_part = ("1-", "19 -", "-3", "(أ)", "(12)", "ألف-", "أولا-", "ثانياً-", "٣-", "•", "'1'", "أ)", "2.")
    for text in (*of_one_part, "1-2-", "2-3-1-"):
        assert is_label(text), text
        assert starts_with_label(f"{text} عملا بالقرار"), text
    for text in ("في عام", "2018-2019 برنامج", "2-3 برنامج", "كوفيد-19", "(انظر المرفق) وبعد", "10:30 صباحا"):
        assert not starts_with_label(text), text


def test_lines_of_no_height_are_read_too() -> None:
    flat = line("نص", 118, left=400)
    assert flat.box is not None
    lines = [
        line("ملحق", 100, left=400),
        line("جدول", 100, right=200),
        replace(flat, box=(flat.box[0], flat.box[1], flat.box[2], flat.box[1])),
    ]
    ordered = [each.text for column in reading_order(lines) for each in column.lines]
    assert ordered == ["ملحق", "جدول", "نص"]


def box_of(placed: Line | Word) -> tuple[float, float, float, float]:
    assert placed.box is not None
    return placed.box


def cells(y: float, right: str, left: str, gap: float = 200.0) -> Line:
    """One line of two cells with ``gap`` points between them."""
    middle = (LEFT + RIGHT) / 2
    sides = line(right, y, left=middle + gap / 2), line(left, y, right=middle - gap / 2)
    return replace(sides[0], words=(*sides[0].words, *sides[1].words), box=(LEFT, *box_of(sides[0])[1:]))


def test_lines_of_cells_far_apart_are_rows_and_no_text_that_flows_on() -> None:
    rows = [cells(100, "وزارة التربية", "ديوان الامتحانات"), cells(100 + LEADING, "امتحان الشهادة", "دورة 2017")]
    assert [len(block.lines) for block in blocks_of([*rows, *paragraph("بعدها", 100 + 2 * LEADING, 3)])] == [1, 1, 3]
    lead = [line(FULL, 100 - LEADING * at) for at in (1, 0)]
    assert [len(block.lines) for block in blocks_of([*lead, cells(100 + LEADING, "وزارة التربية", "ديوان")])] == [2, 1]
    nearer = [cells(100 + LEADING * at, "وزارة التربية", "ديوان الامتحانات", gap=9 * SIZE) for at in range(2)]
    assert [len(block.lines) for block in blocks_of(nearer)] == [1, 1]
    near = [replace(cells(100 + LEADING * at, "وزارة التربية", "ديوان الامتحانات", gap=60)) for at in range(2)]
    assert [len(block.lines) for block in blocks_of([*near, *paragraph("بعدها", 100 + 2 * LEADING, 3)])] == [5]


def test_signs_far_apart_are_no_row_of_cells() -> None:
    first, *rest = paragraph("نص", 100, 3)
    for left, lengths in (("\N{PRIME}", [4]), ("___", [4]), ("2", [1, 1, 2])):
        between = cells(100 + LEADING, "\N{PRIME}", left)
        below = [line(other.text, 100 + LEADING * (2 + at)) for at, other in enumerate(rest)]
        assert [len(block.lines) for block in blocks_of([first, between, *below])] == lengths


def test_what_stands_under_the_last_cell_of_a_row_goes_on_with_it() -> None:
    row = cells(100, "الموضوع", "بيان طويل له بقية")
    below = line("في سطر ثان", 100 + LEADING, right=box_of(row.words[1])[2])
    text = paragraph("بعدها", 100 + 2 * LEADING, 8)
    assert len(blocks_of([row, below, *text])[0].lines) == 2
    low = line("في سطر ثان", 100 + 1.5 * LEADING, right=box_of(row.words[1])[2])
    assert len(blocks_of([row, low, *paragraph("بعدها", 100 + 2.5 * LEADING, 8)])[0].lines) == 1
    aside = line("في سطر ثان", 100 + LEADING, right=box_of(row.words[1])[2] + SIZE)
    assert len(blocks_of([row, aside, *text])[0].lines) == 1
    near = line("في سطر ثان", 100 + LEADING, right=box_of(row.words[1])[2] + 0.7 * SIZE)
    assert len(blocks_of([row, near, *text])[0].lines) == 2


def test_what_goes_on_with_the_last_cell_of_a_row_in_latin_starts_on_its_left() -> None:
    def latin(text: str, y: float, left: float, right: float) -> Line:
        turned = line(" ".join(text.split()[::-1]), y, right=right, left=left)
        return replace(turned, words=turned.words[::-1], rtl=False)

    first, last = latin("Subject", 100, LEFT, 150), latin("a long text that has a rest", 100, 300, 480)
    row = replace(first, words=(*first.words, *last.words), box=(LEFT, *box_of(last)[1:]))
    text = [latin(f"and then some text {FULL}", 136 + LEADING * at, LEFT, RIGHT) for at in range(6)]
    for left, right, lines in ((300.0, 480.0, 2), (300.0, 400.0, 2), (280.0, 460.0, 1), (280.0, 480.0, 1)):
        assert len(blocks_of([row, latin("in a second line", 118, left, right), *text])[0].lines) == lines
    # The direction is that of the line below: Arabic cells may end with Latin.
    arabic = cells(100, "الموضوع", "بيان طويل")
    start = min(word.box[0] for word in arabic.words if word.box)
    for left, lines in ((start, 2), (start + 2 * SIZE, 1)):
        assert len(blocks_of([arabic, latin("in a second line", 118, left, 150), *text])[0].lines) == lines


def test_a_blank_in_a_sentence_or_after_a_label_parts_no_cells() -> None:
    def first_of_two(right: str, left: str) -> int:
        return len(blocks_of([cells(100, right, left), *paragraph("بعده", 100 + LEADING, 3)])[0].lines)

    assert first_of_two("بموجب هوية رقم (", ") ويشار إليه") == 4
    assert first_of_two("بموجب هوية رقم (", "ويشار إليه") == first_of_two("بموجب هوية رقم", ") ويشار") == 4
    assert first_of_two("بموجب هوية رقم [", "ويشار إليه") == first_of_two("بموجب هوية رقم «", "ويشار") == 4
    assert first_of_two("2)", "بموجب هوية رقم") == 4
    for closing in ("، ويشار إليه", "] ويشار إليه", "» ويشار", "؛ ويشار", ", ويشار", "; ويشار", ". وفي"):
        assert first_of_two("ومقره في مدينة", closing) == 4, closing
    assert first_of_two("ومقره في مدينة", ".5 كيلو") == first_of_two("الدولة", ": الإمارات") == 1
    assert first_of_two("بموجب هوية رقم", "ويشار إليه") == 1
    label, *rest, last = cells(100, "2)", "بموجب هوية رقم").words
    assert last.box is not None
    left, top, right, bottom = last.box
    row = Line(
        1,
        (label, *rest, replace(last, box=(left - 3 * SIZE, top, right - 3 * SIZE, bottom))),
        (LEFT, 90, RIGHT, 104),
        SIZE,
    )
    assert len(blocks_of([row, *paragraph("بعده", 100 + LEADING, 3)])[0].lines) == 4


@pytest.mark.parametrize(("size", "ratio"), [(11.5, 1.5), (12.5, 1.5), (11.3, None), (12.7, None)])
def test_only_lines_of_one_size_tell_their_leading(size: float, ratio: float | None) -> None:
    assert _leadings([line("أول", 100, size=size), line("ثان", 118)]) == [ratio]


@pytest.mark.parametrize(
    ("first", "last", "rtl", "margins"),
    [
        (120.0, 195.0, True, (120.0, 200.0)),
        (126.0, 195.0, True, (100.0, 200.0)),  # too far in: few words, no ragged text
        (90.0, 195.0, True, (100.0, 200.0)),
        (105.0, 180.0, False, (100.0, 180.0)),
        (105.0, 174.0, False, (100.0, 200.0)),
        (105.0, 210.0, False, (100.0, 200.0)),
    ],
)
def test_ragged_text_ends_where_the_lines_around_do(
    first: float, last: float, rtl: bool, margins: tuple[float, float]
) -> None:
    assert _reached(first, last, rtl, 100.0, 200.0) == margins


@pytest.mark.parametrize(
    ("near", "expected"),
    [
        ([1.8, 1.8, None, 1.8], 1.8),
        ([1.8, 1.8, None, 1.4], 1.8),
        ([1.8, 1.2, 1.2, 1.8], 1.2),
        ([1.8, 1.2, 1.3], 1.5),
        ([1.8, None, 1.8], 1.5),
    ],
)
def test_lines_are_leaded_as_a_good_part_of_their_neighbours(near: list[float | None], expected: float) -> None:
    assert near_leading(near, 1.5) == expected


@pytest.mark.parametrize("rtl", [True, False])
def test_lines_on_one_height_are_a_row_in_reading_order(rtl: bool) -> None:
    left, right = line("left", 100, right=200), line("right", 100.5, left=300)
    below = line("below", 130)
    lines = [replace(each, rtl=rtl) for each in (below, left, right)]
    expected = ["right", "left"] if rtl else ["left", "right"]
    assert [[each.text for each in row] for row in rows_of(lines)] == [expected, ["below"]]
    assert [[each.text for each in row] for row in rows_of(lines[::-1])] == [expected, ["below"]]


def test_a_bold_line_that_starts_with_a_label_goes_on_with_no_heading() -> None:
    first, second = (
        line("عنوان يمتد إلى سطر", 100, left=250, bold=True),
        line("2- عنوان آخر هنا", 118, left=250, bold=True),
    )
    assert len(texts(blocks_of([first, second, *paragraph("ونظر", 200, 4)]))) == 3
    unlabelled = replace(second, words=second.words[1:])
    assert len(texts(blocks_of([first, unlabelled, *paragraph("ونظر", 200, 4)]))) == 2


def test_lines_that_are_all_full_are_not_centred() -> None:
    full = paragraph("ونظر", 100, 4, end=False)
    centred = [line("عنوان في الوسط", 60, left=250, right=345), *full]
    assert [block.centered for block in blocks_of(centred)] == [True, False]


def test_two_headings_in_other_sizes_are_two() -> None:
    title, by = (
        line(text, y, left=430, bold=True, size=size)
        for text, y, size in (("تعدد اللغات", 100, 17), ("تقرير", 122, 15.5))
    )
    blocks = blocks_of([title, by, *paragraph("إن المؤتمر", 200, 4)])
    assert texts(blocks)[:2] == ["تعدد اللغات", "تقرير"]


def test_a_figure_in_large_type_is_apart_from_what_it_counts() -> None:
    figure, label = (
        line("1,240,000", 100.0, left=430.0, size=24.0),
        line("عدد الحجاج في الأردن", 116.0, left=430.0, size=9),
    )
    assert [block.text for block in blocks_of([figure, label])] == ["1,240,000", "عدد الحجاج في الأردن"]
    beside = line("GDP", 116.0, left=480.0, size=9)
    formula = line("الناتج هو", 100.0, left=400.0, size=24.0)
    assert len(blocks_of([formula, beside])) == 1
