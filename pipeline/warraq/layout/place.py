"""Where lines stand: boxes, rows, and the words of a line in groups parted by wide white."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

from warraq.model.line import Box, Line, PlacedWords

#: A letter of the script, of any language that it writes.
ARABIC: Final = re.compile(r"[\u0620-\u064a\u0671-\u06d3]")
#: Two letters together. Numbers alone, without a word, are the axes of a chart.
WORD: Final = re.compile(r"[^\W\d_]{2}")
#: A space between words, in units of the font size.
_SPACE: Final = 0.25
#: Lines on one height overlap by at least this share of the lower one.
_SAME_HEIGHT: Final = 0.55


def placed(line: Line) -> Box:
    """The box of a line that has one."""
    assert line.box is not None
    return line.box


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of ``boxes``."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def same_height(first: Line, second: Line) -> bool:
    """Whether two lines stand beside each other."""
    return beside(placed(first), placed(second))


def beside(first: Box, second: Box) -> bool:
    """Whether two boxes share so much of the lesser height that what they hold stands side by side."""
    _, top, _, bottom = first
    _, other_top, _, other_bottom = second
    if other_top >= bottom or top >= other_bottom:
        return False  # as nearly all
    high, other_high = bottom - top, other_bottom - other_top
    # ``min`` and ``max`` would take most of the time, and each line is held against its neighbours many times.
    shared = (other_bottom if other_bottom < bottom else bottom) - (other_top if other_top > top else top)
    return shared > _SAME_HEIGHT * (other_high if other_high < high else high)


def with_first_word(line: Line, below: Line) -> float | None:
    """How wide a line would be with the first word ``below`` beside its own, points; None where that has no place."""
    (left, _, right, _), first = placed(line), below.box_of(0)
    return None if first is None else right - left + _SPACE * line.size + (first[2] - first[0])


def _from_top(line: Line) -> tuple[float, float]:
    left, _, _, bottom = placed(line)
    return bottom, left


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines grouped by height from the top, each row in reading order."""
    rows: list[list[Line]] = []
    boxes: list[Box] = []  # of the last row
    for line in sorted(lines, key=_from_top):
        box = placed(line)
        if _beside_any(boxes, box):
            rows[-1].append(line)
            boxes.append(box)
        else:
            rows.append([line])
            boxes = [box]
    for row in (row for row in rows if len(row) > 1):
        rtl = 2 * sum(line.rtl for line in row) >= len(row)
        row.sort(key=lambda line: -placed(line)[2] if rtl else placed(line)[0])
    return rows


def _beside_any(boxes: Sequence[Box], box: Box) -> bool:
    """Whether one of ``boxes`` is beside ``box``, which ends below them all; they are sorted by where they end."""
    for other in reversed(boxes):  # mostly it is the last
        if other[3] <= box[1]:
            return False
        if beside(other, box):
            return True
    return False


def pieces(line: Line, white: float) -> list[Line]:
    """The line cut where more than ``white`` points part two neighbouring words, in reading order."""
    if line.white <= white:
        return [line]
    everywhere = line.boxes
    boxes = [box for box in everywhere if box is not None]
    if len(boxes) != len(everywhere):
        return [line]
    groups: list[list[int]] = []
    edge = -math.inf
    for index in sorted(range(len(boxes)), key=lambda index: boxes[index][0]):
        left, _, right, _ = boxes[index]
        if groups and left - edge <= white:
            groups[-1].append(index)
        else:
            groups.append([index])
        edge = max(edge, right)
    if len(groups) < 2:
        return [line]
    if line.rtl:
        groups.reverse()
    return [part(line, sorted(group)) for group in groups]


def part(line: Line, numbers: Sequence[int]) -> Line:
    """A line of some of the words of ``line``, all of which have a place."""
    unplaced, boxes = line.unplaced, line.boxes
    words = PlacedWords([unplaced[number] for number in numbers], [boxes[number] for number in numbers])
    return line.with_words(words, around(box for box in words.boxes if box is not None))
