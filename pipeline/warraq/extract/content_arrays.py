"""What the compiled content loop keeps in arrays: its state, its operands, what it writes, and why it stopped."""

from __future__ import annotations

from typing import Final

#: Why the loop stopped: at the end; before an operation for Python; before one for which an array is too short; before
#: a /Tf whose font isn't known; or for good, because something is nested deeper than real files nest it.
END, PYTHON, ROOM, FONT, DEEP = range(5)

#: Places in the state of floats: matrices, spacing, the rest of the text state, paint, and the box of the current path.
CTM, LINE, ALONG, SIZE, CHAR_SPACE, WORD_SPACE, SCALE, LEADING, RISE = 0, 6, 12, 13, 14, 15, 16, 17, 18
CLIP, LIGHT, ALPHA, WIDTH, BOX, FLOATS = 19, 23, 24, 25, 26, 30
#: Places in the state of integers. DONE is the number of rules that the page has already, AREAS_DONE that of areas.
MODE, FONT_NUMBER, FLAGS, SAVED, MARKS, GLYPHS, RUNS, RULES, IMAGES, NAME_START, NAME_END, POINTS, SUBPATHS, DONE = (
    range(14)
)
MIXED, CLIPPING, AREAS, AREAS_DONE, INTEGERS = range(14, 19)
#: Columns of a font's row: bytes a code (0: only Python can cut its strings), word space at code 32, first width, and
#: how many codes have a width of their own; behind those stands that of all others.
UNIT, SPACED, WIDTHS, OWN_WIDTHS = range(4)
#: Columns of a run: glyphs, font, flags; and origin x, y, direction x, y, the other axis, size, sign, clip, shade.
RUN_COLUMNS, FRAME_COLUMNS = 3, 13
#: Columns of a saved graphics state.
SAVED_COLUMNS: Final = 22

MAX_SAVED: Final = 512
MAX_MARKS: Final = 64
MOST_OPERANDS: Final = 64
MOST_ITEMS: Final = 4096
#: Kinds of operands.
NUMBER, STRING, NAME, ARRAY, DICT = range(1, 6)


def number_of(operator: bytes) -> int:
    """An operator as the loop has it: its bytes as one integer."""
    return int.from_bytes(operator, "big")
