"""wrong_map: the file claims other characters than the font program shows.

Word 2007-2013 with justified kashida, converters of slides, and print drivers that number glyphs do this.
"""

from __future__ import annotations

from warraq.config import Config
from warraq.diagnose.case import FontCase
from warraq.model.finding import Finding


def check(case: FontCase, config: Config) -> Finding | None:
    """Score: the share of the font's used codes whose claim is contradicted.

    One code alone counts only if it makes up ``wrong_map_single`` of the glyphs: many fonts hold one rare mark that
    even good producers write as a space.
    """
    painted = set(case.painted_spaces)
    wrong = set(case.contradicted) | painted
    if not wrong or (len(wrong) == 1 and case.uses(wrong) < config.diagnosis.wrong_map_single * case.glyphs):
        return None
    worst = max(wrong, key=lambda code: case.counts[code])
    claim, truth = case.contradicted.get(worst, (" ", "a painted glyph"))
    detail = (
        f"{len(wrong)} of {len(case.counts)} codes ({case.uses(wrong)} of {case.glyphs} glyphs) claim other characters "
        f"than the font program shows; the most used claims {_show(claim)} for {_show(truth)}."
    )
    return Finding("wrong_map", "font", case.where, len(wrong) / len(case.counts), detail)


def _show(text: str) -> str:
    if text == " ":
        return "a space"
    if text.startswith("a "):
        return text
    return f"{text} ({' '.join(f'U+{ord(c):04X}' for c in text)})"
