"""From painted glyphs to lines of words in logical order. Positions are the truth, not the stream."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.config import DEFAULT, Config
from pipeline.model.finding import Finding
from pipeline.model.font import GlyphMap
from pipeline.model.glyph import Extraction, Page
from pipeline.model.line import Line, Word
from pipeline.repair.actual_text import with_actual_text
from pipeline.repair.arrange import arrange
from pipeline.repair.brackets import inside_out, is_bracket, turned_codes
from pipeline.repair.clusters import settle_clusters
from pipeline.repair.codes import LETTER, CodeTable, build_codes, with_brackets_turned
from pipeline.repair.frame import Frame, Row
from pipeline.repair.margins import sides_of
from pipeline.repair.order import MIRROR, Order, bidi_class
from pipeline.repair.painted_line import cell_order, join_thousands, joined_below, paragraph_is_rtl
from pipeline.repair.raised import add_word, raised_glyphs
from pipeline.repair.table import apply_repairs, find_faults
from pipeline.repair.words import Cell, PageColumns, WordBuilder

_DETAILS: Final = {
    "doubled_glyphs": "glyphs painted twice in the same place; kept once",
    "unverified_order": "lines whose order of numbers and Latin text the bidirectional algorithm doesn't paint",
    "stray_mark": "marks with no letter near them",
}
#: Faults of strings that can still show once the readings are right: they lie in how the producer cut its ligatures.
_LEFT_OVER: Final = frozenset({"reversed_lam_alef", "loose_marks"})
#: ... and are repaired from this score on.
_SURE: Final = 0.6
#: A document with more Latin letters than this for one Arabic letter is a Latin one.
_FEW_ARABIC: Final = 4
#: ... if it has this many letters; a shorter one says too little.
_ENOUGH_LETTERS: Final = 300
#: White wider than this, and than so many usual spaces of the line, parts cells; in units of the font size.
_WALL: Final = 2.0
_WALL_TIMES: Final = 3.0
#: White that may stand between the groups of a long number, in units of the font size.
_NARROW: Final = 0.5


def read_lines(
    extraction: Extraction, maps: Sequence[GlyphMap], config: Config = DEFAULT
) -> tuple[list[Line], list[Finding]]:
    """The lines of a document, page by page, top to bottom, in logical order, with what was seen on the way.

    Args:
        extraction: glyph columns of every page.
        maps: a reading per charcode for each font. ``Reading.text`` is the character as it *looks*: a bracket in
            right-to-left text becomes its mirror image here. Codes without a reading keep their claim.

    Returns:
        Lines (``gap_before`` and ``indent`` are left to the layout) and findings about doubled glyphs, stray marks,
        brackets mapped to the typed character, unverified order, and faults left in the strings.
    """
    codes = build_codes(extraction, maps)
    seen: Counter[tuple[str, int]] = Counter()
    rows = [codes.rows(page) for page in extraction.pages]
    codes, rows = with_actual_text(settle_clusters(codes, rows), rows, extraction.pages)
    readers = [
        _PageReader(page, row, extraction, codes, seen) for page, row in zip(extraction.pages, rows, strict=True)
    ]
    turned = turned_codes(line for reader in readers for line in reader.brackets())
    if turned:
        codes = with_brackets_turned(codes, turned)
    builder = WordBuilder(codes)
    arabic, latin = (sum(counts) for counts in zip((0, 0), *(reader.letters() for reader in readers), strict=True))
    rtl = arabic + latin < _ENOUGH_LETTERS or _FEW_ARABIC * arabic >= latin
    lines = [line for reader in readers for line in reader.lines(builder, rtl)]
    lines, left_over = _repair_strings(lines, extraction.file)
    return lines, [*_page_findings(seen), *_bracket_findings(extraction, codes, turned), *left_over]


def _page_findings(seen: Counter[tuple[str, int]]) -> list[Finding]:
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


def _repair_strings(lines: list[Line], where: str) -> tuple[list[Line], list[Finding]]:
    """The lines with the repairs of strings that the document calls for, word by word."""
    found = find_faults("\n".join(line.text for line in lines), where)
    findings = [finding for finding in found if finding.fault in _LEFT_OVER and finding.score >= _SURE]
    if not findings:
        return lines, []
    faults = {finding.fault for finding in findings}
    repaired = []
    for line in lines:
        texts = [apply_repairs(word.text, faults)[0] for word in line.words]
        if any(text != word.text for text, word in zip(texts, line.words, strict=True)):
            words = tuple(replace(word, text=text) for text, word in zip(texts, line.words, strict=True) if text)
            line = replace(line, words=words)
        repaired.append(line)
    return repaired, findings


class _PageReader:
    """Reads one page: arranged when made, read once the brackets of the whole document are known."""

    def __init__(
        self,
        page: Page,
        row: NDArray[np.intp],
        extraction: Extraction,
        codes: CodeTable,
        seen: Counter[tuple[str, int]],
    ) -> None:
        self.page = page
        self.codes = codes
        self.seen = seen
        self.row = row
        bold = np.array([font.bold for font in extraction.fonts] or [False], dtype=bool)
        self.bold: list[bool] = bold[page.font].tolist() if len(page) else []
        self.claims = [extraction.claims[index] if index >= 0 else "" for index in page.claim.tolist()]
        self.blocks = arrange(page, self.row, codes, seen)

    def brackets(self) -> Iterator[list[tuple[str, int]]]:
        """(character, row) of the brackets of each line, left to right."""
        texts = self.codes.text
        wanted = np.isin(self.row, [row for row, text in enumerate(texts) if is_bracket(text)])
        if not wanted.any():
            return
        for block in self.blocks:
            for row in block.rows:
                found = self.row[row.glyphs[wanted[row.glyphs]]].tolist()
                if len(found) > 1:
                    yield [(texts[code], code) for code in found]

    def letters(self) -> tuple[int, int]:
        """How many Arabic letters and how many Latin ones the page has."""
        counts = np.bincount(self.row, minlength=len(self.codes.text))
        latin = np.array([bidi_class(character) == "L" for character in self.codes.character], dtype=bool)
        return int(counts[self.codes.arabic].sum()), int(counts[latin].sum())

    def lines(self, builder: WordBuilder, rtl: bool) -> Iterator[Line]:
        """The lines of the page. ``rtl``: the direction of most of the document."""
        rows = self.row.tolist()
        for block in self.blocks:
            columns = PageColumns(block, rows, self.claims)
            sides = sides_of(block, rtl)
            for row, side, below in zip(block.rows, sides, [*block.rows, None][1:], strict=True):
                line = self._line(columns, row, builder, rtl, side, below)
                if line is not None:
                    yield line

    def _line(
        self, columns: PageColumns, row: Row, builder: WordBuilder, mostly_rtl: bool, side: int, below: Row | None
    ) -> Line | None:
        """One line; None where all its glyphs are silent. ``below`` is the next line."""
        cells, white = self._cells(row)
        glyphs = [cell.glyph for cell in cells if cell is not None]
        if not glyphs:
            return None
        character, rows = builder.codes.character, columns.rows
        painted = "".join([" " if cell is None else character[rows[cell.glyph]] for cell in cells])
        turned = inside_out(painted)
        if turned:
            painted = "".join(MIRROR.get(c, c) if i in turned else c for i, c in enumerate(painted))
        rtl = paragraph_is_rtl(painted, mostly_rtl, side)
        if rtl and below is not None and bidi_class(character[rows[int(below.glyphs[-1])]]) in ("L", "EN"):
            painted = joined_below(painted)
        walls, narrow = _kinds_of_space(white, float(columns.frame.size[glyphs[0]]))
        order = cell_order(join_thousands(painted, narrow), walls, rtl)
        self.seen["unverified_order", self.page.number] += not order.verified
        raised = raised_glyphs(columns.frame, glyphs)

        def build(part: list[int]) -> Word:
            used = [cell for i in part if (cell := cells[i]) is not None]
            return builder.word(columns, used, [(i in order.mirrored) != (i in turned) for i in part], order.verified)

        words: list[Word] = []
        for part in _words(order, cells):
            if raised:
                add_word(
                    words,
                    part,
                    [cell is not None and cell.glyph in raised for cell in map(cells.__getitem__, part)],
                    build,
                )
            else:
                words.append(build(part))
        return Line(
            page=self.page.number,
            words=tuple(words),
            box=columns.box(row.glyphs.tolist()),
            size=self._size(columns.frame, glyphs, builder.codes, rows),
            bold=2 * sum(self.bold[glyph] for glyph in glyphs) > len(glyphs),
            rtl=rtl,
        )

    def _size(self, frame: Frame, glyphs: list[int], codes: CodeTable, rows: list[int]) -> float:
        """Font size of most of the Arabic letters; of all glyphs where there are none."""
        sizes = frame.size[glyphs].tolist()
        arabic = [size for size, glyph in zip(sizes, glyphs, strict=True) if codes.arabic[rows[glyph]]]
        return round(float(statistics.median_low(arabic or sizes)), 2)

    def _cells(self, row: Row) -> tuple[list[Cell | None], dict[int, float]]:
        """Cells of a line left to right, None for a word space, and the width of each space by its place.

        Silent glyphs are gone: they only held the gap shut.
        """
        cells: list[Cell | None] = []
        white: dict[int, float] = {}
        silent: list[int] = []
        letter = (self.codes.kind[self.row[row.glyphs]] == LETTER).tolist()
        breaks = [False, *row.breaks.tolist()]
        for place, (glyph, is_letter) in enumerate(zip(row.glyphs.tolist(), letter, strict=True)):
            if breaks[place] and cells and cells[-1] is not None:
                white[len(cells)] = float(row.gaps[place - 1])
                cells.append(None)
            if is_letter:
                cells.append(Cell(glyph, tuple(silent)))
                silent.clear()
            else:
                silent.append(glyph)
        if cells and cells[-1] is None:
            cells.pop()
            del white[len(cells)]
        return cells, white


def _kinds_of_space(white: dict[int, float], size: float) -> tuple[list[int], list[int]]:
    """Places of the spaces that part cells of a table or follow a tab, and of those that are quite narrow."""
    usual = statistics.median_low(white.values()) if white else 0.0
    walls = [place for place, width in white.items() if width > max(_WALL * size, _WALL_TIMES * usual)]
    return walls, [place for place, width in white.items() if width < _NARROW * size]


def _words(order: Order, cells: Sequence[Cell | None]) -> Iterator[list[int]]:
    """Numbers of the cells of each word, in logical order."""
    part: list[int] = []
    for index in order.indices:
        if cells[index] is not None:
            part.append(index)
        elif part:
            yield part
            part = []
    if part:
        yield part
