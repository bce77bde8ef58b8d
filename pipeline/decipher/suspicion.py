"""Which fonts have to be deciphered: those that a finding names, that claim nothing, or whose ink belies their claims.

The last is asked only of fonts that have no tables to check claims against, and of their commonest glyphs: of Arabic
ones always, of those with digits where another font of the document is at fault.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

import numpy as np

from pipeline.arabic.digits import to_arabic_indic, to_ascii
from pipeline.arabic.letters import is_arabic
from pipeline.config import EVIDENCE
from pipeline.decipher import atlas, fuse
from pipeline.decipher.evidence import font_cmap, glyph_name
from pipeline.decipher.evidence.outline import MARK_ADVANCE, Use, outline_evidence, outlines_of
from pipeline.decipher.spellings import COMPOSING
from pipeline.decipher.tokens import Symbols
from pipeline.model.finding import Finding
from pipeline.model.font import Font
from pipeline.model.glyph import Extraction

#: Faults of a font that make all its claims doubtful.
MAP_FAULTS: Final = frozenset({"wrong_map", "many_to_one_map", "offset_map", "mirrored_digits"})
#: Codes whose ink is looked at.
SAMPLE: Final = 48
#: An outline belies a claim that suits it worse than the best label by this much (nats).
BELIED_BY: Final = 10.0
#: Belied claims that make a font suspect: so many, and this share of those looked at.
LEAST_BELIED: Final = 2
LEAST_SHARE: Final = 0.03
#: Categories of characters that no glyph shows.
_TELLS_NOTHING: Final = frozenset({"Cc", "Co", "Cn", "Cs"})
_NUMBER: Final = re.compile(r"\(font (\d+)\)$")


def suspects(
    extraction: Extraction,
    symbols: Symbols,
    of_font: Mapping[int, Sequence[int]],
    findings: Sequence[Finding],
    evidence: Collection[str] = EVIDENCE,
) -> set[int]:
    """Numbers of the fonts whose claims can't be taken as they are. ``of_font``: font -> its symbols."""
    found = {font for font, members in of_font.items() if not any(usable(symbols.claim[s]) for s in members)}
    for finding in findings:
        if finding.subject == "font" and finding.fault in MAP_FAULTS:
            found |= _fonts_of(finding.where, extraction.fonts)
    found |= {
        font
        for font, members in of_font.items()
        if font not in found and _splits_clusters(extraction.fonts[font], members, symbols)
    }
    unchecked = [
        font for font in sorted(of_font) if font not in found and not _checkable(extraction.fonts[font], of_font[font])
    ]
    arabic = [font for font in unchecked if _claims(of_font[font], symbols, is_arabic)]
    if found or any(belied(extraction.fonts[font], of_font[font], symbols) for font in arabic):
        # One program wrote all the maps: where one is wrong, what can't be checked is not to be trusted.
        found |= set(arabic)
        for font in unchecked:
            if font not in found and _claims(of_font[font], symbols, str.isdigit):
                found |= {font} if belied(extraction.fonts[font], of_font[font], symbols) else set()
    return found


def _fonts_of(where: str, fonts: Sequence[Font]) -> set[int]:
    """Fonts that a finding is about: by the number at its end, or by name."""
    number = _NUMBER.search(where)
    if number:
        return {int(number[1])}
    return {i for i, font in enumerate(fonts) if where in (font.name, str(i))}


def _splits_clusters(font: Font, members: Sequence[int], symbols: Symbols) -> bool:
    """True where an Arabic font draws letters in parts and the map names the whole on one of them.

    That shows in a glyph that advances and paints, but claims nothing, or in a hamza or madda by the program's tables
    that claims something else. A part can't carry a claim for each of the letters that it is a part of.
    """
    if not _claims(members, symbols, is_arabic):
        return False
    narrow = {int(symbols.code[s]): symbols.claim[s] for s in members if symbols.advance[s] <= MARK_ADVANCE}
    for tables in (font_cmap, glyph_name):
        if any(mark in COMPOSING and narrow[code] != mark for code, mark in tables.readings(font, narrow).items()):
            return True
    for s in members:
        if not symbols.claim[s] and symbols.advance[s] > MARK_ADVANCE:
            outlines = outlines_of(font)
            if outlines is not None and outlines.box(int(symbols.gid[s]))[0] is not None:
                return True
    return False


def _checkable(font: Font, members: Sequence[int]) -> bool:
    """The program names most of the glyphs that are used, so that a check has already compared claims with it."""
    return not font.program or 2 * max(len(font.gid_to_unicode), len(font.gid_to_name)) >= len(members)


def _claims(members: Sequence[int], symbols: Symbols, wanted: Callable[[str], bool]) -> bool:
    return any(wanted(c) for s in members for c in symbols.claim[s] or "")


def usable(claim: str | None) -> bool:
    """A claim that says something: no U+FFFD, no private use, no control character but white space."""
    return bool(claim) and all(
        c.isspace() or (unicodedata.category(c) not in _TELLS_NOTHING and c != "\N{REPLACEMENT CHARACTER}")
        for c in claim or ""
    )


def _same_value(claim: str) -> tuple[str, ...]:
    """A digit in both styles: faces that paint ASCII digits as Arabic-Indic ones are no fault of the map."""
    return (to_ascii(claim), to_arabic_indic(claim)) if len(claim) == 1 and claim.isdigit() else ()


def belied(font: Font, members: Sequence[int], symbols: Symbols) -> bool:
    """True where the outlines of the commonest glyphs contradict too many claims."""
    claims = {s: fuse.plain(claim) for s in members if (claim := symbols.claim[s]) is not None}
    book = atlas.shipped()
    labels_of: dict[str, list[int]] = {}
    for i, label in enumerate(book.labels):
        labels_of.setdefault(label.text, []).append(i)
    sample = sorted(claims, key=lambda s: (-int(symbols.count[s]), s))[:SAMPLE]
    uses = [Use(int(symbols.gid[s]), round(float(symbols.advance[s]), 4), int(symbols.count[s])) for s in sample]
    evidence = outline_evidence(font, uses, book)
    if evidence is None:
        return False
    checked = wrong = 0
    for row, s in enumerate(sample):
        claim = claims[s]
        if evidence.blank[row]:
            continue
        alike = {claim, claim.translate(fuse.MIRRORED), *_same_value(claim)}
        rows = [row for text in alike for row in labels_of.get(text, [])]
        if not rows and not claim.isspace():
            continue
        checked += 1
        values = evidence.loglik[row]
        wrong += not rows or float(values.max() - values[np.array(rows)].max()) > BELIED_BY
    return wrong >= LEAST_BELIED and wrong >= LEAST_SHARE * checked
