"""Lines of a picture that an engine passed over: ink where it saw no word, of the height of its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.line import Box
from warraq.ocr.recogniser import RecognisedWord
from warraq.pictures.painter import DARK, Pixels

#: A line is so high, in heights of the lines that were read, parts of one are parted by no more white than this, and it
#: is at least so wide.
_HEIGHTS: Final = (0.3, 2.5)
_APART: Final = 2.0
_LEAST_WIDTH: Final = 0.4
#: So much of the box of a line is ink: less is grain, more is a rule or a ground (share).
_INK: Final = (0.03, 0.6)
#: Words reach so far beyond their boxes, and lines are read with so much of what is around them (heights).
_BEYOND: Final = 0.15
_AROUND: Final = 0.3
#: A page with so many lines passed over is a picture with grain, or a drawing.
_MOST: Final = 40


def missed_lines(picture: Pixels, words: Sequence[RecognisedWord]) -> list[Box]:
    """Boxes of lines without words, pixels, from the top down; none where no word was read, or the rest is no text."""
    if not words:
        return []
    height = median(word.box[3] - word.box[1] for word in words)
    ink = picture.grey < DARK
    for word in words:
        left, top, right, bottom = word.box
        beyond = _BEYOND * height
        rows = slice(max(int(top - beyond), 0), int(bottom + beyond) + 1)
        ink[rows, max(int(left - beyond), 0) : int(right + beyond) + 1] = False
    lines = [box for box in _boxes(ink, height) if _is_line(ink, box, height)]
    if len(lines) > _MOST:
        return []
    around = _AROUND * height
    return [(left - around, top - around, right + around, bottom + around) for left, top, right, bottom in lines]


def in_order(words: Sequence[RecognisedWord]) -> list[RecognisedWord]:
    """Words of lines in any order as a page is read: each line behind the last one that stands above it.

    The lines of the engine stay in its order. Only neighbours in the text are told by it: where lines stand, boxes say.
    """
    lines: dict[int, list[RecognisedWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    ordered: list[list[RecognisedWord]] = []
    for line in lines.values():
        foot = _foot(line)
        above = [place for place, other in enumerate(ordered) if _foot(other) <= foot and _beside(other, line)]
        ordered.insert(above[-1] + 1 if above else 0 if ordered and _foot(ordered[0]) > foot else len(ordered), line)
    return [word for line in ordered for word in line]


def _foot(line: Sequence[RecognisedWord]) -> float:
    return max(word.box[3] for word in line)


def _beside(line: Sequence[RecognisedWord], other: Sequence[RecognisedWord]) -> bool:
    """Whether one stands above or below the other."""
    return min(word.box[0] for word in line) < max(word.box[2] for word in other) and min(
        word.box[0] for word in other
    ) < max(word.box[2] for word in line)


def _boxes(ink: NDArray[np.bool_], height: float) -> Iterator[Box]:
    """Boxes of what stands together: rows with ink, parted by columns without."""
    for top, bottom in runs(np.any(ink, axis=1), 1):
        for left, right in runs(np.any(ink[top:bottom], axis=0), int(_APART * height)):
            filled = np.flatnonzero(np.any(ink[top:bottom, left:right], axis=1))
            yield float(left), float(top + filled[0]), float(right), float(top + filled[-1] + 1)


def runs(filled: Any, gap: int) -> Iterator[tuple[int, int]]:
    """Begins and ends of the runs that are filled, but for gaps up to ``gap``."""
    places = np.flatnonzero(filled)
    if not places.size:
        return
    cuts = np.flatnonzero(np.diff(places) > gap) + 1
    for first, last in pairwise((0, *cuts.tolist(), places.size)):
        yield int(places[first]), int(places[last - 1]) + 1


def _is_line(ink: NDArray[np.bool_], box: Box, height: float) -> bool:
    left, top, right, bottom = map(int, box)
    least, most = _HEIGHTS
    if not least * height <= bottom - top <= most * height or right - left < _LEAST_WIDTH * height:
        return False
    return _INK[0] <= float(ink[top:bottom, left:right].mean()) <= _INK[1]
