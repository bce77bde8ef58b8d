"""Proof sheets that several tests look at, each made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from warraq import run

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"


def sheet_of(pdf: Path, factory: pytest.TempPathFactory) -> Path:
    path = factory.mktemp("sheets") / f"{pdf.stem}.html"
    path.write_text(run.review(pdf), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def facsimile() -> Path:
    """Ten pages with a wrong map."""
    return FIXTURES / "ctoc-cop-wg7-2020-4.pdf"


@pytest.fixture(scope="session")
def facsimile_sheet(facsimile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The proof sheet of the facsimile."""
    return sheet_of(facsimile, tmp_path_factory)


@pytest.fixture(scope="session")
def tables() -> Path:
    """Two pages with tables, a table of contents, a frame and footnotes."""
    return FIXTURES / "report-tables.pdf"


@pytest.fixture(scope="session")
def tables_sheet(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its proof sheet."""
    return sheet_of(tables, tmp_path_factory)


@pytest.fixture(scope="session")
def doubtful() -> Path:
    """Two pages whose words are partly uncertain."""
    return FIXTURES / "agenda-damaged.pdf"


@pytest.fixture(scope="session")
def doubtful_sheet(doubtful: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its proof sheet."""
    return sheet_of(doubtful, tmp_path_factory)
