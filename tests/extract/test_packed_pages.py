"""Packed pages are the pages themselves, and a document reads the same from them."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from tests.glyph_columns import at_rows, glyph_columns, with_columns
from warraq import run
from warraq.emit.formats.json import to_json
from warraq.extract.pages import pdf_file
from warraq.model.glyph import Page
from warraq.model.packed.pages import PackedPages, each_page, when_asked

PDF = Path(__file__).parents[2] / "fixtures" / "pdf"


def assert_same(one: Page, other: Page) -> None:
    for field in fields(Page):
        value, expected = getattr(one, field.name), getattr(other, field.name)
        if isinstance(expected, np.ndarray):
            assert value.dtype == expected.dtype, field.name
            np.testing.assert_array_equal(value, expected, err_msg=field.name)
        else:
            assert value == expected, field.name


@pytest.mark.parametrize("name", ["honest.pdf", "report-tables.pdf", "letter-damaged.pdf"])
def test_every_column_comes_back(name: str) -> None:
    pages = pdf_file.extract_pdf(PDF / name).pages
    packed = PackedPages(pages)
    assert len(packed) == len(pages)
    for page, expected in zip(packed, pages, strict=True):
        assert_same(page, expected)


def test_rules_fills_spans_and_empty_pages_come_back() -> None:
    (full, *_) = pdf_file.extract_pdf(PDF / "report-tables.pdf").pages
    grounds = np.array([(10, 20, 300, 40), (10, 60, 300, 90)], np.float32)
    spoken = replace(full, actual_text=((0, 2, "لا"), (5, 6, "")), fills=grounds, dots=grounds[:1])
    empty = replace(at_rows(full, slice(0)), rules=full.rules[:0])
    packed = PackedPages([spoken, empty, full])
    assert full.rules.size, "the page must have rules for this test to say anything"
    for page, expected in zip(packed, (spoken, empty, full), strict=True):
        assert_same(page, expected)
    assert_same(packed[-1], full)
    assert [len(page) for page in packed[1:]] == [0, len(full)]


def test_many_codes_take_wider_numbers() -> None:
    count = 70_000
    (page, *_) = pdf_file.extract_pdf(PDF / "honest.pdf").pages
    codes = np.arange(count)
    large = replace(
        with_columns(page, {name: np.resize(column, count) for name, column in glyph_columns(page).items()}),
        font=np.zeros(count, np.uint16),
        charcode=codes.astype(np.uint32),
        cid=codes.astype(np.uint32),
        gid=codes.astype(np.int32),
        claim=np.full(count, -1, np.int32),
    )
    first = replace(at_rows(large, slice(3)), number=1, width=1.0, height=1.0, rules=page.rules[:0], actual_text=())
    packed = PackedPages([first, large])
    assert_same(packed[1], large)
    assert_same(packed[0], first)


def test_what_is_made_of_packed_pages_is_made_when_asked_for() -> None:
    pages = pdf_file.extract_pdf(PDF / "honest.pdf").pages
    made: list[int] = []

    def make(index: int, page: Page) -> int:
        made.append(index)
        return len(page)

    lengths = each_page(PackedPages(pages), make)
    assert made == []
    assert list(lengths) == [len(page) for page in pages]
    assert list(lengths) == [len(page) for page in pages]
    assert made == [0, 1, 0, 1]


def test_what_is_made_of_pages_that_are_held_is_made_once_and_when_asked_for() -> None:
    pages = pdf_file.extract_pdf(PDF / "honest.pdf").pages
    made: list[int] = []

    def make(index: int, page: Page) -> int:
        made.append(index)
        return len(page)

    lengths = when_asked(pages, make)
    assert made == []
    assert lengths[1] == lengths[1] == len(pages[1])
    assert made == [1]


@pytest.mark.parametrize("name", ["honest.pdf", "law.pdf", "resolution-damaged.pdf", "ctoc-cop-wg7-2020-4.pdf"])
def test_a_document_reads_the_same_from_packed_pages(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = to_json(run.extract(PDF / name))
    monkeypatch.setattr(pdf_file, "PACKED_PAGES", 1)
    assert isinstance(pdf_file.extract_pdf(PDF / name).pages, PackedPages)
    assert to_json(run.extract(PDF / name)) == plain
