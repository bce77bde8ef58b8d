"""Decipherment of a PDF: what each charcode of each font stands for, whatever the file claims.

Fonts that no check has found at fault are taken at their word. For the others the font's own tables are asked first
(:mod:`warraq.fonts.claims.table_evidence`); what they leave open is solved from outlines, joining, claims and language
together: see :mod:`warraq.decipher.glyph.search.solve`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.digits import to_ascii
from warraq.arabic.letters import TATWEEL, has_arabic
from warraq.config import DEFAULT, Config
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.parameters import BY_TABLES
from warraq.decipher.glyph.parameters import Channel as P
from warraq.decipher.glyph.readings.blank_glyphs import mute_beside, second_cells
from warraq.decipher.glyph.readings.language_letters import (
    GUESSES,
    as_named,
    doubted_in_urdu,
    hehs_of_urdu,
    in_their_language,
)
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
    FontSelection,
    is_echo,
    names_are_latin,
    select_fonts,
    without_painted_spaces,
)
from warraq.decipher.glyph.trust.latin_slots import without_latin_claims
from warraq.decipher.glyph.trust.lexicon_support import usable
from warraq.fonts.claims.claim_sources import by_program, claimed, has_unknown_name, is_piece_by_name, with_evidence
from warraq.fonts.claims.claim_text import MIRRORED, SHARED_FORMS, as_painted, plain
from warraq.fonts.claims.table_evidence import SETTLED, TableEvidence, table_evidence
from warraq.fonts.outlines.outline import Use, outlines_of
from warraq.model.finding import Finding
from warraq.model.font import Font, GlyphMap, Reading
from warraq.model.glyph import Extraction
from warraq.model.packed.shown_codes import ShownCodes

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
    case, tables = _looked_at(extraction, findings, config, shown)
    symbols, of_font, selection = case.symbols, case.of_font, case.selection
    open_of = {number: [s for s in members if s not in tables.known] for number, members in of_font.items()}
    known = tables.known
    if cache is not None:
        known |= cache.readings(case.extraction, symbols, open_of)
    solved: dict[int, Reading] = {}
    if len(known) < len(symbols):
        from warraq.decipher.glyph.search.solve import solve  # slow to import, and a sound document leaves nothing open

        without_latin = without_latin_claims(symbols, selection.slots - selection.blind)
        solved = solve(
            case.extraction, without_latin, selection.fonts, known, tables.unsettled, config.evidence, tables.cells,
            progress,
        )  # fmt: skip
    if cache is not None:
        cache.keep(case.extraction, symbols, open_of, solved)
    readings = known | solved
    if any(open_of.values()) and "shared_codes" in config.evidence:
        readings |= by_shared_codes(readings, symbols, case.extraction.fonts)
    contradicted = {s for s in selection.symbols if has_arabic(symbols.claim[s] or "")}
    for step in AFTER_READINGS:
        changed = step.run(case, readings)
        readings |= changed
        if step.contradicts:
            contradicted |= changed.keys()
    return [
        _glyph_map(font, of_font.get(font, []), symbols, readings, font in selection.fonts, contradicted)
        for font in range(len(case.extraction.fonts))
    ]


def _looked_at(
    extraction: Extraction, findings: Sequence[Finding], config: Config, shown: ShownCodes | None
) -> tuple[_Document, _Told]:
    """The document with the fonts that can't be taken at their word, and what claims and tables settle."""
    in_file, extraction = extraction, _with_evidence(extraction, config.evidence)
    symbols = symbols_of(extraction, shown if extraction is in_file else None)
    of_font: defaultdict[int, list[int]] = defaultdict(list)
    for symbol, font in enumerate(symbols.font.tolist()):
        of_font[font].append(symbol)
    if "outline" in config.evidence:
        symbols = without_painted_spaces(extraction, symbols, of_font, findings, config.evidence)
        symbols = without_links(extraction, without_bases(extraction, symbols))
    drawn = _picture_fonts(extraction, of_font, config.evidence)
    selection = select_fonts(extraction, symbols, of_font, findings, config.evidence, drawn)
    case = _Document(_without_echoes(extraction, selection.fonts), symbols, of_font, selection, config.evidence)
    return case, _by_fonts(case, drawn)


@dataclass(frozen=True, slots=True)
class Doubts:
    """What can be said of a file's claims before anything is solved.

    Attributes:
        symbols: the (font, charcode) pairs of the document.
        wrong: bool[n], the font's own tables, or what is blank, say something else than the file.
        open: bool[n], the claim can't be taken as it is, and only decipherment tells whether it is right.
    """

    symbols: Symbols
    wrong: NDArray[np.bool_]
    open: NDArray[np.bool_]


def doubts(
    extraction: Extraction,
    findings: Sequence[Finding] = (),
    config: Config = DEFAULT,
    shown: ShownCodes | None = None,
) -> Doubts:
    """Which claims ``decipher`` would not take as they are: what it begins with, and cheap. Arguments are its own."""
    case, tables = _looked_at(extraction, findings, config, shown)
    symbols, selection = case.symbols, case.selection
    wrong, unsettled = np.zeros(len(symbols), bool), np.ones(len(symbols), bool)
    unsettled[list(tables.known)] = False
    for s, reading in tables.known.items():
        doubted = int(symbols.font[s]) in selection.fonts or s in selection.symbols
        wrong[s] = doubted and bool(reading.text.strip()) and _differs(symbols.claim[s], reading.text)
    return Doubts(symbols, wrong, unsettled)


@dataclass(frozen=True, slots=True)
class _Document:
    """A document as the channel reads it: its symbols, those of each font, which fonts aren't taken at their word, and
    the kinds of evidence that count."""

    extraction: Extraction
    symbols: Symbols
    of_font: Mapping[int, list[int]]
    selection: FontSelection
    evidence: Collection[str]


def _picture_fonts(extraction: Extraction, numbers: Collection[int], evidence: Collection[str]) -> set[int]:
    """Those of some fonts that draw pictures for the codes of letters."""
    if "legacy" not in evidence:
        return set()
    return {number for number in numbers if pictures.is_picture_font(extraction.fonts[number])}


class _Told(NamedTuple):
    """What fonts tell by themselves: readings of symbols, what their tables say of others, and the blanks that part
    cells (``second_cells``), which are read too."""

    known: dict[int, Reading]
    unsettled: dict[int, TableEvidence]
    cells: dict[int, Reading]


def _by_fonts(case: _Document, drawn: Collection[int]) -> _Told:
    """The symbols that claims and tables settle. ``drawn``: fonts of pictures."""
    extraction, symbols, selection = case.extraction, case.symbols, case.selection
    faulty = selection.fonts.union(symbols.font[sorted(selection.symbols)].tolist())
    cells = second_cells(extraction, symbols, faulty)
    doubted = selection.symbols | mute_beside(symbols, cells)
    if "outline" in case.evidence:
        doubted |= unclaimed_letters(extraction, symbols)
    tables = _Told({}, {}, cells)
    kinds_of_font: dict[int, Collection[str]] = {}
    for number, members in case.of_font.items():
        if number in drawn:
            tables.known.update(_pictures(extraction.fonts[number], members, symbols))
        else:
            kinds_of_font[number] = _by_font(case, number, doubted, tables)
    for s in stray_letters(tables.known, symbols):
        number, code = int(symbols.font[s]), int(symbols.code[s])
        if number in kinds_of_font:
            of_code = table_evidence(extraction.fonts[number], [code], kinds_of_font[number])[code]
            tables.unsettled[s] = with_upright_dots(of_code)
            del tables.known[s]
    tables.known.update(cells)
    return tables


def _by_font(case: _Document, number: int, doubted: Collection[int], tables: _Told) -> Collection[str]:
    """Add what a font tells of its symbols to ``tables``; the kinds of evidence that its tables may give."""
    font, symbols, selection = case.extraction.fonts[number], case.symbols, case.selection
    members = case.of_font[number]
    believed = [s for s in members if s not in doubted]
    if number in selection.fonts:
        believed = [s for s in members if s in selection.claimed]
    trusted = _claimed(font, believed, symbols, case.evidence)
    for s in selection.shared.intersection(trusted):
        trusted[s] = replace(trusted[s], text=(symbols.claim[s] or "").translate(SHARED_FORMS))
    rest = [s for s in members if s not in trusted]
    kinds = case.evidence
    if number in selection.slots:
        kinds = frozenset(kinds) - {"glyph_name", "font_cmap"}
    elif number in selection.fonts and names_are_latin(font, members, symbols):
        kinds = frozenset(kinds) - {"glyph_name"}
    read, unsettled = _by_tables(font, rest, symbols, kinds) if rest else ({}, {})
    tables.known.update(trusted | read)
    tables.unsettled.update(unsettled)
    return kinds


def _as_fonts_claim(case: _Document, readings: Mapping[int, Reading]) -> dict[int, Reading]:
    mended = dict(readings)
    for number in case.selection.fonts:
        mended |= in_claimed_style(case.of_font[number], mended, case.symbols.claim)
        mended |= as_named(case.of_font[number], mended, case.symbols)
    return mended


def _as_latin_claimed(case: _Document, readings: Mapping[int, Reading]) -> dict[int, Reading]:
    if not case.selection.fonts:
        return {}
    from warraq.decipher.glyph.readings.latin_words import as_latin_claimed

    mended = dict(readings)
    for number in case.selection.fonts:
        mended |= as_latin_claimed(case.of_font[number], mended, case.symbols)
    return mended


def _in_their_language(case: _Document, readings: Mapping[int, Reading]) -> dict[int, Reading]:
    if not case.selection.fonts:
        return {}
    theirs = in_their_language(readings, case.symbols)
    return theirs | hehs_of_urdu({**readings, **theirs}, case.symbols, case.extraction.fonts)


def _doubted_in_urdu(case: _Document, readings: Mapping[int, Reading]) -> dict[int, Reading]:
    return doubted_in_urdu(readings, case.symbols) if case.selection.fonts else {}


def _small_inside_words(case: _Document, readings: Mapping[int, Reading]) -> dict[int, Reading]:
    if not case.selection.fonts:
        return {}
    from warraq.decipher.glyph.readings.latin_words import small_inside_words

    return small_inside_words(readings, case.symbols, case.extraction.pages)


def _unread_among_latin(case: _Document, readings: Mapping[int, Reading]) -> dict[int, Reading]:
    if not case.selection.fonts:
        return {}
    from warraq.decipher.glyph.readings.latin_words import unread_among_latin

    return unread_among_latin(readings, case.symbols)


def _several_or_turned(case: _Document, readings: Mapping[int, Reading]) -> dict[int, Reading]:
    several: dict[int, Reading] = {}
    if "outline" in case.evidence:
        several = ligatures_of_letters(case.extraction, case.symbols, case.of_font, readings)
    return several | turned_claims(case.symbols, case.of_font, readings)


def _as_claimed_where_unread(case: _Document, readings: Mapping[int, Reading]) -> dict[int, Reading]:
    mended = dict(readings)
    for number in sorted(case.selection.fonts):
        font, members = case.extraction.fonts[number], case.of_font[number]
        if _mean_confidence(members, mended, case.symbols) < P.UNREADABLE_BELOW and (
            number in case.selection.unproven or _is_borne_out(font, members, case.symbols)
        ):
            mended |= _given_up(font, members, case.symbols, mended, case.evidence)
    return mended


def _is_borne_out(font: Font, members: Sequence[int], symbols: Symbols) -> bool:
    """The program's own tables say what is claimed of nearly all glyphs that they know, which are enough to tell."""
    shown = by_program(font, [int(symbols.code[s]) for s in members])
    known = [s for s in members if int(symbols.code[s]) in shown and usable(symbols.claim[s])]
    same = [s for s in known if not _differs(symbols.claim[s], shown[int(symbols.code[s])])]
    total = int(symbols.count[known].sum())
    return (
        total >= P.ENOUGH_KNOWN * int(symbols.count[list(members)].sum())
        and int(symbols.count[same].sum()) >= P.BORNE_OUT * total
    )


def _name_of_god(case: _Document, readings: Mapping[int, Reading]) -> dict[int, Reading]:
    alef = without_alef(case.extraction, case.symbols, readings)
    return alef | with_heh(case.extraction, case.symbols, readings)


@dataclass(frozen=True, slots=True)
class Step:
    """What is looked at once all symbols are read: gives readings that take the place of those that there are.

    Attributes:
        why: why it stands where it does.
        contradicts: the claims of what changes are wrong, however the font's others are.
    """

    run: Callable[[_Document, Mapping[int, Reading]], dict[int, Reading]]
    why: str
    contradicts: bool = False


#: What follows the readings, in this order.
AFTER_READINGS: Final = (
    Step(_as_fonts_claim, "first: the others tell languages and words by letters, which are those of the claims here"),
    Step(_as_latin_claimed, "by the letters that fonts claim right, before languages are told by them"),
    Step(_in_their_language, "by the letters of all fonts together, as they stay"),
    Step(_doubted_in_urdu, "once the language is told"),
    Step(_small_inside_words, "words of Latin letters, whose style the claims have had their say in"),
    Step(_unread_among_latin, "beside Latin words as they read by now"),
    Step(_several_or_turned, "against claims, so behind all that goes by them", contradicts=True),
    Step(_as_claimed_where_unread, "by how sure the readings are that stay"),
    Step(_name_of_god, "last: the name is told by the letters around it"),
)


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
            text_of_claim = parts.get(s) or own_marks(text, advance, 0.0 if advance > 0 else ink_height(font, gid))
            readings[s] = Reading(text_of_claim, parameters.BELIEVED, "claim")
        elif not claim and (s in parts or (clustered and int(symbols.gid[s]) not in font.letters)):
            unknown = not in_arabic and has_unknown_name(font, int(symbols.code[s]))
            beside = parameters.UNCHECKED if unknown else parameters.MOSTLY_SO
            sure = BY_TABLES if s in parts else beside
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
    readings = {s: Reading(text, BY_TABLES, "legacy") for s, text in shown.items()}
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
        readings = {s: Reading("", BY_TABLES, "name") for s in pieces}
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
            sure = min(BY_TABLES, named.probability)
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
    """A ``wrong_map`` for each font whose claims were found wrong by ink and words alone, which no check can see.

    What a check has reported isn't told twice: of a font with ``blank_letters`` those aren't counted.
    """
    faults_of: defaultdict[str, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.subject == "font":
            faults_of[finding.where].add(finding.fault)
    wrong_maps = []
    for glyph_map in maps:
        font = extraction.fonts[glyph_map.font]
        where = f"{font.name} (font {glyph_map.font})"
        if glyph_map.verdict != "wrong_map" or not MAP_FAULTS.isdisjoint(faults_of[where]):
            continue
        read = glyph_map.readings
        claims = claimed(font, read)
        wrong = [code for code, claim in claims.items() if _differs(claim, read[code].text)]
        if "blank_letters" in faults_of[where]:
            wrong = [code for code in wrong if read[code].text.strip()]
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
