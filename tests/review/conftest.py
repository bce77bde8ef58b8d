"""Proof sheets that several tests look at, each made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import run

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"


@pytest.fixture(scope="session")
def facsimile() -> Path:
    """Ten pages with a wrong map."""
    return FIXTURES / "ctoc-cop-wg7-2020-4.pdf"


@pytest.fixture(scope="session")
def facsimile_sheet(facsimile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The proof sheet of the facsimile."""
    path = tmp_path_factory.mktemp("sheets") / "facsimile.html"
    path.write_text(run.review(facsimile), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def doubtful() -> Path:
    """Two pages whose words are partly uncertain."""
    return FIXTURES / "agenda-damaged.pdf"


@pytest.fixture(scope="session")
def doubtful_sheet(doubtful: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its proof sheet."""
    path = tmp_path_factory.mktemp("sheets") / "doubtful.html"
    path.write_text(run.review(doubtful), encoding="utf-8")
    return path
