"""The content stream reader: follows the text operators of a page and fills columns, one row per shown code.

It stands where pdfminer's interpreter and device stand, because those turn the bytes of a string into CIDs before
anyone can keep them, and build an object per glyph. pdfminer still resolves objects and decodes streams. Of colours,
clips and paint only what tells whether text is seen is followed; other operators cost one dictionary look-up.
"""

from __future__ import annotations

import codecs
from array import array
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any, Final

from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.utils import decode_text

from warraq.config import Limits
from warraq.errors import LimitExceeded
from warraq.extract.fonts import FontLoader, FontResource
from warraq.extract.graphics_state import IDENTITY, GraphicsState, multiply
from warraq.extract.layers import is_hidden
from warraq.extract.paint import (
    AREA_COLUMNS,
    INEXACT,
    MOST_AREAS,
    PAINT_COLUMNS,
    PICTURE,
    SOMEHOW,
    UNKNOWN,
    cmyk,
    overlap,
    rgb,
    text_shade,
)
from warraq.extract.paths import UNIT_SQUARE, Box, Matrix, PathReader, transformed_box
from warraq.extract.streams import stream_bytes
from warraq.extract.tokens import operation
from warraq.extract.values import name_of
from warraq.model.glyph import ACTUAL_TEXT, ARTIFACT, INVISIBLE, RECOGNISED, RUNNING, WATERMARK

#: Entries of a graphics state dictionary that let things show through.
_TRANSPARENCY: Final = ("ca", "BM", "SMask", "op")
#: Subtypes of artifacts that are kept.
_ARTIFACTS: Final[Mapping[Any, int]] = {"Watermark": WATERMARK, "Header": RUNNING, "Footer": RUNNING}
#: Forms within forms; more is a loop or an attack.
MAX_FORM_DEPTH: Final = 24
MAX_SAVED_STATES: Final = 512
#: An operator with wrong operands has no effect, as in every viewer.
IGNORED: Final = (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError)
#: What painting a form counts for beside its content, bytes: even an empty one takes time.
FORM_COST: Final = 1024
#: Columns of a run in ``GlyphColumns.run_frame``, of which the last are ``paint.PAINT_COLUMNS``.
FRAME_COLUMNS: Final = 8 + PAINT_COLUMNS


def has_text(pieces: Iterable[Any]) -> bool:
    """Whether any of the strings of a Tj or TJ holds more than spaces."""
    return any(isinstance(piece, bytes) and piece.strip(b"\0 ") for piece in pieces)


class GlyphColumns:
    """The growing columns of one page. Rows are glyphs; runs hold what all glyphs of one string share.

    Attributes:
        code, along, advance: per glyph: character code; offset of the origin from the run's origin; displacement, both
            in text space units along the run's direction.
        run_length: per run: its number of glyphs.
        run_font, run_flags: per run: index into ``fonts``, bits of ``Page.flags``.
        run_frame: per run, ``FRAME_COLUMNS`` one after another: origin x, y; what its unit is in user space along the
            line, x, y, and up, x, y; the size in text space, and -1 where that or the scale turns it round, else 1; its
            clip and shade, ``paint.PAINT_COLUMNS``.
        areas: what is painted beside text and rules, ``paint.AREA_COLUMNS`` one after another.
        fonts: the fonts that painted, in order of first use.
        actual_text: (first glyph, glyph after the last, text) of each span with /ActualText; empty while open.
        rules: left, bottom, right, top in user space of each painted rule, one after another.
        images: images and painted paths that were met, to tell a scan from an empty page.
        cut_off: something was left out: the innermost of forms that are nested too deep, or text that no font is set
            for.
        annotated: how many glyphs annotations paint, the last ones.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._content = 0
        self.code = array("L")
        self.along = array("d")
        self.advance = array("d")
        self.run_length = array("q")
        self.run_font = array("H")
        self.run_flags = array("B")
        self.run_frame = array("d")
        self.areas = array("d")
        self.fonts: dict[int, tuple[int, FontResource]] = {}
        self.actual_text: list[tuple[int, int, str]] = []
        self.rules = array("d")
        self.images = 0
        self.cut_off = False
        self.annotated = 0

    def count_image(self) -> None:
        self.images += 1

    def add_area(self, area: tuple[float, ...]) -> None:
        """Something is painted: its box, kind and shade. Left out where there are too many."""
        if len(self.areas) < AREA_COLUMNS * MOST_AREAS:
            self.areas.extend((*area, float(len(self.code))))

    def font_index(self, font: FontResource) -> int:
        return self.fonts.setdefault(id(font), (len(self.fonts), font))[0]

    def check_limit(self) -> None:
        if len(self.code) > self._limits.glyphs_per_page:
            raise LimitExceeded(f"a page shows more than {self._limits.glyphs_per_page} glyphs")

    def count_content(self, size: int) -> None:
        """Content of so many bytes is about to be read."""
        self._content += size
        if self._content > self._limits.content_bytes:
            raise LimitExceeded(f"a page paints more than {self._limits.content_bytes} bytes of content")


class ContentReader:
    """Reads the content of one page, forms included, into ``columns``."""

    def __init__(
        self, fonts: FontCache, columns: GlyphColumns, ctm: Matrix, hidden: frozenset[int] = frozenset()
    ) -> None:
        self._fonts = fonts
        self._columns = columns
        self._hidden = hidden  # layers that aren't shown
        self._state = GraphicsState(ctm)
        self._stack: list[GraphicsState] = []
        self._line: Matrix = IDENTITY  # text line matrix
        self._along = 0.0  # how far the text matrix has moved from it, along the baseline
        self._marks: list[tuple[int, int]] = []  # open marked-content sequences: flags before; number in actual_text
        self._flags = 0
        self._resources: Mapping[str, Any] = {}
        self._form_ids: list[int] = []
        self._paths = PathReader(columns.rules, lambda: self._state.ctm, self._path_painted, self._narrow_clip)

    @cached_property
    def _operators(self) -> dict[bytes, Callable[[list[Any]], None]]:
        """What each operator does; many a page leaves none of them to Python."""
        return {token: getattr(self, name) for token, name in _OPERATORS.items()} | self._paths.operators()

    def read(self, data: bytes, resources: Mapping[str, Any]) -> None:
        """Run the content. An operator that fails is skipped; LimitExceeded passes through."""
        self._columns.count_content(len(data) + FORM_COST)
        outer, self._resources = self._resources, resources
        try:
            self._run(data, 0)
        finally:
            self._resources = outer

    def close(self) -> None:
        """Let go of the page; nothing can be read any more."""
        self.__dict__.clear()

    def _run(self, data: bytes, at: int) -> None:
        operators = self._operators
        while True:
            operands, operator, at = operation(data, at)
            if operator is None:
                return
            act = operators.get(operator)
            if act is not None:
                with suppress(*IGNORED):
                    act(operands)

    # -- graphics state ------------------------------------------------------------------------------------------

    def _save(self, operands: list[Any]) -> None:
        if len(self._stack) < MAX_SAVED_STATES:
            self._stack.append(self._state.copy())

    def _restore(self, operands: list[Any]) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _concat(self, operands: list[Any]) -> None:
        self._state.ctm = multiply(_matrix(operands[-6:]), self._state.ctm)

    def _graphics_state(self, operands: list[Any]) -> None:
        entry = resolve1(self._resource("ExtGState", operands[-1]))
        font = resolve1(entry.get("Font")) if isinstance(entry, Mapping) else None
        if isinstance(font, list) and len(font) == 2:
            self._state.font = self._fonts.get(font[0])
            self._state.size = float(resolve1(font[1]))
        if isinstance(entry, Mapping):
            self._state.set_transparency({key: resolve1(entry.get(key)) for key in _TRANSPARENCY})

    # -- clips and paint -----------------------------------------------------------------------------------------

    def _narrow_clip(self, box: Box, rectangle: bool) -> None:
        self._state.narrow_clip(box, rectangle)

    def _path_painted(self, box: Box, rectangle: bool, fill: bool, stroke: bool) -> None:
        self._columns.count_image()
        self._show_through()
        area = self._state.area_of(box, rectangle, fill, stroke)
        if area is not None:
            self._add_area(area)

    def _gray(self, operands: list[Any]) -> None:
        self._state.light = min(max(float(operands[-1]), 0.0), 1.0)

    def _rgb(self, operands: list[Any]) -> None:
        red, green, blue = (float(value) for value in operands[-3:])
        self._state.light = rgb(red, green, blue)

    def _cmyk(self, operands: list[Any]) -> None:
        cyan, magenta, yellow, black = (float(value) for value in operands[-4:])
        self._state.light = cmyk(cyan, magenta, yellow, black)

    def _colour(self, operands: list[Any]) -> None:
        self._state.light = UNKNOWN

    def _line_width(self, operands: list[Any]) -> None:
        self._state.width = float(operands[-1])

    def _add_area(self, area: tuple[float, ...]) -> None:
        if not self._flags & INVISIBLE:
            self._columns.add_area(area)

    def _show_through(self) -> None:
        """What is painted now is seen through the letters that are the clip (ISO 32000-2, 9.3.6)."""
        for run in self._state.text_clip:
            self._columns.run_flags[run] &= ~INVISIBLE & 0xFF

    # -- text state ----------------------------------------------------------------------------------------------

    def _font(self, operands: list[Any]) -> None:
        self._state.size = float(operands[-1])
        self._state.font = self._fonts.get(self._resource("Font", operands[-2]))

    def _char_space(self, operands: list[Any]) -> None:
        self._state.char_space = float(operands[-1])

    def _word_space(self, operands: list[Any]) -> None:
        self._state.word_space = float(operands[-1])

    def _scale(self, operands: list[Any]) -> None:
        self._state.scale = float(operands[-1]) / 100

    def _leading(self, operands: list[Any]) -> None:
        self._state.leading = float(operands[-1])

    def _rise(self, operands: list[Any]) -> None:
        self._state.rise = float(operands[-1])

    def _mode(self, operands: list[Any]) -> None:
        self._state.mode = int(operands[-1])

    # -- text position -------------------------------------------------------------------------------------------

    def _begin_text(self, operands: list[Any]) -> None:
        self._line, self._along = IDENTITY, 0.0

    def _text_matrix(self, operands: list[Any]) -> None:
        self._line, self._along = _matrix(operands[-6:]), 0.0

    def _move(self, operands: list[Any]) -> None:
        x, y = float(operands[-2]), float(operands[-1])
        a, b, c, d, e, f = self._line
        self._line, self._along = (a, b, c, d, x * a + y * c + e, x * b + y * d + f), 0.0

    def _move_set_leading(self, operands: list[Any]) -> None:
        self._state.leading = -float(operands[-1])
        self._move(operands)

    def _next_line(self, operands: list[Any]) -> None:
        self._move([0.0, -self._state.leading])

    # -- showing text --------------------------------------------------------------------------------------------

    def _show(self, operands: list[Any]) -> None:
        self._show_pieces(operands[-1:])

    def _show_array(self, operands: list[Any]) -> None:
        pieces = operands[-1]
        self._show_pieces(pieces if isinstance(pieces, list) else [pieces])

    def _next_line_show(self, operands: list[Any]) -> None:
        self._next_line([])
        self._show(operands)

    def _spaced_next_line_show(self, operands: list[Any]) -> None:
        self._state.word_space, self._state.char_space = float(operands[-3]), float(operands[-2])
        self._next_line_show(operands)

    def _show_pieces(self, pieces: Iterable[Any]) -> None:
        """One run: all glyphs of a Tj or TJ. ISO 32000-2, 9.4.4: tx = ((w0 - Tj / 1000) Tfs + Tc + Tw) Th."""
        state, columns = self._state, self._columns
        font = state.font
        if font is None:
            # Nobody can say what its bytes are; fpdf2 forgets the font where a page ends inside a line with two fonts.
            columns.cut_off |= has_text(pieces)
            return
        vertical = font.vertical
        stretch = 1.0 if vertical else state.scale
        unit = state.size * stretch / 1000
        char_space = state.char_space * stretch
        word_space = state.word_space * stretch if font.single_byte_space else 0.0
        # Vertical writing moves by the default -1000 per glyph; /W2 is not read.
        advances, default = ({}, -1000.0) if vertical else (font.advances, font.default_advance)
        width_of = advances.get
        add_code, add_along, add_advance = columns.code.append, columns.along.append, columns.advance.append
        start = len(columns.code)
        origin = along = self._along
        for piece in pieces:
            if isinstance(piece, bytes):
                for code in font.decode(piece):
                    advance = width_of(code, default) * unit
                    add_code(code)
                    add_along(along - origin)
                    add_advance(advance)
                    along += advance + char_space
                    if code == 32:
                        along += word_space
            elif isinstance(piece, (int, float)):
                along -= piece * unit
        self._along = along
        count = len(columns.code) - start
        if count:
            columns.check_limit()
            self._close_run(font, count, origin)

    def _close_run(self, font: FontResource, count: int, origin: float) -> None:
        state, columns = self._state, self._columns
        a, b, c, d, e, f = multiply(self._line, state.ctm)
        rise = state.rise
        if font.vertical:
            dx, dy, ox, oy = c, d, c * (origin + rise) + e, d * (origin + rise) + f
        else:
            dx, dy, ox, oy = a, b, a * origin + c * rise + e, b * origin + d * rise + f
        # A negative size or scale turns the baseline round.
        sign = -1.0 if state.size * (1.0 if font.vertical else state.scale) < 0 or font.vertical else 1.0
        columns.run_length.append(count)
        columns.run_font.append(columns.font_index(font))
        flags = self._flags
        if state.mode >= 4 and not flags & INVISIBLE:
            state.text_clip = (*state.text_clip, len(columns.run_flags))
            state.mixed |= INEXACT
        if state.mode == 3 and not flags & INVISIBLE:
            flags |= RECOGNISED
        columns.run_flags.append(flags | (INVISIBLE if state.mode in (3, 7) else 0))
        shade = text_shade(state.mode, state.light, state.alpha, state.mixed)
        columns.run_frame.extend((ox, oy, dx, dy, c, d, state.size, sign, *state.clip, shade))

    # -- marked content, forms, images -----------------------------------------------------------------------------

    def _begin_marked(self, operands: list[Any]) -> None:
        self._marks.append((self._flags, -1))
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, str):
            properties = self._resource("Properties", properties)
        if operands and operands[0] == "Artifact":
            self._flags |= ARTIFACT
            self._flags |= artifact_kind(properties)
        if operands and operands[0] == "OC" and is_hidden(properties, self._hidden):
            self._flags |= INVISIBLE
        properties = resolve1(properties)
        if isinstance(properties, Mapping) and "ActualText" in properties:
            self._flags |= ACTUAL_TEXT
            span, start = len(self._columns.actual_text), len(self._columns.code)
            self._columns.actual_text.append((start, start, actual_text(resolve1(properties["ActualText"]))))
            self._marks[-1] = (self._marks[-1][0], span)

    def _end_marked(self, operands: list[Any]) -> None:
        if self._marks:
            self._flags, span = self._marks.pop()
            if span >= 0:
                start, _, text = self._columns.actual_text[span]
                self._columns.actual_text[span] = start, len(self._columns.code), text

    def _image(self, operands: list[Any]) -> None:
        self._columns.count_image()
        self._show_through()
        box = overlap(transformed_box(UNIT_SQUARE, self._state.ctm), self._state.clip)
        self._add_area((*box, float(PICTURE), UNKNOWN))

    def _shading(self, operands: list[Any]) -> None:
        self._columns.count_image()
        self._show_through()
        self._add_area((*self._state.clip, float(SOMEHOW), UNKNOWN))

    def _xobject(self, operands: list[Any]) -> None:
        stream = resolve1(self._resource("XObject", operands[-1]))
        if not isinstance(stream, PDFStream):
            return
        if name_of(stream.get("Subtype")) != "Form":
            if not is_hidden(stream.get("OC"), self._hidden):
                self._image([])
            return
        identity = stream.objid or id(stream)
        if identity in self._form_ids:
            return
        if len(self._form_ids) >= MAX_FORM_DEPTH:
            self._columns.cut_off = True
            return
        resources = resolve1(stream.get("Resources"))
        matrix = resolve1(stream.get("Matrix"))
        saved = self._state, self._stack, self._line, self._along, self._marks, self._flags
        self._state, self._stack, self._marks = self._state.copy(), [], []
        if isinstance(matrix, list):
            self._concat([resolve1(value) for value in matrix])
        self._clip_form(stream)
        self._form_ids.append(identity)
        if is_hidden(stream.get("OC"), self._hidden):
            self._flags |= INVISIBLE
        try:
            self.read(stream_bytes(stream), resources if isinstance(resources, Mapping) else self._resources)
        finally:
            self._form_ids.pop()
            self._state, self._stack, self._line, self._along, self._marks, self._flags = saved

    def _clip_form(self, stream: PDFStream) -> None:
        """A form is clipped by its box; in a transparent group nothing is solid (ISO 32000-2, 8.10.1, 11.6.6)."""
        box = resolve1(stream.get("BBox"))
        corners = [resolve1(value) for value in box] if isinstance(box, list) else []
        if len(corners) == 4 and all(isinstance(value, (int, float)) for value in corners):
            self._state.clip_form(*(float(value) for value in corners))
        if stream.get("Group") is not None:
            self._state.begin_group()

    def _resource(self, category: str, name: Any) -> Any:
        entries = resolve1(self._resources.get(category))
        return entries.get(name) if isinstance(entries, Mapping) and isinstance(name, str) else None


class FontCache:
    """Font resources by object number, or by what the dictionary says where it has none."""

    def __init__(self, loader: FontLoader, most: int) -> None:
        self._loader = loader
        self._most = most
        self._fonts: dict[Any, FontResource] = {}

    def get(self, reference: Any) -> FontResource:
        return self.find(reference.objid if isinstance(reference, PDFObjRef) else repr(reference), reference)

    def find(self, key: Any, spec: Any) -> FontResource:
        """The resource under ``key``; the first time it is made of ``spec`` or what that refers to."""
        if key not in self._fonts:
            if len(self._fonts) >= self._most:
                raise LimitExceeded(f"the file has more than {self._most} fonts")
            entries = resolve1(spec)
            # A font that is missing still shows its codes: they are kept, with nothing known about them.
            self._fonts[key] = self._loader.load(entries if isinstance(entries, Mapping) else {})
        return self._fonts[key]


def artifact_kind(properties: Any) -> int:
    """The flags of what the property list of an artifact says it is (ISO 32000-2, 14.8.2.2)."""
    entries = resolve1(properties)
    kind = resolve1(entries.get("Subtype")) if isinstance(entries, Mapping) else None
    return _ARTIFACTS.get(kind if isinstance(kind, str) else getattr(kind, "name", ""), 0)


def actual_text(value: Any) -> str:
    """A text string (ISO 32000-2, 7.9.2.2); empty where the value is none."""
    if not isinstance(value, bytes):
        return ""
    if value.startswith(codecs.BOM_UTF8):
        return value[len(codecs.BOM_UTF8) :].decode("utf-8", "replace")
    return str(decode_text(value))


def _matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return (a, b, c, d, e, f)


_OPERATORS: Final = {
    b"q": "_save",
    b"Q": "_restore",
    b"cm": "_concat",
    b"gs": "_graphics_state",
    b"Tf": "_font",
    b"Tc": "_char_space",
    b"Tw": "_word_space",
    b"Tz": "_scale",
    b"TL": "_leading",
    b"Ts": "_rise",
    b"Tr": "_mode",
    b"BT": "_begin_text",
    b"Tm": "_text_matrix",
    b"Td": "_move",
    b"TD": "_move_set_leading",
    b"T*": "_next_line",
    b"Tj": "_show",
    b"TJ": "_show_array",
    b"'": "_next_line_show",
    b'"': "_spaced_next_line_show",
    b"BMC": "_begin_marked",
    b"BDC": "_begin_marked",
    b"EMC": "_end_marked",
    b"Do": "_xobject",
    b"EI": "_image",
    b"sh": "_shading",
    b"g": "_gray",
    b"rg": "_rgb",
    b"k": "_cmyk",
    b"cs": "_colour",
    b"sc": "_colour",
    b"scn": "_colour",
    b"w": "_line_width",
}
