"""The content reader with its inner loop compiled: the same columns, several times as fast.

The loop is loaded as object code, which takes as long as reading three pages without it; where it has not been compiled
yet, only a long document is worth that.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from itertools import accumulate
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pdfminer.pdftypes import PDFObjRef

from warraq.extract import content_arrays as arrays
from warraq.extract.coding import two_bytes
from warraq.extract.content import IGNORED, ContentReader, FontCache, GlyphColumns
from warraq.extract.fonts import FontResource
from warraq.extract.paint import AREA_COLUMNS, MOST_AREAS
from warraq.extract.paths import MOST_POINTS, MOST_RULES, NO_BOX, Matrix
from warraq.extract.tokens import name_of, operation
from warraq.object_code import Call

#: Fonts that get a table of all their widths; others are left to Python.
_MOST_TABLES: Final = 64
#: Names of fonts that the loop knows at once: it looks through them for each ``Tf``. Of more it forgets all.
_MOST_NAMES: Final = 64
#: Operators of Python that look at the columns, or write to them.
_TOUCHING: Final = frozenset((b"Tj", b"TJ", b"'", b'"', b"Do", b"EI", b"sh", b"BDC", b"BMC", b"EMC"))
#: Operators of which only the loop has what they change: the path, and the saved states.
_OF_THE_LOOP: Final = frozenset(b"m l re h c v y n f F f* S s B B* b b* W W* q Q".split())
#: Where the loop stops more often than after so many bytes, each stop costs more than it saves.
_WORTH_BYTES: Final = 600
#: Content of fewer bytes is read in less time without the loop: forms that hold little else than forms, above all.
SHORTEST: Final = 600
_SOME_STOPS: Final = 20
#: Room for glyphs at first, and up to where it grows each time that it is full, but for a string that needs more.
_GLYPHS: Final = 8192
_MOST_GLYPHS: Final = 1 << 17
_RUNS: Final = 4096


class Workspace:
    """What all pages of a document share: the fonts as the loop needs them, and the columns that it writes."""

    def __init__(self) -> None:
        self.fonts: list[FontResource] = []
        #: What the loop knows of each font, and its em; there are rows for more fonts than there are.
        self.rows, self.ems = np.zeros((_MOST_TABLES, 4), np.int64), np.zeros(_MOST_TABLES)
        self.widths = np.zeros(0)
        self._numbers: dict[int, int] = {}
        self._named: dict[int, tuple[Any, dict[bytes, int]]] = {}
        self.buffer = np.zeros(0, np.uint8)
        self.rules = np.empty((MOST_RULES + 2 * MOST_POINTS, 4))
        self.areas = np.empty((MOST_AREAS, AREA_COLUMNS))
        self.path = np.zeros(2 * MOST_POINTS), np.zeros(2 * MOST_POINTS), np.zeros(2 * MOST_POINTS, np.bool_)
        self.runs = np.empty((_RUNS, arrays.RUN_COLUMNS), np.int64)
        self.frames = np.empty((_RUNS, arrays.FRAME_COLUMNS))
        most = arrays.MOST_OPERANDS
        self.operands = np.zeros(most, np.int64), np.zeros(most), np.zeros(most, np.int64), np.zeros(most, np.int64)
        self.items = np.empty((arrays.MOST_ITEMS, 3), np.int64), np.empty(arrays.MOST_ITEMS)
        self.make_room(_GLYPHS)

    def make_room(self, glyphs: int) -> None:
        self.codes = np.empty(glyphs, np.uint32)
        self.along, self.advances = np.empty(glyphs), np.empty(glyphs)

    def names_of(self, fonts: Any) -> dict[bytes, int]:
        """Rows of the fonts that the entry ``fonts`` of some resources names, as far as the loop has asked for them.

        Most pages of a document have one such entry in common.
        """
        key = -fonts.objid if isinstance(fonts, PDFObjRef) else id(fonts)
        if key not in self._named and len(self._named) == _MOST_NAMES:
            self._named.clear()
        # What is held by its identity must not go: another thing would get it.
        return self._named.setdefault(key, (fonts, {}))[1]

    def number(self, font: FontResource) -> int:
        """Row of ``font``."""
        known = self._numbers.get(id(font))
        if known is not None:
            return known
        size = 1 if not font.composite else 2 if font.decode is two_bytes else 0
        if font.vertical or len(self.fonts) >= _MOST_TABLES:
            size = 0
        advances = {code: advance for code, advance in font.advances.items() if 0 <= code < 256**size} if size else {}
        own = max(advances, default=-1) + 1
        number = len(self.fonts)
        if number == len(self.rows):
            self.rows, self.ems = np.tile(self.rows, (2, 1)), np.tile(self.ems, 2)
        self.rows[number] = size, font.single_byte_space, self.widths.size, own
        self.ems[number] = font.em_scale
        if size:
            widths = np.full(own + 1, float(font.default_advance))
            widths[list(advances)] = list(advances.values())
            self.widths = np.concatenate([self.widths, widths])
        self._numbers[id(font)] = number
        self.fonts.append(font)
        return number


class CompiledReader(ContentReader):
    """Reads a page as ``ContentReader`` does."""

    def __init__(
        self,
        fonts: FontCache,
        columns: GlyphColumns,
        ctm: Matrix,
        hidden: frozenset[int],
        workspace: Workspace,
        call: Call,
    ) -> None:
        super().__init__(fonts, columns, ctm, hidden)
        self._space, self._call = workspace, call
        self._arrays: tuple[NDArray[Any], ...] = ()

    def _run(self, data: bytes, at: int) -> None:
        if len(data) < SHORTEST:
            super()._run(data, at)
            return
        space = self._space
        if space.buffer.size < len(data) + 8:
            space.buffer = np.zeros(len(data) + 8, np.uint8)
        content = np.frombuffer(data, np.uint8)
        floats, integers = np.zeros(arrays.FLOATS), np.zeros(arrays.INTEGERS, np.int64)
        saved = np.zeros((arrays.MAX_SAVED, arrays.SAVED_COLUMNS))
        marks = np.zeros((arrays.MAX_MARKS, 2), np.int64)
        names = space.names_of(self._resources.get("Font"))
        stops = 0
        if not self._push(floats, integers, marks):
            super()._run(data, at)
            return
        floats[arrays.BOX :] = NO_BOX
        while True:
            integers[arrays.DONE] = len(self._columns.rules) // 4
            integers[arrays.AREAS_DONE] = len(self._columns.areas) // AREA_COLUMNS
            why, at = self._loop(content, at, floats, integers, saved, marks, names)
            if why == arrays.FONT:
                raw = data[integers[arrays.NAME_START] : integers[arrays.NAME_END]]
                if len(names) == _MOST_NAMES:
                    names.clear()
                with suppress(*IGNORED):
                    names[raw] = space.number(self._fonts.get(self._resource("Font", name_of(raw))))
                    continue
            nothing_fits = integers[arrays.GLYPHS] == 0
            if why in (arrays.END, arrays.ROOM):
                self._flush(integers)
            if why == arrays.ROOM:
                if len(space.codes) < _MOST_GLYPHS or nothing_fits:
                    space.make_room(2 * len(space.codes))
                continue
            self._pull(floats, integers, marks)
            if why == arrays.END:
                return
            stops += 1
            if why == arrays.DEEP or (stops >= _SOME_STOPS and at < stops * _WORTH_BYTES):
                self._go_on_without(data, at, floats, integers, saved)
                return
            operands, operator, at = operation(data, at)
            if operator is None:
                self._flush(integers)
                return
            if operator in _TOUCHING:
                self._flush(integers)
            if operator in _OF_THE_LOOP:
                self._by_loop(operator, operands)
                continue
            act = self._operators.get(operator)
            if act is not None:
                with suppress(*IGNORED):
                    act(operands)
            if not self._push(floats, integers, marks):
                self._go_on_without(data, at, floats, integers, saved)
                return

    def _go_on_without(
        self,
        data: bytes,
        at: int,
        floats: NDArray[np.float64],
        integers: NDArray[np.int64],
        saved: NDArray[np.float64],
    ) -> None:
        """Read the rest as ``ContentReader`` does."""
        self._flush(integers)
        self._stack = [self._unsaved(row) for row in saved[: integers[arrays.SAVED]]]
        subpaths: list[list[tuple[float, float]]] = []
        count = int(integers[arrays.SUBPATHS])
        for x, y, begins in zip(*(column[:count].tolist() for column in self._space.path), strict=True):
            if begins:
                subpaths.append([])
            subpaths[-1].append((x, y))
        left, bottom, right, top = floats[arrays.BOX :].tolist()
        box = (left, bottom, right, top)
        self._paths.resume(subpaths, int(integers[arrays.POINTS]), box, bool(integers[arrays.CLIPPING]))
        super()._run(data, at)

    def _by_loop(self, operator: bytes, operands: list[Any]) -> None:
        """An operator whose operands only Python could read: what it changes is the loop's."""
        last = operands[-arrays.MOST_OPERANDS :]
        kinds, values = self._space.operands[:2]
        for place, operand in enumerate(last):
            number = isinstance(operand, (int, float))
            kinds[place], values[place] = arrays.NUMBER * number, operand if number else 0
        self._call(*self._arrays, -(arrays.number_of(operator) << 8 | len(last)))

    def _loop(
        self,
        content: NDArray[np.uint8],
        at: int,
        floats: NDArray[np.float64],
        integers: NDArray[np.int64],
        saved: NDArray[np.float64],
        marks: NDArray[np.int64],
        names: Mapping[bytes, int],
    ) -> tuple[int, int]:
        space = self._space
        joined = np.frombuffer(b"".join(names) or b"\0", np.uint8)
        ends = list(accumulate(map(len, names)))
        spans = np.array(list(zip([0, *ends], ends, names.values(), strict=False)), np.int64).reshape(-1, 3)
        self._arrays = (
            content, floats, integers, saved, marks, joined, spans, space.rows, space.widths,
            space.codes, space.along, space.advances, space.runs, space.frames, space.rules, space.areas,
            *space.path, space.buffer,
            *space.operands, *space.items,
        )  # fmt: skip
        why, at = self._call(*self._arrays, at)
        return int(why), int(at)

    def _push(self, floats: NDArray[np.float64], integers: NDArray[np.int64], marks: NDArray[np.int64]) -> bool:
        """The state as arrays. False where the loop can't hold it."""
        state = self._state
        if len(self._marks) > arrays.MAX_MARKS or state.mode >= 4 or state.text_clip:
            return False
        spacing = (state.size, state.char_space, state.word_space, state.scale, state.leading, state.rise)
        paint = (*state.clip, state.light, state.alpha, state.width)
        floats[: arrays.BOX] = (*state.ctm, *self._line, self._along, *spacing, *paint)
        integers[arrays.MODE] = state.mode
        integers[arrays.MIXED] = state.mixed
        integers[arrays.FONT_NUMBER] = -1 if state.font is None else self._space.number(state.font)
        integers[arrays.FLAGS] = self._flags
        integers[arrays.MARKS] = len(self._marks)
        for row, mark in enumerate(self._marks):
            marks[row] = mark
        return True

    def _pull(self, floats: NDArray[np.float64], integers: NDArray[np.int64], marks: NDArray[np.int64]) -> None:
        """The state as Python has it."""
        values = floats.tolist()
        state = self._state
        state.ctm = tuple(values[:6])
        self._line, self._along = tuple(values[6:12]), values[arrays.ALONG]
        spacing, paint = values[arrays.SIZE : arrays.CLIP], values[arrays.CLIP : arrays.BOX]
        state.size, state.char_space, state.word_space, state.scale, state.leading, state.rise = spacing
        state.clip, (state.light, state.alpha, state.width) = tuple(paint[:4]), paint[4:]
        state.mode, state.mixed = int(integers[arrays.MODE]), int(integers[arrays.MIXED])
        number = int(integers[arrays.FONT_NUMBER])
        state.font = self._space.fonts[number] if number >= 0 else None
        self._flags = int(integers[arrays.FLAGS])
        self._marks = [(int(flags), int(text)) for flags, text in marks[: integers[arrays.MARKS]]]

    def _unsaved(self, row: NDArray[np.float64]) -> Any:
        values = row.tolist()
        state = self._state.copy()
        state.ctm = tuple(values[:6])
        state.size, state.char_space, state.word_space, state.scale, state.leading, state.rise = values[6:12]
        state.mode, number = int(values[12]), int(values[13])
        state.clip, (state.light, state.alpha, state.width) = tuple(values[14:18]), values[18:21]
        state.mixed, state.text_clip = int(values[21]), ()
        state.font = self._space.fonts[number] if number >= 0 else None
        return state

    def _flush(self, integers: NDArray[np.int64]) -> None:
        """Hand what the loop has written to the page's columns."""
        space, columns = self._space, self._columns
        glyphs, runs, rules = (int(integers[place]) for place in (arrays.GLYPHS, arrays.RUNS, arrays.RULES))
        columns.images += int(integers[arrays.IMAGES])
        areas = space.areas[: integers[arrays.AREAS]]
        integers[[arrays.GLYPHS, arrays.RUNS, arrays.RULES, arrays.IMAGES, arrays.AREAS]] = 0
        if len(areas):
            areas[:, -1] += len(columns.code)
            columns.areas.frombytes(areas.tobytes())
        if rules:
            columns.rules.frombytes(space.rules[:rules].tobytes())
        if not glyphs:
            return
        for target, source in (
            (columns.code, space.codes),
            (columns.along, space.along),
            (columns.advance, space.advances),
        ):
            target.frombytes(source[:glyphs].astype(target.typecode).tobytes())
        columns.check_limit()
        lengths, numbers, flags = space.runs[:runs].T
        columns.run_length.frombytes(lengths.tobytes())
        columns.run_flags.frombytes(flags.astype(np.uint8).tobytes())
        of_runs = numbers.tolist()
        index = {number: columns.font_index(space.fonts[number]) for number in dict.fromkeys(of_runs)}
        columns.run_font.extend(map(index.__getitem__, of_runs))
        columns.run_frame.frombytes(space.frames[:runs].tobytes())
