"""The rows of a block cut into cells, the plain ones put in order, and words made of cells in logical order.

Plain rows have Arabic letters, numbers, and signs that join no two numbers but by rule W4 of UAX #9, which has nothing
to decide in them. They are read from the right, their numbers from the left. ``row_order`` reads every other row by
itself; it would give the plain ones the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.model.line import Box
from warraq.pages.codes.character_roles import (
    ANY_NEUTRAL,
    BRACKET,
    BREAK,
    COMMON,
    DIGIT,
    EUROPEAN,
    LETTER,
    OTHER,
    SIGN,
    SPACE,
    TERMINATOR,
    WESTERN,
)
from warraq.pages.codes.codes import ARABIC, NOT_INERT, TO_LAST, TO_NEXT, CodeColumns
from warraq.pages.codes.codes import LETTER as LETTER_GLYPH
from warraq.pages.lines.baselines import Placed
from warraq.pages.lines.frame import ASCENT, DESCENT, Floats, Indices, Rows
from warraq.pages.rows.cells import Cells, LogicalCells
from warraq.pages.rows.plain_rows import WALL, OrderClues, PlainRows

if TYPE_CHECKING:
    from warraq.pages.rows.words import BlockColumns

if not cython.compiled:
    from math import inf, nan

    from numpy import rint

#: Of a row the least and largest size of its letters, the usual one (NaN: they don't tell at a glance), how far its
#: baselines are apart, the widest white between two letters (infinite where a place is no number), and whether most of
#: it is bold.
Looks = tuple[float, float, float, float, float, bool]
#: The words of a block; and of each row, whether its first letter has a form that joins to one before, and its last
#: letter one that joins to one after.
Parted = tuple["WordParts", list[bool], list[bool]]

#: Flags of a row: plain, of pieces that don't bear on each other, with white that may part it into cells of a table,
#: mostly bold; its first letter joined to one before, and its last one to one after.
_PLAIN, _APART, _WALLED, _BOLD, _JOINED, _OPEN = (1 << bit for bit in range(6))
#: Columns of what a row looks like, as in ``Looks``.
_LEAST, _MOST, _USUAL, _SPREAD, _WHITE, _LOOKS = range(6)


@dataclass(frozen=True, slots=True, eq=False)
class CutRows:
    """The rows of a block, cut into cells.

    Attributes:
        clues: what tells in which order each row is.
        boxes, looks: of each row.
    """

    cells: Cells
    clues: OrderClues
    boxes: list[Box]
    looks: list[Looks]


@dataclass(frozen=True, slots=True, eq=False)
class WordParts:
    """The words of all rows of a block, one after the other, in pieces.

    A piece is a letter, a mark or a silent glyph. Each letter, in logical order, is followed by its marks and then by
    the silent glyphs painted left of it.

    Attributes:
        starts: first piece of each word, and the end of the last.
        rows: first word of each row, and the end of the last.
        numbers: of each word; all words of the document so far that have the same pieces and claims have the same one,
            and each that is new has the next.
        different: how many numbers there are by now.
        pieces: of each twice its row of codes, and one more where its character is the mirror image of what is painted.
        claims: of each piece the number of what the file says of it, -1 for nothing.
        glyphs: of each piece its glyph.
        inert: of each word, whether the text of each code stays as it is beside any other, and may be read as no other.
        confidence: of each word the product of those of its codes, each once, as ``CodeColumns.sure`` gives them.
        boxes: of each word, as ``Frame.packed_boxes`` gives them.
    """

    starts: list[int]
    rows: list[int]
    numbers: list[int]
    different: int
    pieces: Indices
    claims: Indices
    glyphs: Indices
    inert: list[bool]
    confidence: list[float]
    boxes: bytes

    def part(self, word: int) -> slice:
        """Where the pieces of a word are."""
        return slice(self.starts[word], self.starts[word + 1])


class Boxes:
    """Boxes that are made wider glyph by glyph.

    Attributes:
        sides: left, top, right and bottom of each.
    """

    def __init__(self, sides: Floats) -> None:
        self.sides = sides


@dataclass(frozen=True, slots=True, eq=False)
class _CutArrays:
    """What the cells of some rows and their looks are written to; see ``Cut``."""

    of_cells: Indices
    role: NDArray[np.uint16]
    of_spaces: Indices
    widths: Floats
    first: Indices
    flags: NDArray[np.uint8]
    size: Floats
    looks: Floats
    sides: Floats

    @classmethod
    def of(cls, rows: int, glyphs: int) -> _CutArrays:
        """For so many rows of so many glyphs, a space before each."""
        return cls(
            of_cells=np.empty((3, 2 * glyphs), np.intp),
            role=np.empty(2 * glyphs, np.uint16),
            of_spaces=np.empty((3, glyphs), np.intp),
            widths=np.empty(glyphs),
            first=np.zeros(rows + 1, np.intp),
            flags=np.zeros(rows, np.uint8),
            size=np.empty(rows),
            looks=np.empty((rows, _LOOKS)),
            sides=np.empty((rows, 4)),
        )


class Cut:
    """Some rows of glyphs, and what is made of them.

    Attributes:
        glyphs, bounds, breaks, gaps: the rows as in ``frame.Rows``, with the end of the last.
        cell, order, first_silent: of each cell its glyph, -1 for a space, its place in order, and its first silent
            glyph; role: what its character is in a row.
        spaces, widths, silent, before: as in ``Cells``.
        first: first cell of each row, and the end of the last.
        flags, size, looks, boxes: of each row; its size is that at its left end.
        cells, parts, mute: how many cells, spaces and silent glyphs there are so far.
    """

    def __init__(self, rows: Rows, made: _CutArrays) -> None:
        self.glyphs, self.breaks, self.gaps = rows.glyphs, rows.breaks, rows.gaps
        self.bounds = np.append(rows.starts, len(rows.glyphs))
        self.cell, self.order, self.first_silent = made.of_cells
        self.spaces, self.silent, self.before = made.of_spaces
        self.role, self.widths, self.first = made.role, made.widths, made.first
        self.flags, self.size, self.looks, self.boxes = made.flags, made.size, made.looks, Boxes(made.sides)
        self.cells = self.parts = self.mute = 0


def cut_rows(
    placed: Placed, rows: Rows, role: NDArray[np.uint16], font: NDArray[np.uint16], bold: NDArray[np.bool_]
) -> CutRows:
    """The rows of a block, cut into cells. Silent glyphs have none: they only held the gap shut.

    Args:
        role: of each code, what its character is in a row.
        font: of each glyph of the page; ``bold``: of each font.
    """
    made = _CutArrays.of(len(rows.starts), len(rows.glyphs))
    cut = Cut(rows, made)
    _cut_rows(placed, cut, role, font, bold)
    cell, order, first_silent = made.of_cells[:, : cut.cells]
    spaces, (silent, before) = made.of_spaces[0, : cut.parts], made.of_spaces[1:, : cut.mute]
    flags = made.flags
    plain = PlainRows((flags & _PLAIN) != 0, (flags & _APART) != 0, order)
    heavy = ((flags & _BOLD) != 0).tolist()
    return CutRows(
        Cells(cell, made.first.tolist(), spaces, made.widths[: cut.parts], silent, before, first_silent),
        OrderClues(made.size, (flags & _WALLED) != 0, plain),
        placed.frame.boxes(made.sides),
        [(*look, is_bold) for look, is_bold in zip(made.looks.tolist(), heavy, strict=True)],
    )


def find_plain_rows(
    role: NDArray[np.uint16], bounds: Indices, walled: NDArray[np.bool_], below: NDArray[np.uint16]
) -> PlainRows:
    """Which rows are plain, and their order.

    Args:
        role: of the character of each cell, row after row, left to right.
        bounds: first cell of each row, and the end of the last.
        walled: for each row, whether wide white may part it into cells of a table.
        below: role of the character at the right end of the row below; 0 where there is none.
    """
    order, flags = np.empty(len(role), np.intp), np.zeros(len(walled), np.uint8)
    for row in range(len(walled)):
        flags[row] = _order_row(role, order, bounds[row], bounds[row + 1], walled[row], below[row])
    return PlainRows((flags & _PLAIN) != 0, (flags & _APART) != 0, order)


def _cut_rows(
    placed: Placed, cut: Cut, role: NDArray[np.uint16], font: NDArray[np.uint16], bold: NDArray[np.bool_]
) -> None:
    """``cut_rows``."""
    rows = len(cut.bounds) - 1
    for number in range(rows):
        first_space, begin = cut.parts, cut.cells
        _cut_row(placed, cut, number, role)
        cut.first[number + 1] = cut.cells
        cut.size[number] = placed.size[cut.cell[begin]] if cut.cells > begin else 0.0
        walled = False
        for space in range(first_space, cut.parts):
            walled = walled or cut.widths[space] > WALL * cut.size[number]
        below = 0
        if number + 1 < rows:
            below = role[placed.row[cut.glyphs[cut.bounds[number + 2] - 1]]]
        flags = _order_row(cut.role, cut.order, begin, cut.cells, walled, below)
        flags |= _WALLED if walled else 0
        cut.flags[number] = flags | _look_at_row(placed, cut, number, font, bold)


def _cut_row(placed: Placed, cut: Cut, number: int, role: NDArray[np.uint16]) -> None:
    """Add the cells of a row."""
    begins, parts, width, waiting = True, False, 0.0, cut.mute
    for at in range(cut.bounds[number], cut.bounds[number + 1]):
        # Where silent glyphs stand between, the first break after the letter before is the space.
        if cut.breaks[at] and not parts:
            parts, width = True, cut.gaps[at]
        glyph = cut.glyphs[at]
        if placed.kind[placed.row[glyph]] != LETTER_GLYPH:
            cut.silent[waiting] = glyph
            waiting += 1
            continue
        if parts and not begins:
            cut.spaces[cut.parts], cut.widths[cut.parts] = cut.cells, width
            cut.parts += 1
            cut.cell[cut.cells], cut.role[cut.cells], cut.first_silent[cut.cells] = -1, SPACE, cut.mute
            cut.cells += 1
        cut.cell[cut.cells], cut.role[cut.cells] = glyph, role[placed.row[glyph]]
        cut.first_silent[cut.cells] = cut.mute
        while cut.mute < waiting:
            cut.before[cut.mute] = cut.cells
            cut.mute += 1
        begins, parts = False, False
        cut.cells += 1


def _order_row(role: NDArray[np.uint16], order: Indices, first: int, last: int, walled: bool, below: int) -> int:
    """Write the order of the cells ``first:last`` if they are a plain row, else from the right; returns its flags.

    Args:
        walled, below: as for ``find_plain_rows``.
    """
    result = 0
    for at in range(first, last):
        result |= role[at]
        order[at] = first + last - 1 - at
    numbers = result & DIGIT != 0
    apart = result & (LETTER | OTHER) == LETTER
    apart = apart and not (walled and result & ANY_NEUTRAL != 0)
    apart = apart and not (numbers and result & (BREAK | COMMON | SIGN) != 0 and below & (DIGIT | OTHER) != 0)
    plain = apart and result & BRACKET == 0 and (not numbers or _stand_apart(role, first, last))
    if plain and numbers:
        _order_numbers(role, order, first, last)
    if plain:
        return _PLAIN
    return _APART if apart and not (walled and numbers) else 0


def _order_numbers(role: NDArray[np.uint16], order: Indices, first: int, last: int) -> None:
    """Turn the numbers of a row that is in order from the right: digits with single separators between them (W4)."""
    at = first
    while at < last:
        end = at
        while end < last:
            between = at < end < last - 1 and role[end] & COMMON != 0 and role[end + 1] & DIGIT != 0
            if role[end] & DIGIT == 0 and not between:
                break
            end += 1
        for digit in range(at, end):
            order[first + last - end + digit - at] = digit
        at = max(end, at + 1)


def _stand_apart(role: NDArray[np.uint16], first: int, last: int) -> bool:
    """Whether the numbers of a row keep their order whatever stands beside them.

    What stands between two letters and has numbers has those of one script, and no two of them with a space alone
    between them, which may group the digits of one, or a European separator that W4 would take to European ones.
    """
    script, digit, terminated = 0, -1, False
    for at in range(first, last):
        if role[at] & LETTER:
            script, terminated = 0, False
        elif role[at] & TERMINATOR:
            terminated = True
        elif role[at] & DIGIT:
            if script and role[at] & DIGIT != script:
                return False
            between = role[at - 1] if script and digit == at - 2 else 0
            if between & SPACE or (between & EUROPEAN and role[at] & WESTERN):
                return False
            script, digit = role[at] & DIGIT, at
        if script and terminated:
            return False
    return True


def _look_at_row(placed: Placed, cut: Cut, number: int, font: NDArray[np.uint16], bold: NDArray[np.bool_]) -> int:
    """Write the box and the looks of a row; returns whether it is bold, as a flag."""
    least, most, highest, lowest, smallest, largest = inf, -inf, inf, -inf, inf, -inf
    letters, heavy, edge, white, placed_well = 0, 0, inf, 0.0, True
    _open(cut.boxes, number)
    for at in range(cut.bounds[number], cut.bounds[number + 1]):
        glyph = cut.glyphs[at]
        _widen(cut.boxes, number, placed, glyph)
        if placed.kind[placed.row[glyph]] != LETTER_GLYPH:
            continue
        placed_well = placed_well and placed.left[glyph] <= placed.right[glyph]
        if letters == 0:
            edge = placed.right[glyph]
        white, edge = max(white, placed.left[glyph] - edge), max(edge, placed.right[glyph])
        letters += 1
        heavy += bold[font[glyph]]
        unit = placed.size[glyph]
        least, most = min(least, unit), max(most, unit)
        highest, lowest = min(highest, placed.down[glyph]), max(lowest, placed.down[glyph])
        if placed.traits[placed.row[glyph]] & ARABIC:
            smallest, largest = min(smallest, unit), max(largest, unit)
    _round(cut.boxes, number)
    cut.looks[number, _LEAST], cut.looks[number, _MOST], cut.looks[number, _SPREAD] = least, most, lowest - highest
    cut.looks[number, _WHITE] = white if placed_well else inf
    cut.looks[number, _USUAL] = least if least == most else smallest if smallest == largest else nan
    return _BOLD if 2 * heavy > letters else 0


def _open(boxes: Boxes, number: int) -> None:
    """Let a box be that of nothing."""
    boxes.sides[number, 0], boxes.sides[number, 1] = inf, inf
    boxes.sides[number, 2], boxes.sides[number, 3] = -inf, -inf


def _widen(boxes: Boxes, number: int, placed: Placed, glyph: int) -> None:
    """Let a box reach around a glyph, too."""
    unit, base = placed.size[glyph], placed.down[glyph]
    boxes.sides[number, 0] = min(boxes.sides[number, 0], placed.left[glyph])
    boxes.sides[number, 1] = min(boxes.sides[number, 1], base - ASCENT * unit)
    boxes.sides[number, 2] = max(boxes.sides[number, 2], placed.right[glyph])
    boxes.sides[number, 3] = max(boxes.sides[number, 3], base + DESCENT * unit)


def _round(boxes: Boxes, number: int) -> None:
    """Round a box to hundredths of a point."""
    for side in range(4):
        boxes.sides[number, side] = rint(boxes.sides[number, side] * 100.0) / 100.0


@dataclass(frozen=True, slots=True, eq=False)
class _PartArrays:
    """What the pieces of words are written to; see ``Parts``."""

    of_pieces: Indices
    starts: Indices
    traits: NDArray[np.uint8]
    sure: Floats
    sides: Floats
    first: Indices
    flags: NDArray[np.uint8]

    @classmethod
    def of(cls, rows: int, words: int, glyphs: int) -> _PartArrays:
        """For so many rows, and words and glyphs at most."""
        return cls(
            of_pieces=np.empty((4, glyphs), np.intp),
            starts=np.zeros(words + 1, np.intp),
            traits=np.zeros(words, np.uint8),
            sure=np.ones(words),
            sides=np.empty((words, 4)),
            first=np.zeros(rows + 1, np.intp),
            flags=np.zeros(rows, np.uint8),
        )


class Painted:
    """The cells of some rows as they are painted, as in ``Cells``."""

    def __init__(self, cell: Indices, first_silent: Indices, silent: Indices, before: Indices) -> None:
        self.cell = cell
        self.first_silent = first_silent
        self.silent = silent
        self.before = before


class Ordered:
    """The same in logical order, as in ``LogicalCells``; ``bounds`` are those of rows."""

    def __init__(self, bounds: Indices, order: Indices, mirrored: NDArray[np.bool_]) -> None:
        self.bounds = bounds
        self.order = order
        self.mirrored = mirrored


class Parts:
    """The pieces of the words of a block.

    Attributes:
        number, claim, glyph, symbol: of each piece, as in ``WordParts``; the symbol is its number and claim together.
        starts, traits, sure, boxes: of each word its first piece, and the end of the last; the traits of all its codes;
            how sure they leave it.
        rows, flags: of each row its first word, and the end of the last; flags.
        sure_of, word_of: of each code how sure it leaves a word, and the last word so far that has it.
        claims: how many numbers claims have, with that of none.
        pieces, words: how many there are so far.
    """

    def __init__(self, made: _PartArrays, sure_of: Floats, claims: int) -> None:
        self.number, self.claim, self.glyph, self.symbol = made.of_pieces
        self.starts, self.traits, self.sure, self.boxes = made.starts, made.traits, made.sure, Boxes(made.sides)
        self.rows, self.flags = made.first, made.flags
        self.sure_of, self.claims = sure_of, claims
        self.word_of = np.full(len(sure_of), -1, np.intp)
        self.pieces = self.words = 0


def part_words(
    block: BlockColumns, logical: LogicalCells, columns: CodeColumns, claims: int, known: dict[bytes, int]
) -> Parted:
    """The words of a block: each stands between two spaces.

    Args:
        logical: all cells of the block, or some of them as one row.
        claims: how many numbers claims have, with that of none.
        known: number of each word of the document so far by its symbols; those of the block are added.
    """
    placed, cells, claim = block.placed, block.cells, block.claim
    made = _PartArrays.of(len(logical.bounds) - 1, len(logical.cell), len(claim))
    parts = Parts(made, columns.sure, claims)
    painted = Painted(cells.glyph, cells.first_silent, cells.silent, cells.before)
    ordered = Ordered(np.array(logical.bounds, np.intp), logical.cell, logical.mirrored)
    _part_words(placed, parts, painted, ordered, claim, block.next_mark)
    words, pieces, flags = parts.words, made.of_pieces[:, : parts.pieces], made.flags
    numbers = _numbered(pieces[3].tobytes(), pieces.itemsize, made.starts, words, known)
    result = WordParts(
        made.starts[: words + 1].tolist(),
        made.first.tolist(),
        numbers,
        len(known),
        pieces[0],
        pieces[1],
        pieces[2],
        ((made.traits[:words] & NOT_INERT) == 0).tolist(),
        made.sure[:words].tolist(),
        placed.frame.packed_boxes(made.sides[:words]),
    )
    return result, ((flags & _JOINED) != 0).tolist(), ((flags & _OPEN) != 0).tolist()


def _numbered(symbols: bytes, wide: int, starts: Indices, words: int, known: dict[bytes, int]) -> list[int]:
    """The number of each word.

    Args:
        symbols: of all pieces, each ``wide`` bytes.
        starts: first piece of each of the ``words``, and the end of the last.
        known: number of each word so far by its symbols; new ones are added.
    """
    return [
        known.setdefault(symbols[wide * starts[word] : wide * starts[word + 1]], len(known)) for word in range(words)
    ]


def _part_words(
    placed: Placed, parts: Parts, painted: Painted, ordered: Ordered, claim: NDArray[np.int32], next_mark: Indices
) -> None:
    """The words of all rows: ``parts``."""
    for row in range(len(ordered.bounds) - 1):
        begins = True
        for at in range(ordered.bounds[row], ordered.bounds[row + 1]):
            glyph = painted.cell[ordered.order[at]]
            if glyph < 0:
                begins = True
                continue
            if begins:
                _open(parts.boxes, parts.words)
                parts.words += 1
            begins = False
            _widen(parts.boxes, parts.words - 1, placed, glyph)
            turned = 1 if ordered.mirrored[at] else 0
            while glyph >= 0:  # the letter, and its marks
                _add_piece(placed, parts, glyph, turned, claim[glyph])
                glyph, turned = next_mark[glyph], 0
            mute = painted.first_silent[ordered.order[at]]
            while mute < len(painted.silent) and painted.before[mute] == ordered.order[at]:
                _add_piece(placed, parts, painted.silent[mute], 0, claim[painted.silent[mute]])
                mute += 1
            parts.starts[parts.words] = parts.pieces
        parts.rows[row + 1] = parts.words
        if ordered.bounds[row + 1] > ordered.bounds[row]:
            one, other = (
                painted.cell[ordered.order[ordered.bounds[row]]],
                painted.cell[ordered.order[ordered.bounds[row + 1] - 1]],
            )
            if one >= 0 and _joins(placed, one, TO_LAST):
                parts.flags[row] |= _JOINED
            if other >= 0 and _joins(placed, other, TO_NEXT):
                parts.flags[row] |= _OPEN
    for word in range(parts.words):
        _round(parts.boxes, word)


def _joins(placed: Placed, glyph: int, trait: int) -> bool:
    """Whether a glyph is an Arabic letter that has a trait."""
    return placed.traits[placed.row[glyph]] & (ARABIC | trait) == ARABIC | trait


def _add_piece(placed: Placed, parts: Parts, glyph: int, turned: int, claim: int) -> None:
    """Add a glyph to the last word."""
    word, code, piece = parts.words - 1, placed.row[glyph], parts.pieces
    parts.number[piece], parts.claim[piece], parts.glyph[piece] = 2 * code + turned, claim, glyph
    parts.symbol[piece] = parts.number[piece] * parts.claims + claim + 1
    parts.pieces += 1
    parts.traits[word] |= placed.traits[code]
    if parts.word_of[code] != word:
        parts.word_of[code] = word
        parts.sure[word] *= parts.sure_of[code]


def spelled(parts: WordParts, words: Sequence[int], texts: list[str], claims: list[str]) -> tuple[list[str], list[str]]:
    """What each of some words of a block says by its pieces, and what the file says of it.

    Args:
        texts: what each piece stands for, by its number.
        claims: that of none, and those of the document.
    """
    pieces, numbers, starts = parts.pieces, parts.claims, parts.starts
    result, claimed = [], []
    for word in words:
        first, last = starts[word], starts[word + 1]
        result.append("".join([texts[pieces[at]] for at in range(first, last)]))
        claimed.append("".join([claims[numbers[at] + 1] for at in range(first, last)]))
    return result, claimed
