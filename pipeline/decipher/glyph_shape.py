"""The painted shape of a glyph as numbers that don't depend on the face's size: rasters, geometry, topology.

FreeType opens the embedded program (TrueType, CFF, Type 1). Two rasters describe a glyph: one on the baseline,
scaled by the face's *tall height* (so size and position count), one zoomed to the glyph's own box (so dots and
teeth count). The tall height is found without knowing any letter: the 85th percentile of the glyph tops in
running text, which is the top of alef and lam in every text face.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

import freetype
import numpy as np
from numpy.typing import NDArray

from pipeline.compiled import njit

BASELINE_CELLS: Final = 32
ZOOM_CELLS: Final = 18
CELL: Final = 4
BASELINE_PIXELS: Final = BASELINE_CELLS * CELL
ZOOM_PIXELS: Final = ZOOM_CELLS * CELL
#: The baseline window is three tall heights wide and high and reaches 1.25 of them under the baseline.
WINDOW_TALLS: Final = 3.0
UNDER_BASELINE_TALLS: Final = 1.25
RASTER_SIZE: Final = BASELINE_CELLS**2 + ZOOM_CELLS**2
#: left, right bearing, advance, width, bottom, top (tall heights); components, holes, parts above and below the body.
SCALARS: Final = 10
#: Place of the number of components among them.
PARTS: Final = 6

#: A bracket's middle lies this far to one side of its ends at least (sides of its box).
LEAST_BULGE: Final = 0.01

#: FT_FACE_FLAG_CID_KEYED, which freetype-py doesn't name.
_CID_KEYED: Final = 1 << 12

_LOAD_BOX = freetype.FT_LOAD_NO_SCALE | freetype.FT_LOAD_NO_BITMAP
_LOAD_INK = freetype.FT_LOAD_NO_HINTING | freetype.FT_LOAD_NO_BITMAP | freetype.FT_LOAD_RENDER
#: A pixel (0..255) from which on it counts as ink where parts and holes are counted.
HALF_INKED: Final = 127
_KERNEL = (0.06, 0.24, 0.4, 0.24, 0.06)


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


#: What was painted already, for as long as a font is measured: the zoomed picture of some parts, or the one on the
#: baseline by their tall height.
Painted = dict[tuple[object, ...], tuple[NDArray[np.float32], tuple[float, float, float, float]]]


class GlyphOutlines:
    """The outlines of one font program. Raises ``freetype.FT_Exception`` where FreeType can't open it."""

    def __init__(self, program: bytes) -> None:
        self._face = freetype.Face(io.BytesIO(program))
        cids = _cid_by_gid(program) if self._face.face_flags & _CID_KEYED and program[:1] == b"\x01" else []
        self.units_per_em = int(self._face.units_per_EM) or 1000
        self.glyph_count = len(cids) or int(self._face.num_glyphs)
        self._cids = cids
        self._boxes: dict[int, tuple[Box | None, int]] = {}
        self._inks: dict[int, bytes | None] = {}

    def _load(self, gid: int, flags: int) -> None:
        """Load a glyph by its index; a bare CID-keyed CFF wants the CID instead (FreeType, cff_slot_load)."""
        self._face.load_glyph(self._cids[gid] if self._cids else gid, flags)

    def box(self, gid: int) -> tuple[Box | None, int]:
        """Ink box (None for a blank or missing glyph) and advance of ``gid``, font units."""
        known = self._boxes.get(gid)
        if known is None:
            known = self._boxes[gid] = self._measure(gid)
        return known

    def _measure(self, gid: int) -> tuple[Box | None, int]:
        if not 0 <= gid < self.glyph_count:
            return None, 0
        try:
            self._load(gid, _LOAD_BOX)
        except freetype.FT_Exception:
            return None, 0
        slot = self._face.glyph
        advance = int(slot.metrics.horiAdvance)
        if slot.outline.n_points < 3:
            return None, advance
        ink = slot.outline.get_bbox()
        if ink.xMax <= ink.xMin or ink.yMax <= ink.yMin:
            return None, advance
        return Box(int(ink.xMin), int(ink.yMin), int(ink.xMax), int(ink.yMax)), advance

    def ink(self, gid: int) -> bytes | None:
        """A digest of the outline's points in font units: equal for equal ink. None for a blank glyph."""
        if gid not in self._inks:
            self._inks[gid] = None if self.box(gid)[0] is None else self._digest(gid)
        return self._inks[gid]

    def _digest(self, gid: int) -> bytes:
        self._load(gid, _LOAD_BOX)
        outline = self._face.glyph.outline._FT_Outline
        size = 2 * outline.n_points * ctypes.sizeof(ctypes.c_long)
        points = np.frombuffer(ctypes.string_at(outline.points, size), np.dtype("long"))
        return blake2b(points.astype(np.int32).tobytes(), digest_size=12).digest()

    def outline(self, gid: int) -> freetype.Outline | None:
        """The outline itself, font units, until the next glyph is asked for. None for a blank glyph."""
        if self.box(gid)[0] is None:
            return None
        self._load(gid, _LOAD_BOX)
        return self._face.glyph.outline

    def bulge(self, gid: int) -> float:
        """Where the ink of the middle third lies against that of its ends: below 0 to the left, as in ``(``.

        In units of the larger side of the box; 0 for a blank glyph, or one that bulges to neither side.
        """
        box = self.box(gid)[0]
        if box is None:
            return 0.0
        side = max(box.right - box.left, box.top - box.bottom)
        image = self._paint(
            [Part(gid)],
            scale=ZOOM_PIXELS / side,
            centre=((box.left + box.right) / 2, (box.bottom + box.top) / 2),
            row=ZOOM_PIXELS / 2,
            pixels=ZOOM_PIXELS,
        )
        inked = np.flatnonzero(image.any(1))
        if inked.size < 6:
            return 0.0
        low, high = int(inked[0]), int(inked[-1]) + 1
        third = (high - low) // 3
        grey = image / np.float32(255)
        middle = grey[low + third : high - third]
        ends = np.concatenate([grey[low : low + third], grey[high - third : high]])
        columns = np.arange(ZOOM_PIXELS)
        places = [float((part.sum(0) * columns).sum() / max(part.sum(), 1e-6)) for part in (middle, ends)]
        difference = (places[0] - places[1]) / ZOOM_PIXELS
        return difference if abs(difference) > LEAST_BULGE else 0.0

    def shape(self, parts: Sequence[Part], advance: float, tall: float, painted: Painted | None = None) -> Shape | None:
        """Describe a cluster of glyphs. ``advance`` and ``tall`` in font units. None where nothing is painted.

        ``painted`` keeps what is painted from call to call.
        """
        inked = [(ink, part) for part in parts if (ink := self.box(part.gid)[0]) is not None]
        if not inked:
            return None
        whole = Box(
            min(ink.left + part.dx for ink, part in inked),
            min(ink.bottom + part.dy for ink, part in inked),
            max(ink.right + part.dx for ink, part in inked),
            max(ink.top + part.dy for ink, part in inked),
        )
        placed = tuple(part for _, part in inked)
        painted = {} if painted is None else painted
        if placed not in painted:
            painted[placed] = self._zoomed(placed, whole)
        if (placed, tall) not in painted:
            painted[placed, tall] = self._on_baseline(placed, whole, tall), (0, 0, 0, 0)
        zoomed, topology = painted[placed]
        raster = np.concatenate([painted[placed, tall][0].ravel(), zoomed.ravel()])
        sizes = (whole.left, advance - whole.right, advance, whole.right - whole.left, whole.bottom, whole.top)
        return Shape(raster, np.array([*(size / tall for size in sizes), *topology], np.float32))

    def _on_baseline(self, parts: Sequence[Part], whole: Box, tall: float) -> NDArray[np.float32]:
        image = self._paint(
            parts,
            scale=BASELINE_PIXELS / WINDOW_TALLS / tall,
            centre=((whole.left + whole.right) / 2, 0.0),
            row=BASELINE_PIXELS * (1 - UNDER_BASELINE_TALLS / WINDOW_TALLS),
            pixels=BASELINE_PIXELS,
        )
        return _cells(image)

    def _zoomed(
        self, parts: Sequence[Part], whole: Box
    ) -> tuple[NDArray[np.float32], tuple[float, float, float, float]]:
        image = self._paint(
            parts,
            scale=(ZOOM_PIXELS - 8) / max(whole.right - whole.left, whole.top - whole.bottom, 1),
            centre=((whole.left + whole.right) / 2, (whole.bottom + whole.top) / 2),
            row=ZOOM_PIXELS / 2,
            pixels=ZOOM_PIXELS,
        )
        return _cells(image), _topology(image > HALF_INKED)

    def _paint(
        self, parts: Sequence[Part], *, scale: float, centre: tuple[float, float], row: float, pixels: int
    ) -> NDArray[np.uint8]:
        """Paint ``parts`` into a square, 0..255; ``centre`` (font units) lands on the middle column and on ``row``."""
        image = np.zeros((pixels, pixels), np.uint8)
        self._face.set_char_size(max(1, round(scale * self.units_per_em * 64)), 0, 72, 72)
        for part in parts:
            try:
                self._load(part.gid, _LOAD_INK)
            except freetype.FT_Exception:
                continue
            slot = self._face._FT_Face.contents.glyph.contents
            ink = _bitmap(slot.bitmap)
            if ink is None:
                continue
            x = round(pixels / 2 + (part.dx - centre[0]) * scale) + slot.bitmap_left
            y = round(row - (part.dy - centre[1]) * scale) - slot.bitmap_top
            _stamp(image, ink, x, y)
        return image


def _cid_by_gid(program: bytes) -> list[int]:
    """The charset of a bare CID-keyed CFF: CID of each glyph."""
    from fontTools.cffLib import CFFFontSet  # slow to import, seldom needed

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program), None)
    names = fonts[fonts.fontNames[0]].charset
    return [int(name[3:]) if name.startswith("cid") else 0 for name in names]


def _bitmap(raw: freetype.FT_Bitmap) -> NDArray[np.uint8] | None:
    """A grey FreeType bitmap, without the slow list that ``freetype.Bitmap.buffer`` builds."""
    if not raw.width or not raw.rows:
        return None
    grey = np.frombuffer(ctypes.string_at(raw.buffer, raw.rows * raw.pitch), np.uint8)
    return grey.reshape(raw.rows, raw.pitch)[:, : raw.width]


def _stamp(image: NDArray[np.uint8], ink: NDArray[np.uint8], x: int, y: int) -> None:
    skip_x, skip_y = max(0, -x), max(0, -y)
    width = min(ink.shape[1], image.shape[1] - x) - skip_x
    height = min(ink.shape[0], image.shape[0] - y) - skip_y
    if width > 0 and height > 0:
        window = image[y + skip_y : y + skip_y + height, x + skip_x : x + skip_x + width]
        np.maximum(window, ink[skip_y : skip_y + height, skip_x : skip_x + width], out=window)


@njit(cache=True)
def _cells(image):  # type: ignore[no-untyped-def]
    """Means of ``CELL`` x ``CELL`` pixels, blurred over the cells: float32[cells, cells], 0..1.

    In whole numbers and double precision, in one order: processors don't show.
    """
    cells = image.shape[0] // CELL
    means = np.zeros((cells, cells))
    for y in range(cells * CELL):
        for x in range(cells * CELL):
            means[y // CELL, x // CELL] += image[y, x]
    across = np.zeros((cells, cells))
    result = np.empty((cells, cells), np.float32)
    for y in range(cells):
        for x in range(cells):
            for k in range(-2, 3):
                if 0 <= x + k < cells:
                    across[y, x] += _KERNEL[k + 2] * means[y, x + k]
    for y in range(cells):
        for x in range(cells):
            total = 0.0
            for k in range(-2, 3):
                if 0 <= y + k < cells:
                    total += _KERNEL[k + 2] * across[y + k, x]
            result[y, x] = total / (255 * CELL * CELL)
    return result


@njit(cache=True)
def _flood(grid: NDArray[np.bool_], value: bool) -> tuple[NDArray[np.int32], int]:
    """Four-connected components of the cells that equal ``value``: label image (0 = other) and their number."""
    rows, columns = grid.shape
    labels = np.zeros((rows, columns), np.int32)
    stack = np.empty((rows * columns, 2), np.int32)
    count = 0
    for r in range(rows):
        for c in range(columns):
            if grid[r, c] != value or labels[r, c] != 0:
                continue
            count += 1
            labels[r, c] = count
            stack[0, 0], stack[0, 1] = r, c
            depth = 1
            while depth > 0:
                depth -= 1
                y, x = stack[depth, 0], stack[depth, 1]
                for dy, dx in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                    v, u = y + dy, x + dx
                    if 0 <= v < rows and 0 <= u < columns and grid[v, u] == value and labels[v, u] == 0:
                        labels[v, u] = count
                        stack[depth, 0], stack[depth, 1] = v, u
                        depth += 1
    return labels, count


@njit(cache=True)
def _topology(ink: NDArray[np.bool_]) -> tuple[float, float, float, float]:
    """Ink components, holes, and components wholly above and below the middle of the largest; each capped at 4."""
    labels, count = _flood(ink, True)
    background, grounds = _flood(ink, False)
    area = np.zeros(count + 1, np.int64)
    top = np.full(count + 1, ink.shape[0], np.int64)
    bottom = np.full(count + 1, -1, np.int64)
    hole_area = np.zeros(grounds + 1, np.int64)
    open_ground = np.zeros(grounds + 1, np.bool_)
    rows, columns = ink.shape
    for r in range(rows):
        for c in range(columns):
            k = labels[r, c]
            if k > 0:
                area[k] += 1
                top[k] = min(top[k], r)
                bottom[k] = max(bottom[k], r)
            else:
                g = background[r, c]
                hole_area[g] += 1
                if r == 0 or c == 0 or r == rows - 1 or c == columns - 1:
                    open_ground[g] = True
    body = 0
    for k in range(1, count + 1):
        if area[k] > area[body]:
            body = k
    parts, above, below = 0, 0, 0
    for k in range(1, count + 1):
        if area[k] < 6:
            continue
        parts += 1
        if k != body:
            if top[k] + bottom[k] < top[body] + bottom[body]:
                above += 1
            else:
                below += 1
    holes = 0
    for g in range(1, grounds + 1):
        if not open_ground[g] and hole_area[g] >= 4:
            holes += 1
    return min(parts, 4), min(holes, 4), min(above, 4), min(below, 4)


def tall_height(tops: Sequence[float], weights: Sequence[float], share: float = 0.85) -> float:
    """The ``share`` quantile of the glyph tops, weighted by use. Raises ValueError on an empty sequence."""
    if not tops:
        raise ValueError("no glyph tops to measure")
    order = np.argsort(np.asarray(tops, float), kind="stable")
    reached = np.cumsum(np.asarray(weights, float)[order])
    return float(np.asarray(tops, float)[order][int(np.searchsorted(reached, share * reached[-1]))])
