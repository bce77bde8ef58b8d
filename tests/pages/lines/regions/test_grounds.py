"""Grounds that part text, and those that only mark words in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.repair.painter import Painter
from warraq.model.line import Box
from warraq.pages import read_lines
from warraq.pages.lines.frame import Places
from warraq.pages.lines.regions.grounds import grounds_of_text

SIZE = 10.0
AREA = 595.0 * 842.0
CARD = (200.0, 100.0, 300.0, 160.0)


def places(*words: tuple[float, float, float]) -> Places:
    """Words at (left, right, height)."""
    left, right, middle = np.array(words, np.float64).T
    return Places(left, right, middle, np.full(len(words), SIZE))


def parting(ground: Box, *words: tuple[float, float, float]) -> bool:
    return bool(grounds_of_text(np.array([ground], np.float32), places(*words), AREA))


@pytest.mark.parametrize(
    ("left", "right", "parts"),
    [(210, 290, True), (201, 290, False), (210, 299, False), (190, 290, False), (210, 310, False)],
)
def test_a_ground_of_several_lines_has_margins_beside_its_text(left: float, right: float, parts: bool) -> None:
    assert parting(CARD, (left, right, 120), (210, 290, 140)) is parts


def test_text_beside_a_ground_keeps_away_from_it() -> None:
    inside = (210.0, 290.0, 120.0)
    assert parting(CARD, inside, (304, 400, 120), (50, 196, 120))
    assert not parting(CARD, inside, (301, 400, 120))
    assert not parting(CARD, inside, (50, 199, 120))


def test_a_marked_word_is_no_ground_unless_it_is_far_from_others() -> None:
    low = (200.0, 100.0, 300.0, 115.0)
    assert not parting(low, (205, 295, 108), (304, 400, 108))
    assert not parting(low, (205, 295, 108), (100, 196, 108))
    assert parting(low, (205, 295, 108), (310, 400, 108), (100, 190, 108))
    assert parting(low, (205, 295, 108))


def test_a_ground_without_text_or_under_the_whole_page_parts_nothing() -> None:
    assert not parting(CARD, (210, 290, 300))
    assert not parting(CARD, (310, 390, 120))
    assert not parting((0.0, 0.0, 595.0, 600.0), (210, 290, 300), (210, 290, 320))


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_lines_of_cards_side_by_side_are_cut_apart_whatever_their_direction(angle: int) -> None:
    painter = Painter()
    for y in (115, 135):
        painter.line("نص على البطاقة اليمنى", y=y, right=290, size=SIZE)
        painter.line("نص يسار", y=y, right=130, size=SIZE)
    (page,) = painter.extraction()[0].pages
    cos, sin = round(np.cos(np.radians(angle))), round(np.sin(np.radians(angle)))
    turn = np.array([[cos, -sin], [sin, cos]])
    corners = (np.array([(139.0, 100.0), (295.0, 145.0)]) - 300) @ turn + 300
    x, y = np.ascontiguousarray(((np.column_stack([page.x, page.y]) - 300) @ turn + 300).T, np.float32)
    fills = np.concatenate([corners.min(axis=0), corners.max(axis=0)]).astype(np.float32)[None]
    page = replace(page, x=x, y=y, angle=np.full(len(page), angle, np.float32), fills=fills)
    extraction, maps = painter.extraction()
    texts = [line.text for line in read_lines(replace(extraction, pages=(page,)), maps)[0]]
    assert sorted(texts) == ["نص على البطاقة اليمنى"] * 2 + ["نص يسار"] * 2
