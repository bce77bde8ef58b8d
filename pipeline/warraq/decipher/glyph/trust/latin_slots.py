"""Faces that hold Arabic letters in the slots of Latin ones, as those of QuarkXPress and of the old Mac do.

All that a file says of them is Latin: codes, glyph names, cmap. Nothing there is contradicted, so that no check of
tables finds a fault. Two things tell. The text reads oddly: capitals stand inside words, mathematical signs beside
letters, or hardly anything is of ASCII. That is asked of every font without Arabic claims, for it is cheap. And the
outlines are those of Arabic letters, which is asked of the fonts that read oddly.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.letters import has_arabic
from warraq.decipher.glyph.parameters import LatinSlots as P
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.decipher.glyph.trust.claim_checks import same_value
from warraq.fonts.claims.claim_text import MIRRORED, plain
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.atlas import PUNCTUATION, Atlas
from warraq.fonts.outlines.outline import KERNEL_WIDTH, Use, outline_evidence, outlines_of
from warraq.model.font import Font

#: Signs beside those of ASCII that honest fonts are used for.
_USUAL: Final = frozenset("\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u00ab\u00bb\u00b0\u00b7\u00ad")
_NONE, _SMALL, _CAPITAL, _PLAIN, _SIGN = range(5)


def in_latin_slots(
    fonts: Sequence[Font], symbols: Symbols, of_font: Mapping[int, Sequence[int]], asked: Collection[int]
) -> set[int]:
    """Those of the fonts ``asked``, which claim nothing Arabic, that read oddly and paint Arabic.

    ``of_font``: font -> its symbols, of all fonts.
    """
    odd = _reading_oddly(symbols, of_font, asked)
    if not odd:
        return set()
    faces = {
        fonts[number].name
        for number, members in of_font.items()
        if fonts[number].name and number not in asked and _may_be_arabic(members, symbols)
    }
    return {number for number in odd if _paints_arabic(fonts[number], of_font[number], symbols, faces)}


def garbled_without_ink(
    fonts: Sequence[Font], symbols: Symbols, of_font: Mapping[int, Sequence[int]], asked: Collection[int]
) -> set[int]:
    """Those of the fonts ``asked`` whose text can't be right, and that have no outlines to read it by.

    Nothing tells what they stand for: their claims stay, as doubtful ones. Letters beside each other decide, for a text
    in another script has hardly a character of ASCII.
    """
    blind = [number for number in sorted(asked) if outlines_of(fonts[number]) is None]
    kind = np.zeros(len(symbols), np.int8)
    for s in (s for number in blind for s in of_font[number]):
        kind[s] = _kind(symbols.claim[s] or "")
    return set(_irregular(symbols, kind, blind, P.PAIRS_WITHOUT_INK))


def without_latin_claims(symbols: Symbols, fonts: Collection[int]) -> Symbols:
    """``symbols``, of which those of ``fonts`` claim nothing but digits and usual signs: these have slots of their own.

    What such a font claims else is no candidate, however likely no glyph of the atlas looks like it.
    """
    if not fonts:
        return symbols
    claims = zip(np.isin(symbols.font, list(fonts)).tolist(), symbols.claim, strict=True)
    return replace(
        symbols, claim=tuple(None if slot and not _is_plain(claim or "") else claim for slot, claim in claims)
    )


def _is_plain(claim: str) -> bool:
    return _kind(claim) in (_NONE, _PLAIN) and not any(c.isalpha() or unicodedata.combining(c) for c in claim)


def _may_be_arabic(members: Sequence[int], symbols: Symbols) -> bool:
    claims = [claim for s in members if (claim := symbols.claim[s])]
    return not claims or any(map(has_arabic, claims))


@lru_cache(maxsize=4096)
def _kind(claim: str) -> int:
    first = claim[:1]
    if not first.strip():
        return _NONE
    if first.isalpha():
        return _SMALL if first.islower() else _CAPITAL if first.isupper() else _PLAIN
    # Accents that are characters of their own stand among letters: Vietnamese may be written so throughout. A comma may
    # be Arabic anywhere.
    plain = first.isascii() or first in _USUAL or unicodedata.combining(first) or has_arabic(first)
    return _PLAIN if plain else _SIGN


def _is_odd(claim: str, kind: int) -> bool:
    return kind == _SIGN or (kind != _NONE and claim[0].isalpha() and not claim.isascii())


def _reading_oddly(symbols: Symbols, of_font: Mapping[int, Sequence[int]], asked: Collection[int]) -> list[int]:
    """Those of the fonts ``asked`` whose claims no text would be made of."""
    kind = np.zeros(len(symbols), np.int8)
    fonts_read_oddly, left = [], []
    for number in sorted(asked):
        inked = odd = 0
        for s in of_font[number]:
            claim = symbols.claim[s] or ""
            kind[s] = _kind(claim)
            inked += int(symbols.count[s]) * bool(kind[s])
            odd += int(symbols.count[s]) * _is_odd(claim, int(kind[s]))
        if odd > P.ODD_SHARE * inked:
            fonts_read_oddly.append(number)
        elif inked >= P.LEAST_PAIRS:
            left.append(number)
    return fonts_read_oddly + _irregular(symbols, kind, left)


def _irregular(symbols: Symbols, kind: NDArray[np.int8], asked: Sequence[int], least: int = P.LEAST_PAIRS) -> list[int]:
    """Those of the fonts ``asked`` in whose words capitals and signs stand among small letters.

    ``kind``: by symbol; ``least``: pairs that tell anything. Glyphs are neighbours as the stream paints them.
    """
    if not asked:
        return []
    fonts = int(symbols.font.max()) + 1
    pairs, irregular = np.zeros(fonts, np.int64), np.zeros(fonts, np.int64)
    for row in symbols.of_page:
        one, other = kind[row[:-1]], kind[row[1:]]
        font = symbols.font[row[:-1]]
        letters = ((one == _SMALL) | (one == _CAPITAL)) & ((other == _SMALL) | (other == _CAPITAL))
        signs = ((one == _SIGN) & ((other == _SMALL) | (other == _CAPITAL))) | (
            (other == _SIGN) & ((one == _SMALL) | (one == _CAPITAL))
        )
        within = font == symbols.font[row[1:]]
        odd = ((one == _SMALL) & (other == _CAPITAL)) | signs
        pairs += np.bincount(font[within & (letters | signs)], minlength=fonts)
        irregular += np.bincount(font[within & odd], minlength=fonts)
    return [n for n in asked if pairs[n] >= least and irregular[n] > P.IRREGULAR * pairs[n]]


def _paints_arabic(font: Font, members: Sequence[int], symbols: Symbols, faces: Collection[str]) -> bool:
    """Whether the outlines of the font's commonest glyphs speak for Arabic ones, all together.

    ``faces``: names of faces that write Arabic in the document: one face is often embedded as several fonts.
    """
    book = atlas.shipped()
    inked = [s for s in members if _kind(symbols.claim[s] or "") != _NONE]
    sample = sorted(inked, key=lambda s: (-int(symbols.count[s]), s))[: P.SAMPLE]
    uses = [Use(int(symbols.gid[s]), round(float(symbols.advance[s]), 4), int(symbols.count[s])) for s in sample]
    seen = outline_evidence(font, uses, book) if uses else None
    if seen is None:
        return False
    total = 0.0
    for row, s in enumerate(sample):
        if not seen.blank[row]:
            total += _for_arabic(seen.loglik[row], float(seen.novelty[row]), plain(symbols.claim[s] or ""), book)
    return total > (P.WANTED_OF_SISTER if font.name in faces else P.WANTED)


def _for_arabic(values: NDArray[np.float32], novelty: float, claim: str, book: Atlas) -> float:
    """How much one outline says for an Arabic glyph and against its claim (nats).

    ``values``: log-likelihoods of the labels; ``novelty``: squared distance to the nearest glyph of the atlas. A plain
    sign in the slot of another counts as Arabic.
    """
    arabic, signs, named, accented = _labels(claim, book)
    if named.any():
        most = P.MOST_ACCENTED if accented else P.MOST
        other = float(values[(arabic | signs) & ~named].max())
        return min(max(other - float(values[named].max()), -most), most)
    away = novelty + float(values.max() - values[arabic].max()) * 2 * KERNEL_WIDTH**2
    return max((P.UNKNOWN - away) / (2 * KERNEL_WIDTH**2), -P.MOST)


@lru_cache(maxsize=1024)
def _labels(claim: str, book: Atlas) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_], bool]:
    """bool[labels], which are Arabic, which are signs, and which are what is claimed; whether that is accented.

    Signs that faces draw in ways of their own are none of these.
    """
    alike = {claim, claim.translate(MIRRORED), claim.swapcase(), *same_value(claim)}
    steady = np.array([not label.varied for label in book.labels], np.bool_)
    arabic = np.array([has_arabic(label.text) for label in book.labels], np.bool_) & steady
    signs = np.array([label.kind == PUNCTUATION for label in book.labels], np.bool_) & steady
    named = np.array([label.text in alike for label in book.labels], np.bool_) & steady
    return arabic, signs, named, any(label.accented for label in book.labels if label.text in alike)
