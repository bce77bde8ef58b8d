"""From painted glyphs to lines of words in logical order. Positions are the truth, not the stream."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.config import DEFAULT, Config
from pipeline.model.finding import Finding
from pipeline.model.font import GlyphMap
from pipeline.model.glyph import Extraction, Page
from pipeline.model.line import Box, Line, Word
from pipeline.repair.attach import attach_marks, insert_mark
from pipeline.repair.baselines import find_lines
from pipeline.repair.brackets import is_bracket, turned_codes
from pipeline.repair.codes import LETTER, MARK, SILENT, SPACE, CodeTable, build_codes, with_brackets_turned
from pipeline.repair.gaps import white, word_breaks
from pipeline.repair.gutters import cut_at_gutters
from pipeline.repair.order import MIRROR, Order, logical_order, paragraph_is_rtl
from pipeline.repair.painted import visible, without_doubles

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

#: Height of a line's box above and below the baseline, in units of the font size.
_ASCENT: Final = 0.85
_DESCENT: Final = 0.3
#: A word beside a number whose order UAX #9 doesn't confirm is this much less sure.
_UNVERIFIED: Final = 0.8
_MOST_ALTERNATIVES: Final = 4


def read_lines(
    extraction: Extraction, maps: Sequence[GlyphMap], config: Config = DEFAULT
) -> tuple[list[Line], list[Finding]]:
    """The lines of a document, page by page, top to bottom, in logical order, with what was seen on the way.

    Args:
        extraction: glyph columns of every page.
        maps: a reading per charcode for each font. ``Reading.text`` is the character as it *looks*: a bracket in
            right-to-left text becomes its mirror image here. Codes without a reading keep their claim.

    Returns:
        Lines (``gap_before`` and ``indent`` are left to the layout) and findings about doubled glyphs, unverified
        order and codes that nothing reads.
    """
    codes = build_codes(extraction, maps)
    bold = np.array([font.bold for font in extraction.fonts] or [False], dtype=bool)
    seen: Counter[tuple[str, int]] = Counter()
    readers = [_PageReader(page, extraction.claims, codes, bold, seen) for page in extraction.pages]
    turned = turned_codes(line for reader in readers for line in reader.brackets())
    if turned:
        codes = with_brackets_turned(codes, turned)
    lines = [line for reader in readers for line in reader.lines(codes)]
    return lines, _findings(seen) + _bracket_findings(extraction, codes, turned)


_DETAILS: Final = {
    "doubled_glyphs": "glyphs painted twice in the same place; kept once",
    "unverified_order": "lines whose order of numbers and Latin text the bidirectional algorithm doesn't paint",
    "unread_code": "glyphs whose code nothing reads",
    "stray_mark": "marks with no letter near them",
}


def _findings(seen: Counter[tuple[str, int]]) -> list[Finding]:
    return [
        Finding(fault, "page", str(page), min(1.0, count / 10), f"{count} {_DETAILS[fault]}")
        for (fault, page), count in sorted(seen.items())
        if count
    ]


def _bracket_findings(extraction: Extraction, codes: CodeTable, turned: set[int]) -> list[Finding]:
    fonts = Counter(int(codes.keys[row]) >> 32 for row in turned)
    detail = "{} brackets are mapped to the character typed, not to the one painted"
    return [
        Finding("mirrored_brackets", "font", extraction.fonts[font].name, 1.0, detail.format(count))
        for font, count in sorted(fonts.items())
    ]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Extents of all glyphs of a page for one direction of writing: ``along`` the baseline and ``down`` across it."""

    left: Floats
    right: Floats
    down: Floats
    angle: float


@dataclass(frozen=True, slots=True)
class _Block:
    """What a page shows in one direction of writing: base glyphs by line, space glyphs, and base -> its marks."""

    frame: _Frame
    lines: list[Indices]
    spaces: Indices
    marks: dict[int, list[tuple[int, float]]]


class _PageReader:
    """Reads one page. Glyph indices below are indices into the page's columns."""

    def __init__(
        self,
        page: Page,
        claims: Sequence[str],
        codes: CodeTable,
        bold: NDArray[np.bool_],
        seen: Counter[tuple[str, int]],
    ) -> None:
        self.page = page
        self.claims = claims
        self.codes = codes
        self.row = codes.rows(page)
        self.kind = codes.kind[self.row]
        self.bold = bold[page.font] if len(page) else np.zeros(0, dtype=bool)
        self.size = page.size.astype(np.float64)
        self.seen = seen

        self.blocks = [self._arrange(angle, glyphs) for angle, glyphs in self._by_angle(self._painted())]

    def brackets(self) -> Iterator[list[tuple[str, int]]]:
        """(claimed character, row) of the brackets of each line, left to right."""
        rows_of_brackets = [row for row, text in enumerate(self.codes.text) if is_bracket(text)]
        wanted = np.isin(self.row, rows_of_brackets)
        for block in self.blocks:
            for line in block.lines:
                found = self.row[line[wanted[line]]].tolist()
                if len(found) > 1:
                    yield [(self.codes.text[row], row) for row in found]

    def lines(self, codes: CodeTable) -> Iterator[Line]:
        """The lines of the page, read with the table ``codes``."""
        self.codes = codes
        for block in self.blocks:
            for row in block.lines:
                line = self._line(block, row)
                if line is not None:
                    yield line

    def _painted(self) -> Indices:
        shown = visible(self.page)
        once = without_doubles(self.page, shown, self.row)
        self.seen["doubled_glyphs", self.page.number] += int(
            (self.kind[shown] != SPACE).sum() - (self.kind[once] != SPACE).sum()
        )
        return once

    def _by_angle(self, glyphs: Indices) -> list[tuple[float, Indices]]:
        """Glyphs by direction of writing, the commonest first; text set across the page is read after it."""
        degrees = np.round(self.page.angle[glyphs].astype(np.float64)) % 360
        values, counts = np.unique(degrees, return_counts=True)
        order = np.argsort(-counts, kind="stable")
        return [(float(values[i]), glyphs[degrees == values[i]]) for i in order]

    def _frame(self, angle: float) -> _Frame:
        x, y = self.page.x.astype(np.float64), self.page.y.astype(np.float64)
        advance = self.page.advance.astype(np.float64)
        cos, sin = float(np.cos(np.radians(angle))), float(np.sin(np.radians(angle)))
        start = x * cos - y * sin
        return _Frame(np.minimum(start, start + advance), np.maximum(start, start + advance), x * sin + y * cos, angle)

    def _arrange(self, angle: float, glyphs: Indices) -> _Block:
        """Glyphs of one direction as lines, each sorted left to right."""
        frame = self._frame(angle)
        kind = self.kind[glyphs]
        bases = glyphs[(kind == LETTER) | (kind == SILENT)]
        groups = find_lines(frame.left[bases], frame.right[bases], frame.down[bases], self.size[bases])
        rows = [bases[group] for group in groups]
        rows = [row[np.lexsort((row, frame.left[row]))] for row in rows]
        rows = cut_at_gutters(rows, frame.left, frame.right, self.size)
        marks = self._marks_of(frame, glyphs[kind == MARK], glyphs[kind == LETTER])
        return _Block(frame, rows, glyphs[kind == SPACE], marks)

    def _marks_of(self, frame: _Frame, marks: Indices, bases: Indices) -> dict[int, list[tuple[int, float]]]:
        """Base glyph -> its marks with their place along it (0 right edge, 1 left edge), from right to left."""
        if not marks.size:
            return {}
        ink = self.codes.ink_centre[self.row[marks]] * self.size[marks]
        middle = (frame.left[marks] + frame.right[marks]) / 2
        start = np.where(self.page.advance[marks] < 0, frame.right[marks], frame.left[marks])
        centre = np.where(np.isnan(ink), middle, start + ink)
        candidates = {
            "left": frame.left[bases],
            "right": frame.right[bases],
            "baseline": frame.down[bases],
            "stream": bases.astype(np.float64),
        }
        found = attach_marks(centre, frame.down[marks], marks, self.size[marks], candidates)
        self.seen["stray_mark", self.page.number] += int((found < 0).sum())
        attached: dict[int, list[tuple[int, float]]] = {}
        for mark, base, place in zip(marks.tolist(), found.tolist(), centre.tolist(), strict=True):
            if base >= 0:
                glyph = int(bases[base])
                width = max(float(frame.right[glyph] - frame.left[glyph]), 1e-6)
                attached.setdefault(glyph, []).append((mark, float(frame.right[glyph] - place) / width))
        for pairs in attached.values():
            pairs.sort(key=lambda pair: (round(pair[1], 2), pair[0]))
        return attached

    def _line(self, block: _Block, row: Indices) -> Line | None:
        """One line from its base glyphs, sorted left to right; None where they are all silent."""
        frame = block.frame
        cells = _painted_cells(row, self._breaks(frame, row, block.spaces), self.kind[row] == LETTER)
        if not any(cell >= 0 for cell in cells):
            return None
        character = self.codes.character
        painted = "".join(" " if cell < 0 else character[self.row[cell]] for cell in cells)
        rtl = paragraph_is_rtl(painted)
        order = logical_order(painted, rtl)
        self.seen["unverified_order", self.page.number] += not order.verified
        words = [
            self._word(frame, [cells[i] for i in part], part, order, block.marks)
            for part in _words(order, cells)
            if part
        ]
        letters = row[self.kind[row] == LETTER]
        arabic = letters[self.codes.arabic[self.row[letters]]]
        size = float(np.median(self.size[arabic if arabic.size else letters]))
        return Line(
            page=self.page.number,
            words=tuple(words),
            box=_box(frame, row, self.size),
            size=round(size, 2),
            bold=bool(self.bold[letters].mean() > 0.5),
            rtl=rtl,
        )

    def _breaks(self, frame: _Frame, row: Indices, spaces: Indices) -> NDArray[np.bool_]:
        """For each neighbouring pair of the row, whether a word ends there."""
        left, right = frame.left[row], frame.right[row]
        size = np.maximum(self.size[row][1:], self.size[row][:-1])
        middle = (frame.left[spaces] + frame.right[spaces]) / 2
        near = np.abs(frame.down[spaces] - np.median(frame.down[row])) < 0.5 * self.size[spaces]
        inside = np.searchsorted(left, middle[near], side="right") - 1
        space_glyph = np.zeros(max(len(row) - 1, 0), dtype=bool)
        space_glyph[inside[(inside >= 0) & (inside < len(row) - 1)]] = True
        return word_breaks(white(left, right), size, space_glyph)

    def _word(
        self, frame: _Frame, glyphs: list[int], part: list[int], order: Order, marks: dict[int, list[tuple[int, float]]]
    ) -> Word:
        texts: list[str] = []
        claims: list[str] = []
        rows: set[int] = set()
        for glyph, cell in zip(glyphs, part, strict=True):
            row = int(self.row[glyph])
            rows.add(row)
            text = self.codes.text[row]
            if cell in order.mirrored:
                text = MIRROR.get(text, text)
            claims.append(self._claim(glyph))
            for mark, along in marks.get(glyph, ()):
                rows.add(int(self.row[mark]))
                text = insert_mark(text, self.codes.text[self.row[mark]], along)
                claims.append(self._claim(mark))
            texts.append(text)
        text = unicodedata.normalize("NFC", "".join(texts))
        confidence = float(np.prod(self.codes.confidence[sorted(rows)]))
        if not order.verified and not text.isalpha():
            confidence *= _UNVERIFIED
        return Word(
            text=text,
            original="".join(claims),
            confidence=round(confidence, 6),
            box=_box(frame, np.array(glyphs), self.size),
            alternatives=self._alternatives(glyphs, texts, sorted(rows)),
        )

    def _claim(self, glyph: int) -> str:
        index = int(self.page.claim[glyph])
        return self.claims[index] if index >= 0 else ""

    def _alternatives(self, glyphs: list[int], texts: list[str], rows: list[int]) -> tuple[tuple[str, float], ...]:
        """The word with its least sure code read otherwise, everywhere that it stands."""
        unsure = min(rows, key=lambda row: float(self.codes.confidence[row]))
        reading = self.codes.text[unsure]
        found: list[tuple[str, float]] = []
        for other, probability in self.codes.alternatives[unsure][:_MOST_ALTERNATIVES]:
            pieces = [
                piece.replace(reading, other, 1) if self.row[glyph] == unsure and reading else piece
                for glyph, piece in zip(glyphs, texts, strict=True)
            ]
            found.append((unicodedata.normalize("NFC", "".join(pieces)), probability))
        return tuple(found)


def _painted_cells(row: Indices, breaks: NDArray[np.bool_], is_letter: NDArray[np.bool_]) -> list[int]:
    """Glyph indices of a line left to right, -1 for a word space; silent glyphs only held the gap shut."""
    cells: list[int] = []
    for glyph, letter, gap in zip(row.tolist(), is_letter.tolist(), [False, *breaks.tolist()], strict=True):
        if gap and cells and cells[-1] >= 0:
            cells.append(-1)
        if letter:
            cells.append(glyph)
    if cells and cells[-1] < 0:
        cells.pop()
    return cells


def _words(order: Order, cells: Sequence[int]) -> Iterator[list[int]]:
    """Cell numbers of each word, in logical order."""
    part: list[int] = []
    for cell in order.indices:
        if cells[cell] < 0:
            yield part
            part = []
        else:
            part.append(cell)
    yield part


def _box(frame: _Frame, glyphs: Indices, size: Floats) -> Box:
    """Box on the displayed page around glyphs, from their extents and font sizes."""
    left, right = float(frame.left[glyphs].min()), float(frame.right[glyphs].max())
    top = float((frame.down[glyphs] - _ASCENT * size[glyphs]).min())
    bottom = float((frame.down[glyphs] + _DESCENT * size[glyphs]).max())
    if frame.angle:
        cos, sin = float(np.cos(np.radians(frame.angle))), float(np.sin(np.radians(frame.angle)))
        corners = [(u * cos + v * sin, v * cos - u * sin) for u in (left, right) for v in (top, bottom)]
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)
