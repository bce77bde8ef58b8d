"""Every script of the benchmarks says how it is called."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import benchmarks

SCRIPTS = sorted(
    path.stem for path in Path(benchmarks.__path__[0]).glob("*.py") if "ArgumentParser" in path.read_text("utf-8")
)


@pytest.mark.parametrize("name", SCRIPTS)
def test_help_is_printed(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", [name, "--help"])
    with pytest.raises(SystemExit) as raised:
        importlib.import_module(f"benchmarks.{name}").main()
    assert raised.value.code == 0
    assert capsys.readouterr().out.startswith("usage: ")
