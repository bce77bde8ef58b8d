"""Tables without rules: rows whose cells stand under each other, parted by gutters of white."""

from __future__ import annotations

import re
import statistics
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from warraq.arabic.letters import has_arabic
from warraq.layout.labels import is_label
from warraq.layout.place import WORD, part, pieces, placed, rows_of
from warraq.layout.tables.tables import PagePart, PlacedCell, part_box, with_heads
from warraq.model.line import Line

#: White between cells, in units of the font size.
_WHITE: Final = 1.4
#: ... and what all rows together leave of it.
_GUTTER: Final = 0.6
#: White at a known gutter is narrower, but wider than the spaces of its line.
_NARROW: Final = 0.4
_WIDER: Final = 1.5
#: Rows with several cells that a table has at least.
_LEAST_ROWS: Final = 3
#: Rows further apart than this many font sizes belong to different tables.
_APART: Final = 4.0
#: A line nearer to the one above than this share of the usual distance of rows goes on with its cells.
_CLOSE: Final = 0.85
#: A cell whose last line fills this share of its column may go on in the next line.
_FILLS: Final = 0.8
#: White that parts a line into cells where no table is, in units of the font size.
_FAR: Final = 8.0
#: What stands right before a blank in a sentence, and right after one (U+060C comma, 061B semicolon).
_OPENING: Final = ("(", "[", "\u00ab")
_CLOSING: Final = re.compile(r"[)\]\u00bb,;\u060c\u061b]|\.(?!\S)")
#: What one cell of a row has at least.
_WORDY: Final = re.compile(r"[^\W_]")
#: Columns of text: this share of the lines runs from edge to edge, give or take this many font sizes; or this share
#: reaches this share of the widest.
_SHARE_WHOLE: Final = 0.3
_EDGE: Final = 0.8
_SHARE_FULL: Final = 0.5
_FULL: Final = 0.75
#: Lines beside each other are this wide in columns of text, in units of the font size.
_LINE: Final = 7.0
#: A text beside its translation: this share of the rows has Arabic on the same side alone, and in more than this share
#: the baselines are further from each other than usual, or nearer, by more than so many font sizes.
_OTHERWISE: Final = 0.9
_OUT_OF_STEP: Final = 0.2
_STEP: Final = 0.15
#: This share of the rows has text in most columns.
_SHARE_ROWS: Final = 0.7
#: Rows that make no table are tried again from the next one on until so many pieces of a page were looked at in vain: a
#: hundred rows of ten cells are half as many.
_MOST_IN_VAIN: Final = 100_000


@dataclass(slots=True)
class Row:
    """One row of pieces, in reading order."""

    pieces: list[Line]
    lines: list[Line]

    @property
    def bottom(self) -> float:
        return max(placed(line)[3] for line in self.lines)

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)


def cut_rows(lines: Sequence[Line]) -> list[Row]:
    """The lines of one page as rows from the top, cut into pieces where wide white parts them."""
    return [_cut(row) for row in rows_of(lines)]


def in_cells(row: Row) -> bool:
    """Whether the row is one line whose words stand in cells far apart.

    Signs alone, such as the primes that belong to the letters of formulas below, are none. A blank to be filled in
    parts none, in brackets (``(   )``), before a comma or full stop, or after a label.
    """
    if len(row.lines) > 1 or len(row.pieces) < 2:
        return False
    cells = pieces(row.lines[0], _FAR * max(row.size, 1.0))
    return any(_WORDY.search(cell.text) for cell in cells) and any(
        not (first.text.endswith(_OPENING) or _CLOSING.match(second.text) or is_label(first.text))
        for first, second in pairwise(cells)
    )


def last_cell(line: Line) -> Line:
    """The last of the cells of a line that is ``in_cells``."""
    return pieces(line, _FAR * max(line.size, 1.0))[-1]


def white_tables(rows: list[Row]) -> list[tuple[PagePart, list[Line]]]:
    """The unruled tables among the rows of one page, ``cut_rows``, with the lines that they take."""
    tables = []
    at = in_vain = 0
    while at < len(rows):
        end = _run(rows, at) if len(rows[at].pieces) > 1 else at + 1
        run = rows[at:end]
        columns = _Columns(run).found if len(run) >= _LEAST_ROWS else []
        if len(columns) >= 2:
            if _is_prose(run, columns):
                at = end
                continue
            if table := _table(run, columns):
                tables.append((table, [line for row in run for line in row.lines]))
                at = end
                continue
        in_vain += sum(len(row.pieces) for row in run)
        at = at + 1 if in_vain < _MOST_IN_VAIN else end
    return tables


def _cut(row: list[Line]) -> Row:
    """The pieces of a row; a label stays with what it labels."""
    if len(row) == 1 and row[0].white <= _WHITE * max(row[0].size, 1.0):
        return Row(row, row)  # as most: nobody changes either list
    cut = [piece for line in row for piece in pieces(line, _WHITE * max(line.size, 1.0))]
    if len(cut) > 1 and is_label(cut[0].text):
        cut = cut[1:] if len(cut) > 2 else [row[0]]
    return Row(cut, row)


def _run(rows: list[Row], start: int) -> int:
    """End of the rows from ``start`` on that share gutters: rows of cells, and lines that go on with one cell."""
    columns = _Columns([rows[start]])
    last_full = start
    end = start + 1
    while end < len(rows):
        before = columns.found
        row, above = _cut_at_gutters(rows[end], before), rows[end - 1]
        if row.bottom - above.bottom > _APART * row.size:
            break
        columns.add(row)
        if len(columns.found) < max(len(before), 2):
            break
        if len(row.pieces) > 1:
            last_full = end
        rows[end] = row
        end += 1
    return _trailing(rows, start, last_full, end)


def _cut_at_gutters(row: Row, columns: Sequence[tuple[float, float]]) -> Row:
    """The row cut where its cells come closer than elsewhere: at its widest white in each gutter of the rows above."""
    if len(row.pieces) >= len(columns) or len(row.lines) > 1:
        return row
    line = row.lines[0]
    words = sorted((word for word in line.words if word.box), key=lambda word: word.box or (0.0,))
    whites = [
        (second.box[0] - first.box[2], first.box[2]) for first, second in pairwise(words) if first.box and second.box
    ]
    if not whites:
        return row
    usual = statistics.median_low([width for width, _ in whites])
    cuts = []
    for (_, start), (end, _) in pairwise(columns):
        inside = [(width, at) for width, at in whites if at < end and at + width > start]
        width, at = max(inside, default=(0.0, 0.0))
        if width > max(_NARROW * line.size, _WIDER * usual) or (len(whites) == 1 and width > _NARROW * line.size):
            cuts.append(at)
    return Row(_cut_line(line, cuts), row.lines) if cuts else row


def _cut_line(line: Line, cuts: Sequence[float]) -> list[Line]:
    """The pieces of a line right of each place, in reading order."""
    groups: list[list[int]] = [[] for _ in range(len(cuts) + 1)]
    for number, box in enumerate(line.boxes):
        assert box is not None
        groups[sum(box[0] >= at for at in cuts)].append(number)
    parts = [part(line, group) for group in groups if group]
    return parts[::-1] if line.rtl else parts


def _trailing(rows: Sequence[Row], start: int, last_full: int, end: int) -> int:
    """Lines after the last row of several cells belong to the table while they go on with one of its cells."""
    full = [row.bottom for row in rows[start : last_full + 1] if len(row.pieces) > 1]
    pitch = min((below - above for above, below in pairwise(full)), default=0.0)
    stop = last_full + 1
    while stop < end and rows[stop].bottom - rows[stop - 1].bottom < _CLOSE * pitch:
        stop += 1
    return stop


class _Columns:
    """The columns of rows: pieces that lie over each other, or nearly, make one.

    Attributes:
        found: their extents, left to right.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.found: list[tuple[float, float]] = []
        self._sizes: list[float] = []
        self._spans: list[tuple[float, float]] = []
        self._white = 0.0
        self.add(*rows)

    def add(self, *rows: Row) -> None:
        """Widen the columns by those of more rows."""
        spans = [(placed(piece)[0], placed(piece)[2]) for row in rows for piece in row.pieces]
        self._spans += spans
        self._sizes = sorted([*self._sizes, *(row.size for row in rows)])
        white = _GUTTER * self._sizes[(len(self._sizes) - 1) // 2]
        # What so little white doesn't part, more doesn't either: only where it has become less are columns found anew.
        self.found = _merged(sorted([*self.found, *spans] if white >= self._white else self._spans), white)
        self._white = white


def _merged(spans: Sequence[tuple[float, float]], white: float) -> list[tuple[float, float]]:
    """Extents of what less than ``white`` parts; ``spans`` are sorted."""
    joined: list[tuple[float, float]] = []
    for left, right in spans:
        if joined and left - joined[-1][1] < white:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def _table(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> PagePart | None:
    """The table that the rows make; None where too few have several cells, or none has a word."""
    merged = _merge_continued(rows, columns)
    full = [row for row in merged if len(row.pieces) > 1]
    if len(full) < _LEAST_ROWS or len(full) < _SHARE_ROWS * len(merged):
        return None
    if not any(WORD.search(piece.text) for row in rows for piece in row.pieces):
        return None
    middles = [(first[1] + second[0]) / 2 for first, second in pairwise(columns)]
    edges = [columns[0][0], *middles, columns[-1][1]]
    cells: list[PlacedCell] = []
    for number, row in enumerate(merged):
        in_column = _by_column(row.pieces, edges[:-1])
        for column, (left, right) in enumerate(pairwise(edges)):
            cells.append(PlacedCell((number, number + 1), left, right, tuple(in_column[column])))
    lines = [line for row in rows for line in row.lines]
    return with_heads(PagePart(lines[0].page, part_box(lines), tuple(edges), tuple(cells), len(merged), ruled=False))


def _by_column(pieces: Iterable[Line], lefts: Sequence[float]) -> defaultdict[int, list[Line]]:
    """Number of a column -> the pieces whose middle lies in it; ``lefts``: where each begins."""
    columns: defaultdict[int, list[Line]] = defaultdict(list)
    for piece in pieces:
        columns[bisect_right(lefts, _middle(piece)) - 1].append(piece)
    return columns


def _width(line: Line) -> float:
    left, _, right, _ = placed(line)
    return right - left


def _middle(line: Line) -> float:
    left, _, right, _ = placed(line)
    return (left + right) / 2


def _merge_continued(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> list[Row]:
    """A line in one column goes on with the row above where it is set closer than rows are, or that cell was full."""
    full = [row.bottom for row in rows if len(row.pieces) > 1]
    steps = [below - above for above, below in pairwise(full)]
    pitch = statistics.median_low(steps) if steps else 0.0
    merged: list[Row] = []
    bottom = 0.0
    for row in rows:
        close = row.bottom - bottom < _CLOSE * pitch
        if merged and len(row.pieces) == 1 and (close or _goes_on(merged[-1], row.pieces[0], columns)):
            merged[-1] = Row([*merged[-1].pieces, *row.pieces], [*merged[-1].lines, *row.lines])
        else:
            merged.append(Row(list(row.pieces), list(row.lines)))
        bottom = row.bottom
    return merged


def _goes_on(above: Row, piece: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether the last piece above in the same column fills it without ending a sentence."""
    left, right = next(column for column in columns if column[0] <= _middle(piece) <= column[1])
    same = [other for other in above.pieces if left <= _middle(other) <= right]
    return bool(same) and _width(same[-1]) >= _FILLS * (right - left) and not same[-1].text.endswith((".", ":"))


def _is_prose(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether they are columns of text: cut before by their gutter, or filled with lines of about the same width."""
    several = [row for row in rows if len(row.pieces) > 1]
    beside = [row for row in several if sum(_width(line) > _LINE * row.size for line in row.lines) > 1]
    if 2 * len(beside) > len(several) or _are_two_texts(several, columns):
        return True
    in_column = _by_column((piece for row in rows for piece in row.pieces), [left for left, _ in columns])
    size = max(row.size for row in rows)
    return sum(_is_text(in_column[number], column, size) for number, column in enumerate(columns)) > 1


def _are_two_texts(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether they are a text and its translation: one column is in Arabic and the other isn't, and their lines don't
    keep step, as those of a glossary do."""
    pairs = [sorted(row.pieces, key=_middle) for row in rows]
    if len(columns) != 2 or any(len(pair) != 2 for pair in pairs):
        return False
    arabic = Counter((has_arabic(left.text), has_arabic(right.text)) for left, right in pairs)
    if max(arabic[True, False], arabic[False, True]) < _OTHERWISE * len(pairs):
        return False
    steps = [(placed(left)[3] - placed(right)[3]) / row.size for row, (left, right) in zip(rows, pairs, strict=True)]
    usual = statistics.median(steps)
    return sum(abs(step - usual) > _STEP for step in steps) > _OUT_OF_STEP * len(steps)


def _is_text(inside: Sequence[Line], column: tuple[float, float], size: float) -> bool:
    """Whether a column is filled by lines of text: many run from edge to edge, or most nearly do."""
    widest = max(map(_width, inside), default=0.0)
    if widest < _LINE * size:
        return False
    whole = sum(_width(piece) > column[1] - column[0] - _EDGE * size for piece in inside)
    wide = sum(_width(piece) >= _FULL * widest for piece in inside)
    return whole >= _SHARE_WHOLE * len(inside) or wide >= _SHARE_FULL * len(inside)
