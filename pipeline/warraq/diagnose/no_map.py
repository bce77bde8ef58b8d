"""no_map: codes of which the file says nothing, or nothing usable (U+FFFD, private use, control characters)."""

from __future__ import annotations

from warraq.config import Config
from warraq.diagnose.case import FontCase
from warraq.model.finding import Finding


def check(case: FontCase, config: Config) -> Finding | None:
    """Score: the share of the font's glyphs without a usable claim.

    A few unclaimed glyphs are normal where a cluster is written as several glyphs and the first carries the claim.
    """
    limits = config.diagnosis
    missing = [code for code in case.counts if code not in case.claims]
    share = case.uses(missing) / case.glyphs
    codes = len(missing) / len(case.counts)
    if share < limits.no_map_glyphs and codes < limits.no_map_codes:
        return None
    if not (case.arabic or case.writes_text):
        return None
    detail = (
        f"{len(missing)} of {len(case.counts)} codes ({case.uses(missing)} of {case.glyphs} glyphs) have no usable "
        f"claim: the file doesn't say which characters they are."
    )
    return Finding("no_map", "font", case.where, share, detail)
