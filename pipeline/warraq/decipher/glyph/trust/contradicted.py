"""Single claims that a font's own tables contradict, in a font that is believed otherwise.

One such code makes no map wrong: faces name glyphs loosely, and a producer may claim a whole cluster at any of them.
Where both are letters, the ink decides. Traditional Arabic's ligature of noon and zain has the code point of teh and
reh, and is named rightly.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from warraq.arabic.letters import TATWEEL, is_arabic_spelling
from warraq.config import EVIDENCE
from warraq.decipher.glyph.parameters import Contradicted as P
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.fonts.claims import legacy
from warraq.fonts.claims.claim_sources import agree, by_program
from warraq.fonts.claims.claim_text import SHARED_FORMS, plain
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.outline import UNSEEN, Use, outline_evidence, outlines_of
from warraq.model.font import Font

ALEF: Final = "\N{ARABIC LETTER ALEF}"


def contradicted(
    font: Font, members: Sequence[int], symbols: Symbols, evidence: Collection[str] = EVIDENCE
) -> list[int]:
    """Those of ``members``, the symbols of ``font``, whose ink is no more like their claim than like their name."""
    disputed = _disputed(font, members, symbols, evidence)
    if not disputed:
        return []
    rest = sorted((s for s in members if s not in disputed), key=lambda s: (-int(symbols.count[s]), s))
    uses = [
        Use(int(symbols.gid[s]), round(float(symbols.advance[s]), 4), int(symbols.count[s]))
        for s in (*disputed, *rest[: P.BESIDE])
    ]
    book = atlas.shipped()
    seen = outline_evidence(font, uses, book)
    if seen is None:
        return []
    wrong = []
    for row, (s, texts) in enumerate(disputed.items()):
        values = seen.loglik[row]
        likeness = [values[[label.text == text for label in book.labels]].max(initial=UNSEEN) for text in texts]
        is_letter = not seen.blank[row] and min(likeness) > UNSEEN  # nothing, and marks, are like neither
        if is_letter and likeness[1] >= likeness[0]:
            wrong.append(s)
    return wrong


def low_alefs(font: Font, members: Sequence[int], symbols: Symbols) -> list[int]:
    """Those of ``members``, the symbols of ``font``, that claim an alef and are much lower than the most used
    one that does."""
    claiming = [s for s in members if symbols.claim[s] == ALEF]
    outlines = outlines_of(font) if len(claiming) > 1 else None
    if outlines is None:
        return []
    boxes = {s: outlines.box(int(symbols.gid[s]))[0] for s in claiming}
    heights = {s: box.top - box.bottom for s, box in boxes.items() if box is not None}
    usual = max(heights, key=lambda s: int(symbols.count[s]), default=None)
    return [s for s, height in heights.items() if usual is not None and height < P.LOW * heights[usual]]


def _disputed(
    font: Font, members: Sequence[int], symbols: Symbols, evidence: Collection[str]
) -> dict[int, tuple[str, str]]:
    """Symbol -> its claim and what the program's tables say, where these are different letters."""
    symbol_of = {int(symbols.code[s]): s for s in members}
    names = legacy.by_name(font, symbol_of) if "legacy" in evidence else {}
    disputed = {}
    for code, text in (names | by_program(font, symbol_of)).items():
        claim = plain((symbols.claim[symbol_of[code]] or "").translate(SHARED_FORMS))
        if _is_letters(claim) and _is_letters(text) and (not agree(claim, text) or _says_less(claim, text)):
            disputed[symbol_of[code]] = claim, text
    return disputed


def _says_less(claim: str, text: str) -> bool:
    """Whether a claim is only a part of the letters that a glyph is named by: alef for lam-alef. The other way round,
    a producer has claimed a whole cluster at one of its glyphs."""
    return len(text) > len(claim) and agree(claim, text)


def _is_letters(text: str) -> bool:
    return is_arabic_spelling(text) and TATWEEL not in text
