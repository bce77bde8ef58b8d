"""The codes of a document are numbered by font and code, with what their first glyph says, whatever the pages are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.glyph_columns import at_rows
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.model.glyph import Extraction
from warraq.model.packed.code_index import code_keys
from warraq.model.packed.pages import PackedPages
from warraq.model.packed.shown_codes import shown_codes

PDF = Path(__file__).parents[3] / "fixtures" / "pdf"


def expect(extraction: Extraction) -> None:
    shown = shown_codes(extraction)
    keys = [key for page in extraction.pages for key in code_keys(page).tolist()]
    assert shown.keys.tolist() == sorted(set(keys))
    assert shown.count.tolist() == [keys.count(key) for key in shown.keys.tolist()]
    first: dict[int, tuple[int, int, float]] = {}
    for page, numbers in zip(extraction.pages, shown.of_page, strict=True):
        assert shown.keys[numbers].tolist() == code_keys(page).tolist()
        new = {key: at for at, key in reversed(list(enumerate(code_keys(page).tolist())))}
        for key in sorted(new.keys() - first.keys()):
            at = new[key]
            em = float(page.advance[at] / page.size[at]) if page.size[at] > 0 else 0.0
            first[key] = int(page.gid[at]), int(page.claim[at]), em
    assert shown.keys[shown.come].tolist() == list(first)
    columns = zip(shown.gid.tolist(), shown.claim.tolist(), shown.advance.tolist(), strict=True)
    assert dict(zip(shown.keys.tolist(), columns, strict=True)) == first


@pytest.mark.parametrize("name", ["honest.pdf", "report-tables.pdf"])
def test_codes_of_a_file(name: str) -> None:
    extraction = extract_pdf(PDF / name)
    expect(extraction)
    packed = replace(extraction, pages=PackedPages(extraction.pages))
    expect(packed)
    numbers, anew = shown_codes(extraction).of_page, shown_codes(packed).of_page
    assert numbers[0] is numbers[0] and anew[0] is not anew[0]  # not kept beside pages that are packed


def test_glyphs_without_size_and_pages_without_glyphs() -> None:
    (page, *_) = extract_pdf(PDF / "honest.pdf").pages
    empty = at_rows(page, slice(0))
    flat = replace(page, size=np.zeros_like(page.size))
    for pages in ((), (empty,), (empty, flat, page)):
        expect(replace(extract_pdf(PDF / "honest.pdf"), pages=pages))
