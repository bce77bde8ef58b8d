"""Rows are cut into the cells and words that the source says, to the bit."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repair.painter import Painter, rows_of
from tests.repair.sources import BASELINES, ROWS
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.model.glyph import Page
from warraq.model.packed.shown_codes import shown_codes
from warraq.pages.codes.codes import LETTER, SILENT, CodeColumns, CodeTable, build_codes
from warraq.pages.lines.arrange import Block, arrange
from warraq.pages.lines.baselines import Placed
from warraq.pages.lines.frame import ASCENT, DESCENT, Rows
from warraq.pages.rows import rows
from warraq.pages.rows.row_order import in_logical_order
from warraq.pages.rows.words import BlockColumns

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
    texts = [f"{text}{turned}" for text in codes.text for turned in ("", "\N{OGHAM SPACE MARK}")]
    known: tuple[dict[bytes, int], dict[bytes, int]] = {}, {}
    for block in arrange(page, row, columns, Counter()):
        _cut_by_both(page, block, row, columns, bold, texts, ["", *claims], known)


def _cut_by_both(
    page: Page,
    block: Block,
    row: np.ndarray,
    codes: CodeColumns,
    bold: np.ndarray,
    texts: list[str],
    claims: list[str],
    known: tuple[dict[bytes, int], dict[bytes, int]],
) -> rows.WordParts:
    """The words of a block, which both find. ``known``: what each knows of those before."""
    placed, other = Placed(block.frame, row, codes), BASELINES.Placed(block.frame, row, codes)
    cut, expected = (
        module.cut_rows(glyphs, block.rows, codes.role, page.font, bold)
        for module, glyphs in ((rows, placed), (ROWS, other))
    )
    for name in ("glyph", "spaces", "widths", "silent", "before", "first_silent"):
        assert getattr(cut.cells, name).tolist() == getattr(expected.cells, name).tolist(), name
    assert cut.cells.bounds == expected.cells.bounds
    assert cut.clues.walled.tolist() == expected.clues.walled.tolist()
    for name in ("plain", "apart", "order"):
        assert getattr(cut.clues.rows, name).tolist() == getattr(expected.clues.rows, name).tolist(), name
    assert cut.clues.size.tolist() == expected.clues.size.tolist()
    assert cut.boxes == expected.boxes
    np.testing.assert_array_equal(cut.looks, expected.looks)
    _expect_looks(block, cut, row, codes)
    columns = BlockColumns(block, placed, expected.cells, row, page.claim)
    logical = in_logical_order(columns, codes, True, expected.clues)
    theirs = BlockColumns(block, other, expected.cells, row, page.claim)
    words, others = (
        module.part_words(of_block, logical, codes, len(claims), numbers)
        for module, of_block, numbers in ((rows, columns, known[0]), (ROWS, theirs, known[1]))
    )
    assert words[1:] == others[1:]
    for field in fields(words[0]):
        one, two = (getattr(parts, field.name) for parts in (words[0], others[0]))
        assert (one == two).all() if isinstance(one, np.ndarray) else one == two, field.name
    every_second = range(0, len(words[0].numbers), 2)
    spelt = rows.spelled(words[0], every_second, texts, claims)
    assert spelt == ROWS.spelled(others[0], every_second, texts, claims)
    for text, said, word in zip(*spelt, every_second, strict=True):
        part = words[0].part(word)
        assert text == "".join(texts[piece] for piece in words[0].pieces[part])
        assert said == "".join(claims[claim + 1] for claim in words[0].claims[part])
    return words[0]


def _expect_looks(block: Block, cut: rows.CutRows, row: np.ndarray, codes: CodeColumns) -> None:
    """Boxes and looks are what NumPy says that they are."""
    frame, bounds = block.frame, [*block.rows.starts.tolist(), len(block.rows.glyphs)]
    for number, (first, last) in enumerate(pairwise(bounds)):
        glyphs = block.rows.glyphs[first:last]
        letters = glyphs[codes.codes.kind[row[glyphs]] == LETTER]
        top, bottom = frame.down - ASCENT * frame.size, frame.down + DESCENT * frame.size
        ends = frame.left[glyphs].min(), top[glyphs].min(), frame.right[glyphs].max(), bottom[glyphs].max()
        assert cut.boxes[number] == frame.boxes(np.round([ends], 2))[0]
        if not len(letters):
            continue
        least, most, usual, spread, white, _ = cut.looks[number]
        size, arabic = frame.size[letters], codes.codes.arabic[row[letters]]
        assert (least, most) == (size.min(), size.max())
        assert spread == frame.down[letters].max() - frame.down[letters].min()
        sizes = set(size.tolist()) if least == most else set(size[arabic].tolist())
        assert usual == sizes.pop() if len(sizes) == 1 else np.isnan(usual)
        gaps = frame.left[letters][1:] - np.maximum.accumulate(frame.right[letters])[:-1]
        assert white == gaps.max(initial=0.0)


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


def test_words_have_the_number_of_those_before_that_are_the_same() -> None:
    painter = Painter()
    for number in range(40):
        painter.line(f"{'ابت'[number % 3] * (1 + number // 3)} {TEXTS[number % len(TEXTS)]}", 100 + 20 * number)
    extraction, maps = painter.extraction()
    page, codes = extraction.pages[0], build_codes(extraction, maps, shown_codes(extraction))
    row, columns = rows_of(page, codes), CodeColumns.of(codes)
    texts, claims = [text for text in codes.text for _ in range(2)], ["", *extraction.claims]
    known: tuple[dict[bytes, int], dict[bytes, int]] = {}, {}
    (block,) = arrange(page, row, columns, Counter())
    numbers: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    for first in (*range(0, len(block.rows.starts), 4), None):
        part = block if first is None else part_of(block, first)
        words = _cut_by_both(page, part, row, columns, np.array([False]), texts, claims, known)
        for word, number in enumerate(words.numbers):
            pieces = words.part(word)
            symbols = tuple(words.pieces[pieces].tolist()), tuple(words.claims[pieces].tolist())
            assert numbers.setdefault(symbols, len(numbers)) == number
        assert words.different == len(numbers)
    assert len(numbers) > 40


def part_of(block: Block, first: int) -> Block:
    """Four rows of a block, or as many as there are."""
    starts = [*block.rows.starts.tolist(), len(block.rows.glyphs)][first : first + 5]
    inside, rows_of_block = slice(starts[0], starts[-1]), block.rows
    part = Rows(
        rows_of_block.glyphs[inside],
        np.array(starts[:-1]) - starts[0],
        rows_of_block.breaks[inside],
        rows_of_block.gaps[inside],
    )
    return replace(block, rows=part)
