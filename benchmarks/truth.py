"""The true texts of the fixtures: ``KIND<TAB>NUMBER<TAB>TEXT`` a row, keyed by people.

``KIND`` is a node kind, or ``header`` (page furniture), or ``cell``: the rows after a ``table`` are its cells, their
``NUMBER`` is ``ROW,COLUMN[,ROWS,COLUMNS[,h]]``, counted from 0 and from the right; ``h`` names a column. ``[^1]`` in a
text is the mark of footnote 1, which hangs on the word before it. A ``toc`` row ends in `` ...... PAGE``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from warraq.model.document import NodeKind
from warraq.model.line import Cell, Line, Table, Word
from warraq.segment.numbering.words import table
from warraq.segment.tree import LEAVES, Draft

#: Level of each kind in the tree, and the style of number that it has.
LEVELS: dict[NodeKind, tuple[int, str]] = {
    "title": (19, ""),
    "annex": (1, "rank"),
    "resolution": (2, "decimal"),
    "part": (3, "rank"),
    "chapter": (4, "rank"),
    "section": (6, "ordinal"),
    "subsection": (7, "abjad"),
    "article": (8, "decimal"),
    "agenda_item": (8, "decimal"),
    "paragraph": (9, "decimal"),
    "recommendation": (9, "decimal"),
    "operative": (9, "decimal"),
    "preambular": (9, ""),
    "item": (10, ""),
    "text": (20, ""),
    "box": (20, ""),
    "table": (20, ""),
    "toc": (20, ""),
    "footnote": (1, "decimal"),
}
#: Kinds that are numbered in several styles.
_STYLES: dict[NodeKind, tuple[str, ...]] = {"item": ("letter", "persian"), "toc": ("ordinal", "abjad")}
_MARK = re.compile(r"\[\^([^\]]+)\]")
_LEADER = " ...... "


@dataclass(frozen=True, slots=True)
class Row:
    """One block of a true text."""

    kind: str
    number: str
    text: str


def read_truth(path: Path) -> tuple[Row, ...]:
    """The rows of a truth file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(Row(*fields) for fields in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def drafts(rows: Iterable[Row]) -> Iterator[Draft]:
    """The rows as nodes with their level, footnotes and furniture left out; items nest by the change of style."""
    series: list[str] = []
    open_table: Draft | None = None
    for row in rows:
        if row.kind == "cell":
            assert open_table is not None
            _add_cell(open_table, row)
            continue
        if open_table is not None:
            yield open_table
            open_table = None
        if row.kind in ("header", "footnote"):
            continue
        draft = _draft(row)
        if draft.kind == "item":
            style = "decimal" if row.number.isdecimal() else "letter"
            series = series[: series.index(style) + 1] if style in series else [*series, style]
            draft.level += len(series) - 1
        elif draft.kind not in LEAVES and draft.kind != "text":
            series = []
        if draft.kind == "table":
            draft.table = Table(0, 0, (), ruled=False)
            open_table = draft
        else:
            yield draft
    if open_table is not None:
        yield open_table


def footnotes(rows: Iterable[Row]) -> list[Draft]:
    """The footnotes as nodes."""
    return [_draft(row) for row in rows if row.kind == "footnote"]


def _draft(row: Row) -> Draft:
    kind: NodeKind = row.kind  # type: ignore[assignment]
    level, style = LEVELS[kind]
    text, _, target = row.text.partition(_LEADER)
    words = words_of(text)
    styles = ("decimal",) if row.number.isdecimal() and kind == "item" else _STYLES.get(kind, (style,))
    ordinal = next((number for style in styles if (number := _ordinal(style, row.number)) is not None), None)
    return Draft(kind, level, row.number or None, ordinal, typed=words, target=target, titled=_is_heading(kind, text))


def _is_heading(kind: NodeKind, text: str) -> bool:
    """An article has a heading or a text of its own; a heading is short and ends no sentence."""
    return kind == "article" and len(text) < 60 and not text.endswith((".", ":"))


def words_of(text: str) -> list[Word]:
    """The words of a true text; a footnote mark hangs on the word before it, and its number is the key of its note."""
    words = []
    for part in text.split():
        mark = _MARK.search(part)
        word = _MARK.sub("", part)
        words.append(Word(word, word, mark=mark[1] if mark else "", note=mark[1] if mark else ""))
    return words


def _add_cell(draft: Draft, row: Row) -> None:
    """Put a cell into the table that is being read."""
    place, column, *rest = row.number.split(",")
    rows, columns = (int(rest[0]), int(rest[1])) if rest else (1, 1)
    words = words_of(row.text)
    cell = Cell(int(place), int(column), rows, columns, (Line(1, tuple(words)),), rest[2:] == ["h"])
    assert draft.table is not None
    cells = (*draft.table.cells, cell)
    draft.table = replace(
        draft.table,
        rows=max(cell.row + cell.rows for cell in cells),
        columns=max(cell.column + cell.columns for cell in cells),
        cells=cells,
    )
    draft.typed = (*draft.typed, *words)


def _ordinal(style: str, number: str) -> int | None:
    if style == "decimal":
        last = number.rpartition("/")[2]
        return int(last) if last.isdecimal() else None
    return next((entry.ordinal for entry in table().get(style, ()) if entry.number == number), None)
