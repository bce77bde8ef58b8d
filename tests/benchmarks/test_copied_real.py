"""What extractors lose of real files: what is counted."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import pytest

from benchmarks import copied_real
from benchmarks.copied_out import EXTRACTORS
from benchmarks.copied_real import Lost, lines, lost, measured, tokens_of
from tests.installed import require

HONEST = Path(__file__).parents[2] / "fixtures" / "pdf" / "honest.pdf"


def test_words_and_numbers_count_in_plain_letters() -> None:
    assert tokens_of("\ufe8d\ufedf\ufee4\u0627\u0640\u062f\u0651\u0629 \u0661\u0662/5 A") == [
        "\u0627\u0644\u0645\u0627\u062f\u0629",
        "12",
        "5",
    ]


def test_words_and_pairs_that_a_text_lacks() -> None:
    true = "\u0628\u0627\u0628 \u062f\u0627\u0631 \u0628\u0627\u0628 7"
    assert lost(true, true) == Lost(0, 0)
    turned = lost(true, "7 \u0628\u0627\u0628 \u062f\u0627\u0631 \u0628\u0627\u0628")
    assert astuple(turned) == pytest.approx((0, 1 / 3))
    assert astuple(lost(true, "\u0628\u0627\u0628 \u062f\u0627\u0631")) == pytest.approx((1 / 2, 2 / 3))


def test_a_sound_file_is_measured_by_each_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    require(Path("/usr/bin/pdftotext"), "poppler-utils")
    some = {name: EXTRACTORS[name] for name in ("pdfium", "pdftotext")}
    monkeypatch.setattr(copied_real, "EXTRACTORS", some)
    by_extractor = measured(HONEST, 1)
    assert set(by_extractor) == set(some)
    for before, after in by_extractor.values():
        assert after.words <= before.words
        assert after.pairs <= before.pairs
    rows = list(lines([("honest", by_extractor), ("none", {})]))
    assert [row.split(" | ")[0:2] for row in rows[2:]] == [["| pdfium", "1"], ["| pdftotext", "1"]]


def test_what_is_no_pdf_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"no PDF")
    assert measured(path, 1) == {}
