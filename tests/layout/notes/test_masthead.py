"""The masthead of a document of the United Nations, and what stands at the foot of its first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.layout.lines import RIGHT, blocks_of, line, paragraph, texts
from warraq.layout.place import placed
from warraq.model.line import Line
from warraq.model.un_numbers import is_distribution, is_job_line

DISTRIBUTION = ("Distr.: General", "22 October 2019", "Arabic", "Original: English")


def distribution(top: float, left: float = 72, page: int = 1) -> list[Line]:
    return [
        line(text, top + 13 * n, left=left, right=left + 5 * len(text), size=9.0, page=page)
        for n, text in enumerate(DISTRIBUTION)
    ]


def masthead(organ: str, top: float = 92) -> list[Line]:
    return [
        line("الأمم المتحدة", 60, left=400),
        line("A/73/761*", 60, left=72, right=150),
        line(organ, top, left=RIGHT - 10 * len(organ), size=24.0, bold=True),
        *distribution(78),
    ]


def test_all_above_and_beside_the_distribution_block_is_masthead() -> None:
    title = line("تعدد اللغات", 180, left=400, bold=True, size=17.0)
    blocks = blocks_of([*masthead("الجمعية العامة"), title, *paragraph("إن المؤتمر", 220, 4)])
    assert sorted(texts(blocks, "header")) == sorted(["الأمم المتحدة", "A/73/761*", "الجمعية العامة", *DISTRIBUTION])
    assert texts(blocks)[0] == "تعدد اللغات"
    assert len(texts(blocks)) == 2


def test_the_organ_and_the_distribution_may_be_one_line() -> None:
    row = line("مجلس الأمن Distr.: General", 78)
    blocks = blocks_of([line("S/2020/1", 60, left=72, right=150), row, *paragraph("إن المؤتمر", 220, 4)])
    assert sorted(texts(blocks, "header")) == ["S/2020/1", "مجلس الأمن Distr.: General"]


def beside(first: Line, second: Line) -> Line:
    """Two lines on one height as one, as a row of a table is read."""
    left, top, right, bottom = zip(*(placed(line) for line in (first, second)), strict=True)
    return replace(first, words=(*first.words, *second.words), box=(min(left), min(top), max(right), max(bottom)))


def test_the_organ_may_stand_in_a_line_of_the_distribution() -> None:
    organ = line("مجلس الأمن", 91, left=420, size=9.0)
    first, date, *others = distribution(78)
    blocks = blocks_of([first, beside(organ, date), *others, *paragraph("إن المؤتمر", 160, 4)])
    assert texts(blocks, "header") == ["Distr.: General", "مجلس الأمن", *DISTRIBUTION[1:]]


def test_the_name_of_an_organ_may_have_several_lines() -> None:
    first, date, *others = distribution(78)
    name = ("مؤتمر الأطراف في اتفاقية مكافحة", "الجريمة المنظمة")
    organ = [line(text, y, left=RIGHT - 8 * len(text), size=15.0) for text, y in zip(name, (80, 106), strict=True)]
    blocks = blocks_of([beside(organ[0], first), date, organ[1], *others, *paragraph("إن المؤتمر", 180, 4)])
    assert sorted(texts(blocks, "header")) == sorted([" ".join(name), *DISTRIBUTION])


def test_lines_in_other_type_are_no_part_of_the_name() -> None:
    organ = line("الجمعية العامة", 88, left=400, size=15.0)
    for other in (replace(organ, bold=True), line("الجمعية العامة", 88, left=400, size=18.0)):
        lines = [other, line("الدورة الأولى", 112, left=400, size=15.0), *distribution(78)]
        assert "الدورة الأولى" in texts(blocks_of([*lines, *paragraph("إن المؤتمر", 180, 4)]), "header")


@pytest.mark.parametrize(
    "lines",
    [
        [*paragraph("إن المؤتمر", 100, 24), *distribution(560, left=420)],  # far down the page
        [*paragraph("إن المؤتمر", 60, 16), *distribution(350)],  # text above it
        [*paragraph("إن المؤتمر", 100, 4), *paragraph("إن المؤتمر", 200, 4, page=2), *distribution(78, page=2)],
    ],
)
def test_elsewhere_it_makes_nothing_else_furniture(lines: Sequence[Line]) -> None:
    blocks = blocks_of(lines)
    assert all(text in DISTRIBUTION for text in texts(blocks, "header"))


@pytest.mark.parametrize(
    "texts",
    [
        ("العنوان: شارع الجامعة، Distr. 5، القاهرة", "ثم"),
        ("Distr. Agreement", "No. 5"),
        ("Distr.", "General", "Limited"),  # a column of a table
        ("نظر في الوثيقة (Distr.: General) ثم", "قرر"),
    ],
)
def test_another_word_that_is_written_so_is_text(texts: Sequence[str]) -> None:
    above = [line("شركة النور", 60, left=400), line("السيد المدير", 80, left=400)]
    below = [line(text, 100 + 18 * n, right=523 if n == 0 else 300) for n, text in enumerate(texts)]
    assert texts_of_headers([*above, *below, *paragraph("إن المؤتمر", 220, 4)]) == []


def texts_of_headers(lines: Sequence[Line]) -> list[str]:
    return texts(blocks_of(lines), "header")


def test_the_kind_may_stand_below_with_the_symbol_among_the_lines() -> None:
    block = ("Distr.", "LIMITED", "E/ESCWA/2019/1", "22 March 2019", "ORIGINAL: ARABIC")
    rows = [line(text, 78 + 13 * n, left=72, right=72 + 5 * len(text), size=9.0) for n, text in enumerate(block)]
    organ = line("المجلس الاقتصادي والاجتماعي", 84, left=320, size=15.0)
    blocks = blocks_of([organ, *rows, *paragraph("إن المؤتمر", 180, 4)])
    assert sorted(texts(blocks, "header")) == sorted([organ.text, *block])


@pytest.mark.parametrize(
    ("text", "y"),
    [("Executive summary", 200), ("إن المؤتمر", 78 + 13 * len(DISTRIBUTION))],  # further down; Arabic
)
def test_what_stands_below_the_block_is_text(text: str, y: float) -> None:
    below = line(text, y, left=72, size=9.0)
    blocks = blocks_of([*masthead("الجمعية العامة"), below, *paragraph("إن المؤتمر", 320, 4)])
    assert text not in texts(blocks, "header")


def test_the_text_above_a_block_far_down_is_no_masthead() -> None:
    blocks = blocks_of([*paragraph("إن المؤتمر", 300, 6), *distribution(560, left=420)])
    assert texts(blocks, "header") == list(DISTRIBUTION)


def test_a_line_of_text_beside_the_block_far_down_is_no_furniture() -> None:
    row = beside(
        line("إن المؤتمر", 560, left=300, size=9.0), line("Distr.: General", 560, left=72, right=147, size=9.0)
    )
    assert texts(blocks_of([*paragraph("إن المؤتمر", 100, 24), row]), "header") == []


def test_numbers_at_the_foot_of_a_page_are_furniture_and_its_notes_are_not() -> None:
    first = [
        *masthead("الجمعية العامة"),
        line("مشروع قرار*", 196, left=300),
        *paragraph("إن المؤتمر", 220, 4),
        line("* أعيد إصدارها لأسباب فنية.", 715, left=300, size=9.0),
        line("19-03070 (A) 250319 250319", 742, left=72, right=250, size=9.0),
        line("*1903070*", 760, left=72, right=150, size=9.0),
    ]
    blocks = blocks_of(
        [*first, *paragraph("ثم", 100, 4, page=2), line("19-03070 2/2", 742, left=72, right=250, page=2)]
    )
    assert texts(blocks, "footer") == ["19-03070 (A) 250319 250319", "*1903070*", "19-03070 2/2"]
    assert texts(blocks, "footnote") == ["* أعيد إصدارها لأسباب فنية."]


def test_a_job_number_and_the_page_on_the_other_side_are_furniture() -> None:
    first = [*paragraph("إن المؤتمر", 100, 4), line("19-03070 (A) 250319", 742, left=72, right=250, size=9.0)]
    apart = [line("2/3", 742, left=500, size=9.0, page=2), line("19-03070", 742, right=120, size=9.0, page=2)]
    third = [*paragraph("ثم", 100, 4, page=3), line("07-12345", 742, right=120, size=9.0, page=3)]
    blocks = blocks_of([*first, *paragraph("ثم", 100, 4, page=2), *apart, *third])
    assert sorted(texts(blocks, "footer")) == ["19-03070", "19-03070 (A) 250319", "2/3"]
    assert "07-12345" in " ".join(texts(blocks))


@pytest.mark.parametrize(
    "text",
    [
        "K1900123 250319",
        "*K1900123*",
        "B19-00123 2/3",
        "V.20-05359",
        "V.20-05359 4/10",
        "2/3 19-03070",
        "GE.19-12345(A)".replace("(", " ("),
        "17-13704* (E) 180817",
    ],
)
def test_job_lines(text: str) -> None:
    assert is_job_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2/3",
        "19-25",
        "19-03070",
        "7-12 19-03070",
        "12 19-03070",
        "19-03070 19-03071",
        "2/3 19-0307",
        "انظر 19-03070",
        "+41-22-9171234",
        "K190012",
        "X1900123",
        "(A) 250319",
    ],
)
def test_other_numbers(text: str) -> None:
    assert not is_job_line(text)


def test_a_long_line_of_job_numbers_is_a_list() -> None:
    assert not is_job_line(" ".join(["V.19-03070"] * 9))


@pytest.mark.parametrize(
    "texts",
    [
        ["Distr. générale"],
        ["Distr.: limitada"],
        ["Distr. GENERAL المجلس"],
        ["Distr.", "E/1", "22 de febrero de 2019"],
        ["Distr. المجلس", "Original : français"],
    ],
)
def test_distribution_blocks(texts: Sequence[str]) -> None:
    assert is_distribution(texts)


@pytest.mark.parametrize(
    "texts", [["Distr. General Manager"], ["Distr. 5", "22 March 2019"], ["Distr.", "22 آذار 2019"], ["Distr."]]
)
def test_no_distribution_blocks(texts: Sequence[str]) -> None:
    assert not is_distribution(texts)


@pytest.mark.parametrize(("height", "furniture"), [(735.0, ["19-03070"]), (790.0, ["12", "19-03070"])])
def test_the_page_stands_beside_its_job_number(height: float, furniture: list[str]) -> None:
    first = [*masthead("الجمعية العامة"), *paragraph("إن المؤتمر", 220, 4), line("19-03070 (A) 250319", 790, left=400)]
    page = [*paragraph("ثم", 100, 4, page=2), line("12", height, left=72, right=84, page=2)]
    blocks = blocks_of([*first, *page, line("19-03070", 790, left=470, page=2)])
    assert sorted(texts(blocks, "footer")) == sorted(["19-03070 (A) 250319", *furniture])


@pytest.mark.parametrize(("text", "y"), [("Summary record", 200), ("مسائل أخرى", 134)])
def test_the_block_ends_with_a_gap_and_before_arabic(text: str, y: float) -> None:
    below = line(text, y, left=72, right=72 + 5 * len(text), size=9.0)
    blocks = blocks_of([*distribution(78), below, *paragraph("إن المؤتمر", 260, 4)])
    assert texts(blocks, "header") == list(DISTRIBUTION)
