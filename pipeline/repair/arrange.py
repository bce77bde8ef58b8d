"""The glyphs of a page arranged as they are seen: by direction of writing, by line, from left to right."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.model.glyph import Page
from pipeline.model.line import Box
from pipeline.repair.attach import attach_marks
from pipeline.repair.baselines import find_lines
from pipeline.repair.codes import LETTER, MARK, SILENT, SPACE, CodeTable
from pipeline.repair.gaps import WITH_SPACE_GLYPH, white, word_breaks
from pipeline.repair.gutters import cut_at_gutters
from pipeline.repair.painted import visible, without_doubles
from pipeline.repair.readings import ZWNJ
from pipeline.repair.ruled import by_cell, column_rules, find_grids
from pipeline.repair.ties import settle

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

#: Height of a line's box above and below the baseline, in units of the font size.
ASCENT: Final = 0.85
DESCENT: Final = 0.3
#: Height of the middle of a letter above the baseline, in units of the font size.
_MIDDLE: Final = 0.25
#: A space glyph belongs to a line whose baseline is this near, in units of the font size.
_SPACE_NEAR: Final = 0.5
#: A space that kerning has closed: its own width at least, its distance from the glyph that it was set beside at most,
#: in units of the font size; and how far apart in the stream the two letters are, with their marks.
_SPACE_LEAST: Final = 0.12
_TOUCHING: Final = 0.02
_STREAM_NEAR: Final = 6
#: The letter that only ends words, and the white that is a space after it, in units of the font size.
_TEH_MARBUTA: Final = "\N{ARABIC LETTER TEH MARBUTA}"
_AFTER_LAST: Final = 0.03
#: A mark with an advance above this takes room in the line, in units of the font size.
_MARK_WITH_ROOM: Final = 0.1


@dataclass(frozen=True, slots=True)
class Frame:
    """Extents of all glyphs of a page for one direction of writing.

    Attributes:
        left, right: extent along the baseline, points.
        down: place of the baseline across the direction of writing, points.
        size: font size, points.
        angle: direction, degrees counter-clockwise.
    """

    left: Floats
    right: Floats
    down: Floats
    size: Floats
    angle: float

    def box(self, left: float, right: float, top: float, bottom: float) -> Box:
        """A box in this frame as a box on the displayed page."""
        if self.angle:
            cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
            corners = [(u * cos + v * sin, v * cos - u * sin) for u in (left, right) for v in (top, bottom)]
            left, right = min(x for x, _ in corners), max(x for x, _ in corners)
            top, bottom = min(y for _, y in corners), max(y for _, y in corners)
        return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)


@dataclass(frozen=True, slots=True)
class Row:
    """One painted line.

    Attributes:
        glyphs: letters and silent glyphs, left to right; indices into the page's columns.
        breaks: one per neighbouring pair: a word ends between them.
        gaps: the white between them, points.
    """

    glyphs: Indices
    breaks: NDArray[np.bool_]
    gaps: Floats


@dataclass(frozen=True, slots=True)
class Block:
    """What a page shows in one direction of writing.

    Attributes:
        rows: top to bottom.
        marks: base glyph -> its marks, each with its place along the base (0 right edge, 1 left edge), in that order.
    """

    frame: Frame
    rows: list[Row]
    marks: dict[int, list[tuple[int, float]]]


def arrange(page: Page, rows: Indices, codes: CodeTable, seen: Counter[tuple[str, int]]) -> list[Block]:
    """The painted lines of a page, the commonest direction first; doubled glyphs and stray marks are counted.

    Args:
        rows: row of each glyph of the page in ``codes``.
    """
    kind, character = codes.kind[rows], np.array(codes.character or ("",))[rows]
    shown = visible(page)
    once = without_doubles(page, shown, rows)
    seen["doubled_glyphs", page.number] += int((kind[shown] != SPACE).sum() - (kind[once] != SPACE).sum())
    degrees = np.round(page.angle[once].astype(np.float64)) % 360
    values, counts = np.unique(degrees, return_counts=True)
    ink = _Ink(codes.ink_left[rows], codes.ink_right[rows])
    # fpdf2 draws the non-joiner with the glyph of the space and takes its advance back.
    no_joiner = np.array([text != ZWNJ for text in codes.text], dtype=np.bool_)[rows]
    blocks = []
    for i in np.argsort(-counts, kind="stable"):
        frame = _frame(page, float(values[i]), page.advance * no_joiner)
        blocks.append(_block(page, frame, once[degrees == values[i]], kind, character, ink, seen))
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
    seen: Counter[tuple[str, int]],
) -> Block:
    of_kind = kind[glyphs]
    bases = glyphs[(of_kind == LETTER) | (of_kind == SILENT)]
    parts = _parts(page, frame, bases)
    ordered = [line for part in parts for line in _lines(frame, part, character)]
    if len(parts) > 1:
        ordered.sort(key=lambda line: float(np.median(frame.down[line])))
    marks = glyphs[of_kind == MARK]
    between = _Between(frame, glyphs[of_kind == SPACE], marks, character)
    attached, stray = _attach(frame, ink.of(page, frame), marks, glyphs[of_kind == LETTER])
    seen["stray_mark", page.number] += stray
    return Block(frame, [between.row(line) for line in ordered], attached)


def _parts(page: Page, frame: Frame, bases: Indices) -> list[Indices]:
    """Glyphs that can share lines: those of each cell of a table or frame, and those outside, by column."""
    if frame.angle or not len(page.rules):
        return [bases]
    grids = find_grids(page.rules, page.width, page.height)
    middle = (frame.left[bases] + frame.right[bases]) / 2
    height = frame.down[bases] - _MIDDLE * frame.size[bases]
    return [bases[part] for part in by_cell(grids, column_rules(page.rules, grids), middle, height)]


def _lines(frame: Frame, bases: Indices, character: NDArray[np.str_]) -> list[Indices]:
    """The lines of ``bases`` from the top, each sorted left to right."""
    ordered = []
    for line in find_lines(frame.left[bases], frame.right[bases], frame.down[bases], frame.size[bases]):
        members = bases[line]
        members = members[np.lexsort((members, frame.left[members]))]
        ordered.append(settle(members, frame.left, frame.right, frame.size, character))
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
    found, centre = attach_marks(centre, frame.down[marks], marks, frame.size[marks], candidates)
    attached: dict[int, list[tuple[int, float]]] = {}
    for mark, base, place in zip(marks.tolist(), found.tolist(), centre.tolist(), strict=True):
        if base >= 0:
            glyph = int(bases[base])
            width = max(float(ink.right[glyph] - ink.left[glyph]), 1e-6)
            attached.setdefault(glyph, []).append((mark, float(ink.right[glyph] - place) / width))
    for pairs in attached.values():
        pairs.sort(key=lambda pair: (round(pair[1], 2), pair[0]))
    return attached, int((found < 0).sum())


class _Between:
    """The glyphs that stand between letters: spaces, and marks that take room of their own. Sorted down the page."""

    def __init__(self, frame: Frame, spaces: Indices, marks: Indices, character: NDArray[np.str_]) -> None:
        self.frame = frame
        self.character = character
        self.spaces = self._sorted(spaces)
        wide = frame.right[marks] - frame.left[marks] > _MARK_WITH_ROOM * frame.size[marks]
        self.marks = self._sorted(marks[wide])

    def _sorted(self, glyphs: Indices) -> Indices:
        return glyphs[np.argsort(self.frame.down[glyphs], kind="stable")]

    def row(self, line: Indices) -> Row:
        """The row of a line of letters and silent glyphs."""
        frame = self.frame
        size = frame.size[line]
        gaps = white(frame.left[line], frame.right[line])
        painted = np.zeros(len(gaps), dtype=bool)
        places, spaces = self._inside(self.spaces, line)
        painted[places] = True
        kerned = self._kerned(places, spaces, line, gaps / np.maximum(size[1:], size[:-1]))
        if self.marks.size:
            # Letter-spaced, a mark stands beside its letter: its width and the white on both sides are no word space.
            places, marks = self._inside(self.marks, line)
            for place, mark in zip(places.tolist(), marks.tolist(), strict=True):
                gaps[place] = max(0.0, gaps[place] - (frame.right[mark] - frame.left[mark])) / 2
        run_break = np.abs(np.diff(np.argsort(np.argsort(line)))) > 1
        breaks = word_breaks(gaps, np.maximum(size[1:], size[:-1]), painted, run_break)
        breaks[kerned] = True
        ends = self.character[line[1:]] == _TEH_MARBUTA
        if ends.any():
            # No word has it inside: LuaTeX draws no spaces, and kerning leaves little white before a kaf.
            breaks |= ends & (gaps > _AFTER_LAST * size[1:]) & (np.char.isalpha(self.character[line[:-1]]))
        return Row(line, breaks, gaps)

    def _kerned(self, places: Indices, spaces: Indices, line: Indices, relative: Floats) -> Indices:
        """The gaps that kerning has all but closed: the stream has the space between their two glyphs, at one of them.

        A space that is laid under letters, or a word's kashida, isn't there.
        """
        frame = self.frame
        doubtful = (relative[places] <= WITH_SPACE_GLYPH) & (relative[places] > -WITH_SPACE_GLYPH)
        if not doubtful.any():
            return places[:0]
        places, spaces = places[doubtful], spaces[doubtful]
        left, right = line[places], line[places + 1]
        size = frame.size[spaces]
        between = (np.minimum(left, right) < spaces) & (spaces < np.maximum(left, right))
        between &= np.abs(left - right) <= _STREAM_NEAR
        apart = np.minimum(
            np.abs(frame.left[right] - frame.right[spaces]), np.abs(frame.left[spaces] - frame.right[left])
        )
        wide = frame.right[spaces] - frame.left[spaces] > _SPACE_LEAST * size
        return places[between & wide & (apart < _TOUCHING * size)]

    def _inside(self, glyphs: Indices, line: Indices) -> tuple[Indices, Indices]:
        """Numbers of the gaps of the line in which the middle of one of ``glyphs`` lies, and those glyphs."""
        frame = self.frame
        left, down = frame.left[line], frame.down[glyphs]
        baseline = sorted(frame.down[line].tolist())[len(line) // 2]
        reach = _SPACE_NEAR * float(frame.size[line].max())
        first, last = np.searchsorted(down, (baseline - reach, baseline + reach))
        near = glyphs[first:last]
        places = np.searchsorted(left, (frame.left[near] + frame.right[near]) / 2, side="right") - 1
        inside = (places >= 0) & (places < len(line) - 1)
        return places[inside], near[inside]
