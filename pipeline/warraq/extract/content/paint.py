"""What of a page's text is seen: clipping paths, colours, and what is painted under it and over it.

A run of text has the box that clips it and its shade; a filled path, an image or a shading is an area. From those
follows which glyphs lie outside their clip, are white on white, or were painted over, and which stand for what is seen
in a picture. In doubt a glyph is seen: an area of unknown colour or form is taken for one that lets white text show,
and never for one that covers text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.glyph import CLIPPED, INVISIBLE, PALE, RECOGNISED
from warraq.pdf.paths import Box

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

#: The clip of a page that hasn't set any.
EVERYWHERE: Final[Box] = (-1e9, -1e9, 1e9, 1e9)
#: Lightness of black and white, of a colour that isn't followed (patterns, and spaces that are named), and the shade of
#: text that is wholly transparent.
BLACK, WHITE, UNKNOWN, TRANSPARENT = 0.0, 1.0, -1.0, 2.0
#: Bits of what is set beside colour: a blend mode or overprint, a soft mask, a clip that is no rectangle, a transparent
#: group. An area is solid only where none of them is.
BLENDED, MASKED, INEXACT, GROUPED = 1, 2, 4, 8
#: Kinds of area: painted somehow; one colour all over; an image; a circle, or a rectangle with round corners or through
#: which something shows.
SOMEHOW, SOLID, PICTURE, ROUNDED = 0, 1, 2, 3
#: Columns of an area: left, bottom, right, top, kind, shade, number of glyphs shown before it.
AREA_COLUMNS: Final = 7
#: Columns of what a run says of its paint: left, bottom, right, top of its clip, shade.
PAINT_COLUMNS: Final = 5
#: Columns of a run in ``GlyphColumns.run_frame``, of which the last are these.
FRAME_COLUMNS: Final = 8 + PAINT_COLUMNS
#: A page with more areas is a drawing: there no text is taken for hidden by colour.
MOST_AREAS: Final = 4000
#: So is one on which more pairs of an area and a letter would have to be looked at.
MOST_PAIRS: Final = 20_000_000

#: Below this opacity nothing is seen, and from this one on nothing shows through.
SHEER: Final = 0.02
OPAQUE: Final = 0.99
#: From this lightness on a colour is white, up to this one black, and from this one on pale.
_WHITE: Final = 0.985
_BLACK: Final = 0.015
_PALE: Final = 0.55
#: Paper and what passes for it under white text.
_NEARLY_WHITE: Final = 0.93
#: What is so small is seen by nobody, points.
_TOO_SMALL: Final = 1.0
#: A letter's middle, where it is looked for: share of the advance, and height over the baseline, in units of the size.
_MIDDLE: Final = 0.5
_HEIGHT: Final = 0.3
#: So far outside its clip a letter's middle must lie, in units of the size: some faces draw beside their origin.
_CLEAR: Final = 0.3


class Runs:
    """The runs of a page, and their glyphs in user space.

    Args:
        lengths: number of glyphs of each run.
        frame: for each run, origin x, y and direction x, y; its last columns are ``PAINT_COLUMNS``.
        along, advance: of each glyph, in units of the run's direction.
        size: of each run, points.
        followed: runs whose glyphs are drawn in their own place and in the run's colour.
    """

    def __init__(
        self,
        lengths: NDArray[np.int64],
        frame: Floats,
        along: Floats,
        advance: Floats,
        size: Floats,
        followed: Mask,
    ) -> None:
        self.lengths, self.frame, self.along, self.advance = lengths, frame, along, advance
        self.size, self.clip, self.shade, self.followed = size, frame[:, -PAINT_COLUMNS:-1], frame[:, -1], followed
        self.ends = np.cumsum(lengths)
        self.starts = self.ends - lengths

    @property
    def white(self) -> Mask:
        """Those that are seen on a dark ground alone."""
        return self.followed & (self.shade >= _WHITE) & (self.shade < TRANSPARENT)

    def part(self, start: int, end: int) -> tuple[Runs, slice]:
        """The runs from ``start`` to ``end``, and where their glyphs are."""
        glyphs = slice(int(self.starts[start]), int(self.ends[end - 1]))
        runs = Runs(
            self.lengths[start:end],
            self.frame[start:end],
            self.along[glyphs],
            self.advance[glyphs],
            self.size[start:end],
            self.followed[start:end],
        )
        return runs, glyphs

    def glyphs(self, chosen: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The glyphs of the chosen runs, and the run of each."""
        lengths = np.where(chosen, self.lengths, 0)
        run = np.repeat(np.arange(len(lengths)), lengths)
        return np.arange(len(run)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + self.starts[run], run

    def middles(self, glyphs: NDArray[np.intp], run: NDArray[np.intp]) -> tuple[Floats, Floats]:
        """Where the middles of letters lie."""
        x, y, dx, dy = self.frame[run, :4].T
        place = self.along[glyphs] + _MIDDLE * self.advance[glyphs]
        up = _HEIGHT * self.size[run] / np.maximum(np.hypot(dx, dy), 1e-9)
        return x + place * dx - up * dy, y + place * dy + up * dx

    def baselines(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Left, bottom, right and top of the baseline of each run."""
        x, y, dx, dy = self.frame.T[:4]
        last = self.ends - 1
        end = self.along[last] + self.advance[last]
        end_x, end_y = x + end * dx, y + end * dy
        return np.minimum(x, end_x), np.minimum(y, end_y), np.maximum(x, end_x), np.maximum(y, end_y)


def mark_unseen(
    runs: Runs,
    recognised: Mask,
    pages: Sequence[tuple[int, int]],
    areas: Sequence[Floats],
    flags: NDArray[np.uint8],
) -> None:
    """Add to ``flags``, bits of ``Page.flags`` for each glyph, what follows from clips and paint.

    Args:
        runs: those of some pages, one after another.
        recognised: runs that are invisible by their render mode.
        pages: of each page its first run, and the one after its last.
        areas: of each page, shape (k, ``AREA_COLUMNS``), in the order of painting.
    """
    if not len(flags):
        return
    if (runs.shade >= TRANSPARENT).any():
        _show_drawn(runs, pages, areas)
    _mark_shades(runs, flags)
    if (runs.clip[:, 0] > EVERYWHERE[0]).any():
        _clip(runs, runs.baselines(), flags)
    white = runs.white
    for (start, end), painted in zip(pages, areas, strict=True):
        if start < end and (len(painted) or white[start:end].any()):
            of_page, glyphs = runs.part(start, end)
            _mark_by_paint(of_page, recognised[start:end], painted, flags[glyphs])


def _show_drawn(runs: Runs, pages: Sequence[tuple[int, int]], areas: Sequence[Floats]) -> None:
    """Make black what is transparent and stands for outlines that were filled just before it.

    Skia draws letters whose weight it makes itself as a path, and then shows them once more with an opacity of nothing.
    """
    drawn = np.zeros(len(runs.lengths), np.bool_)
    transparent = (runs.shade >= TRANSPARENT) & runs.followed
    edges = np.column_stack(runs.baselines())
    for (start, end), painted in zip(pages, areas, strict=True):
        if not transparent[start:end].any():
            continue
        begins = runs.starts[start:end] - runs.starts[start]
        for area, following in zip(painted, np.append(painted[:, 6], np.inf)[1:].tolist(), strict=True):
            *box, kind, _, shown = area.tolist()
            if kind in (SOLID, PICTURE) or following == shown:
                continue
            first = start + int(np.searchsorted(begins, shown))
            last = first
            while last < end and transparent[last] and begins[last - start] < following:
                last += 1
            if last > first and _is_drawn(edges[first:last], float(runs.size[first:last].max()), box):
                drawn[first:last] = True
    runs.shade = np.where(drawn, BLACK, runs.shade)


def _is_drawn(baselines: Floats, size: float, box: Sequence[float]) -> bool:
    """Whether a painted box is that of the letters on some baselines: no larger, and at least half as long."""
    left, bottom = baselines[:, :2].min(axis=0).tolist()
    right, top = baselines[:, 2:].max(axis=0).tolist()
    inside = box[0] > left - size and box[1] > bottom - size and box[2] < right + size and box[3] < top + 2 * size
    across = right - left > top - bottom
    length, covered = (right - left, box[2] - box[0]) if across else (top - bottom, box[3] - box[1])
    return bool(inside and 2 * covered > length)


def _mark_by_paint(runs: Runs, recognised: Mask, areas: Floats, flags: NDArray[np.uint8]) -> None:
    """Mark what the areas of one page, or its paper, leave unseen."""
    drawing = len(areas) >= MOST_AREAS or len(areas) * len(flags) > MOST_PAIRS
    solid = areas[:0] if drawing else areas[areas[:, 4] == SOLID]
    if not drawing:
        _lose_on_ground(runs, runs.white, areas, flags)
    if (solid[:, 5] <= _BLACK).any():
        _lose_on_ground(runs, runs.followed & (runs.shade <= _BLACK), areas, flags)
    if len(solid):
        _cover(runs, runs.baselines(), solid, flags)
    pictures = areas[areas[:, 4] == PICTURE]
    if recognised.any() and len(pictures):
        if len(pictures) * len(flags) > MOST_PAIRS:
            pictures = np.append(pictures[:, :2].min(axis=0), pictures[:, 2:4].max(axis=0))[None]
        glyphs, run = runs.glyphs(recognised)
        x, y = runs.middles(glyphs, run)
        for area in pictures:
            flags[glyphs[_inside(x, y, area)]] |= RECOGNISED


def _mark_shades(runs: Runs, flags: NDArray[np.uint8]) -> None:
    """Mark what is pale, transparent or too small."""
    light = (runs.shade >= _PALE) & runs.followed
    gone = runs.size < _TOO_SMALL
    if light.any():
        flags[runs.glyphs(light)[0]] |= PALE
        gone |= (runs.shade >= TRANSPARENT) & runs.followed
    if gone.any():
        flags[runs.glyphs(gone)[0]] |= INVISIBLE


def _inside(x: Floats, y: Floats, box: Floats) -> Mask:
    inside: Mask = (x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])
    return inside


def _clip(runs: Runs, baselines: tuple[Floats, ...], flags: NDArray[np.uint8]) -> None:
    """Mark the letters outside their clip."""
    edges = runs.clip.T
    apart = (
        (baselines[0] < edges[0]) | (baselines[1] < edges[1]) | (baselines[2] > edges[2]) | (baselines[3] > edges[3])
    )
    apart &= runs.followed
    if apart.any():
        glyphs, run = runs.glyphs(apart)
        x, y = runs.middles(glyphs, run)
        clear = _CLEAR * runs.size[run]
        left, bottom, right, top = edges[:, run]
        outside = (x < left - clear) | (x > right + clear) | (y < bottom - clear) | (y > top + clear)
        # Nothing shows through a clip without extent.
        outside |= (right <= left) | (top <= bottom)
        flags[glyphs[outside]] |= CLIPPED


def _cover(runs: Runs, baselines: tuple[Floats, ...], solid: Floats, flags: NDArray[np.uint8]) -> None:
    """Mark the letters that one colour was painted over."""
    left, bottom, right, top, _, _, shown = solid.T
    low_x, low_y, high_x, high_y = baselines
    size = runs.size
    meet = ((low_x - size)[:, None] < right) & ((high_x + size)[:, None] > left)
    meet &= ((low_y - size)[:, None] < top) & ((high_y + size)[:, None] > bottom)
    meet &= (runs.starts[:, None] < shown) & runs.followed[:, None]
    for number in np.flatnonzero(meet.any(axis=0)).tolist():
        glyphs, run = runs.glyphs(meet[:, number])
        flags[glyphs[_inside(*runs.middles(glyphs, run), solid[number])]] |= INVISIBLE


def _lose_on_ground(runs: Runs, chosen: Mask, areas: Floats, flags: NDArray[np.uint8]) -> None:
    """Mark the letters of ``chosen``, all white or all black, that lie on their own shade; the paper is white.

    What was painted last of all that lies under a letter is its ground.
    """
    if not chosen.any():
        return
    glyphs, run = runs.glyphs(chosen)
    white = bool(runs.shade[chosen][0] >= _WHITE)
    x, y = runs.middles(glyphs, run)
    lost = np.full(len(glyphs), white, np.bool_)
    for area in areas:
        *_, kind, shade, shown = area.tolist()
        alike = shade > _NEARLY_WHITE if white else shade <= _BLACK
        lost[_inside(x, y, area) & (glyphs >= shown)] = kind == SOLID and alike
    flags[glyphs[lost]] |= INVISIBLE
