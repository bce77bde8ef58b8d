"""offset_map: the claims count upwards with the glyph index, from an arbitrary start.

Print drivers without knowledge of the text number the glyphs and call the numbers Unicode.
"""

from __future__ import annotations

from collections import Counter

from warraq.arabic.letters import has_arabic
from warraq.arabic.presentation_forms import is_presentation_form
from warraq.config import Config
from warraq.diagnose.case import FontCase
from warraq.model.finding import Finding


def check(case: FontCase, config: Config) -> Finding | None:
    """Score: the share of the claims of letters and digits that are the glyph index plus one constant.

    An honest Latin font passes this test too (its glyphs lie in the order of ASCII), and so do presentation forms in
    faces that hold them in Unicode's order. So the constant is that of Arabic letters, digits and marks. A driver that
    numbers knows but one: a face whose Arabic letters lie in Unicode's order has its forms and Latin ones elsewhere.
    """
    confirmed = {code for code in case.program if code not in case.contradicted}
    raw = {code: case.font.to_unicode.get(code, "") for code in case.counts if code not in confirmed}
    arabic = {code: text for code, text in raw.items() if len(text) == 1 and has_arabic(text)}
    written = arabic.keys() | {code for code, text in raw.items() if len(text) == 1 and text.isalnum()}
    offsets = Counter(
        ord(text) - case.font.code_to_gid.get(code, code)
        for code, text in arabic.items()
        if not is_presentation_form(text)
    )
    if not offsets:
        return None
    offset, count = offsets.most_common(1)[0]
    share = count / len(written)
    if count < config.diagnosis.offset_least or share < config.diagnosis.offset_share:
        return None
    detail = f"{count} of {len(written)} claims are the glyph index plus {offset}: the map numbers, it doesn't name."
    return Finding("offset_map", "font", case.where, share, detail)
