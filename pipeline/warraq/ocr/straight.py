"""Pictures of pages that lie askew, turned upright before they are read."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.pictures.painter import DARK, Pixels

#: A page lies no further askew than this, degrees, and is turned from this on.
_MOST: Final = 5.0
_LEAST: Final = 0.2
#: Angles are tried in such steps, degrees, first the coarse ones.
_STEPS: Final = (0.5, 0.1)
#: ... on a picture of this resolution, dots per inch.
_DPI: Final = 75.0
#: A page with less ink, or more, says nothing (share).
_INK: Final = (0.0005, 0.5)


def straightened(picture: Pixels) -> Pixels:
    """The picture turned so that its lines lie level; itself where they do."""
    angle = skew(picture)
    if abs(angle) < _LEAST:
        return picture
    from PIL import Image

    turned = Image.fromarray(picture.grey).rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255)
    return Pixels(np.asarray(turned), picture.dpi, angle)


def skew(picture: Pixels) -> float:
    """By how many degrees its lines rise to the right: the angle along which ink and white part best."""
    step = max(round(picture.dpi / _DPI), 1)
    height, width = (side - side % step for side in picture.grey.shape)
    small = picture.grey[:height, :width].reshape(height // step, step, width // step, step).min(axis=(1, 3))
    down, across = np.nonzero(small < DARK)
    if not _INK[0] < down.size / max(small.size, 1) < _INK[1]:
        return 0.0
    best = 0.0
    reach = _MOST
    for size in _STEPS:
        angles = best + np.arange(-round(reach / size), round(reach / size) + 1) * size
        best = float(max(angles.tolist(), key=lambda angle: (_sharpness(down, across, angle), -abs(angle))))
        reach = size
    return best


def _sharpness(down: NDArray[np.intp], across: NDArray[np.intp], angle: float) -> float:
    """How unevenly ink lies over the rows of a page that rises at ``angle``."""
    rows = np.rint(down + across * math.tan(math.radians(angle))).astype(np.intp)
    counts = np.bincount(rows - rows.min())
    return float(np.square(counts.astype(np.float64)).sum())
