"""Compiled functions have a place even where nothing of the user's own can be written to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from warraq import kernel_cache

pytestmark = pytest.mark.skipif(os.name != "posix", reason="owners and modes of POSIX")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder; the variable is unset, and restored afterwards."""
    monkeypatch.setenv(kernel_cache.VARIABLE, "")
    monkeypatch.setattr(kernel_cache.tempfile, "gettempdir", lambda: str(tmp_path))
    return tmp_path


@pytest.fixture
def nothing_writable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_cache.os, "access", lambda path, mode: False)


def test_numba_s_own_place_is_left_to_it(temporary: Path) -> None:
    kernel_cache.provide(temporary)
    assert not os.environ[kernel_cache.VARIABLE]
    assert list(temporary.iterdir()) == []


@pytest.mark.usefixtures("nothing_writable")
def test_a_choice_of_the_user_is_kept(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kernel_cache.VARIABLE, "/somewhere")
    kernel_cache.provide(temporary)
    assert os.environ[kernel_cache.VARIABLE] == "/somewhere"


@pytest.mark.usefixtures("nothing_writable")
def test_otherwise_it_is_a_private_folder_the_same_each_time(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kernel_cache.provide(temporary)
    first = Path(os.environ[kernel_cache.VARIABLE])
    assert first.parent == temporary
    assert first.stat().st_mode & 0o777 == 0o700
    monkeypatch.setenv(kernel_cache.VARIABLE, "")
    kernel_cache.provide(temporary)
    assert Path(os.environ[kernel_cache.VARIABLE]) == first


@pytest.mark.usefixtures("nothing_writable")
@pytest.mark.parametrize("trap", ["open to others", "a link", "a file"])
def test_a_folder_that_others_prepared_is_not_used(temporary: Path, trap: str) -> None:
    expected = temporary / f"warraq-{os.getuid()}"
    if trap == "open to others":
        expected.mkdir()
        expected.chmod(0o777)
    elif trap == "a link":
        (temporary / "elsewhere").mkdir(mode=0o700)
        expected.symlink_to(temporary / "elsewhere")
    else:
        expected.write_bytes(b"")
    kernel_cache.provide(temporary)
    chosen = Path(os.environ[kernel_cache.VARIABLE])
    assert chosen != expected
    assert chosen.stat().st_mode & 0o777 == 0o700
