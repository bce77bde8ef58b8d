"""Which fonts have to be deciphered: those that a finding names, that claim nothing, or whose ink belies their claims.

The last is asked only of fonts that have no tables to check claims against: of Arabic ones always, of those with digits
where another font of the document is at fault, of others where their letters may be Arabic ones in Latin slots. Words
come first (:mod:`pipeline.decipher.alibi`): the ink is looked at of codes that they accuse or say nothing of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

import numpy as np

from pipeline.arabic.digits import to_arabic_indic, to_ascii
from pipeline.arabic.letters import is_arabic, is_arabic_letter
from pipeline.config import EVIDENCE
from pipeline.decipher import atlas, fuse
from pipeline.decipher.alibi import vouch
from pipeline.decipher.evidence import font_cmap, glyph_name
from pipeline.decipher.evidence.outline import MARK_ADVANCE, Use, outline_evidence, outlines_of
from pipeline.decipher.spellings import COMPOSING
from pipeline.decipher.tokens import Symbols
from pipeline.model.finding import Finding
from pipeline.model.font import Font
from pipeline.model.glyph import Extraction

#: Faults of a font that make all its claims doubtful.
MAP_FAULTS: Final = frozenset({"wrong_map", "many_to_one_map", "offset_map", "mirrored_digits"})
#: Codes whose ink is looked at; fewer where words vouch for most of what the font writes (share of its glyphs).
SAMPLE: Final = 48
SMALL_SAMPLE: Final = 20
VOUCHED: Final = 0.6
#: From these log odds on, words vouch for a claim, or accuse it (nats).
VOUCHES: Final = 2.0
#: A font for which words vouch so far (share of its letters) is acquitted, whatever other fonts do.
ACQUITTED: Final = 0.9
#: An outline belies a claim that suits it worse than the best label by this much (nats).
BELIED_BY: Final = 10.0
#: Belied claims that make a font suspect: so many, and this share of those looked at.
LEAST_BELIED: Final = 2
LEAST_SHARE: Final = 0.03
#: Categories of characters that no glyph shows.
_TELLS_NOTHING: Final = frozenset({"Cc", "Co", "Cn", "Cs"})
#: Letters that people write for each other, which words don't tell apart: alefs, yehs, heh and teh marbuta.
_VARIED: Final = frozenset("\u0627\u064a\u0647\u0648")
_SKELETON: Final = str.maketrans(
    "\u0622\u0623\u0625\u0671\u0624\u0626\u0649\u0629", "\u0627\u0627\u0627\u0627\u0648\u064a\u064a\u0647"
)
#: A font in Latin slots: letters that it claims at least, and the share of them that must look Arabic.
LEAST_SLOTS: Final = 8
SLOTS_SHARE: Final = 0.5
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
    hearing = _Hearing(extraction, symbols, of_font, "language" in evidence)
    if "outline" in evidence:
        convicted = {font for font in arabic if hearing.belied(font)}
        slots = {font for font in unchecked if font not in arabic and hearing.paints_arabic(font)}
        found |= convicted | slots
    if found:
        # One program wrote all the maps: where one is wrong, what can't be checked is not to be trusted.
        found |= {font for font in arabic if not hearing.acquitted(font)}
        for font in unchecked:
            if font not in found and _claims(of_font[font], symbols, str.isdigit) and "outline" in evidence:
                found |= {font} if hearing.belied(font) else set()
    return found


def in_latin_slots(font: Font, members: Sequence[int], symbols: Symbols) -> bool:
    """True for a suspect font whose names are Latin because its maker put Arabic letters in the slots of Latin ones."""
    claimed = [symbols.claim[s] for s in members if usable(symbols.claim[s])]
    return bool(claimed) and not _claims(members, symbols, is_arabic) and not _checkable(font, members)


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
    """The program names most of the glyphs that are used, so that a check has already compared claims with it.

    The names of a Type 3 font's procedures are what its claims were made of.
    """
    if font.program_kind == "type3":
        return False
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


class _Hearing:
    """Words and ink of one document's fonts, each asked when it is needed, and once."""

    def __init__(
        self, extraction: Extraction, symbols: Symbols, of_font: Mapping[int, Sequence[int]], words: bool
    ) -> None:
        self._extraction, self._symbols, self._of_font, self._words = extraction, symbols, of_font, words
        self._odds: dict[int, dict[int, float]] = {}
        self._belied: dict[int, bool] = {}

    def odds(self, font: int) -> dict[int, float]:
        """Symbol -> log odds that its claim is right, by words."""
        if font not in self._odds:
            self._odds[font] = vouch(self._extraction, self._symbols, font) if self._words else {}
        return self._odds[font]

    def acquitted(self, font: int) -> bool:
        """True where words vouch for nearly all that the font writes, and the ink of the rest belies no claim."""
        members, odds = self._of_font[font], self.odds(font)
        letters = [s for s in members if any(map(is_arabic_letter, self._symbols.claim[s] or ""))]
        if self._vouched(font, letters) < ACQUITTED or self.belied(font):
            return False
        rest = [s for s in members if self._symbols.claim[s] is not None and odds.get(s, 0.0) < VOUCHES]
        looked = _look(self._extraction.fonts[font], rest, self._symbols)
        return all(gap <= BELIED_BY for gap, _ in looked.values())

    def _vouched(self, font: int, members: Sequence[int]) -> float:
        count, odds = self._symbols.count, self.odds(font)
        vouched = sum(int(count[s]) for s in members if odds.get(s, 0.0) >= VOUCHES)
        return vouched / max(sum(int(count[s]) for s in members), 1)

    def belied(self, font: int) -> bool:
        """True where the outlines contradict too many claims: of codes that words accuse, or say nothing of."""
        if font not in self._belied:
            self._belied[font] = self._belies(font)
        return self._belied[font]

    def _belies(self, font: int) -> bool:
        odds, count = self.odds(font), self._symbols.count
        members = [s for s in self._of_font[font] if self._symbols.claim[s] is not None]
        vouched = {s for s in members if odds.get(s, 0.0) >= VOUCHES}
        size = SMALL_SAMPLE if self._vouched(font, members) >= VOUCHED else SAMPLE

        def rank(s: int) -> tuple[int, float, int]:
            accused = odds.get(s, 0.0) <= -VOUCHES
            if s in vouched:
                # Words don't tell a letter from its variant; of the others they leave nothing to ask.
                return (
                    1 if fuse.plain(self._symbols.claim[s] or "").translate(_SKELETON) in _VARIED else 2,
                    0.0,
                    -count[s],
                )
            return 0, odds[s] if accused else 0.0, -int(count[s])

        sample = sorted(members, key=lambda s: (*rank(s), s))[:size]
        looked = _look(self._extraction.fonts[font], sample, self._symbols)
        checked = len(looked) + len(vouched.difference(looked))
        wrong = sum(gap > BELIED_BY for gap, _ in looked.values())
        return wrong >= LEAST_BELIED and wrong >= LEAST_SHARE * checked

    def paints_arabic(self, font: int) -> bool:
        """True where the font claims letters of another script and paints Arabic ones."""
        claimed = [s for s in self._of_font[font] if (self._symbols.claim[s] or " ")[0].isalpha()]
        if len(claimed) < LEAST_SLOTS:
            return False
        sample = sorted(claimed, key=lambda s: (-int(self._symbols.count[s]), s))[:SMALL_SAMPLE]
        looked = _look(self._extraction.fonts[font], sample, self._symbols)
        arabic = sum(gap > BELIED_BY and is_arabic(text[0]) for gap, text in looked.values())
        return arabic >= SLOTS_SHARE * max(len(looked), 1)


def _look(font: Font, sample: Sequence[int], symbols: Symbols) -> dict[int, tuple[float, str]]:
    """Symbol -> (how much worse its claim suits its outline than the best label, nats; that label's string).

    Blank glyphs are left out, and claims that the atlas can't know.
    """
    book = atlas.shipped()
    uses = [Use(int(symbols.gid[s]), round(float(symbols.advance[s]), 4), int(symbols.count[s])) for s in sample]
    evidence = outline_evidence(font, uses, book)
    if evidence is None:
        return {}
    labels_of: dict[str, list[int]] = {}
    for i, label in enumerate(book.labels):
        labels_of.setdefault(label.text, []).append(i)
    found: dict[int, tuple[float, str]] = {}
    for row, s in enumerate(sample):
        claim = fuse.plain(symbols.claim[s] or "")
        if evidence.blank[row]:
            continue
        alike = {claim, claim.translate(fuse.MIRRORED), *_same_value(claim)}
        rows = [at for text in alike for at in labels_of.get(text, [])]
        if not rows and not claim.isspace():
            continue
        values = evidence.loglik[row]
        gap = float(values.max() - values[np.array(rows)].max()) if rows else np.inf
        found[s] = (gap, book.labels[int(values.argmax())].text)
    return found
