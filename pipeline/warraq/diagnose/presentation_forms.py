"""presentation_forms: the claims are forms (U+FB50-FDFF, U+FE70-FEFC) where text should hold letters."""

from __future__ import annotations

from warraq.arabic.letters import has_arabic
from warraq.arabic.presentation_forms import is_presentation_form
from warraq.config import Config
from warraq.diagnose.case import FontCase
from warraq.model.finding import Finding


def check(case: FontCase, config: Config) -> Finding | None:
    """Score: the share of the font's Arabic glyphs whose claim holds a presentation form."""
    raw = {code: case.font.to_unicode.get(code, "") for code in case.counts}
    arabic = [code for code, text in raw.items() if has_arabic(text)]
    forms = [code for code in arabic if any(map(is_presentation_form, raw[code]))]
    if not forms:
        return None
    share = case.uses(forms) / case.uses(arabic)
    detail = f"{len(forms)} codes ({case.uses(forms)} of {case.uses(arabic)} Arabic glyphs) claim presentation forms."
    return Finding("presentation_forms", "font", case.where, share, detail)
