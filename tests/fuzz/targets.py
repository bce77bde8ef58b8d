"""What `make fuzz` feeds: each target reads bytes as one part of warraq does, and lets every fault through.

A fault is any exception that isn't a ``WarraqError``; whoever calls a target bounds its time and memory.
"""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final
from unittest import mock

import freetype
import pikepdf
from fontTools.misc import eexec
from fontTools.ttLib import TTFont

from tests.extract.tiny import to_unicode, truetype
from tests.fonts.programs.test_program import cff, type1
from tests.fuzz.bombs import pdf, stream
from tests.fuzz.campaign import difference
from tests.fuzz.mutations import FIXTURES
from warraq import run
from warraq.decipher.corrections import Corrections, WordCorrection, correct_dump, correct_words, read_corrections
from warraq.decipher.glyph.readings.font_cache import _sealed, _unpacked
from warraq.decipher.text import parameters
from warraq.extract.objects.source import read_dump
from warraq.fonts.outlines.glyph_procedures import as_opentype
from warraq.fonts.outlines.glyph_shape import GlyphOutlines, Part
from warraq.fonts.programs.cmap import parse_cmap
from warraq.fonts.programs.program import parse_program
from warraq.fonts.programs.type3 import pack
from warraq.model.line import Block, Line, Word
from warraq.repair.copied.copied_text import as_written

#: Of a seed at most so many bytes are used: small inputs are read fast, and say more of what was wrong.
_MOST: Final = 8192
_PDFS: Final = sorted(FIXTURES.glob("pdf/*.pdf"))
_DUMP: Final = FIXTURES / "text" / "ctoc-cop-wg7-2020-4.txt"
_TRUETYPE: Final = truetype()
#: Glyphs that are looked at of each font.
_MOST_GLYPHS: Final = 16
_WORD: Final = Word("قلم", "x", 0.4, (10, 10, 20, 20))


_Objects = dict[int, str | bytes]


@dataclass(frozen=True, slots=True)
class Target:
    """A part of warraq: what reads bytes as it does, inputs to begin with, and the bytes of the longest one."""

    read: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    most: int = _MOST


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Where inputs of this process lie while they are read; it goes with the process."""
    return tempfile.TemporaryDirectory(prefix="warraq-fuzz-")


def _file(data: bytes, name: str) -> Path:
    path = Path(_folder().name) / name
    path.write_bytes(data)
    return path


def _document(data: bytes) -> None:
    """The whole pipeline reads a PDF, as ``warraq extract --force`` does."""
    document = run.extract(_file(data, "input.pdf"), force=True)
    assert 0 <= document.quality.confidence <= 1


_CODES: Final = "".join(f"<{code:04X}>" for code in range(24)).encode()
_BYTES: Final = b"(" + bytes(code for code in range(32, 127) if code not in b"()\\") + b")"


def _shown(objects: _Objects, codes: bytes = _BYTES) -> bytes:
    """A page that shows codes in font object 6."""
    return pdf(b"BT /F 9 Tf 9 50 Td [" + codes + b"] TJ ET", {5: "<</Font<</F 6 0 R>>>>"} | objects)


def _simple(subtype: str, key: str, program: bytes, entries: str = "") -> bytes:
    return _shown(
        {
            6: f"<</Type/Font/Subtype/{subtype}/BaseFont/T/FontDescriptor 8 0 R>>",
            8: f"<</Type/FontDescriptor/FontName/T/Flags 4/{key} 9 0 R>>",
            9: stream(program, entries, deflate=False),
        }
    )


def _composite(key: str, program: bytes, more: str = "/Encoding/Identity-H", objects: _Objects | None = None) -> bytes:
    kind = "CIDFontType2" if key == "FontFile2" else "CIDFontType0"
    font: _Objects = {
        6: f"<</Type/Font/Subtype/Type0/BaseFont/T/DescendantFonts[7 0 R]{more}>>",
        7: f"<</Type/Font/Subtype/{kind}/BaseFont/T/FontDescriptor 8 0 R/DW 500>>",
        8: f"<</Type/FontDescriptor/FontName/T/Flags 4/{key} 9 0 R>>",
        9: stream(program, deflate=False),
    }
    return _shown(font | (objects or {}), _CODES)


def _page(data: bytes) -> bytes:
    """A page with this content among fonts, a form, a graphics state, a layer, marks and a picture."""
    form = stream(data, "/Subtype/Form/BBox[0 0 99 99]/Matrix[0 1 -1 0 50 0]/Resources 5 0 R", deflate=False)
    return pdf(
        data,
        {
            5: "<</Font<</F 6 0 R/G 11 0 R>>/XObject<</X 12 0 R/I 13 0 R>>/ExtGState<</E<</ca .5/Font[6 0 R 9]>>>>"
            "/Properties<</L 14 0 R/A<</ActualText(a)>>>>>>",
            6: "<</Type/Font/Subtype/Type0/BaseFont/T/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 10 0 R>>",
            7: "<</Type/Font/Subtype/CIDFontType2/BaseFont/T/FontDescriptor 8 0 R/DW 500>>",
            8: "<</Type/FontDescriptor/FontName/T/Flags 4/FontFile2 9 0 R>>",
            9: stream(_TRUETYPE),
            10: stream(to_unicode({3: "ب", 4: "بـ", 5: "ا", 6: "1"})),
            11: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            12: form,
            13: stream(b"\0", "/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"),
            14: "<</Type/OCG/Name(x)>>",
        },
    )


def content(data: bytes) -> None:
    """A page's glyphs. The loop that reads them is compiled: the same source, run by Python, can be looked into."""
    assert not difference(_file(_page(data), "input.pdf"))


def page(data: bytes) -> None:
    """A page's content through the whole pipeline."""
    _document(_page(data))


def _outlines(program: bytes) -> None:
    """Whatever is asked of the outlines of a font's glyphs."""
    try:
        outlines = GlyphOutlines(program)
    except (freetype.FT_Exception, ValueError):  # where the pipeline goes on without
        return
    for gid in range(min(outlines.glyph_count, _MOST_GLYPHS)):
        if outlines.box(gid)[0] is not None:
            outlines.ink(gid)
            outlines.contours([gid])
            outlines.bulge(gid)
            outlines.arch(gid)
            outlines.arms(gid)
            outlines.shape([Part(gid, 0, 0)], 500.0, 700.0)


def _now_and_then(read: Callable[[bytes], None], make: Callable[[], bytes], data: bytes) -> None:
    """The whole pipeline takes some hundredths of a second: it reads one input of sixteen."""
    if zlib.crc32(data) % 16 == 0:
        read(make())


def heal(data: bytes) -> None:
    """A page's content, rewritten with tags and a corrected word."""
    path = _file(_page(data), "input.pdf")
    words = (WordCorrection(1, 15.0, 45.0, "", "قلب"),)
    run.heal(
        path, path.with_name("out.pdf"), tags=True, verify=False, force=True, corrections=Corrections("", (), words)
    )


def document(data: bytes) -> None:
    """A whole PDF, read and healed."""
    _document(data)
    run.heal(_file(data, "input.pdf"), Path(_folder().name) / "out.pdf", verify=False, force=True)


def truetype_font(data: bytes) -> None:
    """A TrueType or OpenType program."""
    parse_program(data)
    _outlines(data)
    _now_and_then(_document, lambda: _composite("FontFile2", data), data)


def cff_font(data: bytes) -> None:
    parse_program(data)
    _outlines(data)
    _now_and_then(_document, lambda: _simple("Type1", "FontFile3", data, "/Subtype/Type1C"), data)


def type1_font(data: bytes) -> None:
    """A Type 1 program: its clear part, and what is encrypted, behind `eexec`, as it reads before that."""
    clear, mark, private = data.partition(b"eexec\n")
    program = clear + mark + (eexec.encrypt(b"\0\0\0\0" + private, 55665)[0] if mark else b"")
    parse_program(program)
    _outlines(program)
    _now_and_then(_document, lambda: _simple("Type1", "FontFile", program), data)


def type3_font(data: bytes) -> None:
    """Glyph procedures of a Type 3 font, a form among them."""
    try:
        program = as_opentype(pack({"a": data}, {"a": 500.0}, [0.001, 0, 0, 0.001, 0, 0], 1.0))
    except ValueError:  # where the pipeline goes on without
        return
    _outlines(program)
    objects: _Objects = {
        6: "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 32"
        "/LastChar 40/Widths[500 500 500]/Encoding<</Differences[32/a/b]>>/CharProcs<</a 9 0 R/b 10 0 R>>"
        "/Resources<</XObject<</X 9 0 R>>>>>>",
        9: stream(data, "/Subtype/Form/BBox[0 0 999 999]", deflate=False),
        10: stream(b"500 0 0 0 999 999 d1 0 0 9 9 re f /X Do", deflate=False),
    }
    _now_and_then(_document, lambda: _shown(objects), data)


def cmap(data: bytes) -> None:
    """A CMap; in the pipeline as /ToUnicode and as /Encoding."""
    parse_cmap(data)
    maps: _Objects = {10: stream(data, "/Type/CMap/CMapName/X", deflate=False)}
    entries = "/ToUnicode 10 0 R/Encoding 10 0 R"
    _now_and_then(_document, lambda: _composite("FontFile2", _TRUETYPE, entries, maps), data)


def dump(data: bytes) -> None:
    """A text dump, as far as it is read and mended without being deciphered."""
    text, findings = as_written(read_dump(_file(data, "input.txt")))
    text.encode()
    assert all(0 <= finding.score <= 1 for finding in findings)


def decipherment(data: bytes) -> None:
    """A dump that is deciphered however short it is."""
    with mock.patch.object(parameters.Channel, "LEAST_WORDS", 4):
        run.repair_text(read_dump(_file(data, "input.txt"))).encode()


def corrections(data: bytes) -> None:
    given = read_corrections(_file(data, "input.json"))
    correct_words(given, [Line(1, (_WORD,))], "input.pdf")
    correct_dump(given, [Block("body", (Line(1, (_WORD,), painted=0),))], "input.txt")


def font_cache(data: bytes) -> None:
    """What an entry of the font cache holds; its digest is right."""
    try:
        _unpacked(_sealed(data.decode("utf-8", "replace")).encode())
    except ValueError:
        return


def _contents() -> Iterator[bytes]:
    yield b"q 1 0 0 1 9 9 cm BT /F 9 Tf 1 Tr 5 Tc 2 Tw 90 Tz 9 TL 3 Ts <00030004> Tj T* [<0005> -250 (a)] TJ ET Q /X Do"
    yield b"/Span<</ActualText(abc)>>BDC BT /G 9 Tf 0 1 -1 0 50 50 Tm (a\\051) ' 1 2 (b) \" ET EMC /E gs /I Do"
    yield b"0 0 9 9 re W n 0 0 m 9 9 l 1 2 3 4 5 6 c h S BI /W 1/H 1/IM true ID \0 EI /Artifact BMC EMC /OC /L BDC EMC"
    for path in _PDFS:
        with pikepdf.open(path) as opened:
            yield b"\n".join(part.read_bytes() for part in _parts(opened.pages[0].Contents))[:2000]


def _parts(contents: pikepdf.Object) -> list[pikepdf.Object]:
    return list(contents.as_list()) if isinstance(contents, pikepdf.Array) else [contents]


def _documents() -> Iterator[bytes]:
    yield _page(next(_contents()))
    yield pdf(
        b"/OC /L BDC BT /F 9 Tf (A) Tj ET EMC",
        {
            1: "<</Type/Catalog/Pages 2 0 R/OCProperties<</D<</OFF[6 0 R]>>/OCGs[6 0 R]>>/AcroForm<</SigFlags 1>>>>",
            2: "<</Type/Pages/Kids[3 0 R 8 0 R]/Count 2/Rotate 90>>",
            6: "<</Type/OCG/Name(x)>>",
            8: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/CropBox[0 0 5 5]/Annots[9 0 R]>>",
            9: "<</Subtype/FreeText/Rect[0 0 9 9]/AP<</N 10 0 R>>>>",
            10: stream(b"BT /F 9 Tf (A) Tj ET", "/Subtype/Form/BBox[0 0 9 9]/Resources 5 0 R", deflate=False),
        },
    )
    for path in sorted(FIXTURES.glob("pdf/bad/*.pdf")):
        yield path.read_bytes()


def _embedded(key: str) -> Iterator[bytes]:
    """Streams of the fixtures' fonts, the small ones."""
    for path in _PDFS:
        with pikepdf.open(path) as opened:
            for thing in opened.objects:
                if isinstance(thing, pikepdf.Dictionary) and key in thing and isinstance(thing[key], pikepdf.Stream):
                    data = thing[key].read_bytes()
                    if len(data) <= _MOST:
                        yield data


def _truetypes() -> Iterator[bytes]:
    yield _TRUETYPE
    yield truetype(names=False, symbol={0xF041: "A"})
    yield _opentype()
    yield from _embedded("/FontFile2")


def _opentype() -> bytes:
    """An OpenType program of a triangle and an arc."""
    shapes = {"a": b"0 0 m 500 0 l 500 500 l h f", "b": b"0 0 m 0 300 300 300 300 0 c f"}
    return as_opentype(pack(shapes, dict.fromkeys(shapes, 500.0), [0.001, 0, 0, 0.001, 0, 0], 1.0))


def _cffs() -> Iterator[bytes]:
    yield TTFont(BytesIO(_opentype())).reader["CFF "]
    yield cff([".notdef", "beh", "A", "g17"])
    yield cff([".notdef", "beh", "alef"], {32: "beh", 65: "alef"})
    yield from _embedded("/FontFile3")


def _type1s() -> Iterator[bytes]:
    triangle = bytes((139, 248, 136, 13, 189, 189, 21, 239, 139, 5, 139, 239, 5, 9, 14))
    glyphs = b"".join(b"/%b %d RD %b ND\n" % (name, len(triangle), triangle) for name in (b".notdef", b"beh", b"A"))
    yield (
        b"%!PS-AdobeFont-1.0: T\n/FontName /T def /FontType 1 def /PaintType 0 def /FontBBox {0 0 999 999} def "
        b"/FontMatrix [0.001 0 0 0.001 0 0] readonly def /Encoding 256 array dup 65 /beh put readonly def "
        b"currentfile eexec\ndup /Private 8 dict dup begin /RD{string currentfile exch readstring pop}executeonly def "
        b"/ND{noaccess def}executeonly def /BlueValues [] def /password 5839 def /lenIV -1 def "
        b"/Subrs 1 array dup 0 1 RD \x0b NP 2 index /CharStrings 3 dict dup begin\n" + glyphs + b"end end put mark\n"
    )
    clear, mark, private = type1([".notdef", "beh", "alef", "g17"]).partition(b"eexec\n")
    yield clear + mark + eexec.decrypt(private, 55665)[0][4:]
    yield from _embedded("/FontFile")


def _procedures() -> Iterator[bytes]:
    yield b"500 0 0 0 999 999 d1 0 0 m 500 0 l 500 500 l h f"
    yield b"500 0 d0 q 8 0 0 8 0 0 cm BI /W 8/H 8/IM true/F/AHx/D[1 0] ID 00ff00ff00ff00ff> EI Q 1 2 3 4 5 6 c B* n"
    yield b"500 0 0 0 9 9 d1 BI /W 8/H 8/BPC 1/IM true/F[/A85/RL]/DP[null<</K -1/Columns 8>>] ID zz~> EI /X Do"
    yield b"BI /W 16/H 4/IM true/F/CCF/DP<</K -1/Columns 16/Rows 4/BlackIs1 true>> ID \x26\xa0\x7f\xff EI"


def _maps() -> Iterator[bytes]:
    yield to_unicode({3: "ب", 4: "لا", 5: "\U0001ee00"})
    yield b"1 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange 1 begincidrange <0003> <0005> 7 endcidrange"
    yield b"/X usecmap 1 begincidchar <03> 5 endcidchar 1 beginbfrange <0003> <0006> [<0628> <0627> /beh] endbfrange"
    yield from _embedded("/ToUnicode")


def _dumps() -> Iterator[bytes]:
    text = _DUMP.read_text("utf-8")
    for at in range(0, 20_000, 1000):
        yield text[at : at + 400].encode()
    yield "\ufeffالمادة ١\r\n(أ) نص سليم، 12/5/2020\f\tABC \u202bاب\u202c ﻻ ﺑﺎب لـــــا".encode()


def _short_dumps() -> Iterator[bytes]:
    for data in _dumps():
        yield data.decode()[:120].encode()


def _corrected() -> Iterator[bytes]:
    glyph = {"font": "F", "program": "p", "code": 7, "was": "ه", "text": "ة"}
    word = {"page": 1, "at": [15, 15.5], "was": "قلم", "text": "قلب"}
    in_dump = {"line": 1, "word": 1, "was": "قلم", "text": "قلب"}
    entries = {"glyphs": [glyph], "words": [word], "dump_words": [in_dump]}
    yield json.dumps({"warraq_corrections": 1, "sha256": "ab", **entries}).encode()
    yield b'{"warraq_corrections": 1, "words": [{"page": 1, "at": [Infinity, 1e5], "was": "\\ud800", "text": ""}]}'


def _entries() -> Iterator[bytes]:
    reading = ["ب", 0.9, "outline", [["ت", 0.1]]]
    yield json.dumps(
        {"source": "0" * 64, "codes": [[3, 5, 500.0, None, 7, *reading], [4, 6, 1, "x", 1, *reading]]}
    ).encode()


TARGETS: Final = {
    "content": Target(content, _contents, 2048),
    "page": Target(page, _contents, 2048),
    "heal": Target(heal, _contents, 2048),
    "document": Target(document, _documents, 8192),
    "truetype": Target(truetype_font, _truetypes),
    "cff": Target(cff_font, _cffs),
    "type1": Target(type1_font, _type1s),
    "type3": Target(type3_font, _procedures, 2048),
    "cmap": Target(cmap, _maps, 2048),
    "dump": Target(dump, _dumps, 2048),
    "decipherment": Target(decipherment, _short_dumps, 400),
    "corrections": Target(corrections, _corrected, 2048),
    "font_cache": Target(font_cache, _entries, 2048),
}
