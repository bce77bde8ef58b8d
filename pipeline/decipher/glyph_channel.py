"""Decipherment of a PDF: what each charcode of each font stands for, whatever the file claims.

Fonts that no check has found at fault are taken at their word. For the others the cheap witnesses are asked first
(the font program's own cmap, its glyph names); what they leave open is solved from outlines, joining, claims and
language together: see :mod:`pipeline.decipher.solve`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.config import DEFAULT, Config
from pipeline.decipher import fuse
from pipeline.decipher.evidence import font_cmap, glyph_name
from pipeline.decipher.evidence.outline import outlines_of
from pipeline.decipher.joining import TATWEEL
from pipeline.decipher.signs import has_outline
from pipeline.decipher.solve import BLANK_CONFIDENCE, SPACE_ADVANCE, Progress, solve
from pipeline.decipher.suspicion import suspects, usable
from pipeline.decipher.tokens import Symbols, symbols_of
from pipeline.model.finding import Finding
from pipeline.model.font import Font, GlyphMap, Reading
from pipeline.model.glyph import Extraction

#: Keheh, heh goal, heh doachashmee and ae, as kaf and heh.
_SHARED_GLYPHS: Final = str.maketrans("\u06a9\u06c1\u06be\u06d5", "\u0643\u0647\u0647\u0647")
#: Initial and medial farsi yeh.
_JOINED_FARSI_YEH: Final = ("\ufbfe", "\ufbff")
CLAIM_CONFIDENCE: Final = 0.999
#: Confidence that an unclaimed glyph belongs to the cluster of another.
CLUSTER_CONFIDENCE: Final = 0.95
#: Confidence of a reading by the font's own tables.
TABLE_CONFIDENCE: Final = 0.998
#: A font that is read less surely than this on average is unreadable.
UNREADABLE_BELOW: Final = 0.75


def decipher(
    extraction: Extraction,
    findings: Sequence[Finding] = (),
    config: Config = DEFAULT,
    progress: Progress | None = None,
) -> list[GlyphMap]:
    """One ``GlyphMap`` per font of ``extraction``, in order.

    ``Reading.text`` is what the glyph looks like as painted: brackets by their shape, a ligature's letters in
    logical order, empty for a kashida or an ornament, a space for a blank. Fonts that are not suspect (see
    :mod:`pipeline.decipher.suspicion`) are honest: their claims stand as they are.
    """
    symbols = symbols_of(extraction)
    of_font: defaultdict[int, list[int]] = defaultdict(list)
    for symbol, font in enumerate(symbols.font.tolist()):
        of_font[font].append(symbol)
    suspect = suspects(extraction, symbols, of_font, findings)
    known: dict[int, Reading] = {}
    for font, members in of_font.items():
        read = _by_tables if font in suspect else _claimed
        known |= read(extraction.fonts[font], members, symbols)
    solved = solve(extraction, symbols, suspect, known, progress) if len(known) < len(symbols) else {}
    readings = known | solved
    return [
        _glyph_map(font, of_font.get(font, []), symbols, readings, font in suspect)
        for font in range(len(extraction.fonts))
    ]


def _claimed(font: Font, members: Sequence[int], symbols: Symbols) -> dict[int, Reading]:
    """An honest font's claims, brackets as painted.

    What it doesn't claim belongs to a cluster whose first glyph carries the claim, and reads as nothing. For claims
    that say nothing its tables are asked; the rest stays open.
    """
    claimed: dict[int, Reading] = {}
    for s in members:
        claim = symbols.claim[s]
        if claim and usable(claim):
            text = fuse.as_painted(font, int(symbols.gid[s]), claim)
            claimed[s] = Reading(_own_part(text, float(symbols.advance[s])), CLAIM_CONFIDENCE, "claim")
        elif not claim:
            claimed[s] = Reading("", CLUSTER_CONFIDENCE, "claim")
    rest = [s for s in members if s not in claimed]
    return claimed | (_by_tables(font, rest, symbols) if rest else {})


def _own_part(claim: str, advance: float) -> str:
    """The marks alone where a glyph without width claims its base too: the base's own glyph claims that already."""
    if advance > 0 or len(claim) < 2 or fuse.is_mark(claim[0]):
        return claim
    marks = claim.lstrip("".join(c for c in claim if not fuse.is_mark(c)))
    return marks if marks and all(map(fuse.is_mark, marks)) else claim


def _by_tables(font: Font, members: Sequence[int], symbols: Symbols) -> dict[int, Reading]:
    """What the font program's own tables say of the codes that paint something."""
    codes = [int(symbols.code[s]) for s in members]
    outlines = outlines_of(font)
    readings: dict[int, Reading] = {}
    for source, found in table_readings(font, codes):
        for s, code in zip(members, codes, strict=True):
            if s in readings:
                continue
            gid = int(symbols.gid[s])
            if outlines is not None and has_outline(font, gid) and outlines.box(gid)[0] is None:
                blank = " " if symbols.advance[s] > SPACE_ADVANCE else ""
                readings[s] = Reading(blank, BLANK_CONFIDENCE, "outline")
            elif code in found:
                readings[s] = Reading(fuse.plain(found[code]), TABLE_CONFIDENCE, source)
    return readings


def table_readings(font: Font, codes: Sequence[int]) -> list[tuple[str, dict[int, str]]]:
    """(evidence, code -> string) of the font's own tables, the most reliable first."""
    return [
        (name, {code: _arabic(font, code, text) for code, text in source(font, codes).items()})
        for name, source in (("cmap", font_cmap.readings), ("name", glyph_name.readings))
    ]


def _arabic(font: Font, code: int, text: str) -> str:
    """Letters of other languages as the Arabic letters that the glyph shows: faces share one glyph between them.

    Where the file claims the same letter of another language, it stays. Farsi yeh has no dots where it ends a word,
    so that there it shows alef maksura. A kashida means nothing.
    """
    if font.to_unicode.get(code) == text:
        return text.replace(TATWEEL, "")
    if text == "\N{ARABIC LETTER FARSI YEH}":
        listed = font.gid_to_unicode.get(font.code_to_gid.get(code, -1), "")
        return "\N{ARABIC LETTER YEH}" if listed in _JOINED_FARSI_YEH else "\N{ARABIC LETTER ALEF MAKSURA}"
    return text.translate(_SHARED_GLYPHS).replace(TATWEEL, "")


def _glyph_map(
    font: int, members: Sequence[int], symbols: Symbols, readings: Mapping[int, Reading], suspect: bool
) -> GlyphMap:
    by_code = {int(symbols.code[s]): readings[s] for s in members}
    uses = {s: int(symbols.count[s]) for s in members}
    total = sum(uses.values()) or 1
    confidence = sum(readings[s].confidence * n for s, n in uses.items()) / total if members else 1.0
    claims = {s: symbols.claim[s] for s in members}
    repaired = sum(_differs(claims[s], readings[s].text) for s in members) if suspect else 0
    shares: Counter[str] = Counter()
    for s, n in uses.items():
        shares[readings[s].evidence] += n
    verdict = "honest"
    if suspect and repaired:
        verdict = "no_map" if all(claim is None for claim in claims.values()) else "wrong_map"
        if confidence < UNREADABLE_BELOW:
            verdict = "unreadable"
    return GlyphMap(font, verdict, by_code, repaired, {k: n / total for k, n in shares.items()}, confidence)


def _differs(claim: str | None, text: str) -> bool:
    if claim is None:
        return True
    said = fuse.plain(claim).replace(TATWEEL, "")
    return text not in (said, said.translate(fuse.MIRRORED))
