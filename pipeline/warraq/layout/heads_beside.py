"""Headings that stand in a column of their own beside the texts that they head."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from warraq.layout.place import placed
from warraq.model.line import Line

#: Headings are larger than their texts by this factor, or bold where these aren't.
_LARGER: Final = 1.1
#: They have at most this share of the lines of the texts.
_SHARE: Final = 0.5
#: Lines of one heading are no further apart than this, in units of the font size.
_APART: Final = 1.0
#: A line that fills so much of its column may go on in the next, unless there is so much more white than usual, in
#: units of the font size.
_FULL: Final = 0.85
_WIDER: Final = 0.25
#: A text beside a heading begins no more than so much of the heading's height above it.
_ABOVE: Final = 0.25


def by_heads(columns: Sequence[Sequence[Line]]) -> list[list[list[Line]]] | None:
    """Two columns, left to right, in parts from the top, each a heading and the text beside it; None of others.

    What stands above the first heading is a part without one. Headings that stand in the middle of their texts don't
    tell where these begin.
    """
    if len(columns) != 2:
        return None
    number = next((number for number in range(2) if _are_heads(columns[number], columns[1 - number])), None)
    if number is None:
        return None
    heads, texts = _joined(columns[number]), sorted(columns[1 - number], key=_top)
    starts = [_first_beside(head, texts) for head in heads]
    if any(below <= above for above, below in pairwise(starts)) or not all(_begins(texts, start) for start in starts):
        return None
    parts: list[list[list[Line]]] = [[texts[: starts[0]]]] if starts[0] else []
    for head, (start, end) in zip(heads, pairwise([*starts, len(texts)]), strict=True):
        both = [head, texts[start:end]]
        parts.append(both if number == 0 else both[::-1])
    return parts


def _are_heads(lines: Sequence[Line], texts: Sequence[Line]) -> bool:
    if len(lines) < 2 or len(lines) > _SHARE * len(texts):
        return False
    if all(line.bold for line in lines) and not any(line.bold for line in texts):
        return True
    return min(line.size for line in lines) >= _LARGER * max(line.size for line in texts)


def _top(line: Line) -> float:
    return placed(line)[1]


def _joined(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each heading."""
    heads: list[list[Line]] = []
    for line in sorted(lines, key=_top):
        if heads and _top(line) - placed(heads[-1][-1])[3] <= _APART * line.size:
            heads[-1].append(line)
        else:
            heads.append([line])
    return heads


def _first_beside(head: Sequence[Line], texts: Sequence[Line]) -> int:
    """Number of the first line of text that doesn't end above a heading; of all where none is left."""
    _, top, _, bottom = placed(head[0])
    least = top + _ABOVE * (bottom - top)
    return next((number for number, line in enumerate(texts) if placed(line)[3] > least), len(texts))


def _begins(texts: Sequence[Line], number: int) -> bool:
    """Whether a paragraph begins with a line: that above isn't full, or further above than lines are."""
    if number in (0, len(texts)):
        return number == 0
    boxes = [placed(line) for line in texts]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    whites = [below[1] - above[3] for above, below in pairwise(boxes)]
    above, white = boxes[number - 1], whites[number - 1]
    is_full = above[2] - above[0] >= _FULL * (right - left)
    return not is_full or white > statistics.median_low(whites) + _WIDER * texts[number].size
