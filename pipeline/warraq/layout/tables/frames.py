"""What stands inside rules on one page: tables, boxes, or parts of the page's design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.layout.labels import starts_with_label
from warraq.layout.place import placed, same_height
from warraq.layout.tables.labelled_grids import with_names
from warraq.layout.tables.tables import PagePart, cell_number, ruled_part
from warraq.model.line import Line
from warraq.pages.lines.frame import Places
from warraq.pages.lines.regions.ruled import Grid, find_grids, parting

#: A frame round fewer lines is an emphasised heading; round more than this share of the page's lines, a border.
_LEAST_LINES: Final = 2
#: ... but where it stands beside a line it is a mark in the margin: so wide at most, and so far from the line at least,
#: in units of the font size.
_MARK: Final = 3.0
_ASIDE: Final = 0.8
_MOST_SHARE: Final = 0.7
#: A level rule that parts footnotes from the text is shorter than this share of the page's width.
_SHORT_RULE: Final = 0.5
_LEAST_RULE: Final = 25.0


@dataclass(frozen=True, slots=True)
class Framed:
    """What the rules of a page hold.

    Attributes:
        tables: with the lines that each takes.
        boxes: the lines of each.
        marks: short ones beside lines outside: the points that an exercise is worth.
        rules: heights of the short level rules that belong to no grid.
    """

    tables: list[tuple[PagePart, list[Line]]]
    boxes: list[list[Line]]
    marks: list[Line]
    rules: list[float]


def framed(
    lines: Sequence[Line], drawn: tuple[NDArray[np.float32], NDArray[np.float32]], width: float, height: float
) -> Framed:
    """Tables and boxes among the lines of a page. Inner grids first: a table inside a frame is a table.

    Args:
        drawn: ``Page.rules`` and ``Page.fills``.
        width, height: of the page, points.
    """
    grids = find_grids(*drawn, width, height)
    if grids:
        grids = parting(grids, _places(lines))
    tables: list[tuple[PagePart, list[Line]]] = []
    boxes: list[list[Line]] = []
    marks: list[Line] = []
    taken: set[int] = set()
    outside = [line for line in lines if not any(cell_number(grid, line) >= 0 for grid in grids)] if grids else []
    for grid in sorted(grids, key=lambda grid: (grid.x[-1] - grid.x[0]) * (grid.y[-1] - grid.y[0])):
        inside = [line for line in lines if id(line) not in taken and cell_number(grid, line) >= 0]
        if not inside:
            continue
        named = with_names(grid, inside, [line for line in outside if id(line) not in taken])
        if named is not None:
            grid, inside = named[0], [*inside, *named[1]]
        part = ruled_part(grid, inside, width * height)
        if part is not None:
            tables.append((part, inside))
        elif _is_box(grid, inside, len(lines)):
            boxes.append(inside)
        elif _is_mark(grid, inside, lines):
            marks += inside
        else:
            continue
        taken.update(id(line) for line in inside)
    return Framed(tables, boxes, marks, _short_rules(drawn[0], grids, width))


def _places(lines: Sequence[Line]) -> Places:
    left, top, right, bottom = np.array([placed(line) for line in lines], np.float64).reshape(-1, 4).T
    return Places(left, right, (top + bottom) / 2, np.array([line.size for line in lines], np.float64))


def _is_box(grid: Grid, inside: Sequence[Line], of_page: int) -> bool:
    heights = {round(placed(line)[3]) for line in inside}
    return len(grid.cells) == 1 and len(heights) >= _LEAST_LINES and len(inside) <= _MOST_SHARE * of_page


def _is_mark(grid: Grid, inside: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether a frame holds a short mark at a distance from all that stands at its height: after that, or before what
    has a label of its own."""
    mark = inside[0]
    left, _, right, _ = placed(mark)
    if len(grid.cells) > 1 or len(inside) > 1 or right - left > _MARK * mark.size:
        return False
    beside = [line for line in lines if line is not mark and same_height(mark, line)]
    far = _ASIDE * mark.size
    on_right = [placed(line)[0] - right > far for line in beside]
    on_left = [left - placed(line)[2] > far for line in beside]
    if not beside or not (all(on_right) or all(on_left)):
        return False
    return all(line.rtl == on_right[0] or starts_with_label(line.text) for line in beside)


def _short_rules(rules: NDArray[np.float32], grids: Sequence[Grid], width: float) -> list[float]:
    if not len(rules):
        return []
    left, top, right, bottom = rules.T
    length = right - left
    short = (length > _LEAST_RULE) & (length < _SHORT_RULE * width) & (bottom - top < length)
    return [
        (rule[1] + rule[3]) / 2
        for rule in rules[short].tolist()
        if not any(
            grid.x[0] - 1 <= rule[0] and rule[2] <= grid.x[-1] + 1 and grid.y[0] - 1 <= rule[1] <= grid.y[-1] + 1
            for grid in grids
        )
    ]
