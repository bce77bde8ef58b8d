"""What a producer tore is told from what was read wrong."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from benchmarks.probes import shows_without_font


@pytest.mark.parametrize(
    ("content", "torn"),
    [
        (b"BT /F 12 Tf (a) Tj ET q BT (a) Tj ET Q", False),
        (b"q BT /F 12 Tf (a) Tj ET Q BT (a) Tj ET", True),
        (b"BT [(a)] TJ ET", True),
        (b"", False),
    ],
)
def test_text_that_is_shown_without_a_font(tmp_path: Path, content: bytes, torn: bool) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page().obj.Contents = pdf.make_stream(content)
    pdf.save(tmp_path / "page.pdf")
    assert shows_without_font(tmp_path / "page.pdf") is torn
