# cython: boundscheck=True
"""The interpreter of content streams: follows the operators of a page and fills columns, a row for each shown code.

It stands where pdfminer's interpreter and device stand, because those turn the bytes of a string into CIDs before
anyone can keep them, and build an object per glyph. Of colours, clips and paint only what tells whether text is seen is
followed. What takes the objects of the file, resources, forms and property lists, is asked of a host
(``stream_reader.ContentReader``).
"""

from __future__ import annotations

from array import array
from typing import Any, Final

import cython
import numpy as np

from warraq.extract.content.coding import two_bytes
from warraq.extract.content.paint import (
    FRAME_COLUMNS,
    INEXACT,
    OPAQUE,
    PICTURE,
    ROUNDED,
    SHEER,
    SOLID,
    SOMEHOW,
    TRANSPARENT,
    UNKNOWN,
)
from warraq.model.glyph import ARTIFACT, INVISIBLE, RECOGNISED, RULE_THICKNESS
from warraq.pdf.operands import ARRAY, DICT, NAME, NUMBER, STRING, operator_number
from warraq.pdf.paths import Matrix

if not cython.compiled:
    from math import inf, isfinite, sqrt

    from warraq.pdf.tokens import Tokens

#: A path of more points is a drawing, and a page with more rules too.
MOST_POINTS: Final = 400
MOST_RULES: Final = 20_000
#: Points of the curves of a circle or of a rectangle with round corners, and its sides, at most: what has more is a
#: drawing. A circle has no sides; browsers (Skia) make it of 16 curves, others of 4.
MOST_BENDS: Final = 24
MOST_SIDES: Final = 8
MOST_OF_CIRCLE: Final = 48
#: A stroke this much off the level is level, points.
LEVEL: Final = 0.5
MOST_SAVED: Final = 512
#: Widths that are kept in tables, of all fonts of a document; other fonts are asked code by code.
_MOST_WIDTHS: Final = 1 << 22
#: Names of fonts that are remembered of one dictionary of resources; of more all are forgotten.
_MOST_NAMES: Final = 1024
#: Room for glyphs at first, and up to where it grows each time that it is full, but for a string that needs more.
_GLYPHS: Final = 8192
_MOST_GLYPHS: Final = 1 << 17
_RUNS: Final = 4096
#: The render mode from which on letters become a clip, those that paint nothing, and the first beyond all modes.
_CLIPS, _NOTHING, _NOTHING_BUT_CLIPS, _NO_MODE = 4, 3, 7, 8

_q, _Q, _cm, _gs, _w, _Do, _sh, _EI = map(operator_number, (b"q", b"Q", b"cm", b"gs", b"w", b"Do", b"sh", b"EI"))
_BT, _Tm, _Td, _TD, _Tstar = map(operator_number, (b"BT", b"Tm", b"Td", b"TD", b"T*"))
_Tf, _Tc, _Tw, _Tz, _TL, _Ts, _Tr = map(operator_number, (b"Tf", b"Tc", b"Tw", b"Tz", b"TL", b"Ts", b"Tr"))
_Tj, _TJ, _quote, _double = map(operator_number, (b"Tj", b"TJ", b"'", b'"'))
_BDC, _BMC, _EMC = map(operator_number, (b"BDC", b"BMC", b"EMC"))
_g, _rg, _k, _cs, _sc, _scn = map(operator_number, (b"g", b"rg", b"k", b"cs", b"sc", b"scn"))
_m, _l, _re, _h, _c, _v, _y, _n = map(operator_number, (b"m", b"l", b"re", b"h", b"c", b"v", b"y", b"n"))
_f, _F, _fstar, _S, _s = map(operator_number, (b"f", b"F", b"f*", b"S", b"s"))
_B, _Bstar, _b, _bstar, _W, _Wstar = map(operator_number, (b"B", b"B*", b"b", b"b*", b"W", b"W*"))


def has_text(pieces: Any) -> bool:
    """Whether any of the strings of a Tj or TJ holds more than spaces."""
    for piece in pieces if isinstance(pieces, list) else [pieces]:
        if isinstance(piece, bytes) and piece.strip(b"\0 "):
            return True
    return False


class ShownFont:
    """A font as strings are shown in it.

    Attributes:
        resource: the ``FontResource``.
        size: bytes of a code; 0 where ``resource`` must cut strings and give widths.
        widths: of the codes from 0 on, thousandths of the font size; the last one is that of all other codes.
        index: in the columns of the page number ``page``.
    """

    def __init__(self, resource: Any, most: int) -> None:
        """``most``: widths that there is room for."""
        self.resource = resource
        self.vertical = resource.vertical
        self.spaced = resource.single_byte_space
        size = 1 if not resource.composite else 2 if resource.decode is two_bytes else 0
        advance_of = {code: advance for code, advance in resource.advances.items() if 0 <= code < 256**size}
        count = max(advance_of, default=-1) + 2
        self.size = 0 if self.vertical or count > most else size
        widths = np.full(count if self.size else 1, float(resource.default_advance))
        if self.size and advance_of:
            widths[list(advance_of)] = list(advance_of.values())
        self.widths = widths
        self.count = len(widths)
        self.index, self.page = 0, 0


class State:
    """The graphics state, as far as text and whether it is seen depend on it. ``q`` copies it.

    Attributes:
        a, b, c, d, e, f: the current transformation matrix.
        left, bottom, right, top: box of the clip.
        text_clip: the runs whose letters clip what is painted, [run, those before it]; None for none.
    """

    def __init__(self) -> None:
        self.a = self.d = self.scale = self.alpha = self.width = 1.0
        self.b = self.c = self.e = self.f = 0.0
        self.size = self.char_space = self.word_space = self.leading = self.rise = self.light = 0.0
        self.left = self.bottom = -1e9
        self.right = self.top = 1e9
        self.mode = self.mixed = 0
        self.font: ShownFont | None = None
        self.text_clip: list[Any] | None = None

    def copy(self) -> State:
        new = State()
        new.a, new.b, new.c, new.d, new.e, new.f = self.a, self.b, self.c, self.d, self.e, self.f
        new.size, new.char_space, new.word_space, new.scale = self.size, self.char_space, self.word_space, self.scale
        new.leading, new.rise, new.mode, new.font = self.leading, self.rise, self.mode, self.font
        new.left, new.bottom, new.right, new.top = self.left, self.bottom, self.right, self.top
        new.light, new.alpha, new.width, new.mixed = self.light, self.alpha, self.width, self.mixed
        new.text_clip = self.text_clip
        return new

    def concat(self, a: float, b: float, c: float, d: float, e: float, f: float) -> int:
        """The matrix is applied before the one in force."""
        p, q, r, s, t, u = self.a, self.b, self.c, self.d, self.e, self.f
        self.a, self.b = a * p + b * r, a * q + b * s
        self.c, self.d = c * p + d * r, c * q + d * s
        self.e, self.f = e * p + f * r + t, e * q + f * s + u
        return 0

    def is_level(self) -> bool:
        """Whether the matrix keeps rectangles along the page's edges."""
        return (self.b == 0 and self.c == 0) or (self.a == 0 and self.d == 0)

    def narrow_clip(self, left: float, bottom: float, right: float, top: float, rectangle: bool) -> int:
        """Clip by a path of which the box is given, in user space; ``rectangle``: that is all of it."""
        self.left, self.bottom = max(self.left, left), max(self.bottom, bottom)
        self.right, self.top = min(self.right, right), min(self.top, top)
        if not rectangle:
            self.mixed |= INEXACT
        return 0


class Path:
    """The current path (ISO 32000-2, 8.5): the rules that it paints, its box, and whether it is a rectangle.

    Of rules only what a layout can use is kept (``Page.rules``): strokes along the page's edges, the sides of stroked
    rectangles, and filled rectangles so thin that they are lines; word processors draw the frames of cells as such, and
    WeasyPrint those of boxes as a rectangle with a little smaller one cut out. Of every other path it is the box that
    counts.

    Args:
        rules: left, bottom, right, top of each rule in user space are added to it.
    """

    def __init__(self, rules: array[float]) -> None:
        self.rules = rules
        self.px, self.py = np.zeros(2 * MOST_POINTS), np.zeros(2 * MOST_POINTS)
        self.starts = np.zeros(2 * MOST_POINTS, np.uint8)
        self.box_left = self.box_bottom = self.box_right = self.box_top = 0.0
        self.reset()

    def reset(self) -> int:
        """No path."""
        self.count = self.points = self.bends = self.lines = 0
        self.clipping = False
        self.left = self.bottom = inf
        self.right = self.top = -inf
        return 0

    def _reach(self, x: float, y: float) -> int:
        self.left, self.bottom = min(self.left, x), min(self.bottom, y)
        self.right, self.top = max(self.right, x), max(self.top, y)
        return 0

    def _add(self, x: float, y: float, begins: bool) -> int:
        at = self.count
        if at < 2 * MOST_POINTS:
            self.px[at], self.py[at], self.starts[at] = x, y, begins
            self.count = at + 1
        else:
            self.points = MOST_POINTS + 1
        return 0

    def move(self, x: float, y: float) -> int:
        self._add(x, y, True)
        self.points += 1
        return self._reach(x, y)

    def line(self, x: float, y: float) -> int:
        self.points += 1
        self.lines += 1
        self._reach(x, y)
        if self.points <= MOST_POINTS and self.count:
            self._add(x, y, False)
        return 0

    def rectangle(self, x: float, y: float, width: float, height: float) -> int:
        right, top = x + width, y + height
        self.points += 4
        self._reach(x, y)
        self._reach(right, top)
        if self.points <= MOST_POINTS and self.count + 5 <= 2 * MOST_POINTS:
            self._add(x, y, True)
            self._add(right, y, False)
            self._add(right, top, False)
            self._add(x, top, False)
            self._add(x, y, False)
        return 0

    def curve(self, x: float, y: float) -> int:
        """A point that a curve ends at or bends to: within those it lies, and a path with a curve is a drawing."""
        self.points = MOST_POINTS + 1
        self.bends += 1
        return self._reach(x, y)

    def close(self) -> int:
        """A line back to where the last subpath begins, unless it ends there."""
        at = self.count - 1
        if at >= 0:
            low = at
            while not self.starts[low]:
                low -= 1
            if self.px[at] != self.px[low] or self.py[at] != self.py[low]:
                self._add(self.px[low], self.py[low], False)
        return 0

    def is_round(self) -> bool:
        """The path may be a circle, or a rectangle with round corners."""
        return 0 < self.bends <= (MOST_BENDS if self.lines else MOST_OF_CIRCLE) and self.lines <= MOST_SIDES

    def is_rectangle(self, state: State) -> bool:
        """The path is one rectangle along the edges of the page."""
        n = self.count
        if self.points > MOST_POINTS or (n != 4 and n != 5):
            return False
        for i in range(1, n):
            if self.starts[i]:
                return False
        for i in range(n):
            j = i + 1 if i + 1 < n else 0
            if self.px[i] != self.px[j] and self.py[i] != self.py[j]:
                return False
        return state.is_level()

    def is_border(self, state: State) -> bool:
        """The path is one rectangle in another, as near as the edges of a rule: a border, when it is filled."""
        if self.count != 10 or self.points > MOST_POINTS or not self.starts[5] or not state.is_level():
            return False
        for i in range(10):
            if self.starts[i] and i != 0 and i != 5:
                return False
        inset = 0.0
        for i in range(2):
            near = self.px if i == 0 else self.py
            scale = (
                sqrt(state.a * state.a + state.b * state.b) if i == 0 else sqrt(state.c * state.c + state.d * state.d)
            )
            low, high, other_low, other_high = inf, -inf, inf, -inf
            for j in range(5):
                low, high = min(low, near[j]), max(high, near[j])
                other_low, other_high = min(other_low, near[j + 5]), max(other_high, near[j + 5])
            left, right = (low - other_low) * scale, (other_high - high) * scale
            if left * right <= 0.0 or max(abs(left), abs(right)) > RULE_THICKNESS or (i == 1 and left * inset < 0.0):
                return False
            inset = left
        return True

    def measure(self, state: State) -> bool:
        """Bring the box to user space, ``box_left`` and so on; False where the path has no points."""
        if self.left > self.right:
            return False
        return self.measure_box(state, self.left, self.bottom, self.right, self.top)

    def measure_box(self, state: State, left: float, bottom: float, right: float, top: float) -> bool:
        """Bring a box to user space."""
        a, b, c, d, e, f = state.a, state.b, state.c, state.d, state.e, state.f
        x0, x1 = a * left + c * bottom + e, a * right + c * bottom + e
        x2, x3 = a * right + c * top + e, a * left + c * top + e
        y0, y1 = b * left + d * bottom + f, b * right + d * bottom + f
        y2, y3 = b * right + d * top + f, b * left + d * top + f
        self.box_left, self.box_bottom = min(x0, x1, x2, x3), min(y0, y1, y2, y3)
        self.box_right, self.box_top = max(x0, x1, x2, x3), max(y0, y1, y2, y3)
        return True

    def add_rules(self, state: State, stroke: bool) -> int:
        """Add the rules that the path paints, filled or stroked. Its points are brought to user space."""
        if self.points > MOST_POINTS or len(self.rules) >= 4 * MOST_RULES:
            return 0
        a, b, c, d, e, f = state.a, state.b, state.c, state.d, state.e, state.f
        low = 0
        while low < self.count:
            high = low
            left, right, bottom, top = inf, -inf, inf, -inf
            while high < self.count and (high == low or not self.starts[high]):
                px, py = self.px[high], self.py[high]
                x, y = a * px + c * py + e, b * px + d * py + f
                self.px[high], self.py[high] = x, y
                left, right, bottom, top = min(left, x), max(right, x), min(bottom, y), max(top, y)
                high += 1
            if min(right - left, top - bottom) <= RULE_THICKNESS:
                # A line, or a rectangle as thin as one, however it is painted.
                if stroke or high - low > 3:
                    self.rules.extend((left, bottom, right, top))
            elif stroke:
                for i in range(low, high - 1):
                    px, x, py, y = self.px[i], self.px[i + 1], self.py[i], self.py[i + 1]
                    if min(abs(x - px), abs(y - py)) <= LEVEL:
                        self.rules.extend((min(px, x), min(py, y), max(px, x), max(py, y)))
            low = high
        return 0


class ContentLoop:
    """Reads the content of the pages of a document, one after another.

    Attributes:
        host: does what takes objects of the file: ``font(name)``, the ``ShownFont`` of a resource, None where it can't
            be had; ``set_parameters(name)``, which a graphics state dictionary holds; ``paint(name)``, an XObject;
            ``begin_marked(operands)`` and ``end_span(number)`` for marked content with properties. It raises for what
            ends the page alone; operands that are wrong it ignores.
        names: raw names of fonts and what they stand for in the resources in force.
        state, stack: the graphics state, and those that were saved.
        marks: open marked-content sequences: flags before; number of its ActualText, -1 for none.
        flags: bits of ``Page.flags`` of all that is shown.
    """

    def __init__(self) -> None:
        self._known: dict[int, ShownFont] = {}
        self._widths = 0
        self.host: Any = None
        self.columns: Any = None
        self.page = 0
        self.room = 0
        self.names: dict[bytes, ShownFont] = {}
        self.lengths, self.indices = np.empty(_RUNS, np.int64), np.empty(_RUNS, np.uint16)
        self.run_flags, self.frames = np.empty(_RUNS, np.uint8), np.empty((_RUNS, FRAME_COLUMNS))
        self._grow(_GLYPHS)
        self.release()

    def _grow(self, room: int) -> None:
        self.room = room
        self.codes, self.offsets, self.advances = np.empty(room, np.uint32), np.empty(room), np.empty(room)

    def begin(self, host: Any, columns: Any, ctm: Matrix) -> None:
        """Begin to read what fills ``columns``; ``ctm`` is the matrix at first."""
        self.release()
        self.host, self.columns = host, columns
        self.path = Path(columns.rules)
        self.page += 1
        self.shown, self.closed, self.most = len(columns.code), len(columns.run_length), columns.most
        self.state.a, self.state.b, self.state.c, self.state.d, self.state.e, self.state.f = ctm

    def release(self) -> None:
        """Let go of the page."""
        self.host = self.columns = None
        self.path = Path(array("d"))
        self.state = State()
        self.stack: list[State] = []
        self.marks: list[tuple[int, int]] = []
        self.flags = 0
        self.glyphs = self.runs = self.shown = self.closed = self.most = 0
        self._begin_text()

    def font(self, resource: Any) -> ShownFont:
        """The font as it is shown."""
        font = self._known.get(id(resource))
        if font is None:
            font = ShownFont(resource, _MOST_WIDTHS - self._widths)
            self._widths += font.count
            self._known[id(resource)] = font
        return font

    def glyph_count(self) -> int:
        """Glyphs that the page shows so far."""
        return self.shown + self.glyphs

    def begin_form(self) -> tuple[Any, ...]:
        """From here on a form is read, in a copy of the state; gives what ``end_form`` takes."""
        line = (self.la, self.lb, self.lc, self.ld, self.le, self.lf, self.along)
        outside = self.state, self.stack, self.marks, self.flags, line
        self.state, self.stack, self.marks = self.state.copy(), [], []
        self.path.reset()
        return outside

    def end_form(self, outside: tuple[Any, ...]) -> None:
        self.state, self.stack, self.marks, self.flags, line = outside
        self.la, self.lb, self.lc, self.ld, self.le, self.lf, self.along = line
        self.path.reset()

    def clip_form(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Clip by the box of a form, given by two corners."""
        path, state = self.path, self.state
        path.measure_box(state, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        state.narrow_clip(path.box_left, path.box_bottom, path.box_right, path.box_top, state.is_level())

    def run(self, content: bytes) -> None:
        """Follow the operators of a content stream, which may be that of a form."""
        tokens = Tokens(content)
        while True:
            operator = tokens.next()
            if operator < 0:
                return
            self._do(tokens, operator)

    def flush(self) -> None:
        """Hand what was read to the columns."""
        glyphs, runs, columns = self.glyphs, self.runs, self.columns
        self.glyphs = self.runs = 0
        self.shown += glyphs
        self.closed += runs
        for column, filled, count in (
            (columns.code, self.codes, glyphs),
            (columns.along, self.offsets, glyphs),
            (columns.advance, self.advances, glyphs),
            (columns.run_length, self.lengths, runs),
            (columns.run_font, self.indices, runs),
            (columns.run_flags, self.run_flags, runs),
            (columns.run_frame, self.frames, runs),
        ):
            column.frombytes(np.asarray(filled)[:count].tobytes())

    def _do(self, tokens: Tokens, operator: int) -> int:
        count = tokens.count
        value = 0.0
        numbers = 0
        while numbers < count and numbers < 6 and tokens.kinds[tokens.places[count - 1 - numbers]] == NUMBER:
            numbers += 1
        if numbers:
            value = tokens.values[tokens.places[count - 1]]
        done = self._do_text(tokens, operator, numbers, value)
        done = done or self._do_state(tokens, operator, numbers, value)
        done = done or self._do_object(tokens, operator)
        done = done or self._do_colour(tokens, operator, numbers, value)
        if not done and not self._set_number(operator, numbers, value):
            self._follow_path(tokens, operator, numbers, value)
        return 0

    def _do_text(self, tokens: Tokens, operator: int, numbers: int, value: float) -> bool:
        """Show text, or say where it stands and in which font (9.4); whether the operator does any of it."""
        count = tokens.count
        last = tokens.places[count - 1] if count else -1
        state = self.state
        if operator in (_Tj, _TJ):
            self._show(tokens, last, operator == _TJ)
        elif operator in (_Td, _TD):
            if operator == _TD and numbers:
                state.leading = -value
            if numbers >= 2:
                self._move(tokens.values[tokens.places[count - 2]], value)
        elif operator == _Tm:
            if numbers == 6:
                self.la, self.lb = self._value(tokens, 6), self._value(tokens, 5)
                self.lc, self.ld = self._value(tokens, 4), self._value(tokens, 3)
                self.le, self.lf, self.along = self._value(tokens, 2), value, 0.0
        elif operator == _Tf:
            self._set_font(tokens, count, numbers)
        elif operator == _BT:
            self._begin_text()
        elif operator == _Tstar:
            self._move(0.0, -state.leading)
        elif operator == _quote:
            self._move(0.0, -state.leading)
            self._show(tokens, last, False)
        elif operator == _double:
            if self._set_spaces(tokens, count):
                self._move(0.0, -state.leading)
                self._show(tokens, last, False)
        else:
            return False
        return True

    def _do_state(self, tokens: Tokens, operator: int, numbers: int, value: float) -> bool:
        """Save, restore or change the state (8.4), or mark content (14.6); whether the operator does any of it."""
        count = tokens.count
        if operator == _q:
            if len(self.stack) < MOST_SAVED:
                self.stack.append(self.state.copy())
        elif operator == _Q:
            if self.stack:
                self.state = self.stack.pop()
        elif operator == _cm:
            if numbers == 6:
                self.state.concat(
                    self._value(tokens, 6), self._value(tokens, 5), self._value(tokens, 4),
                    self._value(tokens, 3), self._value(tokens, 2), value,
                )  # fmt: skip
        elif operator in (_BDC, _BMC):
            self._begin_marked(tokens, count)
        elif operator == _EMC:
            if self.marks:
                self.flags, span = self.marks.pop()
                if span >= 0:
                    self.host.end_span(span)
        elif operator == _gs:
            if count:
                self.host.set_parameters(tokens.object(tokens.places[count - 1]))
        else:
            return False
        return True

    def _do_object(self, tokens: Tokens, operator: int) -> bool:
        """Paint a form, an image or a shading (8.7 to 8.10); whether the operator does any of it."""
        state = self.state
        if operator == _Do:
            if tokens.count:
                self.host.paint(tokens.object(tokens.places[tokens.count - 1]))
        elif operator == _EI:
            self.paint_image()
        elif operator == _sh:
            self.columns.count_image()
            self._show_through()
            self._add_area(state.left, state.bottom, state.right, state.top, SOMEHOW, UNKNOWN)
        else:
            return False
        return True

    def _do_colour(self, tokens: Tokens, operator: int, numbers: int, value: float) -> bool:
        """Set how light what is filled is, by the weights of the eye (8.6.8); whether the operator does."""
        state = self.state
        if operator == _rg:
            if numbers >= 3:
                red, green = self._value(tokens, 3), self._value(tokens, 2)
                state.light = min(max(0.3 * red + 0.59 * green + 0.11 * value, 0.0), 1.0)
        elif operator == _k:
            if numbers >= 4:
                ink = 0.3 * self._value(tokens, 4) + 0.59 * self._value(tokens, 3) + 0.11 * self._value(tokens, 2)
                state.light = min(max((1.0 - value) * (1.0 - ink), 0.0), 1.0)
        elif operator in (_cs, _sc, _scn):
            state.light = UNKNOWN
        else:
            return False
        return True

    def _value(self, tokens: Tokens, back: int) -> float:
        """The operand that is so many from the end, a number."""
        return tokens.values[tokens.places[tokens.count - back]]

    def _set_number(self, operator: int, numbers: int, value: float) -> bool:
        """An operator that sets a number of the state; False where it is none."""
        state = self.state
        if operator == _Tc:
            state.char_space = value if numbers else state.char_space
        elif operator == _Tw:
            state.word_space = value if numbers else state.word_space
        elif operator == _Tz:
            state.scale = value / 100 if numbers else state.scale
        elif operator == _TL:
            state.leading = value if numbers else state.leading
        elif operator == _Ts:
            state.rise = value if numbers else state.rise
        elif operator == _w:
            state.width = value if numbers else state.width
        elif operator == _g:
            state.light = min(max(value, 0.0), 1.0) if numbers else state.light
        elif operator == _Tr:
            if numbers and isfinite(value):
                state.mode = int(min(max(value, -1.0), _NO_MODE))
        else:
            return False
        return True

    def _set_font(self, tokens: Tokens, count: int, numbers: int) -> int:
        """Tf. A name that stands for nothing still sets a font, of which nothing is known."""
        if not numbers:
            return 0
        self.state.size = tokens.values[tokens.places[count - 1]]
        if count < 2:
            return 0
        place = tokens.places[count - 2]
        if tokens.kinds[place] != NAME:
            font = self.host.font(None)
        else:
            raw = tokens.content[tokens.lows[place] : tokens.highs[place]]
            font = self.names.get(raw)
            if font is None:
                font = self.host.font(tokens.name(place))
                if font is not None:
                    if len(self.names) >= _MOST_NAMES:
                        self.names.clear()
                    self.names[raw] = font
        if font is not None:
            self.state.font = font
        return 0

    def _begin_text(self) -> int:
        self.la = self.ld = 1.0
        self.origin = 0.0
        self.lb = self.lc = self.le = self.lf = self.along = 0.0
        return 0

    def _move(self, x: float, y: float) -> int:
        self.le, self.lf = x * self.la + y * self.lc + self.le, x * self.lb + y * self.ld + self.lf
        self.along = 0.0
        return 0

    def _set_spaces(self, tokens: Tokens, count: int) -> bool:
        """The spaces that stand before the string of a quotation mark; False where they don't."""
        if count < 3:
            return False
        word, char = tokens.places[count - 3], tokens.places[count - 2]
        if tokens.kinds[word] != NUMBER or tokens.kinds[char] != NUMBER:
            return False
        self.state.word_space, self.state.char_space = tokens.values[word], tokens.values[char]
        return True

    # -- showing text --------------------------------------------------------------------------------------------

    def _show(self, tokens: Tokens, place: int, array: bool) -> int:
        """One run: all glyphs of a Tj or TJ. ISO 32000-2, 9.4.4: tx = ((w0 - Tj / 1000) Tfs + Tc + Tw) Th."""
        if place < 0:
            return 0
        low, high = place, place + 1
        if tokens.kinds[place] == ARRAY:
            if not array:
                return 0
            low, high = tokens.lows[place], tokens.highs[place]
        font = self.state.font
        if font is None:
            # Nobody can say what its bytes are; fpdf2 forgets the font where a page ends inside a line with two fonts.
            if has_text(tokens.object(place)):
                self.columns.cut_off = True
            return 0
        if self.room - self.glyphs < tokens.filled or self.runs == _RUNS:
            self._make_room(tokens.filled)
        before, self.origin = self.glyphs, self.along
        unit = self.state.size * (1.0 if font.vertical else self.state.scale) / 1000
        while low < high:
            kind = tokens.kinds[low]
            if kind == STRING:
                if font.size:
                    self._show_codes(tokens.buffer, tokens.lows[low], tokens.highs[low], font)
                else:
                    self._show_string(tokens.string(low), font)
            elif kind == NUMBER:
                self.along -= tokens.values[low] * unit
            low = tokens.after(low)
        if self.glyphs > before:
            if self.shown + self.glyphs > self.most:
                self.columns.check_limit(self.shown + self.glyphs)
            self._close_run(font, self.glyphs - before)
        return 0

    def _make_room(self, needed: int) -> int:
        """Room for so many glyphs, and for a run."""
        grows = self.glyphs > 0 and self.room < _MOST_GLYPHS and self.room - self.glyphs < needed
        self.flush()
        room = 2 * self.room if grows else self.room
        while room < needed:
            room *= 2
        if room > self.room:
            self._grow(room)
        return 0

    def _show_codes(self, strings: Any, start: int, end: int, font: ShownFont) -> int:
        """The glyphs of the string strings[start:end], whose codes are of one size and their widths in a table."""
        state = self.state
        unit, char_space = state.size * state.scale / 1000, state.char_space * state.scale
        word_space = state.word_space * state.scale if font.spaced else 0.0
        place, origin, count = self.along, self.origin, self.glyphs
        size, other = font.size, font.count - 1
        at = start
        while at + size <= end:
            code = strings[at]
            if size == 2:
                code = code << 8 | strings[at + 1]
            advance = font.widths[code if code < other else other] * unit
            self.codes[count], self.offsets[count], self.advances[count] = code, place - origin, advance
            count += 1
            at += size
            place += advance + char_space
            if code == 32:
                place += word_space
        self.along, self.glyphs = place, count
        return 0

    def _show_string(self, string: bytes, font: ShownFont) -> int:
        """The glyphs of a string whose codes the font itself must tell."""
        state, resource = self.state, font.resource
        stretch = 1.0 if font.vertical else state.scale
        unit, char_space = state.size * stretch / 1000, state.char_space * stretch
        word_space = state.word_space * stretch if font.spaced else 0.0
        # Vertical writing moves by the default -1000 per glyph; /W2 is not read.
        widths, default = ({}, -1000.0) if font.vertical else (resource.advances, resource.default_advance)
        for code in resource.decode(string):
            advance = widths.get(code, default) * unit
            at = self.glyphs
            self.codes[at], self.offsets[at], self.advances[at] = code, self.along - self.origin, advance
            self.glyphs = at + 1
            self.along += advance + char_space
            if code == 32:
                self.along += word_space
        return 0

    def _close_run(self, font: ShownFont, count: int) -> int:
        """The last glyphs, so many, are one run."""
        state, frames, row = self.state, self.frames, self.runs
        if font.page != self.page:
            font.page, font.index = self.page, self.columns.font_index(font.resource)
        la, lb, lc, ld = self.la, self.lb, self.lc, self.ld
        a, b, c, d = state.a, state.b, state.c, state.d
        dx, dy, up_x, up_y = la * a + lb * c, la * b + lb * d, lc * a + ld * c, lc * b + ld * d
        x, y = self.le * a + self.lf * c + state.e, self.le * b + self.lf * d + state.f
        # A negative size or scale turns the baseline round.
        sign = -1.0 if state.size * (1.0 if font.vertical else state.scale) < 0 or font.vertical else 1.0
        rise, origin = state.rise, self.origin
        if font.vertical:
            frames[row, 0], frames[row, 1] = up_x * (origin + rise) + x, up_y * (origin + rise) + y
            frames[row, 2], frames[row, 3] = up_x, up_y
        else:
            frames[row, 0], frames[row, 1] = dx * origin + up_x * rise + x, dy * origin + up_y * rise + y
            frames[row, 2], frames[row, 3] = dx, dy
        frames[row, 4], frames[row, 5], frames[row, 6], frames[row, 7] = up_x, up_y, state.size, sign
        frames[row, 8], frames[row, 9], frames[row, 10], frames[row, 11] = (
            state.left,
            state.bottom,
            state.right,
            state.top,
        )
        flags = self.flags
        if state.mode >= _CLIPS and not flags & INVISIBLE:
            state.text_clip = [self.closed + row, state.text_clip]
            state.mixed |= INEXACT
        if state.mode == _NOTHING and not flags & INVISIBLE:
            flags |= RECOGNISED
        if state.mode == _NOTHING or state.mode == _NOTHING_BUT_CLIPS:
            flags |= INVISIBLE
        # Black where it is stroked too, or its colour is unknown or blended.
        shade = 0.0
        if (state.mode == 0 or state.mode == _CLIPS) and (state.alpha <= SHEER or not state.mixed & ~INEXACT):
            shade = TRANSPARENT if state.alpha <= SHEER else 1.0 - (1.0 - max(state.light, 0.0)) * state.alpha
        frames[row, 12] = shade
        self.lengths[row], self.indices[row], self.run_flags[row] = count, font.index, flags
        self.runs = row + 1
        return 0

    # -- marked content ------------------------------------------------------------------------------------------

    def _begin_marked(self, tokens: Tokens, count: int) -> int:
        self.marks.append((self.flags, -1))
        if not count:
            return 0
        if self._is_plain(tokens, count):
            place = tokens.places[0]
            if tokens.content[tokens.lows[place] : tokens.highs[place]] == b"Artifact":
                self.flags |= ARTIFACT
        else:
            self.host.begin_marked(tokens.objects())
        return 0

    def _is_plain(self, tokens: Tokens, count: int) -> bool:
        """Marked content that is no layer, and whose properties say nothing of text or of artifacts."""
        place = tokens.places[0]
        if tokens.kinds[place] != NAME:
            return False
        tag = tokens.content[tokens.lows[place] : tokens.highs[place]]
        if tag == b"OC" or tag.find(b"#") >= 0:
            return False
        if count == 1:
            return True
        place = tokens.places[1]
        if tokens.kinds[place] != DICT:
            return False
        for inner in range(tokens.lows[place], tokens.highs[place]):
            if tokens.kinds[inner] == NAME:
                name = tokens.content[tokens.lows[inner] : tokens.highs[inner]]
                if name == b"ActualText" or name.find(b"#") >= 0 or (name == b"Subtype" and tag == b"Artifact"):
                    return False
        return True

    # -- paths, clips and paint ----------------------------------------------------------------------------------

    def _follow_path(self, tokens: Tokens, operator: int, numbers: int, value: float) -> int:
        path = self.path
        if operator in (_l, _m):
            if numbers < 2:
                path.points += operator == _l
            elif operator == _l:
                path.line(self._value(tokens, 2), value)
            else:
                path.move(self._value(tokens, 2), value)
        elif operator == _re:
            if numbers >= 4:
                path.rectangle(self._value(tokens, 4), self._value(tokens, 3), self._value(tokens, 2), value)
        elif operator == _h:
            path.close()
        elif operator in (_c, _v, _y):
            path.points = MOST_POINTS + 1
            needed = 6 if operator == _c else 4
            if numbers >= needed:
                for back in range(needed, 0, -2):
                    path.curve(self._value(tokens, back), self._value(tokens, back - 1))
        elif operator in (_W, _Wstar):
            path.clipping = True
        elif operator == _n:
            if path.clipping and path.measure(self.state):
                self._clip_by_path(path.is_rectangle(self.state))
            path.reset()
        elif operator in (_f, _F, _fstar):
            self._paint(True, False)
        elif operator in (_S, _B, _Bstar):
            self._paint(operator != _S, True)
        elif operator in (_s, _b, _bstar):
            path.close()
            self._paint(operator != _s, True)
        return 0

    def _paint(self, fill: bool, stroke: bool) -> int:
        """The path is painted; only then it clips (ISO 32000-2, 8.5.4)."""
        path, state = self.path, self.state
        self.columns.count_image()
        self._show_through()
        rectangle = path.is_rectangle(state)
        if path.measure(state):
            self._add_path_area(rectangle, fill)
            if path.clipping:
                self._clip_by_path(rectangle)
        path.add_rules(state, stroke or path.is_border(state))
        path.reset()
        return 0

    def _clip_by_path(self, rectangle: bool) -> int:
        path = self.path
        return self.state.narrow_clip(path.box_left, path.box_bottom, path.box_right, path.box_top, rectangle)

    def _add_path_area(self, rectangle: bool, fill: bool) -> int:
        """The area that the path covers, its clip taken off; none where it is no more than a line."""
        path, state = self.path, self.state
        left, bottom, right, top = path.box_left, path.box_bottom, path.box_right, path.box_top
        kind, shade = SOMEHOW, UNKNOWN
        if not fill:
            width = state.width * sqrt(abs(state.a * state.d - state.b * state.c))
            if not width > RULE_THICKNESS:
                return 0
            left, bottom, right, top = left - width / 2, bottom - width / 2, right + width / 2, top + width / 2
        left, bottom = max(left, state.left), max(bottom, state.bottom)
        right, top = min(right, state.right), min(top, state.top)
        if fill:
            if min(right - left, top - bottom) <= RULE_THICKNESS or state.alpha <= SHEER:
                return 0
            if rectangle and state.mixed == 0 and state.alpha >= OPAQUE and state.light >= 0:
                kind = SOLID
            elif rectangle or path.is_round():
                kind = ROUNDED
            shade = UNKNOWN if state.light < 0 else 1.0 - (1.0 - state.light) * state.alpha
        return self._add_area(left, bottom, right, top, kind, shade)

    def _add_area(self, left: float, bottom: float, right: float, top: float, kind: int, shade: float) -> int:
        if not self.flags & INVISIBLE:
            self.columns.add_area((left, bottom, right, top, kind, shade), self.shown + self.glyphs)
        return 0

    def paint_image(self) -> int:
        """An image fills the unit square."""
        path, state = self.path, self.state
        self.columns.count_image()
        self._show_through()
        path.measure_box(state, 0.0, 0.0, 1.0, 1.0)
        return self._add_area(
            max(path.box_left, state.left), max(path.box_bottom, state.bottom),
            min(path.box_right, state.right), min(path.box_top, state.top), PICTURE, UNKNOWN,
        )  # fmt: skip

    def _show_through(self) -> int:
        """What is painted now is seen through the letters that are the clip (ISO 32000-2, 9.3.6)."""
        clip = self.state.text_clip
        while clip is not None:
            run, before = clip
            if run >= self.closed:
                self.run_flags[run - self.closed] &= ~INVISIBLE & 0xFF
            elif run >= 0:
                self.columns.run_flags[run] &= ~INVISIBLE & 0xFF
            clip[:] = -1, None  # whoever shares these runs need not walk to them again
            clip = before
        return 0
