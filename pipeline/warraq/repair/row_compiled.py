"""Rows of blocks by compiled code: the same cells, plain rows and words, in a quarter of the time."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.glyph import Page
from warraq.object_code import Call
from warraq.repair import row_kernel as kernel
from warraq.repair.arrange import Block
from warraq.repair.cells import Cells, LogicalCells
from warraq.repair.codes import CodeColumns
from warraq.repair.frame import Floats, Indices
from warraq.repair.plain_rows import PlainRows
from warraq.repair.row_order import Told
from warraq.repair.rows import CutRows, Parted
from warraq.repair.words import BlockColumns, WordParts

#: Glyphs of a page, and letters of the words that are spelled at once, that there is room for from the start.
_GLYPHS: Final = 2048
_LETTERS: Final = 4096
#: Places where words are looked for, and symbols of known words, that there is room for from the start.
_PLACES: Final = 4096
_SYMBOLS: Final = 16384
#: Texts as code points.
_POINTS: Final = f"utf-32-{sys.byteorder[0]}e"
#: What is given where nothing looks at it.
_NO_CELLS: Final = np.zeros(0, np.bool_)
_NO_MARKS: Final = np.zeros(0, np.int64)


class CompiledRowCutter:
    """Cuts one block after the other of a document."""

    def __init__(
        self, columns: CodeColumns, bold: NDArray[np.bool_], texts: Sequence[str], claims: Sequence[str], call: Call
    ) -> None:
        """
        Args:
            columns: of the table of codes.
            bold: of each font.
            texts: what each piece stands for, by its number.
            claims: those of the document, and last that of no claim.
        """
        codes = columns.codes
        traits = np.zeros(len(codes.text), np.uint8)
        for flag, column in (
            (kernel.ARABIC, codes.arabic),
            (kernel.TO_NEXT, codes.to_next),
            (kernel.TO_LAST, codes.to_last),
            (kernel.NOT_INERT, ~columns.inert),
        ):
            traits[column] |= flag
        spellings = [*texts, claims[-1], *claims[:-1]]
        self._codes = (
            bold, codes.kind, columns.role, traits, columns.sure, np.zeros(len(codes.text), np.int64),
            np.frombuffer("".join(spellings).encode(_POINTS, "surrogatepass"), np.int32),
            np.cumsum([0, *map(len, spellings)], dtype=np.int64),
        )  # fmt: skip
        self._claims = len(claims)
        self._spelt = np.empty((2, _LETTERS), np.int32)
        self._places = np.zeros(_PLACES, np.int64)
        self._known = np.empty(_SYMBOLS, np.int64)
        self._known_ends = np.zeros(_PLACES // 2, np.int64)
        self._different = 0
        self._counts = np.zeros(kernel.COUNTS, np.int64)
        self._call = call
        self._make_room(_GLYPHS)

    def _make_room(self, glyphs: int) -> None:
        # A space before each glyph, and one place more for ends.
        self._ints = np.empty((kernel.INTEGERS, 2 * glyphs + 1), np.int64)
        self._floats = np.empty((kernel.FLOATS, 2 * glyphs + 1))

    def cut(self, page: Page, block: Block, row: Indices, claim: NDArray[np.int32]) -> CutRows:
        """The rows of ``block``.

        Args:
            row, claim: of each glyph of the page: its row in the table of codes, and what the file says of it.
        """
        if self._ints.shape[1] <= 2 * len(page):
            self._make_room(len(page))
        self._ask(page, block, row, claim, _NO_MARKS, _NO_CELLS, kernel.CUT)
        ints, floats = self._ints, self._floats
        cells, spaces, silent, *_ = self._counts.tolist()
        rows = len(block.rows.starts)
        flags = ints[kernel.FLAGS, :rows].copy()
        told = Told(
            floats[kernel.SIZE, :rows].copy(),
            (flags & kernel.WALLED) != 0,
            PlainRows((flags & kernel.PLAIN) != 0, (flags & kernel.APART) != 0, ints[kernel.ORDER, :cells].copy()),
        )
        looks = floats[kernel.LEAST : kernel.WHITE + 1, :rows].tolist()
        return CutRows(
            Cells(
                ints[kernel.CELL, :cells].copy(),
                ints[kernel.BOUNDS, : rows + 1].tolist(),
                ints[kernel.SPACES, :spaces].copy(),
                floats[kernel.WIDTHS, :spaces].copy(),
                ints[kernel.SILENT, :silent].copy(),
                ints[kernel.BEFORE, :silent].copy(),
            ),
            told,
            block.frame.boxes(self._sides(rows), rounded=True),
            list(zip(*looks, ((flags & kernel.BOLD) != 0).tolist(), strict=True)),
        )

    def words(self, page: Page, columns: BlockColumns, logical: LogicalCells) -> Parted:
        """The words of the block that was cut last, whose cells are in logical order by now."""
        block = columns.block
        ints, rows = self._ints, len(block.rows.starts)
        ints[kernel.ORDER, : len(logical.cell)] = logical.cell
        what = kernel.WORDS + kernel.ASKED * self._claims
        self._make_room_for_words(len(logical.cell), len(page))
        self._ask(page, block, columns.row, columns.claim, columns.next_mark, logical.mirrored, what)
        counts = self._counts.tolist()
        pieces, words, self._different = counts[kernel.ALL_PIECES], counts[kernel.ALL_WORDS], counts[kernel.DIFFERENT]
        flags = ints[kernel.FLAGS, :rows]
        parts = WordParts(
            ints[kernel.STARTS, : words + 1].tolist(),
            ints[kernel.FIRST_WORDS, : rows + 1].tolist(),
            ints[kernel.NUMBERS, :words].tolist(),
            self._different,
            ints[kernel.PIECES, :pieces].copy(),
            ints[kernel.CLAIMS, :pieces].copy(),
            ints[kernel.GLYPHS, :pieces].copy(),
            ((ints[kernel.TRAITS, :words] & kernel.NOT_INERT) == 0).tolist(),
            self._floats[kernel.SURE, :words].tolist(),
            block.frame.packed_boxes(self._sides(words), rounded=True),
        )
        return parts, ((flags & kernel.JOINED) != 0).tolist(), ((flags & kernel.OPEN) != 0).tolist()

    def _make_room_for_words(self, words: int, symbols: int) -> None:
        """Room for so many words more, which have no more symbols together than these."""
        most = self._different + words
        if most >= len(self._known_ends):
            self._known_ends = _longer(self._known_ends, most)
            self._places = np.zeros(4 << most.bit_length(), np.int64)  # the ends have room for twice as many
            self._call_with_tables(kernel.MOVE)
        used = int(self._known_ends[self._different])
        if used + symbols > len(self._known):
            self._known = _longer(self._known, used + symbols)

    def spell(self, words: Sequence[int]) -> tuple[list[str], list[str]]:
        """What each of ``words`` of the block that was cut last says by its pieces, and what the file says of it."""
        self._counts[kernel.ALL_WANTED] = len(words)
        self._ints[kernel.WANTED, : len(words)] = words
        lengths = self._call_with_tables(kernel.SPELL)
        if max(lengths) > self._spelt.shape[1]:
            self._spelt = np.empty((2, 2 * max(lengths)), np.int32)
            self._call_with_tables(kernel.SPELL)
        ends = self._ints[kernel.TEXT_ENDS : kernel.SAID_ENDS + 1, : len(words)].tolist()
        texts, said = (
            _parted(letters[:length].tobytes().decode(_POINTS, "surrogatepass"), parts)
            for letters, length, parts in zip(self._spelt, lengths, ends, strict=True)
        )
        return texts, said

    def _ask(
        self,
        page: Page,
        block: Block,
        row: Indices,
        claim: NDArray[np.int32],
        next_mark: Indices,
        mirrored: NDArray[np.bool_],
        what: int,
    ) -> None:
        rows, frame = block.rows, block.frame
        self._asked = (
            rows.glyphs, rows.starts, rows.breaks, rows.gaps, row, claim, page.font, *self._codes,
            frame.left, frame.right, frame.down, frame.size, next_mark, mirrored,
        )  # fmt: skip
        self._call_with_tables(what)

    def _call_with_tables(self, what: int) -> tuple[int, int]:
        return self._call(
            *self._asked, self._places, self._known, self._known_ends, self._spelt, self._ints, self._floats,
            self._counts, what,
        )  # fmt: skip

    def _sides(self, count: int) -> Floats:
        return self._floats[kernel.LEFT : kernel.BOTTOM + 1, :count]


def _longer(column: Indices, least: int) -> Indices:
    """The column with room for more, twice as much as is needed."""
    found = np.empty(2 * least + 1, column.dtype)
    found[: len(column)] = column
    return found


def _parted(text: str, ends: list[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise((0, *ends))]
