"""What people expect of any command: its version, short options, endings, folders, pipes, colours, completion."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import warraq
from benchmarks.structure_golden import FIXTURES
from warraq.cli.commands.facts import SHELLS
from warraq.cli.exit_codes import CLOSED_PIPE

HONEST, DAMAGED, SCAN = (FIXTURES / "pdf" / name for name in ("honest.pdf", "honest-wrong-map.pdf", "bad/scan.pdf"))
NO_TEXT_LAYER = 7


def command(*arguments: str | Path, **setting: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "warraq", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **setting},
    )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with a PDF, a folder in it with another and a scan, and a file of no interest."""
    folder = tmp_path / "archive"
    (folder / "sub").mkdir(parents=True)
    shutil.copy(HONEST, folder / "a.pdf")
    shutil.copy(HONEST, folder / "sub" / "a.PDF")
    shutil.copy(SCAN, folder / "sub" / "scan.pdf")
    (folder / "notes.txt").write_text("no document")
    return folder


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_an_option_too(option: str) -> None:
    asked = command(option)
    assert (asked.returncode, asked.stdout) == (0, command("version").stdout)
    assert warraq.__version__ in asked.stdout


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.md", "# "), ("a.html", "<!DOCTYPE"), ("a.HTM", "<!DOCTYPE"), ("a.txt", "تقرير"), ("a.jsonl", '{"kind"'),
     ("a.akn.xml", "<?xml"), ("a.json", "{"), ("a", "{")],
)  # fmt: skip
def test_the_ending_of_the_output_says_its_format(name: str, start: str, tmp_path: Path) -> None:
    assert command("extract", HONEST, "--output", tmp_path / name).returncode == 0
    assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_an_option_says_more_than_an_ending_and_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    assert command("extract", HONEST, "-o", tmp_path / "a.docx", "-f", "md").returncode == 0
    assert (tmp_path / "a.docx").read_text("utf-8").startswith("# ")
    refused = command("extract", HONEST, "-o", tmp_path / "b.docx")
    assert (refused.returncode, (tmp_path / "b.docx").exists()) == (2, False)
    assert "--format" in refused.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_folder_is_read_with_its_folders_by_as_many_processes_as_asked(
    workers: str, archive: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = command("extract", archive, "-f", "txt", "-o", out, "-j", workers, "--ocr", "never")
    assert done.returncode == NO_TEXT_LAYER
    assert {path.relative_to(out).as_posix() for path in out.rglob("*.*")} == {"a.pdf.txt", "sub/a.PDF.txt"}
    assert (out / "a.pdf.txt").read_bytes() == (out / "sub" / "a.PDF.txt").read_bytes()
    assert done.stdout == ""
    assert "scan.pdf: the pages hold images" in done.stderr and "ocrmypdf" in done.stderr


def test_nothing_is_begun_where_files_would_go_to_one_place(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "empty").mkdir()
    for inputs, said in (
        ((archive / "a.pdf", archive), "a.pdf: another file has its name"),
        ((tmp_path / "empty",), "no PDFs"),
    ):
        done = command("extract", *inputs, "-o", out)
        assert said in done.stderr and done.returncode in (2, 3)
        assert not out.exists()


def test_a_pipe_that_nobody_reads_is_no_fault_and_has_an_exit_code_of_its_own() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "warraq", "schema"], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (CLOSED_PIPE, b"")


def test_verbose_shows_the_stages_and_twice_what_they_saw(tmp_path: Path) -> None:
    target = ("-q", "-o", tmp_path / "a.json")
    silent, once, twice = (command("extract", DAMAGED, *target, *more).stderr for more in ((), ("-v",), ("-vv",)))
    assert silent == ""
    lines = once.splitlines()
    assert all(re.fullmatch(r"warraq: +\d+\.\d\d s  honest-wrong-map.pdf: \S+", line) for line in lines)
    assert [line.rpartition(" ")[2] for line in lines if "ascent" not in line and "outlines" not in line] == [
        "pages", "diagnosis", "lines", "layout", "structure",
    ]  # fmt: skip
    assert "wrong_map, Scheherazade-Regular" in twice


def test_the_library_logs_and_shows_nothing(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    warraq.extract(HONEST)
    assert capsys.readouterr() == ("", "")
    with caplog.at_level(logging.DEBUG, "warraq"):
        warraq.extract(DAMAGED)
    assert {record.name for record in caplog.records} == {"warraq"}
    assert {record.levelname for record in caplog.records} == {"INFO", "DEBUG"}


def test_colours_are_left_out_where_they_are_not_wanted(tmp_path: Path) -> None:
    golden = FIXTURES / "golden" / "honest.pdf.json"
    other = tmp_path / "other.json"
    other.write_text(golden.read_text("utf-8").replace("المخطوطات", "المطبوعات"), "utf-8")
    colour = re.compile(r"\x1b\[[\d;]*3\d")
    assert colour.search(command("diff", golden, other, FORCE_COLOR="1").stdout)
    assert not colour.search(command("diff", golden, other, FORCE_COLOR="1", NO_COLOR="1").stdout)
    assert "\x1b" not in command("diff", golden, other).stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_completions_are_written_for_each_shell(shell: str) -> None:
    done = command("completion", shell)
    assert done.returncode == 0
    assert "extract" in done.stdout and "corrections" in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not there")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("ins",), {"inspect"}),
        (("extract", "--fo"), {"--format", "--force", "--font-cache"}),
        (("extract", "-f", "ma"), {"markdown", "marc"}),
        (("extract", "some"), {"some file.pdf"}),
    ],
)
def test_bash_completes(words: tuple[str, ...], offered: set[str], tmp_path: Path) -> None:
    (tmp_path / "some file.pdf").touch()
    script = tmp_path / "completion"
    script.write_text(command("completion", "bash").stdout)
    given = " ".join(json.dumps(word) for word in words)
    line = (
        f"source {script}; COMP_WORDS=(warraq {given}); COMP_CWORD={len(words)}; _shtab_warraq; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert {reply.replace("\\", "") for reply in done.stdout.splitlines()} == offered
