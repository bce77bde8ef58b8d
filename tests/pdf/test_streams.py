"""Streams unpack within a budget, and references that lead in a circle end."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from pdfminer.ascii85 import ascii85decode
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from tests.fuzz.bombs import pdf
from warraq.config import DEFAULT, Config, Limits
from warraq.errors import LimitExceeded
from warraq.extract.objects.opened import OpenedDocument
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.pdf.streams import budget, content_bytes, stream_bytes

LIMITS = Limits(stream_bytes=1000, unpacked_bytes=2500)


def packed(data: bytes, *names: str) -> PDFStream:
    return PDFStream({"Filter": [LIT(name) for name in names]}, data)


def test_a_stream_within_the_budget() -> None:
    with budget(LIMITS):
        assert stream_bytes(packed(zlib.compress(b"x" * 1000), "FlateDecode")) == b"x" * 1000


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (zlib.compress(b"x" * 1001), ("FlateDecode",)),
        (zlib.compress(zlib.compress(b"x" * 100_000)), ("FlateDecode", "FlateDecode")),
        (bytes([129, 7]) * 100, ("RunLengthDecode",)),
        (b"00" * 1001, ("ASCIIHexDecode",)),
        (b"", ("ASCIIHexDecode",) * 9),
    ],
)
def test_a_stream_beyond_the_budget(data: bytes, names: tuple[str, ...]) -> None:
    with budget(LIMITS), pytest.raises(LimitExceeded):
        stream_bytes(packed(data, *names))


def test_all_streams_together() -> None:
    with budget(LIMITS), pytest.raises(LimitExceeded, match="the streams of the file"):
        for _ in range(3):
            stream_bytes(packed(zlib.compress(b"x" * 900), "FlateDecode"))


def test_outside_of_it_pdfminer_is_as_it_was() -> None:
    assert stream_bytes(packed(zlib.compress(b"x" * 5000), "FlateDecode")) == b"x" * 5000


def test_data_that_breaks_off_and_a_wrong_checksum() -> None:
    whole = zlib.compress(bytes(range(256)) * 3)
    with budget(LIMITS):
        assert stream_bytes(packed(whole[:-4], "FlateDecode")) == bytes(range(256)) * 3
        assert stream_bytes(packed(whole[:-1] + b"?", "FlateDecode")) == bytes(range(256)) * 3
        assert stream_bytes(packed(b"?" + whole, "FlateDecode")) == b""


@pytest.mark.parametrize("begin", [b"", b"<~", b"~", b" < ~ "])
@pytest.mark.parametrize("end", [b"", b"~>", b"~", b" ~ > ", b" \n"])
def test_ascii85_is_read_as_pdfminer_reads_it(begin: bytes, end: bytes) -> None:
    for inner in (b"9jqo^", b" 9jq\no^ ", b"", b"<<<<<", b">>>>>"):
        data = begin + inner + end
        with budget(LIMITS):
            assert stream_bytes(packed(data, "A85")) == stream_bytes(PDFStream({}, ascii85decode(data)))


def test_run_lengths_are_read_as_far_as_they_go() -> None:
    with budget(LIMITS):
        assert stream_bytes(packed(bytes([2, 1, 2, 3, 254, 9, 128, 0, 7]), "RL")) == bytes([1, 2, 3, 9, 9, 9])
        assert stream_bytes(packed(bytes([255, 8, 5, 1, 2]), "RL")) == bytes([8, 8, 1, 2])
        assert stream_bytes(packed(bytes([0, 1, 129]), "RL")) == bytes([1])


def test_a_circle_of_references_is_null() -> None:
    document = OpenedDocument(pdf(objects={6: "7 0 R", 7: "6 0 R", 8: "9 0 R", 9: "(end)"}), None, DEFAULT.limits)
    assert document.getobj(6) is None
    assert document.getobj(8) == b"end"


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ({"objects": 3}, "objects"),
        ({"glyphs": 1}, "glyphs"),
        ({"glyphs_per_page": 1}, "page 1"),
        ({"fonts": 0}, "fonts"),
        ({"content_bytes": 10}, "content"),
        ({"pages": 0}, "pages"),
        ({"file_bytes": 10}, "bytes"),
    ],
)
def test_each_limit_is_reported(tmp_path: Path, limit: dict[str, int], message: str) -> None:
    path = tmp_path / "limited.pdf"
    path.write_bytes(pdf(b"BT /F 9 Tf (AB) Tj ET"))
    assert len(extract_pdf(path).pages[0]) == 2
    with pytest.raises(LimitExceeded, match=message) as caught:
        extract_pdf(path, config=Config(limits=replace(DEFAULT.limits, **limit)))
    assert str(path) in str(caught.value)


def test_content_is_whole_where_its_checksum_is_right() -> None:
    data = bytes(range(256)) * 3
    whole = zlib.compress(data)
    with budget(Limits()):
        assert content_bytes(packed(whole, "FlateDecode")) == (data, True)
        assert content_bytes(packed(whole + b"\r\n", "FlateDecode")) == (data, True)
        assert content_bytes(packed(whole[:-1] + b"?", "FlateDecode")) == (data, False)
        assert content_bytes(packed(whole[:-60], "FlateDecode"))[1] is False
        assert content_bytes(packed(zlib.compress(b""), "FlateDecode")) == (b"", True)
        assert content_bytes(packed(b"damage" + zlib.compress(b"")[-4:], "FlateDecode")) == (b"", False)
        assert content_bytes(packed(zlib.compress(whole), "FlateDecode", "FlateDecode")) == (data, True)
