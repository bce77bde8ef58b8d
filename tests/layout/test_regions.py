"""Regions of pages: all text lies in one, and they stand in the order in which the text is read."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accounting import accounted
from tests.layout.lines import PAGE, SIZE, cell, frame, grid, line, paragraph
from tests.layout.test_accounting import FIXTURES, NAMES
from tests.layout.test_panels import LEFT_CARD, RIGHT_CARD, in_card
from tests.layout.test_sheets import LEFT, RIGHT, SHEET, page
from warraq import extract
from warraq.layout import Layout, lay_out
from warraq.layout.regions import as_displayed
from warraq.layout.turned import Turn
from warraq.model.document import Node
from warraq.model.line import Box, Line, Region

#: Boxes in the output are rounded, points.
_SLACK = 0.011


def holds(outer: Box, inner: Box) -> bool:
    left, top, right, bottom = outer
    return (
        left - _SLACK <= inner[0]
        and top - _SLACK <= inner[1]
        and inner[2] <= right + _SLACK
        and inner[3] <= bottom + _SLACK
    )


def kinds(layout: Layout) -> list[str]:
    return [region.kind for region in layout.regions]


def laid_out(lines: list[Line], *drawn: Box, fills: tuple[Box, ...] = ()) -> Layout:
    return lay_out(
        lines,
        [(number, *PAGE) for number in sorted({each.page for each in lines})],
        rules={1: np.array(drawn, np.float32).reshape(-1, 4)},
        fills={1: np.array(fills, np.float32).reshape(-1, 4)},
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_word_lies_in_a_region_and_regions_are_read_in_the_order_of_the_body(name: str) -> None:
    account = accounted(FIXTURES / name)
    reached: dict[int, int] = defaultdict(int)
    for block in account.blocks:
        for each in block.lines if block.role != "hidden" else ():
            for word in each.words:
                homes = [
                    order
                    for order, region in enumerate(account.regions)
                    if region.page == each.page and word.box and holds(region.box, word.box)
                ]
                assert homes, (word.text, word.box)
                if block.role not in ("header", "footer", "footnote"):
                    later = [order for order in homes if order >= reached[each.page]]
                    assert later, (word.text, word.box)
                    reached[each.page] = min(later)


@pytest.mark.parametrize("name", [name for name in NAMES if "damaged" not in name])
def test_the_document_has_the_regions_of_each_page_numbered(name: str) -> None:
    document = extract(Path(FIXTURES / name))
    of_page = {page.number: page.regions for page in document.pages}

    def places(node: Node) -> list[tuple[int, Box]]:
        spans = node.spans if node.table is None else [span for cell in node.table.cells for span in cell.spans]
        return [(span.page, span.bbox) for span in spans if span.bbox]

    reached: dict[int, int] = defaultdict(int)
    for node in document.walk():
        for number, box in places(node):
            homes = [region.order or 0 for region in of_page[number] if holds(region.bbox, box)]
            assert max(homes, default=0) >= reached[number], (node.id, number)
            reached[number] = min(home for home in homes if home >= reached[number])
    for regions in of_page.values():
        orders = [region.order for region in regions if region.order is not None]
        assert orders == list(range(1, len(orders) + 1))
        assert all((region.order is None) == (region.kind in ("header", "footer")) for region in regions)


def test_columns_are_a_region_each_from_the_right() -> None:
    right = paragraph("يمين", 100, 8, end=False, right=523, left=310)
    left = paragraph("يسار", 100, 8, end=False, right=285, left=72)
    layout = laid_out([*right, *left])
    assert [(region.kind, region.box[0]) for region in layout.regions] == [("text", 310), ("text", 72)]


def test_a_table_parts_the_text_above_it_from_the_text_below() -> None:
    cells = [cell(f"خلية {row}{column}", 500 - 150 * column, 200 + 20 * row) for row in range(3) for column in range(2)]
    above, below = paragraph("فوق", 100, 3), paragraph("تحت", 300, 3)
    rules = grid((200, 360, 523), (185, 207, 227, 247))
    layout = laid_out([*above, *cells, *below], *map(tuple, rules.tolist()))
    assert kinds(layout) == ["text", "table", "text"]
    assert layout.regions[1].box == (200, 185, 523, 247)


def test_frames_and_grounds_are_boxes() -> None:
    framed = paragraph("إطار", 400, 3, right=500, left=120)
    lines = [*in_card("يمين", 530.0), *in_card("يسار", 280.0), *paragraph("نص", 300, 3), *framed]
    layout = laid_out(lines, *frame(110, 380, 510, 450), fills=(RIGHT_CARD, LEFT_CARD))
    assert kinds(layout) == ["box", "box", "text", "box"]


def test_headers_come_first_then_text_then_notes_then_footers() -> None:
    lines = []
    for number, seen in enumerate(("الوثيقة الأولى", "ما قيل في القرار", "المحضر"), start=1):
        text = paragraph(f"متن {number}", 120, 6, page=number)
        note = line(f"{number} انظر {seen}", 745, left=400, page=number, size=0.8 * SIZE)
        lines += [line(f"وثيقة {number}", 40, left=440, page=number), *text, note]
        lines.append(line(f"{number} / 3", 810, left=500, page=number))
    rule = np.array([(400.0, 725.0, 523.0, 725.5)], np.float32)
    layout = lay_out(lines, [(n, *PAGE) for n in (1, 2, 3)], rules=dict.fromkeys((1, 2, 3), rule))
    of_first = [region for region in layout.regions if region.page == 1]
    assert [region.kind for region in of_first] == ["header", "text", "footnote", "footer"]


def test_furniture_beside_the_text_is_a_region_by_itself() -> None:
    lines = []
    for number in (1, 2, 3):
        lines += [line(f"وثيقة {number}", 40, left=440, page=number), *paragraph("متن", 120, 20, page=number)]
        lines.append(line(f"صفحة {number}", 300, right=60, left=20, page=number))
        lines.append(line(f"{number} / 3", 810, left=500, page=number))
    layout = lay_out(lines, [(number, *PAGE) for number in (1, 2, 3)])
    of_first = [region for region in layout.regions if region.page == 1]
    assert [region.kind for region in of_first] == ["header", "text", "footer", "footer"]
    assert of_first[-2].box[2] == 60


def test_regions_of_sheets_and_of_turned_pages_stand_where_they_are_displayed() -> None:
    sheet = lay_out(page(RIGHT, 0) + page(LEFT, 10), [(1, *SHEET)])
    assert [(region.page, region.box[0]) for region in sheet.regions] == [(1, RIGHT[0]), (1, LEFT[0])]
    upright = Region(1, "text", (100.0, 50.0, 300.0, 90.0))
    assert as_displayed(upright, {}, {1: Turn(90, *PAGE)}).box == (50.0, PAGE[1] - 300, 90.0, PAGE[1] - 100)


def test_a_text_without_places_has_no_regions() -> None:
    assert lay_out([Line(1, line("كلمة", 100).words)], []).regions == []
