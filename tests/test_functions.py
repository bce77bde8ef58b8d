"""Functions fit on a screen, folders are looked over at a glance.

How many parameters functions have is for the linter (``max-args`` in pyproject.toml).
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import warraq

PACKAGE = Path(warraq.__file__).parent
#: Lines of a function at most, with its docstring.
MOST = 60
#: Modules of a folder at most.
A_DOZEN = 12


def too_long(source: str) -> Iterator[tuple[str, int]]:
    """Name and lines of each function that is longer."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            lines = node.end_lineno - node.lineno + 1
            if lines > MOST:
                yield node.name, lines


def test_functions_fit_on_a_screen() -> None:
    longer = {
        f"{path.relative_to(PACKAGE)}: {name}": lines
        for path in sorted(PACKAGE.rglob("*.py"))
        for name, lines in too_long(path.read_text(encoding="utf-8"))
    }
    assert not longer


def test_a_longer_one_is_found() -> None:
    body = "    pass\n"
    assert not list(too_long("def short():\n" + body * (MOST - 1)))
    assert list(too_long("class A:\n  def long(self):\n" + body * MOST)) == [("long", MOST + 1)]


def test_a_folder_has_a_dozen_modules_at_most() -> None:
    modules = Counter(path.parent for path in PACKAGE.rglob("*.py") if path.stem != "__init__")
    assert len(modules) > A_DOZEN
    assert not {str(folder.relative_to(PACKAGE)): count for folder, count in modules.items() if count > A_DOZEN}
