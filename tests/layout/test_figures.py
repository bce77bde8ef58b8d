"""The figures that the layout has to keep on the fixtures: footnote links, cells of tables."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from benchmarks.structure import Share, cells, note_links
from benchmarks.structure_golden import FIXTURES, golden_path
from warraq import extract
from warraq.emit.formats.json import read_document
from warraq.model.document import Document

NOTED = ["resolution", "report-tables", "letter"]
RULED = ["law", "report-tables"]
UNRULED = ["report-tables", "letter"]
TWINS = ["", "-damaged"]


@cache
def pair(name: str) -> tuple[Document, Document]:
    """The golden document, and what comes out."""
    path = Path(FIXTURES / "pdf" / f"{name}.pdf")
    return read_document(golden_path(path)), extract(path)


@pytest.mark.parametrize("name", [name + twin for name in NOTED for twin in TWINS])
def test_every_footnote_is_tied_to_its_mark(name: str) -> None:
    share = note_links(*pair(name))
    assert share.right == share.total > 0


@pytest.mark.parametrize("name", [name + twin for name in RULED for twin in TWINS])
def test_cells_between_rules_are_exact(name: str) -> None:
    share = cells(*pair(name), ruled=True)
    assert share.right == share.total > 0


@pytest.mark.parametrize("name", [name + twin for name in UNRULED for twin in TWINS])
def test_cells_between_gutters_are_nearly_all_exact(name: str) -> None:
    share = cells(*pair(name), ruled=False)
    assert share.total > 0
    assert share.right >= 0.95 * share.total


def test_a_share_counts_what_is_missing_and_what_is_too_many() -> None:
    golden, got = pair("letter")
    without = replace(got, body=())
    assert note_links(golden, without) == Share(0, 1)
    assert cells(golden, without, ruled=False) == Share(0, 12)
