"""The geometry of pages by compiled code: the same lines, word breaks and marks, in a fifth of the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from warraq.arabic.joining import ALEFS, LAM
from warraq.extract.doubled import without_doubles
from warraq.model.glyph import Page
from warraq.object_code import Call
from warraq.repair import geometry_arrays as arrays
from warraq.repair.arrange import Marks
from warraq.repair.codes import CodeColumns
from warraq.repair.frame import Frame, Indices, Rows
from warraq.repair.gutters import cut_at_gutters

#: Glyphs of a page that there is room for from the start.
_GLYPHS: Final = 2048
#: What is given where nothing looks at it.
_NO_FRAME: Final = Frame(np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0), 0.0)
#: Finds the lines of a page, each sorted left to right.
FindLines = Callable[[], Sequence[Indices]]


class CompiledGeometry:
    """Reads one page after the other of a document."""

    def __init__(self, columns: CodeColumns, call: Call) -> None:
        codes = columns.codes
        of_characters = [
            arrays.IS_LAM if character == LAM else arrays.IS_ALEF if character in ALEFS else 0
            for character in codes.character
        ]
        traits = np.array(of_characters, np.uint8)
        for flag, column in (
            (arrays.ARABIC, codes.arabic),
            (arrays.TO_NEXT, codes.to_next),
            (arrays.TO_LAST, codes.to_last),
            (arrays.ENDS, codes.ends),
        ):
            traits[column] |= flag
        self._codes = codes.kind, traits, np.column_stack([codes.ink_left, codes.ink_right])
        self._counts = np.zeros(arrays.COUNTS, np.int64)
        self._call = call
        self._make_room(_GLYPHS)

    def _make_room(self, glyphs: int) -> None:
        # One place more: where the last line ends.
        self._ints = np.empty((arrays.INTEGERS, glyphs + 1), np.int64)
        self._floats = np.empty((arrays.FLOATS, glyphs + 1))

    def without_doubles(self, page: Page, chosen: Indices, rows: Indices) -> Indices:
        """``doubled.without_doubles``, which has nothing to do on most pages."""
        why = self._ask(page, _NO_FRAME, chosen, rows, arrays.DOUBLES)
        return without_doubles(page, chosen, rows) if why == arrays.NEAR else chosen

    def read(
        self,
        page: Page,
        frame: Frame,
        chosen: Indices,
        rows: Indices,
        find_lines: FindLines,
        whole: bool,
    ) -> tuple[Rows, Marks] | None:
        """Lines with their word breaks, and marks; None where a place is no number, or a space has no width.

        Args:
            frame: the page in their direction of writing.
            chosen: glyphs of that direction, rising.
            rows: row of each glyph of the page in the table of codes.
            find_lines: is asked for lines that the compiled code doesn't find: those made of several pieces.
            whole: nothing parts the page; else it is asked in any case.
        """
        why = self._ask(page, frame, chosen, rows, arrays.FIND) if whole else arrays.PIECES
        if why == arrays.GUTTERS:
            self._give(cut_at_gutters(self._found(), frame.left, frame.right, frame.size))
        elif why == arrays.PIECES:
            self._give(find_lines())
        if why in (arrays.GUTTERS, arrays.PIECES):
            why = self._ask(page, frame, chosen, rows, arrays.GIVEN)
        return None if why == arrays.PLAIN else (self._rows(), self._marks())

    def lines(self, page: Page, frame: Frame, bases: Indices, rows: Indices) -> Sequence[Indices] | None:
        """The lines of ``bases``, each sorted left to right; None for those that the compiled code doesn't find.

        Args:
            frame, rows: as for ``read``.
            bases: letters and silent glyphs of a part of the page that nothing parts, rising.
        """
        why = self._ask(page, frame, bases, rows, arrays.ALONE)
        if why == arrays.GUTTERS:
            return cut_at_gutters(self._found(), frame.left, frame.right, frame.size)
        return self._found() if why == arrays.END else None

    def _ask(self, page: Page, frame: Frame, chosen: Indices, rows: Indices, what: int) -> int:
        """Why the compiled code stopped."""
        if self._ints.shape[1] <= len(rows):
            self._make_room(len(rows))
        return self._call(
            page.x, page.y, page.size, page.advance, frame.left, frame.right, frame.down, frame.size, chosen, rows,
            *self._codes, self._ints, self._floats, self._counts, what,
        )[0]  # fmt: skip

    def _found(self) -> list[Indices]:
        """Copies of the lines as they were found."""
        lines, members, _ = self._counts.tolist()
        return np.split(self._ints[arrays.GLYPHS, :members].copy(), self._ints[arrays.STARTS, 1:lines])

    def _give(self, lines: Sequence[Indices]) -> None:
        """Hand lines to the compiled code."""
        ends = np.cumsum([0, *map(len, lines)])
        self._counts[[arrays.LINES, arrays.MEMBERS]] = len(lines), ends[-1]
        self._ints[arrays.STARTS, : len(ends)] = ends
        if lines:
            np.concatenate(lines, out=self._ints[arrays.GLYPHS, : ends[-1]])

    def _rows(self) -> Rows:
        lines, members, _ = self._counts.tolist()
        ints = self._ints
        return Rows(
            ints[arrays.GLYPHS, :members].copy(),
            ints[arrays.STARTS, :lines].copy(),
            ints[arrays.BREAKS, :members].astype(np.bool_),
            self._floats[arrays.GAPS, :members].copy(),
        )

    def _marks(self) -> Marks:
        count = int(self._counts[arrays.MARKS])
        marks, bases = self._ints[[arrays.LISTED, arrays.BASES], :count].tolist()
        return marks, bases, self._floats[arrays.ALONG, :count].tolist()
