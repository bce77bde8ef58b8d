"""``warraq mcp``; what its tools do is tested in tests/integrations."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from warraq.cli import main


def test_without_the_package_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.delitem(sys.modules, "warraq.integrations.mcp", raising=False)
    with pytest.raises(SystemExit) as ended:
        main(["mcp", str(tmp_path)])
    assert ended.value.code == 2
    assert "pip install 'warraq[mcp]'" in capsys.readouterr().err
