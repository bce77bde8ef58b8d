"""Evidence from the order of the glyphs: many faces list them in the order of their code points.

Subsetters keep glyph indices or at least their order, so that where index + a constant gives the right code point for
a good many glyphs that the outline knows, the same constant names the ones that it doesn't.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.arabic.presentation_forms import PRESENTATION_FORM
from pipeline.decipher.glyph.atlas import LETTER, MARK, Atlas, Label
from pipeline.decipher.glyph.evidence.outline import OutlineEvidence, Use

#: Labels this near to the best of an outline vote (nats), at most so many.
NEAR: Final = 4.0
VOTES_EACH: Final = 6
#: A constant needs so many glyphs that agree with it, and this share of those that it names.
LEAST_VOTES: Final = 4
LEAST_SHARE: Final = 0.6
#: What a label gains at most from its place in the order (nats).
MOST_GAIN: Final = 6.0

_FORM: Final = {(False, False): "iso", (False, True): "ini", (True, True): "med", (True, False): "fin"}


def code_points(label: Label) -> list[int]:
    """Code points that a face lists ``label`` under: a presentation form, and the plain letter for an isolated one."""
    found = []
    if label.kind == LETTER:
        shaped = PRESENTATION_FORM.get((label.text, _FORM[label.before, label.after]))
        if shaped:
            found.append(ord(shaped))
        if len(label.text) == 1 and not (label.before or label.after):
            found.append(ord(label.text))
    elif len(label.text) == 1:
        found.append(ord(label.text))
    elif label.kind == MARK:
        shaped = PRESENTATION_FORM.get((label.text, "iso"))
        if shaped:
            found.append(ord(shaped))
    return found


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
    support = np.zeros_like(evidence.loglik)
    points_of, label_of = _code_points(atlas.labels)
    gids = np.array([use.gid for use in uses], np.int64)
    inked = np.flatnonzero((gids >= 0) & ~evidence.blank)
    gids, values = gids[inked], evidence.loglik[inked]
    near = np.flatnonzero(values > values.max(1, initial=-np.inf, keepdims=True) - NEAR)
    row, label = np.divmod(near, max(values.shape[1], 1))
    order = np.lexsort((-values[row, label], row))
    first = np.arange(row.size) - np.searchsorted(row, row) < VOTES_EACH
    points = points_of[label[order][first]]
    of, column = np.nonzero(points >= 0)
    row = row[first][of]
    shifts = points[of, column] - gids[row]
    least = shifts.min(initial=0)
    voted = np.unique((shifts - least) * (gids.size + 1) + row) // (gids.size + 1)  # each glyph once for a shift
    votes, agreeing = np.unique(voted, return_counts=True)
    enough = agreeing >= LEAST_VOTES
    for shift, count in zip((votes[enough] + least).tolist(), agreeing[enough].tolist(), strict=True):
        labels = label_of.take(gids + shift, mode="clip")
        named = labels >= 0
        share = count / np.count_nonzero(named)
        if share >= LEAST_SHARE:
            places = inked[named], labels[named]
            support[places] = np.maximum(support[places], share * min(MOST_GAIN, float(count)))
    return support
