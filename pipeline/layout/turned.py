"""Pages whose text runs up or down the page, a wide table set sideways: laid out upright, and turned back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.place import placed
from pipeline.model.line import Block, Box, Line
from pipeline.model.record import dataclass

#: A line that is taller than this, in units of the font size, and taller than wide runs up or down.
_TALL: Final = 3.0
#: Such lines make up this share of the length of all long lines of a page that is set sideways. Short ones say nothing.
_SHARE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is turned to stand upright.

    Attributes:
        up: its baselines run up the page (else down).
        width, height: of the page as it is displayed, points.
    """

    up: bool
    width: float
    height: float

    def upright(self, box: Box) -> Box:
        """A box of the displayed page on the upright one."""
        left, top, right, bottom = box
        if self.up:
            return self.height - bottom, left, self.height - top, right
        return top, self.width - right, bottom, self.width - left

    def displayed(self, box: Box) -> Box:
        """The way back."""
        left, top, right, bottom = box
        if self.up:
            turned = top, self.height - right, bottom, self.height - left
        else:
            turned = self.width - bottom, left, self.width - top, right
        return round(turned[0], 2), round(turned[1], 2), round(turned[2], 2), round(turned[3], 2)

    def rules(self, rules: NDArray[np.float32]) -> NDArray[np.float32]:
        """``Page.rules`` on the upright page."""
        boxes = [self.upright((left, top, right, bottom)) for left, top, right, bottom in rules.tolist()]
        return np.array(boxes, dtype=np.float32).reshape(-1, 4)


def find_turn(lines: Sequence[Line], width: float, height: float) -> Turn | None:
    """How a page with these lines is turned; None where it stands upright, as nearly all do."""
    sideways = [line for line in lines if _extent(line, 1) > max(_TALL * line.size, _extent(line, 0))]
    if not sideways:
        return None
    level = sum(_extent(line, 0) for line in lines if _extent(line, 0) > max(_TALL * line.size, _extent(line, 1)))
    upright = sum(_extent(line, 1) for line in sideways)
    if upright < _SHARE * (upright + level):
        return None
    votes = 0
    for line in sideways:
        first, last = line.words[0].box, line.words[-1].box
        if first is not None and last is not None and first != last:
            # Right-to-left text that runs up the page begins at its top.
            votes += 1 if (first[1] < last[1]) == line.rtl else -1
    return Turn(votes >= 0, width, height)


def _extent(line: Line, axis: int) -> float:
    """Width (axis 0) or height (axis 1) of a line, points."""
    box = placed(line)
    return box[axis + 2] - box[axis]


def turned(line: Line, turn: Turn) -> Line:
    """The line on the upright page."""
    words = tuple(replace(word, box=turn.upright(word.box)) if word.box else word for word in line.words)
    return replace(line, words=words, box=turn.upright(placed(line)))


def turned_back(block: Block, turns: dict[int, Turn]) -> Block:
    """The block with the boxes of its lines and words where they are displayed."""
    if not any(line.page in turns for line in block.lines):
        return block

    def back(lines: Sequence[Line]) -> tuple[Line, ...]:
        return tuple(displayed(line, turns[line.page]) if line.page in turns else line for line in lines)

    table = block.table
    if table is not None:
        cells = tuple(replace(cell, lines=back(cell.lines)) for cell in table.cells)
        table = replace(table, cells=cells)
    return replace(block, lines=back(block.lines), table=table)


def displayed(line: Line, turn: Turn) -> Line:
    """The way back."""
    words = tuple(replace(word, box=turn.displayed(word.box)) if word.box else word for word in line.words)
    return replace(line, words=words, box=turn.displayed(placed(line)))
