"""What a test document is made of: blocks of text, and the face that they are set in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

import uharfbuzz as hb
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

#: Kinds of block.
HEADING: Final = "heading"
PARAGRAPH: Final = "paragraph"

FONTS: Final = Path("/usr/share/fonts")
#: Draws what an Arabic face lacks: Latin letters above all.
FALLBACK: Final = FONTS / "truetype/liberation/LiberationSerif-Regular.ttf"
FALLBACK_FAMILY: Final = "Liberation Serif"
#: Size of the text, of a heading and distance of the lines, points; A4 with these margins.
SIZE: Final = 12.0
HEADING_SIZE: Final = 14.0
LEADING: Final = 20.0
PAGE: Final = (595.28, 841.89)
MARGIN: Final = 64.0


#: Digits, decimal point, thousands separator and per cent sign; some faces have one drawing for both.
_WESTERN_AND_ARABIC: Final = tuple(
    zip("0123456789.,%", [*(chr(0x0660 + digit) for digit in range(10)), "\u066b", "\u066c", "\u066a"], strict=True)
)

_POINT: Final = re.compile("(?<=[\u0660-\u0669])[.](?=[\u0660-\u0669])")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or heading; ``text`` is in logical order on one line."""

    text: str
    kind: str = PARAGRAPH
    direction: str = "rtl"


@dataclass(frozen=True)
class Face:
    """An installed Arabic face.

    Attributes:
        name: short name, in file names and tables.
        family: as fontconfig knows it.
        path: font file.
        package: Debian package that brings it.
        atlas: its family's name in the atlas of outlines; empty where the atlas hasn't got it.
    """

    name: str
    family: str
    path: Path
    package: str
    atlas: str = ""

    @cached_property
    def characters(self) -> frozenset[str]:
        """What its cmap lists."""
        with TTFont(self.path) as font:
            return frozenset(map(chr, font.getBestCmap()))

    @cached_property
    def lookalikes(self) -> dict[int, str]:
        """Western sign -> the Arabic one that the face paints for it in Arabic text, for ``str.translate``."""
        font = hb.Font(hb.Face(hb.Blob.from_file_path(str(self.path))))
        return {
            ord(western): arabic for western, arabic in _WESTERN_AND_ARABIC if _painted_alike(font, western, arabic)
        }

    def text(self, text: str) -> str:
        """``text`` with the signs that the face paints for it, so that what is set is what is seen.

        A face that paints Arabic digits for western ones paints a decimal sign for the point between them too.
        """
        alike = self.lookalikes
        return _POINT.sub("\N{ARABIC DECIMAL SEPARATOR}", text.translate(alike)) if alike else text

    @property
    def has_forms(self) -> bool:
        """It lists the presentation forms of the letters, which tools without shaping need."""
        return all(chr(code) in self.characters for code in (0xFE8E, 0xFE91, 0xFEE0, 0xFEFB))


def _painted_alike(font: hb.Font, *signs: str) -> bool:
    """The face has all the signs, and draws them in the same way between Arabic letters."""
    drawings = set()
    for sign in signs:
        buffer = hb.Buffer()
        buffer.add_str(f"\u0627{sign}\u0627")
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        glyphs = [info.codepoint for info in buffer.glyph_infos][1:-1]
        pen = RecordingPen()
        for glyph in glyphs:
            font.draw_glyph_with_pen(glyph, pen)
        drawings.add(repr(pen.value) if all(glyphs) and pen.value else sign)
    return len(drawings) == 1


def _face(name: str, family: str, file: str, package: str, atlas: str = "") -> Face:
    return Face(name, family, FONTS / file, package, atlas)


FACES: Final[tuple[Face, ...]] = (
    _face("amiri", "Amiri", "opentype/fonts-hosny-amiri/Amiri-Regular.ttf", "fonts-hosny-amiri", "Amiri"),
    _face(
        "noto-naskh",
        "Noto Naskh Arabic",
        "truetype/noto/NotoNaskhArabic-Regular.ttf",
        "fonts-noto-core",
        "NotoNaskhArabic",
    ),
    _face(
        "noto-sans", "Noto Sans Arabic", "truetype/noto/NotoSansArabic-Regular.ttf", "fonts-noto-core", "NotoSansArabic"
    ),
    _face(
        "noto-kufi", "Noto Kufi Arabic", "truetype/noto/NotoKufiArabic-Regular.ttf", "fonts-noto-core", "NotoKufiArabic"
    ),
    _face("scheherazade", "Scheherazade", "truetype/scheherazade/Scheherazade-Regular.ttf", "fonts-sil-scheherazade"),
    _face("kacst", "KacstOne", "truetype/kacst-one/KacstOne.ttf", "fonts-kacst-one", "KacstOne"),
    _face("dejavu", "DejaVu Sans", "truetype/dejavu/DejaVuSans.ttf", "fonts-dejavu-core", "DejaVuSans"),
    _face("alarabiya", "AlArabiya", "truetype/fonts-arabeyes/ae_AlArabiya.ttf", "fonts-arabeyes", "AlArabiya"),
    _face("khalid", "Khalid", "truetype/fonts-arabeyes/ae_Khalid.ttf", "fonts-arabeyes", "Khalid"),
    _face("nazli", "Nazli", "truetype/farsiweb/nazli.ttf", "fonts-farsiweb", "Nazli"),
    _face("freeserif", "FreeSerif", "truetype/freefont/FreeSerif.ttf", "fonts-freefont-ttf", "FreeSerif"),
    _face("vazirmatn", "Vazirmatn", "truetype/vazirmatn/Vazirmatn-Regular.ttf", "fonts-vazirmatn", "Vazirmatn"),
    _face("harmattan", "Harmattan", "truetype/harmattan/Harmattan-Regular.ttf", "fonts-sil-harmattan", "Harmattan"),
    _face("lateef", "Lateef", "opentype/lateef/Lateef-Regular.ttf", "fonts-sil-lateef", "Lateef"),
    _face("thabit", "Thabit", "opentype/fonts-hosny-thabit/Thabit.ttf", "fonts-hosny-thabit", "Thabit"),
    _face(
        "paktype",
        "PakType Naskh Basic",
        "truetype/paktype/PakType Naskh Basic.ttf",
        "fonts-paktype",
        "PakTypeNaskhBasic",
    ),
)


def faces(names: Sequence[str] = ()) -> list[Face]:
    """The faces of these names (all, without any) that are installed. Raises KeyError for a name that is not known."""
    by_name = {face.name: face for face in FACES}
    chosen = [by_name[name] for name in names] or list(FACES)
    return [face for face in chosen if face.path.exists()]


def missing(face: Face, blocks: Sequence[Block]) -> frozenset[str]:
    """Characters of the text that neither the face nor the fallback has; no producer can set them."""
    text = {char for block in blocks for char in block.text if not char.isspace()}
    return frozenset(text - face.characters - _in_fallback())


@cache
def _in_fallback() -> frozenset[str]:
    with TTFont(FALLBACK) as font:
        return frozenset(map(chr, font.getBestCmap()))
