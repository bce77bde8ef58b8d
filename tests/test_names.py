"""Values have the names of what they are: ``found``, ``told``, ``own`` and ``heard`` say only where one comes from."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import warraq

ROOT = Path(__file__).parents[1]
FOLDERS = (
    Path(warraq.__file__).parent,
    ROOT / "tests",
    ROOT / "benchmarks",
    ROOT / "tools",
    ROOT / "fixtures" / "build",
)
EMPTY = frozenset({"found", "told", "own", "heard"})


def empty_names(source: str) -> Iterator[tuple[int, str]]:
    """Line and name of each value, parameter and function that is called so; fields of records aren't asked."""
    tree = ast.parse(source)
    fields = {
        statement.target
        for record in ast.walk(tree)
        if isinstance(record, ast.ClassDef)
        for statement in record.body
        if isinstance(statement, ast.AnnAssign)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) if node not in fields:
                pass
            case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.MatchAs(name=str(name)):
                pass
            case _:
                continue
        if name in EMPTY:
            yield node.lineno, name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_values_have_the_names_of_what_they_are(folder: Path) -> None:
    files = sorted(folder.rglob("*.py"))
    assert files
    assert not [
        f"{path.relative_to(folder)}:{line}: {name}"
        for path in files
        for line, name in empty_names(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize(
    "source",
    [
        "found = 1",
        "found: int = 1",
        "a, *told = b",
        "for own in a: pass",
        "with a as heard: pass",
        "[found for found in a]",
        "lambda told: 0",
        "def f(*, own=0): pass",
        "def heard(): pass",
        "(found := 1)",
    ],
)
def test_each_way_to_name_a_value_is_seen(source: str) -> None:
    assert len(list(empty_names(source))) == 1
    assert not list(empty_names("class A:\n    found: int\n    own: str = ''\nb = a.found"))
