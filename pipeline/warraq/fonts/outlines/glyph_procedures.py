"""Outlines of a Type 3 font: its glyph procedures drawn into an OpenType font that FreeType opens like any other.

ISO 32000-2, 8.5 (paths) and 8.9.7 (inline images). Filled paths become contours; the rows of an image mask, as TeX and
Ghostscript write bitmap fonts, become rectangles. Strokes, colours and images of other kinds are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from warraq.fonts.outlines.image_masks import inked
from warraq.fonts.programs.type3 import unpack
from warraq.pdf.paths import Matrix, multiply
from warraq.pdf.tokens import Operator, tokens

if TYPE_CHECKING:
    from fontTools.pens.t2CharStringPen import T2CharStringPen

UNITS_PER_EM: Final = 2000
#: Contours of one glyph, beyond which it is a drawing and no letter.
_MOST_CONTOURS: Final = 2000
#: So many inline images make it one too.
_MOST_IMAGES: Final = 64
_MOST_STATES: Final = 64

_PAINT: Final = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_DROP: Final = frozenset((b"n", b"S", b"s"))
#: What stands between BI and ID has seldom two hundred bytes, and no other BI.
_IMAGE: Final = re.compile(rb"(?<!\S)BI\s((?:(?!BI\s).){0,500}?)\sID\s", re.DOTALL)

Contour = list[tuple[float, ...]]
"""Points of a contour: (x, y) ends a line, (x1, y1, x2, y2, x3, y3) a curve."""


def as_opentype(program: bytes) -> bytes:
    """An OpenType font with the outlines of a packed Type 3 font. Raises ValueError where it isn't one."""
    matrix, em, glyphs = unpack(program)
    a, b, c, d, e, f = (value * UNITS_PER_EM / (em or 1.0) for value in (matrix if len(matrix) == 6 else _DEFAULT))
    order = [".notdef", *(f"g{number}" for number in range(1, len(glyphs) + 1))]
    from fontTools.fontBuilder import FontBuilder  # slow to import, and Type 3 fonts are rare
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    builder = FontBuilder(UNITS_PER_EM, isTTF=False)
    builder.setupGlyphOrder(order)
    advances = [0, *(round(min(max(advance * UNITS_PER_EM / 1000, 0), _FARTHEST)) for advance, _ in glyphs)]
    strings = {".notdef": T2CharStringPen(0, None).getCharString()}
    for name, advance, (_, procedure) in zip(order[1:], advances[1:], glyphs, strict=True):
        pen = T2CharStringPen(advance, None)
        for contour in contours(procedure, (a, b, c, d, e, f)):
            if all(abs(value) <= _FARTHEST for point in contour for value in point):
                _draw(contour, pen)
        strings[name] = pen.getCharString()
    builder.setupCFF("Type3", {}, strings, {})
    builder.setupHorizontalMetrics({name: (advance, 0) for name, advance in zip(order, advances, strict=True)})
    builder.setupHorizontalHeader()
    builder.setupPost(keepGlyphNames=False)
    stream = BytesIO()
    builder.font.save(stream)
    return stream.getvalue()


#: Units that a glyph may reach out: the steps between its points must fit a charstring's 16.16 numbers.
_FARTHEST: Final = 16_000
_DEFAULT: Final = (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)


def _draw(contour: Contour, pen: T2CharStringPen) -> None:
    pen.moveTo(contour[0])
    for point in contour[1:]:
        if len(point) == 2:
            pen.lineTo(point)
        else:
            pen.curveTo(point[:2], point[2:4], point[4:])
    pen.closePath()


def contours(procedure: bytes, matrix: Matrix) -> list[Contour]:
    """The filled contours of a glyph procedure under ``matrix``, in its order; what can't be read is left out."""
    images = list(islice(_IMAGE.finditer(procedure), _MOST_IMAGES + 1))
    if len(images) > _MOST_IMAGES:
        return []
    reader = _Reader(procedure, images, matrix)
    operands: list[Any] = []
    for token in tokens(procedure):
        if type(token) is not Operator:
            operands.append(token)
            continue
        reader.run(bytes(token), operands)
        operands.clear()
        if len(reader.filled) > _MOST_CONTOURS:
            return []
    return reader.filled


class _Reader:
    """Follows the path and matrix operators of one glyph procedure."""

    def __init__(self, procedure: bytes, images: list[re.Match[bytes]], matrix: Matrix) -> None:
        self.filled: list[Contour] = []
        self._procedure, self._images, self._image = procedure, images, 0
        self._matrix, self._stack = matrix, list[Matrix]()
        self._path: list[Contour] = []
        self._at = (0.0, 0.0)
        self._operators: dict[bytes, tuple[int, Callable[..., None]]] = {
            b"m": (2, self._move),
            b"l": (2, self._line),
            b"c": (6, self._curve),
            b"v": (4, lambda x2, y2, x3, y3: self._curve(*self._at, x2, y2, x3, y3)),
            b"y": (4, lambda x1, y1, x3, y3: self._curve(x1, y1, x3, y3, x3, y3)),
            b"re": (4, self._rectangle),
            b"cm": (6, self._concat),
        }

    def run(self, operator: bytes, operands: list[Any]) -> None:
        if operator in _PAINT:
            self.filled += [contour for contour in self._path if len(contour) > 1]
            self._path = []
        elif operator in _DROP:
            self._path = []
        elif operator == b"q" and len(self._stack) < _MOST_STATES:
            self._stack.append(self._matrix)
        elif operator == b"Q" and self._stack:
            self._matrix = self._stack.pop()
        elif operator == b"EI":
            self._mask()
        elif operator in self._operators:
            count, method = self._operators[operator]
            numbers = [float(value) for value in operands[-count:] if isinstance(value, (int, float))]
            if len(numbers) == count:
                method(*numbers)

    def _place(self, *numbers: float) -> tuple[float, ...]:
        a, b, c, d, e, f = self._matrix
        placed: list[float] = []
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            placed += (a * x + c * y + e, b * x + d * y + f)
        return tuple(placed)

    def _concat(self, a: float, b: float, c: float, d: float, e: float, f: float) -> None:
        self._matrix = multiply((a, b, c, d, e, f), self._matrix)

    def _move(self, x: float, y: float) -> None:
        self._path.append([self._place(x, y)])
        self._at = (x, y)

    def _line(self, x: float, y: float) -> None:
        if self._path:
            self._path[-1].append(self._place(x, y))
            self._at = (x, y)

    def _curve(self, x1: float, y1: float, x2: float, y2: float, x3: float, y3: float) -> None:
        if self._path:
            self._path[-1].append(self._place(x1, y1, x2, y2, x3, y3))
            self._at = (x3, y3)

    def _rectangle(self, x: float, y: float, width: float, height: float) -> None:
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self._path.append([self._place(*corner) for corner in corners])
        self._at = (x, y)

    def _mask(self) -> None:
        """The next inline image, where it is a mask: its inked runs as rectangles of the unit square."""
        if self._image >= len(self._images):
            return
        image = self._images[self._image]
        self._image += 1
        ink = inked(image[1], self._procedure[image.end() :])
        if ink is None:
            return
        height, width = ink.shape
        for top, bottom, left, right in _rectangles(ink):
            corners = ((left, top), (left, bottom), (right, bottom), (right, top))
            self.filled.append([self._place(x / width, 1 - y / height) for x, y in corners])


def _rectangles(ink: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """(top, bottom, left, right) of runs, equal runs of following rows joined; some where they are too many."""
    rectangles: list[tuple[int, int, int, int]] = []
    running: dict[tuple[int, int], int] = {}
    for y, row in enumerate([*ink, np.zeros(ink.shape[1], np.bool_)]):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(np.int8), [0]])))
        runs = set(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
        for run in [run for run in running if run not in runs]:
            rectangles.append((running.pop(run), y, *run))
        if len(rectangles) > _MOST_CONTOURS:
            break
        for run in runs:
            running.setdefault(run, y)
    return rectangles
