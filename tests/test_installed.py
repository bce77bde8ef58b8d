"""A missing component is a skip on a desk and a failure in continuous integration."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.installed import needs, require


def test_what_is_there_is_returned(tmp_path: Path) -> None:
    assert require(tmp_path, "chromium") == tmp_path


def test_a_missing_file_skips_and_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium"):
        require(tmp_path / "missing", "chromium")


def test_a_missing_file_fails_in_continuous_integration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install chromium"):
        require(tmp_path / "missing", "chromium")


def test_a_package_that_no_list_has_fails_even_where_it_is_installed(tmp_path: Path) -> None:
    assert "fonts-example" not in needs()
    with pytest.raises(pytest.fail.Exception, match="in no list of needs: fonts-example"):
        require(tmp_path, "chromium fonts-example")
