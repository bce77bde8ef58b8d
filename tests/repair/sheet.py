"""Real PDFs of single pages whose every operator is chosen by the test: text shaped by HarfBuzz, with a right map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name

from benchmarks.corpus.levels import levels
from tests.extract.tiny import to_unicode
from tests.installed import require

FACE: Final = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
#: Where lines end on the right unless the test says otherwise; A4.
RIGHT: Final = 523.0
PAGE: Final = (595.0, 842.0)


@cache
def _font() -> tuple[bytes, hb.Font]:
    data = require(FACE, "fonts-dejavu-core").read_bytes()
    return data, hb.Font(hb.Face(hb.Blob(data)))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A glyph of a line: its index, advance and offsets in thousandths of the size, and what it stands for."""

    gid: int
    advance: float
    dx: float
    dy: float
    text: str


def shape(text: str) -> list[Drawn]:
    """The glyphs of a line of a right-to-left paragraph, left to right; letters and marks by themselves if possible."""
    runs = [
        "".join(text[i] for i in places)
        for places in ([i for i, _ in part] for _, part in groupby(enumerate(levels(text)), lambda pair: pair[1]))
    ]
    return [glyph for run in _visual(text, runs) for glyph in run]


def _visual(text: str, runs: list[str]) -> list[list[Drawn]]:
    """The runs in the order in which a line shows them (UAX #9, L2), each shaped in its direction."""
    numbers, place = [], 0
    level = levels(text)
    for run in runs:
        numbers.append(level[place])
        place += len(run)
    order = list(range(len(runs)))
    for least in range(max(numbers), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and numbers[order[end]] >= least:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return [_shaped(runs[number], numbers[number] % 2 == 1) for number in order]


def _shaped(run: str, rtl: bool) -> list[Drawn]:
    _, font = _font()
    buffer = hb.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(font, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos} | {len(run)})
    ends = dict(pairwise(starts))
    scale = 1000 / font.face.upem
    spoken: set[int] = set()
    drawn = []
    for info, at in zip(infos, positions, strict=True):
        text = "" if info.cluster in spoken else run[info.cluster : ends[info.cluster]]
        spoken.add(info.cluster)
        drawn.append(Drawn(info.codepoint, at.x_advance * scale, at.x_offset * scale, at.y_offset * scale, text))
    return drawn


@dataclass
class Sheet:
    """One page. ``add`` writes operators as they are; ``line`` text, flush right in its own place.

    Attributes:
        operators: the content stream so far.
        claims: what each glyph index stands for, as ToUnicode will say.
        resources: of the page, beside the font ``F``.
        page: further entries of the page.
    """

    operators: list[str] = field(default_factory=list)
    claims: dict[int, str] = field(default_factory=dict)
    resources: dict[str, object] = field(default_factory=dict)
    page: dict[str, object] = field(default_factory=dict)

    def add(self, *operators: str) -> None:
        self.operators.extend(operators)

    def line(
        self,
        text: str,
        y: float,
        right: float = RIGHT,
        size: float = 12.0,
        spacing: float = 0.0,
        matrix: tuple[float, float, float, float, float, float] | None = None,
        spaces: bool = True,
    ) -> float:
        """Show a line whose baseline is ``y`` points from the bottom and that ends at ``right``; returns its left end.

        Args:
            spacing: white after each letter, points.
            matrix: where the line's right end and baseline come to lie, instead of (right, y).
            spaces: draw the glyphs of word spaces; else leave white.
        """
        glyphs = shape(text)
        width = sum(glyph.advance * size / 1000 + spacing * (glyph.advance > 0) for glyph in glyphs)
        a, b, c, d, e, f = matrix or (1, 0, 0, 1, right, y)
        x = -width
        for glyph in glyphs:
            self.claims.setdefault(glyph.gid, glyph.text)
            px, py = x + glyph.dx * size / 1000, glyph.dy * size / 1000
            if spaces or glyph.text != " ":
                place = f"{a:g} {b:g} {c:g} {d:g} {px * a + py * c + e:.3f} {px * b + py * d + f:.3f}"
                self.add(f"BT /F {size:g} Tf {place} Tm <{glyph.gid:04X}> Tj ET")
            x += glyph.advance * size / 1000 + spacing * (glyph.advance > 0)
        return right - width

    def save(self, path: Path) -> Path:
        """Write the file."""
        pdf = pikepdf.new()
        added = pdf.add_blank_page(page_size=PAGE)
        added.obj.Contents = pdf.make_stream("\n".join(self.operators).encode())
        added.obj.Resources = Dictionary(Font=Dictionary(F=self._font(pdf)))
        for target, entries in ((added.obj.Resources, self.resources), (added.obj, self.page)):
            for key, value in entries.items():
                target[Name("/" + key)] = value(pdf) if callable(value) else value
        pdf.save(path)
        return path

    def _font(self, pdf: pikepdf.Pdf) -> Dictionary:
        data, font = _font()
        scale = 1000 / font.face.upem
        widths = [item for gid in sorted(self.claims) for item in (gid, [round(font.get_glyph_h_advance(gid) * scale)])]
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Sheet"), Flags=4, FontFile2=pdf.make_stream(data)
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/ABCDEF+Sheet"),
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=descriptor,
            CIDToGIDMap=Name.Identity,
            DW=0,
            W=Array([Array(item) if isinstance(item, list) else item for item in widths]),
        )
        claims = {gid: text for gid, text in self.claims.items() if text}
        return Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/ABCDEF+Sheet"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([descendant]),
            ToUnicode=pdf.make_stream(to_unicode(claims)),
        )


def save_all(path: Path, sheets: Sequence[Sheet]) -> Path:
    """Write one file of several pages."""
    with pikepdf.new() as whole:
        for number, sheet in enumerate(sheets):
            with pikepdf.open(sheet.save(path.with_name(f"{number}.pdf"))) as part:
                whole.pages.extend(part.pages)
        whole.save(path)
    return path
