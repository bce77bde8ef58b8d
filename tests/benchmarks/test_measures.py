"""What the tables of ``make bench`` print is what it says."""

from __future__ import annotations

import sys

import pytest

from benchmarks import accuracy, speed
from benchmarks.structure_golden import FIXTURES

HONEST = FIXTURES / "pdf" / "honest.pdf"


def test_an_honest_document_is_read_without_a_fault() -> None:
    header, rule, *rows = accuracy.lines([HONEST])
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert len({line.count("|") for line in (header, rule, *rows)}) == 1
    assert [row[:2] for row in cells] == [
        ["honest.pdf", way] for way in ("pdfplumber", "pdfplumber + bidi", "**warraq**")
    ]
    assert cells[-1][2:7] == ["0.00%", "0.00%", "0.00%", "100.0%", "1.0000"]
    assert cells[-1][7].startswith("0 of ")


def test_a_run_has_its_own_peak_and_exit_code() -> None:
    ballast = bytearray(b"x" * 300_000_000)
    small = speed.measure("--help")
    assert small.code == 0
    assert 5 < small.mebibytes < 150 < len(ballast) / 2**20
    failed = speed.measure("extract", str(FIXTURES / "pdf" / "bad" / "not-a-pdf.pdf"))
    assert failed.code == 4
    assert "(exit 4)" in speed.row("a bad file", [failed])


def test_a_row_has_the_median_and_the_highest_peak() -> None:
    runs = [speed.Run(1.0, 100.0, 0, 0.7), speed.Run(3.0, 90.0, 0, 0.6), speed.Run(2.0, 110.0, 0, 0.8)]
    assert speed.row("name", runs, 10) == "| name | 2.00 | 0.60 | 110 | 200 |"


@pytest.mark.skipif(sys.platform != "linux", reason="the name of the system")
def test_the_machine_is_named() -> None:
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}" in speed.machine()
