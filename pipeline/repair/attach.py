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
#: A mark further from every base than this belongs to none, in units of the font size.
_TOO_FAR: Final = 1.2


def attach_marks(
    centre: Floats, baseline: Floats, stream: NDArray[np.intp], size: Floats, bases: dict[str, NDArray[np.float64]]
) -> NDArray[np.intp]:
    """Index of the base of each mark, -1 where there is none near.

    The distance is how far the middle of the mark's ink lies outside the base's box, plus the distance of the
    baselines; a base drawn just before or after the mark is preferred.

    Args:
        centre: middle of each mark's ink along the line, points.
        baseline, stream, size: of each mark.
        bases: ``left``, ``right``, ``baseline``, ``stream`` of the candidates.
    """
    if not centre.size or not bases["left"].size:
        return np.full(centre.size, -1, dtype=np.intp)
    outside = np.maximum(bases["left"][None, :] - centre[:, None], centre[:, None] - bases["right"][None, :])
    middle = np.abs((bases["left"] + bases["right"])[None, :] / 2 - centre[:, None])
    cost = np.maximum(outside, 0.0) + 0.02 * middle + _LOWER * np.abs(bases["baseline"][None, :] - baseline[:, None])
    cost /= size[:, None]
    cost[np.abs(bases["baseline"][None, :] - baseline[:, None]) > _TOO_FAR * size[:, None]] = np.inf
    apart = np.abs(bases["stream"][None, :] - stream[:, None])
    cost += np.where(apart <= 1, 0.0, np.where(apart <= 3, _NOT_NEIGHBOUR / 2, _NOT_NEIGHBOUR))
    best = np.argmin(cost, axis=1)
    best[cost[np.arange(len(best)), best] > _TOO_FAR] = -1
    return best


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
