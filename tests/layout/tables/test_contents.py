"""Tables of contents, annexes."""

from __future__ import annotations

import pytest

from tests.layout.lines import LEFT, RIGHT, blocks_of, cell, line, paragraph, texts
from warraq.layout.paragraphs.annexes import is_annex_heading, opens_annex
from warraq.model.line import Block, Line


def entries(blocks: list[Block]) -> list[tuple[str, str]]:
    return [(block.text, block.target) for block in blocks if block.role == "toc"]


def test_entries_lose_their_leader_and_keep_their_page() -> None:
    lines = [line("المحتويات", 100, left=460, bold=True)]
    lines += [line("أولا- مقدمة .............................. 3", 124), line("ثانيا- النتائج …………………… ٧", 142)]
    blocks = blocks_of(lines + paragraph("وبعد", 200, 3))
    assert entries(blocks) == [("أولا- مقدمة", "3"), ("ثانيا- النتائج", "٧")]
    assert texts(blocks)[0] == "المحتويات"


@pytest.mark.parametrize(("headed", "entry_count"), [(False, 0), (True, 4)])
def test_prices_behind_leaders_are_no_pages(headed: bool, entry_count: int) -> None:
    """Numbers that fall now and then are no pages, unless a heading says so."""
    head = [line("المحتويات", 100, left=460, bold=True)] if headed else []
    dishes = (("تبولة", "57"), ("فتوش", "14"), ("حمص", "45"), ("كبسة", "22"))
    lines = [line(f"{dish} .................... {price}", 124 + 18 * at) for at, (dish, price) in enumerate(dishes)]
    assert len(entries(blocks_of([*head, *lines, *paragraph("وبعد", 220, 3)]))) == entry_count


def test_an_entry_of_two_lines_is_one() -> None:
    lines = [line("المحتويات", 100, left=460, bold=True), line("أولا- مقدمة .................... 3", 124)]
    lines += [line("ثانيا- نتائج الحصر الذي أجرته الأمانة في جميع الخزائن وما", 142), line("تبين منه ........ 5", 160)]
    assert entries(blocks_of(lines))[1] == ("ثانيا- نتائج الحصر الذي أجرته الأمانة في جميع الخزائن وما تبين منه", "5")


def test_entries_without_a_leader_count_under_their_heading() -> None:
    def entry(text: str, page: str, y: float) -> Line:
        left, right = cell(text, RIGHT, y), cell(page, LEFT + 20, y)
        words = (*left.words, *right.words)
        return Line(1, words, (LEFT, y - 10, RIGHT, y + 4), 12.0)

    lines = [line("الفهرس", 100, left=480, bold=True)]
    lines += [entry("مقدمة", "3", 124), entry("النتائج", "7", 142), entry("خاتمة", "12", 160)]
    assert entries(blocks_of(lines)) == [("مقدمة", "3"), ("النتائج", "7"), ("خاتمة", "12")]


def test_the_paragraphs_of_a_section_stand_before_its_page() -> None:
    lines = [line("المحتويات", 100, left=460, bold=True)]
    lines += [line("أولا- مقدمة . . . . . . . . . . 1-3 3", 124), line("ثانيا- النتائج. . . . . . . . . . 4 7", 142)]
    assert entries(blocks_of(lines)) == [("أولا- مقدمة 1-3", "3"), ("ثانيا- النتائج 4", "7")]


@pytest.mark.parametrize("apart", [False, True])
def test_paragraphs_and_page_may_stand_in_columns_beside_the_leader(apart: bool) -> None:
    """In one line or in two; an annex has no paragraphs."""

    def numbers(paragraphs: str, page: str, y: float) -> list[Line]:
        if not apart:
            return [line(f"{paragraphs} {page}".strip(), y, left=100, right=160)]
        cells = [line(page, y, left=100, right=110)]
        return [line(paragraphs, y, left=140, right=160), *cells] if paragraphs else cells

    lines = [line("المحتويات", 100, left=460, bold=True)]
    for y, text, paragraphs, page in ((124, "أولا- مقدمة", "1-3", "3"), (142, "المرفق- جداول", "", "7")):
        lines += [line(f"{text} . . . . . . . . . .", y, left=250), *numbers(paragraphs, page, y)]
    blocks = blocks_of([*lines, *paragraph("وبعد", 220, 3)])
    assert entries(blocks) == [("أولا- مقدمة 1-3", "3"), ("المرفق- جداول", "7")]
    assert len(texts(blocks)) == 2


def test_a_leader_and_a_page_alone_are_the_end_of_an_entry_or_text() -> None:
    heading = line("المحتويات", 100, left=460, bold=True)
    first, rest = line("أولا- مقدمة .................... 3", 124), line(". .................... 5", 160)
    assert entries(blocks_of([heading, first, line("ثانيا- نتائج", 142), rest]))[1] == ("ثانيا- نتائج", "5")
    blocks = blocks_of([heading, first, rest])
    assert entries(blocks) == [("أولا- مقدمة", "3")]
    assert texts(blocks)[-1] == rest.text


def test_a_blank_to_fill_in_is_no_entry() -> None:
    blocks = blocks_of([*paragraph("أولها", 100, 3), line("الاسم ..................... 1", 180)])
    assert entries(blocks) == []


@pytest.mark.parametrize(
    "text", ["المرفق", "المرفق الأول", "المرفق الثاني عشر", "الملحق (أ)", "ملحق رقم 3", "Annex II"]
)
def test_names_of_annexes(text: str) -> None:
    assert is_annex_heading(text)


@pytest.mark.parametrize("text", ["المرفق الأول، الفقرة 3", "ترد في المرفق", "الملاحق والمرفقات", "المرفقات"])
def test_what_only_mentions_an_annex(text: str) -> None:
    assert not is_annex_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "مرفق الرسالة المؤرخة 31 كانون الأول/ديسمبر 2019",
        "المرفق الثاني للرسالتين المتطابقتين المؤرختين 2 نيسان/أبريل 2020",
        "Annex II to the letter dated 2 April 2020",
    ],
)
def test_the_annex_to_a_letter_says_to_which(text: str) -> None:
    block = Block("body", (line(text, 100, bold=True),))
    assert opens_annex(block, True)
    assert not opens_annex(block, False)
    assert not opens_annex(Block("body", (line(text, 100),)), True)
    assert not opens_annex(Block("body", (line("مرفق الوثيقة المؤرخة", 100, bold=True),)), True)


def test_an_annex_opens_with_its_name_and_its_title_follows() -> None:
    lines = paragraph("أولها", 100, 4)
    lines += [line("المرفق", 100, right=330, left=270, page=2, bold=True)]
    lines += [line("مذكرة بشأن الترميم", 118, right=360, left=240, page=2, bold=True), *paragraph("ثم", 160, 4, page=2)]
    blocks = blocks_of(lines)
    assert texts(blocks, "annex") == ["المرفق"]
    assert texts(blocks)[1] == "مذكرة بشأن الترميم"
