"""Evidence from the order of the glyphs: many faces list them in the order of their code points.

Subsetters keep glyph indices or at least their order, so that where index + a constant gives the right code point for
a good many glyphs that the outline knows, the same constant names the ones that it doesn't.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.joining import FORM_OF
from warraq.arabic.presentation_forms import PRESENTATION_FORM
from warraq.decipher.glyph.parameters import GlyphOrder as P
from warraq.fonts.outlines.atlas import LETTER, MARK, Atlas, Label
from warraq.fonts.outlines.outline import OutlineEvidence, Use


def code_points(label: Label) -> list[int]:
    """Code points that a face lists ``label`` under: a presentation form, and the plain letter for an isolated one."""
    points = []
    if label.kind == LETTER:
        shaped = PRESENTATION_FORM.get((label.text, FORM_OF[label.before, label.after]))
        if shaped:
            points.append(ord(shaped))
        if len(label.text) == 1 and not (label.before or label.after):
            points.append(ord(label.text))
    elif len(label.text) == 1:
        points.append(ord(label.text))
    elif label.kind == MARK:
        shaped = PRESENTATION_FORM.get((label.text, "iso"))
        if shaped:
            points.append(ord(shaped))
    return points


@lru_cache(maxsize=4)
def _code_points(labels: tuple[Label, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The code points of each label, int64[labels, most], -1 behind them.

    Then the label of each code point: -1 where there is none, as of the first and the last.
    """
    points_of = [code_points(label) for label in labels]
    table = np.full((len(labels), max(map(len, points_of))), -1, np.int64)
    label_of = np.full(2 + max(map(max, filter(None, points_of))), -1, np.int64)
    for i, points in enumerate(points_of):
        table[i, : len(points)] = points
        label_of[points] = i
    return table, label_of


def order_support(uses: Sequence[Use], evidence: OutlineEvidence, atlas: Atlas) -> NDArray[np.float32]:
    """What each label gains from the glyph order, nats, float32[n, labels]; zeros where the order says nothing."""
    points_of, label_of = _code_points(atlas.labels)
    gids = np.array([use.gid for use in uses], np.int64)
    inked = np.flatnonzero((gids >= 0) & ~evidence.blank)
    shifts, votes = _votes(evidence.loglik, inked, gids, points_of)
    support = np.zeros_like(evidence.loglik)
    enough = votes >= P.LEAST_VOTES
    for shift, count in zip(shifts[enough].tolist(), votes[enough].tolist(), strict=True):
        labels = label_of[np.clip(gids[inked] + shift, 0, label_of.size - 1)]
        named = labels >= 0
        share = count / int(named.sum())
        if share >= P.LEAST_SHARE:
            gains = inked[named], labels[named]
            support[gains] = np.maximum(support[gains], np.float32(share * min(P.MOST_GAIN, count)))
    return support


def _votes(
    loglik: NDArray[np.float32], rows: NDArray[np.int64], gids: NDArray[np.int64], points_of: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The constants that are voted for, int64[n] rising, and by how many glyphs each.

    Args:
        rows: of the glyphs that vote, in ``loglik`` [glyphs, labels] and in ``gids``.
        points_of: code points of each label, as ``_code_points`` gives them.
    """
    values = loglik[rows]
    voter, label = np.nonzero(values > values.max(1, keepdims=True) - np.float32(P.NEAR))
    order = np.lexsort((-values[voter, label], voter))  # of equal labels the first stands before the other
    voter, label = voter[order], label[order]
    best = np.arange(voter.size) - np.searchsorted(voter, voter) < P.VOTES_EACH
    voter, points = voter[best], points_of[label[best]]
    shifts = (points - gids[rows][voter][:, None])[points >= 0]
    voters = np.broadcast_to(voter[:, None], points.shape)[points >= 0]
    once = np.unique(np.stack([shifts, voters]), axis=1)  # each glyph votes once for a constant
    return np.unique(once[0], return_counts=True)
