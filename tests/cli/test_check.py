"""``warraq check``: what it prints, and what it exits with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.structure_golden import FIXTURES
from warraq.cli.commands.checking import FAIL_ON
from warraq.routes.route import KEEP, ROUTES

PDFS = FIXTURES / "pdf"
LAW, DAMAGED, SCAN, DUMP = (
    PDFS / "law.pdf",
    PDFS / "law-damaged.pdf",
    PDFS / "bad" / "scan.pdf",
    FIXTURES / "text" / "ctoc-cop-wg7-2020-4.txt",
)


def run(*arguments: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """``warraq check`` in a process of its own."""
    command = [sys.executable, "-m", "warraq", "check", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=False)


def test_a_person_reads_how_many_pages_go_which_way_and_why() -> None:
    done = run(LAW, DAMAGED, SCAN, DUMP)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0] == f"{LAW}: 2 keep"
    assert lines[1] == f"{DAMAGED}: 2 repair"
    assert lines[2].split()[:4] == ["pages", "1-2", "repair", "wrong_map,"]
    assert lines[3:] == [
        f"{SCAN}: 1 ocr",
        "  page 1        ocr     pages_without_text",
        f"{DUMP}: 1 repair",
        "  text          repair  enciphered",
    ]
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("file", "fail_on", "code"),
    [
        (LAW, "repair", 0), (DAMAGED, "repair", 1), (DAMAGED, "ocr", 0), (SCAN, "ocr", 1), (SCAN, "repair", 1),
        (SCAN, "never", 0),
    ],
)  # fmt: skip
def test_the_route_that_fails_can_be_chosen(file: Path, fail_on: str, code: int) -> None:
    assert run(file, "--fail-on", fail_on).returncode == code


def test_json_is_an_object_a_file_a_line_each_and_has_the_findings() -> None:
    done = run(LAW, DAMAGED, "--json")
    law, damaged = map(json.loads, done.stdout.splitlines())
    assert (law["route"], law["file"], law["kind"]) == ("keep", str(LAW), "pdf")
    assert law["pages"][1] == {"page": 2, "route": "keep", "reasons": [], "doubtful": 0.0}
    assert damaged["route"] == "repair"
    assert {"wrong_map", "blank_letters"} <= {finding["fault"] for finding in damaged["findings"]}


def test_pages_can_be_chosen() -> None:
    for more in ((), ("--pages-alone",)):
        done = run(DAMAGED, "--pages", "2", "--json", *more)
        assert done.returncode == 1
        assert [page["page"] for page in json.loads(done.stdout)["pages"]] == [2]
    done = run(LAW, "--pages", "3")
    assert done.returncode == 2 and "no page 3" in done.stderr


def test_what_cannot_be_read_is_told_and_the_rest_goes_on() -> None:
    bad = PDFS / "bad" / "encrypted.pdf"
    done = run(bad, LAW, "--json")
    assert done.returncode == 6
    refused, law = map(json.loads, done.stdout.splitlines())
    assert refused["file"] == str(bad) and refused["error"]["exit_code"] == 6
    assert refused["error"]["kind"] == "EncryptedPdf"
    assert "--password" in refused["error"]["help"]
    assert law["route"] == "keep"
    assert "--password" in done.stderr


def test_a_text_from_stdin_is_judged_beside_its_pdf() -> None:
    assert run(LAW, "--text", "-", given="نص").returncode == 1
    assert "lost_letters" in run(LAW, "--text", "-", given="نص").stdout
    assert run(LAW, DAMAGED, "--text", "-").returncode == 2


def test_a_folder_is_looked_through(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.pdf").write_bytes(LAW.read_bytes())
    done = run(tmp_path)
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'sub' / 'a.pdf'}: 2 keep\n")


def test_nothing_is_deciphered_and_nothing_of_texts_loaded() -> None:
    code = (
        "import sys; from warraq.cli import main\n"
        f"try: main(['check', {str(DAMAGED)!r}])\n"
        "except SystemExit: print([name for name in sys.modules if name.startswith(('warraq.decipher.glyph.search',"
        " 'warraq.decipher.text', 'warraq.routes.of_text'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


def test_a_gate_may_fail_on_every_route_but_the_one_that_keeps() -> None:
    assert (KEEP, *FAIL_ON) == ROUTES
