"""Which fonts have to be deciphered: those that a finding names, that claim nothing, or whose claims are contradicted.

The last is asked of fonts that have no tables to check claims against: of Arabic ones always, of those with digits
where another font of the document is at fault, of others where their letters may be Arabic ones in Latin slots. Tables
that were made of the claims are no check: the ink of such a font is looked at where another is at fault. Words
come first (``lexicon_support``): the ink is looked at of codes that they reject or say nothing of.
Of a font that is believed single codes may be doubted all the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from warraq.arabic.letters import has_arabic
from warraq.config import EVIDENCE
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.signs.signs import inked
from warraq.decipher.glyph.signs.spellings import COMPOSING
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.decipher.glyph.trust.claim_checks import ClaimChecks, is_spelt
from warraq.decipher.glyph.trust.clusters import parts_of
from warraq.decipher.glyph.trust.contradicted import contradicted, low_alefs
from warraq.decipher.glyph.trust.latin_slots import garbled_without_ink, in_latin_slots
from warraq.decipher.glyph.trust.lexicon_support import is_printed, usable
from warraq.fonts.claims import font_cmap, glyph_name, legacy
from warraq.fonts.claims.claim_sources import by_cmap, by_program, claimed
from warraq.fonts.claims.claim_text import is_mark
from warraq.fonts.outlines.outline import MARK_ADVANCE
from warraq.fonts.programs.glyph_ink import SPACE_ADVANCE, blank_glyphs, outlined
from warraq.model.finding import Finding
from warraq.model.font import Font
from warraq.model.glyph import Extraction

#: Faults of a font that make all its claims doubtful.
MAP_FAULTS: Final = frozenset({"wrong_map", "many_to_one_map", "offset_map", "mirrored_digits"})
_NUMBER: Final = re.compile(r"\(font (\d+)\)$")


@dataclass(frozen=True, slots=True)
class FontSelection:
    """What has to be deciphered: what can't be taken as it is claimed.

    Attributes:
        fonts: numbers of the fonts whose claims can't be.
        symbols: numbers of single symbols of other fonts.
        shared: symbols that claim a Persian form for a glyph that stands for the Arabic letter.
        claimed: symbols of ``fonts`` whose claims stand: the font is selected only for all that it doesn't claim.
        slots: those of ``fonts`` that hold Arabic letters in the slots of Latin ones: what their tables say is nothing.
        blind: those of ``slots`` without outlines, whose claims are all that there is.
        unproven: those of ``fonts`` that nothing speaks against but that another one's map is wrong.
    """

    fonts: frozenset[int]
    symbols: frozenset[int] = frozenset()
    shared: frozenset[int] = frozenset()
    claimed: frozenset[int] = frozenset()
    slots: frozenset[int] = frozenset()
    blind: frozenset[int] = frozenset()
    unproven: frozenset[int] = frozenset()


def without_painted_spaces(
    extraction: Extraction,
    symbols: Symbols,
    of_font: Mapping[int, Sequence[int]],
    findings: Sequence[Finding],
    evidence: Collection[str] = EVIDENCE,
) -> Symbols:
    """``symbols``, but what claims a space and paints claims an empty string, where no finding calls a map wrong.

    Word writes a space for each further glyph of a cluster: the tooth by which Sakkal Majalla joins a seen to a yeh.
    Marks and signs that the tables know are left, see ``_spaces_for_marks`` and ``_spaces_for_signs``; so are spaces
    that they know, and outlines without area, which a face may have in its space.
    """
    if _found_wrong(extraction, findings):
        return symbols
    claim = list(symbols.claim)
    for number, members in of_font.items():
        font = extraction.fonts[number]
        spaces = {s: int(symbols.gid[s]) for s in members if (claim[s] or "").isspace()}
        drawn = outlined(font.program, spaces.values())
        if not drawn or not _claims(members, symbols, has_arabic):
            continue
        given = font, list(spaces), symbols, evidence
        known = {*_spaces_for_marks(*given), *_spaces_for_signs(*given)}
        for s, gid in spaces.items():
            named = font.gid_to_unicode.get(gid, "").isspace()
            if gid in drawn and s not in known and not named and inked(font, gid):
                claim[s] = ""
    return replace(symbols, claim=tuple(claim))


def _found_wrong(extraction: Extraction, findings: Sequence[Finding]) -> set[int]:
    """Fonts whose map a finding calls wrong."""
    faults = [finding for finding in findings if finding.subject == "font" and finding.fault in MAP_FAULTS]
    return {font for finding in faults for font in _fonts_of(finding.where, extraction.fonts)}


def select_fonts(
    extraction: Extraction,
    symbols: Symbols,
    of_font: Mapping[int, Sequence[int]],
    findings: Sequence[Finding],
    evidence: Collection[str] = EVIDENCE,
    drawn: Collection[int] = (),
) -> FontSelection:
    """The fonts, and the symbols of other fonts, whose claims can't be taken as they are.

    ``of_font``: font -> its symbols; ``drawn``: fonts of pictures, which say nothing of the maps of others.
    """
    claiming = {font: members for font, members in of_font.items() if font not in drawn}
    checks = ClaimChecks(extraction, symbols, claiming, words="language" in evidence, ink="outline" in evidence)
    selecting = _Selecting(extraction, symbols, claiming, drawn, findings, evidence, checks)
    for step in SELECTION:
        step.run(selecting)
    believed = [font for font in selecting.arabic if font not in selecting.selected]
    single = _single_symbols(selecting, believed)
    shared = {s for font in believed for s in checks.shared(font)}
    standing = {s for font in selecting.partly for s in checks.borne_out(font)}
    return FontSelection(
        *map(
            frozenset,
            (selecting.selected, single, shared, standing, selecting.slots, selecting.blind, selecting.unproven),
        ),
    )


@dataclass(slots=True)
class _Selecting:
    """The fonts of a document while they are selected.

    Attributes:
        of_font: font -> its symbols, of those that are not ``drawn``, fonts of pictures.
        selected: fonts whose claims can't be taken as they are, so far.
        arabic: those that claim Arabic letters and were not selected before any claim was checked.
        partly: selected ones some of whose claims may stand.
        unchecked: those whose claims no check can tell of.
        slots, blind, unproven: as in ``FontSelection``.
    """

    extraction: Extraction
    symbols: Symbols
    of_font: Mapping[int, Sequence[int]]
    drawn: Collection[int]
    findings: Sequence[Finding]
    evidence: Collection[str]
    checks: ClaimChecks
    selected: set[int] = field(default_factory=set)
    arabic: list[int] = field(default_factory=list)
    partly: set[int] = field(default_factory=set)
    unchecked: list[int] = field(default_factory=list)
    slots: set[int] = field(default_factory=set)
    blind: set[int] = field(default_factory=set)
    unproven: set[int] = field(default_factory=set)


def _select_unclaimed(selecting: _Selecting) -> None:
    claim = selecting.symbols.claim
    selecting.selected |= {
        font for font, members in selecting.of_font.items() if not any(usable(claim[s]) for s in members)
    }


def _select_found_wrong(selecting: _Selecting) -> None:
    selecting.selected |= _found_wrong(selecting.extraction, selecting.findings).difference(selecting.drawn)


def _select_contradicted(selecting: _Selecting) -> None:
    fonts, of_font, symbols, checks = selecting.extraction.fonts, selecting.of_font, selecting.symbols, selecting.checks
    selecting.arabic = [
        f for f in sorted(of_font) if f not in selecting.selected and _claims(of_font[f], symbols, has_arabic)
    ]
    split = {
        font for font in selecting.arabic if _splits_marks(fonts[font], of_font[font], symbols, selecting.evidence)
    }
    least = parameters.ClaimChecks.ACCEPTED
    mute = {f for f in selecting.arabic if _missed(checks, f, unheard=True) and checks.supported(f) < least}
    selecting.partly = {f for f in mute - split - selecting.selected if not _is_rejected(checks, f)}
    selecting.selected |= split | mute


def _select_unchecked(selecting: _Selecting) -> None:
    fonts, of_font, checks = selecting.extraction.fonts, selecting.of_font, selecting.checks
    selecting.unchecked = [
        f
        for f in sorted(of_font)
        if f not in selecting.selected and not _checkable(fonts[f], of_font[f], selecting.symbols)
    ]
    arabic = [font for font in selecting.unchecked if font in selecting.arabic]
    others = [font for font in selecting.unchecked if font not in selecting.arabic]
    selecting.selected |= {font for font in arabic if _is_rejected(checks, font)}
    selecting.selected |= {font for font in others if checks.paints_arabic(font)}


def _select_slots(selecting: _Selecting) -> None:
    if "outline" in selecting.evidence:
        fonts = selecting.extraction.fonts
        selecting.slots, selecting.blind = _slots(fonts, selecting.symbols, selecting.of_font, selecting.selected)
    selecting.selected |= selecting.slots


def _select_beside_wrong(selecting: _Selecting) -> None:
    if not selecting.selected:
        return
    checks, of_font = selecting.checks, selecting.of_font
    rest = [font for font in selecting.unchecked if font not in selecting.selected]
    selecting.unproven = {font for font in rest if font in selecting.arabic and not checks.accepted(font)}
    selecting.selected |= selecting.unproven
    selecting.selected |= {
        font for font in rest if _claims(of_font[font], selecting.symbols, str.isdigit) and checks.contradicted(font)
    }


def _select_echoes(selecting: _Selecting) -> None:
    fonts, of_font = selecting.extraction.fonts, selecting.of_font
    doubtful = [font for font in sorted(of_font) if font not in selecting.selected]
    if not selecting.selected:
        doubtful = [font for font in doubtful if _paints_space(fonts[font], of_font[font], selecting.symbols)]
    selecting.selected |= {font for font in doubtful if is_echo(fonts[font]) and selecting.checks.paints_letters(font)}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the selection, and why it stands where it does."""

    run: Callable[[_Selecting], None]
    why: str


#: In what order fonts are selected.
SELECTION: Final = (
    Step(_select_unclaimed, "first: without claims there is nothing to check"),
    Step(_select_found_wrong, "what diagnosis has found needs no check either"),
    Step(_select_contradicted, "the claims of Arabic letters, by marks and words: the surest check there is"),
    Step(_select_unchecked, "behind that: fonts of which words can't tell, by what they paint"),
    Step(_select_slots, "beside fonts that are selected by now: Latin letters as slots for Arabic ones"),
    Step(_select_beside_wrong, "one program wrote all maps: where one is wrong, what can't be checked isn't trusted"),
    Step(_select_echoes, "last: of those that are left, where any font is selected more are looked at"),
)


def _single_symbols(selecting: _Selecting, believed: Sequence[int]) -> set[int]:
    """The symbols of fonts that are not selected whose claims can't be taken as they are."""
    fonts, of_font, symbols, evidence = (
        selecting.extraction.fonts,
        selecting.of_font,
        selecting.symbols,
        selecting.evidence,
    )
    single = {s for font in believed for s in _doubted(selecting.checks, font, font in selecting.unchecked)}
    for number in sorted(of_font.keys() - selecting.selected):
        single.update(_spaces_for_signs(fonts[number], of_font[number], symbols, evidence))
        if selecting.selected and "outline" in evidence:
            single.update(_blank_signs(fonts[number], of_font[number], symbols))
    for number in believed:
        given = fonts[number], of_font[number], symbols
        single.update(_spaces_for_marks(*given, evidence))
        if "outline" in evidence:
            single.update(_unpainted(*given), contradicted(*given, evidence), low_alefs(*given))
    return single


def _slots(
    fonts: Sequence[Font], symbols: Symbols, of_font: Mapping[int, Sequence[int]], selected: Collection[int]
) -> tuple[set[int], set[int]]:
    """Fonts with Arabic letters in the slots of Latin ones, of those not ``selected`` yet; and, among them, those
    that have no outlines to be read by."""
    believed = (font for font in sorted(of_font) if font not in selected)
    asked = [font for font in believed if not _claims(of_font[font], symbols, _is_arabic)]
    blind = garbled_without_ink(fonts, symbols, of_font, asked)
    return in_latin_slots(fonts, symbols, of_font, asked) | blind, blind


def _is_rejected(checks: ClaimChecks, font: int) -> bool:
    return checks.widens_marks(font) or checks.contradicted(font) or checks.garbled(font)


def _missed(checks: ClaimChecks, font: int, *, unheard: bool) -> list[int]:
    """Symbols that claim nothing and paint what no word that they stand in can do without.

    ``unheard``: those in no word that says anything are missed, too.
    """
    return [s for s in checks.unexplained(font) if checks.odds(font).get(s, 0.0 if unheard else 1.0) <= 0.0]


def _doubted(checks: ClaimChecks, font: int, unchecked: bool) -> list[int]:
    """Symbols of a believed font that words and ink speak against, or that claim nothing and are missed.

    Words miss them, or no glyph beside them can claim them as a part of its cluster.
    """
    missed = _missed(checks, font, unheard=False)
    return missed + checks.unnamed(font) + (checks.doubted(font) if unchecked else [])


def _spaces_for_marks(font: Font, members: Sequence[int], symbols: Symbols, evidence: Collection[str]) -> list[int]:
    """Symbols that claim a space, where the program's own tables have a mark: Word's, of a shadda below a vowel."""
    return [s for s, text in _named_spaces(font, members, symbols, evidence) if text and all(map(is_mark, text))]


def _spaces_for_signs(font: Font, members: Sequence[int], symbols: Symbols, evidence: Collection[str]) -> list[int]:
    """Symbols that claim white space and paint, where the program's own tables have a digit or sign: Word's, of signs
    in formulas, and a bullet for a tab. Letters may be further glyphs of a cluster."""
    named = _named_spaces(font, members, symbols, evidence)
    signs = [s for s, text in named if text.strip() and not is_spelt(text)]
    return [s for s in signs if inked(font, int(symbols.gid[s]))]


def _named_spaces(
    font: Font, members: Sequence[int], symbols: Symbols, evidence: Collection[str]
) -> list[tuple[int, str]]:
    """Symbols that claim white space, each with what the program's own tables call its glyph."""
    spaces = {int(symbols.code[s]): s for s in members if (symbols.claim[s] or "").isspace()}
    named = font_cmap.readings(font, spaces) if spaces and "font_cmap" in evidence else {}
    return [(spaces[code], text) for code, text in named.items()]


def _unpainted(font: Font, members: Sequence[int], symbols: Symbols) -> list[int]:
    """Symbols that claim a letter or a digit and paint nothing but room, in a font that paints most of those: a blank
    is no letter, but in the fonts of recognised text all are blank. What takes no room, and a glyph that has a code for
    each text, may carry letters of a ligature that is painted whole, as in healed files."""
    codes = Counter(symbols.gid[members].tolist())
    claiming = [
        s
        for s in members
        if any(map(str.isalnum, symbols.claim[s] or ""))
        and symbols.advance[s] > SPACE_ADVANCE
        and codes[int(symbols.gid[s])] == 1
    ]
    blank = blank_glyphs(font.program) if font.program and claiming else None
    blanks = [s for s in claiming if blank and int(symbols.gid[s]) in blank]
    return blanks if 2 * len(blanks) < len(claiming) else []


def _blank_signs(font: Font, members: Sequence[int], symbols: Symbols) -> list[int]:
    """Symbols that claim a sign and paint nothing but room: spaces of a wrong map, be they all that the font shows.

    None in a font whose letters are blank too: it is that of recognised text.
    """
    claiming = [s for s in members if is_printed(symbols.claim[s] or "") and symbols.advance[s] > SPACE_ADVANCE]
    blank = blank_glyphs(font.program) if font.program and claiming else None
    blanks = [s for s in claiming if blank and int(symbols.gid[s]) in blank]
    return [] if any(char.isalnum() for s in blanks for char in symbols.claim[s] or "") else blanks


def names_are_latin(font: Font, members: Sequence[int], symbols: Symbols) -> bool:
    """True for a selected font with Latin names because its maker put Arabic letters in the slots of Latin ones."""
    codes = [int(symbols.code[s]) for s in members]
    if 2 * len(legacy.by_code_point(font, codes)) >= len(codes):
        return True
    if any(map(has_arabic, legacy.by_name(font, codes).values())):
        return False  # its maker names Arabic letters in a way of his own, and the others as everybody does
    claimed = [symbols.claim[s] for s in members if usable(symbols.claim[s])]
    return bool(claimed) and not _claims(members, symbols, has_arabic) and not _checkable(font, members, symbols)


def _fonts_of(where: str, fonts: Sequence[Font]) -> set[int]:
    """Fonts that a finding is about: by the number at its end, or by name."""
    number = _NUMBER.search(where)
    if number:
        return {int(number[1])}
    return {i for i, font in enumerate(fonts) if where in (font.name, str(i))}


def _splits_marks(font: Font, members: Sequence[int], symbols: Symbols, evidence: Collection[str]) -> bool:
    """True where the program's tables call a glyph a hamza or madda, and neither its claim nor a cluster's says so.

    A part of a letter can't carry a claim for each of the letters that it is a part of.
    """
    symbol_of = {int(symbols.code[s]): s for s in members if symbols.advance[s] <= MARK_ADVANCE}
    composing = {
        symbol_of[code]: mark
        for tables in (font_cmap, glyph_name)
        for code, mark in tables.readings(font, symbol_of).items()
        if mark in COMPOSING and symbols.claim[symbol_of[code]] != mark
    }
    if not composing:
        return False
    parts = parts_of(font, members, symbols, evidence)
    return any(parts.get(s) != mark for s, mark in composing.items())


def _checkable(font: Font, members: Sequence[int], symbols: Symbols) -> bool:
    """The program names most of the glyphs that are used, so that a check has already compared claims with it.

    The names of a Type 3 font's procedures are what its claims were made of.
    """
    if font.program_kind == "type3":
        return False
    return not font.program or 2 * len(by_program(font, [int(symbols.code[s]) for s in members])) >= len(members)


def _paints_space(font: Font, members: Sequence[int], symbols: Symbols) -> bool:
    """One of its glyphs claims to be a space, and has an outline."""
    return bool(outlined(font.program, [int(symbols.gid[s]) for s in members if (symbols.claim[s] or "").isspace()]))


def is_echo(font: Font) -> bool:
    """What the program says of its glyphs is what the file says: the codes of a simple font find them by its cmap.

    Cairo writes such fonts for all that is claimed to be Latin, with a cmap made of the claims. A cmap that says
    anything else of a code is one of the face's own.
    """
    if font.composite or font.program_kind != "truetype":
        return False
    named = by_cmap(font, font.code_to_gid)
    return bool(named) and named.items() <= claimed(font, named).items()


def _is_arabic(character: str) -> bool:
    """A letter of the Arabic script, or the form of one: its comma and digits stand in other texts too."""
    return character.isalpha() and has_arabic(character)


def _claims(members: Sequence[int], symbols: Symbols, wanted: Callable[[str], bool]) -> bool:
    return any(wanted(c) for s in members for c in symbols.claim[s] or "")
