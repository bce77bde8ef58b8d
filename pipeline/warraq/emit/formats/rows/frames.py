"""A table as a data frame of pandas or polars, which are imported when one is asked for."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from typing import Any, Final

from warraq.errors import UsageError
from warraq.model.document import Table

#: In the order in which they are tried.
LIBRARIES: Final = ("pandas", "polars")


def frame_of(table: Table, library: str | None = None) -> Any:
    """The grid as a frame of strings; see ``Table.to_frame``. Raises UsageError where no library is installed."""
    rows = table.to_rows()
    heads = _header_rows(table)
    names = _names(
        [" ".join(filter(None, column)) for column in zip(*rows[:heads], strict=True)] or [""] * table.columns
    )
    columns = {name: [row[column] for row in rows[heads:]] for column, name in enumerate(names)}
    module = _library(library)
    return module.DataFrame(columns, dtype=str) if module.__name__ == "pandas" else module.DataFrame(columns)


def _library(library: str | None) -> Any:
    for name in (library,) if library else LIBRARIES:
        try:
            return import_module(name)
        except ImportError:
            continue
    wanted = library or " or ".join(LIBRARIES)
    raise UsageError(f"a data frame needs {wanted}", help=f"pip install {library or LIBRARIES[0]}")


def _header_rows(table: Table) -> int:
    """How many of the first rows name columns: all their cells do, and a row is left."""
    plain = [cell.row for cell in table.cells if not cell.header]
    return min(plain, default=0)


def _names(names: list[str]) -> list[str]:
    """The names of columns, none of them empty or twice."""
    counts = Counter(names)
    return [name if name and counts[name] == 1 else f"{name or 'column'}_{column}" for column, name in enumerate(names)]
