"""missing_glyphs: several codes are painted by the glyph for missing characters, so the page doesn't show its text.

fpdf2 writes such pages in faces in colours: layers that it leaves out are boxes, or nothing, and of a letter its dots
alone may be seen.
"""

from __future__ import annotations

from typing import Final

from warraq.config import Config
from warraq.diagnose.case import FontCase
from warraq.model.finding import Finding

#: Index of the glyph for missing characters; Type 1 programs have no fixed place for it.
MISSING: Final = 0


def check(case: FontCase, config: Config) -> Finding | None:
    """Score: the share of the font's glyphs. A code or two are control characters, or what a face really lacks."""
    font = case.font
    if font.program is None or font.program_kind == "type1":
        return None
    missing = [code for code in case.counts if font.code_to_gid.get(code) == MISSING]
    total = sum(case.counts.values())
    share = sum(case.counts[code] for code in missing) / total
    if len(missing) < config.diagnosis.missing_codes or share < config.diagnosis.missing_share:
        return None
    detail = f"{len(missing)} codes, {share:.0%} of its glyphs, are painted as missing characters: they can't be read."
    return Finding("missing_glyphs", "font", case.where, share, detail)
