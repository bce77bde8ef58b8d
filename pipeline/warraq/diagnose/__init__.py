"""Checks of what a file claims: one file per fault, one table. A check sees a font with its usage, and finds or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from warraq.config import DEFAULT, Config
from warraq.diagnose import (
    blank_letters,
    many_to_one_map,
    mirrored_digits,
    missing_glyphs,
    no_map,
    no_tables,
    offset_map,
    presentation_forms,
    wrong_map,
)
from warraq.diagnose.case import FontCase
from warraq.diagnose.damage import font_damage
from warraq.diagnose.usage import Counts, used_codes
from warraq.fonts.claims.claim_sources import with_evidence
from warraq.model.finding import Finding
from warraq.model.glyph import Extraction

__all__ = ["CHECKS", "diagnose", "font_damage", "used_codes"]

Check = Callable[[FontCase, Config], Finding | None]

#: Every check of a font, in the order in which findings are reported.
CHECKS: Final[tuple[Check, ...]] = (
    wrong_map.check,
    no_map.check,
    many_to_one_map.check,
    mirrored_digits.check,
    offset_map.check,
    presentation_forms.check,
    no_tables.check,
    missing_glyphs.check,
    blank_letters.check,
)


def diagnose(extraction: Extraction, config: Config = DEFAULT, uses: Sequence[Counts] | None = None) -> list[Finding]:
    """The faults of each font's map, font by font in the order of the extraction; then the pages that are damaged.

    ``uses``: the ``used_codes`` of ``extraction``, if they were counted.
    """
    cases = [
        FontCase(index, with_evidence(font, config.evidence), counts)
        for index, (font, counts) in enumerate(zip(extraction.fonts, uses or used_codes(extraction), strict=True))
        if counts
    ]
    findings = [finding for case in cases for check in CHECKS if (finding := check(case, config)) is not None]
    return findings + [_damaged_page(number) for number in extraction.damaged_pages]


def _damaged_page(number: int) -> Finding:
    detail = f"The content of page {number} is damaged: only a part of its text could be read, or none."
    return Finding("damaged_page", "page", f"page {number}", 1.0, detail)
