"""The columns of a page that have a row for each glyph, and pages with other rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from warraq.model.glyph import GLYPH_COLUMNS, Page

#: Columns are told apart by name and each has a type of its own, so that of a dictionary of them is NDArray[Any].
Columns = dict[str, NDArray[Any]]


def glyph_columns(page: Page) -> Columns:
    return {name: getattr(page, name) for name in GLYPH_COLUMNS}


def with_columns(page: Page, columns: Mapping[str, NDArray[Any]]) -> Page:
    """``page`` with these columns in place of its own."""
    changed: dict[str, Any] = dict(columns)
    return replace(page, **changed)


def at_rows(page: Page, rows: NDArray[Any] | slice) -> Page:
    """The glyphs of ``page`` in these rows, in this order."""
    return with_columns(page, {name: column[rows] for name, column in glyph_columns(page).items()})
