"""Dumps as extractors write them: what is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import copied_out
from benchmarks.copied_out import EXTRACTORS, lines, restored, true_words
from tests.installed import require

FIXTURES = Path(__file__).parents[2] / "fixtures"
HONEST = FIXTURES / "pdf" / "honest.pdf"
ROW = "paragraph\t1\t\u0646\u0635 \u0623\u0648\u0644[^1]\nheader\t\t\u0631\u0623\u0633\n"


def test_notes_and_furniture_are_no_words(tmp_path: Path) -> None:
    path = tmp_path / "true.tsv"
    path.write_text(ROW, encoding="utf-8")
    assert true_words(path) == ["\u0646\u0635", "\u0623\u0648\u0644"]


def test_a_sound_dump_is_right_and_a_word_that_lacks_is_missing() -> None:
    true = ["\u0628\u0627\u0628", "\u0627\u0644\u062f\u0627\u0631", "\u062c\u062f\u064a\u062f"]
    assert restored(" ".join(true), true).wer == 0
    result = restored(" ".join(true[:2]), true)
    assert (result.before, result.wer, result.missing) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert result.doubt.right == [True, True]


@pytest.mark.parametrize("name", ["pdfplumber", "pdfium", "pdftotext"])
def test_each_extractor_gives_the_text_of_a_file(name: str) -> None:
    if name == "pdftotext":
        require(Path("/usr/bin/pdftotext"), "poppler-utils")
    assert len(EXTRACTORS[name](HONEST).split()) > 100


def test_each_file_has_a_row_by_each_extractor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    truth = tmp_path / "true.tsv"
    truth.write_text(ROW, encoding="utf-8")
    monkeypatch.setattr(
        copied_out, "EXTRACTORS", {"one": lambda _: "\u0646\u0635 \u0623\u0648\u0644", "two": lambda _: "\u0646\u0635"}
    )
    _, _, one, two = lines([(HONEST, truth)], None)
    assert one == "| honest.pdf | one | 0.0% | 0.0% | 0.0% | 0.0% | 0.0 |"
    assert two.startswith("| honest.pdf | two | 50.0% | 50.0% | 50.0% |")
