"""Outlines as pictures: lines from curves, ink from lines, parts from ink."""

from __future__ import annotations

import io
from types import ModuleType

import freetype
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from tests.fonts.outlines.test_outline import font_of
from tests.interpreted import interpreted
from warraq.errors import DamagedPdf
from warraq.fonts.outlines import glyph_raster
from warraq.fonts.outlines.glyph_raster import Picture, Placed, cells, lines_of, on_baseline, paint, topology, zoomed
from warraq.fonts.outlines.glyph_shape import GlyphOutlines

ON, CONIC, CUBIC = 1, 0, 2

SLOW = interpreted("warraq.fonts.outlines.glyph_raster")


def lines(*contours: list[tuple[float, float, int]]) -> NDArray[np.float64]:
    """Contours of points as (x, y, tag)."""
    points = np.array([(round(x), round(y)) for contour in contours for x, y, _ in contour], np.int64)
    tags = np.array([tag for contour in contours for _, _, tag in contour], np.uint8)
    return lines_of(points, tags, np.cumsum([len(contour) for contour in contours]) - 1)


def painted(lines: NDArray[np.float64], scale: float, left: float, base: float, pixels: int) -> NDArray[np.float32]:
    """The picture of ``lines``; beyond its inked part it must be empty."""
    picture = Picture(pixels)
    paint(picture, lines, 0, len(lines), scale, left, base)
    image = np.asarray(picture.ink)
    inside = np.zeros_like(image)
    inside[picture.top : picture.bottom, picture.left : picture.right] = 1
    assert not (image * (1 - inside)).any()
    return image[:, :pixels]


def picture_of(image: NDArray[np.float32]) -> Picture:
    """``image`` as ``paint`` leaves it, with its inked part."""
    picture = Picture(len(image))
    picture.ink = np.pad(image, ((0, 0), (0, 2)))
    rows, columns = np.flatnonzero(image.any(1)), np.flatnonzero(image.any(0))
    if rows.size:
        picture.top, picture.bottom, picture.left, picture.right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    return picture


def box(left: float, bottom: float, right: float, top: float) -> list[tuple[float, float, int]]:
    return [(left, bottom, ON), (left, top, ON), (right, top, ON), (right, bottom, ON)]


def test_pixels_hold_the_share_of_ink_in_them() -> None:
    image = painted(
        lines(box(100, 150, 375, 250)), 0.01, 0, 4, 4
    )  # from 1 to 3.75, from 1.5 to 2.5 over the lower edge
    assert image == pytest.approx(
        np.array([[0, 0, 0, 0], [0, 0.5, 0.5, 0.375], [0, 0.5, 0.5, 0.375], [0, 0, 0, 0]]), abs=1e-6
    )


def test_slanted_lines_leave_their_area_whichever_way_they_run() -> None:
    triangle = [(100.0, 100.0, ON), (900.0, 200.0, ON), (300.0, 800.0, ON)]
    for contour in (triangle, triangle[::-1]):
        image = painted(lines(contour), 0.02, 0, 20, 20)
        assert image.sum() == pytest.approx(0.02**2 * 270_000, abs=1e-3)
        assert image.max() <= 1


def test_holes_are_left_out_and_what_overlaps_counts_once() -> None:
    outer, inner = box(0, 0, 400, 400), box(100, 100, 300, 300)
    assert painted(lines(outer, inner[::-1]), 0.01, 0, 4, 4).sum() == pytest.approx(12)
    assert painted(lines(outer, inner), 0.01, 0, 4, 4).sum() == pytest.approx(16)


def test_what_lies_outside_the_picture_leaves_the_ink_inside() -> None:
    large = [(-900.0, -700.0, ON), (-800.0, 900.0, ON), (900.0, 900.0, ON), (800.0, -700.0, ON)]
    assert painted(lines(large), 0.01, 0, 4, 4) == pytest.approx(np.ones((4, 4)))
    assert painted(lines(box(-500, 0, -100, 400)), 0.01, 0, 4, 4).sum() == 0
    assert painted(lines(box(500, 0, 600, 400)), 0.01, 0, 4, 4).sum() == 0
    slope = [(-100.0, 0.0, ON), (-100.0, 200.0, ON), (100.0, 0.0, ON)]  # its edge comes in within a row
    assert painted(lines(slope), 0.01, 0, 4, 4).sum() == pytest.approx(0.5)


def test_conic_and_cubic_curves_are_the_circle_that_they_draw() -> None:
    r, k = 1000.0, 552.0
    cubic: list[tuple[float, float, int]] = [
        (r, 0, ON), (r, k, CUBIC), (k, r, CUBIC), (0, r, ON), (-k, r, CUBIC), (-r, k, CUBIC),
        (-r, 0, ON), (-r, -k, CUBIC), (-k, -r, CUBIC), (0, -r, ON), (k, -r, CUBIC), (r, -k, CUBIC),
    ]  # fmt: skip
    corners = [(r * np.cos(a) / np.cos(np.pi / 8), r * np.sin(a) / np.cos(np.pi / 8)) for a in np.arange(8) * np.pi / 4]
    conic = [(x, y, CONIC) for x, y in corners]  # points on the curve lie between them, its beginning too
    for contour in (cubic, conic):
        image = painted(lines(contour), 0.03, 32, 32, 64)
        assert image.sum() == pytest.approx(np.pi * 30**2, rel=0.01)
        assert image[32, 32] == pytest.approx(1)
    begun = [*conic[1:], (r, 0, ON)]  # ends on the curve
    assert len(lines(begun)) > 16


def test_a_contour_without_an_inside_is_no_ink() -> None:
    assert len(lines([(0, 0, ON), (100, 100, ON)], box(0, 0, 100, 100))) == 4


def test_pictures_are_those_that_freetype_paints() -> None:
    program = font_of("Scheherazade-Regular").program or b""
    outlines, face = GlyphOutlines(program), freetype.Face(io.BytesIO(program))
    face.set_char_size(48 * 64, 0, 72, 72)
    scale, seen = 48 / outlines.units_per_em, 0
    for gid in range(1, outlines.glyph_count):
        if outlines.box(gid)[0] is None:
            continue
        face.load_glyph(gid, freetype.FT_LOAD_NO_HINTING | freetype.FT_LOAD_RENDER)
        bitmap, left, top = face.glyph.bitmap, face.glyph.bitmap_left, face.glyph.bitmap_top
        ink = np.array(bitmap.buffer, np.uint8).reshape(bitmap.rows, bitmap.pitch)[:, : bitmap.width] / 255
        ours = painted(lines_of(*outlines._traced(gid)), scale, 40, 70, 128)
        theirs = np.zeros_like(ours)
        theirs[70 - top : 70 - top + ink.shape[0], 40 + left : 40 + left + ink.shape[1]] = ink
        assert np.abs(ours - theirs).max() < 0.1  # it sets points on 64ths of a pixel
        assert np.abs(ours - theirs).sum() < 0.02 * theirs.sum()
        seen += 1
    assert seen > 20


def test_a_glyph_that_cannot_be_loaded_leaves_none_behind() -> None:
    outlines = GlyphOutlines(font_of("Scheherazade-Regular").program or b"")
    drawn = next(gid for gid in range(1, outlines.glyph_count) if outlines.box(gid)[0] is not None)
    outlines._load(drawn)
    with pytest.raises(freetype.FT_Exception):
        outlines._load(outlines.glyph_count + 1)
    points = len(outlines._traced(drawn)[0])
    assert points == len(GlyphOutlines(font_of("Scheherazade-Regular").program or b"")._traced(drawn)[0])


def test_parts_holes_and_what_lies_above_and_below_are_counted() -> None:
    image = np.zeros((20, 20), np.float32)
    image[8:14, 2:18] = 1
    image[10:12, 4:6] = image[10:12, 8:12] = 0  # two holes
    image[2:5, 3:6] = image[2:5, 9:12] = 0.5  # two dots above
    image[16:19, 3:6] = 1  # one below
    image[0, 19] = 1  # a speck
    image[3, 15:18] = 0.49  # no ink yet
    assert topology(picture_of(image)) == (4, 2, 2, 1)


def test_a_spiral_is_one_part_and_touches_by_its_sides_only() -> None:
    rows = ["#######", "......#", "#####.#", "#...#.#", "#.###.#", "#.....#", "#######"]
    image = np.array([[c == "#" for c in row] for row in rows], np.float32)
    assert topology(picture_of(image)) == (1, 0, 0, 0)
    corners = np.eye(2, dtype=np.float32).repeat(3, axis=0).repeat(3, axis=1)
    assert topology(picture_of(corners))[:2] == (2, 0)
    assert topology(picture_of(np.zeros((5, 5), np.float32))) == (0, 0, 0, 0)


def placed(*clusters: list[tuple[NDArray[np.float64], int, int]], of: type[Placed] = Placed) -> Placed:
    """Clusters of (lines of a glyph, moved right, moved up)."""
    drawn = [part for cluster in clusters for part in cluster]
    begins = np.cumsum([0, *(len(glyph) for glyph, _, _ in drawn)])
    parts = np.array([(k, right, up) for k, (_, right, up) in enumerate(drawn)])
    boxes = []
    for cluster in clusters:
        points = np.concatenate([glyph.reshape(-1, 2) + np.array([right, up]) for glyph, right, up in cluster])
        boxes.append([*points.min(0), *points.max(0)])
    firsts = np.cumsum([0, *map(len, clusters)])
    return of(np.concatenate([glyph for glyph, _, _ in drawn]), begins, parts, firsts, np.array(boxes, np.int64))


def test_parts_of_a_cluster_lie_over_each_other_on_whole_pixels() -> None:
    square, bar = lines(box(0, 0, 400, 400)), lines(box(0, 0, 200, 800))
    clusters = placed([(square, 0, 0), (bar, 310, 100)], [(bar, 0, 0)])  # from 0 to 510: the middle is at 255
    apart = np.maximum(painted(square, 0.02, 16 - 5, 22, 32), painted(bar, 0.02, 16 + 1, 20, 32))
    rows = on_baseline(clusters, 0.02, 22, 32)
    assert np.array_equal(rows[0], cells(picture_of(apart)).ravel())
    assert np.array_equal(rows[1], cells(picture_of(painted(bar, 0.02, 16 - 2, 22, 32))).ravel())


def test_a_zoomed_cluster_fills_the_picture_whatever_its_size() -> None:
    ring = [(box(0, 0, 400, 400)), box(100, 100, 300, 300)[::-1]]
    small, large = lines(*ring), 10 * lines(*ring)
    shown, counts = zoomed(placed([(small, 0, 0)], [(large, 70, -900)], [(small, 0, 0), (small, 0, 500)]), 8, 72)
    assert shown[0] == pytest.approx(shown[1], abs=1e-6)
    assert np.array_equal(shown[0], cells(picture_of(painted(small, 64 / 400, 4, 68, 72))).ravel())
    assert counts.tolist() == [[1, 1, 0, 0], [1, 1, 0, 0], [2, 2, 0, 1]]  # of two alike the upper one is the body


def test_a_glyph_outside_the_picture_leaves_it_empty() -> None:
    far = placed([(lines(box(0, 90_000, 400, 90_400)), 0, 0)])
    assert not on_baseline(far, 0.02, 22, 32).any()


@given(st.data())
def test_lines_of_any_contours_are_those_of_the_source(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(0, 9), max_size=4))
    points = data.draw(arrays(np.int64, (sum(sizes) + 1, 2), elements=st.integers(-3000, 3000)))
    tags = data.draw(arrays(np.uint8, sum(sizes) + 1, elements=st.sampled_from((ON, CONIC, CUBIC, 0xFF))))
    ends = np.cumsum([0, *sizes])
    assert np.array_equal(lines_of(points, tags, ends), SLOW.lines_of(points, tags, ends))


@pytest.mark.parametrize("module", [glyph_raster, SLOW])
def test_an_outline_that_ends_behind_its_points_is_damaged(module: ModuleType) -> None:
    points, tags = np.zeros((4, 2), np.int64), np.ones(4, np.uint8)
    assert len(module.lines_of(points, tags, np.array([3])))
    for ends in ([5], [3, 9], [2**40]):
        with pytest.raises(DamagedPdf):
            module.lines_of(points, tags, np.array(ends))


def test_pictures_are_those_of_the_source() -> None:
    """A glyph of a face, and two of them in one cluster; the interpreter rounds sums of ink otherwise."""
    outlines = GlyphOutlines(font_of("Scheherazade-Regular").program or b"")
    one, other = (outlines._lined(gid) for gid in range(1, 60) if outlines.box(gid)[0] is not None and gid in (8, 30))
    pictures = []
    for module in (glyph_raster, SLOW):
        clusters = placed([(one, 0, 0)], [(other, 0, 0), (one, 900, -300)], of=module.Placed)
        pictures.append((*module.zoomed(clusters, 8, 72), module.on_baseline(clusters, 0.02, 40, 64)))
    for compiled, slow in zip(*pictures, strict=True):
        assert compiled.any()
        assert compiled == pytest.approx(slow, abs=1e-5)
