"""Faces that draw dots as glyphs of their own: which glyphs are dots, by their shape, and which are only spacers."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from warraq.decipher.glyph.parameters import DotsApart as P
from warraq.decipher.glyph.parts.whole_faces import drawn_boxes
from warraq.diagnose.usage import used_codes
from warraq.fonts.claims.claim_text import is_mark
from warraq.fonts.claims.legacy import text_of_private_name
from warraq.fonts.names.glyph_names import text_of_name
from warraq.fonts.outlines.outline import MARK_ADVANCE, outlines_of
from warraq.model.font import Font
from warraq.model.glyph import Extraction

#: Most dots of one letter, as contours.
MOST_CONTOURS: Final = 4
#: Vowels, U+064B fathatan to U+0652 sukun: what paints nothing is none.
_VOWELS: Final = frozenset(map(chr, range(0x064B, 0x0653)))
#: Dammatan and damma: none of 87 faces draws one as a dot, as some do a fatha or shadda.
_NO_DOTS: Final = frozenset("\u064c\u064f")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What of a font draws dots.

    Attributes:
        dots: charcodes of dots.
        bases: charcodes of what may bear them.
        slight: those of them that are as small as a vowel and take no room, as pieces of letters do too.
        edges: left and right edge of the ink (em) by charcode.
        spacers: charcodes that paint nothing and take no room: Nastaliq keeps letters apart by them.
    """

    dots: frozenset[int]
    bases: frozenset[int]
    slight: frozenset[int]
    edges: dict[int, tuple[float, float]]
    spacers: frozenset[int]


class _Shape(NamedTuple):
    """A contour: area (em²), width by height, shares of its box and of its convex hull that it fills."""

    area: float
    ratio: float
    filled: float
    convex: float


def drawing_dots(extraction: Extraction) -> frozenset[int]:
    """The Type 3 fonts that paint what may be a dot, by its box alone: to draw their glyphs takes longer."""
    drawing = set()
    for number, font in enumerate(extraction.fonts):
        if font.program_kind == "type3":
            codes = [code for code in font.code_to_gid if _is_narrow(font, code)]
            boxes = drawn_boxes(font, [code for code in codes if not _other_mark(font, code)]) if codes else []
            if any(high > 0 and P.SQUARE[0] < wide / high < P.SQUARE[1] and wide < P.MOST_SIZE for wide, high in boxes):
                drawing.add(number)
    return frozenset(drawing)


def faces_with_dots(
    extraction: Extraction, uses: Sequence[Mapping[int, int]] | None = None, dotted: Collection[int] = ()
) -> dict[int, Drawn]:
    """The fonts that draw dots apart, by number; of Type 3 fonts those that are ``dotted``."""
    fonts = [(n, font) for n, font in enumerate(extraction.fonts) if font.program_kind != "type3" or n in dotted]
    dots_of = {number: marks for number, font in fonts if (marks := _marks(font) | _misnamed(font))}
    if not dots_of:
        return {}
    uses = uses or used_codes(extraction)
    drawn = {}
    for number, marks in dots_of.items():
        of_font = uses[number]
        dots = _dots(marks, of_font)
        sure = (code for code in dots if all(shape.convex > P.CONVEX for shape in marks[code]))
        if sum(of_font.get(code, 0) for code in sure) > P.LEAST_SHARE * sum(of_font.values()):
            font = extraction.fonts[number]
            # A wrong map may call some of them vowels.
            claimed = _marks(font, claimed=True)
            dots |= {code for code, shapes in claimed.items() if any(_same(shapes, marks[dot]) for dot in dots)}
            edges = edges_of(font)
            bases = frozenset(edges.keys() - dots)
            slight = frozenset(code for code in bases if _takes_no_room(font, code) and _is_small(font, code))
            drawn[number] = Drawn(dots, bases, slight, edges, spacers_of(font, edges, of_font))
    return drawn


def _misnamed(font: Font) -> dict[int, list[_Shape]]:
    """As of ``_marks``, of dots that the file's map calls what is never drawn so."""
    codes = [code for code, claim in font.to_unicode.items() if not _NO_DOTS.isdisjoint(claim)]
    return {code: shapes for code, shapes in _marks(font, codes, claimed=True).items() if all(map(_is_square, shapes))}


def _marks(font: Font, codes: Iterable[int] | None = None, *, claimed: bool = False) -> dict[int, list[_Shape]]:
    """Charcode -> solid contours of the glyphs without advance that may be dots; of ``codes``, or of all.

    ``claimed``: of those that the file's map calls another mark, not the font; else of those that neither does.
    """
    asked = font.code_to_gid if codes is None else (code for code in codes if code in font.code_to_gid)
    codes = [code for code in asked if _is_narrow(font, code)]
    codes = [
        code for code in codes if _is_mark(font.to_unicode.get(code)) == claimed and not _is_named_mark(font, code)
    ]
    outlines = outlines_of(font) if codes else None
    if outlines is None:
        return {}
    em = outlines.units_per_em
    # Producers that place each glyph may leave all widths at nothing: full stops and zeros are dots by their shape.
    codes = [code for code in codes if _takes_no_room(font, code)]
    measured, begins = outlines.contours([font.code_to_gid[code] for code in codes])
    area, left, bottom, right, top = measured.T
    wide, high = np.maximum(right - left, 1e-6), np.maximum(top - bottom, 1e-6)
    rows = np.column_stack([area / em / em, wide / high, area / (wide * high)]).tolist()
    sizes = np.maximum(wide, high) / em
    shapes = {}
    for code, (a, b) in zip(codes, pairwise(begins.tolist()), strict=True):
        solid = (area[a:b] * area[a] > 0).all() if b > a else False
        if solid and b - a <= MOST_CONTOURS and sizes[a:b].max() < 2 * P.MOST_SIZE:
            hulls = outlines.hulls(font.code_to_gid[code])
            shapes[code] = [
                _Shape(abs(one), ratio, abs(filled), abs(one) * em * em / max(hull, 1e-6))
                for (one, ratio, filled), hull in zip(rows[a:b], hulls, strict=True)
            ]
    return shapes


def _is_narrow(font: Font, code: int) -> bool:
    """The file gives it no width."""
    return font.widths.get(code, 1000.0) < 1000 * MARK_ADVANCE


def _takes_no_room(font: Font, code: int) -> bool:
    """Neither the file nor the font gives it a width."""
    outlines = outlines_of(font)
    assert outlines is not None
    return _is_narrow(font, code) and outlines.box(font.code_to_gid[code])[1] < MARK_ADVANCE * outlines.units_per_em


def _is_small(font: Font, code: int) -> bool:
    """It paints no more than a vowel does."""
    outlines = outlines_of(font)
    assert outlines is not None
    box = outlines.box(font.code_to_gid[code])[0]
    return box is not None and max(box.right - box.left, box.top - box.bottom) < P.SLIGHT * outlines.units_per_em


def _other_mark(font: Font, code: int) -> bool:
    """It is said to be a combining mark: a vowel, or one of another script, whose dots are no parts of letters."""
    return _is_mark(font.to_unicode.get(code)) or _is_named_mark(font, code)


def _is_named_mark(font: Font, code: int) -> bool:
    """The font itself says so, by its cmap or by the name of the glyph: a shadda may be a single spot."""
    gid = font.code_to_gid[code]
    names = (font.code_to_name.get(code), font.gid_to_name.get(gid))
    texts = (text_of_name(name) or text_of_private_name(name) for name in names if name)
    return any(map(_is_mark, (font.gid_to_unicode.get(gid), *texts)))


def _is_mark(name: str | None) -> bool:
    """What is said of a glyph is combining marks."""
    return all(map(is_mark, name)) if name else False


def _dots(marks: Mapping[int, Sequence[_Shape]], uses: Mapping[int, int]) -> frozenset[int]:
    """Those of ``marks`` that are dots, by the commonest single dot, or that of several where none is single."""
    square = [code for code, shapes in marks.items() if all(map(_is_square, shapes))]
    if not square:
        return frozenset()
    asked = [code for code in square if len(marks[code]) == 1] or square
    dot = marks[max(asked, key=lambda code: (uses.get(code, 0), -code))][0]
    return frozenset(
        code for code, shapes in marks.items() if all(_like(shape, dot, len(shapes) > 1) for shape in shapes)
    )


def _is_square(shape: _Shape) -> bool:
    return (
        P.SQUARE[0] < shape.ratio < P.SQUARE[1]
        and P.FILLED[0] < shape.filled < P.FILLED[1]
        and shape.convex > P.CONVEX
        and shape.area < P.MOST_SIZE * P.MOST_SIZE
    )


def _is_hamza(shape: _Shape) -> bool:
    notched = shape.convex < P.HAMZA_CONVEX and shape.filled > P.FILLED[0]
    return notched and P.SQUARE[0] < shape.ratio < P.HAMZA_WIDE * shape.convex


def _same(shapes: Sequence[_Shape], others: Sequence[_Shape]) -> bool:
    """The contours are drawn alike, each like the one in its place."""
    return len(shapes) == len(others) and all(
        abs(a - b) < P.SAME_WITHIN * b
        for one, other in zip(shapes, others, strict=True)
        for a, b in zip(one, other, strict=True)
    )


def _like(shape: _Shape, dot: _Shape, of_several: bool) -> bool:
    """It is a dot like ``dot``, or a hamza, or two that touch, or three that are one.

    ``of_several``: its glyph has more of them.
    """
    area, filled = shape.area / dot.area, shape.filled / dot.filled
    if P.ONE_DOT[0] < area < P.ONE_DOT[1] and (_is_square(shape) or _is_hamza(shape)):
        return filled > P.AS_FULL or not of_several
    two_wide = P.TWO_WIDE[0] < shape.ratio < P.TWO_WIDE[1] and shape.convex > P.TWO_CONVEX
    if P.TWO_DOTS[0] < area < P.TWO_DOTS[1] and two_wide:
        return True
    is_caret = P.THREE_FILLED[0] < filled < P.THREE_FILLED[1] and P.THREE_WIDE[0] < shape.ratio < P.THREE_WIDE[1]
    return is_caret and P.THREE_DOTS[0] < area < P.THREE_DOTS[1]


def edges_of(font: Font) -> dict[int, tuple[float, float]]:
    """Left and right edge of the ink (em) of the codes that paint."""
    outlines = outlines_of(font)
    assert outlines is not None
    boxes = {code: outlines.box(gid)[0] for code, gid in font.code_to_gid.items()}
    em = outlines.units_per_em
    return {code: (box.left / em, box.right / em) for code, box in boxes.items() if box is not None}


def spacers_of(font: Font, inked: Collection[int], uses: Mapping[int, int]) -> frozenset[int]:
    """Charcodes of blank glyphs without a width that claim no joiners, marks or spaces: a wrong map says anything else,
    vowels too.

    None where no other glyph is blank, or hardly used: such a one is the space (Qahiri). ``uses``: by charcode.
    """
    blank = [code for code, gid in font.code_to_gid.items() if gid > 0 and code not in inked]
    narrow = [code for code in blank if font.widths.get(code, 1000.0) == 0.0]
    spaces = sum(uses.get(code, 0) for code in set(blank).difference(narrow))
    if spaces <= P.SELDOM * sum(uses.get(code, 0) for code in narrow):
        return frozenset()
    claims = ((code, font.to_unicode.get(code, "")) for code in narrow)
    return frozenset(code for code, claim in claims if not any(map(_may_be_blank, claim)))


def _may_be_blank(character: str) -> bool:
    """A joiner, space or mark that isn't a vowel: some join marks or choose between drawings."""
    return unicodedata.category(character).startswith(("C", "M", "Z")) and character not in _VOWELS
