"""The page of frameworks: what it shows runs."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.integrations.files import FIXTURES, REPORT

ROOT = FIXTURES.parent
PAGE = (ROOT / "docs" / "frameworks.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]


@pytest.mark.parametrize("section", SECTIONS)
def test_what_the_page_shows_runs(section: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(REPORT, tmp_path / "report.pdf")
    (tmp_path / "archive").mkdir()
    shutil.copy(REPORT, tmp_path / "archive" / "report.pdf")
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {"__name__": "__main__"}
    for block in re.findall(r"^```python\n(.*?)^```$", SECTIONS[section], re.MULTILINE | re.DOTALL):
        exec(compile(block, f"docs/frameworks.md: {section}", "exec"), namespace)


def test_every_adapter_has_a_section_and_an_extra() -> None:
    modules = {path.stem for path in (ROOT / "pipeline" / "warraq" / "integrations").glob("*.py")}
    adapters = modules - {"__init__", "pieces", "places"}
    assert adapters == set(re.findall(r"warraq\[(\w+)\]", PAGE)) - {"parquet"}
    assert adapters <= EXTRAS.keys()
    (everything,) = (need for need in EXTRAS["integrations"] if need.startswith("warraq["))
    assert adapters == set(re.findall(r"\w+", everything)) - {"warraq"}
