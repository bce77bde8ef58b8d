"""Compiled code cuts rows into the cells and words that the columns say, to the bit."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repair.painter import Painter, rows_of
from warraq.extract.pdf_file import extract_pdf
from warraq.model.glyph import Page
from warraq.model.shown_codes import shown_codes
from warraq.repair import lines, row_compiled
from warraq.repair.arrange import Block, arrange
from warraq.repair.codes import SILENT, CodeColumns, CodeTable, build_codes
from warraq.repair.frame import Rows
from warraq.repair.row_compiled import CompiledRowCutter
from warraq.repair.row_kernel import CODE
from warraq.repair.row_order import in_logical_order
from warraq.repair.rows import PlainRowCutter
from warraq.repair.words import BlockColumns

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
TEXTS = (
    "وقرّر الفريق العامل (انظر A/RES/55/25) في 2018-2019",
    "في 12 مارس من 1998 إلى ١٩٩٩",
    "بين 15% و20 أو 3-4 من الأطراف",
    "(الفقرة 5/3)",
    "هـذا مُجْمَلٌ «كله» 7",
    "12 و34 and some Latin 56",
    "٣ ٤5 6",
)


def expect_the_same(page: Page, row: np.ndarray, codes: CodeTable, bold: np.ndarray, claims: Sequence[str]) -> None:
    """Both make the same of each block of a page. ``row`` is that of each glyph in the table of codes."""
    columns = CodeColumns.of(codes)
    texts, said = [f"{text}{turned}" for text in codes.text for turned in ("", "\N{OGHAM SPACE MARK}")], [*claims, ""]
    compiled = CompiledRowCutter(columns, bold, texts, said, CODE.load_or_compile())
    plain = PlainRowCutter(columns, bold, texts, said)
    for block in arrange(page, row, columns, Counter(), None):
        _cut_by_both(page, block, row, columns, compiled, plain)


def _cut_by_both(
    page: Page, block: Block, row: np.ndarray, codes: CodeColumns, compiled: CompiledRowCutter, plain: PlainRowCutter
) -> None:
    found, expected = (cutter.cut(page, block, row, page.claim) for cutter in (compiled, plain))
    for name in ("glyph", "spaces", "widths", "silent", "before"):
        assert getattr(found.cells, name).tolist() == getattr(expected.cells, name).tolist(), name
    assert found.cells.bounds == expected.cells.bounds
    assert found.told.walled.tolist() == expected.told.walled.tolist()
    for name in ("plain", "apart", "order"):
        assert getattr(found.told.rows, name).tolist() == getattr(expected.told.rows, name).tolist(), name
    filled = np.diff(expected.cells.bounds) > 0
    assert found.told.size[filled].tolist() == expected.told.size[filled].tolist()
    assert found.boxes == expected.boxes
    np.testing.assert_array_equal(found.looks, expected.looks)
    columns = BlockColumns(block, expected.cells, row, page.claim)
    logical = in_logical_order(columns, codes, True, expected.told)
    words, others = (cutter.words(page, columns, logical) for cutter in (compiled, plain))
    assert words[1:] == others[1:]
    for name in ("pieces", "claims", "glyphs"):
        assert getattr(words[0], name).tolist() == getattr(others[0], name).tolist(), name
    for name in ("starts", "rows", "numbers", "different", "inert", "confidence", "boxes"):
        assert getattr(words[0], name) == getattr(others[0], name), name
    every_second = range(0, len(others[0].numbers), 2)
    assert compiled.spell(every_second) == plain.spell(every_second)


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.pdf")), ids=lambda path: path.name)
def test_every_page_of_every_fixture(path: Path) -> None:
    extraction = extract_pdf(path)
    codes = build_codes(extraction, [], shown_codes(extraction))
    bold = np.array([font.bold for font in extraction.fonts])
    for page in extraction.pages:
        expect_the_same(page, rows_of(page, codes), codes, bold, extraction.claims)


@settings(max_examples=150)
@given(
    texts=st.lists(st.sampled_from(TEXTS) | st.text("ابت 12٣()-/%aج", min_size=1), min_size=1, max_size=6),
    chance=st.randoms(use_true_random=False),
)
def test_any_page(texts: Sequence[str], chance: random.Random) -> None:
    painter = Painter(kashida=0.3, noise=0.05)
    for number, text in enumerate(texts):
        painter.line(text, 100 + 20 * number, size=chance.choice((0, 0, 9)))
    extraction, maps = painter.extraction()
    page, codes = extraction.pages[0], build_codes(extraction, maps, shown_codes(extraction))
    mute, to_next, to_last = (np.array([chance.random() < share for _ in codes.text]) for share in (0.15, 0.5, 0.5))
    kind = np.where(mute, np.uint8(SILENT), codes.kind)
    wide, font = (
        np.array([chance.choice(values) for _ in range(len(page))]) for values in ((0, 0, 0, 0, 4, 30), (0, 1))
    )
    moved = replace(
        page,
        x=(page.x + np.cumsum(wide)).astype(np.float32),
        angle=np.full(len(page), chance.choice((0.0, 0.0, 90.0)), np.float32),
        font=font.astype(np.uint16),
    )
    sure = np.array([chance.choice((1.0, 0.9, 0.7)) for _ in codes.text])
    codes = replace(codes, kind=kind, to_next=to_next, to_last=to_last, confidence=sure)
    expect_the_same(moved, rows_of(page, codes), codes, np.array([False, True]), extraction.claims)


@pytest.mark.parametrize(
    "text",
    [
        "بين ٣-٤ و5",
        "بين 3-4 و5",
        "من 20 إلى نسبة %",
        "من %20",
        "في 5/3 و2,5",
        "٣ ٤ و5",
        "١٩4 من",
        "2020، ثم -7",
        "ثم 7-",
    ],
)
def test_numbers_among_signs(text: str) -> None:
    painter = Painter()
    painter.line(text, 100)
    extraction, maps = painter.extraction()
    page, codes = extraction.pages[0], build_codes(extraction, maps, shown_codes(extraction))
    expect_the_same(page, rows_of(page, codes), codes, np.array([False]), extraction.claims)


def test_a_block_of_more_glyphs_than_there_is_room_for() -> None:
    painter = Painter()
    for number in range(90):
        painter.line(TEXTS[0], 100 + 20 * number)
    extraction, maps = painter.extraction()
    page, codes = extraction.pages[0], build_codes(extraction, maps, shown_codes(extraction))
    assert len(page) > 2048
    expect_the_same(page, rows_of(page, codes), codes, np.array([False]), extraction.claims)


@pytest.mark.parametrize("text", ["\N{ARABIC FATHA}", "\N{ARABIC TATWEEL}"])
def test_a_block_without_letters(text: str) -> None:
    painter = Painter()
    painter.glyph(text, 100, 100, 4, 12)
    painter.glyph(text, 120, 100, 4, 12)
    extraction, maps = painter.extraction()
    page, codes = extraction.pages[0], build_codes(extraction, maps, shown_codes(extraction))
    expect_the_same(page, rows_of(page, codes), codes, np.array([False]), extraction.claims)


def test_claims_of_more_letters_than_there_is_room_for() -> None:
    painter = Painter()
    painter.line(TEXTS[0], 100)
    extraction, maps = painter.extraction()
    page, codes = extraction.pages[0], build_codes(extraction, maps, shown_codes(extraction))
    claims = [claim and f"{claim}\ud800\U0001ee00" * 999 for claim in extraction.claims]
    expect_the_same(page, rows_of(page, codes), codes, np.array([False]), claims)


def test_a_long_document_is_read_by_compiled_code(monkeypatch: pytest.MonkeyPatch) -> None:
    CODE.load_or_compile()
    painter = Painter()
    for _ in range(lines.WORTH_LOADING):
        painter.line(TEXTS[1], 100)
        painter.new_page()
    monkeypatch.setattr(lines, "PlainRowCutter", None)
    assert len(lines.read_lines(*painter.extraction())[0]) == lines.WORTH_LOADING


def test_more_words_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_compiled, "_PLACES", 8)
    monkeypatch.setattr(row_compiled, "_SYMBOLS", 4)
    painter = Painter()
    for number in range(40):
        painter.line(f"{'ابت'[number % 3] * (1 + number // 3)} {TEXTS[number % len(TEXTS)]}", 100 + 20 * number)
    extraction, maps = painter.extraction()
    page, codes = extraction.pages[0], build_codes(extraction, maps, shown_codes(extraction))
    row = rows_of(page, codes)
    columns, texts, said = (
        CodeColumns.of(codes),
        [text for text in codes.text for _ in range(2)],
        [*extraction.claims, ""],
    )
    compiled = CompiledRowCutter(columns, np.array([False]), texts, said, CODE.load_or_compile())
    plain = PlainRowCutter(columns, np.array([False]), texts, said)
    (block,) = arrange(page, row, columns, Counter(), None)
    for first in range(0, len(block.rows.starts), 4):
        _cut_by_both(page, part_of(block, first), row, columns, compiled, plain)
    assert compiled._different > 40 and len(compiled._places) >= 2 * compiled._different
    _cut_by_both(page, block, row, columns, compiled, plain)


def part_of(block: Block, first: int) -> Block:
    """Four rows of a block, or as many as there are."""
    starts = [*block.rows.starts.tolist(), len(block.rows.glyphs)][first : first + 5]
    inside, rows = slice(starts[0], starts[-1]), block.rows
    part = Rows(rows.glyphs[inside], np.array(starts[:-1]) - starts[0], rows.breaks[inside], rows.gaps[inside])
    return replace(block, rows=part)
