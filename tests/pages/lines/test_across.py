"""Watermarks and stamps: text across the text of a page is kept apart, and only that."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.repair.painter import Painter
from warraq.layout import build_blocks
from warraq.model.glyph import Extraction
from warraq.model.line import Block, Line
from warraq.pages import read_lines

TEXTS = [f"وقرر الفريق العامل في الفقرة {number} أن يواصل النظر في المسألة" for number in range(10, 22)]
DRAFT = "مسودة"


def page_with(mark: Painter | None, angle: float = 0.0, first: bool = False) -> list[Line]:
    """The lines of a page of ``TEXTS`` with all that ``mark`` paints, turned by ``angle`` round the middle of it."""
    painter = Painter()
    for number, text in enumerate(TEXTS):
        painter.line(text, y=100 + 18 * number)
    added: list[tuple[int, float, float, float, float]] = []
    if mark is not None:
        texts = {code: text for text, code in mark.codes.items()}
        added = [(painter.code(texts[row[0]]), *row[1:]) for row in mark.rows[0]]
    painter.rows[0] = [*added, *painter.rows[0]] if first else [*painter.rows[0], *added]
    extraction, maps = painter.extraction()
    page = extraction.pages[0]
    turned = np.zeros(len(page), dtype=bool)
    turned[: len(added)] = first
    turned[len(page) - len(added) :] |= not first and bool(added)
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    x, y = page.x - 300.0, page.y - 200.0
    page = replace(
        page,
        x=np.where(turned, 300.0 + x * cos + y * sin, page.x).astype(np.float32),
        y=np.where(turned, 200.0 - x * sin + y * cos, page.y).astype(np.float32),
        angle=np.where(turned, angle, 0.0).astype(np.float32),
    )
    changed: Extraction = replace(extraction, pages=(page,))
    return read_lines(changed, maps)[0]


def blocks_of(lines: list[Line]) -> list[Block]:
    return build_blocks(lines, [(1, 595.0, 842.0)])


def marked(text: str, size: float, *places: tuple[float, float]) -> Painter:
    painter = Painter()
    for right, y in places:
        painter.line(text, y=y, right=right, size=size, rtl=text == DRAFT)
    return painter


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("text", [DRAFT, "DRAFT"])
@pytest.mark.parametrize(
    ("size", "angle", "y"),
    [(90.0, 45.0, 230.0), (90.0, 315.0, 230.0), (90.0, 0.0, 230.0), (90.0, 0.0, 208.0), (80.0, 90.0, 230.0)],
)
def test_a_watermark_is_furniture(text: str, size: float, angle: float, y: float, first: bool) -> None:
    lines = page_with(marked(text, size, (440.0, y)), angle, first)
    assert [line.text for line in lines if not line.across] == TEXTS
    assert [line.text for line in lines if line.across] == [text]
    blocks = blocks_of(lines)
    assert [block.text for block in blocks if block.role == "header"] == [text]
    assert " ".join(block.text for block in blocks if block.role == "body") == " ".join(TEXTS)


def test_small_words_all_over_the_page_are_furniture() -> None:
    mark = marked(DRAFT, 12.0, *((80.0 * column, 60.0 * row) for column in range(1, 8) for row in range(1, 6)))
    lines = page_with(mark, 30.0)
    assert [line.text for line in lines if not line.across] == TEXTS
    assert sum(line.text.count(DRAFT) for line in lines if line.across) == 35


def test_a_large_title_has_its_own_place() -> None:
    lines = page_with(marked(DRAFT, 40.0, (440.0, 70.0)))
    assert [line.text for line in lines] == [DRAFT, *TEXTS]
    assert not any(line.across for line in lines)


def test_slanted_words_beside_the_text_are_not_across_it() -> None:
    lines = page_with(marked(DRAFT, 12.0, (120.0, 300.0), (200.0, 300.0)), 45.0)
    assert not any(line.across for line in lines)


def test_a_note_in_the_margin_is_not_across_the_text() -> None:
    lines = page_with(marked("A/RES/55/25", 8.0, (330.0, -70.0)), 90.0)
    assert not any(line.across for line in lines)
    assert [line.text for line in lines if line.text in TEXTS] == TEXTS
