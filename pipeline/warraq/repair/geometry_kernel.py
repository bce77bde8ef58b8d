"""The geometry of a page, compiled: glyphs to lines, white to word spaces, marks to their bases, on arrays.

It follows ``baselines``, ``ties``, ``gutters``, ``spaces``, ``gaps`` and ``attach`` rule by rule, with every sum in the
order in which NumPy makes it, so that both find the same to the bit: ``line_kernel`` the lines, ``gap_kernel`` the
words, ``mark_kernel`` the marks. Before lines that have to be put together of pieces or cut at gutters it stops;
``geometry_compiled`` lets those modules find the lines of such a page, and goes on from there. It allocates nothing and
raises nothing, so that its object code runs without Numba (:mod:`warraq.object_code`).
"""

from __future__ import annotations

import math
from typing import Final

from warraq.compiled import lean_njit
from warraq.extract import doubled
from warraq.object_code import ObjectCode
from warraq.repair.codes import LETTER, MARK, SILENT, SPACE
from warraq.repair.gap_kernel import part_words
from warraq.repair.geometry_arrays import (
    ALONE,
    BASES,
    DOUBLES,
    END,
    FIND,
    GUTTERS,
    LINES,
    LISTED,
    MARKS,
    MEMBERS,
    NEAR,
    NEXT,
    ORDER,
    PIECES,
    PLAIN,
    STARTS,
)
from warraq.repair.line_kernel import find_lines, may_have_gutters, measure_white, settle
from warraq.repair.mark_kernel import read_marks


@lean_njit(error_model="numpy")
def read_page(  # type: ignore[no-untyped-def]
    x, y, height, advance, left, right, down, size, chosen, row, kind, traits, ink, ints, floats, counts, asked
):
    """Lines, word breaks and marks of the ``chosen`` glyphs of a page; returns why it stopped, and 0.

    Args:
        x, y, height, advance: of each glyph of the page, as in ``Page``, which calls its height its size.
        left, right, down, size: of each, as in ``frame.Frame``; nothing looks at them for doubles.
        chosen: glyphs, rising.
        row: of each glyph of the page, in the columns of codes.
        kind, traits, ink: of each code; the ink is that of ``CodeTable``, two columns.
        ints, floats: what it works on and writes to, see ``geometry_arrays``.
        counts: written to; of given rows read.
        asked: DOUBLES, FIND, ALONE or GIVEN: ``GLYPHS``, ``STARTS`` with the end of the last line, and ``counts`` are
            there.
    """
    if asked == DOUBLES:
        return (NEAR if doubled.may_be_doubled(ints[ORDER], ints[NEXT], x, y, height, advance, chosen, row) else END), 0
    order, which = ints[ORDER], ints[LISTED]
    bases, listed, marks, placed, spaced = 0, 0, 0, True, True
    for at in range(chosen.size):
        glyph = chosen[at]
        what = kind[row[glyph]]
        placed &= (left[glyph] >= -math.inf) & (right[glyph] - left[glyph] < math.inf) & (size[glyph] < math.inf)
        spaced &= (what != SPACE) | (right[glyph] > left[glyph])
        # Written in any case, and counted if it is one: branches would take longer.
        order[bases], which[listed], ints[BASES, marks] = glyph, glyph, glyph
        bases += (what == LETTER) | (what == SILENT)
        listed += what == SPACE
        marks += what == MARK
    if not (placed and spaced):
        return PLAIN, 0
    if asked in (FIND, ALONE):
        count = find_lines(ints, floats, bases, left, right, down, size) if bases else 0
        if count < 0:
            return PIECES, 0
        if not bases:
            ints[STARTS, 0] = 0
        settle(ints, count, row, traits, left, right, size)
        counts[LINES], counts[MEMBERS] = count, bases
        measure_white(ints, floats, count, left, right)
        if may_have_gutters(ints, floats, count, left, right, size):
            return GUTTERS, 0
        if asked == ALONE:
            return END, 0
    else:
        count = counts[LINES]
        measure_white(ints, floats, count, left, right)
    part_words(ints, floats, listed, marks, count, counts[MEMBERS], left, right, down, size, row, traits)
    counts[MARKS] = marks
    if marks:
        read_marks(ints, floats, marks, left, right, down, size, advance, chosen, row, kind, ink)
    return END, 0


#: ``read_page`` without Numba.
CODE: Final = ObjectCode(
    __name__,
    "read_page",
    (
        ("float32", 1), ("float32", 1), ("float32", 1), ("float32", 1), ("float64", 1), ("float64", 1), ("float64", 1),
        ("float64", 1), ("int64", 1), ("int64", 1), ("uint8", 1), ("uint8", 1), ("float64", 2), ("int64", 2),
        ("float64", 2), ("int64", 1),
    ),
    sources=(
        "warraq.extract.doubled", "warraq.repair.attach", "warraq.repair.baselines", "warraq.repair.codes",
        "warraq.repair.gap_kernel", "warraq.repair.gaps", "warraq.repair.geometry_arrays",
        "warraq.repair.gutters", "warraq.repair.line_kernel", "warraq.repair.mark_kernel",
        "warraq.repair.sort_kernel", "warraq.repair.spaces", "warraq.repair.ties",
    ),
)  # fmt: skip
