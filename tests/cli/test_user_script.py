"""A user's script: it runs by the public names alone, and is typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.structure_golden import FIXTURES

SCRIPT = Path(__file__).with_name("user_script.py")
PACKAGES = Path(__file__).parents[2] / "pipeline"


def test_it_runs(tmp_path: Path) -> None:
    law = FIXTURES / "pdf" / "law-damaged.pdf"
    command = [sys.executable, str(SCRIPT), str(law), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(PACKAGES), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].endswith(" 1")
    assert {"a.json", "a.alto.xml", "healed.pdf", "report", "archive"} <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize(("name", "other"), [("", ""), ("chunk.text", "chunk.txt"), ("node.title", "node.titel")])
def test_a_strict_checker_has_something_against_mistakes_alone(name: str, other: str, tmp_path: Path) -> None:
    """As a user calls it, with none of the project's settings. What the package itself imports isn't looked at."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.read_text("utf-8").replace(name, other), "utf-8")
    options = ("--strict", "--config-file=", "--follow-imports=silent", "--ignore-missing-imports")
    command = [sys.executable, "-m", "mypy", *options, "--cache-dir", str(tmp_path), str(script)]
    environment = {**os.environ, "MYPYPATH": str(PACKAGES), "PYTHONPATH": ""}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment, cwd=tmp_path)
    assert done.returncode == (1 if other else 0), done.stdout + done.stderr
    assert ("has no attribute" in done.stdout) == bool(other)
