"""A folder of real PDFs with truths: what is read from it, and the table."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks import real
from benchmarks.structure_golden import FIXTURES

HONEST = FIXTURES / "pdf" / "honest.pdf"
TEXT = (FIXTURES / "truth" / "honest.txt").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "truth").mkdir()
    shutil.copy(HONEST, tmp_path / "keyed.pdf")
    shutil.copy(HONEST, tmp_path / "listed.pdf")
    (tmp_path / "truth" / "keyed.md").write_text("# " + TEXT, encoding="utf-8")
    (tmp_path / "truth" / "keyed.fontcmap.txt").write_text("12", encoding="utf-8")
    (tmp_path / "truth" / "listed.fontcmap.txt").write_text("\u200f" + TEXT, encoding="utf-8")
    rows = ["name\ttruth", "keyed\tkeyed.fontcmap.txt keyed.md", "listed\tlisted.fontcmap.txt", "none\t"]
    (tmp_path / "manifest.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_what_people_keyed_is_preferred(folder: Path) -> None:
    found = {path.stem: truth for path, truth in real.truths(folder)}
    assert found["keyed"].keyed
    assert found["keyed"].text == TEXT
    assert not found["listed"].keyed
    assert "\u200f" not in found["listed"].text
    assert "none" not in found


def test_markup_is_no_text_and_numbers_of_lists_are() -> None:
    assert real.plain("## Two\n3. *four* <br> five").split() == ["Two", "3.", "four", "five"]


def test_the_table_has_a_row_a_file_and_the_mean(folder: Path) -> None:
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in real.lines(folder)]
    keyed, listed, mean = rows[2:]
    assert keyed[0] == "keyed"
    assert float(keyed[1].rstrip("%")) < 10  # running headers are printed and not keyed
    assert listed[1] == "–"
    assert mean[0] == "mean of 2"
    assert all(row[6] == "no" for row in (keyed, listed))
