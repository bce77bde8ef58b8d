"""``warraq align``: what it takes, what it writes and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.emit.documents import awkward
from warraq.cli import main
from warraq.emit.formats.json import write_json


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name in ("a.json", "b.json"):
        write_json(awkward(), tmp_path / name)
    return [str(tmp_path / name) for name in ("a.json", "b.json")]


def code(*arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(["align", *arguments])
    return int(done.value.code or 0)


@pytest.mark.parametrize(
    ("name", "start"), [("a.tmx", "<tmx"), ("a.xlf", "<xliff"), ("a.XLIFF", "<xliff"), ("a.tsv", ""), ("a.jsonl", "")]
)
def test_the_ending_says_the_format(
    name: str, start: str, files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code(*files, "-o", str(tmp_path / name)) == 0
    text = (tmp_path / name).read_text("utf-8")
    assert start in text[:100] and len(text.splitlines()) > 3
    printed = capsys.readouterr()
    assert printed.out == "" and "groups of sentences" in printed.err


def test_stdout_is_data(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert code(*files, "-f", "tsv", "--languages", "ar,fa") == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("confidence\ttext_ar\t") and printed.err == ""


def test_moses_is_a_file_a_language(files: list[str], tmp_path: Path) -> None:
    assert code(*files, "-f", "moses", "--languages", "ar,fa", "-q", "-o", str(tmp_path / "all")) == 0
    assert {path.name for path in tmp_path.glob("all*")} == {"all.ar", "all.fa"}


def test_calls_that_make_no_sense_are_refused(files: list[str], tmp_path: Path) -> None:
    assert code(files[0]) == 2
    assert code(*files, "-o", str(tmp_path / "a.docx")) == 2
    assert code(*files, "-f", "moses") == 2
    assert code(*files, *files, "-f", "xliff") == 2
    assert code(*files, "--languages", "ar") == 2
