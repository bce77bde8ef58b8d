"""Marks to their bases, by place."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Cost of a base that is not the mark's neighbour in the stream, in units of the font size.
_NOT_NEIGHBOUR: Final = 0.12
#: Weight of the distance of the baselines: marks are raised and lowered, but the next line is further off still.
_LOWER: Final = 0.35
#: Advantage of the base at the mark's usual side in the stream, in units of the font size.
_PARTNER: Final = 0.4
#: Marks that show that usual side, at least, and their share.
_ENOUGH: Final = 8
_ALWAYS: Final = 0.85
#: A mark further from every base than this belongs to none, in units of the font size.
_TOO_FAR: Final = 1.2


def attach_marks(
    centre: Floats, baseline: Floats, stream: NDArray[np.intp], size: Floats, bases: dict[str, NDArray[np.float64]]
) -> NDArray[np.intp]:
    """Index of the base of each mark, -1 where there is none near.

    The distance is how far the middle of the mark's ink lies outside the base's box, plus the distance of the
    baselines; a base drawn just before or after the mark is preferred. Where the marks that stand plainly over one
    letter are always drawn on the same side of it in the stream, that side counts more: slanted and cascading faces
    set marks beside their letters.

    Args:
        centre: middle of each mark's ink along the line, points.
        baseline, stream, size: of each mark.
        bases: ``left``, ``right``, ``baseline``, ``stream`` of the candidates, in the order of the stream.
    """
    if not centre.size or not bases["left"].size:
        return np.full(centre.size, -1, dtype=np.intp)
    outside = np.maximum(bases["left"][None, :] - centre[:, None], centre[:, None] - bases["right"][None, :])
    apart = np.abs(bases["baseline"][None, :] - baseline[:, None])
    middle = np.abs((bases["left"] + bases["right"])[None, :] / 2 - centre[:, None])
    cost = (np.maximum(outside, 0.0) + 0.02 * middle + _LOWER * apart) / size[:, None]
    cost[apart > _TOO_FAR * size[:, None]] = np.inf
    beside = np.abs(bases["stream"][None, :] - stream[:, None])
    cost += np.where(beside <= 1, 0.0, np.where(beside <= 3, _NOT_NEIGHBOUR / 2, _NOT_NEIGHBOUR))
    every = np.arange(len(centre))
    partner = _stream_partner(outside + apart, stream, bases["stream"])
    cost[every[partner >= 0], partner[partner >= 0]] -= _PARTNER
    best = np.argmin(cost, axis=1)
    best[cost[every, best] > _TOO_FAR] = -1
    return best


def _stream_partner(distance: Floats, stream: NDArray[np.intp], bases: NDArray[np.float64]) -> NDArray[np.intp]:
    """The base before each mark in the stream, or the one after it, if marks and bases keep that order; else -1.

    Args:
        distance: of each mark from each base; negative inside its box.
    """
    after = np.searchsorted(bases, stream)
    sides = (after - 1, np.where(after < len(bases), after, -1))
    plain = (distance < 0).sum(axis=1) == 1
    over = np.argmin(distance, axis=1)
    if plain.sum() >= _ENOUGH:
        for side in sides:
            if (side[plain] == over[plain]).mean() > _ALWAYS:
                return side
    return np.full(len(stream), -1, dtype=np.intp)


def insert_mark(text: str, mark: str, along: float) -> str:
    """``text`` of a cluster with a mark put on one of its letters.

    Args:
        along: where the mark stands over the cluster, 0 at its right edge to 1 at its left. A ligature's letters
            share its width evenly.
    """
    letters = [i for i, c in enumerate(text) if c.isalpha()]
    if len(letters) < 2:
        return text + mark
    index = min(int(max(along, 0.0) * len(letters)), len(letters) - 1)
    end = letters[index + 1] if index + 1 < len(letters) else len(text)
    return text[:end] + mark + text[end:]
