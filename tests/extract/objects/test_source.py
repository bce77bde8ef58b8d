"""Telling a PDF from a dump, and reading a dump."""

from collections.abc import Callable
from pathlib import Path

import pytest

from warraq.config import Limits
from warraq.errors import LimitExceeded, NotReadable, NotUtf8
from warraq.extract.objects.source import read_dump, sniff


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
def test_missing_and_empty_files_are_not_readable(tmp_path: Path, read: Callable[[Path], str]) -> None:
    with pytest.raises(NotReadable):
        read(tmp_path / "none")
    (tmp_path / "empty").touch()
    with pytest.raises(NotReadable):
        read(tmp_path / "empty")


@pytest.mark.parametrize(
    ("text", "limits", "message"),
    [
        ("سلام", Limits(dump_bytes=7), "more than 7 bytes"),
        ("ا\nب\nج\n", Limits(dump_lines=2), "more than 2 lines"),
        ("ا\rب\r\nج\n", Limits(dump_lines=2), "more than 2 lines"),
        ("ب" + "\u064e\u0651" * 4, Limits(marks_in_a_row=7), "more than 7 combining marks"),
    ],
)
def test_each_limit_of_a_dump(tmp_path: Path, text: str, limits: Limits, message: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(LimitExceeded, match=message):
        read_dump(path, limits)


def test_a_dump_at_its_limits_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    text = "ب\u064e\u0651\nج\n"
    path.write_text(text, encoding="utf-8")
    limits = Limits(dump_bytes=len(text.encode()), dump_lines=2, marks_in_a_row=2)
    assert read_dump(path, limits) == text
