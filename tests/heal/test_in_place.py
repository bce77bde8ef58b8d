"""A file is replaced by its healed self only where that was asked for."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from warraq.cli import main

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "pdf"
DAMAGED = FIXTURES / "law-damaged.pdf"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    path = tmp_path / "law.pdf"
    path.write_bytes(DAMAGED.read_bytes())
    path.chmod(0o600)
    return path


def run(*arguments: str | Path) -> int | str | None:
    with pytest.raises(SystemExit) as ended:
        main(["heal", *map(str, arguments)])
    return ended.value.code


@pytest.mark.parametrize("name", ["law.pdf", "../{folder}/law.pdf", "link.pdf"])
def test_the_file_itself_is_not_replaced_unasked(name: str, copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copied.parent / "link.pdf").symlink_to(copied)
    before = copied.read_bytes()
    assert run(copied, "-o", copied.parent / name.format(folder=copied.parent.name)) == 2
    assert "--in-place" in capsys.readouterr().err
    assert copied.read_bytes() == before


def test_without_a_place_it_is_asked_for(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(copied) == 2
    assert "--out" in capsys.readouterr().err


@pytest.mark.parametrize("options", [("--in-place",), ("--in-place", "-o", "{file}")])
def test_in_place_the_file_is_replaced_and_stays_private(options: tuple[str, ...], copied: Path) -> None:
    before = copied.read_bytes()
    assert run(copied, "--no-verify", *(option.format(file=copied) for option in options)) == 0
    assert copied.read_bytes() != before
    assert stat.S_IMODE(copied.stat().st_mode) == 0o600


def test_the_copy_of_a_private_file_is_private(copied: Path) -> None:
    out = copied.with_name("healed.pdf")
    assert run(copied, "--no-verify", "-o", out) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
