"""What the file says of letters whose dots are glyphs of their own, and of their parts."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np

from warraq.arabic.marks import is_mark
from warraq.arabic.presentation_forms import to_letters
from warraq.decipher.glyph.evidence.dots import dots_of
from warraq.decipher.glyph.parameters import SplitClaims as P
from warraq.decipher.glyph.parts.dots_apart import Drawn
from warraq.decipher.glyph.parts.split_letters import Found, Letter
from warraq.model.font import Font
from warraq.model.glyph import Extraction, Page

#: The letter that is another for having no dot, in words of Urdu: what is claimed so is no noon.
NOON_GHUNNA: Final = "\N{ARABIC LETTER NOON GHUNNA}"


def claimed_whole(font: Font, letters: Collection[Letter]) -> dict[int, str]:
    """Base -> the letter that its dots claim, if so all of a font's ``letters`` are, each base being of one alone.

    Some producers claim a letter at the mark of its cluster and nothing at the base (FreeSerif's yeh, the noon of
    Playpen Sans, whose cmap calls its dot a symbol): such claims are as good as those of other faces. Where dots are
    parts of many letters, their bases are so too.
    """
    letter_of: dict[int, str] = {}
    for letter in letters:
        base = to_letters(font.to_unicode.get(letter.base, ""))
        for dots, _, _ in letter.dots:
            claim = to_letters(font.to_unicode.get(dots, ""))
            if len(claim) != 1 or not dots_of(claim) or letter_of.setdefault(letter.base, claim) != claim:
                return {}
            if base and (base == claim or base != unicodedata.normalize("NFD", claim)[0]):  # waw, below that with hamza
                return {}
    return letter_of


def claims_by_text(font: Font) -> bool:
    """It has several codes for one glyph, which claim different letters: a code for each text (fpdf2).

    The first glyph of a cluster claims it then, whichever that is.
    """
    claims: defaultdict[int, set[str]] = defaultdict(set)
    for code, gid in font.code_to_gid.items():
        if text := to_letters(font.to_unicode.get(code, "")):
            claims[gid].add(text)
    return sum(len(texts) > 1 for texts in claims.values()) >= P.BY_TEXT


def claims_of_letters(
    extraction: Extraction,
    letters: Sequence[Sequence[Found]],
    codes: Mapping[Letter, int],
    by_text: Collection[int],
) -> dict[tuple[int, int], str]:
    """(font, charcode) -> what the file says of just that letter, if it is always the same.

    That is its /ActualText; or what each of its glyphs says (Typst); or what any says, where codes go by text.
    """
    claimed: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for page, on_page in zip(extraction.pages, letters, strict=True):
        texts = _texts(page, extraction.claims)
        whole = {tuple(range(start, end)): text for start, end, text in page.actual_text}
        for letter in on_page:
            rows = tuple(sorted((letter.base, *letter.dots)))
            text, of_glyphs = whole.get(rows, ""), [texts[row] for row in rows if texts[row]]
            agree = len(set(of_glyphs)) == 1 and (len(of_glyphs) > 1 or letter.letter.font in by_text)
            if not text and agree and all(unicodedata.category(c) == "Lo" for c in of_glyphs[0]):
                text = of_glyphs[0]
            if text:
                claimed[letter.letter.font, codes[letter.letter]].add(to_letters(text))
    return _agreed(claimed)


def claims_of_bases(
    extraction: Extraction, letters: Sequence[Sequence[Found]], drawn: Mapping[int, Drawn], by_text: Collection[int]
) -> dict[tuple[int, int], str]:
    """(font, charcode) -> what is always said of a base without dots, where that may be another letter than it claims.

    That is, by /ActualText, or where codes go by text. It is no letter with dots.
    """
    claimed: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    certain: set[tuple[int, int]] = set()
    bases = {number: np.array(sorted(font.edges.keys() - font.dots)) for number, font in drawn.items()}
    for page, on_page in zip(extraction.pages, letters, strict=True):
        texts, joined = _texts(page, extraction.claims), [letter.base for letter in on_page]
        single = {start for start, end, _ in page.actual_text if end == start + 1}
        for number, of_font in bases.items():
            alone = np.flatnonzero((page.font == number) & np.isin(page.charcode, of_font))
            for row in np.setdiff1d(alone, joined).tolist():
                text, key = to_letters(texts[row]), (number, int(page.charcode[row]))
                claimed[key].add("" if dots_of(text) else text)
                if row in single or number in by_text:
                    certain.add(key)
    return {key: text for key, text in _agreed(claimed).items() if key in certain}


def _agreed(claimed: Mapping[tuple[int, int], set[str]]) -> dict[tuple[int, int], str]:
    """Texts that are the only ones of theirs, and not empty."""
    return {key: text for key, texts in claimed.items() if len(texts) == 1 and (text := next(iter(texts)))}


def _texts(page: Page, claims: Sequence[str]) -> list[str]:
    """What the file says of each glyph: its own /ActualText, or else its claim."""
    texts = [claims[number] if number >= 0 else "" for number in page.claim.tolist()]
    for start, end, text in page.actual_text:
        if end == start + 1:
            texts[start] = text
    return texts


def wrongly_claimed(extraction: Extraction, bases: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """(font, charcode) of bases that claim letters with dots: they have none where no glyph beside them is dots."""
    wrong = set()
    for font, code in bases:
        letters = "".join(c for c in to_letters(extraction.fonts[font].to_unicode.get(code, "")) if not is_mark(c))
        if letters not in ("", NOON_GHUNNA) and dots_of(letters) != ():
            wrong.add((font, code))
    return wrong
