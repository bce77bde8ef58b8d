"""Headings by how they are set in the whole document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.layout.lines import LEADING, blocks_of, line
from tests.segment.truth_blocks import SOURCE
from warraq.model.document import Node
from warraq.model.line import Block, Line
from warraq.segment import segment
from warraq.segment.pieces import Setting
from warraq.segment.styles import NO_HEADING, UNTOLD, heading_levels

BODY = ("بدأ العمل في المشروع منذ عام وما زال", "مستمرا إلى اليوم بغير توقف.")
#: A line: its text, size and weight. A short one stands at the right.
Set = tuple[str, float, bool]


def page(*lines: Set, number: int = 1, apart: float = 0.0) -> list[Line]:
    """Lines one below the other, with so much white more above headings."""
    page_lines: list[Line] = []
    y = 100.0
    for text, size, bold in lines:
        left = 72.0 if text == BODY[0] else 523.0 - 0.45 * size * len(text)
        y += LEADING + (apart if size > 12 or bold else 0.0)
        page_lines.append(line(text, y, left=left, size=size, bold=bold, page=number))
    return page_lines


def body() -> list[Set]:
    return [(text, 12, False) for text in BODY]


def levels(lines: Sequence[Line]) -> dict[str, int]:
    page_blocks = blocks_of(lines)
    return dict(
        zip(
            (block.text for block in page_blocks),
            heading_levels(page_blocks, Setting.of(page_blocks).reach),
            strict=True,
        )
    )


def nodes(lines: Sequence[Line]) -> list[Node]:
    document = segment(blocks_of(lines), source=SOURCE)
    assert document.metadata.profile == "generic"
    return list(document.walk())


REPORT = [
    *page(("تقرير المشروع", 20, True), *body(), ("المقدمة", 16, False), *body(), ("الأهداف:", 12, True), *body()),
    *page(("النتائج", 16, False), *body(), ("القياس:", 12, True), *body(), number=2),
]


def test_larger_and_bolder_styles_are_headings_with_levels() -> None:
    by_text = levels(REPORT)
    assert by_text == {
        "تقرير المشروع": UNTOLD,  # the title
        " ".join(BODY): NO_HEADING,
        "المقدمة": 1,
        "النتائج": 1,
        "الأهداف:": 2,
        "القياس:": 2,
    }


def test_the_tree_has_a_section_for_each_and_the_text_in_it() -> None:
    heads = [(node.kind, node.title) for node in nodes(REPORT) if node.title]
    assert heads == [
        ("section", "المقدمة"),
        ("subsection", "الأهداف:"),
        ("section", "النتائج"),
        ("subsection", "القياس:"),
    ]
    assert all(node.children for node in nodes(REPORT) if node.title)
    assert next(node.text for node in nodes(REPORT) if node.kind == "title") == "تقرير المشروع"


def test_a_short_word_may_be_numbered() -> None:
    assert levels(page(*body(), ("3.صبر:", 12, True), *body()))["3.صبر:"] == 1


def test_the_name_of_a_chapter_stands_below_its_number() -> None:
    lines = page(*body(), ("الفصل الأول", 16, True), ("أصول العمل", 16, True), *body())
    lines = [line if line.text != "أصول العمل" else replace(line, size=20) for line in lines]
    assert [(node.kind, node.title) for node in nodes(lines) if node.title] == [("chapter", "أصول العمل")]


def test_a_numbered_heading_keeps_its_number_and_lists_begin_below_it() -> None:
    lines = page(
        *body(), ("1. الإعداد:", 12, True), ("- تثبيت البرنامج.", 12, False), ("- ضبط الخيارات.", 12, False), *body(),
        ("2. التشغيل:", 12, True), *body(),
    )  # fmt: skip
    listed = nodes(lines)
    assert [(node.number, node.label, node.title) for node in listed if node.kind == "section"] == [
        ("1", "1.", "الإعداد:"),
        ("2", "2.", "التشغيل:"),
    ]
    assert [node.kind for node in listed if node.label == "-"] == ["item", "item"]


def test_a_number_before_a_word_that_looks_like_a_letter_s_name_is_that_of_a_heading() -> None:
    """The dash and the word could be read as a lettered label, too: not as surely as the number before them."""
    lines = page(*body(), ("3- راه حل پیشنهادی", 16, True), *body(), ("نتیجه", 16, True), *body())
    heads = [(node.kind, node.number) for node in nodes(lines) if node.title]
    assert heads == [("section", "3"), ("section", None)]


def test_a_mark_before_a_bold_line_with_a_colon_is_no_item_s_where_it_is_alone() -> None:
    by_text = levels(page(*body(), ("- قواعد العمل:", 12, True), *body(), *body()))
    assert by_text["- قواعد العمل:"] == 1
    items: list[Set] = [("- السرعة:", 12, True), ("- الدقة:", 12, True)]
    by_text = levels(page(*body(), *items, *body(), *body()))
    assert [by_text[text] for text, *_ in items] == [NO_HEADING, NO_HEADING]


def test_sizes_are_compared_as_they_are() -> None:
    """Rounded to half points 10.91 would be a tenth more than 9.96."""
    text = [(words, 9.96, False) for words in BODY]
    assert (
        levels(page(*text, *text, ("كما في المثال التالي:", 10.91, False), *text))["كما في المثال التالي:"]
        == NO_HEADING
    )


def test_levels_have_no_jumps() -> None:
    lines = page(
        ("تقرير", 24, True), *body(), ("الأول", 20, False), *body(), ("فرع", 12, True), *body(),
        ("قسم", 16, False), *body(), ("فرع القسم", 12, True), *body(),
    )  # fmt: skip
    by_text = levels(lines)
    assert [by_text[text] for text in ("الأول", "فرع", "قسم", "فرع القسم")] == [1, 2, 2, 3]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([("هذه جملة كاملة بخط غليظ.", 12, True)], id="a sentence"),
        pytest.param([("بدأ العمل. ثم توقف", 12, True)], id="more than a sentence"),
        pytest.param([("شكل 1: سير العمل", 14, False)], id="a caption"),
        pytest.param([("أحمد", 12, True), ("محمود", 12, True), ("خالد", 12, True)], id="a list of names"),
        pytest.param([("- بند من قائمة", 12, True)], id="an item"),
        pytest.param([("x + y = 2 (z - 1)", 14, False)], id="a formula"),
        pytest.param([("حاشية صغيرة", 9, True)], id="smaller than the text"),
    ],
)
def test_what_is_no_heading(lines: list[Set]) -> None:
    by_text = levels(page(*body(), *body(), *lines, *body(), *body()))
    assert set(by_text.values()) == {NO_HEADING}


def test_bold_type_that_fills_its_line_begins_a_paragraph() -> None:
    full = line(BODY[0], 500, bold=True)
    assert levels([*page(*body(), *body()), full, *page(*body(), number=2)])[BODY[0]] == NO_HEADING


def test_what_nothing_follows_heads_nothing() -> None:
    assert levels(page(*body(), *body(), ("المدير العام", 14, True)))["المدير العام"] == NO_HEADING


def test_where_all_is_bold_bold_type_says_nothing() -> None:
    text = [(words, 12.0, True) for words in BODY]
    assert set(levels(page(*text, ("تنبيه مهم", 12, True), *text)).values()) == {NO_HEADING}


def test_where_all_is_bold_the_middle_tells() -> None:
    text = [(words, 12.0, True) for words in BODY]
    middle = line("تنبيه مهم", 300, left=260, right=335, bold=True)
    by_text = levels([*page(*text, *text), middle, *page(*text, number=2)])
    assert by_text["تنبيه مهم"] == 1


def test_a_dump_has_no_type() -> None:
    assert set(levels([Line(1, one.words) for one in REPORT]).values()) == {UNTOLD}


def test_a_menu_of_tables_has_heads() -> None:
    """All its text is in tables, most of it smaller than the names of the dishes."""

    def dishes(y: float) -> list[Line]:
        names = [
            ("حمص بالطحينة", 13.0, 0),
            ("مع زيت الزيتون والصنوبر والليمون والنعناع والطماطم", 11.0, 14),
            ("تبولة بالنعناع", 13.0, 34),
        ]
        lines = [line(text, y + down, left=523 - 5.0 * len(text), size=size) for text, size, down in names]
        return [*lines, *(line(str(at), y + at, left=72, right=90, size=13) for at in (0, 34))]

    heads = [
        line(text, y, left=523 - 6.0 * len(text), size=size, bold=True)
        for text, y, size in (("قائمة الطعام", 60, 20), ("مقبلات", 100, 16), ("أطباق رئيسية", 180, 16))
    ]
    by_text = levels([*heads, *dishes(122), *dishes(202)])
    assert [text for text, level in by_text.items() if level == 1] == ["مقبلات", "أطباق رئيسية"]


def test_a_menu_is_no_cover() -> None:
    """It has no long text either, but begins with its largest line, and much of it is plain."""
    dishes: list[Set] = [("حمص بالطحينة", 12, False), ("تبولة", 12, False), ("فتوش", 12, False)]
    menu = page(("قائمة الطعام", 20, True), ("مقبلات", 16, True), *dishes, ("أطباق رئيسية", 16, True), *dishes)
    assert [text for text, level in levels(menu).items() if level == 1] == ["مقبلات", "أطباق رئيسية"]
    cover = page(
        *dishes, ("مقبلات", 16, True), *dishes, ("قائمة الطعام", 20, True), ("أطباق رئيسية", 16, True), *dishes
    )
    assert set(levels(cover).values()) == {UNTOLD}


def in_a_frame(*lines: Set) -> list[Block]:
    return [replace(block, role="box", group=1) for block in blocks_of(page(*lines))]


def shape(blocks: Sequence[Block]) -> list[tuple[str, str | None, list[str]]]:
    document = segment(blocks, source=SOURCE)
    return [(node.kind, node.content, [child.kind for child in node.children]) for node in document.body]


TEXT = " ".join(BODY)


@pytest.mark.parametrize(("size", "bold"), [(12, True), (14, False)])
def test_the_heading_of_a_frame_is_a_section_that_ends_with_the_frame(size: float, bold: bool) -> None:
    before, after = blocks_of(page(*body())), blocks_of(page(("نص آخر يقف تحت الإطار ولا ينتمي إليه.", 12, False)))
    framed = in_a_frame(("تعريف المصطلحات", size, bold), *body())
    assert shape([*before, *framed, *after]) == [
        ("text", TEXT, []),
        ("section", "تعريف المصطلحات", ["box"]),
        ("text", "نص آخر يقف تحت الإطار ولا ينتمي إليه.", []),
    ]


def test_what_stands_in_a_frame_alone_or_above_another_frame_heads_nothing() -> None:
    before, word = blocks_of(page(*body())), in_a_frame(("تنبيه", 12, True))
    below = [replace(block, group=2) for block in in_a_frame(*body())]
    assert [kind for kind, _, _ in shape([*before, *word, *below])] == ["text", "box", "box"]
    button = in_a_frame(("تنبيه", 14, True), ("اضغط هنا", 12, False))
    assert [kind for kind, _, _ in shape([*before, *button])] == ["text", "box", "box"]
    item = in_a_frame(("- تعريف المصطلحات", 12, True), *body())
    assert [kind for kind, _, _ in shape([*before, *item])] == ["text", "box", "box"]
    same_type = in_a_frame(("تعريف المصطلحات", 12, False), ("نص في النوع نفسه.", 12, False), *body())
    assert {kind for kind, _, _ in shape([*before, *same_type])} == {"text", "box"}


def test_a_figure_larger_than_the_title_is_none_below_the_text() -> None:
    lines = page(("تنظيم الأعمال", 16, True), *body(), ("85%", 28, True), ("نسبة المستفيدين", 9, False))
    assert [node.content for node in nodes(lines) if node.kind == "title"] == ["تنظيم الأعمال"]
