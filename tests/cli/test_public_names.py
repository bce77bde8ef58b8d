"""``from warraq import ...``: the functions keep their names whatever has been loaded."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import warraq

#: Types that have another name.
ALIASES = {"Progress", "Readable"}


def test_every_public_name_is_there() -> None:
    assert all(getattr(warraq, name) is not None for name in warraq.__all__)
    assert set(warraq.__all__) == set(dir(warraq))


def test_a_name_that_is_loaded_later_is_known_to_a_checker_of_types() -> None:
    tree = ast.parse(Path(warraq.__file__).read_text("utf-8"))
    (guarded,) = (part for part in tree.body if isinstance(part, ast.If))
    known = {name.name: part.module for part in guarded.body if isinstance(part, ast.ImportFrom) for name in part.names}
    assert known == warraq._LATER


def test_every_public_name_is_described() -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
    described = [line.rpartition(".")[2] for line in page.splitlines() if line.startswith("::: ")]
    assert sorted(described) == sorted(set(warraq.__all__) - {"__version__"})
    for name in described:
        thing = getattr(warraq, name)
        assert not callable(thing) or name in ALIASES or (thing.__doc__ or "").strip(), name
        generated = isinstance(thing, type) and (thing.__doc__ or "").startswith(f"{name}(")
        assert not generated, f"{name} has no docstring of its own"


def test_the_function_extract_is_not_lost_to_the_stage_of_its_name() -> None:
    script = (
        "import warraq.extract.objects.source\n"
        "from warraq.extract import pages\n"
        "from warraq import extract, inspect, repair_text\n"
        "assert all(map(callable, (extract, inspect, repair_text)))\n"
        "assert pages.__name__ == 'warraq.extract.pages'\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_importing_the_package_loads_no_stage() -> None:
    script = "import sys, warraq; print([m for m in ('numpy', 'pydantic', 'pdfplumber') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
