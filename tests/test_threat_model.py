"""The threat model says in each row what shows that it is true, and that is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.fuzz.bombs import BOMBS, FAMILIES

ROOT = Path(__file__).resolve().parents[1]
MODEL = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
ROWS = [re.split(r" ?\| ?", line[2:-2]) for line in MODEL.splitlines() if line.startswith("| ")][1:]


def functions() -> set[str]:
    """Every test function."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "tests").rglob("test_*.py"))
    return {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@pytest.fixture(scope="module")
def known() -> set[str]:
    return {*functions(), *BOMBS, *FAMILIES}


def test_there_are_rows() -> None:
    assert len(ROWS) > 25
    assert {len(row) for row in ROWS} == {4}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_what_shows_a_row_is_there(row: list[str], known: set[str]) -> None:
    named = re.findall(r"`([^`]+)`", row[3])
    assert named
    assert [name for name in named if name not in known] == []


@pytest.mark.parametrize("path", re.findall(r"`(tests/[\w/]+\.py)`", MODEL))
def test_files_that_it_names_are_there(path: str) -> None:
    assert (ROOT / path).is_file()
