"""Bookmarks of a file, also where it links them in a ring."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pikepdf import Dictionary, Name, OutlineItem

from warraq.extract.objects import bookmarks
from warraq.extract.objects.bookmarks import bookmarks_of
from warraq.model.glyph import Bookmark


def read(pdf: pikepdf.Pdf) -> tuple[Bookmark, ...]:
    saved = BytesIO()
    pdf.save(saved)
    return bookmarks_of(PDFDocument(PDFParser(saved)).catalog)


def with_outline() -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    with pdf.open_outline() as outline:
        first = OutlineItem("الباب الأول", 0)
        first.children.append(OutlineItem("الفصل الأول", 0))
        outline.root.extend([first, OutlineItem("الباب الثاني", 0)])
    return pdf


WHOLE = (Bookmark(1, "الباب الأول"), Bookmark(2, "الفصل الأول"), Bookmark(1, "الباب الثاني"))


def test_bookmarks_have_their_depth() -> None:
    assert read(with_outline()) == WHOLE


def test_a_ring_ends() -> None:
    pdf = with_outline()
    pdf.Root.Outlines.Last.Next = pdf.Root.Outlines.First
    pdf.Root.Outlines.First.First.First = pdf.Root.Outlines.First
    assert read(pdf) == WHOLE


def test_the_first_bookmarks_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookmarks, "MOST_BOOKMARKS", 2)
    assert read(with_outline()) == WHOLE[:2]


def test_an_entry_without_a_title_is_left_out() -> None:
    pdf = with_outline()
    del pdf.Root.Outlines.First.First.Title
    assert read(pdf) == (WHOLE[0], WHOLE[2])


def test_what_is_no_outline_has_none() -> None:
    pdf = with_outline()
    pdf.Root.Outlines = Dictionary(First=Name.None_)
    assert read(pdf) == ()
    del pdf.Root.Outlines
    assert read(pdf) == ()
