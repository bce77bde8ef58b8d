"""Ruled lines are found in pictures, so that columns and tables are parted by them as on pages of text."""

from __future__ import annotations

import numpy as np
import pytest

from warraq.ocr.rules import rules_of
from warraq.pictures.painter import Pixels

#: A point has so many pixels.
SCALE = 2
#: Ends of rules are off by what grain may eat, points.
ROUNDED = 1.5


def page(*boxes: tuple[int, int, int, int], size: tuple[int, int] = (400, 300)) -> Pixels:
    """A white page with boxes of ink: left, top, right, bottom in points."""
    grey = np.full((size[0] * SCALE, size[1] * SCALE), 255, np.uint8)
    for left, top, right, bottom in boxes:
        grey[top * SCALE : bottom * SCALE, left * SCALE : right * SCALE] = 0
    return Pixels(grey, 72.0 * SCALE)


def test_rules_across_and_down_are_found() -> None:
    rules = rules_of(page((20, 50, 280, 51), (150, 100, 151, 390)))
    assert rules == pytest.approx(np.array([[20, 50, 280, 51], [150, 100, 151, 390]]), abs=ROUNDED)


def test_two_rules_of_a_row_are_two() -> None:
    rules = rules_of(page((20, 50, 120, 51), (160, 50, 280, 51)))
    assert rules == pytest.approx(np.array([[20, 50, 120, 51], [160, 50, 280, 51]]), abs=ROUNDED)


@pytest.mark.parametrize("box", [(20, 50, 40, 51), (20, 50, 280, 60)], ids=["a stroke", "a bar"])
def test_strokes_and_bars_are_none(box: tuple[int, int, int, int]) -> None:
    assert rules_of(page(box)).shape == (0, 4)


def test_a_small_picture_has_none() -> None:
    assert rules_of(page((0, 0, 10, 10), size=(20, 20))).shape == (0, 4)


def test_a_frame_is_four() -> None:
    frame = ((20, 20, 200, 21), (20, 220, 200, 221), (20, 20, 21, 221), (199, 20, 200, 221))
    assert rules_of(page(*frame)).shape == (4, 4)
