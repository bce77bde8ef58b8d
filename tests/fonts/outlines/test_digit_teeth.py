"""Teeth of digits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import uharfbuzz as hb
from numpy.typing import NDArray

from tests.decipher.glyph.tiny_fonts import program
from tests.decipher.glyph.typesetter import typeset
from tests.installed import require
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.digit_teeth import teeth_of
from warraq.fonts.outlines.glyph_shape import GlyphOutlines
from warraq.fonts.outlines.outline import OTHER_TEETH, THREE, TWO, Use, outline_evidence

BOLD = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf")


def comb(*heights: float) -> NDArray[np.float64]:
    """A closed outline whose upper edge goes through these heights, from the left to the right, over a foot at 0."""
    upper = [(10.0 * k, height) for k, height in enumerate(heights)]
    corners = np.array([(0.0, 0.0), *upper, (upper[-1][0], 0.0)])
    return np.hstack([corners, np.roll(corners, -1, axis=0)])


@pytest.mark.parametrize(
    ("heights", "teeth"),
    [
        ((100, 100), 1),
        ((100, 60, 100), 2),
        ((100, 60, 100, 60, 100), 3),
        ((60, 100, 60, 100, 60, 100, 60), 3),
        ((100, 97, 100), 1),  # a stroke that isn't quite straight
        ((100, 60, 63, 60, 100), 2),
        ((40, 100), 1),
        ((100, 40), 1),
    ],
)
def test_teeth_are_where_the_upper_edge_rises_and_falls(heights: tuple[float, ...], teeth: int) -> None:
    assert teeth_of(comb(*heights)) == teeth


def test_what_lies_below_the_upper_edge_counts_for_nothing() -> None:
    hole = comb(20, 10, 20, 10, 20) + np.array([5.0, 20.0, 5.0, 20.0])
    assert teeth_of(np.concatenate([comb(100, 60, 100, 60, 100), hole])) == 3


def test_a_blank_glyph_has_none() -> None:
    assert GlyphOutlines(program(["a", "b"], {}, blank=("b",))).teeth(2) == 0


def test_a_two_is_no_three_though_it_is_nearer_to_those_of_other_faces() -> None:
    """That of DejaVu Sans Bold has a deep hook."""
    path = require(BOLD, "fonts-dejavu-core")
    characters = "\u0628\u0644\u0645\u0646\u0627" + TWO + THREE
    nominal = hb.Font(hb.Face(path.read_bytes())).get_nominal_glyph
    uses = [Use(gid, 0.6, 9) for character in characters if (gid := nominal(ord(character)))]
    assert len(uses) == len(characters)
    book = atlas.load(exclude=("DejaVuSans",))
    column = {label.text: i for i, label in enumerate(book.labels)}
    evidence = outline_evidence(typeset(characters, path).extraction.fonts[0], uses, book)
    assert evidence is not None
    two, three = evidence.loglik[-2:]
    assert two[column[TWO]] - two[column[THREE]] >= OTHER_TEETH
    assert three[column[THREE]] - three[column[TWO]] >= OTHER_TEETH
