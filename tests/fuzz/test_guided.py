"""What `make fuzz` begins with shows no fault, and what it says where it can't run or finds one."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from tests.fuzz import guided
from tests.fuzz.targets import TARGETS

#: Seeds of a target that are read here; to decipher a dump takes a second.
SEEDS = {"decipherment": 1}


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_show_no_fault(name: str) -> None:
    target = TARGETS[name]
    seeds = [seed[: target.most] for seed in islice(target.seeds(), SEEDS.get(name, 12))]
    assert seeds
    for seed in seeds:
        guided.one_input(name, seed)


def call(*arguments: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["guided", *arguments])
        return guided.main()


def test_without_atheris_it_says_where_it_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert call("cmap") == 2
    assert "Python 3.11 to 3.14" in capsys.readouterr().err


def test_one_input_can_be_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "input"
    path.write_bytes(b"1 beginbfchar <03> <0628> endbfchar")
    assert call("cmap", "--input", str(path)) == 0
    assert capsys.readouterr().out == "cmap: no fault\n"


def test_a_fault_is_told_with_the_command_that_shows_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Crashed:
        """A child that keeps an input and dies, as libFuzzer does."""

        returncode = 77

        def __init__(self, command: list[str], **_: object) -> None:
            (Path(command[command.index("--keep") + 1]) / "cmap-crash-1").write_bytes(b"x")

        def poll(self) -> int:
            return self.returncode

    monkeypatch.setattr(subprocess, "Popen", Crashed)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    assert call("cmap", "--keep", str(tmp_path)) == 1
    said = capsys.readouterr().out
    assert f"-m tests.fuzz.guided cmap --input {tmp_path / 'cmap-crash-1'}" in said
    assert said.endswith("faults in cmap\n")
