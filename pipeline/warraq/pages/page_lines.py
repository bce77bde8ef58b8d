"""From painted glyphs to lines of words in logical order. Positions are the truth, not the stream."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.config import DEFAULT, Config
from warraq.model.finding import Finding
from warraq.model.font import GlyphMap
from warraq.model.glyph import RUNNING, Extraction, Page
from warraq.model.line import BOX, Line, PlacedWords, Word, packed
from warraq.model.packed.pages import each_page
from warraq.model.packed.shown_codes import ShownCodes, shown_codes
from warraq.pages.codes.actual_text import SOFT_HYPHEN, claims_of, with_actual_text
from warraq.pages.codes.clusters import settle_clusters
from warraq.pages.codes.codes import CodeColumns, CodeTable, build_codes, with_brackets_turned
from warraq.pages.codes.digit_script import one_script
from warraq.pages.codes.lone_kashidas import with_dashes
from warraq.pages.codes.marks_apart import settle_marks_apart
from warraq.pages.codes.non_joiners import NonJoiners, with_spaces_inside_words, with_spaces_without_room
from warraq.pages.codes.painted import visible
from warraq.pages.lines.arrange import Block, arrange, arrange_unseen
from warraq.pages.lines.baselines import Placed
from warraq.pages.lines.frame import Indices
from warraq.pages.lines.kernings import without_kernings
from warraq.pages.rows import claimed_forms
from warraq.pages.rows.cells import Cells, LogicalCells, OrderedCell
from warraq.pages.rows.drawn_bullets import with_bullets
from warraq.pages.rows.following import rows_following
from warraq.pages.rows.form_fields import with_values
from warraq.pages.rows.raised import add_word, may_be_raised, raised_glyphs
from warraq.pages.rows.recognised_words import with_words_apart
from warraq.pages.rows.row_order import in_logical_order
from warraq.pages.rows.rows import cut_rows, part_words
from warraq.pages.rows.words import BlockColumns, WordBuilder
from warraq.repair.order.bidi import bidi_class
from warraq.repair.order.brackets import Stretch, turned_codes
from warraq.repair.strings.table import apply_repairs, faults_of_line, find_faults

#: Edges of words are rounded, those of turned text twice, and white between them is wider by less than this, points.
_ROUNDED: Final = 0.03
_DETAILS: Final = {
    "hidden_text": "glyphs that the page doesn't show; kept apart from the text",
    "doubled_glyphs": "glyphs painted twice in the same place; kept once",
    "unverified_order": "lines whose order of numbers and Latin text the bidirectional algorithm doesn't paint",
    "stray_mark": "marks with no letter near them",
}
#: Faults of strings that can still show once the readings are right: they lie in how the producer cut its ligatures,
#: and in letters and signs that are drawn alike.
_LEFT_OVER: Final = frozenset(
    {"reversed_lam_alef", "loose_marks", "numerals_for_letters", "foreign_letters", "unpersian_letters"}
    | {"arabic_joined_letters", "arabic_aspirates"}
)
#: ... and are repaired from this score on.
_SURE: Final = 0.6
#: A document with more Latin letters than this for one Arabic letter is a Latin one.
_FEW_ARABIC: Final = 4
#: ... if it has this many letters; a shorter one says too little.
_ENOUGH_LETTERS: Final = 300


def read_lines(
    extraction: Extraction,
    maps: Sequence[GlyphMap],
    config: Config = DEFAULT,
    shown: ShownCodes | None = None,
) -> tuple[list[Line], list[Finding], list[Line]]:
    """The lines of a document, page by page, top to bottom, in logical order, with what was seen on the way.

    Args:
        extraction: glyph columns of every page.
        maps: a reading per charcode for each font. ``Reading.text`` is the character as it *looks*: a bracket in
            right-to-left text becomes its mirror image here. Codes without a reading keep their claim.
        shown: the ``shown_codes`` of ``extraction``, if they were numbered.

    Returns:
        Lines (``gap_before`` and ``indent`` are left to the layout); findings about doubled glyphs, stray marks,
        brackets mapped to the typed character, unverified order, faults left in the strings, and words that aren't
        read as the claimed forms join; and, apart from all that is read, the lines that the pages hold and don't show.
    """
    shown = shown or shown_codes(extraction)
    codes, pages, rows = build_codes(extraction, maps, shown), extraction.pages, shown.of_page
    codes = settle_marks_apart(settle_clusters(codes, rows, pages), rows)
    codes = with_spaces_without_room(codes, rows, pages)
    codes, rows = with_spaces_inside_words(codes, rows, pages)
    codes = one_script(codes, rows, extraction.fonts)
    codes, dashed = with_dashes(codes, rows, pages)
    spoken, spoken_rows = with_actual_text(codes, dashed, pages)
    rtl = _is_rtl(spoken, (spoken_rows[index][visible(page)] for index, page in enumerate(pages)))
    columns = CodeColumns.of(spoken)
    claims = (*extraction.claims, SOFT_HYPHEN)
    bold = np.array([font.bold for font in extraction.fonts] or [False], dtype=np.bool_)

    def reader(index: int, page: Page) -> _PageReader:
        row = spoken_rows[index]
        page = without_kernings(with_words_apart(page), spoken, row)
        return _PageReader(page, row, claims_of(page, extraction.claims), columns, bold)

    readers = each_page(pages, reader)
    brackets: list[Stretch] = []
    non_joiners = NonJoiners(spoken, extraction.fonts)
    builder = WordBuilder(columns, claims, non_joiners)
    lines, hidden, seen = _read(readers, builder, rtl, brackets)
    turned = turned_codes(brackets)
    if turned:
        builder = WordBuilder(CodeColumns.of(with_brackets_turned(spoken, turned)), claims, non_joiners)
        lines, hidden, seen = _read(readers, builder, rtl, [])
    lines, left_over = _repair_strings(lines, extraction.file)
    brackets_turned = _bracket_findings(extraction, spoken, turned)
    return lines, [*_page_findings(seen), *brackets_turned, *left_over, *claimed_forms.find(lines, claims)], hidden


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
    readers: Iterable[_PageReader],
    builder: WordBuilder,
    rtl: bool,
    brackets: list[Stretch],
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
        brackets.extend(reader.brackets(rtl))
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
    left_over = find_faults("\n".join([line.text for line in lines]), where, _LEFT_OVER)
    findings = [finding for finding in left_over if finding.score >= _SURE]
    if not findings:
        return lines, []
    faults = {finding.fault for finding in findings}
    repaired = []
    for line in lines:
        here = faults_of_line(line.text, faults)
        texts = [apply_repairs(word.text, here)[0] for word in line.words]
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
        claim: NDArray[np.int32],
        columns: CodeColumns,
        bold: NDArray[np.bool_],
    ) -> None:
        """
        Args:
            row, claim: of each glyph, its row in the table of codes, and what the file says of it.
            bold: of each font.
        """
        self.page = page
        self.columns = columns
        self.codes = columns.codes
        self.seen: Counter[tuple[str, int]] = Counter()
        self.row, self.claim, self.bold = row, claim, bold
        self.running = np.count_nonzero(page.flags & RUNNING) > 0
        self.blocks = arrange(page, self.row, columns, self.seen)
        hides = self.seen["hidden_text", page.number] > 0
        self.unseen = arrange_unseen(page, self.row, columns) if hides else []

    def brackets(self, rtl: bool) -> Iterator[Stretch]:
        """The brackets of the lines of each column that has any. Lines of another script are read the other way: code.

        Args:
            rtl: the direction of most of the document.
        """
        texts = self.codes.text
        wanted = self.columns.bracket[self.row]
        if not np.count_nonzero(wanted):
            return
        for block in self.blocks:
            rows = self.row[block.rows.glyphs]
            places = np.flatnonzero(wanted[block.rows.glyphs])
            if not len(places):
                continue
            letters = np.add.reduceat(self.codes.arabic[rows], block.rows.starts, dtype=np.intp)
            codes = rows[places].tolist()
            ends = np.searchsorted(places, block.rows.starts[1:]).tolist()
            column = rows_following(block).column
            bounds = pairwise((0, *ends, len(codes)))
            lines = [
                (of_column, rtl and arabic > 0, [(texts[code], code) for code in codes[start:end]])
                for (start, end), arabic, of_column in zip(bounds, letters.tolist(), column, strict=True)
                if end > start
            ]
            lines.sort(key=itemgetter(0))
            for (_, direction), alike in groupby(lines, key=itemgetter(0, 1)):
                yield direction, [line for *_, line in alike]

    def lines(self, builder: WordBuilder, rtl: bool) -> Iterator[Line]:
        """The lines of the page, then those that it doesn't show. ``rtl``: the direction of most of the document."""
        unverified = 0
        shown: list[Line] = []
        for block in self.blocks:
            lines, doubtful = self._lines(block, builder, rtl)
            unverified += doubtful
            shown += lines
        page = self.page
        if len(page.dots):
            shown = with_bullets(shown, page.dots)
        yield from with_values(shown, page.number, page.fields, page.rules, rtl=rtl) if page.fields else shown
        self.seen["unverified_order", self.page.number] = unverified
        for block in self.unseen:
            for line in self._lines(block, builder, rtl)[0]:
                yield replace(line, hidden=True)

    def _lines(self, block: Block, builder: WordBuilder, mostly_rtl: bool) -> tuple[list[Line], int]:
        """The lines of a block, none for a row of silent glyphs alone, and of how many the order isn't verified."""
        of_codes = builder.columns
        glyphs = Placed(block.frame, self.row, of_codes)
        cut = cut_rows(glyphs, block.rows, of_codes.role, self.page.font, self.bold)
        lines: list[Line] = []
        if not len(cut.cells.glyph):
            return lines, 0
        columns = BlockColumns(block, glyphs, cut.cells, self.row, self.claim)
        logical = in_logical_order(columns, of_codes, mostly_rtl, cut.clues)
        parts, joined, open_ = part_words(columns, logical, of_codes, len(builder.claims), builder.numbers)
        number, rows = self.page.number, block.rows
        painted = np.minimum.reduceat(rows.glyphs, rows.starts).tolist()
        running = (self.page.flags[rows.glyphs[rows.starts]] & RUNNING).tolist() if self.running else None
        built, boxes = tuple(builder.words(columns, logical, parts)), parts.boxes
        unverified = 0
        for row, ((first, end), looks) in enumerate(zip(pairwise(parts.rows), cut.looks, strict=True)):
            if first == end:
                continue
            least, most, size, spread, white, bold = looks
            placed = boxes[BOX * first : BOX * end]
            words: Sequence[Word] = PlacedWords(built[first:end], placed, white + _ROUNDED)
            if may_be_raised(least, most, spread):
                words = _with_marks_raised(words, columns, logical, row, builder)
            if joined[row] or open_[row]:
                words = _with_open_ends(words, joined[row], open_[row])
            size = round(self._size(columns, row, builder.codes) if math.isnan(size) else size, 2)
            runs = running is not None and running[row] > 0
            # Named arguments take twice as long.
            rtl = logical.rtl[row]
            place = cut.boxes[row]
            lines.append(
                Line(number, words, place, size, bold, 0.0, 0.0, rtl, block.across, runs, False, False, painted[row])
            )
            unverified += not logical.verified[row]
        return lines, unverified

    def _size(self, columns: BlockColumns, row: int, codes: CodeTable) -> float:
        """Font size of most of the Arabic letters of a row; of all its letters where there are none."""
        glyphs = _letters_of(columns.cells, row)
        arabic = codes.arabic[self.row[glyphs]]
        sizes = columns.block.frame.size[glyphs[arabic] if arabic.any() else glyphs]
        middle: float = statistics.median_low(sizes.tolist())
        return middle


def _letters_of(cells: Cells, row: int) -> Indices:
    """The glyphs of the letters of a row, left to right."""
    letters = cells.glyph[cells.bounds[row] : cells.bounds[row + 1]]
    return letters[letters >= 0]


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
    raised = raised_glyphs(columns.block.frame, _letters_of(columns.cells, row))
    if not raised:
        return words

    def build(part: list[OrderedCell]) -> Word:
        return builder.word(columns, part, logical.verified[row])

    result: list[Word] = []
    for word, part in zip(words, logical.words(row, columns.cells), strict=True):
        up = [glyph in raised for glyph in columns.cells.glyph[[cell for cell, _ in part]].tolist()]
        if any(up):
            add_word(result, part, up, build)
        else:
            result.append(word)
    return tuple(result)
