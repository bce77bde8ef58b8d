"""Faces that draw dots as glyphs of their own: which glyphs are dots, by their shape, and which are only spacers."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from warraq.decipher.glyph.parts.whole_faces import drawn_boxes
from warraq.diagnose.usage import used_codes
from warraq.fonts.claims.claim_text import is_mark
from warraq.fonts.claims.legacy import text_of_private_name
from warraq.fonts.names.glyph_names import text_of_name
from warraq.fonts.outlines.outline import MARK_ADVANCE, outlines_of
from warraq.model.font import Font
from warraq.model.glyph import Extraction

#: A dot is about as wide as high, fills so much of its box (a lozenge half of it), and is no larger than this (em).
SQUARE: Final = (0.62, 1.5)
FILLED: Final = (0.3, 1.02)
MOST_SIZE: Final = 0.3
#: ... and bulges everywhere: it fills so much of its convex hull (Gulzar 0.93; a shadda at most 0.91, in Oi).
CONVEX: Final = 0.92
#: A hamza doesn't, but is joined with its letter as dots are. A shadda is wider and has deeper notches: the ratio of
#: width to height by the share of the hull (hamzas where dots are apart 1.1 to 1.9, shaddas but Gulzar's 2 or more).
HAMZA_WIDE: Final = 1.95
#: ... and the stroke of a fatha has none (a hamza fills 0.77 of its hull at most, in Mada).
HAMZA_CONVEX: Final = 0.8
#: Dots of one face are of a like area (share of that of its commonest dot; where there are two or three they may be
#: smaller).
ONE_DOT: Final = (0.4, 1.5)
#: ... and several of one glyph fill as much of their boxes: so much of what that does, at least. The strokes of a
#: fathatan fill less.
AS_FULL: Final = 0.75
#: Two that touch are one contour: of so much more area, so much wider than high, as full as a dot, and with no more
#: than the notches between two lozenges (0.67; the shadda of Estedad 0.60).
TWO_DOTS: Final = (1.5, 2.6)
TWO_WIDE: Final = (1.35, 2.4)
TWO_FILLED: Final = 0.82
TWO_CONVEX: Final = 0.66
#: Three that are drawn as one (a caret, in Aref Ruqaa), and a hamza: so large, about as wide as high, and so full.
THREE_DOTS: Final = (1.5, 2.6)
THREE_WIDE: Final = (0.85, 1.3)
THREE_FILLED: Final = (0.6, 0.85)
#: Two drawings of the same dots differ by so much at most (share of area, ratio and filling).
SAME_WITHIN: Final = 0.02
#: Most dots of one letter, as contours.
MOST_CONTOURS: Final = 4
#: What takes no room and is smaller than this may be a vowel (em).
SLIGHT: Final = 0.4
#: Share of the glyphs that are dots in a face that draws them apart, at least; in running text they are a quarter, or
#: some 4 % where only ligatures have them so (Calibri). What else looks so is less of it (FreeSerif, Diwan Thuluth, the
#: small fatha of Amiri, beside which a shadda looks like three dots).
LEAST_SHARE: Final = 0.03
#: A blank with a width that is used less than this, beside those without one, is no space of words.
SELDOM: Final = 0.1
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
    found = set()
    for number, font in enumerate(extraction.fonts):
        if font.program_kind == "type3":
            codes = [code for code in font.code_to_gid if _is_narrow(font, code)]
            boxes = drawn_boxes(font, [code for code in codes if not _other_mark(font, code)]) if codes else []
            if any(high > 0 and SQUARE[0] < wide / high < SQUARE[1] and wide < MOST_SIZE for wide, high in boxes):
                found.add(number)
    return frozenset(found)


def faces_with_dots(
    extraction: Extraction, uses: Sequence[Mapping[int, int]] | None = None, dotted: Collection[int] = ()
) -> dict[int, Drawn]:
    """The fonts that draw dots apart, by number; of Type 3 fonts those that are ``dotted``."""
    fonts = [(n, font) for n, font in enumerate(extraction.fonts) if font.program_kind != "type3" or n in dotted]
    found = {number: marks for number, font in fonts if (marks := _marks(font) | _misnamed(font))}
    if not found:
        return {}
    uses = uses or used_codes(extraction)
    drawn = {}
    for number, marks in found.items():
        of_font = uses[number]
        dots = _dots(marks, of_font)
        sure = (code for code in dots if all(shape.convex > CONVEX for shape in marks[code]))
        if sum(of_font.get(code, 0) for code in sure) > LEAST_SHARE * sum(of_font.values()):
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
    found = {}
    for code, (a, b) in zip(codes, pairwise(begins.tolist()), strict=True):
        solid = (area[a:b] * area[a] > 0).all() if b > a else False
        if solid and b - a <= MOST_CONTOURS and sizes[a:b].max() < 2 * MOST_SIZE:
            hulls = outlines.hulls(font.code_to_gid[code])
            found[code] = [
                _Shape(abs(one), ratio, abs(filled), abs(one) * em * em / max(hull, 1e-6))
                for (one, ratio, filled), hull in zip(rows[a:b], hulls, strict=True)
            ]
    return found


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
    return box is not None and max(box.right - box.left, box.top - box.bottom) < SLIGHT * outlines.units_per_em


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
        SQUARE[0] < shape.ratio < SQUARE[1]
        and FILLED[0] < shape.filled < FILLED[1]
        and shape.convex > CONVEX
        and shape.area < MOST_SIZE * MOST_SIZE
    )


def _is_hamza(shape: _Shape) -> bool:
    notched = shape.convex < HAMZA_CONVEX and shape.filled > FILLED[0]
    return notched and SQUARE[0] < shape.ratio < HAMZA_WIDE * shape.convex


def _same(shapes: Sequence[_Shape], others: Sequence[_Shape]) -> bool:
    """The contours are drawn alike, each like the one in its place."""
    return len(shapes) == len(others) and all(
        abs(a - b) < SAME_WITHIN * b
        for one, other in zip(shapes, others, strict=True)
        for a, b in zip(one, other, strict=True)
    )


def _like(shape: _Shape, dot: _Shape, of_several: bool) -> bool:
    """It is a dot like ``dot``, or a hamza, or two that touch, or three that are one.

    ``of_several``: its glyph has more of them.
    """
    area, filled = shape.area / dot.area, shape.filled / dot.filled
    if ONE_DOT[0] < area < ONE_DOT[1] and (_is_square(shape) or _is_hamza(shape)):
        return filled > AS_FULL or not of_several
    two_wide = TWO_WIDE[0] < shape.ratio < TWO_WIDE[1] and filled > TWO_FILLED and shape.convex > TWO_CONVEX
    if TWO_DOTS[0] < area < TWO_DOTS[1] and two_wide:
        return True
    is_caret = THREE_FILLED[0] < filled < THREE_FILLED[1] and THREE_WIDE[0] < shape.ratio < THREE_WIDE[1]
    return is_caret and THREE_DOTS[0] < area < THREE_DOTS[1]


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
    if spaces <= SELDOM * sum(uses.get(code, 0) for code in narrow):
        return frozenset()
    claims = ((code, font.to_unicode.get(code, "")) for code in narrow)
    return frozenset(code for code, claim in claims if not any(map(_may_be_blank, claim)))


def _may_be_blank(character: str) -> bool:
    """A joiner, space or mark that isn't a vowel: some join marks or choose between drawings."""
    return unicodedata.category(character).startswith(("C", "M", "Z")) and character not in _VOWELS
