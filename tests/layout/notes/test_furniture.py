"""Page furniture where files are long or make no sense."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.layout.lines import blocks_of, line, paragraph, texts
from warraq.layout.notes import furniture
from warraq.layout.place import placed
from warraq.model.line import Line, Word


def test_a_number_longer_than_python_reads_is_no_page_number() -> None:
    lines = []
    for page in (1, 2, 3):
        lines += [line("9" * 5000, 60, page=page), *paragraph("ونظر", 120, 4, page=page)]
    assert len(texts(blocks_of(lines), "header")) == 3  # it is the same on all pages


@st.composite
def lines_of_pages(draw: st.DrawFn) -> list[Line]:
    """Lines of two pages, at places that are often the same; many of them page numbers."""
    lines = []
    for _ in range(draw(st.integers(1, 12))):
        left, width, down = (draw(st.integers(least, most)) for least, most in ((0, 8), (1, 8), (1, 6)))
        text, page = draw(st.sampled_from(["صفحة 5", "ونظر"])), draw(st.integers(1, 2))
        lines.append(line(text, 20.0 * down, left=20.0 * left, right=20.0 * (left + width), page=page))
    return lines


@given(lines_of_pages())
def test_what_stands_beside_or_below_the_text_is_counted_as_if_every_line_were_asked(lines: list[Line]) -> None:
    """Asking each takes as long as the square of the pages."""
    expected = set()
    for index, number in enumerate(lines):
        left, upper, right, _ = placed(number)
        others = [placed(other) for other in lines if other.page == number.page and other is not number]
        over_each_other = [box for box in others if box[0] < right and box[2] > left]
        below = all(box[3] < upper for box in others)
        if number.text.startswith("صفحة") and (below or len(over_each_other) < furniture._BESIDE * len(others)):
            expected.add(index)
    assert set(furniture._beside(lines)) == expected


@pytest.mark.parametrize("digits", [("7", "8", "9"), ("٧", "٨", "٩"), ("۷", "۸", "۹"), ("9", "10", "11")])
def test_a_header_whose_number_counts_the_pages_repeats_in_any_digits(digits: tuple[str, ...]) -> None:
    lines = []
    for page, number in enumerate(digits, 1):
        lines += [line(f"تقرير {number} الأمانة", 60, page=page), *paragraph("ونظر", 120, 4, page=page)]
    assert len(texts(blocks_of(lines), "header")) == 3


def test_what_is_printed_across_a_page_is_no_line_at_its_edge() -> None:
    upper, lower = line("تقرير", 40), line("صفحة 5", 800)
    across = replace(line("مسودة", 30), across=True)
    lines = [across, *paragraph("ونظر", 300, 4), upper, lower, replace(across, box=lower.box)]
    assert furniture._edge_lines(lines, {1: 842.0}, True) == {1: [lines.index(upper)]}
    assert furniture._edge_lines(lines, {1: 842.0}, False) == {1: [lines.index(lower)]}


@pytest.mark.parametrize(("step", "roles"), [(0.0, set()), (30.0, {"header"})])
def test_a_figure_among_small_words_is_no_watermark_but_slanted_words_are(step: float, roles: set[str]) -> None:
    small = line("شخص بحاجة إلى المساعدة", 400, right=400, left=280, size=9.0)
    figure = Word("13", "13", box=(405.0, 404.0 - 30 + step, 440.0, 404.0 + step))
    words = (figure, *small.words)
    shown = replace(small.with_words(words, (280.0, 374.0, 440.0, 404.0 + step)), size=9.0)
    lines = [*paragraph("فوق", 200, 4), shown, *paragraph("تحت", 500, 4)]
    assert set(furniture.find_furniture(lines, {1: 842.0}).values()) == roles


def _rows_of_table(page: int, first: int, rows: int, y: float, heads: bool = False) -> list[Line]:
    """Four cells a row, the last of which are numbers."""
    edges = (520.0, 400.0, 280.0, 160.0)
    texts = [("الصنف", "المدينة", "الكمية", "العدد")] if heads else []
    texts += [(f"قمح{n}", "دمشق", str(7 * n + 1), str(13 * n + 5)) for n in range(first, first + rows)]
    return [
        line(text, y + 20 * n, right=right, left=right - 40, page=page)
        for n, row in enumerate(texts)
        for text, right in zip(row, edges, strict=True)
    ]


@pytest.mark.parametrize("heads", [False, True])
def test_cells_at_the_top_of_pages_below_a_running_head_are_none(heads: bool) -> None:
    lines = []
    for page in (1, 2, 3, 4):
        lines.append(line("تقرير الحبوب", 30, right=540, left=460, page=page))
        lines += _rows_of_table(page, 20 * page, 20, 55, heads)
    running = [block for block in blocks_of(lines) if block.role == "header"]
    (table,) = [block.table for block in blocks_of(lines) if block.table]
    assert table.rows == 80 + heads
    assert [one.text for block in running for one in block.lines].count("تقرير الحبوب") == 4
    assert len(running) == 4 + 4 * 3 * heads  # the heads of the pages below are put there by the table


def test_a_running_head_of_four_pieces_above_text_stays_one() -> None:
    lines = []
    for page in (1, 2, 3):
        pieces = zip(("تقرير", "الحبوب", "الأول", "نسخة"), (520, 400, 280, 160), strict=True)
        lines += [line(text, 50, right=right, left=right - 40, page=page) for text, right in pieces]
        lines += paragraph("ونظر", 120, 6, page=page)
    assert len(texts(blocks_of(lines), "header")) == 12
