"""Reading order of the lines of a page: columns from right to left, labels in front of what they label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from warraq.layout.labels import is_label
from warraq.layout.place import WORD, around, beside, placed, same_height
from warraq.model.line import Line

#: A column has at least this many lines.
_LEAST_LINES: Final = 3


def reading_order(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of one page as columns, in the order in which they are read. Lines are joined to labels beside them."""
    joined = _join_labels(sorted(lines, key=_from_top_right))
    rtl = _is_rtl(joined)
    return [column for column in _cut(joined, rtl) if column]


def _is_rtl(lines: Sequence[Line]) -> bool:
    return sum([line.rtl for line in lines]) * 2 >= len(lines)


def _from_top_right(line: Line) -> tuple[float, float]:
    _, _, right, bottom = placed(line)
    return bottom, -right


def _join_labels(lines: list[Line]) -> list[Line]:
    """A label in its own column is put in front of the line at its side."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and same_height(before, line) and before.words and line.words:
            label, rest = (before, line) if placed(before)[2] > placed(line)[2] else (line, before)
            if is_label(label.text) and placed(label)[0] >= placed(rest)[2] - 1.0 and rest.rtl:
                joined[-1] = rest.with_words((*label.words, *rest.words), around((placed(label), placed(rest))))
                continue
        joined.append(line)
    return joined


def _cut(lines: list[Line], rtl: bool) -> list[list[Line]]:
    """Cut where lines stand beside each other: what is above, the columns, what is below."""
    parts = _side_by_side(lines)
    if parts is None:
        return [lines]
    middle, first, last = parts
    region = lines[first : last + 1]
    right = [line for line in region if placed(line)[0] >= middle]
    left = [line for line in region if placed(line)[0] < middle]
    fewer, has_words = min(right, left, key=len), any(WORD.search(line.text) for line in region)
    if len(fewer) < _LEAST_LINES or not has_words:
        # Cells of a small table, or numbers at the axes of a chart: read row by row. A table ends with its cells.
        if has_words:
            cells = [k for k, line in enumerate(region) if any(same_height(line, cell) for cell in fewer)]
            last = first + max(cells, default=1)
        region = lines[first : last + 1]
        rows = sorted(region, key=lambda line: (_row(line, region), -placed(line)[2] if rtl else placed(line)[0]))
        return [lines[:first], rows, *_cut(lines[last + 1 :], rtl)]
    # Of a text and its translation the one in Arabic comes first.
    sides = (right, left) if rtl or (_is_rtl(right) and not _is_rtl(left)) else (left, right)
    columns = [column for side in sides for column in _cut(side, rtl)]
    return [lines[:first], *columns, *_cut(lines[last + 1 :], rtl)]


def _row(line: Line, region: Sequence[Line]) -> float:
    """Height of the first line beside this one: cells of a row sort together."""
    return min(placed(other)[3] for other in region if other is line or same_height(other, line))


def _side_by_side(lines: list[Line]) -> tuple[float, int, int] | None:
    """(middle of the gutter, first and last index) of the uppermost region with lines side by side."""
    boxes = [placed(line) for line in lines]
    for index, box in enumerate(boxes):
        for other in range(index + 1, min(index + 3, len(boxes))):
            if beside(box, boxes[other]):
                pair = sorted((box, boxes[other]))
                if pair[1][0] > pair[0][2] - 0.5:
                    return _region(lines, index, other, (pair[0][2], max(pair[0][2], pair[1][0])))
    return None


def _region(lines: list[Line], first: int, last: int, gutter: tuple[float, float]) -> tuple[float, int, int]:
    """Grow the region down while no line crosses the gutter, which is as wide as all of its lines leave it.

    Lines on one side only, above the first pair, are no part of the columns (a short heading, a page number).
    """
    bottom = last
    for number in range(last + 1, len(lines)):
        left = _left_by(lines[number], gutter)
        if left is None:
            break
        gutter, bottom = left, number
    return sum(gutter) / 2, first, bottom


def _left_by(line: Line, gutter: tuple[float, float]) -> tuple[float, float] | None:
    """What a line leaves of a gutter; None where it crosses it."""
    (start, end), (left, _, right, _) = gutter, placed(line)
    middle = (start + end) / 2
    if left >= middle or (left > start and right > end):
        return start, min(end, left)
    if right <= middle or (left < start and right < end):
        return max(start, right), end
    return None
