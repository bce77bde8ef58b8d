"""Reading order of a page: its rows from the top, of bands of columns one column after the other, of tables a cell.

What stands in several columns is one band (``pages.lines.bands``). Columns of text are read from right to left, each by
itself and with the bands that it has inside; a table is one piece; the rest, as the labels of a chart, is read row by
row. Frames and tables with rules take part as rows that are as wide as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, groupby, pairwise
from math import inf
from statistics import median_low
from typing import Final, Generic, TypeVar

from warraq.layout.heads_beside import by_heads
from warraq.layout.labels import is_bullet, is_label
from warraq.layout.place import WORD, around, placed, same_height
from warraq.layout.rows import Row, make_rows
from warraq.layout.tables.breaks import breaks
from warraq.layout.tables.labelled_lists import labelled_list, numbered_parts
from warraq.layout.tables.section_heads import section_heads
from warraq.layout.tables.separators import NOTHING_DRAWN, Separators
from warraq.layout.tables.tables import PagePart
from warraq.layout.tables.white_tables import (
    Cells,
    cut,
    flow,
    in_cells,
    is_prose,
    numbers_alone,
    table_of,
    table_of_strips,
)
from warraq.model.document import RegionKind
from warraq.model.line import Line
from warraq.pages.lines.regions.bands import GUTTER, Band, find_bands, merged

_Item = TypeVar("_Item")

#: A column has at least this many lines.
_LEAST_LINES: Final = 3
#: A bullet to the left of its text is no further from it than this, in units of the font size.
_BULLET: Final = 3.0
#: So many lines from a label on stand beside it.
_BESIDE: Final = 8
#: A figure is so many times as large as what it counts.
_FIGURE: Final = 1.5
#: White over all columns that parts sections, in units of the font size, and how many times as wide as is usual.
_SECTION: Final = 1.2
_WIDER_THAN_LINES: Final = 1.3
#: Rows that run over the gutters of a table without ending it, one after the other, and how far rows of one table are
#: apart there at most, in units of the font size.
_MOST_BETWEEN: Final = 2
_TABLE_APART: Final = 2.0


@dataclass(slots=True)
class Column(Generic[_Item]):
    """What is read one after the other.

    Attributes:
        items: lines, and what stands among them as one piece.
        goes_on: its first line may go on with the last one of the column before.
        kind: what its lines are as a region of the page.
    """

    items: list[Line | _Item]
    goes_on: bool = True
    kind: RegionKind = "text"

    @property
    def lines(self) -> list[Line]:
        """Those that are in no such piece."""
        return [item for item in self.items if isinstance(item, Line)]


def reading_order(lines: Sequence[Line], separators: Separators = NOTHING_DRAWN) -> list[Column[PagePart]]:
    """The lines of one page and its tables without rules as columns, in the order in which they are read.

    Lines are joined to labels beside them; those of cells far apart are marked.

    Args:
        lines: of one page.
        separators: what is drawn across the page.
    """
    joined = _join_labels(sorted(lines, key=_from_top_right))
    return [column for column in _read(make_rows(joined), separators) if column.items]


def _is_rtl(lines: Sequence[Line]) -> bool:
    return sum([line.rtl for line in lines]) * 2 >= len(lines)


def _from_top_right(line: Line) -> tuple[float, float]:
    _, _, right, bottom = placed(line)
    return bottom, -right


def _join_labels(lines: list[Line]) -> list[Line]:
    """A label in its own column is put in front of the line at its side, a bullet whichever side that is."""
    joined: list[Line] = []
    for number, line in enumerate(lines):
        before = joined[-1] if joined else None
        if before is not None and same_height(before, line) and _may_have_label(before, line):
            right, left = (before, line) if placed(before)[2] > placed(line)[2] else (line, before)
            # A bullet says by its place in which direction the list runs, whatever its words are written in.
            label, rest = (left, right) if is_bullet(left.text) and not is_label(right.text) else (right, left)
            white = placed(right)[0] - placed(left)[2]
            at_right = (
                label is right and is_label(label.text) and rest.rtl and not _is_nearer(lines, number, label, white)
            )
            if white >= -1.0 and (at_right if label is right else white < _BULLET * rest.size):
                joined[-1] = rest.with_words((*label.words, *rest.words), around((placed(label), placed(rest))))
                continue
        joined.append(line)
    return joined


def _is_nearer(lines: Sequence[Line], number: int, label: Line, white: float) -> bool:
    """Whether one of the ``lines`` near a number stands at the right of a label with less white between, as the text of
    a list does whose labels are at the left."""
    edge = placed(label)[2]
    return any(
        0.0 <= placed(line)[0] - edge < white and same_height(line, label) and WORD.search(line.text) is not None
        for line in lines[max(number - _BESIDE, 0) : number + _BESIDE]
    )


def _may_have_label(one: Line, other: Line) -> bool:
    """Whether one of two lines may be the label of the other, which has a word: a dash beside a number is a cell."""
    return WORD.search(one.text) is not None or WORD.search(other.text) is not None


def _read(rows: Sequence[Row], separators: Separators) -> list[Column[PagePart]]:
    """Columns of rows that stand below each other."""
    read: list[Column[PagePart]] = [Column([])]
    at = 0
    for region in _regions(rows, separators):
        read[-1].items += _one_by_one(rows[at : region.first])
        at = region.end
        if region.table is not None:
            read[-1].items.append(region.table)
        elif region.listed:
            read[-1].items += region.listed
        elif region.sections:
            for section in region.sections:
                for column in _in_turn(section):
                    first, *others = _read(make_rows(column), separators)
                    read += [replace(first, goes_on=region.flows), *others]
            read.append(Column([], goes_on=region.flows))
        elif region.end - region.first < _LEAST_LINES:
            read[-1].items += _one_by_one(rows[region.first : region.end])
        else:
            labels = _one_by_one(rows[region.first : region.end])
            read += [Column([*labels], kind="labels"), Column([])]
    read[-1].items += _one_by_one(rows[at:])
    return read


@dataclass(frozen=True, slots=True)
class _Region:
    """Rows that are read otherwise than one after the other.

    Attributes:
        first, end: numbers of the first row and of the one after the last.
        band: the gutters that they share.
        table: what they are, if that is a table.
        sections: else the lines of each column, left to right, of each part of the band, if columns are read one after
            the other.
        flows: the text of one column may go on in the next.
        listed: else its lines, if they are read one after the other.
    """

    first: int
    end: int
    band: Band
    table: PagePart | None
    sections: list[list[list[Line]]]
    flows: bool = False
    listed: Sequence[Line] = ()


def _regions(rows: Sequence[Row], separators: Separators) -> list[_Region]:
    """Tables, columns, and what is neither, from the top."""
    regions: list[_Region] = []
    for band in find_bands(rows):
        if regions and (joined := _joined(rows, regions[-1], band)) is not None:
            regions[-1] = joined
        else:
            regions += _regions_of(rows, band, separators)
    return regions


def _regions_of(rows: Sequence[Row], band: Band, separators: Separators) -> list[_Region]:
    """What a band is: columns, or a table, or several below each other, whose columns have other edges."""
    inside = rows[band.first : band.end]
    cells = cut(inside, band.columns)
    columns = [[line for row in cells for line in row.columns[number]] for number in range(len(band.columns))]
    if any(map(_holds_element, columns)):
        return [_side_by_side(band, cells, _beside_elements(columns))]
    if (headed := by_heads(columns)) is not None:
        return [_Region(band.first, band.end, band, None, headed)]
    above, parts = numbered_parts(cells)
    if parts:
        return [_Region(band.first + above, band.end, band, None, [[part] for part in parts])]
    separated = separators.before(inside)
    if (listed := labelled_list(cells, len(separators.before(inside, rules_alone=True)))) is not None:
        return [_Region(band.first, band.end, band, None, [], listed=listed)]
    prose = is_prose(cells, band.columns)
    if not prose and len(ends := breaks(inside, band.columns)) > 2:
        return [region for part in _parts(inside, band, ends) for region in _regions_of(rows, part, separators)]
    made = table_of_strips(cells, band.columns, separated) if len(separated) > 1 else None
    if made is not None:
        pass
    elif prose:
        made = table_of_strips(cells, band.columns)
    elif (heads := section_heads(cells)) and (parted := _parted(cells, band, heads)):
        return parted
    else:
        made = table_of_strips(cells, band.columns) or table_of(cells, band.columns)
    if made is not None:
        table, taken = made
        return [_Region(band.first, band.first + taken, band, table, [])]
    whites = [right[0] - left[1] for left, right in pairwise(band.columns)]
    columns = _without_marks(columns, whites)
    if sum(map(_has_words, columns)) < 2:
        return [_Region(band.first, band.end, band, None, [])]
    return [_side_by_side(band, cells, columns)]


def _parted(cells: Sequence[Cells], band: Band, heads: Sequence[int]) -> list[_Region]:
    """The tables between the heads of a band, which stand by themselves; none where the rest is no table."""
    rest = [row for number, row in enumerate(cells) if number not in heads]
    whole = table_of(rest, band.columns)
    if whole is None:
        return []
    regions: list[_Region] = []
    for head, end in pairwise([-1, *heads, whole[1] + len(heads)]):
        made = table_of(cells[head + 1 : end], band.columns, rest)
        if made is not None:
            table, taken = made
            first = band.first + head + 1
            regions.append(_Region(first, first + taken, band, table, []))
    return regions


def _side_by_side(band: Band, cells: Sequence[Cells], columns: list[list[Line]]) -> _Region:
    """A band whose ``columns`` are read one after the other: as a whole where text goes on in several."""
    flows = sum(flow(cells, number) for number in range(len(band.columns))) > 1
    return _Region(band.first, band.end, band, None, [columns] if flows else _sections(columns), flows)


def _parts(rows: Sequence[Row], band: Band, ends: Sequence[int]) -> Iterator[Band]:
    """The bands that begin at some of the ``rows`` of a band."""
    for first, end in pairwise(ends):
        spans = sorted(span for row in rows[first:end] for span in row.spans)
        columns = merged(spans, GUTTER * max(row.size for row in rows[first:end]))
        if len(columns) > 1:
            yield Band(band.first + first, band.first + end, tuple(columns))


def _has_words(lines: Sequence[Line]) -> bool:
    """Whether at least half of the lines of a column have a word: formulas and numbers of charts are no columns."""
    return 2 * sum(WORD.search(line.text) is not None for line in lines) >= len(lines)


def _holds_element(lines: Sequence[Line]) -> bool:
    """Whether a frame, a table or a panel, which have no words here, stands in a column."""
    return any(not line.words for line in lines)


def _beside_elements(columns: list[list[Line]]) -> list[list[Line]]:
    """The columns, those together that no frame, table or panel parts: they may be a table of their own."""
    together: list[list[Line]] = []
    for holds, run in groupby(columns, key=_holds_element):
        group = list(run)
        together += group if holds else [list(chain.from_iterable(group))]
    return together


def _without_marks(columns: list[list[Line]], whites: list[float]) -> list[list[Line]]:
    """The columns, a few lines or numbers alone with those that stand nearest: they belong to lines there."""
    while whites:
        number = next((at for at, lines in enumerate(columns) if _are_marks(lines)), None)
        if number is None:
            break
        beside = [at for at in (number - 1, number) if 0 <= at < len(whites)]
        nearest = min(beside, key=lambda at: whites[at])
        columns = [*columns[:nearest], columns[nearest] + columns[nearest + 1], *columns[nearest + 2 :]]
        whites = whites[:nearest] + whites[nearest + 1 :]
    return columns


def _are_marks(lines: Sequence[Line]) -> bool:
    """Whether a column has a few lines or numbers alone; a large figure above what it counts is a column of its own."""
    if len(lines) > 1 and lines[0].size >= _FIGURE * max(line.size for line in lines[1:]):
        return False
    return len(lines) < _LEAST_LINES or numbers_alone(lines)


def _joined(rows: Sequence[Row], above: _Region, band: Band) -> _Region | None:
    """A table that goes on below a row that runs over its gutters: both parts have the same columns, or one has fewer
    of them."""
    if above.sections or band.first - above.end > _MOST_BETWEEN:
        return None
    run = rows[above.first : band.end]
    if any(
        below.top - row.bottom > _TABLE_APART * row.size
        for row, below in pairwise(rows[above.end - 1 : band.first + 1])
    ):
        return None
    columns = merged(sorted([*above.band.columns, *band.columns]), GUTTER * max(row.size for row in run))
    if len(columns) < max(len(above.band.columns), len(band.columns)):
        return None
    whole = Band(above.first, band.end, tuple(columns))
    cells = cut(run, whole.columns)
    if is_prose([row for row in cells if not row.over], whole.columns):
        return None
    made = table_of(cells, whole.columns)
    if made is None or made[1] <= above.end - above.first:
        return None
    table, taken = made
    return _Region(above.first, above.first + taken, whole, table, [])


def _sections(columns: list[list[Line]]) -> list[list[list[Line]]]:
    """The columns in parts, from the top, that white over all of them parts: headings beside what they head.

    They are one part where fewer than two have something in several columns.
    """
    lines = [(placed(line), line, number) for number, column in enumerate(columns) for line in column]
    lines.sort(key=lambda item: (item[0][1], item[0][3]))
    bottoms = accumulate((box[3] for box, *_ in lines), max, initial=-inf)
    whites = [box[1] - bottom for (box, *_), bottom in zip(lines, bottoms, strict=False)]
    usual = median_low([white for white in whites[1:] if white > 0.0] or [0.0])
    sections: list[list[list[Line]]] = []
    for white, (_, line, number) in zip(whites, lines, strict=True):
        if white > max(_SECTION * max(line.size, 1.0), _WIDER_THAN_LINES * usual):
            sections.append([[] for _ in columns])
        sections[-1][number].append(line)
    if sum(sum(map(bool, section)) > 1 for section in sections) < 2:
        return [columns]
    return [[column for column in section if column] for section in sections]


def _one_by_one(rows: Sequence[Row]) -> list[Line]:
    """The lines of rows that are read one after the other, those in cells far apart marked so."""
    return [
        replace(line, in_cells=True) if len(row.spans) > 1 and in_cells(row) else line
        for row in rows
        for line in (sorted(row.lines, key=_from_top_right) if _is_pile(row) else row.lines)
    ]


def _is_pile(row: Row) -> bool:
    """Whether lines of a row stand over each other, as those of tight settings and formulas do, not side by side."""
    edges = sorted((placed(line)[0], placed(line)[2]) for line in row.lines)
    return any(right > left + row.size / 2 for (_, right), (left, _) in pairwise(edges))


def _in_turn(columns: list[list[Line]]) -> list[list[Line]]:
    """Columns in the order of reading: from the right, where most is written so or the right one alone is, as of a text
    and its translation."""
    rtl = _is_rtl([line for column in columns for line in column])
    if rtl or (_is_rtl(columns[-1]) and not _is_rtl(columns[0])):
        return columns[::-1]
    return columns
