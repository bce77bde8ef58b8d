"""Tables: cells between rules, and cells between gutters of white."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from warraq.layout.place import around, placed, rows_of, same_height, with_first_word
from warraq.layout.place import part as part_of
from warraq.model.line import Block, Box, Cell, Line, Table
from warraq.pages.lines.regions.ruled import Grid

#: Edges of columns nearer than this are one, points.
_SAME_EDGE: Final = 4.0
#: A cell that takes this share of the page is a part of the page's design, not of a table.
_HUGE: Final = 0.4
#: The rules of a table part so much of its width, on the mean, or of its height.
_RUN_THROUGH: Final = 0.6
#: This share of the cells of a table holds text, and of one that has a single row each has few lines.
_FILLED: Final = 0.25
_SHORT_CELL: Final = 8


#: A first row names the columns where this share of the cells below has numbers, or these have so many times its words;
#: a table of two rows says too little.
_NUMBERS: Final = 0.4
_LONGER: Final = 2.5
_LEAST_BELOW: Final = 3
_DIGIT: Final = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9]")
#: What a line of a column of amounts is: a number, or the dash that stands for nothing.
AMOUNT: Final = re.compile(
    r"[(\-+]?[0-9\u0660-\u0669][0-9\u0660-\u0669.,\u066b\u066c'/ ]*[)%\u066a]?|[-\u2013\u2014\u0640]+"
)
#: A leader of full stops ends an entry, and a colon one that heads others.
_END: Final = re.compile(r"(?:\.\s?){4,}$|\N{HORIZONTAL ELLIPSIS}{2,}$|:$")
#: Entries that a list without rules between them has at least, and columns of a table of such lists.
_LEAST_ENTRIES: Final = 3
_SURELY_ENTRIES: Final = 6
_LEAST_LISTS: Final = 3
#: Entries stand so far apart, lines of one entry don't, in units of the font size.
_DOUBLE_SPACED: Final = 1.0
#: White at the edge of a column that parts the names of two, where no wall does, in units of the font size.
_NO_WALL: Final = 1.0
_GROUPED: Final = re.compile(r"[0-9\u0660-\u0669][.,\u066b\u066c][0-9\u0660-\u0669]{2}")


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell of a table on one page, before its columns are counted.

    Attributes:
        rows: first row and the one after the last.
        left, right: edges, points.
        lines: in reading order.
    """

    rows: tuple[int, int]
    left: float
    right: float
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    def columns(self, edges: Sequence[float]) -> tuple[int, int]:
        """The first of the columns between ``edges`` that it stands in, from the left, and the one after the last."""
        first, end = (min(range(len(edges)), key=lambda i: abs(edges[i] - at)) for at in (self.left, self.right))
        return first, end


@dataclass(frozen=True, slots=True)
class PagePart:
    """A table, or the part of one that stands on one page.

    Attributes:
        page: its number.
        box: round all of it, points.
        edges: of its columns, rising, points.
        cells: together they cover rows and columns once.
        rows: how many.
        ruled: its cells are parted by rules.
        heads: rows at its top that name the columns.
    """

    page: int
    box: Box
    edges: tuple[float, ...]
    cells: tuple[PlacedCell, ...]
    rows: int
    ruled: bool
    heads: int = 0


def ruled_part(grid: Grid, lines: Sequence[Line], page_area: float) -> PagePart | None:
    """The table between the rules of ``grid``; None where they frame something else.

    Args:
        lines: those inside the grid.
        page_area: square points.
    """
    rows, columns = len(grid.y) - 1, len(grid.x) - 1
    if columns < 2 or not _rules_run_through(grid):
        return None
    by_cell: dict[int, list[Line]] = {}
    for line in lines:
        by_cell.setdefault(cell_number(grid, line), []).append(line)
    by_cell.pop(-1, None)
    if len(by_cell) < 2 or len(by_cell) < _FILLED * len(grid.cells):
        return None
    if rows == 1 and max(len(of_cell) for of_cell in by_cell.values()) > _SHORT_CELL:
        return None
    for number, of_cell in by_cell.items():
        left, top, right, bottom = grid.cells[number].box
        if (right - left) * (bottom - top) > _HUGE * page_area and len(of_cell) > _SHORT_CELL:
            return None
    cells = tuple(
        PlacedCell(cell.rows, cell.box[0], cell.box[2], tuple(reading(by_cell.get(number, []))))
        for number, cell in enumerate(grid.cells)
    )
    walled = tuple(one for cell in cells for one in _with_walls(cell, grid.x))
    part = _with_rows_of_entries(PagePart(lines[0].page, grid.box, grid.x, walled, rows, ruled=True))
    return with_heads(_with_rows_of_entries(_with_entries_beside_rows(part)))


def _rules_run_through(grid: Grid) -> bool:
    """Whether most rules part all rows or all columns: the bars of a chart end at other heights."""
    cells, widths, heights = grid.cell_at, np.diff(grid.x), np.diff(grid.y)
    across = (cells[1:] != cells[:-1]) @ widths / widths.sum()
    down = heights @ (cells[:, 1:] != cells[:, :-1]) / heights.sum()
    return any(parted.size == 0 or parted.mean() >= _RUN_THROUGH for parted in (across, down))


def cell_number(grid: Grid, line: Line) -> int:
    """The cell of the grid in which the middle of the line lies; -1 outside."""
    left, top, right, bottom = placed(line)
    x, y = (left + right) / 2, (top + bottom) / 2
    if not (grid.x[0] < x < grid.x[-1] and grid.y[0] < y < grid.y[-1]):
        return -1
    return int(grid.cell_at[bisect_left(grid.y, y) - 1, bisect_left(grid.x, x) - 1])


def reading(lines: Sequence[Line]) -> list[Line]:
    """The lines of a cell in reading order."""
    return [line for row in rows_of(lines) for line in row]


def _with_walls(cell: PlacedCell, edges: Sequence[float]) -> list[PlacedCell]:
    """The cell, cut at each edge of a column inside it where white as wide as parts no words of a line stands there:
    heads on a ground, without walls."""
    inside = [edge for edge in edges if cell.left < edge < cell.right]
    if not inside or len(rows_of(cell.lines)) != 1:
        return [cell]
    columns: list[list[Line]] = [[] for _ in range(len(inside) + 1)]
    for line in cell.lines:
        numbers: defaultdict[int, list[int]] = defaultdict(list)
        for number, box in enumerate(line.boxes):
            numbers[bisect_left(inside, sum(box[::2]) / 2) if box else 0].append(number)
        for column, of_column in numbers.items():
            columns[column].append(part_of(line, of_column))
    if not all(columns):
        return [cell]
    boxes = [part_box(lines) for lines in columns]
    if any(right[0] - left[2] < _NO_WALL * cell.lines[0].size for left, right in pairwise(boxes)):
        return [cell]
    sides = pairwise([cell.left, *inside, cell.right])
    return [
        replace(cell, left=left, right=right, lines=tuple(lines))
        for (left, right), lines in zip(sides, columns, strict=True)
    ]


def _with_rows_of_entries(part: PagePart) -> PagePart:
    """``part`` with the rows cut that hold several entries: accounts, tables without rules across."""
    cells: defaultdict[int, list[PlacedCell]] = defaultdict(list)
    for cell in part.cells:
        first, end = cell.rows
        if end - first == 1:
            cells[first].append(cell)
    for row in sorted(cells, reverse=True):  # a row that is cut moves only those below it
        entries = _entries(cells[row]) or _lists(cells[row])
        if len(entries) > 1:
            part = _cut(part, row, entries)
    return part


def _entries(cells: Sequence[PlacedCell]) -> list[list[Line]]:
    """The lines of a row by their height where each height has an amount and what it is of; else nothing.

    Plain numbers may be wrapped ones: one of each cell is grouped or has decimals, or what they are of ends at each.
    Where all is double-spaced what has no amount is a row, too.
    """
    filled = [cell.lines for cell in cells if cell.lines]
    are_amounts = [all(AMOUNT.fullmatch(line.text) for line in lines) for lines in filled]
    amounts = [lines for lines, amount in zip(filled, are_amounts, strict=True) if amount]
    grouped = [lines for lines in amounts if any(_GROUPED.search(line.text) for line in lines)]
    if not amounts:
        return []
    labels = [lines for lines, amount in zip(filled, are_amounts, strict=True) if not amount]
    heights = _unbroken(rows_of([line for lines in filled for line in lines]), labels)
    if grouped and (_has_others(heights, grouped) or _are_apart(heights)):
        return heights
    ends = _mostly(end for lines in labels for end in line_ends(lines))
    below_heads = [height for height in heights if not all(line.text.endswith(":") for line in height)]
    return heights if labels and ends and _has_others(below_heads, amounts) else []


def _unbroken(heights: Iterable[list[Line]], labels: Iterable[Sequence[Line]]) -> list[list[Line]]:
    """``heights``, those that hold nothing but the ends of broken entries with the ones above them."""
    ends = {
        id(lines[number])
        for lines in labels
        for number, (above, end) in enumerate(pairwise([True, *line_ends(lines), True]))
        if end and not above
    }
    rows: list[list[Line]] = []
    for height in heights:
        if rows and all(id(line) in ends for line in height):
            rows[-1] = [*rows[-1], *height]
        else:
            rows.append(height)
    return rows


def _are_apart(heights: Sequence[Sequence[Line]]) -> bool:
    """Whether white as high as a line parts all rows of lines."""
    return all(
        min(placed(line)[1] for line in below) - max(placed(line)[3] for line in row) > _DOUBLE_SPACED * below[0].size
        for row, below in pairwise(heights)
    )


def _has_others(heights: Iterable[Sequence[Line]], cells: Iterable[Sequence[Line]]) -> bool:
    """Whether each height has lines of ``cells`` and others."""
    inside = {id(line) for lines in cells for line in lines}
    return all({id(line) in inside for line in height} == {True, False} for height in heights)


def _lists(cells: Sequence[PlacedCell]) -> list[list[Line]]:
    """The lines of a row by their height where each column has one at each; else nothing.

    Wrapped text of a few lines may be as high in each column: most lines end then, or there are more of them.
    """
    columns = [cell.lines for cell in cells]
    count = len(columns[0])
    if len(columns) < _LEAST_LISTS or count < _LEAST_ENTRIES or any(len(lines) != count for lines in columns):
        return []
    heights = rows_of([line for lines in columns for line in lines])
    if any(len(height) != len(columns) for height in heights):
        return []
    ends = map(any, zip(*map(line_ends, columns), strict=True))
    return heights if count >= _SURELY_ENTRIES or _mostly(ends) else []


def line_ends(lines: Sequence[Line], widest: float = 0.0) -> list[bool]:
    """Whether an entry ends with each line of a cell but the last.

    The first word below would have fitted in beside it, for which the widest line shows the room, or it ends in a
    leader or a colon.

    Args:
        lines: of the cell.
        widest: width of the widest line that shows the room, points; that of the cell where it is 0.
    """
    widest = widest or max((_width(placed(line)) for line in lines), default=0.0)
    ends = []
    for line, below in pairwise(lines):
        longer = with_first_word(line, below)
        ends.append((longer is not None and longer < widest) or _END.search(line.text) is not None)
    return ends


def _mostly(values: Iterable[bool]) -> bool:
    """Whether at least half are true: of a list all but the widest entries end, of wrapped text hardly a line."""
    flags = list(values)
    return 2 * sum(flags) >= len(flags)


def _width(box: Box) -> float:
    return box[2] - box[0]


def _with_entries_beside_rows(part: PagePart) -> PagePart:
    """``part`` with the cells cut that reach over rows and hold what each of these is: labels without rules between."""
    beside: defaultdict[int, list[Line]] = defaultdict(list)
    for cell in part.cells:
        if cell.rows[1] - cell.rows[0] == 1:
            beside[cell.rows[0]].extend(cell.lines)
    cells: list[PlacedCell] = []
    for cell in part.cells:
        rows = _rows_beside(cell, beside) if cell.rows[1] - cell.rows[0] >= _LEAST_ENTRIES else []
        if not rows:
            cells.append(cell)
            continue
        lines: defaultdict[int, list[Line]] = defaultdict(list)
        for line, row in zip(cell.lines, rows, strict=True):
            lines[row].append(line)
        cells += [replace(cell, rows=(row, row + 1), lines=tuple(lines[row])) for row in range(*cell.rows)]
    return replace(part, cells=tuple(cells))


def _rows_beside(cell: PlacedCell, beside: Mapping[int, Sequence[Line]]) -> list[int]:
    """The row of each line of a cell that reaches over several; nothing where it is no list of what these are.

    Several rows have an entry at their height, and few lines stand at that of none: one above a row goes with it, but
    for the end of an entry that was broken above it. Most entries end at the row where the next begins.
    """
    first, row = cell.rows[0], cell.rows[1] - 1
    top = {at: min(placed(line)[1] for line in beside[at]) for at in range(*cell.rows) if beside.get(at)}
    rows: list[int] = []
    at_heights: list[int] = []
    apart: list[bool] = []
    for line in reversed(cell.lines):
        while row > first and top.get(row, math.inf) >= placed(line)[3]:
            row -= 1
        at_height = any(same_height(line, other) for other in beside.get(row, ()))
        at_heights += [row] * at_height
        rows.append(row if at_height or not rows else rows[-1])
        apart.append(not at_height)
    rows.reverse()
    apart.reverse()
    ended = [True, *line_ends(cell.lines), True]
    for number in range(1, len(rows)):
        if apart[number] and ended[number + 1] and not ended[number]:
            rows[number] = rows[number - 1]
    if len(set(at_heights)) < _LEAST_ENTRIES or 2 * len(at_heights) < len(rows):
        return []
    ends = [end for end, (row, below) in zip(ended[1:-1], pairwise(rows), strict=True) if row != below]
    return rows if _mostly(ends) else []


def _cut(part: PagePart, row: int, entries: Sequence[Sequence[Line]]) -> PagePart:
    """``part`` with a row for each of the entries of ``row``; cells that reach over it reach over all of them."""
    more = len(entries) - 1
    cells: list[PlacedCell] = []
    for cell in part.cells:
        first, end = cell.rows
        if (first, end) != (row, row + 1):
            cells.append(replace(cell, rows=(first + more * (first > row), end + more * (end > row))))
            continue
        for number, entry in enumerate(entries):
            lines = tuple(line for line in cell.lines if any(line is other for other in entry))
            cells.append(replace(cell, rows=(row + number, row + number + 1), lines=lines))
    return replace(part, cells=tuple(cells), rows=part.rows + more)


def with_heads(part: PagePart) -> PagePart:
    """``part`` with the rows counted that name its columns: bold ones above others that aren't, or a first row of
    short words above columns of numbers or of much longer text."""
    bold: list[bool | None] = [None] * part.rows
    for cell in part.cells:
        if cell.lines:
            for row in range(*cell.rows):
                bold[row] = bold[row] is not False and all(line.bold for line in cell.lines)
    heads = next((row for row, heavy in enumerate(bold) if not heavy), 0)
    if heads == 0 and _names_columns(part):
        heads = 1
    # A head that reaches further down takes its rows along.
    for cell in part.cells:
        if cell.rows[0] < heads < cell.rows[1]:
            heads = cell.rows[1]
    return replace(part, heads=heads if heads < part.rows else 0)


def _names_columns(part: PagePart) -> bool:
    """Whether the first row alone holds names of columns: all of it filled, without numbers, unlike the rows below."""
    first = [cell for cell in part.cells if cell.rows[0] == 0]
    rest = [cell for cell in part.cells if cell.rows[0] > 0 and cell.lines]
    if part.rows < _LEAST_BELOW or not rest or not all(cell.lines and cell.rows[1] == 1 for cell in first):
        return False
    if any(_DIGIT.search(cell.text) or cell.text.endswith(".") for cell in first):
        return False
    numbers = sum(_DIGIT.search(cell.text) is not None for cell in rest)
    words = [sum(len(cell.text.split()) for cell in cells) / len(cells) for cells in (first, rest)]
    return numbers >= _NUMBERS * len(rest) or words[1] > _LONGER * words[0]


def repeated_rows(first: PagePart, second: PagePart) -> int:
    """How many rows at the top of ``second`` say the same as those of ``first``.

    Of heads some cells are enough: others may have been taken for running heads.
    """
    count = 0
    for row in range(min(first.rows, second.rows)):
        above, below = _row_text(first, row), _row_text(second, row)
        among = row < first.heads and below and set(below) <= set(above)
        if not (among or above == below) or not above:
            break
        count = row + 1
    while count and any(cell.rows[0] < count < cell.rows[1] for cell in second.cells):
        count -= 1
    return count


def _row_text(part: PagePart, row: int) -> list[str]:
    return [cell.text for cell in part.cells if cell.rows[0] == row and cell.lines]


def table_block(parts: Sequence[PagePart], *, rtl: bool, doubtful: bool = False) -> tuple[Block, list[Line]]:
    """The block of a table whose parts stand on one or more pages, and the lines of heads that were repeated.

    Args:
        rtl: its first column is the rightmost.
        doubtful: it may as well be the other one.
    """
    edges = _merged_edges([edge for part in parts for edge in part.edges])
    columns = len(edges) - 1
    cells: list[Cell] = []
    repeated: list[Line] = []
    rows = 0
    for part in parts:
        skipped = repeated_rows(parts[0], part) if rows else 0
        repeated += reading([line for cell in part.cells if cell.rows[0] < skipped for line in cell.lines])
        for cell in part.cells:
            if cell.rows[0] < skipped:
                continue
            first, end = cell.columns(edges)
            cells.append(
                Cell(
                    row=rows + cell.rows[0] - skipped,
                    column=columns - end if rtl else first,
                    rows=cell.rows[1] - cell.rows[0],
                    columns=max(end - first, 1),
                    lines=cell.lines,
                    header=not rows and cell.rows[0] < part.heads and bool(cell.lines),
                )
            )
        rows += part.rows - skipped
    cells.sort(key=lambda cell: (cell.row, cell.column))
    table = Table(rows, columns, tuple(cells), parts[0].ruled, doubtful)
    return Block("table", tuple(line for cell in cells for line in cell.lines), table=table), repeated


def _merged_edges(values: list[float]) -> list[float]:
    """Edges of columns on several pages as one list, rising."""
    edges: list[list[float]] = []
    for value in sorted(values):
        if edges and value - edges[-1][-1] <= _SAME_EDGE:
            edges[-1].append(value)
        else:
            edges.append([value])
    return [sum(group) / len(group) for group in edges]


def part_box(lines: Sequence[Line]) -> Box:
    """The box round lines."""
    return around(placed(line) for line in lines)
