"""How often each font's codes are used in a document, which every check weighs its evidence by."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pipeline.model.code_index import CodeIndex, code_keys
from pipeline.model.glyph import Extraction

#: charcode -> number of glyphs
Counts = Mapping[int, int]


def used_codes(extraction: Extraction) -> list[dict[int, int]]:
    """For each font of the extraction, charcode -> how many glyphs use it."""
    index = CodeIndex()
    counts = np.zeros(0, np.intp)
    for page in extraction.pages:
        more = np.bincount(index.numbers(code_keys(page)), minlength=counts.size)
        more[: counts.size] += counts
        counts = more
    usage: list[dict[int, int]] = [{} for _ in extraction.fonts]
    for key, count in zip(index.keys, counts.tolist(), strict=True):
        usage[key >> 32][key & 0xFFFFFFFF] = count
    return usage
