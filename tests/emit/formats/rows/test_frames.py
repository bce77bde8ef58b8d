"""Tables as rows, CSV and data frames."""

from __future__ import annotations

import csv
import io

import pytest

from tests.emit.documents import awkward
from tests.fresh_process import printed
from warraq.errors import UsageError
from warraq.model.document import Cell, Table

TABLE = Table(
    rows=3,
    columns=3,
    ruled=True,
    cells=(
        Cell(row=0, column=0, text="البلد", header=True),
        Cell(row=0, column=1, columns=2, text="العدد", header=True),
        *(Cell(row=row, column=column, text=f"={row}{column}") for row in (1, 2) for column in range(3)),
    ),
)
ROWS = [["البلد", "العدد", ""], ["=10", "=11", "=12"], ["=20", "=21", "=22"]]


def test_rows_are_the_grid() -> None:
    assert TABLE.to_rows() == ROWS
    (table,) = awkward().tables
    assert table.to_rows() == [["رأس | <th>", ""], ["خلية", ""]]


def test_csv_is_guarded_unless_that_is_not_wanted() -> None:
    assert list(csv.reader(io.StringIO(TABLE.to_csv(guarded=False)))) == ROWS
    assert list(csv.reader(io.StringIO(TABLE.to_csv())))[1] == ["'=10", "'=11", "'=12"]


def test_a_frame_has_the_names_of_the_header() -> None:
    """That of polars is tested in ``tests/integrations``: it is large."""
    frame = TABLE.to_frame("pandas")
    assert list(frame.columns) == ["البلد", "العدد", "column_2"]
    assert frame.shape == (2, 3)
    assert list(frame["column_2"]) == ["=12", "=22"]


def test_what_is_not_installed_is_said() -> None:
    with pytest.raises(UsageError, match="needs no_such_library"):
        TABLE.to_frame("no_such_library")  # type: ignore[arg-type]


def test_no_library_of_frames_is_imported_by_itself() -> None:
    code = "import sys, warraq, warraq.emit.formats.rows.frames; print({'pandas', 'polars'} & set(sys.modules))"
    assert printed(code) == "set()\n"
