"""A producer of our own: glyphs as drawings of Type 3 fonts (ISO 32000-2, 9.6.4), without names, maps and programs.

So do converters of bitmap and TeX fonts, plotting libraries, and browsers with faces in colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import pikepdf
import uharfbuzz as hb
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from benchmarks.corpus.levels import levels
from benchmarks.corpus.page import FALLBACK, HEADING, HEADING_SIZE, LEADING, MARGIN, PAGE, SIZE, Block, Face

_WIDTH: Final = PAGE[0] - 2 * MARGIN
_GAP: Final = 8.0
#: Glyphs of a font at most, and its first code.
_ROOM: Final = 200
_FIRST: Final = 33


class _Drawing(BasePen):
    """An outline as operators of a content stream."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.operators: list[str] = []

    def _say(self, operator: str, *points: tuple[float, float]) -> None:
        self.operators.append(" ".join([*(f"{number:.0f}" for point in points for number in point), operator]))

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._say("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._say("l", pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:
        self._say("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self._say("h")


class _Shaper:
    """One face: strings to glyphs, glyphs to drawings."""

    def __init__(self, path: Path) -> None:
        self.font = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
        self.units = self.font.face.upem
        self._program = TTFont(path, lazy=True)
        self._glyphs, self._order = self._program.getGlyphSet(), self._program.getGlyphOrder()

    def shaped(self, text: str, leftwards: bool) -> list[tuple[int, float, float, float]]:
        """Glyph, advance and offsets of each glyph from left to right, in ems."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftwards else "ltr"
        hb.shape(self.font, buffer)
        return [
            (info.codepoint, place.x_advance / self.units, place.x_offset / self.units, place.y_offset / self.units)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def drawing(self, glyph: int) -> bytes:
        """A glyph procedure."""
        pen = _Drawing(self._glyphs)
        name = self._order[glyph]
        self._glyphs[name].draw(pen)
        return "\n".join(
            [f"{self._glyphs[name].width:.0f} 0 d0", *pen.operators, *["f"] * bool(pen.operators)]
        ).encode()

    def width(self, glyph: int) -> float:
        """Advance as the font says it, font units."""
        return float(self._glyphs[self._order[glyph]].width)


@dataclass(slots=True)
class _Fonts:
    """The Type 3 fonts of a document, filled glyph by glyph."""

    shapers: Sequence[_Shaper]
    codes: dict[tuple[int, int], tuple[str, int]] = field(default_factory=dict)
    members: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def code(self, face: int, glyph: int) -> tuple[str, int]:
        """Name of the font and code of a glyph."""
        key = face, glyph
        if key not in self.codes:
            taken = sum(one == face for one, _ in self.codes)
            name = f"F{face}x{taken // _ROOM}"
            self.codes[key] = name, _FIRST + taken % _ROOM
            self.members.setdefault(name, []).append(key)
        return self.codes[key]

    def resources(self, pdf: pikepdf.Pdf) -> Dictionary:
        """The fonts as a resource dictionary."""
        return Dictionary({f"/{name}": self._font(pdf, keys) for name, keys in self.members.items()})

    def _font(self, pdf: pikepdf.Pdf, keys: Sequence[tuple[int, int]]) -> pikepdf.Object:
        shaper = self.shapers[keys[0][0]]
        names = [f"/g{number}" for number in range(len(keys))]
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                FontBBox=[0, 0, 0, 0],
                FontMatrix=[1 / shaper.units, 0, 0, 1 / shaper.units, 0, 0],
                FirstChar=_FIRST,
                LastChar=_FIRST + len(keys) - 1,
                Widths=[shaper.width(glyph) for _, glyph in keys],
                Encoding=Dictionary(Type=Name.Encoding, Differences=Array([_FIRST, *map(Name, names)])),
                CharProcs=Dictionary(
                    {name: pdf.make_stream(shaper.drawing(glyph)) for name, (_, glyph) in zip(names, keys, strict=True)}
                ),
                Resources=Dictionary(),
            )
        )


def type3(blocks: Sequence[Block], face: Face, out: Path) -> None:
    """Set right-to-left blocks; what the face lacks is drawn by the fallback."""
    fonts = _Fonts([_Shaper(face.path), _Shaper(FALLBACK)])
    pages: list[list[str]] = [[]]
    y = PAGE[1] - MARGIN
    for block in blocks:
        size = HEADING_SIZE if block.kind == HEADING else SIZE
        for line in _broken(block.text, face, fonts, size):
            if y - LEADING < MARGIN:
                pages.append([])
                y = PAGE[1] - MARGIN
            y -= LEADING
            pages[-1] += _painted(line, fonts, size, y)
        y -= _GAP
    with pikepdf.new() as pdf:
        for operators in pages:
            page = pdf.add_blank_page(page_size=PAGE)
            page.obj["/Contents"] = pdf.make_stream("\n".join(["BT", *operators, "ET"]).encode())
        resources = pdf.make_indirect(Dictionary(Font=fonts.resources(pdf)))
        for page in pdf.pages:
            page.obj["/Resources"] = resources
        pdf.save(out, deterministic_id=True)


_Placed = tuple[int, int, float, float, float]  # face, glyph, advance and offsets in ems


def _broken(text: str, face: Face, fonts: _Fonts, size: float) -> Iterator[list[_Placed]]:
    """Lines that fit the width, each as glyphs from left to right."""
    words: list[str] = []
    for word in text.split(" "):
        if words and size * sum(glyph[2] for glyph in _line(" ".join([*words, word]), face, fonts)) > _WIDTH:
            yield _line(" ".join(words), face, fonts)
            words = []
        words.append(word)
    yield _line(" ".join(words), face, fonts)


def _line(text: str, face: Face, fonts: _Fonts) -> list[_Placed]:
    """The glyphs of a line from left to right: runs of one level from the right, faces in a run as its level goes."""
    made: list[_Placed] = []
    pairs = zip(text, levels(text), strict=True)
    for leftwards, stretch in groupby(pairs, lambda pair: pair[1] % 2 == 1):
        run: list[_Placed] = []
        for in_face, part in groupby(
            (char for char, _ in stretch), lambda char: char in face.characters or char == " "
        ):
            which = 0 if in_face else 1
            glyphs = [(which, *glyph) for glyph in fonts.shapers[which].shaped("".join(part), leftwards)]
            run = glyphs + run if leftwards else run + glyphs
        made = run + made
    return made


def _painted(line: Sequence[_Placed], fonts: _Fonts, size: float, y: float) -> Iterator[str]:
    """The operators that show a line, right-aligned; each glyph is placed by itself, as these producers do."""
    x = PAGE[0] - MARGIN - size * sum(advance for _, _, advance, _, _ in line)
    name = ""
    for face, glyph, advance, right, up in line:
        font, code = fonts.code(face, glyph)
        if font != name:
            yield f"/{font} {size} Tf"
            name = font
        yield f"1 0 0 1 {x + size * right:.2f} {y + size * up:.2f} Tm <{code:02X}> Tj"
        x += size * advance
