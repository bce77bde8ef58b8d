"""How often each font's codes are used in a document, which every check weighs its evidence by."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pipeline.model.glyph import Extraction

#: charcode -> number of glyphs
Counts = Mapping[int, int]


def used_codes(extraction: Extraction) -> list[dict[int, int]]:
    """For each font of the extraction, charcode -> how many glyphs use it."""
    usage: list[dict[int, int]] = [{} for _ in extraction.fonts]
    for page in extraction.pages:
        keys = page.font.astype(np.uint64) << np.uint64(32) | page.charcode.astype(np.uint64)
        distinct, counts = np.unique(keys, return_counts=True)
        for key, count in zip(distinct.tolist(), counts.tolist(), strict=True):
            codes = usage[key >> 32]
            code = key & 0xFFFFFFFF
            codes[code] = codes.get(code, 0) + count
    return usage
