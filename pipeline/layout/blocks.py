"""The layout stage: lines of all pages to blocks in reading order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from pipeline.config import DEFAULT, Config
from pipeline.layout.columns import placed, reading_order
from pipeline.layout.footnotes import first_footnote
from pipeline.layout.furniture import find_furniture
from pipeline.layout.measure import Measured, measure
from pipeline.layout.paragraphs import build_paragraphs, unplaced_paragraphs
from pipeline.model.line import Block, Line

_ROLE_ORDER: Final = {"header": 0, "body": 1, "footnote": 2, "footer": 3}


def build_blocks(
    lines: Sequence[Line], pages: Sequence[tuple[int, float, float]], config: Config = DEFAULT
) -> list[Block]:
    """Blocks of a document: paragraphs and headings joined over lines, columns and pages; furniture apart.

    Args:
        lines: of all pages; those without a box (a text dump) are joined by their text alone.
        pages: (number, width, height) of each page, points.

    Returns:
        Blocks by the page on which they start: header, body, footnotes, footer. ``gap_before`` and ``indent`` of
        their lines are set.
    """
    if any(line.box is None for line in lines):
        return unplaced_paragraphs(lines)
    filled = [line for line in lines if line.words]
    furniture = find_furniture(filled, {number: height for number, _, height in pages})
    blocks = [Block(role, (filled[index],)) for index, role in sorted(furniture.items(), key=lambda item: item[0])]
    text = [line for index, line in enumerate(filled) if index not in furniture]
    body, notes = _columns(text)
    blocks += build_paragraphs(_chained(measure(body)))
    for column in measure(notes):
        blocks += build_paragraphs(column, "footnote")
    return sorted(blocks, key=lambda block: (block.page, _ROLE_ORDER[block.role]))


def _columns(lines: Sequence[Line]) -> tuple[list[list[Line]], list[list[Line]]]:
    """The columns of all pages in reading order, and the footnotes cut off their ends."""
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    body_size = _body_size(lines)
    body: list[list[Line]] = []
    notes: list[list[Line]] = []
    for page in sorted(by_page):
        for column in reading_order(by_page[page]):
            start = first_footnote(column, body_size)
            body.append(column[:start])
            notes.append(column[start:])
    return [column for column in body if column], [column for column in notes if column]


def _body_size(lines: Sequence[Line]) -> float:
    """The font size that covers most of the text."""
    widths: dict[float, float] = defaultdict(float)
    for line in lines:
        widths[round(line.size * 2) / 2] += placed(line)[2] - placed(line)[0]
    return max(widths, key=lambda size: (widths[size], size)) if widths else 0.0


def _chained(columns: Sequence[Sequence[Measured]]) -> list[Measured]:
    return [line for column in columns for line in column]
