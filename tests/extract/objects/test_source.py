"""Telling a PDF from a dump, whatever it is given as, and reading a dump."""

from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from warraq.config import Limits
from warraq.errors import LimitExceeded, NotAPdf, NotReadable, NotUtf8, UsageError
from warraq.extract.objects.source import UNNAMED, Readable, read_dump, read_input


def test_the_header_makes_a_pdf_even_after_junk(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"\r\n\r\n%PDF-1.7\n")
    assert read_input(path).kind == "pdf"
    path.write_text("متن", encoding="utf-8")
    assert read_input(path).kind == "text"


def test_a_dump_loses_its_byte_order_mark_and_carriage_returns(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "ا\r\nب\rج\n".encode())
    assert read_dump(path) == "ا\nب\nج\n"


def test_other_encodings_are_refused_with_the_place(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"abc " + "سلام".encode("windows-1256"))
    with pytest.raises(NotUtf8, match="byte 4"):
        read_dump(path)


@pytest.mark.parametrize("read", [read_input, read_dump])
def test_missing_and_empty_files_are_not_readable(tmp_path: Path, read: Callable[[Path], object]) -> None:
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


class WithoutEnd:
    """What ``/dev/zero`` is, behind a pipe."""

    def __init__(self, head: bytes) -> None:
        self.head = head
        self.given = 0

    def read(self, size: int = -1, /) -> bytes:
        assert size > 0, "all of it is asked for"
        piece = (self.head if not self.given else b"").ljust(size)
        self.given += size
        return piece


@pytest.mark.parametrize(("head", "limits"), [(b"%PDF-1.7", Limits(file_bytes=5000)), (b"", Limits(dump_bytes=5000))])
def test_a_stream_without_end_is_read_to_its_limit(head: bytes, limits: Limits) -> None:
    stream = WithoutEnd(head)
    with pytest.raises(LimitExceeded, match="more than 5000 bytes"):
        read_input(stream, limits)
    assert stream.given <= 6024


def closed_file() -> Readable:
    with Path(__file__).open("rb") as stream:
        return stream


def closed_plumber() -> Readable:
    target = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target)
    plumbed = pdfplumber.open(target)
    target.close()
    return plumbed


@pytest.mark.parametrize("make", [closed_file, closed_plumber, bytes, BytesIO])
def test_what_is_closed_or_empty_is_not_readable(make: Callable[[], Readable]) -> None:
    with pytest.raises(NotReadable, match=r"closed|empty"):
        read_input(make())


@pytest.mark.parametrize("given", [StringIO("سلام"), 3, None, object()])
def test_what_gives_no_bytes_is_refused_with_what_to_give(given: Readable) -> None:
    with pytest.raises(UsageError) as refused:
        read_input(given)
    assert "Give a path" in refused.value.help or 'mode "rb"' in refused.value.help


def test_a_name_that_promises_a_pdf_is_held_to_it() -> None:
    assert read_input(b"text").kind == "text"
    for name in ("a.pdf", "a.PDF"):
        with pytest.raises(NotAPdf, match=rf"^{name}: it has no PDF header"):
            read_input(b"text", name=name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.pdf", "a.pdf"), ("https://example.org/x/a.pdf", "a.pdf"), ("/", UNNAMED), (None, UNNAMED)],
)
def test_a_name_has_no_folders(name: str | None, expected: str) -> None:
    source = read_input(b"%PDF-", name=name)
    assert (source.name, source.where) == (expected, name or UNNAMED)
    assert source.path is None


def test_bytes_are_not_shown_with_the_password() -> None:
    shown = repr(read_input(b"%PDF-of nobody", password="sesame"))
    assert "nobody" not in shown
    assert "sesame" not in shown
