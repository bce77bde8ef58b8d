"""The text that a font claims for a glyph, in the spelling that readings are compared in."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from warraq.arabic.presentation_forms import letters_and_form
from warraq.fonts.outlines.outline import outlines_of
from warraq.model.font import Font

#: Format characters that paint: signs that enclose or stand over digits, among them the end of an ayah.
_PAINTED: Final = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2")
_SHADDA: Final = "\N{ARABIC SHADDA}"
_OPENING: Final = frozenset("([<\u00ab\u2039\u2264")
_BRACKETS: Final = frozenset("()[]<>\u00ab\u00bb\u2039\u203a\u2264\u2265")
MIRRORED: Final = str.maketrans(
    "()[]{}<>\u00ab\u00bb\u2039\u203a\u2264\u2265", ")(][}{><\u00bb\u00ab\u203a\u2039\u2265\u2264"
)

#: Forms of keheh, heh doachashmee and farsi yeh that Arabic shares a glyph for with Persian and Urdu, as the letters of
#: Arabic text: four each of the first two, farsi yeh isolated and final (without dots), initial and medial.
SHARED_FORMS: Final = str.maketrans(
    dict.fromkeys("\ufb8e\ufb8f\ufb90\ufb91", "\u0643")
    | dict.fromkeys("\ufbaa\ufbab\ufbac\ufbad", "\u0647")
    | {"\ufbfc": "\u0649", "\ufbfd": "\u0649"}
    | dict.fromkeys("\ufbfe\ufbff", "\u064a")
)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """``text`` with presentation forms as letters, spaces as U+0020, without joiners and directional marks.

    Format characters that paint something stay.
    """
    parts = []
    for c in text:
        letters = letters_and_form(c)
        if letters is not None:
            parts.append(letters[0])
        elif c.isspace():
            parts.append(" ")
        elif c in _PAINTED or unicodedata.category(c) != "Cf":
            parts.append(c)
    return "".join(parts)


def as_painted(font: Font, gid: int, text: str) -> str:
    """A bracket as its outline shows it; all other text (braces too, whose middle varies) as it is.

    The middle of an opening bracket (painted) lies left of its ends. Fonts without a readable outline keep the claim.
    """
    if text not in _BRACKETS:
        return text
    outlines = outlines_of(font)
    side = outlines.bulge(gid) if outlines is not None else 0.0
    if side == 0.0:
        return text
    opening = text if text in _OPENING else text.translate(MIRRORED)
    return opening if side < 0 else opening.translate(MIRRORED)


def shadda_first(text: str) -> str:
    """Marks alone with their shadda before the vowel, as the atlas has them; any other ``text`` as it is.

    Maps have them in canonical order, in which a kasra comes first.
    """
    if len(text) == 2 and text[1] == _SHADDA and is_mark(text[0]):
        return text[::-1]
    return text


def is_mark(character: str) -> bool:
    """True for a combining mark."""
    return unicodedata.category(character) == "Mn"


def commonest(claims: Mapping[str, int]) -> str:
    """The claim that is made most often; of equal ones the least string."""
    if len(claims) == 1:
        return next(iter(claims))
    return min(claims, key=lambda text: (-claims[text], text))
