"""Where lines stand: boxes, rows, and the words of a line in groups parted by wide white."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pipeline.model.line import Box, Line, Word

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
    _, top, _, bottom = placed(first)
    _, other_top, _, other_bottom = placed(second)
    shared = min(bottom, other_bottom) - max(top, other_top)
    return shared > _SAME_HEIGHT * min(bottom - top, other_bottom - other_top)


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines grouped by height from the top, each row in reading order."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (placed(line)[3], placed(line)[0])):
        if rows and any(same_height(other, line) for other in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        rtl = 2 * sum(line.rtl for line in row) >= len(row)
        row.sort(key=lambda line: -placed(line)[2] if rtl else placed(line)[0])
    return rows


def pieces(line: Line, white: float) -> list[Line]:
    """The line cut where more than ``white`` points part two neighbouring words, in reading order."""
    if _is_solid(line, white):
        return [line]
    words = [word for word in line.words if word.box is not None]
    if len(words) != len(line.words):
        return [line]
    order = sorted(range(len(words)), key=lambda index: _box(words[index])[0])
    groups: list[list[int]] = []
    edge = 0.0
    for index in order:
        left, _, right, _ = _box(words[index])
        if groups and left - edge <= white:
            groups[-1].append(index)
        else:
            groups.append([index])
        edge = max(edge, right)
    if len(groups) < 2:
        return [line]
    if line.rtl:
        groups.reverse()
    return [part(line, [words[index] for index in sorted(group)]) for group in groups]


def _is_solid(line: Line, white: float) -> bool:
    """Whether each word stands near the one before it in logical order; most lines need no more than this look."""
    boxes = [box for box in line.boxes if box is not None]
    if len(boxes) != len(line.words):
        return False
    end, start = (0, 2) if line.rtl else (2, 0)
    return not any(abs(before[end] - box[start]) > white for before, box in pairwise(boxes))


def part(line: Line, words: Sequence[Word]) -> Line:
    """A line of some of the words of ``line``."""
    return replace(line, words=tuple(words), box=around(_box(word) for word in words))


def _box(word: Word) -> Box:
    assert word.box is not None
    return word.box
