"""The glyphs of a page arranged as they are seen: by direction of writing, by line, from left to right."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.extract.doubled import without_doubles
from pipeline.model.glyph import Page
from pipeline.repair.across import painted_across
from pipeline.repair.attach import attach_marks
from pipeline.repair.baselines import find_lines
from pipeline.repair.codes import LETTER, MARK, SILENT, SPACE, CodeColumns
from pipeline.repair.frame import Frame, Rows
from pipeline.repair.gutters import cut_at_gutters
from pipeline.repair.painted import unseen, visible
from pipeline.repair.ruled import by_cell, column_rules, find_grids
from pipeline.repair.spaces import Between, Joins
from pipeline.repair.ties import may_tie, settle

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

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
    seen["hidden_text", page.number] += int((kind != SPACE).sum() - (kind[shown] != SPACE).sum())
    return _arranged(page, rows, columns, shown, seen)


def arrange_unseen(page: Page, rows: Indices, columns: CodeColumns) -> list[Block]:
    """The lines that a page holds and doesn't show, as ``arrange`` gives those that it shows."""
    return _arranged(page, rows, columns, unseen(page), Counter())


def _arranged(
    page: Page, rows: Indices, columns: CodeColumns, chosen: Indices, seen: Counter[tuple[str, int]]
) -> list[Block]:
    codes = columns.codes
    kind, character = codes.kind[rows], columns.character[rows]
    once = without_doubles(page, chosen, rows)
    seen["doubled_glyphs", page.number] += int((kind[chosen] != SPACE).sum() - (kind[once] != SPACE).sum())
    degrees = np.round(page.angle[once].astype(np.float64)) % 360
    if degrees.any():
        values, counts = np.unique(degrees, return_counts=True)
    else:
        values, counts = degrees[:1], np.array([degrees.size])[: degrees.size]
    ink = _Ink(codes.ink_left[rows], codes.ink_right[rows])
    ends, to_next = codes.ends[rows], codes.to_next[rows]
    joins = Joins(codes.arabic[rows], to_next, codes.to_last[rows], ends, bool(ends.any() or to_next.any()))
    # fpdf2 draws the non-joiner with the glyph of the space and takes its advance back.
    no_joiner = ~columns.joiner[rows]
    across = painted_across(page, once, degrees)
    blocks = []
    for over in (False, True) if across is not None else (False,):
        for i in np.argsort(-counts, kind="stable"):
            members = degrees == values[i] if across is None else (degrees == values[i]) & (across == over)
            if members.any():
                frame = _frame(page, float(values[i]), page.advance * no_joiner)
                block = _block(page, frame, once[members], kind, character, ink, joins, seen)
                blocks.append(replace(block, across=True) if over else block)
    return blocks


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


def _frame(page: Page, angle: float, advances: NDArray[np.float32]) -> Frame:
    x, y = page.x.astype(np.float64), page.y.astype(np.float64)
    advance, size = advances.astype(np.float64), page.size.astype(np.float64)
    if not angle:
        start, down = x, y
    else:
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        start, down = x * cos - y * sin, x * sin + y * cos
    return Frame(np.minimum(start, start + advance), np.maximum(start, start + advance), down, size, angle)


def _block(
    page: Page,
    frame: Frame,
    glyphs: Indices,
    kind: NDArray[np.uint8],
    character: NDArray[np.str_],
    ink: _Ink,
    joins: Joins,
    seen: Counter[tuple[str, int]],
) -> Block:
    of_kind = kind[glyphs]
    bases = glyphs[(of_kind == LETTER) | (of_kind == SILENT)]
    parts = _parts(page, frame, bases)
    ordered = [line for part in parts for line in _lines(frame, part, character)]
    if len(parts) > 1:
        ordered.sort(key=lambda line: statistics.median(frame.down[line].tolist()))
    marks = glyphs[of_kind == MARK]
    between = Between(frame, glyphs[of_kind == SPACE], marks, joins)
    attached: dict[int, list[tuple[int, float]]] = {}
    if marks.size:
        attached, stray = _attach(frame, ink.of(page, frame), marks, glyphs[of_kind == LETTER])
        seen["stray_mark", page.number] += stray
    return Block(frame, between.rows(ordered), attached)


def _parts(page: Page, frame: Frame, bases: Indices) -> list[Indices]:
    """Glyphs that can share lines: those of each cell of a table or frame, and those outside, by column."""
    rules = _rules(page, frame.angle)
    if not len(rules):
        return [bases]
    grids = find_grids(rules, page.width, page.height)
    middle = (frame.left[bases] + frame.right[bases]) / 2
    height = frame.down[bases] - _MIDDLE * frame.size[bases]
    return [bases[part] for part in by_cell(grids, column_rules(rules, grids), middle, height)]


def _rules(page: Page, angle: float) -> NDArray[np.float32]:
    """The page's rules in a frame; none in one that is slanted."""
    left, top, right, bottom = page.rules.T
    if angle == 90:
        return np.column_stack([-bottom, left, -top, right])
    if angle == 270:
        return np.column_stack([top, -right, bottom, -left])
    return page.rules if angle == 0 else page.rules[:0]


def _lines(frame: Frame, bases: Indices, character: NDArray[np.str_]) -> list[Indices]:
    """The lines of ``bases`` from the top, each sorted left to right."""
    left, right, size = frame.left[bases], frame.right[bases], frame.size[bases]
    lines = find_lines(left, right, frame.down[bases], size)
    if not lines:
        return []
    lengths = [line.size for line in lines]
    together = np.concatenate(lines)
    members = bases[together]
    members = members[np.lexsort((members, left[together], np.repeat(np.arange(len(lines)), lengths)))]
    ordered = [members[end - length : end] for end, length in zip(accumulate(lengths), lengths, strict=True)]
    if may_tie(frame.left[members], frame.right[members] - frame.left[members], frame.size[members]):
        ordered = [settle(line, frame.left, frame.right, frame.size, character) for line in ordered]
    return cut_at_gutters(ordered, frame.left, frame.right, frame.size)


def _attach(frame: Frame, ink: _Ink, marks: Indices, bases: Indices) -> tuple[dict[int, list[tuple[int, float]]], int]:
    """``Block.marks``, and how many marks have no base."""
    centre = (ink.left[marks] + ink.right[marks]) / 2
    candidates = {
        "left": ink.left[bases],
        "right": ink.right[bases],
        "baseline": frame.down[bases],
        "stream": bases.astype(np.float64),
    }
    found, centre = attach_marks(centre, frame.left[marks], frame.down[marks], marks, frame.size[marks], candidates)
    attached: dict[int, list[tuple[int, float]]] = {}
    for mark, base, place in zip(marks.tolist(), found.tolist(), centre.tolist(), strict=True):
        if base >= 0:
            glyph = int(bases[base])
            width = max(float(ink.right[glyph] - ink.left[glyph]), 1e-6)
            attached.setdefault(glyph, []).append((mark, float(ink.right[glyph] - place) / width))
    for pairs in attached.values():
        pairs.sort(key=lambda pair: (round(pair[1], 2), pair[0]))
    return attached, int((found < 0).sum())
