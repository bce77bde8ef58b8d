"""Other packages are used as they are documented: none of their private parts is named, nothing stands in for them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted([*(ROOT / "pipeline").rglob("*.py"), *(ROOT / "tools").rglob("*.py")])
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
#: What named tuples offer begins with an underscore, so that no field has its name.
NAMED_TUPLES = {"_replace", "_asdict", "_fields", "_make"}
#: Modules that load code or objects from files, or patch what others import.
LOADERS = {"pickle", "marshal", "shelve", "dill", "joblib", "imp", "ctypes", "runpy", "zipimport"}
#: Where they are used all the same, and why that is no code or cache.
ALLOWED = {
    ("pipeline/warraq/fonts/outlines/glyph_shape.py", "ctypes"): "what FreeType's C functions take and give",
    ("pipeline/warraq/fonts/programs/opened_face.py", "ctypes"): "what FreeType's C functions take and give",
    ("pipeline/warraq/model/packed/pages.py", "pickle"): "records of this process, packed and unpacked in memory",
    ("pipeline/warraq/batch/child.py", "pickle"): "the settings that the parent sends to its own worker",
    ("pipeline/warraq/batch/worker.py", "pickle"): "the settings that the parent sends to its own worker",
}


def private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def own_names() -> set[str]:
    """Every private name that our modules, classes and objects have."""
    names: set[str] = set()
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
                names.add(node.name)
            elif isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.attr if isinstance(node, ast.Attribute) else node.id)
    return names


OWN = own_names()


def foreign(tree: ast.Module) -> Iterator[str]:
    """Private parts of other packages that a module names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if any(map(private, alias.name.split("."))))
        elif isinstance(node, ast.ImportFrom) and node.module and not node.module.startswith("warraq"):
            names = [*node.module.split("."), *(alias.name for alias in node.names)]
            yield from (f"{node.module}: {name}" for name in names if private(name))
        elif isinstance(node, ast.Attribute) and private(node.attr) and node.attr not in OWN | NAMED_TUPLES:
            yield ast.unparse(node)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_private_part_of_another_package_is_named(path: Path) -> None:
    assert list(foreign(TREES[path])) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_stands_in_for_a_module_and_no_code_is_loaded(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    for node in ast.walk(TREES[path]):
        assert not (isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.modules")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("exec", "eval", "compile", "__import__")
        imported = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        imported += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not [module for module in imported if module in LOADERS and (name, module) not in ALLOWED]


def test_what_is_looked_for_would_be_found() -> None:
    source = "import numpy as np\nfrom regex import _regex\nimport os._x\nnp._core\nself._never_made_by_us"
    assert len(list(foreign(ast.parse(source)))) == 4
