"""The glyphs of a page arranged as they are seen: by direction of writing, by line, from left to right."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from warraq.extract.doubled import without_doubles
from warraq.model.glyph import Page
from warraq.model.line import Box
from warraq.model.record import dataclass
from warraq.repair.across import painted_across
from warraq.repair.attach import NARROWEST, attach_marks
from warraq.repair.baselines import find_lines, of_words
from warraq.repair.codes import LETTER, MARK, SILENT, SPACE, CodeColumns
from warraq.repair.fold import is_crossed, is_folded, may_be_folded
from warraq.repair.frame import Frame, Rows
from warraq.repair.gutters import cut_at_gutters
from warraq.repair.non_joiners import non_joiners_without_room
from warraq.repair.other_faces import closed_up
from warraq.repair.painted import unseen, visible
from warraq.repair.ruled import Grid, by_cell, column_rules, find_grids
from warraq.repair.spaces import Between, Joins
from warraq.repair.ties import may_tie, settle

if TYPE_CHECKING:
    from warraq.repair.geometry_compiled import CompiledGeometry

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
#: Marks, the base of each (-1: none is near), and its place along that.
Marks = tuple[list[int], list[int], list[float]]

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


def arrange(
    page: Page, rows: Indices, columns: CodeColumns, seen: Counter[tuple[str, int]], geometry: CompiledGeometry | None
) -> list[Block]:
    """The painted lines of a page, the commonest direction first; doubled glyphs and stray marks are counted.

    Args:
        rows: row of each glyph of the page in the table of codes.
        geometry: reads the same faster.
    """
    kind = columns.codes.kind[rows]
    shown = visible(page)
    if shown.size < kind.size:
        seen["hidden_text", page.number] += int((kind != SPACE).sum() - (kind[shown] != SPACE).sum())
    return _arranged(_Painted(page, rows, columns), shown, seen, geometry)


def arrange_unseen(page: Page, rows: Indices, columns: CodeColumns, geometry: CompiledGeometry | None) -> list[Block]:
    """The lines that a page holds and doesn't show, as ``arrange`` gives those that it shows."""
    return _arranged(_Painted(page, rows, columns), unseen(page), Counter(), geometry)


def _arranged(
    painted: _Painted, chosen: Indices, seen: Counter[tuple[str, int]], geometry: CompiledGeometry | None
) -> list[Block]:
    page, kind = painted.page, painted.kind
    once = (geometry.without_doubles if geometry else without_doubles)(page, chosen, painted.rows)
    if len(once) < len(chosen):
        seen["doubled_glyphs", page.number] += int((kind[chosen] != SPACE).sum() - (kind[once] != SPACE).sum())
    starts, advances = non_joiners_without_room(page, painted.columns.joiner[painted.rows])
    slanted = np.count_nonzero(page.angle) > 0
    degrees = np.round(page.angle[once].astype(np.float64)) % 360 if slanted else np.zeros(len(once), dtype=np.float64)
    across = painted_across(page, once, degrees)
    if not slanted and across is None:  # as on most pages
        frame = _frame(page, 0.0, starts, advances)
        return [_block(painted, frame, once, seen, geometry)] if len(once) else []
    values, counts = np.unique(degrees, return_counts=True)
    blocks = []
    for over in (False, True) if across is not None else (False,):
        for i in np.argsort(-counts, kind="stable"):
            members = degrees == values[i] if across is None else (degrees == values[i]) & (across == over)
            if np.count_nonzero(members):
                frame = _frame(page, float(values[i]), starts, advances)
                block = _block(painted, frame, once[members], seen, geometry)
                blocks.append(replace(block, across=True) if over else block)
    return blocks


class _Painted:
    """The glyphs of a page with what stands of them in the table of codes, looked up when it is asked for."""

    def __init__(self, page: Page, rows: Indices, columns: CodeColumns) -> None:
        self.page, self.rows, self.columns = page, rows, columns
        self.kind = columns.codes.kind[rows]

    @cached_property
    def character(self) -> NDArray[np.str_]:
        return self.columns.character[self.rows]

    @cached_property
    def joins(self) -> Joins:
        codes, rows = self.columns.codes, self.rows
        ends, to_next = codes.ends[rows], codes.to_next[rows]
        known = bool(ends.any() or to_next.any())
        return Joins(codes.arabic[rows], to_next, codes.to_last[rows], ends, known)

    @cached_property
    def ink(self) -> _Ink:
        codes = self.columns.codes
        return _Ink(codes.ink_left[self.rows], codes.ink_right[self.rows])


@dataclass(frozen=True, slots=True)
class _Ink:
    """Edges of the ink of each glyph of a page from its origin, in units of the font size; NaN where unknown."""

    left: Floats
    right: Floats

    def of(self, page: Page, frame: Frame) -> _Ink:
        """The same in points in the frame; a glyph whose ink isn't known is taken for as wide as its advance."""
        start = np.where(page.advance < 0, frame.right, frame.left)
        unknown = np.isnan(self.left)
        return _Ink(
            np.where(unknown, frame.left, start + self.left * frame.size),
            np.where(unknown, frame.right, start + self.right * frame.size),
        )


def _frame(page: Page, angle: float, starts: NDArray[np.float32], advances: NDArray[np.float32]) -> Frame:
    x, y = starts.astype(np.float64), page.y.astype(np.float64)
    advance, size = advances.astype(np.float64), page.size.astype(np.float64)
    if not angle:
        start, down = x, y
    else:
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        start, down = x * cos - y * sin, x * sin + y * cos
    end = start + advance
    return Frame(np.minimum(start, end), np.maximum(start, end), down, size, angle)


def _block(
    painted: _Painted,
    frame: Frame,
    glyphs: Indices,
    seen: Counter[tuple[str, int]],
    geometry: CompiledGeometry | None,
) -> Block:
    page = painted.page
    fences = _fences(painted, frame, glyphs)

    def find_lines() -> list[Indices]:
        return _lines(painted, frame, glyphs, fences, geometry)

    found = geometry and geometry.read(page, frame, glyphs, painted.rows, find_lines, fences is None)
    rows, marks = found or _measured(painted, frame, glyphs, find_lines())
    codes = painted.columns
    rows = closed_up(rows, frame, page.font, painted.rows, codes.character, codes.codes.kind == SPACE)
    attached, stray = _attached(*marks)
    if marks[0]:
        seen["stray_mark", page.number] += stray
    return Block(frame, rows, attached)


def _measured(painted: _Painted, frame: Frame, glyphs: Indices, lines: Sequence[Indices]) -> tuple[Rows, Marks]:
    """What compiled code finds, without it: lines with their word breaks, and marks."""
    of_kind = painted.kind[glyphs]
    marks = glyphs[of_kind == MARK]
    rows = Between(frame, glyphs[of_kind == SPACE], marks, painted.joins).rows(lines)
    if not marks.size:
        return rows, ([], [], [])
    return rows, _attach(frame, painted.ink.of(painted.page, frame), marks, glyphs[of_kind == LETTER])


def _fences(painted: _Painted, frame: Frame, glyphs: Indices) -> tuple[list[Grid], list[Box]] | None:
    """The grids of a page, its fold and the rules between its columns; None where it has none of them."""
    page = painted.page
    rules = _rules(page, frame.angle)
    fold = _fold(painted, frame, glyphs, rules)
    if not len(rules):
        return ([], fold) if fold else None
    grids = find_grids(rules, page.width, page.height)
    between = fold + column_rules(rules, grids)
    return (grids, between) if grids or between else None


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


def _lines(
    painted: _Painted,
    frame: Frame,
    glyphs: Indices,
    fences: tuple[list[Grid], list[Box]] | None,
    geometry: CompiledGeometry | None,
) -> list[Indices]:
    """The lines from the top, each sorted left to right: those of each cell of a table or frame, and those outside."""
    of_kind = painted.kind[glyphs]
    bases = glyphs[(of_kind == LETTER) | (of_kind == SILENT)]
    if fences is None:
        return _lines_of(frame, bases, painted)
    middle = (frame.left[bases] + frame.right[bases]) / 2
    height = frame.down[bases] - _MIDDLE * frame.size[bases]
    parts = by_cell(*fences, middle, height)
    ordered: list[Indices] = []
    for part in parts:
        members = bases[part]
        found = geometry.lines(painted.page, frame, members, painted.rows) if geometry else None
        ordered += _lines_of(frame, members, painted) if found is None else found
    if len(parts) > 1:
        ordered.sort(key=lambda line: statistics.median(frame.down[line].tolist()))
    return ordered


def _rules(page: Page, angle: float) -> NDArray[np.float32]:
    """The page's rules in a frame; none in one that is slanted."""
    left, top, right, bottom = page.rules.T
    if angle == 180:
        return np.column_stack([-right, -bottom, -left, -top])
    if angle == 90:
        return np.column_stack([-bottom, left, -top, right])
    if angle == 270:
        return np.column_stack([top, -right, bottom, -left])
    return page.rules if angle == 0 else page.rules[:0]


def _lines_of(frame: Frame, bases: Indices, painted: _Painted) -> list[Indices]:
    """The lines of ``bases``, which nothing parts."""
    left, right, size = frame.left[bases], frame.right[bases], frame.size[bases]
    down = of_words(left, right, frame.down[bases], size, painted.joins.arabic[bases])
    lines = find_lines(left, right, down, size)
    if not lines:
        return []
    lengths = [line.size for line in lines]
    together = np.concatenate(lines)
    members = bases[together]
    members = members[np.lexsort((members, left[together], np.repeat(np.arange(len(lines)), lengths)))]
    ordered = [members[end - length : end] for end, length in zip(accumulate(lengths), lengths, strict=True)]
    if may_tie(frame.left[members], frame.right[members] - frame.left[members], frame.size[members]):
        ordered = [settle(line, frame.left, frame.right, frame.size, painted.character) for line in ordered]
    return cut_at_gutters(ordered, frame.left, frame.right, frame.size)


def _attach(frame: Frame, ink: _Ink, marks: Indices, bases: Indices) -> Marks:
    """The base of each mark, and where it stands along that."""
    centre = (ink.left[marks] + ink.right[marks]) / 2
    candidates = {
        "left": ink.left[bases],
        "right": ink.right[bases],
        "baseline": frame.down[bases],
        "stream": bases.astype(np.float64),
    }
    found, centre = attach_marks(centre, frame.left[marks], frame.down[marks], marks, frame.size[marks], candidates)
    placed = found >= 0
    base, along = np.full(len(marks), -1, dtype=np.intp), np.zeros(len(marks))
    base[placed] = bases[found[placed]]
    left, right = ink.left[base[placed]], ink.right[base[placed]]
    along[placed] = (right - centre[placed]) / np.maximum(right - left, NARROWEST)
    return marks.tolist(), base.tolist(), along.tolist()


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
