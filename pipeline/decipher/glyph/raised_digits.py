"""Raised digits: glyphs of a face for powers and notes, which look like its digits and are smaller and higher.

The atlas has none of them: their outlines tell which digits they are, and their place that they are raised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from statistics import median
from typing import Final

from pipeline.arabic.digits import ASCII, to_superscript
from pipeline.decipher.glyph.case import Case
from pipeline.model.font import Reading

#: A raised digit begins higher over the baseline than this (em), and is less high than this share of the usual ones;
#: where the font shows none of them, of so much (em). Of 203 faces usual digits begin at 0.08 or lower, raised ones at
#: 0.15 or higher, and those are 0.68 as high at most.
RAISED: Final = 0.12
LESS_HIGH: Final = 0.8
USUAL: Final = 0.65


def raised(readings: Mapping[int, Reading], case: Case) -> dict[int, Reading]:
    """``readings``, sign -> what it reads as, where digits that are raised and aren't claimed are superscripts."""
    digits_of: defaultdict[int, list[int]] = defaultdict(list)
    for sign, reading in readings.items():
        if len(reading.text) == 1 and reading.text in ASCII:
            digits_of[case.outlines.row_of[sign][0]].append(sign)
    found = dict(readings)
    for signs in digits_of.values():
        edges = {sign: box for sign in signs if (box := _edges(case, sign)) is not None}
        heights = [top - bottom for bottom, top in edges.values() if bottom <= RAISED]
        most = LESS_HIGH * (median(heights) if heights else USUAL)
        for sign, (bottom, top) in edges.items():
            text = readings[sign].text
            if bottom > RAISED and top - bottom < most and text not in case.signs.claims[sign]:
                found[sign] = replace(readings[sign], text=to_superscript(text))
    return found


def _edges(case: Case, sign: int) -> tuple[float, float] | None:
    """Lower and upper edge of the ink of a sign, em; None where it has none."""
    font, row = case.outlines.row_of[sign]
    box = case.outlines.of_font[font].boxes[row]
    return None if box is None else (float(box[1]), float(box[3]))
