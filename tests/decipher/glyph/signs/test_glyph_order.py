"""Faces that list their glyphs by code point: those whose outlines say nothing are named by their place."""

from __future__ import annotations

from collections import Counter

import numpy as np

from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.signs.glyph_order import code_points, order_support
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.outline import OutlineEvidence, Use

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
    uses, outlines = evidence(known=6, glyphs=8)
    support = order_support(uses, outlines, BOOK)
    for row, use in enumerate(uses):
        assert support[row].argmax() == LABEL_OF[use.gid + SHIFT]
        assert 0 < support[row].max() <= parameters.GlyphOrder.MOST_GAIN


def test_few_glyphs_in_order_say_nothing_nor_do_places_beyond_all_code_points() -> None:
    uses, outlines = evidence(known=parameters.GlyphOrder.LEAST_VOTES - 1, glyphs=parameters.GlyphOrder.LEAST_VOTES - 1)
    assert not order_support(uses, outlines, BOOK).any()
    uses, outlines = evidence(known=6, glyphs=7)
    far = order_support([*uses[:6], uses[6]._replace(gid=10**6)], outlines, BOOK)
    assert not far[6].any()
    assert far[:6].any()


def test_each_glyph_votes_by_its_best_labels_once_for_a_constant() -> None:
    """The first of equal labels, as counted by hand; a quarter of the glyphs look like anything."""
    random = np.random.default_rng(1)
    uses, outlines = evidence(known=23, glyphs=24)
    outlines.loglik[::4] = np.round(random.normal(0, 2, outlines.loglik[::4].shape))
    outlines.blank[5] = True
    votes: Counter[int] = Counter()
    for use, values, blank in zip(uses, outlines.loglik.tolist(), outlines.blank.tolist(), strict=True):
        best = sorted(
            (i for i in range(len(values)) if values[i] > max(values) - parameters.GlyphOrder.NEAR),
            key=lambda i: -values[i],
        )
        points = {point for i in best[: parameters.GlyphOrder.VOTES_EACH] for point in code_points(BOOK.labels[i])}
        votes.update(() if blank else {point - use.gid for point in points})
    wanted = np.zeros_like(outlines.loglik)
    for shift, count in votes.items():
        named = {row: LABEL_OF.get(use.gid + shift, -1) for row, use in enumerate(uses) if not outlines.blank[row]}
        labels = {row: label for row, label in named.items() if label >= 0}
        if count >= parameters.GlyphOrder.LEAST_VOTES and count >= parameters.GlyphOrder.LEAST_SHARE * len(labels):
            for row, label in labels.items():
                wanted[row, label] = max(
                    wanted[row, label], count / len(labels) * min(parameters.GlyphOrder.MOST_GAIN, count)
                )
    assert wanted.any()
    assert np.allclose(order_support(uses, outlines, BOOK), wanted)
