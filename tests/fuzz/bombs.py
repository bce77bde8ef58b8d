"""Files made to hurt: a few kilobytes that ask for gigabytes or for ever. Each is as small as it can be."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tests.extract.tiny import truetype

#: Reading one of these takes at most so long and so much, whatever comes of it.
SECONDS: Final = 30.0
MEBIBYTES: Final = 1024

_FONT: Final = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_PAGE: Final = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources 5 0 R/Contents 4 0 R>>"
_RESOURCES: Final = f"<</Font<</F {_FONT}>>>>"


def stream(data: bytes, entries: str = "", *, deflate: bool = True) -> bytes:
    """A stream object's body."""
    body = zlib.compress(data, 9) if deflate else data
    filters = "/Filter/FlateDecode" if deflate else ""
    return f"<<{filters}{entries}/Length {len(body)}>>stream\n".encode() + body + b"\nendstream"


def pdf(content: bytes = b"BT /F 9 Tf (A) Tj ET", objects: Mapping[int, str | bytes] | None = None) -> bytes:
    """A file of one page; ``objects`` take the place of 1 catalog, 2 page tree, 3 page, 4 content, 5 resources."""
    bodies: dict[int, str | bytes] = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: _PAGE,
        4: stream(content),
        5: _RESOURCES,
    }
    bodies |= objects or {}
    parts, offsets, at = [b"%PDF-1.7\n"], {}, 9
    for key, body in sorted(bodies.items()):
        text = f"{key} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
        offsets[key] = at
        parts.append(text)
        at += len(text)
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % item for item in sorted(offsets.items()))
    parts.append(b"xref\n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (rows, max(offsets) + 1, at))
    return b"".join(parts)


def _font_file(program: bytes, more: str = "") -> dict[int, str | bytes]:
    """Objects for a composite font with an embedded program."""
    return {
        5: "<</Font<</F 6 0 R>>>>",
        6: f"<</Type/Font/Subtype/Type0/BaseFont/T/Encoding/Identity-H/DescendantFonts[7 0 R]{more}>>",
        7: "<</Type/Font/Subtype/CIDFontType2/BaseFont/T/FontDescriptor 8 0 R/DW 500>>",
        8: "<</Type/FontDescriptor/FontName/T/Flags 4/FontFile2 9 0 R>>",
        9: stream(program),
    }


_SHOW: Final = b"BT /F 9 Tf <00030004> Tj ET"


def _arabic(content: bytes, box: str = "[0 0 200 100]", strings: bytes = b"") -> bytes:
    """A page whose A is an alef, B a beh that joins, m a fatha, and whose other codes are what they are in ASCII.

    ``strings`` stand behind those of its map.
    """
    mapped = b"3 beginbfchar <41><0627> <42><0628> <6d><064e> " + strings
    mapped += b" endbfchar 1 beginbfrange <20><40><0020> endbfrange"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 32/LastChar 126/ToUnicode 10 0 R/Widths["
    return pdf(
        content,
        {
            3: _PAGE.replace("[0 0 200 100]", box),
            5: "<</Font<</F 6 0 R>>>>",
            6: font + "500 " * 95 + "]>>",
            10: stream(mapped),
        },
    )


def _painted_by(procedure: bytes, glyphs: int = 90) -> bytes:
    """A page of Arabic letters of a Type 3 font, whose glyphs are all painted by the same procedure."""
    names = [f"g{number:05}" for number in range(glyphs)]
    mapped = b"1 beginbfrange <20><79><0620> endbfrange"
    font = "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 32/LastChar 121"
    encoded = f"/Encoding<</Differences[32 {' '.join('/' + name for name in names[:90])}]>>/Widths[{'500 ' * 90}]"
    return pdf(
        b"BT /F 9 Tf 9 50 Td (" + bytes(code for code in range(48, 122) if code != 92) * 20 + b") Tj ET",
        {
            5: "<</Font<</F 6 0 R>>>>",
            6: f"{font}{encoded}/ToUnicode 10 0 R/CharProcs<<{' '.join(f'/{name} 7 0 R' for name in names)}>>>>",
            7: stream(b"500 0 0 0 1000 1000 d1 " + procedure),
            10: stream(mapped),
        },
    )


def _mask(entries: bytes, data: bytes, width: int = 8) -> bytes:
    return b"BI /W %d /H %d /IM true %b ID %b EI " % (width, width, entries, data)


def _growing_strings(size: int) -> bytes:
    """LZW data each of whose codes stands for one byte more than the one before."""
    number, bits = 0, 0
    for code in (256, 65, *range(258, 4000)):
        wide = 9 if code < 511 else max(code + 1, 512).bit_length()
        number, bits = number << wide | code, bits + wide
    packed = (number << -bits % 8).to_bytes((bits + 7) // 8, "big")
    return packed * (size // len(packed))


def _with_cmap(table: bytes) -> bytes:
    """A TrueType program whose `cmap` is ``table``."""
    from io import BytesIO

    from fontTools.ttLib import TTFont, newTable

    font = TTFont(BytesIO(truetype()))
    del font["cmap"]
    raw = newTable("XXXX")
    raw.data = table
    font["XXXX"] = raw
    saved = BytesIO()
    font.save(saved)
    return saved.getvalue().replace(b"XXXX", b"cmap", 1)


def _groups() -> bytes:
    """A format 12 subtable of a few groups that cover four thousand million code points each."""
    groups = struct.pack(">LLL", 0, 0xFFFFFFFF, 1) * 8
    subtable = struct.pack(">HHLLL", 12, 0, 16 + len(groups), 0, 8) + groups
    return struct.pack(">HHHHL", 0, 1, 3, 10, 12) + subtable


def _segments() -> bytes:
    """A format 4 subtable of 8,000 segments that all cover everything."""
    n = 8000
    ends, starts = struct.pack(">H", 0xFFFF) * n, struct.pack(">H", 0) * n
    body = struct.pack(">HHHH", 2 * n, 0, 0, 0) + ends + b"\0\0" + starts + struct.pack(">H", 1) * n + b"\0\0" * n
    return struct.pack(">HHHHL", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, min(6 + len(body), 0xFFFF), 0) + body


def _nested_forms(depth: int, width: int) -> bytes:
    """Each form paints the next one ``width`` times."""
    forms: dict[int, str | bytes] = {5: "<</XObject<</X 10 0 R>>>>"}
    for level in range(depth):
        entries = f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {11 + level} 0 R>>>>"
        forms[10 + level] = stream(b"/X Do " * width, entries)
    forms[10 + depth] = stream(b"0 0 m", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return pdf(b"/X Do", forms)


def _object_stream() -> bytes:
    """The page tree inside an object stream that unpacks to a gigabyte."""
    head = b"2 0 " + b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    packed = _zeros(1 << 30, head)
    body = f"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode() + packed
    parts, offsets = [b"%PDF-1.7\n"], {}
    for key, text in ((1, b"<</Type/Catalog/Pages 2 0 R>>"), (3, _PAGE.encode()), (9, body + b"\nendstream")):
        offsets[key] = sum(map(len, parts))
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (key, text))
    rows = {0: (0, 0, 0), 1: (1, offsets[1], 0), 2: (2, 9, 0), 3: (1, offsets[3], 0), 9: (1, offsets[9], 0)}
    at = sum(map(len, parts))
    rows[10] = (1, at, 0)
    index = " ".join(f"{key} 1" for key in sorted(rows))
    table = b"".join(struct.pack(">BLB", *rows[key]) for key in sorted(rows))
    entries = f"/Type/XRef/W[1 4 1]/Index[{index}]/Size 11/Root 1 0 R"
    parts.append(b"10 0 obj\n" + stream(table, entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % at)
    return b"".join(parts)


def _zeros(size: int, head: bytes = b"") -> bytes:
    """Deflated: ``head``, then ``size`` spaces. One mebibyte is packed, and stands there as often as it is wanted."""
    block, times = b" " * (1 << 20), size >> 20
    body = _part(head) + _part(block) * times + _part(b"", zlib.Z_FINISH)
    check = zlib.adler32(head)
    for _ in range(times):
        check = zlib.adler32(block, check)
    return b"\x78\xda" + body + check.to_bytes(4, "big")


def _part(data: bytes, flush: int = zlib.Z_FULL_FLUSH) -> bytes:
    """``data`` deflated so that more may follow, which needs nothing that stood before it."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflater.compress(data) + deflater.flush(flush)


def _raw(packed: bytes, filters: str) -> bytes:
    return f"<</Filter{filters}/Length {len(packed)}>>stream\n".encode() + packed + b"\nendstream"


def _index_of_billions() -> bytes:
    """A cross-reference stream that says it lists two thousand million objects."""
    head = b"%PDF-1.7\n"
    entries = "/Type/XRef/W[1 4 1]/Index[0 2000000000]/Size 2000000000/Root 1 0 R"
    return head + b"1 0 obj\n" + stream(b"\0" * 60, entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


BOMBS: Final[dict[str, Callable[[], bytes]]] = {
    "content-unpacks-to-a-gigabyte": lambda: pdf(objects={4: _raw(_zeros(1 << 30), "/FlateDecode")}),
    "content-deflated-twice": lambda: pdf(
        objects={4: _raw(zlib.compress(_zeros(1 << 30), 9), "[/FlateDecode/FlateDecode]")}
    ),
    "a-hundred-filters": lambda: pdf(objects={4: _raw(b"00", "[" + "/ASCIIHexDecode" * 100 + "]")}),
    "object-stream-unpacks-to-a-gigabyte": _object_stream,
    "font-program-unpacks-to-a-gigabyte": lambda: pdf(
        _SHOW, _font_file(b"") | {9: _raw(_zeros(1 << 30), "/FlateDecode")}
    ),
    "content-named-over-and-over": lambda: pdf(
        objects={3: _PAGE.replace("4 0 R", "[" + "4 0 R " * 100_000 + "]"), 4: stream(b"0 0 m " * 10_000)}
    ),
    "forms-within-forms": lambda: _nested_forms(20, 10),
    "form-paints-itself": lambda: pdf(
        b"/X Do",
        {5: "<</XObject<</X 10 0 R>>>>", 10: stream(b"/X Do /X Do", "/Subtype/Form/Resources 5 0 R")},
    ),
    "references-in-a-circle": lambda: pdf(objects={4: "6 0 R", 6: "7 0 R", 7: "6 0 R"}),
    "catalog-is-a-circle": lambda: pdf(objects={1: "6 0 R", 6: "1 0 R"}),
    "length-is-a-circle": lambda: pdf(objects={4: "<</Length 6 0 R>>stream\nBT ET\nendstream", 6: "7 0 R", 7: "6 0 R"}),
    "pages-in-a-circle": lambda: pdf(objects={2: "<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 3>>"}),
    "too-many-pages": lambda: pdf(objects={2: "<</Type/Pages/Kids[" + "<</Type/Page>>" * 100_000 + "]>>"}),
    "page-tree-without-a-floor": lambda: pdf(objects={2: "<</Type/Pages/Kids[" * 3000 + "3 0 R" + "]>>" * 3000}),
    "arrays-without-a-floor": lambda: pdf(b"[" * 500_000 + b"(A) Tj"),
    "dictionaries-without-a-floor": lambda: pdf(objects={5: "<</A" * 100_000}),
    "an-index-of-billions": _index_of_billions,
    "two-million-glyphs": lambda: pdf(b"BT /F 9 Tf (" + b"A" * 2_000_000 + b") Tj ET"),
    "one-number-of-a-million-digits": lambda: pdf(b"1" * 1_000_000 + b"x BT /F 9 Tf (A) Tj ET"),
    "a-million-open-strings": lambda: pdf(b"(" * 1_000_000),
    "a-million-saved-states": lambda: pdf(b"q " * 1_000_000 + b"BT /F 9 Tf (A) Tj ET"),
    "a-million-marks": lambda: pdf(b"/A BMC " * 1_000_000 + b"BT /F 9 Tf (A) Tj ET"),
    "numbers-beyond-all-bounds": lambda: pdf(
        b"1e400 0 0 1 0 0 cm "
        + b"9" * 400
        + b" 0 Td BT /F "
        + b"9" * 400
        + b". Tf 1"
        + b"0" * 300
        + b". 5 Td (AB) Tj ET"
    ),
    "a-page-as-wide-as-the-sun": lambda: pdf(
        objects={3: _PAGE.replace("[0 0 200 100]", f"[0 0 1{'0' * 300} 1{'0' * 300}]")}
    ),
    "widths-over-and-over": lambda: pdf(
        _SHOW,
        _font_file(truetype())
        | {7: "<</Subtype/CIDFontType2/BaseFont/T/FontDescriptor 8 0 R/W[" + "0 65535 500 " * 20_000 + "]>>"},
    ),
    "a-map-over-and-over": lambda: pdf(
        _SHOW,
        _font_file(truetype(), "/ToUnicode 10 0 R")
        | {10: stream(b"beginbfrange " + b"<0000> <FFFF> <0041> " * 50_000 + b"endbfrange")},
    ),
    "cmap-of-all-numbers": lambda: pdf(_SHOW, _font_file(_with_cmap(_groups()))),
    "cmap-of-all-codes-8000-times": lambda: pdf(_SHOW, _font_file(_with_cmap(_segments()))),
    "ten-thousand-fonts": lambda: pdf(
        b"BT " + b"".join(b"/F%d 9 Tf (A) Tj " % n for n in range(10_000)),
        {5: "<</Font<<" + "".join(f"/F{n} {_FONT[:-2]}/Name/N{n}>>" for n in range(10_000)) + ">>>>"},
    ),
    "type-1-of-slashes": lambda: pdf(
        b"BT /F 9 Tf (A) Tj ET",
        {
            5: "<</Font<</F 6 0 R>>>>",
            6: "<</Type/Font/Subtype/Type1/BaseFont/T/FontDescriptor 8 0 R>>",
            8: "<</Type/FontDescriptor/FontName/T/Flags 4/FontFile 9 0 R>>",
            9: stream(b"%!PS-AdobeFont-1.0 " + b"dup 1/" + b"/a" * 400_000 + b" eexec" + b"/CharStrings " * 100_000),
        },
    ),
    "layers-that-contain-themselves": lambda: pdf(
        b"/OC /L BDC BT /F 9 Tf (A) Tj ET EMC",
        {
            1: "<</Type/Catalog/Pages 2 0 R/OCProperties<</D<</OFF[6 0 R]>>/OCGs[6 0 R]>>>>",
            5: f"<</Font<</F {_FONT}>>/Properties<</L 7 0 R>>>>",
            6: "<</Type/OCG/Name(x)>>",
            7: "<</Type/OCMD/OCGs 7 0 R>>",
        },
    ),
    "information-without-end": lambda: pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R/Info 6 0 R"),
    "many-empty-objects": lambda: b"%PDF-1.7\n" + b"1 0 obj\n/Type/Catalog\n" * 50_000 + b"\n%%EOF",
    "as-many-glyphs-in-one-place-as-a-page-may-have": lambda: pdf(
        b"BT /F 9 Tf 9 9 Td " + b"(A) Tj 0 0 Td " * 200_000 + b"ET"
    ),
    "as-many-marks-as-letters-in-a-line": lambda: _arabic(
        b"BT /F 9 Tf (" + b"Bm" * 50_000 + b") Tj ET", "[0 0 500000 100]"
    ),
    "a-line-of-numbers-and-brackets": lambda: _arabic(
        b"BT /F 9 Tf (" + rb"A 1\) 2 - \(3, 4/" * 4_000 + b") Tj ET", "[0 0 500000 100]"
    ),
    "figures-in-three-hundred-rows": lambda: _arabic(
        b"".join(b"0 %d m 3000 %d l S %d 0 m %d 3000 l S " % (n, n, n, n) for n in range(0, 3001, 10))
        + b"BT /F 6 Tf "
        + b"".join(b"1 0 0 1 %d %d Tm (1) Tj " % (n // 300 * 10 + 2, n % 300 * 10 + 2) for n in range(90_000))
        + b"ET",
        "[0 0 3000 3000]",
    ),
    "strings-of-a-cmap-without-end": lambda: _arabic(_SHOW, strings=b"<0041>" * 4_000_000),
    "array-of-a-cmap-without-end": lambda: _arabic(_SHOW, strings=b"[" + b"<0041>" * 4_000_000),
    "letters-that-all-stand-alone": lambda: "\N{ARABIC LETTER ALEF}\N{GRINNING FACE}".encode() * 50_000,
    "white-space-in-ascii85": lambda: pdf(objects={4: _raw(b" " * 4_000_000 + b"x", "/ASCII85Decode")}),
    "bitmaps-that-run-for-ever": lambda: _painted_by(_mask(b"/F /RL", b"\x81A" * (1 << 17))),
    "bitmaps-of-strings-that-grow": lambda: _painted_by(_mask(b"/F /LZW", _growing_strings(1 << 18))),
    "bitmaps-of-white-space": lambda: _painted_by(_mask(b"/F /A85", b" " * 300_000 + b"x")),
    "bitmaps-of-a-million-dots": lambda: _painted_by(
        _mask(b"/F /Fl", zlib.compress((b"\xaa" * 128 + b"\x55" * 128) * 512), 1024)
    ),
    "bitmaps-that-are-thousands": lambda: _painted_by(_mask(b"/F /RL", b"\x81A", 1) * 7_000),
    "bitmaps-that-never-begin": lambda: _painted_by(b"BI " * 100_000),
    "procedures-that-are-all-one": lambda: _painted_by(b"0 0 m " * 100_000, 20_000),
    "glyphs-all-over-the-page": lambda: pdf(
        b"BT /F 9 Tf "
        + b"".join(b"1 0 0 1 %d %d Tm (A) Tj " % (n * 7919 % 200, n * 104729 % 100) for n in range(20_000))
    ),
}


@dataclass(frozen=True, slots=True)
class Bomb:
    """A family of hostile files, of which one is made.

    Attributes:
        make: the file.
        end: how reading it ends: ``read``, or the kind of the error.
        seconds, mebibytes: what it takes at most, CPU time and memory at a time, of a process that does nothing else.
    """

    make: Callable[[], bytes]
    end: str = "LimitExceeded"
    seconds: float = SECONDS
    mebibytes: int = MEBIBYTES


def _of_fonts(count: int, font: Callable[[int], dict[int, str | bytes]], shared: Mapping[int, str | bytes]) -> bytes:
    """A page that shows a glyph in each of many fonts. ``font``: objects of the font with a number from 100 on, whose
    dictionary has that number times ten."""
    objects: dict[int, str | bytes] = dict(shared)
    for number in range(count):
        objects |= font(1000 + 10 * number)
    objects[5] = "<</Font<<" + "".join(f"/F{n} {1000 + 10 * n} 0 R" for n in range(count)) + ">>>>"
    content = b"BT 9 50 Td " + b"".join(b"/F%d 9 Tf <0003> Tj " % n for n in range(count)) + b"ET"
    return pdf(content, objects)


def _composite(
    at: int, *, font: str = "", descendant: str = "", encoding: str = "/Identity-H"
) -> dict[int, str | bytes]:
    return {
        at: f"<</Type/Font/Subtype/Type0/BaseFont/T{at}/Encoding {encoding}/DescendantFonts[{at + 1} 0 R]{font}>>",
        at + 1: f"<</Subtype/CIDFontType2/BaseFont/T{at}/FontDescriptor 8 0 R/DW 500{descendant}>>",
    }


def _embedded() -> dict[int, str | bytes]:
    return {8: "<</Type/FontDescriptor/FontName/T/Flags 4/FontFile2 9 0 R>>", 9: stream(truetype())}


def _all_codes() -> bytes:
    """A map of every code of two bytes to a character of its own."""
    return b"beginbfrange <0000> <D7FF> <0041> <E000> <FFFF> <E000> endbfrange"


def _pages(count: int, entries: str, objects: Mapping[int, str | bytes]) -> bytes:
    """Many pages that have everything in common."""
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources 5 0 R/Contents 4 0 R{entries}>>"
    kids = " ".join(f"{1000 + n} 0 R" for n in range(count))
    tree = {2: f"<</Type/Pages/Kids[{kids}]/Count {count}>>"}
    return pdf(objects=dict(objects) | tree | {1000 + n: page for n in range(count)})


def _strings_that_overlap() -> bytes:
    """A CFF program each second string of which is all of it."""
    size = 1 << 20
    offsets = b"".join((1 if n % 2 == 0 else size).to_bytes(4, "big") for n in range(0xFFFF)) + size.to_bytes(4, "big")
    return b"\1\0\4\4" + b"\0\1\1\1\2T" + b"\0\1\1\1\2\x8b" + b"\xff\xfe\4" + offsets + b"a" * size


def _turned(count: int) -> bytes:
    """So many pairs of letters, each in a direction of its own."""
    shown = []
    for n in range(count):
        x, y = math.cos(n), math.sin(n)
        shown.append(b"%.4f %.4f %.4f %.4f %d %d Tm (AB) Tj " % (x, y, -y, x, n * 7 % 2000, n // 286 * 7 % 2000))
    return _arabic(b"BT /F 5 Tf " + b"".join(shown) + b"ET", "[0 0 2000 2000]")


#: Each family asks for more of one thing than the file has: levels, things, bytes, rounds, directions, marks, names.
FAMILIES: Final[dict[str, Bomb]] = {
    "size: a map of glyphs of 120 MB in each of 12 fonts": Bomb(
        lambda: _of_fonts(
            12,
            lambda at: (
                _composite(at, descendant=f"/CIDToGIDMap {at + 2} 0 R")
                | {at + 2: _raw(_zeros(120 << 20), "/FlateDecode")}
            ),
            _embedded(),
        ),
        "read",
        mebibytes=512,
    ),
    "size: a CMap of 120 MB in each of 40 fonts": Bomb(
        lambda: _of_fonts(
            40,
            lambda at: _composite(at, encoding=f"{at + 2} 0 R") | {at + 2: _raw(_zeros(120 << 20), "/FlateDecode")},
            _embedded(),
        ),
        "LimitExceeded",
    ),
    "size: a predictor with rows of a thousand million": Bomb(
        lambda: pdf(objects={4: stream(b"\2BT ET", "/DecodeParms<</Predictor 15/Columns 1000000000>>")}),
        mebibytes=512,
    ),
    "size: strings of a font program that are all of it": Bomb(
        lambda: pdf(
            _SHOW,
            _font_file(_strings_that_overlap()) | {8: "<</Type/FontDescriptor/FontName/T/Flags 4/FontFile3 9 0 R>>"},
        ),
        "read",
        mebibytes=512,
    ),
    "count: 4,000 pages that share a stream": Bomb(
        lambda: _pages(4000, "", {4: stream(b"0 0 m 9 9 l S " * 42_000)}), seconds=60.0
    ),
    "count: 4,000 pages that share ten thousand annotations": Bomb(
        lambda: _pages(4000, "/Annots 20 0 R", {20: "[" + "21 0 R " * 10_000 + "]", 21: "<</Subtype/Link>>"}),
        seconds=60.0,
    ),
    "count: a picture that is painted a million times on each of 50 pages": Bomb(
        lambda: _pages(
            50,
            "",
            {
                4: stream(b"/X Do " * 1_000_000),
                5: "<</XObject<</X 20 0 R>>>>",
                20: stream(b"", "/Subtype/Image/Width 1/Height 1"),
            },
        ),
        seconds=60.0,
    ),
    "count: 3,000 fonts that share a map of all codes": Bomb(
        lambda: _of_fonts(
            3000, lambda at: _composite(at, font="/ToUnicode 10 0 R"), _embedded() | {10: stream(_all_codes())}
        ),
        "read",
        seconds=60.0,
    ),
    "count: 3,000 fonts with a map of all codes each": Bomb(
        lambda: _of_fonts(
            3000,
            lambda at: _composite(at, font=f"/ToUnicode {at + 2} 0 R") | {at + 2: stream(_all_codes())},
            _embedded(),
        )
    ),
    "count: 3,000 fonts that share widths of all codes": Bomb(
        lambda: _of_fonts(3000, lambda at: _composite(at, descendant="/W 10 0 R"), _embedded() | {10: "[0 65535 400]"})
    ),
    "count: 3,000 fonts with widths of all codes each": Bomb(
        lambda: _of_fonts(3000, lambda at: _composite(at, descendant="/W[0 65535 400]"), _embedded())
    ),
    "count: 3,000 fonts in the coding of Chinese": Bomb(
        lambda: _of_fonts(
            3000,
            lambda at: _composite(at, encoding="/UniGB-UCS2-H", descendant="/W 10 0 R"),
            _embedded() | {10: "[0 65535 400]"},
        )
    ),
    "depth: forms in forms, each painted twice, 24 deep": Bomb(lambda: _nested_forms(23, 2)),
    "cycles: two forms that paint each other": Bomb(
        lambda: pdf(
            b"/X Do /Y Do " * 10_000,
            {
                5: "<</XObject<</X 10 0 R/Y 11 0 R>>>>",
                10: stream(b"/Y Do " * 10, "/Subtype/Form/BBox[0 0 9 9]/Resources 5 0 R"),
                11: stream(b"/X Do " * 10, "/Subtype/Form/BBox[0 0 9 9]/Resources 5 0 R"),
            },
        )
    ),
    "angles: 20,000 letters in 10,000 directions": Bomb(lambda: _turned(10_000), "read", mebibytes=512),
    "marks: a text of a megabyte for each of 100,000 spans": Bomb(
        lambda: pdf(
            b"BT /F 9 Tf " + b"/Span /P BDC (A) Tj EMC " * 100_000 + b"ET",
            {
                5: f"<</Font<</F {_FONT}>>/Properties<</P<</ActualText 20 0 R>>>>>>",
                20: "(" + "a" * (1 << 20) + ")",
            },
        )
    ),
    "marks: 300,000 of them in a text for a letter": Bomb(
        lambda: pdf(
            b"BT /F 9 Tf /Span /P BDC (A) Tj EMC ET",
            {
                5: f"<</Font<</F {_FONT}>>/Properties<</P<</ActualText 20 0 R>>>>>>",
                20: "<FEFF0628" + "064e0651" * 150_000 + ">",
            },
        )
    ),
    "angles: 190,000 letters in 95,000 directions": Bomb(lambda: _turned(95_000), "read", seconds=60.0, mebibytes=1024),
    "names: a font with ten million glyph names": Bomb(
        lambda: pdf(_SHOW, _font_file(_with_names(10_000_000))), "read", mebibytes=512
    ),
    "names: differences of a million names in each of 2,000 fonts": Bomb(
        lambda: _of_fonts(
            2000,
            lambda at: {at: f"<</Type/Font/Subtype/Type1/BaseFont/T{at}/Encoding 10 0 R>>"},
            {10: "<</Differences[0" + "/a" * 1_000_000 + "]>>"},
        ),
        "read",
        seconds=60.0,
    ),
    "names: 20,000 empty glyphs in each of 1,000 Type 3 fonts": Bomb(
        lambda: _of_fonts(
            1000,
            lambda at: {at: f"<</Type/Font/Subtype/Type3/Name/T{at}/FontBBox[0 0 9 9]/CharProcs 10 0 R>>"},
            {10: "<<" + " ".join(f"/g{n} 11 0 R" for n in range(20_000)) + ">>", 11: stream(b"")},
        )
    ),
}


def _with_names(count: int) -> bytes:
    """A TrueType program whose `post` lists so many names."""
    from io import BytesIO

    from fontTools.ttLib import TTFont, newTable

    font = TTFont(BytesIO(truetype()))
    glyphs = font["maxp"].numGlyphs
    table = newTable("XXXX")
    table.data = struct.pack(">lLhhLLLLLH", 0x20000, 0, 0, 0, 0, 0, 0, 0, 0, glyphs)
    table.data += b"".join(struct.pack(">H", 258 + n) for n in range(glyphs)) + b"\2ab" * count
    del font["post"]
    font["XXXX"] = table
    saved = BytesIO()
    font.save(saved)
    return saved.getvalue().replace(b"XXXX", b"post", 1)


def bombs() -> Iterator[tuple[str, bytes]]:
    for name, make in BOMBS.items():
        yield name, make()
    for name, bomb in FAMILIES.items():
        yield name.replace(" ", "-").replace(":", ""), bomb.make()
