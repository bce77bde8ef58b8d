"""The rows of a block by compiled code: cut into cells, the plain ones put in order, then cut into words, on arrays.

It follows ``cells``, ``plain_rows`` and the columns of ``words`` and ``lines`` rule by rule; ``row_compiled`` calls it.
It allocates nothing and raises nothing, so that its object code runs without Numba (:mod:`warraq.object_code`).
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from warraq.compiled import lean_njit
from warraq.object_code import ObjectCode
from warraq.repair import row_order
from warraq.repair.codes import LETTER as LETTER_GLYPH
from warraq.repair.frame import ASCENT, DESCENT
from warraq.repair.plain_rows import (
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

#: What is asked for: cells from the rows; words from the cells in logical order; what some of those words say; and that
#: the words that are known are looked for in other places, of which there are more.
CUT, WORDS, SPELL, MOVE = range(4)
#: Number of what is asked for, and what it is multiplied by to hold one more number.
ASKED: Final = 4

#: Rows of the integers, each with two places for every glyph of the page and one more. Of each cell its glyph (-1 for
#: a space) and its number in order; of each row of the block its first cell, and flags; cells that are spaces; silent
#: glyphs, and the cell that each is painted before; of each cell the first of its silent glyphs.
CELL, ORDER, BOUNDS, FLAGS, SPACES, SILENT, BEFORE, FIRST_SILENT = range(8)
#: Of each piece in logical order, as in ``words.WordParts``, its number, claim and glyph, and both numbers as one; of
#: each word its first piece, the traits of all its codes and its number, which all words of the same symbols share; of
#: each row its first word; the words to spell, and where the text of each ends, and what the file says of it.
(
    PIECES, CLAIMS, GLYPHS, SYMBOLS, STARTS, TRAITS, NUMBERS, FIRST_WORDS, WANTED, TEXT_ENDS, SAID_ENDS, INTEGERS,
) = range(8, 20)  # fmt: skip
#: Rows of the floats: widths of the spaces; of each row of the block the size of its first glyph, the least and largest
#: size, the usual one (NaN: not told at a glance), how far its baselines are apart, and its widest white; left, top,
#: right and bottom of each row or word, in hundredths of a point, and its confidence.
WIDTHS, SIZE, LEAST, MOST, USUAL, SPREAD, WHITE, LEFT, TOP, RIGHT, BOTTOM, SURE, FLOATS = range(13)
#: Places of the counts: cells, spaces and silent glyphs; pieces and words; words of all blocks so far, and how many of
#: them are different; words to spell.
CELLS, SPACE_CELLS, SILENT_GLYPHS, ALL_PIECES, ALL_WORDS, WORDS_SO_FAR, DIFFERENT, ALL_WANTED, COUNTS = range(9)
#: What numbers are multiplied by where words are looked for.
_SPREAD_OUT: Final = 0x1E3779B97F4A7C15

#: Flags of a row: plain, of pieces that don't bear on each other, with wide white, mostly bold; its first letter joined
#: to one before, and its last one to one after.
PLAIN, APART, WALLED, BOLD, JOINED, OPEN = (1 << bit for bit in range(6))
#: What a code is, as flags.
ARABIC, TO_NEXT, TO_LAST, NOT_INERT = (1 << bit for bit in range(4))


@lean_njit(error_model="numpy")
def _cut_row(number, first, last, glyphs, breaks, gaps, row, kind, ints, floats, counts):  # type: ignore[no-untyped-def]
    """The cells of a row, as ``cells.split_rows`` cuts it."""
    cell, spaces, silent = counts[CELLS], counts[SPACE_CELLS], counts[SILENT_GLYPHS]
    ints[BOUNDS, number] = cell
    begins, waiting, width, parts = True, silent, 0.0, False
    for at in range(first, last):
        if breaks[at] and not parts:
            parts, width = True, gaps[at]
        glyph = glyphs[at]
        if kind[row[glyph]] != LETTER_GLYPH:
            ints[SILENT, waiting] = glyph
            waiting += 1
            continue
        if parts and not begins:
            ints[CELL, cell] = -1
            ints[SPACES, spaces], floats[WIDTHS, spaces] = cell, width
            cell, spaces = cell + 1, spaces + 1
        ints[CELL, cell], ints[FIRST_SILENT, cell] = glyph, silent
        while silent < waiting:
            ints[BEFORE, silent] = cell
            silent += 1
        begins, parts = False, False
        cell += 1
    counts[CELLS], counts[SPACE_CELLS], counts[SILENT_GLYPHS] = cell, spaces, silent
    ints[BOUNDS, number + 1] = cell


@lean_njit(error_model="numpy")
def _put_box(number, left, top, right, bottom, floats):  # type: ignore[no-untyped-def]
    """Write the box of a row or word, rounded as NumPy does."""
    floats[LEFT, number], floats[TOP, number] = np.rint(left * 100.0) / 100.0, np.rint(top * 100.0) / 100.0
    floats[RIGHT, number], floats[BOTTOM, number] = np.rint(right * 100.0) / 100.0, np.rint(bottom * 100.0) / 100.0


@lean_njit(error_model="numpy")
def _look_at_row(  # type: ignore[no-untyped-def]
    number, first, last, glyphs, page_font, bold, row, kind, traits, left, right, down, size, floats
):
    """Box and looks of a row of the block."""
    box_left, box_top, box_right, box_bottom = math.inf, math.inf, -math.inf, -math.inf
    least, most, highest, lowest = math.inf, -math.inf, math.inf, -math.inf
    smallest, largest = math.inf, -math.inf
    letters, heavy = 0, 0
    edge, white, placed = math.inf, 0.0, True
    for at in range(first, last):
        glyph = glyphs[at]
        unit, base = size[glyph], down[glyph]
        box_left, box_right = min(box_left, left[glyph]), max(box_right, right[glyph])
        box_top, box_bottom = min(box_top, base - ASCENT * unit), max(box_bottom, base + DESCENT * unit)
        if kind[row[glyph]] != LETTER_GLYPH:
            continue
        placed &= left[glyph] <= right[glyph]
        if letters == 0:
            edge = right[glyph]
        white, edge = max(white, left[glyph] - edge), max(edge, right[glyph])
        letters += 1
        heavy += bold[page_font[glyph]]
        least, most, highest, lowest = min(least, unit), max(most, unit), min(highest, base), max(lowest, base)
        if traits[row[glyph]] & ARABIC:
            smallest, largest = min(smallest, unit), max(largest, unit)
    _put_box(number, box_left, box_top, box_right, box_bottom, floats)
    floats[LEAST, number], floats[MOST, number], floats[SPREAD, number] = least, most, lowest - highest
    floats[WHITE, number] = white if placed else math.inf
    floats[USUAL, number] = least if least == most else smallest if smallest == largest else math.nan
    return BOLD if 2 * heavy > letters else 0


@lean_njit(error_model="numpy")
def _order_row(number, below, row, role, ints, floats, first_space, spaces):  # type: ignore[no-untyped-def]
    """The order of a row where it is plain, else from the right: ``plain_rows.find_plain_rows``. Returns its flags."""
    first, last = ints[BOUNDS, number], ints[BOUNDS, number + 1]
    cells, order, unit = ints[CELL], ints[ORDER], floats[SIZE, number]
    found = 0
    for at in range(first, last):
        found |= _role(cells[at], row, role)
        order[at] = first + last - 1 - at
    walled = False
    for space in range(first_space, spaces):
        walled |= floats[WIDTHS, space] > row_order.WALL * unit
    numbers = found & DIGIT != 0
    apart = found & (LETTER | OTHER) == LETTER
    apart &= not (walled and found & ANY_NEUTRAL)
    apart &= not (numbers and found & (BREAK | SIGN) and below & (DIGIT | OTHER))
    plain = apart and not found & BRACKET
    if plain and numbers:
        plain = _stand_apart(first, last, cells, row, role)
    if plain and numbers:
        at = first
        while at < last:
            end = at
            while end < last and (
                _role(cells[end], row, role) & DIGIT
                or (
                    at < end < last - 1
                    and _role(cells[end], row, role) & COMMON
                    and _role(cells[end + 1], row, role) & DIGIT
                )
            ):
                end += 1
            for digit in range(at, end):
                order[first + last - end + digit - at] = digit
            at = max(end, at + 1)
    flags = WALLED if walled else 0
    if plain:
        return flags | PLAIN
    return flags | APART if apart and not (walled and numbers) else flags


@lean_njit(error_model="numpy")
def _role(cell, row, role):  # type: ignore[no-untyped-def]
    return role[row[cell]] if cell >= 0 else SPACE


@lean_njit(error_model="numpy")
def _stand_apart(first, last, cells, row, role):  # type: ignore[no-untyped-def]
    """Whether the numbers of a row keep their order whatever stands beside them: ``plain_rows._STRETCH``."""
    script, digit, terminated = 0, -1, False
    for at in range(first, last):
        this = _role(cells[at], row, role)
        if this & LETTER:
            script, terminated = 0, False
        elif this & TERMINATOR:
            terminated = True
        elif this & DIGIT:
            if script and this & DIGIT != script:
                return False
            between = _role(cells[at - 1], row, role) if script and digit == at - 2 else 0
            if between & SPACE or (between & EUROPEAN and this & WESTERN):
                return False
            script, digit = this & DIGIT, at
        if script and terminated:
            return False
    return True


@lean_njit(error_model="numpy")
def _add_piece(  # type: ignore[no-untyped-def]
    piece, claims, glyph, turned, row, claim, traits, sure, word_of, ints, floats, counts
):
    """Add a glyph to the last word."""
    word, code = counts[ALL_WORDS] - 1, row[glyph]
    number = 2 * code + turned
    ints[PIECES, piece], ints[CLAIMS, piece], ints[GLYPHS, piece] = number, claim[glyph], glyph
    ints[SYMBOLS, piece] = number * claims + claim[glyph] + 1
    ints[TRAITS, word] |= traits[code]
    if word_of[code] != counts[WORDS_SO_FAR]:
        word_of[code] = counts[WORDS_SO_FAR]
        floats[SURE, word] *= sure[code]


@lean_njit(error_model="numpy")
def _cut_words(  # type: ignore[no-untyped-def]
    rows, claims, row, claim, next_mark, mirrored, traits, sure, word_of, left, right, down, size, ints, floats, counts,
):  # fmt: skip
    """The words of all rows, whose cells are in logical order by now; each stands between two spaces."""
    pieces = 0
    counts[ALL_WORDS] = 0
    words, box_left, box_top, box_right, box_bottom = -1, 0.0, 0.0, 0.0, 0.0
    for number in range(rows):
        first, last = ints[BOUNDS, number], ints[BOUNDS, number + 1]
        begins = True
        ints[FIRST_WORDS, number] = counts[ALL_WORDS]
        for at in range(first, last):
            cell = ints[ORDER, at]
            glyph = ints[CELL, cell]
            if glyph < 0:
                begins = True
                continue
            unit, base = size[glyph], down[glyph]
            if begins:
                if words >= 0:
                    _put_box(words, box_left, box_top, box_right, box_bottom, floats)
                words = counts[ALL_WORDS]
                ints[STARTS, words], ints[TRAITS, words], floats[SURE, words] = pieces, 0, 1.0
                counts[ALL_WORDS] += 1
                counts[WORDS_SO_FAR] += 1
                box_left, box_top, box_right, box_bottom = math.inf, math.inf, -math.inf, -math.inf
            begins = False
            box_left, box_right = min(box_left, left[glyph]), max(box_right, right[glyph])
            box_top, box_bottom = min(box_top, base - ASCENT * unit), max(box_bottom, base + DESCENT * unit)
            turned, silent = 1 if mirrored[at] else 0, ints[FIRST_SILENT, cell]
            while glyph >= 0:  # the letter, and its marks
                _add_piece(pieces, claims, glyph, turned, row, claim, traits, sure, word_of, ints, floats, counts)
                glyph, turned, pieces = next_mark[glyph], 0, pieces + 1
            while silent < counts[SILENT_GLYPHS] and ints[BEFORE, silent] == cell:
                glyph = ints[SILENT, silent]
                _add_piece(pieces, claims, glyph, 0, row, claim, traits, sure, word_of, ints, floats, counts)
                silent, pieces = silent + 1, pieces + 1
        ints[FLAGS, number] &= ~(JOINED | OPEN)
        if last > first:
            one, other = ints[CELL, ints[ORDER, first]], ints[CELL, ints[ORDER, last - 1]]
            if one >= 0 and traits[row[one]] & ARABIC and traits[row[one]] & TO_LAST:
                ints[FLAGS, number] |= JOINED
            if other >= 0 and traits[row[other]] & ARABIC and traits[row[other]] & TO_NEXT:
                ints[FLAGS, number] |= OPEN
    if words >= 0:
        _put_box(words, box_left, box_top, box_right, box_bottom, floats)
    ints[FIRST_WORDS, rows] = counts[ALL_WORDS]
    ints[STARTS, counts[ALL_WORDS]] = counts[ALL_PIECES] = pieces


@lean_njit(error_model="numpy")
def _place_of(symbols, first, last, places):  # type: ignore[no-untyped-def]
    """Where a word of these symbols is looked for first."""
    found = last - first
    for at in range(first, last):
        found = (found ^ symbols[at]) * _SPREAD_OUT
        found ^= (found >> 29) & 0x7FFFFFFFF
    return found & (places.size - 1)


@lean_njit(error_model="numpy")
def _number_words(ints, counts, places, known, known_ends):  # type: ignore[no-untyped-def]
    """Give each word the number of the first one that has the same symbols."""
    symbols, starts, different = ints[SYMBOLS], ints[STARTS], counts[DIFFERENT]
    for word in range(counts[ALL_WORDS]):
        first, last = starts[word], starts[word + 1]
        place = _place_of(symbols, first, last, places)
        while True:
            number = places[place] - 1
            if number < 0:
                number = different
                begin = known_ends[number]
                for at in range(first, last):
                    known[begin + at - first] = symbols[at]
                different += 1
                places[place], known_ends[different] = different, begin + last - first
                break
            begin = known_ends[number]
            same = known_ends[number + 1] - begin == last - first
            at = first
            while same and at < last:
                same = known[begin + at - first] == symbols[at]
                at += 1
            if same:
                break
            place = (place + 1) & (places.size - 1)
        ints[NUMBERS, word] = number
    counts[DIFFERENT] = different


@lean_njit(error_model="numpy")
def _move(different, places, known, known_ends):  # type: ignore[no-untyped-def]
    """Put the words that are known into places that are all free."""
    for number in range(different):
        place = _place_of(known, known_ends[number], known_ends[number + 1], places)
        while places[place]:
            place = (place + 1) & (places.size - 1)
        places[place] = number + 1


@lean_njit(error_model="numpy")
def _spell(words, pieces, first, letters, ends, spelt, ints, spelt_ends):  # type: ignore[no-untyped-def]
    """Write the letters of the pieces of the wanted words, those of piece 0 the ones of text ``first``.

    Returns how many letters they have; those that there is no room for are not written.
    """
    to = 0
    for number in range(words):
        word = ints[WANTED, number]
        for piece in range(ints[STARTS, word], ints[STARTS, word + 1]):
            text = first + pieces[piece]
            for letter in range(ends[text], ends[text + 1]):
                if to < spelt.size:
                    spelt[to] = letters[letter]
                to += 1
        spelt_ends[number] = to
    return to


@lean_njit(error_model="numpy")
def read_rows(  # type: ignore[no-untyped-def]
    glyphs, starts, breaks, gaps, row, claim, page_font, bold, kind, role, traits, sure, word_of, letters, ends,
    left, right, down, size, next_mark, mirrored, places, known, known_ends, spelt, ints, floats, counts, asked,
):  # fmt: skip
    """Cells, or words, of the rows of a block, or what words say; returns how many letters these have, as two texts.

    Args:
        glyphs, starts, breaks, gaps: as in ``frame.Rows``.
        row, claim, page_font: of each glyph of the page: its row of codes, what the file claims of it, its font.
        bold: of each font.
        kind, role, traits, sure: of each code; roles as in ``CodeColumns``, traits as flags, how sure it leaves a word.
        word_of: of each code, the last word so far that has it.
        letters, ends: the code points of all texts, one after the other, and where each begins: those of pieces by
            their number, then those of claims, the first that of no claim.
        left, right, down, size: as in ``frame.Frame``.
        next_mark: as in ``words.BlockColumns``.
        mirrored: of each cell in logical order, whether its character is the mirror image of what is painted.
        places: where words are looked for, a power of two and more than twice as many as they are: number of the word
            that is there, from 1; 0 where there is none.
        known, known_ends: symbols of the words that are known, one after the other, and where each begins; written to.
        spelt: written to, the code points of the texts of words, and those of what the file says of them.
        ints, floats, counts: read and written to, see above.
        asked: CUT, SPELL, MOVE, or WORDS with how many numbers claims have: ``WORDS + ASKED * claims``.
    """
    rows = starts.size
    if asked == SPELL:
        words, claimed = counts[ALL_WANTED], 2 * kind.size + 1
        return (
            _spell(words, ints[PIECES], 0, letters, ends, spelt[0], ints, ints[TEXT_ENDS]),
            _spell(words, ints[CLAIMS], claimed, letters, ends, spelt[1], ints, ints[SAID_ENDS]),
        )
    if asked % ASKED == WORDS:
        _cut_words(
            rows, asked // ASKED, row, claim, next_mark, mirrored, traits, sure, word_of, left, right, down, size, ints,
            floats, counts,
        )  # fmt: skip
        _number_words(ints, counts, places, known, known_ends)
        return 0, 0
    if asked == MOVE:
        _move(counts[DIFFERENT], places, known, known_ends)
        return 0, 0
    counts[CELLS] = counts[SPACE_CELLS] = counts[SILENT_GLYPHS] = ints[BOUNDS, 0] = 0
    for number in range(rows):
        first, last = starts[number], starts[number + 1] if number + 1 < rows else glyphs.size
        first_space, first_cell = counts[SPACE_CELLS], counts[CELLS]
        _cut_row(number, first, last, glyphs, breaks, gaps, row, kind, ints, floats, counts)
        floats[SIZE, number] = size[ints[CELL, first_cell]] if counts[CELLS] > first_cell else 0.0
        below = 0
        if number + 1 < rows:
            end = (starts[number + 2] if number + 2 < rows else glyphs.size) - 1
            below = role[row[glyphs[end]]]
        flags = _order_row(number, below, row, role, ints, floats, first_space, counts[SPACE_CELLS])
        flags |= _look_at_row(
            number, first, last, glyphs, page_font, bold, row, kind, traits, left, right, down, size, floats
        )
        ints[FLAGS, number] = flags
    return 0, 0


#: ``read_rows`` without Numba.
CODE: Final = ObjectCode(
    __name__,
    "read_rows",
    (
        ("int64", 1), ("int64", 1), ("boolean", 1), ("float64", 1), ("int64", 1), ("int32", 1), ("uint16", 1),
        ("boolean", 1), ("uint8", 1), ("uint16", 1), ("uint8", 1), ("float64", 1), ("int64", 1), ("int32", 1),
        ("int64", 1), ("float64", 1), ("float64", 1), ("float64", 1), ("float64", 1), ("int64", 1), ("boolean", 1),
        ("int64", 1), ("int64", 1), ("int64", 1),
        ("int32", 2), ("int64", 2), ("float64", 2), ("int64", 1),
    ),
    sources=(
        "warraq.repair.codes", "warraq.repair.frame", "warraq.repair.plain_rows", "warraq.repair.row_order",
    ),
)  # fmt: skip
