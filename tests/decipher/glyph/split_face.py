"""Faces whose dots are glyphs of their own: the letters of a typeset text taken apart, and pages of Nastaliq."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name, String

from benchmarks.corpus import text
from tests.decipher.glyph.tiny_fonts import font as font_of
from tests.decipher.glyph.tiny_pages import page_of
from tests.decipher.glyph.typesetter import Typeset, typeset
from tests.glyph_columns import at_rows, with_columns
from tests.installed import require
from warraq.decipher.glyph.evidence.dots import dots_of
from warraq.decipher.glyph.parts import dots_apart
from warraq.fonts.outlines.glyph_shape import GlyphOutlines
from warraq.model.font import Font
from warraq.model.glyph import Extraction, Page

Contour = list[tuple[str, tuple[tuple[float, float], ...]]]
_DOTS = {".", "..", "...", ",", ",,", ",,,"}
#: Contours larger than this share of an em are no dots.
_LARGEST = 0.3
NASKH = Path("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf")
#: Codes of a page of Nastaliq: a base, dots, a spacer and a space.
BASE, DOTS, SPACER, SPACE = 1, 2, 3, 4
DRAWN = dots_apart.Drawn(
    frozenset({DOTS}), frozenset({BASE}), frozenset(), {BASE: (0.0, 0.4), DOTS: (0.1, 0.2)}, frozenset({SPACER})
)


def taken_apart(page: Typeset, bases_first: bool = False) -> Extraction:
    """``page``, the dots of each letter as a glyph without advance before its base in the stream, or behind it."""
    font = page.extraction.fonts[0]
    face = _Apart(font)
    used = sorted(font.code_to_gid.values())
    for gid in used:
        if set(dots_of(page.truth.get(gid, "")) or ()) & _DOTS:
            face.add(gid)
    program = face.program()
    codes = {gid: gid for gid in (*used, *face.made)}
    apart = replace(
        font,
        program=program,
        program_hash=sha256(program).hexdigest(),
        code_to_gid=codes,
        widths={gid: 0.0 if gid in face.dots else 500.0 for gid in codes},
    )
    pages = tuple(_page(one, face, bases_first) for one in page.extraction.pages)
    return replace(page.extraction, fonts=(apart,), pages=pages)


def _page(page: Page, face: _Apart, bases_first: bool) -> Page:
    rows: list[tuple[int, int, float, float, float]] = []  # row it comes from, glyph, x, y, advance
    for row, gid in enumerate(page.gid.tolist()):
        base, dots = face.parts.get(gid, (gid, []))
        x, y, em = float(page.x[row]), float(page.y[row]), float(page.size[row]) / face.em
        base_row = [(row, base, x, y, float(page.advance[row]))]
        marks = [(row, dot, x + dx * em, y - dy * em, 0.0) for dot, dx, dy in dots]
        rows += [*base_row, *marks] if bases_first else [*marks, *base_row]
    page = at_rows(page, np.array([row for row, *_ in rows]))
    glyphs, *places = zip(*(row[1:] for row in rows), strict=True)
    gids = np.array(glyphs, np.int32)
    moved = {name: np.array(column, np.float32) for name, column in zip(("x", "y", "advance"), places, strict=True)}
    claim = np.where([gid in face.made for gid in glyphs], -1, page.claim).astype(np.int32)
    codes = gids.astype(np.uint32)
    return with_columns(replace(page, charcode=codes, cid=codes, gid=gids, claim=claim), moved)


class _Apart:
    """A font that grows by the bases and the dots of its letters, each drawing once.

    Attributes:
        parts: glyph -> its base, and its dots with their offsets in font units.
        dots: the glyphs of dots.
        made: all new glyphs.
    """

    def __init__(self, font: Font) -> None:
        assert font.program is not None
        self._font = TTFont(BytesIO(font.program))
        self._outlines = GlyphOutlines(font.program)
        self._order = list(self._font.getGlyphOrder())
        self._drawn: dict[str, int] = {}
        self.em = self._outlines.units_per_em
        self.parts: dict[int, tuple[int, list[tuple[int, int, int]]]] = {}
        self.dots: set[int] = set()
        self.made: set[int] = set()

    def add(self, gid: int) -> None:
        """Take a glyph apart whose contours are a body and up to three dots beside it."""
        if self._outlines.box(gid)[0] is None:
            return
        measured, _ = self._outlines.contours([gid])
        body = int(np.abs(measured[:, 0]).argmax())
        area, left, bottom, right, top = measured.T
        size = np.maximum(right - left, top - bottom) / self.em
        solid = area * area[body] > 0
        dots = [k for k in range(len(measured)) if k != body and solid[k] and size[k] < _LARGEST]
        square = all(0.7 < (right[k] - left[k]) / (top[k] - bottom[k]) < 1.4 for k in dots)
        if not 1 <= len(dots) <= 3 or not square:
            return
        contours = self._contours(self._order[gid])
        rest = [contour for k, contour in enumerate(contours) if k not in dots]
        at = int(left[dots].min()), int(bottom[dots].min())
        base = self._glyph(rest, (0, 0))
        dot = self._glyph([contours[k] for k in dots], at)
        self.dots.add(dot)
        self.parts[gid] = base, [(dot, *at)]

    def _contours(self, name: str) -> list[Contour]:
        pen = DecomposingRecordingPen(self._font.getGlyphSet())
        self._font.getGlyphSet()[name].draw(pen)
        contours: list[Contour] = []
        for operator, points in pen.value:
            if operator == "moveTo":
                contours.append([])
            contours[-1].append((operator, points))
        return contours

    def _glyph(self, contours: list[Contour], at: tuple[int, int]) -> int:
        """The glyph of these contours, moved to the origin from ``at``."""
        pen = TTGlyphPen(None)
        moved = [
            [(operator, tuple((x - at[0], y - at[1]) for x, y in points)) for operator, points in contour]
            for contour in contours
        ]
        for contour in moved:
            for operator, points in contour:
                getattr(pen, operator)(*points)
        key = repr(moved)
        if key not in self._drawn:
            number = len(self._order)
            self._order.append(f"apart{number}")
            glyph = pen.glyph()
            glyph.recalcBounds(None)
            self._font["glyf"][self._order[-1]] = glyph
            self._font["hmtx"][self._order[-1]] = (0, glyph.xMin)
            self._drawn[key] = number
            self.made.add(number)
        return self._drawn[key]

    def program(self) -> bytes:
        """The font with all that was added, without tables that name its glyphs."""
        self._font.setGlyphOrder(self._order)
        for tag in ("GSUB", "GPOS", "GDEF", "cmap", "hdmx", "VDMX", "vmtx", "vhea"):
            if tag in self._font:
                del self._font[tag]
        self._font["post"].formatType = 3.0
        stream = BytesIO()
        self._font.save(stream)
        return stream.getvalue()


def write_pdf(extraction: Extraction, path: Path) -> None:
    """The pages of one font as a PDF, each glyph set by itself, with a /ToUnicode that says nothing."""
    font = extraction.fonts[0]
    assert font.program is not None
    with pikepdf.new() as pdf:
        program = pdf.make_stream(font.program)
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/Apart"), Flags=4, FontBBox=[0, -500, 1000, 1000],
            ItalicAngle=0, Ascent=1000, Descent=-500, CapHeight=700, StemV=80, FontFile2=program,
        )  # fmt: skip
        descendant = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/Apart"), CIDToGIDMap=Name.Identity,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor), W=_widths(extraction),
        )  # fmt: skip
        resource = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/Apart"), Encoding=Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(descendant)],
        )  # fmt: skip
        resource = pdf.make_indirect(resource)
        for page in extraction.pages:
            pdf.add_blank_page(page_size=(page.width, page.height))
            rows = zip(page.size, page.x, page.height - page.y, page.gid.tolist(), strict=True)
            shown = "".join(f"/F {size} Tf 1 0 0 1 {x} {y} Tm <{gid:04X}> Tj\n" for size, x, y, gid in rows)
            pdf.pages[-1].Contents = pdf.make_stream(f"BT\n{shown}ET".encode())
            pdf.pages[-1].Resources = Dictionary(Font=Dictionary(F=resource))
        pdf.save(path)


def _widths(extraction: Extraction) -> list[object]:
    widths: dict[int, float] = {}
    for page in extraction.pages:
        em = page.advance / page.size * 1000
        widths |= dict(zip(page.gid.tolist(), em.round(3).tolist(), strict=True))
    return [part for gid, width in sorted(widths.items()) for part in (gid, [width])]


def set_text() -> str:
    """Running text, without what a face of letters doesn't have."""
    blocks = " ".join(block.text for block in text.pages(1, 1))
    return " ".join("".join(c for c in blocks if (c.isalpha() and not c.isascii()) or c in " .").split())


def naskh_page() -> Typeset:
    """A page of it in Noto Naskh."""
    return typeset(set_text(), require(NASKH, "fonts-noto-core"))


def codes(extraction: Extraction) -> list[int]:
    """The codes of all pages, in order."""
    return np.concatenate([page.charcode for page in extraction.pages]).tolist()


def nastaliq(claims: dict[int, str], codes: Sequence[int], *spans: tuple[int, int, str]) -> Extraction:
    """A page of such ``codes``; ``spans`` are its /ActualText."""
    font = replace(font_of(None, claims=claims, codes=(BASE, DOTS, SPACER, SPACE)))
    page = page_of(font, codes, leftwards=False)
    return replace(page, pages=(replace(page.pages[0], actual_text=spans),))
