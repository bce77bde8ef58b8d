"""Pages and fonts in which each letter is one glyph again, though the file draws its dots as glyphs of their own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.parameters import WholeLetters as P
from warraq.decipher.glyph.parts.dots_apart import Drawn, edges_of
from warraq.decipher.glyph.parts.split_claims import (
    claimed_whole,
    claims_by_text,
    claims_of_bases,
    claims_of_letters,
    wrongly_claimed,
)
from warraq.decipher.glyph.parts.split_letters import (
    FIRST_CODE,
    STEPS,
    Found,
    Letter,
    edges_by_glyph,
    letters_of_page,
    numbered,
)
from warraq.fonts.outlines.outline import outlines_of
from warraq.model.font import Font
from warraq.model.glyph import GLYPH_COLUMNS, Extraction, Page
from warraq.model.packed.pages import PackedPages

#: Glyph index of the first joined letter of a font, and the step to the next: so far apart, their order says nothing of
#: what they stand for.
FIRST_GID: Final = 1 << 20
GID_STEP: Final = 1000


def with_whole_letters(extraction: Extraction, drawn: Mapping[int, Drawn], evidence: Collection[str]) -> Extraction:
    """``extraction``, where each letter and its dots are one glyph with a code of its own; ``drawn``: what draws dots,
    by font."""
    packed = isinstance(extraction.pages, PackedPages)
    by_text = {n for n in drawn if claims_by_text(extraction.fonts[n])} if "claim" in evidence else set[int]()
    unspaced = (_without_spacers(page, drawn, by_text) for page in extraction.pages)
    extraction = replace(extraction, pages=PackedPages(unspaced) if packed else tuple(unspaced))
    letters_of_pages = [letters_of_page(page, drawn) for page in extraction.pages]
    if vowels := _seldom_bearing(extraction, drawn, letters_of_pages):
        drawn = {number: replace(font, bases=font.bases - vowels[number]) for number, font in drawn.items()}
        letters_of_pages = [letters_of_page(page, drawn) for page in extraction.pages]
    letters_of: defaultdict[int, set[Letter]] = defaultdict(set)
    for whole in chain(*letters_of_pages):
        letters_of[whole.letter.font].add(whole.letter)
    fonts = list(extraction.fonts)
    codes, shapes = numbered(letter.letter for page in letters_of_pages for letter in page)
    claimed = {n: claimed_whole(fonts[n], letters_of[n]) for n in drawn if "claim" in evidence}
    claim_of_code = {
        (n, code): claim for (n, code), whole in shapes.items() if (claim := claimed.get(n, {}).get(whole.base))
    }
    claim_of_code |= claims_of_letters(extraction, letters_of_pages, codes, by_text) | claims_of_bases(
        extraction, letters_of_pages, drawn, by_text
    )
    claims = {text: number for number, text in enumerate(extraction.claims)}
    claim_of = {key: claims.setdefault(text, len(claims)) for key, text in claim_of_code.items()}
    bare = wrongly_claimed(extraction, {letter.which[:2] for letter in codes})
    for number in drawn:
        fonts[number] = _with_letters(fonts[number], number, shapes, claim_of_code, bare)
    edges = {number: edges_of(fonts[number]) for number, font in drawn.items() if font.spacers}
    pages = (
        _closed(_joined(page, its, codes, claim_of, bare), edges)
        for page, its in zip(extraction.pages, letters_of_pages, strict=True)
    )
    return replace(
        extraction,
        pages=PackedPages(pages) if packed else tuple(pages),
        fonts=tuple(fonts),
        claims=tuple(claims),
    )


def _seldom_bearing(
    extraction: Extraction, drawn: Mapping[int, Drawn], letters: Sequence[Sequence[Found]]
) -> dict[int, set[int]]:
    """Font -> its slight glyphs that bear dots in few of their places, for each of those ``drawn``; empty where none
    does in any.

    A hamza may stand nearer to the vowel over it than to its letter. A piece of a letter bears dots nearly everywhere.
    """
    seldom: dict[int, set[int]] = {number: set() for number in drawn}
    borne = Counter((joined.letter.font, joined.letter.base) for joined in chain(*letters))
    for number, font in drawn.items():
        gids = extraction.fonts[number].code_to_gid
        alike: defaultdict[int, set[int]] = defaultdict(set)  # fpdf2 has a code for each text
        for code in font.slight:
            alike[gids[code]].add(code)
        for codes in alike.values():
            if bearing := sum(borne[number, code] for code in codes):
                shown = (page.charcode[page.font == number] for page in extraction.pages)
                uses = sum(int(np.isin(codes_shown, list(codes)).sum()) for codes_shown in shown)
                seldom[number] |= codes if bearing < P.SELDOM_BEARS * uses else set()
    return seldom if any(seldom.values()) else {}


def _without(page: Page, kept: NDArray[np.bool_]) -> Page:
    """The glyphs of ``page`` that are ``kept``; spans that hold no other ones go."""
    before = np.concatenate([[0], np.cumsum(kept)])
    spans = tuple(
        (int(before[start]), int(before[end]), text)
        for start, end, text in page.actual_text
        if before[start] < before[end]
    )
    annotated = int(np.count_nonzero(kept[len(page) - page.annotated :]))
    return replace(
        page, actual_text=spans, annotated=annotated, **{name: getattr(page, name)[kept] for name in GLYPH_COLUMNS}
    )


def _without_spacers(page: Page, drawn: Mapping[int, Drawn], by_text: Collection[int]) -> Page:
    """``page`` without spacers. Where a cluster's first glyph claims it, the glyph behind a spacer does so now."""
    spacer = np.zeros(len(page), np.bool_)
    for number, font in drawn.items():
        if font.spacers:
            spacer |= (page.font == number) & np.isin(page.charcode, list(font.spacers))
    if not spacer.any():
        return page
    claim = page.claim.copy()
    for row in np.flatnonzero(spacer & np.isin(page.font, list(by_text))).tolist():
        if row + 1 < len(page) and page.font[row + 1] == page.font[row] and claim[row + 1] < 0:
            claim[row + 1] = claim[row]
    return _without(replace(page, claim=claim), ~spacer)


def _with_letters(
    font: Font,
    number: int,
    shapes: Mapping[tuple[int, int], Letter],
    claim_of_code: Mapping[tuple[int, int], str],
    bare: Collection[tuple[int, int]],
) -> Font:
    """``font`` with its joined letters: a code and a glyph index for each."""
    outlines = outlines_of(font)
    assert outlines is not None
    unit = outlines.units_per_em / STEPS
    letters_of_font = {code: letter for (of_font, code), letter in shapes.items() if of_font == number}
    letters = {
        _gid(code): (
            (font.code_to_gid[letter.base], 0, 0),
            *((font.code_to_gid[dots], round(dx * unit), round(dy * unit)) for dots, dx, dy in letter.dots),
        )
        for code, letter in letters_of_font.items()
    }
    kept = {code: text for code, text in font.to_unicode.items() if (number, code) not in bare}
    return replace(
        font,
        letters=letters,
        program_hash=font.program_hash + blake2b(repr(sorted(letters.items())).encode(), digest_size=16).hexdigest(),
        to_unicode=kept | {code: text for (of_font, code), text in claim_of_code.items() if of_font == number},
        code_to_gid=font.code_to_gid | {code: _gid(code) for code in letters_of_font},
        widths=font.widths | {code: font.widths.get(letter.base, 1000.0) for code, letter in letters_of_font.items()},
    )


def _gid(code: int) -> int:
    """Glyph index of the joined letter that has this charcode."""
    return FIRST_GID + GID_STEP * (code - FIRST_CODE)


def _joined(
    page: Page,
    letters: Sequence[Found],
    codes: Mapping[Letter, int],
    claims: Mapping[tuple[int, int], int],
    bare: Collection[tuple[int, int]],
) -> Page:
    """``page`` with the codes of the letters that were found, without their dots."""
    charcode, gid, claim = page.charcode.copy(), page.gid.copy(), page.claim.copy()
    kept = np.ones(len(page), np.bool_)
    for font, code in bare:
        claim[(page.font == font) & (page.charcode == code)] = -1
    for (font, code), number in claims.items():
        if code < FIRST_CODE:
            claim[(page.font == font) & (page.charcode == code)] = number
    part_of: dict[int, Found] = {}
    for letter in letters:
        part_of |= dict.fromkeys((letter.base, *letter.dots), letter)
        code = codes[letter.letter]
        charcode[letter.base], gid[letter.base] = code, _gid(code)
        claim[letter.base] = claims.get((letter.letter.font, code), -1)
        kept[list(letter.dots)] = False
    # What is said of a tooth without its dots, or of dots alone, is said of no letter.
    spans = tuple(span for span in page.actual_text if not _parts_letter(part_of, range(span[0], span[1])))
    return _without(replace(page, charcode=charcode, gid=gid, claim=claim, actual_text=spans), kept)


def _closed(page: Page, edges: Mapping[int, Mapping[int, tuple[float, float]]]) -> Page:
    """``page``, where glyphs take the room up to the next one, whose ink all but fills it: a tail under their word.

    Nastaliq sets a yeh farther from the reh before it than words from each other. Where a space is painted, that is the
    next glyph.
    """
    advance = page.advance.copy()
    for number, inked in edges.items():
        in_font = (page.font == number) & np.isin(page.charcode, list(inked))
        rows = np.flatnonzero(~in_font | (advance > 0))  # a mark takes no room
        rows, after = rows[:-1], rows[1:]
        both = in_font[rows] & in_font[after] & (page.size[rows] == page.size[after])
        both &= (page.angle[rows] == 0) & (page.angle[after] == 0)
        rows, after = rows[both], after[both]
        room = page.x[after] - page.x[rows]
        left = edges_by_glyph(page.charcode[after], inked)[:, 0]
        right = edges_by_glyph(page.charcode[rows], inked)[:, 1]
        size = np.maximum(page.size[rows], 1e-6)
        white = (room - advance[rows]) / size
        tail = (white > 0) & (white < parameters.SplitLetters.FARTHEST) & (room / size + left - right < P.CLOSED)
        advance[rows[tail]] = room[tail]
    return replace(page, advance=advance)


def _parts_letter(part_of: Mapping[int, Found], glyphs: range) -> bool:
    """Whether ``glyphs`` hold some of the glyphs of a letter, and others not."""
    letters = {part_of[glyph] for glyph in glyphs if glyph in part_of}
    return any(row not in glyphs for letter in letters for row in (letter.base, *letter.dots))
