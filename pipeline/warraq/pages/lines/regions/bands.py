"""Bands: rows of a page whose words leave the same white between them, so that columns stand side by side there.

Where the rows of a page part is one question, not a row at a time: each band counts what its gutters part, and costs
as much as a row or two; of all ways to part the page into bands the best one is taken. So a form of two columns above
a table of five ends where the table begins, though its gutter goes on through that.
"""

from __future__ import annotations

import statistics
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: White that may part columns, and what is left of it over all rows of a band, in units of the font size.
GUTTER: Final = 0.6
#: White that few lines of text have between their words, in units of the font size; less is as wide where it is at
#: least this wide, and so many times as wide as the spaces beside it.
WIDE: Final = 1.4
LEAST_WIDE: Final = 0.8
_BESIDE_SPACES: Final = 2.5
#: Spaces of a justified line are as wide as each other but for this share of the font size; so many tell one whose
#: words differ so many times in width, as numbers in columns of a table don't. None is wider than this, in font sizes.
_WIDEST_SPACE: Final = 3.0
_SAME_SPACE: Final = 0.03
_LEAST_SPACES: Final = 3
_UNLIKE: Final = 1.4
#: So many rows of a gutter have wide white there for each that has less, which counts so much.
_WIDE_ROWS: Final = 0.25
_NARROW_COUNTS: Final = 0.4
#: Lines of two columns that don't share baselines reach into each other's height by this share of it; they count so
#: much.
_INTO: Final = 0.25
_INTO_COUNTS: Final = 0.5
#: What a band costs: two lines beside two others are none, nor is a row alone.
_COST: Final = 2.0
#: A gutter is shared by so many rows at least: what one alone has, as labels along the axis of a chart, is none.
_LEAST_ROWS: Final = 2.0
#: What a row costs that stands alone between the columns above, as a title does.
_ALONE_COSTS: Final = 1.0
#: A row that stands under one column alone goes with a band where it is no further from it than this, in units of the
#: font size; what it gives decides between equals only.
_NEAR: Final = 1.0
_SAME_SIZE: Final = 0.12
_EDGE: Final = 0.5
_GOES_WITH: Final = 0.02
#: A column of text is at least this wide, in units of the font size: numbers of equations aren't.
_TEXT: Final = 5.0
#: Bands below each other are one where they share so many of their gutters.
_IN_COMMON: Final = 0.75
#: Rows further apart than this many font sizes rarely belong together; what a band that holds both costs more.
_APART: Final = 4.0
_APART_COSTS: Final = 2.0
#: ... but bands whose rows are as far apart are one; white between them may be so many times as wide.
_WIDER: Final = 1.1
#: A row that runs over gutters of a table, as the name of a group of its rows does, costs so much. It is no wider than
#: this share of the table, no further from other rows than this, and no further from the middle where it reaches over
#: all columns, in units of the font size; so many may follow each other, and columns are so many.
_RUNS_OVER_COSTS: Final = 1.0
_WIDTH_OVER: Final = 0.6
_OVER_APART: Final = 2.0
_MIDDLE: Final = 1.0
#: The head of several columns stands in their middle but for this share of their width, and twice as far at most; rows
#: below it are so many.
_OFF_MIDDLE: Final = 0.2
_ROWS_BELOW: Final = 4
_MOST_OVER: Final = 2
#: Edges nearer than this are one, points.
_SAME_EDGE: Final = 2.0
COLUMNS_OF_TABLE: Final = 3
#: Rows of one band that are looked at: a page has some sixty. Spans that are counted on one page, again for each band
#: that may begin there: those of a full table of sixty rows and ten columns are a tenth of it.
_MOST_ROWS: Final = 160
_MOST_COUNTED: Final = 200_000


#: Left and right edge, points.
Extent = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """What stands beside each other.

    Attributes:
        top, bottom: of all of it, points.
        size: the largest font size.
        spans: where its words stand, left to right, those together that less white parts than a gutter is wide.
        sizes: the font size of each of the spans.
        wide: white that no space of it is as wide as, points (``wide_white_of``).
    """

    top: float
    bottom: float
    size: float
    spans: tuple[Extent, ...]
    sizes: tuple[float, ...]
    wide: float


@dataclass(frozen=True, slots=True)
class Band:
    """Rows that share gutters.

    Attributes:
        first, end: numbers of the first row and of the one after the last.
        columns: extents of what stands between the gutters, left to right; two at least.
        wide: how many rows have wide white at each gutter.
    """

    first: int
    end: int
    columns: tuple[Extent, ...]
    wide: tuple[float, ...] = ()

    @property
    def gutters(self) -> list[float]:
        """The middle of each."""
        return [(left[1] + right[0]) / 2 for left, right in pairwise(self.columns)]


def find_bands(rows: Sequence[Row]) -> list[Band]:
    """The bands of several columns among the rows of one page, from the top."""
    touches = [*(_touch(row, below) for row, below in pairwise(rows)), False]
    if not any(len(row.spans) > 1 for row in rows) and not any(touches):
        return []
    best: list[tuple[float, Band | None]] = [(0.0, None)] * (len(rows) + 1)
    left = [_MOST_COUNTED]
    for first in range(len(rows) - 1, -1, -1):
        best[first] = (best[first + 1][0], None)
        if len(rows[first].spans) < 2 and not touches[first]:
            continue
        for score, band in _grown(rows, touches, first, left):
            total = score - _COST + best[band.end][0]
            if total > best[first][0]:
                best[first] = (total, band)
    bands: list[Band] = []
    row = 0
    while row < len(rows):
        chosen = best[row][1]
        if chosen is None:
            row += 1
        else:
            band = _begun_above(rows, chosen, bands[-1].end if bands else 0)
            united = _united(rows, touches, bands[-1], band) if bands else None
            bands[len(bands) - (united is not None) :] = [united or band]
            row = chosen.end
    return bands


def _united(rows: Sequence[Row], touches: Sequence[bool], above: Band, below: Band) -> Band | None:
    """Two bands below each other as one where they have nearly all gutters in common: a column alone parts further."""
    between = rows[above.end : below.first]
    size = max(row.size for row in rows[above.first : below.end])
    if rows[below.first].top - rows[above.end - 1].bottom > max(
        _APART * size, _WIDER * _widest_white(rows, above, below)
    ):
        return None
    spans = [span for row in between for span in row.spans]
    columns = merged(sorted([*above.columns, *spans, *below.columns]), GUTTER * size)
    if len(columns) - 1 < _IN_COMMON * (max(len(above.columns), len(below.columns)) - 1):
        return None
    every = [_counted(rows, touches, number, columns, above.first) for number in range(above.first, below.end)]
    wide = np.sum(every, axis=0)[:, 0]
    return Band(above.first, below.end, tuple(columns), tuple(wide.tolist()))


def _widest_white(rows: Sequence[Row], *bands: Band) -> float:
    """White between two rows of one of some bands, at most, points."""
    pairs = (pair for band in bands for pair in pairwise(rows[band.first : band.end]))
    return max((low.top - high.bottom for high, low in pairs), default=0.0)


def _begun_above(rows: Sequence[Row], band: Band, least: int) -> Band:
    """The band with the rows above that stand in one of its columns as those below do, which is longer than the others,
    or head several: each piece in one, or in the middle of several."""
    first = band.first
    while first > least:
        row, below = rows[first - 1], rows[first]
        stands_in_one = len(row.spans) == 1 and _stands_in(row, band.columns) and _is_near(row, below)
        has_heads = band.end - band.first >= _ROWS_BELOW and _heads(rows[least:first], below, band.columns)
        if not stands_in_one and not has_heads:
            break
        first -= 1
    return replace(band, first=first)


def _heads(rows: Sequence[Row], below: Row, columns: Sequence[Extent]) -> bool:
    """Whether the last of some rows names columns of a table, in the middle of several what names them together; a
    piece in one column, which stands beside both rows of heads, does so with the row above."""
    row = rows[-1]
    if len(columns) < COLUMNS_OF_TABLE or below.top - row.bottom > _NEAR * row.size or not _stands_in(row, columns):
        return False
    if len(row.spans) > 1:
        return True
    return len(rows) > 1 and len(rows[-2].spans) > 1 and _heads(rows[:-1], row, columns)


def _stands_in(row: Row, columns: Sequence[Extent]) -> bool:
    """Whether each piece of a row stands in a column, or of several in the middle of some of them."""
    beside = _EDGE * row.size
    for left, right in row.spans:
        if any(start - beside < left and right < end + beside for start, end in columns):
            continue
        runs = (columns[first:end] for first in range(len(columns)) for end in range(first + 2, len(columns) + 1))
        if len(row.spans) < 2 or not any(_is_over(run, left, right, row.size) for run in runs):
            return False
    return True


def _is_over(columns: Sequence[Extent], left: float, right: float, size: float) -> bool:
    """Whether what reaches from left to right stands in the middle of some columns, not beyond them."""
    first, last = columns[0][0], columns[-1][1]
    near = min(max(_MIDDLE * size, _OFF_MIDDLE * (last - first)), 2 * _MIDDLE * size)
    return first <= left and right <= last and abs(left + right - first - last) <= 2 * near


def _is_near(row: Row, below: Row) -> bool:
    """Whether two rows may have lines of one text."""
    return below.top - row.bottom <= _NEAR * row.size and _in_one_column(row, below)


def _in_one_column(row: Row, below: Row) -> bool:
    """Whether type of one size stands below each other in two rows."""
    return any(
        abs(size - other_size) <= _SAME_SIZE * other_size and left < other_right and other_left < right
        for (left, right), size in zip(row.spans, row.sizes, strict=True)
        for (other_left, other_right), other_size in zip(below.spans, below.sizes, strict=True)
    )


def wide_white_of(spaces: Iterable[float], size: float) -> float:
    """White that parts words otherwise than a space does: it is wide by itself, or beside the spaces of its row.

    Args:
        spaces: white between the words of a row, wide and narrow, points.
        size: its font size.
    """
    usual = [space for space in spaces if space < GUTTER * size]
    if not usual:
        return WIDE * size
    return min(WIDE * size, max(LEAST_WIDE * size, _BESIDE_SPACES * statistics.median(usual)))


def merged(spans: Sequence[Extent], white: float) -> list[Extent]:
    """Extents of what less than ``white`` parts; ``spans`` are sorted."""
    joined: list[Extent] = []
    for left, right in spans:
        if joined and left - joined[-1][1] < white:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def without_justified(spans: list[Extent], size: float) -> list[Extent]:
    """``spans`` with those joined that white of one width parts three times or more, though they differ in theirs: the
    words of a justified line, however wide its spaces.

    Args:
        size: font size, points.
    """
    if len(spans) <= _LEAST_SPACES:
        return spans
    joined: list[Extent] = []
    first = 0
    while first < len(spans):
        end = _end_of_words(spans, first, size)
        joined.append((spans[first][0], spans[end - 1][1]))
        first = end
    return joined


def _end_of_words(spans: Sequence[Extent], first: int, size: float) -> int:
    """The number of the span after the last of those that are words of a justified line from a span on, or after it."""
    end = first + 1
    white = spans[end][0] - spans[first][1] if end < len(spans) else 0.0
    while end < len(spans) and abs(spans[end][0] - spans[end - 1][1] - white) <= _SAME_SPACE * size:
        end += 1
    widths = [right - left for left, right in spans[first:end]]
    # White is the same, too, in columns at one distance whose cells are as wide, at one side, or in their middle.
    of_columns = (widths[:-1], widths[1:], max(widths[::2], widths[1::2], key=_unlike))
    are_words = (
        len(widths) > _LEAST_SPACES and white <= _WIDEST_SPACE * size and min(map(_unlike, of_columns)) >= _UNLIKE
    )
    return end if are_words else first + 1


def _unlike(widths: Sequence[float]) -> float:
    """How many times as wide the widest is as the narrowest; 1 of none."""
    return max(widths, default=1.0) / max(min(widths, default=1.0), 1.0)


def _touch(row: Row, below: Row) -> bool:
    """Whether two rows stand beside each other in part, no word over another: columns that don't share baselines."""
    shared = row.bottom - below.top
    if shared <= _INTO * min(row.bottom - row.top, below.bottom - below.top):
        return False
    return any(one[0] >= other[1] or one[1] <= other[0] for one in row.spans for other in below.spans)


def _grown(rows: Sequence[Row], touches: Sequence[bool], first: int, left: list[int]) -> Iterator[tuple[float, Band]]:
    """Bands from a row on, a row longer each, with what their gutters part, until these are crossed.

    ``left``: how many spans may still be counted.
    """
    columns: list[Extent] = []
    counted = np.zeros((0, 2))
    extra = 0.0
    over = 0
    for number in range(first, min(len(rows), first + _MOST_ROWS)):
        row = rows[number]
        before, columns = columns, merged(sorted([*columns, *row.spans]), GUTTER * max(row.size, 1.0))
        if over < _MOST_OVER and _runs_over(rows, number, before):
            columns, over = before, over + 1
            extra -= _RUNS_OVER_COSTS
            continue
        if len(columns) < 2:
            if number > first or not touches[number]:
                return
            continue
        over = 0
        again = range(number if len(before) == len(columns) else first, number + 1)
        left[0] -= sum(len(columns) + len(rows[one].spans) for one in again)
        if left[0] < 0:
            return
        if number > first:
            extra += _goes_with(rows[first:number], before, row) - _ALONE_COSTS * _stands_between(row, before)
        every = [_counted(rows, touches, one, columns, first) for one in again]
        counted = np.sum(every, axis=0) if again.start == first else counted + every[0]
        if number == first:
            continue
        wide, narrow = counted.T
        parts = wide >= np.maximum(1.0, _WIDE_ROWS * narrow)
        if np.count_nonzero(parts):
            shared = parts & (wide + narrow >= _LEAST_ROWS)
            score = float(wide[shared].sum() + _NARROW_COUNTS * narrow[shared].sum())
            yield score + extra, Band(first, number + 1, _parted(columns, parts), tuple(wide[parts].tolist()))


def _runs_over(rows: Sequence[Row], number: int, columns: Sequence[Extent]) -> bool:
    """Whether a row is one piece alone that runs over gutters, or stands in the middle of all columns and of none of
    them, between rows that are near and have the same gutters."""
    row = rows[number]
    if (
        len(row.spans) > 1
        or len(columns) < COLUMNS_OF_TABLE
        or row.top - rows[number - 1].bottom > _OVER_APART * row.size
    ):
        return False
    below = next((other for other in rows[number + 1 : number + 1 + _MOST_OVER] if len(other.spans) > 1), None)
    if below is None or below.top - row.bottom > _OVER_APART * row.size:
        return False
    white = GUTTER * row.size
    if len(merged(sorted([*columns, *below.spans]), white)) < len(columns):
        return False
    left, right = row.spans[0]
    if right - left > _WIDTH_OVER * (columns[-1][1] - columns[0][0]):
        return False
    crossed = any(left < one[1] + white and right > other[0] - white for one, other in pairwise(columns))
    beside = (*rows[number - 1].spans, *below.spans, *columns)
    at_left = any(abs(left - start) <= _SAME_EDGE for start, _ in beside)
    at_right = any(abs(right - end) <= _SAME_EDGE for _, end in beside)
    if at_left and at_right:  # a line between others that are justified word by word
        return False
    return crossed or (not (at_left or at_right) and is_in_middle(row, (columns[0][0], columns[-1][1])))


def is_in_middle(row: Row, extent: Extent) -> bool:
    """Whether one piece stands alone in the middle of what reaches from left to right."""
    return len(row.spans) == 1 and abs(sum(row.spans[0]) - sum(extent)) <= 2 * _MIDDLE * row.size


def _stands_between(row: Row, columns: Sequence[Extent]) -> bool:
    """Whether a row is a piece alone that stands under none of the columns above, as a title does between them."""
    if len(row.spans) > 1 or len(columns) < 2:
        return False
    left, right = row.spans[0]
    return all(right <= of_column[0] or left >= of_column[1] for of_column in columns)


def _parted(columns: Sequence[Extent], parts: Sequence[bool] | NDArray[np.bool_]) -> tuple[Extent, ...]:
    """The columns, those together that a gutter between doesn't part."""
    parted = [columns[0]]
    for column, apart in zip(columns[1:], parts, strict=True):
        if apart:
            parted.append(column)
        else:
            parted[-1] = (parted[-1][0], column[1])
    return tuple(parted)


def _goes_with(band: Sequence[Row], columns: Sequence[Extent], row: Row) -> float:
    """What a row adds that stands under the rest of a band, or takes from it: of two bands it is of the nearer one."""
    away = row.top - band[-1].bottom
    if away > _APART * row.size:
        return -_APART_COSTS
    if len(row.spans) > 1:
        return -_GOES_WITH * max(away, 0.0) / (_APART * row.size)
    near = _is_near(band[-1], row) or _touch(band[-1], row)
    if not near and away <= _NEAR * row.size and all(right - left >= _TEXT * row.size for left, right in columns):
        # Of columns of text one may be longer, and white part its paragraphs where the others have ended.
        near = any(_in_one_column(above, row) for above in reversed(band))
    return _GOES_WITH if near else -_GOES_WITH


def _counted(
    rows: Sequence[Row], touches: Sequence[bool], number: int, columns: Sequence[Extent], first: int
) -> NDArray[np.float64]:
    """What each gutter parts in a row, shape (gutters, 2): wide white and narrow between two of its cells; and what
    stands beside the row above."""
    spans, wide = rows[number].spans, rows[number].wide
    counted = np.zeros((len(columns) - 1, 2))
    lefts = [left for left, _ in columns]
    for one, other in pairwise(spans):
        start, end = bisect_right(lefts, one[0]) - 1, bisect_right(lefts, other[0]) - 1
        if start < end:  # white over several columns is that of none of them more than of another
            counted[start:end, int(other[0] - one[1] < wide)] += 1.0 / (end - start)
    if len(spans) == 1 and number > first and touches[number - 1] and len(rows[number - 1].spans) == 1:
        start, end = sorted(bisect_right(lefts, span[0]) - 1 for span in (spans[0], rows[number - 1].spans[0]))
        if start < end:
            counted[start:end, 0] += _INTO_COUNTS / (end - start)
    return counted
