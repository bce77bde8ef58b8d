"""From painted glyphs to lines of words in logical order. Positions are the truth, not the stream."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.config import DEFAULT, Config
from pipeline.model.finding import Finding
from pipeline.model.font import GlyphMap
from pipeline.model.glyph import RUNNING, Extraction, Page
from pipeline.model.line import Line, PlacedWords, Word, packed
from pipeline.model.packed_pages import each_page
from pipeline.repair.actual_text import SOFT_HYPHEN, claims_of, with_actual_text
from pipeline.repair.arrange import Block, arrange, arrange_unseen
from pipeline.repair.bidi import bidi_class
from pipeline.repair.brackets import turned_codes
from pipeline.repair.cells import LogicalCells, OrderedCell, split_rows
from pipeline.repair.clusters import settle_clusters
from pipeline.repair.codes import LETTER, CodeColumns, CodeTable, build_codes, with_brackets_turned
from pipeline.repair.digit_script import one_script
from pipeline.repair.frame import Floats, Frame, Indices
from pipeline.repair.painted import visible
from pipeline.repair.raised import add_word, may_be_raised, raised_glyphs
from pipeline.repair.row_order import in_logical_order
from pipeline.repair.table import apply_repairs, find_faults
from pipeline.repair.words import BlockColumns, WordBuilder

if TYPE_CHECKING:
    from pipeline.repair.geometry_compiled import CompiledGeometry

#: A document of so many pages is read faster by more than loading compiled code for it takes.
WORTH_LOADING: Final = 4
_DETAILS: Final = {
    "hidden_text": "glyphs that the page doesn't show; kept apart from the text",
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


def read_lines(
    extraction: Extraction, maps: Sequence[GlyphMap], config: Config = DEFAULT
) -> tuple[list[Line], list[Finding], list[Line]]:
    """The lines of a document, page by page, top to bottom, in logical order, with what was seen on the way.

    Args:
        extraction: glyph columns of every page.
        maps: a reading per charcode for each font. ``Reading.text`` is the character as it *looks*: a bracket in
            right-to-left text becomes its mirror image here. Codes without a reading keep their claim.

    Returns:
        Lines (``gap_before`` and ``indent`` are left to the layout); findings about doubled glyphs, stray marks,
        brackets mapped to the typed character, unverified order, and faults left in the strings; and, apart from all
        that is read, the lines that the pages hold and don't show.
    """
    codes, pages = build_codes(extraction, maps), extraction.pages
    rows = each_page(pages, lambda _, page: codes.rows(page))
    codes = one_script(settle_clusters(codes, rows), rows, extraction.fonts)
    spoken, spoken_rows = with_actual_text(codes, rows, pages)
    rtl = _is_rtl(spoken, (spoken_rows[index][visible(page)] for index, page in enumerate(pages)))
    columns = CodeColumns.of(spoken)
    geometry = _geometry_of(columns) if len(pages) >= WORTH_LOADING else None
    readers = each_page(pages, lambda index, page: _PageReader(page, spoken_rows[index], extraction, columns, geometry))
    brackets: list[list[tuple[str, int]]] = []
    claims = (*extraction.claims, SOFT_HYPHEN)
    lines, hidden, seen = _read(readers, WordBuilder(columns, claims), rtl, brackets)
    turned = turned_codes(brackets)
    if turned:
        mirrored = CodeColumns.of(with_brackets_turned(spoken, turned))
        lines, hidden, seen = _read(readers, WordBuilder(mirrored, claims), rtl, [])
    lines, left_over = _repair_strings(lines, extraction.file)
    return lines, [*_page_findings(seen), *_bracket_findings(extraction, spoken, turned), *left_over], hidden


def _geometry_of(columns: CodeColumns) -> CompiledGeometry | None:
    """What reads the geometry of pages; None where it has not been compiled."""
    from pipeline.repair.geometry_compiled import CompiledGeometry
    from pipeline.repair.geometry_kernel import CODE

    call = CODE.load()
    return None if call is None else CompiledGeometry(columns, call)


def _is_rtl(codes: CodeTable, rows: Iterable[NDArray[np.intp]]) -> bool:
    """Whether most of a document is written from right to left.

    Args:
        rows: of the glyphs that each page shows.
    """
    uses = sum((np.bincount(row, minlength=len(codes.text)) for row in rows), np.zeros(len(codes.text), np.intp))
    is_latin = np.array([bidi_class(character) == "L" for character in codes.character], dtype=np.bool_)
    arabic, latin = int(uses[codes.arabic].sum()), int(uses[is_latin].sum())
    return arabic + latin < _ENOUGH_LETTERS or _FEW_ARABIC * arabic >= latin


def _read(
    readers: Iterable[_PageReader], builder: WordBuilder, rtl: bool, brackets: list[list[tuple[str, int]]]
) -> tuple[list[Line], list[Line], Counter[tuple[str, int]]]:
    """The lines of all pages, those that they don't show, and what was seen; brackets are added to ``brackets``.

    Brackets are read as they are mapped. That few of them are mapped to the character typed is only known at the end;
    then the lines are read anew.
    """
    lines: list[Line] = []
    hidden: list[Line] = []
    known: dict[Word, Word] | None = None if isinstance(readers, list) else {}
    seen: Counter[tuple[str, int]] = Counter()
    for reader in readers:
        brackets.extend(reader.brackets())
        for line in reader.lines(builder, rtl):
            (hidden if line.hidden else lines).append(line if known is None else packed(line, known))
        seen.update(reader.seen)
    return lines, hidden, seen


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
    found = find_faults("\n".join([line.text for line in lines]), where, _LEFT_OVER)
    findings = [finding for finding in found if finding.score >= _SURE]
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
    """Reads one page: arranged when made, read as often as it must be."""

    def __init__(
        self,
        page: Page,
        row: NDArray[np.intp],
        extraction: Extraction,
        columns: CodeColumns,
        geometry: CompiledGeometry | None,
    ) -> None:
        self.page = page
        self.columns = columns
        self.codes = columns.codes
        self.seen: Counter[tuple[str, int]] = Counter()
        self.row = row
        self.claim = claims_of(page, extraction.claims)
        self.running = bool((page.flags & RUNNING).any())
        self.bold = np.array([font.bold for font in extraction.fonts] or [False], dtype=bool)
        self.blocks = arrange(page, self.row, columns, self.seen, geometry)
        hides = self.seen["hidden_text", page.number] > 0
        self.unseen = arrange_unseen(page, self.row, columns, geometry) if hides else []

    def brackets(self) -> Iterator[list[tuple[str, int]]]:
        """(character, row) of the brackets of each line, left to right."""
        texts = self.codes.text
        wanted = self.columns.bracket[self.row]
        if not wanted.any():
            return
        for block in self.blocks:
            found = np.flatnonzero(wanted[block.rows.glyphs])
            lines = np.split(found, np.searchsorted(found, block.rows.starts[1:]))
            for line in lines:
                if len(line) > 1:
                    yield [(texts[code], code) for code in self.row[block.rows.glyphs[line]].tolist()]

    def lines(self, builder: WordBuilder, rtl: bool) -> Iterator[Line]:
        """The lines of the page, then those that it doesn't show. ``rtl``: the direction of most of the document."""
        self.seen["unverified_order", self.page.number] = 0
        for line, verified in self._lines_of(self.blocks, builder, rtl):
            self.seen["unverified_order", self.page.number] += not verified
            yield line
        for line, _ in self._lines_of(self.unseen, builder, rtl):
            yield replace(line, hidden=True)

    def _lines_of(self, blocks: Sequence[Block], builder: WordBuilder, rtl: bool) -> Iterator[tuple[Line, bool]]:
        """The lines of ``blocks``, each with whether its order is verified."""
        letter = self.codes.kind[self.row] == LETTER
        for block in blocks:
            if letter[block.rows.glyphs].any():
                columns = BlockColumns(block, split_rows(block.rows, letter), self.row, self.claim)
                yield from self._lines(columns, builder, rtl)

    def _lines(self, columns: BlockColumns, builder: WordBuilder, mostly_rtl: bool) -> Iterator[tuple[Line, bool]]:
        """The lines of a block with whether their order is verified; none for a row whose glyphs are all silent."""
        logical = in_logical_order(columns, builder.columns, mostly_rtl)
        boxes = columns.boxes(columns.block.rows.glyphs, columns.block.rows.starts)
        looks = self._looks(columns, builder.codes)
        rows = columns.block.rows
        running = self.page.flags[rows.glyphs[rows.starts]] & RUNNING if self.running else None
        joined, cut = self._joined_beyond(columns, builder.codes, logical)
        for row, (unplaced, places) in enumerate(builder.words(columns, logical)):
            if not unplaced:
                continue
            size, bold, uneven = looks[row]
            words: Sequence[Word] = PlacedWords(unplaced, places)
            if uneven:
                words = _with_marks_raised(words, columns, logical, row, builder)
            if joined[row] or cut[row]:
                words = _with_open_ends(words, joined[row], cut[row])
            line = Line(
                self.page.number,
                words,
                boxes[row],
                size=size,
                bold=bold,
                rtl=logical.rtl[row],
                across=columns.block.across,
                running=running is not None and bool(running[row]),
            )
            yield line, bool(logical.verified[row])

    def _looks(self, columns: BlockColumns, codes: CodeTable) -> list[tuple[float, bool, bool]]:
        """Of each row: its font size, whether it is bold, and whether some of its glyphs may be raised."""
        cells, frame = columns.cells, columns.block.frame
        letters = np.flatnonzero(cells.glyph >= 0)
        glyphs = cells.glyph[letters]
        bounds = np.searchsorted(letters, cells.bounds)
        filled = np.flatnonzero(np.diff(bounds))
        sizes, starts = frame.size[glyphs], bounds[filled]
        least, most = np.minimum.reduceat(sizes, starts).tolist(), np.maximum.reduceat(sizes, starts).tolist()
        down = frame.down[glyphs]
        spread = (np.maximum.reduceat(down, starts) - np.minimum.reduceat(down, starts)).tolist()
        bold = 2 * np.add.reduceat(self.bold[self.page.font[glyphs]], starts, dtype=np.intp) > np.diff(bounds)[filled]
        usual = _only_size(sizes, codes.arabic[self.row[glyphs]], starts) if least != most else least
        looks = [(0.0, False, False)] * (len(bounds) - 1)
        each = zip(filled.tolist(), least, most, usual, spread, bold.tolist(), strict=True)
        for row, low, high, size, apart, heavy in each:
            if size is None:
                size = self._size(frame, glyphs[bounds[row] : bounds[row + 1]], codes)
            looks[row] = round(size, 2), heavy, may_be_raised(low, high, apart)
        return looks

    def _joined_beyond(
        self, columns: BlockColumns, codes: CodeTable, logical: LogicalCells
    ) -> tuple[list[bool], list[bool]]:
        """Of each row, whether its first letter has a form that joins to one before, and its last one to one after."""
        bounds = np.array(logical.bounds)
        filled = bounds[1:] > bounds[:-1]
        if not filled.any() or not (codes.to_next.any() or codes.to_last.any()):
            return [False] * len(filled), [False] * len(filled)
        ends = np.minimum(np.column_stack([bounds[:-1], bounds[1:] - 1]), len(logical.cell) - 1)
        glyphs = columns.cells.glyph[logical.cell[ends]]
        rows = self.row[np.maximum(glyphs, 0)]
        letter = codes.arabic[rows] & (glyphs >= 0) & filled[:, None]
        joined, cut = codes.to_last[rows[:, 0]] & letter[:, 0], codes.to_next[rows[:, 1]] & letter[:, 1]
        return joined.tolist(), cut.tolist()

    def _size(self, frame: Frame, glyphs: Indices, codes: CodeTable) -> float:
        """Font size of most of the Arabic letters; of all glyphs where there are none."""
        arabic = codes.arabic[self.row[glyphs]]
        sizes = frame.size[glyphs[arabic] if arabic.any() else glyphs]
        return statistics.median_low(sizes.tolist())


def _only_size(sizes: Floats, arabic: NDArray[np.bool_], starts: Indices) -> list[float | None]:
    """The size of the Arabic letters of each row; None where they are of several sizes, or there are none."""
    least = np.minimum.reduceat(np.where(arabic, sizes, np.inf), starts).tolist()
    most = np.maximum.reduceat(np.where(arabic, sizes, -np.inf), starts).tolist()
    return [low if low == high else None for low, high in zip(least, most, strict=True)]


def _with_open_ends(words: Sequence[Word], joined: bool, cut: bool) -> tuple[Word, ...]:
    """The words of a row whose first letter is joined to one before, or whose last one to one after."""
    *before, last = words
    before.append(replace(last, cut=cut))
    before[0] = replace(before[0], joined=joined)
    return tuple(before)


def _with_marks_raised(
    words: Sequence[Word], columns: BlockColumns, logical: LogicalCells, row: int, builder: WordBuilder
) -> Sequence[Word]:
    """The words of a row with the marks of footnotes hung on them."""
    cells = columns.cells
    letters = cells.glyph[cells.bounds[row] : cells.bounds[row + 1]]
    raised = raised_glyphs(columns.block.frame, letters[letters >= 0])
    if not raised:
        return words

    def build(part: list[OrderedCell]) -> Word:
        return builder.word(columns, part, logical.verified[row])

    found: list[Word] = []
    for word, part in zip(words, logical.words(row, cells), strict=True):
        up = [columns.glyphs[cell] in raised for cell, _ in part]
        if any(up):
            add_word(found, part, up, build)
        else:
            found.append(word)
    return tuple(found)
