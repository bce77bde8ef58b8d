"""Lines as they come off a page, for the tests of the layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from warraq.layout import build_blocks
from warraq.model.line import Block, Line, Word

LEFT, RIGHT, SIZE, LEADING = 72.0, 523.0, 12.0, 18.0
PAGE = (595.0, 842.0)


def line(
    text: str,
    y: float,
    right: float = RIGHT,
    left: float = LEFT,
    page: int = 1,
    bold: bool = False,
    size: float = SIZE,
) -> Line:
    """A line whose words share its width by their length."""
    words = text.split()
    unit = (right - left) / max(len(text), 1)
    placed, edge = [], right
    for word in words:
        width = unit * len(word)
        placed.append(Word(word, word, box=(edge - width, y - 10, edge, y + 4)))
        edge -= width + unit
    return Line(page, tuple(placed), (left, y - 0.85 * size, right, y + 0.3 * size), size, bold)


def blocks_of(lines: Sequence[Line], rules: Mapping[int, NDArray[np.float32]] | None = None) -> list[Block]:
    pages = sorted({line.page for line in lines})
    return build_blocks(lines, [(page, *PAGE) for page in pages], rules=rules)


def frame(left: float, top: float, right: float, bottom: float) -> list[tuple[float, float, float, float]]:
    """The four sides of a rectangle as rules."""
    return [
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    ]


def grid(x: Sequence[float], y: Sequence[float]) -> NDArray[np.float32]:
    """The rules of a table with these edges, drawn cell by cell."""
    sides = [
        side for top, bottom in pairwise(y) for left, right in pairwise(x) for side in frame(left, top, right, bottom)
    ]
    return np.array(sides, dtype=np.float32)


def cell(text: str, right: float, y: float, page: int = 1, bold: bool = False) -> Line:
    """A line of a cell, as wide as its letters are."""
    return line(text, y, right=right, left=right - 5.0 * len(text), page=page, bold=bold)


def texts(blocks: Sequence[Block], role: str = "body") -> list[str]:
    return [block.text for block in blocks if block.role == role]


FULL = "وكان معروضا على الفريق العامل في هذا الشأن عدد من الوثائق التي أعدتها"


def paragraph(
    first: str,
    y: float,
    lines: int,
    page: int = 1,
    end: bool = True,
    right: float = RIGHT,
    left: float = LEFT,
    size: float = SIZE,
) -> list[Line]:
    """A justified paragraph; ``end`` gives it a short last line."""
    texts = [f"{first} {FULL}", *[FULL] * (lines - 2)]
    rows = [line(text, y + LEADING * n, right, left, page, size=size) for n, text in enumerate(texts)]
    if lines > 1:
        text, left = ("الأمانة للاجتماع.", 300.0) if end else (FULL, left)
        rows.append(line(text, y + LEADING * (lines - 1), right, left, page, size=size))
    return rows
