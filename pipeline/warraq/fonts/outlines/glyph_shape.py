"""The painted shape of a glyph as numbers that don't depend on the face's size: rasters, geometry, topology.

FreeType opens the embedded program (TrueType, CFF, Type 1). Two rasters describe a glyph: one on the baseline,
scaled by the face's *tall height* (so size and position count), one zoomed to the glyph's own box (so dots and
teeth count). The tall height is found without knowing any letter: the 85th percentile of the glyph tops in
running text, which is the top of alef and lam in every text face.
"""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

import freetype
import numpy as np
from numpy.typing import NDArray

from warraq.fonts.outlines.convex_hull import hull_area
from warraq.fonts.outlines.digit_teeth import teeth_of
from warraq.fonts.outlines.glyph_raster import CELL, Placed, lines_of, on_baseline, zoomed
from warraq.fonts.outlines.star_shape import arms_of
from warraq.fonts.programs.opened_face import OpenedFace

BASELINE_CELLS: Final = 32
ZOOM_CELLS: Final = 18
BASELINE_PIXELS: Final = BASELINE_CELLS * CELL
ZOOM_PIXELS: Final = ZOOM_CELLS * CELL
#: The baseline window is three tall heights wide and high and reaches 1.25 of them under the baseline.
WINDOW_TALLS: Final = 3.0
UNDER_BASELINE_TALLS: Final = 1.25
#: Pixels that the zoomed picture leaves free, both sides together.
ZOOM_MARGIN: Final = 8
RASTER_SIZE: Final = BASELINE_CELLS**2 + ZOOM_CELLS**2
#: left, right bearing, advance, width, bottom, top (tall heights); components, holes, parts above and below the body.
SCALARS: Final = 10
#: Place of the number of components among them.
PARTS: Final = 6

#: Middle, quarters and ends of a bracket (distance from its middle, in parts of its height).
ARCH_AT: Final = ((0.0, 0.05), (0.15, 0.3), (0.42, 0.5))
#: A bracket's middle lies this far to one side of its ends at least (sides of its box).
LEAST_BULGE: Final = 0.01
#: A glyph that is less high than this (pixels, its larger side ``ZOOM_PIXELS``) has none.
LEAST_HEIGHT: Final = 6

#: FT_FACE_FLAG_CID_KEYED, which freetype-py doesn't name.
_CID_KEYED: Final = 1 << 12

#: FT_Pos
_LONG: Final = np.dtype("long")
_LOAD_BOX = freetype.FT_LOAD_NO_SCALE | freetype.FT_LOAD_NO_BITMAP


class Box(NamedTuple):
    """Ink box in font units, y upwards."""

    left: int
    bottom: int
    right: int
    top: int


class Part(NamedTuple):
    """One glyph of a cluster and its offset in font units."""

    gid: int
    dx: int = 0
    dy: int = 0


class Shape(NamedTuple):
    """``raster``: float32[RASTER_SIZE], 0..1; ``scalars``: float32[SCALARS]."""

    raster: NDArray[np.float32]
    scalars: NDArray[np.float32]


class Shapes(NamedTuple):
    """``rasters``: float32[n, RASTER_SIZE], 0..1; ``scalars``: float32[n, SCALARS]."""

    rasters: NDArray[np.float32]
    scalars: NDArray[np.float32]


class _Zoomed(NamedTuple):
    """Cells of a cluster's zoomed picture, its parts, holes, and parts above and below, and its box (font units)."""

    cells: NDArray[np.float32]
    topology: NDArray[np.int64]
    box: Sequence[int]


class Painted(NamedTuple):
    """What was painted already, for as long as a font is measured: by parts, and by parts and tall height."""

    zoomed: dict[tuple[Part, ...], _Zoomed]
    on_baseline: dict[tuple[tuple[Part, ...], float], NDArray[np.float32]]


Traced = tuple[NDArray[np.int64], NDArray[np.uint8], NDArray[np.int64]]
_NO_TRACE: Final[Traced] = np.zeros((0, 2), np.int64), np.zeros(0, np.uint8), np.zeros(0, np.int64)


class GlyphOutlines:
    """The outlines of one font program. Raises ``freetype.FT_Exception`` where FreeType can't open it.

    Args:
        letters: indices that the program hasn't got -> glyphs of it with their offsets in font units, that are one
            glyph together: a letter and its dots. The first gives the advance.
        guests: indices that the program hasn't got -> other outlines and a glyph of theirs, drawn at the same size.
    """

    def __init__(
        self,
        program: bytes,
        letters: Mapping[int, Sequence[tuple[int, int, int]]] | None = None,
        guests: Mapping[int, tuple[GlyphOutlines, int]] | None = None,
    ) -> None:
        self.letters = {gid: [Part(*part) for part in parts] for gid, parts in (letters or {}).items()}
        self.guests = guests or {}
        self._face = OpenedFace(program)
        record = self._face.record
        cids = _cid_by_gid(program) if record.face_flags & _CID_KEYED and program[:1] == b"\x01" else []
        self.units_per_em = int(record.units_per_EM) or 1000
        self.glyph_count = len(cids) or int(record.num_glyphs)
        self._cids = cids
        self._slot = self._face.slot
        self._loaded: int | None = None
        self._boxes: dict[int, tuple[Box | None, int]] = {}
        self._inks: dict[int, bytes | None] = {}
        self._traces: dict[int, Traced] = {}
        self._lines: dict[int, NDArray[np.float64]] = {}

    def _load(self, gid: int) -> None:
        """Load a glyph by its index, unless it is the last one that was.

        A bare CID-keyed CFF wants the CID instead (FreeType, cff_slot_load).
        """
        if gid != self._loaded:
            self._loaded = None
            self._face.load(self._cids[gid] if self._cids else gid, _LOAD_BOX)
            self._loaded = gid

    def box(self, gid: int) -> tuple[Box | None, int]:
        """Ink box (None for a blank or missing glyph) and advance of ``gid``, font units."""
        known = self._boxes.get(gid)
        if known is None:
            known = self._boxes[gid] = self._measure(gid)
        return known

    def _measure(self, gid: int) -> tuple[Box | None, int]:
        if gid in self.letters:
            return self._measured(self.letters[gid])
        if gid in self.guests:
            box, advance = self.guests[gid][0].box(self.guests[gid][1])
            scale = self.scale(gid)
            return box and Box(*(round(side * scale) for side in box)), round(advance * scale)
        if not 0 <= gid < self.glyph_count:
            return None, 0
        try:
            self._load(gid)
        except freetype.FT_Exception:
            return None, 0
        advance, outline = int(self._slot.metrics.horiAdvance), self._slot.outline
        if outline.n_points < 3:
            return None, advance
        ink = freetype.FT_BBox()
        if error := freetype.FT_Outline_Get_BBox(ctypes.byref(outline), ctypes.byref(ink)):
            raise freetype.FT_Exception(error)
        if ink.xMax <= ink.xMin or ink.yMax <= ink.yMin:
            return None, advance
        return Box(int(ink.xMin), int(ink.yMin), int(ink.xMax), int(ink.yMax)), advance

    def _measured(self, parts: Sequence[Part]) -> tuple[Box | None, int]:
        """Ink box of glyphs together, and the advance of the first."""
        placed = [(part, box) for part in parts if (box := self.box(part.gid)[0]) is not None]
        if not placed:
            return None, 0
        box = Box(
            min(box.left + part.dx for part, box in placed),
            min(box.bottom + part.dy for part, box in placed),
            max(box.right + part.dx for part, box in placed),
            max(box.top + part.dy for part, box in placed),
        )
        return box, self.box(parts[0].gid)[1]

    def scale(self, gid: int) -> float:
        """Font units to one of those that the outline of ``gid`` is in."""
        return self.units_per_em / self.guests[gid][0].units_per_em if gid in self.guests else 1.0

    def ink(self, gid: int) -> bytes | None:
        """A digest of the outline's points in font units: equal for equal ink. None for a blank glyph."""
        if gid not in self._inks:
            points = self._traced(gid)[0] if self.box(gid)[0] is not None else None
            self._inks[gid] = (
                None if points is None else blake2b(points.astype(np.int32).tobytes(), digest_size=12).digest()
            )
        return self._inks[gid]

    def _traced(self, gid: int) -> Traced:
        """Points, tags and ends of the contours of a glyph that isn't blank, font units, as ``lines_of`` wants them."""
        if gid in self.letters and gid not in self._traces:
            self._traces[gid] = self._together(self.letters[gid])
        elif gid in self.guests and gid not in self._traces:
            points, tags, ends = self.guests[gid][0]._traced(self.guests[gid][1])
            self._traces[gid] = np.round(points * self.scale(gid)).astype(np.int64), tags, ends
        elif gid not in self._traces:
            self._load(gid)
            outline = self._slot.outline
            size = 2 * outline.n_points * ctypes.sizeof(ctypes.c_long)
            points = np.frombuffer(ctypes.string_at(outline.points, size), _LONG).reshape(-1, 2)
            tags = np.frombuffer(ctypes.string_at(outline.tags, outline.n_points), np.uint8)
            ends = np.frombuffer(ctypes.string_at(outline.contours, 2 * outline.n_contours), np.uint16)
            self._traces[gid] = points.astype(np.int64), tags, ends.astype(np.int64)
        return self._traces[gid]

    def _together(self, parts: Sequence[Part]) -> Traced:
        """What ``_traced`` gives of each glyph, moved, as if it were one."""
        traced = [self._traced(part.gid) for part in parts if self.box(part.gid)[0] is not None]
        moved = [(part.dx, part.dy) for part in parts if self.box(part.gid)[0] is not None]
        before = np.cumsum([0, *(len(points) for points, _, _ in traced)])
        return (
            np.concatenate([points + by for (points, _, _), by in zip(traced, moved, strict=True)]),
            np.concatenate([tags for _, tags, _ in traced]),
            np.concatenate([ends + start for (_, _, ends), start in zip(traced, before, strict=False)]),
        )

    def contours(self, gids: Sequence[int], at_least: int = 1) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Signed area, left, bottom, right and top of each contour, float64[n, 5], font units, and where those of each
        glyph begin, int64[glyphs + 1]; a blank glyph has none, and none is measured of a glyph with fewer than
        ``at_least``.

        Control points are taken for corners: equal contours are equal, whatever their place.
        """
        traced = [self._traced(gid) if self.box(gid)[0] is not None else _NO_TRACE for gid in gids]
        traced = [each if len(each[2]) >= at_least else _NO_TRACE for each in traced]
        begins = np.cumsum([0, *(len(ends) for _, _, ends in traced)])
        points = np.concatenate([outline[: ends[-1] + 1] for outline, _, ends in traced if len(ends)] or [_NO_TRACE[0]])
        if not len(points):
            return np.zeros((0, 5)), begins
        before = np.cumsum([0, *(int(ends[-1]) + 1 if len(ends) else 0 for _, _, ends in traced)])
        last = np.concatenate([ends for _, _, ends in traced]) + np.repeat(before[:-1], np.diff(begins))
        sizes = np.diff(last, prepend=-1)
        first = last - sizes + 1
        onward = np.arange(1, len(points) + 1)
        onward[last] = first
        x, y = points.T.astype(np.float64)
        area = np.add.reduceat((x * y[onward] - x[onward] * y) / 2, first)
        least, most = (reach.reduceat(points, first) for reach in (np.minimum, np.maximum))
        return np.column_stack([area, least, most]), begins

    def hulls(self, gid: int) -> list[float]:
        """Area of the convex hull of each contour of a glyph, font units squared, as ``contours`` has them."""
        if self.box(gid)[0] is None:
            return []
        points, _, ends = self._traced(gid)
        return [hull_area(map(tuple, contour.tolist())) for contour in np.split(points, ends + 1)[:-1]]

    def outline(self, gid: int) -> freetype.Outline | None:
        """The outline itself, until the next glyph is asked for. None for a blank glyph.

        In font units: of a guest those of its own font.
        """
        if self.box(gid)[0] is None:
            return None
        if gid in self.guests:
            return self.guests[gid][0].outline(self.guests[gid][1])
        self._load(gid)
        return freetype.Outline(self._slot.outline)

    def bulge(self, gid: int) -> float:
        """Where the ink of the middle third lies against that of its ends: below 0 to the left, as in ``(``.

        In units of the larger side of the box; 0 for a blank glyph, or one that bulges to neither side.
        """
        rows = self._ink_by_rows(gid)
        if rows is None:
            return 0.0
        ink, moment, side = rows
        third = len(ink) // 3
        middle, ends = slice(third, len(ink) - third), np.r_[:third, len(ink) - third : len(ink)]
        places = [float(moment[rows].sum() / max(ink[rows].sum(), 1e-6)) for rows in (middle, ends)]
        difference = (places[0] - places[1]) / side
        return difference if abs(difference) > LEAST_BULGE else 0.0

    def arch(self, gid: int) -> float:
        """How far the ink at a quarter of the height lies from the middle, in parts of how far the ends do.

        Of 150 faces a round bracket has 0.13 to 0.29, a brace 0.36 to 0.66, and a square bracket 0. NaN for a blank
        glyph, or one whose ends lie over its middle.
        """
        rows = self._ink_by_rows(gid)
        if rows is None:
            return math.nan
        ink, moment, side = rows
        place = moment / np.maximum(ink, 1e-6)
        away = np.abs(np.linspace(-0.5, 0.5, len(place)))
        held = [(low <= away) & (away <= high) for low, high in ARCH_AT]
        if not all(map(np.any, held)):
            return math.nan
        middle, quarter, end = (float(place[rows].mean()) for rows in held)
        return (quarter - middle) / (end - middle) if abs(end - middle) > LEAST_BULGE * side else math.nan

    def fill(self, gid: int) -> float:
        """The share of its box that a glyph's ink fills; 0 for a blank one."""
        box = self.box(gid)[0]
        if box is None:
            return 0.0
        x0, y0, x1, y1 = self._lined(gid).T
        return float(abs((x0 * y1 - x1 * y0).sum()) / 2 / ((box.right - box.left) * (box.top - box.bottom)))

    def arms(self, gid: int) -> int:
        """How many arms a glyph that is a star has, see :mod:`warraq.fonts.outlines.star_shape`; 0 for any other."""
        return arms_of(self._lined(gid)) if self.box(gid)[0] is not None else 0

    def teeth(self, gid: int) -> int:
        """How many teeth a glyph has, see :mod:`warraq.fonts.outlines.digit_teeth`; 0 for a blank one."""
        return teeth_of(self._lined(gid)) if self.box(gid)[0] is not None else 0

    def _ink_by_rows(self, gid: int) -> tuple[NDArray[np.float64], NDArray[np.float64], float] | None:
        """Ink and moment of a glyph in rows from the bottom to the top, and the larger side of its box.

        None where it is blank or too low.
        """
        box = self.box(gid)[0]
        if box is None:
            return None
        side = max(box.right - box.left, box.top - box.bottom)
        height = int((box.top - box.bottom) / side * ZOOM_PIXELS)
        if height < LEAST_HEIGHT:
            return None
        heights = box.bottom + (np.arange(height) + 0.5) * (box.top - box.bottom) / height
        return *_ink_of_rows(self._lined(gid), heights), side

    def shape(self, parts: Sequence[Part], advance: float, tall: float) -> Shape | None:
        """Describe a cluster of glyphs. ``advance`` and ``tall`` in font units. None where nothing is painted."""
        if all(self.box(part.gid)[0] is None for part in parts):
            return None
        shapes = self.shapes([parts], [advance], tall)
        return Shape(shapes.rasters[0], shapes.scalars[0])

    def shapes(
        self, clusters: Sequence[Sequence[Part]], advances: Sequence[float], tall: float, painted: Painted | None = None
    ) -> Shapes:
        """Describe clusters of glyphs, each of which paints something; as ``shape`` does, many at once.

        ``painted`` keeps what is painted from call to call.
        """
        placed = [tuple(part for part in parts if self.box(part.gid)[0] is not None) for parts in clusters]
        painted = Painted({}, {}) if painted is None else painted
        self._paint(list(dict.fromkeys(placed)), tall, painted)
        zooms = [painted.zoomed[parts] for parts in placed]
        rasters = np.empty((len(placed), RASTER_SIZE), np.float32)
        for raster, parts, zoom in zip(rasters, placed, zooms, strict=True):
            raster[: BASELINE_CELLS**2], raster[BASELINE_CELLS**2 :] = painted.on_baseline[parts, tall], zoom.cells
        left, bottom, right, top = np.array([zoom.box for zoom in zooms], np.float64).T
        wide = np.array(advances, np.float64)
        sizes = np.stack([left, wide - right, wide, right - left, bottom, top], axis=1) / tall
        return Shapes(rasters, np.c_[sizes, [zoom.topology for zoom in zooms]].astype(np.float32))

    def _paint(self, clusters: Sequence[tuple[Part, ...]], tall: float, painted: Painted) -> None:
        """Add to ``painted`` what it hasn't got of ``clusters``."""
        if new := [parts for parts in clusters if parts not in painted.zoomed]:
            placed = self._placed(new)
            rasters = zoomed(placed, ZOOM_MARGIN, ZOOM_PIXELS)
            for parts, *zoom in zip(new, *rasters, np.asarray(placed.boxes).tolist(), strict=True):
                painted.zoomed[parts] = _Zoomed(*zoom)
        if new := [parts for parts in clusters if (parts, tall) not in painted.on_baseline]:
            row = BASELINE_PIXELS * (1 - UNDER_BASELINE_TALLS / WINDOW_TALLS)
            cells = on_baseline(self._placed(new), BASELINE_PIXELS / WINDOW_TALLS / tall, row, BASELINE_PIXELS)
            painted.on_baseline.update(zip(((parts, tall) for parts in new), cells, strict=True))

    def _placed(self, clusters: Sequence[tuple[Part, ...]]) -> Placed:
        """``clusters`` of glyphs that aren't blank, as the pictures are painted from."""
        parts = [part for cluster in clusters for part in cluster]
        number = {gid: k for k, gid in enumerate(dict.fromkeys(part.gid for part in parts))}
        lines = [self._lined(gid) for gid in number]
        moved = np.array([(number[part.gid], part.dx, part.dy) for part in parts], np.int64)
        begins, firsts = (np.cumsum([0, *map(len, each)]) for each in (lines, clusters))
        corners = np.array([self.box(part.gid)[0] for part in parts], np.int64) + np.tile(moved[:, 1:], 2)
        least, most = (reach.reduceat(corners, firsts[:-1]) for reach in (np.minimum, np.maximum))
        return Placed(np.concatenate(lines), begins, moved, firsts, np.c_[least[:, :2], most[:, 2:]])

    def _lined(self, gid: int) -> NDArray[np.float64]:
        """The contours of a glyph that isn't blank as lines, font units."""
        if gid not in self._lines:
            self._lines[gid] = lines_of(*self._traced(gid))
        return self._lines[gid]


def _ink_of_rows(lines: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How much ink there is at each height ``y``, and its moment about x = 0, of what ``lines`` enclose."""
    x0, y0, x1, y1 = (column[:, None] for column in lines[lines[:, 1] != lines[:, 3]].T)
    way = np.where(y1 > y0, 1.0, -1.0) * ((np.minimum(y0, y1) <= y) & (y < np.maximum(y0, y1)))
    x = x0 + (y - y0) * (x1 - x0) / (y1 - y0)
    ink, moment = (way * x).sum(0), (way * x * x).sum(0) / 2
    return np.abs(ink), np.where(ink < 0, -moment, moment)


def _cid_by_gid(program: bytes) -> list[int]:
    """The charset of a bare CID-keyed CFF: CID of each glyph."""
    from fontTools.cffLib import CFFFontSet  # slow to import, seldom needed

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program), None)
    names = fonts[fonts.fontNames[0]].charset
    return [int(name[3:]) if name.startswith("cid") else 0 for name in names]


def tall_height(tops: Sequence[float], weights: Sequence[float], share: float = 0.85) -> float:
    """The ``share`` quantile of the glyph tops, weighted by use. Raises ValueError on an empty sequence."""
    if not tops:
        raise ValueError("no glyph tops to measure")
    order = np.argsort(np.asarray(tops, float), kind="stable")
    reached = np.cumsum(np.asarray(weights, float)[order])
    return float(np.asarray(tops, float)[order][int(np.searchsorted(reached, share * reached[-1]))])
