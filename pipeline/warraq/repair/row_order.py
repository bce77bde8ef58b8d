"""The logical order of the painted rows of a block."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.repair.bidi import MIRROR, Order, kinds_of
from warraq.repair.brackets import inside_out
from warraq.repair.by_levels import without_pairs
from warraq.repair.cells import LogicalCells
from warraq.repair.codes import CodeColumns
from warraq.repair.frame import Indices
from warraq.repair.margins import FULL, sides_of
from warraq.repair.painted_line import (
    cell_order,
    join_account,
    join_thousands,
    joined_below,
    may_go_on,
    may_group,
    paragraph_is_rtl,
)
from warraq.repair.plain_rows import BRACKET, EASTERN, LETTER, OTHER, WALL, WESTERN, PlainRows, Told
from warraq.repair.stretches import order_of_stretches
from warraq.repair.words import BlockColumns

#: Cells are parted by white that is wider than ``WALL``, and than so many usual spaces of the line.
_WALL_TIMES: Final = 3.0
#: R, N, b or o for each role of a character in a row.
_KINDS: Final = np.full(2 * OTHER, ord("o"), dtype=np.uint8)
_KINDS[[LETTER, WESTERN, EASTERN, BRACKET]] = tuple(b"RNNb")
#: White that may stand between the groups of a long number, in units of the font size.
_NARROW: Final = 0.5


def _row_ends(columns: BlockColumns) -> Indices:
    """Row of codes of the last glyph of each row."""
    rows = columns.block.rows
    ends = np.append(rows.starts, len(rows.glyphs))[1:]
    return columns.row[rows.glyphs[ends - 1]]


def in_logical_order(columns: BlockColumns, codes: CodeColumns, mostly_rtl: bool, told: Told) -> LogicalCells:
    """The cells of a block in logical order.

    Args:
        mostly_rtl: the direction of most of the document.
        told: what is told of the rows; their order is completed.
    """
    cells, code, size, walled, rows = columns.cells, columns.row, told.size, told.walled, told.rows
    mirrored = np.zeros(len(cells.glyph), dtype=np.bool_)
    verified, rtl = ([True] * len(size) for _ in range(2))
    others = np.flatnonzero(~rows.plain).tolist()
    if others:
        of_cell = cells.codes(code)
        painted = codes.painted(of_cell)
        if np.count_nonzero(rows.apart):
            others = _order_apart(others, rows, painted, codes.role[of_cell], cells.bounds, mirrored)
    if others:
        sides, under = sides_of(columns.block, mostly_rtl), codes.character[_row_ends(columns)].tolist()
        first_space = np.searchsorted(cells.spaces, cells.bounds).tolist()
    for row in others:
        start, end = cells.bounds[row : row + 2]
        text, white = painted[start:end], dict[int, float]()
        if walled[row] or may_group(text):
            spaces = slice(first_space[row], first_space[row + 1])
            white = dict(zip((cells.spaces[spaces] - start).tolist(), cells.widths[spaces].tolist(), strict=True))
        beneath = under[row + 1] if row + 1 < len(under) else ""
        side = sides[row]
        if side == FULL:
            side = int(mostly_rtl and _is_among_arabic(row, painted, cells.bounds, sides))
        order, rtl[row] = _order_of_row(text, white, float(size[row]), mostly_rtl, side, beneath)
        verified[row] = order.verified
        rows.order[start:end] = order.indices
        rows.order[start:end] += start
        if order.mirrored:
            mirrored[[start + index for index in order.mirrored]] = True
    return LogicalCells(rows.order, mirrored[rows.order], cells.bounds, verified, rtl)


def _order_apart(
    others: list[int],
    rows: PlainRows,
    painted: str,
    role: NDArray[np.uint16],
    bounds: list[int],
    mirrored: NDArray[np.bool_],
) -> list[int]:
    """Put the rows that fall into stretches in order; returns those of ``others`` that have to be read by themselves.

    Args:
        painted: one character a cell, of all rows; ``role`` is what each is.
        bounds: first cell of each row, and the end of the last.
        mirrored: is set where the character of a cell is the mirror image of what is painted.
    """
    marked = _KINDS[role % len(_KINDS)].tobytes().decode("ascii")
    left: list[int] = []
    turned: list[int] = []
    slots: list[int] = []
    cells: list[int] = []
    apart = rows.apart.tolist()
    for row in others:
        start, end = bounds[row : row + 2]
        found = order_of_stretches(painted[start:end], marked[start:end]) if apart[row] else None
        if found is None:
            left.append(row)
            continue
        for first, stretch in found.stretches:
            slots += range(end - first - len(stretch), end - first)
            cells += [start + first + index for index in stretch]
        turned += [start + index for index in found.mirrored]
    rows.order[slots] = cells
    mirrored[turned] = True
    return left


def _is_among_arabic(row: int, painted: str, bounds: list[int], sides: list[int]) -> bool:
    """Whether a full row with Latin at both ends stands between lines of its margin that are mostly Arabic.

    Args:
        painted: one character a cell, of all rows; ``bounds`` the first cell of each row, and the end of the last.
        sides: of ``sides_of``.
    """
    strong = kinds_of(painted[bounds[row] : bounds[row + 1]]).replace("N", "").replace("o", "")
    if not strong or strong[0] != "L" or strong[-1] != "L" or not 0 < row < len(sides) - 1:
        return False
    for other in (row - 1, row + 1):
        kinds = kinds_of(painted[bounds[other] : bounds[other + 1]])
        if sides[other] <= 0 or kinds.count("R") <= kinds.count("L"):
            return False
    return True


def _order_of_row(
    painted: str, white: dict[int, float], size: float, mostly_rtl: bool, side: int, below: str
) -> tuple[Order, bool]:
    """The logical order of a row, and whether it belongs to a right-to-left paragraph.

    Args:
        painted: one character per cell, left to right.
        white: width of each space by its place, points; none is needed where none is wide and no number has any.
        size: font size at its left end, points.
        side: of ``sides_of``.
        below: the character at the right end of the row below; empty where there is none.
    """
    usual = sorted(white.values())[(len(white) - 1) // 2] if white else 0.0
    least, narrow = max(WALL * size, _WALL_TIMES * usual), _NARROW * size
    walls = tuple([place for place, width in white.items() if width > least])
    grouping = (
        tuple([place for place, width in white.items() if width < narrow]) if white and may_group(painted) else ()
    )
    return _order_of_painted(painted, walls, grouping, mostly_rtl, side, below if may_go_on(below) else "")


def _order_of_painted(
    painted: str, walls: tuple[int, ...], narrow: tuple[int, ...], mostly_rtl: bool, side: int, below: str
) -> tuple[Order, bool]:
    """The same of plain values.

    Args:
        walls: places of the spaces that part cells of a table or follow a tab.
        narrow: places of the spaces that are quite narrow; none where no number has any.
        below: empty where nothing of the row can go on with it, too.
    """
    turned = inside_out(painted)
    if turned:
        painted = "".join(MIRROR.get(c, c) if i in turned else c for i, c in enumerate(painted))
    rtl = paragraph_is_rtl(painted, mostly_rtl, side)
    if rtl and below:
        painted = joined_below(painted, below)
    grouped = join_account(painted)  # first: 29 000 in GB29 000A is no number
    grouped = join_thousands(grouped, narrow) if narrow else grouped
    order = cell_order(grouped, walls, rtl)
    if rtl and not walls:
        order = without_pairs(painted, order)
    return (replace(order, mirrored=order.mirrored ^ turned) if turned else order), rtl
