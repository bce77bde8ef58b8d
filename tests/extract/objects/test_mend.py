"""Files whose cross-reference table leads nowhere."""

import zlib
from contextlib import suppress
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary

from tests.extract.tiny import helvetica, save
from warraq.diagnose import diagnose
from warraq.errors import DamagedPdf, WarraqError
from warraq.extract.objects.mend import mend
from warraq.extract.pages.pdf_file import extract_pdf


@pytest.fixture
def packed(tmp_path: Path) -> bytes:
    """A PDF that keeps its objects in an object stream."""
    pdf = pikepdf.new()
    pdf.docinfo["/Title"] = "kept"
    path = save(pdf, tmp_path / "p.pdf", [b"BT /F 9 Tf (ab) Tj ET"] * 3, Dictionary(Font=Dictionary(F=helvetica())))
    pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return path.read_bytes()


@pytest.mark.parametrize("junk", [b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_bytes_before_the_header_cost_nothing(tmp_path: Path, packed: bytes, junk: bytes) -> None:
    path = tmp_path / "junk.pdf"
    path.write_bytes(junk + packed)
    extraction = extract_pdf(path)
    assert [len(page) for page in extraction.pages] == [2, 2, 2]
    assert extraction.info["Title"] == "kept"


def test_a_wrong_startxref_costs_nothing(tmp_path: Path, packed: bytes) -> None:
    path = tmp_path / "start.pdf"
    path.write_bytes(packed.replace(b"startxref\n", b"startxref\n9"))
    assert len(extract_pdf(path).pages) == 3


def test_a_file_that_was_cut_off_is_not_passed_off_as_whole(tmp_path: Path, packed: bytes) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(packed[: len(packed) * 3 // 4])
    assert mend(path.read_bytes()) is None
    with pytest.raises(DamagedPdf):
        extract_pdf(path)


def test_what_holds_no_catalog_is_not_mended() -> None:
    assert mend(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF") is None


def test_an_object_stream_that_lists_nothing_is_skipped() -> None:
    body = zlib.compress(b"no numbers")
    stream = b"1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\n" + body + b"\nendstream\nendobj\n"
    assert mend(b"%PDF-1.7\n" + stream + b"%%EOF") is None


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.binary(max_size=6)), min_size=1, max_size=12))
def test_damage_of_any_kind_raises_only_our_errors(
    tmp_path: Path, packed: bytes, edits: list[tuple[float, int, bytes]]
) -> None:
    data = bytearray(packed)
    for where, cut, noise in edits:
        at = int(where * len(data))
        data[at : at + cut] = noise
    path = tmp_path / "fuzz.pdf"
    path.write_bytes(data)
    with suppress(WarraqError):
        diagnose(extract_pdf(path))
