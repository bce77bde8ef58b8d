"""Ligatures of Latin letters that a map leaves out, or claims to be their first letter.

Producers that go by a font's character map have none for a glyph without a code point of its own, such as the ``tt``,
``ti`` and ``ft`` of Carlito, Calibri and Lato: they leave it out, or write U+FFFD or a private character. Others write
the first letter. The atlas has the ligatures that Unicode lists (ff, fi, fl, ffi, ffl). The others look like the
letters of their own font set side by side.

It must not fire on a letter's second drawing, on an accented letter, nor on the further glyphs of a cluster: 12,000
glyphs of 80 faces are no ligature by ``ALIKE`` and ``CLEARLY``, and 122 of 128 ligatures are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from warraq.arabic.letters import has_arabic
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.parameters import LatinLigatures as P
from warraq.decipher.glyph.readings.latin_words import GUESSED, beside_in_stream, is_latin
from warraq.decipher.glyph.signs.signs import has_outline
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.decipher.glyph.trust.lexicon_support import usable
from warraq.fonts.outlines.glyph_shape import GlyphOutlines, Part
from warraq.fonts.outlines.outline import outlines_of
from warraq.model.font import Reading
from warraq.model.glyph import Extraction

#: Ligatures that Unicode lists, and others that faces draw in running text.
LISTED: Final = ("ff", "fi", "fl", "ffi", "ffl")
OTHERS: Final = ("ft", "fft", "tt", "ti", "tti")


class _Lender(NamedTuple):
    """The glyph that a letter of a font is set with, and its advance (em)."""

    gid: int
    advance: float


def ligatures_of_letters(
    extraction: Extraction,
    symbols: Symbols,
    of_font: Mapping[int, Sequence[int]],
    readings: Mapping[int, Reading],
) -> dict[int, Reading]:
    """Symbol -> its reading, for glyphs among the letters of a Latin font that look like several of these.

    Args:
        of_font: font -> its symbols.
        readings: of all symbols.
    """
    asked: dict[int, list[int]] = {}
    lent: dict[int, dict[str, _Lender]] = {}
    for number, members in of_font.items():
        letters = _lenders(members, symbols, readings)
        arabic = sum(has_arabic(readings[s].text) for s in members)
        if len(letters) >= parameters.LatinWords.LEAST_LETTERS and len(letters) >= parameters.LatinWords.TIMES * arabic:
            unsure = [s for s in members if _may_be_several(s, symbols, readings, letters)]
            inked = [s for s in unsure if has_outline(extraction.fonts[number], int(symbols.gid[s]))]
            if inked:
                asked[number], lent[number] = inked, letters
    if not asked:
        return {}
    every = [s for signs_of_font in asked.values() for s in signs_of_font]
    beside = beside_in_stream(every, readings, symbols)
    ligatures = {}
    for number, signs_of_font in asked.items():
        outlines = outlines_of(extraction.fonts[number])
        if outlines is None:
            continue
        for s in signs_of_font:
            latin, arabic = beside[s].tolist()
            if not latin or latin < parameters.LatinWords.AMONG_LATIN * (latin + arabic):
                continue
            read, guessed = readings[s].text, readings[s].evidence in GUESSED
            shown = _shown(outlines, int(symbols.gid[s]), float(symbols.advance[s]), lent[number])
            # What a map claims is a part of what is shown. The atlas knows those of Unicode better than the letters do.
            if shown and (shown.confidence > P.DOUBTFUL if guessed else shown.text.startswith(read)):
                ligatures[s] = shown
    return ligatures


def _lenders(members: Sequence[int], symbols: Symbols, readings: Mapping[int, Reading]) -> dict[str, _Lender]:
    """The letters of a font that are read surely; of several glyphs of one, the narrowest."""
    lenders: dict[str, _Lender] = {}
    for s in members:
        text, advance = readings[s].text, float(symbols.advance[s])
        if len(text) != 1 or not is_latin(text) or readings[s].confidence < P.READ or not advance > 0:
            continue
        if text not in lenders or advance < lenders[text].advance:
            lenders[text] = _Lender(int(symbols.gid[s]), advance)
    return lenders


def _may_be_several(s: int, symbols: Symbols, readings: Mapping[int, Reading], letters: Mapping[str, _Lender]) -> bool:
    """A glyph with a width that is guessed, that nothing is said of, or that is too wide for the letter it claims."""
    reading, claim = readings[s], symbols.claim[s]
    if reading.evidence in GUESSED:
        return reading.confidence < P.READ
    if not (claim and usable(claim)):
        return not reading.text
    return claim in ("f", "t") and claim in letters and float(symbols.advance[s]) > P.WIDER * letters[claim].advance


def _shown(outlines: GlyphOutlines, gid: int, advance: float, letters: Mapping[str, _Lender]) -> Reading | None:
    """The ligature that a glyph looks like, None where it is none that its letters show."""
    tried = [text for text in (*OTHERS, *LISTED) if set(text) <= letters.keys()]
    wide = {text: sum(letters[c].advance for c in text) for text in tried}
    tried = [text for text in tried if abs(wide[text] - advance) < P.WIDTH_WITHIN]
    if not tried:
        return None
    em = outlines.units_per_em
    clusters = [[Part(gid)], *(_side_by_side(text, letters, em) for text in tried)]
    advances = [advance * em, *(wide[text] * em for text in tried)]
    boxes = (outlines.box(lender.gid)[0] for lender in letters.values())
    tall = max(box.top for box in boxes if box is not None)
    ink, *others = outlines.shapes(clusters, advances, tall).rasters.astype(np.float64)
    away = np.array([((other - ink) ** 2).sum() for other in others]) / (ink**2).sum()
    order = np.argsort(away, kind="stable").tolist()
    texts = [tried[k] for k in order]
    nearest, second = (away[order[k]] if k < len(order) else np.inf for k in (0, 1))
    if nearest <= min(P.ALIKE, P.CLEARLY * second):
        return Reading(texts[0], parameters.MOSTLY_SO, "outline")
    if nearest > P.ABOUT or not set(texts[:2]) <= set(LISTED):
        return None
    return Reading(texts[0], P.DOUBTFUL, "outline", tuple((other, 1 - P.DOUBTFUL) for other in texts[1:2]))


def _side_by_side(text: str, letters: Mapping[str, _Lender], em: int) -> list[Part]:
    """The letters of ``text``, each where the one before it ends."""
    parts, at = [], 0.0
    for letter in text:
        parts.append(Part(letters[letter].gid, dx=round(at * em)))
        at += letters[letter].advance
    return parts
