"""Whatever tests read or run of the machine is in a package that the lists of needs name."""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.corpus.page import FACES
from tests.installed import needs, require

ROOT = Path(__file__).resolve().parents[1]
FONTS = Path("/usr/share/fonts")
SOURCES = sorted([*(ROOT / "tests").rglob("*.py"), *(ROOT / "fixtures" / "build").glob("*.py")])
#: Calls whose first argument is a program, or a list that begins with one.
RUNNING = {"which", "run", "Popen", "check_output", "check_call"}
#: Debian's names of these begin so; one name is made up.
FACE_PACKAGE, MADE_UP = "fonts-", "fonts-example"


def nodes() -> Iterator[ast.AST]:
    for path in SOURCES:
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def constants() -> Iterator[str]:
    yield from (node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str))


def files() -> set[Path]:
    """Files of the system that tests name, by their whole path or below the folder of faces."""
    named = {text for text in constants() if " " not in text and Path(text).suffix}
    whole = {Path(text) for text in named if text.startswith("/usr/")}
    return whole | {FONTS / text for text in named if text.startswith(("truetype/", "opentype/"))}


def programs() -> set[str]:
    names = set()
    for node in nodes():
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if name in RUNNING and isinstance(first, ast.List) and first.elts:
                first = first.elts[0]
            if name in RUNNING and isinstance(first, ast.Constant) and isinstance(first.value, str):
                names.add(first.value)
    return names


def owner(path: Path) -> str:
    """The Debian package that has a file."""
    dpkg = require(Path("/usr/bin/dpkg"), "dpkg")
    answer = subprocess.run([dpkg, "-S", path.resolve()], capture_output=True, text=True, check=False).stdout
    return answer.partition(":")[0]


def test_tests_name_files_and_programs() -> None:
    assert len(files()) > 5
    assert {"chromium", "tidy", "pdftocairo"} <= programs()


@pytest.mark.parametrize("path", sorted(files()), ids=str)
def test_every_file_is_in_a_package_that_is_listed(path: Path) -> None:
    assert owner(path) in needs()


@pytest.mark.parametrize("program", sorted(programs()))
def test_every_program_is_in_a_package_that_is_listed(program: str) -> None:
    path = shutil.which(program)
    assert path is not None, f"no package of the lists has {program}"
    assert owner(Path(path)) in needs()


def test_every_package_that_a_test_names_is_listed() -> None:
    named = {name for text in constants() for name in text.split() if text.startswith(FACE_PACKAGE)}
    assert named - {MADE_UP, FACE_PACKAGE} <= needs()


def test_every_face_of_the_corpus_that_a_test_asks_for_is_listed() -> None:
    package = {face.name: face.package for face in FACES}
    asked = {
        str(node.args[0].value)
        for node in nodes()
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        if getattr(node.func, "id", "") == "face"
    }
    assert {package[name] for name in asked} <= needs()
