"""The same bytes from the same files: whatever the hash seed, the locale, the time zone, the cores and the workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

#: Locale, hash seed, time zone, workers (one: on one core). The first says that all text is ASCII; Turkish has letters
#: of its own for i, Arabic digits. Where the system has no such locale Python's own use of its name is tested.
WORLDS = [("C", "0", "UTC", 1), ("tr_TR.UTF-8", "1", "Asia/Riyadh", 2), ("ar_SA.UTF-8", "4711", "America/Lima", 3)]


def outputs(folder: Path, world: tuple[str, str, str, int]) -> dict[str, bytes]:
    """Name -> bytes of all that is written in a world."""
    locale, seed, zone, workers = world
    folder.mkdir()
    env = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    env |= {"LC_ALL": locale, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "tests.end_to_end.all_outputs", str(folder), str(workers)]
    run = subprocess.run(command, env=env, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")[-2000:]
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return outputs(tmp_path_factory.mktemp("worlds") / "first", WORLDS[0])


@pytest.mark.parametrize("world", WORLDS[1:], ids=lambda world: world[0])
def test_all_outputs_are_the_same_in_another_world(
    first: dict[str, bytes], world: tuple[str, str, str, int], tmp_path: Path
) -> None:
    other = outputs(tmp_path / "other", world)
    assert len(first) > 30
    assert sorted(other) == sorted(first)
    assert [name for name in first if first[name] != other[name]] == []
    assert [name for name in first if not first[name]] == []
