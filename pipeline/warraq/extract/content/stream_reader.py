"""What of a page's content takes the objects of the file, and the columns that are filled from it.

``content_loop`` follows the operators; pdfminer resolves objects and decodes streams. Here the names that operators
take are looked up: fonts, graphics state dictionaries, forms, property lists.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

from warraq.config import Limits
from warraq.errors import LimitExceeded
from warraq.extract.content.content_loop import ContentLoop, ShownFont, State
from warraq.extract.content.fonts import FontLoader, FontResource
from warraq.extract.content.paint import AREA_COLUMNS, BLENDED, GROUPED, MASKED, MOST_AREAS, OPAQUE
from warraq.extract.objects.layers import is_hidden
from warraq.extract.objects.source import check_marks
from warraq.model.glyph import ACTUAL_TEXT, ARTIFACT, INVISIBLE, RUNNING, WATERMARK
from warraq.pdf.paths import Box, Matrix
from warraq.pdf.streams import stream_bytes
from warraq.pdf.values import name_of, text_of

#: Entries of a graphics state dictionary that let things show through.
_TRANSPARENCY: Final = ("ca", "BM", "SMask", "op")
#: Subtypes of artifacts that are kept.
_ARTIFACTS: Final[Mapping[Any, int]] = {"Watermark": WATERMARK, "Header": RUNNING, "Footer": RUNNING}
#: Forms within forms; more is a loop or an attack.
MAX_FORM_DEPTH: Final = 24
#: An operator with wrong operands has no effect, as in every viewer.
IGNORED: Final = (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError)
#: What things count for beside the bytes of their names, for they take time: to paint a form, though it may be empty;
#: to look up a picture, a graphics state or a property list, or at an annotation.
FORM_COST: Final = 1024
LOOK_UP_COST: Final = 128
#: For how many bytes of content one of an /ActualText counts each time that it is named: each time is kept.
_TEXT_COST: Final = 8
#: Dictionaries of fonts whose names are remembered; of more all are forgotten.
_MOST_PLACES: Final = 64


class Painted:
    """What the pages of a document paint, all together."""

    def __init__(self, limits: Limits) -> None:
        self.most = limits.painted_bytes
        self._content = 0

    def count_content(self, size: int) -> None:
        """Content of so many bytes is about to be read."""
        self._content += size
        if self._content > self.most:
            raise LimitExceeded(f"the pages paint more than {self.most} bytes of content")


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
        fields: values of form fields: left, bottom, right, top in user space, text, font size.
    """

    def __init__(self, limits: Limits, painted: Painted | None = None) -> None:
        """``painted``: counts what this page and the others of its document paint."""
        self._limits = limits
        self._painted = painted or Painted(limits)
        self._content = 0
        self.most = limits.glyphs_per_page
        self.code = array("I")
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
        self.fields: list[tuple[Box, str, float]] = []

    def count_image(self) -> None:
        self.images += 1

    def add_area(self, area: tuple[float, ...], shown: int) -> None:
        """Something is painted behind so many glyphs: its box, kind and shade. Left out where there are too many."""
        if len(self.areas) < AREA_COLUMNS * MOST_AREAS:
            self.areas.extend((*area, shown))

    def font_index(self, font: FontResource) -> int:
        return self.fonts.setdefault(id(font), (len(self.fonts), font))[0]

    def check_limit(self, glyphs: int) -> None:
        """The page shows so many glyphs."""
        if glyphs > self.most:
            raise LimitExceeded(f"a page shows more than {self.most} glyphs")

    def count_content(self, size: int) -> None:
        """Content of so many bytes is about to be read."""
        self._content += size
        if self._content > self._limits.content_bytes:
            raise LimitExceeded(f"a page paints more than {self._limits.content_bytes} bytes of content")
        self._painted.count_content(size)

    def add_field(self, box: Box, text: str, size: float) -> None:
        """A form field holds a text; the size of its font in points, 0 where it isn't said."""
        check_marks(text, self._limits, "")
        self.fields.append((box, text, size))

    def begin_span(self, start: int, text_object: Any) -> int:
        """Glyphs with an /ActualText that has the value ``text_object`` begin; the number of their span."""
        self.count_content(_TEXT_COST * len(text_object) if isinstance(text_object, bytes) else 0)
        text = text_of(text_object)
        check_marks(text, self._limits, "")
        self.actual_text.append((start, start, text))
        return len(self.actual_text) - 1


class ContentReader:
    """Reads the content of one page, forms included, into ``columns``.

    Args:
        loop: what follows the operators, one for all pages of a document, one after another.
    """

    def __init__(
        self,
        fonts: FontCache,
        columns: GlyphColumns,
        ctm: Matrix,
        hidden: frozenset[int] = frozenset(),
        loop: ContentLoop | None = None,
    ) -> None:
        self._fonts = fonts
        self._columns = columns
        self._hidden = hidden  # layers that aren't shown
        self._resources: Mapping[str, Any] = {}
        self._form_ids: list[int] = []
        self._loop = loop or ContentLoop()
        self._loop.begin(self, columns, ctm)

    def read(self, data: bytes, resources: Mapping[str, Any]) -> None:
        """Run the content. An operator that fails is skipped; LimitExceeded passes through."""
        try:
            self._run(data, resources)
        finally:
            self._loop.flush()

    def close(self) -> None:
        """Let go of the page; nothing can be read any more."""
        self._loop.release()
        self.__dict__.clear()

    def _run(self, data: bytes, resources: Mapping[str, Any]) -> None:
        self._columns.count_content(len(data) + FORM_COST)
        outer = self._resources, self._loop.names
        self._resources, self._loop.names = resources, self._fonts.names_of(resources.get("Font"))
        try:
            self._loop.run(data)
        finally:
            self._resources, self._loop.names = outer

    # -- what the loop asks for ----------------------------------------------------------------------------------

    def font(self, name: str | None) -> ShownFont | None:
        """The font that ``name`` stands for; one of which nothing is known where it stands for none."""
        self._columns.count_content(LOOK_UP_COST)
        with suppress(*IGNORED):
            return self._loop.font(self._fonts.get(self._resource("Font", name)))
        return None

    def set_parameters(self, name: Any) -> None:
        """The operator gs."""
        self._columns.count_content(LOOK_UP_COST)
        with suppress(*IGNORED):
            entry = resolve1(self._resource("ExtGState", name))
            if not isinstance(entry, Mapping):
                return
            state = self._loop.state
            font = resolve1(entry.get("Font"))
            if isinstance(font, list) and len(font) == 2:
                state.font = self._loop.font(self._fonts.get(font[0]))
                state.size = float(resolve1(font[1]))
            _set_transparency(state, {key: resolve1(entry.get(key)) for key in _TRANSPARENCY})

    def begin_marked(self, operands: list[Any]) -> None:
        """A marked-content sequence was opened that isn't plain."""
        self._columns.count_content(LOOK_UP_COST)
        with suppress(*IGNORED):
            loop = self._loop
            properties = operands[1] if len(operands) > 1 else None
            if isinstance(properties, str):
                properties = self._resource("Properties", properties)
            if operands[0] == "Artifact":
                loop.flags |= ARTIFACT
                loop.flags |= artifact_kind(properties)
            if operands[0] == "OC" and is_hidden(properties, self._hidden):
                loop.flags |= INVISIBLE
            properties = resolve1(properties)
            if isinstance(properties, Mapping) and "ActualText" in properties:
                loop.flags |= ACTUAL_TEXT
                span = self._columns.begin_span(loop.glyph_count(), resolve1(properties["ActualText"]))
                loop.marks[-1] = (loop.marks[-1][0], span)

    def end_span(self, span: int) -> None:
        """A sequence with ActualText is closed, its number in ``GlyphColumns.actual_text``."""
        start, _, text = self._columns.actual_text[span]
        self._columns.actual_text[span] = start, self._loop.glyph_count(), text

    def paint(self, name: Any) -> None:
        """The operator Do."""
        self._columns.count_content(LOOK_UP_COST)
        with suppress(*IGNORED):
            stream = resolve1(self._resource("XObject", name))
            if not isinstance(stream, PDFStream):
                return
            if name_of(stream.get("Subtype")) == "Form":
                self._paint_form(stream)
            elif not is_hidden(stream.get("OC"), self._hidden):
                self._loop.paint_image()

    def _paint_form(self, stream: PDFStream) -> None:
        identity = stream.objid or id(stream)
        if identity in self._form_ids:
            return
        if len(self._form_ids) >= MAX_FORM_DEPTH:
            self._columns.cut_off = True
            return
        loop = self._loop
        resources = resolve1(stream.get("Resources"))
        matrix = resolve1(stream.get("Matrix"))
        outside = loop.begin_form()
        self._form_ids.append(identity)
        try:
            if isinstance(matrix, list):
                a, b, c, d, e, f = (float(resolve1(value)) for value in matrix)
                loop.state.concat(a, b, c, d, e, f)
            self._clip_form(stream)
            if is_hidden(stream.get("OC"), self._hidden):
                loop.flags |= INVISIBLE
            self._run(stream_bytes(stream), resources if isinstance(resources, Mapping) else self._resources)
        finally:
            self._form_ids.pop()
            loop.end_form(outside)

    def _clip_form(self, stream: PDFStream) -> None:
        """A form is clipped by its box; in a transparent group nothing is solid (ISO 32000-2, 8.10.1, 11.6.6)."""
        box = resolve1(stream.get("BBox"))
        corners = [resolve1(value) for value in box] if isinstance(box, list) else []
        if len(corners) == 4 and all(isinstance(value, (int, float)) for value in corners):
            self._loop.clip_form(*(float(value) for value in corners))
        state = self._loop.state
        # What is painted from here on shows through where the group as a whole does.
        if stream.get("Group") is not None and (state.mixed or state.alpha < OPAQUE):
            state.mixed |= GROUPED

    def _resource(self, category: str, name: Any) -> Any:
        entries = resolve1(self._resources.get(category))
        return entries.get(name) if isinstance(entries, Mapping) and isinstance(name, str) else None


def _set_transparency(state: State, entries: Mapping[str, Any]) -> None:
    """Take over what of a graphics state dictionary lets things show through (ISO 32000-2, 8.4.5)."""
    alpha = entries["ca"]
    if isinstance(alpha, (int, float)):
        state.alpha = min(max(float(alpha), 0.0), 1.0)
    for key, plain, bit in (("BM", ("Normal", "Compatible"), BLENDED), ("SMask", ("None",), MASKED)):
        if entries[key] is not None:
            state.mixed = state.mixed & ~bit | (0 if getattr(entries[key], "name", "") in plain else bit)
    if entries["op"] is True:
        state.mixed |= BLENDED


class FontCache:
    """Font resources by object number, or by what the dictionary says where it has none."""

    def __init__(self, loader: FontLoader, most: int) -> None:
        self._loader = loader
        self._most = most
        self._fonts: dict[Any, FontResource] = {}
        self._named: dict[int, tuple[Any, dict[bytes, ShownFont]]] = {}

    def names_of(self, fonts: Any) -> dict[bytes, ShownFont]:
        """What the names in the entry ``fonts`` of some resources stand for, as far as they have been asked for.

        Most pages of a document have one such entry in common.
        """
        key = -fonts.objid if isinstance(fonts, PDFObjRef) else id(fonts)
        if key not in self._named and len(self._named) == _MOST_PLACES:
            self._named.clear()
        # What is held by its identity must not go: another thing would get it.
        return self._named.setdefault(key, (fonts, {}))[1]

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
