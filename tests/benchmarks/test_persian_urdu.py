"""Persian and Urdu files from held-out text."""

from __future__ import annotations

import lzma
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import persian_urdu
from benchmarks.corpus.damage import NO_DAMAGE
from benchmarks.corpus.page import FALLBACK
from benchmarks.matrix import Result
from benchmarks.persian_urdu import DAMAGE, Written, cases, lines, paragraphs
from benchmarks.reading import Read
from benchmarks.scores import scores
from tests.installed import require

LINE = "این کتاب را می‌خوانم و دربارهٔ آن با دوستانم گفت‌وگو می‌کنم تا فردا"
FACE = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt.xz"
    path.write_bytes(lzma.compress(f"short\n{LINE} یک\n{LINE} 漢\n{LINE} دو\n".encode()))
    return path


def test_lines_are_paragraphs_of_some_length(source: Path) -> None:
    assert len(paragraphs(source)) == 3
    (empty := source.with_name("empty.txt")).write_text("short\n")
    with pytest.raises(ValueError, match="no paragraph"):
        paragraphs(empty)


def test_a_file_has_the_lines_that_its_face_can_set(source: Path) -> None:
    require(FACE, "fonts-dejavu-core")
    require(FALLBACK, "fonts-liberation")
    (case,) = (case for case in cases("fa", source, ["dejavu"], ["chromium"], [1]) if case.damage == NO_DAMAGE)
    assert sorted(case.truth.splitlines()) == sorted([f"{LINE} یک", f"{LINE} دو"])
    assert case.name.startswith("fa-news-chromium-dejavu-1p-")


def test_all_damage_of_a_pair_is_inflicted_on_one_text(source: Path) -> None:
    require(FACE, "fonts-dejavu-core")
    made = list(cases("fa", source, ["dejavu"], ["chromium", "fpdf2"], [1, 3]))
    assert len(made) == 2 * 2 * len(DAMAGE)
    assert len({(case.producer, case.seed) for case in made}) == 2


def test_a_row_says_in_how_many_files_the_language_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Written, "blocks", property(lambda case: [SimpleNamespace(text=LINE)]))

    def result(language: str, text: str) -> Result:
        document: Any = SimpleNamespace(metadata=SimpleNamespace(language=language))
        words = tuple(text.split())
        reading: Any = SimpleNamespace(document=document)
        read = Read(text, words, (0.5,) * len(words), needs_review=True, reading=reading)
        return Result(Written("chromium", "dejavu", seed=len(text)), "", scores(LINE, text), read, {})

    row = list(lines([result("fa", LINE), result("ar", LINE[:-5])], "fa"))[2]
    cells = row.strip("| ").split(" | ")
    assert cells[:3] == ["as made", "1", "2"]
    assert cells[7:10] == ["100.0%", "2", "1"]


def test_the_command_prints_files_and_the_table(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    require(FACE, "fonts-dejavu-core")
    require(FALLBACK, "fonts-liberation")

    def read(case: Written, *, with_peers: bool) -> Result:
        assert not with_peers
        words = tuple(case.truth.split())
        return Result(case, "", scores(case.truth, case.truth), Read(case.truth, words, (1.0,) * len(words)), {})

    monkeypatch.setattr(persian_urdu, "measure", read)
    arguments = [str(source), "--faces", "dejavu", "--producers", "fpdf2", "--pages", "1", "--damage", "as made"]
    monkeypatch.setattr("sys.argv", ["persian_urdu", *arguments])
    persian_urdu.main()
    printed = capsys.readouterr().out
    assert "fa-news-fpdf2-dejavu-1p-9000-untouched: 0.00%, 0.0% flagged" in printed
    assert "| as made | 1 | 1 | 0.00% |" in printed
