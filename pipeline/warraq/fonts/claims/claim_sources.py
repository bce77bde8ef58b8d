"""What each source says a code stands for: the file's claim, the font program's cmap, and the glyph's name.

All three answer alike: charcode -> string in logical order, presentation forms as letters, a space as a space. A code
of which a source knows nothing is absent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from warraq.arabic.digits import to_ascii
from warraq.arabic.letters import TATWEEL, has_arabic
from warraq.arabic.presentation_forms import to_letters
from warraq.fonts.names.adobe_names import to_unicode
from warraq.fonts.names.glyph_names import NUMBERED_NAME, text_of_name
from warraq.fonts.names.tex_names import is_piece
from warraq.model.font import Font

#: Marks of direction and joining: they paint nothing, so they can't be what a glyph shows.
_CONTROLS: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff\u00ad"))
_SPACES: Final = {ord(c): " " for c in "\t\n\r\u00a0\u2002\u2003\u2009\u202f"}
#: Separators and percent of ASCII, and what faces that paint ASCII digits as Arabic-Indic ones draw for them; ornate
#: parentheses, which Amiri names like plain ones.
_SIGNS: Final = str.maketrans("\u066b\u066c\u066a\ufd3e\ufd3f", ".,%()")
#: Codes that claim to be Arabic and have Latin names, from which on the face counts as Arabic in Latin slots; half of
#: those that a source knows are enough too.
_SLOTS: Final = 8
#: Letters that share glyphs in many fonts: farsi yeh and either yeh, keheh and kaf, heh and the Urdu ones, ae and heh.
_SHARED: Final = (
    str.maketrans("\u06cc\u06a9\u06c1\u06be\u06d5", "\u0649\u0643\u0647\u0647\u0647"),
    str.maketrans("\u06cc\u06a9\u06c1\u06be\u06d5", "\u064a\u0643\u0647\u0647\u0647"),
)
#: Arabic mathematical alphabetic symbols: faces draw them with the forms of their letters.
_OF_FORMULAS: Final = re.compile("[\U0001ee00-\U0001eeff]").search


def with_evidence(font: Font, evidence: Collection[str]) -> Font:
    """``font`` without the sources that ``evidence`` leaves out (for an ablation); itself where it names them all."""
    if {"claim", "font_cmap", "glyph_name"} <= set(evidence):
        return font
    return replace(
        font,
        to_unicode=font.to_unicode if "claim" in evidence else {},
        gid_to_unicode=font.gid_to_unicode if "font_cmap" in evidence else {},
        gid_to_name=font.gid_to_name if "glyph_name" in evidence else {},
        code_to_name=font.code_to_name if "glyph_name" in evidence else {},
    )


def claimed(font: Font, codes: Iterable[int]) -> dict[int, str]:
    """What /ToUnicode says, or for a simple font without one the encoding's glyph names by AGL, as viewers do.

    What no glyph shows is no claim: code points of private use, U+FFFD, controls.
    """
    result = {}
    for code in codes:
        text = font.to_unicode.get(code)
        if text is None and not font.composite:
            name = font.code_to_name.get(code, "")
            text = to_unicode(name) if name and not NUMBERED_NAME.fullmatch(name) else None
        if text and (known := _telling(text)):
            result[code] = known
    return result


def by_cmap(font: Font, codes: Iterable[int]) -> dict[int, str]:
    """What the font program's own cmap says of the glyph that the code selects.

    Old Arabic faces sit in the slots of a Latin one, so their cmap and names are Latin throughout. Such a source is
    not asked about codes that the file claims to be Arabic.
    """
    codes = list(codes)
    result = {}
    gid_of, text_of = font.code_to_gid.get, font.gid_to_unicode.get
    for code in codes:
        text = text_of(gid_of(code, -1))
        if text and (known := _telling(text)) and _may_be(known, font, code):
            result[code] = known
    return _unless_latin_slots(result, font, codes)


def by_name(font: Font, codes: Iterable[int]) -> dict[int, str]:
    """What the glyph's name says: the encoding's name for the code, otherwise the program's name for the glyph.

    As with ``by_cmap``, Latin names of an old Arabic face don't count.
    """
    codes = list(codes)
    result = {}
    for code in codes:
        for name in _names_of(font, code):
            if (text := text_of_name(name)) and (known := _telling(text)) and _may_be(known, font, code):
                result[code] = known
                break
    return _unless_latin_slots(result, font, codes)


def has_unknown_name(font: Font, code: int) -> bool:
    """The code of a simple font shows a glyph with a name that isn't just its number, and that isn't known."""
    names = () if font.composite else _names_of(font, code)
    return bool(names) and not any(
        NUMBERED_NAME.fullmatch(name) or is_piece(name) or text_of_name(name) is not None for name in names
    )


def is_piece_by_name(font: Font, code: int) -> bool:
    """The code shows a piece of a large sign, by a name of its glyph."""
    return any(map(is_piece, _names_of(font, code)))


def _names_of(font: Font, code: int) -> tuple[str, ...]:
    """The encoding's name for the code, and the program's for its glyph; as many as there are."""
    names = (font.code_to_name.get(code), font.gid_to_name.get(font.code_to_gid.get(code, -1)))
    return tuple(name for name in names if name)


def by_program(font: Font, codes: Iterable[int]) -> dict[int, str]:
    """What the program says of its glyphs: its cmap first, then its glyph names. The encoding isn't asked."""
    codes = list(codes)
    result = by_cmap(font, codes)
    for code in codes:
        if code in result:
            continue
        name = font.gid_to_name.get(font.code_to_gid.get(code, -1))
        text = text_of_name(name) if name else None
        if text and (known := _telling(text)) and _may_be(known, font, code):
            result[code] = known
    return _unless_latin_slots(result, font, codes)


def _may_be(known: str, font: Font, code: int) -> bool:
    """What a source says is no symbol of formulas, or the file claims one too.

    Jomhuria has its letters of running text under the names of such symbols, and alef under that of a stretched ain.
    """
    return not _OF_FORMULAS(known) or _OF_FORMULAS(font.to_unicode.get(code, "")) is not None


def _unless_latin_slots(known: dict[int, str], font: Font, codes: list[int]) -> dict[int, str]:
    if not known or concerns_arabic(*known.values()):
        return known
    claims = claimed(font, codes)
    kept = {code: text for code, text in known.items() if not _is_arabic_for(text, claims.get(code, ""))}
    if len(known) - len(kept) < min(_SLOTS, len(known) / 2):
        return kept
    # The face is Arabic in Latin slots: what the file doesn't claim is no Latin character either, and no other one.
    return {code: text for code, text in kept.items() if code in claims and agree(text, claims[code])}


def _is_arabic_for(latin: str, claim: str) -> bool:
    """The file claims Arabic where a source says Latin, and not just a run whose first glyph it gave the whole of."""
    return concerns_arabic(claim) and latin not in claim


@lru_cache(maxsize=4096)
def _telling(text: str) -> str:
    """``text`` as letters; empty where it holds a character that no glyph shows (private use, U+FFFD, control)."""
    text = to_letters(text.translate(_SPACES))
    for character in text:
        if character == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(character) in ("Cc", "Co", "Cn", "Cs"):
            return ""
    return text


@lru_cache(maxsize=4096)
def agree(a: str, b: str) -> bool:
    """Two readings name the same glyph.

    Digits count by their value, their separators likewise, letters that fonts draw with one glyph are one, and a claim
    for a whole cluster agrees with each glyph of it.
    """
    if a == b:
        return True
    a, b = _comparable(a), _comparable(b)
    if a == b:
        return True
    for table in _SHARED:
        left, right = a.translate(table), b.translate(table)
        if left == right or (len(left) > 1 and right and right in left) or (len(right) > 1 and left and left in right):
            return True
    return False


def same_letters(a: str, b: str) -> bool:
    """Two readings are the same letters, or letters that fonts draw with one glyph. Clusters and their parts differ."""
    return a == b or any(a.translate(table) == b.translate(table) for table in _SHARED)


def _comparable(text: str) -> str:
    if has_arabic(text):
        text = unicodedata.normalize("NFD", text.translate(_CONTROLS))
        text = text.replace(TATWEEL, "") or text
    else:
        text = unicodedata.normalize("NFKC", text)
    return to_ascii(text).translate(_SIGNS)


def concerns_arabic(*texts: str) -> bool:
    """One of the texts holds a character of the Arabic script."""
    return has_arabic("".join(texts))
