"""Sheets that hold two pages side by side: parted before they are laid out, and put together again."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.layout.notes.furniture import masked_words, numbers_of
from warraq.layout.place import pieces, placed, same_height
from warraq.layout.turned import moved_block, moved_line
from warraq.model.line import Block, Box, Line
from warraq.model.un_numbers import DISTRIBUTION
from warraq.pages.lines.fold import COLUMNS_APART, is_crossed, is_folded, may_be_folded

Pages = Sequence[tuple[int, float, float]]
Rules = Mapping[int, NDArray[np.float32]]
#: ``Page.rules`` and ``Page.fills`` by the number of the page.
Drawn = tuple[Rules, ...]

NO_RULES: Final = np.zeros((0, 4), dtype=np.float32)
#: Numbers that count pages stand in so many lines of a page from its top or its bottom.
_AT_EDGE: Final = 6
#: Lines of all sheets together, and of each side, at least.
_LEAST_LINES: Final = 16
_LEAST_ON_SIDE: Final = 3
#: The widest lines of both sides are so wide alike, and so many of all lines as wide, as those of running text.
_ALIKE: Final = 0.9
_RUNNING: Final = 0.1


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a sheet.

    Attributes:
        sheet: number of the page of the file that it stands on.
        left: where it begins on that, points rounded to two decimals, as boxes are.
    """

    sheet: int
    left: float

    def alone(self, box: Box) -> Box:
        """A box of the sheet on the page by itself."""
        left, top, right, bottom = box
        return round(left - self.left, 2), top, round(right - self.left, 2), bottom

    def on_sheet(self, box: Box) -> Box:
        """The way back."""
        left, top, right, bottom = box
        return round(left + self.left, 2), top, round(right + self.left, 2), bottom


def part_sheets(lines: list[Line], pages: Pages, drawn: Drawn) -> tuple[list[Line], Pages, Drawn, dict[int, Part]]:
    """Lines, pages and what is drawn with the sheets parted, all pages numbered anew, and what each number stands for.

    Where no page is a sheet they are as they were, and nothing is numbered.
    """
    wide = [(number, width) for number, width, height in pages if may_be_folded(width, height)]
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines if wide else ():
        by_page[line.page].append(line)
    sheets = _sheets(wide, by_page, drawn[0])
    if not sheets:
        return lines, pages, drawn, {}
    right_first = _is_right_first([(by_page[number], width / 2) for number, width in wide if number in sheets])
    parts: dict[int, Part] = {}
    alone: list[Line] = []
    extents: list[tuple[int, float, float]] = []
    on_parts: list[dict[int, NDArray[np.float32]]] = [{} for _ in drawn]
    for number, width, height in pages:
        halves = [(-math.inf, width / 2), (width / 2, math.inf)]
        for left, right in halves[:: -1 if right_first else 1] if number in sheets else [(-math.inf, math.inf)]:
            part, page = Part(number, round(max(left, 0.0), 2)), len(parts) + 1
            parts[page] = part
            extents.append((page, width / 2 if number in sheets else width, height))
            inside = (line for line in by_page[number] if left <= placed(line)[0] < right)
            alone += [moved_line(line, part.alone, page) for line in inside]
            for boxes, on_part in zip((by_number.get(number, NO_RULES) for by_number in drawn), on_parts, strict=True):
                centre = (boxes[:, 0] + boxes[:, 2]) / 2
                across = boxes[(left <= centre) & (centre < right)]
                on_part[page] = across - np.array([part.left, 0, part.left, 0], np.float32)
    return alone, extents, tuple(on_parts), parts


def put_together(block: Block, parts: Mapping[int, Part]) -> Block:
    """The block with its lines where they stand on the sheets."""
    return moved_block(block, lambda line: moved_line(line, parts[line.page].on_sheet, parts[line.page].sheet))


def _sheets(wide: Sequence[tuple[int, float]], by_page: Mapping[int, Sequence[Line]], rules: Rules) -> set[int]:
    """Which of the wide pages, given with their widths, hold two pages: all that are as wide as each other, or none."""
    by_width: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for number, width in wide:
        by_width[round(width)].append((number, width))
    return {
        number
        for alike in by_width.values()
        if _are_sheets(alike[0][1], [line for number, _ in alike for line in by_page[number] if not line.across])
        and not any(is_crossed(rules.get(number, NO_RULES), 0.0, width) for number, width in alike)
        for number, _ in alike
    }


def _is_right_first(sheets: Sequence[tuple[Sequence[Line], float]]) -> bool:
    """Whether the right page of the sheets, given as their lines and middles, comes before the left one.

    The numbers of the pages say so, for printers put Arabic pages in either order; else the masthead of the first page,
    or the direction of the text.
    """
    votes = sum(_step(left, right) for lines, middle in sheets for left, right in _pairs(lines, middle))
    if votes:
        return votes < 0
    opening, middle = sheets[0]
    distribution = next((line for line in opening if DISTRIBUTION.search(line.text)), None)
    if distribution is not None:
        return placed(distribution)[0] >= middle
    lines = [line for of_sheet, _ in sheets for line in of_sheet]
    return 2 * sum(line.rtl for line in lines) >= len(lines)


def _pairs(lines: Sequence[Line], middle: float) -> Iterator[tuple[Line, Line]]:
    """Lines with numbers that stand at one height of both pages, with the same words around them: left, right."""
    rights = _at_edges([line for line in lines if placed(line)[0] >= middle])
    for left in _at_edges([line for line in lines if placed(line)[0] < middle]):
        for right in rights:
            if same_height(left, right) and masked_words(left) == masked_words(right):
                yield left, right


def _at_edges(lines: Sequence[Line]) -> list[Line]:
    """The lines with numbers among the first and the last ones of a page."""
    ordered = sorted(lines, key=lambda line: placed(line)[1])
    edges = ordered if len(ordered) <= 2 * _AT_EDGE else ordered[:_AT_EDGE] + ordered[-_AT_EDGE:]
    return [line for line in edges if numbers_of(line)]


def _step(left: Line, right: Line) -> int:
    """1 where the only number that differs is one more on the right, -1 where it is one less, 0 otherwise."""
    first, second = numbers_of(left), numbers_of(right)
    less, more = list((first - second).elements()), list((second - first).elements())
    step = more[0] - less[0] if len(less) == len(more) == 1 else 0
    return step if abs(step) == 1 else 0


def _are_sheets(width: float, lines: Sequence[Line]) -> bool:
    """Whether such pages, ``width`` points wide, with these lines hold two each."""
    if len(lines) < _LEAST_LINES:
        return False
    left, _, right, _ = np.array([placed(line) for line in lines]).T
    first, widths = left + right < width, right - left
    if min(first.sum(), (~first).sum()) < _LEAST_ON_SIDE or not _are_folded(lines, width):
        return False
    wide = _ALIKE * widths.max()
    alike = min(widths[first].max(), widths[~first].max()) >= wide
    return bool(alike and (widths >= wide).mean() >= _RUNNING)


def _are_folded(lines: Sequence[Line], width: float) -> bool:
    """``is_folded`` of lines, each of which may be a row of a table."""
    parts = [placed(piece) for line in lines for piece in pieces(line, COLUMNS_APART * width)]
    left, _, right, _ = np.array(parts).T
    return is_folded(left, right, width)
