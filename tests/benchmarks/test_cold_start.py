"""What a first run is measured by."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import cold_start
from benchmarks.cold_start import seal, unseal, written
from benchmarks.structure_golden import FIXTURES


def test_a_run_writes_no_file_but_its_output() -> None:
    how = {"cwd": Path(__file__).parents[2], "env": {"PYTHONPATH": "pipeline", "PYTHONDONTWRITEBYTECODE": "1"}}
    assert written(Path(sys.executable), FIXTURES / "pdf" / "honest.pdf", how) == []


@pytest.mark.parametrize(
    "code",
    [
        "open({path!r}, 'w').close()",
        "import os; os.close(os.open({path!r}, os.O_CREAT | os.O_WRONLY))",
        "import os; os.mkdir({path!r})",
        "import os; os.symlink('nothing', {path!r})",
    ],
)
def test_what_is_written_is_seen(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "written")
    monkeypatch.setattr(
        cold_start, "AUDITED", cold_start.AUDITED.replace("    main()\n", f"    {code.format(path=path)}\n")
    )
    assert path in written(Path(sys.executable), FIXTURES / "pdf" / "honest.pdf", {"env": {"PYTHONPATH": "pipeline"}})


def test_a_sealed_folder_can_not_be_written_to_until_it_is_opened(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").touch()
    (tmp_path / "link").symlink_to("nothing")
    seal(tmp_path)
    assert not any(path.stat().st_mode & 0o222 for path in (tmp_path, *tmp_path.glob("folder*"), *tmp_path.glob("*/*")))
    unseal(tmp_path)
    assert tmp_path.stat().st_mode & 0o200 and (tmp_path / "folder").stat().st_mode & 0o200
