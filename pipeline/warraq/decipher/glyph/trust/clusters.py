"""Clusters that a font draws as several glyphs: what of the cluster's string each of them shows.

A map gives the string of a cluster to one glyph (XeTeX, fpdf2) or to each (Typst). A glyph that other clusters share
can't keep it: alef is claimed to be alef with hamza where the hamza is a glyph of its own.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from warraq.arabic.letters import is_arabic_letter
from warraq.decipher.glyph.parameters import Clusters as P
from warraq.decipher.glyph.signs.signs import ink_height
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.fonts.claims.claim_sources import concerns_arabic
from warraq.fonts.claims.claim_text import is_mark, plain
from warraq.fonts.claims.table_evidence import SETTLED, table_evidence
from warraq.fonts.outlines.outline import outlines_of
from warraq.model.font import Font
from warraq.model.glyph import Extraction


def parts_of(font: Font, members: Sequence[int], symbols: Symbols, evidence: Collection[str]) -> dict[int, str]:
    """Symbol -> its part of the string that is claimed, by the font's tables.

    Of symbols that claim nothing where others are parts, whose claims hold their share, or where all others claim what
    the tables say of them, so that nobody claims theirs.
    """
    silent = [s for s in members if not symbols.claim[s]]
    clusters = [s for s in members if _is_cluster(symbols.claim[s])]
    if not clusters and not silent:
        return {}
    spoken = [s for s in members if symbols.claim[s]] if silent else clusters
    of_tables = table_evidence(font, [int(symbols.code[s]) for s in spoken + silent], evidence)
    settled = {
        s: t.text for s in spoken + silent if (t := of_tables.get(int(symbols.code[s]))) and t.probability >= SETTLED
    }
    parts = {s: text for s in clusters if (text := settled.get(s)) and _is_part(text, symbols.claim[s] or "")}
    if parts or _explained(spoken, settled):
        parts |= {s: settled[s] for s in silent if s in settled}
    return parts


@lru_cache(maxsize=4096)
def _is_cluster(claim: str | None) -> bool:
    return bool(claim) and concerns_arabic(claim or "") and len(_spelled(claim or "")) > 1


def _explained(spoken: Sequence[int], settled: Mapping[int, str]) -> bool:
    """The tables know nearly all glyphs that claim something, and none of them as a part: no claim hides another's."""
    return sum(s in settled for s in spoken) >= P.EXPLAINED * len(spoken) > 0


def _spelled(text: str) -> str:
    """Letters of presentation forms, each with its hamza or madda apart."""
    return unicodedata.normalize("NFD", plain(text))


def _is_part(text: str, claim: str) -> bool:
    part, whole = _spelled(text), _spelled(claim)
    return len(part) < len(whole) and part in whole


def without_bases(extraction: Extraction, symbols: Symbols) -> Symbols:
    """``symbols``, but what claims letters and marks, and paints above all letters, claims the marks alone.

    In Jomhuria the vowel of an alef with hamza has an advance of its own, and WeasyPrint claims both for both.
    """
    claim = list(symbols.claim)
    for s, claimed in enumerate(claim):
        if claimed and own_marks(claimed, 0.0) != claimed:
            font = extraction.fonts[int(symbols.font[s])]
            outlines = outlines_of(font)
            box = outlines.box(int(symbols.gid[s]))[0] if outlines is not None else None
            if outlines is not None and box is not None and box.bottom > P.ABOVE_LETTERS * outlines.units_per_em:
                claim[s] = own_marks(claimed, 0.0, (box.top - box.bottom) / outlines.units_per_em)
    return replace(symbols, claim=tuple(claim))


def without_links(extraction: Extraction, symbols: Symbols) -> Symbols:
    """``symbols``, but a letter that a low glyph claims is the claim of the mute one that it stands beside everywhere.

    Amiri draws a link before the jeem of lam and jeem, and WeasyPrint gives a glyph the claim of its cluster when it
    meets it first, be it the link or the letter.
    """
    mute = np.array([claim is None for claim in symbols.claim], np.bool_)
    if not mute.any():
        return symbols
    beside: Counter[tuple[int, int]] = Counter()
    for numbers in symbols.of_page:
        for near, other in ((numbers[:-1], numbers[1:]), (numbers[1:], numbers[:-1])):
            led = mute[other] & ~mute[near]
            beside.update(zip(near[led].tolist(), other[led].tolist(), strict=True))
    claim = list(symbols.claim)
    for (link, letter), count in sorted(beside.items()):
        claimed = symbols.claim[link] or ""
        if count == symbols.count[link] and len(claimed) == 1 and is_arabic_letter(claimed) and claim[letter] is None:
            font = extraction.fonts[int(symbols.font[link])]
            low = 0 < ink_height(font, int(symbols.gid[link])) < P.LINK_HEIGHT
            whole = (
                symbols.font[letter] == symbols.font[link]
                and ink_height(font, int(symbols.gid[letter])) >= P.LINK_HEIGHT
            )
            if low and whole:
                claim[link], claim[letter] = "", claimed
    return replace(symbols, claim=tuple(claim))


def unclaimed_letters(extraction: Extraction, symbols: Symbols) -> set[int]:
    """The symbols that claim nothing and are no part of a cluster: as high as letters, and mostly without a claim of
    several characters beside them.

    XeTeX writes no claim for what neither the font's cmap nor its simple substitutions name: Scheherazade draws
    lam-alef as a lam and an alef of their own, and neither has one.
    """
    mute = np.array([claim is None for claim in symbols.claim], np.bool_)
    if not mute.any():
        return set()
    of_cluster = np.array([_is_cluster(claim) for claim in symbols.claim], np.bool_)
    beside = np.zeros(len(symbols), np.int64)
    for numbers in symbols.of_page:
        near = np.zeros(len(numbers), np.bool_)
        clustered = of_cluster[numbers]
        for step in range(1, P.REACH + 1):
            near[step:] |= clustered[:-step]
            near[:-step] |= clustered[step:]
        beside += np.bincount(numbers[near & mute[numbers]], minlength=len(symbols))
    arabic = {int(symbols.font[s]) for s, claim in enumerate(symbols.claim) if claim and concerns_arabic(claim)}
    return {
        s
        for s in np.flatnonzero(mute & (2 * beside < symbols.count)).tolist()
        if (font := int(symbols.font[s])) in arabic
        and ink_height(extraction.fonts[font], int(symbols.gid[s])) > P.MARK_HEIGHT
    }


def own_marks(claim: str, advance: float, height: float = 0.0) -> str:
    """The marks alone where a glyph without width claims its base too: the base's own glyph claims that already.

    Not where its ink is as high as a letter's: faces draw lam-alef as two glyphs, of which the alef doesn't advance.

    Args:
        claim: what the map says, as painted.
        advance, height: of the glyph and of its ink, em.
    """
    if advance > 0 or height > P.MARK_HEIGHT or len(claim) < 2 or is_mark(claim[0]):
        return claim
    marks = claim.lstrip("".join(c for c in claim if not is_mark(c)))
    return marks if marks and all(map(is_mark, marks)) else claim
