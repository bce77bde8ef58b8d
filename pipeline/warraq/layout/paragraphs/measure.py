"""Measures of a line within its column: space above it, indent at its start, room left at its end."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from warraq.layout.place import placed
from warraq.model.line import Box, Line

#: Distances of baselines that can be those of one paragraph, in units of the font size.
_LEAST_LEADING: Final = 0.9
_MOST_LEADING: Final = 2.6
_USUAL_LEADING: Final = 1.4
#: ... where their sizes differ by less than this share.
_SAME_SIZE: Final = 0.05
#: ... and that this share of the neighbours have, of which there are at least so many pairs.
_GOOD_PART: Final = 0.25
_LEAST_PAIRS: Final = 3
#: A column with fewer lines takes its margins from all columns of the document.
_ENOUGH_LINES: Final = 8
#: Margins that differ by less than this are the same, points; and how far ragged text may stay inside one, as a share
#: of the width.
_SAME_MARGIN: Final = 4.0
_RAGGED: Final = 0.15
#: Lines above and below that show how far ragged text reaches and how it is leaded, and the share of the column that
#: they must reach.
_NEAR: Final = 4
_REACHED: Final = 0.75


@dataclass(frozen=True, slots=True)
class Measured:
    """A line and what only its column tells.

    Attributes:
        line: with ``gap_before`` and ``indent`` set.
        room: white between its end and where lines around it end, points.
        margin_room: white between its end and the margin there, points.
        first_width: width of its first word and a space, points.
        first_in_column: nothing stands above it in its column.
        width: of the column as far as lines around it reach, points.
        margin_width: of the column, points.
        opens: no text goes on in its column from the one before, of which it is the first line.
    """

    line: Line
    room: float
    margin_room: float
    first_width: float
    first_in_column: bool
    width: float
    margin_width: float
    opens: bool = False

    @property
    def centered(self) -> bool:
        """Both edges are about equally far from the margins, and clearly inside them."""
        least = min(self.line.indent, self.margin_room)
        return (
            least > 1.5 * self.line.size and abs(self.line.indent - self.margin_room) < 0.06 * self.margin_width + 2.0
        )


def _leadings(column: Sequence[Line]) -> list[float | None]:
    """Distance of each line's baseline to the next one's, in units of the font size; None where it can't be leading."""
    ratios: list[float | None] = []
    places = [(placed(line)[3], line.size) for line in column]
    for (above, other), (below, size) in pairwise(places):
        ratio = (below - above) / max(size, 1e-6)
        usual = _LEAST_LEADING < ratio < _MOST_LEADING and abs(other - size) < _SAME_SIZE * size
        ratios.append(round(ratio, 1) if usual else None)
    return ratios


def usual_leading(leadings: Iterable[Sequence[float | None]]) -> float:
    """The usual distance of baselines in the running text of a document, in units of the font size."""
    ratios = [ratio for column in leadings for ratio in column if ratio is not None]
    return statistics.mode(sorted(ratios)) if ratios else _USUAL_LEADING


def near_leading(near: Sequence[float | None], usual: float) -> float:
    """The same around one line: the closest setting that a good part of its neighbours have."""
    ratios = [ratio for ratio in near if ratio is not None]
    count = len(ratios)
    if count < _LEAST_PAIRS:
        return usual
    least = min(ratios)
    enough = max(2, _GOOD_PART * count)
    if ratios.count(least) >= enough:  # as most
        return least
    for ratio in sorted(set(ratios)):
        if ratios.count(ratio) >= enough:
            return ratio
    return usual


def measure(columns: Sequence[Sequence[Line]], goes_on: Iterable[bool] | None = None) -> list[list[Measured]]:
    """Every line of every column with its measures. Columns may come from many pages.

    Args:
        goes_on: whether text may go on from the column before in each; it may in all where nothing is given.
    """
    leadings = [_leadings(column) for column in columns]
    leading = usual_leading(leadings)
    everywhere = _margins([placed(line) for column in columns for line in column])
    measured = []
    for column, ratios, goes in zip(columns, leadings, goes_on or [True] * len(columns), strict=True):
        boxes = [placed(line) for line in column]
        margins = left, right = _column_margins(boxes, everywhere)
        lefts, rights = [box[0] for box in boxes], [box[2] for box in boxes]
        # Of each line whether it has the size of a neighbour, and stands at a distance from it that text has.
        in_text = [one is not None or other is not None for one, other in pairwise((None, *ratios, None))]
        rows: list[Measured] = []
        above: Line | None = None
        for number, line in enumerate(column):
            first, last = max(0, number - _NEAR), number + _NEAR
            # Around a line of another size, a heading, the text's own leading says nothing. The first has no distance.
            usual = near_leading(ratios[first:last], leading) if above is not None and in_text[number] else leading
            if line.rtl:
                reached = _reached(min(lefts[first : last + 1]), right, True, left, right)
            else:
                reached = _reached(left, max(rights[first : last + 1]), False, left, right)
            rows.append(_measure_line(line, boxes[number], above, usual, margins, reached))
            if not (goes or number):
                rows[0] = replace(rows[0], opens=True)
            above = line
        measured.append(rows)
    return measured


def _reached(first: float, last: float, rtl: bool, left: float, right: float) -> tuple[float, float]:
    """The margins, the one at the ends of lines drawn in to where the lines around reach: ragged text is set so.

    Args:
        first, last: the leftmost and the rightmost edge of the lines around.
        rtl: of the line itself.
        left, right: the margins.
    """
    if rtl:
        return (max(left, first), right) if right - first > _REACHED * (right - left) else (left, right)
    return (left, min(right, last)) if last - left > _REACHED * (right - left) else (left, right)


def _column_margins(column: Sequence[Box], everywhere: tuple[float, float]) -> tuple[float, float]:
    left, right = _margins(column)
    whole_left, whole_right = everywhere
    inside = left > whole_left - 20 and right < whole_right + 20
    full_width = (right - left) > 0.6 * (whole_right - whole_left)
    if len(column) < _ENOUGH_LINES and inside and full_width:
        return whole_left, whole_right
    if len(column) < 3 and inside and not full_width:
        # A few short lines alone (a heading on its page): the margins of the document are the better guess.
        return whole_left, whole_right
    return _ragged(left, right, whole_left, whole_right)


def _ragged(left: float, right: float, whole_left: float, whole_right: float) -> tuple[float, float]:
    """The margins, drawn out to those of the document on one side where the other side is the same: few lines reach
    the end of a page of headings and items."""
    reach = _RAGGED * (whole_right - whole_left)
    if abs(right - whole_right) < _SAME_MARGIN and 0.0 < left - whole_left < reach:
        return whole_left, right
    if abs(left - whole_left) < _SAME_MARGIN and 0.0 < whole_right - right < reach:
        return left, whole_right
    return left, right


def _margins(lines: Sequence[Box]) -> tuple[float, float]:
    """Left and right margin: the edges that all but a few lines, of which these are the boxes, keep inside."""
    if not lines:
        return 0.0, 0.0
    lefts = sorted([box[0] for box in lines])
    rights = sorted([box[2] for box in lines])
    cut = len(lines) // 20
    return lefts[cut], rights[-1 - cut]


def _measure_line(
    line: Line,
    box: Box,
    above: Line | None,
    leading: float,
    margins: tuple[float, float],
    reached: tuple[float, float],
) -> Measured:
    size, gap = line.size, 0.0
    if above is not None:
        usual = leading * max(size, above.size, 1e-6)
        gap = max(0.0, (box[3] - placed(above)[3]) / usual - 1.0)
    left, right = reached
    if line.rtl:
        start, end, far = right - box[2], box[0] - left, box[0] - margins[0]
    else:
        start, end, far = box[0] - left, right - box[2], margins[1] - box[2]
    first = line.box_of(0) if line.words else None
    return Measured(
        line.at(round(gap, 3), round(start, 2) if start > 0.0 else 0.0),
        end if end > 0.0 else 0.0,
        far if far > 0.0 else 0.0,
        (first[2] - first[0] if first else 0.0) + 0.25 * size,
        above is None,
        right - left,
        margins[1] - margins[0],
    )
