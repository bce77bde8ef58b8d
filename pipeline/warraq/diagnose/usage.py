"""How often each font's codes are used in a document, which every check weighs its evidence by."""

from __future__ import annotations

from collections.abc import Mapping

from warraq.model.glyph import Extraction
from warraq.model.packed.shown_codes import ShownCodes, shown_codes

#: charcode -> number of glyphs
Counts = Mapping[int, int]


def used_codes(extraction: Extraction, shown: ShownCodes | None = None) -> list[dict[int, int]]:
    """For each font of the extraction, charcode -> how many glyphs use it, in the order in which they come.

    ``shown``: its ``shown_codes``, if they were numbered.
    """
    shown = shown or shown_codes(extraction)
    usage: list[dict[int, int]] = [{} for _ in extraction.fonts]
    for key, count in zip(shown.keys[shown.come].tolist(), shown.count[shown.come].tolist(), strict=True):
        usage[key >> 32][key & 0xFFFFFFFF] = count
    return usage
