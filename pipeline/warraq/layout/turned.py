"""Pages set sideways, as a wide table is, or upside down, as scans may be: laid out upright, and turned back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.layout.place import placed
from warraq.model.line import Block, Box, Line, PlacedWords, Word

#: A line that is taller than this, in units of the font size, and taller than wide runs up or down.
_TALL: Final = 3.0
#: Such lines make up this share of the length of all long lines of a page that is set sideways. Short ones say nothing.
_SHARE: Final = 0.6
#: Lines of a page that tell whether it needs a closer look.
_SAMPLE: Final = 8


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is turned to stand upright.

    Attributes:
        angle: direction of its baselines, degrees counter-clockwise: 90 (up the page), 180 or 270.
        width, height: of the page as it is displayed, points.
    """

    angle: int
    width: float
    height: float

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height of the upright page, points."""
        return (self.width, self.height) if self.angle == 180 else (self.height, self.width)

    def upright(self, box: Box) -> Box:
        """A box of the displayed page on the upright one."""
        left, top, right, bottom = box
        if self.angle == 90:
            return self.height - bottom, left, self.height - top, right
        if self.angle == 180:
            return self.width - right, self.height - bottom, self.width - left, self.height - top
        return top, self.width - right, bottom, self.width - left

    def displayed(self, box: Box) -> Box:
        """The way back."""
        left, top, right, bottom = box
        if self.angle == 90:
            turned = top, self.height - right, bottom, self.height - left
        elif self.angle == 180:
            turned = self.upright(box)
        else:
            turned = self.width - bottom, left, self.width - top, right
        return round(turned[0], 2), round(turned[1], 2), round(turned[2], 2), round(turned[3], 2)

    def rules(self, rules: NDArray[np.float32]) -> NDArray[np.float32]:
        """``Page.rules`` on the upright page."""
        boxes = [self.upright((left, top, right, bottom)) for left, top, right, bottom in rules.tolist()]
        return np.array(boxes, dtype=np.float32).reshape(-1, 4)


def find_turn(lines: Sequence[Line], width: float, height: float) -> Turn | None:
    """How a page with these lines is turned; None where it stands upright, as nearly all do."""
    sideways = [line for line in lines if _is_tall(placed(line), line.size)]
    backwards = any(_runs(line, 0) < 0 for line in lines[:: 1 + len(lines) // _SAMPLE])
    if not sideways and not backwards:
        return None
    level = [line for line in lines if _extent(line, 0) > max(_TALL * line.size, _extent(line, 1))]
    across, upright = sum(_extent(line, 0) for line in level), sum(_extent(line, 1) for line in sideways)
    if upright > 0 and upright >= _SHARE * (upright + across):
        return Turn(270 if sum(_runs(line, 1) for line in sideways) > 0 else 90, width, height)
    if sum(_runs(line, 0) * _extent(line, 0) for line in level) < 0:
        return Turn(180, width, height)
    return None


def _runs(line: Line, axis: int) -> int:
    """1 where the baseline of a line runs to the right (axis 0) or down (axis 1), -1 the other way, 0 if not known."""
    first, last = line.box_of(0), line.box_of(-1)
    if first is None or last is None or first[axis] == last[axis]:
        return 0
    return 1 if (first[axis] < last[axis]) != line.rtl else -1


def _is_tall(box: Box, size: float) -> bool:
    """Whether a line of this size is higher than it is wide, and than a line in one or two sizes is."""
    left, top, right, bottom = box
    height = bottom - top
    return height > right - left and height > _TALL * size


def _extent(line: Line, axis: int) -> float:
    """Width (axis 0) or height (axis 1) of a line, points."""
    box = placed(line)
    return box[axis + 2] - box[axis]


def turned(line: Line, turn: Turn) -> Line:
    """The line on the upright page."""
    return moved_line(line, turn.upright, line.page)


def turned_back(block: Block, turns: Mapping[int, Turn]) -> Block:
    """The block with the boxes of its lines and words where they are displayed."""
    if not any(line.page in turns for line in block.lines):
        return block
    return moved_block(block, lambda line: displayed(line, turns[line.page]) if line.page in turns else line)


def displayed(line: Line, turn: Turn) -> Line:
    """The way back."""
    return moved_line(line, turn.displayed, line.page)


def moved_line(line: Line, move: Callable[[Box], Box], page: int) -> Line:
    """The line and its words at other places, on this page."""
    words: Sequence[Word] = line.words
    if isinstance(words, PlacedWords):
        words = words.moved(move)
    else:
        words = tuple([replace(word, box=word.box and move(word.box)) for word in words])
    return replace(line, page=page, words=words, box=move(placed(line)))


def moved_block(block: Block, move: Callable[[Line], Line]) -> Block:
    """The block with each of its lines moved, those of a table's cells too."""
    table = block.table
    if table is not None:
        cells = tuple(replace(cell, lines=tuple(map(move, cell.lines))) for cell in table.cells)
        table = replace(table, cells=cells)
    return replace(block, lines=tuple(map(move, block.lines)), table=table)
