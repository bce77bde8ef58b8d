"""Tables without rules: rows whose cells stand under each other, parted by gutters of white."""

from __future__ import annotations

import re
import statistics
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, groupby, pairwise, zip_longest
from typing import Final

from warraq.layout.labels import is_label, starts_with_label
from warraq.layout.place import WORD, pieces, placed, with_first_word
from warraq.layout.rows import CLOSING, OPENING, Row
from warraq.layout.tables.breaks import EDGES
from warraq.layout.tables.tables import AMOUNT, PagePart, PlacedCell, line_ends, part_box, with_heads
from warraq.model.line import Line
from warraq.pages.lines.frame import DESCENT
from warraq.pages.lines.regions.bands import COLUMNS_OF_TABLE, Extent, is_in_middle

#: Rows with several cells that a table has at least.
_LEAST_ROWS: Final = 3
#: A line nearer to the one above than this share of the usual distance of rows goes on with its cells.
_CLOSE: Final = 0.85
#: A cell whose last line fills this share of its column may go on in the next line.
_FILLS: Final = 0.8
#: White that parts a line into cells where no table is, in units of the font size.
_FAR: Final = 8.0
#: What one cell of a row has at least.
_WORDY: Final = re.compile(r"[^\W_]")
#: In columns of text so many lines, and this share of those that have one above, go on with it: their first word had no
#: room there, which is less than this, in units of the font size, or this share of the widest line. A line of fewer
#: words says nothing, and neither does one further away, in units of the font size, or of another size.
_LEAST_PAIRS: Final = 2
_SHARE_FLOWS: Final = 0.6
_ROOM: Final = 2.0
_SHARE_ROOM: Final = 0.15
_LEAST_WORDS: Final = 3
_LEADING: Final = 2.4
_SAME_SIZE: Final = 0.12
#: A column of numbers: this share of the rows has one there.
_SHARE_NUMBERS: Final = 0.6
#: Entries beside a text of which more than this share stand beside lines that go on are no rows of a table with it.
_INSIDE: Final = 0.3
#: Sizes of the cells of one row: the largest is at most so many times the smallest.
_SIZES: Final = 1.6
#: More than this share of the rows below the first in another size makes no table.
_SHARE_OTHERWISE: Final = 0.3
#: White that parts rows of several lines is so much wider than that between their lines, in units of the font size.
_STRIP: Final = 0.25
#: An entry has so many lines at most, as all have.
_ENTRY: Final = 3
#: Edges that reach no further into a column than this stand beside it, points.
_TOUCHES: Final = 0.5
#: Edges and middles that are the same are no further apart, points.
_SAME_EDGE: Final = 2.0
#: Lines of columns that have nothing to do with each other: in this share of the rows, and in so many, their baselines
#: are further apart than this, or what stands alone there reaches so far into the height of the next, in units of the
#: font size.
_OUT_OF_STEP: Final = 0.25
_LEAST_OUT: Final = 3
_STEP: Final = 0.2
_INTO: Final = 0.25
#: A list: this share of its lines has a label.
_SHARE_LABELLED: Final = 0.4
#: Edges or middles of cells stand below each other within this, in units of the font size; this share of the cells of
#: a table does so.
_ALIGNED: Final = 1.0
_SHARE_ALIGNED: Final = 0.8
#: This share of the rows has text in most columns.
_SHARE_ROWS: Final = 0.7


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a band: what stands in each of its columns, left to right.

    Attributes:
        columns: the lines in each; what reaches over several is in the first of them.
        over: first column of what reaches over several -> the one after its last.
        row: of the page.
    """

    columns: tuple[tuple[Line, ...], ...]
    row: Row
    over: Mapping[int, int] = field(default_factory=dict)

    @property
    def filled(self) -> int:
        """How many columns have something, those together that one piece reaches over."""
        return sum(bool(lines) for lines in self.columns)

    def spans_of(self, column: int) -> list[Extent]:
        """Where the lines of a column stand."""
        return [placed(line)[::2] for line in self.columns[column]]

    def with_below(self, below: Cells) -> Cells:
        """The same row with what stands in the one below in each of its cells."""
        both = zip(self.columns, below.columns, strict=True)
        return replace(self, columns=tuple(above + lines for above, lines in both), row=below.row)


def in_cells(row: Row) -> bool:
    """Whether the row is one line whose words stand in cells far apart.

    Signs alone, such as the primes that belong to the letters of formulas below, are none. A blank to be filled in
    parts none, in brackets (``(   )``), before a comma or full stop, or after a label.
    """
    if len(row.lines) > 1 or len(row.spans) < 2:
        return False
    cells = pieces(row.lines[0], _FAR * max(row.size, 1.0))
    return any(_WORDY.search(cell.text) for cell in cells) and any(
        not (first.text.endswith(OPENING) or CLOSING.match(second.text) or is_label(first.text))
        for first, second in pairwise(cells)
    )


def last_cell(line: Line) -> Line:
    """The last of the cells of a line that is ``in_cells``."""
    return pieces(line, _FAR * max(line.size, 1.0))[-1]


def cut(rows: Sequence[Row], columns: Sequence[Extent]) -> list[Cells]:
    """The rows of a band cut at its gutters."""
    cells = [_cut(row, columns) for row in rows]
    return [_over_all(row, columns, cells) for row in cells] if len(columns) >= COLUMNS_OF_TABLE else cells


def _over_all(row: Cells, columns: Sequence[Extent], rows: Sequence[Cells]) -> Cells:
    """The row; one piece alone that stands in the middle of all columns, and not as others in its own, reaches over
    all of them: the name of a group of rows."""
    if row.filled > 1 or len(row.row.spans) > 1 or not is_in_middle(row.row, (columns[0][0], columns[-1][1])):
        return row
    number = next(number for number, lines in enumerate(row.columns) if lines)
    others = [span for other in rows if other.filled > 1 for span in other.spans_of(number)]
    span = row.row.spans[0]
    aligned = sum(_aligned(span, other) for other in others)
    if 2 * aligned >= len(others):
        return row
    cells: list[tuple[Line, ...]] = [row.columns[number], *[()] * (len(columns) - 1)]
    return Cells(tuple(cells), row.row, {0: len(columns)})


def _aligned(one: Extent, other: Extent) -> bool:
    """Whether two pieces have an edge or their middle in common."""
    return any(abs(edge(one) - edge(other)) <= _SAME_EDGE for edge in EDGES)


def _cut(row: Row, columns: Sequence[Extent]) -> Cells:
    cells: list[tuple[Line, ...]] = [()] * len(columns)
    over: dict[int, int] = {}
    lefts, rights = [left for left, _ in columns], [right for _, right in columns]
    ranges = []
    for left, right in row.spans:
        first = min(bisect_left(rights, left + _TOUCHES), len(columns) - 1)
        ranges.append((first, max(bisect_right(lefts, right - _TOUCHES), first + 1)))
    parted = [here != there for here, there in pairwise(ranges)]
    whites = [(one[1] + other[0]) / 2 for one, other in pairwise(row.spans)]
    parts = row.cut(list(compress(whites, parted)))
    for (first, end), lines in zip((key for key, _ in groupby(ranges)), parts, strict=True):
        cells[first] += tuple(lines)
        if end > first + 1 and not any(cells[first + 1 : end]):
            over[first] = max(end, over.get(first, end))
    return Cells(tuple(cells), row, over)


def table_of(
    rows: Sequence[Cells], columns: Sequence[Extent], whole: Sequence[Cells] = ()
) -> tuple[PagePart, int] | None:
    """The table that the first of some rows make, and how many; None where too few have several cells, or none has a
    word.

    Args:
        whole: the rows of a table that heads part, of which these are all that stand between two; no matter how few.
    """
    steps = _steps(whole or rows)
    rows = rows if whole else rows[: _end(rows, steps)]
    merged = _merge_continued(rows, columns, steps)
    full = [row for row in merged if row.filled > 1 and _is_even(row)]
    least = 1 if whole else _LEAST_ROWS
    if len(full) < least or len(full) < _SHARE_ROWS * len(merged) or _alternates(full):
        return None
    if any(map(_repeats_label, full)):
        return None
    if not any(WORD.search(line.text) for row in rows for line in row.row.lines):
        return None
    part = _part(merged, columns)
    return (part, len(rows)) if _is_aligned(part) else None


def _part(rows: Sequence[Cells], columns: Sequence[Extent]) -> PagePart:
    middles = [(first[1] + second[0]) / 2 for first, second in pairwise(columns)]
    edges = [columns[0][0], *middles, columns[-1][1]]
    cells = [cell for number, row in enumerate(rows) for cell in _placed_cells(number, row, edges)]
    lines = [line for row in rows for lines in row.columns for line in lines]
    return with_heads(PagePart(lines[0].page, part_box(lines), tuple(edges), tuple(cells), len(rows), ruled=False))


def table_of_strips(
    rows: Sequence[Cells], columns: Sequence[Extent], separated: Sequence[int] = ()
) -> tuple[PagePart, int] | None:
    """The table of rows that something drawn parts, or white over all columns that is wider than between lines, and how
    many page rows it takes; None where there are too few.

    So tables are set whose cells have several lines, with the shorter cells in the middle of their rows. One column at
    least has entries, not text that goes on.

    Args:
        separated: numbers of the rows above which something is drawn over all columns; none where white parts them.
    """
    starts = [0, *separated] if separated else _parted_by_white(rows, columns)
    strips = [_together(rows[first:end]) for first, end in pairwise([*starts, len(rows)])]
    ends = [*starts[1:], len(rows)]
    while strips and strips[-1].filled < 2:
        del strips[-1], ends[-1]
    full = [strip for strip in strips if strip.filled > 1]
    if len(full) < _LEAST_ROWS or len(full) < _SHARE_ROWS * len(strips):
        return None
    if not separated and (
        _alternates([row for row in rows if row.filled > 1])
        or len(strips) == ends[-1]
        or sum(max(map(len, strip.columns)) > 1 for strip in full) < 2
    ):
        return None
    taken = rows[: ends[-1]]
    has_entries = any(
        sum(bool(strip.columns[number]) for strip in strips) >= _SHARE_ROWS * len(strips)
        and sum(len(strip.columns[number]) for strip in strips) <= _ENTRY * len(strips)
        and not flow(taken, number)
        for number in range(len(columns))
    )
    widest = [max((_width(line) for row in taken for line in row.columns[k]), default=0.0) for k in range(len(columns))]
    if not has_entries or (not separated and _hold_lists(strips, widest)):
        return None
    single = [
        row
        for strip, (first, end) in zip(strips, pairwise([*starts[: len(strips)], ends[-1]]), strict=True)
        for row in ([strip] if _is_one_row(strip, widest) else _merge_continued(rows[first:end], columns, _steps(rows)))
    ]
    part = _part(single, columns)
    return (part, ends[-1]) if _is_aligned(part) else None


def _parted_by_white(rows: Sequence[Cells], columns: Sequence[Extent]) -> list[int]:
    """Numbers of the rows that white over all columns parts from those above, wider than between lines."""
    white = _white_of_lines(rows, len(columns)) + _STRIP * statistics.median(row.row.size for row in rows)
    starts = [0]
    bottom = rows[0].row.bottom
    for number, row in enumerate(rows[1:], 1):
        if row.row.top - bottom >= white:
            starts.append(number)
        bottom = max(bottom, row.row.bottom)
    return starts


def _together(rows: Sequence[Cells]) -> Cells:
    strip, *below = rows
    for row in below:
        strip = strip.with_below(row)
    return strip


def _is_one_row(strip: Cells, widest: Sequence[float]) -> bool:
    """Whether what stands together is one row: no column has several numbers, the lines of a column stand under each
    other, and one column has no more than a line, or most lines go on with those above."""
    several = [lines for lines in strip.columns if len(lines) > 1]
    if any(all(is_number(line.text) for line in lines) for lines in several):
        return False
    if len(several) > 1 and not any(map(_is_stacked, several)):
        return False
    return len(several) < strip.filled or not _hold_lists([strip], widest)


def _is_stacked(lines: Sequence[Line]) -> bool:
    """Whether each line has an edge or its middle in common with the one above, as those of one cell do."""
    return all(_aligned(placed(one)[::2], placed(below)[::2]) for one, below in pairwise(lines))


def _hold_lists(strips: Sequence[Cells], widest: Sequence[float]) -> bool:
    """Whether most lines below others in cells begin anew: what stands together are rows of a group.

    That one word alone fills its line says nothing.

    Args:
        strips: rows.
        widest: line of each column, points.
    """
    anew = goes_on = 0
    for lines, most in ((lines, most) for strip in strips for lines, most in zip(strip.columns, widest, strict=True)):
        ends = line_ends(lines, most)
        anew += sum(ends)
        goes_on += sum(len(line.unplaced) > 1 and not end for line, end in zip(lines, ends, strict=False))
    return anew > goes_on or not goes_on


def _is_aligned(part: PagePart) -> bool:
    """Whether the cells of each column begin, end or have their middle at one place, as those of formulas and of
    charts, which stand where their curves and bars are, don't."""
    columns: defaultdict[tuple[float, float], list[PlacedCell]] = defaultdict(list)
    for cell in part.cells:
        if cell.lines:
            columns[cell.left, cell.right].append(cell)
    aligned = total = 0
    for cells in columns.values():
        boxes = [part_box(cell.lines) for cell in cells]
        near = _ALIGNED * statistics.median(cell.lines[0].size for cell in cells)
        places = ([box[0] for box in boxes], [box[2] for box in boxes], [(box[0] + box[2]) / 2 for box in boxes])
        aligned += max(_most_within(at, near) for at in places) - 1
        total += len(cells) - 1
    return aligned >= _SHARE_ALIGNED * total


def _most_within(places: Sequence[float], near: float) -> int:
    """How many of some places are no further than ``near`` from the first of them, at most."""
    return max(sum(first <= place <= first + near for place in places) for first in places)


def _white_of_lines(rows: Sequence[Cells], columns: int) -> float:
    """White between most lines that follow each other in a column, points: a quarter of all is no wider."""
    whites = []
    for number in range(columns):
        boxes = [placed(line) for row in rows for line in row.columns[number]]
        whites += [below[1] - above[3] for above, below in pairwise(boxes)]
    return statistics.quantiles(whites, n=4)[0] if len(whites) > 1 else 0.0


def _placed_cells(number: int, row: Cells, edges: Sequence[float]) -> Iterator[PlacedCell]:
    column = 0
    while column < len(row.columns):
        end = row.over.get(column, column + 1)
        yield PlacedCell((number, number + 1), edges[column], edges[end], row.columns[column])
        column = end


def _is_even(row: Cells) -> bool:
    """Whether its cells are set in sizes that stand beside each other: a heading beside small print makes no row."""
    sizes = [lines[0].size for lines in row.columns if lines]
    return max(sizes) <= _SIZES * min(sizes)


def _repeats_label(row: Cells) -> bool:
    """Whether all its cells say what they are, and say the same: ``Tel.: 1 | Tel.: 2``, as addresses side by side."""
    labels = {lines[0].text.partition(":")[0] if ":" in lines[0].text else None for lines in row.columns if lines}
    return len(labels) == 1 and None not in labels


def _alternates(rows: Sequence[Cells]) -> bool:
    """Whether names and what is said of them follow each other in other sizes: cards or a menu, no rows of a table."""
    sizes = [max(line.size for lines in row.columns for line in lines) for row in rows[1:]]
    usual = statistics.median_low(sizes) if sizes else 0.0
    return sum(abs(size - usual) > _SAME_SIZE * usual for size in sizes) > _SHARE_OTHERWISE * len(sizes)


def _steps(rows: Sequence[Cells]) -> list[float]:
    """How far below each other rows of several cells end, points."""
    return [below - above for above, below in pairwise(row.row.bottom for row in rows if row.filled > 1)]


def _end(rows: Sequence[Cells], steps: Sequence[float]) -> int:
    """Lines after the last row of several cells belong to the table while they go on with one of its cells."""
    last = max((number for number, row in enumerate(rows) if row.filled > 1), default=-1)
    pitch = min(steps, default=0.0)
    end = last + 1
    while end < len(rows) and rows[end].row.bottom - rows[end - 1].row.bottom < _CLOSE * pitch:
        end += 1
    return end


def _merge_continued(rows: Sequence[Cells], columns: Sequence[Extent], steps: Sequence[float]) -> list[Cells]:
    """A line in one column goes on with the row above where it is set closer than rows are, or that cell was full."""
    pitch = statistics.median_low(steps) if steps else 0.0
    merged: list[Cells] = []
    bottom = 0.0
    for row in rows:
        close = row.row.bottom - bottom < _CLOSE * pitch
        if (
            merged
            and row.filled == 1
            and not (row.over or merged[-1].over)
            and (close or _goes_on(merged[-1], row, columns))
        ):
            merged[-1] = merged[-1].with_below(row)
        else:
            merged.append(row)
        bottom = row.row.bottom
    return merged


def _goes_on(above: Cells, row: Cells, columns: Sequence[Extent]) -> bool:
    """Whether the last line above in the one column of a row fills it without ending a sentence."""
    number = next(number for number, lines in enumerate(row.columns) if lines)
    left, right = columns[number]
    lines = above.columns[number]
    return bool(lines) and _width(lines[-1]) >= _FILLS * (right - left) and not lines[-1].text.endswith((".", ":"))


def _width(line: Line) -> float:
    left, _, right, _ = placed(line)
    return right - left


def is_prose(rows: Sequence[Cells], columns: Sequence[Extent]) -> bool:
    """Whether they are columns of text, and no table.

    Two columns in which most lines go on in the next are text, and so is one beside headings or notes: these begin
    where its sentences don't. Where every entry of the other columns stands beside a line that begins anew there, it is
    a table whose cells have several lines.
    """
    several = [row for row in rows if row.filled > 1]
    if _out_of_step(rows) or sum(_is_list(rows, number) for number in range(len(columns))) > 1:
        return True
    if any(_are_numbers([row.columns[number] for row in several]) for number in range(len(columns))):
        return False
    runs_on = [_runs_on(rows, number) for number in range(len(columns))]
    flowing = [number for number, goes_on in enumerate(runs_on) if _flows(goes_on)]
    if sum(goes_on is True for number in flowing for goes_on in runs_on[number]) < _LEAST_PAIRS:
        return False
    entries = [
        row for row in range(1, len(rows)) if any(rows[row].columns[k] for k in range(len(columns)) if k not in flowing)
    ]
    inside = sum(any(runs_on[number][row] for number in flowing) for row in entries)
    if len(entries) + 1 >= _LEAST_ROWS:
        return inside > _INSIDE * len(entries)
    return len(flowing) > 1


def _are_numbers(column: Sequence[Sequence[Line]]) -> bool:
    """Whether most rows have a number in a column."""
    numbers = sum(len(lines) == 1 and is_number(lines[0].text) for lines in column)
    return len(column) >= _LEAST_ROWS and numbers > _SHARE_NUMBERS * len(column)


def numbers_alone(lines: Sequence[Line]) -> bool:
    """Whether hardly anything but numbers stands in a column, and the words above them."""
    return sum(is_number(line.text) for line in lines) > _SHARE_NUMBERS * len(lines)


def is_number(text: str) -> bool:
    """Whether it is a number, with a unit perhaps, or the dash that stands for none."""
    if AMOUNT.fullmatch(text):
        return True
    digits, letters = (sum(map(kind, text)) for kind in (str.isdigit, str.isalpha))
    return digits >= max(letters, 1)


def flow(rows: Sequence[Cells], number: int) -> bool:
    """Whether most lines of a column go on with the one above."""
    return _flows(_runs_on(rows, number))


def _runs_on(rows: Sequence[Cells], number: int) -> list[bool | None]:
    """For each row whether its line goes on with the one above in the column; None where it has none, or is apart."""
    column = [row.columns[number] for row in rows]
    lines = [line for lines in column for line in lines]
    if not lines:
        return [None] * len(column)
    widest = max(map(_width, lines))
    runs_on: list[bool | None] = []
    above: Line | None = None
    for here in column:
        if not here or not here[0].words:
            runs_on.append(None)
            above = None if here else above
            continue
        line = here[0]
        apart = above is None or placed(line)[3] - placed(above)[3] > _LEADING * max(line.size, above.size)
        if above is None or apart:
            runs_on.append(None)
        else:
            longer = with_first_word(above, line)
            room = max(_ROOM * above.size, _SHARE_ROOM * widest)
            full = longer is not None and longer > widest and widest - _width(above) < room
            full = full and len(above.unplaced) >= _LEAST_WORDS
            runs_on.append(full and abs(above.size - line.size) <= _SAME_SIZE * line.size)
        above = here[-1]
    return runs_on


def _flows(runs_on: Sequence[bool | None]) -> bool:
    """Whether most lines of a column go on with the one above."""
    known = [goes_on for goes_on in runs_on if goes_on is not None]
    return bool(known) and sum(known) >= _SHARE_FLOWS * len(known)


def _out_of_step(rows: Sequence[Cells]) -> bool:
    """Whether the lines of the columns stand beside each other by chance: in a table they share baselines, or stand as
    far below those of another column everywhere."""
    out = 0
    steps: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for row, below in zip_longest(rows, rows[1:]):
        first, *others = (number for number, lines in enumerate(row.columns) if lines)
        bases = {
            number: [placed(line)[3] - DESCENT * line.size for line in row.columns[number]]
            for number in (first, *others)
        }
        for number in others:
            apart = min((one - other for one in bases[number] for other in bases[first]), key=abs)
            steps[first, number].append(apart / row.row.size)
        if not others and below is not None and below.filled == 1:
            out += row.row.bottom - below.row.top > _INTO * row.row.size
    usual = {columns: statistics.median(apart) for columns, apart in steps.items()}
    every = [abs(step - usual[columns]) > _STEP for columns, apart in steps.items() for step in apart]
    return sum(every) + out >= max(_LEAST_OUT, _OUT_OF_STEP * (len(every) + out))


def _is_list(rows: Sequence[Cells], number: int) -> bool:
    """Whether entries with labels of their own, bullets or numbers, stand in a column, and no labels alone."""
    lines = [line for row in rows for line in row.columns[number]]
    labelled = sum(starts_with_label(line.text) and not is_label(line.text) for line in lines)
    return labelled >= _LEAST_ROWS and labelled >= _SHARE_LABELLED * len(lines)
