"""Faces that list their glyphs by code point: those whose outlines say nothing are named by their place."""

from __future__ import annotations

import numpy as np

from pipeline.decipher.glyph import atlas
from pipeline.decipher.glyph.evidence.glyph_order import LEAST_VOTES, MOST_GAIN, code_points, order_support
from pipeline.decipher.glyph.evidence.outline import OutlineEvidence, Use

BOOK = atlas.shipped()
#: Label of each code point that a face may list it under.
LABEL_OF = {point: i for i, label in enumerate(BOOK.labels) for point in code_points(label)}
#: Isolated beh, teh, theh, jeem, hah, khah: one code point after the other.
FIRST = 0x628
SHIFT = 600


def evidence(known: int, glyphs: int) -> tuple[list[Use], OutlineEvidence]:
    """Glyphs in the order of code points from ``FIRST`` on; outlines name the first ``known`` of them."""
    points = [point for point in range(FIRST, FIRST + 3 * glyphs) if point in LABEL_OF][:glyphs]
    loglik = np.zeros((glyphs, len(BOOK.labels)), np.float32)
    for row, point in enumerate(points[:known]):
        loglik[row, LABEL_OF[point]] = 50.0
    blank = np.zeros(glyphs, np.bool_)
    uses = [Use(point - SHIFT, 0.5, 1) for point in points]
    return uses, OutlineEvidence(loglik, np.zeros(glyphs, np.float32), blank, blank, (None,) * glyphs)


def test_the_place_names_what_the_outline_does_not() -> None:
    uses, found = evidence(known=6, glyphs=8)
    support = order_support(uses, found, BOOK)
    for row, use in enumerate(uses):
        assert support[row].argmax() == LABEL_OF[use.gid + SHIFT]
        assert 0 < support[row].max() <= MOST_GAIN


def test_few_glyphs_in_order_say_nothing_nor_do_places_beyond_all_code_points() -> None:
    uses, found = evidence(known=LEAST_VOTES - 1, glyphs=LEAST_VOTES - 1)
    assert not order_support(uses, found, BOOK).any()
    uses, found = evidence(known=6, glyphs=7)
    far = order_support([*uses[:6], uses[6]._replace(gid=10**6)], found, BOOK)
    assert not far[6].any()
    assert far[:6].any()
