"""A cell of a stranger's document is shown by a spreadsheet, never run."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.emit.documents import SOURCE, awkward
from tests.installed import require
from warraq.emit.formats.rows.csv_table import csv_table
from warraq.emit.formats.rows.recommendations import to_csv
from warraq.emit.formats.rows.tables import to_tables
from warraq.emit.report.report import FileRow, files_csv
from warraq.model.document import Cell, Document, Metadata, Node, Table

FORMULAS = ["=1+41", "+1+41", "-1+43", "@SUM(1;41)", "\t=1+41", "\r=1+41", "\n=1+41"]
TEXTS = ["نص", "12", "a=1", "'=1", "", "، =1", "-12,5", "+٣", "-", "-5%"]


def opened(table: str, folder: Path) -> list[list[str]]:
    """The cells as Gnumeric shows them, formulas worked out."""
    program = require(Path(shutil.which("ssconvert") or "/usr/bin/ssconvert"), "gnumeric")
    (folder / "in.csv").write_text(table, encoding="utf-8", newline="")
    subprocess.run(
        [program, "in.csv", "out.csv"], cwd=folder, check=True, capture_output=True, env={"HOME": str(folder)}
    )
    return list(csv.reader(io.StringIO((folder / "out.csv").read_text(encoding="utf-8"))))


def test_a_spreadsheet_runs_nothing(tmp_path: Path) -> None:
    cells = [row[1] for row in opened(csv_table(("a", "b"), [("x", cell) for cell in FORMULAS]), tmp_path)[1:]]
    assert "42" not in cells
    assert [cell.lstrip("'").strip() for cell in cells] == [formula.strip() for formula in FORMULAS]


def test_unguarded_it_would_have_run_them(tmp_path: Path) -> None:
    assert opened(csv_table(("a", "b"), [("x", "=1+41")], guarded=False), tmp_path)[1][1] == "42"


@pytest.mark.parametrize("text", TEXTS)
def test_other_texts_stay(text: str) -> None:
    assert list(csv.reader(io.StringIO(csv_table(("a", "b"), [("x", text)]))))[1] == ["x", text]


def test_numbers_stay() -> None:
    assert csv_table(("a",), [(-1,), (2.5,)]) == "a\r\n-1\r\n2.5\r\n"


def test_every_csv_is_guarded_unless_told_otherwise() -> None:
    assert '"\'=توصية، ""نعم"""' in to_csv(awkward())
    assert '"=توصية، ""نعم"""' in to_csv(awkward(), guarded=False)
    table = Node(
        kind="table", id="t", table=Table(rows=1, columns=1, cells=(Cell(row=0, column=0, text="=1+41"),), ruled=True)
    )
    document = Document(source=SOURCE, metadata=Metadata(), body=(table,))
    assert to_tables(document).endswith(",'=1+41\r\n")
    assert to_tables(document, guarded=False).endswith(",=1+41\r\n")
    row = FileRow(file="=1+41")
    assert files_csv([row]).splitlines()[1].startswith("'=1+41,")
    assert files_csv([row], guarded=False).splitlines()[1].startswith("=1+41,")
