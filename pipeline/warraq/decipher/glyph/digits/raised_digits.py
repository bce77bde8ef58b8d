"""Raised digits: glyphs of a face for powers and notes, which look like its digits and are smaller and higher.

The atlas has none of them: set down and enlarged they look like digits that it has, which tells what they are, and
their place tells that they are raised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Final

import numpy as np

from warraq.arabic.digits import ASCII, to_superscript
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.candidates.case import Case
from warraq.fonts.outlines.atlas import columns_of_digits
from warraq.fonts.outlines.glyph_shape import Part
from warraq.fonts.outlines.outline import MARK_ADVANCE, OutlineEvidence, outlines_of
from warraq.model.font import Reading

#: A raised digit begins higher over the baseline than this (em), and is less high than this share of the usual ones;
#: where the font shows none of them, of so much (em). Of 203 faces usual digits begin at 0.08 or lower, raised ones at
#: 0.15 or higher, and those are 0.68 as high at most.
RAISED: Final = 0.12
LESS_HIGH: Final = 0.8
USUAL: Final = 0.65
#: and it is so high at least. Enlarged it is as near to a digit of the atlas as this, no more than so much farther from
#: it than from an ``l`` and all else, and so much nearer than it was to anything (squared distances): of the raised
#: digits of 100 faces 395 of 623 are, all of them the right one, and none of 600 apostrophes, quotes, circles and small
#: letters.
LEAST_HIGH: Final = 0.45
NEAR: Final = 40.0
BEHIND: Final = 20.0
NEARER_BY: Final = 20.0
#: What else the sign could be costs so much (nats).
NO_OTHER: Final = 16.0
_ONE_TO_NINE: Final = ASCII[1:]


def propose_raised(case: Case, candidates: Mapping[int, Candidates]) -> None:
    """Make the digit that a raised glyph looks like as likely as the likeliest, and all others less.

    Changes ``candidates``, sign -> what it may be, in place.
    """
    for font, signs in case.outlines.signs_of_font.items():
        usual = _usual_height(case, case.outlines.of_font[font])
        open_ = [row for row, sign in enumerate(signs) if sign in candidates and candidates[sign].strings.size > 1]
        for row, digit in _enlarged(case, font, open_, usual).items():
            found = candidates[signs[row]]
            best = float(found.outline.max())
            found.outline -= NO_OTHER
            found.put(case.spellings.number(digit), best)


def _usual_height(case: Case, evidence: OutlineEvidence) -> float:
    """How high the digits of a font are that stand on the line, em: of what the atlas knows best as ASCII digits."""
    known = (evidence.novelty < NEAR) & ~evidence.blank
    rows = np.flatnonzero(known & np.isin(evidence.loglik.argmax(axis=1), _labels_of_digits(case))).tolist()
    return _height_on_line(box[1::2] for row in rows if (box := evidence.boxes[row]) is not None)


def _labels_of_digits(case: Case) -> list[int]:
    columns = columns_of_digits(case.book.labels)
    return [columns[digit] for digit in _ONE_TO_NINE]


def _height_on_line(edges: Iterable[tuple[float, ...]]) -> float:
    """How high those are of which lower and upper ``edges`` are given (em) and that aren't raised."""
    heights = [float(top - bottom) for bottom, top in edges if bottom <= RAISED]
    return median(heights) if heights else USUAL


def _enlarged(case: Case, font: int, rows: Sequence[int], usual: float) -> dict[int, str]:
    """Of ``rows`` of a font those whose glyphs look like a digit when they are set down on the line and made as high as
    usual ones (em), and that digit; none that aren't raised."""
    evidence, uses = case.outlines.of_font[font], case.outlines.uses_of_font[font]
    shares = {row: share for row in rows if (share := _share(evidence, row, uses[row].advance, usual))}
    outlines = outlines_of(case.extraction.fonts[font])
    if outlines is None or not shares:
        return {}
    em, points = outlines.units_per_em, []
    for row, share in shares.items():
        box = outlines.box(uses[row].gid)[0]
        down = [[Part(uses[row].gid, 0, -box.bottom if box is not None else 0)]]
        points.append(case.book.project(outlines.shapes(down, [uses[row].advance * em], evidence.tall * share))[0])
    distances = case.book.distances(np.stack(points))
    labels = case.book.group_of // len(case.book.families)
    digits = np.flatnonzero(np.isin(labels, _labels_of_digits(case)))
    nearest = digits[distances[digits].argmin(0)]
    away = distances[nearest, np.arange(len(points))]
    most = np.minimum(np.minimum(NEAR, distances.min(0) + BEHIND), evidence.novelty[list(shares)] - NEARER_BY)
    texts = [case.book.labels[label].text for label in labels[nearest].tolist()]
    return {row: text for row, text, near in zip(shares, texts, (away < most).tolist(), strict=True) if near}


def _share(evidence: OutlineEvidence, row: int, advance: float, usual: float) -> float:
    """How high a glyph is that may be a raised digit, of so high ``usual`` ones (em); 0 where it can be none."""
    box = evidence.boxes[row]
    if box is None or evidence.mark[row] or advance < MARK_ADVANCE or evidence.novelty[row] < NEARER_BY:
        return 0.0
    share = float(box[3] - box[1]) / usual
    return share if box[1] > RAISED and LEAST_HIGH < share < LESS_HIGH else 0.0


def raised(readings: Mapping[int, Reading], case: Case) -> dict[int, Reading]:
    """``readings``, sign -> what it reads as, where digits that are raised and aren't claimed are superscripts."""
    digits_of: defaultdict[int, list[int]] = defaultdict(list)
    for sign, reading in readings.items():
        if len(reading.text) == 1 and reading.text in ASCII:
            digits_of[case.outlines.row_of[sign][0]].append(sign)
    found = dict(readings)
    for signs in digits_of.values():
        edges = {sign: box for sign in signs if (box := _edges(case, sign)) is not None}
        most = LESS_HIGH * _height_on_line(edges.values())
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
