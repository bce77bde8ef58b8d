"""The masthead of a document of the United Nations: all that stands above and beside its distribution block.

On the first page the name of the organisation and the symbol stand side by side; below them stands the organ in large
type, and beside that the block: distribution, date and languages, in Latin letters. What the document is called comes
after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.layout.place import placed
from pipeline.made_once import re_pattern
from pipeline.model.line import Line

#: Lines of the distribution block follow each other within this distance, in units of the font size.
_BLOCK_LEADING: Final = 2.5
#: The masthead ends within this share of the page's height, and has no more lines than this.
_LOWEST: Final = 0.5
_MOST_LINES: Final = 14

_DISTRIBUTION: Final = re_pattern(r"Distr\b")
_ARABIC: Final = re_pattern(r"[\u0620-\u064a\u0671-\u06d3]")


def find_masthead(lines: Sequence[Line], heights: Mapping[int, float]) -> dict[int, str]:
    """Index of each line of the masthead on a document's first page -> ``header``.

    Args:
        lines: all lines of the document that have a box.
        heights: height of each page, points.
    """
    first = min((line.page for line in lines), default=0)
    of_page = [index for index, line in enumerate(lines) if line.page == first]
    start = next((index for index in of_page if _DISTRIBUTION.search(lines[index].text)), None)
    if start is None:
        return {}
    block = _block(lines, of_page, start)
    bottom = max(placed(lines[index])[3] for index in block)
    above = [index for index in of_page if _middle(lines[index]) < bottom]
    if bottom > _LOWEST * heights.get(first, 0.0) or len(above) > _MOST_LINES:
        above = []  # it stands beside the text
    return dict.fromkeys(sorted({*block, *above}), "header")


def _block(lines: Sequence[Line], of_page: Sequence[int], start: int) -> list[int]:
    """The distribution block that begins with the line ``start``: what follows below it at the same margin without
    Arabic letters.
    """
    left, _, _, bottom = placed(lines[start])
    size = lines[start].size
    found = [start]
    for index in sorted(of_page, key=lambda index: placed(lines[index])[3]):
        line = lines[index]
        box = placed(line)
        if index == start or abs(box[0] - left) > size or _ARABIC.search(line.text):
            continue
        if 0.0 < box[3] - bottom < _BLOCK_LEADING * size:
            found.append(index)
            bottom = box[3]
    return found


def _middle(line: Line) -> float:
    _, upper, _, lower = placed(line)
    return (upper + lower) / 2
