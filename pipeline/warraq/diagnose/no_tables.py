"""no_tables: an embedded Arabic font without a cmap or names for its glyphs: no claim can be checked against it."""

from __future__ import annotations

from warraq.config import Config
from warraq.diagnose.case import FontCase
from warraq.model.finding import Finding


def check(case: FontCase, config: Config) -> Finding | None:
    """Score: the share of the used codes of which the program says nothing. No fault by itself: many subsets are so."""
    if case.font.program is None or not (case.arabic or case.mute):
        return None
    silent = [code for code in case.counts if code not in case.program]
    share = len(silent) / len(case.counts)
    if share < config.diagnosis.no_tables_share:
        return None
    detail = (
        f"The program says nothing of {len(silent)} of {len(case.counts)} used codes: no cmap entry and no glyph name."
    )
    return Finding("no_tables", "font", case.where, share, detail)
