"""A healed file of some pages: they copy right and look as before, and nothing of the others is in it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from benchmarks.structure_golden import FIXTURES
from warraq import extract, heal
from warraq.errors import UsageError

PDF = FIXTURES / "pdf" / "ctoc-cop-wg7-2020-4.pdf"


def test_the_pages_copy_as_in_the_whole_file_and_nothing_else_is_there(tmp_path: Path) -> None:
    whole, some = tmp_path / "whole.pdf", tmp_path / "some.pdf"
    heal(PDF, whole)
    report = heal(PDF, some, pages="2,4-5")
    assert report.fonts
    before, after = pypdfium2.PdfDocument(whole), pypdfium2.PdfDocument(some)
    assert len(after) == 3
    for page, number in enumerate((2, 4, 5)):
        texts = [file[at].get_textpage().get_text_range() for file, at in ((before, number - 1), (after, page))]
        assert texts[0] == texts[1] != ""
        pictures = [file[at].render().to_numpy() for file, at in ((before, number - 1), (after, page))]
        assert (pictures[0] == pictures[1]).all()
    with pikepdf.open(some) as pdf:
        assert [isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Page" for thing in pdf.objects].count(
            True
        ) == 3
        assert pdf.Root.Lang == "ar"
    assert some.stat().st_size < whole.stat().st_size
    first = next(node for node in extract(PDF, pages="2").walk() if node.spans[0].page == 2)
    assert first.content in extract(some).to_text()


def test_what_is_of_the_whole_file_is_refused() -> None:
    out = BytesIO()
    for tags in (False, True):
        with pytest.raises(UsageError, match="whole file"):
            heal(PDF, out, pages="1", tags=tags, incremental=not tags)
    with pytest.raises(UsageError, match="no page 11"):
        heal(PDF, out, pages="11")
    assert not out.getvalue()


def test_what_is_lost_is_said(tmp_path: Path) -> None:
    with pikepdf.open(FIXTURES / "pdf" / "honest-wrong-map.pdf") as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array())
        pdf.save(tmp_path / "form.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    report = heal(tmp_path / "form.pdf", tmp_path / "one.pdf", pages=[1], password="u")
    assert any("encrypted" in warning for warning in report.warnings)
    assert any("forms" in warning for warning in report.warnings)
    with pikepdf.open(tmp_path / "one.pdf") as pdf:
        assert len(pdf.pages) == 1
