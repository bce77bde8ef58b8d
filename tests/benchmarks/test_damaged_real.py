"""Sound files of a folder with their maps broken: which are taken, and what counts as read rightly."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest

from benchmarks import damaged_real
from benchmarks.corpus.damage import Damage
from benchmarks.damaged_real import DAMAGE, Result, Row, alike, lines, results, wrong
from benchmarks.reading import Read
from benchmarks.scores import Scores
from benchmarks.structure_golden import FIXTURES

PDFS = FIXTURES / "pdf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("honest", "persian", "honest-wrong-map"):
        shutil.copy(PDFS / f"{name}.pdf", tmp_path / f"{name}.pdf")
    (tmp_path / "empty.pdf").write_bytes(b"%PDF-1.4\n")
    return tmp_path


def test_sound_files_in_arabic_are_damaged_and_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damaged = list(results(folder, pages=1))
    sound = {result.name for result in damaged}
    assert "honest" in sound
    assert not {"persian", "empty"} & sound  # another language, and no PDF
    assert "empty.pdf: left out:" in capsys.readouterr().err
    of_honest = [result for result in damaged if result.name == "honest"]
    assert [result.damage for result in of_honest] == list(DAMAGE)
    assert all(result.ours.cer < 0.01 for result in of_honest)
    assert all(len(result.right) == len(result.read.words) for result in of_honest)


def test_only_files_whose_name_holds_the_part_are_taken(folder: Path) -> None:
    assert list(results(folder, pages=1, only="persian")) == []


@pytest.mark.parametrize(
    "true",
    [
        Read("", ("\u0646\u0635",) * 60, (1.0,) * 60, True),
        Read("", ("\u0646\u0635",) * 40 + ("text",) * 40, (1.0,) * 80, False),
    ],
)
def test_files_that_ask_for_review_or_hold_little_arabic_are_no_truth(
    true: Read, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(damaged_real, "read", lambda _: true)
    assert list(results(folder, pages=1, only="honest.")) == []


@pytest.mark.parametrize(
    ("reasons", "asks"),
    [((), False), (("numbering_gap", "number_inferred"), False), (("numbering_gap", "wrong_map"), True)],
)
def test_that_numbers_begin_before_the_pages_is_no_reason_to_ask(reasons: tuple[str, ...], asks: bool) -> None:
    reading: Any = SimpleNamespace(document=SimpleNamespace(quality=SimpleNamespace(reasons=reasons)))
    answer = Read(needs_review=bool(reasons), reading=reading)
    assert damaged_real.asks_for_review(answer) is asks
    assert damaged_real.asks_for_review(Read(needs_review=True))  # it was refused


def contents(path: Path) -> list[bytes]:
    """What is painted on each page."""
    with pikepdf.open(path) as pdf:
        return [page.Contents.read_bytes() for page in pdf.pages]


def test_pages_behind_the_first_are_taken_and_damaged_by_the_seed_that_is_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[list[bytes], int]] = []
    pages = contents(PDFS / "honest.pdf")

    def inflicted(sound: Path, broken: Path, damage: Damage, producer: None, seed: int) -> None:
        shutil.copy(sound, broken)
        seen.append((contents(sound), seed))

    monkeypatch.setattr(damaged_real, "inflict", inflicted)
    answer = Read("", ("\u0646\u0635",) * 60, (1.0,) * 60, False)
    monkeypatch.setattr(damaged_real, "read", lambda path: answer)
    assert len(pages) == 2
    assert len(list(results(folder, pages=1, only="honest.", skip=1, seed=3))) == len(DAMAGE)
    assert seen == [(pages[1:], 3)] * len(DAMAGE)
    assert list(results(folder, pages=1, only="honest.", skip=2)) == []


def test_what_looks_alike_counts_as_alike() -> None:
    assert alike("\u0661\u0662\u2013\u06a9\u06cc\u064e") == "12-\u0643\u064a"
    assert alike("\u0627") != alike("\u0623")


def _result(name: str, cer: float, asks: bool, right: tuple[bool, ...] = (True, False)) -> Result:
    read = Read("", ("a", "c"), (0.9, 0.9), asks)
    return Result(name, "no map", ("a", "b"), Scores(cer, 2 * cer, 1.0, 2), read, right)


def test_a_file_counts_as_much_as_any_other_and_silent_ones_are_told() -> None:
    rows = [_result("one", 0.03, False), _result("two", 0.05, True, (True, True))]
    assert Row(rows).mean("cer") == pytest.approx(0.04)
    head, _, row, *each = lines(rows, each=True)
    cells = dict(zip(head.strip("| ").split(" | "), row.strip("| ").split(" | "), strict=True))
    assert cells["files"] == "2"
    assert cells["CER"] == "4.00%"
    assert cells["wrong, not flagged / 1,000"] == "250.00"
    assert (cells["asks for review"], cells["silent over 2 %"]) == ("1", "1")
    assert cells["worst file"] == "5.00% two"
    assert [row.strip("| ").split(" | ")[-1] for row in each[-2:]] == ["**no**", "yes"]


def test_wrong_places_are_shown_with_their_confidence() -> None:
    result = _result("one", 0.03, False)
    assert list(wrong(result, 5)) == ["  b -> c (0.90)"]
    assert list(wrong(result, 0)) == []


def test_the_command_refuses_a_folder_without_such_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["damaged_real", str(tmp_path)])
    with pytest.raises(SystemExit) as raised:
        damaged_real.main()
    assert raised.value.code == 2
