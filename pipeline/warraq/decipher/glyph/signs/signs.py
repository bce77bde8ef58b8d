"""Signs: the painted shapes of a document. Codes that paint the same outline are one sign, in whatever font they stand.

A code is what a producer made of a glyph; the reader sees only the ink. Merging codes by their ink gives every
decision all the occurrences there are, and lets the subsets of one face help each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.parameters import BELIEVED
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.fonts.outlines.glyph_shape import GlyphOutlines
from warraq.fonts.outlines.outline import outlines_of
from warraq.fonts.programs.glyph_ink import SPACE_ADVANCE
from warraq.model.font import Font, Reading


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a document.

    Attributes:
        of_symbol: int64[symbols], the sign of each symbol.
        members: per sign, its symbols.
        leader: int64[n], the most used symbol of each sign, which speaks for it.
        count: int64[n].
        claims: per sign, claimed string -> how often (codes without a claim are left out).
        blank: bool[n], paints nothing.
    """

    of_symbol: NDArray[np.int64]
    members: tuple[tuple[int, ...], ...]
    leader: NDArray[np.int64]
    count: NDArray[np.int64]
    claims: tuple[dict[str, int], ...]
    blank: NDArray[np.bool_]

    def __len__(self) -> int:
        return int(self.leader.size)


def blank_reading(advance: float, *, called_space: bool = False) -> Reading:
    """What a glyph without ink stands for.

    Args:
        advance: in em.
        called_space: the font calls it a space, or it is used as one: in some faces (Qahiri) the space has no width.
    """
    return Reading(" " if advance > SPACE_ADVANCE or called_space else "", BELIEVED, "outline")


def signs_of(symbols: Symbols, fonts: tuple[Font, ...], merged: Collection[int], cells: Collection[int] = ()) -> Signs:
    """Merge the symbols of the fonts in ``merged`` by outline; the symbols of other fonts stay as they are.

    ``cells``: symbols that paint nothing and are no white, see ``blank_glyphs``; each stays as it is.
    """
    keys: dict[object, int] = {}
    font_of, gid_of = symbols.font.tolist(), symbols.gid.tolist()
    places = zip(font_of, gid_of, symbols.advance.tolist(), strict=True)
    outlines = {font: outlines_of(fonts[font]) for font in merged}
    inks = {
        s: _ink_key(fonts[font], outlines[font], gid, advance, s)
        for s, (font, gid, advance) in enumerate(places)
        if font in merged and s not in cells
    }
    twins = _twins(font_of, gid_of, inks)
    of_symbol: list[int] = []
    members: list[list[int]] = []
    blank: list[bool] = []
    for s, (font, gid) in enumerate(zip(font_of, gid_of, strict=True)):
        key: object = s
        is_blank = False
        if s in inks:
            key, is_blank = inks[s]
            key = (key, twins.get((font, gid), 0))
        elif s not in cells and (symbols.claim[s] or "x").isspace():
            is_blank = True
        sign = keys.setdefault(key, len(keys))
        if sign == len(members):
            members.append([])
            blank.append(is_blank)
        members[sign].append(s)
        of_symbol.append(sign)
    counts = symbols.count.tolist()
    leader = np.array([max(m, key=lambda s: (counts[s], -s)) if len(m) > 1 else m[0] for m in members], np.int64)
    claims = tuple(_claims(symbols.claim, counts, m) for m in members)
    numbers = np.array(of_symbol, np.int64)
    count = np.bincount(numbers, symbols.count, len(members)).astype(np.int64)
    return Signs(numbers, tuple(map(tuple, members)), leader, count, claims, np.array(blank, np.bool_))


def _twins(
    font_of: Sequence[int], gid_of: Sequence[int], inks: Mapping[int, tuple[object, bool]]
) -> dict[tuple[int, int], int]:
    """(font, glyph index) -> its place among the glyphs of the font with the same ink.

    A font that holds a glyph twice draws two characters alike: l and alef, say. Subsets keep the order of glyphs.
    """
    alike: defaultdict[tuple[int, object], set[int]] = defaultdict(set)
    for s, (key, is_blank) in inks.items():
        if not is_blank:
            alike[font_of[s], key].add(gid_of[s])
    return {
        (font, gid): place
        for (font, _), gids in alike.items()
        if len(gids) > 1
        for place, gid in enumerate(sorted(gids))
    }


def _claims(claims: Sequence[str | None], counts: Sequence[int], members: Sequence[int]) -> dict[str, int]:
    by_text: dict[str, int] = {}
    for s in members:
        claim = claims[s]
        if claim is not None:
            by_text[claim] = by_text.get(claim, 0) + counts[s]
    return by_text


def has_outline(font: Font, gid: int) -> bool:
    """The code selects a glyph of the embedded program, and not the one for missing glyphs.

    Type 1 programs have no fixed place for .notdef.
    """
    outlines = outlines_of(font)
    return outlines is not None and _has_outline(font, outlines, gid)


def _has_outline(font: Font, outlines: GlyphOutlines, gid: int) -> bool:
    """``has_outline``, of a font with these ``outlines``."""
    first = 0 if font.program_kind == "type1" else 1
    return first <= gid < outlines.glyph_count or gid in font.letters or gid in outlines.guests


def inked(font: Font, gid: int) -> bool:
    """The glyph paints something, as far as can be known."""
    outlines = outlines_of(font)
    return outlines is not None and has_outline(font, gid) and outlines.box(gid)[0] is not None


def ink_height(font: Font, gid: int) -> float:
    """How high the ink of a glyph is, em; 0 where it has none, or that can't be known."""
    outlines = outlines_of(font)
    box = outlines.box(gid)[0] if outlines is not None and has_outline(font, gid) else None
    return (box.top - box.bottom) / outlines.units_per_em if box is not None and outlines is not None else 0.0


def _ink_key(font: Font, outlines: GlyphOutlines | None, gid: int, advance: float, symbol: int) -> tuple[object, bool]:
    """What makes two glyphs the same sign, and whether they paint nothing. ``outlines``: those of ``font``."""
    if outlines is None or not _has_outline(font, outlines, gid):
        return symbol, False
    ink = outlines.ink(gid)
    if ink is None:
        return ("blank", round(advance, 2) > 0), True
    return (ink, outlines.units_per_em, round(advance * 200)), False
