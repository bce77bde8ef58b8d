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

from warraq.arabic.joining import FORM_OF
from warraq.arabic.presentation_forms import PRESENTATION_FORM
from warraq.compiled import lean_njit, njit
from warraq.decipher.glyph.atlas import LETTER, MARK, Atlas, Label
from warraq.decipher.glyph.evidence.outline import OutlineEvidence, Use

#: Labels this near to the best of an outline vote (nats), at most so many.
NEAR: Final = 4.0
VOTES_EACH: Final = 6
#: A constant needs so many glyphs that agree with it, and this share of those that it names.
LEAST_VOTES: Final = 4
LEAST_SHARE: Final = 0.6
#: What a label gains at most from its place in the order (nats).
MOST_GAIN: Final = 6.0


def code_points(label: Label) -> list[int]:
    """Code points that a face lists ``label`` under: a presentation form, and the plain letter for an isolated one."""
    found = []
    if label.kind == LETTER:
        shaped = PRESENTATION_FORM.get((label.text, FORM_OF[label.before, label.after]))
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
    points_of, label_of = _code_points(atlas.labels)
    gids = np.array([use.gid for use in uses], np.int64)
    inked = np.flatnonzero((gids >= 0) & ~evidence.blank)
    shifts, votes = _votes(evidence.loglik, inked, gids, points_of)
    support = np.zeros_like(evidence.loglik)
    _support(shifts, votes, inked, gids, label_of, support)
    return support


@njit(cache=True)
def _votes(loglik, rows, gids, points_of):  # type: ignore[no-untyped-def]
    """The constants that are voted for, int64[n] rising, and by how many glyphs each.

    Args:
        rows: of the glyphs that vote, in ``loglik`` [glyphs, labels] and in ``gids``.
        points_of: code points of each label, as ``_code_points`` gives them.
    """
    voted, made = np.empty((rows.size * VOTES_EACH * points_of.shape[1], 2), np.int64), 0
    best = np.empty(VOTES_EACH, np.int64)
    for k in range(rows.size):
        values, count = loglik[rows[k]], 0
        top = np.float32(-np.inf)
        for value in values:
            top = max(top, value)
        for label in range(values.size):
            if values[label] > top - np.float32(NEAR):
                place = count  # of equal labels the first stands before the other
                while place > 0 and values[best[place - 1]] < values[label]:
                    place -= 1
                if place < VOTES_EACH:
                    count = min(count + 1, VOTES_EACH)
                    for later in range(count - 1, place, -1):
                        best[later] = best[later - 1]
                    best[place] = label
        for label in best[:count]:
            for point in points_of[label]:
                if point >= 0:
                    voted[made, 0], voted[made, 1] = point - gids[rows[k]], k
                    made += 1
    least = 0
    for k in range(made):
        least = min(least, voted[k, 0])
    keys = np.sort((voted[:made, 0] - least) * (rows.size + 1) + voted[:made, 1])
    shifts, votes, found = np.empty(made, np.int64), np.zeros(made, np.int64), 0
    for k in range(made):
        if k and keys[k] == keys[k - 1]:
            continue  # each glyph votes once for a constant
        shift = keys[k] // (rows.size + 1) + least
        if found == 0 or shifts[found - 1] != shift:
            shifts[found] = shift
            found += 1
        votes[found - 1] += 1
    return shifts[:found].copy(), votes[:found].copy()


@lean_njit(cache=True)
def _support(shifts, votes, rows, gids, label_of, support):  # type: ignore[no-untyped-def]
    """Write to ``support`` what the labels of the glyphs ``rows`` gain from constants that have ``votes`` enough."""
    last = label_of.size - 1
    for k in range(shifts.size):
        if votes[k] < LEAST_VOTES:
            continue
        named = 0
        for row in rows:
            named += label_of[min(max(gids[row] + shifts[k], 0), last)] >= 0
        share = votes[k] / named
        if share >= LEAST_SHARE:
            gain = np.float32(share * min(MOST_GAIN, float(votes[k])))
            for row in rows:
                label = label_of[min(max(gids[row] + shifts[k], 0), last)]
                if label >= 0:
                    support[row, label] = max(support[row, label], gain)
