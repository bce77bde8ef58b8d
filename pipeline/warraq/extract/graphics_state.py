"""The graphics state of a content stream, as far as it bears on where text stands and whether it is seen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from warraq.extract.fonts import FontResource
from warraq.extract.paint import (
    BLACK,
    BLENDED,
    EVERYWHERE,
    GROUPED,
    INEXACT,
    MASKED,
    OPAQUE,
    SOMEHOW,
    UNKNOWN,
    fill_area,
    overlap,
)
from warraq.extract.paths import Box, Matrix, is_level, transformed_box
from warraq.model.glyph import RULE_THICKNESS

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """First ``m``, then ``n``."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


class GraphicsState:
    """Graphics state, as far as text and whether it is seen depend on it. ``q`` copies it."""

    __slots__ = (
        "alpha",
        "char_space",
        "clip",
        "ctm",
        "font",
        "leading",
        "light",
        "mixed",
        "mode",
        "rise",
        "scale",
        "size",
        "text_clip",
        "width",
        "word_space",
    )

    def __init__(self, ctm: Matrix) -> None:
        self.ctm = ctm
        self.font: FontResource | None = None
        self.size = 0.0
        self.char_space = 0.0
        self.word_space = 0.0
        self.scale = 1.0
        self.leading = 0.0
        self.rise = 0.0
        self.mode = 0
        self.clip = EVERYWHERE
        self.light = BLACK
        self.alpha = 1.0
        self.width = 1.0
        self.mixed = 0
        self.text_clip: tuple[int, ...] = ()  # runs that clip what is painted

    def copy(self) -> GraphicsState:
        other = GraphicsState(self.ctm)
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        return other

    def set_transparency(self, entries: Mapping[str, Any]) -> None:
        """Take over what of a graphics state dictionary lets things show through (ISO 32000-2, 8.4.5)."""
        alpha = entries["ca"]
        if isinstance(alpha, (int, float)):
            self.alpha = min(max(float(alpha), 0.0), 1.0)
        for key, plain, bit in (("BM", ("Normal", "Compatible"), BLENDED), ("SMask", ("None",), MASKED)):
            if entries[key] is not None:
                self.mixed = self.mixed & ~bit | (0 if getattr(entries[key], "name", "") in plain else bit)
        if entries["op"] is True:
            self.mixed |= BLENDED

    def narrow_clip(self, box: Box, rectangle: bool) -> None:
        """Clip by a path whose box is given; ``rectangle``: that is all of it."""
        self.clip = overlap(self.clip, box)
        if not rectangle:
            self.mixed |= INEXACT

    def clip_form(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Clip by the box of a form, given by two corners."""
        corners = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        self.narrow_clip(transformed_box(corners, self.ctm), is_level(self.ctm))

    def begin_group(self) -> None:
        """What is painted from here on shows through where the group as a whole does."""
        if self.mixed or self.alpha < OPAQUE:
            self.mixed |= GROUPED

    def area_of(self, box: Box, rectangle: bool, fill: bool, stroke: bool) -> tuple[float, ...] | None:
        """The area that a painted path covers, ``paint.fill_area``; None where it is none, or no more than a line."""
        if box[0] > box[2]:
            return None
        if fill:
            return fill_area(overlap(box, self.clip), rectangle, self.light, self.alpha, self.mixed)
        a, b, c, d, _, _ = self.ctm
        width = self.width * math.sqrt(abs(a * d - b * c))
        if not stroke or not width > RULE_THICKNESS:
            return None
        left, bottom, right, top = box
        thick = (left - width / 2, bottom - width / 2, right + width / 2, top + width / 2)
        return (*overlap(thick, self.clip), float(SOMEHOW), UNKNOWN)
