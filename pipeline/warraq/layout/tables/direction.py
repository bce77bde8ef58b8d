"""From which side a table is read: that of its first column.

A page that is read from right to left may hold a table that is read from left to right, and the other way round: lists
of coordinates, names and addresses in Latin letters, tables that say all in two languages. What tells it is weighed:
where the serial numbers and the names of the rows stand, which script the heads and the other cells are written in,
at which edge of their columns Latin words begin, from which side years rise, in what order the page paints the cells
of a row, and how the text around is read.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Final

from warraq.layout.place import ARABIC, placed
from warraq.layout.tables.tables import PagePart, PlacedCell
from warraq.model.line import Line

#: How much each sign weighs. Serial numbers stand first in whatever script all is written: some programs turn no table.
_SERIAL: Final = 6.0
_NAMES: Final = 3.0
_HEADS: Final = 2.0
_CELLS: Final = 2.0
_RISING: Final = 2.0
_FLUSH: Final = 3.0
_TEXT_AROUND: Final = 1.0
#: Cells that are painted from the right are those of a table that is read so. Those painted from the left say so much
#: of that: some programs paint each line as it looks.
_PAINTED: Final = 2.0
_AS_IT_LOOKS: Final = 0.5
#: Sums nearer to nothing than this tell no side.
_EVEN: Final = 1.0
#: Serial numbers, and rising ones in heads, are at least so many.
_LEAST_SERIAL: Final = 3
_LEAST_RISING: Final = 3
#: Names of rows: this share of the rows has words there, and no other column has them in more than this.
_NAMED: Final = 0.6
_OTHERS_NAMED: Final = 0.2
_LEAST_COLUMNS: Final = 3
#: Latin words of a column stand at an edge where at least so many lines end within a share of the font size there, and
#: their other ends lie further apart than a multiple of it.
_LEAST_FLUSH: Final = 3
_AT_EDGE: Final = 0.3
_RAGGED: Final = 1.0
#: This share of the neighbours in rows is painted from one side.
_FROM_ONE_SIDE: Final = 0.8

#: One letter alone is a symbol, as in formulas of any language.
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
_WORD: Final = re.compile(r"[^\W\d_]{3}")
_SERIAL_NUMBER: Final = re.compile(r"\(?(\d{1,4})[).\-\u2013]?")
#: A year may be one of two.
_NUMBERED: Final = re.compile(r"(\d{1,4})(?:[/\-\u2013]\d{2,4})?")


@dataclass(frozen=True, slots=True)
class Direction:
    """From which side a table is read.

    Attributes:
        rtl: its first column is the rightmost.
        doubtful: the signs say about as much for the other side.
    """

    rtl: bool
    doubtful: bool


def directions(tables: Iterable[tuple[Sequence[PagePart], float]]) -> list[Direction]:
    """The sides from which the tables of a document are read; those with the same heads from the same.

    Args:
        tables: the parts of each, and ``script`` of the lines around it.
    """
    weights: list[float] = []
    alike: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (parts, around) in enumerate(tables):
        weights.append(_TEXT_AROUND * around + _PAINTED * _painted(parts) + sum(_signs(parts)))
        heads, _ = _heads_apart(parts)
        alike[tuple(cell.text for cell in sorted(heads, key=attrgetter("left", "rows")))].append(number)
    for numbers in alike.values():
        mean = statistics.mean(weights[number] for number in numbers)
        for number in numbers:
            weights[number] = mean
    return [Direction(weight >= 0, abs(weight) < _EVEN) for weight in weights]


def _signs(parts: Sequence[PagePart]) -> Iterator[float]:
    """What the cells say, rising numbers for right to left."""
    heads, below = _heads_apart(parts)
    of_heads = script(cell.text for cell in heads)
    yield _HEADS * of_heads
    yield _CELLS * script(cell.text for cell in below)
    columns = _columns(parts)
    yield _SERIAL * _side([_is_serial(column) for column in columns])
    if len(columns) >= _LEAST_COLUMNS:
        yield _NAMES * _side(_names_rows(columns))
    yield _RISING * _rising(heads)
    flush = _flush(parts)
    if flush * of_heads > 0:  # else the edge may be that of their paragraphs, which have a side of their own
        yield _FLUSH * flush


def _painted(parts: Iterable[PagePart]) -> float:
    """1 where the cells of rows are painted from the right, something below nothing from the left, 0 where both occur
    or nobody knows."""
    steps = [
        first.painted > second.painted
        for part in parts
        for row in _by_row(part.cells).values()
        for first, second in pairwise([cell.lines[0] for cell in sorted(row, key=attrgetter("left"))])
        if min(first.painted, second.painted) >= 0 and first.painted != second.painted
    ]
    if not steps or (1 - _FROM_ONE_SIDE) * len(steps) < sum(steps) < _FROM_ONE_SIDE * len(steps):
        return 0.0
    return 1.0 if 2 * sum(steps) > len(steps) else -_AS_IT_LOOKS


def _heads_apart(parts: Sequence[PagePart]) -> tuple[list[PlacedCell], list[PlacedCell]]:
    """The cells of the first rows that have several, which may name the columns, and those below."""
    opening, *others = parts
    opens = next((row for row, cells in _by_row(opening.cells).items() if len(cells) > 1), 0)
    end = max(opens + 1, opening.heads)
    heads = [cell for cell in opening.cells if opens <= cell.rows[0] < end]
    below = [cell for cell in opening.cells if cell.rows[0] >= end]
    return heads, below + [cell for part in others for cell in part.cells if cell.rows[0] >= part.heads]


def script(texts: Iterable[str]) -> float:
    """1 where most letters of all texts that have any are Arabic, -1 where those of none are, 0 where none has any."""
    counts = Counter(_is_arabic(text) for text in texts)
    known = counts[True] + counts[False]
    return (counts[True] - counts[False]) / known if known else 0.0


def _is_arabic(text: str) -> bool | None:
    """Whether most letters are Arabic ones; None where there are none, or as many of both."""
    arabic, latin = len(ARABIC.findall(text)), sum(map(len, _LATIN.findall(text)))
    return None if arabic == latin else arabic > latin


def _columns(parts: Sequence[PagePart]) -> list[list[str]]:
    """The text of each cell below the heads that is one column wide, by columns from the left."""
    edges = parts[0].edges
    columns: list[list[str]] = [[] for _ in edges[1:]]
    for part in parts:
        for cell in sorted(part.cells, key=attrgetter("rows")):
            first, end = cell.columns(edges)
            if cell.rows[0] >= part.heads and end == first + 1:
                columns[first].append(cell.text)
    return [column for column in columns if column]


def _side(columns: Sequence[bool]) -> int:
    """1 where that at the right alone has what is asked, -1 where that at the left alone, 0 where there are none."""
    return int(columns[-1]) - int(columns[0]) if columns else 0


def _is_serial(column: Sequence[str]) -> bool:
    """Whether a column counts its rows, from one; what it is called may stand above."""
    numbers = [_SERIAL_NUMBER.fullmatch(text) for text in column if text]
    if numbers and numbers[0] is None:
        del numbers[0]
    counted = [int(number[1]) for number in numbers if number]
    return len(numbers) >= _LEAST_SERIAL and counted == list(range(1, len(numbers) + 1))


def _flush(parts: Sequence[PagePart]) -> float:
    """1 where the Latin words of all columns that have any stand at the right edge, -1 where at the left one.

    They stand where a line of the table begins, as programs set them; Arabic words stand at the right in either kind.
    """
    edges, lines = parts[0].edges, defaultdict[int, list[Line]](list)
    for cell in (cell for part in parts for cell in part.cells):
        first, end = cell.columns(edges)
        if end == first + 1:
            lines[first] += [line for line in cell.lines if _is_arabic(line.text) is False]
    sides = [_edge(column) for column in lines.values() if len(column) >= _LEAST_FLUSH]
    return statistics.mean(sides) if sides else 0.0


def _edge(lines: Sequence[Line]) -> int:
    """1 where lines end at the same place on the right, and there alone, -1 where on the left."""
    size = max(line.size for line in lines)
    boxes = [placed(line) for line in lines]
    left, right = ((max(ends) - min(ends)) / size for ends in zip(*((box[0], box[2]) for box in boxes), strict=True))
    return int(right < _AT_EDGE and left > _RAGGED) - int(left < _AT_EDGE and right > _RAGGED)


def _names_rows(columns: Sequence[Sequence[str]]) -> list[bool]:
    """For each column whether words stand in it, and in no other between numbers and empty cells."""
    named = [sum(_WORD.search(text) is not None for text in column) / max(len(column), 1) for column in columns]
    return [
        share >= _NAMED and all(other <= _OTHERS_NAMED for at, other in enumerate(named) if at != number)
        for number, share in enumerate(named)
    ]


def _rising(heads: Iterable[PlacedCell]) -> int:
    """1 where the numbers of a row of heads rise from the right in equal steps, -1 from the left: years."""
    for row in _by_row(heads).values():
        ordered = sorted(row, key=attrgetter("left"))
        numbers = [int(number[1]) for cell in ordered if (number := _NUMBERED.fullmatch(cell.text))]
        steps = {second - first for first, second in pairwise(numbers)}
        if len(numbers) >= _LEAST_RISING and len(steps) == 1:
            (step,) = steps
            return (step < 0) - (step > 0)
    return 0


def _by_row(cells: Iterable[PlacedCell]) -> dict[int, list[PlacedCell]]:
    """The cells that have text, by the row where each begins, from the top."""
    rows: defaultdict[int, list[PlacedCell]] = defaultdict(list)
    for cell in sorted(cells, key=attrgetter("rows")):
        if cell.lines:
            rows[cell.rows[0]].append(cell)
    return rows
