"""Files whose cross-reference table leads nowhere."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary

from pipeline.errors import DamagedPdf
from pipeline.extract.mend import mend
from pipeline.extract.plumber import extract_pdf
from tests.extract.tiny import helvetica, save


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
