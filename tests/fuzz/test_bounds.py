"""Hostile files by family: each ends as it must, within its bounds, in a process of its own without any other limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.bombs import FAMILIES
from tests.fuzz.explode import explode

#: Seconds by the clock for each second of CPU time: other processes may be busy.
_PATIENCE = 10.0


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_stays_within_its_bounds(name: str, tmp_path: Path) -> None:
    bomb = FAMILIES[name]
    path = tmp_path / "bomb.pdf"
    path.write_bytes(bomb.make())
    end = explode(path, _PATIENCE * bomb.seconds)
    assert end.kind == bomb.end
    assert end.seconds <= bomb.seconds
    assert end.mebibytes <= bomb.mebibytes
