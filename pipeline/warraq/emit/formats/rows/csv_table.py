"""Comma-separated values (RFC 4180) that a spreadsheet shows and doesn't run."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

#: A spreadsheet takes a cell that begins so for a formula, also behind a tab or the end of a line, which it drops.
_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
#: A number with its sign, or the sign alone, as tables have them: nothing in it can be run.
_SIGNED: Final = re.compile(r"[+-][\d.,]*%?").fullmatch

_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"  # U+FEFF


def csv_table(
    header: Sequence[str], rows: Iterable[Sequence[object]], *, guarded: bool = True, bom: bool = False
) -> str:
    """A header and a line a row.

    Args:
        guarded: a text that begins like a formula and is no number has an apostrophe before it, as OWASP advises;
            without it a cell of a stranger's document may run a program where the table is opened.
        bom: it begins with a byte order mark, without which Excel takes UTF-8 for the character set of the machine.
    """
    out = StringIO()
    out.write(_BOM if bom else "")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_guarded(cell) if guarded else cell for cell in row] for row in rows)
    return out.getvalue()


def _guarded(cell: object) -> object:
    begins = isinstance(cell, str) and cell.startswith(_BEGINS_A_FORMULA) and not _SIGNED(cell)
    return f"'{cell}" if begins else cell
