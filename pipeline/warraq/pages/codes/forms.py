"""The joining form that a code's glyph has, where the file says so: where a word can end and where it can't.

Word, Distiller and most office fonts name the forms: by presentation forms in the font's cmap or in ToUnicode, or by
the suffixes of glyph names. OpenType fonts with other names tell nothing here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from warraq.arabic.joining import Form
from warraq.arabic.presentation_forms import letters_and_form
from warraq.fonts.claims.claim_text import SHARED_FORMS
from warraq.model.font import Font

_SUFFIX: Final = re.compile(r"\.(isol|init|medi|fina)(?=\.|$)")
_OF_SUFFIX: Final[dict[str, Form]] = {"isol": "iso", "init": "ini", "medi": "med", "fina": "fin"}

#: Claims of a font tell forms where this share of those that name one name the letters that are read. A map that is
#: shifted by one names another form of the same letter for six codes in ten.
_AGREED: Final = 0.85


def fonts_of_told_forms(claims: Iterable[tuple[int, str | None, str]]) -> set[int]:
    """Fonts whose claims tell the forms of their glyphs. ``claims``: font, claim, and the letters that are read.

    Faces that draw kaf, heh and yeh alike for Arabic and Persian may claim the form of the other language's letter.
    """
    named: Counter[int] = Counter()
    agreed: Counter[int] = Counter()
    for font, claim, text in claims:
        form = letters_and_form(claim) if claim and len(claim) == 1 else None
        if claim and form is not None:
            named[font] += 1
            agreed[font] += text in (form[0], claim.translate(SHARED_FORMS))
    return {font for font in named if agreed[font] >= _AGREED * named[font]}


def form_of(font: Font, charcode: int, claim: str | None, text: str) -> Form | None:
    """The form of the glyph, where claim, cmap or name tell it for the letters that are read; else None.

    Args:
        text: the reading, letters in logical order.
    """
    gid = font.code_to_gid.get(charcode, -1)
    for source in (font.gid_to_unicode.get(gid), claim):
        form = letters_and_form(source) if source and len(source) == 1 else None
        if form is not None:
            return form[1] if form[0] == text else None
    suffix = _SUFFIX.search(font.gid_to_name.get(gid, ""))
    return _OF_SUFFIX[suffix[1]] if suffix else None
