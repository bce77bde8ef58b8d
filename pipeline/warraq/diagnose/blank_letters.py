"""blank_letters: a letter, digit or mark is claimed for a glyph that paints nothing.

Word writes such maps: the space of a subset is claimed to be a mark or a letter, which then stands between all words
that are copied. No table of the program is needed to see it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

from warraq.config import Config
from warraq.diagnose.case import FontCase
from warraq.fonts.programs.glyph_ink import SPACE_ADVANCE, outlined
from warraq.model.finding import Finding


def check(case: FontCase, config: Config) -> Finding | None:
    """Score: the share of the font's glyphs that are blank letters. One code alone has to be ``wrong_map_single``.

    A blank that takes no room is no space, and a glyph that several codes show has one for each text: it may carry a
    letter of a ligature that is painted whole. Where most letters are blank the text is that of a recogniser, behind a
    picture. Programs other than TrueType don't tell.
    """
    font = case.font
    shown = Counter(font.code_to_gid.get(code, 0) for code in case.counts)
    letters = {
        code: gid
        for code, claim in case.claims.items()
        if font.widths.get(code, 0) > 1000 * SPACE_ADVANCE
        and shown[gid := font.code_to_gid.get(code, 0)] == 1
        and any(unicodedata.category(char)[0] in "LMN" for char in claim)
    }
    drawn = outlined(font.program, letters.values())
    blank = [code for code, gid in letters.items() if gid > 0 and gid not in drawn]
    share = case.uses(blank) / case.glyphs
    if not case.arabic or not blank or 2 * len(blank) >= len(letters):
        return None
    if len(blank) == 1 and share < config.diagnosis.wrong_map_single:
        return None
    most = max(blank, key=lambda code: case.counts[code])
    claim = " ".join(f"U+{ord(char):04X}" for char in case.claims[most])
    detail = (
        f"{len(blank)} of {len(case.counts)} codes ({case.uses(blank)} of {case.glyphs} glyphs) claim letters, digits "
        f"or marks and paint nothing; the most used claims {claim}."
    )
    return Finding("blank_letters", "font", case.where, share, detail)
