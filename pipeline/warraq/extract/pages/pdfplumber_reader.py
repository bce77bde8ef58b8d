"""The reference reader: pdfplumber's page device, with ``render_char`` taken over below its ``chars``.

pdfminer's interpreter follows the operators here, so that nothing of ``content`` has a part in where a glyph stands or
which code it shows; only the fonts are the same. It costs several times as much, and serves to check the other one.

Where pdfminer reads a page otherwise than ISO 32000-2, it is mended: character spacing follows every glyph (9.3.2),
``"`` begins a line (9.4.3), forms start with the graphics state of the page that paints them (8.10.1), a graphics state
can set the font (8.4.5), property lists are looked up by their name (14.6.2).

Clips, colours and what is painted over text aren't followed here: what the other reader finds hidden by those is shown.
Pictures are, for invisible text over one is what was recognised in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, Self

from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from warraq.extract.content.content_loop import Path, State, has_text
from warraq.extract.content.fonts import FontResource
from warraq.extract.content.paint import BLACK, EVERYWHERE, PICTURE, UNKNOWN
from warraq.extract.content.stream_reader import (
    FORM_COST,
    MAX_FORM_DEPTH,
    FontCache,
    GlyphColumns,
    artifact_kind,
)
from warraq.extract.objects.layers import is_hidden
from warraq.model.glyph import ACTUAL_TEXT, ARTIFACT, INVISIBLE, RECOGNISED
from warraq.pdf.paths import IDENTITY, Matrix, transformed_box
from warraq.pdf.streams import stream_bytes
from warraq.pdf.values import name_of

#: Text render modes that paint nothing.
_UNPAINTED: Final = (3, 7)


class PdfplumberReader:
    """Reads the content of one page into ``columns``, as ``stream_reader.ContentReader`` does."""

    def __init__(
        self, fonts: FontCache, columns: GlyphColumns, ctm: Matrix, hidden: frozenset[int] = frozenset()
    ) -> None:
        self._columns = columns
        self._ctm = ctm
        manager = _Fonts(fonts)
        self._interpreter = _Interpreter(manager, GlyphDevice(manager, columns, hidden))

    def read(self, data: bytes, resources: Mapping[str, Any]) -> None:
        """Run the content of the page.

        Raises:
            LimitExceeded: it is too long, or shows too many glyphs.
            Exception: whatever pdfminer raises for content that it can't follow.
        """
        self._columns.count_content(len(data) + FORM_COST)
        page = PDFStream({}, data)
        page.set_objid(0, 0)  # no object has this number, and a stream without one isn't run
        self._interpreter.render_contents(dict(resources), [page], self._ctm)

    def close(self) -> None:
        """Let go of the page; nothing can be read any more."""
        self.__dict__.clear()


class _CodedFont:
    """A font as pdfminer's device asks for it. What it calls a CID is the code, so that the code isn't lost."""

    def __init__(self, resource: FontResource) -> None:
        self.resource = resource

    def decode(self, data: bytes) -> Iterable[int]:
        return self.resource.decode(data)

    def is_multibyte(self) -> bool:
        return not self.resource.single_byte_space

    def is_vertical(self) -> bool:
        return self.resource.vertical


class _Fonts(PDFResourceManager):
    """Gives out our fonts for pdfminer's."""

    def __init__(self, fonts: FontCache) -> None:
        super().__init__()
        self._fonts = fonts

    def get_font(self, objid: object, spec: Mapping[str, object]) -> Any:
        return _CodedFont(self._fonts.find(objid or repr(spec), spec))


class GlyphDevice(PDFPageAggregatorWithMarkedContent):
    """Fills columns, one run for each glyph, where pdfplumber makes its characters."""

    def __init__(self, manager: PDFResourceManager, columns: GlyphColumns, hidden: frozenset[int]) -> None:
        super().__init__(manager)
        self._columns = columns
        self._hidden = hidden
        self._flags = 0
        self._mode = 0
        self._spacing = 0.0
        self._marks: list[tuple[int, int]] = []  # open sequences: flags before; number in ``actual_text``
        self._path = Path(columns.rules)

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Show a string, its character spacing as a part of every displacement."""
        vertical = textstate.font.is_vertical()
        alone = textstate.copy()
        alone.charspace = 0.0
        alone.scaling = 100.0 if vertical else textstate.scaling
        self._mode = textstate.render
        self._spacing = textstate.charspace * alone.scaling * 0.01
        pieces = seq if isinstance(seq, list) else [seq]
        super().render_string(alone, pieces, ncs, graphicstate)
        textstate.linematrix = alone.linematrix
        self._columns.check_limit(len(self._columns.code))

    def render_char(
        self,
        matrix: Matrix,
        font: _CodedFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        *unused: Any,
    ) -> float:
        """One glyph: its code, font, origin, direction, size, displacement. How far it moves the text matrix."""
        resource, columns = font.resource, self._columns
        a, b, c, d, e, f = matrix
        dx, dy = (c, d) if resource.vertical else (a, b)
        width = -1000.0 if resource.vertical else resource.advances.get(cid, resource.default_advance)
        advance = width * fontsize * scaling / 1000
        sign = -1.0 if fontsize * scaling < 0 or resource.vertical else 1.0
        columns.code.append(cid)
        columns.along.append(0.0)
        columns.advance.append(advance)
        columns.run_length.append(1)
        columns.run_font.append(columns.font_index(resource))
        recognised = self._mode == 3 and not self._flags & INVISIBLE
        columns.run_flags.append(
            self._flags | (INVISIBLE if self._mode in _UNPAINTED else 0) | (RECOGNISED if recognised else 0)
        )
        columns.run_frame.extend((c * rise + e, d * rise + f, dx, dy, c, d, fontsize, sign, *EVERYWHERE, BLACK))
        return advance + self._spacing

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Open a marked-content sequence; ``props`` is its property list, or a reference to it."""
        self._marks.append((self._flags, -1))
        if tag.name == "Artifact":
            self._flags |= ARTIFACT | artifact_kind(props)
        if tag.name == "OC" and is_hidden(props, self._hidden):
            self._flags |= INVISIBLE
        entries = resolve1(props)
        if isinstance(entries, Mapping) and "ActualText" in entries:
            self._flags |= ACTUAL_TEXT
            span = self._columns.begin_span(len(self._columns.code), resolve1(entries["ActualText"]))
            self._marks[-1] = (self._marks[-1][0], span)

    def end_tag(self) -> None:
        """Close the innermost sequence, if any is open."""
        if self._marks:
            self._flags, span = self._marks.pop()
            if span >= 0:
                start, _, text = self._columns.actual_text[span]
                self._columns.actual_text[span] = start, len(self._columns.code), text

    @contextmanager
    def form(self, stream: PDFStream) -> Iterator[None]:
        """While a form is painted: its own marked content, and whether its layer is shown."""
        saved = self._marks, self._flags
        self._marks = []
        if is_hidden(stream.get("OC"), self._hidden):
            self._flags |= INVISIBLE
        self._columns.count_content(len(stream_bytes(stream)) + FORM_COST)
        try:
            yield
        finally:
            self._marks, self._flags = saved

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        """Rules, where the path is made of straight lines."""
        self._columns.count_image()
        painted = self._path
        for segment, *numbers in path:
            points = [(float(x), float(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
            if segment == "m":
                painted.move(*points[0])
            elif segment == "l":
                painted.line(*points[0])
            elif segment == "h":
                painted.close()
            else:
                for x, y in points:
                    painted.curve(x, y)
        state = State()
        state.concat(*(self.ctm or IDENTITY))
        painted.add_rules(state, stroke)
        painted.reset()

    def render_image(self, name: str, stream: PDFStream) -> None:
        """An image is counted, and where it lies is kept."""
        self._columns.count_image()
        if not self._flags & INVISIBLE:
            box = transformed_box((0.0, 0.0, 1.0, 1.0), self.ctm or IDENTITY)
            self._columns.add_area((*box, float(PICTURE), UNKNOWN), len(self._columns.code))

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        """Nothing: no layout is made."""

    def end_figure(self, name: str) -> None:
        """Nothing: no layout is made."""


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, mended where it leaves the standard (see above)."""

    device: GlyphDevice
    _inherited: Any = None
    _depth = 0

    def subinterp(self) -> Self:
        """The interpreter of a form."""
        inner = super().subinterp()
        assert isinstance(inner, type(self))
        inner._inherited, inner._depth = self.textstate, self._depth + 1
        return inner

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        if self._inherited is not None:
            self.textstate = self._inherited.copy()

    def do_gs(self, name: Any) -> None:
        entry = resolve1(self._resource("ExtGState", name))
        font = resolve1(entry.get("Font")) if isinstance(entry, Mapping) else None
        if isinstance(font, list) and len(font) == 2:
            number = getattr(font[0], "objid", None)
            self.textstate.font = self.rsrcmgr.get_font(number, resolve1(font[0]))
            self.textstate.fontsize = float(resolve1(font[1]))

    def do_TJ(self, seq: Any) -> None:
        if self.textstate.font is None:
            self.device._columns.cut_off |= has_text(seq)
        super().do_TJ(seq)

    def do_BDC(self, tag: Any, props: Any) -> None:
        super().do_BDC(tag, self._resource("Properties", props) if isinstance(props, PSLiteral) else props)

    def do__w(self, aw: Any, ac: Any, s: Any) -> None:
        self.do_Tw(aw)
        self.do_Tc(ac)
        self.do__q(s)

    def do_sh(self, name: object) -> None:
        self.device._columns.count_image()

    def do_Do(self, xobjid_arg: Any) -> None:
        stream = resolve1(self._resource("XObject", xobjid_arg))
        if not isinstance(stream, PDFStream):
            return
        if name_of(stream.get("Subtype")) != "Form":
            self.device.render_image("", stream)
            return
        if self._depth >= MAX_FORM_DEPTH:
            self.device._columns.cut_off = True
            return
        with self.device.form(stream):
            super().do_Do(xobjid_arg)
        self.device.set_ctm(self.ctm)

    def _resource(self, category: str, name: Any) -> Any:
        entries = resolve1(self.resources.get(category))
        return entries.get(name.name) if isinstance(entries, Mapping) and isinstance(name, PSLiteral) else None
