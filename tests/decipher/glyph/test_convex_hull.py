"""What contours fill of their convex hulls."""

from __future__ import annotations

import pytest

from tests.decipher.glyph.typesetter import Typeset
from warraq.fonts.outlines.convex_hull import hull_area
from warraq.fonts.outlines.outline import outlines_of


@pytest.mark.parametrize(
    ("points", "area"),
    [
        ([(0, 0), (4, 0), (4, 4), (0, 4)], 16),
        ([(4, 4), (0, 0), (2, 2), (0, 4), (4, 0), (0, 0)], 16),
        ([(0, 0), (1, 1), (3, 3)], 0),
        ([(5, 5)], 0),
        ([], 0),
    ],
)
def test_points_within_the_hull_add_nothing(points: list[tuple[float, float]], area: float) -> None:
    assert hull_area(points) == area


def test_each_contour_of_a_glyph_has_its_hull(page: Typeset) -> None:
    outlines = outlines_of(page.extraction.fonts[0])
    assert outlines is not None
    gids = sorted(set(page.extraction.fonts[0].code_to_gid.values()))
    measured, begins = outlines.contours(gids)
    for gid, first, past in zip(gids, begins, begins[1:], strict=False):
        hulls = outlines.hulls(gid)
        assert len(hulls) == past - first
        for (area, left, bottom, right, top), hull in zip(measured[first:past].tolist(), hulls, strict=True):
            assert abs(area) <= hull + 1e-6 <= (right - left) * (top - bottom) + 1e-3
