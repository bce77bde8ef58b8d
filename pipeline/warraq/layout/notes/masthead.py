"""The masthead of a document of the United Nations: all that stands above and beside its distribution block.

On the first page the name of the organisation and the symbol stand side by side; below them stands the organ in large
type, and beside that the block: distribution, date and languages, in Latin letters. What the document is called comes
after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from warraq.layout.place import ARABIC, pieces, placed
from warraq.model.line import Block, Line
from warraq.model.un_numbers import DISTRIBUTION, is_distribution

#: Lines of the distribution block follow each other within this distance, in units of the font size.
_BLOCK_LEADING: Final = 2.5
#: So much white parts the block from the organ beside it, in units of the font size.
_APART: Final = 2.0
#: The masthead ends within this share of the page's height, and has no more lines than this.
_LOWEST: Final = 0.5
_MOST_LINES: Final = 14
#: Sizes that differ by a smaller share are the same.
_SAME: Final = 0.03


def masthead_apart(lines: list[Line], heights: Mapping[int, float]) -> tuple[list[Block], list[Line]]:
    """The masthead on a document's first page as headers, and the other lines.

    What stands side by side in it is a block each; the lines of an organ's name are one.

    Args:
        lines: all lines of the document that have a box.
        heights: height of each page, points.
    """
    indices = _masthead(lines, heights)
    if not indices:
        return [], lines
    groups: list[list[Line]] = []
    for part in (part for index in indices for part in _pieces(lines[index])):
        group = next((group for group in groups if _goes_on(group[-1], part)), None)
        if group is None:
            groups.append([part])
        else:
            group.append(part)
    taken = set(indices)
    rest = [line for index, line in enumerate(lines) if index not in taken]
    return [Block("header", tuple(group)) for group in groups], rest


def _goes_on(last: Line, line: Line) -> bool:
    """Whether the name of an organ goes on in ``line``: below, at the same margin and in the same type."""
    if not ARABIC.search(line.text) or last.bold != line.bold or abs(last.size - line.size) > _SAME * line.size:
        return False
    below = placed(line)[3] - placed(last)[3]
    return abs(placed(line)[2] - placed(last)[2]) < line.size and 0.0 < below < _BLOCK_LEADING * line.size


def _masthead(lines: Sequence[Line], heights: Mapping[int, float]) -> list[int]:
    """Numbers of the lines of the masthead, from the top."""
    first = min((line.page for line in lines), default=0)
    of_page = [index for index, line in enumerate(lines) if line.page == first]
    blocks = (_block(lines, of_page, start) for start in of_page if DISTRIBUTION.search(lines[start].text))
    block = next((rows for rows in blocks if rows), [])
    if not block:
        return []
    bottom = max(placed(lines[index])[3] for index in block)
    above = [index for index in of_page if _middle(lines[index]) < bottom]
    if bottom > _LOWEST * heights.get(first, 0.0) or len(above) > _MOST_LINES:
        # It stands beside the text.
        block, above = [index for index in block if not ARABIC.search(lines[index].text)], []
    return sorted({*block, *above}, key=lambda index: placed(lines[index])[3])


def _block(lines: Sequence[Line], of_page: Sequence[int], start: int) -> list[int]:
    """The lines of the distribution block that begins in the line ``start``: each has a piece below the one before, at
    the same margin and without Arabic letters. The organ may stand in the same line. Nothing where that is none.
    """
    opening = next(piece for piece in _pieces(lines[start]) if DISTRIBUTION.search(piece.text))
    left, _, _, bottom = placed(opening)
    members, texts = [start], [opening.text]
    for index in sorted(of_page, key=lambda index: placed(lines[index])[3]):
        part = next((piece for piece in _pieces(lines[index]) if abs(placed(piece)[0] - left) <= opening.size), None)
        if index == start or part is None or ARABIC.search(part.text):
            continue
        lower = placed(part)[3]
        if 0.0 < lower - bottom < _BLOCK_LEADING * opening.size:
            members.append(index)
            texts.append(part.text)
            bottom = lower
    return members if is_distribution(texts) else []


def _pieces(line: Line) -> list[Line]:
    return pieces(line, _APART * line.size)


def _middle(line: Line) -> float:
    _, upper, _, lower = placed(line)
    return (upper + lower) / 2
