"""Decipherment of a PDF: what each charcode of each font stands for, whatever the file claims.

Fonts that no check has found at fault are taken at their word. For the others the font's own tables are asked first
(:mod:`warraq.fonts.claims.table_evidence`); what they leave open is solved from outlines, joining, claims and language
together: see :mod:`warraq.decipher.glyph.search.solve`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from warraq.arabic.digits import to_ascii
from warraq.arabic.letters import TATWEEL, has_arabic
from warraq.config import DEFAULT, Config
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.parameters import Channel as P
from warraq.decipher.glyph.readings.blank_glyphs import mute_beside, second_cells
from warraq.decipher.glyph.readings.language_letters import GUESSES, as_named, doubted_in_urdu, in_their_language
from warraq.decipher.glyph.readings.latin_ligatures import ligatures_of_letters
from warraq.decipher.glyph.readings.name_of_god import with_heh, without_alef
from warraq.decipher.glyph.readings.shared_codes import by_shared_codes
from warraq.decipher.glyph.readings.stray_letters import stray_letters, with_upright_dots
from warraq.decipher.glyph.readings.turned_claims import turned_claims
from warraq.decipher.glyph.signs.signs import blank_reading, has_outline, ink_height
from warraq.decipher.glyph.signs.tokens import Symbols, symbols_of
from warraq.decipher.glyph.trust import pictures
from warraq.decipher.glyph.trust.clusters import (
    own_marks,
    parts_of,
    unclaimed_letters,
    without_bases,
    without_links,
)
from warraq.decipher.glyph.trust.font_selection import (
    MAP_FAULTS,
    is_echo,
    names_are_latin,
    select_fonts,
    without_painted_spaces,
)
from warraq.decipher.glyph.trust.latin_slots import without_latin_claims
from warraq.decipher.glyph.trust.lexicon_support import usable
from warraq.fonts.claims.claim_sources import claimed, has_unknown_name, is_piece_by_name, with_evidence
from warraq.fonts.claims.claim_text import MIRRORED, SHARED_FORMS, as_painted, plain
from warraq.fonts.claims.table_evidence import SETTLED, TableEvidence, table_evidence
from warraq.fonts.outlines.outline import Use, outlines_of
from warraq.model.finding import Finding
from warraq.model.font import Font, GlyphMap, Reading
from warraq.model.glyph import Extraction
from warraq.model.shown_codes import ShownCodes

if TYPE_CHECKING:
    from warraq.decipher.glyph.readings.font_cache import FontCache
    from warraq.decipher.glyph.search.schedule import Progress


def decipher(
    extraction: Extraction,
    findings: Sequence[Finding] = (),
    config: Config = DEFAULT,
    progress: Progress | None = None,
    cache: FontCache | None = None,
    shown: ShownCodes | None = None,
) -> list[GlyphMap]:
    """One ``GlyphMap`` per font of ``extraction``, in order.

    ``cache``: where fonts are kept from document to document; ``shown``: the ``shown_codes`` of ``extraction``, if they
    were numbered.

    ``Reading.text`` is what the glyph looks like as painted: brackets by their shape, a ligature's letters in
    logical order, empty for a kashida or an ornament, a space for a blank. Fonts that are not selected (see
    :mod:`warraq.decipher.glyph.trust.font_selection`) are honest: their claims stand as they are.
    """
    in_file, extraction = extraction, _with_evidence(extraction, config.evidence)
    symbols = symbols_of(extraction, shown if extraction is in_file else None)
    of_font: defaultdict[int, list[int]] = defaultdict(list)
    for symbol, font in enumerate(symbols.font.tolist()):
        of_font[font].append(symbol)
    if "outline" in config.evidence:
        symbols = without_painted_spaces(extraction, symbols, of_font, findings, config.evidence)
        symbols = without_links(extraction, without_bases(extraction, symbols))
    drawn = {
        number
        for number in of_font
        if "legacy" in config.evidence and pictures.is_picture_font(extraction.fonts[number])
    }
    selection = select_fonts(extraction, symbols, of_font, findings, config.evidence, drawn)
    selected = selection.fonts
    extraction = _without_echoes(extraction, selected)
    cells = second_cells(extraction, symbols, selected.union(symbols.font[sorted(selection.symbols)].tolist()))
    doubted = selection.symbols | mute_beside(symbols, cells)
    if "outline" in config.evidence:
        doubted |= unclaimed_letters(extraction, symbols)
    known: dict[int, Reading] = {}
    unsettled_of: dict[int, TableEvidence] = {}
    kinds_of_font: dict[int, Collection[str]] = {}
    for number, members in of_font.items():
        font = extraction.fonts[number]
        if number in drawn:
            known |= _pictures(font, members, symbols)
            continue
        believed = [s for s in members if s not in doubted]
        if number in selected:
            believed = [s for s in members if s in selection.claimed]
        trusted = _claimed(font, believed, symbols, config.evidence)
        for s in selection.shared.intersection(trusted):
            trusted[s] = replace(trusted[s], text=(symbols.claim[s] or "").translate(SHARED_FORMS))
        rest = [s for s in members if s not in trusted]
        kinds = config.evidence
        if number in selection.slots:
            kinds = kinds - {"glyph_name", "font_cmap"}
        elif number in selected and names_are_latin(font, members, symbols):
            kinds = kinds - {"glyph_name"}
        read, unsettled = _by_tables(font, rest, symbols, kinds) if rest else ({}, {})
        known |= trusted | read
        unsettled_of |= unsettled
        kinds_of_font[number] = kinds
    for s in stray_letters(known, symbols):
        number, code = int(symbols.font[s]), int(symbols.code[s])
        if number in kinds_of_font:
            of_code = table_evidence(extraction.fonts[number], [code], kinds_of_font[number])[code]
            unsettled_of[s] = with_upright_dots(of_code)
            del known[s]
    known |= cells
    open_of = {number: [s for s in members if s not in known] for number, members in of_font.items()}
    if cache is not None:
        known |= cache.readings(extraction, symbols, open_of)
    solved: dict[int, Reading] = {}
    if len(known) < len(symbols):
        from warraq.decipher.glyph.search.solve import solve  # slow to import, and a sound document leaves nothing open

        without_latin = without_latin_claims(symbols, selection.slots - selection.blind)
        solved = solve(extraction, without_latin, selected, known, unsettled_of, config.evidence, cells, progress)
    if cache is not None:
        cache.keep(extraction, symbols, open_of, solved)
    readings = known | solved
    if any(open_of.values()) and "shared_codes" in config.evidence:
        readings |= by_shared_codes(readings, symbols, extraction.fonts)
    for number in selected:
        readings |= in_claimed_style(of_font[number], readings, symbols.claim)
        readings |= as_named(of_font[number], readings, symbols)
    if selected:
        from warraq.decipher.glyph.readings.latin_words import (
            as_latin_claimed,
            small_inside_words,
            unread_among_latin,
        )

        for number in selected:
            readings |= as_latin_claimed(of_font[number], readings, symbols)
        readings |= in_their_language(readings, symbols)
        readings |= doubted_in_urdu(readings, symbols)
        readings |= small_inside_words(readings, symbols, extraction.pages)
        readings |= unread_among_latin(readings, symbols)
    several = ligatures_of_letters(extraction, symbols, of_font, readings) if "outline" in config.evidence else {}
    turned = turned_claims(symbols, of_font, readings)
    readings |= several | turned
    for number in selection.unproven:
        if _mean_confidence(of_font[number], readings, symbols) < P.UNREADABLE_BELOW:
            readings |= _given_up(extraction.fonts[number], of_font[number], symbols, readings, config.evidence)
    readings |= without_alef(extraction, symbols, readings) | with_heh(extraction, symbols, readings)
    contradicted = {s for s in selection.symbols if has_arabic(symbols.claim[s] or "")} | several.keys() | turned.keys()
    return [
        _glyph_map(font, of_font.get(font, []), symbols, readings, font in selected, contradicted)
        for font in range(len(extraction.fonts))
    ]


def in_claimed_style(
    members: Sequence[int], readings: Mapping[int, Reading], claims: Sequence[str | None]
) -> dict[int, Reading]:
    """Readings that differ from a right claim in style only, as they are claimed.

    Outlines can't tell a small letter from its capital in every face, and faces paint ASCII digits as Arabic-Indic
    ones, which stand in the order of these. Digits go by all of the font's: where some claim another value, none is to
    be relied on. Small letters go by whether most of the font's letters read as they are claimed.
    """
    digits = {s: claim for s in members if (claim := claims[s]) and _is_digit(claim) and _is_digit(readings[s].text)}
    same = all(to_ascii(claim) == to_ascii(readings[s].text) for s, claim in digits.items())
    styled = {s: claim for s, claim in digits.items() if same}
    letters = {s: claim for s in members if len(claim := claims[s] or "") == 1 and claim.isalpha() and claim.isascii()}
    right = [readings[s].text in (claim, claim.swapcase()) for s, claim in letters.items()]
    if 2 * sum(right) >= len(right):
        styled |= {s: claim for s, claim in letters.items() if readings[s].text == claim.swapcase()}
    changed = {s: text for s, text in styled.items() if readings[s].text != text}
    shown = not any(readings[s].text.isascii() for s in digits)
    return {
        s: replace(readings[s], text=text, painted=readings[s].text if shown and s in digits else "")
        for s, text in changed.items()
    }


def _is_digit(text: str) -> bool:
    return len(text) == 1 and text.isdigit()


def _with_evidence(extraction: Extraction, evidence: Collection[str]) -> Extraction:
    """``extraction`` without what is left out of ``evidence``."""
    if {"claim", "font_cmap", "glyph_name"} <= set(evidence):
        return extraction
    pages = extraction.pages
    if "claim" not in evidence:
        pages = tuple(replace(page, claim=np.full(len(page), -1, np.int32)) for page in pages)
    return replace(extraction, fonts=tuple(with_evidence(font, evidence) for font in extraction.fonts), pages=pages)


def _without_echoes(extraction: Extraction, selected: Collection[int]) -> Extraction:
    """``extraction``, but selected fonts whose tables were made of their claims have none."""
    fonts = extraction.fonts
    if not any(is_echo(fonts[number]) for number in selected):
        return extraction
    without = (
        replace(font, gid_to_unicode={}, code_to_name={}) if number in selected and is_echo(font) else font
        for number, font in enumerate(fonts)
    )
    return replace(extraction, fonts=tuple(without))


def _claimed(font: Font, members: Sequence[int], symbols: Symbols, evidence: Collection[str]) -> dict[int, Reading]:
    """An honest font's claims, brackets as painted. Claims that say nothing are left out.

    Where a cluster is drawn as several glyphs, each reads as its own part if the font's tables know the parts.
    Otherwise what isn't claimed belongs to the cluster whose first glyph carries the claim, and reads as nothing. But
    letters that were joined with their dots here are whole ones, and where the tables alone know Arabic letters no
    claim can be that of a cluster: what neither knows is left out. What has a name that isn't known, where no Arabic is
    claimed, may be a sign of its own.
    """
    parts = parts_of(font, members, symbols, evidence)
    in_arabic = any(map(has_arabic, filter(None, map(symbols.claim.__getitem__, members))))
    clustered = in_arabic or not any(map(has_arabic, parts.values()))
    readings: dict[int, Reading] = {}
    for s in members:
        claim = symbols.claim[s]
        if claim and usable(claim):
            gid = int(symbols.gid[s])
            text = as_painted(font, gid, claim)
            advance = float(symbols.advance[s])
            own = parts.get(s) or own_marks(text, advance, 0.0 if advance > 0 else ink_height(font, gid))
            readings[s] = Reading(own, P.CLAIM_CONFIDENCE, "claim")
        elif not claim and (s in parts or (clustered and int(symbols.gid[s]) not in font.letters)):
            unknown = not in_arabic and has_unknown_name(font, int(symbols.code[s]))
            beside = P.UNKNOWN_NAME_CONFIDENCE if unknown else P.CLUSTER_CONFIDENCE
            sure = P.TABLE_CONFIDENCE if s in parts else beside
            readings[s] = Reading(parts.get(s, ""), sure, "claim")
    return readings


def _given_up(
    font: Font,
    members: Sequence[int],
    symbols: Symbols,
    readings: Mapping[int, Reading],
    evidence: Collection[str],
) -> dict[int, Reading]:
    """What was guessed of a font that can't be read, as it is claimed: nothing speaks against its claims, and guesses
    that nobody is sure of are worse. They stay as doubtful as these were."""
    guessed = [s for s in members if readings[s].evidence in GUESSES and usable(symbols.claim[s])]
    claimed = _claimed(font, guessed, symbols, evidence)
    return {
        s: replace(reading, confidence=min(readings[s].confidence, parameters.LanguageLetters.NAMED))
        for s, reading in claimed.items()
    }


def _pictures(font: Font, members: Sequence[int], symbols: Symbols) -> dict[int, Reading]:
    """What the codes of a font of pictures show: where nothing names their slots, what their outlines tell."""
    shown = {s: pictures.picture(font, int(symbols.code[s]), symbols.claim[s]) for s in members}
    readings = {s: Reading(text, parameters.Pictures.TRUST, "legacy") for s, text in shown.items()}
    for s in members:
        inked = has_outline(font, int(symbols.gid[s]))
        if inked and not shown[s] and pictures.is_unnamed(font, int(symbols.code[s]), symbols.claim[s]):
            use = Use(int(symbols.gid[s]), round(float(symbols.advance[s]), 4), int(symbols.count[s]))
            readings[s] = pictures.by_outline(font, use)
    return readings


def _by_tables(
    font: Font, members: Sequence[int], symbols: Symbols, evidence: Collection[str]
) -> tuple[dict[int, Reading], dict[int, TableEvidence]]:
    """What the font program's own tables settle of the codes, and what they say of those that they don't settle."""
    readings: dict[int, Reading] = {}
    if "glyph_name" in evidence:
        pieces = [s for s in members if is_piece_by_name(font, int(symbols.code[s]))]
        readings = {s: Reading("", P.TABLE_CONFIDENCE, "name") for s in pieces}
        members = [s for s in members if s not in readings]
    of_tables = table_evidence(font, [int(symbols.code[s]) for s in members], evidence)
    if not of_tables:
        return readings, {}
    outlines = outlines_of(font)
    unsettled: dict[int, TableEvidence] = {}
    for s in members:
        gid = int(symbols.gid[s])
        named = of_tables.get(int(symbols.code[s]))
        if outlines is not None and has_outline(font, gid) and outlines.box(gid)[0] is None:
            called_space = font.gid_to_unicode.get(gid, "").isspace()
            readings[s] = blank_reading(float(symbols.advance[s]), called_space=called_space)
        elif named is not None and named.probability >= SETTLED:
            sure = min(P.TABLE_CONFIDENCE, named.probability)
            readings[s] = Reading(named.text, sure, named.source)
        elif named is not None:
            unsettled[s] = named
    if outlines is not None and "dots" in evidence:
        from warraq.decipher.glyph.readings.dotted_otherwise import (
            dotted_otherwise,  # a sound document has no such font
        )

        gids = {s: int(symbols.gid[s]) for s in readings}
        for s in dotted_otherwise(outlines, gids, {s: reading.text for s, reading in readings.items()}):
            del readings[s]
    return readings, unsettled


def _glyph_map(
    font: int,
    members: Sequence[int],
    symbols: Symbols,
    readings: Mapping[int, Reading],
    selected: bool,
    contradicted: Collection[int],
) -> GlyphMap:
    """The font's map. Of one that isn't ``selected`` only the ``contradicted`` claims can have been repaired."""
    chosen = list(members)
    by_code = dict(zip(symbols.code[chosen].tolist(), map(readings.__getitem__, chosen), strict=True))
    uses = dict(zip(chosen, symbols.count[chosen].tolist(), strict=True))
    total = sum(uses.values()) or 1
    confidence = _mean_confidence(members, readings, symbols)
    claims = {s: symbols.claim[s] for s in members}
    changed = [s for s in members if (selected or s in contradicted) and _differs(claims[s], readings[s].text)]
    shares: Counter[str] = Counter()
    for s, n in uses.items():
        shares[readings[s].evidence] += n
    verdict = "honest"
    if selected and confidence < P.UNREADABLE_BELOW:
        verdict = "unreadable"
    elif changed:
        verdict = "no_map" if all(claims[s] is None for s in changed) else "wrong_map"
    return GlyphMap(font, verdict, by_code, len(changed), {k: n / total for k, n in shares.items()}, confidence)


def _mean_confidence(members: Sequence[int], readings: Mapping[int, Reading], symbols: Symbols) -> float:
    """That of a font's glyphs."""
    count = symbols.count[list(members)].tolist()
    sure = sum(readings[s].confidence * n for s, n in zip(members, count, strict=True))
    return sure / (sum(count) or 1) if members else 1.0


def contradicted_maps(extraction: Extraction, maps: Sequence[GlyphMap], findings: Sequence[Finding]) -> list[Finding]:
    """A ``wrong_map`` for each font whose claims were found wrong by ink and words alone, which no check can see."""
    reported = {finding.where for finding in findings if finding.subject == "font" and finding.fault in MAP_FAULTS}
    wrong_maps = []
    for glyph_map in maps:
        font = extraction.fonts[glyph_map.font]
        where = f"{font.name} (font {glyph_map.font})"
        if glyph_map.verdict != "wrong_map" or where in reported:
            continue
        read = glyph_map.readings
        claims = claimed(font, read)
        wrong = [code for code, claim in claims.items() if _differs(claim, read[code].text)]
        if wrong:
            detail = (
                f"{len(wrong)} of {len(read)} codes claim other characters than their outlines and their words show."
            )
            wrong_maps.append(Finding("wrong_map", "font", where, len(wrong) / len(read), detail))
    return wrong_maps


def _differs(claim: str | None, text: str) -> bool:
    if claim is None:
        return True
    claimed, text = plain(claim).replace(TATWEEL, ""), plain(text).replace(TATWEEL, "")
    return text not in (claimed, claimed.translate(MIRRORED))
