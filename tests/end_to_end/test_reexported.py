"""Damaged files that Cairo has written anew, as "print to a file" does: it takes their maps for true."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from benchmarks.structure_golden import FIXTURES, golden_path
from pipeline.emit.compare import character_error_rate, compare
from pipeline.emit.json import read_document
from pipeline.emit.markdown import plain_text
from pipeline.run import extract

NAMES = ("agenda", "gazette", "law", "letter", "report-tables", "resolution", "treaty")


@pytest.mark.parametrize("name", [f"{name}-damaged.pdf" for name in NAMES])
def test_glyphs_that_are_set_apart_as_latin_are_read_by_their_ink(name: str, tmp_path: Path) -> None:
    """What a wrong map calls a bracket or a space goes to a font of its own, whose tables say the same."""
    source = FIXTURES / "pdf" / name
    subprocess.run(["pdftocairo", "-pdf", source, tmp_path / name], check=True)
    golden, found = read_document(golden_path(source)), extract(tmp_path / name)
    compared = compare(golden, found)
    assert (compared.unflagged, compared.structure_f1) == (0, 1.0)
    assert character_error_rate(plain_text(golden), plain_text(found)) < 0.002
