"""Words of a picture as glyphs of a page, with a font and a map of their own.

So the stages that make lines of glyphs read both alike: baselines, columns, cells and order are found in one place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any, Final, NamedTuple

import numpy as np

from warraq.model.font import Font, GlyphMap, Reading
from warraq.model.glyph import CLIPPED, GLYPH_COLUMNS, INVISIBLE, RECOGNISED, Page
from warraq.model.line import Box
from warraq.ocr.recogniser import RecognisedWord
from warraq.ocr.words import lines_of, painted_order

#: The font of recognised words, as ``fonts`` of no document has it.
_NAME: Final = "recognised"
EVIDENCE: Final = "ocr"
#: A line reaches from the top of its highest letter to the foot of its lowest: so much of that is the font size, and so
#: much of the size is below the baseline.
_SIZE: Final = 0.9
_BELOW: Final = 0.3
#: Lines are higher or lower by the letters that they happen to have: up to this share they are set in the usual size.
_USUAL: Final = 0.3
#: Confidences are rounded to so many decimals, so that letters share codes.
_DECIMALS: Final = 3
#: Words of a line are at least so far apart (font sizes).
_WHITE: Final = 0.15
#: Glyphs of the page reach so much above and below their baselines (font sizes).
_REACH: Final = (0.8, 0.2)


@dataclass(slots=True)
class _Row:
    """A glyph of a page in the making."""

    code: int
    x: float
    y: float
    advance: float
    size: float


class _Letter(NamedTuple):
    """What a code is: a letter with its marks, how sure it is, and what the engine said.

    The first letter of a word is as sure as the word and the others certain. Of a word that was put right the first
    claims all that the engine read.
    """

    text: str
    sure: float
    claim: str


class GlyphMaker:
    """Makes pages of words; knows the codes of all of them."""

    def __init__(self, font: int, claims: Sequence[str]) -> None:
        """
        Args:
            font: number that the font of these glyphs has in the document.
            claims: those of the document; what is claimed of new codes comes after them.
        """
        self._font, self._before = font, len(claims)
        self._claims = list(claims)
        self._codes: dict[_Letter, int] = {}

    def page(self, page: Page, words: Sequence[RecognisedWord], dpi: float, *, alone: bool = False) -> Page:
        """``page`` with the words of its picture in the places where they stand.

        Args:
            words: with boxes in pixels.
            dpi: of the picture.
            alone: they replace what the page holds; else a word is left out where a glyph of the page is shown.
        """
        scale = 72 / dpi
        if alone:
            page = _without_glyphs(page)
        shown = shown_boxes(page)
        lines = [[in_points(word, scale) for word in line] for line in lines_of(words)]
        lines = [[word for word in line if not is_covered(word.box, shown)] for line in lines]
        rows = [row for line, size in _sized([line for line in lines if line]) for row in self._rows(line, size)]
        return self._extended(page, rows)

    def _rows(self, line: Sequence[RecognisedWord], size: float) -> list[_Row]:
        """The glyphs of a line, a space between words."""
        foot = max(word.box[3] for word in line) - _BELOW * size
        rows: list[_Row] = []
        right = None
        for word in line:
            left, _, end, _ = word.box
            if right is not None:
                left = min(max(left, right + _WHITE * size), end)
                rows.append(_Row(self._code(_Letter(" ", 1.0, " ")), right, foot, left - right, size))
            letters = painted_order(word)
            advance = (end - left) / len(letters)
            for place, letter in enumerate(letters):
                sure = round(word.confidence, _DECIMALS) if place == 0 else 1.0
                claim = (word.read if place == 0 else "") if word.read else letter
                rows.append(_Row(self._code(_Letter(letter, sure, claim)), left + place * advance, foot, advance, size))
            right = end
        return rows

    def _code(self, letter: _Letter) -> int:
        code = self._codes.setdefault(letter, len(self._codes))
        if code == len(self._claims) - self._before:
            self._claims.append(letter.claim)
        return code

    def _extended(self, page: Page, rows: Sequence[_Row]) -> Page:
        """The page with more glyphs behind its own."""
        codes = [row.code for row in rows]
        columns: dict[str, Sequence[float]] = {
            "font": [self._font] * len(rows),
            "charcode": codes,
            "cid": codes,
            "gid": [-1] * len(rows),
            "x": [row.x for row in rows],
            "y": [row.y for row in rows],
            "advance": [row.advance for row in rows],
            "size": [row.size for row in rows],
            "angle": [0.0] * len(rows),
            "flags": [0] * len(rows),
            "claim": [self._before + code for code in codes],
        }
        extended: dict[str, Any] = {}
        for name, values in columns.items():
            column = getattr(page, name)
            extended[name] = np.concatenate([column, np.array(values, dtype=column.dtype)])
        return replace(page, **extended)

    @property
    def claims(self) -> tuple[str, ...]:
        """Those of the document, and then of the new codes."""
        return tuple(self._claims)

    def font(self) -> Font:
        """The font of the new glyphs."""
        texts = {code: letter.claim for letter, code in self._codes.items()}
        digest = hashlib.sha256(_NAME.encode()).hexdigest()
        return Font(_NAME, "Type0", True, None, "none", digest, texts, {}, {}, {}, {}, {})

    def map(self) -> GlyphMap:
        """What its codes stand for."""
        readings = {code: Reading(letter.text, letter.sure, EVIDENCE) for letter, code in self._codes.items()}
        return GlyphMap(self._font, "honest", readings)


def in_points(word: RecognisedWord, scale: float) -> RecognisedWord:
    """A word of a picture whose pixels measure ``scale`` points, on the page."""
    left, top, right, bottom = word.box
    return replace(word, box=(left * scale, top * scale, right * scale, bottom * scale))


def _sized(lines: Sequence[list[RecognisedWord]]) -> list[tuple[list[RecognisedWord], float]]:
    """The lines with their font sizes, points."""
    heights = [max(word.box[3] for word in line) - min(word.box[1] for word in line) for line in lines]
    usual = median(height for line, height in zip(lines, heights, strict=True) for _ in line) if lines else 0.0
    near = (usual if abs(height - usual) <= _USUAL * usual else height for height in heights)
    return [(line, _SIZE * max(height, 1.0)) for line, height in zip(lines, near, strict=True)]


def shown_boxes(page: Page) -> list[Box]:
    """Boxes of the glyphs that the page shows."""
    seen = np.flatnonzero(np.isin(page.flags & (INVISIBLE | CLIPPED | RECOGNISED), (0, INVISIBLE | RECOGNISED)))
    above, below = _REACH
    columns = (page.x[seen], page.y[seen], page.advance[seen], page.size[seen])
    return [
        (x, y - above * size, x + advance, y + below * size)
        for x, y, advance, size in zip(*(column.tolist() for column in columns), strict=True)
    ]


def is_covered(box: Box, shown: Sequence[Box]) -> bool:
    """Whether the middle of one of ``shown`` lies in ``box``."""
    left, top, right, bottom = box
    return any(
        left <= (other[0] + other[2]) / 2 <= right and top <= (other[1] + other[3]) / 2 <= bottom for other in shown
    )


def _without_glyphs(page: Page) -> Page:
    empty: dict[str, Any] = {name: getattr(page, name)[:0] for name in GLYPH_COLUMNS}
    return replace(page, actual_text=(), annotated=0, fields=(), **empty)
