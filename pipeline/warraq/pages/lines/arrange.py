"""The glyphs of a page arranged as they are seen: by direction of writing, by line, from left to right."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.extract.pages.doubled import without_doubles
from warraq.model.glyph import Page
from warraq.model.line import Box
from warraq.pages.codes.codes import LETTER, MARK, SILENT, SPACE, CodeColumns
from warraq.pages.codes.non_joiners import non_joiners_without_room
from warraq.pages.codes.painted import unseen, visible
from warraq.pages.lines.across import painted_across
from warraq.pages.lines.attach import read_marks
from warraq.pages.lines.baselines import Placed, find_lines
from warraq.pages.lines.fold import is_crossed, is_folded, may_be_folded
from warraq.pages.lines.frame import Frame, Indices, Lines, Places, Rows
from warraq.pages.lines.other_faces import closed_up
from warraq.pages.lines.regions.grounds import grounds_of_text
from warraq.pages.lines.regions.gutters import cut_at_gutters
from warraq.pages.lines.regions.ruled import Fences, by_cell, column_rules, find_grids, parting
from warraq.pages.lines.spaces import part_words

#: Height of the middle of a letter above the baseline, in units of the font size.
_MIDDLE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Block:
    """What a page shows in one direction of writing.

    Attributes:
        rows: letters and silent glyphs.
        marks: base glyph -> its marks, each with its place along the base (0 right edge, 1 left edge), in that order.
        across: it is painted across the text of the page.
    """

    frame: Frame
    rows: Rows
    marks: dict[int, list[tuple[int, float]]]
    across: bool = False


def arrange(page: Page, rows: Indices, columns: CodeColumns, seen: Counter[tuple[str, int]]) -> list[Block]:
    """The painted lines of a page, the commonest direction first; doubled glyphs and stray marks are counted.

    Args:
        rows: row of each glyph of the page in the table of codes.
    """
    kind = columns.codes.kind[rows]
    shown = visible(page)
    if shown.size < kind.size:
        seen["hidden_text", page.number] += int((kind != SPACE).sum() - (kind[shown] != SPACE).sum())
    return _arranged(_Painted(page, rows, columns, kind), shown, seen)


def arrange_unseen(page: Page, rows: Indices, columns: CodeColumns) -> list[Block]:
    """The lines that a page holds and doesn't show, as ``arrange`` gives those that it shows."""
    return _arranged(_Painted(page, rows, columns, columns.codes.kind[rows]), unseen(page), Counter())


def _arranged(painted: _Painted, chosen: Indices, seen: Counter[tuple[str, int]]) -> list[Block]:
    page, kind = painted.page, painted.kind
    once = without_doubles(page, chosen, painted.rows)
    if len(once) < len(chosen):
        seen["doubled_glyphs", page.number] += int((kind[chosen] != SPACE).sum() - (kind[once] != SPACE).sum())
    starts, advances = non_joiners_without_room(page, painted.columns.joiner[painted.rows])
    slanted = np.count_nonzero(page.angle) > 0
    degrees = np.round(page.angle[once].astype(np.float64)) % 360 if slanted else np.zeros(len(once), dtype=np.float64)
    across = painted_across(page, once, degrees)
    if not slanted and across is None:  # as on most pages
        return [_block(painted, _frame(page, 0.0, starts, advances), once, seen)] if len(once) else []
    values, counts = np.unique(degrees, return_counts=True)
    blocks = []
    frame: Frame | None = None
    for over in (False, True) if across is not None else (False,):
        for i in np.argsort(-counts, kind="stable"):
            members = degrees == values[i] if across is None else (degrees == values[i]) & (across == over)
            if np.count_nonzero(members):
                glyphs = once[members]
                seen_so = _frame(page, float(values[i]), starts, advances, None if frame is None else glyphs)
                frame = seen_so if frame is None else _put(frame, glyphs, seen_so)
                block = _block(painted, frame, glyphs, seen)
                blocks.append(replace(block, across=True) if over else block)
    return blocks


@dataclass(frozen=True, slots=True)
class _Painted:
    """The glyphs of a page with the row and the kind of each in the table of codes."""

    page: Page
    rows: Indices
    columns: CodeColumns
    kind: NDArray[np.uint8]


def _frame(
    page: Page,
    angle: float,
    starts: NDArray[np.float32],
    advances: NDArray[np.float32],
    glyphs: Indices | None = None,
) -> Frame:
    """A page, or some glyphs of it, seen along a direction."""
    chosen = slice(None) if glyphs is None else glyphs
    x, y = starts[chosen].astype(np.float64), page.y[chosen].astype(np.float64)
    advance, size = advances[chosen].astype(np.float64), page.size[chosen].astype(np.float64)
    if not angle:
        start, down = x, y
    else:
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        start, down = x * cos - y * sin, x * sin + y * cos
    end = start + advance
    return Frame(np.minimum(start, end), np.maximum(start, end), down, size, angle)


def _put(frame: Frame, glyphs: Indices, seen_so: Frame) -> Frame:
    """``frame`` with ``glyphs`` as they are ``seen_so``, in another direction, to which they alone belong.

    All directions of a page share their arrays: a page may have hundreds, and hundreds of thousands of glyphs.
    """
    frame.left[glyphs], frame.right[glyphs], frame.down[glyphs] = seen_so.left, seen_so.right, seen_so.down
    return replace(frame, angle=seen_so.angle)


def _block(painted: _Painted, frame: Frame, glyphs: Indices, seen: Counter[tuple[str, int]]) -> Block:
    page, codes = painted.page, painted.columns.codes
    placed, kind = Placed(frame, painted.rows, painted.columns), painted.kind[glyphs]
    spaces, marks = glyphs[kind == SPACE], glyphs[kind == MARK]
    lines = _lines(painted, placed, glyphs, glyphs[(kind == LETTER) | (kind == SILENT)])
    rows = part_words(placed, lines, spaces, marks)
    rows = closed_up(rows, frame, page.font, painted.rows, painted.columns.character, codes.kind == SPACE)
    if not len(marks):
        return Block(frame, rows, {})
    attached, stray = _attached(*read_marks(placed, glyphs, marks, page.advance))
    seen["stray_mark", page.number] += stray
    return Block(frame, rows, attached)


def _fences(painted: _Painted, frame: Frame, glyphs: Indices, bases: Places) -> Fences | None:
    """The grids of a page, its fold, the rules between its columns and the grounds; None where it has none of them."""
    page = painted.page
    rules = _in_frame(page.rules, frame.angle)
    fold = _fold(painted, frame, glyphs, rules)
    fills = _in_frame(page.fills, frame.angle)
    grounds = grounds_of_text(fills, bases, page.width * page.height)
    drawn = find_grids(rules, fills, page.width, page.height)
    between = fold + column_rules(rules, drawn, bases) if len(rules) else fold
    grids = parting(drawn, bases)
    return Fences(grids, between, grounds) if grids or between or grounds else None


def _fold(painted: _Painted, frame: Frame, glyphs: Indices, rules: NDArray[np.float32]) -> list[Box]:
    """The fold of a page that is a sheet of two, in the frame, as a rule; none of others. ``rules``: of the frame."""
    page, angle = painted.page, frame.angle
    width, height = (page.height, page.width) if angle in (90, 270) else (page.width, page.height)
    edge = {0.0: 0.0, 90.0: -width, 180.0: -width, 270.0: 0.0}.get(angle)
    if edge is None or not may_be_folded(width, height) or is_crossed(rules, edge, width):
        return []
    bases = glyphs[painted.kind[glyphs] == LETTER]
    if not is_folded(frame.left[bases] - edge, frame.right[bases] - edge, width):
        return []
    middle = edge + width / 2
    return [(middle, -math.inf, middle, math.inf)]


def _lines(painted: _Painted, placed: Placed, glyphs: Indices, bases: Indices) -> Lines:
    """The lines from the top, each from left to right: those of each cell of a table or frame, and those outside.

    Args:
        glyphs: of the block; ``bases`` those that take a place in a line.
    """
    frame = placed.frame
    left, right, size = frame.left[bases], frame.right[bases], frame.size[bases]
    height = frame.down[bases] - _MIDDLE * size
    fences = _fences(painted, frame, glyphs, Places(left, right, height, size))
    if fences is None:
        return _lines_of(placed, bases)
    parts = by_cell(fences, (left + right) / 2, height)
    lines = [line for part in parts for line in _lines_of(placed, bases[part]).apart()]
    if len(parts) > 1:
        lines.sort(key=lambda line: statistics.median(frame.down[line].tolist()))
    return Lines.of(lines)


def _lines_of(placed: Placed, bases: Indices) -> Lines:
    """The lines of ``bases``, which nothing parts."""
    return cut_at_gutters(find_lines(placed, bases), placed)


def _in_frame(boxes: NDArray[np.float32], angle: float) -> NDArray[np.float32]:
    """The page's rules or fills in a frame; none in one that is slanted."""
    left, top, right, bottom = boxes.T
    if angle == 180:
        return np.column_stack([-right, -bottom, -left, -top])
    if angle == 90:
        return np.column_stack([-bottom, left, -top, right])
    if angle == 270:
        return np.column_stack([top, -right, bottom, -left])
    return boxes if angle == 0 else boxes[:0]


def _attached(
    marks: Sequence[int], bases: Sequence[int], along: Sequence[float]
) -> tuple[dict[int, list[tuple[int, float]]], int]:
    """``Block.marks``, and how many marks have no base."""
    attached: dict[int, list[tuple[int, float]]] = {}
    for mark, base, place in zip(marks, bases, along, strict=True):
        if base >= 0:
            attached.setdefault(base, []).append((mark, place))
    for pairs in attached.values():
        if len(pairs) > 1:
            pairs.sort(key=lambda pair: (round(pair[1], 2), pair[0]))
    return attached, bases.count(-1)
