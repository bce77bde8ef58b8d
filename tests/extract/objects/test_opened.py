"""The document as it is opened: what pdfminer unpacks for itself counts, in encrypted files too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pdfminer.pdftypes import PDFObjRef, PDFStream
from pikepdf import Dictionary

from tests.extract.tiny import helvetica
from warraq.config import DEFAULT, Config
from warraq.errors import EncryptedPdf, LimitExceeded
from warraq.extract.objects.opened import OpenedDocument
from warraq.extract.pages.pdf_file import extract_pdf

FIXTURES = Path(__file__).parents[3] / "fixtures" / "pdf"


def packed(target: Path, password: str = "") -> Path:
    """A page whose objects are all in object streams."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(helvetica())))
    page.contents_add(b"BT /F 10 Tf (text) Tj ET")
    encryption = pikepdf.Encryption(user=password, owner="owner") if password else False
    pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, encryption=encryption)
    return target


@pytest.mark.parametrize("password", ["", "secret"])
def test_object_streams_are_read_within_the_budget(password: str, tmp_path: Path) -> None:
    path = packed(tmp_path / "packed.pdf", password)
    assert len(extract_pdf(path, password=password).pages[0]) == len("text")
    tight = Config(limits=replace(DEFAULT.limits, stream_bytes=100))
    with pytest.raises(LimitExceeded, match="a stream unpacks"):
        extract_pdf(path, password=password, config=tight)


def test_an_encrypted_file_wants_its_password(tmp_path: Path) -> None:
    path = packed(tmp_path / "packed.pdf", "secret")
    for password, message in ((None, "the file is encrypted"), ("wrong", "the password is wrong")):
        with pytest.raises(EncryptedPdf, match=message):
            extract_pdf(path, password=password)
    assert len(extract_pdf(path, password="owner").pages[0]) == len("text")


@pytest.mark.parametrize("name", ["honest.pdf", "ctoc-cop-wg7-2020-4.pdf", "gazette.pdf"])
def test_objects_are_those_that_another_library_finds(name: str) -> None:
    document = OpenedDocument((FIXTURES / name).read_bytes(), None, DEFAULT.limits)
    with pikepdf.open(FIXTURES / name) as pdf:
        for number in {number for table in document.xrefs for number in table.get_objids()}:
            parsed, twin = document.getobj(number), pdf.get_object(number, 0)
            assert not isinstance(parsed, PDFObjRef)
            if isinstance(parsed, PDFStream) and parsed.get("Type") is None:
                assert isinstance(twin, pikepdf.Stream) and parsed.rawdata == twin.read_raw_bytes()
            if isinstance(parsed, dict):
                assert {f"/{key}" for key in parsed} == set(twin.keys())
