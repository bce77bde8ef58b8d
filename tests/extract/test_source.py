"""Telling a PDF from a dump, and reading a dump."""

from pathlib import Path

import pytest

from warraq.errors import NotReadable, NotUtf8
from warraq.extract.source import read_dump, sniff


def test_the_header_makes_a_pdf_even_after_junk(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"\r\n\r\n%PDF-1.7\n")
    assert sniff(path) == "pdf"
    path.write_text("متن", encoding="utf-8")
    assert sniff(path) == "text"


def test_a_dump_loses_its_byte_order_mark_and_carriage_returns(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "ا\r\nب\rج\n".encode())
    assert read_dump(path) == "ا\nب\nج\n"


def test_other_encodings_are_refused_with_the_place(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"abc " + "سلام".encode("windows-1256"))
    with pytest.raises(NotUtf8, match="byte 4"):
        read_dump(path)


@pytest.mark.parametrize("read", [sniff, read_dump])
def test_missing_and_empty_files_are_not_readable(tmp_path: Path, read) -> None:
    with pytest.raises(NotReadable):
        read(tmp_path / "none")
    (tmp_path / "empty").touch()
    with pytest.raises(NotReadable):
        read(tmp_path / "empty")
