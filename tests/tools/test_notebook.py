"""The notebook of the documents runs, and shows what it showed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tools import notebook


def shown(cells: Any) -> list[list[str]]:
    """The plain text that each cell with code shows."""
    return [
        [str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", "")) for output in cell.outputs]
        for cell in cells
        if cell.cell_type == "code"
    ]


def test_the_notebook_runs_and_shows_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    packages = str(Path(__file__).parents[2] / "pipeline")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((packages, os.environ.get("PYTHONPATH", ""))))
    now = shown(notebook.run().cells)
    assert now == shown(notebook.kept().cells), "run python -m tools.notebook"
    assert all(now[:-1])
