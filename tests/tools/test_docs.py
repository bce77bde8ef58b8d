"""The documents: what is generated is current, and the commands that they show work."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.installed import program
from tools.docs import DOCS, MAN_PAGE, _Listed, fill, man_page, pages
from warraq.cli import COMMANDS
from warraq.cli.command import Parser
from warraq.cli.exit_codes import EXIT_CODES
from warraq.emit.formats.json import read_document, write_json
from warraq.model.document import Alternative, UncertainWord
from warraq.run import extract

ROOT = DOCS.parent
#: Bytes.
LARGEST_PICTURE = 150_000
#: Where names of files are looked for.
HOMES = (ROOT, ROOT / "pipeline" / "warraq")
TEXTS = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "README.ar.md"])
#: Where what CONTRIBUTING names is.
SOURCES = ("pipeline", "tests", "benchmarks", "tools", "fixtures")
#: What stands for any file, what is made when it is needed, and words of the cases.
PLACEHOLDERS = {"name.py", "name.pxd", "build/", "out/", "CI", "known_failures"}
#: Two pages whose maps are wrong, and a longer one that has what these have not.
DAMAGED, LONG = "honest-wrong-map.pdf", "report-tables-damaged.pdf"


def blocks(page: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_what_is_generated_is_current() -> None:
    made = pages()
    assert len(made) == len(COMMANDS) + 5
    stale = [page.name for page, text in made.items() if page.read_text(encoding="utf-8") != text]
    assert stale == [], "run python -m tools.docs"


def test_the_man_page_is_current() -> None:
    kept, made = MAN_PAGE.read_text(encoding="utf-8"), man_page()
    if sys.version_info[:2] == (3, 11):
        assert kept == made, "run python -m tools.docs"
    assert kept.split() == made.split()  # argparse of other versions breaks lines elsewhere


def test_the_man_page_has_every_command_option_and_exit_code() -> None:
    page = MAN_PAGE.read_text(encoding="utf-8").replace("\\-", "-")
    for command in COMMANDS:
        parser = _Listed(prog=command.name)
        command.fill(parser)
        assert f"warraq {command.name}\\fR" in page
        assert all(name in page for action in parser.arguments for name in action.option_strings)
    assert all(f"{row.code:3}  " in page for row in EXIT_CODES)


def test_pages_say_first_what_writes_them() -> None:
    for page in pages():
        first, _, rest = page.read_text(encoding="utf-8").partition("\n")
        assert "`python -m tools.docs`" in first
        assert all(f"<!-- {name}:begin -->" in rest for name in re.findall(r"marks `([\w-]+)`", first))


def test_a_block_is_replaced_whole_and_only_where_there_is_one() -> None:
    page = "a\n<!-- x:begin -->\nold\n<!-- x:end -->\nb\n"
    assert fill(page, "x", r"n\1w") == "a\n<!-- x:begin -->\n\nn\\1w\n\n<!-- x:end -->\nb\n"
    with pytest.raises(ValueError, match="2 blocks x"):
        fill(page + page, "x", "")


def test_pictures_are_small() -> None:
    pictures = list((DOCS / "images").iterdir())
    assert {picture.suffix for picture in pictures} == {".png", ".svg"}
    assert max(picture.stat().st_size for picture in pictures) < LARGEST_PICTURE


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_that_are_shown_are_calls_that_warraq_takes(page: Path) -> None:
    lines = [line.removeprefix("$ ") for block in blocks(page, "(?:sh|console)") for line in block.splitlines()]
    calls = [call for line in lines for call in re.findall(r"(?:^|\| )warraq ([^|>]+)", line)]
    for call in calls:
        name, *given = shlex.split(call, comments=True)
        (command,) = (command for command in COMMANDS if command.name == name)
        parser = Parser(prog=name)
        command.fill(parser)
        parser.parse_intermixed_args(given)


@pytest.mark.parametrize("page", [*TEXTS, ROOT / "CONTRIBUTING.md"], ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_of_the_project_that_are_named_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`([\w./-]+/[\w.-]*\.(?:py|pxd|toml|tsv))`", text)
    named += [
        f"{module.replace('.', '/')}.py" for module in re.findall(r"`(?:python -m )?((?:benchmarks|tools)\.\w+)", text)
    ]
    assert [name for name in named if not any((folder / name).is_file() for folder in HOMES)] == []


def test_what_contributing_names_in_the_code_is_there() -> None:
    """Folders and files by their last name, tables and classes by a definition, targets by the Makefile."""
    text = re.sub("```.*?```", "", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), flags=re.DOTALL)
    named = set(re.findall(r"`([^`\n]+)`", text))
    files = {path.relative_to(ROOT) for folder in SOURCES for path in (ROOT / folder).rglob("*")}
    names = {name for path in files for name in (path.name, path.stem)} | {path.name for path in ROOT.iterdir()}
    of_files = {name for name in named if re.fullmatch(r"\w+(\.(py|pxd|toml|tsv|md)|/)", name)} - PLACEHOLDERS
    assert len(of_files) > 50
    assert {name for name in of_files if name.rstrip("/") not in names} == set()
    rooms = {path.parent.name for path in files if path.name == "__init__.py" and "warraq" in path.parts[1:-2]}
    assert rooms - {part for name in named for part in name.split("/")} == set()
    code = "\n".join((ROOT / path).read_text("utf-8") for path in files if path.suffix == ".py")
    defined = set(re.findall(r"^ *(?:def |class )?(\w+)(?=\(|:| =)", code, re.MULTILINE))
    identifiers = {name for name in named if re.fullmatch(r"[A-Z]\w+|[a-z]+_\w+", name)} - PLACEHOLDERS
    assert len(identifiers) > 15
    assert identifiers - defined - names == set()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {name.split()[1] for name in named if re.fullmatch(r"make \w+", name)} <= targets


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the fixtures and the command, as a checkout has them."""
    folder = tmp_path_factory.mktemp("tutorial")
    (folder / "fixtures").symlink_to(ROOT / "fixtures")
    command = folder / "warraq"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m warraq "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return folder


def run(line: str, folder: Path) -> str:
    path = os.pathsep.join((str(folder), os.environ["PATH"]))
    setting = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT / "pipeline"), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(line, shell=True, cwd=folder, env=setting, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("block", blocks(DOCS / "tutorial.md", "console"), ids=lambda block: block[:30].strip())
def test_the_tutorial_shows_what_its_commands_print(block: str, workplace: Path) -> None:
    program("jq", "jq")
    program("pdftotext", "poppler-utils")
    for call in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
        line, shown = call
        assert run(line, workplace) == shown


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Folders with a ``report.json``: a golden one with a word to check, and what ``extract`` writes."""
    folders = [tmp_path_factory.mktemp(name) for name in ("golden", "damaged", "long")]
    golden = read_document(ROOT / "fixtures" / "golden" / "ctoc-cop-wg7-2020-4.pdf.json")
    doubt = UncertainWord(
        word="تقرير", index=0, confidence=0.5, alternatives=(Alternative(text="تقدير", probability=0.4),)
    )
    first, *others = golden.body
    write_json(replace(golden, body=(replace(first, uncertain=(doubt,)), *others)), folders[0] / "report.json")
    for folder, name in zip(folders[1:], (DAMAGED, LONG), strict=True):
        write_json(extract(ROOT / "fixtures" / "pdf" / name), folder / "report.json")
    return folders


@pytest.mark.parametrize(
    "line",
    [line for block in blocks(DOCS / "json.md", "sh") for line in block.splitlines()],
    ids=lambda line: line[:50],
)
def test_lines_of_jq_work(line: str, reports: list[Path]) -> None:
    program("jq", "jq")
    printed = []
    for folder in reports:
        done = subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        printed.append(done.stdout)
    assert any(printed)
