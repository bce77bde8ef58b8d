"""PDFium paints strangers' pages in a process of its own, which may die of them or take too long."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fuzz.bombs import pdf
from warraq.config import DEFAULT
from warraq.errors import DamagedPdf, LimitExceeded, WarraqError
from warraq.pictures import painter
from warraq.pictures.painter import compared_pages, page_pictures, repainted

HONEST = Path(__file__).parents[2] / "fixtures" / "pdf" / "honest.pdf"


def test_a_page_that_takes_too_long_ends_the_comparison() -> None:
    data = HONEST.read_bytes()
    limits = replace(DEFAULT.limits, seconds_per_picture=0.001)
    with pytest.raises(LimitExceeded, match=r"page 1 can't be painted within 0\.001 s"):
        compared_pages(data, data, limits=limits)
    assert list(page_pictures(data, limits=limits)) == []


def test_a_process_without_memory_ends_the_comparison() -> None:
    data = HONEST.read_bytes()
    with pytest.raises(LimitExceeded, match="page 1"):
        compared_pages(data, data, limits=replace(DEFAULT.limits, memory_bytes=16 << 20))


def test_a_page_as_wide_as_pdf_allows_is_painted_small() -> None:
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 14400]/Resources 5 0 R/Contents 4 0 R>>"
    assert repainted(compared_pages(pdf(objects={3: page}), pdf(objects={3: page}))) == []


def test_a_page_that_changed_is_told() -> None:
    assert repainted(compared_pages(pdf(b"0 0 9 9 re f"), pdf(b"0 0 9 8 re f"))) == [1]
    data = HONEST.read_bytes()
    assert repainted(compared_pages(data, data)) == []
    assert repainted(compared_pages(pdf(), data)) == [1, 2]


def test_a_page_that_kills_the_process_has_no_picture_and_the_others_have(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(page_pictures(HONEST.read_bytes()))
    assert len(whole) == 2 and all(picture.startswith("data:image/webp;base64,") for picture in whole)
    answer, deaths = painter._within, [b""]  # at the first page the process is dead

    def within(seconds: float, process: subprocess.Popen[bytes]) -> bytes:
        line = answer(seconds, process)
        return deaths.pop() if deaths and line.startswith(b'"data') else line

    monkeypatch.setattr(painter, "_within", within)
    assert list(page_pictures(HONEST.read_bytes())) == ["", whole[1]]


def test_a_process_that_doesnt_start_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(WarraqError, match="didn't start") as raised:
        compared_pages(HONEST.read_bytes(), HONEST.read_bytes())
    assert not isinstance(raised.value, LimitExceeded)


def test_what_pdfium_cant_open() -> None:
    with pytest.raises(DamagedPdf):
        compared_pages(b"%PDF-1.7 nothing", b"%PDF-1.7 nothing")
    assert list(page_pictures(b"%PDF-1.7 nothing")) == []
