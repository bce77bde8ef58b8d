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
from warraq.decipher.glyph.parameters import RaisedDigits as P
from warraq.fonts.outlines.atlas import columns_of_digits
from warraq.fonts.outlines.glyph_shape import Part
from warraq.fonts.outlines.outline import MARK_ADVANCE, OutlineEvidence, outlines_of
from warraq.model.font import Reading

_ONE_TO_NINE: Final = ASCII[1:]


def propose_raised(case: Case, candidates: Mapping[int, Candidates]) -> None:
    """Make the digit that a raised glyph looks like as likely as the likeliest, and all others less.

    Changes ``candidates``, sign -> what it may be, in place.
    """
    for font, signs in case.outlines.signs_of_font.items():
        usual = _usual_height(case, case.outlines.of_font[font])
        open_ = [row for row, sign in enumerate(signs) if sign in candidates and candidates[sign].strings.size > 1]
        for row, digit in _enlarged(case, font, open_, usual).items():
            candidate = candidates[signs[row]]
            best = float(candidate.outline.max())
            candidate.outline -= P.NO_OTHER
            candidate.put(case.spellings.number(digit), best)


def _usual_height(case: Case, evidence: OutlineEvidence) -> float:
    """How high the digits of a font are that stand on the line, em: of what the atlas knows best as ASCII digits."""
    known = (evidence.novelty < P.NEAR) & ~evidence.blank
    rows = np.flatnonzero(known & np.isin(evidence.loglik.argmax(axis=1), _labels_of_digits(case))).tolist()
    return _height_on_line(box[1::2] for row in rows if (box := evidence.boxes[row]) is not None)


def _labels_of_digits(case: Case) -> list[int]:
    columns = columns_of_digits(case.book.labels)
    return [columns[digit] for digit in _ONE_TO_NINE]


def _height_on_line(edges: Iterable[tuple[float, ...]]) -> float:
    """How high those are of which lower and upper ``edges`` are given (em) and that aren't raised."""
    heights = [float(top - bottom) for bottom, top in edges if bottom <= P.RAISED]
    return median(heights) if heights else P.USUAL


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
    most = np.minimum(P.NEAR, evidence.novelty[list(shares)] - P.NEARER_BY)
    texts = [case.book.labels[label].text for label in labels[nearest].tolist()]
    return {row: text for row, text, near in zip(shares, texts, (away < most).tolist(), strict=True) if near}


def _share(evidence: OutlineEvidence, row: int, advance: float, usual: float) -> float:
    """How high a glyph is that may be a raised digit, of so high ``usual`` ones (em); 0 where it can be none."""
    box = evidence.boxes[row]
    if box is None or evidence.mark[row] or advance < MARK_ADVANCE or evidence.novelty[row] < P.NEARER_BY:
        return 0.0
    share = float(box[3] - box[1]) / usual
    return share if box[1] > P.RAISED and P.LEAST_HIGH < share < P.LESS_HIGH else 0.0


def raised(readings: Mapping[int, Reading], case: Case) -> dict[int, Reading]:
    """``readings``, sign -> what it reads as, where digits that are raised and aren't claimed are superscripts."""
    digits_of: defaultdict[int, list[int]] = defaultdict(list)
    for sign, reading in readings.items():
        if len(reading.text) == 1 and reading.text in ASCII:
            digits_of[case.outlines.row_of[sign][0]].append(sign)
    changed = dict(readings)
    for signs in digits_of.values():
        edges = {sign: box for sign in signs if (box := _edges(case, sign)) is not None}
        most = P.LESS_HIGH * _height_on_line(edges.values())
        for sign, (bottom, top) in edges.items():
            text = readings[sign].text
            if bottom > P.RAISED and top - bottom < most and text not in case.signs.claims[sign]:
                changed[sign] = replace(readings[sign], text=to_superscript(text))
    return changed


def _edges(case: Case, sign: int) -> tuple[float, float] | None:
    """Lower and upper edge of the ink of a sign, em; None where it has none."""
    font, row = case.outlines.row_of[sign]
    box = case.outlines.of_font[font].boxes[row]
    return None if box is None else (float(box[1]), float(box[3]))
